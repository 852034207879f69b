"""What another sector shows, on a map of two or three sectors: who is told, how the fit comes about, why not."""

import math

import pytest

from ecomap.errors import MethodError
from ecomap.model import Business, EcosystemMap, Goal, Influence, Settings
from ecomap.render.benchmark import benchmark_sheet
from ecomap.render.writers import written
from ecomap.results.benchmark import Benchmark
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.benchmark import SharesOfFirms, learn_from_others
from ecomap.verbs.row_tables import shares_told
from ecomap.verbs.standings import find_standings
from ecomap.verbs.words import lesson_figures, lesson_home
from maps import LIKE, MEASURED, changed, ecosystem, influence, practice, sector, trend

OWN = Business(sectors={"s2": 1.0})


def small_map(there: float = 0.6, own: float = 0.2, third: float | None = None) -> EcosystemMap:
    """Return a practice at home in s1 and the firm's sector s2, both counted; perhaps a third sector."""
    sectors = [
        sector("s1", {"work": 0.25}, {"desk": 1.0}),
        sector("s2", {"work": 1.0, "rest": 0.5}, {"desk": 1.0, "shop": 0.5}),
        sector("s3", {"work": 0.5}, {"shop": 0.5}),
    ]
    figures = {"s1": there, "s2": own} | ({} if third is None else {"s3": third})
    counted = [influence("t", name, share, evidence=MEASURED, year=2025) for name, share in figures.items()]
    return ecosystem(
        sectors[: len(figures)], [trend("t", services={"work": 0.5})], counted, practices=[practice("p", "t")]
    )


def learnt(ecosystem_: EcosystemMap, business: Business = OWN, **asked: str) -> Benchmark:
    """Return what a business can learn on a small map."""
    return learn_from_others(ecosystem_, business, **asked)


def test_the_fit_by_hand():
    """Overlap of traits 1 / (1 + .5), the practice at home there: same = (1 + 2/3) / 2; then how far ahead, and P."""
    found = learnt(small_map())
    (one,) = found.lessons
    assert (one.practice, one.sector, one.home, one.activity) == ("p", "s1", "s1", "work")
    total = compiled_map(small_map()).arrays.total[0]
    assert one.lead == pytest.approx(total[0] - total[1], rel=1e-12)
    assert one.same == pytest.approx((1 + 1 / 1.5) / 2, rel=1e-12)
    today = 1 / (1 + math.exp(-total[1]))
    assert one.fit == pytest.approx(100 * one.same * (1 - math.exp(-one.lead)) * math.sqrt(today), rel=1e-9)
    assert (one.there.share, one.there.year, one.there.source) == (0.6, 2025, "Office, EU27")
    assert (one.yours.share, one.yours.counted) == (0.2, True)
    assert one.shared == ("desk",)
    assert one.why.endswith("They too are desk.")


def test_firms_of_which_no_trait_is_known_are_alike_by_what_they_do_alone():
    """Nothing of nothing is no likeness: same = (1 + 0) / 2 where the practice is at home."""
    figures = [influence("t", name, share, evidence=MEASURED, year=2025) for name, share in (("s1", 0.6), ("s2", 0.2))]
    around = ecosystem([sector("s1"), sector("s2")], [trend("t")], figures, practices=[practice("p", "t")])
    (one,) = learnt(around).lessons
    assert (one.same, one.shared) == (0.5, ())


@pytest.mark.parametrize(("level", "order"), [(0.75, ["q", "p"]), (0.74, ["p", "q"])])
def test_what_the_firm_does_as_wholly_as_another_thing_is_no_heavier(level, order):
    """Activities weigh wholly, partly or little: .75 is wholly, so that the better fit, of q, comes first; .74 is not.

    In q the other sector is further ahead.
    """
    does = {"sell": 1.0, "book": level}
    figures = [
        influence(name, place, share, evidence=MEASURED, year=2025, statement=None)
        for name, shares in (("t", (0.5, 0.2)), ("u", (0.9, 0.2)))
        for place, share in zip(("s1", "s2"), shares, strict=True)
    ]
    around = ecosystem(
        [sector("s1", does), sector("s2", does)], [trend("t"), trend("u")], figures,
        practices=[practice("p", "t", activity="sell"), practice("q", "u", activity="book")],
    )  # fmt: skip
    found = learnt(around).lessons
    assert [one.practice for one in found] == order
    fit = {one.practice: one.fit for one in found}
    assert fit["q"] > fit["p"]


@pytest.mark.parametrize(("there", "told"), [(0.202, False), (0.206, True)])
def test_less_than_half_a_point_of_fit_is_little_to_gain(there, told):
    """The other sector is further along, by .012 or .037 of log-odds: 100 x 1/2 x (1 - exp(-lead)) x sqrt(.2)."""
    figures = [influence("t", name, share, s=0.001) for name, share in (("s1", there), ("s2", 0.2))]
    around = ecosystem([sector("s1"), sector("s2")], [trend("t")], figures, practices=[practice("p", "t")])
    found = learnt(around)
    assert all(one.fit >= 0.5 for one in found.lessons)
    assert bool(found.lessons) == told
    if not told:
        assert [one.why for one in found.silent if one.activity == "work"] == ["little to gain"]


def test_three_things_in_common_are_told_of_a_sector():
    """Of four traits that both have wholly the first by their order; the list has them all."""
    traits = dict.fromkeys(("desk", "fleet", "plant", "shop"), 1.0)
    figures = [influence("t", name, share, evidence=MEASURED, year=2025) for name, share in (("s1", 0.6), ("s2", 0.2))]
    around = ecosystem(
        [sector("s1", traits=traits), sector("s2", traits=traits)], [trend("t")], figures,
        practices=[practice("p", "t")],
    )  # fmt: skip
    (one,) = learnt(around).lessons
    assert one.shared == tuple(traits)
    assert one.why.endswith("They too are desk, are fleet and are plant.")


def test_where_the_home_is_not_ahead_another_that_does_the_same_is_told():
    """It must do the activity at .5 or more; the row says what the figures say of the home."""
    found = learnt(small_map(there=0.1, third=0.7))
    (one,) = found.lessons
    assert (one.sector, one.home) == ("s3", "s1")
    assert "at home in S1, by the figures no further along" in one.why
    assert not learnt(small_map(there=0.1)).lessons


@pytest.mark.parametrize(
    ("business", "there", "why"),
    [
        (OWN, 0.1, "nobody further along"),
        (OWN, 0.2, "nobody further along"),
        (Business(sectors={"s1": 0.5, "s2": 0.5}), 0.6, "of your own trade"),
        (Business(sectors={"s2": 1.0}, adopted=("t",)), 0.6, "in use"),
        (Business(sectors={"s2": 1.0}, rejected=("t",)), 0.6, "rejected"),
    ],
)
def test_why_nothing_is_told(business: Business, there: float, why: str):
    """The reason of the activity that has a practice; one without any says that."""
    found = learnt(small_map(there=there), business)
    assert not found.lessons
    assert {one.activity: one.why for one in found.silent} == {"work": why, "rest": "no practice"}


def test_a_sector_asked_for_by_name_is_told_with_the_figure_against_it():
    """It is not called ahead, and nothing else is told."""
    (one,) = learnt(small_map(there=0.1, third=0.7), sector="s1").lessons
    assert (one.sector, one.ahead, one.fit) == ("s1", False, 0.0)
    assert "By the figures it is no further along than you." in one.why
    with pytest.raises(MethodError, match="sector of this business"):
        learnt(small_map(), sector="s2")


def test_shares_of_one_survey_are_told_as_published_and_others_for_today_too():
    """An estimate is marked, a hundredth is "under 1%"."""
    (one,) = learnt(small_map()).lessons
    assert one.figures == "Trend t: S1 60%, your trade 20% (Office, EU27, 2025)."
    estimate = type(one.there)(0.3, 2026, False, "estimated", "sector-posterior", "", 0.3)
    text = lesson_figures("T", "S", one.there, estimate, sure=False)
    now = f"{one.there.today:.0%}"
    assert text == (
        f"T: S 60% (Office, EU27, 2025), now ~{now}; your trade ~30% (2026). That is a guess, the two may be level."
    )
    two = lesson_figures("T", "S", estimate, estimate, sure=True)
    assert two == "T: S ~30% (2026); your trade ~30% (2026)."
    assert lesson_home("S", 0.001, ahead=True, likely=True) == "It is at home in S (under 1%)."


def test_a_figure_of_something_else_says_what_it_counts():
    """Behind the share; what the map makes of it follows from it. Elsewhere the estimate is told, not that figure."""
    around = small_map()
    (item,) = around.trends
    around = changed(around, trends=(item.model_copy(update={"counted": {MEASURED: "as a cloud service"}}),))
    (one,) = learnt(around).lessons
    assert one.figures == "Trend t: S1 60%, your trade 20% as a cloud service (Office, EU27, 2025)."
    assert one.why.startswith(f"Itself now ~{one.there.today:.0%} there, ~{one.yours.today:.0%} in your trade.")
    estimate = type(one.there)(0.3, 2026, False, "estimated", "sector-posterior", "", 0.3)
    text = lesson_figures("T", "S", estimate, one.yours, sure=True)
    now = f"{one.yours.today:.0%}"
    assert text == f"T: S ~30% (2026); your trade 20% as a cloud service (Office, EU27, 2025), itself now ~{now}."
    table = written(benchmark_sheet(learnt(around)), "markdown", None)
    assert "| 60% as a cloud service | 2025 |" in table
    assert "| 20% as a cloud service (2025) |" in table
    compiled = compiled_map(around)
    assert shares_told(compiled, compiled.arrays)[0, 0] == pytest.approx(one.there.today, rel=1e-12)
    assert shares_told(compiled_map(small_map()), compiled_map(small_map()).arrays)[0, 0] == 0.6


@pytest.mark.parametrize(
    ("fits", "asked", "told"),
    [
        ({"growth": 0.5}, {"growth": 1}, True),
        ({"growth": 0.49}, {"growth": 1}, False),
        ({"growth": 0.49, "cost": 0.5}, {"growth": 1, "cost": 1}, True),  # one of them is enough
        ({"growth": 0.49, "cost": 0.5}, {}, True),
    ],
)
def test_of_the_goals_that_are_asked_for_one_must_be_served_by_half(fits, asked, told):
    """A practice belongs to what is asked for if its trend serves one of the goals at .5 or more."""
    around = small_map()
    serving = around.trends[0].model_copy(update={"goals": fits})
    goals = tuple(Goal(id=name, name=name, summary=name) for name in ("growth", "cost"))
    found = learn_from_others(changed(around, trends=(serving,), goals=goals), OWN, goals=asked)
    assert [one.practice for one in found.lessons] == (["p"] if told else [])
    assert [one.why for one in found.silent if one.activity == "work"] == ([] if told else ["not asked"])


def shares_of(*figures: Influence, business: Business = OWN) -> SharesOfFirms:
    """Return the shares of a trend in s1, s2 and s3, as a business with s2 is told them."""
    compiled = compiled_map(ecosystem([sector(name) for name in ("s1", "s2", "s3")], [trend("t")], figures))
    return SharesOfFirms(compiled, find_standings(compiled, business, Settings()))


def counted(of: str, share: float, year: int = 2025, evidence: str = MEASURED) -> Influence:
    """Return a published figure."""
    return influence("t", of, share, evidence=evidence, year=year, statement=None)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (counted("s3", 0.6), (0.3, 2025, True)),  # 3/4 of .2 and 1/4 of .6
        (counted("s3", 0.6, year=2021), None),  # of another year
        (counted("s3", 0.6, evidence=LIKE), None),  # of another survey
        (influence("t", "s3", 0.6, s=0.2), None),  # judged
        (counted("s1", 0.6), None),  # the second of the own sectors has none
    ],
)
def test_the_own_trade_is_counted_where_one_survey_of_one_year_counts_all_of_it(other, told):
    """As published then, by the shares of the own sectors; else it is an estimate of the map's own year."""
    found = shares_of(counted("s2", 0.2), other, business=Business(sectors={"s2": 3, "s3": 1}))
    own = found.own(0)
    if told:
        assert (own.share, own.year, own.counted) == (pytest.approx(told[0]), *told[1:])
        assert own.evidence == MEASURED
    else:
        assert (own.counted, own.year, own.share) == (False, 2026, own.today)
        assert own.evidence == "sector-posterior"


def test_an_estimate_says_what_it_rests_on():
    """Figures of so many sectors if there are two, else how widespread a thing is in general."""
    one, two = shares_of(counted("s2", 0.2)), shares_of(counted("s2", 0.2), counted("s3", 0.6))
    assert one.of_sector(0, 0).source == "estimated from its general level and trends like it"
    assert two.of_sector(0, 0).source == "estimated from figures of 2 sectors"
    assert (one.of_sector(0, 1).source, one.of_sector(0, 1).share) == ("Office, EU27", 0.2)
    assert one.of_sector(0, 0).share == pytest.approx(1 / (1 + math.exp(-one.axes.total[0, 0])))


def test_who_is_counted_and_not_above_is_below_the_own_trade():
    """As much as there is no more; what nobody counted is neither."""
    for share, below in ((0.1, True), (0.2, True), (0.21, False)):
        assert shares_of(counted("s2", 0.2), counted("s1", share)).below_own[0].tolist() == [below, True, False]
    assert not shares_of(influence("t", "s2", 0.2), counted("s1", 0.1)).below_own.any()
