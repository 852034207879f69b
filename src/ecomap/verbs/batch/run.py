"""A whole batch: pieces to workers, parts to files, and what is needed to go on after it was broken off."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ecomap.errors import InputError, Location, OutputError, Problem
from ecomap.io.batch.pieces import Piece
from ecomap.model.compiled import AnyMap
from ecomap.results.batch import Tally
from ecomap.verbs.batch.assembly import Assembly
from ecomap.verbs.batch.inputs import STANDARD_INPUT, table_pieces
from ecomap.verbs.batch.job import Job, Worker
from ecomap.verbs.batch.part import rejects_path
from ecomap.verbs.batch.workers import Workers

PLAN = "plan.json"
SAMPLE_BYTES = 1_000_000
"""Bytes at both ends by which an input is known again."""


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

    @property
    def parts(self) -> Path | None:
        """The folder of the parts beside the output."""
        return None if self.output is None else self.output.with_name(f"{self.output.name}.parts")

    @property
    def meta(self) -> Path | None:
        """The file that tells what the answers rest on."""
        return None if self.output is None else self.output.with_name(f"{self.output.name}.meta.json")


def run_batch(
    job: Job, ecosystem: AnyMap, places: Places, workers: Workers, *,
    head: bytes | None = None, progress: Callable[[Piece, Tally], None] | None = None,
) -> Tally:  # fmt: skip
    """Rank a whole table.

    Parameters
    ----------
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
    total = Tally()
    try:
        pieces = _chosen(table_pieces(job.table, head, places.piece_size), places.shard)
        files = (places.output, places.rejects, folder)
        with Assembly(job, worker.wording, *files, headed=places.shard[0] == 1) as assembly:
            for piece, tally in workers.done(job, pieces, folder):
                if job.strict and tally.rejects:
                    raise _first_reject(job, rejects_path(folder, piece))
                assembly.add(folder, piece)
                total.add(tally)
                if places.parts is None:
                    _forget(folder, piece)
                if progress is not None:
                    progress(piece, total)
            if places.meta is not None:
                _write(places.meta, json.dumps(asdict(job.meta), indent=2, ensure_ascii=False) + "\n")
            assembly.finish()
    except BaseException as error:
        if places.parts is None or isinstance(error, InputError) or not any(folder.glob("*.tally")):
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


def _folder(job: Job, places: Places) -> Path:
    """Return the folder of the parts, with the plan in it that they belong to."""
    if places.parts is None:
        return Path(tempfile.mkdtemp(prefix="ecomap-batch-"))
    assert places.output is not None
    if places.output.exists() and not places.force:
        raise OutputError(f"{places.output}: exists already. Write over it with --force.")
    plan = json.dumps(_plan(job, places), indent=2) + "\n"
    path = places.parts / PLAN
    before = path.read_text(encoding="utf-8") if path.exists() else None
    if before is not None and places.resume and before != plan:
        raise OutputError(f"{places.parts}: of another input or with other options. Remove it, or leave --resume out.")
    if before is not None and not places.resume:
        if not places.force:
            raise OutputError(
                f"{places.parts}: a batch that was broken off. Go on with --resume, or start anew with --force."
            )
        shutil.rmtree(places.parts, ignore_errors=True)
    try:
        places.parts.mkdir(parents=True, exist_ok=True)
        _write(path, plan)
    except OSError as error:
        raise OutputError(f"{places.parts}: cannot be written: {error.strerror}.") from None
    return places.parts


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


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def _forget(folder: Path, piece: Piece) -> None:
    for path in folder.glob(f"{piece.number:08d}.*"):
        path.unlink()


def _first_reject(job: Job, path: Path) -> InputError:
    import csv

    with path.open(encoding="utf-8", newline="") as lines:
        row, columns, reasons, _ = next(csv.reader(lines))
    return InputError([Problem(Location(f"{job.table.name} row {row}"), columns, reasons)])
