"""One trend opened: parts that add up, changes that really swap, words an owner can be read aloud."""

import math
import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings

from ecomap import Settings, business_of_sectors, load_business, rank_trends, templates
from ecomap.errors import MethodError
from ecomap.model import Business, EcosystemMap, OwnActivity
from ecomap.results.explanation import Change, Explanation
from ecomap.results.ranking import Method
from ecomap.verbs.explanation import COUPLINGS, PATHWAYS, explain_trend
from ecomap.verbs.report import make_report
from ecomap.verbs.whatif import OPPORTUNITY, World, what_if
from maps import (
    Situation,
    changed,
    ecosystem,
    example_business,
    example_map,
    examples,
    influence,
    logistic,
    sector,
    situations,
    some,
    trend,
)

METHODS: tuple[Method, ...] = ("walks", "neighbours", "strongest")
STEPS = ("norm", "pace", "traits", "technologies", "activities", "network_direct", "network_indirect", "own_sector",
         "country", "size", "your_word", "held")  # fmt: skip
INSIDE = STEPS[2:7]
EXACT = {"rel": 0, "abs": 1e-9}
TEMPLATES = sorted(templates())


def explained(situation: Situation, method: Method = "walks") -> list[Explanation]:
    """Return the explanation of every trend that has a rank in the list that most of it belongs to."""
    found = []
    for item in situation.ecosystem.trends:
        try:
            found.append(explain_trend(*situation, item.id, method=method))
        except MethodError:
            continue
    return found


# --- everything adds up ---------------------------------------------------------------------------------------


def test_the_example_by_hand():
    """Touch .2 + .8 (.6 + .4 x .25) = .76: the norm alone has 76 logistic(norm) points, pace the next, .75 log-odds on;

    every other part earns the same points a unit, so that all of them make the influence 76 L.
    """
    found = explain_trend(example_map(), example_business(), "t")
    odds, steps = found.row.log_odds, {step.name: step for step in found.waterfall}
    assert steps["norm"].points == pytest.approx(76 * logistic(odds.norm), **EXACT)
    assert steps["pace"].log_odds == pytest.approx(0.75, **EXACT)
    start = 76 * logistic(odds.norm + 0.75)
    assert steps["pace"].points == pytest.approx(start - steps["norm"].points, **EXACT)
    per_unit = (found.row.influence - start) / (odds.total - odds.norm - 0.75)
    for name in STEPS[2:]:
        if name in steps:
            assert steps[name].points == pytest.approx(per_unit * steps[name].log_odds, **EXACT)
    assert found.row.influence == pytest.approx(76 * logistic(odds.total), **EXACT)


@pytest.mark.parametrize("method", METHODS)
@examples(25)
@given(situations())
def test_the_waterfall_ends_at_the_influence(method, situation):
    """Its points sum to the influence, its log-odds to the total, each step being the part of the row."""
    for found in explained(situation, method):
        odds = found.row.log_odds
        assert [step.log_odds for step in found.waterfall] == [
            getattr(odds, name) for name in STEPS if name in ("norm", "pace") or abs(getattr(odds, name)) > 1e-12
        ]
        assert math.fsum(step.log_odds for step in found.waterfall) == pytest.approx(odds.total, rel=0, abs=1e-12)
        assert math.fsum(step.points for step in found.waterfall) == pytest.approx(found.row.influence, **EXACT)


@pytest.mark.parametrize("method", METHODS)
@examples(25)
@given(situations())
def test_pathways_and_rest_make_what_they_open(method, situation):
    """Pathways + remainder: the log-odds, and with the rest's points the points, of features and network."""
    for found in explained(situation, method):
        steps = [step for step in found.waterfall if step.name in INSIDE]
        told = math.fsum(pathway.push for pathway in found.pathways)
        assert told + found.remainder == pytest.approx(math.fsum(step.log_odds for step in steps), rel=0, abs=1e-12)
        points = math.fsum(pathway.points for pathway in found.pathways) + found.rest_points
        assert points == pytest.approx(math.fsum(step.points for step in steps), **EXACT)
        assert len(found.pathways) <= PATHWAYS


def test_what_rests_on_no_figure_of_a_sector_weighs_none(shipped):
    """Where like things stand in its sector, and what was judged, add something without a unit of any figure."""
    rows = rank_trends(shipped, load_business("manufacturer", shipped), top=20, pathways=True).opportunities
    found = [way for row in rows for way in row.pathways if way.kind in ("technology", "judged")]
    without = [way for way in found if len(way.nodes) == 2]  # the trend, and its sector or what was judged
    assert "technology" in {way.kind for way in without}
    assert all(way.weight == 0 != way.push for way in without)


@pytest.mark.parametrize("method", METHODS)
@examples(12)
@given(situations())
def test_the_row_is_that_of_the_ranking(method, situation):
    """An explanation opens the row that `rank_trends` prints, in the list that most of the trend belongs to."""
    ranking = rank_trends(*situation, method=method, pathways=True)
    for found in explained(situation, method):
        rows = ranking.threats if found.list == "threats" else ranking.opportunities
        assert found.row == next(row for row in rows if row.trend == found.row.trend)
        assert found.of == len(rows)


@examples(15)
@given(situations(plain=True))
def test_removal_of_a_coupling_is_what_cutting_it_does(situation):
    """`if_removed` is the change of the log-odds that `what_if` finds by computing everything again."""
    business = situation.business.model_copy(update={"influences": ()})
    for found in explained(situation._replace(business=business)):
        sizes = [abs(item.if_removed) for item in found.couplings]
        assert sizes == sorted(sizes, reverse=True)
        assert len(sizes) <= COUPLINGS
        for item in found.couplings[:3]:
            world = World(situation.ecosystem, business, Settings())
            cut = what_if(world, sets={}, cuts=(f"{item.source}>{item.target}",))
            moved = {row.trend: row.log_odds.total for row in (*cut.opportunities, *cut.threats)}
            assert moved.get(found.row.trend.id, 0.0) == pytest.approx(item.if_removed, **EXACT)


# --- one trend against another --------------------------------------------------------------------------------


def comparable(situation: Situation) -> list[tuple[str, str]]:
    """Return pairs of trends that stand in one list, most of the first one's effect belonging there."""
    ranking, pairs = rank_trends(*situation), []
    for rows in (ranking.opportunities, ranking.threats):
        pairs += [(a.trend.id, b.trend.id) for a in rows for b in rows if a.trend != b.trend]
    return pairs


def against(situation: Situation, first: str, second: str) -> Explanation | None:
    """Return an explanation of one trend against another; None where they stand in different lists."""
    try:
        return explain_trend(*situation, first, versus=second)
    except MethodError:
        return None


@examples(25)
@given(situations())
def test_factors_sum_to_the_difference(situation):
    """The parts of a comparison sum to the difference of the two priorities; the other way round they change sign."""
    for first, second in comparable(situation):
        found, back = against(situation, first, second), against(situation, second, first)
        if found is None:
            continue
        versus = found.versus
        assert versus.here == pytest.approx(100 * found.row.score, **EXACT)
        assert math.fsum(part.points for part in versus.parts) == pytest.approx(versus.here - versus.there, **EXACT)
        if back and back.list == found.list:
            parts = {part.factor: part.points for part in back.versus.parts}
            assert {part.factor: -part.points for part in versus.parts} == pytest.approx(parts, **EXACT)


def equal_trends(off: float = 0.0) -> EcosystemMap:
    """Return a map in which 64 % use "a", of whose use a firm has half, and 16 % use "b", all of it: P .4 each."""
    half = trend("a", level=0.64, services={"book": 1.0})
    return ecosystem([sector("s", {"book": 0.5 + off}), sector("o", {"book": 1.0})], [half, trend("b", level=0.16)])


@pytest.mark.parametrize("off", [0, 1e-15, 1e-13, 1e-11, 1e-9, 1e-6])
def test_equal_scores_differ_in_their_factors(off):
    """.5 sqrt(.64) and sqrt(.16) are both .4: likelihood gives a 40 ln 2 = 27.73 points, cover takes as many.

    However little two scores differ, the parts sum to the difference.
    """
    found = explain_trend(equal_trends(off), Business(sectors={"s": 1}), "a", versus="b")
    points = {part.factor: part.points for part in found.versus.parts}
    assert points["likelihood"] == pytest.approx(40 * math.log(2), abs=100 * off + 1e-9)
    assert points["cover"] == pytest.approx(-40 * math.log(2), abs=1000 * off + 1e-9)
    assert math.fsum(points.values()) == pytest.approx(found.versus.here - found.versus.there, **EXACT)


def test_the_rival_is_the_neighbour():
    """Left out, the rival is the one above in the list; of the first the one below; who is alone has none."""
    around = ecosystem(
        [sector("s")], [trend(name, level=level) for name, level in zip("abc", (0.9, 0.8, 0.7), strict=True)]
    )
    rivals = {name: explain_trend(around, Business(sectors={"s": 1}), name).versus.trend for name in "abc"}
    assert rivals == {"a": "b", "b": "a", "c": "b"}
    alone = ecosystem([sector("s")], [trend("a")])
    assert explain_trend(alone, Business(sectors={"s": 1}), "a").versus is None


REASONS = {
    "total": ({"role": "umbrella"}, "is a total of other trends"),
    "counted": ({"role": "indicator"}, "is counted by surveys"),
    "law": ({"role": "duty"}, "is a law"),
    "base": ({"basic": True, "area": "security"}, "is a basic that every firm needs"),
    "staff": ({"employees_min": 9}, "makes sense from 9 people on"),
    "shops": ({"gate": ("shop",)}, "does not concern this business (only some)"),
    "part": ({"part_of": ("whole",)}, 'stands in the row of "whole"'),
    "along": ({"comes_with": ("whole",)}, 'stands in the row of "whole"'),
    "resting": ({"prerequisites": ("unwanted",)}, 'rests on "unwanted", which is rejected'),
    "nothing": ({"services": {"drill": 1}}, "touches nothing of what this business does"),
}


@pytest.mark.parametrize("name", REASONS)
def test_what_has_no_rank_says_why(name):
    """Neither explained nor set against another; the reason is told."""
    fields, why = REASONS[name]
    sectors = [sector("s", {"bake": 1}, {"shop": 0}), sector("o", {"drill": 1}, {"shop": 1})]
    around = ecosystem(sectors, [trend(name, **fields), trend("whole"), trend("unwanted")])
    business = Business(sectors={"s": 1}, employees=3, rejected=("unwanted",))
    for asked in ((name, None), ("whole", name)):
        with pytest.raises(MethodError, match=re.escape(f'"{name}" {why}')):
            explain_trend(around, business, asked[0], versus=asked[1])


def test_what_is_rejected_or_set_against_itself_is_told():
    """Each with what to do."""
    around = ecosystem([sector("s")], [trend("a"), trend("b")])
    for asked in (("a", None), ("b", "a")):
        with pytest.raises(MethodError, match=r'"a" is rejected, so it has no rank\. Take it out of rejected'):
            explain_trend(around, Business(sectors={"s": 1}, rejected=("a",)), asked[0], versus=asked[1])
    with pytest.raises(MethodError, match='"b" cannot be set against itself'):
        explain_trend(around, Business(sectors={"s": 1}), "b", versus="b")


def test_a_total_names_its_part_that_stands_first():
    """The others stand in that row; what is in use has none."""
    parts = [trend(name, part_of=("whole",), opportunity=share) for name, share in (("a", 0.6), ("b", 0.9), ("c", 1.0))]
    around = ecosystem([sector("s")], [trend("whole", role="umbrella"), *parts, trend("other")])
    with pytest.raises(MethodError, match=r'"whole" is a total .* Open "b", its part that stands first\.'):
        explain_trend(around, Business(sectors={"s": 1}, adopted=("c",)), "whole")


@pytest.mark.parametrize(("opportunity", "found"), [(0.5, "opportunities"), (0.49, "threats"), (0.9, "opportunities")])
def test_a_trend_of_both_lists_is_explained_in_that_to_which_most_of_it_belongs(opportunity, found):
    """Half and half it is an opportunity."""
    around = ecosystem([sector("s")], [trend("a", opportunity=opportunity), trend("b", opportunity=0.5)])
    assert explain_trend(around, Business(sectors={"s": 1}), "a").list == found


def test_what_came_along_with_something_in_use_has_no_rank():
    """A shop in use brings its gateway: of the gateway it is told where it came from."""
    around = ecosystem([sector("s")], [trend("gateway", comes_with=("shop",)), trend("shop"), trend("other")])
    with pytest.raises(MethodError, match='"gateway" comes along with "shop", so it has no rank'):
        explain_trend(around, Business(sectors={"s": 1}, adopted=("shop",)), "gateway")


def test_what_stands_in_another_list_cannot_be_set_against():
    """A threat and an opportunity have no common scale."""
    around = ecosystem([sector("s")], [trend("threat", role="risk", opportunity=0), trend("chance")])
    for first, second, where in (("threat", "chance", "opportunities"), ("chance", "threat", "threats")):
        with pytest.raises(MethodError, match=f'"{second}" stands among the {where}, so'):
            explain_trend(around, Business(sectors={"s": 1}), first, versus=second)


@pytest.mark.parametrize(("name", "versus"), [("a", None), ("b", "a")])
def test_what_is_in_use_has_no_rank(name, versus):
    """A trend in use is neither explained nor set against another; the message says what to do."""
    business = Business(sectors={"s": 1}, adopted=("a",))
    with pytest.raises(MethodError, match=r'"a" is in use already.*Take it out of adopted'):
        explain_trend(equal_trends(), business, name, versus=versus)


# --- the smallest changes -------------------------------------------------------------------------------------


def scores_after(situation: Situation, found: Explanation, change: Change) -> tuple[str, float, float]:
    """Return the kind of number that a change changes, and what both trends score once it alone is changed."""
    around, pair = situation.ecosystem, (found.row.trend.id, found.versus.trend)
    kind, name, other = "opportunity share", change.number.removeprefix(OPPORTUNITY), ""
    if name == change.number:
        name, _, other = change.number.partition(">")
        if other in around.sector_by_id:
            return "figure", *_by_what_if(situation, found, change)
        kind = "service"
    services = around.trend_by_id[name].services | {other: change.to}
    said = {"services": services} if other else {"opportunity": change.to}
    trends = tuple(item.model_copy(update=said) if item.id == name else item for item in around.trends)
    after = rank_trends(changed(around, trends=trends), situation.business)
    score = {row.trend.id: row.score for row in (after.threats if found.list == "threats" else after.opportunities)}
    return kind, score[pair[0]], score[pair[1]]


def _by_what_if(situation: Situation, found: Explanation, change: Change) -> tuple[float, float]:
    """Return both scores once a figure is another, its error and all else as it is."""
    moved = what_if(World(*situation, Settings()), sets={change.number: repr(change.to)})
    rows = moved.threats if found.list == "threats" else moved.opportunities
    after = {row.trend: row.priority_after / 100 for row in rows if row.priority_after is not None}
    here, there = found.versus.here / 100, found.versus.there / 100
    return after.get(found.row.trend.id, here), after.get(found.versus.trend, there)


def assert_changes_swap(situation: Situation, found: Explanation, kinds: Counter[str]) -> None:
    """Assert that after each change, and nothing else, the two trends score the same."""
    assert all(former.size <= later.size for former, later in pairwise(found.changes))
    for change in found.changes:
        kind, here, there = scores_after(situation, found, change)
        assert here == pytest.approx(there, rel=0, abs=1e-8), change
        assert _by_what_if(situation, found, change) == pytest.approx((here, there), rel=0, abs=1e-8), change
        kinds[kind] += 1


@pytest.mark.slow
def test_every_change_swaps():
    """Every number told, changed as told: the scores are equal."""
    kinds: Counter[str] = Counter()

    @examples(100)
    @given(situations(plain=True, known=True))
    def on_random_maps(situation: Situation) -> None:
        for first, second in comparable(situation)[:6]:
            found = against(situation, first, second)
            if found is not None:
                assert_changes_swap(situation, found, kinds)

    on_random_maps()
    assert kinds.total() > 0
    if settings.default.max_examples > 100:  # few figures are drawn, in how many examples hangs on hypothesis
        assert set(kinds) >= {"figure", "opportunity share"}
        assert kinds.total() > 50


def test_an_opportunity_share_that_swaps():
    """.8 sqrt(.5) against .6 sqrt(.5): the first has to fall to .6 or the second to rise to .8."""
    around = ecosystem([sector("s")], [trend("a", level=0.5, opportunity=0.8), trend("b", level=0.5, opportunity=0.6)])
    situation = Situation(around, Business(sectors={"s": 1}))
    found = explain_trend(*situation, "a", versus="b")
    expected = {"opportunity share of a": 0.6, "opportunity share of b": 0.8}
    assert {change.number: change.to for change in found.changes} == pytest.approx(expected, **EXACT)
    assert_changes_swap(situation, found, Counter())


def test_a_figure_that_swaps():
    """Alone in its sector at .5 with v = .25 / .29, "a" has to fall as far as "b" at .3: by (logit .3 - 0) / v."""
    around = ecosystem([sector("s")], [trend("a", level=0.5), trend("b", level=0.3)], {("a", "s"): 0.5})
    situation = Situation(around, Business(sectors={"s": 1}))
    found = explain_trend(*situation, "a", versus="b")
    [change] = [change for change in found.changes if change.number == "a>s"]
    assert change.to == pytest.approx(logistic(math.log(3 / 7) / (0.25 / 0.29)), **EXACT)
    assert_changes_swap(situation, found, Counter())


@pytest.mark.parametrize(("level", "told"), [(0.14, True), (0.155, True), (0.2, False)])
def test_a_service_that_swaps(level, told):
    """A trend that serves two activities of which the firm does little: .18 of .33 at o or p, cover .545, 38.6 points.

    Another share of either makes up for a point more or less; what p does of the one and o of the other allows no more.
    """
    around = ecosystem(
        [sector("s", {"book": 0.4, "make": 0.2}), sector("o", {"book": 1.0, "make": 0.1}), sector("p", {"make": 1.0})],
        [trend("a", level=0.5, services={"book": 0.3, "make": 0.3}), trend("b", level=level)],
    )  # fmt: skip
    situation = Situation(around, Business(sectors={"s": 1}))
    for pair in (("a", "b"), ("b", "a")):
        found = explain_trend(*situation, pair[0], versus=pair[1])
        assert {change.number for change in found.changes} == ({"a>book", "a>make"} if told else set())
        assert_changes_swap(situation, found, Counter())


def test_a_service_is_told_as_the_map_has_it_beside_an_activity_of_ones_own():
    """Of what a serves an own activity takes a tenth: the map's .3 are .27 of it, and stay .3 to who reads the map."""
    around = ecosystem(
        [sector("s", {"book": 0.4, "make": 0.2}), sector("o", {"book": 1.0, "make": 0.1}), sector("p", {"make": 1.0})],
        [trend("a", level=0.5, services={"book": 0.3, "make": 0.3}), trend("b", level=0.155)],
    )  # fmt: skip
    own = OwnActivity(id="tune", name="Tune", share=0.5, served_by={"a": 0.1}, reason="We do")
    found = explain_trend(around, Business(sectors={"s": 1}, own_activities=(own,)), "a", versus="b")
    assert {change.number: round(change.now, 9) for change in found.changes} == {"a>book": 0.3, "a>make": 0.3}


TRIED = 12
"""One row in so many."""


@pytest.mark.parametrize("name", ["bakery", *(pytest.param(n, marks=pytest.mark.slow) for n in TEMPLATES[1:])])
def test_changes_on_the_shipped_map_swap(shipped, name):
    """What templates are told of their trends holds on the shipped map: what-if takes every number as it is told."""
    situation = Situation(shipped, load_business(name, shipped))
    ranked = rank_trends(*situation, top=60)
    for row in (*ranked.opportunities[1::TRIED], *ranked.threats[1::TRIED]):
        found = explain_trend(*situation, row.trend.id)
        for change in found.changes:
            here, there = _by_what_if(situation, found, change)
            assert here == pytest.approx(there, rel=0, abs=1e-8), change


# --- words ----------------------------------------------------------------------------------------------------

FORBIDDEN = (
    "log-odds", "logit", "matrix", "resolvent", "vector", "coefficient", "exponent", "sigma", "kappa", "rho", "delta",
    "standard deviation", "probability", "%",
)  # fmt: skip


@pytest.mark.parametrize("name", some(TEMPLATES))
def test_read_aloud(shipped, name):
    """The first paragraph about each template's first trend has no word of mathematics; it is a few whole sentences."""
    business = load_business(name, shipped)
    first = rank_trends(shipped, business, top=1).opportunities[0]
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


@pytest.mark.parametrize(("own", "other", "told"), [(0.05, 0.8, True), (0.5, 0.3, False), (None, None, False)])
def test_only_who_is_surely_ahead_is_called_further_along(own, other, told):
    """Others at 80 % against 5 % here, not quite sure, are; those behind, or of whom nobody knows anything, are not."""
    given_ = ("s1", own, 0.7), ("s2", other, 0.2)
    figures = [influence("t", name, share, s=s) for name, share, s in given_ if share is not None]
    around = ecosystem([sector("s1"), sector("s2")], [trend("t", level=0.3)], figures, {("s2", "s1"): 0.5})
    words = " ".join(explain_trend(around, Business(sectors={"s1": 1}), "t").words)
    assert ("S2 is further along than your own trade" in words) == told


def test_two_of_those_that_are_further_along_are_named():
    """The two that move the row most, in an explanation and in a report alike."""
    shares = {"s1": 0.05, "s2": 0.7, "s3": 0.9, "s4": 0.8}
    figures = [influence("t", name, share, s=0.7 if name == "s1" else 0.2) for name, share in shares.items()]
    edges = {(name, "s1"): 0.3 for name in ("s2", "s3", "s4")}
    around = ecosystem([sector(name) for name in shares], [trend("t", level=0.3)], figures, edges)
    firm = Business(sectors={"s1": 1})
    (opened,) = make_report(around, firm, plan=False).opened
    for words in (explain_trend(around, firm, "t").words, opened.words):
        assert "S3 and S4 are further along than your own trade, and show how it is done." in words


@pytest.mark.parametrize("level", [0.01, 0.97])
def test_words_for_the_ends_of_the_scale(level):
    """Hardly any and nearly all are said without "about"."""
    around = ecosystem([sector("s")], [trend("t", level=level)])
    found = explain_trend(around, Business(sectors={"s": 1}), "t", Settings(nearly=0.99))
    assert not re.match("About (hardly|nearly)", found.words[0])


def test_what_is_taken_to_be_there_says_why_and_how_it_is_begun(shipped):
    """A Finnish firm by the share of those like it, an Italian one by its law; both read the first step."""
    found = {}
    for country in ("FI", "IT"):
        firm = Business(sectors={"legal-accounting": 1}, country=country, employees=5)
        with pytest.raises(MethodError) as refused:
            explain_trend(shipped, firm, "e-invoicing")
        found[country] = str(refused.value)
    assert re.search(r"taken to be there, as nearly all firms like this one have it \(9\d%\)", found["FI"])
    assert "as the law asks it of most firms there (Issue every invoice through SdI, since 2019-01-01)" in found["IT"]
    assert all("If you have not got it, begin there: receive and send one bill" in text for text in found.values())


def test_what_a_trade_has_says_so(shipped):
    """An online shop is refused the page of its website with the cause and the step; with it in use, as any other."""
    shop = business_of_sectors({"online-shop": 1}, shipped)
    with pytest.raises(MethodError, match="taken to be there, as a firm that lives from this has it") as refused:
        explain_trend(shipped, shop, "website")
    assert "If you have not got it, begin there: write what you do" in str(refused.value)


def test_the_law_stands_beside_what_does_it(shipped):
    """A Polish salon is told with electronic bills what KSeF asks, from its day on, and nothing that leaves it out."""
    salon = Business(sectors={"personal-services": 1}, country="PL", employees=2)
    found = explain_trend(shipped, salon, "e-invoicing", as_of=date(2026, 11, 28))
    told = {duty.id: duty.applies for duty in found.duties}
    assert told["pl-ksef-receive"] == "yes"
    assert "no" not in told.values()
    assert {duty.place for duty in found.duties} <= {"PL", "EU"}
    assert "pl-ksef-receive" not in {duty.id for duty in explain_trend(shipped, salon, "online-booking").duties}


def test_who_uses_ai_is_told_its_articles(shipped):
    """A French office that asks about generative AI: the articles that bind who uses it, each with its day."""
    office = Business(sectors={"legal-accounting": 1}, country="FR", employees=6)
    found = explain_trend(shipped, office, "generative-ai", as_of=date(2026, 11, 28))
    binding = {duty.article.partition("(")[0].strip(): duty.from_ for duty in found.duties if duty.topic == "ai"}
    assert {"Article 4", "Article 5"} <= binding.keys()
    assert all(binding.values())
    outside = explain_trend(shipped, office.model_copy(update={"country": "US"}), "generative-ai")
    assert "EU" not in {duty.place for duty in outside.duties if duty.applies == "yes"}


def test_not_looked_at_is_not_no_harm(shipped):
    """A trend says what it may harm, that nothing was found, or that nobody has looked; a step says what keeps it."""
    office = Business(sectors={"legal-accounting": 1}, employees=6)
    row = explain_trend(shipped, office, "generative-ai").row
    assert {"privacy", "bias", "jobs"} <= {*row.flags} & {*row.first_step.ethics}
    assert "not-assessed" not in explain_trend(shipped, office, "e-invoicing").row.flags
    unknown = tuple(
        item.model_copy(update={"ethics": None}) if item.id == "e-invoicing" else item for item in shipped.trends
    )
    assert "not-assessed" in explain_trend(changed(shipped, trends=unknown), office, "e-invoicing").row.flags
