"""A whole batch: pieces to workers, parts put together, and what is needed to go on after it was broken off."""

import csv
import hashlib
import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO

import numpy as np

from ecomap.errors import InputError, Location, OutputError, Problem
from ecomap.io.batch.answers import Wording, add_bytes, add_lines, cells, joiner
from ecomap.io.batch.pieces import Piece
from ecomap.io.batch.records import Column, Rows
from ecomap.io.reading import STANDARD_INPUT
from ecomap.io.writing import bytes_of, refuse_existing, write_whole
from ecomap.model.compiled import AnyMap
from ecomap.results.batch import BatchCheck, ColumnRead, RejectedFor, Tally, said_empty, said_twice
from ecomap.verbs.batch.blocks import BlockMaker, Ranker
from ecomap.verbs.batch.inputs import Table, line_in, piece_rows, table_pieces
from ecomap.verbs.batch.meanings import CellError, Unread
from ecomap.verbs.batch.part import REJECT_COLUMNS, Job, Worker, parts_in_order, path_of, twice, whole

PLAN = "plan.json"
Parts = Callable[[Job, Iterable[Piece], Path], Iterable[tuple[Piece, Tally]]]
SAMPLE_BYTES = 1_000_000  # bytes at both ends by which an input is known again


@dataclass(frozen=True)
class Places:
    """Where everything goes."""

    output: Path | None  # none: standard output
    rejects: Path | None  # none: standard error
    resume: bool = False
    force: bool = False
    shard: tuple[int, int] = (1, 1)  # which of how many
    piece_size: int | None = None  # bytes of text or rows of Parquet in a piece


def beside(output: Path | None, ending: str) -> Path | None:
    """Return a file or folder beside an output: .parts, .meta.json; None where that is a stream or a device."""
    through = output is None or (output.exists() and not output.is_file())
    return None if through or output is None else output.with_name(f"{output.name}.{ending}")


def run_batch(
    job: Job, ecosystem: AnyMap, places: Places, done: Parts = parts_in_order, *,
    head: bytes = b"", progress: Callable[[Piece, Tally], None] | None = None,
) -> Tally:  # fmt: skip
    """Rank a whole table; where the job is strict, the first row that cannot be used ends it.

    ``done`` does the parts, in any way, and yields each piece with its tally, in order; ``head`` is what has been read
    of standard input already; ``progress`` is called after every piece.
    """
    worker = Worker(job, ecosystem)
    folder = _folder(job, places)
    kept = beside(places.output, "parts") is not None
    total = Tally()
    try:
        pieces = _chosen(table_pieces(job.table, head, places.piece_size), places.shard)
        if job.table.name != STANDARD_INPUT:  # a file is read faster than it is told
            pieces = (replace(piece, data=None) for piece in pieces)
        with _assembly(job, worker.wording, places, folder) as add:
            for piece, tally in done(job, pieces, folder):
                if job.strict and tally.rejects:
                    _refuse_fault(job, path_of(folder, piece, "rejects"))
                add(piece)
                total.add(tally)
                if not kept:
                    for what in ("answers", "rejects", "tally"):
                        path_of(folder, piece, what).unlink(missing_ok=True)
                if progress is not None:
                    progress(piece, total)
            if meta := beside(places.output, "meta.json"):
                write_whole(meta, json.dumps(asdict(job.meta), indent=2, ensure_ascii=False) + "\n")
    except BaseException as error:
        if not kept or isinstance(error, InputError) or not any(folder.glob("*.tally")):
            shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)
    unasked = beside(places.output, "rejects.csv")
    if not total.rejects and unasked is not None and unasked == places.rejects:  # it has nothing to say
        unasked.unlink(missing_ok=True)
    return total


@contextmanager
def _assembly(job: Job, wording: Wording, places: Places, folder: Path) -> Iterator[Callable[[Piece], None]]:
    """Yield what adds a part to answers and rejects.

    Files are there whole when all has been added; what is unfinished lies in the folder of the parts, so that it goes
    with them. Without a file answers go to standard output and rejects to standard error, as they come; the heading
    waits there for the first answer, since on a failure standard output is empty.
    """

    def placed(path: Path | None, stream: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
        if path is None:
            return nullcontext(stream)
        return whole(path, folder if folder.parent.resolve() == path.resolve().parent else None)  # else another disk

    headed = places.shard[0] == 1
    out, err = map(bytes_of, (sys.stdout, sys.stderr))
    with placed(places.output, out) as answers, placed(places.rejects, err) as rejects:
        heading = wording.heading(job.form) if headed else []
        if places.output is not None:
            answers.writelines(heading)
            heading = []
        if headed and places.rejects is not None:
            rejects.write(f"{','.join(REJECT_COLUMNS)}\n".encode())
        with (_sheets if job.form == "xlsx" else partial(joiner, job.form))(answers, wording) as join:

            def add(piece: Piece) -> None:
                part = path_of(folder, piece, "answers")
                if heading and part.stat().st_size:
                    answers.write(heading.pop())
                join(part)
                tell = add_bytes if places.rejects is not None else add_lines
                tell(path_of(folder, piece, "rejects"), rejects)

            yield add
        if places.shard[1] > 1:  # the others have none
            answers.writelines(heading)


@contextmanager
def _sheets(stream: IO[bytes], wording: Wording) -> Iterator[Callable[[Path], object]]:
    """Yield what adds a part to a workbook."""
    from ecomap.render.writers.spreadsheet import growing

    with growing(stream, wording.columns, constant_memory=True) as add:
        yield lambda path: add(cells(path, wording))


def _chosen(pieces: Iterator[Piece], shard: tuple[int, int]) -> Iterable[Piece]:
    """Return the pieces of a shard: as many one after the other as in any other shard, give or take one."""
    which, count = shard
    if count == 1:
        return pieces
    planned = [replace(piece, data=None) for piece in pieces]
    return planned[(which - 1) * len(planned) // count : which * len(planned) // count]


def _refuse_fault(job: Job, rejects: Path) -> None:
    """Refuse the first row that cannot be used."""
    with rejects.open(encoding="utf-8", newline="") as lines:
        row, columns, reasons, _, line = next(csv.reader(lines))
    where = f"{job.table.called or job.table.name} row {row}{f' (line {line})' if line else ''}"
    raise InputError([Problem(Location(where), columns, reasons)])


# --- what is needed to go on


def _folder(job: Job, places: Places) -> Path:
    """Return the folder of the parts, with the plan in it that they belong to."""
    parts = beside(places.output, "parts")
    if parts is None or places.output is None:
        return Path(tempfile.mkdtemp(prefix="ecomap-batch-"))
    refuse_existing(places.output, force=places.force)
    plan = json.dumps(_plan(job, places), indent=2) + "\n"
    path = parts / PLAN
    before = path.read_text(encoding="utf-8") if path.exists() else None
    if before is not None and places.resume and before != plan:
        raise OutputError(f"{parts}: of another input or with other options. Remove it, or leave --resume out.")
    if before is not None and not places.resume:
        if not places.force:
            raise OutputError(f"{parts}: of a batch at work or broken off. Wait, or --resume it, or --force a new one.")
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


# --- the beginning of a table looked at before a long run -------------------------------------------------------


LOOKED_AT = 1_000  # rows
TOLD = 3  # cells of a column that are told as not understood


def look(table: Table, ecosystem: AnyMap, head: bytes, said: tuple[str, ...] = ()) -> BatchCheck:
    """Read the first thousand rows of a table: ``head`` has been read, ``said`` was decided, in sentences."""
    maker = BlockMaker(Ranker(ecosystem, top=1), table.layout, table.marks)
    piece = next(table_pieces(table, head), None)
    line = line_in(table, piece) if piece else lambda _: None
    blocks = islice(piece_rows(table, piece), 1) if piece else ()
    columns: list[ColumnRead] = []
    reasons: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], int] = {}
    answered = rejected = 0
    for rows in map(_beginning, blocks):
        block = maker.block(rows)
        answered, rejected = len(block.rows), len(block.rejects)
        said += (*said_empty(block.empty), *said_twice(twice(block.ids)))
        columns = [_read(maker, table, ours, rows.columns[ours]) for ours in rows.columns]
        for one in block.rejects:
            reasons[one.columns, one.reasons] += 1
            first.setdefault((one.columns, one.reasons), one.row)
    return BatchCheck(
        said, answered + rejected, answered, tuple(columns), table.layout.unused,
        tuple(RejectedFor(*key, count, first[key], line(first[key])) for key, count in reasons.most_common()),
    )  # fmt: skip


def _beginning(rows: Rows) -> Rows:
    columns = {ours: Column(column.codes[:LOOKED_AT], column.cells) for ours, column in rows.columns.items()}
    broken = {at: one for at, one in rows.broken.items() if at < LOOKED_AT}
    more = {at: one for at, one in rows.more.items() if at < LOOKED_AT}
    return replace(rows, numbers=rows.numbers[:LOOKED_AT], columns=columns, broken=broken, more=more)


def _read(maker: BlockMaker, table: Table, ours: str, column: Column) -> ColumnRead:
    used = np.bincount(column.codes[column.codes >= 0], minlength=len(column.cells))
    cells = [cell for cell, count in zip(column.cells, used, strict=True) if count]
    counts = [int(count) for count in used if count]
    bad = [place for place, one in enumerate(maker.cells.meanings(ours, cells)) if isinstance(one, CellError | Unread)]
    unknown = tuple(str(cells[place]) for place in sorted(bad, key=lambda place: -counts[place])[:TOLD])
    return ColumnRead(ours, table.layout.read_from(ours), sum(counts), sum(counts[place] for place in bad), unknown)
