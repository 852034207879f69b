"""A batch on a small map: what its parts leave behind, what is told of its beginning, what it rests on."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ecomap.errors import FileError, InputError
from ecomap.results.labels import MapLabel
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.batch import part
from ecomap.verbs.batch.inputs import open_table
from ecomap.verbs.batch.part import Job, worker_for
from ecomap.verbs.batch.run import Places, beside, look, run_batch
from maps import ecosystem, sector, trend

AROUND = compiled_map(ecosystem([sector("s1"), sector("s2")], [trend("t", level=0.6), trend("u")]))
LABEL = MapLabel("test", "2026.11", "abc")


@pytest.fixture(autouse=True)
def _worker_of_no_other_test() -> Iterator[None]:
    kept = part._READY[:]
    yield
    part._READY[:] = kept


def job_of(path: Path, form: str = "csv", **more: Any) -> Job:
    """Return a job of a table whose columns are found by their names."""
    return Job(open_table(str(path), form, {}, AROUND), "csv", LABEL, **more)  # type: ignore[arg-type]


def table(folder: Path, *rows: str, header: str = "id,sectors") -> Path:
    """Write a table."""
    path = folder / "firms.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return path


def test_what_goes_to_standard_output_leaves_nothing_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Answers and rejects of a part are taken away when they are written, and in the end the folder of the parts."""
    source = table(tmp_path, *(f"F{n},{'s1' if n % 5 else 'zzz'}" for n in range(20)))
    (tmp_path / "parts").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "parts"))
    seen: list[list[Path]] = []

    def look_round(*_: object) -> None:
        files = (one for one in (tmp_path / "parts").rglob("*") if one.is_file())
        seen.append([one for one in files if one.suffix != ".ids"])

    tally = run_batch(job_of(source), AROUND, Places(None, None, piece_size=30), progress=look_round)
    assert len(seen) > 3
    assert not any(seen)
    assert not any((tmp_path / "parts").iterdir())
    assert (tally.businesses, tally.rejects) == (({"s1": 16}), 4)
    told = capsysbinary.readouterr()
    lines = told.out.decode().splitlines()
    assert [line.partition(",")[0] for line in lines[1:]] == [str(n + 1) for n in range(20) if n % 5]
    assert told.err.count(b'"zzz"') == 4


def test_of_the_shards_only_the_first_has_the_heading(tmp_path: Path) -> None:
    """Put one after the other they are the whole, to the byte; so are the rejects."""
    source = table(tmp_path, *(f"F{n},{'s1' if n % 3 else 'zzz'}" for n in range(30)))
    kept = {}
    for which, count in ((1, 1), (1, 3), (2, 3), (3, 3)):
        out, rejects = (tmp_path / f"{which}-{count}.{what}" for what in ("csv", "rejects"))
        run_batch(job_of(source), AROUND, Places(out, rejects, shard=(which, count), piece_size=40))
        kept[which, count] = out.read_bytes(), rejects.read_bytes()
    for place in (0, 1):
        assert b"".join(kept[which, 3][place] for which in (1, 2, 3)) == kept[1, 1][place]
    sizes = [len(kept[which, 3][0].splitlines()) for which in (1, 2, 3)]
    assert min(sizes) > 0


def test_a_strict_batch_ends_at_the_first_fault_with_its_place(tmp_path: Path) -> None:
    """The row, the line of the file and the column; nothing is left where the answers would be."""
    source = table(tmp_path, "A,s1", "B,zzz", "C,yyy")
    with pytest.raises(InputError, match=r"firms\.csv row 2 \(line 3\)\S*  sectors.*zzz"):
        run_batch(job_of(source, strict=True), AROUND, Places(tmp_path / "out.csv", tmp_path / "rejects.csv"))
    assert [one.name for one in tmp_path.iterdir()] == ["firms.csv"]


def test_rejects_that_nobody_asked_for_are_a_file_only_where_there_are_some(tmp_path: Path) -> None:
    """The file beside the output goes if it is empty; one that was asked for by name stays."""
    source, out = table(tmp_path, "A,s1"), tmp_path / "out.csv"
    for rejects, stays in ((beside(out, "rejects.csv"), False), (tmp_path / "named.csv", True)):
        run_batch(job_of(source), AROUND, Places(out, rejects, force=True))
        assert rejects is not None
        assert rejects.exists() == stays
    assert json.loads((tmp_path / "out.csv.meta.json").read_text())["map"]["sha256"] == "abc"


@pytest.mark.parametrize(
    ("form", "text", "columns"),
    [
        ("csv", "id,industry\nA,s1\n", {"id": "id", "sectors": "industry"}),
        ("csv", "id,sectors\nA,s1\n", {"id": "id", "sectors": "sectors"}),
        ("jsonl", '{"id": "A", "sectors": "s1"}\n', {}),
    ],
)
def test_what_answers_rest_on_names_the_columns_that_were_read(tmp_path: Path, form: str, text: str, columns: Any):
    """Of a table with a header each with the user's name; of JSON lines those that are called otherwise."""
    (tmp_path / "m").write_text(text, encoding="utf-8")
    meta = job_of(tmp_path / "m", form).meta
    assert meta.columns == columns
    other = job_of(tmp_path / "m", form, top=3).meta
    assert (meta.run == other.run, len(meta.run), meta.top, other.top) == (False, 12, 5, 3)
    assert job_of(tmp_path / "m", form).meta.run == meta.run


def test_a_worker_reads_the_map_of_its_job_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The maps that the job names, else the shipped one, once; a map that is another one by now is refused."""
    read: list[object] = []
    monkeypatch.setattr(part, "load_map", lambda maps: (read.append(maps), (AROUND, "abc" if maps else "def"))[1])
    source, maps = table(tmp_path, "A,s1"), (tmp_path / "own.yaml",)
    own = job_of(source, maps=maps)
    assert worker_for(own) is worker_for(own)
    assert worker_for(replace(own, maps=(), map=MapLabel("test", "2026.11", "def"))).job.maps == ()
    assert read == [maps, None]
    with pytest.raises(FileError, match="not the one that the batch was begun with"):
        worker_for(replace(own, maps=()))


def test_a_check_looks_at_a_thousand_rows_with_what_is_broken_among_them(tmp_path: Path) -> None:
    """A row that cannot be read is told if it is one of them; of the cells the three that stand most often."""
    rows = [f'{{"id": "A{at}", "sectors": "s1"}}' for at in range(1002)]
    rows[3], rows[1001] = '{"id": 3', '{"id": 1001'
    for place, cell in enumerate(["x1", "x2", "x2", "x3", "x3", "x3", "x4", "x4"]):
        rows[10 + place] = json.dumps({"id": f"B{place}", "sectors": cell})
    (tmp_path / "m.jsonl").write_text("\n".join([*rows, ""]), encoding="utf-8")
    opened = open_table(str(tmp_path / "m.jsonl"), "jsonl", {}, AROUND)
    found = look(opened, AROUND, b"", ("said",))
    assert (found.said, found.rows_read, found.answered) == (("said",), 1000, 991)
    (sectors,) = [one for one in found.columns if one.ours == "sectors"]
    assert (sectors.filled, sectors.not_understood, sectors.examples) == (999, 8, ("x3", "x2", "x4"))
    assert [(one.first, one.rows) for one in found.rejected if one.column != "sectors"] == [(4, 1)]
    assert [(one.first, one.rows) for one in found.rejected][:1] == [(14, 3)]  # what happens most often comes first
