"""Tables of clients as offices and programs export them: what a person reads in them is read, or asked for."""

import csv
import json
import re
from pathlib import Path

import pytest
from terminal import Answer, Run

from ecomap.io.feeds import read_feed


def rejects(answer: Answer) -> dict[int, str]:
    """Return the reasons of the rows that were rejected to standard error."""
    rows = csv.reader(line for line in answer.err.splitlines() if line[:1].isdigit())
    return {int(row[0]): row[2] for row in rows if len(row) == len(("row", "column", "reason", "record", "line"))}


def same(run: Run, told: str, plainly: str, *more: str) -> None:
    """Check that two tables of the same rows are answered alike."""
    one, other = run("batch", "-", *more, stdin=told), run("batch", "-", stdin=plainly)
    assert (one.code, one.out) == (0, other.out), one.err


SHARES = ["55.10 Hotels 70, 56.10 Restaurants 30", "55.10 Hotels 70; 56.10 Restaurants 30",
          "55.10 Hotels 70\n56.10 Restaurants 30", "55.10 Hotels 0.7; 56.10 Restaurants 0.3"]  # fmt: skip


@pytest.mark.parametrize("cell", SHARES)
def test_numbers_behind_each_of_several_codes_are_shares(run: Run, cell: str) -> None:
    """70 and 30 behind the names of two codes are shares; they were read as halves."""
    same(run, f'id,sectors\nA,"{cell}"\n', "id,sectors\nA,hotel=0.7;restaurants=0.3\n")


def test_numbers_behind_codes_that_are_no_shares_are_asked_for(run: Run) -> None:
    """70 and 20 are no shares of 100; the way out that is told is read. Years are no shares."""
    answer = run("batch", "-", stdin='id,sectors\nA,"55.10 Hotels 70, 56.10 Restaurants 20"\n')
    way = "55.10 hotels=70;56.10 restaurants=20"
    assert f"Write {way} if they are" in answer.err
    same(run, f"id,sectors\nA,{way}\n", "id,sectors\nA,hotel=70;restaurants=20\n")
    same(run, "id,sectors\nA,55.10 Hotels 2008; 56.10 Food 2008\n", "id,sectors\nA,55.10;56.10\n")


def test_each_line_of_a_cell_is_a_name(run: Run) -> None:
    """Two trades on two lines are two, though together they are a name, too; one torn in two stays one."""
    same(run, 'id,sectors\nA,"Hotel\nRestaurant"\n', "id,sectors\nA,Hotel;Restaurant\n")
    same(run, 'id,sectors\nA,"Hotel,\nRestaurant\nBäckerei"\n', "id,sectors\nA,Hotel;Restaurant;Bäckerei\n")
    same(run, 'id,sectors\nA,"Heizung und\nSanitär"\n', "id,sectors\nA,Heizung und Sanitär\n")


def test_lines_in_cells_of_a_spreadsheet(run: Run, tmp_path: Path) -> None:
    """They are lines as in CSV, in headings and names gaps."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")

    def save(id: object) -> None:
        with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["Nr", "Firma\n(Name)", "Branche\n(Haupt)"])
            sheet.write_row(1, 0, [id, "A\nB", "Hotel\nRestaurant"])

    save("12345678901234567")
    answer = run("batch", tmp_path / "t.xlsx", "--businesses", tmp_path / "of")
    assert answer.out == run("batch", "-", stdin="id,name,sectors\n12345678901234567,A B,Hotel;Restaurant\n").out
    assert [path.name for path in (tmp_path / "of").iterdir()] == ["000001-a-b.yaml"]


@pytest.mark.parametrize("again", ["Company,Industry,Budget", "Firma,WZ,Ort", "Kunde,Gewerbe,Stadt", '"Name","Trade",'])
@pytest.mark.parametrize("size", [100_000_000, 1_000])
def test_a_second_table_directly_below_the_first_is_not_read_by_its_headings(
    run: Run, tmp_path: Path, again: str, size: int
) -> None:
    """A row most of whose cells are headings that we know is a row of headings: below it budgets were employees."""
    file = tmp_path / "two.csv"
    rows = "".join(f"a{at},Hotel,{at % 50}\n" for at in range(200))
    file.write_text(f"Kunde,Branche,Mitarbeiter\n{rows}{again}\nb,bakery,400\nc,hotel,\n", "utf-8")
    answer = run("batch", file, "-o", tmp_path / "o.csv", "--piece-size", size)
    assert "200 of 203 rows ranked, 3 rejected" in answer.err
    told = "from line 202 on the file has other headings. Split the file there."
    assert (tmp_path / "o.csv.rejects.csv").read_text("utf-8").count(told) == 3


@pytest.mark.parametrize("row", ["Company,bakery,5", "Nummer,bakery,", "x,Branche,Ort"])
def test_a_word_of_headings_in_a_row_is_none(run: Run, row: str) -> None:
    """A firm may be called Company."""
    assert "other headings" not in run("batch", "-", stdin=f"Kunde,Branche,Mitarbeiter\na,hotel,2\n{row}\n").err


def test_headings_on_two_lines(run: Run) -> None:
    """Those count that name more columns: of the upper ones a head count was the number of a part."""
    table = "Kunde;;Tätigkeit;;Personal;\nNr.;Name;Branche;WZ 2008;Vollzeit;Teilzeit\n1;A;Hotel;55.10;10;4\n"
    answer = run("batch", "-", stdin=table)
    assert "Columns named in line 2" in answer.err
    assert "not used: Vollzeit, Teilzeit" in answer.err


@pytest.mark.parametrize(
    ("units", "plainly"),
    [("TEUR;pro Monat", "3000;1,5"), ("[EUR/Jahr];[h/Woche]", "3;6,5"), ("CHF;h", "CHF 3;6,5"),
     ("1.000 EUR;", "3000;6,5")],
)  # fmt: skip
def test_units_on_the_line_below_the_headings_hold_for_their_columns(run: Run, units: str, plainly: str) -> None:
    """They were told to be no business, and EUR 3,000 were 3; 6.5 hours a month are 1.5 a week."""
    table = "Firma;Branche;Budget;Stunden\n{}A;Hotel;{}\n"
    answer = run("batch", "-", stdin=table.format(f";;{units}\n", "3;6,5"))
    assert answer.out.splitlines()[1][1:] == run("batch", "-", stdin=table.format("", plainly)).out.splitlines()[1][1:]
    told = 'line below the headings says "TEUR" of Budget' in answer.err
    assert ("no business" in answer.err, told) == (True, "TEUR" in units)


def test_a_heading_over_several_columns_is_told(run: Run) -> None:
    """Staff over full time and part time: the first was read as all of them."""
    table = "Firma;Branche;{};;Budget\n;;voll;teil;EUR\nA;Hotel;5;3;2000\n"
    answer = run("batch", "-", stdin=table.format("Mitarbeiter"))
    assert '"Mitarbeiter" stands over "voll" and "teil"' in answer.err
    assert (
        answer.out.splitlines()[1][1:]
        == run("batch", "-", stdin="Firma;Branche;Budget\nA;Hotel;2000\n").out.splitlines()[1][1:]
    )
    assert run("batch", "-", stdin=table.format("employees")).code == 3
    firm = "Firma;Branche;Mitarbeiter;\nA;Hotel;k. A.;zahlt bar\nB;Hotel;5;\n"
    assert "employees = Mitarbeiter" in run("batch", "-", stdin=firm).err


@pytest.mark.parametrize(
    ("heading", "register"),
    [("Codice Ateco primario", "ateco"), ("Przeważające PKD", "pkd"), ("ISIC Rev.4", "isic"),
     ("NACE Rev. 2 code", "nace"), ("CNAE principal", "cnae"), ("WZ-Schlüssel 2008", "wz"),
     ("Codici Ateco secondari", ""), ("Opis PKD", "sectors"), ("NACE or ISIC code", "")],
)  # fmt: skip
def test_the_name_of_a_register_beside_words_for_a_code_is_its_heading(run: Run, heading: str, register: str) -> None:
    """Not beside others: what a code is called, or a second one, is no such column."""
    answer = run("batch", "-", "--check", "-f", "jsonl", stdin=f"id,{heading}\nA,5610\n")
    assert answer.code == (0 if register else 3)
    assert not register or json.loads(answer.out)["columns"][1]["ours"] == register


def test_sizes_of_firms_are_no_units(run: Run) -> None:
    """SME was told to be a line of units, as any three capitals."""
    answer = run("batch", "-", stdin="id,sectors,size\nA,hotel,SME\nB,hotel,micro\n")
    assert "lies in several size classes" in answer.err


def test_a_formula_without_its_value_is_told_as_that(run: Run) -> None:
    """=2+3 was no number, like a word."""
    told = run("batch", "-", stdin="id,sectors,employees\nA,hotel,=2+3\nB,=B2,5\n").err
    assert told.count("a formula without its value. Open the file in a spreadsheet program and save it there.") == 2


COUNTRIES = [
    ("Firma;Branche;Land", ["BY", "BY"], '"Land" holds BY: a part of Germany, or a country? It is not read.', False),
    ("Firma;Branche;Land", ["BE", "TH"], '"Land" holds BE, TH: parts of Germany, or a country?', False),
    ("Naam;Branche;Land", ["BE", "BE"], "", True), ("Firma;Branche;Land", ["BE", "AT"], "", True),
    ("Firma;Branche;Land", ["Bayern", "Hessen"], '"Land" holds Bayern, Hessen: no countries. It is not read.', False),
    ("Název;Branche;Kraj", ["Praha", "Brno"], '"Kraj" holds Brno, Praha: no countries. It is not read.', False),
    ("Firma;Branche;Land", ["Bayern", "DE"], "", True), ("id;sectors;country", ["BY", "BY"], "", True),
]  # fmt: skip


@pytest.mark.parametrize(("titles", "cells", "told", "read"), COUNTRIES)
def test_a_column_of_countries_that_may_hold_something_else_is_told(
    run: Run, titles: str, cells: list[str], told: str, read: bool
) -> None:
    """A firm in Bavaria was one in Belarus; towns under the Czech word for a region rejected each row."""
    table = titles + "".join(f"\n{at};Hotel;{cell}" for at, cell in enumerate(cells))
    answer = run("batch", "-", "--check", "-f", "jsonl", stdin=table)
    ours = [one["ours"] for one in json.loads(answer.out)["columns"]]
    assert ("country" in ours, told in " ".join(json.loads(answer.out)["said"])) == (read, True)


@pytest.mark.parametrize("cell", ["3/5", "3 von 5", "3 out of 5", "3 (sur 5)", "Poziom 3 z 5"])
def test_a_level_of_a_scale_that_nobody_says_is_asked_for(run: Run, cell: str) -> None:
    """3/5 is 2.4 of a scale from 0 and 2 of one from 1; both ways out are read."""
    table = f"id,sectors,maturity\nA,bakery,{cell}\n"
    assert "say which: --maturity-scale 0-5 or 1-5." in run("batch", "-", stdin=table).err
    same(run, table, "id,sectors,maturity\nA,bakery,2.4\n", "--maturity-scale", "0-5")
    same(run, table, "id,sectors,maturity\nA,bakery,2\n", "--maturity-scale", "1-5")


def test_the_scale_and_the_mark_hold_for_json_too(run: Run) -> None:
    """Of JSON lines the options were taken without a word, and nothing was read by them."""
    line = '{"id": "A", "sectors": "bakery", "maturity": %s, "budget_eur": "%s"}\n'
    said = run("batch", "-", "--input-format", "jsonl", "--maturity-scale", "1-5", "--decimal", "comma",
               stdin=line % (3, "8.000"))  # fmt: skip
    assert said.out == run("batch", "-", "--input-format", "jsonl", stdin=line % (2, "8000")).out


def test_lines_below_a_table_are_called_what_they_are(run: Run) -> None:
    """Sums without a word and notes are no firms that lack a trade."""
    below = ";;30;11.000,00\nStand: 31.12.2025;;;\n;Quelle: Kammer, Export;;\nC;;3;\n"
    answer = run("batch", "-", stdin=f"Nr;Firma;Mitarbeiter;Budget;Branche\nA;x;10;5;Hotel\n{below}")
    note, totals = "a note, no business.", "numbers alone: a line of totals, no business."
    assert rejects(answer) == {2: totals, 3: note, 4: note, 5: "is missing."}


@pytest.mark.parametrize("headings", [
    "Account Name,Industry,Billing Country,Employees", "Name,Industry,BillingCountry,NumberOfEmployees",
    "Company name,Industry,Country/Region,Number of Employees", "Mandant,Unternehmensgegenstand,EU-Land,Anz. Mitarb.",
    "Organisation,Branche,Land,Zahl der Mitarbeiter", "Dénomination,Libellé APE,Pays,Nombre de collaborateurs",
    "Denominación social,Sector de actividad,País,Nº Trabajadores", "Handelsnaam,Activiteit,Land,Werkzame personen",
    "Organization - Name,Organization - Industry,Organization - Country,Organization - Number of employees",
])  # fmt: skip
def test_headings_of_programs_that_keep_clients(run: Run, headings: str) -> None:
    """Salesforce, HubSpot, DATEV, sevDesk, Sirene, Pipedrive and their like: name, trade, country, people."""
    rows = "Huber,bakery,AT,12\nPost,hotel,FR,40\n"
    same(run, f"{headings}\n{rows}", f"id,sectors,country,employees\n{rows}")


def test_a_news_table_loses_no_cell_without_a_word() -> None:
    """An unquoted comma in a title put its rest in the place of the day; such a row is told."""
    table = "title,date\nRobots, drones,2026-03-01\nShops,2026-03-02,,\n"
    found = read_feed(table.encode())
    assert [item.title for item in found.items] == ["Shops"]
    assert found.problems == ('row 1: 3 cells where the header has 2. A cell with "," in it needs quotes around it.',)


@pytest.mark.parametrize("headings", [
    ("Mitarbeiter 2023", "Mitarbeiter 2025"), ("Employees (min)", "Employees (max)"), ("Budget 2024", "Budget 2025"),
])  # fmt: skip
def test_of_columns_of_one_number_that_are_called_alike_one_is_asked_for(run: Run, headings: tuple[str, str]) -> None:
    """The first was read, which is the oldest year and the lower end; the way out is taken."""
    table = f"Nr;Branche;{';'.join(headings)}\nA;hotel;3;60\n"
    answer = run("batch", "-", stdin=table)
    assert answer.code == 3
    way = answer.err.split("Say which: --columns ")[1].strip().removesuffix(".").replace('"', "")
    ours, _, theirs = way.partition("=")
    assert theirs == headings[1]
    same(run, table, f"id;sectors;{ours}\nA;hotel;60\n", "--columns", way)


@pytest.mark.parametrize("most", [5, 10, 100])
def test_levels_that_end_where_another_scale_does_are_asked_for(run: Run, most: int) -> None:
    """Beside a 5 the 3 of another row is none of 4; the ways out are taken. Another number is a slip of its row."""
    table = f"Nr;Branche;Reifegrad\nA;hotel;3\nB;bakery;{most}\n"
    told = f'"Reifegrad" goes up to {most}. Say its scale: --maturity-scale 1-{most} or 0-{most}; or 0-4 to reject'
    assert told in run("batch", "-", stdin=table).err
    low = 4 * 3 / most
    same(run, table, f"id;sectors;maturity\nA;hotel;{low}\nB;bakery;4\n", "--maturity-scale", f"0-{most}")
    assert list(rejects(run("batch", "-", "--maturity-scale", "0-4", stdin=table))) == [2]
    assert list(rejects(run("batch", "-", stdin=table.replace(str(most), "7")))) == [2]


def test_a_column_without_a_heading_is_told(run: Run) -> None:
    """What stands in it is lost else without a word; empty ones behind the last, as sheets leave them, are not."""
    head = "Nr;Branche;;;\nA;hotel;;;"
    assert "not used: one without a heading." in run("batch", "-", stdin=f"{head}new\n").err
    assert "not used" not in run("batch", "-", stdin=f"{head}\n").err


def test_bands_of_people_that_lie_in_several_size_classes_are_asked(run: Run) -> None:
    """Half of the firms with 6 to 20 people have below ten. Each part is read; 1-10 and 11-50 are below 10 and 50."""
    usual = ("1-9", "1-10", "<10", "11-50", "10 to 49", "50-249", "250+")
    answer = run("batch", "-", stdin="sectors,employees\n" + "".join(f"bakery,{band}\n" for band in usual))
    assert (answer.code, answer.err.count("0 rejected")) == (0, 1)
    parts = {"6-20": ["6-9", "10-20"], "<250": ["0-9", "10-49", "50-249"], "201-500": ["201-249", "250-500"]}
    told = rejects(run("batch", "-", stdin="sectors,employees\n" + "".join(f"bakery,{band}\n" for band in parts)))
    assert [*told.values()] == [
        f'"{band}" lies in several size classes. Write {" or ".join(ways)}.' for band, ways in parts.items()
    ]
    rows = "".join(f"bakery,{way}\n" for ways in parts.values() for way in ways)
    assert " 0 rejected" in run("batch", "-", stdin=f"sectors,employees\n{rows}").err


def test_a_band_of_money_or_hours_is_rejected_with_its_ends(run: Run) -> None:
    """By the mark of the table; each of the ends is read."""
    answer = run("batch", "-", stdin='sectors;budget_eur\nbakery;1.000 € bis 5.000 €\nbakery;1,5\nhotel;"2,5 - 3"\n')
    assert rejects(answer) == {1: '"1.000 € bis 5.000 €" is a band, no number. Write 1.000 € or 5.000 €.',
                               3: '"2,5 - 3" is a band, no number. Write 2,5 or 3.'}  # fmt: skip


@pytest.mark.parametrize("scale", ["1-5", "1–5", " 1 — 5", "１-５"])
def test_a_scale_is_read_as_it_is_typed_anywhere(run: Run, scale: str) -> None:
    """With any dash, in digits of full width; three numbers, and one below the other, are no scale."""
    same(run, "sectors,maturity\nbakery,3\n", "sectors,maturity\nbakery,2\n", "--maturity-scale", scale)
    for other in ("1-5-7", "5-1", "-1-5", "1"):
        assert "write the least and the most" in run("batch", "-", f"--maturity-scale={other}", stdin="").err


def test_a_level_of_another_scale_may_say_what_it_is(run: Run) -> None:
    """Level 3, and 3 - good, of 1 to 5 are 2 of 4."""
    told = "sectors,maturity\nbakery,Level 3\nhotel,5 (best)\n"
    same(run, told, "sectors,maturity\nbakery,2\nhotel,4\n", "--maturity-scale", "1-5")


@pytest.mark.parametrize("cells", [("1", "2", "3"), ("1", "12", "3"), ("1.0", "2.0", "5.0"), ("1; 3", "2", "4"),
                                   ("A1", "A2", "A12")])  # fmt: skip
def test_numbers_of_a_survey_are_no_divisions(run: Run, cells: tuple[str, ...]) -> None:
    """Answers 1, 2, 3 of a list were farms, of 5 to 9 mines: the column is refused, with both ways out, which work."""
    rows = "".join(f"{at}\t{cell}\n" for at, cell in enumerate(cells))
    answer = run("batch", "-", stdin=f"id\tsector\n{rows}")
    assert (answer.code, answer.out) == (3, "")
    assert '"sector" holds small numbers' in answer.err
    assert '--columns nace="sector".' in answer.err
    named = run("batch", "-", "-c", "nace=sector", stdin="id\tsector\nA\t1\nB\t12\n")
    assert (named.code, named.out.count("\n")) == (0, 3), named.err
    assert run("batch", "-", stdin="id\tsector\nA\t01\nB\t12\n").code == 0  # with its zero it is one
    mixed = run("batch", "-", stdin="id\tsector\nA\thotel\nB\t2\n")
    assert "Write its register with it: nace:2 (agriculture)." in mixed.err


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [
        ("1) Hotel", "hotel"), ("12. Bakery", "bakery"), ("c) Hotel", "hotel"), ("4 - vet", "vet"),
        ("10 - Food", "food-manufacturing"),
        ("2 - Services", '"Services" holds'), ("C - Manufacturing", '"Manufacturing" holds'),
        ("12 - Hotel", "Write hotel or nace:12."), ("55111 - Hotel", "hotel"),
        ("52 - Bakery", "Write bakery or nace:52 or naics:52."),
    ],
)  # fmt: skip
def test_the_number_of_an_answer_is_no_code(run: Run, cell: str, outcome: str) -> None:
    """What it is called counts; where its number is the code of something else, it is asked."""
    answer = run("batch", "-", stdin=f"id\tsector\n1\t{cell}\n")
    plain = run("batch", "-", stdin=f"id\tsector\n1\t{outcome}\n")
    told = rejects(answer).get(1, "")
    assert (answer.code, answer.out) == (0, plain.out) if " " not in outcome else outcome in told, answer.err


@pytest.mark.parametrize(
    ("size", "people"),
    [("1", 1), ("2-10", 4), ("11-50", None), ("501-1,000", 708), ("1,001-5,000", 2237), ("5,001-10,000", 7072),
     ("10,001+", 10001), ("1.000+", 1000)],
)  # fmt: skip
def test_sizes_as_networks_give_them(run: Run, size: str, people: int | None) -> None:
    """Roots of the ends' product; no end of a band has parts of a post. 11-50 and 201-500 lie in two classes each."""
    answer = run("batch", "-", stdin=f"id\tsector\temployees\n1\thotel\t{size} employees\n")
    same = run("batch", "-", stdin=f"id\tsector\temployees\n1\thotel\t{people or 23}\n")
    assert (answer.code, answer.out) == (0, same.out), answer.err


def test_what_is_asked_for_is_what_a_firm_lives_from(run: Run) -> None:
    """Who names one column for that is told no other, and none counts before it; both are read where both are named."""
    table = "id\tsector\tA\tSIC Code\n1\tvet\t55.10\t56101\n2\tvet\t\t56101\n"
    answer = run("batch", "-", "-c", "nace=A", stdin=table)
    assert "Columns that are not used: sector, SIC Code." in answer.err
    assert "2,A,is missing." in answer.err
    alone = run("batch", "-", stdin="id\tnace\n1\t55.10\n")
    assert answer.out == alone.out
    both = run("batch", "-", "-c", "nace=A", "-c", "sic=SIC Code", stdin=table)
    assert "2 of 2 rows" in both.err
    assert both.out.startswith(alone.out)


def test_a_word_says_the_same_in_a_column_of_codes(run: Run) -> None:
    """Messages say of a wide code which sectors it holds: who writes one of these was told that it is no code."""
    held = run("batch", "-", stdin="id,nace\n1,I\n")
    assert "Say which: hospitality or restaurants." in held.err
    for said in ("hospitality", "hospitality=0.6; restaurants=0.4"):
        alike = run("batch", "-", stdin=f'id,sectors\n1,"{said}"\n')
        answer = run("batch", "-", stdin=f'id,nace\n1,"{said}"\n')
        assert (answer.code, answer.out) == (0, alike.out), answer.err
    assert 'Did you mean ""bakery""?' in run("batch", "-", stdin="id,nace\n1,bakry\n").err


def test_the_first_part_has_the_headings(run: Run, tmp_path: Path) -> None:
    """Also where none of its rows can be used, or there are more parts than pieces: parts together are the whole."""
    file = tmp_path / "members.csv"
    file.write_text("id,sector\n" + "".join(f"{at},nothing\n" for at in range(400)) + "A,hotel\n" * 400)
    whole = run("batch", file).out
    for parts in (2, 1000):
        shards = [*range(1, 3)] if parts == 2 else [1, 1000]
        texts = [run("batch", file, "--piece-size", 4000 if parts == 2 else 10**6, "--shard", f"{at}/{parts}").out
                 for at in shards]  # fmt: skip
        assert texts[0].startswith("row,id,")
        assert "".join(texts) == whole


def test_a_table_without_headings_is_told_so(run: Run) -> None:
    """Its first business was taken for them."""
    for table in ("hotel\nbakery\n", "1;hotel;5\n2;bakery;6\n"):
        answer = run("batch", "-", stdin=table)
        assert (answer.code, '"hotel" is a business, no heading' in answer.err) == (3, True)


def test_cells_that_a_program_keeps_as_text(run: Run) -> None:
    """="5" is 5, in either way of quoting; capitals without umlauts are read with them."""
    plain = run("batch", "-", stdin="id;sector;employees\n01;Bäckerei;5\n").out
    for row in ('="01";="Bäckerei";="5"', '"=""01""";"=""Bäckerei""";"=""5"""', "01;BAECKEREI;5"):
        assert run("batch", "-", stdin=f"id;sector;employees\n{row}\n").out == plain


def test_numbers_that_the_whole_table_leaves_open_are_told_with_the_option(run: Run) -> None:
    """3.000 and 15.000 euros: what --decimal comma says for all."""
    table = "id;sector;Budget (€)\n1;hotel;3.000 €\n2;vet;15.000 €\n"
    answer = run("batch", "-", stdin=table)
    assert "Write 3 or 3000; or say --decimal comma or dot for all." in answer.err
    same(run, table, "id;sector;budget_eur\n1;hotel;3000\n2;vet;15000\n", "--decimal", "comma")


def test_the_encoding_is_told_where_no_heading_is_known(run: Run, tmp_path: Path) -> None:
    """Polish text of Windows read as that of the west; with the encoding named it is read."""
    file = tmp_path / "members.csv"
    file.write_bytes(
        "Firma;Branża;Budżet roczny\nKowalski;Piekarnia;2000\nRazem;;2000\nŚrednia;;2000\n".encode("cp1250")
    )
    assert "--encoding for another" in run("batch", file).err
    answer = run("batch", file, "--encoding", "cp1250")
    assert (answer.code, answer.err.count("a line of totals")) == (0, 2)


def test_a_list_may_say_that_nothing_belongs_to_it(run: Run) -> None:
    """None, keine, nichts of what is in use; of people it is no number, since the owner is one."""
    table = "id;sector;adopted\n1;hotel;keine\n2;hotel;Nichts\n3;hotel;ninguna\n4;hotel;brak\n5;hotel;ohne\n"
    same(run, table, "id;sector;adopted\n1;hotel;\n2;hotel;\n3;hotel;\n4;hotel;\n5;hotel;\n")
    assert run("batch", "-", stdin="id;sector;employees\n1;hotel;keine\n").code == 4


def test_a_table_of_one_cell_a_line_is_told_how_to_mend_it(run: Run) -> None:
    """Lines in quotes as a whole, and cells between blanks, with a way out that works."""
    assert "take the quotes off" in run("batch", "-", stdin='"id;sector"\n"1;hotel"\n').err
    for sign in " :~-^#":
        told = run("batch", "-", stdin=f"Nr{sign}sector\n1{sign}hotel\n")
        assert f'--delimiter "{sign}"' in told.err
        assert run("batch", "-", "--delimiter", sign, stdin=f"Nr{sign}sector\n1{sign}hotel\n").code == 0
    laid_out = "id   sector\n1    hotel\n"
    assert "sed -E 's/ {2,}/;/g'" in run("batch", "-", stdin=laid_out).err
    assert run("batch", "-", stdin=re.sub(" {2,}", ";", laid_out)).code == 0
    assert run("batch", "-", "--delimiter", " ", stdin="id sector\n1 hotel\n").code == 0


@pytest.mark.parametrize("heading", ["Maturity (1-5)", "Digital maturity 1–5", "Reifegrad [1 bis 5]", "Maturité 1 à 5"])
def test_a_heading_says_of_which_scale_maturity_is(run: Run, heading: str) -> None:
    """3 of 1 to 5 is 2 of 0 to 4; what the option says goes before."""
    same(run, f"id,sectors,{heading}\nA,bakery,3\nB,hotel,3/5\n", "id,sectors,maturity\nA,bakery,2\nB,hotel,2\n")
    plainly = "id,sectors,maturity\nA,bakery,1.2\n"  # 3 of 10 is 1.2 of 4
    same(run, f"id,sectors,{heading}\nA,bakery,3\n", plainly, "--maturity-scale", "0-10")


@pytest.mark.parametrize("headings", ["No/Nr;Industry/Branche;Employees/Mitarbeiter", "Nr.;Branche / Gewerk;Besch."])
def test_headings_in_two_languages(run: Run, headings: str) -> None:
    """Both words of a heading mean one column."""
    same(run, f"{headings}\nA;hotel;3\n", "id;sectors;employees\nA;hotel;3\n")


@pytest.mark.parametrize("other", ["50-249", "10-Nov", "2026-11-10 00:00:00"])
def test_a_day_beside_bands_is_no_number_of_people(run: Run, other: str) -> None:
    """45240 is 10 November 2023 to a spreadsheet, which made a day of 10-11; each way out works."""
    table = "id;sector;employees\n1;hotel;45240\n2;vet;{}\n"
    answer = run("batch", "-", stdin=table.format(other))
    assert (answer.code, "the day 2023-11-10" in answer.err, "write 10-11;" in answer.err) == (3, True, True)
    people = table.replace("45240", "45240 employees").format("50-249")
    assert "2 of 2 rows" in run("batch", "-", stdin=people).err
    assert "2 of 2 rows" in run("batch", "-", stdin=table.format("12")).err


def test_a_text_merged_down_stands_in_each_row(run: Run, tmp_path: Path) -> None:
    """One trade beside three clients is that of all three; a number is told to one."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nr", "Branche", "Mitarbeiter"])
        sheet.merge_range(1, 1, 3, 1, "Hotel")
        sheet.merge_range(2, 2, 3, 2, 40)
        sheet.write_column(1, 0, ["A", "B", "C"])
    answer = run("batch", tmp_path / "t.xlsx")
    assert answer.out == run("batch", "-", stdin="id,sectors,employees\nA,hotel,\nB,hotel,40\nC,hotel,\n").out


def test_words_of_ones_own_in_a_column_that_nobody_needs_reject_no_row(run: Run) -> None:
    """A heading alone tells the column: what is known of it counts, the rest is counted; named, the row is refused."""
    table = "id;Branche;Ziele;Eingesetzte Software\n1;Hotel;neue Kunden finden;ERP, Website und Faxgerät\n2;Hotel;;\n"
    answer = run("batch", "-", stdin=table)
    assert answer.out == run("batch", "-", stdin='id;sectors;adopted\n1;hotel;"erp-software; website"\n2;hotel;\n').out
    assert "Ziele (names that are not known; --check tells some) 1" in answer.err
    assert "neue Kunden finden" in run("batch", "-", "--check", stdin=table).out
    assert rejects(run("batch", "-", "-c", "goals=Ziele", stdin=table))[1].startswith(
        'no such goal "neue Kunden finden"'
    )


def test_a_title_with_a_semicolon_is_one(run: Run) -> None:
    """Where its parts are no names; of two names both count."""
    rows = 'id,sectors\nA,"Manufacture of bread; manufacture of fresh pastry goods and cakes"\nB,nace:10.71\n'
    answers = run("batch", "-", stdin=f'{rows}C,"bakery; hotel"\nD,bakery=0.5;hotel=0.5\n')
    title, code, two, shares = (line.split(",")[2:] for line in answers.out.splitlines()[1:])
    assert title == code
    assert two == shares != code


LEFT_OUT = {"56.10, 99.88, 55.10": "56.10, 55.10", "56.10; 99.88": "56.10", "99.88, 56.10, 55.10": "56.10, 55.10",
            "56.10=0.6; 99.88=0.4": "56.10", "56101 - Eat in;99999 - Dormant": "56101"}  # fmt: skip


def test_of_several_codes_those_of_nothing_are_left_out_and_told(run: Run) -> None:
    """A code that nobody gives, or that the map has no sector for, beside others that hold as much and come first."""
    for cell, kept in LEFT_OUT.items():
        answer = run("batch", "-", stdin=f'id,nace\nA,"{cell}"\n')
        assert (answer.code, answer.out) == (0, run("batch", "-", stdin=f'id,nace\nA,"{kept}"\n').out), answer.err
        assert "nace (of several codes those that stand for nothing; --check tells some) 1." in answer.err
        assert cell in run("batch", "-", "--check", stdin=f'id,nace\nA,"{cell}"\n').out


@pytest.mark.parametrize("cell", ["99.88", "99.88, 56.10", "56.10, 99.88, 99.77", "56.10=0.4; 99.88=0.6", "56.10, 111",
                                  "56.10, 722511"])  # fmt: skip
def test_a_code_of_nothing_is_asked_for_where_it_may_be_what_a_firm_lives_from(run: Run, cell: str) -> None:
    """First of two, more than half of all; and a code of two readings or of another register wherever it stands."""
    answer = run("batch", "-", stdin=f'id,nace\nA,"{cell}"\n')
    assert answer.code == 4
    assert ("99.88" in rejects(answer)[1]) == ("99.88" in cell)


QUESTIONS = {"sectors": ["In welcher Branche sind Sie tätig?", "What industry are you in?", "Votre secteur d'activité",
                         "In che settore opera?", "W jakiej branży działa firma?", "In welke branche bent u actief?",
                         "Qual é o setor da sua empresa?", "Branche des Betriebs", "Sector de la empresa"],
             "employees": ["Wie viele Mitarbeiter haben Sie?", "How many people work there?",
                           "¿Cuántos empleados tiene?", "Combien de salariés avez-vous ?", "Quanti dipendenti avete?",
                           "Ilu pracowników zatrudniasz?", "Hoeveel medewerkers heeft u?",
                           "How many people work in your business?", "Wie viele Personen arbeiten im Betrieb?",
                           "Combien de personnes travaillent dans votre entreprise ?"]}  # fmt: skip


@pytest.mark.parametrize("ours", QUESTIONS)
def test_a_column_may_be_headed_by_the_question_that_was_asked(run: Run, ours: str) -> None:
    """As forms export it; a question for something else that names the same thing is not read as it."""
    for question in QUESTIONS[ours]:
        other = "employees" if ours == "sectors" else "sectors"
        cells = {"sectors": "bakery", "employees": "3"}
        same(run, f"{question};{other}\n{cells[ours]};{cells[other]}\n", "sectors,employees\nbakery,3\n")
    for question in (
        "Wie viele Mitarbeiter nutzen die Website?",
        "How many employees work at home?",
        "Branche der Kunden",
    ):
        answer = run("batch", "-", stdin=f"sectors;{question}\nbakery;3\n")
        assert f"Columns that are not used: {question}." in answer.err


OFFICES = {
    "CZ-NACE": "10.71",
    "SNI-kod": "10710",
    "TEÁOR": "1071",
    "CAEN": "1071",
    "NACE-BEL": "10.711",
    "NACE_R2": "C10",
}


@pytest.mark.parametrize("heading", OFFICES)
def test_codes_of_offices_that_number_as_nace_does_are_read_under_their_headings(run: Run, heading: str) -> None:
    """The first four digits are NACE's in all of them; without the heading no column said what a firm lives from."""
    cell = OFFICES[heading]
    same(run, f"{heading};Dienstnehmer\n{cell};3\n", f"nace,employees\n{cell},3\n")


LISTS = [('[1071, 5510]', "10.71;55.10"), ('["1071", "5510"]', "10.71;55.10"), ('[{"code": 1071}]', "10.71"),
         ('[{"code": "10.71", "name": "Bread"}, {"code": "55.10"}]', "10.71;55.10"),
         ('{"codice": "10.71", "descrizione": "Pane"}', "10.71"),
         ('{"schluessel": "10.71", "bezeichnung": "Brot"}', "10.71"),
         ('[{"code": "10.71", "share": 0.7}, {"code": "55.10", "share": 0.3}]', "10.71=0.7;55.10=0.3"),
         ('[{"Code": 1071, "Anteil": "70 %"}, {"Code": 5510, "Anteil": "30 %"}]', "10.71=70%;55.10=30%")]  # fmt: skip


@pytest.mark.parametrize(("cell", "plainly"), LISTS)
def test_codes_of_a_service_are_read_as_numbers_and_inside_objects(run: Run, cell: str, plainly: str) -> None:
    """With the share of each, where it is said; what is neither a text, a code nor an object with one is told."""
    answer = run("batch", "-", "--input-format", "jsonl", stdin=f'{{"id": "A", "nace": {cell}}}')
    assert answer.out == run("batch", "-", stdin=f"id,nace\nA,{plainly}\n").out
    assert "no name" in run("batch", "-", "--input-format", "jsonl", stdin='{"id": "A", "nace": [[1]]}').err


def test_a_list_of_json_is_told_by_the_name_of_its_file(run: Run, tmp_path: Path) -> None:
    """Not by that of the copy in which it is read a line a row."""
    file = tmp_path / "firms.json"
    file.write_text('[{"foo": 1}, {"foo": 2}]', encoding="utf-8")
    answer = run("batch", file)
    assert (answer.code, answer.err.startswith(f"{file}  no column says")) == (3, True), answer.err


def test_objects_inside_an_object_stand_for_their_code_or_name(run: Run) -> None:
    """As services nest them; one that names no country is told as it stands."""
    row = '{"id": "A", "company": {"industry": {"code": "10.71", "name": "x"}, "country": {"code": "AT", "name": "y"}}}'
    answer = run("batch", "-", "--input-format", "jsonl", stdin=row)
    assert answer.out == run("batch", "-", stdin="id,sectors,country\nA,10.71,AT\n").out, answer.err
    more = ', "influences": [{"trend": "website", "share": 0.4, "reason": "seen"}]}'
    said = '{"sectors": "hotel", "country": '
    whole = run("batch", "-", "--input-format", "jsonl", stdin=f'{said}{{"code": "AT"}}{more}')
    assert whole.out == run("batch", "-", "--input-format", "jsonl", stdin=f'{said}"AT"{more}').out
    other = run("batch", "-", "--input-format", "jsonl", stdin=f'{said}{{"x": 1}}}}')
    assert (other.code, "no such country" in other.err) == (4, True)


@pytest.mark.parametrize(("above", "below"), [(";", ","), (",", ";"), (";", "\t"), ("\t", "|")])
def test_rows_divided_otherwise_than_their_headings(run: Run, above: str, below: str) -> None:
    """A line put above an export: each row was one cell, its firm without a sector. Only where all are as wide."""
    heads, rows = above.join(("Firma", "Branche", "Mitarbeiter")), [["A", "hotel", "3"], ["B", "vet", "5"]]
    same = run("batch", "-", stdin="\n".join([heads, *map(above.join, rows), ""]))
    answer = run("batch", "-", stdin="\n".join([heads, *map(below.join, rows), ""]))
    assert (answer.code, answer.out) == (0, same.out), answer.err
    assert f"The headings are divided by {above!r}, the rows by {below!r}" in answer.err
    narrow = run("batch", "-", stdin="\n".join([heads, below.join(rows[0][:2]), ""]))
    assert (narrow.code, "is missing" in narrow.err) == (4, True), narrow.err


USES = "Firma;Branche;Website?;Hat Online-Shop;Kasse (tak/nie);Newsletter;Cloud;Terminbuchung vorhanden;Chatbot"


def test_columns_of_yes_and_no_say_what_is_in_use(run: Run) -> None:
    """One for each trend; a yes and a no count, a mark too, nothing in part; no levels (3), no newsletter of theirs."""
    rows = "Huber;Bäckerei;ja;nein;x;ja;3;teilweise;\nMaier;Friseur;JA;;✓;ja;2;ja;\nKern;Hotel;nein;ja;;;1;;\n"
    answer = run("batch", "-", stdin=f"{USES}\n{rows}")
    plain = (
        "Huber;Bäckerei;website,digital-point-of-sale,kein Online-Shop\n"
        "Maier;Friseur;website,digital-point-of-sale,online-booking\n"
        "Kern;Hotel;ohne Website,online-shop\n"
    )
    said = "{};Bakery;website,digital-point-of-sale;{}\n"
    same(
        run,
        "id;sectors;adopted\n" + plain.splitlines()[0],
        "id;sectors;adopted;not_yet\n" + said.format("Huber", "online-shop"),
    )
    same(run, f"{USES}\n{rows}", f"Firma;Branche;adopted\n{plain}")
    read = "adopted = Website? + Hat Online-Shop + Kasse (tak/nie) + Terminbuchung vorhanden;"
    assert read in " ".join(answer.err.split())
    assert "not used: Newsletter, Cloud, Chatbot." in answer.err
    named = run("batch", "-", stdin=f"{USES};in use\n" + rows.replace("\n", ";CRM\n"))
    assert "not used: Website?, Hat Online-Shop" in named.err


ONE_HOT = {
    "Friseur;Bäckerei;Hotel": "x;;\nX;;x\n;;✓\n",
    "sector_hairdresser;sector_bakery;sector_hotel": "True;False;False\n1;0;1\n;;ja\n",
    "Branche [Friseur];Branche [Bäckerei];Branche [Hotel]": "ja;nein;nein\nja;;ja\nnein;nein;ja\n",
    "Hairdresser;Bakery;Hotel": "100%;0;\n50;0;50\n;;1\n",
}


@pytest.mark.parametrize("trades", ONE_HOT)
def test_columns_headed_by_a_trade_each_say_what_a_firm_lives_from(run: Run, trades: str) -> None:
    """By marks, answers or shares, as surveys and programs write one of many; a web shop is rather in use."""
    marks = zip("ABC", ONE_HOT[trades].splitlines(), ("x", "", "no"), strict=True)
    table = "\n".join([f"id;{trades};Webshop", *map(";".join, marks), ""])
    plain = "id;sectors;adopted\nA;hairdresser;online-shop\nB;hairdresser,hotel;\nC;hotel;kein Webshop\n"
    same(run, table, plain)
    told = run("batch", "-", stdin=table).err
    assert f"sectors = {trades.replace(';', ' + ')}, adopted = Webshop" in " ".join(told.split())


def test_one_trade_or_a_firm_is_no_column_of_marks(run: Run) -> None:
    """Nor a row without a mark a firm; a column that was named and is not there is told as before."""
    assert "no column says" in run("batch", "-", stdin="id;Hotel\nA;x\n").err
    assert "no column says" in run("batch", "-", stdin="hotel;bakery\nbakery;hotel\n").err
    assert "1 of 2 rows ranked" in run("batch", "-", stdin="id;Hotel;Bar\nA;;\nB;x;\n").err
    assert 'no column "Trade"' in run("batch", "-", "--columns", "sectors=Trade", stdin="id;Hotel;Bar\nA;x;\n").err


@pytest.mark.parametrize("share", ["Anteil", "Percentage", "Anteil (%)"])
def test_a_column_of_shares_belongs_to_the_trade_of_its_number(run: Run, share: str) -> None:
    """70 and 30 beside two trades were not used, and each was a half; another number is of another trade."""
    headings = f"id;Trade 1;{share} 1;Trade 2;{share} 2"
    rows = "A;Hotel;70;Restaurant;30\nB;Hotel;0,6;Bar;0,4\nC;Bäckerei;100 %;;\nD;Hotel;;Café;40%\n"
    plain = "A;Hotel=70,Restaurant=30\nB;Hotel=0.6,Bar=0.4\nC;Bäckerei\nD;Hotel=0.6,Café=0.4\n"
    same(run, f"{headings}\n{rows}", f"id;sectors\n{plain}")
    told = run("batch", "-", stdin=f"{headings}\n{rows}").err
    assert f"sectors = Trade 1 ({share} 1) + Trade 2 ({share} 2);" in told
    assert f"not used: {share} 3." in run("batch", "-", stdin=f"id;Trade 1;Trade 2;{share} 3\nA;Hotel;Bar;3\n").err


def test_a_list_in_two_languages_with_places_posts_and_a_total_is_read(run: Run) -> None:
    """Its names beside running numbers, a country under Location, posts with their word before them; a town is told."""
    table = """Lfd. Nr.;Client / Mandant;Branche (what they do);Location;Staff (FTE);Umsatz T€
1;Bäckerei Huber;Bäckerei;Ireland;FTE 3,5;480
2;Green Fields;fish processing;IE;2;210
3;Lynch;general builder;Co. Cork;11;1.900
;Summe / Total;;;16;2.590
"""
    answer = run("batch", "-", "--top", "1", stdin=table)
    rows = [line.split(",") for line in answer.out.splitlines()]
    assert [row[1:3] for row in rows[1:]] == [["1", "Bäckerei Huber"], ["2", "Green Fields"]]
    assert 'no such country ""Co. Cork""' in answer.err
    assert "a line of totals, no business." in answer.err
    towns = run(
        "batch", "-", "--top", "1", stdin="id,sectors,location\nA,bakery,Dublin\nB,hotel,Luxembourg\nC,pub,Sligo\n"
    )
    assert len(towns.out.splitlines()) == 4
    assert '"location" holds Dublin, Luxembourg, Sligo: no countries.' in " ".join(towns.err.split())
