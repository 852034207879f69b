"""``batch``: tables of businesses in, rows out."""

import json
from collections.abc import Iterator

from case import Case, case, then
from cases import files
from cases.files import SCHOOL, small

HEADER = "id,sectors,country,employees,maturity,goals,budget_eur,hours_per_week,skill.it,depends_on,activities,adopted"
GOOD = "A,retail-trade=0.6;hotel=0.4,PT,5,2,reach=2,5000,4,1,legal-accounting=0.1,deliver-goods=0.3,website"
ROWS = (
    GOOD,
    "B,restaurants,,,,,,,,,,",
    "C,bakery=0.5;cafe,DE,12,3.5,reach=1;cost=2,0,0,4,wholesale=0.2;logistics=0.1,export=0;sell-online=0.9,crm-software;chatbots",
    "D,construction,FR,1,0,talent,100000,40,0,,,",
    'E,"agriculture; food-manufacturing",,,1,efficiency=3;advantage=1,800,,2,,,e-invoicing; website',
)
FAULTS: dict[str, dict[str, str]] = {
    "no-sector": {"sectors": "bakry"},
    "empty-sector": {"sectors": ""},
    "share-0": {"sectors": "retail-trade=0"},
    "share-word": {"sectors": "retail-trade=half"},
    "nothing-left": {"sectors": "retail-trade=1;hotel"},
    "twice": {"sectors": "hotel=0.5;hotel=0.5"},
    "country": {"country": "Portugal"},
    "half-person": {"employees": "2.5"},
    "employees-negative": {"employees": "-1"},
    "maturity-7": {"maturity": "7"},
    "maturity-word": {"maturity": "high"},
    "goal": {"goals": "reech=1"},
    "budget-negative": {"budget_eur": "-5"},
    "budget-eur": {"budget_eur": "5000 EUR"},
    "hours-nan": {"hours_per_week": "nan"},
    "skill-9": {"skill.it": "9"},
    "depends-all": {"depends_on": "hotel=1"},
    "activity": {"activities": "deliver-goods"},
    "trend": {"adopted": "website;fax-machine"},
    "trend-alias": {"adopted": "crm"},
    "many": {"sectors": "bakry", "maturity": "7", "goals": "reech", "adopted": "fax"},
    "cell-too-many": {"adopted": "website,x"},
}
LINES = (
    b'{"id": "A", "sectors": {"hotel": 1}}',
    b"",
    b"{",
    b"[1]",
    b'{"id": "x", "id": "y", "sectors": {"hotel": 1}}',
    b'{"id": "\xff", "sectors": {"hotel": 1}}',
    b'{"id": "B", "sectors": {"hotel": NaN}}',
    b'{"id": "C", "sectors": {"bakery": 0.5, "hotel": null}, "goals": null}',
    b'{"id": 7, "sectors": "hotel; bakery", "budget_eur": 500}',
    b'{"id": "D", "sectors": {"hotel": true}}',
    b'{"id": "E", "sectors": {"hotel": 1}, "colour": "red"}',
    b'{"id": "F", "sectors": {"hotel": 1}, "goals": {"reach": -1}}',
)
SPREADSHEETS = {
    "empty-lines": "id,sectors\nA,hotel\n\nB,bakery\n\n",
    "semicolons": "id;sectors\nA;hotel\nB;bakery\n",
    "tabs": "id\tsectors\r\nA\thotel\r\nB\tbakery\r\n",
    "mark": "\ufeffid,sectors\nA,hotel\nB,bakery",
    "quotes": 'id,sectors,address\nA,"hotel","Rua 1\n4000 Porto"\nB,bakery,"5"" pipe"\n',
    "spaces": "ID,Sectors\n A , hotel \n B,bakery\n",
    "stray": 'id,sectors,address\nA,hotel,5" pipe\nB,bakery,x\n',
    "codes": "id,isic,nace\nA,,I55.1\nB,C107,\n",
    "no-id": "sectors\nhotel\nbakery\n",
    "header-only": "id,sectors\n",
    "empty": "",
    "no-sectors": "id,name\nA,X\n",
    "twice": "id,sectors,Sectors\nA,hotel,bar\n",
    "formula": "id,sectors\n=cmd|x,bakery\n",
    "dot": "id,sectors,budget_eur\nB,restaurants,8.000\n",
    "goal-columns": "id,sectors,goal.reach,goal_cost\nA,hotel,2,\nB,bar,,1\n",
    "naics": "id,naics\nA,722511\nB,722511=0.7; 721110\n",
}


def table(*rows: str) -> str:
    """Return CSV of these rows."""
    return "\n".join([HEADER, *rows, ""])


def faulty(**changed: str) -> str:
    """Return a row some of whose cells are wrong."""
    return ",".join((dict(zip(HEADER.split(","), GOOD.split(","), strict=True)) | changed).values())


GOOD_TABLE = table(*ROWS)
MIXED = table(
    *[row for pair in zip(ROWS, (faulty(**cells) for cells in FAULTS.values()), strict=False) for row in pair]
)
MANY = table(*(row.replace(",", f"{number},", 1) for number in range(40) for row in ROWS))
OWN = "".join(
    json.dumps(row) + "\n"
    for row in (
        {"id": "A", "sectors": {"hotel": 1}},
        {"id": "B", "sectors": {"bakery": 1},
         "influences": [{"trend": "website", "share": 0.9, "reason": "Both neighbours have one."}]},
        {"id": "C", "sectors": {"construction": 1}, "resources": {"budget_eur": 10}, "skills": {"it": 2}},
        {"id": "D", "sectors": {"education": 1}, "own_activities": [
            {"id": "drive", "name": "Drive", "share": 0.9, "served_by": {"vehicle-telematics": 0.2}, "reason": "So"}]},
        {"id": "E", "sectors": {"education": 1},
         "influences": [{"sector": "online-platforms", "share": 0.1, "reason": "Portals"}]},
    )
)  # fmt: skip


def cases() -> Iterator[Case]:
    """Yield the cases."""
    members = {"members.csv": GOOD_TABLE}
    for form in ("csv", "jsonl", "parquet"):
        yield case(f"batch-output-{form}", "batch", "members.csv", "-o", f"out.{form}", "--threats", "2", files=members)
        yield case(f"batch-form-{form}", "batch", "members.csv", "-f", form, "-o", "out", files=members)
        yield case(f"batch-mixed-{form}", "batch", "m.csv", "-o", f"out.{form}", files={"m.csv": MIXED})
    yield case("batch-form-csv-stdout", "batch", "members.csv", files=members)
    yield case("batch-form-jsonl-stdout", "batch", "members.csv", "-f", "jsonl", "--threats", "1", files=members)
    for name, options in {
        "top-1": ("--top", "1"),
        "top-100": ("--top", "100", "--threats", "100"),
        "own": ("--view", "own"),
        "all": ("--view", "all", "--threats", "3"),
        "horizon-0": ("--horizon", "0"),
        "horizon-12": ("--horizon", "12"),
        "summary": ("--summary",),
        "strict": ("--strict",),
        "workers": ("--workers", "2", "--threats", "1"),
        "shard-1": ("--shard", "1/2"),
        "shard-2": ("--shard", "2/2"),
        "shard-9": ("--shard", "9/9"),
        "piece": ("--piece-size", "60"),
        "rejects": ("--rejects", "bad.csv"),
        "top-0": ("--top", "0"),
        "top-101": ("--top", "101"),
        "threats-negative": ("--threats", "-1"),
        "horizon-nan": ("--horizon", "nan"),
        "shard-0": ("--shard", "0/2"),
        "shard-word": ("--shard", "half"),
        "shard-3-of-2": ("--shard", "3/2"),
        "resume": ("--resume",),
        "workers-0": ("--workers", "0"),
        "view-both": ("--view", "both"),
        "form-xml": ("-f", "xml"),
        "columns-form": ("-c", "sectors"),
        "columns-unknown": ("-c", "sectors=Branche"),
        "columns-ours": ("-c", "colour=id"),
        "output-folder": ("-o", "gone/out.csv"),
        "map-gone": ("--map", "gone.yaml"),
    }.items():
        yield case(f"batch-{name}", "batch", "members.csv", *options, files=members)
    for name, cells in FAULTS.items():
        yield case(f"batch-reject-{name}", "batch", "-", stdin=table(ROWS[1], faulty(**cells), ROWS[3]))
    for name, text in SPREADSHEETS.items():
        yield case(f"batch-csv-{name}", "batch", "-", stdin=text)
    yield from _answers()
    yield from _inputs(members)
    yield from _broken_off()


def _answers() -> Iterator[Case]:
    mixed, many = {"m.csv": MIXED}, {"m.csv": MANY}
    yield case("batch-mixed-stdout", "batch", "m.csv", files=mixed)
    yield case("batch-mixed-strict", "batch", "m.csv", "--strict", "-o", "out.csv", files=mixed)
    yield case("batch-mixed-summary", "batch", "m.csv", "--summary", "-o", "out.csv", files=mixed)
    yield case("batch-mixed-rejects", "batch", "m.csv", "--rejects", "bad.csv", "-o", "out.csv", files=mixed)
    yield case("batch-mixed-pieces", "batch", "m.csv", "--piece-size", "300", "-o", "out.csv", files=mixed)
    yield case("batch-many-workers", "batch", "m.csv", "--workers", "2", "--piece-size", "5000", "-o", "out.csv",
               files=many)  # fmt: skip
    yield case("batch-many-summary", "batch", "m.csv", "--summary", "--threats", "2", "-o", "out.jsonl", files=many)
    for shard in ("1/3", "2/3", "3/3"):
        yield case(f"batch-many-shard-{shard[0]}", "batch", "m.csv", "--shard", shard, "--piece-size", "3000",
                   files=many)  # fmt: skip
    yield case("batch-exists", "batch", "m.csv", "-o", "out.csv", files={**many, "out.csv": "precious"})
    yield case("batch-force", "batch", "m.csv", "-o", "out.csv", "--force", "--top", "1",
               files={**many, "out.csv": "precious"})  # fmt: skip
    yield case("batch-own-edges", "batch", "-", "--input-format", "jsonl", "--view", "all", "-f", "jsonl", stdin=OWN)
    yield case("batch-own-edges-threats", "batch", "own.jsonl", "--threats", "3", "-o", "out.csv",
               files={"own.jsonl": OWN})  # fmt: skip


def _inputs(members: dict[str, str]) -> Iterator[Case]:
    for form in ("csv", "jsonl", "parquet"):
        yield case(f"batch-parquet-to-{form}", "batch", "members.parquet", "-o", f"out.{form}", "--threats", "1",
                   tables=("members.parquet",))  # fmt: skip
    yield case("batch-parquet-stdout", "batch", "members.parquet", tables=("members.parquet",))
    yield case("batch-parquet-nested", "batch", "nested.parquet", "-o", "out.csv", tables=("nested.parquet",))
    yield case("batch-parquet-pieces", "batch", "members.parquet", "--piece-size", "2", "-o", "out.csv",
               tables=("members.parquet",))  # fmt: skip
    yield case("batch-parquet-shard", "batch", "members.parquet", "--shard", "2/2", tables=("members.parquet",))
    yield case("batch-parquet-none", "batch", "m.parquet", files={"m.parquet": "no parquet at all"})
    yield case("batch-lines", "batch", "m.jsonl", "-o", "out.csv", files={"m.jsonl": b"\n".join(LINES)})
    yield case("batch-lines-stdin", "batch", "-", "--input-format", "jsonl", "-f", "jsonl", stdin=b"\n".join(LINES))
    yield case("batch-columns", "batch", "-", "-c", "id=Member no", "-c", "nace=Activity code",
               stdin="Member no,Activity code,City,Budget EUR\n17,I56.1,Porto,800\n18,47.11,Braga,\n")  # fmt: skip
    yield case("batch-input-form", "batch", "m.txt", "--input-format", "csv", files={"m.txt": GOOD_TABLE})
    yield case("batch-input-unknown", "batch", "m.txt", files={"m.txt": GOOD_TABLE})
    yield case("batch-gone", "batch", "gone.csv")
    yield case("batch-latin", "batch", "m.csv", files={"m.csv": "id,sectors\nCafé,hotel\nB,bar\n".encode("latin-1")})
    yield case("batch-binary", "batch", "m.csv", files={"m.csv": b"\x89PNG\r\n\x1a\n\x00\x00"})
    yield case("batch-stdin-shard", "batch", "-", "--shard", "1/2", stdin=GOOD_TABLE)
    yield case("batch-stdin-resume", "batch", "-", "--resume", "-o", "out.csv", stdin=GOOD_TABLE)
    yield case("batch-stdin-output", "batch", "-", "-o", "out.csv", "--summary", stdin=GOOD_TABLE)
    yield case("batch-overlay", "batch", "m.csv", "--map", "driving.yaml", "-o", "out.jsonl",
               files={"m.csv": "id,sectors\nA,learner drivers\nB,hotel\n", "driving.yaml": files.DRIVING})  # fmt: skip
    yield case("batch-small", "batch", "m.csv", "--map", "small.yaml", "--view", "all",
               files={"m.csv": "id,sectors\nA,alpha=2;beta=1\nB,gamma\n", "small.yaml": small()})  # fmt: skip
    yield case("batch-yaml", "batch", "m.yaml", files={"m.yaml": SCHOOL})
    piped = case("batch-piped", "batch", "members.csv", "-f", "jsonl", files=members)
    yield then(piped, "batch", "-", "--input-format", "jsonl", piped=True)


def _broken_off() -> Iterator[Case]:
    """Yield runs that go on: after the end, with nothing to go on with, with other options."""
    run = case("batch-resume-after-the-end", "batch", "m.csv", "-o", "out.csv", files={"m.csv": MIXED})
    yield then(run, "batch", "m.csv", "-o", "out.csv", "--resume")
    yield case("batch-resume-at-first", "batch", "m.csv", "-o", "out.csv", "--resume", files={"m.csv": MIXED})
    again = case("batch-run-twice", "batch", "m.csv", "-o", "out.csv", files={"m.csv": MIXED})
    yield then(again, "batch", "m.csv", "-o", "out.csv")
    forced = case("batch-run-twice-forced", "batch", "m.csv", "-o", "out.csv", files={"m.csv": MIXED})
    yield then(forced, "batch", "m.csv", "-o", "out.csv", "--force", "--top", "2")
