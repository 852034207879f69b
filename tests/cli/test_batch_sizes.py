"""How large a firm is, said by classes: a class is read as one, whatever its heading, never as so many people."""

import csv
import io
import json

import pytest
from terminal import Answer, Run


def table(heading: str, *cells: str) -> str:
    """Return a list of bakeries with a column of sizes."""
    return f"id;sectors;{heading}\n" + "".join(f"{at};bakery;{cell}\n" for at, cell in enumerate(cells))


def told(answer: Answer) -> list[str]:
    """Return the reasons of the rows that were rejected."""
    rows = csv.reader(io.StringIO(answer.err))
    return [
        row[2] for row in rows if len(row) == len(("row", "column", "reason", "record", "line")) and row[0].isdigit()
    ]


def same(run: Run, heading: str, cells: list[str], people: list[str]) -> None:
    """Check that classes are answered as numbers of people are."""
    one = run("batch", "-", stdin=table(heading, *cells))
    other = run("batch", "-", stdin=table("employees", *people))
    assert (one.code, one.out) == (0, other.out), one.err


BANDS = ["0-9", "10 bis 19", "20 à 49 salariés", "GE250", "medium"]
AS_PEOPLE = ["0-9", "10-19", "20-49", "250+", "50-249"]
HEADINGS = ["Classe di addetti", "Beschäftigtengrößenklasse", "Size band", "Tranche d'effectif", "size_emp", "Taille",
            "Employee Range", "Number of employees (range)", "Estrato de asalariados", "Grootteklasse",
            "staffCountRange", "Escalão de pessoal ao serviço", "Klasa wielkości", "Unternehmensgröße"]  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_classes_by_their_ends_are_read_under_any_heading_of_size(run: Run, heading: str) -> None:
    """In the languages of the headings, with their words put together as offices do."""
    same(run, heading, BANDS, AS_PEOPLE)


@pytest.mark.parametrize("heading", HEADINGS)
def test_classes_by_number_alone_are_no_people(run: Run, heading: str) -> None:
    """Of a list that nobody names: the column is not read, which is told; it was read as three people and two."""
    answer = run("batch", "-", stdin=table(heading, "3", "2", "3"))
    assert (answer.code, answer.out) == (0, run("batch", "-", stdin=table("Ort", "3", "2", "3")).out)
    assert f'"{heading}" ' in answer.err
    assert "It is not read." in answer.err


def test_a_column_of_classes_that_somebody_named_is_asked_for(run: Run) -> None:
    """What it is to stand for cannot be known; one whose heading says nothing of classes counts people."""
    text = table("Size band", "3", "2")
    answer = run("batch", "-", "-c", "employees=Size band", stdin=text)
    assert (answer.code, "Write what each stands for, like 10-49" in answer.err) == (3, True)
    plainly = run("batch", "-", stdin=table("employees", "3", "2")).out
    assert run("batch", "-", "-c", "employees=Taille", stdin=table("Taille", "3", "2")).out == plainly


INSEE = {"NN": "0", "00": "0", "01": "1-2", "02": "3-5", "03": "6-9", "11": "10-19", "12": "20-49", "21": "50-99",
         "22": "100-199", "31": "200-249", "32": "250-499", "53": "10000+"}  # fmt: skip


OF_INSEE = ["trancheEffectifsEtablissement", "trancheEffectifsUniteLegale", "Tranche effectif"]


@pytest.mark.parametrize("heading", OF_INSEE)
def test_codes_of_insee_are_read_under_its_headings(run: Run, heading: str) -> None:
    """As its list of codes says; of any tranche where all are its codes as they are written."""
    same(run, heading, list(INSEE), list(INSEE.values()))
    zeros_lost = run("batch", "-", stdin=table(heading, "1", "3", "12"))
    if heading in OF_INSEE[:2]:
        assert zeros_lost.out == run("batch", "-", stdin=table("employees", "1-2", "6-9", "20-49")).out
    else:
        assert "It is not read." in zeros_lost.err
    assert told(run("batch", "-", stdin=table(OF_INSEE[0], "01", "11", "77"))) == [
        '"77" numbers a size class, no people. Write what it stands for, like 10-49.'
    ]


def test_a_class_may_say_its_code_and_what_it_is_called(run: Run) -> None:
    """What it is called counts; under a heading of people 2 (1-9) is no number."""
    same(run, "Größenklasse", ["1 (1-9)", "2: 10-49", "03 - 6 à 9 salariés", "A = 0-9"], ["1-9", "10-49", "6-9", "0-9"])
    assert told(run("batch", "-", stdin=table("employees", "2 (1-9)")))


def test_a_number_below_the_first_band_is_a_class_of_its_own(run: Run) -> None:
    """0, 1, 2 before 3-4 are classes of the statistics of the Netherlands; 30 beside them is none."""
    same(run, "Grootteklasse", ["0", "1", "2", "3-4", "5-9"], ["0", "1", "2", "3-4", "5-9"])
    answer = run("batch", "-", stdin=table("Grootteklasse", "2", "3-4", "5-9", "30"))
    assert told(answer) == ['"30" numbers a size class, no people. Write what it stands for, like 10-49.']


def test_a_column_with_the_people_themselves_goes_before_one_of_classes(run: Run) -> None:
    """Wherever it stands, whatever the headings of people say: small was 22 beside a column with 3."""
    plainly = run("batch", "-", stdin="id;sectors;employees\nA;bakery;3\n").out
    columns = [("Grootteklasse;Medewerkers", "10-19;3"), ("Company size;Effectif", "small;3")]
    for headings, cells in (*columns, ("Effectif;Company size", "3;small")):
        assert run("batch", "-", stdin=f"id;sectors;{headings}\nA;bakery;{cells}\n").out == plainly


def test_of_people_and_their_classes_the_column_that_is_filled_in_more_rows_is_read(run: Run) -> None:
    """The map knows people by class; classes by a number that nobody knows are none, however many."""
    rows = "A;bakery;{0};12\nB;bakery;{1};\n"
    for first, second in (("10-19", "3-5"), ("10 à 19 salariés", "3 à 5 salariés")):
        answer = run("batch", "-", stdin="id;sectors;Tranche d'effectif;Effectif\n" + rows.format(first, second))
        assert answer.out == run("batch", "-", stdin="id,sectors,employees\nA,bakery,10-19\nB,bakery,3-5\n").out
    answer = run("batch", "-", stdin="id;sectors;Tranche d'effectif;Effectif\n" + rows.format("3", "2"))
    assert answer.out == run("batch", "-", stdin="id,sectors,employees\nA,bakery,12\nB,bakery,\n").out


def test_bands_that_say_whom_they_count_are_read_under_any_heading(run: Run) -> None:
    """1 à 2 salariés; mikro, mała. Bands that say nothing, and drinks, may be of anything."""
    same(run, "Foo", ["1 à 2 salariés", "10 bis 19", "-"], ["1-2", "10-19", ""])
    same(run, "Typ", ["mikro", "mała", "średnia"], ["0-9", "10-49", "50-249"])
    assert "not used" not in run("batch", "-", stdin=table("Foo", "1 à 2 salariés", "10 bis 19")).err
    for cells in (["10-19", "20-49"], ["small", "large"], ["3 employees trained", "-"]):
        answer = run("batch", "-", stdin=table("Foo", *cells))
        assert "Columns that are not used: Foo." in answer.err


def test_all_classes_together_are_no_size(run: Run) -> None:
    """TOTAL of official tables, beside classes; in a column that counts people, too."""
    for heading in ("size_emp", "employees"):
        same(run, heading, ["TOTAL", "GE10", "Insgesamt"], ["", "10+", ""])
    assert "read as empty: employees 2." in run("batch", "-", stdin=table("employees", "TOTAL", "5", "Total")).err


def test_ends_inside_an_object_are_a_band(run: Run) -> None:
    """As services answer."""
    rows = [{"id": "0", "sectors": "bakery", "employees": {"min": 10, "max": 49}},
            {"id": "1", "sectors": "bakery", "employees": {"minValue": 50}}]  # fmt: skip
    answer = run("batch", "-", "--input-format", "jsonl", stdin="\n".join(map(json.dumps, rows)))
    assert answer.out == run("batch", "-", stdin=table("employees", "10-49", "50+")).out


@pytest.mark.parametrize("heading", ["Size (m²)", "Personal (€)", "Mitarbeiter (%)", "Beschäftigte (in Tsd.)"])
def test_what_counts_something_else_beside_people_is_no_number_of_them(run: Run, heading: str) -> None:
    """The unit in brackets says so; a year or posts there do not. 120 square metres were 120 people."""
    answer = run("batch", "-", stdin=table(heading, "120", "85"))
    assert f"Columns that are not used: {heading}." in answer.err
    same(run, "Mitarbeiter (2023)", ["120", "85"], ["120", "85"])
    same(run, "Effectif (ETP)", ["120", "85"], ["120", "85"])


def test_numbers_with_a_zero_before_them_may_be_codes_of_insee(run: Run) -> None:
    """03 is 6-9 people in a register and three in a list of one's own: not read, or refused where it was named."""
    answer = run("batch", "-", stdin=table("Effectif", "01", "03", "11"))
    assert '"Effectif" holds 01, 03, 11: size classes of INSEE, or people? It is not read.' in answer.err
    assert run("batch", "-", stdin=table("employees", "01", "03")).code == 3
    same(run, "employees", ["05", "12", "140"], ["5", "12", "140"])


def test_a_column_known_by_its_heading_in_which_nothing_is_a_number_is_left_out(run: Run) -> None:
    """Personal: yes, no; a single row, and what a spreadsheet made of bands, are told."""
    answer = run("batch", "-", stdin=table("Personal", "yes", "no", "yes"))
    assert (answer.code, "Columns that are not used: Personal." in answer.err) == (0, True)
    assert told(run("batch", "-", stdin=table("Personal", "yes")))
    assert len(told(run("batch", "-", stdin=table("Mitarbeiter", "10. Nov", "05. Sep", "10. Nov")))) == 3


def test_posts_and_the_year_of_a_count_may_stand_beside_people(run: Run) -> None:
    """Posts are filled by so many people at least, with a word for them or without."""
    same(run, "Mitarbeiter", ["3,5 VZK", "3,5", "10 (2023)"], ["4", "4", "10"])


def test_parts_of_a_country_are_no_countries(run: Run) -> None:
    """BY is Bavaria beside NW and HE, and Belarus alone; a column that somebody named is refused."""
    answer = run("batch", "-", stdin="id;sectors;Land\n0;bakery;BY\n1;bakery;NW\n2;bakery;HE\n")
    assert answer.out == run("batch", "-", stdin=table("Ort", "x", "x", "x")).out
    assert '"Land" holds BY, HE, NW: parts of a country (DE), no countries. It is not read.' in answer.err
    named = run("batch", "-", "-c", "country=Land", stdin="id;sectors;Land\n0;bakery;BY\n1;bakery;NW\n")
    assert (named.code, "Write the country itself, like DE." in named.err) == (3, True)
    both = "id;sectors;{}\n0;bakery;DE\n1;bakery;AT\n"
    assert run("batch", "-", stdin=both.format("Land")).out == run("batch", "-", stdin=both.format("country")).out


ENDLESS = ["1" * 5000, f"1: {'1' * 50_000} x", f"a: {'1' * 50_000}(", " (" * 50_000, "½" * 50_000]


@pytest.mark.parametrize("cell", ENDLESS)
def test_a_cell_without_end_is_told_at_once(run: Run, cell: str) -> None:
    """Of a class, of people, and in a column that is looked through for them."""
    for heading in ("Size band", "employees", "Foo"):
        answer = run("batch", "-", stdin=table(heading, f'"{cell}"', "10-19 employees"))
        assert answer.code == 0, answer.err[:500]
