"""One part of a batch: some pieces of the input to files, whole or not at all, the same however often it is done."""

import csv
import io
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import IO, Any, Protocol

import numpy as np

from ecomap.engine.actions import ACTIONS
from ecomap.engine.businesses import Ints
from ecomap.io.batch.answers import Answers, Wording, text_lines
from ecomap.io.batch.formats import Form, has_arrow
from ecomap.io.batch.pieces import Piece
from ecomap.results.batch import Tally
from ecomap.verbs.batch.blocks import Block
from ecomap.verbs.batch.job import Job, Worker, worker_for

REJECT_COLUMNS = ("row", "column", "reason", "record")
TALLIED = tuple(field.name for field in fields(Tally))
SMALL_ROWS = 800
"""Fewer answers are written by Python alone: pyarrow takes longer to load."""


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
    tally = Counter(worker)
    with (
        _whole(answers_path(folder, piece)) as answers_file,
        _whole(rejects_path(folder, piece)) as rejects_file,
        _sink(job.form, answers_file, worker.wording) as sink,
    ):
        for block in worker.reader.blocks(piece):
            sink.write(block.answers())
            rejects_file.write(_reject_lines(block))
            tally.count(block)
            if job.strict and block.rejects:
                break
    result = tally.result()
    with _whole(tally_path(folder, piece)) as tally_file:  # the last: with it the part is there
        tally_file.write(json.dumps({name: getattr(result, name) for name in TALLIED}).encode())
    return result


def answers_path(folder: Path, piece: Piece) -> Path:
    """Return where the answers of a piece are."""
    return folder / f"{piece.number:08d}.answers"


def rejects_path(folder: Path, piece: Piece) -> Path:
    """Return where the rejects of a piece are."""
    return folder / f"{piece.number:08d}.rejects"


def tally_path(folder: Path, piece: Piece) -> Path:
    """Return where the tally of a piece is."""
    return folder / f"{piece.number:08d}.tally"


def finished(folder: Path, piece: Piece) -> Tally | None:
    """Return the tally of a piece that is done, None of another."""
    try:
        return Tally(**json.loads(tally_path(folder, piece).read_bytes()))
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


def _reject_lines(block: Block) -> bytes:
    if not block.rejects:
        return b""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerows((one.row, one.columns, one.reasons, one.raw) for one in block.rejects)
    return lines.getvalue().encode("utf-8", "replace")


class Sink(Protocol):
    """Takes answers."""

    def write(self, answers: Answers) -> None:
        """Write some answers."""


@contextmanager
def _sink(form: Form, stream: IO[bytes], wording: Wording) -> Iterator[Sink]:
    if form != "parquet":
        yield TextSink(stream, wording, as_json=form == "jsonl")
        return
    import pyarrow as pa

    from ecomap.io.batch.arrow_answers import schema

    with pa.ipc.new_stream(stream, schema(wording)) as writer:
        yield _ArrowSink(writer, wording)


class TextSink:
    """Writes lines; by pyarrow where that is quicker."""

    def __init__(self, stream: IO[bytes], wording: Wording, *, as_json: bool) -> None:
        self.stream, self.wording, self.as_json = stream, wording, as_json

    def write(self, answers: Answers) -> None:
        """Write some answers as lines."""
        if len(answers.ids) < SMALL_ROWS or not has_arrow():
            self.stream.write(text_lines(answers, self.wording, as_json=self.as_json))
            return
        from ecomap.io.batch.arrow_answers import text_buffer

        self.stream.write(text_buffer(answers, self.wording, as_json=self.as_json))


class _ArrowSink:
    def __init__(self, writer: Any, wording: Wording) -> None:
        self.writer, self.wording = writer, wording

    def write(self, answers: Answers) -> None:
        from ecomap.io.batch.arrow_answers import record_batch

        self.writer.write_batch(record_batch(answers, self.wording))


class Counter:
    """Counts which trends matter to how many."""

    def __init__(self, worker: Worker) -> None:
        self.vocabulary = worker.ranker.vocabulary
        self.results = self.rejects = 0
        shape = (len(self.vocabulary.sectors), len(self.vocabulary.trends))
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
        sectors, trends = self.vocabulary.sectors, self.vocabulary.trends
        counts = {
            sectors[at]: {
                trends[t]: [int(self.among[at, t]), int(self.act[at, t])] for t in np.flatnonzero(self.among[at])
            }
            for at in np.flatnonzero(self.businesses)
        }
        businesses = {sectors[at]: int(self.businesses[at]) for at in np.flatnonzero(self.businesses)}
        return Tally(self.results, self.rejects, businesses, counts)
