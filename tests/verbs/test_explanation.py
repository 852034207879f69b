"""One trend opened: parts that add up, changes that really swap, words an owner can be read aloud."""

import math
import re
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given

from ecomap import Settings, load_business, rank_trends, templates
from ecomap.errors import MethodError
from ecomap.model import Business, EcosystemMap, Pace
from ecomap.model.compiled import AnyMap
from ecomap.results.explanation import Change, Explanation
from ecomap.results.ranking import Method
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.explanation import COUPLINGS, explain_trend
from ecomap.verbs.standings import find_standings, scored
from ecomap.verbs.whatif import World, what_if
from maps import (
    EXAMPLE_SETTINGS,
    FACE_VALUE,
    Situation,
    changed,
    ecosystem,
    example_business,
    example_map,
    examples,
    sector,
    situations,
    trend,
)

METHODS: tuple[Method, ...] = ("walks", "neighbours", "strongest")
STEPS = ["norm", "pace", "readiness", "own sector", "one step", "more steps"]
EXACT = {"rel": 0, "abs": 1e-9}
TEMPLATES = sorted(templates())


def explained(situation: Situation, method: Method = "walks") -> list[Explanation]:
    """Return the explanation of every trend that touches the business at all."""
    numbers = find_standings(*situation, Settings(), method)
    touched = [name for name, touch in zip(numbers.axes.trends, numbers.touch, strict=True) if touch > 0]
    return [explain_trend(*situation, name, method=method) for name in touched]


# The worked example.


@pytest.fixture
def example() -> Explanation:
    """Return the explanation of the example's trend."""
    return explain_trend(example_map(), example_business(), "t", EXAMPLE_SETTINGS)


def test_example_waterfall(example):
    """In log-odds -.5, .75, .11, -.4029349566, .0674463724, .0156956517.

    In points: theta 42.7254140673 for norm and pace, of which the norm alone has 76 theta logistic(-.5) = 53.2 times
    .3775406688; every other part earns theta 18.8832990521 a unit.
    """
    per_unit = 0.7 * 18.8832990521
    odds = [-0.5, 0.75, 0.11, -0.4029349566, 0.0674463724, 0.0156956517]
    norm = 53.2 * 0.3775406688
    points = [norm, 0.7 * 42.7254140673 - norm, *(per_unit * part for part in odds[2:])]
    assert [step.name for step in example.waterfall] == STEPS
    assert [step.log_odds for step in example.waterfall] == pytest.approx(odds, **EXACT)
    assert [step.points for step in example.waterfall] == pytest.approx(points, rel=0, abs=1e-7)
    assert sum(step.points for step in example.waterfall) == pytest.approx(27.13468197, rel=0, abs=1e-8)


def test_example_pathways_are_all_there_is(example):
    """Six pathways, all listed: nothing remains; each echoes by 1 / .95 and names the evidence of every step."""
    assert [pathway.sectors for pathway in example.pathways] == [
        ("s1",), ("s2",), ("s2", "s1"), ("s3", "s2"), ("s1", "s2"), ("s3", "s2", "s1"),
    ]  # fmt: skip
    assert example.remainder == pytest.approx(0, abs=1e-12)
    assert example.remainder_by_sector == ()
    assert all(pathway.echo == pytest.approx(1.0526315789, **EXACT) for pathway in example.pathways)
    assert all(pathway.evidence == ("judged",) for pathway in example.pathways)


def test_example_couplings(example):
    """Without s1 > s2 the network sum is -.2905314952 instead of -.3197929326; the shares and -.5397 make the sum.

    Where no coupling counts only the own sectors are left: .75 u1 + .25 u2 = -.5397207708.
    """
    found = {(item.source, item.target): item for item in example.couplings}
    assert set(found) == {("s1", "s2"), ("s2", "s1"), ("s3", "s2")}
    assert found["s1", "s2"].if_removed == pytest.approx(0.3197929326 - 0.2905314952, **EXACT)
    shares = math.fsum(item.share for item in example.couplings)
    assert shares == pytest.approx(-0.3197929326 + 0.5397207708, **EXACT)


# Everything adds up.


@pytest.mark.parametrize("method", METHODS)
@examples(8)
@given(situations())
def test_the_waterfall_ends_at_the_influence(method, situation):
    """Its points sum to the influence, its log-odds to the total, each step being the part of the row."""
    for found in explained(situation, method):
        odds = found.row.log_odds
        assert [step.name for step in found.waterfall] == STEPS
        assert [step.log_odds for step in found.waterfall] == [
            odds.norm, odds.pace, odds.readiness, odds.own_sector, odds.direct, odds.indirect,
        ]  # fmt: skip
        assert math.fsum(step.log_odds for step in found.waterfall) == pytest.approx(odds.total, rel=0, abs=1e-12)
        assert math.fsum(step.points for step in found.waterfall) == pytest.approx(found.row.influence, **EXACT)


@pytest.mark.parametrize("method", METHODS)
@examples(8)
@given(situations())
def test_pathways_and_rest_make_the_network(method, situation):
    """Pathways + remainder, remainder by sector, pushes by sector: each way the same log-odds and the same points."""
    for found in explained(situation, method):
        network = math.fsum(step.log_odds for step in found.waterfall[3:])
        points = math.fsum(step.points for step in found.waterfall[3:])
        told = math.fsum(pathway.push for pathway in found.pathways)
        rest = math.fsum(item.push for item in found.remainder_by_sector)
        assert told + found.remainder == pytest.approx(network, rel=0, abs=1e-12)
        assert rest == pytest.approx(found.remainder, rel=0, abs=1e-10)  # pushes below 1e-12 are not told
        assert math.fsum(item.push for item in found.sectors) == pytest.approx(network, rel=0, abs=1e-10)
        assert math.fsum(item.points for item in found.sectors) == pytest.approx(points, **EXACT)
        in_points = [pathway.points for pathway in found.pathways]
        in_points += [item.points for item in found.remainder_by_sector]
        assert math.fsum(in_points) == pytest.approx(points, **EXACT)


@pytest.mark.parametrize("method", METHODS)
@examples(6)
@given(situations())
def test_the_row_is_that_of_the_ranking(method, situation):
    """An explanation opens the row that `rank_trends` prints, in the list that most of the trend belongs to."""
    ranking = rank_trends(*situation, view="all", method=method, pathways=True)
    for found in explained(situation, method):
        rows = ranking.threats if found.list == "threats" else ranking.opportunities
        row = next(row for row in rows if row.trend == found.row.trend)
        assert found.row == row
        assert found.of == len(rows)
        assert (found.list == "threats") == (row.opportunity_share < 0.5)


@examples(12)
@given(situations(known=True))
def test_shares_of_the_couplings_make_the_sum(situation):
    """Where all couplings are told, their shares and the exposures' own push sum e u make the network part."""
    numbers = find_standings(*situation, Settings())
    for found in explained(situation):
        assert len(found.couplings) <= COUPLINGS
        if len(found.couplings) == COUPLINGS:
            continue
        lead = numbers.lead[numbers.axes.trends.index(found.row.trend.id)]
        shares = math.fsum(item.share for item in found.couplings)
        network = math.fsum(step.log_odds for step in found.waterfall[3:])
        alone = Settings().network_strength * float(lead @ numbers.exposure)
        assert alone + shares == pytest.approx(network, **EXACT)


def assert_removal_is_a_cut(situation: Situation) -> None:
    """Assert that what an explanation says of a coupling's removal is what `what_if` finds."""
    for found in explained(situation):
        for item in found.couplings[:3]:
            cut = what_if(World(*situation, Settings()), sets={}, cuts=(f"{item.source}>{item.target}",))
            moved = {row.trend: row.log_odds.total for row in (*cut.opportunities, *cut.threats)}
            assert moved.get(found.row.trend.id, 0.0) == pytest.approx(item.if_removed, **EXACT)


@examples(10)
@given(situations(known=True))
def test_removal_of_a_coupling_is_what_cutting_it_does(situation):
    """`if_removed` is the change of the log-odds that `whatif --cut` finds by computing everything again."""
    assert_removal_is_a_cut(situation)


def test_removal_of_a_coupling_where_the_own_figure_is_unknown():
    """The same where the own sector's figure is not known and its weight goes to the others.

    Into s1, of which nothing is known, s2 (u = 1) with .4 and s3 (u = -1) with .2: the two stand in for all of it, so
    that the sum is (.4 - .2) / .6 = 1 / 3; without s3 it is 1.
    """
    odds = 1 / (1 + math.exp(-1))
    around = ecosystem(
        [sector("s1"), sector("s2"), sector("s3")], [trend("t", norm=0.5)],
        {("t", "s1"): None, ("t", "s2"): odds, ("t", "s3"): 1 - odds}, {("s2", "s1"): 0.4, ("s3", "s1"): 0.2},
    )  # fmt: skip
    found = explain_trend(around, Business(sectors={"s1": 1}), "t", FACE_VALUE)
    assert math.fsum(step.log_odds for step in found.waterfall[3:]) == pytest.approx(1 / 3, **EXACT)
    of_s3 = next(item for item in found.couplings if item.source == "s3")
    assert of_s3.if_removed == pytest.approx(2 / 3, **EXACT)


# One trend against another.


def comparable(situation: Situation) -> list[tuple[str, str]]:
    """Return pairs of trends that both have a part in the first one's list."""
    numbers = find_standings(*situation, Settings())
    names, pairs = numbers.axes.trends, []
    for i, j in np.ndindex(len(names), len(names)):
        theta = numbers.opportunity
        shares = (theta[[i, j]], 1 - theta[[i, j]])[int(theta[i] < 0.5)]
        if i != j and shares.all() and numbers.touch[[i, j]].all():
            pairs.append((names[i], names[j]))
    return pairs


@examples(15)
@given(situations())
def test_factors_sum_to_the_difference(situation):
    """The parts of a comparison sum to the difference of the two priorities; the other way round they change sign."""
    pairs = comparable(situation)
    for first, second in pairs:
        found = explain_trend(*situation, first, versus=second)
        versus = found.versus
        assert versus.here == pytest.approx(100 * found.row.score, **EXACT)
        assert math.fsum(part.points for part in versus.parts) == pytest.approx(versus.here - versus.there, **EXACT)
        back = explain_trend(*situation, second, versus=first) if (second, first) in pairs else None
        if back and back.list == found.list:
            parts = {part.factor: part.points for part in back.versus.parts}
            assert {part.factor: -part.points for part in versus.parts} == pytest.approx(parts, **EXACT)


def equal_trends(touch: float) -> EcosystemMap:
    """Return a map of one sector: 80 % use "a", which touches a part, and 40 % use "b", which touches everything."""
    return ecosystem([sector("s")], [trend("a", norm=0.8, specificity=1 - touch), trend("b", norm=0.4)])


def test_equal_scores_differ_in_their_factors():
    """.8 x .5 and .4 x 1 are both .4: likelihood gives a 100 sqrt(.4) .5 ln 2 = 21.919 points, touch takes as many."""
    found = explain_trend(equal_trends(0.5), Business(sectors={"s": 1}), "a", Settings(horizon=0), versus="b")
    points = {part.factor: part.points for part in found.versus.parts}
    expected = 100 * math.sqrt(0.4) * 0.5 * math.log(2)
    assert expected == pytest.approx(21.919, abs=5e-4)
    assert points["likelihood"] == pytest.approx(expected, **EXACT)
    assert points["touch"] == pytest.approx(-expected, **EXACT)
    assert math.fsum(points.values()) == pytest.approx(0, abs=1e-9)
    assert found.versus.here == pytest.approx(found.versus.there, **EXACT)


@pytest.mark.parametrize("off", [1e-15, 1e-13, 1e-11, 1e-9, 1e-6])
def test_nearly_equal_scores_add_up_too(off):
    """However little two scores differ, the parts sum to the difference."""
    found = explain_trend(equal_trends(0.5 + off), Business(sectors={"s": 1}), "a", Settings(horizon=0), versus="b")
    difference = found.versus.here - found.versus.there
    assert math.fsum(part.points for part in found.versus.parts) == pytest.approx(difference, rel=0, abs=1e-9)


def test_the_rival_is_the_third_or_the_next():
    """Left out, the rival is who holds the third rank; for the first three it is the next; the last has none."""
    levels = {"a": 0.9, "b": 0.8, "c": 0.7, "d": 0.6, "e": 0.5}
    around = ecosystem([sector("s")], [trend(name, norm=level) for name, level in levels.items()])
    rivals = {}
    for name in levels:
        versus = explain_trend(around, Business(sectors={"s": 1}), name).versus
        rivals[name] = versus.trend if versus else None
    assert rivals == {"a": "b", "b": "c", "c": "d", "d": "c", "e": "c"}
    alone = ecosystem([sector("s")], [trend("a")])
    assert explain_trend(alone, Business(sectors={"s": 1}), "a").versus is None


def test_a_trend_without_part_in_the_list():
    """What has no rank in the list cannot be set against what has; the reason is told."""
    total = trend("sum").model_copy(update={"role": "umbrella"})
    around = ecosystem([sector("s")], [trend("threat", opportunity=0.2), trend("pure", opportunity=1), total])
    for name, versus, why in [
        ("threat", "pure", '"pure" stands among the opportunities, so'),
        ("pure", "sum", '"sum" is a total of other trends, so the two cannot be set against each other.'),
    ]:
        with pytest.raises(MethodError) as refused:
            explain_trend(around, Business(sectors={"s": 1}), name, versus=versus)
        assert why in str(refused.value)


def test_a_trend_that_touches_nothing():
    """A trend for those alone who do what this business does not do is told of, or refused in words."""
    around = ecosystem(
        [sector("s", {"bake": 1}), sector("other", {"drill": 1})],
        [trend("t", specificity=1, services={"drill": 1})],
    )  # fmt: skip
    with pytest.raises(MethodError):
        explain_trend(around, Business(sectors={"s": 1}), "t")


@pytest.mark.parametrize(("name", "versus"), [("a", None), ("b", "a")])
def test_what_is_in_use_has_no_rank(name, versus):
    """A trend in use is neither explained nor set against another; the message says what to do."""
    business = Business(sectors={"s": 1}, adopted=("a",))
    with pytest.raises(MethodError, match=r'"a" is in use already.*Take it out of adopted'):
        explain_trend(equal_trends(0.5), business, name, versus=versus)


# The smallest changes.


def with_change(around: EcosystemMap, change: Change) -> tuple[EcosystemMap, str]:
    """Return the map in which one number is what the change says, and the kind of that number."""
    kind, of, name = change.number.rpartition(" of ")
    if of:
        update = {"specificity": "specificity", "opportunity share": "opportunity", "pace": "pace"}[kind]
        trends = tuple(
            item.model_copy(
                update={update: change.to if kind != "pace" else Pace(value=change.to, evidence=item.evidence)}
            )
            if item.id == name
            else item
            for item in around.trends
        )
        fields: dict[str, object] = {"trends": trends}
        if kind == "opportunity share":  # the share told is the one over all own sectors, which may overrule it
            fields["influences"] = tuple(
                item.model_copy(update={"opportunity": None}) if item.trend == name else item
                for item in around.influences
            )
        return changed(around, **fields), kind
    source, target = change.number.split(">")
    if source not in around.trend_by_id:
        couplings = tuple(
            item.model_copy(update={"coupling": change.to}) if (item.source, item.target) == (source, target) else item
            for item in around.couplings
        )
        return changed(around, couplings=couplings), "coupling"
    if target in around.activity_by_id:
        trends = tuple(
            item.model_copy(update={"services": item.services | {target: change.to}}) if item.id == source else item
            for item in around.trends
        )
        return changed(around, trends=trends), "service"
    influences = tuple(
        item.model_copy(update={"prevalence": change.to}) if (item.trend, item.sector) == (source, target) else item
        for item in around.influences
    )
    return changed(around, influences=influences), "prevalence"


def with_peers(situation: Situation, change: Change) -> Situation:
    """Return the situation in which the owner sees what the change says."""
    name = change.number.removeprefix("peers of ")
    influences = tuple(
        item.model_copy(update={"share": change.to}) if item.trend == name else item
        for item in situation.business.influences
    )
    return situation._replace(business=situation.business.model_copy(update={"influences": influences}))


def with_number(around: EcosystemMap, change: Change) -> tuple[AnyMap, str]:
    """Return the map with one number as the change says, at its place in the arrays where it was estimated."""
    source, _, target = change.number.partition(">")
    pace = change.number.removeprefix("pace of ")
    if not around.groups or (pace not in around.trend_by_id and target not in around.sector_by_id):
        return with_change(around, change)
    compiled = compiled_map(around)
    if pace in around.trend_by_id:
        paces = compiled.arrays.pace.copy()
        paces[compiled.arrays.trend_index[pace]] = change.to
        return compiled.with_arrays(pace=paces), "pace"
    if source not in around.trend_by_id:
        return with_change(around, change)
    shares = compiled.arrays.prevalence.copy()
    shares[compiled.arrays.trend_index[source], compiled.arrays.sector_index[target]] = change.to
    return compiled.with_arrays(prevalence=shares), "prevalence"


def scores(situation: Situation, found: Explanation, around: AnyMap) -> tuple[float, float]:
    """Return the scores of the trend explained and of its rival in a map, by the explanation's method."""
    settings = Settings(**found.settings)
    numbers = find_standings(around, situation.business, settings, found.method)
    score = scored(numbers.found, "all", threats=found.list == "threats").score[0]
    at = numbers.axes.trends.index
    return float(score[at(found.row.trend.id)]), float(score[at(found.versus.trend)])


def assert_changes_swap(situation: Situation, found: Explanation, kinds: Counter[str]) -> None:
    """Assert that after each change, and nothing else, the two trends score the same."""
    assert all(former.size <= later.size for former, later in pairwise(found.changes))
    for change in found.changes:
        around, kind = (
            (with_peers(situation, change), "peers")
            if change.number.startswith("peers of ")
            else with_number(situation.ecosystem, change)
        )
        here, there = (
            scores(around, found, around.ecosystem)
            if isinstance(around, Situation)
            else scores(situation, found, around)
        )
        assert here == pytest.approx(there, **EXACT), change
        kinds[kind] += 1


def test_every_change_swaps():
    """Every number told, changed in the map as told: the scores are equal to 1e-9."""
    kinds: Counter[str] = Counter()

    @examples(30)
    @given(situations(known=True))
    def on_random_maps(situation: Situation) -> None:
        for first, second in comparable(situation)[:6]:
            assert_changes_swap(situation, explain_trend(*situation, first, versus=second), kinds)

    on_random_maps()
    assert set(kinds) >= {"prevalence", "pace", "peers"}
    assert kinds.total() > 50


def test_a_specificity_and_a_service_that_swap():
    """.5 touches 1 - .5 + .5 x .6 x .5 = .65, which is .325, against .26: equal at a touch of .52.

    That is 1 - .7 s at a specificity of .48 / .7, or .5 + .25 q at a service of .08; nothing else could be changed.
    """
    around = ecosystem(
        [sector("s", {"book": 0.5})],
        [trend("a", norm=0.5, specificity=0.5, services={"book": 0.6}), trend("b", norm=0.26)],
    )  # fmt: skip
    situation = Situation(around, Business(sectors={"s": 1}))
    found = explain_trend(*situation, "a", versus="b")
    assert {change.number: change.to for change in found.changes} == pytest.approx(
        {"specificity of a": 0.48 / 0.7, "a>book": 0.08}, **EXACT
    )
    kinds: Counter[str] = Counter()
    assert_changes_swap(situation, found, kinds)
    assert kinds == {"specificity": 1, "service": 1}


def test_an_opportunity_share_that_swaps():
    """.5 x .8 against .5 x .6: the first has to fall to .6 or the second to rise to .8."""
    around = ecosystem([sector("s")], [trend("a", norm=0.5, opportunity=0.8), trend("b", norm=0.5, opportunity=0.6)])
    situation = Situation(around, Business(sectors={"s": 1}))
    found = explain_trend(*situation, "a", versus="b")
    expected = {"opportunity share of a": 0.6, "opportunity share of b": 0.8}
    assert {change.number: change.to for change in found.changes} == pytest.approx(expected, **EXACT)
    kinds: Counter[str] = Counter()
    assert_changes_swap(situation, found, kinds)
    assert kinds == {"opportunity share": 2}


def two_steps(further: float) -> Situation:
    """Return three sectors: in s2 trend "a" is 2 log-odds ahead; "b" is known nowhere and stands at .4 throughout.

    s2 has .8 of the pressure on s1, and s3, where "a" stands at the norm, ``further`` of that on s2.
    """
    prevalences = {("a", "s1"): 0.5, ("a", "s2"): 1 / (1 + math.exp(-2)), ("a", "s3"): 0.5}
    edges = {("s2", "s1"): 0.8, ("s3", "s2"): further} if further else {("s2", "s1"): 0.8}
    trends = [trend("a", norm=0.5), trend("b", norm=1 / (1 + math.exp(-0.4)))]
    return Situation(
        ecosystem([sector(name) for name in ("s1", "s2", "s3")], trends, prevalences, edges),
        Business(sectors={"s1": 1}),
    )


def test_a_coupling_that_swaps():
    """At delta .5 "a" has 2 x .4 / 1.4 = .571; it has the .4 of "b" at 2 x .25 / 1.25, which is a coupling of .5."""
    situation = two_steps(0)
    found = explain_trend(*situation, "a", EXAMPLE_SETTINGS, versus="b")
    change = next(change for change in found.changes if change.number == "s2>s1")
    assert change.now == 0.8
    assert change.to == pytest.approx(0.5, **EXACT)
    assert change.size == pytest.approx(math.log(4), **EXACT)  # from odds of 4 to odds of 1
    kinds: Counter[str] = Counter()
    assert_changes_swap(situation, found, kinds)
    assert kinds["coupling"] == 1


def test_a_coupling_that_swaps_among_neighbours():
    """Couplings are searched where all walks count; for the other methods none is named, rather than a wrong one."""
    found = explain_trend(*two_steps(0.5), "a", Settings(attenuation=0.5), versus="b", method="neighbours")
    assert "s2>s1" not in {change.number for change in found.changes}


@pytest.mark.parametrize("name", ["bakery", *(pytest.param(n, marks=pytest.mark.slow) for n in TEMPLATES[1:])])
def test_changes_on_the_shipped_map_swap(shipped, name):
    """What templates are told of their first trends holds on the shipped map."""
    situation = Situation(shipped, load_business(name, shipped))
    rows = rank_trends(*situation, view="all").opportunities
    found = explain_trend(*situation, rows[0].trend.id)
    assert found.changes
    assert_changes_swap(situation, found, Counter())


# Words.

FORBIDDEN = (
    "log-odds", "logit", "matrix", "resolvent", "vector", "coefficient", "exponent", "sigma", "kappa", "rho", "delta",
    "standard deviation", "probability", "%",
)  # fmt: skip


@pytest.mark.parametrize("name", TEMPLATES)
def test_read_aloud(shipped, name):
    """The first paragraph about each template's first trend has no word of mathematics; it is a few whole sentences."""
    business = load_business(name, shipped)
    first = rank_trends(shipped, business, view="all").opportunities[0]
    words = explain_trend(shipped, business, first.trend.id).words
    text = " ".join(words).lower()
    assert [word for word in FORBIDDEN if word in text] == []
    assert 3 <= len(words) <= 5
    assert all(re.fullmatch(r"[A-Z0-9].*\.", sentence) for sentence in words)


@examples(20)
@given(situations())
def test_no_explanation_speaks_mathematics(situation):
    """The same of every trend of random businesses."""
    for found in explained(situation):
        text = " ".join(found.words).lower()
        assert [word for word in FORBIDDEN if word in text] == []


@pytest.mark.parametrize(
    ("own", "foreign"), [(0.1, 0.3), (None, 0.3), (None, None)], ids=["behind the others", "unknown", "nothing known"]
)
def test_nobody_is_called_ahead_who_is_not(own, foreign):
    """The norm is .5: a trade of which 10 % use it, or nobody knows how many, is not ahead of the sectors around it."""
    around = ecosystem(
        [sector("s1"), sector("s2")], [trend("t", norm=0.5)],
        {("t", "s1"): own, ("t", "s2"): foreign}, {("s2", "s1"): 0.5},
    )  # fmt: skip
    words = " ".join(explain_trend(around, Business(sectors={"s1": 1}), "t").words)
    assert "Your own trade (S1) is ahead" not in words


@pytest.mark.parametrize("norm", [0.01, 0.97])
def test_words_for_the_ends_of_the_scale(norm):
    """Hardly any and nearly all are said without "about"."""
    around = ecosystem([sector("s")], [trend("t", norm=norm)])
    assert not re.match("About (hardly|nearly)", explain_trend(around, Business(sectors={"s": 1}), "t").words[0])


@pytest.mark.parametrize("name", TEMPLATES)
def test_shares_of_all_ties_make_the_network_part(name, shipped):
    """Listed couplings + all others + what there would be without any = own sector + direct + indirect."""
    situation = Situation(shipped, load_business(name, shipped))
    found = explain_trend(*situation, rank_trends(*situation, view="all").opportunities[0].trend.id)
    parts = found.row.log_odds
    total = math.fsum([found.without_couplings, found.couplings_rest, *(tie.share for tie in found.couplings)])
    assert total == pytest.approx(parts.own_sector + parts.direct + parts.indirect, abs=1e-12)
