"""Who does the parts: this process, a few processes of this machine, or a Dask cluster; answers come in order."""

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
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from ecomap.errors import FileError
from ecomap.io.batch.pieces import Piece
from ecomap.results.batch import Tally
from ecomap.verbs.batch.inputs import STANDARD_INPUT
from ecomap.verbs.batch.job import Job
from ecomap.verbs.batch.part import part

AHEAD = 2
"""Pieces a worker that are under way or wait; more would only fill memory."""
CLUSTER_AHEAD = 64
"""The same for a whole cluster."""
PATIENCE = "10s"
"""How long a scheduler may take to answer."""
TRIES = 5
"""A piece whose worker dies is done again by another one, so often."""

Done = tuple[Piece, Tally]


class Workers(Protocol):
    """Does parts."""

    def done(self, job: Job, pieces: Iterable[Piece], folder: Path) -> Iterator[Done]:
        """Yield every piece with its tally, in the order of the pieces."""


class ThisProcess:
    """Does one part after the other."""

    def done(self, job: Job, pieces: Iterable[Piece], folder: Path) -> Iterator[Done]:
        """Yield every piece with its tally."""
        return ((piece, part(job, piece, folder)) for piece in pieces)


class Processes:
    """Processes of this machine."""

    def __init__(self, count: int) -> None:
        self.count = count

    def done(self, job: Job, pieces: Iterable[Piece], folder: Path) -> Iterator[Done]:
        """Yield every piece with its tally, in order.

        Raises
        ------
        FileError
            A process died.
        """
        way = "fork" if sys.platform == "linux" else "spawn"  # forked, it has the map already
        context, ahead = multiprocessing.get_context(way), self.count * AHEAD

        def bare(piece: Piece) -> Piece:
            """Leave out the text of a file, which a worker reads faster than it is told."""
            return piece if job.table.name == STANDARD_INPUT else replace(piece, data=None)

        with ProcessPoolExecutor(self.count, context, initializer=_end_with, initargs=(os.getpid(),)) as pool:
            with warnings.catch_warnings():
                # Python 3.12 warns of forks beside threads; those of numpy hold no lock that a worker needs
                warnings.simplefilter("ignore", DeprecationWarning)
                pool.submit(os.getpid).result()  # starts all of them
            try:
                yield from _in_order(lambda piece: pool.submit(part, job, bare(piece), folder), pieces, ahead)
            except BrokenProcessPool:
                raise FileError("A worker process died, perhaps for want of memory. Go on with --resume.") from None


def _end_with(parent: int) -> None:
    """End this process soon after its parent has gone, however that came: nobody would take its work."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class Cluster:
    """Workers of a Dask cluster, which see the same files under the same names.

    Parameters
    ----------
    address
        Of the scheduler, like tcp://10.0.0.5:8786.

    Raises
    ------
    FileError
        distributed is not installed, or nobody answers.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise FileError("--cluster needs Dask, which is not installed: pip install 'ecomap[cluster]'.") from None
        connect: Any = Client  # typed or not, as Dask is installed or not
        try:
            self.client: Any = connect(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise FileError(f"{address}: no Dask scheduler answers there ({error}).") from None

    def done(self, job: Job, pieces: Iterable[Piece], folder: Path) -> Iterator[Done]:
        """Yield every piece with its tally, in order; the piece of a worker that dies is given to another one."""
        where = Path(os.path.abspath(folder))  # noqa: PTH100 - a worker may stand in another folder
        table = replace(job.table, name=os.path.abspath(job.table.name))  # noqa: PTH100
        there = replace(job, table=table)

        def submit(piece: Piece) -> Any:
            key = f"ecomap-{job.meta.run}-{os.getpid()}-{piece.number}"
            bare = replace(piece, data=None)
            return self.client.submit(part, there, bare, where, key=key, pure=False, retries=TRIES)

        try:
            yield from _in_order(submit, pieces, CLUSTER_AHEAD)
        finally:
            self.client.close()


def _in_order(submit: Any, pieces: Iterable[Piece], ahead: int) -> Iterator[Done]:
    waiting: deque[tuple[Piece, Future[Tally]]] = deque()
    for piece in pieces:
        waiting.append((piece, submit(piece)))
        if len(waiting) >= ahead:
            first, future = waiting.popleft()
            yield first, future.result()
    while waiting:
        first, future = waiting.popleft()
        yield first, future.result()
