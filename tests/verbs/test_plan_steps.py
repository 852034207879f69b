"""What a business could begin, and what it is worth: the rules of docs/plan.md on maps of a few trends, by hand.

A trend of level L has 100 sqrt(L) points, a threat 100 L.
"""

from types import SimpleNamespace
from typing import Any

import pytest

from ecomap.model import Business, Needs, Settings
from ecomap.model.context import Theme
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.plan_steps import Cost, Step, Steps
from ecomap.verbs.standings import find_standings
from maps import JUDGED, ecosystem, practice, sector, trend

FIRM = Business(sectors={"s1": 1})
RISK = {"role": "risk", "opportunity": 0}
THIEVES = (trend("data-breach", **RISK), trend("phishing-and-payment-fraud", **RISK))


def steps(
    trends: Any, practices: Any, business: Business = FIRM, *, sectors: Any = ("s1",), done: Any = (), **more: Any
) -> Steps:
    """Return what a firm could begin on a small map."""
    of = [one if not isinstance(one, str) else sector(one) for one in sectors]
    compiled = compiled_map(ecosystem(of, trends, practices=practices, **more))
    numbers = find_standings(compiled, business, Settings())
    return Steps(compiled, numbers, (), "2027-12-31", strict=False, done=done)


def theme(id: str, trends: Any, practices: Any, sectors: Any = ("s1",)) -> Theme:
    """Return a challenge of the trade."""
    return Theme(
        id=id, name=id, summary="hard", trends=trends, practices=practices, sectors=sectors, responses=("Do it",),
        evidence=JUDGED,
    )  # fmt: skip


def test_the_cheapest_practice_comes_first_and_the_others_go_on() -> None:
    """Both bring the 60 points of the trend, sqrt(.36); one below 20, sqrt(.0399), is not begun at all."""
    some = [practice("a", "t", hours=9), practice("b", "t", hours=4), practice("c", "u")]
    found = steps([trend("t", level=0.36), trend("u", level=0.0399)], some)
    assert [(one.id, one.kind) for one in found.by_id.values()] == [("b", "first"), ("a", "further")]
    for one in found.by_id.values():
        assert [group for group, _ in one.gains] == ["trend:t"]
        assert one.gains[0][1] == pytest.approx(60)


@pytest.mark.parametrize(
    ("needs", "hours", "once", "monthly"),
    [
        # 13 weeks of 2 h are 26, 10 of them are the first step's; EUR 1,000 less 100 and 12 x 5: 840, half of it a year
        ({"hours_per_week": 2, "budget_eur": 1000}, 16, 420, 35),
        # 3 h and EUR -10 are left: as much as the first step again
        ({"hours_per_week": 1, "budget_eur": 150}, 10, 50, 50 / 12),
    ],
)
def test_the_rest_of_a_trend_is_what_its_first_step_leaves(
    needs: Any, hours: float, once: float, monthly: float
) -> None:
    """It comes after that has worked, is worth what the trend is, and takes nothing off a threat once more."""
    first = practice("p", "t", hours=10, upkeep=2, eur=100, monthly=5, reduces={"risk": 0.5})
    of = [trend("t", level=0.36, needs=Needs(**needs)), trend("risk", level=0.5, **RISK)]
    found = steps(of, [first.model_copy(update={"in_full": "All of it"})]).by_id
    assert {group: round(points) for group, points in found["p"].gains} == {"threat:risk": 25, "trend:t": 60}
    rest = found["all-of-t"]
    assert (rest.kind, rest.text, rest.after) == ("whole", "All of it", ("p",))
    assert tuple(rest.cost) == pytest.approx((hours, 2, once, monthly))
    assert [group for group, _ in rest.gains] == ["trend:t"]


@pytest.mark.parametrize(
    ("people", "size", "by"),
    [
        (None, 1, 1), (5, 1, 1),
        (20, 4, 2),  # EUR for four times as many, hours for twice: they are told together
        (1, 0.4, 0.4), (2, 0.4, 0.4), (3, 0.6, 0.6),
    ],
)  # fmt: skip
def test_basics_take_what_the_size_of_the_firm_asks(people: int | None, size: float, by: float) -> None:
    """Told for five people; each is worth a step of 20 points and takes no place for change."""
    basic = practice("p", "b", hours=10, upkeep=2, eur=100, monthly=5)
    firm = Business(sectors={"s1": 1}, employees=people)
    (one,) = steps([trend("b", basic=True, area="security")], [basic], firm).by_id.values()
    assert (one.kind, one.place) == ("basic", False)
    assert tuple(one.cost) == pytest.approx((10 * by, 2 * by, 100 * size, 5 * size))
    assert one.gains == (("basic:b", 20.0),)


@pytest.mark.parametrize(("desks", "size"), [(0.0, 3.1), (0.5, 5.55), (1.0, 8.0)])
def test_basics_are_for_those_who_have_a_computer(desks: float, size: float) -> None:
    """Of forty people five and .3 of the 35 others, 15.5 of 5, where nobody works at a desk; all where all do."""
    basic = practice("p", "b", hours=10, eur=100)
    people = Business(sectors={"s1": 1}, employees=40)
    of = [sector("s1", {}, {"works-at-desks": desks})]
    (one,) = steps([trend("b", basic=True, area="security")], [basic], people, sectors=of).by_id.values()
    assert (one.cost.once, one.cost.hours) == pytest.approx((100 * size, 10 * size**0.5))


@pytest.mark.parametrize(
    ("services", "activity", "ethics", "area", "waits"),
    [
        ({"take-payments": 0.25}, "work", {}, "data", True),
        ({"take-payments": 0.24}, "work", {}, "data", False),
        ({"take-payments": 0.125, "sell-online": 0.125}, "work", {}, "data", True),
        ({}, "take-orders", {}, "data", True),
        ({}, "work", {"privacy": "Ask first"}, "data", True),
        ({}, "work", {"privacy": "Ask first"}, "security", False),  # it alters nobody's work
        ({}, "run-equipment", {"privacy": "Ask first"}, "data", False),  # of machines, not of customers
        ({}, "work", {"safety": "Ask first"}, "data", False),
    ],
)
def test_what_touches_customers_waits_for_the_basics(
    services: Any, activity: str, ethics: Any, area: str, waits: bool
) -> None:
    """Their data or their money: by what the trend serves, what the step does, or what it may harm."""
    does = ("work", "take-payments", "sell-online", "take-orders", "run-equipment")
    some = [
        practice("p", "b", reduces={"data-breach": 0.2}),
        practice("q", "t", activity=activity).model_copy(update={"ethics": ethics}),
    ]
    of = [trend("b", basic=True, area="security"), trend("t", services=services, area=area), *THIEVES]
    found = steps(of, some, sectors=[sector("s1", dict.fromkeys(does, 1.0))])
    assert found.by_id["q"].needs == (("p",) if waits else ())


@pytest.mark.parametrize(
    ("reduces", "waits"),
    [
        ({"data-breach": 0.2}, True), ({"phishing-and-payment-fraud": 0.55}, True),
        ({"data-breach": 0.19, "phishing-and-payment-fraud": 0.1}, False),  # a vault
        ({"risk": 0.9}, False), ({}, False),  # copies: they keep nobody out
    ],
)  # fmt: skip
def test_payments_wait_for_what_keeps_thieves_out_and_for_no_other_basic(reduces: Any, waits: bool) -> None:
    """A fifth off thefts of data or money, or nothing waits for it; it is a basic that is worth a step all the same."""
    some = [practice("p", "b", reduces=reduces), practice("q", "t", activity="take-payments")]
    of = [trend("b", basic=True, area="security"), trend("t"), trend("risk", level=0.5, **RISK), *THIEVES]
    found = steps(of, some, sectors=[sector("s1", dict.fromkeys(("work", "take-payments"), 1.0))]).by_id
    assert (found["p"].kind, found["q"].needs) == ("basic", ("p",) if waits else ())


def test_what_more_of_a_basic_waits_for_the_basic() -> None:
    """A backup runs before it is tried, in a team of any size; a whole of it waits for it as for its first step."""
    some = [practice("p", "b", hours=1, reduces={"risk": 0.1}), practice("q", "b", hours=2, reduces={"risk": 0.2})]
    of = [trend("b", basic=True, area="security"), trend("risk", level=0.5, **RISK)]
    for people in (1, 40):
        found = steps(of, some, Business(sectors={"s1": 1}, employees=people)).by_id
        assert (found["p"].needs, found["q"].needs) == ((), ("p",))


@pytest.mark.parametrize(
    ("stake", "off", "area", "told"),
    [
        (0.5, 0.03, "data", True),  # 50 x .03 = 1.5 points
        (0.5, 0.01, "data", False),  # half a point
        (0.15, 0.5, "data", False),  # 7.5 points off what is not urgent: only what is made against threats
        (0.15, 0.5, "security", True), (0.21, 0.5, "data", True),
    ],
)  # fmt: skip
def test_protections_are_of_what_is_urgent_or_made_for_it(stake: float, off: float, area: str, told: bool) -> None:
    """A point a month at least; urgent is a threat from 20 points on."""
    of = [trend("guard", level=0.01, area=area), trend("risk", level=stake, **RISK)]
    found = steps(of, [practice("p", "guard", reduces={"risk": off})]).by_id
    assert [one.kind for one in found.values()] == (["protection"] if told else [])
    if told:
        assert found["p"].gains == (("threat:risk", pytest.approx(100 * stake * off)),)


@pytest.mark.parametrize(("more", "told"), [(0.0, True), (1e-6, False)])
def test_a_threat_of_just_the_points_that_make_a_step_worth_it_is_urgent(more: float, told: bool) -> None:
    """What takes something off it is proposed; off one below that only what is made against threats."""
    of = [trend("guard", level=0.01), trend("risk", level=0.3, **RISK)]
    compiled = compiled_map(ecosystem([sector("s1")], of, practices=[practice("p", "guard", reduces={"risk": 0.5})]))
    (points,) = steps(of, [practice("p", "guard", reduces={"risk": 0.5})]).stakes.values()
    numbers = find_standings(compiled, FIRM, Settings(worth=points + more))
    assert bool(Steps(compiled, numbers, (), "2027-12-31", strict=False, done=()).by_id) == told


@pytest.mark.parametrize(
    ("own", "of", "adopted", "binds"),
    [
        ({"s1": 1, "s2": 1}, "worth", (), True),  # half of the firm
        ({"s1": 49, "s2": 51}, "worth", (), False),
        ({"s1": 1}, "used", ("used",), True), ({"s1": 1}, "used", (), False),
        ({"s1": 1}, "high", (), True), ({"s1": 1}, "low", (), False),
    ],
)  # fmt: skip
def test_a_challenge_of_the_trade_binds(own: Any, of: str, adopted: Any, binds: bool) -> None:
    """Of half of the firm or more, and of what is in use, worth a step, or a threat of 10 points or more."""
    trends = [
        trend("worth"), trend("used", level=0.01), trend("high", level=0.11, **RISK),
        trend("low", level=0.09, **RISK), trend("answer", level=0.01),
    ]  # fmt: skip
    hard = [theme("one", (of,), ("p",)), theme("two", (of,), ("p",))]
    firm = Business(sectors=own, adopted=adopted)
    found = steps(trends, [practice("p", "answer")], firm, sectors=("s1", "s2"), challenges=hard)
    assert [one.id for one in found.obstacles] == (["one", "two"] if binds else [])
    assert {id: (one.kind, one.gains) for id, one in found.by_id.items()} == (
        {"p": ("answer", (("challenge:one", 10.0),))} if binds else {}
    )


def of_duties(*, adopted: Any = (), **said: Any) -> dict[str, Step]:
    """Return what a firm could begin that a duty asks something of."""
    fields = {"id": "d", "applies": "from", "practice": "p", "from_": "2027-06-01"} | said
    firm = Business(sectors={"s1": 1}, adopted=adopted)
    around = compiled_map(ecosystem([sector("s1")], [trend("t", level=0.01)], practices=[practice("p", "t")]))
    numbers = find_standings(around, firm, Settings())
    return Steps(around, numbers, (SimpleNamespace(**fields),), "2027-12-31", strict=False).by_id  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, True), ({"from_": "2027-12-31"}, True), ({"from_": "2028-01-01"}, False),
        ({"applies": "yes"}, False), ({"applies": "unknown"}, False), ({"practice": None}, False),
        ({"practice": "q"}, False), ({"adopted": ("t",)}, False),
    ],
)  # fmt: skip
def test_a_duty_that_begins_within_the_plan_is_worth_a_step(said: Any, told: bool) -> None:
    """By the practice that does it, if its trend is not in use: 20 points until its day, and no place for change."""
    found = of_duties(**said)
    assert {id: (one.kind, one.gains, one.place) for id, one in found.items()} == (
        {"p": ("duty", (("duty:d", 20.0),), False)} if told else {}
    )
    assert all(one.due == said.get("from_", "2027-06-01") for one in found.values())


@pytest.mark.parametrize(
    ("harms", "answers", "strict", "why"),
    [
        (("privacy", "bias"), {"privacy": "Ask"}, True, "nothing keeps it in check where it touches bias"),
        (("privacy", "bias"), {}, True, "nothing keeps it in check where it touches privacy and bias"),
        (("privacy",), {"privacy": "Ask"}, True, ""), ((), {}, True, ""), (None, {}, True, ""),
        (("privacy", "bias"), {}, False, ""),
    ],
)  # fmt: skip
def test_what_nothing_keeps_in_check_is_left_out_where_that_is_asked_for(
    harms: Any, answers: Any, strict: bool, why: str
) -> None:
    """Each question of right and wrong that a trend raises needs an answer of the step."""
    step = practice("p", "t").model_copy(update={"ethics": answers})
    around = compiled_map(ecosystem([sector("s1")], [trend("t", ethics=harms)], practices=[step]))
    found = Steps(around, find_standings(around, FIRM, Settings()), (), "2027-12-31", strict=strict)
    assert [one.why for one in found.unfit.values()] == ([why] if why else [])
    assert [*found.by_id] == ([] if why else ["p"])


def test_what_takes_something_off_a_threat_of_no_concern_counts_nothing_for_it() -> None:
    """Shops alone are robbed: of a step of another firm only what its trend is worth is told."""
    of = [trend("t", level=0.36), trend("robbed", level=0.5, gate=("shop",), **RISK)]
    around = [sector("s1", traits={"shop": 0.0}), sector("s2", traits={"shop": 1.0})]
    found = steps(of, [practice("p", "t", reduces={"robbed": 0.5})], sectors=around).by_id
    assert [group for group, _ in found["p"].gains] == ["trend:t"]


def test_how_unsure_points_are_is_told_by_group() -> None:
    """Of trends that are worth a step and of threats, each with the error that is stated of its points."""
    found = steps([trend("t", level=0.36), trend("risk", level=0.3, s=0.4, **RISK)], [practice("p", "t")])
    assert set(found.errors) == {"trend:t", "threat:risk"}
    assert all(error > 0 for error in found.errors.values())


def test_what_needs_something_that_nobody_knows_is_left_out_with_the_reason() -> None:
    """a needs b, of which there is no practice; what is begun already waits for nothing."""
    of = [trend("a", prerequisites=("b",)), trend("b", level=0.01)]
    found = steps(of, [practice("p", "a")])
    assert not found.by_id
    assert {id: one.why for id, one in found.unfit.items()} == {
        "b": "the map knows no way that suits a firm like yours",
        "p": "needs Trend b first, which is not worth a step to you",
    }
    begun = steps(of, [practice("p", "a")], done=("p",))
    assert [(id, one.needs) for id, one in begun.by_id.items()] == [("p", ())]
    assert "p" not in begun.unfit


def test_what_is_needed_first_is_there_whatever_it_is_worth() -> None:
    """b has one point by itself, but a needs it."""
    some = [practice("p", "a"), practice("q", "b")]
    found = steps([trend("a", prerequisites=("b",)), trend("b", level=0.0001)], some).by_id
    assert {id: one.needs for id, one in found.items()} == {"p": ("q",), "q": ()}


def test_what_serves_two_groups_counts_in_each_once_by_the_larger() -> None:
    """5 and 7 in one group are 7, and 7 and 5 too; another group stands beside it."""
    one = Step(id="p", kind="first", name="P", text="", cost=Cost(1.0), gains=(("t", 5.0),))
    assert one.with_gains([("t", 7.0), ("u", 1.0)]).gains == (("t", 7.0), ("u", 1.0))
    assert one.with_gains([("t", 4.0)]).gains == (("t", 5.0),)


def test_what_a_skill_lacks() -> None:
    """Levels from the own to what is asked; none where the own is as high, or nothing was said."""
    for own, lacks in (({"craft": 0.5}, 1.5), ({"craft": 2}, 0), ({"craft": 3}, 0), ({}, 0)):
        found = steps([trend("t")], [practice("p", "t", skills={"craft": 2})], Business(sectors={"s1": 1}, skills=own))
        assert found.lack("craft", 2) == lacks


def test_what_brings_another_practice_comes_after_it_at_what_it_costs_more() -> None:
    """Of 10 h, EUR 500 and 55 a month the smaller holds 4 h, EUR 350 and 55; of another trend nothing is taken off."""
    small = practice("a", "t", hours=4, upkeep=1, eur=350, monthly=55)
    large = practice("b", "t", hours=10, upkeep=3, eur=500, monthly=55).model_copy(update={"brings": ("a",)})
    other = practice("c", "u", hours=9).model_copy(update={"brings": ("a",)})
    found = steps([trend("t", level=0.36), trend("u", level=0.36)], [small, large, other]).by_id
    assert (tuple(found["b"].cost), found["b"].needs) == ((6, 2, 150, 0), ("a",))
    assert (tuple(found["c"].cost), found["c"].needs) == ((9, 0, 0, 0), ())
    assert found["a"].cost.once == 350


def test_what_the_law_asks_stands_in_the_place_of_what_it_brings() -> None:
    """One till is bought: the one that a duty asks for, now or within the plan, whole; the smaller is none."""
    small = practice("a", "t", hours=4, eur=350)
    large = practice("b", "t", hours=10, eur=500).model_copy(update={"brings": ("a",)})
    compiled = compiled_map(ecosystem([sector("s1")], [trend("t", level=0.36)], practices=[small, large]))
    numbers = find_standings(compiled, FIRM, Settings())
    duty = SimpleNamespace(id="law", applies="yes", practice="b", from_="2020-01-01")
    found = Steps(compiled, numbers, (duty,), "2027-12-31", strict=False).by_id
    assert [(one.id, one.kind, one.cost.once) for one in found.values()] == [("b", "first", 500)]
