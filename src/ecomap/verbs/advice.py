"""What to do about each trend of one business: action, reason, first step, and what would protect it."""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import compress, islice

import numpy as np

from ecomap.engine import priority
from ecomap.engine.actions import ACTION_OF_RULE, ACTIONS, LATER, NEEDED, ROUNDING, SKILLS
from ecomap.engine.businesses import Ints
from ecomap.engine.propagation import Array
from ecomap.model.compiled import CompiledMap, MapStep
from ecomap.record import records
from ecomap.results.ranking import Action, Feasible, FirstStep
from ecomap.verbs.arrays import needed_first
from ecomap.verbs.row_tables import brought_along, practices_of, prerequisites, protections, steps_as_told
from ecomap.verbs.standings import Decided, Scored, Standings, decided, scored
from ecomap.verbs.words import listed, plain_rule, rule_in_words

LIMITS = {"hours": ("too few hours", "your hours"), "EUR": ("too little money", "your money")}


class Advice:
    """What one business is told to do."""

    def __init__(self, compiled: CompiledMap, numbers: Standings) -> None:
        self.compiled, self.numbers, self.settings = compiled, numbers, numbers.settings
        self.found, self.axes = numbers.found, numbers.axes

    @cached_property
    def decided(self) -> Decided:
        """What to do about the opportunities, whatever is looked at."""
        return decided(self.found, scored(self.found, threats=False))

    def actions(self, lists: Sequence[Scored], shown: Sequence[Ints], score: Array, error: Array) -> list[Action]:
        """Return what to do about trends of lists, and why; scores and their errors are those of all of them."""
        sure = iter(priority.normal_cdf(priority.margin(100 * score, error, self.settings.worth)).tolist())
        found = list[Action]()
        for list_, trends in zip(lists, shown, strict=True):
            if list_.threats:
                points = (100 * list_.score[0, trends]).tolist()
                found += map(self._of_threat, points, islice(sure, len(points)))
            else:
                rules = self.decided.rule[0, trends]
                names = [ACTIONS[place] for place in ACTION_OF_RULE[rules].tolist()]
                found += records(Action, names, map(self._in_words, rules.tolist(), trends.tolist()), sure)
        return found

    def _of_threat(self, points: float, sure: float) -> Action:
        if points >= self.settings.worth:
            return Action("act", "much is at stake", sure)
        return Action("watch", f"less than {self.settings.worth:g} points at stake", sure)

    def _in_words(self, rule: int, trend: int) -> str:
        """Return a rule in words, with what it says is missing."""
        names, before = self.compiled.trends, self.first[trend]
        first = tuple([names[other].name for other in before]) if before else ()
        if rule not in (NEEDED, SKILLS, LATER):
            return plain_rule(rule, first, self.settings.worth)
        alone, in_all, needed = {}, {}, list[str]()
        if rule == NEEDED:
            needs = self.axes.prerequisites[:, trend] & self.decided.taken[0] & self.decided.worth[0]
            needed = [names[other].name for other in needs.nonzero()[0].tolist()]  # what needs it first
        short = self._short(trend) if rule == SKILLS else []
        if rule == LATER:
            alone, in_all = self._beyond((trend,)), self._beyond((trend, *before))
        waits = "with what it needs first" if in_all else self._waits(trend) if rule == LATER else ""
        return rule_in_words(rule, alone or in_all, short, first, needed, self.settings.worth, "" if alone else waits)

    def _beyond(self, trends: Sequence[int]) -> dict[str, float]:
        """Return the hours and EUR by which the first steps of trends alone go beyond the means."""
        over = {name: sum(costs[i] for i in trends) - limit for name, (costs, limit) in self._costs.items()}
        return {name: amount for name, amount in over.items() if amount > ROUNDING}

    def _waits(self, trend: int) -> str:
        """Return what a trend waits for whose first step alone fits."""
        if trend == self._stops:
            return f"{listed([few for few, _ in self._binding])} beside what you begin"
        taken = [all_ for _, all_ in self._binding]
        return f"{listed(taken)} {'goes' if taken == ['your money'] else 'go'} to what brings more for its cost"

    @cached_property
    def _stops(self) -> int:
        """The trend at which the walk through the first steps stops: of what is left the most worth for its price."""
        return min(np.flatnonzero(self.decided.rule[0] == LATER).tolist(), key=self._turn)

    def _turn(self, trend: int) -> tuple[float, float, int]:
        """Return what the walk goes by."""
        price, score = self.found.steps.price[0, trend], self.found.opportunities.score[0, trend]
        return -round(float(100 * score / price), 12), float(price), trend

    @cached_property
    def _binding(self) -> list[tuple[str, str]]:
        """What of the means is too little for the trend at which the walk stops, beside what is before it; and all."""
        last, needs = self._turn(self._stops), needed_first(self.axes)
        worth = [trend for trend in np.flatnonzero(self.decided.worth[0]).tolist() if self._turn(trend) <= last]
        before = needs.of(np.array(worth))[1].tolist()
        begun = [trend for trend in {*worth, *before} if not self.found.settled[0, trend]]
        over, places = self._beyond(begun), float(self.found.means.places[0])
        changes = f"your {places:g} changes a year"
        return [LIMITS[name] for name in over] + [(f"more than {changes}", changes)] * (len(begun) > places)

    @cached_property
    def _costs(self) -> dict[str, tuple[list[float], float]]:
        """Hours and EUR of each trend's first step, alone, and what there is of them."""
        steps, means = self.found.steps, self.found.means
        hours, money = steps.hours + steps.more_hours, steps.money + steps.more_money
        return {"hours": (hours[0].tolist(), float(means.hours[0])), "EUR": (money[0].tolist(), float(means.money[0]))}

    def _short(self, trend: int) -> list[str]:
        """Return the skills that lack more than a level; none of which nothing is said, as NaN."""
        gaps = self.axes.step_skills[self.found.first_steps[0, trend]] - self.found.businesses.skills[0]
        return [self.compiled.skills[skill].name.lower() for skill in np.flatnonzero(gaps > 1 + ROUNDING)]

    @cached_property
    def first(self) -> list[tuple[int, ...]]:
        """By trend: what must be in use first and is not, of what concerns the business."""
        missing, found = (~self.found.settled[0]).tolist(), list(prerequisites(self.axes))
        for trend in np.flatnonzero(self.axes.prerequisites[:, self.found.settled[0]].any(axis=1)).tolist():
            found[trend] = tuple(other for other in found[trend] if missing[other])
        return found

    def feasible(self, trends: Ints) -> list[Feasible]:
        """Say of trends whether the first step fits the means, taken alone."""
        steps, means, names = self.found.steps, self.found.means, self.axes.trends
        money, hours = steps.money + steps.more_money <= means.money, steps.hours + steps.more_hours <= means.hours
        fits = (fit[0][trends].tolist() for fit in (money, hours, steps.short <= 1 + ROUNDING))
        needs = map(self.first.__getitem__, trends.tolist())
        first = [tuple([names[other] for other in some]) if some else () for some in needs]
        return list(map(_feasible, *fits, first))

    def first_steps(self, trends: Ints) -> list[FirstStep]:
        """Return how to begin with trends."""
        told = steps_as_told(self.compiled)
        return [told[step] for step in self.found.first_steps[0, trends].tolist()]

    def practices(self, trends: Ints) -> list[tuple[str, ...]]:
        """Return the practices of trends that suit the business, cheapest first."""
        suits, known = self.found.suits[0].tolist(), practices_of(self.compiled)
        return [
            names if all(suits[start:end]) else tuple(compress(names, suits[start:end]))
            for start, end, names in map(known.__getitem__, trends.tolist())
        ]

    def missing_protections(self, list_: Scored, trends: Ints) -> list[tuple[str, ...]]:
        """Return the practices that suit, are not in use and would take something off each threat, most first."""
        if not list_.threats:
            return [()] * len(trends)
        known = (protections(self.compiled).get(self.axes.trends[i], ()) for i in trends.tolist())
        return [tuple(practice for step, practice in steps if self._free[step]) for steps in known]

    @cached_property
    def _free(self) -> list[bool]:
        """Which steps suit and are not in use."""
        free = self.found.concerned[0] & ~self.found.had[0]
        suits: list[bool] = (self.found.suits[0] & free[self.axes.step_trend]).tolist()
        return suits


def suiting_steps(compiled: CompiledMap, numbers: Standings) -> dict[str, MapStep]:
    """Return the practices that suit a business, by id; those of a trend by rising price."""
    suits = numbers.found.suits[0].tolist()
    return {step.practice: step for step, fits in zip(compiled.steps, suits, strict=True) if fits and step.practice}


_feasible = lru_cache(maxsize=4096)(Feasible)


def beside(numbers: Standings, list_: Scored) -> dict[int, tuple[str, ...]]:
    """Return by row what makes no row of its own beside it: its family, and what comes along with it."""
    axes, keys = numbers.axes, list_.keys[0]
    if list_.threats:
        return {}
    shown, along = (keys >= 0).nonzero()[0].tolist(), brought_along(axes)
    family, listed = axes.family.tolist(), set(shown)
    rows = {family[row]: row for row in shown}
    found: dict[int, list[str]] = {}
    hidden = (list_.listed[0] & (keys < 0)).nonzero()[0]
    for trend in hidden[(-list_.score[0, hidden]).argsort(kind="stable")].tolist():
        for row in listed.intersection((rows.get(family[trend], -1), *along.get(trend, ()))):
            found.setdefault(row, []).append(axes.trends[trend])
    return {row: tuple(others) for row, others in found.items()}
