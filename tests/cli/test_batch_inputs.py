"""What a table of businesses may look like: each thing is understood, and nothing is lost."""

import csv
import io
import json
import os
import re
import threading
from collections import Counter
from pathlib import Path

import pytest
from terminal import Answer, Run

from ecomap import EcosystemMap, names, rank_trends
from ecomap.errors import near
from ecomap.io.batch.pieces import text_pieces
from ecomap.io.batch.records import csv_rows, json_object
from ecomap.io.businesses import parse_business
from ecomap.verbs.batch.cells import SUGGESTED
from maps import some


def ids(answer: Answer) -> list[str]:
    """Return the ids that were answered."""
    assert answer.code == 0, answer.err
    return [row["id"] for row in csv.DictReader(io.StringIO(answer.out))]


@pytest.mark.parametrize(
    "text",
    [
        "id,sectors\nA,hotel\n\nB,bakery\n\n",
        "id;sectors\nA;hotel\nB;bakery\n",
        "id\tsectors\r\nA\thotel\r\nB\tbakery\r\n",
        "\ufeffid,sectors\nA,hotel\nB,bakery",
        'id,sectors,address\nA,"hotel","Rua 1\n4000 Porto"\nB,bakery,"5"" pipe"\n',
        "ID,Sectors\n A , hotel \n B,bakery\n",
        'id,sectors,address\nA,hotel,5" pipe\nB,bakery,x\n',
        'id,"Line of\nbusiness","Number of\r\nemployees"\nA,hotel,\nB,bakery,\n',
        '"Members\n\nid;sectors;town\nA;hotel;"x"\nB;bakery;y\n',
        'id,size 5",sectors\nA,,hotel\nB,,bakery\n',
        "id,isic,nace\nA,,I55.1\nB,C107,\n",
    ],
    ids=[
        "empty lines",
        "semicolons",
        "tabs",
        "mark and no end",
        "quotes",
        "spaces",
        "a stray quote",
        "headings of two lines",
        "an open title",
        "a stray quote in a heading",
        "codes",
    ],
)
def test_forms_of_csv(run: Run, text: str) -> None:
    """Whatever a spreadsheet writes, these are A, a hotel, and B, a bakery."""
    answer = run("batch", "-", stdin=text)
    assert ids(answer) == ["A", "B"]
    meant = ("hospitality", "food-manufacturing") if "nace" in text else ("hotel", "bakery")
    assert answer.out == run("batch", "-", stdin="id,sectors\nA,{}\nB,{}\n".format(*meant)).out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("m.csv", b"sep=;\nid;sectors\nA;hotel\nB;bakery\n"),
        ("m.csv", b"id,sectors\rA,hotel\rB,bakery\r"),
        ("m.csv", b"id,sectors\nA,hotel,,\nB,bakery,\n"),
        ("m.json", b'[{"id": "A", "sectors": "hotel"},\n {"id": "B",\n  "sectors": {"bakery": 1}}]\n'),
        ("m.jsonl", b'\xef\xbb\xbf[ {"id": "A", "sectors": "hotel"} , {"id": "B", "sectors": "bakery"} ]'),
    ],
    ids=["Excel's own line", "returns alone", "empty cells at the end", "an array", "an array in one line"],
)
def test_what_programs_write(run: Run, tmp_path: Path, name: str, content: bytes) -> None:
    """Excel's sep= line, the ends of old Macs, cells that are empty beyond the header, JSON arrays: A and B."""
    (tmp_path / name).write_bytes(content)
    assert ids(run("batch", tmp_path / name)) == ["A", "B"]


@pytest.mark.parametrize(
    ("header", "cells", "same"),
    [
        ("sectors", ['"bakery=0,7; hotel=0,3"', "bakery=70%; hotel=30%", "Bakeries = 0.7; hotel"], "bakery=7;hotel=3"),
        ("sectors", ["bakery/hotel", '"bakery, hotel"', "Bakeries|hotel"], "bakery;hotel"),
        ("sectors,adopted", ["hotel,Business website; Online reviews", "hotel,website|online-reviews"],
         "hotel,website;online-reviews"),
        ("sectors,budget_eur", ['hotel,"8.000,50"', "hotel,8 000.5", 'hotel,"€ 8,000.50"'], "hotel,8000.5"),
        ("nace,country", ["10.71C,Portugal", "C10.71,pt", "nace:10.71,PT"], "10.71,PT"),
        ("sic", ['"56103 - Takeaway food shops, mobile stands"', "56.10/3", "UK SIC 56103", "56103.0"], "56103"),
        ("naics", ["722511 - Full-Service Restaurants", "NAICS 2022 722511"], "722511"),
        ("sectors", ["nace:56.10", "56.10 - Restaurants", "5610"], "restaurants"),
    ],
)  # fmt: skip
def test_cells_said_in_many_ways(run: Run, header: str, cells: list[str], same: str) -> None:
    """Names, numbers and what stands between them as people write them: the answer of the plain way."""
    text = "\n".join([header, *cells, same, ""])
    answers = list(csv.reader(io.StringIO(run("batch", "-", stdin=text).out)))[1:]
    assert [answer[2:] for answer in answers] == [answers[-1][2:]] * (len(cells) + 1)


@pytest.mark.parametrize("cell", [
    "Hotel und Restaurant", "hotel i restauracja", "hôtel et restaurant", "hotel & restaurant", "Hotel + Restaurant",
    "hotel e ristorante", "hotel y restaurante", "hotel en restaurant", "hotel oraz restauracja",
    "hotel, and restaurant",
    "Hotel u. Restaurant", "Hotel (50), Restaurant (50)", "Hotel: 0,5; Restaurant: 0,5", "50% Hotel / 50 % Restaurant",
    "Hotel 50 % und Restaurant 50 %", "Hotel 50/Restaurant 50", "Hotel=50% und Restaurant=50%",
    "Hotel (50 %), Restaurant",
])  # fmt: skip
def test_several_names_and_their_shares_in_one_cell(run: Run, cell: str) -> None:
    """Whatever word or sign says "and" in a language of the names, and wherever the share stands."""
    answers = list(
        csv.reader(io.StringIO(run("batch", "-", stdin=f"sectors\thotel\n{cell}\t\nhotel;restaurant\t\n").out))
    )
    assert len(answers) == 3
    assert answers[1][2:] == answers[2][2:]


@pytest.mark.parametrize(("cell", "same"), [
    ("55.10, 56.10", "nace:55.10;nace:56.10"), ("55.10,56.10", "nace:55.10;nace:56.10"),
    ("55.10 und 56.10", "nace:55.10;nace:56.10"), ("5510 Hotels, 5610 Restaurants", "5510;5610"),
    ("NACE 55.10 (70), 56.10 (30)", "nace:55.10=0.7;nace:56.10=0.3"),
    ("55.10 - Hotels; 56.10 - Restaurants (30 %)", "nace:55.10=0.7;nace:56.10=0.3"),
    ("56.10 (70 %); 55.10 (30 %)", "nace:56.10=0.7;nace:55.10=0.3"), ("70% 55.10 / 30% 56.10", "55.10=0.7;56.10=0.3"),
    ("nace:55 (70), nace:56 (30)", "nace:55=0.7;nace:56=0.3"), ("US SIC 5812; 5813", "US SIC 5812;US SIC 5813"),
    ("US SIC 5812 (70%); 5499 (30%)", "US SIC 5812=0.7;US SIC 5499=0.3"), ("NAICS 722511; 55.10", "722511;55.10"),
    ("Hotel, Restaurants (56.10)", "hotel;56.10"), ("hotel, 70%; restaurant, 30%", "hotel=0.7;restaurant=0.3"),
    ("55.10 - Hotels, inns (NACE 55.10)", "55.10"), ("55.10 (2008)", "55.10"),
    ("Maler und Lackierer", "painter"), ("Bed and Breakfast and Bar", "bed-and-breakfast;bar"),
])  # fmt: skip
def test_a_code_takes_no_second_one_for_its_label(run: Run, cell: str, same: str) -> None:
    """Nor a share; a name that holds "and" stays whole. Of 55.10, 56.10 the second was lost without a word."""
    answers = list(csv.reader(io.StringIO(run("batch", "-", stdin=f"sectors\tname\n{cell}\t\n{same}\t\n").out)))
    assert len(answers) == 3
    assert answers[1][2:] == answers[2][2:]


@pytest.mark.parametrize(("cell", "told"), [
    ("Hotel (4711)", "no shares of 1 or 100. Write Hotel=4711 if they are"), ("Hotel: 60; Restaurant: 30", "Hotel=60;"),
    ("Hotel (2), Restaurant (1)", "Hotel=2;Restaurant=1"), ("Hotel 2/3, Restaurant 1/3", "no such kind of firm"),
    ("consultant en finance", "Say each by itself"), ("Bau- und Möbeltischler", "no such kind of firm"),
    ("Hotel und Unfug", "no such kind of firm"), ("Hotel und", "no such kind of firm"),
    ("Hotel 70 %, Unfug 30 %", "no such"), ("hotel, 70", "Say each by itself"), ("55.10 (70)", "Write 55.10=70 if"),
    ("24/7", "no such sector"), ("55.10, 56.10, Bakery", "or as bakery and one"),
    ("US SIC 5812; 5610", 'no such sector ""us sic 5610'),
])  # fmt: skip
def test_what_may_be_no_share_and_no_second_name_is_refused(run: Run, cell: str, told: str) -> None:
    """A number that is no share of 1 or 100, half of a word, a field of work behind "in"."""
    answer = run("batch", "-", stdin=f"sectors\tname\n{cell}\t\n")
    assert (answer.code, told in answer.err) == (4, True), answer.err


@pytest.mark.parametrize(("cell", "same"), [
    ("55 (70%), 56 (30%)", "55=0.7;56=0.3"), ("55 (70), 56 (30)", "55=0.7;56=0.3"),
    ("55: 70 / 56: 30", "55=0.7;56=0.3"),
    ("55.10 - Hotels (70%), 56.10 - Bars (30%)", "55.10=0.7;56.10=0.3"), ("45/46", "45;46"),
    ("Repair and maintenance of motorcycles (95.32)", "95.32"),
        ("Meats and meat products (10.11)", "10.11"), ("Restaurants, cafés: 5610", "5610"),
])  # fmt: skip
def test_shares_and_titles_in_a_column_of_codes(run: Run, cell: str, same: str) -> None:
    """A share behind each code of a list is its share; names of a title that lie where its code does are no others."""
    answers = list(csv.reader(io.StringIO(run("batch", "-", stdin=f"nace\tname\n{cell}\t\n{same}\t\n").out)))
    assert len(answers) == 3
    assert answers[1][2:] == answers[2][2:]


@pytest.mark.parametrize(("cell", "told"), [
    ("Hotel, Restaurants (56.10)", "or as Hotel and one"), ("Hotel und Restaurants (56.10)", "or as Hotel and one"),
    ("56.10 Restaurants, Bakery", "or as Bakery and one"), ("24/7", "hours or a date"),
    ("24/7 shop", "hours or a date"), ("55 (70%), Unfug (30%)", "no such"),
])  # fmt: skip
def test_a_column_of_codes_drops_no_name_and_reads_no_hours(run: Run, cell: str, told: str) -> None:
    """A firm beside a code was taken for the beginning of its title, opening hours for two divisions."""
    answer = run("batch", "-", stdin=f"nace\tname\n{cell}\t\n")
    assert (answer.code, told in answer.err) == (4, True), answer.err


@pytest.mark.parametrize(
    ("column", "code", "rejected"),
    [
        ("nace", "7111", ""),  # NACE 71.11: architects
        ("naics", "7111", ""),  # NAICS 7111: performing arts
        ("nace", "722511", "no such"),  # a code of NAICS
        ("sic", "1610", "uksic:01610"),  # UK SIC 01610 without its zero, or class 16.10
        ("Industry code", "52", "naics:52"),  # logistics or finance: the heading names no register
        ("SICCode.SicText_1", "99999", "no sector for"),  # Companies House: a dormant company
    ],
)
def test_a_column_says_which_register_its_codes_are_of(run: Run, column: str, code: str, rejected: str) -> None:
    """By our name or a heading; what that register does not have is another's nowhere."""
    answer = run("batch", "-", "--top", "1", stdin=f"id,{column}\nA,{code}\n")
    assert (answer.code, rejected in answer.err) == (4 if rejected else 0, True)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_names_steer_nothing(run: Run, form: str) -> None:
    """No escape, line end, half sign or formula of an id reaches a screen or a spreadsheet as such."""
    names = ["\x1b[31mred", "a\r\nb", "\ud83d", "=cmd|x", "@SUM(1)", "+1+1", "\u202eturned", "-1", "-2.5"]
    text = "".join(json.dumps({"id": name, "sectors": "hotel"}) + "\n" for name in names)
    answer = run("batch", "-", "--input-format", "jsonl", "-f", form, "--top", "1", stdin=text)
    assert answer.code == 0
    assert len(answer.out.splitlines()) == len(names) + (form == "csv")
    assert not set("\x1b\r\u202e") & set(answer.out)
    if form == "csv":
        told = [row["id"] for row in csv.DictReader(io.StringIO(answer.out))]
        assert told[3:6] + told[7:] == ["'=cmd|x", "'@SUM(1)", "'+1+1", "-1", "-2.5"]


def test_a_row_nested_without_end_is_told(run: Run, tmp_path: Path) -> None:
    """200,000 lists in a field that nobody reads, in a large file: one reject."""
    deep = '{"id": "x", "sectors": "bakery", "z": ' + "[" * 200_000 + "]" * 200_000 + "}"
    lines = ['{"id": "a", "sectors": "bakery"}'] * 9_000
    (tmp_path / "m.jsonl").write_text("\n".join([*lines, deep, *lines]), encoding="utf-8")
    answer = run("batch", tmp_path / "m.jsonl", "-o", tmp_path / "out.csv")
    assert answer.code == 0
    assert "18,000 of 18,001 rows ranked, 1 rejected" in answer.err
    rejects = (tmp_path / "out.csv.rejects.csv").read_text(encoding="utf-8")
    assert "nested too deep" in rejects
    assert len(rejects) > 400_000  # the whole record; on a screen its beginning
    (tmp_path / "m.jsonl").write_text("\n".join([lines[0], deep]), encoding="utf-8")
    shown = run("batch", tmp_path / "m.jsonl").err
    assert "nested too deep" in shown
    assert len(shown) < 1_200


@pytest.mark.parametrize("text", ["id,sectors\nA,bakry\n", "id,sectors\n"], ids=["all rejected", "no row"])
def test_nothing_ranked_is_no_success(run: Run, text: str) -> None:
    """Exit code 4, so that a script does not go on with nothing."""
    answer = run("batch", "-", stdin=text)
    assert (answer.code, answer.out) == (4, "")


def test_an_ending_that_is_no_form_is_refused(run: Run, tmp_path: Path) -> None:
    """Exit code 2 and nothing written, with the endings that go, unless the form is given."""
    text = "id,sectors\nA,hotel\n"
    for ending in ("ods", "json", "txt", "csv.gz", "dat"):
        answer = run("batch", "-", "-o", tmp_path / f"out.{ending}", stdin=text)
        assert answer.code == 2
        assert "write one of .csv, .tsv, .jsonl, .parquet" in answer.err
    assert list(tmp_path.iterdir()) == []
    assert run("batch", "-", "-o", tmp_path / "out.dat", "-f", "csv", stdin=text).code == 0


@pytest.mark.parametrize("words", [(), ("--reasons",)], ids=["numbers", "words"])
def test_between_tabs_stands_what_stands_between_commas(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    """Cell by cell the same, but that a tab within a cell is a space there; every line has as many tabs."""
    text = 'id,sectors\n"a\tb, ""c""",bakery\nB,hotel\nC,mining\n'
    options = ("--top", "70", "--threats", "2", *words)
    for ending in ("csv", "tsv"):
        assert run("batch", "-", "-o", tmp_path / f"out.{ending}", *options, stdin=text).code == 0
    commas, tabs = ((tmp_path / f"out.{ending}").read_text(encoding="utf-8") for ending in ("csv", "tsv"))
    rows = list(csv.reader(io.StringIO(commas)))
    assert rows[1][1] == 'a\tb, "c"'
    rows[1][1] = 'a b, "c"'
    assert list(csv.reader(io.StringIO(tabs), delimiter="\t")) == rows
    assert {line.count("\t") for line in tabs.splitlines()} == {len(rows[0]) - 1}


@pytest.mark.parametrize("of_lists", [False, True])
@pytest.mark.parametrize("first", some([0, 16_384], of=2))
def test_parquet_that_swells_is_refused(run: Run, tmp_path: Path, first: int, of_lists: bool) -> None:
    """A file of some thousand bytes whose texts would take more than a gigabyte, from a row on: code 5, and why."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    codes = pa.array([0] * first + [1] * 12_000, pa.int32())
    ids = pa.DictionaryArray.from_arrays(codes, pa.array(["a", "x" * 100_000]))
    if of_lists:
        ids = pa.ListArray.from_arrays(pa.array(range(len(codes) + 1), pa.int32()), ids)
    table = pa.table({"id": ids, "sectors": pa.array(["bakery"] * len(codes))})
    pq.write_table(table, tmp_path / "m.parquet", compression="zstd")
    assert (tmp_path / "m.parquet").stat().st_size < 50_000
    answer = run("batch", tmp_path / "m.parquet", "-o", tmp_path / "out.csv")
    assert answer.code == 5
    assert "unpack to 819,200,000 bytes" in answer.err


@pytest.mark.parametrize("array", [False, True])
def test_fields_of_json_that_are_not_used_are_told(run: Run, array: bool) -> None:
    """As columns of a table are, and in a check; those of a whole business and the user's own names are used."""
    rows = ['{"schema":"ecomap/business/2","name":"Ours","sectors":{"bakery":1},"emploies":3,"resources":{}}',
            '{"Nr":"B","sectors":"hotel","goal.reach":2,"foo":{"sectors":1}}']  # fmt: skip
    text = f"[{','.join(rows)}]" if array else "\n".join(rows)
    answer = run("batch", "-", "--input-format", "jsonl", "-c", "id=Nr", stdin=text)
    assert (answer.code, answer.err.splitlines()[0]) == (0, "Columns that are not used: emploies, foo.")
    checked = run("batch", "-", "--input-format", "jsonl", "-c", "id=Nr", "--check", stdin=text)
    assert "Columns that are not used: emploies, foo." in checked.out


def test_parquet_of_texts_that_lean_on_those_before_is_told_so(run: Run, tmp_path: Path) -> None:
    """It is not damaged; a column that is not read may be written in any way."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    def answer(ours: str, **columns: str) -> Answer:
        table = pa.table({"id": ["a", "b"], "sectors": ["bakery", "hotel"], "other": ["x", "xy"]})
        encoding = dict.fromkeys(table.column_names, "PLAIN") | columns
        pq.write_table(table, tmp_path / ours, use_dictionary=False, column_encoding=encoding)
        return run("batch", tmp_path / ours, "-o", tmp_path / f"{ours}.csv")

    assert answer("read.parquet", other="DELTA_BYTE_ARRAY").code == 0
    refused = answer("not.parquet", id="DELTA_BYTE_ARRAY")
    assert refused.code == 5
    assert "column id: its texts are DELTA_BYTE_ARRAY. Write them in full, or with a dictionary." in refused.err


def test_parquet_whose_texts_are_not_said_to_be_texts_is_read(run: Run, tmp_path: Path) -> None:
    """Older programs write bytes, beside each other, in lists and in maps; what is no UTF-8 is no name."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    shares = pa.map_(pa.binary(), pa.float64())
    for kind in (pa.binary(), pa.large_binary(), pa.binary(2)):
        table = pa.table({
            "id": pa.array([b"M1", b"M2", b"M3"], kind), "country": pa.array([b"DE", b"FR", None], kind),
            "sectors": pa.array([[(b"bakery", 1.0)], [(b"hotel", 1.0)], [(b"h\xff", 1.0)]], shares),
            "adopted": pa.array([[b"website"], [], None], pa.list_(pa.binary())),
        })  # fmt: skip
        pq.write_table(table, tmp_path / "old.parquet")
        answer = run("batch", tmp_path / "old.parquet", "--top", "1")
        assert ids(answer) == ["M1", "M2"]
        assert 'no such kind of firm "h\ufffd"' in answer.err.replace('""', '"')


def test_what_is_no_parquet_is_told_by_the_name_that_was_typed(run: Run) -> None:
    """Standard input is read from a copy, of which nobody has heard."""
    answer = run("batch", "-", "--input-format", "parquet", stdin="id,sectors\n")
    assert (answer.code, answer.err[:29]) == (5, "-: cannot be read as Parquet:")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes")
def test_pipes_and_devices(run: Run, tmp_path: Path) -> None:
    """Pipes are read to their end, as CSV where no name tells; a device is written through, with nothing beside it."""
    pipe = tmp_path / "members.csv"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("id,sectors\nA,hotel\nB,bakery\n",))
    writer.start()
    assert ids(run("batch", pipe)) == ["A", "B"]
    writer.join()
    unnamed = pipe.rename(tmp_path / "63")
    writer = threading.Thread(target=unnamed.write_text, args=("id;sectors\nA;hotel\n",))
    writer.start()
    assert ids(run("batch", unnamed)) == ["A"]
    writer.join()
    assert run("batch", "-", "-o", os.devnull, stdin="id,sectors\nA,hotel\n").code == 0
    assert Path(os.devnull).is_char_device()
    assert not Path(f"{os.devnull}.meta.json").exists()


def test_unknown_names_take_no_time(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of 600 misspelt names is told, the first with what was meant: few are compared with all names of the map."""
    compared: list[str] = []
    monkeypatch.setattr(names, "near", lambda text, known: compared.append(text) or near(text, known))
    rows = "".join(f"F{n},bakry{n}\n" for n in range(600))
    (tmp_path / "m.csv").write_text(f"id,sectors\nA,bakry\nB,hotel\n{rows}", encoding="utf-8")
    assert run("batch", tmp_path / "m.csv", "-o", tmp_path / "out.csv").code == 0
    assert 0 < len(compared) <= SUGGESTED
    reasons = (tmp_path / "out.csv.rejects.csv").read_text(encoding="utf-8").splitlines()
    assert 'Did you mean ""bakery""' in reasons[1]
    assert reasons[-1].count("All of them: ecomap map search isic") == 1


def test_the_search_that_is_told_finds_something(run: Run) -> None:
    """Also of names that are compared with none: a part that is a kind of firm, a word that occurs, else all."""
    said = ["quux shop", "Zimmerei Huber & Söhne", "O'Brien's pub", "fabrication de trucs", "Handel mit Waren", "M&A",
            "CNC Dreherei XY", "blarg", "the", "99.88", "e-commerce b2b saas", "Ärzte ohne", "UG (haft)"]  # fmt: skip
    rows = "".join(f"bakry{n}\n" for n in range(SUGGESTED)) + "\n".join(said)
    answer = run("batch", "-", stdin=f"sectors\n{rows}\n")
    found = re.compile(r'map search (\S+?)(?=[.,"]*,)|mean ""(.+?)""')
    told = [found.search(line) for line in answer.err.splitlines() if not re.search(r"bakry\d+,", line)]
    searches = [found[1] or found[2] for found in told if found]
    assert len(searches) == len(said)
    for search in {*searches}:
        assert run("map", "search", search).out, search


def test_a_row_that_says_more_keeps_country_and_size(run: Run) -> None:
    """What an owner sees for himself takes nothing away from what else the row says."""
    firm = {"id": "A", "sectors": {"hotel": 1}, "employees": 2, "country": "Finland"}
    own = {"id": "x-y", "name": "x", "share": 0, "served_by": {"chatbots": 0.1}, "reason": "seen"}
    plain = run("batch", "-", "--input-format", "jsonl", stdin=json.dumps(firm))
    more = run("batch", "-", "--input-format", "jsonl", stdin=json.dumps(firm | {"own_activities": [own]}))
    assert plain.out == more.out
    assert plain.out != run("batch", "-", stdin="id,sectors\nA,hotel\n").out


def test_lines_that_are_no_rows(run: Run, tmp_path: Path) -> None:
    """Each is told by its number; those around it are answered."""
    lines = [
        b'{"id": "A", "sectors": {"hotel": 1}}', b"", b"{", b"[1]", b'{"id": "x", "id": "y", "sectors": {"hotel": 1}}',
        b'{"id": "\xff", "sectors": {"hotel": 1}}', b'{"id": "B", "sectors": {"hotel": NaN}}',
        b'{"id": "C", "sectors": {"bakery": 0.5, "hotel": null}, "goals": null}',
        b'{"id": 7, "sectors": "hotel; bakery", "budget_eur": 500}', b'{"id": "D", "sectors": {"hotel": true}}',
    ]  # fmt: skip
    (tmp_path / "m.jsonl").write_bytes(b"\n".join(lines))
    answer = run("batch", tmp_path / "m.jsonl", "-o", tmp_path / "out.csv")
    assert answer.code == 0
    with (tmp_path / "out.csv").open(encoding="utf-8") as stream:
        assert [(row["row"], row["id"]) for row in csv.DictReader(stream)] == [("1", "A"), ("7", "C"), ("8", "7")]
    with (tmp_path / "out.csv.rejects.csv").open(encoding="utf-8") as stream:
        rejects = {row["row"]: row["reason"] for row in csv.DictReader(stream)}
    assert list(rejects) == ["2", "3", "4", "5", "6", "9"]
    assert "stands twice" in rejects["4"]
    assert "UTF-8" in rejects["5"]


def test_a_long_cell_changes_nothing_for_others() -> None:
    """Cells of up to a million letters are read, what is longer is told in its place among the rows.

    The limit of Python's csv, which is that of the whole process, is the same between the rows as before them.
    """
    usual, found = csv.field_size_limit(), []
    lines = ("a,1", f"b,{'x' * 900_000}", "", f"c,{'x' * 1_000_001}", "d,4")
    for row in csv_rows("\n".join(lines).encode(), ","):
        found.append("too long" if isinstance(row, csv.Error) else row[0])
        assert csv.field_size_limit() == usual
    assert found == ["a", "b", "too long", "d"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (b'{"id" :1, "id":2}', "twice"), (b'{"a": {"b": 1, "b": 2}}', "twice"), (b'{"a": [{"b": 1, "b": 2}]}', "twice"),
        (b'{"a": {"b": {"c": 1, "c": 2}}}', "twice"), (b'{"a:b": ":", "c": "null"}', {"a:b": ":", "c": "null"}),
        (b' {"a": {"b": null, "c": 1}}\r', {"a": {"c": 1}}), (b'{"a": {"b": 1}, "c": []}', {"a": {"b": 1}, "c": []}),
        (b'{"a": 1} {"b": 2}', "Extra data"), (b'{"a": -Infinity}', "no number"), (b'["a"]', "not a JSON object"),
    ],
)  # fmt: skip
def test_a_name_that_stands_twice_is_seen_wherever_it_stands(line, found):
    """Blanks before a colon, colons in texts, objects in objects and lists hide nothing."""
    read = json_object(line)
    assert read == found if isinstance(found, dict) else found in read


def test_a_business_with_edges_of_its_own(run: Run, shipped: EcosystemMap) -> None:
    """What only the single query can answer is answered by it, in its place among the others."""
    own = {"influences": [{"trend": "website", "share": 0.9, "reason": "Both neighbours have one."}]}
    rows = [{"id": "A", "sectors": {"hotel": 1}}, {"id": "B", "sectors": {"bakery": 1}} | own,
            {"id": "C", "sectors": {"construction": 1}}]  # fmt: skip
    text = "".join(json.dumps(row) + "\n" for row in rows)
    answer = run("batch", "-", "--input-format", "jsonl", "--view", "all", stdin=text)
    assert ids(answer) == ["A", "B", "C"]
    business = parse_business("b", json.dumps(rows[1] | {"id": "b"}), shipped)
    (first, *_) = rank_trends(shipped, business, view="all").opportunities
    row = list(csv.DictReader(io.StringIO(answer.out)))[1]
    assert (row["trend_1"], row["priority_1"]) == (first.trend.id, str(first.priority))


def test_the_summary_counts_the_answers(run: Run, tmp_path: Path) -> None:
    """By main sector, and in all: how many have a trend among their first, how many are told to act on it."""
    rows = [f"{n},{'hotel=0.6;restaurants=0.4' if n % 3 else 'restaurants'},{n % 5}" for n in range(30)]
    text = "\n".join(["id,sectors,maturity", *rows, ""])
    answer = run("batch", "-", "-o", tmp_path / "out.csv", "--summary", stdin=text)
    assert answer.code == 0
    told = {(row["sector"], row["trend"]): row for row in csv.DictReader(io.StringIO(answer.out), delimiter="\t")}
    with (tmp_path / "out.csv").open(encoding="utf-8") as stream:
        ranked = list(csv.DictReader(stream))
    for sector, lines in (("hospitality", [row for row in ranked if int(row["id"]) % 3]), ("all", ranked)):
        among = Counter(row[f"trend_{rank}"] for row in lines for rank in range(1, 6))
        act = Counter(row[f"trend_{rank}"] for row in lines for rank in range(1, 6) if row[f"action_{rank}"] == "act")
        for trend, count in among.most_common(3):
            row = told[sector, trend]
            counted = [str(number) for number in (len(lines), count, act[trend])]
            assert [row["businesses"], row["among_first"], row["act"]] == counted
            assert float(row["share"]) == round(count / len(lines), 4)


def test_one_sector_is_summed_up_once(run: Run, tmp_path: Path) -> None:
    """Where all businesses are of one sector, all together say nothing more."""
    answer = run("batch", "-", "-o", tmp_path / "out.csv", "--summary", stdin="id,sectors\n1,hotel\n2,hotel\n")
    assert {row["sector"] for row in csv.DictReader(io.StringIO(answer.out), delimiter="\t")} == {"hospitality"}


@pytest.mark.parametrize("size", [1, 7, 30, 1000])
def test_pieces_are_whole_rows(size: int) -> None:
    """However small the pieces, together they are the text, and no cell is cut."""
    body = b'A,hotel,"two\nlines"\n\nB,bakery,x\r\nC,hotel,"a ""quote"""\nD,hotel,y'
    pieces = list(text_pieces(io.BytesIO(body), ",", 0, size))
    assert b"".join(piece.data for piece in pieces).replace(b"\n\n", b"\n") == body.replace(b"\n\n", b"\n")
    assert [piece.first_row for piece in pieces] == [1 + sum(p.rows for p in pieces[:n]) for n in range(len(pieces))]
    assert sum(piece.rows for piece in pieces) == 4
    assert all(piece.data.count(b'"') % 2 == 0 for piece in pieces)


def test_a_number_of_json_is_read_in_one_way(run: Run) -> None:
    """Three decimals are three decimals, also in a row that is read as a whole business."""
    own = {"influences": [{"trend": "website", "share": 0.5, "reason": "seen"}]}
    row = {"id": "A", "sectors": {"hotel": 1.233}} | own
    assert ids(run("batch", "-", "--input-format", "jsonl", stdin=json.dumps(row) + "\n")) == ["A"]


def test_who_carries_a_business_moves_no_rank_of_a_batch(run: Run) -> None:
    """In an object it is checked and the row is as without it; a column of a table is told as not used."""
    plain = {"id": "A", "sectors": {"hotel": 1}}
    rows = [plain, plain | {"platforms": {"Air BnB": {"booking": 0.6}}}]
    rows.append(plain | {"platforms": {"airbnb": {"booking": 0.6}, "vrbo": {"booking": 0.6}}})
    text = "".join(json.dumps(row) + "\n" for row in rows)
    answer = run("batch", "-", "--input-format", "jsonl", stdin=text)
    first, second = answer.out.splitlines()[1:]
    assert first.partition(",")[2] == second.partition(",")[2]
    assert "1 rejected" in answer.err
    answer = run("batch", "-", stdin="id,sectors,platforms\nA,hotel,airbnb\n")
    assert "Columns that are not used: platforms." in answer.err
    assert ids(answer) == ["A"]


AMID = """# of 2026
id,name,sectors
A,a,bakery

B,"of two
lines",zzz
C,c,bakery
D,"of ""three"",
and more
lines",zzz
E,e,zz
"""
EVEN = "id,name,sectors\nA,a,bakery\nB,b,zzz\nC,c,bakery\nD,d,zzz\nE,e,zz\n"


def told_lines(run: Run, *argv: object) -> dict[str, str]:
    """Return the line of each rejected row, by the row's number."""
    run("batch", *argv, "-o", "out.csv", "--force")
    with Path("out.csv.rejects.csv").open(encoding="utf-8", newline="") as stream:
        return {one["row"]: one["line"] for one in csv.DictReader(stream)}


@pytest.mark.parametrize("size", [10, 30, 1_000], ids=["a row a piece", "some", "one piece"])
@pytest.mark.parametrize(
    ("text", "lines"),
    [(AMID, {"2": "5", "4": "8", "5": "11"}), (EVEN, {"2": "3", "4": "5", "5": "6"})],
    ids=["lines amid", "a line a row"],
)
def test_a_reject_tells_the_line_of_the_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, lines: dict[str, str], size: int
) -> None:
    """As an editor numbers it: the header is a line, so are empty ones and those within quotes; a row its first."""
    monkeypatch.chdir(tmp_path)
    table = Path("firms.csv")
    table.write_text(text, encoding="utf-8", newline="")
    assert told_lines(run, table, "--piece-size", size) == lines
    row, line = next(iter(lines.items()))
    assert f"firms.csv row {row} (line {line})" in run("batch", table, "--strict").err
    found = json.loads(run("batch", table, "--check", "-f", "jsonl").out)["rejected"]
    assert {str(one["first"]): str(one["line"]) for one in found}.items() <= lines.items()
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
    assert told_lines(run, table, "--piece-size", size) == lines


def test_lines_of_json(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of JSON lines the line, of an array, whose rows may share one, none."""
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_text(
        '\n{"id": "A", "sectors": "bakery"}\n\n{"id": "B", "sectors": "zzz"}\n', encoding="utf-8"
    )
    assert told_lines(run, "a.jsonl") == {"2": "4"}
    Path("b.jsonl").write_text('[{"id": "A", "sectors": "bakery"},\n {"id": "B", "sectors": "zzz"}]', encoding="utf-8")
    assert told_lines(run, "b.jsonl") == {"2": ""}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", '\ufeff{"id": "a"}', "JSON, no CSV. Say --input-format jsonl."),
        ("a.csv", '[\n  {"id": "a"}]', "JSON, no CSV. Say --input-format jsonl."),
        ("a.jsonl", "id,sectors\na,bakery\n", "no line of it is JSON. If it is a table, say --input-format csv."),
    ],
)
def test_one_form_called_another(run: Run, tmp_path: Path, name: str, content: str, told: str) -> None:
    """What is JSON is no table without columns, and a table is not JSON of which each line is broken."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    ended = run("batch", tmp_path / name)
    assert (ended.code, told in ended.err) == (5, True)


def test_a_row_is_ranked_or_rejected(run: Run) -> None:
    """What is wrong in a cell counts for a row that says more than cells do, too; a mark at the end is no row."""
    more = '"influences": [{"trend": "online-booking", "share": 0.3, "reason": "Seen."}]'
    lines = [f'{{"id": {id}, "sectors": "bakery", {more}}}' for id in ('"a"', "{}")]
    ended = run("batch", "-", "--input-format", "jsonl", "--format", "jsonl", stdin="\n".join(lines) + "\n\ufeff")
    assert [json.loads(line)["row"] for line in ended.out.splitlines()] == [1]
    assert "1 of 2 rows ranked, 1 rejected" in ended.err


@pytest.mark.parametrize(
    ("name", "told"), [("gone", "cannot be read: No such file"), ("", "is a directory. Name a file.")]
)
def test_what_is_not_there_is_told_before_its_form_is_asked_for(run: Run, tmp_path: Path, name: str, told: str) -> None:
    """A name without an ending that is no file: 5, not 2 with --input-format."""
    answer = run("batch", tmp_path / name)
    assert (answer.code, answer.out) == (5, "")
    assert told in answer.err
