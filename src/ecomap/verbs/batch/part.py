"""One part of a batch: some rows of the input to files, whole or not at all, the same however often it is done."""

import contextlib
import hashlib
import json
import multiprocessing
import os
import re
import sys
import threading
import time
import warnings
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import IO

import numpy as np

from ecomap.engine.actions import ACTIONS
from ecomap.errors import FileError, OutputError
from ecomap.io.batch.answers import Wording, answer_writer, reject_lines
from ecomap.io.batch.formats import OutputForm
from ecomap.io.batch.pieces import Piece
from ecomap.io.batch.records import Rows
from ecomap.io.maps import load_map
from ecomap.io.writing import write_whole
from ecomap.model import AnyMap, Business, Settings, folded
from ecomap.render.sheet import rounded
from ecomap.results.batch import TWICE, BatchMeta, Client, Tally
from ecomap.results.labels import PROGRAM, MapLabel
from ecomap.results.ranking import View
from ecomap.verbs.batch.blocks import Block, BlockMaker, Ranker, name_of
from ecomap.verbs.batch.inputs import Table, line_in, piece_rows
from ecomap.verbs.batch.layout import NO_MARKS
from ecomap.verbs.ranking import rank_trends
from ecomap.version import VERSION

LONGEST_NAME = 60  # letters of a firm's name in the name of a file
Words = tuple[str, str, str]  # name of a trend, why it stands there, its first step
NO_WORDS: Words = ("", "", "")
REJECT_COLUMNS = ("row", "column", "reason", "record", "line")


@dataclass(frozen=True)
class Job:
    """One table to be ranked: all that a worker on any machine needs to know, the files apart."""

    table: Table
    form: OutputForm  # of the output
    map: MapLabel
    maps: tuple[Path, ...] = ()  # map and overlays; empty: the shipped map
    settings: Settings = field(default_factory=Settings)
    view: View = "all"
    top: int = 5
    threats: int = 0
    strict: bool = False
    reasons: bool = False  # names, reasons and first steps in words too
    businesses: Path | None = None  # folder that gets a business file of every row that is answered
    pages: Path | None = None  # folder that gets a page of every row that is answered
    language: str = "en"  # of the pages
    as_of: date | None = None  # day for which they ask the law; None: the day of the map

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
        if self.table.marks != NO_MARKS:
            known["marks"] = list(self.table.marks)
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
        self.maker = BlockMaker(ranker, job.table.layout, job.table.marks)
        self.wording = Wording(
            job.meta.run, tuple(ranker.trends), ACTIONS, ranker.top, ranker.threats, job.reasons, job.table.layout.named
        )
        self.clients: list[Client] = []
        """Of the pages that were written since somebody took them."""
        _READY[:] = [self]

    def words_of(self, business: Business) -> list[Words]:
        """Return the words of the first opportunities and then threats of a business, in the order of its row."""
        ranker, told = self.maker.ranker, list[Words]()
        most = max(ranker.top, ranker.threats)
        found = rank_trends(ranker.compiled, business, ranker.settings, view=ranker.view, top=most)
        for rows, count in ((found.opportunities, ranker.top), (found.threats, ranker.threats)):
            told += [(row.trend.name, row.why, row.first_step.text) for row in rows[:count]]
            told += [NO_WORDS] * (count - len(rows))
        return told

    def told(self, rows: Rows, block: Block) -> list[list[Words]] | None:
        """Return the words of the answers, and write business files and pages, where either is asked for."""
        if not self.job.reasons and self.job.businesses is None and self.job.pages is None:
            return None
        words = []
        for place, row, id in zip(block.places.tolist(), block.rows.tolist(), block.ids, strict=True):
            name = name_of(rows, place, id)
            business = self.maker.business(rows, place).model_copy(
                update={"name": name, "id": short_name(id) or "firm"}
            )
            if self.job.businesses is not None:
                from ecomap.io.business_writer import business_file

                path = self.job.businesses / file_name(row, name, "yaml")
                write_whole(path, business_file(business, self.maker.ranker.compiled))
            if self.job.pages is not None:
                from ecomap.verbs.batch.pages import write_page

                path = self.job.pages / file_name(row, name, "html")
                self.clients.append(write_page(self.maker.ranker, business, path, row, self.job))
            words.append(self.words_of(business) if self.job.reasons else [])
        return words if self.job.reasons else None


_READY: list[Worker] = []  # the worker of this process; processes that are forked inherit it


def worker_for(job: Job) -> Worker:
    """Return this process's worker for a job; the map is read where that has not been done, and must be the same."""
    if _READY and _READY[0].job == job:
        return _READY[0]
    ecosystem, sha256 = load_map(job.maps or None)
    if sha256 != job.map.sha256:
        raise FileError("the map of this worker is not the one that the batch was begun with.")
    return Worker(job, ecosystem)


def file_name(row: int, name: str, ending: str) -> str:
    """Return what a file of a row is called: its number, and of its name what any disk takes."""
    plain = short_name(name)
    return f"{row:06d}{'-' * bool(plain)}{plain}.{ending}"


def short_name(name: str) -> str:
    """Return small letters, digits and hyphens of a name; empty where it has none."""
    return "-".join(re.findall("[a-z0-9]+", folded(name)))[:LONGEST_NAME].strip("-")


def part(job: Job, piece: Piece, folder: Path) -> Tally:
    """Rank the rows of one piece and leave answers, rejects and tally in a folder.

    Needs nothing but its arguments, so that it may run in any process on any machine that sees input and folder, and
    again after it was broken off: what it leaves is always the same, and is there only when it is whole.
    """
    with contextlib.suppress(FileNotFoundError):
        return Tally(**json.loads(path_of(folder, piece, "tally").read_bytes()))
    worker = worker_for(job)
    folder.mkdir(parents=True, exist_ok=True)
    tally, line = Tally(), line_in(job.table, piece)
    with (
        whole(path_of(folder, piece, "answers")) as answers,
        whole(path_of(folder, piece, "rejects")) as rejects,
        answer_writer(job.form, answers, worker.wording) as write,
    ):
        for rows in piece_rows(job.table, piece):
            block = worker.maker.block(rows)
            called = [name_of(rows, at, "") for at in block.places.tolist()] if worker.wording.named else ()
            write(block.answers(worker.told(rows, block), called))
            rejects.write(
                reject_lines(
                    (one.row, one.columns, one.reasons, one.raw, str(line(one.row) or "")) for one in block.rejects
                )
            )
            tally.add(counted(block, worker.maker.ranker))
            if job.strict and block.rejects:
                break
    tally.clients = [rounded(one) for one in worker.clients]
    worker.clients.clear()
    with whole(path_of(folder, piece, "tally")) as stream:  # the last: with it the part is there
        stream.write(json.dumps(asdict(tally)).encode())
    return tally


def path_of(folder: Path, piece: Piece, what: str) -> Path:
    """Return where the ``answers``, ``rejects`` or ``tally`` of a piece are."""
    return folder / f"{piece.number:08d}.{what}"


@contextlib.contextmanager
def whole(path: Path, folder: Path | None = None) -> Iterator[IO[bytes]]:
    """Yield a file that is in its place whole or not at all; a device or a pipe is written through.

    Until then it lies in ``folder``, else beside its place.
    """
    through = path.exists() and not path.is_file()
    target = path if through else path.resolve()  # a pipe behind /dev/stdout has no name to follow
    temporary = target if through else (folder or target.parent) / f".{target.name}.{os.getpid()}.tmp"
    try:
        stream = temporary.open("wb")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}.") from None
    try:
        with stream:
            yield stream
        if not through:
            temporary.replace(target)
    finally:
        if not through:
            temporary.unlink(missing_ok=True)


def twice(ids: Sequence[str]) -> list[str]:
    """Return the first ids that stand more than once."""
    return [id for id, count in Counter(ids).items() if count > 1][:TWICE] if len({*ids}) < len(ids) else []


def counted(block: Block, ranker: Ranker) -> Tally:
    """Count which trends matter to how many of the businesses of a block."""
    found = Tally(len(block.rows), len(block.rejects), empty=block.empty, nothing=block.nothing, twice=twice(block.ids))
    first, main, count = block.ranked.opportunities, block.ranked.main_sector, len(ranker.trends)
    places, sectors = main[:, None] * count + first.trend, ranker.compiled.arrays.sectors
    among, act = (
        np.bincount(places[mark], minlength=len(sectors) * count).reshape(-1, count)
        for mark in (first.trend >= 0, first.action == ACTIONS.index("act"))
    )
    for place, businesses in enumerate(np.bincount(main).tolist()):
        if businesses:
            found.businesses[sectors[place]] = businesses
            told = np.flatnonzero(among[place]).tolist()
            found.trends[sectors[place]] = {
                ranker.trends[at]: [int(among[place, at]), int(act[place, at])] for at in told
            }
    return found


# --- who does the parts -----------------------------------------------------------------------------------------


AHEAD = 2  # pieces a worker that are under way or wait; more would only fill memory

Done = tuple[Piece, Tally]


def parts_in_order(job: Job, pieces: Iterable[Piece], folder: Path, workers: int = 1) -> Iterator[Done]:
    """Yield every piece with its tally, in the order of the pieces, done by so many processes; none may die."""
    if workers == 1:
        yield from ((piece, part(job, piece, folder)) for piece in pieces)
        return
    way = "fork" if sys.platform == "linux" else "spawn"  # forked, it has the map already
    context = multiprocessing.get_context(way)

    waiting: deque[tuple[Piece, Future[Tally]]] = deque()
    with ProcessPoolExecutor(workers, context, initializer=_end_with, initargs=(os.getpid(),)) as pool:
        with warnings.catch_warnings():
            # Python 3.12 warns of forks beside threads; those of numpy hold no lock that a worker needs
            warnings.simplefilter("ignore", DeprecationWarning)
            pool.submit(os.getpid).result()  # starts all of them
        try:
            for piece in pieces:
                waiting.append((piece, pool.submit(part, job, piece, folder)))
                if len(waiting) >= workers * AHEAD:
                    yield _first(waiting)
            while waiting:
                yield _first(waiting)
        except BrokenProcessPool:
            raise FileError("A worker process died, perhaps for want of memory. Go on with --resume.") from None


def _first(waiting: "deque[tuple[Piece, Future[Tally]]]") -> Done:
    piece, future = waiting.popleft()
    return piece, future.result()


def _end_with(parent: int) -> None:
    """End this process soon after its parent has gone, however that came: nobody would take its work."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
