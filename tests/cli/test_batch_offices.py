"""Lists that offices keep and rank every quarter: who is who, what was not read, how two are compared."""

import csv
import json
import re
from pathlib import Path

import pytest
from terminal import Run

from ecomap.model.compiled import CompiledMap

CALLED = 'Nr;Firma;Branche\n1;"Huber, & Co";hotel\n2;;bakery\n=3;=Kern;vet\n'


def test_answers_name_the_firms_where_the_list_does(run: Run, tmp_path: Path) -> None:
    """A column of names beside one of ids stands beside it in every form; what it leaves empty is empty there."""
    names = ["Huber, & Co", "", "=Kern"]
    rows = [*csv.DictReader(run("batch", "-", "--top", "1", stdin=CALLED).out.splitlines())]
    assert list(rows[0])[:4] == ["row", "id", "name", "trend_1"]
    assert [row["name"] for row in rows] == [*names[:2], "'=Kern"]  # a spreadsheet would run it
    lines = run("batch", "-", "-f", "jsonl", stdin=CALLED).out.splitlines()
    assert [json.loads(line)["name"] for line in lines] == names
    file = tmp_path / "a.parquet"
    pq = pytest.importorskip("pyarrow.parquet")
    assert run("batch", "-", "-o", str(file), stdin=CALLED).code == 0
    assert pq.read_table(file)["name"].to_pylist() == names


@pytest.mark.parametrize("table", ["id,sectors\nA,hotel\n", "Firma;Branche\nHuber;hotel\n"])
def test_a_list_without_names_beside_ids_has_no_column_for_them(run: Run, table: str) -> None:
    """A name that is the id is not told twice."""
    assert run("batch", "-", stdin=table).out.startswith("row,id,trend_1,")


def test_an_id_of_several_rows_is_told_at_the_end(run: Run) -> None:
    """Two rows of one id cannot be told apart in the answers; --check alone told it."""
    told = "The same id more than once: A, B, C, ..."
    table = "id,sectors\n" + "".join(f"{id},hotel\n" for id in "AABBCCDDE")
    assert told in run("batch", "-", stdin=table).err
    assert told[:-1] in run("batch", "-", "--check", stdin=table).out
    assert "The same id" not in run("batch", "-", stdin="id,sectors\nA,hotel\nB,hotel\n").err


SERVICES = [
    '{"id":"A","industry":{"code":"10.71","name":"Bakery"},"country":{"code":"DE","name":"Germany"}}',
    '{"id":"A","properties":{"industry":"bakery","country":"Germany"},"archived":false}',
    '{"attributes":{"id":"A","Industry":"bakery"},"billingAddress":{"country":"DE","name":"Ulm"}}',
    '{"id":"A","sectors":{"code":"10.71"},"country":"DE","owner":{"name":"Lee","country":"US"}}',
]


@pytest.mark.parametrize("row", SERVICES)
def test_what_stands_inside_an_object_is_read_by_both_names(run: Run, row: str) -> None:
    """{"code", "name"} stands for one cell, properties and the like are around all; the name of an owner is none."""
    told = run("batch", "-", "--input-format", "jsonl", stdin=row)
    assert told.out == run("batch", "-", stdin="id,sectors,country\nA,bakery,DE\n").out, told.err
    shares = '{"id":"A","Industry":{"bakery":0.6,"hotel":0.4}}'
    told = run("batch", "-", "--input-format", "jsonl", stdin=shares)
    assert told.out == run("batch", "-", stdin="id,sectors\nA,bakery=0.6;hotel=0.4\n").out


def test_names_in_an_object_around_all_are_those_of_the_firms(run: Run) -> None:
    """As services answer: an id, and properties with a name."""
    row = '{"id":"A","properties":{"name":"Huber","industry":"hotel"}}'
    assert "\n1,A,Huber," in run("batch", "-", "--input-format", "jsonl", stdin=row).out


def test_rows_inside_a_list_of_one_object_are_to_be_taken_out(run: Run, tmp_path: Path) -> None:
    """They were one row that says nothing of what it lives from."""
    (tmp_path / "a.json").write_text('{"results":\n[{"id":"A","sectors":"hotel"}],"paging":{}}', encoding="utf-8")
    told = run("batch", tmp_path / "a.json")
    assert (told.code, "results: the rows are inside this list. Take them out: jq -c '.results[]'" in told.err) == (
        3,
        True,
    )


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('{"A": {"sectors": "hotel"}, "B": {"sectors": "vet"}}', "jq -c 'to_entries[] | {id: .key} + .value' a.json |"),
        ('[["id", "sectors"], ["A", "hotel"]]', "jq -r '.[] | @csv' a.json | ecomap batch - --input-format csv"),
        ('{"id": ["A", "B"], "sectors": ["hotel", "vet"]}', 'to_json(FILE, orient="records")'),
        ('{"name": {"0": "A", "1": "B"}, "sectors": {"0": "hotel", "1": "vet"}}', 'to_json(FILE, orient="records")'),
    ],
)
def test_a_table_in_json_of_another_shape_is_told_the_way_to_rows(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, told: str
) -> None:
    """Objects by their ids, lists of cells, and columns as pandas writes them: each was one row that says nothing."""
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_text(said, encoding="utf-8")
    answer = run("batch", "a.json")
    assert (answer.code, answer.out, told in answer.err) == (3, "", True), answer.err


@pytest.mark.parametrize(
    ("heads", "code"),
    [
        ("Business Name,NAICS Code,# of Employees", "naics"),
        ("Name of company,NACE Code (Rev. 2),Total staff", "nace"),
        ("Designação social,CAE principal,Nº pessoas ao serviço", "cae"),
        ("Nombre o razón social,Código CNAE,Núm. empleados", "cnae"),
        ("Rag. sociale,Cod. ATECO,Totale addetti", "ateco"),
        ("Nom entreprise,Code APE,Nombre total de salariés", "naf"),
        ("Firmierung,WZ 2008,Beschäftigte insgesamt", "wz"),
        ("Virksomhed,Branchekode,Antal medarbejdere", "nace"),
        ("Foretaksnavn,Næringskode,Antall ansatte", "nace"),
        ("Yritys,Toimialakoodi,Työntekijöiden määrä", "nace"),
        ("Název subjektu,Kód CZ-NACE,Počet pracovníků", "nace"),
        ("Cég,TEÁOR'08,Foglalkoztatottak száma", "nace"),
        ("Denumirea firmei,CAEN Rev.2,Număr salariați", "nace"),
        ("Tvrtka,Šifra NKD,Broj zaposlenika", "nace"),
        ("İşletme adı,NACE Kodu,Personel sayısı", "nace"),
        ("Наименование,Код ОКВЭД,Численность работников", "nace"),
    ],
)
def test_headings_of_registers_of_many_countries(run: Run, heads: str, code: str) -> None:
    """Beside a register's name a word for a code, beside the word for people one for their number or for all."""
    told = run("batch", "-", "--check", "-f", "jsonl", stdin=f"{heads}\nA,7,6\n")
    columns = {one["ours"]: one["theirs"] for one in json.loads(told.out)["columns"]}
    assert columns == dict(zip(("id", code, "employees"), heads.split(","), strict=True)), told.err


@pytest.mark.parametrize(
    "head",
    [
        "Anzahl Teilzeit",
        "Number of part-time employees",
        "Number of Full Time Employees",
        "Anzahl Vollzeitkräfte",
        "Nb de temps plein",
        "Employees (full-time)",
        "Mitarbeiter (weiblich)",
        "Personal-Nr.",
        "Total revenue",
        "Employee number",
        "Anzahl Personen im Haushalt",
        "Broj",
    ],
)
def test_a_number_of_something_else_is_none_of_people(run: Run, head: str) -> None:
    """Some of them, their numbers in a list, or no people at all."""
    assert head in run("batch", "-", stdin=f"id,nace,{head}\nA,56.10,6\n").err.partition("not used: ")[2]


def test_words_in_a_column_of_numbers_reject_no_row(run: Run) -> None:
    """Beginner, mittel, viel are nobody's number: known by its heading alone the column is left out and told."""
    table = "Firma;Branche;Budget;Std./Woche;Reifegrad\nA;hotel;klein;wenig;Anfänger\nB;vet;k.A.;;hoch\n"
    same = run("batch", "-", stdin="Firma;Branche\nA;hotel\nB;vet\n")
    answer = run("batch", "-", stdin=table)
    assert (answer.code, answer.out) == (0, same.out), answer.err
    assert '"Reifegrad" holds Anfänger, hoch: no numbers. It is not read. Write levels from 0, paper' in answer.err
    assert "Columns that are not used: Reifegrad, Budget, Std./Woche." in answer.err
    named = run("batch", "-", "-c", "maturity=Reifegrad", stdin=table)
    assert (named.code, "is no number from 0 to 4" in named.err) == (4, True), named.err


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        ("Hours", ["Mon-Fri 9-5", "24/7", "9-17"]),
        ("Ore", ["9-18", "8.30-19.30"]),
        ("Godziny", ["8:00-16:00"]),
        ("Bilancio", ["450.000,00", "2023"]),  # a year's accounts, or its total
    ],
)
def test_hours_of_opening_and_accounts_are_not_what_a_firm_can_spend(run: Run, heads: str, cells: list[str]) -> None:
    """Lists of firms have them under a heading of one word: each row was rejected, or the total was its budget."""
    rows = [f"{number};hotel;" for number, _ in enumerate(cells)]
    same = run("batch", "-", stdin="\n".join(["id;sector;x", *rows, ""]))
    told = [f"{row}{cell}" for row, cell in zip(rows, cells, strict=True)]
    answer = run("batch", "-", stdin="\n".join([f"id;sector;{heads}", *told, ""]))
    assert (answer.code, answer.out) == (0, same.out), answer.err
    assert f"Columns that are not used: {heads}." in answer.err
    if heads == "Hours":  # one of them is a number of hours: the others are told where they stand
        mixed = run("batch", "-", stdin="\n".join([f"id;sector;{heads}", *told, "x;hotel;4", ""]))
        assert "1 of 4 rows ranked" in mixed.err


def test_letters_that_were_written_twice_are_told_with_how_to_mend_them(run: Run, tmp_path: Path) -> None:
    """UTF-8 read as that of the west and written anew; where one word is not of that kind nothing is said."""
    table = "Firma;Tätigkeit\nMüller;Bäckerei\nSöhne;Café\n"
    file = tmp_path / "a.csv"
    file.write_text(table.encode().decode("cp1252"), encoding="utf-8")
    told = run("batch", file)
    assert (told.code, 'written twice ("TÃ¤tigkeit")' in told.err, "iconv -f UTF-8 -t CP1252" in told.err) == (
        3,
        True,
        True,
    )
    file.write_bytes(file.read_text(encoding="utf-8").encode("cp1252"))  # what iconv does
    assert (run("batch", file).code, "written twice" in run("batch", file).err) == (0, False)
    file.write_text(f"{table}Ã¤;Café\n", encoding="utf-8")
    assert "written twice" not in run("batch", file).err


def test_each_of_several_sections_is_told_by_itself(run: Run) -> None:
    """P, Q: Q may be education or health care; that there is no nace:P, Q sent nobody on."""
    told = run("batch", "-", stdin='id,nace\nA,"P, Q"\nB,P/Q\nC,nace:P; nace:Q\n')
    assert told.err.count('""nace:Q"" can be read as') == 3


@pytest.mark.parametrize(
    ("heads", "id", "name"),
    [
        ("CompanyName,CompanyNumber,SIC", "CompanyNumber", "CompanyName"),
        ("Firma,IHK-Ident-Nr.,WZ", "IHK-Ident-Nr.", "Firma"),
        ("Denominazione,N. REA,ATECO", "N. REA", "Denominazione"),
        ("denominationUniteLegale,siret,NAF", "siret", "denominationUniteLegale"),
        ("Nazwa podmiotu,REGON,PKD", "REGON", "Nazwa podmiotu"),
        ("Firma,Nr.,WZ", "Firma", ""),  # of the house as likely
        ("Name des Unternehmens,Ort,WZ", "Name des Unternehmens", ""),
    ],
)
def test_what_numbers_the_firms_is_their_id_wherever_it_stands(run: Run, heads: str, id: str, name: str) -> None:
    """Behind the names, too: registers put them first. Two firms of one name could not be told apart."""
    told = run("batch", "-", "--check", "-f", "jsonl", stdin=f"{heads}\nA,7,56.10\n")
    columns = {one["ours"]: one["theirs"] for one in json.loads(told.out)["columns"]}
    assert (columns["id"], columns.get("name", "")) == (id, name)


def test_what_polish_windows_wrote_is_known_by_its_letters(run: Run, tmp_path: Path) -> None:
    """Amid a word the signs of cp1252 for them make no word; m³ and ¿qué? do not stand amid one."""
    polish = "Firma;Branża;Liczba pracowników\nPółka;piekarnia;poniżej 10\n"
    western = "Firma;Branche;Fläche (m³)\nMüller;Bäckerei;¿qué?\n"
    for text, encoding in ((polish, "cp1250"), (western, "cp1252")):
        (tmp_path / "m.csv").write_bytes(text.encode(encoding))
        told = run("batch", tmp_path / "m.csv")
        assert (told.code, f"Text read as {encoding}" in told.err) == (0, True)


def test_sheets_left_unread_that_hold_firms_too_are_named(run: Run, tmp_path: Path) -> None:
    """Members of the north on a second sheet were lost behind "one of 3"."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        for name, branch in (("South", "hotel"), ("North", "bakery"), ("Notes", None)):
            book.add_worksheet(name).write_column(0, 0, ["Branche", branch] if branch else ["all ours"])
    told = run("batch", tmp_path / "t.xlsx").err
    assert 'Sheet "South", one of 3 (not read: "North", which has such columns, too: save it as CSV)' in told


@pytest.mark.parametrize(
    ("posts", "people"),
    [("2,5", 3), ("0.75", 1), ("9,0", 9), ("9.25", 10), ("Sin asalariados", 1), ("geen personeel", 1)],
)
def test_posts_are_filled_by_whole_people(run: Run, posts: str, people: int) -> None:
    """As offices count them: two and a half posts take three people at least. Three digits behind are asked for."""
    told = run("batch", "-", stdin=f'id,Branche,VZÄ\nA,hotel,"{posts}"\n')
    ranked = [run("batch", "-", stdin=f"id,sectors,employees\nA,hotel,{n}\n").out for n in (people, 9, 10)]
    assert told.out == ranked[0], told.err
    assert ranked[1] != ranked[2]  # or nothing would be tried
    assert "can be read in two ways" in run("batch", "-", stdin="id,Branche,VZÄ\nA,hotel,12.500\n").err


def test_the_index_of_the_pages_counts_what_the_summary_counts(
    run: Run, tmp_path: Path, shipped: CompiledMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first five of each firm: of one run two numbers of firms for one trend, 63 and 50, lay before a board."""
    monkeypatch.setattr("ecomap.render.batch.COMPARED", 1)  # of more firms than these what comes up most is told
    trades = [("hotel", 1), ("bakery", 2)]
    lines = "".join(f"{trade}{at},{trade}\n" for trade, count in trades for at in range(count))
    (tmp_path / "m.csv").write_text(f"id,sectors\n{lines}", encoding="utf-8")
    told = run("batch", tmp_path / "m.csv", "-o", tmp_path / "a.csv", "--report", tmp_path / "pages", "--summary")
    count = {
        cells[2]: (cells[3], cells[5]) for line in told.out.splitlines() if (cells := line.split("\t"))[0] == "all"
    }
    page = (tmp_path / "pages" / "index.html").read_text(encoding="utf-8")
    for trend, numbers in count.items():
        name = shipped.trend_by_id[trend].name
        row = re.search(rf"{re.escape(name)}</\w+>\s*<td[^>]*>(\d+)</td>\s*<td[^>]*>(\d+)</td>", page)
        assert row is not None, (name, page[:3000])
        assert row.groups() == numbers, trend


def test_a_web_page_called_a_spreadsheet_is_told_as_that(run: Run, tmp_path: Path) -> None:
    """As many programs export lists; it was "none", and of its text the first line was told as columns."""
    page = "<html><table><tr><th>id</th><th>sectors</th></tr></table></html>"
    for name in ("list.xls", "list.csv"):
        (tmp_path / name).write_text(page, encoding="utf-8")
        told = run("batch", tmp_path / name)
        assert (told.code, "a web page, no " in told.err, "save it as CSV" in told.err) == (3, True, True), told.err


def test_what_nobody_sees_around_a_cell_is_left_out(run: Run) -> None:
    """Blanks of no width, as web pages leave them, made another word of Friseur."""
    same = run("batch", "-", stdin="id,sectors,employees\nA,Friseur,2\n").out
    assert (
        run("batch", "-", stdin="id,sectors\u200b,employees\nA\u200b,\u200bFriseur\u00a0,\ufeff2\u2060\n").out == same
    )


def test_json_that_says_no_sector_is_refused_with_its_fields(run: Run) -> None:
    """As CSV is, and the way out is taken; each row was rejected for want of a column that nobody knew of."""
    rows = '{"id":"A","speciality_of_it":["Hotel","Restaurant"]}\n'
    told = run("batch", "-", "--input-format", "jsonl", stdin=rows)
    assert (told.code, "Columns: id, speciality_of_it. Name one with --columns" in told.err) == (3, True)
    read = run("batch", "-", "--input-format", "jsonl", "-c", "sectors=speciality_of_it", stdin=rows)
    assert read.out == run("batch", "-", stdin="id,sectors\nA,Hotel;Restaurant\n").out


@pytest.mark.parametrize("amount", [{"amount": 5000, "currency": "CHF"}, {"value": "5000", "currency": "CHF"}])
def test_money_inside_an_object_has_its_currency(run: Run, tmp_path: Path, amount: dict[str, object]) -> None:
    """In rows and business files alike; of a value in quotes the currency was left out, and francs were euros."""
    rows = [
        {"id": "A", "sectors": "bakery", "budget": amount},
        {"id": "B", "sectors": {"bakery": 1}, "traits": {}, "resources": {"budget_eur": amount}},
    ]
    same = run("batch", "-", stdin="id,sectors,budget_eur\nA,bakery,CHF 5000\nB,bakery,CHF 5000\n")
    told = [run("batch", "-", "--input-format", "jsonl", stdin=json.dumps(row)) for row in rows]
    assert [one.out.splitlines()[1].split(",")[2:] for one in told] == [
        line.split(",")[2:] for line in same.out.splitlines()[1:]
    ]
    files = [tmp_path / name for name in "ab"]
    for file, said in zip(files, (json.dumps(amount), "CHF 5000"), strict=True):
        file.write_text(f"id: a\nname: A\nsectors: {{bakery: 1}}\nresources: {{budget_eur: {said}}}\n")
    assert run("analyze", str(files[0])).out == run("analyze", str(files[1])).out
