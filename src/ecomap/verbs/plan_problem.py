"""A year of one business as a problem of changes within means, in tenths of hours and whole euros, as it is told."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ecomap.engine.scheduling import Job, Means, Problem, Way
from ecomap.model import Business
from ecomap.model.settings import HOUR_EUR
from ecomap.render.phrases import within
from ecomap.verbs.plan_steps import TRAINING, Cost, Step, Steps, Unfit

MONTHS_A_YEAR = 12
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKS_A_MONTH = 52 / 12
RESERVE = 0.3
"""Part of the hours that is kept for what takes longer than was thought; judged: projects of small firms overrun."""
AT_ONCE = 0.5
"""Part of a year's money that can be spent on its first day, the rest month by month: an owner keeps half back."""
STEADY = 0.6
"""Part of a year's money that everything begun may cost in the year after, so that there is some for new things."""
PLACES = ((3, 1), (20, 2))
"""Up to so many people at work, so many changes at once: half a change a month, as in `ecomap.engine.actions`, each of
about two months."""
MOST_PLACES = 3
UNSAID_PLACES = 2  # changes at once where nothing is said of people: as a firm of four to twenty
IN_A_MONTH = 40.0
"""Hours that one introduction takes in a month at most; judged: a week of one person, more stops the daily work."""
OF_A_MONTH = 0.75  # part of a month's hours that one introduction takes at most: what runs already is kept up beside it
SETTLES = {"established": 1, "growing": 2, "emerging": 3}
"""Months until it works as meant; judged: what most firms use comes with experience, a pilot is watched a quarter."""
A_DAY = 8.0  # hours of what is done in a working day and settles a month sooner
PATIENCE = 2  # months of an introduction from which on somebody else is paid for it; judged: what drags on is given up
HURRY = 2.0
"""Times the points that make a trend worth a step from which on somebody is paid to have it a month sooner; judged."""
BESIDE_PARTNER = 0.2
"""Part of the hours that stays with the owner where somebody else introduces it: to explain, decide and learn."""
PARTNER_A_MONTH = 80.0
"""Hours that somebody else gives in a month; judged: half of a working month beside other customers."""
LAST_DAY_TO_BEGIN = 15
"""Until this day of a month the plan begins in it, from the day after in the next: too little of it is left."""


class Month(NamedTuple):
    """A month of the calendar."""

    year: int
    month: int

    def plus(self, months: int) -> "Month":
        """Return the month so many months later."""
        years, at = divmod(self.month - 1 + months, MONTHS_A_YEAR)
        return Month(self.year + years, at + 1)

    def since(self, other: "Month") -> int:
        """Return how many months after another it is."""
        return MONTHS_A_YEAR * (self.year - other.year) + self.month - other.month

    @property
    def words(self) -> str:
        """How people write it."""
        return f"{MONTH_NAMES[self.month - 1]} {self.year}"

    def __str__(self) -> str:
        """Write it as 2026-12."""
        return f"{self.year:04}-{self.month:02}"


def month_of(text: str) -> Month:
    """Return the month of a day, of a month, or the first of a year, as the map writes them."""
    year, month, *_ = (*map(int, text.split("-")), 1)
    return Month(year, month)


def first_month(day: date) -> Month:
    """Return the first month of a plan that is made on a day."""
    return Month(day.year, day.month).plus(0 if day.day <= LAST_DAY_TO_BEGIN else 1)


def means_of(business: Business, months: int) -> Means:
    """Return what a business can spend in so many months; infinite where nothing is said."""
    hours, budget = business.resources.hours_per_week, business.resources.budget_eur
    a_month = math.inf if hours is None else hours * WEEKS_A_MONTH * (1 - RESERVE)
    cash = [math.inf if budget is None else budget * _free_by(month) for month in range(months)]
    people = business.employees
    places = next((count for most, count in PLACES if people is not None and people <= most), MOST_PLACES)
    return Means(
        (a_month,) * months, tuple(cash), math.inf if budget is None else STEADY * budget,
        UNSAID_PLACES if people is None else places,
    )  # fmt: skip


def _free_by(month: int) -> float:
    """Return how many years' money may be spent by the end of a month."""
    years, at = divmod(month, MONTHS_A_YEAR)
    return years + AT_ONCE + (1 - AT_ONCE) * (at + 1) / MONTHS_A_YEAR


class Year(NamedTuple):
    """What to choose from, as steps and as numbers; one job a step, in the same order."""

    steps: tuple[Step, ...]
    problem: Problem
    with_partner: tuple[tuple[bool, ...], ...]  # of each way of each step, whether somebody else does it
    unfit: Mapping[str, Unfit]


Choice = tuple[Way, bool, tuple[str, ...]]  # a way, whether somebody else does it, and the trainings that it needs


class _Ways:
    """The ways in which one business can do steps, and the trainings that they ask for."""

    def __init__(self, found: Steps, means: Means) -> None:
        self.found, self.means = found, means
        self.trainings: dict[str, Step] = {}

    def of(self, step: Step) -> list[Choice]:
        """Return the ways of a step: numbers, whether somebody else does it, and the trainings it needs.

        Somebody else is paid only where learning it costs more, where the firm would take too long, or loses much by
        waiting.
        """
        lacks = {skill: lack for skill, level in (step.skills or {}).items() if (lack := self.found.lack(skill, level))}
        found = []
        if all(lack <= 1 for lack in lacks.values()):
            needs = tuple(self._training(skill, math.ceil((step.skills or {})[skill])) for skill in lacks)
            found.append((self._way(step.cost, self._months(step.cost.hours)), False, needs))
        months, most = self._months(step.cost.hours), max((points for _, points in step.gains), default=0.0)
        hurry = months > 1 and most >= HURRY * self.found.settings.worth
        if step.partner and (self._cheaper(step, lacks) or months > PATIENCE or hurry):
            found.append((self._partner(step, lacks), True, ()))
        return [one for one in found if one[0].months <= len(self.means.hours)]

    def _way(self, cost: Cost, months: int) -> Way:
        return Way(round(cost.hours, 1), months, round(cost.upkeep, 1), round(cost.once), round(cost.monthly))

    def _months(self, hours: float) -> int:
        return max(1, math.ceil(hours / max(1e-9, min(IN_A_MONTH, OF_A_MONTH * self.means.hours[0])) - 1e-9))

    def _cheaper(self, step: Step, lacks: Mapping[str, float]) -> bool:
        """Tell whether the firm cannot learn it in time, or somebody who does it costs less than learning."""
        skills = {one.id: one.training for one in self.found.compiled.skills}
        asked = [skills[name][math.ceil((step.skills or {})[name]) - 1] for name in lacks]
        learning = sum(HOUR_EUR * training.hours + training.eur for training in asked)
        paid = self.found.settings.partner_eur * (step.cost.hours + MONTHS_A_YEAR * step.cost.upkeep)
        return any(lack > 1 for lack in lacks.values()) or paid < learning

    def _partner(self, step: Step, lacks: Mapping[str, float]) -> Way:
        """Return the way with somebody else, who also keeps it up where the firm does not know how."""
        paid, cost = self.found.settings.partner_eur, step.cost
        upkeep = (0.0, paid * cost.upkeep) if lacks else (cost.upkeep, 0.0)
        hours = BESIDE_PARTNER * cost.hours
        months = max(self._months(hours), math.ceil(cost.hours / PARTNER_A_MONTH))
        return self._way(Cost(hours, upkeep[0], cost.once + paid * cost.hours, cost.monthly + upkeep[1]), months)

    def _training(self, skill: str, level: int) -> str:
        id = f"{TRAINING}{skill}-{level}"
        if id not in self.trainings:
            known = next(one for one in self.found.compiled.skills if one.id == skill)
            training = known.training[level - 1]
            self.trainings[id] = Step(
                id=id, kind="training", name=f"Learn: {within(known.name)}",
                text=f"{training.reason}.",
                cost=Cost(training.hours, once=training.eur), place=False, kpi=known.levels[level],
            )  # fmt: skip
        return id


def year_of(found: Steps, means: Means, first: Month, done: Mapping[str, Month | None]) -> Year:
    """Return what a business could begin as a problem.

    Parameters
    ----------
    done
        Ids of steps that were begun already, with the month; none: before the plan, and long settled.
    """
    ways_of = _Ways(found, means)
    unfit = dict(found.unfit)
    steps = dict(found.by_id)
    ways = {id: ways_of.of(step) for id, step in steps.items()}
    _drop(steps, ways, unfit, found)
    for id in [name for choices in ways.values() for _, _, needs in choices for name in needs]:
        if id not in steps:
            steps[id] = ways_of.trainings[id]
            ways[id] = ways_of.of(steps[id])
    order = {id: place for place, id in enumerate(steps)}
    sets = {name: place for place, name in enumerate(dict.fromkeys(s for step in steps.values() for s in step.sets))}
    groups = {name: place for place, name in enumerate(dict.fromkeys(g for s in steps.values() for g, _ in s.gains))}
    jobs = [_job(step, ways[id], order, sets, groups, first, done) for id, step in steps.items()]
    partners = tuple(tuple(partner for _, partner, _ in ways[id]) for id in steps)
    return Year(tuple(steps.values()), Problem(tuple(jobs), means), partners, unfit)


def _drop(steps: dict[str, Step], ways: dict[str, list[Choice]], unfit: dict[str, Unfit], found: Steps) -> None:
    """Leave out what cannot be done in any way, and what needs that."""
    skills = {skill.id: within(skill.name) for skill in found.compiled.skills}
    for id, step in [*steps.items()]:
        short = [skills[name] for name, level in (step.skills or {}).items() if found.lack(name, level) > 1]
        if not ways[id]:
            lacks = f"more than a level short of {' and '.join(short)}, and nobody is known who does it for you"
            unfit[id] = Unfit(id, step.name, lacks if short else "takes longer than the plan with your hours")
    while gone := [id for id, step in steps.items() if id in unfit or {*step.needs, *step.after} - {*steps}]:
        for id in gone:
            step = steps.pop(id)
            del ways[id]
            before = next((name for name in (*step.needs, *step.after) if name not in steps), id)
            name = unfit[before].name if before in unfit else before
            unfit.setdefault(id, Unfit(id, step.name, f'needs "{name}" first, which is left out'))


def _job(
    step: Step, ways: Sequence[Choice], order: Mapping[str, int], sets: Mapping[str, int],
    groups: Mapping[str, int], first: Month, done: Mapping[str, Month | None],
) -> Job:  # fmt: skip
    settles = max(0, SETTLES[step.stage] - (step.cost.hours <= A_DAY)) if step.place else 0
    began = latest = None
    if step.id in done:
        month = done[step.id]
        began = (0, -(ways[0][0].months + settles) if month is None else month.since(first))
    elif step.due:
        latest = max(0, month_of(step.due).since(first) - min(way.months for way, *_ in ways))
    return Job(
        ways=tuple(way._replace(needs=tuple(order[name] for name in needs)) for way, _, needs in ways),
        gains=tuple((groups[group], points) for group, points in step.gains),
        settles=settles,
        needs=tuple(order[name] for name in step.needs),
        after=tuple(order[name] for name in step.after),
        place=step.place,
        sets=tuple(sets[name] for name in step.sets),
        latest=latest,
        began=began,
    )
