"""Who does the parts: this process or a few processes of this machine; answers come in order."""

import multiprocessing
import os
import sys
import threading
import time
import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from ecomap.errors import FileError
from ecomap.io.batch.pieces import Piece
from ecomap.results.batch import Tally
from ecomap.verbs.batch.part import Job, part

AHEAD = 2
"""Pieces a worker that are under way or wait; more would only fill memory."""

Done = tuple[Piece, Tally]


def parts_in_order(job: Job, pieces: Iterable[Piece], folder: Path, workers: int = 1) -> Iterator[Done]:
    """Yield every piece with its tally, in the order of the pieces, done by so many processes.

    Raises
    ------
    FileError
        A process died.
    """
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
