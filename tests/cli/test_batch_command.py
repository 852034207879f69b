"""``ecomap batch``: rows in, rows out, nothing lost."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from terminal import Run

from batch_rows import random_businesses_of
from ecomap import Business, load_map, rank_many
from ecomap.verbs.schemas import schema

HEADER = "id,sectors,country,employees,maturity,goals,budget_eur,hours_per_week,skill.it,depends_on,activities,adopted"
GOOD = "A,retail-trade=0.6;hotel=0.4,PT,5,2,reach=2,5000,4,1,legal-accounting=0.1,deliver-goods=0.3,website"


def table(*rows: str, header: str = HEADER) -> str:
    """Return CSV of these rows."""
    return "\n".join([header, *rows, ""])


def good(number: int, **changed: str) -> str:
    """Return a row without fault, some of its cells changed."""
    cells = dict(zip(HEADER.split(","), GOOD.split(","), strict=True)) | {"id": f"F{number}"}
    return ",".join((cells | changed).values())


def results(text: str) -> list[dict[str, str]]:
    """Return the rows of CSV."""
    return list(csv.DictReader(io.StringIO(text)))


FAULTS: list[tuple[str, Callable[[int], str], str, str]] = [
    ("no such kind of firm", lambda n: good(n, sectors="bakry"), "sectors", "no such kind of firm"),
    ("no sector at all", lambda n: good(n, sectors=""), "sectors", "is missing"),
    ("a share of nothing", lambda n: good(n, sectors="retail-trade=0"), "sectors", "must be above 0"),
    ("a share that is a word", lambda n: good(n, sectors="retail-trade=half"), "sectors", "is no number"),
    ("nothing left", lambda n: good(n, sectors="retail-trade=1;hotel"), "sectors", "leave nothing"),
    ("a sector twice", lambda n: good(n, sectors="hotel=0.5;hotel=0.5"), "sectors", "twice"),
    ("a country that is none", lambda n: good(n, country="Portogual"), "country", "two capital letters"),
    ("posts or people", lambda n: good(n, employees="12.500"), "employees", "can be read in two ways"),
    ("a negative number of people", lambda n: good(n, employees="-1"), "employees", "must be 0 or more"),
    ("a level beyond 4", lambda n: good(n, maturity="7"), "maturity", "at most 4"),
    ("a level in words", lambda n: good(n, maturity="high"), "maturity", "is no number"),
    ("no such goal", lambda n: good(n, goals="reech=1"), "goals", "no such goal"),
    ("a negative budget", lambda n: good(n, budget_eur="-5"), "budget_eur", "must be 0 or more"),
    ("a budget in two ways", lambda n: good(n, budget_eur="8.000"), "budget_eur", "Write 8 or 8000"),
    ("hours that are no number", lambda n: good(n, hours_per_week="few"), "hours_per_week", "is no number"),
    ("a skill beyond 4", lambda n: good(n, **{"skill.it": "9"}), "skill.it", "at most 4"),
    ("depends on everything", lambda n: good(n, depends_on="hotel=1"), "depends_on", "1 or more"),
    ("an activity without a number", lambda n: good(n, activities="deliver-goods"), "activities", "without a number"),
    ("no such trend", lambda n: good(n, adopted="website;fax-machine"), "adopted", 'no such trend "fax-machine"'),
    ("a threat in use", lambda n: good(n, adopted="ransomware"), "adopted", "nothing that a firm uses"),
    ("a cell too many", lambda n: good(n) + ",x", "", "13 cells where the header has 12"),
]


def faulty() -> tuple[str, dict[int, tuple[str, str]]]:
    """Return 1,000 rows with each of 20 faults ten times, and the column and reason that each faulty row must get."""
    rows, expected = [], {}
    for number in range(1, 1001):
        if number % 5:
            rows.append(good(number))
        else:
            _, make, column, reason = FAULTS[(number // 5) % len(FAULTS)]
            rows.append(make(number))
            expected[number] = (column, reason)
    return table(*rows), expected


def test_two_hundred_faults_are_told_and_nothing_is_lost(run: Run, tmp_path: Path) -> None:
    """800 results, 200 rejects with row, column and reason; the run does not stop."""
    text, expected = faulty()
    (tmp_path / "m.csv").write_text(text, encoding="utf-8")
    answer = run("batch", tmp_path / "m.csv", "-o", tmp_path / "out.csv")
    assert answer.code == 0
    assert "800 of 1,000 rows ranked, 200 rejected" in answer.err
    ranked = results((tmp_path / "out.csv").read_text(encoding="utf-8"))
    rejected = results((tmp_path / "out.csv.rejects.csv").read_text(encoding="utf-8"))
    assert [int(row["row"]) for row in ranked] == [n for n in range(1, 1001) if n % 5]
    assert [int(row["row"]) for row in rejected] == list(expected)
    for row in rejected:
        column, reason = expected[int(row["row"])]
        assert row["column"] == column
        assert reason in row["reason"]
        assert f"F{row['row']}" in row["record"]


def test_parquet_without_pyarrow_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Exit code 5 and the way out, for input and for output; CSV and JSON lines need no pyarrow."""
    monkeypatch.setattr("ecomap.io.batch.formats.has", lambda _: False)
    for options in (("m.parquet",), ("-", "-o", tmp_path / "out.parquet")):
        answer = run("batch", *options, stdin=table(good(1)))
        assert answer.code == 5
        assert "pip install 'ecomap[batch]'" in answer.err
    assert run("batch", "-", "-o", tmp_path / "out.jsonl", stdin=table(good(1))).code == 0


@pytest.mark.parametrize("sign", ["|", " | ", "/", ", ", "; "])
@pytest.mark.parametrize(("mark", "more"), [(".", ""), (",", "B;bakery;0,5\n")])
def test_any_sign_stands_between_names_with_shares(run: Run, sign: str, mark: str, more: str) -> None:
    """What stands between names alone stands between names with numbers too, decimal commas or not."""
    cell = sign.join((f"bakery=0{mark}5", f"Legal, tax and accounting services=0{mark}25", f"hotel=0{mark}25"))
    head, same = "id;sectors;hours_per_week\n", '"bakery=2; Legal, tax and accounting services=1; hotel=1"'
    said = run("batch", "-", "--delimiter", ";", stdin=f'{head}A;"{cell}";\n{more}')
    assert (said.code, said.out) == (0, run("batch", "-", "--delimiter", ";", stdin=f"{head}A;{same};\n{more}").out)


@pytest.mark.parametrize(
    "cell",
    [
        "Hotel 70 %, Restaurant 30 %", "Hotel: 70% | Restaurant: 30%", "Hotel (70 %); Restaurant (30 %)",
        "Hotel 70,0% / Restaurant 30%",
    ],
)  # fmt: skip
def test_a_share_may_stand_behind_a_name_as_people_write_it(run: Run, cell: str) -> None:
    """Per cent without the sign of equation."""
    head, same = "id;sectors\n", '"Hotel=0.7;Restaurant=0.3"'
    said = run("batch", "-", "--delimiter", ";", stdin=f'{head}A;"{cell}"\n')
    assert (said.code, said.out) == (0, run("batch", "-", "--delimiter", ";", stdin=f"{head}A;{same}\n").out)


def test_a_german_table_is_read_as_it_is(run: Run) -> None:
    """Headings with signs and dots, goals by their names, euros with a decimal comma, umlauts."""
    text = (
        "Kd.-Nr.;Firma;Branche;Land;Mitarbeiter;Budget €;Std./Woche;Ziele\n"
        "K1;Bäckerei Müßig;Bäckerei;Deutschland;12;8.000,50 €;3,5;Kosten\n"
        "K2;Kanzlei Groß;Steuerberater;Österreich;9;6.000;5;Effizienz, Fachkräfte\n"
    )
    answer = run("batch", "-", "--delimiter", ";", stdin=text)
    assert answer.code == 0
    assert "not used" not in answer.err
    assert {row["id"] for row in results(answer.out)} == {"K1", "K2"}


def test_columns_by_other_names(run: Run) -> None:
    """Columns go by the user's names, any case; a code names the sector; what is not used is told."""
    text = "Member no,Activity code,City,Budget EUR\n17,I56.1,Porto,800\n18,47.11,Braga,\n"
    answer = run("batch", "-", "-c", "id=Member no", "-c", "nace=Activity code", stdin=text)
    assert answer.code == 0
    assert "Columns that are not used: City." in answer.err
    assert [row["id"] for row in results(answer.out)] == ["17", "18"]
    many = ",".join(f"Question {number}" for number in range(60))
    told = run("batch", "-", stdin=f"id,sectors,{many}\n1,bakery{',' * 60}\n").err
    assert "Question 48, Question 49 and 10 more." in told
    wide = ",".join(f"Question {number}" for number in range(1_200))
    assert "1 of 1 rows ranked" in run("batch", "-", stdin=f"{wide},sectors\n{',' * 1_200}bakery\n").err
    none = run("batch", "-", stdin=f"{wide}\n{',' * 1_199}\n")
    assert (none.code, "Question 49 and 1,150 more." in none.err) == (3, True)
    refused = run("batch", "-", "-c", "sectors=Branche", stdin=text)
    assert refused.code == 3
    assert 'no column "Branche"' in refused.err
    known = run("batch", "-", stdin=text)
    assert (known.code, known.out) == (
        0,
        run("batch", "-", "-c", "id=Member no", "-c", "nace=Activity code", stdin=text).out,
    )
    assert "Read by headings: id = Member no, sectors = Activity code; no column says the country" in known.err
    assert "the country" not in run("batch", "-", stdin="sectors,country\nhotel,\n").err


def test_the_heading_of_our_own_table_of_headings_is_none(run: Run) -> None:
    """A column called heading says nothing of a business: no field is called so in any language."""
    answer = run("batch", "-", "--format", "csv", stdin="id,sectors,heading\na,bakery,x\n")
    assert answer.code == 0
    assert "Columns that are not used: heading." in answer.err


def test_strict_stops_at_the_first_fault_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    """Exit code 3, the row, the column and the reason, and no file."""
    (tmp_path / "m.csv").write_text(table(good(1), good(2, maturity="7"), good(3)), encoding="utf-8")
    answer = run("batch", tmp_path / "m.csv", "-o", tmp_path / "out.csv", "--strict")
    assert answer.code == 3
    assert "row 2 (line 3)  maturity: 7 is too much: at most 4" in answer.err
    assert [path.name for path in tmp_path.glob("*")] == ["m.csv"]


def written(businesses: list[Business]) -> Iterator[str]:
    """Yield businesses as JSON lines, whole objects as they are."""
    for business in businesses:
        yield json.dumps(business.model_dump(exclude_none=True)) + "\n"


def test_the_command_is_the_library(run: Run) -> None:
    """JSON lines of whole businesses in, JSON lines out: the rows of `rank_many`, and true to their schema."""
    ecosystem, _ = load_map()
    businesses = list(random_businesses_of(ecosystem, 10, seed=5))
    answer = run(
        "batch", "-", "--input-format", "jsonl", "-f", "jsonl", "--threats", "2", stdin="".join(written(businesses))
    )
    assert answer.code == 0, answer.err
    rows = [json.loads(line) for line in answer.out.splitlines()]
    check = Draft202012Validator(schema("batch"))
    for row, expected in zip(rows, rank_many(ecosystem, businesses, threats=2), strict=True):
        check.validate(row)
        assert (row["row"], row["id"]) == (expected.row, expected.id)
        for name in ("opportunities", "threats"):
            for entry, trend in zip(row[name], getattr(expected, name), strict=True):
                assert (entry["trend"], entry["action"]) == (trend.trend, trend.action)
                assert abs(entry["score"] - trend.score) < 1e-9


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the same 450 businesses as CSV, JSON lines and Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = tmp_path_factory.mktemp("members")
    ecosystem, _ = load_map()
    businesses = list(random_businesses_of(ecosystem, 450, seed=1))

    def shares(numbers: dict[str, float]) -> str:
        return ";".join(f"{name}={number}" for name, number in numbers.items())

    columns = {
        "id": [one.id for one in businesses],
        "name": [one.name for one in businesses],
        **{name: [shares(getattr(one, name)) for one in businesses]
           for name in ("sectors", "depends_on", "activities", "goals", "skills")},
        "maturity": [one.maturity for one in businesses],
        "budget_eur": [one.resources.budget_eur for one in businesses],
        "hours_per_week": [one.resources.hours_per_week for one in businesses],
        "adopted": [";".join(one.adopted) for one in businesses],
    }  # fmt: skip
    pq.write_table(pa.table(columns), folder / "members.parquet", row_group_size=100)
    with (folder / "members.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    (folder / "members.jsonl").write_text("".join(written(businesses)), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(members: Path) -> bytes:
    """Return what becomes of them as CSV, in one piece."""
    from ecomap.cli import main

    assert main(["batch", str(members / "members.csv"), "-o", str(members / "whole.csv")]) == 0
    return (members / "whole.csv").read_bytes()


PIECES, WORKERS = ("--piece-size", "3000"), ("--workers", "2", "--piece-size", "13500")
QUICK = [("jsonl", ()), ("csv", PIECES), ("parquet", PIECES), ("csv", WORKERS)]
OTHERS = [("parquet", ()), ("jsonl", PIECES), ("jsonl", WORKERS), ("parquet", WORKERS)]


@pytest.mark.parametrize(("form", "options"), [*QUICK, *(pytest.param(*one, marks=pytest.mark.slow) for one in OTHERS)])
def test_form_pieces_and_workers_change_no_byte(
    run: Run, members: Path, whole: bytes, tmp_path: Path, form: str, options: tuple[str, ...]
) -> None:
    """CSV, JSON lines and Parquet of the same businesses, in pieces or not, by two: the same."""
    size = (
        [word if word.startswith("-") or len(word) < 2 else "120" for word in options] if form == "parquet" else options
    )
    answer = run("batch", members / f"members.{form}", "-o", tmp_path / "out.csv", *size)
    assert answer.code == 0, answer.err
    assert (tmp_path / "out.csv").read_bytes() == whole


def test_shards_make_the_whole(run: Run, members: Path, whole: bytes, tmp_path: Path) -> None:
    """The outputs of all shards one after the other are the output of a single run."""
    for number in (1, 2, 3):
        out = tmp_path / f"{number}.csv"
        shard = f"{number}/3"
        options = ("--shard", shard, "--piece-size", "4500", "-o", out)
        assert run("batch", members / "members.csv", *options).code == 0
    assert b"".join((tmp_path / f"{number}.csv").read_bytes() for number in (1, 2, 3)) == whole


def test_parquet_and_json_lines_hold_what_csv_holds(run: Run, members: Path, whole: bytes, tmp_path: Path) -> None:
    """The forms of the output differ in nothing but their form."""
    import pyarrow.parquet as pq

    expected = results(whole.decode())
    for form in ("parquet", "jsonl"):
        assert run("batch", members / "members.parquet", "-o", tmp_path / f"out.{form}").code == 0
    rows = pq.read_table(tmp_path / "out.parquet").to_pylist()
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    for row, line, cells in zip(rows, lines, expected, strict=True):
        assert {
            name: f"{value:.10f}" if isinstance(value, float) else str(value or "") for name, value in row.items()
        } == cells
        for entry in line["opportunities"]:
            assert row[f"trend_{entry['rank']}"] == entry["trend"]
            assert row[f"score_{entry['rank']}"] == entry["score"]
            assert row[f"action_{entry['rank']}"] == entry["action"]
            assert row[f"priority_{entry['rank']}"] == entry["priority"]
