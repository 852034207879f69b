"""What a business should do about watching, today: what to watch, whom to look at again, what is new, what moved."""

from collections.abc import Sequence
from datetime import date

from ecomap.errors import InputError
from ecomap.model import Business
from ecomap.model.compiled import AnyMap, CompiledMap
from ecomap.results.logbook import Review, Signal, Snapshot
from ecomap.results.movement import MovedSince
from ecomap.results.watch import Agenda, Reviews
from ecomap.verbs import causes
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.causes import business_then, latest_before
from ecomap.verbs.ranking import answer_labels
from ecomap.verbs.watching import due_reviews, suggest_watching

WATCH = 5
"""Trends of the agenda: what can be kept in mind."""
MOVED = 3
DIRECTIONS = {"up": 1, "down": -1}


def draw_up_agenda(
    ecosystem: AnyMap,
    business: Business,
    as_of: date,
    *,
    signals: Sequence[Signal] = (),
    reviews: Sequence[Review] = (),
    snapshots: Sequence[Snapshot] = (),
    by_signals: bool = False,
    logbook: str = "",
    sha256: str = "",
) -> Agenda:
    """Say what to watch and why, which reviews are due, which signals nobody has looked at, and what moved.

    Parameters
    ----------
    as_of
        Day of the agenda; entries of later days are left out.
    signals, reviews, snapshots
        As they stand in the logbook.
    by_signals
        Whether confirmed signals move paces, by the rule of `ecomap.verbs.causes.signal_drift`.
    """
    compiled, day = compiled_map(ecosystem), as_of.isoformat()
    some = [one for one in signals if one.date <= day]
    told = confirmed(some) if by_signals else []
    drift = causes.signal_drift(compiled, told, as_of)
    found = suggest_watching(compiled, business, drift=drift)
    due = due_reviews(found, reviews, some, as_of)
    new = sorted((one for one in some if is_new(one)), key=lambda one: (one.date, one.id), reverse=True)
    before = latest_before(snapshots, as_of)
    return Agenda(
        **answer_labels(Agenda, compiled, sha256, business),
        as_of=day,
        logbook=logbook,
        watch=found.trends[:WATCH],
        due=tuple(one for one in due if one.days_over >= 0),
        next_due=min((one.due for one in due if one.days_over < 0), default=""),
        signals=tuple(new),
        unmatched=sum(not one.trends for one in some),
        since=before.date if before else "",
        moved=_moved(compiled, business, before, told, as_of) if before else (),
    )


def plan_reviews(
    ecosystem: AnyMap,
    business: Business,
    as_of: date,
    *,
    signals: Sequence[Signal] = (),
    reviews: Sequence[Review] = (),
    only: str = "",
    sha256: str = "",
) -> Reviews:
    """Say when each watched trend, or only one, is to be looked at, those that are due first."""
    compiled = compiled_map(ecosystem)
    found = due_reviews(suggest_watching(compiled, business), reviews, signals, as_of)
    found = tuple(one for one in found if only in ("", one.trend))
    return Reviews(**answer_labels(Reviews, compiled, sha256, business), as_of=as_of.isoformat(), reviews=found)


def is_new(signal: Signal) -> bool:
    """Tell whether a signal is tied to trends and nobody has said of any whether it belongs."""
    return bool(signal.trends) and all(tie.state == "proposed" for tie in signal.trends)


def confirmed(signals: Sequence[Signal]) -> list[causes.Confirmed]:
    """Return the confirmed ties of signals that say a direction."""
    return [
        causes.Confirmed(tie.trend, date.fromisoformat(one.date), DIRECTIONS[one.direction])
        for one in signals
        for tie in one.trends
        if tie.state == "confirmed" and one.direction in DIRECTIONS
    ]


def _moved(
    compiled: CompiledMap, business: Business, before: Snapshot, signals: Sequence[causes.Confirmed], as_of: date
) -> tuple[MovedSince, ...]:
    """Return what moved most since a snapshot; nothing where the map no longer knows what the business said then."""
    try:
        then = business_then(before, compiled)
    except InputError:
        return ()
    return causes.moved_since(compiled, business, before, then, as_of, signals=signals).moves[:MOVED]
