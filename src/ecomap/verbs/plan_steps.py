"""What a business could begin in a year: practices, the rest of trends, training, basics, protections, duties."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ecomap.engine.actions import ROUNDING
from ecomap.engine.priority import normal_quantile
from ecomap.model.compiled import CompiledMap, MapStep
from ecomap.results.duties import DutyAnswer
from ecomap.results.plan import StepKind
from ecomap.verbs.advice import suiting_steps
from ecomap.verbs.ranking import missing_basics
from ecomap.verbs.standings import Standings, error_of, scored

if TYPE_CHECKING:
    from ecomap.model.context import Practice, Theme

SECURED = ("keep-customer-records", "take-appointments", "take-orders", "take-payments", "sell-online")
"""Activities of the map in which data of customers or their money is in a firm's hands."""
OF_THINGS = ("run-equipment", "make-goods", "assure-quality", "use-energy", "work-the-land", "hold-stock")
"""Activities that leave data of machines and goods: what is flagged for privacy there is not of customers."""
SECURED_PART = 0.25  # what serves these for a quarter or more waits for the security basics; less is beside its point
THIEVES = ("data-breach", "phishing-and-payment-fraud")  # what threatens these
KEEPS_OUT = 0.2
"""Part that a basic takes off one of them, at least, for other steps to wait for it; judged: a second key takes off
half. To wait for a vault (a tenth) and for copies (nothing) kept card payments and reviews out of the year of firms of
forty people with four hours a week."""
APART = ("security", "regulation")  # areas of trends whose steps take no place for change: they alter nobody's work
TEAM = 5  # people for whom the hours and euros of practices are told (data/practices.yaml)
FEW = 0.4
"""Part of that which one or two people need for a basic: the reading stays, the round of the others falls away."""
DESKS, AT_SCREENS = "works-at-desks", 0.3
"""Trait of the map of those whose whole team has computers, and the part that has them where nobody works at a desk;
judged: owner, office, till and who leads a shift. It counts beyond the first five, for whom costs are told."""
LEAST_GAIN = 1.0  # points a month that a protection must take off in all; less is within the rounding of the ranking
ANSWER = 10.0
"""Points a month of what answers a challenge of the trade; judged, half of what makes a trend worth a step: the map
tells that the trade meets it, not how much this firm does. With a quarter the plan of a maker held no partner."""
STAKE = 10.0
"""Points at which a threat makes the challenges bind that speak of it; judged, half of what makes it urgent."""
MOST_OF = 0.5  # share of a firm whose sectors a challenge must concern
RUNNING = 0.5
"""Part of the euros of a whole trend's first year that goes on every year; judged: half is bought, half is hired."""
TRAINING = "training-"  # what ids of trainings begin with, before skill and level
WHOLE = "all-of-"  # what ids of the rest of a trend begin with
NINE_IN_TEN = float(normal_quantile(0.95))  # standard deviations between which nine in ten lie


class Cost(NamedTuple):
    """Hours until it runs and a month from then on, EUR once and a month."""

    hours: float
    upkeep: float = 0.0
    once: float = 0.0
    monthly: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that could be begun, whatever the means."""

    id: str
    kind: StepKind
    name: str
    text: str
    cost: Cost
    trend: str = ""
    kpi: str = ""
    partner: str = ""
    spread: float = 1.0
    skills: Mapping[str, float] | None = None  # lowest workable levels
    ethics: Mapping[str, str] | None = None
    gains: tuple[tuple[str, float], ...] = ()  # group (trend, threat, duty or challenge) and points a month
    needs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    place: bool = True
    stage: str = "established"
    due: str = ""  # day until which the law wants it
    first: bool = False  # whether it is a security basic that others wait for: one that keeps thieves out

    def with_gains(self, gains: Iterable[tuple[str, float]]) -> "Step":
        """Return the step with further gains, each group once, the larger."""
        joined = dict(self.gains)
        for group, points in gains:
            joined[group] = max(points, joined.get(group, 0.0))
        return replace(self, gains=tuple(joined.items()))


class Unfit(NamedTuple):
    """Something that cannot be a step, and why."""

    id: str
    name: str
    why: str


class Steps:
    """What one business could begin, by id; and what it could not."""

    def __init__(
        self,
        compiled: CompiledMap,
        numbers: Standings,
        duties: Iterable[DutyAnswer],
        last_day: str,
        *,
        strict: bool,
        done: Iterable[str] = (),
        stopped: Mapping[str, str] | None = None,
    ) -> None:
        self.compiled, self.numbers, self.settings = compiled, numbers, numbers.settings
        self.axes, self.found, self.strict = numbers.axes, numbers.found, strict
        asking = [one for one in duties if one.applies in ("yes", "from") and (one.from_ or "") <= last_day]
        self.due = [one for one in asking if one.applies == "from" and one.practice]
        self.asked = dict.fromkeys(one.practice for one in asking if one.practice)
        self.by_id: dict[str, Step] = {}
        self.unfit: dict[str, Unfit] = {}
        for step in (
            *self._basics(), *self._of_wanted(), *self._protections(), *self._of_duties(), *self._answers(),
        ):  # fmt: skip
            self._add(step)
        self._secure()
        self._keep(tuple(done))
        self._drop_needless()
        for id, day in (stopped or {}).items():
            if id in self.by_id and id not in self.done:
                self.unfit[id] = Unfit(id, self.by_id[id].name, f"you tried it, and stopped on {day}")

    def _add(self, step: Step) -> None:
        known = self.by_id.get(step.id)
        flags = self.compiled.trend_by_id[step.trend].ethics if step.trend and self.strict else ()
        missing = [flag for flag in flags or () if flag not in (step.ethics or {})]
        if missing:
            why = f"nothing keeps it in check where it touches {' and '.join(missing)}"
            self.unfit.setdefault(step.id, Unfit(step.id, step.name, why))
        else:
            self.by_id[step.id] = step if known is None else known.with_gains(step.gains)

    # --- what is worth a step

    @cached_property
    def points(self) -> dict[int, float]:
        """Points of the trends that are worth a step, and of what they need first, the most first."""
        score = 100 * self.found.opportunities.score[0]
        worth = np.flatnonzero((self.found.opportunities.keys[0] >= 0) & (score >= self.settings.worth)).tolist()
        needed = {other for trend in worth for other in self.needed(trend)}
        return {
            trend: float(score[trend])
            for trend in (*sorted(worth, key=lambda i: -score[i]), *sorted(needed - {*worth}))
        }

    def needed(self, trend: int) -> list[int]:
        """Return what must be in use before a trend and is not."""
        first: list[int] = np.flatnonzero(self.axes.prerequisites[trend] & ~self.found.settled[0]).tolist()
        return first

    @cached_property
    def stakes(self) -> dict[int, float]:
        """Points at stake by threat."""
        ranked = scored(self.found, threats=True)
        return {i: float(100 * ranked.score[0, i]) for i in np.flatnonzero(ranked.keys[0] >= 0).tolist()}

    @cached_property
    def errors(self) -> dict[str, float]:
        """Standard deviations of the logarithms of points, by group."""
        found: dict[str, float] = {}
        for threats, trends in ((False, self.points), (True, self.stakes)):
            at = np.array(list(trends), dtype=np.intp)
            stated = error_of(self.found, scored(self.found, threats=threats), 0, at).tolist()
            found |= {self._group(i, threat=threats): error for i, error in zip(at.tolist(), stated, strict=True)}
        return found

    def _group(self, trend: int, *, threat: bool = False) -> str:
        """Return the group in which steps with a trend, or against a threat, count."""
        return f"threat:{self.axes.trends[trend]}" if threat else f"trend:{self.axes.trends[self.axes.family[trend]]}"

    # --- steps by what they are for

    @cached_property
    def _practices(self) -> "dict[str, Practice]":
        return {practice.id: practice for practice in self.compiled.practices}

    @cached_property
    def _suiting(self) -> dict[int, list[MapStep]]:
        """Practices that suit the firm, by trend and rising price."""
        found: dict[int, list[MapStep]] = {}
        for step in self.suits.values():
            found.setdefault(self.axes.trend_index[step.trend], []).append(step)
        return found

    @cached_property
    def suits(self) -> dict[str, MapStep]:
        """Practices that suit the firm, by id; not those that come along with what the law asks of the same trend."""
        found = suiting_steps(self.compiled, self.numbers)
        whole = [found[name] for name in self.asked if name in found]
        along = {(name, step.trend) for step in whole for name in self._practices[step.practice].brings}
        return {id: step for id, step in found.items() if (id, step.trend) not in along}

    def not_suiting(self, id: str) -> str:
        """Say why a practice is none for the firm."""
        own = next((step.name for step in self.suits.values() if id in step.instead_of), "")
        return f'"{own}" does its job in your trade' if own else "it does not suit what you do"

    def _free(self, step: MapStep) -> bool:
        """Tell whether a practice is of a trend that concerns the firm and is not in use."""
        trend = self.axes.trend_index[step.trend]
        return bool(self.found.concerned[0, trend] and not self.found.had[0, trend])

    def _of(self, step: MapStep, kind: StepKind) -> Step:
        trend = self.axes.trend_index[step.trend]
        family = f"family:{self.axes.trends[self.axes.family[trend]]}"
        known = self.compiled.trends[trend]
        threats = ((self.axes.trend_index[name], share) for name, share in step.reduces.items())
        gains = [(self._group(i, threat=True), share * self.stakes.get(i, 0.0)) for i, share in threats]
        if trend in self.points:
            gains.append((self._group(trend), self.points[trend]))
        return Step(
            id=step.practice, kind=kind, name=step.name, text=step.text, trend=step.trend, kpi=step.kpi,
            cost=Cost(step.effort_hours, step.upkeep_hours_per_month, step.one_off_eur, step.monthly_eur),
            partner=step.partner, spread=self._practices[step.practice].spread, skills=step.skills, ethics=step.ethics,
            gains=tuple((group, points) for group, points in gains if points > 0),
            needs=tuple(self._first_of(other) for other in self.needed(trend)), stage=known.stage,
            sets=(family, "emerging") if known.stage == "emerging" else (family,), place=known.area not in APART,
        )  # fmt: skip

    def _first_of(self, trend: int) -> str:
        """Return the id of the first step with a trend, or a name that no step has where none suits."""
        return next((step.practice for step in self._suiting.get(trend, ())), f"trend {self.axes.trends[trend]}")

    def _of_wanted(self) -> Iterator[Step]:
        for trend in self.points:
            steps = self._suiting.get(trend, [])
            for at, step in enumerate(steps):
                yield self._of(step, "further" if at else "first")
            if steps and self._practices[steps[0].practice].in_full:
                yield self._rest(self._of(steps[0], "whole"), trend)
            if not steps:
                one = self.compiled.trends[trend]
                self.unfit[one.id] = Unfit(one.id, one.name, "the map knows no way that suits a firm like yours")

    def _rest(self, first: Step, trend: int) -> Step:
        """Return what a trend is beyond its first step, which must have worked and been looked back on."""
        known = self.compiled.trends[trend]
        whole = next(one for one in self.compiled.wholes if one.trend == first.trend)
        hours = max(first.cost.hours, whole.hours - first.cost.hours)
        money = max(first.cost.once, whole.money - first.cost.once - 12 * first.cost.monthly)
        return replace(
            first, id=f"{WHOLE}{known.id}", name=f"{known.name}: all of it", after=(first.id,),
            text=self._practices[first.id].in_full or "",
            cost=Cost(hours, first.cost.upkeep, (1 - RUNNING) * money, RUNNING * money / 12), skills=whole.skills,
            gains=tuple(pair for pair in first.gains if pair[0].startswith("trend:")),
        )  # fmt: skip

    def _basics(self) -> Iterator[Step]:
        """Yield the security basics that are not in use, in size of the firm, each worth a step."""
        people = self.numbers.business.employees or TEAM
        part = AT_SCREENS + (1 - AT_SCREENS) * self.numbers.levels.get(DESKS, 1.0)
        beyond = max(0, people - TEAM) * part
        for name in missing_basics(self.numbers):
            for step in self._suiting.get(self.axes.trend_index[name], [])[:1]:
                one, size = self._of(step, "basic"), max(FEW, min(1, people / TEAM) + beyond / TEAM)
                by = min(size, math.sqrt(size))  # a larger team is told together
                cost = Cost(one.cost.hours * by, one.cost.upkeep * by, one.cost.once * size, one.cost.monthly * size)
                keeps_out = max((step.reduces.get(threat, 0.0) for threat in THIEVES), default=0.0) >= KEEPS_OUT
                basic = replace(one, cost=cost, place=False, first=keeps_out)
                yield basic.with_gains([(f"basic:{step.trend}", self.settings.worth)])

    def _protections(self) -> Iterator[Step]:
        """Yield what takes something off a threat; off one that is not urgent only what is made against threats."""
        urgent = {self._group(i, threat=True) for i, points in self.stakes.items() if points >= self.settings.worth}
        for step in self.compiled.steps:
            if step.practice in self.suits and step.reduces and self._free(step):
                one = self._of(step, "protection")
                off = {group: points for group, points in one.gains if group.startswith("threat:")}
                if sum(off.values()) >= LEAST_GAIN and (not one.place or urgent & {*off}):
                    yield one

    def _of_duties(self) -> Iterator[Step]:
        """Yield what does duties that begin within the plan, worth a step by itself until the day."""
        for duty in self.due:
            step = self.suits.get(duty.practice or "")
            if step is not None and not self.found.in_use[0, self.axes.trend_index[step.trend]]:
                gain = (f"duty:{duty.id}", self.settings.worth)
                yield replace(self._of(step, "duty"), due=duty.from_ or "", place=False).with_gains([gain])

    # --- challenges of the trade

    @cached_property
    def obstacles(self) -> "tuple[Theme, ...]":
        """Challenges of the firm's own trade that bind: one of their trends is in use, worth a step or a threat."""
        business = self.numbers.business
        total = sum(business.sectors.values())
        return tuple(
            one
            for one in self.compiled.challenges
            if sum(business.sectors.get(sector, 0.0) for sector in one.sectors) / total >= MOST_OF
            and any(self._binds(self.axes.trend_index[trend]) for trend in one.trends)
        )

    def _binds(self, trend: int) -> bool:
        return bool(self.found.had[0, trend]) or trend in self.points or self.stakes.get(trend, 0.0) >= STAKE

    def _answers(self) -> Iterator[Step]:
        """Yield what answers a challenge of the trade, each for the first that it answers."""
        of = {name: one.id for one in reversed(self.obstacles) for name in one.practices}
        for name, obstacle in of.items():
            step = self.suits.get(name)
            if step is not None and self._free(step):
                yield self._of(step, "answer").with_gains([(f"challenge:{obstacle}", ANSWER)])

    # --- what comes before what

    def _secure(self) -> None:
        """Let changes that touch data of people or money of customers wait for what keeps thieves out."""
        basics = [step for step in self.by_id.values() if step.kind == "basic"]
        for step in [*self.by_id.values()]:
            touches = self._touches(step)
            before = () if step.kind == "basic" else basics
            first = (one.id for one in before if one.trend == step.trend or (touches and one.first))
            # of its own trend: a backup runs before it is tried
            brought, cost = self._beyond_what_it_brings(step)
            needs = tuple(dict.fromkeys((*step.needs, *first, *brought)))
            self.by_id[step.id] = replace(step, cost=cost, needs=needs)

    def _beyond_what_it_brings(self, step: Step) -> tuple[list[str], Cost]:
        """Return the steps of its own trend that a step brings, and what it costs beyond them: one till."""
        brings = self._practices[step.id].brings if step.id in self._practices else ()
        brought = [name for name in brings if name in self.by_id and self.by_id[name].trend == step.trend]
        costs = (self._of(self.compiled.step_by_practice[name], "first").cost for name in brought)
        return brought, Cost(*(max(0.0, most - sum(less)) for most, *less in zip(step.cost, *costs, strict=True)))

    def _touches(self, step: Step) -> bool:
        practice = self._practices.get(step.id) or self._practices.get(next(iter(step.after), ""))
        services = self.compiled.trend_by_id[step.trend].services
        part = sum(services.get(activity, 0.0) for activity in SECURED)
        activity = practice.activity if practice else ""
        of_people = "privacy" in (step.ethics or {}) and step.place and activity not in OF_THINGS
        return of_people or activity in SECURED or part >= SECURED_PART

    def _keep(self, done: tuple[str, ...]) -> None:
        """Put in what is begun already, whatever it is worth, and let it wait for nothing."""
        self.done = done
        for step in self.compiled.steps:
            if step.practice in done:
                known = self.by_id.get(step.practice) or self._of(step, "first")
                self.by_id[known.id] = replace(known, needs=(), after=())
                self.unfit.pop(known.id, None)

    def _drop_needless(self) -> None:
        """Leave out what brings nothing and nothing else needs, and say of what cannot be reached why."""
        for step in [*self.by_id.values()]:
            lost = next((name for name in (*step.needs, *step.after) if name not in self.by_id), None)
            if lost is not None:
                self.unfit[step.id] = Unfit(
                    step.id, step.name, f"needs {self._called(lost)} first, which is not worth a step to you"
                )
                del self.by_id[step.id]
        if any({*step.needs, *step.after} - {*self.by_id} for step in self.by_id.values()):
            self._drop_needless()
        needed = {name for step in self.by_id.values() for name in (*step.needs, *step.after)}
        self.by_id = {step.id: step for step in self.by_id.values() if step.gains or step.id in {*needed, *self.done}}

    def _called(self, id: str) -> str:
        """Return the trend of a step that is missing, by name."""
        step = self.suits.get(id)
        trend = step.trend if step else id.removeprefix("trend ")
        return self.compiled.trend_by_id[trend].name

    def lack(self, skill: str, level: float) -> float:
        """Return how many levels a skill lacks; nothing where nothing is said."""
        own = float(self.found.businesses.skills[0, self.axes.skills.index(skill)])
        short = level - own
        return short if short > ROUNDING else 0.0
