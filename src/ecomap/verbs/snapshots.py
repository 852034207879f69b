"""Standings of a business in its logbook: what `watch diff` and the agenda compare today with."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ecomap.model.compiled import AnyMap
from ecomap.results.logbook import Snapshot
from ecomap.verbs.causes import keep_standings

if TYPE_CHECKING:
    from ecomap.io.logbook.store import Logbook
    from ecomap.model import Business


def keep_snapshot(logbook: "Logbook", ecosystem: AnyMap, business: "Business", day: date, sha256: str) -> None:
    """Keep the standings of a day, where none were kept on it, or on a later one."""
    if all(one.date < day.isoformat() for one in logbook.entries(Snapshot)):
        logbook.add(keep_standings(ecosystem, business, day, sha256=sha256))


def latest_before(snapshots: Sequence[Snapshot], day: date) -> Snapshot | None:
    """Return the last snapshot before a day."""
    return max((one for one in snapshots if one.date < day.isoformat()), key=lambda one: one.date, default=None)
