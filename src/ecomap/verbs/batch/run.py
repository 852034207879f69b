"""A whole batch: pieces to workers, parts put together, and what is needed to go on after it was broken off."""

import csv
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any, BinaryIO

from ecomap.errors import InputError, Location, OutputError, Problem
from ecomap.io.batch.answers import Wording, schema
from ecomap.io.batch.pieces import Piece
from ecomap.io.writing import write_whole
from ecomap.model.compiled import AnyMap
from ecomap.results.batch import Tally
from ecomap.verbs.batch.inputs import STANDARD_INPUT, table_pieces
from ecomap.verbs.batch.part import REJECT_COLUMNS, Job, Worker, path_of
from ecomap.verbs.batch.workers import parts_in_order

PLAN = "plan.json"
SAMPLE_BYTES = 1_000_000
"""Bytes at both ends by which an input is known again."""
COPIED_BYTES = 1_000_000


@dataclass(frozen=True)
class Places:
    """Where everything goes."""

    output: Path | None
    """None: standard output."""
    rejects: Path | None
    """None: standard error."""
    resume: bool = False
    force: bool = False
    shard: tuple[int, int] = (1, 1)
    """Which of how many."""
    piece_size: int | None = None
    """Bytes of text or rows of Parquet in a piece."""

    def beside(self, ending: str) -> Path | None:
        """Return a file or folder beside the output: .parts, .meta.json."""
        return None if self.output is None else self.output.with_name(f"{self.output.name}.{ending}")


def run_batch(
    job: Job, ecosystem: AnyMap, places: Places, workers: int = 1, *,
    head: bytes | None = None, progress: Callable[[Piece, Tally], None] | None = None,
) -> Tally:  # fmt: skip
    """Rank a whole table.

    Parameters
    ----------
    workers
        Processes of this machine.
    head
        What has been read of standard input already.
    progress
        Called after every piece.

    Raises
    ------
    InputError
        The first row that cannot be used, where the job is strict.
    OutputError
        Something is in the way, or cannot be written.
    """
    worker = Worker(job, ecosystem)
    folder = _folder(job, places)
    kept = places.beside("parts") is not None
    total = Tally()
    try:
        pieces = _chosen(table_pieces(job.table, head, places.piece_size), places.shard)
        with Assembly(job, worker.wording, places, folder) as assembly:
            for piece, tally in parts_in_order(job, pieces, folder, workers):
                if job.strict and tally.rejects:
                    raise _first_reject(job, path_of(folder, piece, "rejects"))
                assembly.add(piece)
                total.add(tally)
                if not kept:
                    for path in folder.glob(f"{piece.number:08d}.*"):
                        path.unlink()
                if progress is not None:
                    progress(piece, total)
            if meta := places.beside("meta.json"):
                write_whole(meta, json.dumps(asdict(job.meta), indent=2, ensure_ascii=False) + "\n")
            assembly.finish()
    except BaseException as error:
        if not kept or isinstance(error, InputError) or not any(folder.glob("*.tally")):
            shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)
    return total


def _chosen(pieces: Iterator[Piece], shard: tuple[int, int]) -> Iterable[Piece]:
    """Return the pieces of a shard: as many one after the other as in any other shard, give or take one."""
    which, count = shard
    if count == 1:
        return pieces
    planned = [replace(piece, data=None) for piece in pieces]
    return planned[(which - 1) * len(planned) // count : which * len(planned) // count]


def _first_reject(job: Job, path: Path) -> InputError:
    with path.open(encoding="utf-8", newline="") as lines:
        row, columns, reasons, _ = next(csv.reader(lines))
    return InputError([Problem(Location(f"{job.table.name} row {row}"), columns, reasons)])


# --- what is needed to go on


def _folder(job: Job, places: Places) -> Path:
    """Return the folder of the parts, with the plan in it that they belong to."""
    parts = places.beside("parts")
    if parts is None or places.output is None:
        return Path(tempfile.mkdtemp(prefix="ecomap-batch-"))
    if places.output.exists() and not places.force:
        raise OutputError(f"{places.output}: exists already. Write over it with --force.")
    plan = json.dumps(_plan(job, places), indent=2) + "\n"
    path = parts / PLAN
    before = path.read_text(encoding="utf-8") if path.exists() else None
    if before is not None and places.resume and before != plan:
        raise OutputError(f"{parts}: of another input or with other options. Remove it, or leave --resume out.")
    if before is not None and not places.resume:
        if not places.force:
            raise OutputError(f"{parts}: a batch that was broken off. Go on with --resume, or start anew with --force.")
        shutil.rmtree(parts, ignore_errors=True)
    try:
        parts.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{parts}: cannot be written: {error.strerror}.") from None
    write_whole(path, plan)
    return parts


def _plan(job: Job, places: Places) -> dict[str, object]:
    name = job.table.name
    return {
        "run": job.meta.run, "form": job.form, "shard": list(places.shard), "piece_size": places.piece_size,
        "columns": dict(job.table.layout.names), "strict": job.strict,
        "input": name if name == STANDARD_INPUT else _known_again(Path(name)),
    }  # fmt: skip


def _known_again(path: Path) -> str:
    """Return size and a fingerprint of both ends of a file."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        digest = hashlib.sha256(stream.read(SAMPLE_BYTES))
        stream.seek(max(0, size - SAMPLE_BYTES))
        digest.update(stream.read())
    return f"{size} bytes, {digest.hexdigest()}"


# --- the parts put together


class Assembly:
    """Answers and rejects of all pieces, in the order in which they are added.

    Files are there whole when `finish` is called; what is unfinished lies in the folder of the parts, so that it goes
    with them. Without a file answers go to standard output and rejects to standard error, as they come.
    """

    def __init__(self, job: Job, wording: Wording, places: Places, folder: Path) -> None:
        self.job, self.wording, self.folder, self.headed = job, wording, folder, places.shard[0] == 1
        self.files = [
            _File(places.output, sys.stdout.buffer, folder), _File(places.rejects, sys.stderr.buffer, folder),
        ]  # fmt: skip
        self._parquet: Any = None

    def __enter__(self) -> "Assembly":
        """Begin the files."""
        answers, rejects = (file.open() for file in self.files)
        if self.job.form == "parquet":
            import pyarrow.parquet as pq

            wide = schema(self.wording)
            texts = [field.name for field in wide if field.name.split("_")[-2:-1] in (["trend"], ["action"])]
            self._parquet = pq.ParquetWriter(answers, wide, use_dictionary=texts)
        elif self.job.form == "csv" and self.headed:
            answers.write(self.wording.csv_header())
        if self.headed and self.files[1].path is not None:
            rejects.write(f"{','.join(REJECT_COLUMNS)}\n".encode())
        return self

    def add(self, piece: Piece) -> None:
        """Add a part."""
        answers, rejects = (file.stream for file in self.files)
        if self._parquet is None:
            _copy(path_of(self.folder, piece, "answers"), answers)
        else:
            import pyarrow as pa

            with pa.memory_map(str(path_of(self.folder, piece, "answers"))) as stream:
                table = pa.ipc.open_stream(stream).read_all()
                if len(table):
                    self._parquet.write_table(table, row_group_size=len(table))
        _copy(path_of(self.folder, piece, "rejects"), rejects)

    def finish(self) -> None:
        """Put the files in their places."""
        if self._parquet is not None:
            self._parquet.close()
        for file in self.files:
            file.close()

    def __exit__(self, *_: object) -> None:
        """Leave nothing unfinished behind."""
        if self._parquet is not None and self._parquet.is_open:
            self._parquet.close()
        for file in self.files:
            file.discard()


def _copy(path: Path, stream: BinaryIO) -> None:
    with path.open("rb") as source:
        shutil.copyfileobj(source, stream, COPIED_BYTES)
    stream.flush()


class _File:
    """A file that is there whole or not at all; or a stream."""

    def __init__(self, path: Path | None, stream: BinaryIO, folder: Path) -> None:
        self.path, self.stream, self.folder = path, stream, folder
        self.temporary: Path | None = None

    def open(self) -> IO[bytes]:
        if self.path is not None:
            near = self.folder.parent == self.path.parent  # else it may be another disk
            self.temporary = (self.folder if near else self.path.parent) / f".{self.path.name}.{os.getpid()}.tmp"
            try:
                self.stream = self.temporary.open("wb")
            except OSError as error:
                raise OutputError(f"{self.path}: cannot be written: {error.strerror}.") from None
        return self.stream

    def close(self) -> None:
        if self.path is None or self.temporary is None:
            self.stream.flush()
            return
        self.stream.close()
        self.temporary.replace(self.path)
        self.temporary = None

    def discard(self) -> None:
        if self.temporary is not None:
            self.stream.close()
            self.temporary.unlink(missing_ok=True)
