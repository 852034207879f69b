"""The year ahead on a map of two trends: what is told of a step that is not there, of the week and of the means."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from ecomap.engine.solver import available
from ecomap.errors import UnknownNameError
from ecomap.model import Business
from ecomap.results.logbook import Pilot, Verdict
from ecomap.results.plan import Plan
from ecomap.verbs.plan import plan_year
from maps import ecosystem, practice, sector, trend

DAY = date(2026, 11, 10)


def planned(
    levels: Any = (0.5, 0.3), hours: Any = (4, 4), euros: Any = (0, 0), *, asked: str = "",
    pilots: Sequence[Pilot] = (), **firm: Any,
) -> Plan:  # fmt: skip
    """Return the plan of a firm of 30 people with a step each for a, b ..."""
    names = "abc"[: len(levels)]
    trends = [trend(name, level=level, s=0.1) for name, level in zip(names, levels, strict=True)]
    steps = [
        practice(f"p{name}", name, hours=hour, eur=euro, skills={"craft": 1})
        for name, hour, euro in zip(names, hours, euros, strict=True)
    ]
    business = Business(sectors={"s1": 1}, employees=30, resources=firm)
    return plan_year(
        ecosystem([sector("s1")], trends, practices=steps), business, as_of=DAY, why_not=asked or None, pilots=pilots
    )  # fmt: skip


@pytest.mark.skipif(not available(), reason="needs the solver")
@pytest.mark.parametrize(
    ("level", "less"),
    [
        (0.3, "With it the whole plan would bring 23% less."),  # 1 - sqrt(.3 / .5)
        (0.499, "With it the whole plan would bring about as much."),
    ],
)
def test_what_a_step_that_is_left_out_would_cost_is_told(level: float, less: str) -> None:
    """EUR 1,000 pay for one of two of EUR 900: how much less the plan would bring with the other, in whole per cent."""
    plan = planned((0.5, level), euros=(900, 900), asked="pb", budget_eur=1000)
    assert [one.step for one in plan.steps] == ["pa"]
    assert plan.why_not.startswith('"pb": ')
    assert plan.why_not.endswith(less)


def test_what_is_in_the_plan_says_when_it_begins() -> None:
    """By the step or by its trend."""
    for asked in ("pa", "a", "Trend a"):
        assert planned(asked=asked).why_not == '"pa" is in the plan: begin it in November 2026.'


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("all-of-a", '"all-of-a": the first step with Trend a is all that is known of it.'),
        (" ALL-OF-A ", '"all-of-a": the first step with Trend a is all that is known of it.'),
        ("training-craft-2", '"training-craft-2": no step of this plan needs it.'),
    ],
)
def test_trainings_and_the_rest_of_a_trend_are_asked_for_by_their_ids(asked: str, told: str) -> None:
    """However they are written; one that the map does not have is an unknown name."""
    assert planned(asked=asked).why_not == told
    for unknown in ("all-of-z", "training-craft-9", "training-z-1"):
        with pytest.raises(UnknownNameError):
            planned(asked=unknown)


@pytest.mark.parametrize(
    ("week", "cards"),
    [(2.9, 1), (3.0, 2), (6.9, 2), (7.0, 3), (None, 3), (1.0, 1)],
)
def test_of_the_first_month_as_much_is_for_this_week_as_fits_its_hours(week: float | None, cards: int) -> None:
    """Two hours, one and four: the first stands there whatever it takes."""
    plan = planned((0.6, 0.5, 0.4), hours=(2, 1, 4), euros=(0, 0, 0), hours_per_week=week)
    first = [one.step for one in plan.steps if one.start == plan.first_month]
    assert plan.this_week == tuple(first[:cards])
    if week != 1.0:
        assert first == ["pa", "pb", "pc"]


@pytest.mark.parametrize(
    ("means", "told"),
    [
        ({}, "Nothing said of hours and money: taken as without limit."),
        ({"hours_per_week": 9}, "Nothing said of money: taken as without limit."),
        ({"budget_eur": 9}, "Nothing said of hours: taken as without limit."),
        ({"hours_per_week": 9, "budget_eur": 9}, ""),
    ],
)
def test_what_was_not_said_is_named_beside_the_plan(means: Any, told: str) -> None:
    """And that part of the hours is kept back, where some were said; with people said, nothing of places."""
    notes = planned(**means).notes
    assert [note for note in notes if "Nothing said" in note] == ([told] if told else [])
    assert any(note.startswith("30% of your hours are kept") for note in notes) == ("hours_per_week" in means)


@pytest.mark.parametrize(
    ("hours", "euros", "words"),
    [
        (4, 0, ", or once more than 8 h have gone into it."),
        (4, 900, ", or once more than 8 h or EUR 1,800 have gone into it."),
        (0, 900, ", or once more than EUR 1,800 have gone into it."),
        (0, 0, "."),
    ],
)
def test_a_step_says_when_to_stop(hours: float, euros: float, words: str) -> None:
    """Three months after it works, or where it takes twice what was thought, the spread of its costs."""
    (step,) = planned((0.5,), hours=(hours,), euros=(euros,)).steps
    start = "Stop and think again if that is no better by "
    assert step.stop.startswith(start)
    assert step.stop.endswith(f"2027{words}")
    works, told = int(step.works[5:7]) + 12 * int(step.works[:4]), step.stop.removeprefix(start).split()[0]
    months = ("January", "February", "March", "April", "May", "June")
    assert 12 * 2027 + months.index(told) + 1 == works + 3


@pytest.mark.parametrize(
    ("verdicts", "told"),
    [
        ([""], ("pa", "2026-09", True)),  # it runs
        (["scale"], ("pa", "2026-09", True)),
        (["stop"], None),
        (["change"], ("pa", "2026-11", False)),  # to be tried again, as if it were new
        (["stop", ""], ("pa", "2026-10", True)),  # the last one counts
        (["scale", "stop"], None),
    ],
)
def test_a_step_is_in_the_plan_as_the_logbook_says(verdicts: list[Verdict], told: tuple[str, str, bool] | None) -> None:
    """What runs or was closed to scale is begun, in its month; what was stopped is left out, and the plan says when."""
    pilots = [
        Pilot("a", f"2026-{9 + at:02}-07", "n", practice="pa", verdict=verdict, closed="2026-10-30" if verdict else "")
        for at, verdict in enumerate(verdicts)
    ]
    plan = planned(pilots=[*pilots, Pilot("own idea", "2026-10-01", "n")], asked="pa")
    assert next(((one.step, one.start, one.done) for one in plan.steps if one.step == "pa"), None) == told
    assert (plan.why_not == '"pa": you tried it, and stopped on 2026-10-30.') == (told is None)
    assert "pb" in {one.step for one in plan.steps}
