"""What moved for a business since its standings were kept, split by cause into parts that add up.

From then to now leads a chain of worlds, each with one thing more as it is now: the map and the program, what the
business says, the day that the map speaks of, confirmed signals. The steps from one to the next are the causes.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ecomap.engine.propagation import Array
from ecomap.errors import InputError
from ecomap.io.businesses import parse_business
from ecomap.model import Business
from ecomap.model.compiled import AnyMap, CompiledMap, moment
from ecomap.results.labels import MapLabel
from ecomap.results.logbook import Snapshot
from ecomap.results.movement import ByCause, FieldMoved, List, MovedSince, Outside, SinceAnswer
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.movement import LEAST, Key, State, state_of
from ecomap.verbs.ranking import answer_labels, default_settings, map_day, profile_of
from ecomap.verbs.standings import find_standings

if TYPE_CHECKING:
    from ecomap.io.logbook.store import Logbook

PER_SIGNAL = 0.25
"""Standard errors of a trend's pace by which one confirmed signal moves it: four of one direction tell as much as the
error of the pace itself leaves open."""
YEAR = 365.25


class Confirmed(NamedTuple):
    """Something that its owner confirmed as a sign of a trend."""

    trend: str
    day: date
    direction: int  # 1: it comes faster, -1: slower


def keep_standings(ecosystem: AnyMap, business: Business, day: date, *, sha256: str = "") -> Snapshot:
    """Return where the trends of a business stand today, to be compared with another day."""
    compiled = compiled_map(ecosystem)
    state = _state(compiled, business)
    rows = [
        {"list": name, "trend": trend, "rank": one.rank, "priority": one.priority}
        for (name, trend), one in state.items()
        if one.rank is not None
    ]
    return Snapshot(day.isoformat(), compiled.id, compiled.version, sha256, profile_of(business), tuple(rows))


def moved_since(
    ecosystem: AnyMap,
    business: Business,
    kept: Snapshot,
    then: Business,
    day: date,
    *,
    signals: Sequence[Confirmed] = (),
    end: Snapshot | None = None,
    sha256: str = "",
) -> SinceAnswer:
    """Split what moved since the standings were kept by cause; the causes sum to the difference of a trend's priority.

    ``kept`` is what `keep_standings` returned on a day before, ``then`` the business on that day, by ids of the map of
    today, ``day``; ``end`` are standings of ``business`` kept on that day, by a map that may be another, else those of
    now.

    Each confirmed signal moves the pace of its trend by a quarter of that pace's standard error, all of a trend
    together by no more than one, from its day on, but not before the day that the map speaks of: what was before is in
    its figures.
    """
    compiled = compiled_map(ecosystem)
    drift = signal_drift(compiled, signals, day)
    ago, since = (moment(compiled.version) - moment(one.version) if one else 0.0 for one in (kept, end))
    grown, pace = np.array([drift.get(trend, 0.0) for trend in compiled.arrays.trends]), compiled.arrays.pace
    worlds = [
        _state(compiled, then, -ago * pace),
        _state(compiled, business, -ago * pace),
        _state(compiled, business, -since * pace),
        _state(compiled, business, grown - since * pace),
    ]
    moves, still = _moves(compiled, _places(compiled, kept), worlds, _places(compiled, end) if end else None)
    labels = answer_labels(SinceAnswer, compiled, sha256, business)
    return SinceAnswer(
        **(labels | {"map": _label(end)} if end else labels),
        then=kept.date,
        now=day.isoformat(),
        map_then=_label(kept),
        years=ago - since,
        profile=tuple(_profile(profile_of(then), profile_of(business))),
        signals=drift,
        moves=moves,
        still=still,
    )


def _label(kept: Snapshot) -> MapLabel:
    return MapLabel(kept.map, kept.version, kept.sha256)


def signal_drift(compiled: CompiledMap, signals: Sequence[Confirmed], day: date) -> dict[str, float]:
    """Return by how much confirmed signals move the log-odds of each trend until a day.

    The pace moves by a quarter of its standard error for each signal of one direction more than of the other, by at
    most one; from the day of each signal on, but not before the day that the map speaks of.
    """
    start, moved = map_day(compiled), {}
    for trend in sorted({signal.trend for signal in signals} & compiled.arrays.trend_index.keys()):
        told = (one for one in signals if one.trend == trend and one.day <= day)
        found = sorted((max(one.day, start), one.direction) for one in told)
        steps, total, drift = [*found, (day, 0)], 0, 0.0
        for (since, direction), (until, _) in pairwise(steps):
            total += direction
            drift += max(-1.0, min(1.0, PER_SIGNAL * total)) * max(0, (until - since).days) / YEAR
        error = float(compiled.arrays.pace_error[compiled.arrays.trend_index[trend]])
        if drift * error:
            moved[trend] = drift * error
    return moved


def _state(compiled: CompiledMap, business: Business, drift: Array | None = None) -> State:
    return state_of(find_standings(compiled, business, default_settings(), drift=drift))


# --- what moved -----------------------------------------------------------------------------------------------


Places = dict[Key, tuple[int, float]]  # rank and points of what has a rank


def _places(compiled: CompiledMap, kept: Snapshot) -> Places:
    """Return the places of standings that were kept, by the ids of this map."""
    now = {item.id: item.meaning for item in compiled.retired if item.kind == "trends" and item.meaning}
    return {(row["list"], now.get(row["trend"], row["trend"])): (row["rank"], row["priority"]) for row in kept.rows}


def _moves(
    compiled: CompiledMap, before: Places, worlds: Sequence[State], after: Places | None
) -> tuple[tuple[MovedSince, ...], int]:
    """Return what moved, and how many trends of the lists did not."""
    listed = [*before, *(after or ()), *(key for state in worlds for key, one in state.items() if one.rank is not None)]
    names = {trend.id: trend.name for trend in compiled.trends}
    if after is None:
        after = {key: (one.rank, 100 * one.score) for key, one in worlds[-1].items() if one.rank is not None}
    ends = {key: (before.get(key), after.get(key)) for key in listed}
    rows = [_row(key, names.get(key[1], key[1]), both, worlds) for key, both in ends.items()]
    moved = [row for row in rows if row.rank_then != row.rank_now or _size(row) > LEAST]
    moved.sort(key=lambda row: (-abs(row.gain), -_size(row), row.list, row.trend))
    return tuple(moved), len(rows) - len(moved)


def _row(
    key: Key, name: str, ends: tuple[tuple[int, float] | None, tuple[int, float] | None], worlds: Sequence[State]
) -> MovedSince:
    (rank_then, first), (rank_now, last) = ((place[0], place[1]) if place else (None, 0.0) for place in ends)
    points = [(state[key].priority if key in state else None) or 0.0 for state in worlds]
    steps = [after - before for before, after in pairwise(points)]
    now = worlds[-1].get(key)
    outside: Outside = "" if rank_now else now.outside if now and now.rank is None else "not in the map"
    outside_all = (points[0] - first) + (last - points[-1])
    by = ByCause(outside_all if abs(outside_all) > LEAST else 0.0, *steps)  # points that are kept are rounded
    return MovedSince(*key, name, rank_then, rank_now, outside, first, last, by)


def _size(row: MovedSince) -> float:
    return max(abs(row.by.map), abs(row.by.business), abs(row.by.time), abs(row.by.signals))


def _profile(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[FieldMoved]:
    """Yield what the business says otherwise, a number by name by itself."""
    for field in dict.fromkeys([*then, *now]):
        old, new = then.get(field), now.get(field)
        if isinstance(old or new, dict):
            old, new = old or {}, new or {}
            for name in dict.fromkeys([*old, *new]):
                if old.get(name) != new.get(name):
                    yield FieldMoved(f"{field}.{name}", _told(old.get(name)), _told(new.get(name)))
        elif isinstance(old or new, list | tuple):
            old, new = old or (), new or ()
            gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
            if gone or come:
                yield FieldMoved(field, _told(gone or None), _told(come or None))
        elif old != new:
            yield FieldMoved(field, _told(old), _told(new))


def _told(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)


# --- standings in a logbook: what `watch diff` and the agenda compare today with --------------------------------


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
        days = ", ".join(sorted({one.date for one in snapshots}))
        way_out = f"They were kept on: {days}." if days else "Keep those of today (ecomap watch diff --keep)."
        if since is None and days:
            way_out = "Those of today are kept: ask again on another day."
        where = "the logbook" if since is None else "--since"
        raise InputError.of(where, f"no standings were kept before {last.isoformat()}.", way_out)
    then = business_then(before, ecosystem)
    return moved_since(ecosystem, business, before, then, day, signals=signals, sha256=sha256)


ANSWER = "ecomap/ranking/2"
LISTS: dict[str, List] = {"opportunities": "opportunity", "threats": "threat"}


def is_answer(text: str) -> bool:
    """Tell whether a text is an answer of `analyze` in JSON, whole or not."""
    return text.lstrip()[:1] == "{" and f'"schema": "{ANSWER}"' in text[:200]


def answer_snapshot(name: str, text: str) -> Snapshot:
    """Return the standings of an earlier answer of `analyze` in JSON; refused if it holds its first trends alone."""
    try:
        content = json.loads(text)
        rows = tuple(_standing(LISTS[name], row) for name in LISTS for row in content[name])
        whole = content["view"] == "all" and len(rows) == content["opportunities_in_all"] + content["threats_in_all"]
        id, version, sha256 = (str(content["map"][name]) for name in ("id", "version", "sha256"))
        found = Snapshot(content["as_of"], id, version, sha256, dict(content["profile"]), rows)
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
    return InputError.of(name, message, "Make it again with: ecomap analyze BUSINESS --json -o FILE")


def moved_between(ecosystem: AnyMap, old: Snapshot, new: Snapshot) -> SinceAnswer:
    """Split what moved between two earlier answers by cause: see `ecomap.verbs.causes.moved_since`."""
    then, now = (business_then(one, ecosystem) for one in (old, new))
    return moved_since(ecosystem, now, old, then, date.fromisoformat(new.date), end=new)


def business_then(kept: Snapshot, ecosystem: AnyMap) -> Business:
    """Return what the business said then, by the names of this map; an InputError where it no longer knows them."""
    return parse_business(f"the business of {kept.date}", json.dumps(kept.profile), ecosystem)


def latest_before(snapshots: Sequence[Snapshot], day: date) -> Snapshot | None:
    """Return the last snapshot before a day."""
    return max((one for one in snapshots if one.date < day.isoformat()), key=lambda one: one.date, default=None)
