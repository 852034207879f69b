"""Why a step is not in a plan, what is left over and why, and why the order is another than the ranking's."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ecomap.engine.beginnings import LimitName, Used, against
from ecomap.engine.scheduling import Problem, Schedule
from ecomap.results.plan import Limit, PlannedStep
from ecomap.verbs.plan_problem import Year, month_of
from ecomap.verbs.words import listed

LACKS: dict[LimitName, str] = {
    "places": "no place for one more change at once", "hours": "not enough of your hours", "money": "not enough money",
}  # fmt: skip
LAWS = 3  # duties that are told by name
LITTLE = 0.1  # part of hours or money that may stay unused without a word
FULL = "what runs already leaves no room for more cost a year"
"""What keeps money unspent where little of a year's running cost is left."""


class Reason(NamedTuple):
    """Why a step is not in a plan."""

    text: str
    limits: frozenset[LimitName] = frozenset()  # those that each month and way would break


def why_left(year: Year, schedule: Schedule, job: int) -> Reason:
    """Return why a step that could be done is not in the plan."""
    step = year.steps[job]
    left = {one.id: one.name for one, begun in zip(year.steps, schedule.begun, strict=True) if begun is None}
    if first := next((one for one in (*step.needs, *step.after) if one in left), None):
        return Reason(f'comes after "{left[first]}", which has no place in this plan')
    found = against(year.problem, schedule.begun, job)
    if not found:
        return Reason("no time left after what comes first, or something of its kind is on its way")
    if frozenset() in found:
        return Reason("fits, but adds next to nothing to what is planned")
    limits = frozenset.intersection(*found) or min(found, key=lambda limits: (len(limits), sorted(limits)))
    if "money" in limits and _too_dear(year.problem, job):
        return Reason("costs more money than there is", frozenset({"money"}))
    return Reason(f"{listed([LACKS[limit] for limit in LACKS if limit in limits])} beside what brings more", limits)


def _too_dear(problem: Problem, job: int) -> bool:
    """Tell whether each way of a job costs more than the plan has, or what runs on more than a year may cost."""
    ways, means = problem.jobs[job].ways, problem.means
    return all(way.once + way.monthly > means.cash[-1] or 12 * way.monthly > means.running for way in ways)


def left_over(problem: Problem, taken: Used, reasons: Sequence[Reason]) -> Iterator[str]:
    """Yield what of hours and money is not used, and why; ``reasons``: why the steps were left out that were."""
    means, months = problem.means, len(problem.means.hours)
    alone = [reason.limits for reason in reasons]  # more of a limit helps by itself where no other keeps a step out
    waiting = frozenset[LimitName]().union(*alone)
    nothing = "" if reasons else "nothing else is worth a step to you"
    hours, there = math.fsum(taken.hours), math.fsum(means.hours)
    if math.isfinite(there) and there - hours > LITTLE * there:
        free = f"{there - hours:,.0f} of {there:,.0f} hours stay free, about {(there - hours) / months:.0f} a month"
        few = "too few at a time for what is left out" if {"hours"} in alone else _waits(waiting)
        yield f"{free}: {nothing or few}."
    spent, budget = taken.spent[-1], means.cash[-1]
    if math.isfinite(budget) and budget - spent > LITTLE * budget:
        full = means.running - taken.running < LITTLE * means.running
        dear = FULL if full else "what waits for money costs more than there is when it could begin"
        kept = dear if {"money"} in alone else _waits(waiting)
        yield f"EUR {budget - spent:,.0f} of {budget:,.0f} stay unspent: {nothing or kept}."


def _waits(limits: frozenset[LimitName]) -> str:
    """Return what the steps that are left out wait for."""
    names: dict[LimitName, str] = {"places": "room for change", "hours": "hours", "money": "money"}
    return f"what is left out waits for {listed([names[one] for one in names if one in limits]) or 'its turn'}"


def other_order(steps: Sequence[PlannedStep]) -> str:
    """Return why what stands higher in the ranking begins later, of the first such pair; or nothing."""
    ranked = [(one.trend_rank, one) for one in steps if one.trend_rank and one.kind == "first"]
    firsts = [one for _, one in sorted(ranked, key=lambda pair: pair[0])]
    for at, one in enumerate(firsts):
        sooner = [other for other in firsts[at + 1 :] if other.start < one.start]
        if sooner:
            other = min(sooner, key=lambda step: step.start)
            later = _why_later(one, other, steps)
            return f'"{one.name}" stands higher in `analyze` than "{other.name}" but begins later: {later}.'
    return ""


def beside_ranking(left: Mapping[str, str], waiting: Sequence[str]) -> Iterator[str]:
    """Yield what the ranking would begin and the plan does not, ``left``, with why; then what it has wait and this not.

    Both by the names of trends. The ranking asks of its rows whether their first steps fit all at once.
    """
    for why in dict.fromkeys(left.values()):
        names = [name for name, reason in left.items() if reason == why]
        yield f"`analyze` would begin {listed(names)} too; left out here: {why}."
    if waiting:
        yield f"`analyze` says to prepare {listed(waiting)}; one after the other there is room for that in the year."


def _why_later(one: PlannedStep, other: PlannedStep, steps: Sequence[PlannedStep]) -> str:
    """Return what keeps a step behind another: what it needs, where it begins as soon as that is done, or its size."""
    before = [step for step in steps if step.step in one.needs and step.end >= other.start]
    last = max(before, key=lambda step: step.end, default=None)
    if last and month_of(one.start).since(month_of(last.end)) <= 1:
        return f'"{last.name}" comes first'
    if round(one.hours) > round(other.hours):
        return f"it takes {one.hours:.0f} hours against {other.hours:.0f}, and the shorter step brings something sooner"
    return "in this order all steps together bring more"


def in_words(limits: Sequence[Limit]) -> str:
    """Return what binds, from what more of each limit would bring."""
    told = [f"{one.more} {f'+{one.gain:.0%}' if one.binds else 'nothing that is sure'}" for one in limits]
    names = {"places": "room for change", "hours": "time", "money": "money"}
    binding = [names[one.limit] for one in limits if one.binds]
    slack = [names[one.limit] for one in limits if not one.binds]
    if not limits:
        return ""
    if not binding:
        return f"{', '.join(told)}: no single limit is shown to bind."
    verdict = f"{listed(binding)} bind{'' if len(binding) > 1 else 's'}"
    return f"{', '.join(told)}: {verdict}{f', not {listed(slack)}' if slack else ''}."


def unplanned_law(names: Sequence[str]) -> Iterator[str]:
    """Yield which duties bind already and are in no plan; nothing where there are none."""
    if names:
        more = f"; {len(names) - LAWS} more" if len(names) > LAWS else ""
        named = f"{'; '.join(names[:LAWS])}{more}"
        yield f"The law asks already, and nothing says that you do it: {named}. `analyze` tells all with `--top 5`."
