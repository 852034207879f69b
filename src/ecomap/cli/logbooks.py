"""The logbook of a business as commands use it: read where there is one, written with the standings of the day."""

import contextlib
import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from ecomap.cli import choices
from ecomap.cli.rooms import io, naming, render, verbs
from ecomap.errors import InputError

E = TypeVar("E", bound=Any)
R = TypeVar("R")


class Book:
    """A business by its name, and its logbook: the one that is named, else the one beside its file."""

    maps: list[Path] | None = None

    def __init__(self, business: str, logbook: Path | None) -> None:
        self.name, self.file = business, logbook

    def words(self, *more: str) -> str:
        """Return how the business was named, as a shell takes it, more words behind, and its logbook if that was."""
        return shlex.join([self.name, *more, *(["--logbook", str(self.file)] if self.file else [])])

    def hinted(self, anybody: "re.Match[str]") -> str:
        """Return the business as it was named, in the place of another in a hint; only a file can be changed."""
        return shlex.quote(self.name) if anybody[0] == "bakery" or Path(self.name).is_file() else anybody[0]

    def logbook(self) -> "io.logbook.store.Logbook":
        """Return the logbook, to be opened."""
        return io.logbook.store.Logbook(io.logbook.opening.logbook_beside(self.name, self.file))


class Firm(Book):
    """A business with its map and its logbook."""

    def __init__(self, business: str, logbook: Path | None, maps: list[Path] | None) -> None:
        super().__init__(business, logbook)
        self.maps, opened = maps, io.businesses.open_business(business, maps)
        self.ecosystem, self.business, self.sha256 = opened.ecosystem, opened.business, opened.sha256

    def ask(self, verb: Callable[..., R], *asked: Any, **said: Any) -> R:
        """Return what a verb answers for this business on its map."""
        return verb(self.ecosystem, self.business, *asked, **said, sha256=self.sha256)

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
        return render.watch.Typed(self.words(), self.file is not None or Path(self.name).is_file())

    def entries(self, kind: type[E]) -> tuple[E, ...]:
        """Return what stands of a kind; nothing where there is no logbook."""
        if self.path is None:
            return ()
        with self.logbook() as logbook:
            return logbook.entries(kind)

    def trends(self, texts: Sequence[str] | None) -> tuple[str, ...]:
        """Return the trends that are meant."""
        return tuple(naming.Names.of(self.ecosystem).meant("trend", text) for text in texts or ())

    @contextlib.contextmanager
    def writing(self, day: date | None = None) -> "Iterator[io.logbook.store.Logbook]":
        """Open the logbook to write into it, all or nothing; with the first entry of a day its standings are kept."""
        with self.logbook() as logbook, logbook.together():
            yield logbook
            verbs.causes.keep_snapshot(logbook, self.ecosystem, self.business, day or choices.day(None), self.sha256)
