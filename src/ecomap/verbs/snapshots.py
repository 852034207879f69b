"""Standings of a business in its logbook: what `watch diff` and the agenda compare today with."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ecomap.errors import InputError, Location, Problem
from ecomap.io.businesses import parse_business
from ecomap.model import Business
from ecomap.model.compiled import AnyMap
from ecomap.results.causes import SinceAnswer
from ecomap.results.logbook import Snapshot
from ecomap.results.movement import List
from ecomap.verbs.causes import Confirmed, keep_standings, moved_since
from ecomap.verbs.rows import moment

if TYPE_CHECKING:
    from ecomap.io.logbook.store import Logbook


def keep_snapshot(logbook: "Logbook", ecosystem: AnyMap, business: Business, day: date, sha256: str) -> None:
    """Keep the standings of a day, where none were kept on it, or on a later one."""
    if all(one.date < day.isoformat() for one in logbook.entries(Snapshot)):
        logbook.add(keep_standings(ecosystem, business, day, sha256=sha256))


def moved_since_kept(
    ecosystem: AnyMap,
    business: Business,
    snapshots: Sequence[Snapshot],
    day: date,
    *,
    since: date | None = None,
    signals: Sequence[Confirmed] = (),
    kept_now: bool = False,
    sha256: str = "",
) -> SinceAnswer:
    """Split what moved since standings were kept by cause.

    Parameters
    ----------
    snapshots
        Those of the logbook.
    since
        Those of that day are meant, or the last before it; left out: the last before today.
    kept_now
        Whether those of today have just been kept: then there may be none before.

    Raises
    ------
    InputError
        No standings were kept by then, with the days on which some were; or the map no longer knows what the business
        said then.
    """
    last = day if since is None else min(day, since + timedelta(days=1))
    before = latest_before(snapshots, last)
    if before is None and kept_now:
        before = keep_standings(ecosystem, business, day, sha256=sha256)
    if before is None:
        raise _nothing_kept(snapshots, last)
    return moved_since(
        ecosystem, business, before, business_then(before, ecosystem), day, signals=signals, sha256=sha256
    )


ANSWER = "ecomap/ranking/2"
LISTS: dict[str, List] = {"opportunities": "opportunity", "threats": "threat"}


def is_answer(text: str) -> bool:
    """Tell whether a text is an answer of `analyze` in JSON, whole or not."""
    return text.lstrip()[:1] == "{" and f'"schema": "{ANSWER}"' in text[:200]


def answer_snapshot(name: str, text: str) -> Snapshot:
    """Return the standings of an earlier answer of `analyze` in JSON.

    Raises
    ------
    InputError
        It is none, or holds the first of its trends alone.
    """
    try:
        content = json.loads(text)
        rows = tuple(_standing(LISTS[name], row) for name in LISTS for row in content[name])
        whole = content["view"] == "all" and len(rows) == content["opportunities_in_all"] + content["threats_in_all"]
        label = content["map"]
        found = Snapshot(
            content["as_of"],
            str(label["id"]),
            str(label["version"]),
            str(label["sha256"]),
            dict(content["profile"]),
            rows,
        )
        date.fromisoformat(found.date), moment(found.version)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _unusable(name, f"is no whole answer of analyze: {type(error).__name__} {error}.") from None
    if not whole:
        raise _unusable(name, "holds only some of its trends.")
    return found


def _standing(of: List, row: Any) -> dict[str, Any]:
    """Return where a trend stood; ValueError where that is no place."""
    trend, rank, score = row["trend"]["id"], row["rank"], row["score"]
    if type(trend) is not str or type(rank) is not int or rank < 1:
        raise ValueError("a trend without a name or rank")
    if type(score) not in (int, float) or not abs(score) <= 1:
        raise ValueError(f"a score that is none: {score}")
    return {"list": of, "trend": trend, "rank": rank, "priority": 100 * score}


def _unusable(name: str, message: str) -> InputError:
    way_out = "Make it again with: ecomap analyze BUSINESS --json -o FILE"
    return InputError([Problem(Location(name), "", message, way_out)])


def moved_between(ecosystem: AnyMap, old: Snapshot, new: Snapshot) -> SinceAnswer:
    """Split what moved between two earlier answers by cause: see `ecomap.verbs.causes.moved_since`."""
    then, now = (business_then(one, ecosystem) for one in (old, new))
    return moved_since(ecosystem, now, old, then, date.fromisoformat(new.date), end=new)


def _nothing_kept(snapshots: Sequence[Snapshot], last: date) -> InputError:
    days = sorted({one.date for one in snapshots})
    when = f"before {last.isoformat()}"
    way_out = f"They were kept on: {', '.join(days)}." if days else "Keep those of today with --keep, and come back."
    return InputError([Problem(Location("--since"), "", f"no standings were kept {when}.", way_out)])


def business_then(kept: Snapshot, ecosystem: AnyMap) -> Business:
    """Return what the business said then, by the names of this map.

    Raises
    ------
    InputError
        The map no longer knows what it said.
    """
    return parse_business(f"the business of {kept.date}", json.dumps(kept.profile), ecosystem)


def latest_before(snapshots: Sequence[Snapshot], day: date) -> Snapshot | None:
    """Return the last snapshot before a day."""
    return max((one for one in snapshots if one.date < day.isoformat()), key=lambda one: one.date, default=None)
