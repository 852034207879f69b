"""Lists that offices keep and rank every quarter: who is who, what was not read, how two are compared."""

import csv
import json
from pathlib import Path

import pytest
from terminal import Run

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
