"""What a spreadsheet shows is what `ecomap batch` reads of it, not the bare numbers behind."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from terminal import Answer, Run

pytest.importorskip("python_calamine")
xlsxwriter = pytest.importorskip("xlsxwriter")

COLUMNS = ("id", "sectors", "maturity", "employees", "budget_eur")


def sheet_of(path: Path, cells: dict[str, tuple[object, str]]) -> None:
    """Write a bakery of which some columns have a number and a format."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        row = {"id": ("A", ""), "sectors": ("bakery", "")} | cells
        for place, (name, (cell, code)) in enumerate(row.items()):
            sheet.write(0, place, name)
            sheet.write(1, place, cell, book.add_format({"num_format": code} if code else {}))


def rejected(answer: Answer, tmp_path: Path) -> str:
    """Return why the only row was rejected."""
    assert answer.code == 4, answer.err
    rows = list(csv.reader(io.StringIO((tmp_path / "out.csv.rejects.csv").read_text(encoding="utf-8"))))
    return rows[1][2]


@pytest.mark.parametrize(
    ("column", "number", "code", "shown"),
    [
        ("maturity", 0.62, "0%", "62%"), ("maturity", 0.07, "0.0%", "7%"), ("maturity", 62, '0"%"', "62%"),
        ("maturity", 2, "0.00", "2"), ("maturity", 2, '0 "points"', "2"), ("maturity", 2, "0;[Red]-0", "2"),
        ("budget_eur", 5000.5, "[$CHF-807] #,##0.00", "CHF 5000.5"), ("budget_eur", 5000, '"PLN" 0', "PLN 5000"),
        ("budget_eur", 1.234, "[$£-809]#,##0", "£1.2340"), ("budget_eur", 5000, "#,##0.00 [$€-407]", "5000"),
        ("budget_eur", 5000, '#,##0 "EUR"', "5000"), ("nace", 111, "0000", "0111"), ("nace", 5610, "0000", "5610"),
        ("employees", 6, '0 "people"', "6"), ("id", 7, "0000", "0007"),
    ],
)  # fmt: skip
def test_a_number_means_what_its_format_shows(
    run: Run, tmp_path: Path, column: str, number: float, code: str, shown: str
) -> None:
    """62% is stored as 0.62, CHF 5000 as 5000, the code 0111 as 111."""
    sheet_of(tmp_path / "m.xlsx", {column: (number, code)})
    row = {"id": "A", "sectors": "bakery", column: shown}
    text = f"{','.join(row)}\n{','.join(row.values())}\n"
    assert run("batch", tmp_path / "m.xlsx").out == run("batch", "-", stdin=text).out


def test_the_sign_of_several_moneys_is_asked_for(run: Run, tmp_path: Path) -> None:
    """A dollar amount was read as euros."""
    sheet_of(tmp_path / "m.xlsx", {"budget_eur": (5000, '"$"#,##0')})
    answer = run("batch", tmp_path / "m.xlsx", "-o", tmp_path / "out.csv")
    assert "Write USD 5000 or" in rejected(answer, tmp_path)


@pytest.mark.parametrize(
    ("formula", "answer", "told"),
    [
        ("=1/0", "#DIV/0!", '"#DIV/0!" is no number'), ("=X!1", "#REF!", '"#REF!" is no number'),
        ("=1+1", "", '"=1+1" is a formula without its value'),
    ],
)  # fmt: skip
@pytest.mark.parametrize("column", ["maturity", "employees", "budget_eur"])
def test_a_cell_without_an_answer_is_not_an_empty_one(
    run: Run, tmp_path: Path, column: str, formula: str, answer: str, told: str
) -> None:
    """An error, and a formula that was never worked out, reject their row; both were passed over."""
    with xlsxwriter.Workbook(tmp_path / "m.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "sectors", column])
        sheet.write_row(1, 0, ["A", "bakery"])
        sheet.write_formula(1, 2, formula, None, answer)
    assert told in rejected(run("batch", tmp_path / "m.xlsx", "-o", tmp_path / "out.csv"), tmp_path)


def test_a_formula_that_was_worked_out_is_its_answer(run: Run, tmp_path: Path) -> None:
    """With a format or without."""
    with xlsxwriter.Workbook(tmp_path / "m.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "sectors", "maturity", "employees"])
        sheet.write_row(1, 0, ["A", "bakery"])
        sheet.write_formula(1, 2, "=31/50", book.add_format({"num_format": "0%"}), 0.62)
        sheet.write_formula(1, 3, "=2*3", None, 6)
    plain = run("batch", "-", stdin="id,sectors,maturity,employees\nA,bakery,62%,6\n")
    assert run("batch", tmp_path / "m.xlsx").out == plain.out


def test_the_sheet_of_firms_is_found(run: Run, tmp_path: Path) -> None:
    """A cover before it and a hidden sheet are not meant."""
    with xlsxwriter.Workbook(tmp_path / "m.xlsx") as book:
        book.add_worksheet("Cover").write_row(0, 0, ["Members of 2026", "draft"])
        hidden = book.add_worksheet("Old")
        hidden.write_row(0, 0, ["id", "sectors"])
        hidden.write_row(1, 0, ["B", "hotel"])
        hidden.hide()
        firms = book.add_worksheet("Firms")
        firms.write_row(3, 0, ["id", "sectors"])
        firms.write_row(4, 0, ["A", "bakery"])
    answer = run("batch", tmp_path / "m.xlsx", "--top", 1)
    assert ('Sheet "Firms", one of 3' in answer.err, answer.out.splitlines()[1][:4]) == (True, "1,A,")


OPEN_DOCUMENT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="S">%s</table:table></office:spreadsheet></office:body></office:document-content>"""


MANIFEST = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def cell(said: str, *number: Any) -> str:
    kind = 'office:value-type="{}" office:value="{}"'.format(*number) if number else 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{said}</text:p></table:table-cell>"


def write_open_document(path: Path, lines: str) -> None:
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", MANIFEST)
        book.writestr("content.xml", OPEN_DOCUMENT % lines)


def test_open_documents_show_percent_and_money_too(run: Run, tmp_path: Path) -> None:
    """There what is shown stands beside the number."""
    rows = (map(cell, COLUMNS), (cell("A"), cell("bakery"), cell("62%", "percentage", 0.62), cell("6", "float", 6),
                                 cell("CHF 5000.50", "currency", 5000.5)))  # fmt: skip
    lines = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    write_open_document(tmp_path / "m.ods", lines)
    plain = run("batch", "-", stdin=f"{','.join(COLUMNS)}\nA,bakery,62%,6,CHF 5000.50\n")
    found = run("batch", tmp_path / "m.ods")
    assert (found.code, found.out) == (0, plain.out)


@pytest.mark.parametrize(
    ("name", "start", "told"),
    [
        ("m.xls", b"\xd0\xcf\x11\xe0", "an old one (.xls), or has a password"),
        ("m.xlsx", b"id,sectors\n", "say --input-format csv"), ("m.json", b"PK\x03\x04", "Say --input-format xlsx"),
    ],
)  # fmt: skip
def test_a_file_that_its_name_does_not_fit_is_told(
    run: Run, tmp_path: Path, name: str, start: bytes, told: str
) -> None:
    """With a way out that works."""
    (tmp_path / name).write_bytes(start + b"A,bakery\n")
    answer = run("batch", tmp_path / name)
    assert (answer.code, told in answer.err) == (5, True)
    if name == "m.xlsx":
        assert run("batch", tmp_path / name, "--input-format", "csv").code == 0


def test_a_currency_takes_nothing_off_the_decimal_mark(run: Run) -> None:
    """CHF 5000.50 shows a decimal point; what it is in euros made a comma of it, and 8.000 hours 8000."""
    text = "id;sectors;budget_eur\nA;bakery;CHF 5000.50\nB;bakery;8.000\n"
    read = text.replace("8.000", "8")
    assert run("batch", "-", stdin=text).out == run("batch", "-", stdin=read).out
