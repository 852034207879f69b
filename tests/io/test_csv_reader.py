"""The map's tables: rows of CSV as the same documents that YAML gives."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.errors import SchemaError
from ecomap.io.csv_reader import read_csv
from ecomap.io.validation import validated
from ecomap.model import MapPart, Scalar


def rows_of(text):
    return read_csv(text, "coupling.csv", "couplings").root[Scalar("couplings")].placed


def problems_of(text):
    with pytest.raises(SchemaError) as caught:
        read_csv(text, "coupling.csv", "couplings")
    return [(problem.where.line, problem.message) for problem in caught.value.problems]


def test_rows_stand_as_a_list_under_the_key():
    """A header and rows become a list of mappings; numbers stay as they were written."""
    assert rows_of("trend,spread\ncloud,1.10\nai,62.10\n") == [
        {"trend": "cloud", "spread": "1.10"},
        {"trend": "ai", "spread": "62.10"},
    ]


def test_an_empty_cell_is_left_out():
    """An empty cell means: not given."""
    assert rows_of("trend,norm,spread\n*,,1\n") == [{"trend": "*", "spread": "1"}]


def test_every_cell_has_its_line_and_column():
    """Columns count characters from 1; the header is line 1."""
    [_, row] = rows_of("trend,norm,spread\na,1,2\ncafé,-0.5,1.25\n")
    assert [(cell.line, cell.column) for cell in row.values()] == [(3, 1), (3, 6), (3, 11)]


def test_a_cell_after_a_quoted_one_has_its_column():
    """In ``a,"b, c",d`` the third cell begins in column 10: the quotes are characters of the line too."""
    [row] = rows_of('x,y,z\na,"b, c",d\n')
    assert [cell.column for cell in row.values()] == [1, 3, 10]


def test_a_quoted_cell_may_hold_commas_and_quotes():
    """Quoting is that of RFC 4180: doubled quotes inside quotes."""
    assert rows_of('x,y\n"a, ""b""",c\n') == [{"x": 'a, "b"', "y": "c"}]


def test_windows_line_ends_are_line_ends():
    """CR LF ends a row once."""
    [_, row] = rows_of("x,y\r\na,b\r\nc,d\r\n")
    assert (row, row[Scalar("y")].line) == ({"x": "c", "y": "d"}, 3)


def test_every_ragged_row_is_told_at_once():
    """A cell too many or too few would shift meanings: each such row is named with both counts."""
    assert problems_of("a,b,c\n1,2\n1,2,3\n1,2,3,4\n\n") == [
        (2, "2 cells where the header has 3."),
        (4, "4 cells where the header has 3."),
        (5, "0 cells where the header has 3."),
    ]


@pytest.mark.parametrize("text", ['a,b\n"x,y\n', 'a,b\n"x"y,z\n', "a,b\n" + "x" * 1_100_000 + ",y\n"])
def test_what_is_no_csv_is_refused(text):
    """An open quote, text after a closing quote, a cell of absurd length: told with the line."""
    [(line, message)] = problems_of(text)
    assert line == 2
    assert message.startswith("not CSV: ")


def test_a_title_that_stands_twice_is_refused():
    """Duplicate keys are refused in YAML, and so in a table's header."""
    with pytest.raises(SchemaError):
        rows_of("a,a\n1,2\n")


@pytest.mark.parametrize("text", ["", "trend,spread,evidence\n"])
def test_a_table_without_rows_is_an_empty_list(text):
    """Nothing derived yet is no error of form."""
    assert rows_of(text) == []


cells = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=8)
tables = st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1))


@given(tables)
def test_what_a_csv_writer_writes_is_read_back(table):
    """Any table of Python's csv writer comes back cell by cell, in the line that it was written to."""
    titles = [f"c{i}" for i in range(len(table[0]))]
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(titles)
    writer.writerows(table)
    rows = rows_of(stream.getvalue())
    assert rows == [{title: cell for title, cell in zip(titles, row, strict=True) if cell} for row in table]
    assert [row.line for row in rows] == [line + 2 for line in range(len(table))]


@given(tables)
def test_rows_say_the_same_with_and_without_places(table):
    """Whoever goes through a table meets the same titles and cells, each time anew, as at their places."""
    stream = io.StringIO()
    csv.writer(stream).writerows([[f"c{i}" for i in range(len(table[0]))], *table])
    node = read_csv(stream.getvalue(), "coupling.csv", "couplings").root[Scalar("couplings")]
    assert list(node) == list(node) == node.placed
    assert not any(cell.quoted for row in node for cell in row.values())


def test_a_fault_in_a_table_is_told_at_its_cell():
    """Rows are validated like YAML: line and column of the cell, path by row."""
    text = "source,target,coupling,affinity,evidence\na,b,0.5,1,x\nb,c,1e,2,x\n"
    with pytest.raises(SchemaError) as caught:
        validated(MapPart, read_csv(text, "coupling.csv", "couplings"))
    assert [str(problem).split(". ")[0] for problem in caught.value.problems] == [
        'coupling.csv:3:5  couplings[1].coupling: expected a number, found "1e"',
        "coupling.csv:3:8  couplings[1].affinity: 2 is out of range",
    ]


def test_an_unknown_title_is_told_at_its_cell():
    """A misspelt title is an unknown field of every row."""
    text = "source,affinty,target,coupling,evidence\na,1,b,1,x\n"
    with pytest.raises(SchemaError) as caught:
        validated(MapPart, read_csv(text, "coupling.csv", "couplings"))
    [problem] = caught.value.problems
    assert (problem.where.line, problem.where.column, problem.path) == (2, 3, "couplings[0].affinty")
    assert '"affinity"' in problem.way_out
