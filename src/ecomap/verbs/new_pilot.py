"""A pilot as it is begun: of one's own, or from a practice of the map that says what to expect, count and pay."""

from collections.abc import Mapping
from datetime import date, timedelta
from math import ceil
from typing import Any, Literal, NoReturn

from ecomap.errors import ArgumentError, UnknownNameError
from ecomap.io.amounts import COUNT, AmountError, read_number
from ecomap.model.compiled import AnyMap, CompiledMap
from ecomap.names import Names
from ecomap.results.logbook import Pilot
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.plan_steps import TRAINING, WHOLE

WEEKS = 12
"""Time until the decision where none is said: twelve weekly counts are enough to tell, and a quarter is what firms
plan by."""
LEVELS = ("1", "2", "3", "4")  # of a skill, to which trainings lead
SATURDAY = 5
DAYS_OF_A_MONTH = 365.25 / 12


def new_pilot(
    ecosystem: AnyMap,
    started: date,
    *,
    name: str = "",
    practice: str | None = None,
    hypothesis: str = "",
    kpi: str = "",
    unit: str = "",
    better: Literal["up", "down"] | None = None,
    baseline: float | None = None,
    target: float | None = None,
    cap_eur: float | None = None,
    cap_hours: float | None = None,
    stop: str = "",
    review: date | None = None,
    note: str = "",
) -> Pilot:
    """Return a pilot, not yet written down.

    Parameters
    ----------
    practice
        A practice of the map, by its name, or a step of a plan (``all-of-website``, ``training-data-2``); fills in what
        is not said: name, hypothesis, what is counted and its unit, and what it may cost, as a plan says it.
    better
        Whether more or less of what is counted is better; left out: as the target lies to what was before,
        or as the practice says.
    stop
        The number that must be reached on the day to decide, or words; empty: stop if no better than before.

    Raises
    ------
    UnknownNameError
        No such practice.
    ArgumentError
        What is counted, its better side or the name is missing, or the target is no better than what was before.
    """
    end = review or _weekday(started + timedelta(weeks=WEEKS))
    if end <= started:
        raise ArgumentError(f"the day to decide, {end}, is not after the beginning, {started}.")
    terms = {} if practice is None else _terms(compiled_map(ecosystem), practice, (end - started).days)
    said: dict[str, Any] = {"name": name, "hypothesis": hypothesis, "kpi": kpi, "unit": unit}
    said |= {"cap_eur": cap_eur, "cap_hours": cap_hours}
    all_of: Mapping[str, Any] = terms | {field: value for field, value in said.items() if value not in (None, "")}
    if not all_of.get("name"):
        raise ArgumentError("what is it called? Write a name, or name a practice (--step)")
    if not all_of.get("kpi"):
        raise ArgumentError(f"what is counted? {_step_named(ecosystem, name)}")
    usual = None if kpi or None not in (baseline, target) else terms.get("direction")
    direction = _better(all_of["kpi"], better or usual, baseline, target)
    return Pilot(
        **{**all_of, "direction": direction}, started=started.isoformat(),
        baseline=baseline, target=target, stop=number_or_words(stop, all_of.get("unit", "")),
        review=end.isoformat(), note=note,
    )  # fmt: skip


def _weekday(day: date) -> date:
    """Return a day, of a weekend the Monday after it."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() >= SATURDAY else 0)


def _terms(compiled: CompiledMap, name: str, days: int) -> dict[str, Any]:
    """Return what a practice fills in, or another step of a plan."""
    names, text = Names.of(compiled), name.strip()
    practice = names.find("practice", text)
    if practice is None:
        return _of_training(compiled, text) or _of_whole(compiled, text, days) or no_step(compiled, text)
    known = next(one for one in compiled.practices if one.id == practice)
    step = compiled.step_by_practice[practice]
    months = max(1, ceil(days / DAYS_OF_A_MONTH))
    return {
        "name": known.name, "hypothesis": known.benefit, "kpi": known.kpi.name, "unit": known.kpi.unit,
        "practice": practice, "trend": known.trend, "direction": known.kpi.better,
        "cap_eur": most(step.one_off_eur, known.spread, months * step.monthly_eur) or None,
        "cap_hours": most(step.effort_hours, known.spread, months * step.upkeep_hours_per_month) or None,
    }  # fmt: skip


def _of_training(compiled: CompiledMap, text: str) -> dict[str, Any]:
    """Return what a training of a plan fills in: the level that it leads to is what is reached; else nothing."""
    level = text.removeprefix(TRAINING).rpartition("-")[2]
    known = next((one for one in compiled.skills if text == f"{TRAINING}{one.id}-{level}" and level in LEVELS), None)
    if known is None:
        return {}
    training = known.training[int(level) - 1]
    return {
        "name": f"Learn: {known.name}", "hypothesis": f"{known.levels[int(level)]}.", "kpi": f"Level in {known.name}",
        "unit": "0 to 4", "practice": text, "cap_eur": most(training.eur, 1.0) or None,
        "cap_hours": most(training.hours, 1.0), "direction": "up",
    }  # fmt: skip


def _of_whole(compiled: CompiledMap, text: str, days: int) -> dict[str, Any]:
    """Return what the whole of a trend fills in: what its first step counts, and what all of it costs; else nothing."""
    whole = next((one for one in compiled.wholes if text == f"{WHOLE}{one.trend}"), None)
    first = next((one for one in compiled.practices if whole and one.trend == whole.trend and one.in_full), None)
    if whole is None or first is None:
        return {}
    return _terms(compiled, first.id, days) | {
        "name": f"{compiled.trend_by_id[whole.trend].name}: all of it", "hypothesis": first.in_full,
        "practice": text, "cap_eur": most(whole.money, first.spread) or None,
        "cap_hours": most(whole.hours, first.spread) or None,
    }  # fmt: skip


def _step_named(ecosystem: AnyMap, name: str) -> str:
    """Return how to say what is counted: by the steps that a name is that of, or of whose trend, else in words."""
    names, compiled = Names.of(ecosystem), compiled_map(ecosystem)
    step, trend = names.find("practice", name), names.find("trend", name)
    steps = [one.id for one in compiled.practices if one.id == step or (step is None and one.trend == trend)]
    ways = " or ".join(f"--step {one}" for one in steps)
    return f"Write {ways}, which knows it." if ways else 'Write a kpi like "Orders online", or name a practice (--step)'


def no_step(compiled: CompiledMap, text: str) -> NoReturn:
    """Refuse what is no step, with those of the trend or the duty that it names."""
    names = Names.of(compiled)
    duty = next((one for one in compiled.duties if one.id == text), None)
    if duty is not None:
        way_out = f"Name its step: {duty.practice}." if duty.practice else "Do it; there is nothing to try out."
        raise UnknownNameError("practice", text, (), message=f'"{text}" is asked by law.', way_out=way_out)
    unknown, trend = names.unknown("practice", text), names.find("trend", text)
    steps = [one.id for one in compiled.practices if one.trend == trend]
    if not steps:
        raise unknown
    way_out = f"Name one of its steps: {', '.join(steps)}." if len(steps) > 1 else f"Name its step: {steps[0]}."
    raise UnknownNameError("practice", text, (), message=f'"{text}" is a trend, no step.', way_out=way_out)


def most(introduction: float, spread: float, running: float = 0.0) -> int:
    """Return the hours or EUR of a step that only one firm in twenty goes beyond, and no less than what runs asks."""
    return max(round(introduction * spread), ceil(introduction + running) if running else 0)


def _better(
    kpi: str, said: Literal["up", "down"] | None, baseline: float | None, target: float | None
) -> Literal["up", "down"]:
    if baseline is None or target is None:
        if said is None:
            raise ArgumentError(f'is more of "{kpi}" better, or less? Write --better up or --better down')
        return said
    seen: Literal["up", "down"] = "up" if target > baseline else "down"
    if target == baseline or said not in (None, seen):
        raise ArgumentError("the target is no better than what was before.")
    return seen


def number_or_words(stop: str, unit: str) -> str:
    """Return a stop rule, a number as Python reads it; of what is counted in % without its sign."""
    try:
        return repr(read_number(stop.rstrip().removesuffix("%") if "%" in unit or not unit else stop, COUNT))
    except AmountError as error:
        if error.readings or "percentage" in error.message:
            raise ArgumentError(f"the stop rule: {error}") from None
        return stop.strip()
