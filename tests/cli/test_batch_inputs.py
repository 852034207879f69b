"""What a table of businesses may look like: each thing is understood, and nothing is lost."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from terminal import Answer, Run

from ecomap import EcosystemMap, rank_trends
from ecomap.io.batch.pieces import text_pieces
from ecomap.io.businesses import parse_business


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
        "id,isic,nace\nA,,I55.1\nB,C107,\n",
    ],
    ids=["empty lines", "semicolons", "tabs", "mark and no end", "quotes", "spaces", "a stray quote", "codes"],
)
def test_forms_of_csv(run: Run, text: str) -> None:
    """Whatever a spreadsheet writes, these are A, a hotel, and B, a bakery."""
    answer = run("batch", "-", stdin=text)
    assert ids(answer) == ["A", "B"]
    assert answer.out == run("batch", "-", stdin="id,sectors\nA,hospitality\nB,food-manufacturing\n").out


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
    """By main sector: how many have a trend among their first, how many are told to act on it."""
    rows = [f"{n},{'hotel=0.6;restaurants=0.4' if n % 3 else 'restaurants'},{n % 5}" for n in range(30)]
    text = "\n".join(["id,sectors,maturity", *rows, ""])
    answer = run("batch", "-", "-o", tmp_path / "out.csv", "--summary", stdin=text)
    assert answer.code == 0
    told = {(row["sector"], row["trend"]): row for row in csv.DictReader(io.StringIO(answer.out), delimiter="\t")}
    with (tmp_path / "out.csv").open(encoding="utf-8") as stream:
        hotels = [row for row in csv.DictReader(stream) if int(row["id"]) % 3]
    among = Counter(row[f"trend_{rank}"] for row in hotels for rank in range(1, 6))
    act = Counter(row[f"trend_{rank}"] for row in hotels for rank in range(1, 6) if row[f"action_{rank}"] == "act")
    for trend, count in among.most_common(3):
        row = told["hospitality", trend]
        assert (row["businesses"], row["among_first"], row["act"]) == ("20", str(count), str(act[trend]))


@pytest.mark.parametrize("size", [1, 7, 30, 1000])
def test_pieces_are_whole_rows(size: int) -> None:
    """However small the pieces, together they are the text, and no cell is cut."""
    body = b'A,hotel,"two\nlines"\n\nB,bakery,x\r\nC,hotel,"a ""quote"""\nD,hotel,y'
    pieces = list(text_pieces(io.BytesIO(body), ",", 0, size))
    assert b"".join(piece.data for piece in pieces).replace(b"\n\n", b"\n") == body.replace(b"\n\n", b"\n")
    assert [piece.first_row for piece in pieces] == [1 + sum(p.rows for p in pieces[:n]) for n in range(len(pieces))]
    assert sum(piece.rows for piece in pieces) == 4
    assert all(piece.data.count(b'"') % 2 == 0 for piece in pieces)
