"""What to do about each trend of one business: action, reason, first step, and what would protect it."""

from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np

from ecomap.engine import priority
from ecomap.engine.actions import ACTION_OF_RULE, ACTIONS, LATER, NEEDED, ROUNDING, SKILLS
from ecomap.engine.businesses import Ints
from ecomap.model.compiled import CompiledMap, MapStep
from ecomap.results.ranking import Action, Feasible, FirstStep
from ecomap.verbs.standings import Decided, Scored, Standings, decided, error_of, scored
from ecomap.verbs.words import rule_in_words


class Advice:
    """What one business is told to do."""

    def __init__(self, compiled: CompiledMap, numbers: Standings) -> None:
        self.compiled, self.numbers, self.settings = compiled, numbers, numbers.settings
        self.found, self.axes = numbers.found, numbers.axes

    @cached_property
    def decided(self) -> Decided:
        """What to do about the opportunities, whatever is looked at."""
        return decided(self.found, scored(self.found, threats=False))

    def actions(self, list_: Scored, trends: Ints) -> list[Action]:
        """Return what to do about trends of a list, and why."""
        score, error = 100 * list_.score[0, trends], error_of(self.found, list_, 0, trends)
        sure = priority.normal_cdf(priority.margin(score, error, self.settings.worth)).tolist()
        if list_.threats:
            return [self._of_threat(points, p) for points, p in zip(score.tolist(), sure, strict=True)]
        rules = self.decided.rule[0, trends].tolist()
        return [
            Action(ACTIONS[ACTION_OF_RULE[rule]], self._in_words(rule, trend), p)
            for rule, trend, p in zip(rules, trends.tolist(), sure, strict=True)
        ]

    def _of_threat(self, points: float, sure: float) -> Action:
        if points >= self.settings.worth:
            return Action("act", "much is at stake", sure)
        return Action("watch", f"less than {self.settings.worth:g} points at stake", sure)

    def _in_words(self, rule: int, trend: int) -> str:
        """Return a rule in words, with what it says is missing."""
        names, alone, in_all = self.compiled.trends, {}, {}
        first = [names[other].name for other in self.first.get(trend, ())]
        needs = self.axes.prerequisites[:, trend] & self.decided.taken[0] & self.decided.worth[0]  # what needs it first
        needed = [names[other].name for other in np.flatnonzero(needs).tolist()] if rule == NEEDED else []
        short = self._short(trend) if rule == SKILLS else []
        if rule == LATER:
            alone, in_all = self._beyond((trend,)), self._beyond((trend, *self.first.get(trend, ())))
        waits = "with what it needs first" if in_all else self._waits(trend) if rule == LATER else ""
        return rule_in_words(rule, alone or in_all, short, first, needed, self.settings.worth, "" if alone else waits)

    def _beyond(self, trends: Sequence[int]) -> dict[str, float]:
        """Return the hours and EUR by which the first steps of trends alone go beyond the means."""
        over = {name: sum(costs[i] for i in trends) - limit for name, (costs, limit) in self._costs.items()}
        return {name: amount for name, amount in over.items() if amount > ROUNDING}

    def _waits(self, trend: int) -> str:
        """Return what a trend waits for whose first step alone fits."""
        if trend == self._stops:
            return "not together with what you begin"
        return f"{self.compiled.trends[self._stops].name} brings more for its cost"

    @cached_property
    def _stops(self) -> int:
        """The trend at which the walk through the first steps stops: of what is left the most worth for its price."""
        score, price = self.found.opportunities.score[0], self.found.steps.price[0]
        left = np.flatnonzero(self.decided.rule[0] == LATER).tolist()
        return min(left, key=lambda i: (-round(float(100 * score[i] / price[i]), 12), float(price[i]), i))

    @cached_property
    def _costs(self) -> dict[str, tuple[list[float], float]]:
        """Hours and EUR of each trend's first step, alone, and what there is of them."""
        steps, means = self.found.steps, self.found.means
        hours, money = steps.hours + steps.more_hours, steps.money + steps.more_money
        return {"hours": (hours[0].tolist(), float(means.hours[0])), "EUR": (money[0].tolist(), float(means.money[0]))}

    def _short(self, trend: int) -> list[str]:
        """Return the skills that lack more than a level."""
        gaps = (
            self.axes.step_skills[self.found.first_steps[0, trend]] - self.found.businesses.skills[0]
        )  # NaN: nothing is said
        return [self.compiled.skills[skill].name.lower() for skill in np.flatnonzero(gaps > 1 + ROUNDING)]

    @cached_property
    def first(self) -> dict[int, list[int]]:
        """By trend: what must be in use first and is not."""
        found: dict[int, list[int]] = {}
        missing = self.axes.prerequisites & ~self.found.in_use[0]
        for trend, other in zip(*(places.tolist() for places in np.nonzero(missing)), strict=True):
            found.setdefault(trend, []).append(other)
        return found

    def feasible(self, trends: Ints) -> list[Feasible]:
        """Say of trends whether the first step fits the means, taken alone."""
        hours, money = ([costs[i] <= limit for i in trends.tolist()] for costs, limit in self._costs.values())
        skills = [self._gaps[i] <= 1 + ROUNDING for i in trends.tolist()]
        first = [tuple(self.axes.trends[other] for other in self.first.get(i, ())) for i in trends.tolist()]
        return list(map(Feasible, money, hours, skills, first))

    @cached_property
    def _gaps(self) -> list[float]:
        """Levels that the scarcest skill lacks, by trend."""
        gaps: list[float] = self.found.steps.short[0].tolist()
        return gaps

    def first_steps(self, trends: Ints) -> list[FirstStep]:
        """Return how to begin with trends."""
        told = steps_as_told(self.compiled)
        return [told[step] for step in self.found.first_steps[0, trends].tolist()]

    @cached_property
    def practices(self) -> dict[str, list[str]]:
        """By trend: its practices that suit the business, cheapest first."""
        found: dict[str, list[str]] = {}
        for step in suiting_steps(self.compiled, self.numbers).values():
            found.setdefault(step.trend, []).append(step.practice)
        return found

    def missing_protections(self, threat: int) -> tuple[str, ...]:
        """Return the practices that suit, are not in use and would take something off a threat, most first."""
        name = self.axes.trends[threat]
        found = {step.practice: step.reduces[name] for step in self._protecting if name in step.reduces}
        return tuple(sorted(found, key=lambda practice: (-found[practice], practice)))

    @cached_property
    def _protecting(self) -> list[MapStep]:
        """Steps that suit, are not in use and would take something off a threat."""
        free = self.found.concerned[0] & ~self.found.in_use[0]
        suits = (self.found.suits[0] & free[self.axes.step_trend]).tolist()
        return [step for step, fits in zip(self.compiled.steps, suits, strict=True) if fits and step.reduces]


def suiting_steps(compiled: CompiledMap, numbers: Standings) -> dict[str, MapStep]:
    """Return the practices that suit a business, by id; those of a trend by rising price."""
    suits = numbers.found.suits[0].tolist()
    return {step.practice: step for step, fits in zip(compiled.steps, suits, strict=True) if fits and step.practice}


@lru_cache(maxsize=4)
def steps_as_told(compiled: CompiledMap) -> tuple[FirstStep, ...]:
    """Return the steps of a map as answers tell them."""
    return tuple(map(as_told, compiled.steps))


def as_told(step: "MapStep") -> FirstStep:
    """Return a step of the map as an answer tells it."""
    return FirstStep(
        step.practice, step.text, step.effort_hours, step.upkeep_hours_per_month, step.one_off_eur, step.monthly_eur,
        step.kpi, step.ethics,
    )  # fmt: skip


def beside(numbers: Standings, list_: Scored) -> dict[int, tuple[str, ...]]:
    """Return by row what makes no row of its own beside it: its family, and what comes along with it."""
    axes, keys = numbers.axes, list_.keys[0]
    if list_.threats:
        return {}
    rows = {int(axes.family[trend]): trend for trend in np.flatnonzero(keys >= 0).tolist()}
    found: dict[int, list[int]] = {}
    hidden = np.flatnonzero(list_.listed[0] & (keys < 0))
    score, family = list_.score[0].tolist(), axes.family.tolist()
    along: dict[int, list[int]] = {}
    for trend, row in zip(*(places.tolist() for places in np.nonzero(axes.comes_with & (keys >= 0))), strict=True):
        along.setdefault(trend, []).append(row)
    for trend in sorted(hidden.tolist(), key=lambda one: -score[one]):
        for row in {rows.get(family[trend], -1), *along.get(trend, ())} - {-1}:
            found.setdefault(row, []).append(trend)
    return {row: tuple(axes.trends[trend] for trend in others) for row, others in found.items()}
