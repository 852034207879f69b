"""One part of a batch: some rows of the input to files, whole or not at all, the same however often it is done."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import IO, Any

import numpy as np

from ecomap.engine.actions import ACTIONS
from ecomap.engine.businesses import Ints
from ecomap.errors import FileError
from ecomap.io.batch.answers import Answers, Wording, record_batch, reject_lines, schema, text_lines
from ecomap.io.batch.formats import Form
from ecomap.io.batch.pieces import Piece
from ecomap.io.maps import load_map
from ecomap.model import Settings
from ecomap.model.compiled import AnyMap
from ecomap.results.batch import BatchMeta, Tally
from ecomap.results.labels import PROGRAM, MapLabel
from ecomap.results.ranking import View
from ecomap.verbs.batch.blocks import Block, BlockMaker, Ranker
from ecomap.verbs.batch.inputs import Table, piece_rows
from ecomap.version import VERSION

REJECT_COLUMNS = ("row", "column", "reason", "record")
TALLIED = tuple(field.name for field in fields(Tally))


@dataclass(frozen=True)
class Job:
    """One table to be ranked: all that a worker on any machine needs to know, the files apart."""

    table: Table
    form: Form
    """Of the output."""
    maps: tuple[Path, ...]
    """Map and overlays; empty: the shipped map."""
    map: MapLabel
    settings: Settings
    view: View
    top: int
    threats: int
    strict: bool = False

    @property
    def meta(self) -> BatchMeta:
        """What the answers rest on."""
        columns = {
            ours: theirs for ours, theirs in self.table.layout.names.items() if self.table.header or ours != theirs
        }
        known = {
            "map": self.map.sha256, "settings": self.settings.model_dump(), "view": self.view, "top": self.top,
            "threats": self.threats, "program": VERSION, "columns": columns,
        }  # fmt: skip
        run = hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:12]
        return BatchMeta(
            PROGRAM, self.map, run, self.settings.model_dump(), self.view, self.top,
            self.threats, columns,
        )  # fmt: skip


class Worker:
    """One map, one job, ready to work."""

    def __init__(self, job: Job, ecosystem: AnyMap) -> None:
        self.job = job
        ranker = Ranker(ecosystem, job.settings, view=job.view, top=job.top, threats=job.threats)
        self.maker = BlockMaker(ranker, job.table.layout)
        self.wording = Wording(job.meta.run, tuple(ranker.trends), ACTIONS, ranker.top, ranker.threats)
        _READY.clear()
        _READY[_key(job)] = self


_READY: dict[str, Worker] = {}
"""The worker of this process; processes that are forked inherit it."""


def _key(job: Job) -> str:
    return json.dumps([job.meta.run, job.form, job.strict, asdict(job.table)], sort_keys=True, default=str)


def worker_for(job: Job) -> Worker:
    """Return this process's worker for a job; the map is read where that has not been done.

    Raises
    ------
    FileError
        The map here is another one.
    """
    ready = _READY.get(_key(job))
    if ready is not None:
        return ready
    ecosystem, sha256 = load_map(job.maps or None)
    if sha256 != job.map.sha256:
        raise FileError("the map of this worker is not the one that the batch was begun with.")
    return Worker(job, ecosystem)


def part(job: Job, piece: Piece, folder: Path) -> Tally:
    """Rank the rows of one piece and leave answers, rejects and tally in a folder.

    Needs nothing but its arguments, so that it may run in any process on any machine that sees input and folder, and
    again after it was broken off: what it leaves is always the same, and is there only when it is whole.
    """
    kept = finished(folder, piece)
    if kept is not None:
        return kept
    worker = worker_for(job)
    folder.mkdir(parents=True, exist_ok=True)
    tally = Counter(worker.maker.ranker)
    with (
        _whole(path_of(folder, piece, "answers")) as answers,
        _whole(path_of(folder, piece, "rejects")) as rejects,
        _sink(job.form, answers, worker.wording) as write,
    ):
        for rows in piece_rows(job.table, piece):
            block = worker.maker.block(rows)
            write(block.answers())
            rejects.write(reject_lines((one.row, one.columns, one.reasons, one.raw) for one in block.rejects))
            tally.count(block)
            if job.strict and block.rejects:
                break
    result = tally.result()
    with _whole(path_of(folder, piece, "tally")) as stream:  # the last: with it the part is there
        stream.write(json.dumps({name: getattr(result, name) for name in TALLIED}).encode())
    return result


def path_of(folder: Path, piece: Piece, what: str) -> Path:
    """Return where the ``answers``, ``rejects`` or ``tally`` of a piece are."""
    return folder / f"{piece.number:08d}.{what}"


def finished(folder: Path, piece: Piece) -> Tally | None:
    """Return the tally of a piece that is done, None of another."""
    try:
        return Tally(**json.loads(path_of(folder, piece, "tally").read_bytes()))
    except FileNotFoundError:
        return None


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    """Write a file that is there whole or not at all."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            yield stream
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _sink(form: Form, stream: IO[bytes], wording: Wording) -> Iterator[Any]:
    """Yield what writes answers in a form; Parquet is put together of Arrow streams."""
    if form != "parquet":
        yield lambda answers: stream.write(text_lines(answers, wording, as_json=form == "jsonl"))
        return
    import pyarrow as pa

    with pa.ipc.new_stream(stream, schema(wording)) as writer:

        def write(answers: Answers) -> None:
            writer.write_batch(record_batch(answers, wording))

        yield write


class Counter:
    """Counts which trends matter to how many."""

    def __init__(self, ranker: Ranker) -> None:
        self.sectors, self.trends = ranker.compiled.arrays.sectors, ranker.trends
        self.results = self.rejects = 0
        shape = (len(self.sectors), len(self.trends))
        self.businesses = np.zeros(shape[0], dtype=np.int64)
        self.among, self.act = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)

    def count(self, block: Block) -> None:
        """Count a block."""
        first, sectors = block.ranked.opportunities, block.ranked.main_sector
        self.results += len(block.rows)
        self.rejects += len(block.rejects)
        self.businesses += np.bincount(sectors, minlength=len(self.businesses))
        for place in range(first.trend.shape[1]):
            trend, action = first.trend[:, place], first.action[:, place]
            self._add(self.among, sectors, trend, trend >= 0)
            self._add(self.act, sectors, trend, action == ACTIONS.index("act"))

    @staticmethod
    def _add(counts: "np.ndarray[Any, np.dtype[np.int64]]", sectors: Ints, trend: Any, which: Any) -> None:
        cell = sectors[which] * counts.shape[1] + trend[which]
        counts += np.bincount(cell, minlength=counts.size).reshape(counts.shape)

    def result(self) -> Tally:
        """Return the counts by name."""
        there = np.flatnonzero(self.businesses)
        counts = {
            self.sectors[at]: {
                self.trends[t]: [int(self.among[at, t]), int(self.act[at, t])] for t in np.flatnonzero(self.among[at])
            }
            for at in there
        }
        return Tally(self.results, self.rejects, {self.sectors[at]: int(self.businesses[at]) for at in there}, counts)
