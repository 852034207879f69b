"""One thing changed: the difference in parts that add up, what computing anew gives, and refusals with a way out."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ecomap import Business, EcosystemMap, Settings, load_business, rank_trends
from ecomap.errors import InputError, SchemaError, UnknownNameError
from ecomap.model import OwnInfluence
from ecomap.results.explanation import Moved, WhatIf
from ecomap.results.ranking import LogOddsParts, Ranking
from ecomap.verbs.whatif import World, what_if
from maps import changed, ecosystem, examples, influence, sector, situations, trend

EXACT = {"rel": 0, "abs": 1e-9}
CHANGES = (
    ("attenuation", "0.6"), ("horizon", "5"), ("network_strength", "0.5"), ("feature_strength", "0.4"),
    ("floor", "0.1"), ("budget_eur", "2500"), ("hours_per_week", "1.5"), ("maturity", "3.5"), ("goal.growth", "2"),
    ("skill.data", "1"), ("activity.book", "0.75"), ("trait.shop", "1"), ("sector.s2", "0.5"), ("employees", "4"),
    ("country", "FI"),
)  # fmt: skip


@st.composite
def changed_worlds(draw: st.DrawFn) -> tuple[World, WhatIf]:
    """Draw a world and what one to three changes of any kind do to it."""
    around, business = draw(situations())
    known = {f"skill.{item.id}" for item in around.skills}
    possible = [change for change in CHANGES if not change[0].startswith("skill.") or change[0] in known]
    sets = dict(draw(st.lists(st.sampled_from(possible), max_size=3, unique=True)))
    tied = [f"{item.source}>{item.target}" for item in around.couplings]
    figures = [f"{item.trend}>{item.sector}" for item in around.influences]
    cuts = draw(st.lists(st.sampled_from([*tied, *figures]), max_size=2, unique=True)) if tied or figures else []
    could = usable(around)
    adopt = draw(st.lists(st.sampled_from(could), max_size=1)) if could else []
    assume(sets or cuts or adopt)
    world = World(around, business, Settings())
    return world, what_if(world, sets=sets, cuts=tuple(cuts), adopt=tuple(adopt))


def usable(around: EcosystemMap) -> list[str]:
    """Return the trends that a firm can use."""
    return [item.id for item in around.trends if item.role != "risk"]


def rows(result: WhatIf) -> tuple[Moved, ...]:
    """Return the rows of both lists."""
    return (*result.opportunities, *result.threats)


def parts_of(odds: LogOddsParts) -> list[float]:
    """Return the parts of a log-odds without their total."""
    return [getattr(odds, name) for name in LogOddsParts.__match_args__ if name != "total"]


def ranking(world: World) -> Ranking:
    """Return the whole ranking of a world."""
    return rank_trends(world.ecosystem, world.business, world.settings)


# The parts add up.


@examples(35)
@given(changed_worlds())
def test_differences_are_sums_of_parts(drawn):
    """Log-odds parts sum to the difference of logit L, factor parts to the difference of the priority."""
    for row in rows(drawn[1]):
        total = math.log(row.likelihood_after / (1 - row.likelihood_after)) - math.log(
            row.likelihood_before / (1 - row.likelihood_before)
        )
        assert row.log_odds.total == pytest.approx(total, **EXACT)
        assert math.fsum(parts_of(row.log_odds)) == pytest.approx(row.log_odds.total, **EXACT)
        if row.priority_after is None or row.priority_before is None:
            assert row.parts == ()
        else:
            gained = row.priority_after - row.priority_before
            assert math.fsum(part.points for part in row.parts) == pytest.approx(gained, **EXACT)
            assert {part.factor for part in row.parts} == {"likelihood", "cover", "share", "goals"}


@examples(15)
@given(changed_worlds())
def test_before_is_the_ranking(drawn):
    """Rank, priority and likelihood before are those of the ranking, in its order; then comes what was not there."""
    world, result = drawn
    for moved, told in zip(
        (result.opportunities, result.threats),
        (ranking(world).opportunities, ranking(world).threats),
        strict=True,
    ):
        usual = {row.trend.id: row for row in told}
        stood = [row for row in moved if row.trend in usual]
        came = moved[len(stood) :]
        assert moved[: len(stood)] == tuple(stood)
        assert [row.rank_before for row in stood] == sorted({row.rank_before for row in stood})
        assert [row.rank_after for row in came] == sorted({row.rank_after for row in came})
        for row in came:
            assert (row.rank_before, row.priority_before, row.action_before) == (None, None, None)
        for row in stood:
            assert row.rank_before == usual[row.trend].rank
            assert row.priority_before == pytest.approx(100 * usual[row.trend].score, **EXACT)
            assert row.likelihood_before == pytest.approx(usual[row.trend].likelihood, **EXACT)


def assert_after(result: WhatIf, before: Ranking, after: Ranking) -> None:
    """Assert that a what-if tells of each trend what the ranking of the other world says, and is silent of the rest."""
    for moved, old, new in (
        (result.opportunities, before.opportunities, after.opportunities),
        (result.threats, before.threats, after.threats),
    ):
        now = {row.trend.id: row for row in new}
        told = {row.trend: row for row in moved}
        for row in new:
            if row.trend.id not in {row.trend.id for row in old}:
                found = told[row.trend.id]
                assert (found.rank_before, found.rank_after) == (None, row.rank)
                assert found.priority_after == pytest.approx(100 * row.score, **EXACT)
        for row in old:
            there = now.get(row.trend.id)
            if there is None:
                assert told[row.trend.id].rank_after is None
            elif row.trend.id in told:
                found = told[row.trend.id]
                assert found.rank_after == there.rank
                assert found.likelihood_after == pytest.approx(there.likelihood, **EXACT)
                assert found.priority_after == pytest.approx(100 * there.score, **EXACT)
            else:
                assert (row.rank, row.likelihood) == (there.rank, pytest.approx(there.likelihood, **EXACT))
                assert row.score == pytest.approx(there.score, **EXACT)


# The other world, built by hand.


@examples(18)
@given(situations(), st.data())
def test_a_cut_coupling_is_a_map_without_it(situation, data):
    """Cutting a coupling gives what a map gives in which it was never written."""
    around, business = situation
    assume(around.couplings)
    gone = data.draw(st.sampled_from(around.couplings))
    without = changed(around, couplings=tuple(item for item in around.couplings if item != gone))
    world, other = World(around, business, Settings()), World(without, business, Settings())
    result = what_if(world, sets={}, cuts=(f"{gone.source} > {gone.target}",))
    assert_after(result, ranking(world), ranking(other))


@examples(25)
@given(situations(plain=True), st.data())
def test_a_cut_prevalence_is_a_map_without_it(situation, data):
    """Cutting what a trend has in a sector gives what a map gives that knows nothing of the two.

    Which trends tell what sectors are like, and how sure features are, stays: so none tells here, and no word is
    weighed.
    """
    around, business = situation.ecosystem, situation.business.model_copy(update={"influences": ()})
    assume(around.influences)
    around = changed(
        around, influences=tuple(item.model_copy(update={"area": None}) for item in around.influences),
        groups=tuple(item.model_copy(update={"profile": False}) for item in around.groups),
    )  # fmt: skip
    gone = data.draw(st.sampled_from(around.influences))
    without = changed(around, influences=tuple(item for item in around.influences if item != gone))
    world, other = World(around, business, Settings()), World(without, business, Settings())
    result = what_if(world, sets={}, cuts=(f"{gone.trend}>{gone.sector}",))
    assert_after(result, ranking(world), ranking(other))


def test_a_cut_prevalence_takes_its_own_opportunity_share_along_and_no_other():
    """t in s2 goes with what it is there; t in s1 and u in s2 keep theirs, and s3 its figure, of which s2 hears."""
    figures = [
        influence("t", "s1", 0.2, opportunity=0.3), influence("t", "s2", 0.4, opportunity=0.5),
        influence("t", "s3", 0.7),
        influence("u", "s1", 0.3, opportunity=0.4), influence("u", "s2", 0.6, opportunity=0.7),
    ]  # fmt: skip
    sectors, trends = [sector("s1"), sector("s2"), sector("s3")], [trend("t", opportunity=0.9), trend("u")]
    around, without = (ecosystem(sectors, trends, some) for some in (figures, [figures[0], *figures[2:]]))
    firm = Business(sectors={"s1": 1, "s2": 2})
    world, other = World(around, firm, Settings()), World(without, firm, Settings())
    assert_after(what_if(world, sets={}, cuts=("t>s2",)), ranking(world), ranking(other))
    moved = {row.trend.id: row.opportunity_share for row in ranking(other).opportunities}
    assert moved == pytest.approx({"t": (0.3 + 2 * 0.9) / 3, "u": (0.4 + 2 * 0.7) / 3})


@pytest.mark.parametrize("name", ["attenuation", "horizon", "network_strength", "feature_strength", "floor"])
@examples(6)
@given(situations())
def test_a_setting_is_that_setting(name, situation):
    """Setting one of the method's numbers gives the ranking by these settings."""
    world = World(*situation, Settings())
    other = World(*situation, Settings(**{name: 0.6}))
    assert_after(what_if(world, sets={name: "0.6"}), ranking(world), ranking(other))


FIELDS = {
    "budget_eur": lambda b: {"resources": b.resources.model_copy(update={"budget_eur": 3.0})},
    "hours_per_week": lambda b: {"resources": b.resources.model_copy(update={"hours_per_week": 3.0})},
    "maturity": lambda _: {"maturity": 3.0},
    "goal.growth": lambda b: {"goals": b.goals | {"growth": 3.0}},
    "trait.shop": lambda b: {"traits": b.traits | {"shop": 1.0}},
    "activity.book": lambda b: {"activities": b.activities | {"book": 1.0}},
    "employees": lambda _: {"employees": 3},
    "sector.s2": lambda b: {"sectors": b.sectors | {"s2": 3.0}},
    "depends_on.s2": lambda b: {"depends_on": b.depends_on | {"s2": 0.25}},
}
NUMBERS = {"trait": "1", "activity": "1", "depends_on": "0.25"}


@pytest.mark.parametrize("name", FIELDS)
@examples(5)
@given(situations())
def test_a_number_of_the_business_is_that_number(name, situation):
    """Setting a number of the business gives the ranking of a business with this number; the others stay."""
    around, business = situation
    other = World(around, business.model_copy(update=FIELDS[name](business)), Settings())
    world, number = World(around, business, Settings()), NUMBERS.get(name.partition(".")[0], "3")
    assert_after(what_if(world, sets={name: number}), ranking(world), ranking(other))


@examples(5)
@given(situations())
def test_what_is_seen_is_what_the_file_would_say(situation):
    """``peers.t1`` gives the ranking of a business whose owner sees that share, in place of what was seen before."""
    around, business = situation
    said = [item for item in business.influences if item.trend != "t1"]
    seen = OwnInfluence(trend="t1", share=0.25, reason="What if")
    world = World(around, business, Settings())
    other = World(around, business.model_copy(update={"influences": (*said, seen)}), Settings())
    assert_after(what_if(world, sets={"peers.t1": "0.25"}), ranking(world), ranking(other))


@examples(25)
@given(situations(known=True, plain=True), st.data())
def test_a_prevalence_is_that_prevalence(situation, data):
    """Setting what share of a sector's firms use a trend gives the ranking of a map that says so.

    Errors stay as they are, those of features too, by which an owner's word is weighed: so nobody says one here.
    """
    around, business = situation.ecosystem, situation.business.model_copy(update={"influences": ()})
    possible = [item for item in around.influences if item.prevalence >= 0.015 and item.prevalence != 0.4]
    assume(possible)  # below that a share is less sure, and stays so
    chosen = data.draw(st.sampled_from(possible))
    other = tuple(item.model_copy(update={"prevalence": 0.4}) if item == chosen else item for item in around.influences)
    world = World(around, business, Settings())
    result = what_if(world, sets={f"{chosen.trend}>{chosen.sector}": "0.4"})
    assert_after(result, ranking(world), ranking(World(changed(around, influences=other), business, Settings())))


# Adoption.


@examples(25)
@given(situations(plain=True), st.data())
def test_what_is_adopted_leaves_the_ranks(situation, data):
    """A trend in use has no rank and no priority; those behind it move up by one, and no score rises."""
    around, business = situation
    assume(usable(around))
    taken = data.draw(st.sampled_from(usable(around)))
    world = World(around, business, Settings())
    result = what_if(world, sets={}, adopt=(taken,))
    for moved, old in (
        (result.opportunities, ranking(world).opportunities),
        (result.threats, ranking(world).threats),
    ):
        usual = {row.trend.id: row.rank for row in old}
        gone = [row for row in moved if row.trend == taken]
        assert bool(gone) == (taken in usual)
        assert all((row.rank_after, row.priority_after) == (None, None) for row in gone)
        assert all(row.priority_after <= row.priority_before for row in moved if row.trend != taken)
    behind = {row.trend.id for row in ranking(world).opportunities}
    if taken in behind:
        rank = next(row.rank for row in ranking(world).opportunities if row.trend.id == taken)
        later = {row.trend.id: row.rank - 1 for row in ranking(world).opportunities if row.rank > rank}
        assert {row.trend: row.rank_after for row in result.opportunities if row.trend != taken} == later


# Nothing changed.


@examples(10)
@given(situations())
def test_nothing_set_anew_changes_nothing(situation):
    """A number set to what it is, or nothing set at all, gives two empty lists."""
    around, business = situation
    world = World(around, business.model_copy(update={"maturity": 2.0}), Settings())
    for sets in ({}, {"attenuation": "0.05", "horizon": "3"}, {"maturity": "2.0"}):
        result = what_if(world, sets=sets)
        assert (result.opportunities, result.threats) == ((), ())
        assert result.changes == tuple(f"{name} = {value}" for name, value in sets.items())


def test_a_prevalence_that_was_set_is_what_stands_there():
    """Set to what it is by now it is refused; set back, nothing has changed."""
    twice = {"booking>bakery": "0.4", "booking > bakery": "0.4"}
    assert "is 0.4 already" in refused(sets=twice)
    world = World(small(), Business(sectors={"bakery": 1}), Settings())
    back = what_if(world, sets=twice | {"booking > bakery": "0.2"})
    assert (back.opportunities, back.threats) == ((), ())


def test_a_figure_that_the_map_does_not_have_cannot_be_set():
    """Nothing is known of the trend in the mill: an overlay may say it."""
    around = ecosystem([sector("bakery"), sector("mill")], [trend("booking")], {("booking", "bakery"): 0.2})
    with pytest.raises(InputError, match=r"booking>mill is not in the map, or is 0\.4 already\. Add it in an overlay"):
        what_if(World(around, Business(sectors={"mill": 1}), Settings()), sets={"booking>mill": "0.4"})


def test_what_is_told_of_the_changes():
    """The changes are told in the order set, cut, adopt."""
    world = World(small(), Business(sectors={"bakery": 1}), Settings())
    result = what_if(world, sets={"horizon": "5"}, cuts=("mill>bakery",), adopt=("booking",))
    assert result.changes == ("horizon = 5", "without mill>bakery", "booking in use")


# Refusals.


def small() -> EcosystemMap:
    """Return a map of two sectors, one trend, one coupling."""
    return ecosystem(
        [sector("bakery"), sector("mill", {"work": 1.0, "grind": 1.0})],
        [trend("booking", goals={"reach": 1}, services={"work": 0.25, "sell": 0.5})],
        {("booking", "bakery"): 0.2, ("booking", "mill"): 0.6}, {("mill", "bakery"): 0.5},
    )  # fmt: skip


def refused(**wanted: object) -> str:
    """Return the message with which a change of the small map is refused."""
    given_changes: dict[str, object] = {"sets": {}} | wanted
    with pytest.raises(InputError) as refusal:
        what_if(World(small(), Business(sectors={"bakery": 1}), Settings()), **given_changes)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("atenuation", "attenuation"), ("budget", "budget_eur"), ("goal.raech", "reach"), ("activity.wrok", "work"),
        ("sector.bakry", "bakery"), ("boking>bakery", "booking"), ("peers.boking", "booking"),
        ("booking>bakry", "bakery"), ("mil>bakery", "mill"),
    ],
)  # fmt: skip
def test_an_unknown_name_is_refused_with_what_was_meant(name, meant):
    """A name that nothing answers to: the message gives the nearest."""
    message = refused(sets={name: "0.5"})
    assert "no such" in message
    assert f'"{meant}"' in message


@pytest.mark.parametrize("name", ["colour", "skill.data"])
def test_an_unknown_name_without_anything_near(name):
    """Where nothing comes near, the name itself is told."""
    assert f'"{name.split(".")[-1]}"' in refused(sets={name: "0.5"})


@pytest.mark.parametrize("value", ["booking", "0.5"])
@pytest.mark.parametrize(
    ("name", "way_out"),
    [
        ("adopted", "--adopt TREND"), ("rejected", "goals.NAME"), ("name", "goals.NAME"),
        ("goals", "goals.NAME"), ("sectors", "sectors.NAME"), ("employees.x", "employees"),
    ],
)  # fmt: skip
def test_what_is_no_number_of_a_business_is_told_so_whatever_it_is_set_to(name, value, way_out):
    """Not how to write the number, which would be refused, too."""
    message = refused(sets={name: value})
    assert f'no such number to set "{name}"' in message
    assert way_out in message


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("attenuation", "high", '"high" is no number. Write attenuation=0.5.'),
        ("attenuation", "1.5", "attenuation: 1.5 is out of range. It must be less than 1."),
        ("attenuation", "nan", "attenuation"),
        ("horizon", "-1", "horizon: -1 is out of range. It must be greater than or equal to 0."),
        ("maturity", "9", "maturity"),
        ("budget_eur", "-5", "budget_eur"),
        ("budget_eur", "inf", "budget_eur"),
        ("goal.reach", "-1", "goal.reach"),
        ("activity.work", "2", "activity.work"),
        ("sector.bakery", "0", "sector.bakery"),
        ("booking>bakery", "0", "To take it out: --cut 'booking>bakery'."),
        ("booking>bakery", "1", "must lie between 0 and 1"),
        ("booking>bakery", "nan", '"nan" is no number'),
        ("mill>bakery", "-0.5", "must lie between 0 and 1"),
        ("peers.booking", "1", "peers.booking must lie between 0 and 1"),
        ("bakery>mill", "0.5", "is not in the map"),
        ("booking>bakery", "0.2", "is 0.2 already"),
        ("booking>work", "0.6", "booking would serve more than all that it is used for. Choose at most 0.5."),
        ("booking>work", "0.25", "is 0.25 already"),
        ("booking>grind", "0.1", "is not in the map"),
        ("opportunity share of booking", "1", "the opportunity share of booking must lie between 0 and 1."),
        ("opportunity share of boking", "0.5", '"booking"'),
    ],
)
def test_a_wrong_value_is_refused(name, value, told):
    """What cannot be is refused in one line that names the number and says what to do."""
    message = refused(sets={name: value})
    assert told in message
    assert "\n" not in message


@pytest.mark.parametrize("name", ["peers.booking", "maturity", "attenuation", "activity.work"])
def test_a_refusal_names_the_number_once(name):
    """Whether the number itself is looked at or the business that would have it."""
    message = refused(sets={name: "7"})
    assert message.startswith(f"--set  {name}")
    assert f"{name}: {name}" not in message


@pytest.mark.parametrize(
    ("cut", "told"),
    [
        ("bakery>mill", "the map has no influence bakery>mill. See: ecomap map path bakery mill"),
        ("mill>", "no such kind of firm"),
        (">bakery", "no such trend or sector"),
        ("bakery>booking", "no such kind of firm"),
    ],
)
def test_what_is_not_there_cannot_be_cut(cut, told):
    """A cut of nothing is refused with where to look."""
    assert told in refused(cuts=(cut,))


def test_a_cut_without_an_arrow_says_how_to_write_it():
    """A known name alone is no influence: the message shows the form FROM>TO."""
    message = refused(cuts=("mill",))
    assert ">" in message
    assert 'Did you mean "mill"' not in message


def test_an_unknown_trend_cannot_be_adopted():
    """The message gives the nearest trend."""
    assert '"booking"' in refused(adopt=("boking",))


def test_refusals_are_of_the_right_kind():
    """A name is an `UnknownNameError`, a value a `SchemaError`: both are input errors."""
    world = World(small(), Business(sectors={"bakery": 1}), Settings())
    with pytest.raises(UnknownNameError):
        what_if(world, sets={"colour": "1"})
    with pytest.raises(SchemaError):
        what_if(world, sets={"horizon": "later"})


# On the shipped map.


@pytest.mark.parametrize(
    ("template", "name", "number", "update"),
    [
        ("bakery", "employees", "1", {"employees": 1}),
        ("bakery", "employees", "10", {"employees": 10}),
        ("bakery", "trait.takes-bookings", "1", {"traits": {"takes-bookings": 1.0}}),
        ("consulting", "trait.makes-to-order", "1", {"traits": {"makes-to-order": 1.0}}),
        ("manufacturer", "trait.runs-plant", "0", {"traits": {"runs-plant": 0.0}}),
        ("hairdresser", "country", "DE", {"country": "DE"}),
    ],
)
def test_it_tells_all_that_moves_comes_in_or_goes(shipped, template, name, number, update):
    """Of every trend, what is told is where `rank_trends` puts it before and after; what is not told has not moved."""
    business = load_business(template, shipped)
    found = what_if(World(shipped, business, Settings()), sets={name: number})
    before, after = rank_trends(shipped, business), rank_trends(shipped, business.model_copy(update=update))
    for listed in ("opportunities", "threats"):
        old, new = ({row.trend.id: row.rank for row in getattr(one, listed)} for one in (before, after))
        told = {row.trend: (row.rank_before, row.rank_after) for row in getattr(found, listed)}
        for trend_id in {*old, *new}:
            ranks = old.get(trend_id), new.get(trend_id)
            assert told.get(trend_id, (ranks[0], ranks[0])) == ranks, trend_id
        gone = [row for row in getattr(found, listed) if row.rank_after is None]
        assert all(row.outside and row.outside != "in use" for row in gone)


def test_more_money_for_the_bakery(shipped):
    """Means decide what to do and not what it is worth: a larger budget moves no rank, no share and no priority."""
    result = what_if(World(shipped, load_business("bakery", shipped), Settings()), sets={"budget_eur": "50000"})
    assert (result.opportunities, result.threats) == ((), ())


def test_another_goal_for_the_bakery(shipped):
    """All of a priority's change is the goals'; nobody's share moves; the rest is as the ranking says."""
    business = load_business("bakery", shipped)
    result = what_if(World(shipped, business, Settings()), sets={"goal.resilience": "5"})
    assert result.opportunities
    for row in result.opportunities:
        factors = {part.factor: part.points for part in row.parts}
        assert row.log_odds.total == 0
        assert factors["goals"] == pytest.approx(row.priority_after - row.priority_before, **EXACT)
    other = business.model_copy(update={"goals": business.goals | {"resilience": 5.0}})
    assert_after(result, rank_trends(shipped, business), rank_trends(shipped, other))
