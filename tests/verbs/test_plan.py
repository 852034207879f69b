"""The year ahead on the shipped map: limits, order, who is told what, what stays, and why the rest is not there."""

import re
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest

from ecomap.engine import solver
from ecomap.engine.scheduling import Problem, Schedule
from ecomap.errors import ArgumentError, UnknownNameError
from ecomap.io.businesses import business_of_sectors, load_business, templates
from ecomap.io.maps import load_map
from ecomap.model import Business, Resources
from ecomap.model.compiled import CompiledMap
from ecomap.results.plan import Plan, PlannedStep
from ecomap.verbs import plan as verb
from ecomap.verbs import plan_solving
from ecomap.verbs.duties import levels_of
from ecomap.verbs.plan import plan_year
from ecomap.verbs.ranking import rank_trends
from maps import ALL, some
from oracles.plan_checker import broken_limits, value_by_months

DAY = date(2026, 11, 28)
RANDOM = 12
PROVEN = 1 if ALL else 4
QUICK = 12
"""Each so manieth firm where the quick tests do not look at all."""
RULES = [
    pytest.param(False, QUICK, id="step by step"),
    pytest.param(False, PROVEN, id="step by step, more", marks=pytest.mark.slow),
    pytest.param(True, PROVEN, id="proven", marks=pytest.mark.slow),
]
"""Plans without the solver, as where it is not installed, and with it; of each so manieth firm."""


@pytest.fixture(autouse=True)
def _without_solver(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the solver away, as on a machine that has none, except where a test is of proven plans."""
    if "proven" not in request.node.name:
        monkeypatch.setattr(solver, "available", lambda: False)
        monkeypatch.setattr(plan_solving, "available", lambda: False)


@pytest.fixture(scope="module")
def compiled() -> CompiledMap:
    """Return the shipped map."""
    return load_map(None)[0]


def random_business(compiled: CompiledMap, seed: int) -> Business:
    """Return a firm of one or two sectors with means, skills and things in use at random."""
    random = Random(seed)
    useful = [trend.id for trend in compiled.trends if trend.kind not in ("risk", "regulation")]
    people = random.choice([1, 2, 5, 12, 40, 120])
    sectors = random.sample(compiled.sectors, random.choice([1, 2]))
    hours, euros = random.choice([None, 1, 3, 8, 20]), random.choice([None, 500, 4000, 50_000])
    return Business(
        sectors={sector.id: random.uniform(0.2, 1.0) for sector in sectors},
        country=random.choice(["DE", "PT", "IE", "US", None]),
        employees=random.choice([people, people, None]),
        maturity=random.choice([None, 0, 1, 2, 3]),
        adopted=tuple(random.sample(useful, random.randint(0, 25))),
        rejected=tuple(random.sample(useful, random.randint(0, 3))),
        resources={"hours_per_week": hours, "budget_eur": euros},
    )  # fmt: skip


def plans(compiled: CompiledMap, each: int = 1) -> Iterator[tuple[Business, Plan]]:
    """Yield the templates and firms at random with their plans, or each so manieth."""
    firms = [load_business(name, compiled) for name in templates()]
    for firm in [*firms, *(random_business(compiled, seed) for seed in range(RANDOM))][::each]:
        yield firm, plan_year(compiled, firm, as_of=DAY)


@pytest.fixture(scope="module", params=[pytest.param(one.values, id=one.id, marks=one.marks) for one in RULES])
def planned(compiled: CompiledMap, request: pytest.FixtureRequest) -> list[tuple[Business, Plan]]:
    """Return firms with their plans, made without the solver and with it."""
    proven, each = request.param
    with pytest.MonkeyPatch.context() as patch:
        if not proven:
            patch.setattr(solver, "available", lambda: False)
            patch.setattr(plan_solving, "available", lambda: False)
        found = list(plans(compiled, each=each))
    assert {plan.method for _, plan in found if plan.steps} == {"proven" if proven else "greedy"}
    return found


def months_between(one: str, other: str) -> int:
    """Return how many months a month comes after another."""
    first, second = (12 * int(text[:4]) + int(text[5:]) for text in (one, other))
    return second - first


def taken(plan: Plan, month: str) -> tuple[float, float, int]:
    """Return hours, EUR and places of a month, worked out anew from the steps."""
    hours = euros = 0.0
    places = 0
    for one in plan.steps:
        if one.start > month:
            continue
        length = months_between(one.start, one.end) + 1
        hours += one.hours / length if month <= one.end else one.upkeep_hours_per_month
        euros += one.monthly_eur + (one.one_off_eur if month == one.start else 0.0)
        places += month < one.works and one.kind not in ("training", "basic", "duty")
    return hours, euros, places


def test_no_limit_is_broken(planned: list[tuple[Business, Plan]]) -> None:
    """Hours less 30 % by month; half the money at once, the rest by month; a year's cost at most 60 % of the budget."""
    for firm, plan in planned:
        spent = 0.0
        for at, month in enumerate(plan.months):
            hours, euros, _ = taken(plan, month.month)
            spent += euros
            assert month.hours == pytest.approx(hours, abs=1e-6)
            assert month.spent == pytest.approx(spent, abs=1e-6)
            if firm.resources.hours_per_week is not None:
                assert hours <= firm.resources.hours_per_week * 52 / 12 * 0.7 + 1e-6
            if firm.resources.budget_eur is not None:
                assert spent <= firm.resources.budget_eur * (0.5 + 0.5 * (at + 1) / 12) + 1e-6
            assert month.places <= plan.places
        if firm.resources.budget_eur is not None:
            assert 12 * sum(one.monthly_eur for one in plan.steps) <= 0.6 * firm.resources.budget_eur + 1e-6


def test_places_follow_people(planned: list[tuple[Business, Plan]]) -> None:
    """One change at once up to three people, two up to twenty, else three; two where nothing is said."""
    for firm, plan in planned:
        people = firm.employees
        assert plan.places == (2 if people is None or 3 < people <= 20 else 1 if people <= 3 else 3)


def test_what_is_needed_comes_first(planned: list[tuple[Business, Plan]]) -> None:
    """Every step that another needs is in the plan, and over before that begins; the rest of a trend waits longer."""
    for _, plan in planned:
        by_id = {one.step: one for one in plan.steps}
        for one in plan.steps:
            assert all(by_id[other].end < one.start for other in one.needs)
            if one.kind == "whole":
                assert any(by_id[other].works <= one.start and by_id[other].trend == one.trend for other in one.needs)


def test_no_step_from_a_foreign_trade(compiled: CompiledMap, planned: list[tuple[Business, Plan]]) -> None:
    """A practice asks for levels of traits and activities; the firm has each, by its sectors' mix or its own word."""
    suits = {step.practice: step.suits for step in compiled.steps}
    for firm, plan in planned:
        levels = levels_of(compiled, firm)
        for one in plan.steps:
            asked = suits.get(one.step, {})
            assert all(levels.get(name, 0.0) >= least - 1e-9 for name, least in asked.items()), (firm.sectors, one.step)


def test_challenges_of_a_trade_are_told_to_those_who_are_mostly_in_it(
    compiled: CompiledMap, planned: list[tuple[Business, Plan]]
) -> None:
    """The sectors of such a challenge are half of the firm's own or more."""
    of = {one.id: one.sectors for one in compiled.challenges}
    for firm, plan in planned:
        own = sum(firm.sectors.values())
        for one in plan.obstacles:
            if one.of_trade:
                assert sum(firm.sectors.get(name, 0.0) for name in of[one.id]) >= own / 2, (firm.sectors, one.id)


def test_nothing_that_is_in_use_or_rejected(planned: list[tuple[Business, Plan]]) -> None:
    """Neither what the owner has nor what the owner does not want."""
    for firm, plan in planned:
        assert not {one.trend for one in plan.steps} & {*firm.adopted, *firm.rejected}


def test_steps_are_of_what_the_ranking_says_to_begin(
    compiled: CompiledMap, planned: list[tuple[Business, Plan]]
) -> None:
    """What is called a pilot is of a row of at least 20 points, with its rank there."""
    from ecomap.verbs.ranking import rank_trends

    for firm, plan in planned[:4]:
        rows = {row.trend.id: row for row in rank_trends(compiled, firm, as_of=DAY).opportunities}
        for one in plan.steps:
            if one.phase == "Pilot":
                assert 100 * rows[one.trend].score >= 20
                assert rows[one.trend].rank == one.trend_rank


def test_security_basics_come_before_data_and_money_of_customers(compiled: CompiledMap) -> None:
    """A shop that has no second key, vault or copies begins with them, then sells online."""
    firm = load_business("online-shop", compiled)
    bare = firm.model_copy(update={"adopted": tuple(one for one in firm.adopted if one in ("website", "online-shop"))})
    plan = plan_year(compiled, bare, as_of=DAY)
    basics = [one for one in plan.steps if one.kind == "basic"]
    assert len(basics) >= 2
    over = max(one.end for one in basics)
    for one in plan.steps:
        if compiled.trend_by_id[one.trend].services.get("take-payments", 0) >= 0.25 if one.trend else False:
            assert one.kind == "basic" or one.start > over


@pytest.mark.parametrize("name", some(templates(), of=6))
def test_a_website_comes_before_all_that_needs_one(compiled: CompiledMap, name: str) -> None:
    """Taken out of the file, it stands before each step of a trend that asks for it, or none of them does."""
    firm = load_business(name, compiled)
    axes = compiled.arrays
    asking = {axes.trends[at] for at in axes.prerequisites[:, axes.trend_index["website"]].nonzero()[0]}
    adopted = tuple(one for one in firm.adopted if one != "website" and one not in asking)
    plan = plan_year(compiled, firm.model_copy(update={"adopted": adopted}), as_of=DAY)
    sites = [one.end for one in plan.steps if one.trend == "website"]
    for one in plan.steps:
        if one.trend in asking:
            assert sites, one.step
            assert min(sites) < one.start


def test_one_of_a_family_and_one_emerging_trend_at_a_time(
    compiled: CompiledMap, planned: list[tuple[Business, Plan]]
) -> None:
    """Two steps of one trend, or with emerging trends, are never on their way in the same month."""
    for _, plan in planned:
        moving = [one for one in plan.steps if one.trend and one.works > one.start]
        for at, one in enumerate(moving):
            for other in moving[at + 1 :]:
                emerging = all(compiled.trend_by_id[step.trend or ""].stage == "emerging" for step in (one, other))
                if one.trend == other.trend or emerging:
                    assert one.works <= other.start or other.works <= one.start, (one.step, other.step)


def test_what_is_done_stays_when_planned_anew(compiled: CompiledMap) -> None:
    """Two months later: what was begun stands where it was, is told as done, and everything else keeps the limits."""
    firm = load_business("consulting", compiled)
    before = plan_year(compiled, firm, as_of=DAY)
    begun = {one.step: one.start for one in before.steps if one.start < "2027-02"}
    after = plan_year(compiled, firm, as_of=DAY, start="2027-02", done=begun)
    kept = {one.step: one.start for one in after.steps if one.done}
    assert kept == begun
    assert after.first_month == "2027-02"
    assert all(one.start >= "2027-02" for one in after.steps if not one.done)
    assert not {*begun} & {*after.this_week}
    for month in after.months:
        assert month.hours <= month.hours_limit + 1e-6
        assert month.places <= after.places


def test_done_long_ago_takes_only_upkeep(compiled: CompiledMap) -> None:
    """Without a month it was over before the plan: no hours to begin, and it counts as what others wait for."""
    firm = load_business("bakery", compiled)
    plan = plan_year(compiled, firm, as_of=DAY, done={"one-vault-for-passwords": None})
    (vault,) = [one for one in plan.steps if one.step == "one-vault-for-passwords"]
    assert vault.done
    assert vault.end < plan.first_month
    assert plan.months[0].hours <= plan.months[0].hours_limit


def test_what_nothing_keeps_in_check_is_left_out_when_asked(compiled: CompiledMap) -> None:
    """With ``strict`` a step needs an answer to each question of right and wrong that its trend raises."""
    firm = load_business("clinic", compiled)
    bare = tuple(step._replace(ethics={}) for step in compiled.steps)
    from dataclasses import replace

    changed = replace(compiled, steps=bare)
    plan = plan_year(changed, firm, as_of=DAY, ethics="strict")
    assert all(not compiled.trend_by_id[one.trend].ethics for one in plan.steps if one.trend)
    assert any("nothing keeps it in check" in one.why for one in plan.left_out)
    assert {one.step for one in plan_year(compiled, firm, as_of=DAY, ethics="strict").steps} == {
        one.step for one in plan_year(compiled, firm, as_of=DAY).steps
    }


def test_every_step_that_is_not_there_has_a_reason(compiled: CompiledMap) -> None:
    """Of each practice and trend of the map: where it is, or a sentence why it is not."""
    firm = load_business("hairdresser", compiled)
    plan = plan_year(compiled, firm, as_of=DAY)
    assert all(one.why for one in plan.left_out)
    for id in [step.practice for step in compiled.steps if step.practice][::45] + [one.id for one in compiled.trends][
        ::45
    ]:
        said = plan_year(compiled, firm, as_of=DAY, why_not=id).why_not
        assert said.endswith((".", "less.")), id
        assert ("is in the plan" in said) == any(id in (one.step, one.trend) for one in plan.steps), (id, said)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rejected": ("online-booking",)}, "you do not want"),
        ({"adopted": ("online-booking",)}, "you use Online booking already"),
    ],
)
def test_why_not_what_is_rejected_or_in_use(compiled: CompiledMap, changes: dict[str, Any], said: str) -> None:
    """The owner's own word comes first."""
    firm = load_business("hairdresser", compiled).model_copy(update=changes)
    assert said in plan_year(compiled, firm, as_of=DAY, why_not="Online booking").why_not


def test_the_law_keeps_its_days(compiled: CompiledMap) -> None:
    """Duties that begin within the plan stand in their month with the day that the map says, whatever is planned."""
    firm = load_business("bakery", compiled)
    for months, found in ((1, ()), (12, ("2027-01-01",))):
        plan = plan_year(compiled, firm, months=months, as_of=DAY)
        assert tuple(one.date for one in plan.duties) == found
    plan = plan_year(compiled, firm, start="2027-02", as_of=date(2027, 2, 1))
    assert not [one for one in plan.duties if one.date < "2027-02"]


def test_unstated_means_are_no_limit_and_said(compiled: CompiledMap) -> None:
    """No hours, money or people: two changes at once, and the answer says what it took."""
    plan = plan_year(compiled, Business(sectors={"retail-trade": 1.0}), as_of=DAY)
    assert plan.steps
    assert all(month.hours_limit is None and month.spent_limit is None for month in plan.months)
    said = " ".join(plan.notes)
    assert "Nothing said of hours and money" in said
    assert "Nothing said of people at work: 2 changes" in said


def test_no_means_no_plan_and_a_reason(compiled: CompiledMap) -> None:
    """An owner without an hour begins nothing; each step that was looked at says why."""
    firm = Business(sectors={"retail-trade": 1.0}, resources={"hours_per_week": 0, "budget_eur": 0})
    plan = plan_year(compiled, firm, as_of=DAY)
    assert (plan.steps, plan.this_week) == ((), ())
    assert plan.left_out


def test_draws_are_shares_and_repeat(compiled: CompiledMap) -> None:
    """Of each step that is planned a share of the draws between 0 and 1 and its word; the same each time."""
    firm = load_business("bakery", compiled)
    plan, again = (plan_year(compiled, firm, as_of=DAY, draws=10) for _ in range(2))
    assert plan == again
    for one in plan.steps:
        assert one.share is not None
        assert 0 <= one.share <= 1
        assert one.held == ("firm" if one.share >= 0.8 else "likely" if one.share >= 0.5 else "open")


@pytest.mark.slow
@pytest.mark.skipif(not solver.available(), reason="needs the solver")
def test_the_plan_that_is_proven_is_the_one_that_is_not(compiled: CompiledMap) -> None:
    """The proof only says how far from the best it can be."""
    firm = load_business("hairdresser", compiled)
    proven, plain = (plan_year(compiled, firm, as_of=DAY, proof=proof) for proof in (True, False))
    assert plain.gap > proven.gap >= 0
    assert (plain.steps, plain.months, plain.value) == (proven.steps, proven.months, proven.value)


def test_the_first_month_follows_the_day(compiled: CompiledMap) -> None:
    """Until the fifteenth the plan begins in the month of the day, from the sixteenth on in the next."""
    firm = load_business("bakery", compiled)
    for day, first in ((date(2026, 11, 15), "2026-11"), (date(2026, 12, 16), "2027-01")):
        assert plan_year(compiled, firm, months=2, as_of=day).first_month == first


def test_what_cannot_be_is_refused(compiled: CompiledMap) -> None:
    """A month that is none, a length that is none, a step that is none."""
    firm = load_business("bakery", compiled)
    for wrong in ({"start": "2026-13"}, {"start": "soon"}, {"months": 0}, {"months": 37}, {"done": {"website": None}}):
        with pytest.raises((ArgumentError, UnknownNameError)):
            plan_year(compiled, firm, as_of=DAY, **wrong)


def test_a_practice_that_is_not_for_the_firm_is_named_and_told_why(compiled: CompiledMap) -> None:
    """By its name and not by its id, also where no step of the plan could be it."""
    practice = compiled.step_by_practice["menu-to-order-online"]
    firm = load_business("consulting", compiled)
    name = next(one.name for one in compiled.practices if one.id == practice.practice)
    told = plan_year(compiled, firm, as_of=DAY, why_not=practice.practice).why_not
    assert told.startswith(f'"{name}": ')


def test_cards_are_what_begins_first(planned: list[tuple[Business, Plan]]) -> None:
    """At most three, not done, all of the month in which the first new step begins, and within the hours of a week.

    The first stands there whatever it takes; one that would go beyond the week's hours ends the list.
    """
    for firm, plan in planned:
        new: list[PlannedStep] = [one for one in plan.steps if not one.done]
        first = [one for one in new if one.start == new[0].start][:3]
        said = firm.resources.hours_per_week
        week = float("inf") if said is None else said
        fits = [sum(one.hours for one in first[: i + 1]) <= week for i in range(len(first))]
        many = 1 + [*fits[1:], False].index(False) if first else 0
        assert plan.this_week == tuple(one.step for one in first[:many])


def test_what_the_ranking_would_begin_and_the_plan_leaves_is_told(
    compiled: CompiledMap, planned: list[tuple[Business, Plan]]
) -> None:
    """Each row of `act` or `pilot` whose first step was looked at is planned, or named as left out with the reason."""
    told = 0
    for firm, plan in planned:
        left, trends = {one.step for one in plan.left_out}, {one.trend for one in plan.steps}
        said = "".join(note for note in plan.notes if "would begin" in note)
        for row in rank_trends(compiled, firm).opportunities:
            if row.action.name in ("act", "pilot") and row.trend.id not in trends and row.first_step.practice in left:
                assert row.trend.name in said
                told += 1
    assert told


def test_what_the_ranking_has_wait_and_the_plan_begins_is_told(
    compiled: CompiledMap, planned: list[tuple[Business, Plan]]
) -> None:
    """An owner who reads "prepare" in one answer and a month in the other is told why both hold."""
    told = 0
    for firm, plan in planned:
        trends = {one.trend for one in plan.steps}
        said = "".join(note for note in plan.notes if "says to prepare" in note)
        for row in rank_trends(compiled, firm).opportunities:
            begun = row.action.name == "prepare" and row.trend.id in trends
            assert (row.trend.name in said) or not begun
            told += begun
    assert told


@pytest.mark.parametrize(("proven", "each"), RULES)
def test_an_independent_walk_finds_no_broken_limit(
    compiled: CompiledMap, monkeypatch: Any, proven: bool, each: int
) -> None:
    """Problems of real and random firms: what `plan_checker` walks by itself breaks nothing and is worth the same."""
    seen: list[tuple[Problem, Schedule]] = []

    def kept(problem: Problem, *, proof: bool) -> Schedule:
        seen.append((problem, plan_solving.solved(problem, proof=proof)))
        return seen[-1][1]

    if not proven:
        monkeypatch.setattr(solver, "available", lambda: False)
        monkeypatch.setattr(plan_solving, "available", lambda: False)
    monkeypatch.setattr(verb, "solved", kept)
    for _firm, _plan in plans(compiled, each=each):
        problem, schedule = seen[-1]
        assert broken_limits(problem, schedule.begun) == []
        assert value_by_months(problem, schedule.begun) == pytest.approx(schedule.value, rel=1e-9)


def test_law_that_binds_already_and_that_no_step_does_is_told(compiled: CompiledMap) -> None:
    """The newest first; nothing of what is in use or planned, and of no country no law."""
    farm = business_of_sectors({"dairy-farm": 1}, compiled).model_copy(
        update={"country": "DE", "employees": 3, "resources": Resources(budget_eur=100, hours_per_week=0.2)}
    )
    told = "be able to receive e-invoices (since 2025-01-01)"
    for update, expected in (({}, True), ({"adopted": ("e-invoicing",)}, False), ({"country": None}, False)):
        plan = plan_year(compiled, farm.model_copy(update=update), as_of=date(2026, 11, 15), proof=False)
        assert "bills-as-data" not in {one.step for one in plan.steps}
        (law,) = [note for note in plan.notes if note.startswith("The law asks already")] or [""]
        assert (told in law) == expected
        days = re.findall(r"since ([\d-]+)", law)
        assert days == sorted(days, reverse=True)
    roomy = farm.model_copy(update={"resources": Resources()})
    plan = plan_year(compiled, roomy, as_of=date(2026, 11, 15), proof=False)
    assert ("bills-as-data" in {one.step for one in plan.steps}) != any(told in note for note in plan.notes)
