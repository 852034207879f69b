"""The arrays of map and business are the graph, read off in the order of the ids."""

import math

import numpy as np
import pytest
from hypothesis import given

from business_graph import business_node, edges_out, with_business
from ecomap.model import Business, Settings
from ecomap.model.trends import Gate
from ecomap.posteriors import SectorFigures, feature_errors
from ecomap.verbs.arrays import compiled_map, concerned, in_use, network_of
from ecomap.verbs.standings import find_standings
from maps import (
    LIKE,
    MEASURED,
    changed,
    ecosystem,
    example_business,
    example_map,
    examples,
    group,
    influence,
    logit,
    modifier,
    practice,
    sector,
    situations,
    trend,
)

EXACT = {"rel": 0, "abs": 1e-12}


def arrays_of(around):
    """Return the arrays of a map."""
    return compiled_map(around).arrays


def test_the_example_as_arrays():
    """Every number of the example in its row and column."""
    axes = arrays_of(example_map())
    assert (axes.trends, axes.sectors, axes.activities) == (("t",), ("s1", "s2", "s3"), ("first", "second"))
    assert axes.traits == ("desk", "shop")
    np.testing.assert_array_equal(axes.coupling, [[0, 0.5, 0], [0.4, 0, 0], [0, 0.3, 0]])
    np.testing.assert_array_equal(axes.published, [[0.2, 0.5, 0.8]])
    np.testing.assert_allclose(axes.figure, [[-math.log(4), 0, math.log(4)]], atol=1e-15)
    np.testing.assert_array_equal(axes.trait_levels, [[1, 0], [0.5, 1], [0, 0.5]])
    np.testing.assert_array_equal(axes.service, [[0.6, 0.4]])
    np.testing.assert_array_equal(axes.sector_profile, [[1, 0.25]] * 3)
    assert [axes.pace[0], axes.specificity[0], axes.opportunity[0]] == [0.25, 0.8, 0.7]
    assert axes.level[0] == pytest.approx(logit(0.4), **EXACT)
    assert axes.most_served[0] == pytest.approx(0.6 + 0.4 * 0.25, **EXACT)


def test_the_strongest_way_of_a_sector_is_one_step_only_beside_its_neighbours():
    """Halved at each step: s3 reaches s1 by s2 with .3 x .4, a quarter of it, and that is no one step."""
    around = arrays_of(example_map())
    found = network_of(around, 0.5, "strongest")
    np.testing.assert_allclose(found.walks, [[1, 0.25, 0], [0.2, 1, 0], [0.3 * 0.4 / 4, 0.15, 1]], atol=1e-12)
    np.testing.assert_allclose(found.steps, [[0, 0.25, 0], [0.2, 0, 0], [0, 0.15, 0]], atol=1e-12)


def test_a_map_is_compiled_once():
    """The same map gives the same compiled one; an equal map is another."""
    around = example_map()
    assert compiled_map(around) is compiled_map(around)
    assert compiled_map(around) is not compiled_map(example_map())


@examples(60)
@given(situations())
def test_a_business_added_to_the_graph_is_the_arrays(situation):
    """Exposure, own sectors, profile, traits, services and peers: the graph's edges are the arrays' numbers."""
    numbers = find_standings(*situation, Settings())
    graph, node = with_business(*situation), business_node(situation.business)
    incoming = {source: data for source, _, data in graph.in_edges(node, data=True)}
    axes, found = numbers.axes, numbers.found
    for place, name in enumerate(axes.sectors):
        edge = incoming.get(name, {"exposure": 0.0, "own": False})
        assert numbers.exposure[place] == pytest.approx(edge["exposure"], **EXACT)
        assert numbers.own[place] == edge["own"]
    levels, profile = (dict(edges_out(graph, node, kind)) for kind in ("level", "profile"))
    has = dict(zip(axes.traits, found.features[0].tolist(), strict=False))
    assert has == pytest.approx({name: levels.get(name, 0.0) for name in axes.traits}, **EXACT)
    for row, name in enumerate(axes.trends):
        served = dict(edges_out(graph, name, "service"))
        expected = [served.get(activity, 0.0) for activity in axes.activities]
        np.testing.assert_allclose(axes.service[row], expected, atol=1e-15)
        touched = math.fsum(served.get(activity, 0.0) * share for activity, share in profile.items())
        assert found.served[0, row] == pytest.approx(touched, **EXACT)
        if situation.business.peers:
            word = incoming.get(name, {"peers": math.nan})["peers"]
            assert found.businesses.words[0, row] == pytest.approx(word, nan_ok=True)


def test_axes_are_sorted_whatever_the_file_says():
    """Sectors and trends in any order of the file stand in the order of their ids."""
    axes = arrays_of(ecosystem([sector("b"), sector("a")], [trend("z"), trend("y")]))
    assert (axes.sectors, axes.trends) == (("a", "b"), ("y", "z"))
    assert axes.sector_index == {"a": 0, "b": 1}


# --- figures --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "more", "z", "s2", "own"),
    [
        (0.5, {}, 0.0, 0.04, 0.04),  # judged: as of now
        (0.5, {"year": 2022, "evidence": MEASURED}, 0.4875, 0.0670410156, 0.0670410156),
        (0.5, {"evidence": MEASURED}, 0.1875, 0.0468847656, 0.0468847656),  # the record's own year, 2025
        (0.5, {"year": 2040, "evidence": MEASURED}, 0.0, 0.04, 0.04),  # none is moved back
        (0.5, {"shift": -0.3}, -0.3, 0.04, 0.04),  # to the reference
        (0.5, {"evidence": LIKE, "year": 2040}, 0.0, 0.04, 0.13),  # grade C is the row of a wider branch: + .3^2
        (0.01, {}, math.log(0.01 / 0.99), 0.04, 0.1625),  # a few firms: + .35^2
        (0.001, {}, math.log(0.005 / 0.995), 0.04, 0.1625),  # below .5 % is the rounding of a survey
        (0.999, {}, math.log(0.995 / 0.005), 0.04, 0.04),
        (0.5, {"s": None}, 0.0, 0.5625, 0.5625),  # says nothing of its error: .75
    ],
)  # fmt: skip
def test_a_figure(share, more, z, s2, own):
    """Moved to now at .1 a year, 4.875 years: + .05^2 x 4.875 + (.25 x .1 x 4.875)^2; and to the reference."""
    around = ecosystem([sector("s1")], [trend("t", pace=0.1)], [influence("t", "s1", share, **more)])
    axes = arrays_of(around)
    assert axes.figure[0, 0] == pytest.approx(z, rel=0, abs=1e-9)
    assert axes.figure_error[0, 0] == pytest.approx(s2, rel=0, abs=1e-9)
    assert axes.figure_error_own[0, 0] == pytest.approx(own, rel=0, abs=1e-9)


def test_without_a_pace_a_figure_stays_and_is_less_sure():
    """4.875 years: .04 + (.1 x 4.875)^2."""
    old = influence("t", "s1", 0.5, year=2022, evidence=MEASURED)
    axes = arrays_of(ecosystem([sector("s1")], [trend("t")], [old]))
    assert axes.figure[0, 0] == 0
    assert axes.figure_error[0, 0] == pytest.approx(0.04 + 0.4875**2, **EXACT)
    assert (axes.pace_known[0], axes.pace[0]) == (False, 0)


def test_sectors_of_one_published_row_stand_together():
    """a and c share a figure, b has its own: each is hidden with those of its row."""
    rows = {"a": "wide", "b": None, "c": "wide"}
    figures = [influence("t", name, 0.3, row=row) for name, row in rows.items()]
    known = SectorFigures(arrays_of(ecosystem([sector(name) for name in rows], [trend("t")], figures)))
    assert known.together(0).tolist() == [[True, False, True], [False, True, False], [True, False, True]]


def test_trends_that_are_counted_in_the_same_sectors_share_what_is_worked_out_of_these():
    """t and u are counted in a and b, v in a alone: what v lets see is another thing."""
    figures = [influence(name, at, 0.3) for name, at in (("t", "a"), ("t", "b"), ("u", "a"), ("u", "b"), ("v", "a"))]
    trends = [trend(name) for name in "tuv"]
    known = SectorFigures(arrays_of(ecosystem([sector("a"), sector("b")], trends, figures)))
    assert known.sight(0) is known.sight(1)
    assert [known.sight(at).seen.tolist() for at in (1, 2, 0)] == [[0, 1], [0], [0, 1]]


def test_features_are_of_equal_size_and_add_their_group_s_weight():
    """Over sectors each feature has mean 0; squares sum to sectors x weight of the group, however many there are."""
    levels = [{"desk": 1.0, "shop": 0.0}, {"desk": 0.5, "shop": 0.0}, {"desk": 0.0, "shop": 1.0}]
    done = [{"work": share} for share in (1, 0.5, 0.25)]
    around = ecosystem(
        [sector(f"s{at}", *pair) for at, pair in enumerate(zip(done, levels, strict=True))], [trend("t")]
    )  # fmt: skip
    found = SectorFigures(arrays_of(around)).features(0)
    for name, weight in (("traits", 1.0), ("activities", 0.5)):
        assert found[name].values.mean(axis=0) == pytest.approx(0, abs=1e-15)
        assert (found[name].values ** 2).sum() == pytest.approx(3 * weight, **EXACT)


def test_what_is_open_of_features_shrinks_with_every_sector_seen():
    """M in units of a whole trait: without figures (1 / deviation)^2 / F; with figures (X'X + I)^-1 worked out."""
    levels = [1.0, 0.5, 0.0]
    sectors = [sector(f"s{at}", {}, {"shop": level}) for at, level in enumerate(levels)]
    deviation = float(np.std(levels))
    none, some = (
        arrays_of(ecosystem(sectors, [trend("t")], figures)) for figures in ({}, {("t", "s0"): 0.3, ("t", "s2"): 0.4})
    )
    assert feature_errors(none)[0][0, 0, 0] == pytest.approx(1 / deviation**2, **EXACT)
    x = (np.array([1.0, 0.0]) - 0.5) / deviation
    errors, place = feature_errors(some)
    assert errors[0, 0, place[0]] == pytest.approx(1 / deviation**2 / (x @ x + 1), **EXACT)


# --- whom a trend is for ---------------------------------------------------------------------------------------


def test_a_gate_opens_at_one_half_of_any():
    """shop or work at .5 or more; mixes of sectors count, own words overrule; people enough; silence opens."""
    gated = trend("t", gate=("shop",)).model_copy(update={"employees_min": 3})
    around = ecosystem([sector("a", {}, {"shop": 1.0}), sector("b", {})], [gated])
    firms = {
        (1.0, None, None): True, (0.5, None, None): True, (0.49, None, None): False, (0.0, 0.5, None): True,
        (1.0, 0.4, None): False, (1.0, None, 2): False, (1.0, None, 3): True,
    }  # fmt: skip
    for (share, said, people), expected in firms.items():
        business = Business(
            sectors={"a": share, "b": 1 - share} if 0 < share < 1 else {"a" if share else "b": 1},
            traits={} if said is None else {"shop": said}, employees=people,
        )  # fmt: skip
        numbers = find_standings(around, business, Settings())
        found = concerned(numbers.found.businesses, numbers.found.features, numbers.axes)
        assert found.tolist() == [[expected]], (share, said, people)


def test_a_gate_asks_for_all_of_what_it_names_besides():
    """Of shop or van .75 of one, a licence at .5 and booking at .4 as well; what is not said is its sectors'."""
    gate = Gate(any_of=("shop", "van"), at_least=0.75, also={"licence": 0.5, "book": 0.4}, reason="Only some")
    gated = trend("t").model_copy(update={"gate": gate})
    around = ecosystem([sector("a", {"book": 0.5}, {"shop": 1.0, "van": 0.0, "licence": 1.0})], [gated])
    firms = [
        ({}, True), ({"traits": {"shop": 0.0, "van": 1.0}}, True), ({"traits": {"shop": 0.5}}, False),
        ({"traits": {"licence": 0.4}}, False), ({"traits": {"licence": 0.5}}, True),
        ({"activities": {"book": 0.3}}, False), ({"activities": {"book": 0.4}}, True),
    ]  # fmt: skip
    for said, expected in firms:
        numbers = find_standings(around, Business(sectors={"a": 1}, **said), Settings())
        found = concerned(numbers.found.businesses, numbers.found.features, numbers.axes)
        assert found.tolist() == [[expected]], said


def test_a_gate_is_closed_to_who_has_too_much_of_what_it_is_of_no_use_to():
    """Less than .7 of driving and less than a whole shop, whatever opens it; a gate may name nothing else."""
    unless = {"drive": 0.7, "shop": 1.0}
    gates = [Gate(unless=unless, reason="x"), Gate(any_of=("van",), unless=unless, reason="x")]
    trends = [trend("a").model_copy(update={"gate": gates[0]}), trend("b").model_copy(update={"gate": gates[1]})]
    around = ecosystem([sector("s", {"drive": 0.5}, {"shop": 0.5, "van": 1.0})], trends)
    firms = [
        ({}, [True, True]), ({"traits": {"van": 0.0}}, [True, False]), ({"activities": {"drive": 0.7}}, [False] * 2),
        ({"activities": {"drive": 0.69}}, [True, True]), ({"traits": {"shop": 1.0}}, [False] * 2),
    ]  # fmt: skip
    for said, expected in firms:
        numbers = find_standings(around, Business(sectors={"s": 1}, **said), Settings())
        found = concerned(numbers.found.businesses, numbers.found.features, numbers.axes)
        assert found.tolist() == [expected], said


def test_what_is_used_implies_wholes_and_what_it_needs_but_no_basics():
    """c is a part of b, b of a; c needs d, which needs e and the basic f: who uses c uses a, b, d and e."""
    trends = [
        trend("a"), trend("b", part_of=("a",)), trend("c", part_of=("b",), prerequisites=("d",)),
        trend("d", prerequisites=("e", "f")), trend("e"), trend("f", basic=True), trend("g"),
    ]  # fmt: skip
    numbers = find_standings(ecosystem([sector("s")], trends), Business(sectors={"s": 1}, adopted=("c",)), Settings())
    used = in_use(numbers.found.businesses, numbers.axes)[0]
    assert [name for name, uses in zip(numbers.axes.trends, used.tolist(), strict=True) if uses] == list("abcde")


def test_what_is_a_part_of_a_part_is_held_below_first():
    """d is a part of c, c of a, a of b: innermost first, whatever the names, and so e, a part of d."""
    trends = [
        trend("a", part_of=("b",)), trend("b"), trend("c", part_of=("a",)), trend("d", part_of=("c",)),
        trend("e", part_of=("b", "d")),
    ]  # fmt: skip
    numbers = find_standings(ecosystem([sector("s")], trends), Business(sectors={"s": 1}), Settings())
    names = numbers.axes.trends
    pairs = [names[part] + names[whole] for part, whole in numbers.found.terms.parts]
    assert pairs == ["eb", "ed", "dc", "ca", "ab"]


def test_dependences_weigh_nothing_in_the_opportunity_share():
    """What the trend is to a sector that one only depends on does not colour what it is to the business."""
    small = ecosystem([sector("a"), sector("b")], [trend("t", opportunity=0.8)])
    overruled = changed(small, influences=(influence("t", "b", 0.5, opportunity=0.0),))
    numbers = find_standings(overruled, Business(sectors={"a": 1}, depends_on={"b": 0.5}), Settings())
    assert numbers.found.opportunity[0, 0] == pytest.approx(0.8, abs=1e-15)


def test_own_sectors_weigh_in_the_opportunity_share_as_if_there_were_no_dependences():
    """Half in a (.8), half in b (0), and half of all elsewhere: still .8 / 2."""
    small = ecosystem([sector("a"), sector("b"), sector("c")], [trend("t", opportunity=0.8)])
    overruled = changed(small, influences=(influence("t", "b", 0.5, opportunity=0.0),))
    numbers = find_standings(overruled, Business(sectors={"a": 1, "b": 1}, depends_on={"c": 0.5}), Settings())
    assert numbers.found.opportunity[0, 0] == pytest.approx(0.4, abs=1e-15)


@pytest.mark.parametrize("role", ["do", "risk"])
def test_a_drift_moves_every_sector_up_with_or_without_a_figure(role):
    """Today's log-odds rise by what is told, where a figure is published and where there is the level alone."""
    small = ecosystem([sector("a"), sector("b")], [trend("t", level=0.3, role=role)], {("t", "a"): 0.6})
    for name in ("a", "b"):
        firm = Business(sectors={name: 1})
        before, after = (find_standings(small, firm, Settings(), drift=np.array([by])) for by in (0.0, 0.25))
        assert after.found.odds.today[0, 0] - before.found.odds.today[0, 0] == pytest.approx(0.25, abs=1e-12)


# --- place and steps -------------------------------------------------------------------------------------------


def test_places_move_a_trend_by_its_family_and_slope():
    """The group's family at the measured slope .7, or the trend's own family and slope; a law is moved by none."""
    own = {"family": "cloud", "slope": 0.5, "reason": "r"}
    trends = [trend("a", group="g"), trend("b", group="g", places=own), trend("c", group="g", role="duty"), trend("d")]
    around = ecosystem(
        [sector("s")], trends, groups=[group("g", {}, places="digital")],
        modifiers=[modifier("fi", "digital", 0.4, 0.2, slope=0.7), modifier("fi", "cloud", 1.0, 0.3, slope=0.9)],
    )  # fmt: skip
    axes = arrays_of(around)
    assert axes.country_shift.tolist() == [pytest.approx([0.28, 0.5, 0, 0])]
    assert axes.country_error.tolist() == [pytest.approx([0.04, 0.09, 0, 0])]


def test_in_the_us_american_figures_hold_as_they_are():
    """Figures were moved by .3 and .5 to the EU: there the trend is moved back by the mean, without an error."""
    figures = [influence("t", name, 0.3, area="US", shift=shift) for name, shift in (("a", 0.3), ("b", 0.5))]
    around = ecosystem(
        [sector("a"), sector("b")], [trend("t", group="g")], figures, groups=[group("g", {}, places="digital")],
        modifiers=[modifier("us", "digital", 0.9)],
    )  # fmt: skip
    axes = arrays_of(around)
    assert (axes.country_shift[0, 0], axes.country_error[0, 0]) == (pytest.approx(-0.4), 0.0)


def test_first_steps_cost_their_first_year():
    """10 h and 2 a month, EUR 100 and 5 a month: 34 h and EUR 160, priced 30 x 34 + 160 + 690; cheapest suits first.

    A shop takes its own step, though another is cheaper for those whom it suits; without a practice what the trend
    needs: 2 h a week for a quarter of a year. What takes neither hours nor money costs the change itself, 690.
    """
    around = ecosystem(
        [sector("s1", {}, {"shop": 1.0, "desk": 0.0})],
        [
            trend("t"), trend("u", needs={"budget_eur": 70, "hours_per_week": 2}),
            trend("v", needs={"budget_eur": 0, "hours_per_week": 0}),
        ],
        practices=[
            practice("dear", "t", hours=10, upkeep=2, eur=100, monthly=5),
            practice("cheap", "t", hours=1, suits={"desk": 0.5}),
        ],
    )  # fmt: skip
    steps = find_standings(around, Business(sectors={"s1": 1}), Settings()).found.steps
    assert [part[0].tolist() for part in (steps.hours, steps.money, steps.price)] == [
        [34, 26, 0], [160, 70, 0], [1870, 1540, 690],
    ]  # fmt: skip
    desk = find_standings(around, Business(sectors={"s1": 1}, traits={"desk": 0.5}), Settings()).found.steps
    assert (desk.hours[0, 0], desk.price[0, 0]) == (1, 720)


def test_what_does_the_job_in_its_own_way_takes_the_place_of_the_general():
    """Whom the own way suits is not offered the general one, though it is cheaper; anybody else begins with that."""
    around = ecosystem(
        [sector("s1", {}, {"shop": 1.0, "desk": 0.0})], [trend("t")],
        practices=[
            practice("general", "t", hours=1), practice("own", "t", suits={"desk": 0.5}, instead_of=("general",)),
        ],
    )  # fmt: skip
    for desk, hours, suits in ((0.0, 1, [True, False]), (0.5, 10, [False, True])):
        found = find_standings(around, Business(sectors={"s1": 1}, traits={"desk": desk}), Settings()).found
        assert (found.steps.hours[0, 0], found.suits[0].tolist()) == (hours, suits)


@pytest.mark.parametrize(
    ("has", "partner", "short", "hours", "money"),
    [
        (2.0, None, 0, 0, 0), (1.0, None, 1, 8, 100), (1.5, None, 0.5, 8, 100), (0.0, None, 2, 8, 100),
        (1.0, "somebody", 1, 0, 300), (2.0, "somebody", 0, 0, 0), (None, "somebody", 0, 0, 0),
    ],
)  # fmt: skip
def test_a_gap_is_learnt_or_paid_for(has, partner, short, hours, money):
    """Level 2 of a skill takes 8 h and EUR 100, worth 340; somebody who does the 4 h at 75 asks 300.

    A gap of two levels costs at least what one of one level does; of what is not said nothing lacks.
    """
    step = practice("p", "t", hours=4, skills={"craft": 2}, partner=partner)
    around = ecosystem([sector("s1")], [trend("t")], practices=[step])
    business = Business(sectors={"s1": 1}, skills={} if has is None else {"craft": has})
    steps = find_standings(around, business, Settings()).found.steps
    found = steps.short[0, 0], steps.more_hours[0, 0], steps.more_money[0, 0]
    assert found == pytest.approx((short, hours, money))


def test_maturity_is_the_level_of_skills_that_are_not_said():
    """Maturity 2 and one skill said to be 1: the other is 2."""
    step = practice("p", "t", skills={"craft": 2, "net": 2})
    around = ecosystem([sector("s1")], [trend("t")], practices=[step])
    business = Business(sectors={"s1": 1}, skills={"craft": 1}, maturity=2)
    assert find_standings(around, business, Settings()).found.businesses.skills.tolist() == [[1, 2]]


def test_only_what_is_there_to_protect_counts_as_a_protection_in_use():
    """Backups, of the area security, are their practice; who sells online need not sell as its practice says."""
    trends = [trend("backup", area="security"), trend("risk", role="risk"), trend("shop")]
    steps = [practice("b", "backup", reduces={"risk": 0.6}), practice("s", "shop", reduces={"risk": 0.3})]
    axes = arrays_of(ecosystem([sector("s1")], trends, practices=steps))
    assert axes.protection[axes.trend_index["risk"]].tolist() == [0.6, 0, 0]


def test_the_example_business():
    """Exposure .75 and .25 to its own sectors; a shop by its own word, at desks as its sectors' mix."""
    numbers = find_standings(example_map(), example_business(), Settings())
    np.testing.assert_array_equal(numbers.exposure, [0.75, 0.25, 0])
    np.testing.assert_array_equal(numbers.own, [True, True, False])
    assert numbers.beyond.tolist() == pytest.approx([0, 0.75, 0, 0])  # desk, shop, first, second
