"""What services, forms and spreadsheets export: other names of fields, questions as headings, spoilt cells."""

import json
from pathlib import Path

import pytest
from terminal import Run
from test_batch_client_tables import rejects, same


def test_our_own_names_go_before_headings_in_json(run: Run) -> None:
    """What a row says under our name is not overruled by another field; a list inside a business is no table."""
    rows = '{"id":"A","sectors":"bakery","Industry":"hotel"}\n{"id":"B","Industry":"hotel"}\n'
    answer = run("batch", "-", "--input-format", "jsonl", stdin=rows)
    assert (rejects(answer), "not used: Industry." in answer.err) == ({2: "is missing."}, True)
    own = '{"id":"A","sectors":{"bakery":1},"influences":[{"sector":"hotel","trend":"website","value":0.5}]}'
    assert "left out" not in run("batch", "-", "--input-format", "jsonl", stdin=own).err


def test_several_fields_of_json_are_one_of_ours(run: Run) -> None:
    """As several columns of CSV are; the first was dropped without a word."""
    rows = '{"id":"A","one":"bakery","two":"hotel"}\n'
    plain = "id,sectors\nA,bakery;hotel\n"
    told = run("batch", "-", "--input-format", "jsonl", "-c", "sectors=one", "-c", "sectors=two", stdin=rows)
    assert told.out == run("batch", "-", stdin=plain).out


@pytest.mark.parametrize("levels", [(62, 81, 35), (62.5, 81.25, 35), (5.0, 3, 1)])
@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_levels_of_another_scale_are_asked_for_once(
    run: Run, tmp_path: Path, levels: tuple[float, ...], form: str
) -> None:
    """Whatever form they come in; the way out is taken. 62 of 100 is 2.48 of 4."""
    rows = [{"id": str(at), "sectors": "hotel", "maturity": level} for at, level in enumerate(levels)]
    file, most = tmp_path / f"m.{form}", 100 if max(levels) > 10 else 5
    if form == "parquet":
        pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        pq.write_table(pa.Table.from_pylist([row | {"maturity": float(row["maturity"])} for row in rows]), file)
    else:
        lines = [",".join(map(str, row.values())) for row in rows] if form == "csv" else map(json.dumps, rows)
        file.write_text("\n".join([*["id,sectors,maturity"] * (form == "csv"), *lines]), encoding="utf-8")
    asked = run("batch", file)
    assert (asked.code, f"--maturity-scale 1-{most} or 0-{most};" in asked.err, asked.out) == (3, True, "")
    plain = "id,sectors,maturity\n" + "".join(f"{at},hotel,{4 * one / most}\n" for at, one in enumerate(levels))
    scaled = run("batch", file, "--maturity-scale", f"0-{most}")
    assert scaled.out == run("batch", "-", "--maturity-scale", "0-4", stdin=plain).out


def test_fractions_of_one_are_asked_for(run: Run) -> None:
    """Three levels between 0 and 1 are hardly of 4: 0.62 of 1 is 2.48. One is a firm on paper."""
    table = "sectors,maturity\nhotel,0.62\nhotel,0.8\nhotel,0.35\n"
    assert "--maturity-scale 0-1; or 0-4." in run("batch", "-", stdin=table).err
    same(run, table, "sectors,maturity\nhotel,2.48\nhotel,3.2\nhotel,1.4\n", "--maturity-scale", "0-1")


@pytest.mark.parametrize(
    ("table", "told"),
    [("sectors,employees\nhotel,12.500\n", "Write 12500, or 12 or 13; or say --decimal"),
     ("sectors;employees\nhotel;12,500\n", "Write 12500, or 12 or 13; or say --decimal"),
     ("sectors,employees,budget\nhotel,12.500,80.5\n", "Write 12500, or 12 or 13.")],
)  # fmt: skip
def test_people_with_three_digits_behind_a_sign_may_be_posts(run: Run, table: str, told: str) -> None:
    """12.500 was read as thousands whatever the decimal mark; each way out is taken."""
    assert told in rejects(run("batch", "-", stdin=table))[1]
    for people in ("12500", "12", "13"):
        assert run("batch", "-", stdin=table.replace("12.500", people).replace("12,500", people)).code == 0


def test_people_in_thousands_are_read_where_the_sign_can_be_nothing_else(run: Run) -> None:
    """Beside 4,5 the dot divides thousands; amid cells that commas divide the comma does; ends of bands are whole."""
    same(run, "sectors;employees;hours\nhotel;12.500;4,5\n", "sectors,employees,hours\nhotel,12500,4.5\n")
    same(run, 'sectors,employees\nhotel,"1,200"\n', "sectors,employees\nhotel,1200\n")
    same(run, "sectors;employees\nhotel;1,001-5,000\n", "sectors;employees\nhotel;1001-5000\n")


@pytest.mark.parametrize("cell", ['["website", "online-booking"]', "['Website', 'Online booking']"])
def test_a_list_written_into_a_cell_is_one(run: Run, cell: str) -> None:
    """As programs write lists into CSV, of what is in use and of sectors."""
    quoted = cell.replace('"', '""')
    same(run, f'sectors,adopted\nhotel,"{quoted}"\n', "sectors,adopted\nhotel,website;online-booking\n")
    same(run, 'sectors\n"[""hotel"", ""bakery""]"\n', "sectors\nhotel;bakery\n")


def test_of_a_list_the_unknown_part_is_told(run: Run) -> None:
    """And not the whole list, of which the rest is understood."""
    reason = rejects(run("batch", "-", stdin='sectors,adopted\nhotel,"Website, Faxes"\n'))[1]
    assert reason.startswith('no such trend "Faxes"')


@pytest.mark.parametrize(
    ("cell", "codes"),
    [("01. Nov", "01.11 or 11.01"), ("Okt 71", "10.71"), ("Jan 13", "01.13"), ("1971-10-01", "10.71"),
     ("01.11.2024", "01.11 or 11.01"), ("10.1971", "10.71"), ("5.61E+03", "5610"), ("5,61E+03", "5610")],
)  # fmt: skip
def test_what_a_spreadsheet_made_of_a_code_is_told_with_the_codes_it_may_have_been(
    run: Run, cell: str, codes: str
) -> None:
    """October 1971 was 10.71; of a day and a month either may come first; each of them is a code."""
    assert rejects(run("batch", "-", stdin=f"id;nace\nA;{cell}\n"))[1].endswith(
        f"then write the code anew, like {codes}."
    )
    assert all(run("batch", "-", stdin=f"id;nace\nA;{code}\n").code == 0 for code in codes.split(" or "))


@pytest.mark.parametrize(("cell", "band"), [("05. Sep", "5-9"), ("Oct-49", "10-49"), ("10-Jan", "1-10")])
def test_what_a_spreadsheet_made_of_a_size_band_is_told(run: Run, cell: str, band: str) -> None:
    """5-9 people became a day of September; what is told is read."""
    told = rejects(run("batch", "-", stdin=f"sectors,employees\nhotel,{cell}\n"))[1]
    assert told.startswith(f'"{cell}" is a date. A spreadsheet makes one of {band}:')
    assert run("batch", "-", stdin=f"sectors,employees\nhotel,{band}\n").code == 0


def test_shortened_amounts_may_have_a_comma(run: Run) -> None:
    """As a spreadsheet with decimal commas writes 5000."""
    same(run, "sectors;budget\nhotel;5,00E+03\n", "sectors;budget\nhotel;5000\n")


def test_a_code_in_the_first_row_is_no_heading(run: Run) -> None:
    """Where no heading says what the codes are, the row below is not taken for one: its firm was lost."""
    answer = run("batch", "-", stdin="id;code\nA;NAICS 722511\nB;NAICS 311811\n")
    assert (answer.code, "Columns: id, code." in answer.err) == (3, True)


def test_rows_without_an_id_are_counted(run: Run) -> None:
    """They go by their number, which is told."""
    told = run("batch", "-", stdin="id,sectors\n,bakery\nB,hotel\nTotal,\n").err
    assert "read as empty: id (the number of the row stands for it) 1." in told


def test_columns_called_alike_that_are_not_read_stop_nothing(run: Run) -> None:
    """Where one of them is read it is refused as before."""
    same(run, "id,sectors,note,note\nA,hotel,x,y\n", "id,sectors\nA,hotel\n")
    told = run("batch", "-", stdin="id,sectors,sectors\nA,hotel,x\n")
    assert (told.code, 'two columns are called "sectors"' in told.err) == (3, True)


def test_a_table_on_its_side_is_told_once(run: Run) -> None:
    """With how to turn it; the line of the sectors was taken for the headings, and each other line was rejected."""
    answer = run("batch", "-", stdin="Clients 2026\n\nFirm,Rosa,Harbour\nSector,bakery,hotel\nEmployees,5,12\n")
    assert (answer.code, len(answer.err.splitlines())) == (3, 1)
    assert "the headings stand one below the other: each firm is a column, no row. Turn it:" in answer.err
    same(run, "Sector,Staff\nactivity,5\nhotel,3\n", "sectors,employees\nactivity,5\nhotel,3\n")


def test_headings_again_in_another_language_are_no_business(run: Run) -> None:
    """Below the headings of lists of two languages; what is told of it is no unknown sector."""
    answer = run("batch", "-", stdin="Branche;Mitarbeiter;Land\nSector;Employees;Country\nbakery;5;DE\n")
    assert rejects(answer) == {1: "the headings again, no business."}


@pytest.mark.parametrize("heading", ["What does your business do?", "Was macht Ihr Betrieb?", "Wat doet uw bedrijf?"])
def test_what_a_business_does_is_what_it_lives_from(run: Run, heading: str) -> None:
    """Asked as people ask."""
    same(run, f"{heading}\nbakery\n", "sectors\nbakery\n")


def test_a_semicolon_amid_what_a_code_is_called_parts_nothing(run: Run) -> None:
    """So the register of British companies calls 10710; codes and shares behind a semicolon are another one."""
    told = "id,sic\nA,10710 - Manufacture of bread; manufacture of fresh pastry goods and cakes\n"
    same(run, told, "id,sic\nA,10710\n")
    same(run, "id,sic\nA,10710=0.7; 55100\n", "id,sectors\nA,sic:10710=0.7;sic:55100=0.3\n")


def test_a_date_that_stands_for_no_band_is_told_as_no_number(run: Run) -> None:
    """Of 10.Okt nothing could be told that a spreadsheet had made it of; 01. Mai was 1-5 people."""
    told = rejects(run("batch", "-", stdin="sectors;employees\nbakery;10.Okt\nhotel;01. Mai\n"))
    assert told[1] == '"10.Okt" is no number. Write it like 6 or 10-49.'
    assert "makes one of 1-5: make" in told[2]


RADARS = [
    {"items": [{"name": "website", "title": "The website", "ring": "adopt"}, {"name": "Chatbots", "ring": "assess"}]},
    {"rings": [{"id": "a1", "name": "ADOPT"}, {"id": "b2", "name": "TRIAL"}],
     "entries": [{"title": "Website", "timeline": [{"ringId": "b2", "date": "2025-01-01"},
                                                   {"ringId": "a1", "date": "2026-01-01"}]},
                 {"title": "Chatbots", "timeline": [{"ringId": "b2", "date": "2026-01-01"}]}]},
    {"rings": [{"name": "ADOPT"}, {"name": "HOLD"}],
     "entries": [{"label": "Website", "ring": 0}, {"label": "Chatbots", "ring": 1}]},
]  # fmt: skip


@pytest.mark.parametrize("radar", RADARS)
def test_radars_of_other_programs(run: Run, tmp_path: Path, radar: object) -> None:
    """Backstage tells the ring of each move by its id, Zalando's by its place: what is in "adopt" now is in use."""
    (tmp_path / "radar.json").write_text(json.dumps(radar), encoding="utf-8")
    made = tmp_path / "mine.yaml"
    assert run("business", "set", "florist", "country=DE", "-o", made).code == 0
    answer = run("business", "set", made, "--from-radar", tmp_path / "radar.json")
    assert (answer.code, 'Ring "adopt": 1 in use.' in answer.err) == (0, True)
    assert "adopted: [website]" in made.read_text(encoding="utf-8")
