"""The logbook of a business as commands use it: read where there is one, written with the standings of the day."""

import contextlib
import shlex
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ecomap.cli import choices
from ecomap.cli.rooms import io, render, verbs
from ecomap.errors import InputError

if TYPE_CHECKING:
    import re


E = TypeVar("E", bound=Any)
R = TypeVar("R")


def logbook_of(business: str, file: Path | None) -> "io.logbook.store.Logbook":
    """Return the logbook that is named, else the one beside the file of a business."""
    return io.logbook.store.Logbook(io.logbook.opening.logbook_beside(business, file))


class Firm:
    """A business with its map and its logbook."""

    def __init__(self, business: str, logbook: Path | None, maps: list[Path] | None) -> None:
        self.name, self.file, self.maps = business, logbook, maps
        opened = io.businesses.open_business(business, maps)
        self.ecosystem, self.business, self.sha256 = opened.ecosystem, opened.business, opened.sha256

    def ask(self, verb: Callable[..., R], *asked: Any, **said: Any) -> R:
        """Return what a verb answers for this business on its map."""
        return verb(self.ecosystem, self.business, *asked, **said, sha256=self.sha256)

    def logbook(self) -> "io.logbook.store.Logbook":
        """Return the logbook, to be opened."""
        return logbook_of(self.name, self.file)

    @property
    def path(self) -> Path | None:
        """The logbook; none of a template, which has none unless one is named, and where nothing is written yet."""
        try:
            path = self.logbook().path
        except InputError:
            return None
        return path if self.file is not None or path.exists() else None

    @property
    def typed(self) -> "render.watch.Typed":
        """How the business was named, and whether there is a place for its logbook."""
        words = shlex.join([self.name, *(["--logbook", str(self.file)] if self.file else [])])
        return render.watch.Typed(words, self.file is not None or Path(self.name).is_file())

    def hinted(self, anybody: "re.Match[str]") -> str:
        """Return the business as it was named, in the place of another in a hint; only a file can be changed."""
        return shlex.quote(self.name) if anybody[0] == "bakery" or Path(self.name).is_file() else anybody[0]

    def entries(self, kind: type[E]) -> tuple[E, ...]:
        """Return what stands of a kind; nothing where there is no logbook."""
        if self.path is None:
            return ()
        with self.logbook() as logbook:
            return logbook.entries(kind)

    def trends(self, texts: Sequence[str] | None) -> tuple[str, ...]:
        """Return the trends that are meant."""
        from ecomap.names import Names

        return tuple(Names.of(self.ecosystem).meant("trend", text) for text in texts or ())

    @contextlib.contextmanager
    def writing(self, day: date | None = None) -> "Iterator[io.logbook.store.Logbook]":
        """Open the logbook to write into it, all or nothing; with the first entry of a day its standings are kept."""
        with self.logbook() as logbook, logbook.together():
            yield logbook
            verbs.causes.keep_snapshot(logbook, self.ecosystem, self.business, day or choices.day(None), self.sha256)
