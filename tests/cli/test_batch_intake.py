"""Tables as chambers have them: whatever wrote one, the same businesses come out, and what was decided is told."""

import csv
import gzip
import io
import itertools
import json
import re
import zipfile
from pathlib import Path

import jsonschema
import pytest
from terminal import Answer, Run

from ecomap.verbs.schemas import schema

ROWS = [["Nr", "Branche", "budget_eur", "hours_per_week", "Ort"],
        ["M-01", "bakery", 5000.5, 4.5, "Münster"], ["M-02", "café", 12500.0, 6.0, "Orléans"],
        ["M-03", "hotel", 1200.0, 2.0, "São Tomé"]]  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1252")
MARKS = (".", ",")


def written(delimiter: str, end: str, mark: str, above: str = "") -> str:
    """Return the rows as CSV."""
    stream = io.StringIO()
    rows = [[f"{cell:g}".replace(".", mark) if isinstance(cell, float) else cell for cell in row] for row in ROWS]
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(rows)
    return above + stream.getvalue()


def ranked(answer: Answer) -> list[str]:
    """Return the ids that were answered."""
    assert answer.code == 0, answer.err
    return [row["id"] for row in csv.DictReader(io.StringIO(answer.out))]


TABLES = list(itertools.product(ENCODINGS, ",;\t|", ("\n", "\r\n", "\r"), MARKS))


@pytest.mark.parametrize("each", [5, pytest.param(1, marks=pytest.mark.slow)])
def test_every_encoding_separator_line_end_and_decimal_mark_is_the_same_table(
    run: Run, tmp_path: Path, each: int
) -> None:
    """9 x 4 x 3 x 2 files, or each fifth, in which every one of them is met: the same bytes out."""
    answers = set()
    for encoding, delimiter, end, mark in TABLES[::each]:
        file = tmp_path / "members.csv"
        file.write_bytes(written(delimiter, end, mark).encode(encoding))
        answer = run("batch", file, "--top", 2)
        assert ranked(answer) == ["M-01", "M-02", "M-03"], (encoding, delimiter, end, mark)
        answers.add(answer.out)
    assert len(answers) == 1


def test_what_was_decided_is_told_once(run: Run, tmp_path: Path) -> None:
    """Encoding, line of the columns, headings, decimal mark; an option in their place is not told."""
    file = tmp_path / "members.csv"
    above = "Mitglieder der Kammer;;\r\nStand: 3. November;;\r\n;;\r\n"
    file.write_bytes(written(";", "\r\n", ",", above).encode("cp1252"))
    told = run("batch", file).err.splitlines()
    assert told[0] == (
        "Text read as cp1252 (--encoding for another); columns named in line 4; read by headings: id = Nr, "
        "sectors = Branche; numbers with a decimal comma (--decimal dot for the other reading); no column says the "
        "country: all are taken as the EU as a whole."
    )
    asked = run("batch", file, "--encoding", "cp1252", "--header-line", 4, "--decimal", "comma", "--delimiter", ";",
                "-c", "id=Nr", "-c", "sectors=Branche")  # fmt: skip
    assert asked.err.startswith("Text read as cp1252; no column says the country")
    assert asked.out == run("batch", file).out


def test_other_encodings_are_read_when_named(run: Run, tmp_path: Path) -> None:
    """Polish Windows text, which looks odd in French and is told to; what is no encoding is refused."""
    file = tmp_path / "m.csv"
    file.write_bytes("id,sectors\nŁódź,bakery\n".encode("cp1250"))
    assert ranked(run("batch", file, "--encoding", "cp1250")) == ["Łódź"]
    assert ranked(run("batch", file)) == ["£ódŸ"]
    for none in ("klingon", "base64", "rot13", "idna", "undefined"):  # the last four turn no bytes into a text
        refused = run("batch", file, "--encoding", none)
        assert (refused.code, refused.out) == (5, "")
        assert f'"{none}" is no encoding. Write one like utf-8, cp1252' in refused.err


@pytest.mark.parametrize("mark", MARKS)
def test_a_number_of_two_readings_is_read_as_the_others_show(run: Run, mark: str) -> None:
    """8.000 is eight thousand beside 5000,50 and eight beside 5000.50; beside neither it is refused with both."""
    other = "," if mark == "." else "."
    text = f"id;sectors;budget_eur\nA;bakery;5000{mark}50\nB;bakery;8{other}000\nC;bakery;8{mark}000\n"
    plain = "id;sectors;budget_eur\nA;bakery;5000.50\nB;bakery;8000\nC;bakery;8.0000\n"
    assert run("batch", "-", "--top", 9, stdin=text).out == run("batch", "-", "--top", 9, stdin=plain).out
    alone = run("batch", "-", stdin=f"id;sectors;budget_eur\nB;bakery;8{other}000\n")
    assert (alone.code, "Write 8 or 8000; or say --decimal" in alone.err) == (4, True)
    told = {",": "comma", ".": "dot"}[mark]
    assert ranked(run("batch", "-", "--decimal", told, stdin=f"id;sectors;budget_eur\nB;bakery;8{other}000\n")) == ["B"]
    both = run("batch", "-", stdin="id;sectors;budget_eur\nA;bakery;1,5\nB;bakery;1.5\nC;bakery;8.000\n")
    assert ranked(both) == ["A", "B"]


def test_titles_above_and_totals_below(run: Run) -> None:
    """The columns are found below the titles; a total is no business, whatever its cells mean."""
    text = "Members of the chamber,,\nExported 3 November,,\n,,\nid,sectors,town\nM-01,bakery,Porto\nTotal,2,\n"
    answer = run("batch", "-", stdin=text)
    assert ranked(answer) == ["M-01"]
    assert 'id,"a line of totals, no business.","Total,2,"' in answer.err
    assert ranked(run("batch", "-", "--header-line", 4, stdin=text)) == ["M-01"]
    assert run("batch", "-", "--header-line", 1, stdin=text).code == 3
    for word in ("Summe:", "TOTALE", "Razem", "Insgesamt", "Somme"):
        assert "a line of totals" in run("batch", "-", stdin=f"Firma;Branche\nA;bakery\n{word};hotel\n").err


@pytest.mark.parametrize(("row", "reason"), [
    ("id;Firma;Branche;Mitarbeiter;hours per week", "the headings again"),
    ("ID;FIRMA;branche;mitarbeiter;Hours per week", "the headings again"),
    (";;;(Anzahl);h/Woche", "the units of the columns"), (";;;people;hours", "the units of the columns"),
    (";;;Personen;h/Woche", "the units of the columns"),
    ("Einheit;;Text;;(h)", "the units of the columns"), (";;-;osoby;h / tydz.", "the units of the columns"),
    ("Total;;hotel;40;9", "a line of totals"), ("Gesamtsumme 2025;;;40;9", "a line of totals"),
    (";Total général;;40;9", "a line of totals"), (";;Razem:;40;9", "a line of totals"),
    (";;Hotel Ergebnis;40;9", "a line of totals"), (";Summe Betriebe;;40;9", "a line of totals"),
    ("7;Total Gas;hotl;40;9", "no such kind of firm"), ("7;x;hotl;people;9", "no such kind of firm"),
    ("7;x;;40;9", "is missing"), ("7;Wholesome;;many;9", '"many" is no number'),
])  # fmt: skip
def test_a_row_that_is_no_business_is_called_what_it_is(run: Run, row: str, reason: str) -> None:
    """Headings again, units, totals with further words; not what would be wrong with each cell of a business."""
    answer = run("batch", "-", stdin=f"id;Firma;Branche;Mitarbeiter;hours per week\n{row}\n2;y;hotel;5;4\n")
    assert ranked(answer) == ["2"]
    (told,) = (one[2] for one in csv.reader(io.StringIO(answer.err)) if len(one) == 5)
    assert told.startswith(reason)
    assert "|" not in told or "no business" not in told


@pytest.mark.parametrize("name", ["Total Energies", "Suma Wholefoods", "Ergebnis 3", "People", "h"])
def test_a_business_that_is_called_like_totals_is_one(run: Run, name: str) -> None:
    """Where its trade is understood, further words make no total of it."""
    assert ranked(run("batch", "-", stdin=f"Firma;Branche\n{name};hotel\n")) == [name]


@pytest.mark.parametrize(("rows", "taken", "line"), [
    ('1,x,hotel\n2,"y,hotel\n3,z,hotel\n4,a,hotel\n', "2 more lines", "3"),
    ('1,x,hotel\n\n2,"y,hotel\n3,"a, b",hotel\n5,c,hotel\n', "1 more line", "4"),
    ('1,"x\ny",hotel\n2,"y,hotel\n3,z,hotel\n4,"a",hotel\n', "2 more lines", "4"),
])  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_quote_that_is_not_closed_is_told_where_it_is_opened(
    run: Run, rows: str, taken: str, line: str, end: str
) -> None:
    """With the lines that are lost by it, and not as what is wrong with the cell that they make together."""
    answer = run("batch", "-", stdin=f"id,name,sectors\n{rows}".replace("\n", end))
    rejected = [one for one in csv.reader(io.StringIO(answer.err)) if len(one) == 5]
    assert [(one[2], one[4]) for one in rejected] == [
        (f"not CSV: a quote that is not closed takes in {taken}. Remove it, or close it.", line)
    ]
    assert run("batch", "-", stdin='id,name,sectors\n1,"x\ny" ,hotel\n2,"a ""b""\n",hotel\n').err.count(",hotel") == 0


@pytest.mark.parametrize("last", ['2,x,"bakery,6', '2,x,"bakery,6\n', '2,"x,bakery,6\r\n', '"2,x,bakery,6'])
def test_a_quote_that_is_opened_on_the_last_line_is_told(run: Run, last: str) -> None:
    """The rest of the line was read as part of its cell: 6 as mining, or the trade as missing."""
    answer = run("batch", "-", stdin=f"id,name,sectors,employees\n1,x,hotel,5\n{last}")
    assert ranked(answer) == ["1"]
    assert "not CSV: a quote that is not closed. Remove it, or close it." in answer.err


@pytest.mark.parametrize("last", ['2,5" pipe,hotel,6', '2,"x"s,hotel,6', '2,"x",hotel,"6"', '2,x,hotel,"6" '])
def test_a_quote_amid_the_last_line_opens_nothing(run: Run, last: str) -> None:
    """It is a sign like any other, or one that is closed."""
    assert ranked(run("batch", "-", stdin=f"id,name,sectors,employees\n1,x,hotel,5\n{last}")) == ["1", "2"]


def test_the_lines_that_a_huge_cell_takes_in_are_counted(run: Run) -> None:
    """The cell ends with the line by which it has a million characters: 1,000,000 of 11 each are passed with 90,910."""
    rows = '1,"x,hotel\n' + "22,y,hotel\n" * 90_920
    answer = run(
        "batch",
        "-",
        stdin=f"id,name,sectors\n{rows}",
    )
    assert "is not closed: 90,9" in answer.err
    assert "more lines are lost by it" in answer.err


@pytest.mark.parametrize("text", ["'id','sectors'\n'1','hotel'\n", "'id';'Branche'\n'1';'a; b'\n"])
def test_single_quotes_around_all_cells_are_told(run: Run, text: str) -> None:
    """Each row was told that "'hotel'" is no kind of firm."""
    answer = run("batch", "-", stdin=text)
    assert answer.code == 3
    assert "its cells stand in single quotes ('). Save it with double quotes." in " ".join(answer.err.split())


@pytest.mark.parametrize("row", ["B,bakery", '"B","bakery"', "\ufeffB,bakery", "B,\ufeffbakery", '"\ufeffB",bakery'])
def test_a_mark_amid_a_file_is_no_sign_of_a_cell(run: Run, tmp_path: Path, row: str) -> None:
    """Files that were put together have one before the first row of each: it stayed in the id."""
    file = tmp_path / "members.csv"
    file.write_text(f"\ufeffid,sectors\nA,hotel\n\ufeff{row}\n", encoding="utf-8")
    assert ranked(run("batch", file)) == ["A", "B"]


FIRST, SECOND = "id;sector;employees;hours;budget_eur", "id;sector;employees;budget_eur;hours"


@pytest.mark.parametrize(
    "again", [SECOND, SECOND.upper(), '"id";"sector";"hours";"x"', "\ufeffsector;id", "\nsector;id;budget_eur;;",
              "\nNr;Branche;Stunden", "\n;;\n  \nFirma;Branche;Mitarbeiter"]
)  # fmt: skip
def test_rows_under_other_headings_are_not_read_by_the_first(run: Run, tmp_path: Path, again: str) -> None:
    """From such headings on to the first ones every row is refused with their line, in whatever pieces."""
    file = tmp_path / "two.csv"
    rows = "".join(f"a{at};hotel;5;4;900\n" for at in range(90))
    below = "".join(f"b{at};hotel;6;20;5\n" for at in range(90))
    file.write_text(f"{FIRST}\n{rows}{again}\n{below}{FIRST}\nc;bakery;7;4;900\n", "utf-8")
    line = 92 + again.count("\n")
    for size in (100_000_000, 300):
        answer = run("batch", file, "-o", tmp_path / "o.csv", "--force", "--piece-size", size)
        assert answer.code == 0, answer.err
        answers, rejects = (
            list(csv.DictReader((tmp_path / name).read_text("utf-8").splitlines()))
            for name in ("o.csv", "o.csv.rejects.csv")
        )
        assert [row["id"] for row in answers] == [*(f"a{at}" for at in range(90)), "c"]
        reasons = [row["reason"] for row in rejects][:91]
        told = f"from line {line} on the file has other headings. Split the file there."
        assert {*reasons} == {told}


@pytest.mark.parametrize("cells", ["x;Branche;5;sector", "id;hotel;6;4;5", '"q\nid;sector;hours\n";hotel;5;4;900'])
def test_a_row_that_only_looks_like_headings_ends_nothing(run: Run, cells: str) -> None:
    """One word of the headings, or headings inside a cell, are none."""
    answer = run("batch", "-", stdin=f"{FIRST}\n{cells}\nz;hotel;5;4;900\n")
    assert "other headings" not in answer.err
    assert "z" in ranked(answer)


@pytest.mark.parametrize("blank", [";;", " ", " ; ;\t", '""', '"";" "', ";;;;"])
def test_a_line_of_blanks_is_no_row(run: Run, blank: str) -> None:
    """A spreadsheet's empty line is none, counted where it stands and told; a firm that lacks a trade is rejected."""
    answer = run("batch", "-", stdin=f"id;sectors;country\nA;bakery;DE\n{blank}\nB;;DE\n-;;\n")
    assert ranked(answer) == ["A"]
    assert "3,sectors,is missing.,B;;DE" in answer.err
    assert "4,sectors,is missing.,'-;;" in answer.err
    assert "1 of 3 rows ranked, 2 rejected" in answer.err
    assert "Rows in which nothing stands, left out: 1." in answer.err
    assert "left out: 1" in run("batch", "-", "--check", stdin=f"id;sectors;country\nA;bakery;DE\n{blank}\n").out
    assert run("batch", "-", "--strict", stdin="id;sectors\nA;bakery\n;\n").code == 0


@pytest.mark.parametrize("empty", ["{}", '{"id": null}', '{"": ""}', '{"sectors": {}}', '{"id": "-"}'])
def test_an_empty_object_of_a_list_is_a_row(run: Run, empty: str) -> None:
    """A program means a row by it: it is rejected with its place, never lost."""
    answer = run("batch", "-", "--input-format", "jsonl", stdin=f'{{"id": "A", "sectors": "bakery"}}\n{empty}\n')
    assert ranked(answer) == ["A"]
    assert re.search(r"(?m)^2,sectors,.*,2$", answer.err)
    assert "1 of 2 rows ranked, 1 rejected" in answer.err


def test_pages_go_by_the_name_of_a_firm_beside_its_number(run: Run, tmp_path: Path) -> None:
    """The number stays the id; people read the name, where a row has one. A name alone, or first, is the id."""
    text = "Nr;Firma;Branche\n7;Bäckerei Huber;bakery\n8;;hotel\n"
    (tmp_path / "clients.csv").write_text(text, encoding="utf-8")
    answer = run("batch", tmp_path / "clients.csv", "--report", tmp_path / "pages")
    assert ranked(answer) == ["7", "8"]
    assert "name = Firma" in answer.err
    assert {path.name for path in (tmp_path / "pages").iterdir()} == {
        "000001-backerei-huber.html", "000002-8.html", "index.html",
    }  # fmt: skip
    assert ">Bäckerei Huber</a>" in (tmp_path / "pages" / "index.html").read_text(encoding="utf-8")
    for alone in ("Firma;Branche\nHuber;bakery\n", "Firma;Nr;Branche\nHuber;7;bakery\n"):
        assert ranked(run("batch", "-", stdin=alone)) == ["Huber"]


@pytest.mark.parametrize(("sign", "country"), [("D", "DE"), ("A", "AT"), ("I", "IT"), ("F", "FR"), ("E", "ES")])
def test_the_letter_on_a_car_means_its_country(run: Run, sign: str, country: str) -> None:
    """As address books have it: D-50667 Köln (signs of the Vienna Convention on Road Traffic of 1968)."""
    of_sign, of_country = (run("batch", "-", stdin=f"id;sectors;country\nA;hairdresser;{said}\n").out
                           for said in (sign, country))  # fmt: skip
    assert of_sign == of_country


def test_cells_that_say_nothing_are_counted(run: Run) -> None:
    """What is read as empty is told by column; empty cells, and rows without any, tell nothing."""
    table = "Branche;Mitarbeiter;budget_eur;country\nbakery;k. A.;-;NA\nhotel;\u2013;;n/a\nhotel;3;;\n"
    answer = run("batch", "-", "--delimiter", ";", stdin=table)
    assert len(ranked(answer)) == 3
    assert "Cells that say that nothing is known, read as empty: Mitarbeiter 2, budget_eur 1, country 1." in answer.err
    assert "nothing is known" not in run("batch", "-", stdin="sectors,employees\nhotel,3\nhotel,\n").err


def test_headings_in_eight_languages(run: Run) -> None:
    """The column of what a firm does, and how many work there; employees move the ranks."""
    headings = [("Trade", "Staff"), ("Branche", "Mitarbeiter"), ("Secteur d'activité", "Effectif"),
                ("Actividad", "Empleados"), ("Attività", "Dipendenti"), ("Atividade", "Trabalhadores"),
                ("Bedrijfstak", "Medewerkers"), ("Branża", "Pracownicy")]  # fmt: skip
    asked = run("batch", "-", stdin="sectors;employees\nbakery;3\nhotel;60\n").out
    for trade, staff in headings:
        assert run("batch", "-", stdin=f"{trade};{staff}\nbakery;3\nhotel;60\n").out == asked, trade


@pytest.mark.parametrize("headings", [
    ("No. of employees", "hrs/week", "Annual budget (EUR)"), ("Anz. Mitarbeiter", "Std./Woche", "Budget [€]"),
    ("Mitarbeiter (Anzahl)", "Std. pro Woche", "Budget / Jahr"), ("MITARBEITENDE", "h/Woche", "Jahresbudget (€)"),
    ("Nb. salariés", "heures/semaine", "Budget annuel (€)"), ("N.º de trabajadores", "horas/sem.", "Presupuesto: EUR"),
    ("N. dipendenti", "ore/settimana", "Budget annuo €"), ("N.º de trabalhadores", "h/semana", "Orçamento anual"),
    ("Aantal werknemers", "uren/week", "Budget per jaar"), ("Liczba zatrudnionych", "godz./tydzień", "Budżet (EUR)"),
    ("Mitarbeiter", "Zeit pro Woche", "Budget Digitalisierung (€)"), ("Effectif", "h/semaine", "Budget numérisation"),
], ids="|".join)  # fmt: skip
def test_headings_as_they_are_abbreviated(run: Run, headings: tuple[str, ...]) -> None:
    """Full stops, slashes, brackets and the sign of the euro do not hide what a column is."""
    table = "{};{};{};{}\nbakery;3;2;800\nhotel;60;9;20000\n"
    asked = run("batch", "-", stdin=table.format("sectors", "employees", "hours_per_week", "budget_eur")).out
    answer = run("batch", "-", stdin=table.format("Branche (WZ 2008)", *headings))
    assert (answer.code, answer.out) == (0, asked)
    assert "not used" not in answer.err


def test_a_unit_in_brackets_is_not_passed_over(run: Run) -> None:
    """What is not known as a unit, and what is no budget, are not taken for hours a week and euros."""
    for heading in ("Stunden (Monat)", "Reifegrad (Note)", "Umsatz in T€", "Budget (XYZ)"):
        answer = run("batch", "-", stdin=f"sectors;{heading}\nbakery;3\n")
        assert f"Columns that are not used: {heading}." in answer.err


def test_of_two_headings_the_one_in_our_unit_is_read(run: Run) -> None:
    """Wherever it stands."""
    answer = run("batch", "-", stdin="sectors;hours per month;hours\nbakery;20;5\n")
    assert "Columns that are not used: hours per month." in answer.err


def test_several_columns_say_what_a_business_lives_from(run: Run) -> None:
    """Named one by one, or called alike but for a number: equal shares; what says nothing is left out."""
    text = "id,SIC Code 1,SIC Code 2\nA,10.71,55.10\nB,10.71,None Supplied\nC,None Supplied,\n"
    plain = run("batch", "-", stdin="id,nace\nA,10.71; 55.10\nB,10.71\nC,\n")
    for options in ((), ("-c", "nace=SIC Code 1", "-c", "nace=SIC Code 2")):
        answer = run("batch", "-", *options, stdin=text)
        assert (answer.code, answer.out) == (0, plain.out)
    assert "SIC Code 1" in run("batch", "-", stdin=text).err.splitlines()[-2]


def test_a_column_that_is_not_needed_rejects_no_row(run: Run) -> None:
    """Unknown words beside a code that is understood; cells that miss at the end; both unknown is a reject."""
    text = "id,sectors,nace,note\nA,Kaffee und mehr,56.10,x\nB,hotel\nC,Kaffee und mehr,99.99,\n"
    answer = run("batch", "-", stdin=text)
    assert ranked(answer) == ["A", "B"]
    assert "C,Kaffee und mehr" in answer.err
    assert answer.out == run("batch", "-", stdin="id,sectors\nA,nace:56.10\nB,hotel\n").out


def test_bands_and_other_scales(run: Run) -> None:
    """A band stands for the root of the product of its ends; a percentage of a level is one of 4."""
    text = "sectors;employees;maturity\nbakery;10-49;62%\nhotel;<10;2,4\nhotel;50+;Level 2\n"
    plain = "sectors;employees;maturity\nbakery;22;2.48\nhotel;3;2.4\nhotel;50;2\n"
    assert run("batch", "-", stdin=text).out == run("batch", "-", stdin=plain).out
    scaled = run("batch", "-", "--maturity-scale", "0-100", stdin="sectors;maturity\nbakery;62\nhotel;48\n")
    assert scaled.out == run("batch", "-", stdin="sectors;maturity\nbakery;2.48\nhotel;1.92\n").out
    percent = run("batch", "-", "--maturity-scale", "0-5", stdin="sectors;maturity\nbakery;62%\nhotel;48 %\n")
    assert percent.out == scaled.out
    refused = run("batch", "-", stdin="sectors;maturity\nbakery;48\nhotel;3\n")
    assert "at most 4. Of another scale, say which: --maturity-scale 0-100." in refused.err


@pytest.mark.parametrize("heading", ["Maturity %", "maturity_%", "Reifegrad %"])
def test_a_maturity_in_per_cent_is_no_level(run: Run, heading: str) -> None:
    """3 of 100 was read as 3 of 4; the column is told, and read where its scale is said."""
    text = f"sectors;{heading}\nbakery;3\nhotel;1\n"
    answer = run("batch", "-", stdin=text)
    assert (answer.code, f"not used: {heading}." in answer.err) == (0, True)
    scaled = run("batch", "-", "--columns", f"maturity={heading}", "--maturity-scale", "0-100", stdin=text)
    assert scaled.out == run("batch", "-", stdin="sectors;maturity\nbakery;0.12\nhotel;0.04\n").out


def test_packed_files(run: Run, tmp_path: Path) -> None:
    """The same table packed, whatever it is called; a broken one is told."""
    plain = run("batch", "-", stdin=written(",", "\n", ".")).out
    for name in ("m.csv.gz", "m.csv"):
        (tmp_path / name).write_bytes(gzip.compress(written(",", "\n", ".").encode("utf-16")))
        assert run("batch", tmp_path / name).out == plain
    (tmp_path / "m.csv").write_bytes(gzip.compress(written(",", "\n", ".").encode())[:-9])
    broken = run("batch", tmp_path / "m.csv")
    assert (broken.code, "cannot be unpacked" in broken.err) == (5, True)


# --- spreadsheets


def spreadsheet(path: Path, rows: list[list[object]]) -> None:
    """Write a spreadsheet with an empty sheet and one of these rows, by the parts that ECMA-376 asks for."""

    def cell(value: object) -> str:
        if isinstance(value, int | float):
            return f"<c><v>{value}</v></c>"
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    space = "http://schemas.openxmlformats.org"
    sheet = f'<worksheet xmlns="{space}/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    lines = "".join(f'<row r="{n}">{"".join(map(cell, row))}</row>' for n, row in enumerate(rows, 1))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{space}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{space}/spreadsheetml/2006/main" '
        f'xmlns:r="{space}/officeDocument/2006/relationships"><sheets><sheet name="Notes" sheetId="1" r:id="rId1"/>'
        '<sheet name="Members" sheetId="2" r:id="rId2"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{space}/package/2006/relationships">' + "".join(
            f'<Relationship Id="rId{n}" Type="{space}/officeDocument/2006/relationships/worksheet" '
            f'Target="worksheets/sheet{n}.xml"/>' for n in (1, 2)) + "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet % "",
        "xl/worksheets/sheet2.xml": sheet % lines,
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(name, text)


def test_spreadsheets(run: Run, tmp_path: Path) -> None:
    """The first sheet that holds something, titles above the columns and all; numbers are numbers."""
    pytest.importorskip("python_calamine")
    spreadsheet(tmp_path / "members.xlsx", [["Members"], [], *ROWS])
    answer = run("batch", tmp_path / "members.xlsx", "--top", 2)
    assert answer.out == run("batch", "-", "--top", 2, stdin=written(",", "\n", ".")).out
    assert 'Sheet "Members", one of 2; columns named in line 3' in answer.err
    (tmp_path / "broken.xlsx").write_bytes((tmp_path / "members.xlsx").read_bytes()[:300])
    broken = run("batch", tmp_path / "broken.xlsx")
    assert (broken.code, "cannot be read as a spreadsheet" in broken.err) == (5, True)


@pytest.mark.parametrize("above", [0, 3, 70])
def test_a_row_of_a_spreadsheet_is_told_as_it_numbers_it(run: Run, tmp_path: Path, above: int) -> None:
    """The names of the columns are a row, and so is what stands empty above."""
    pytest.importorskip("python_calamine")
    rows = [*[[]] * above, ["id", "sectors"], ["A", "bakery"], ["B", "zzz"]]
    spreadsheet(tmp_path / "members.xlsx", rows)
    assert f"members.xlsx row 2 (line {above + 3})" in run("batch", tmp_path / "members.xlsx", "--strict").err
    spreadsheet(tmp_path / "members.xlsx", [*[[]] * above, ["Members"], *rows[above:]])
    found = run("batch", tmp_path / "members.xlsx")
    assert f"columns named in line {above + 2}" in found.err
    assert found.out.count("\n") == 2
    asked = run("batch", tmp_path / "members.xlsx", "--header-line", above + 2)
    assert (asked.code, asked.out) == (0, found.out)
    for line in {1, above + 20} - {above + 1}:
        refused = run("batch", tmp_path / "members.xlsx", "--header-line", line)
        assert (refused.code, f"line {line} is empty, or not among the first 50" in refused.err) == (3, True)


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused_before_it_is_read(run: Run, tmp_path: Path) -> None:
    """A part that says it holds 500 MB of nothing."""
    pytest.importorskip("python_calamine")
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/x.xml", bytes(1_000_000))
        book.infolist()[0].file_size = 500_000_000
    answer = run("batch", tmp_path / "bomb.xlsx")
    assert (answer.code, "unpacks to 500,000,000 bytes" in answer.err) == (5, True)


def test_a_cell_far_off_is_told(run: Run, tmp_path: Path) -> None:
    """One stray cell in the last row and column: 17 thousand million empty ones would end the process."""
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "m.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "sectors"])
        sheet.write(1_048_575, 16_383, "x")
    answer = run("batch", tmp_path / "m.xlsx")
    assert (answer.code, answer.out) == (5, "")
    assert "its last column is XFD, its last row 1,048,576" in answer.err


def test_json_arrays_keep_their_rows(run: Run, tmp_path: Path) -> None:
    """A JSON array, packed or in another encoding when that is named."""
    rows = [{"id": "A", "sectors": "bakery"}, {"id": "B", "sectors": {"hotel": 1}}]
    (tmp_path / "m.json.gz").write_bytes(gzip.compress(json.dumps(rows).encode()))
    assert ranked(run("batch", tmp_path / "m.json.gz")) == ["A", "B"]


A, B = '{"id": "A", "sectors": "bakery"}', '{"id": "B", "sectors": {"hotel": 1}}'


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{A}\n{B}\n", f"{A}\n\ufeff{B}\n", f"{A}{B}", f"{A},\n{B},\n", f"[{A}]\n[{B}]", f"[\n{A},\n{B},\n]",
        json.dumps(json.loads(A), indent=2) + "\n" + json.dumps(json.loads(B), indent=2),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_json_is_read_however_its_objects_stand(run: Run, tmp_path: Path, text: str, encoding: str) -> None:
    """With a mark before them, on several lines, one behind the other, in several arrays: each can only be a row."""
    (tmp_path / "m.json").write_text(text, encoding=encoding)
    assert ranked(run("batch", tmp_path / "m.json")) == ["A", "B"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"[{A}, null, {B}]", "not a JSON object."), (f"[{A}, {B}] x", "not JSON: Expecting value."),
        (f"[{A}, {B}, {{x}}]", "not JSON: Expecting property name"), (f"{{x}}\n{A}\n{B}\n", "not JSON"),
        (f'{A}\n{B}\n{{"id": ["C"], "sectors": "bar"}}', '[""C""] is no name'),
        (f'[{A}, {B}, {{"id": "C\udce4", "sectors": "bar"}}]', "not text in UTF-8"),
    ],
)  # fmt: skip
def test_what_is_no_object_rejects_its_own_row_alone(run: Run, tmp_path: Path, text: str, reason: str) -> None:
    """An array of which one item is none, or a list where an id belongs, stops no other row."""
    (tmp_path / "m.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    answer = run("batch", tmp_path / "m.json")
    assert (ranked(answer), reason in answer.err) == (["A", "B"], True)
    assert "2 of 3 rows ranked, 1 rejected" in answer.err


def test_an_array_that_does_not_end_is_refused(run: Run, tmp_path: Path) -> None:
    """What was cut off would be missing without a word."""
    (tmp_path / "m.json").write_text(f"[{A}, {B},", encoding="utf-8")
    answer = run("batch", tmp_path / "m.json")
    assert (answer.code, answer.out, "a JSON array that does not end" in answer.err) == (5, "", True)


def test_a_business_file_is_written_of_a_name_of_half_a_sign(run: Run, tmp_path: Path) -> None:
    """JSON can say what no file can hold: the rest of the name is kept."""
    text = '{"id": "\\ud800Rosa", "sectors": "bakery"}'
    asked = ("batch", "-", "--input-format", "jsonl", "--businesses", tmp_path / "firms")
    assert run(*asked, stdin=text).code == 0
    (written_file,) = (tmp_path / "firms").iterdir()
    assert "Rosa" in written_file.read_text(encoding="utf-8")


def test_no_file_of_rejects_where_there_are_none(run: Run, tmp_path: Path) -> None:
    """Beside the output; one that is asked for is there with its header alone, an older one goes."""
    out = tmp_path / "out.csv"
    for text, there in (("id,sectors\nA,bakery\nB,zzz\n", True), ("id,sectors\nA,bakery\n", False)):
        assert run("batch", "-", "-o", out, "--force", stdin=text).code == 0
        assert (tmp_path / "out.csv.rejects.csv").exists() == there
    asked = tmp_path / "no.csv"
    assert run("batch", "-", "-o", out, "--force", "--rejects", asked, stdin="id,sectors\nA,bakery\n").code == 0
    assert asked.read_text(encoding="utf-8") == "row,column,reason,record,line\n"


# --- asked for beside the numbers


MEMBERS = (
    'id,sectors,country,employees,adopted,goal.reach,note\nMüller & Co,bakery=0.7; hotel=0.3,DE,6,website,2,x\n'
    "=1+1,56.10,PT,,,,\nC,zzz,,,,,\n"
)  # fmt: skip


def test_reasons_are_those_of_the_single_query(run: Run, tmp_path: Path) -> None:
    """Name, why and first step of each trend, as `analyze` words them of the business file of the same row."""
    folder = tmp_path / "firms"
    answer = run("batch", "-", "--reasons", "--businesses", folder, "--top", 3, "--threats", 1, stdin=MEMBERS)
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    files = sorted(folder.iterdir())
    assert [file.name for file in files] == ["000001-muller-co.yaml", "000002-1-1.yaml"]
    for row, file in zip(rows, files, strict=True):
        single = json.loads(run("analyze", file, "--json").out)
        for prefix, name in (("", "opportunities"), ("threat_", "threats")):
            for place, found in enumerate(single[name][: 3 if not prefix else 1], 1):
                told = [row[f"{prefix}{part}_{place}"] for part in ("trend", "name", "why", "first_step", "action")]
                assert told == [
                    found["trend"]["id"], found["trend"]["name"], found["why"], found["first_step"]["text"],
                    found["action"]["name"],
                ]  # fmt: skip
    lines = run("batch", "-", "--reasons", "--top", 3, "-f", "jsonl", stdin=MEMBERS).out.splitlines()
    assert [json.loads(line)["opportunities"][2]["why"] for line in lines] == [row["why_3"] for row in rows]
    plain = run("batch", "-", "--top", 3, "--threats", 1, stdin=MEMBERS)
    numbers = list(csv.DictReader(io.StringIO(plain.out)))
    assert [{key: row[key] for key in numbers[0]} for row in rows] == numbers
    assert run("batch", "-", "--reasons", "-f", "parquet", stdin=MEMBERS).code == 2


def test_business_files_say_what_their_rows_say(run: Run, tmp_path: Path) -> None:
    """Ranked from the files, the rows get the same numbers; a folder that holds something is not written over."""
    folder = tmp_path / "firms"
    answer = run("batch", "-", "--businesses", folder, stdin=MEMBERS)
    for row, file in zip(csv.DictReader(io.StringIO(answer.out)), sorted(folder.iterdir()), strict=True):
        found = json.loads(run("analyze", file, "--json").out)["opportunities"][0]
        assert (found["trend"]["id"], found["priority"]) == (row["trend_1"], int(row["priority_1"]))
    assert "name: Müller & Co" in (folder / "000001-muller-co.yaml").read_text(encoding="utf-8")
    again = run("batch", "-", "--businesses", folder, stdin=MEMBERS)
    assert (again.code, "--force" in again.err) == (5, True)
    assert run("batch", "-", "--businesses", folder, "--force", stdin=MEMBERS).code == 0


def test_a_check_says_how_the_table_is_read_and_ranks_nothing(run: Run) -> None:
    """Columns with what is not understood in them, reasons with how many rows; 4 where no row can be used."""
    text = "Firma;Branche;Mitarbeiter;Ort\nA;bakery;10-49;x\nB;zzz;3;y\nC;zzz;4;z\n" + "D;hotel;5;v\n" * 2000
    found = json.loads(run("batch", "-", "--check", "-f", "jsonl", stdin=text).out)
    jsonschema.Draft202012Validator(schema("batch-check")).validate(found)
    assert (found["rows_read"], found["answered"], found["unused"]) == (1000, 998, ["Ort"])
    assert [(one["ours"], one["filled"], one["not_understood"]) for one in found["columns"]] == [
        ("id", 1000, 0), ("sectors", 1000, 2), ("employees", 1000, 0),
    ]  # fmt: skip
    assert [(one["column"], one["rows"], one["first"]) for one in found["rejected"]] == [("Branche", 2, 2)]
    screen = run("batch", "-", "--check", stdin=text)
    assert screen.code == 0
    assert "998 of the first 1,000 rows would be ranked" in screen.out
    assert run("batch", "-", "--check", stdin="id,sectors\nA,zzz\n").code == 4
    empty = json.loads(run("batch", "-", "--check", "-f", "jsonl", stdin="id,sectors\n").out)
    assert (empty["rows_read"], empty["answered"], empty["columns"], empty["rejected"]) == (0, 0, [], [])


def test_of_the_cells_that_are_not_understood_the_most_frequent_are_told(run: Run) -> None:
    """Three of a column: 3, 2 and 2 of a kind before 1; of as many the first."""
    rows = [*["z1"], *["z2"] * 3, *["z3"] * 2, *["z4"] * 2, *["z5"]]
    text = "id,sectors\n" + "".join(f"{at},{cell}\n" for at, cell in enumerate([*rows, "bakery"]))
    found = json.loads(run("batch", "-", "--check", "-f", "jsonl", stdin=text).out)
    (column,) = [one for one in found["columns"] if one["ours"] == "sectors"]
    assert (column["filled"], column["not_understood"], column["examples"]) == (10, 9, ["z2", "z3", "z4"])


def test_a_check_looks_at_the_first_thousand_rows_of_however_many(run: Run) -> None:
    """Of nine thousand the last thousand, which nobody understands, are not looked at."""
    text = "id,sectors\n" + "A,bakery\n" * 8192 + "B,zzz\n" * 1000
    found = json.loads(run("batch", "-", "--check", "-f", "jsonl", stdin=text).out)
    assert (found["rows_read"], found["answered"], found["rejected"]) == (1000, 1000, [])


def test_a_check_counts_a_last_row_that_no_line_ends(run: Run) -> None:
    """Nobody ends the last line of JSON, and editors may leave it open: it is looked at as any other, its marks too."""
    for text in ("id;sectors;hours_per_week\nA;bakery;2\nB;hotel;4,5", '{"id":"A","sectors":"hotel"}\n{"id":"B"}'):
        form = "jsonl" if text.startswith("{") else "csv"
        found = json.loads(run("batch", "-", "--check", "-f", "jsonl", "--input-format", form, stdin=text).out)
        assert found["rows_read"] == 2
        assert any("decimal comma" in one for one in found["said"]) == (form == "csv")


def test_an_empty_cell_takes_no_fault_off_the_column_beside_it(run: Run) -> None:
    """Nothing stands under `sectors`, and what stands under `nace` means nothing: that is told, not that it lacks."""
    text = "id,sectors,nace\nA,bakery,\nB,,zzz\nC,zzz,10.71\nD,,\n"
    found = json.loads(run("batch", "-", "--check", "-f", "jsonl", stdin=text).out)
    assert [(one["column"], one["first"]) for one in found["rejected"]] == [("nace", 2), ("sectors", 4)]
    assert found["answered"] == 2


def test_rows_with_unknown_codes_do_not_hold_up_the_others(run: Run) -> None:
    """Two hundred faults of ten kinds among a thousand rows: 800 answers, 200 rejects, each with its reason."""
    faults = ["zzz,5,2", "bakery,x,2", "bakery,5,9", ",5,2", "bakery,5 5,2", "99.99,5,2", "bakery=0,5,2", "bakery,-5,2",
              "bakery,5,minus", "bakery,5,2,one,more"]  # fmt: skip
    lines = [faults[row // 5 % 10] if row % 5 == 0 else "hotel,5,2" for row in range(1000)]
    answer = run("batch", "-", stdin="sectors,employees,maturity\n" + "\n".join(lines) + "\n")
    assert len(ranked(answer)) == 800
    rejects = [row for row in csv.reader(io.StringIO(answer.err)) if row and row[0].isdecimal() and len(row) == 5]
    assert len(rejects) == 200
    assert all(reason for _, _, reason, *_ in rejects)


def test_several_codes_in_a_cell_are_several_sectors(run: Run) -> None:
    """In every column of codes and of sectors, as the same codes with semicolons; what is no list is refused."""
    cells = ('"56.10, 55.10"', "56.10 | 55.10", "56.10 und 55.10", '"56.10\n55.10"', '"56,10; 55,10"', "56.10/55.10")
    for column in ("nace", "sectors", "wz", "activity code"):
        for cell in cells:
            asked = run("batch", "-", stdin=f"id,{column}\nA,{cell}\n")
            assert (asked.code, asked.out) == (0, run("batch", "-", stdin="id,nace\nA,56.10;55.10\n").out), (
                column,
                cell,
            )
    refused = {"10/71": "can be read as", "2016-10-05": "is a date", "10/05/2016": "is a date",
               "5.61E+03": "is a number", '"55.99, 56.10"': '"nace:55.99"',
               "56.10 bis 56.30": "holds several codes"}  # fmt: skip
    for cell, told in refused.items():
        answer = run("batch", "-", "--strict", stdin=f"id,nace\nA,{cell}\n")
        assert (answer.code, answer.out, told in answer.err) == (3, "", True)


def test_a_range_of_codes_is_its_sectors_in_equal_parts(run: Run) -> None:
    """As statistics aggregate them, beside others too; it is told, once."""
    for column, cell, sectors in (
        ("nace_r2", "C13-C17", "textile-manufacturing;wood-paper-printing"),
        ("sectors", "C10-C12", "food-manufacturing"), ("nace", "M69_M70", "legal-accounting;consulting"),
        ("nace", "I55-I56; 47", "hospitality;restaurants;retail-trade"),
    ):  # fmt: skip
        answer = run("batch", "-", stdin=f"id,{column}\nA,{cell}\nB,{cell}\n")
        assert answer.out == run("batch", "-", stdin=f"id,sectors\nA,{sectors}\nB,{sectors}\n").out


@pytest.mark.parametrize(("heading", "cell", "number"), [
    ("Budget (k€)", "20", "budget_eur: 20000"), ("budget_keur", "20", "budget_eur: 20000"),
    ("Budget in Tsd. EUR", "1,5", "budget_eur: 1500"), ("Budget (TEUR)", "20 k€", "budget_eur: 20000"),
    ("Budget (T€)", "5.000,00 EUR", "budget_eur: 5000"), ("Budget (Mio. €)", "0,5", "budget_eur: 500000"),
    ("budget per month", "100", "budget_eur: 1200"), ("budget tys. EUR", "3", "budget_eur: 3000"),
    ("Std./Monat", "26", "hours_per_week: 6"), ("hours_per_month", "26 h", "hours_per_week: 6"),
    ("heures par mois", "26", "hours_per_week: 6"), ("monthly hours", "6 h/week", "hours_per_week: 6"),
    ("budget_eur=Umsatz in Tsd. EUR", "20", "budget_eur: 20000"),
    ("hours_per_week=Time for it per month", "26", "hours_per_week: 6"),
    ("Budget (CHF)", "92.42", "budget_eur: 100"), ("Budget €/Jahr", "20", "budget_eur: 20"),
    ("h/Woche", "20", "hours_per_week: 20"),
])  # fmt: skip
def test_the_unit_in_a_heading_holds_for_its_cells(
    run: Run, tmp_path: Path, heading: str, cell: str, number: str
) -> None:
    """Thousands, and hours a month (52 weeks are 12 months), but for what a cell says itself."""
    _, equals, title = heading.rpartition("=")
    asked = ["--columns", heading] if equals else []
    out = ["-o", tmp_path / "o.csv", "--businesses", tmp_path / "b"]
    answer = run("batch", "-", *asked, *out, stdin=f"id;sectors;{title}\nA;bakery;{cell}\n")
    assert answer.code == 0, answer.err
    (file,) = (tmp_path / "b").iterdir()
    assert re.search(rf"{number}\s", file.read_text("utf-8"))


def test_a_sign_of_several_currencies_in_a_heading_is_refused(run: Run) -> None:
    """Row by row, with the readings."""
    assert "several currencies" in run("batch", "-", stdin="sectors;Budget $\nbakery;3\n").err
