"""The year ahead of one business: what to begin in which month, within its hours, money, order and skills."""

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Literal

from ecomap.engine.actions import ACTION_OF_RULE, ACTIONS
from ecomap.engine.beginnings import Used, used
from ecomap.engine.scheduling import Problem, Schedule, Way, since_of
from ecomap.errors import ArgumentError, UnknownNameError
from ecomap.model import AnyMap, Business, CompiledMap, Settings
from ecomap.names import Names
from ecomap.record import copied
from ecomap.render.phrases import within
from ecomap.results.logbook import Pilot
from ecomap.results.plan import LeftOut, Obstacle, Plan, PlanMonth, PlannedDuty, PlannedStep
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.duties import duties_of
from ecomap.verbs.new_pilot import most, no_step
from ecomap.verbs.plan_problem import RESERVE, UNSAID_PLACES, Month, Year, first_month, means_of, month_of, year_of
from ecomap.verbs.plan_reasons import Reason, beside_ranking, in_words, left_over, other_order, unplanned_law, why_left
from ecomap.verbs.plan_solving import held, limits_of, lost_with, shares_of_draws, solved
from ecomap.verbs.plan_steps import TRAINING, WHOLE, Step, Steps
from ecomap.verbs.ranking import answer_labels, default_settings, map_day
from ecomap.verbs.rows import ranks_of
from ecomap.verbs.standings import Standings, decided, find_standings, scored
from ecomap.verbs.words import listed

Ethics = Literal["all", "strict"]
CARDS = 3  # steps for this week
MOST_MONTHS = 36  # months of the longest plan: paces and prices do not hold longer
UNPROVEN = "What binds is told of proven plans only."
LATER = 3  # months after a step works at which its figure should have moved


def plan_year(
    ecosystem: AnyMap,
    business: Business,
    settings: Settings | None = None,
    *,
    months: int = 12,
    start: str | None = None,
    done: Mapping[str, str | None] | None = None,
    pilots: Sequence[Pilot] = (),
    ethics: Ethics = "all",
    draws: int = 0,
    limits: bool = False,
    why_not: str | None = None,
    as_of: date | None = None,
    proof: bool = True,
    sha256: str = "",
) -> Plan:
    """Plan what to begin when, within a business's means.

    The sum of the points that steps are worth in each month in which they work, over the plan and two years after it,
    is made as large as hours, money, places for change, order and skills allow; see docs/plan.md.

    Parameters
    ----------
    months
        Of the plan, 1..36.
    start
        First month, as 2026-12; left out: that of ``as_of``, from the 16th on the next.
    done
        Steps that were begun already, by id or name, with the month in which they were; None: long ago. They stay.
    pilots
        Of the logbook: a step whose last one runs or was closed to scale is begun, one that was stopped is left out.
    ethics
        ``strict`` leaves out what raises a question of right and wrong without a step that keeps it in check.
    draws
        How often priorities and costs are drawn from their stated errors to tell how firm each step is; 0: not.
    limits
        Also find out what more of each limit would bring; takes three more plans.
    why_not
        A step or a trend: why it is not in the plan.
    as_of
        Day of the plan; left out: the 15th of the month of the map's version.
    proof
        Also look closely how far from the best the plan can be, which takes longest; the plan is the same without.

    Returns
    -------
    Plan
        Breaks no limit; what is done stays.

    Raises
    ------
    UnknownNameError
        A step that the map does not have.
    ArgumentError
        Months or a first month that cannot be.
    """
    compiled, settings = compiled_map(ecosystem), settings or default_settings()
    day = as_of or map_day(compiled)
    first = first_month(day) if start is None else _month(start, "start")
    if not 1 <= months <= MOST_MONTHS:
        raise ArgumentError(f"plan_year: months is {months}. Write 1 to {MOST_MONTHS}.")
    begun, stopped = _tried(compiled, pilots)
    begun |= {_step_id(compiled, name): None if at is None else _month(at, "done") for name, at in (done or {}).items()}
    numbers = find_standings(compiled, business, settings)
    planner = _Planner(compiled, numbers, first, months, begun, stopped, ethics, day, proof=proof)
    return planner.plan(draws=draws, limits=limits, why_not=why_not, sha256=sha256)


def _month(text: str, name: str) -> Month:
    try:
        found = month_of(text)
        date(found.year, found.month, 1)
    except ValueError:
        raise ArgumentError(f'plan_year: {name} is "{text}". Write a month like 2026-12.') from None
    return found


def _tried(compiled: CompiledMap, pilots: Sequence[Pilot]) -> tuple[dict[str, Month | None], dict[str, str]]:
    """Return the steps that pilots have begun, with the month, and those that were stopped, with the day."""
    order = sorted(pilots, key=lambda one: (one.started, one.id))
    last = {one.practice: one for one in order if _is_step(compiled, one.practice)}
    running = {id: one for id, one in last.items() if one.verdict in ("", "scale")}
    stopped = {id: one.closed for id, one in last.items() if one.verdict == "stop"}
    return {id: month_of(one.started) for id, one in running.items()}, stopped


def _is_step(compiled: CompiledMap, id: str) -> bool:
    """Return whether it is the id of a step: a practice, a training, or the rest of a trend."""
    trainings = (f"{TRAINING}{skill.id}-{level}" for skill in compiled.skills for level in range(1, len(skill.levels)))
    whole = id.startswith(WHOLE) and id.removeprefix(WHOLE) in compiled.trend_by_id
    return whole or id in compiled.step_by_practice or id in trainings


def _step_id(compiled: CompiledMap, text: str) -> str:
    """Return the step that a text names: a practice by id or name, training or the rest of a trend by id."""
    bare = text.strip().casefold()
    return bare if _is_step(compiled, bare) else Names.of(compiled).find("practice", text) or no_step(compiled, text)


class _Planner:
    """Makes the plan of one business."""

    def __init__(
        self, compiled: CompiledMap, numbers: Standings, first: Month, months: int,
        done: Mapping[str, Month | None], stopped: Mapping[str, str], ethics: Ethics, day: date, *, proof: bool,
    ) -> None:  # fmt: skip
        self.compiled, self.numbers, self.business = compiled, numbers, numbers.business
        self.first, self.months, self.done, self.ethics, self.day = first, months, done, ethics, day
        self.proof = proof
        self.duties = duties_of(compiled, self.business, day)
        self.last = first.plus(months - 1)
        self.steps = Steps(
            compiled, numbers, self.duties, f"{self.last}-31", strict=ethics == "strict", done=done, stopped=stopped
        )
        self.year: Year = year_of(self.steps, means_of(self.business, months), first, done)
        self.problem: Problem = self.year.problem

    @cached_property
    def schedule(self) -> Schedule:
        """The best plan that was found."""
        return solved(self.problem, proof=self.proof)

    def plan(self, *, draws: int, limits: bool, why_not: str | None, sha256: str) -> Plan:
        """Return the whole answer."""
        shares = shares_of_draws(self.year, self.schedule, self.steps.errors, draws) if draws else {}
        begun = [(at, one) for at, one in enumerate(self.schedule.begun) if one is not None]
        begun.sort(key=lambda item: (item[1][1], -self._points(item[0]), item[0]))
        steps = tuple(self._told(at, one, shares) for at, one in begun)
        new, left = [one for one in steps if not one.done], tuple(self._left_out())
        more = tuple(limits_of(self.problem, self.schedule)) if limits and self._proven else ()
        taken = used(self.problem, self.schedule.begun)
        return Plan(
            **answer_labels(Plan, self.compiled, sha256, self.business, self.numbers.settings),
            as_of=self.day.isoformat(), first_month=str(self.first), last_month=str(self.last),
            value=self.schedule.value, gap=self.schedule.gap if self._proven else None,
            method="proven" if self._proven else "greedy", places=self.problem.means.places, steps=steps,
            this_week=tuple(self._this_week(new)),
            duties=tuple(self._duties(steps)), months=tuple(self._months(taken)), limits=more,
            binding=in_words(more) if self._proven else UNPROVEN if limits else "",
            obstacles=tuple(self._obstacles(steps)), left_out=left,
            left_over=tuple(left_over(self.problem, taken, tuple(self._reasons.values()))),
            notes=tuple(self._notes(steps, left)), why_not=self._why_not(why_not, steps, left) if why_not else "",
            draws=draws,
        )  # fmt: skip

    @property
    def _proven(self) -> bool:
        return math.isfinite(self.schedule.bound)

    # --- what is planned

    def _this_week(self, new: Sequence[PlannedStep]) -> Iterator[str]:
        """Yield what to begin now: a step, and what of the same month still fits the hours of a week beside it."""
        hours, week = 0.0, self.business.resources.hours_per_week
        for one in [one for one in new if one.start == new[0].start][:CARDS]:
            hours += one.hours
            if one is not new[0] and week is not None and hours > week:
                return
            yield one.step

    def _points(self, at: int) -> float:
        return sum(points for _, points in self.year.steps[at].gains)

    def _told(self, at: int, one: tuple[int, int], shares: Mapping[str, float]) -> PlannedStep:
        step, way, month = self.year.steps[at], self.problem.jobs[at].ways[one[0]], one[1]
        works = self.first.plus(since_of(self.problem, at, one).works)
        share = shares.get(step.id)
        needs = (*self.problem.jobs[at].needs, *self.problem.jobs[at].after, *way.needs)
        return PlannedStep(
            step.id, step.kind, self._phase(at), step.name, step.text, step.trend or None, self._ranks.get(step.trend),
            str(self.first.plus(month)), str(self.first.plus(month + way.months - 1)), str(works), step.id in self.done,
            step.partner if self.year.with_partner[at][one[0]] else "yourself",
            hours=way.hours, upkeep_hours_per_month=way.upkeep, one_off_eur=way.once, monthly_eur=way.monthly,
            kpi=step.kpi, stop=_stop(step, way, works), ethics=dict(step.ethics or {}),
            for_=dict(step.gains), needs=tuple(self.year.steps[other].id for other in needs),
            share=share, held=None if share is None else held(share),
        )  # fmt: skip

    def _phase(self, at: int) -> Literal["Foundation", "Pilot", "Scale"]:
        step = self.year.steps[at]
        if step.kind in ("further", "whole"):
            return "Scale"
        worth = max(points for _, points in step.gains) >= self.numbers.settings.worth if step.gains else False
        return "Pilot" if step.kind == "first" and worth else "Foundation"

    @cached_property
    def _ranks(self) -> dict[str, int]:
        ranks = ranks_of(scored(self.numbers.found, threats=False))
        return {self.numbers.axes.trends[place]: rank for place, rank in ranks.items()}

    def _duties(self, steps: Sequence[PlannedStep]) -> Iterator[PlannedDuty]:
        planned = {one.step for one in steps}
        for duty in self.duties:
            if duty.applies == "from" and duty.from_ and self.first <= month_of(duty.from_) <= self.last:
                step = duty.practice if duty.practice in planned else None
                yield copied(PlannedDuty, duty, date=duty.from_, month=str(month_of(duty.from_)), step=step)

    def _months(self, taken: Used) -> Iterator[PlanMonth]:
        means = self.problem.means
        for at in range(self.months):
            yield PlanMonth(
                str(self.first.plus(at)), taken.hours[at], _said(means.hours[at]), taken.spent[at],
                _said(means.cash[at]), taken.places[at],
            )  # fmt: skip

    def _obstacles(self, steps: Sequence[PlannedStep]) -> Iterator[Obstacle]:
        trends = {one.trend for one in steps}
        of_all = [one for one in self.compiled.challenges if not one.sectors and trends & {*one.trends}]
        for one in (*self.steps.obstacles, *of_all):
            found = tuple(step.step for step in steps if step.step in one.practices)
            yield copied(Obstacle, one, of_trade=bool(one.sectors), steps=found)

    # --- what is not

    @cached_property
    def _reasons(self) -> dict[int, Reason]:
        """Why each step that could be done is not in the plan, what would bring most first."""
        begun = self.schedule.begun
        left = (at for at, step in enumerate(self.year.steps) if begun[at] is None and step.kind != "training")
        order = sorted(left, key=lambda at: (-self._points(at), at))
        return {at: why_left(self.year, self.schedule, at) for at in order}

    def _left_out(self) -> Iterator[LeftOut]:
        for at, reason in self._reasons.items():
            step = self.year.steps[at]
            yield LeftOut(step.id, step.name, reason.text, step.id in self._begun_elsewhere)
        for one in self.year.unfit.values():
            if one.id not in self.done:
                yield LeftOut(one.id, one.name, one.why, one.id in self._begun_elsewhere)

    def _why_not(self, text: str, steps: Sequence[PlannedStep], left: Sequence[LeftOut]) -> str:
        """Return why a step or trend is not in the plan."""
        id, name, of = self._asked(text)
        there = next((one for one in steps if one.step in of), None)
        if there is not None:
            begun = "begun" if there.done else "begin it"
            return f'"{there.name}" is in the plan: {begun} in {month_of(there.start).words}.'
        out = next((one for one in left if one.step in (id, *of)), None)
        if out is not None:
            return f'"{out.name}": {out.why}.{self._lost(out.step)}'
        return f'"{name}": {self._beyond(id)}.'

    def _asked(self, text: str) -> tuple[str, str, tuple[str, ...]]:
        """Return id and name of what a text means, and the steps that are it."""
        steps = self.compiled.step_by_practice
        try:
            id = _step_id(self.compiled, text)
        except UnknownNameError as unknown:
            trend = Names.of(self.compiled).find("trend", text)
            if trend is None:
                raise unknown from None
            of = (id for id, step in steps.items() if step.trend == trend)
            return trend, self.compiled.trend_by_id[trend].name, (*of, f"{WHOLE}{trend}")
        return id, steps[id].name if id in steps else id, (id,)

    def _lost(self, id: str) -> str:
        """Return what the plan would lose with a step that could be done."""
        at = next((at for at, step in enumerate(self.year.steps) if step.id == id), None)
        lost = lost_with(self.problem, self.schedule, at) if at is not None and self._proven else None
        if lost is None:
            return ""
        much = f"{lost:.0%} less" if round(lost, 2) else "about as much"
        return f" With it the whole plan would bring {much}."

    def _beyond(self, id: str) -> str:
        """Return why a step or trend was not even looked at: the first of these that is true."""
        step = self.compiled.step_by_practice.get(id)
        trend = step.trend if step else id.removeprefix(WHOLE)
        if trend not in self.compiled.trend_by_id:
            return "no step of this plan needs it"
        found, at = self.numbers.found, self.numbers.axes.trend_index[trend]
        name = self.compiled.trend_by_id[trend].name
        points, worth = 100 * float(found.opportunities.score[0, at]), self.numbers.settings.worth
        reasons = (
            (trend in self.business.rejected, f"you do not want {name}"),
            (bool(found.in_use[0, at]), f"you use {name} already"),
            (
                bool(found.presumed[0, at]),
                f"{name} is taken to be there, by law, by trade or as nearly all like you have it",
            ),
            (not found.concerned[0, at], f"{name} does not concern a firm like yours"),
            (step is not None and id not in self.steps.suits, self.steps.not_suiting(id)),
            (
                trend not in self._ranks,
                f"{name} stands in another's row, or takes next to nothing off what can go wrong",
            ),
            (points < worth, f"{name} has {points:.0f} points, and under {worth:g} other things bring more: watch it"),
        )
        return next(
            (text for holds, text in reasons if holds), f"the first step with {name} is all that is known of it"
        )

    # --- what is said beside

    def _bound_already(self, steps: Sequence[PlannedStep]) -> Iterator[str]:
        """Yield the names of duties that bind today and that neither a step of the plan nor what is in use does."""
        doing, used = {one.step for one in steps}, self.numbers.found.in_use[0]
        for duty in sorted(self.duties, key=lambda duty: duty.from_ or "", reverse=True):
            step = self.compiled.step_by_practice.get(duty.practice or "")
            known = step is None or used[self.numbers.axes.trend_index[step.trend]]
            if duty.applies == "yes" and not known and duty.practice not in doing:
                yield within(duty.name) + (f" (since {duty.from_})" if duty.from_ else "")

    def _notes(self, steps: Sequence[PlannedStep], left: Sequence[LeftOut]) -> Iterator[str]:
        yield from unplanned_law(list(self._bound_already(steps)))
        resources = self.business.resources
        said = {"hours": resources.hours_per_week, "money": resources.budget_eur}
        unsaid = [name for name, value in said.items() if value is None]
        if unsaid:
            yield f"Nothing said of {listed(unsaid)}: taken as without limit."
        if resources.hours_per_week is not None:
            yield f"{RESERVE:.0%} of your hours are kept for what takes longer."
        if self.business.employees is None:
            yield f"Nothing said of people at work: {UNSAID_PLACES} changes at once."
        order = other_order(steps)
        if order:
            yield order
        names, called = self._begun_elsewhere, self.compiled.trend_by_id
        waiting = [called[trend].name for trend in self._ranked_to("prepare") if trend in self._trends_begun]
        yield from beside_ranking({names[one.step]: one.why for one in left if one.in_analyze}, waiting)

    @cached_property
    def _trends_begun(self) -> set[str]:
        return {step.trend for step, one in zip(self.year.steps, self.schedule.begun, strict=True) if one}

    @cached_property
    def _begun_elsewhere(self) -> dict[str, str]:
        """First steps of trends that the ranking would begin and of which nothing is planned, with the trend's name."""
        found, axes = {}, self.numbers.axes
        for trend in self._ranked_to("act", "pilot"):
            if trend not in self._trends_begun:
                step = self.compiled.steps[int(self.numbers.found.first_steps[0, axes.trend_index[trend]])].practice
                found[step] = self.compiled.trend_by_id[trend].name
        return found

    def _ranked_to(self, *actions: str) -> list[str]:
        """Return the trends of which the ranking says so, in its order."""
        rules = decided(self.numbers.found, scored(self.numbers.found, threats=False)).rule[0].tolist()
        at = self.numbers.axes.trend_index
        return [trend for trend in self._ranks if ACTIONS[ACTION_OF_RULE[rules[at[trend]]]] in actions]


def _said(amount: float) -> float | None:
    return amount if math.isfinite(amount) else None


def _stop(step: Step, way: Way, works: Month) -> str:
    """Return when to stop: at the hours and euros that only one firm in twenty goes beyond, or when nothing moves."""
    if not step.place:
        return ""
    hours, eur = most(way.hours, step.spread, LATER * way.upkeep), most(way.once, step.spread, LATER * way.monthly)
    spent = [f"{hours} h"] * bool(hours) + [f"EUR {eur:,}"] * bool(eur)
    over = f", or once more than {' or '.join(spent)} have gone into it" if spent else ""
    return f"Stop and think again if that is no better by {works.plus(LATER).words}{over}."
