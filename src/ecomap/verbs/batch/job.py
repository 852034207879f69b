"""What a batch is asked to do, and one worker that does it."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from ecomap.engine.actions import ACTIONS
from ecomap.errors import FileError
from ecomap.io.batch.answers import Wording
from ecomap.io.batch.formats import Form
from ecomap.io.maps import load_map
from ecomap.model import Settings
from ecomap.model.compiled import AnyMap
from ecomap.results.batch import BatchMeta
from ecomap.results.ranking import MapLabel, ProgramLabel, View
from ecomap.verbs.batch.blocks import BlockMaker
from ecomap.verbs.batch.inputs import Reader, Table
from ecomap.verbs.batch.ranker import Ranker
from ecomap.version import VERSION


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
            ProgramLabel("ecomap", VERSION), self.map, run, self.settings.model_dump(), self.view, self.top,
            self.threats, columns,
        )  # fmt: skip


class Worker:
    """One map, one job, ready to work."""

    def __init__(self, job: Job, ecosystem: AnyMap) -> None:
        self.job = job
        self.ranker = Ranker(ecosystem, job.settings, view=job.view, top=job.top, threats=job.threats)
        self.reader = Reader(job.table, BlockMaker(self.ranker, job.table.layout))
        vocabulary = self.ranker.vocabulary
        self.wording = Wording(job.meta.run, tuple(vocabulary.trends), ACTIONS, self.ranker.top, self.ranker.threats)
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
