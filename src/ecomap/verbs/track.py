"""What the counts of a pilot say: a written rule (docs/track.md), simple enough to be followed by hand."""

from collections.abc import Sequence
from datetime import date
from math import comb, fsum
from statistics import median
from typing import NamedTuple

from ecomap.record import copied
from ecomap.results.labels import PROGRAM
from ecomap.results.logbook import Pilot, Reading
from ecomap.results.track import Pilots, Says, Standing, figure

LOOKED_AT = 8  # counts that are set against what was before: the last ones, since a new thing needs time to work
LUCK = 0.1
"""Where nothing has changed, a count is as likely above as below what was before; a row of them that has at most this
chance then is taken as a change. One pilot in ten that does nothing looks better so: a small firm can bear that, and
more certainty would ask for more counts than it makes."""
LEAST = 4  # fewer counts cannot have so small a chance: 1/2 x 1/2 x 1/2 is above one in ten
LEVEL_OF = 3  # counts whose median is the level of now: a single odd day does not move it


def judge_pilots(pilots: Sequence[Pilot], readings: Sequence[Reading], as_of: date, business: str = "") -> Pilots:
    """Say of each pilot what its counts say about the choice to scale it, change it or stop.

    Parameters
    ----------
    as_of
        The day of the answer; what was counted later is left out.
    business
        Its name, for the answer.

    Returns
    -------
    Pilots
        Open ones first, each by its number.
    """
    day = as_of.isoformat()
    found = []
    for pilot in pilots:
        own = [one for one in readings if one.pilot == pilot.id and one.date <= day]
        found.append(_standing(pilot, tuple(sorted(own, key=lambda one: (one.date, one.id))), as_of))
    found.sort(key=lambda one: (one.pilot.closed != "", one.pilot.id))
    return Pilots(PROGRAM, business, day, tuple(found))


class Said(NamedTuple):
    """What the counts say, in a word and in words."""

    says: Says
    text: str
    change: str = ""


class _Counts:
    """Numbers of one pilot on one day."""

    def __init__(self, pilot: Pilot, readings: Sequence[Reading], day: date) -> None:
        self.pilot, self.readings = pilot, readings
        self.sign = -1 if pilot.direction == "down" else 1
        self.values = [one.value for one in readings]
        before = pilot.baseline
        self.signs = [] if before is None else [_sign(self.sign * (value - before)) for value in self.values]
        last = self.signs[-LOOKED_AT:]
        self.better, self.worse, self.of = last.count(1), last.count(-1), len(last)
        self.level = median(self.values[-LEVEL_OF:]) if self.values else None
        self.eur, self.hours = fsum(one.eur for one in readings), fsum(one.hours for one in readings)
        self.way: float | None = None
        if self.level is not None and before is not None and pilot.target is not None and pilot.target != before:
            self.way = (self.level - before) / (pilot.target - before)
        begun = date.fromisoformat(pilot.started)
        self.decided = date.fromisoformat(pilot.review) if pilot.review else None
        self.days = (day - begun).days, (self.decided - begun).days if self.decided else 0
        self.due = self.decided is not None and day >= self.decided

    @property
    def time(self) -> float | None:
        """How much of the time has passed."""
        return min(1.0, max(0.0, self.days[0] / self.days[1])) if self.days[1] > 0 else None

    @property
    def luck(self) -> float | None:
        """Chance of the counts if nothing had changed."""
        return chance(max(self.better, self.worse), self.of) if self.of else None

    def reaches(self, wanted: float) -> bool:
        """Tell whether the level is at a number or past it, on the side that is better."""
        return self.level is not None and self.sign * (self.level - wanted) >= 0


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def chance(some: int, of: int) -> float:
    """Return the chance that at least ``some`` of ``of`` tosses of a coin show the same side, named beforehand."""
    return sum(comb(of, k) for k in range(some, of + 1)) / float(2**of)


def _clear(some: int, of: int) -> bool:
    return of > 0 and chance(some, of) <= LUCK


def _standing(pilot: Pilot, readings: tuple[Reading, ...], day: date) -> Standing:
    counts = _Counts(pilot, readings, day)
    return copied(Standing, counts, **_said(counts)._asdict(), rule=_rule(pilot))


def _said(counts: _Counts) -> Said:
    """Apply the rule: the first that holds."""
    pilot, over = counts.pilot, _over(counts)
    if pilot.closed:
        return Said("closed", f"Closed on {pilot.closed}: {pilot.verdict}. {pilot.note}".rstrip())
    if over:
        return Said("over the cap", f"It has cost {over}: stop it, or settle a new cap.")
    if len(counts.values) < LEAST:
        return _too_few(counts)
    return _without_before(counts) if pilot.baseline is None else _against_before(counts)


def _too_few(counts: _Counts) -> Said:
    number = len(counts.values)
    if not number:
        return Said("nothing counted", "Nothing counted yet.", f"It takes {LEAST} counts at least, one a week perhaps.")
    text = "1 count is too few to say." if number == 1 else f"{number} counts are too few to say."
    if counts.due:
        text += " The day to decide has come: count on and move the day, or stop."
    more = LEAST - number
    return Said("too few", text, f"{more} more count{'s' * (more > 1)} may be enough, if all point one way.")


def _without_before(counts: _Counts) -> Said:
    target, level = counts.pilot.target, figure(counts.level)
    if target is not None and counts.reaches(target):
        return Said("reached", f"The target is reached: {level}, {figure(target)} wanted.")
    wanted = "" if target is None else f", {figure(target)} wanted"
    return Said("open", f"Now {level}{wanted}.", "Say what it was before, and it can be told if it got better.")


def _against_before(counts: _Counts) -> Said:
    pilot, level = counts.pilot, figure(counts.level)
    if _clear(counts.worse, counts.of):
        return Said("worse", f"Worse than before in {counts.worse} of {counts.of} counts: {_stop(pilot)}.")
    better = _clear(counts.better, counts.of)
    if better and pilot.target is not None and counts.reaches(pilot.target):
        return Said("reached", f"The target is reached: {level}, {figure(pilot.target)} wanted.")
    return _on_the_day(counts, better) if counts.due else _before_the_day(counts, better)


def _on_the_day(counts: _Counts, better: bool) -> Said:
    least, come = threshold(counts.pilot), "The day to decide has come"
    if least is not None and not counts.reaches(least):
        return Said("not enough", f"{come}: {figure(counts.level)}, and {figure(least)} was asked for. Stop.")
    much = f"{come}: better than before in {counts.better} of {counts.of} counts"
    if not better:
        return Said("no better", f"{much}, no clear change, so {_stop(counts.pilot)}.")
    if counts.way is None:
        return Said("better", f"{much}. Scale it, if that is worth its cost.")
    way = f"{counts.way:.0%} of the way to the target"
    return Said("behind", f"{much}, but only {way}. Change something, or be content.")


def _before_the_day(counts: _Counts, better: bool) -> Said:
    much = f"{counts.better} of {counts.of} counts"
    if not better:
        return Said("unclear", f"Not clear yet: {much} are better than before.")
    if counts.way is None:
        return Said("better", f"Better than before in {much}.")
    way, time = f"{counts.way:.0%} of the way to the target", counts.time
    if time is not None:
        way += f" after {round(counts.days[0] / 7)} of {round(counts.days[1] / 7)} weeks"
    if time is not None and counts.way < time:
        return Said("behind", f"Better than before, but slow: {way}.")
    return Said("on the way", f"On the way: {way}.")


def _over(counts: _Counts) -> str:
    pilot, over = counts.pilot, []
    if pilot.cap_eur is not None and counts.eur > pilot.cap_eur:
        over.append(f"EUR {figure(counts.eur)} of at most {figure(pilot.cap_eur)}")
    if pilot.cap_hours is not None and counts.hours > pilot.cap_hours:
        over.append(f"{figure(counts.hours)} of at most {figure(pilot.cap_hours)} hours")
    return " and ".join(over)


def threshold(pilot: Pilot) -> float | None:
    """Return the number that the stop rule asks for, None of a rule in words."""
    try:
        return float(pilot.stop)
    except ValueError:
        return None


def _stop(pilot: Pilot) -> str:
    """Return what the stop rule says where it has not got better."""
    in_words = pilot.stop and threshold(pilot) is None
    return f'look at your rule, "{pilot.stop}"' if in_words else "the stop rule says stop"


def _rule(pilot: Pilot) -> str:
    least, day = threshold(pilot), f" on {pilot.review}" if pilot.review else ""
    if pilot.stop and least is None:
        return pilot.stop
    side = "above" if pilot.direction == "down" else "below"
    return f"no better than before{day}" if least is None else f"{side} {figure(least)}{day}"
