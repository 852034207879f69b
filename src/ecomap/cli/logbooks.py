"""The logbook of a business as commands use it: read where there is one, written with the standings of the day."""

import contextlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ecomap.errors import InputError

if TYPE_CHECKING:
    from ecomap.io.logbook.store import Logbook
    from ecomap.render.watch import Typed

E = TypeVar("E", bound=Any)


def logbook_there(business: str, file: Path | None) -> Path | None:
    """Return the logbook of a business; None of a template, which has none unless one is named."""
    from ecomap.io.logbook.opening import logbook_beside

    try:
        path = logbook_beside(business, file)
    except InputError:
        return None
    return path if file is not None or path.exists() else None


def as_typed(business: str, file: Path | None) -> "Typed":
    """Return how a business was named, and whether there is a place for its logbook."""
    import shlex

    from ecomap.render.watch import Typed

    words = shlex.join([business, *(["--logbook", str(file)] if file else [])])
    return Typed(words, file is not None or Path(business).is_file())


def entries(path: Path | None, kind: type[E]) -> tuple[E, ...]:
    """Return what stands of a kind; nothing where there is no logbook."""
    from ecomap.io.logbook.store import Logbook

    if path is None:
        return ()
    with Logbook(path) as logbook:
        return logbook.entries(kind)


@contextlib.contextmanager
def writing(business: str, file: Path | None, opened: Any, day: date) -> "Iterator[Logbook]":
    """Open the logbook to write into it, all or nothing; with the first entry of a day its standings are kept."""
    from ecomap.io.logbook.opening import logbook_beside
    from ecomap.io.logbook.store import Logbook
    from ecomap.verbs.causes import keep_snapshot

    with Logbook(logbook_beside(business, file)) as logbook, logbook.together():
        yield logbook
        keep_snapshot(logbook, opened.ecosystem, opened.business, day, opened.sha256)
