"""Who carries a firm: shares by owner, tests equal to working it out anew, strategies by their rules."""

import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap import Business, load_business, rank_trends
from ecomap.errors import InputError, UnknownNameError
from ecomap.model.business import FUNCTIONS
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.platform_advice import holds
from ecomap.verbs.platforms import Carried, weigh_platforms
from maps import examples

HOTEL = {"hospitality": 1.0}
GUESTHOUSE = {
    "booking-com": {"booking": 0.4}, "airbnb": {"booking": 0.2}, "instagram": {"promotion": 0.2},
    "facebook": {"promotion": 0.1}, "paypal": {"payment": 0.3},
}  # fmt: skip
FIVE = ["integration", "differentiation", "multi-channel", "data-driven-decisions", "ecosystem-participation"]
SOME = ("booking-com", "agoda", "airbnb", "instagram", "facebook", "paypal", "amazon", "dhl")


@pytest.fixture(scope="module")
def compiled(shipped):
    """Return the map as a query reads it."""
    return compiled_map(shipped)


def hotel(platforms, **more):
    """Return a hotel that some platforms carry."""
    return Business(sectors=HOTEL, platforms=platforms, **more)


def index(compiled, platforms):
    return Carried(compiled, hotel(platforms)).index


def test_what_a_platform_is_not_for_is_told_by_its_name(compiled):
    """Amazon takes no bookings."""
    said = weigh_platforms(compiled, hotel({"amazon": {"booking": 0.5}})).warnings
    assert [one.message for one in said] == ["Amazon is not known to the map for bookings."]


@st.composite
def carried(draw):
    """Draw shares by platform and function; those of a function sum to at most 1."""
    names = draw(st.lists(st.sampled_from(SOME), min_size=1, max_size=5, unique=True))
    found = {name: {} for name in names}
    for function in FUNCTIONS:
        parts = draw(st.lists(st.integers(0, 40), min_size=len(names), max_size=len(names)))
        whole = max(100, sum(parts))
        for name, part in zip(names, parts, strict=True):
            found[name] |= {function: part / whole} if part else {}
    return {name: said for name, said in found.items() if said}


def test_owner_groups_are_counted_once(compiled):
    """Instagram and Facebook are Meta: .2 and .1 weigh as .3 with either, and more than with two owners."""
    both = index(compiled, {"instagram": {"promotion": 0.2}, "facebook": {"promotion": 0.1}})
    assert both == pytest.approx(index(compiled, {"facebook": {"promotion": 0.3}}), abs=1e-12)
    assert both > index(compiled, {"instagram": {"promotion": 0.2}, "tiktok": {"promotion": 0.1}})
    answer = weigh_platforms(compiled, hotel(GUESTHOUSE))
    assert [one.id for one in answer.owners].count("meta") == 1
    assert next(one for one in answer.owners if one.id == "meta").platforms == ("facebook", "instagram")


def test_an_owner_is_told_with_what_it_carries_and_nothing_else(compiled):
    """Of each group the functions in which something comes to the firm by it, and what is left without it."""
    answer = weigh_platforms(compiled, hotel(GUESTHOUSE))
    carried = {one.id: one.shares for one in answer.owners}
    assert carried["meta"] == {"promotion": pytest.approx(0.3)}
    assert [shares for shares in carried.values() if "payment" in shares] == [{"payment": 0.3}]
    without = {name: said for name, said in GUESTHOUSE.items() if name not in ("instagram", "facebook")}
    left = next(one.index_without for one in answer.owners if one.id == "meta")
    assert left == pytest.approx(index(compiled, without), abs=1e-12)


@pytest.mark.parametrize(
    ("low", "high", "told", "middle"),
    [(0.1, 0.2, (0.04, 0.08), 0.06), (0.0, 0.2, (0.0, 0.08), 0.04), (None, 0.2, (None, None), 0.04),
     (0.1, None, (None, None), 0.0)],
)  # fmt: skip
def test_a_fee_is_a_part_of_what_comes_by_the_platform(compiled, low, high, told, middle):
    """Of 40 % that come by it, told where both ends are known; in all the middle counts, from nothing where one is."""
    booking = compiled.platform_by_id["booking-com"]
    firm = Carried(compiled, hotel({"booking-com": {"booking": 0.4}}))
    firm.used = [booking._replace(fee=booking.fee._replace(low=low, high=high))]
    (found,) = firm.platforms()
    assert (found.cost_low, found.cost_high) == (pytest.approx(told[0]), pytest.approx(told[1]))
    assert firm.cost() == pytest.approx(middle)


def test_the_platform_by_which_most_hangs_comes_first(compiled):
    """Each by the heaviest of what it does: .4 and .2 of bookings, half of .2 and .1 found, a fifth of .3 paid."""
    found = [one.id for one in weigh_platforms(compiled, hotel(GUESTHOUSE)).platforms]
    assert found == ["booking-com", "airbnb", "instagram", "paypal", "facebook"]


def test_the_index_by_hand(compiled):
    """Bookings sqrt(.4^2 + .2^2), found .3 of weight .5, paid .3 of weight .2."""
    wanted = 1 - (1 - (0.16 + 0.04) ** 0.5) * (1 - 0.5 * 0.3) * (1 - 0.2 * 0.3)
    assert weigh_platforms(compiled, hotel(GUESTHOUSE)).index == pytest.approx(wanted, abs=1e-12)


def test_the_ends_of_the_index(compiled):
    """Own ways only: 0. One platform only, for all that platforms do, or for all bookings: 1."""
    assert index(compiled, {"airbnb": {"booking": 0.0}}) == 0.0
    assert index(compiled, {"airbnb": dict.fromkeys(FUNCTIONS, 1.0)}) == 1.0
    assert index(compiled, {"airbnb": {"booking": 1.0}}) == 1.0


@examples(40)
@given(st.data())
def test_the_index_for_any_firm(compiled, data):
    """Between 0 and 1, the same in any order of the lines, never less when a share grows."""
    said = data.draw(carried())
    whole = index(compiled, said) if said else 0.0
    assert 0.0 <= whole <= 1.0
    if said:
        turned = {name: dict(reversed(shares.items())) for name, shares in reversed(said.items())}
        assert index(compiled, turned) == whole
        name, function = data.draw(st.sampled_from(sorted(said))), data.draw(st.sampled_from(FUNCTIONS))
        free = 1 - sum(shares.get(function, 0.0) for shares in said.values())
        grown = {**said, name: said[name] | {function: said[name].get(function, 0.0) + 0.5 * max(0.0, free)}}
        assert index(compiled, grown) >= whole - 1e-12


@examples(40)
@given(st.data())
def test_a_cut_is_the_firm_without_it(compiled, data):
    """To 1e-12: without its lines, or, if its customers stay away, with the others as parts of what is left."""
    said = data.draw(carried().filter(bool))
    name = data.draw(st.sampled_from(sorted(said)))
    (test,) = weigh_platforms(compiled, hotel(said), cuts=[name], turnover_eur=1000).stress
    others = {other: shares for other, shares in said.items() if other != name}
    left = {function: 1 - said[name].get(function, 0.0) for function in FUNCTIONS}
    parts = {
        other: {f: share / left[f] for f, share in shares.items() if left[f] > 0} for other, shares in others.items()
    }
    assert test.index_own == pytest.approx(index(compiled, others) if others else 0.0, abs=1e-12)
    parts = {other: shares for other, shares in parts.items() if shares}
    assert test.index_gone == pytest.approx(index(compiled, parts) if parts else 0.0, abs=1e-12)
    assert test.lost == {function: share for function, share in said[name].items() if share}
    brought = max(said[name].get("sales", 0.0), said[name].get("booking", 0.0))
    assert test.turnover_eur == pytest.approx(1000 * brought, abs=1e-9)


def test_a_cut_of_an_owner_takes_all_of_its_platforms(compiled):
    """Meta takes Instagram and Facebook along, whatever else it owns."""
    (test,) = weigh_platforms(compiled, hotel(GUESTHOUSE), cuts=["Meta"]).stress
    assert (test.of, test.platforms, test.lost) == (
        "Meta",
        ("instagram", "facebook"),
        {"promotion": pytest.approx(0.3)},
    )
    rest = {name: said for name, said in GUESTHOUSE.items() if name not in ("instagram", "facebook")}
    assert test.index_own == pytest.approx(index(compiled, rest), abs=1e-12)


def test_a_name_of_both_means_what_carries_the_firm(compiled):
    """Uber is a platform and an owner: of a firm that is on Uber Eats alone it means the owner."""
    (test,) = weigh_platforms(compiled, hotel({"uber-eats": {"sales": 0.3}}), cuts=["Uber"]).stress
    assert (test.of, test.platforms) == ("Uber", ("uber-eats",))
    (usual,) = weigh_platforms(compiled, hotel({"uber-eats": {"sales": 0.3}})).stress
    assert usual == test


def test_a_rule_takes_a_part(compiled):
    """Half of Airbnb's .2: .1 of the bookings; unless a part is said, that of the map; all of it is a cut."""
    half, usual, whole = (
        weigh_platforms(compiled, hotel(GUESTHOUSE), rules={"airbnb": part}).stress[0] for part in (0.5, None, 1.0)
    )
    assert half.lost == {"booking": pytest.approx(0.1)}
    assert half.index_own == pytest.approx(index(compiled, GUESTHOUSE | {"airbnb": {"booking": 0.1}}), abs=1e-12)
    assert usual.part == next(one.loss for one in compiled.platform_shocks if one.id == "rule-change")
    (cut,) = weigh_platforms(compiled, hotel(GUESTHOUSE), cuts=["airbnb"]).stress
    assert (whole.index_own, whole.index_gone, whole.lost) == (cut.index_own, cut.index_gone, cut.lost)


def test_a_dearer_fee_costs_what_it_would_cost_anew(compiled):
    """Three points of the .4 that come by it: .012 of the turnover, the difference of what the fees take."""
    (test,) = weigh_platforms(compiled, hotel(GUESTHOUSE), fees={"Booking.com": 0.03}, turnover_eur=180_000).stress
    assert test.turnover_share == pytest.approx(0.4 * 0.18 - 0.4 * 0.15, abs=1e-12)
    assert test.turnover_eur == pytest.approx(0.012 * 180_000, abs=1e-9)
    assert test.index_own == test.index


def test_what_fees_cost_by_hand(compiled):
    """The largest share that comes by a platform, times the ends of its fee; together, in the middle of each range."""
    carried = weigh_platforms(compiled, hotel(GUESTHOUSE | {"amazon": {"sales": 0.1, "payment": 0.2}})).platforms
    known = [one for one in carried if one.cost_high is not None]
    parts = {"booking-com": 0.4, "airbnb": 0.2, "paypal": 0.3}
    assert {one.id for one in known} >= {*parts}
    for one in known:
        part = parts.get(one.id, 0.2)
        assert (one.cost_low, one.cost_high) == pytest.approx((part * one.fee.low, part * one.fee.high))
    middle = sum((one.cost_low + one.cost_high) / 2 for one in known)
    assert Carried(compiled, hotel(GUESTHOUSE | {"amazon": {"sales": 0.1, "payment": 0.2}})).cost() == (
        pytest.approx(middle)
    )


def test_without_a_test_the_heaviest_owner_is_cut(compiled):
    """Booking Holdings: nothing lowers the index as much."""
    answer = weigh_platforms(compiled, hotel(GUESTHOUSE))
    assert [test.of for test in answer.stress] == ["Booking Holdings"]
    assert answer.owners[0].index_without == min(one.index_without for one in answer.owners)
    assert answer.stress[0].index_own == answer.owners[0].index_without


def test_what_does_not_carry_it_cannot_be_tested(compiled):
    """A platform of which the business says nothing, or that nobody knows."""
    first = re.escape("FILE platforms.etsy.sales=")  # the first of what it does for a firm
    with pytest.raises(InputError, match=f'(?s)nothing comes to this business by "etsy".*{first}'):
        weigh_platforms(compiled, hotel(GUESTHOUSE), cuts=["etsy"])
    with pytest.raises(InputError, match="says nothing of platforms yet"):
        weigh_platforms(compiled, Business(sectors=HOTEL), cuts=["airbnb"])
    with pytest.raises(UnknownNameError, match="no such platform"):
        weigh_platforms(compiled, hotel(GUESTHOUSE), cuts=["airbnd"])


@pytest.mark.parametrize(
    ("template", "trade", "opportunities", "challenges"),
    [
        ("retail-shop", "retail",
         {"ready-audience-on-platforms", "platform-marketing-tools", "ready-made-shop-infrastructure", "new-markets"},
         {"crowded-platforms", "fees-and-commission", "hanging-on-one-platform", "ruled-by-algorithms"}),
        ("hairdresser", "services",
         {"customers-matched-to-services", "cheaper-marketing-for-services", "office-tools-from-platforms",
          "flexible-services"},
         {"platform-pressure-on-prices", "hanging-on-one-platform", "rights-of-platform-workers"}),
        ("manufacturer", "manufacturing",
         {"clear-view-of-the-chain", "better-buying", "working-closely-with-suppliers", "selling-direct-to-consumers",
          "lower-running-costs"},
         {"cost-of-joining-digital-chains", "secrets-in-shared-chains", "platforms-that-do-not-talk"}),
    ],
)  # fmt: skip
def test_what_the_text_names_comes_out_of_the_templates(compiled, template, trade, opportunities, challenges):
    """Opportunities and challenges of retail, services and manufacturing, and the five strategies, by their ids."""
    answer = weigh_platforms(compiled, load_business(template, compiled))
    assert trade in answer.trades
    assert opportunities <= {one.id for one in answer.opportunities}
    assert challenges <= {one.id for one in answer.challenges}
    assert {one.id for one in answer.mechanisms} == {"network-effects", "scale", "data-advantage", "orchestration"}
    assert [one.id for one in answer.strategies] == FIVE
    assert all(one.verdict == "say" and one.first_step.practice for one in answer.strategies)


def verdicts(compiled, platforms, **more):
    answer = weigh_platforms(compiled, hotel(platforms, **more))
    return {one.id: (one.verdict, one.rule) for one in answer.strategies}, answer


def test_the_rule_that_fires_is_told_with_its_figures(compiled):
    """Two thirds by one owner: no further platform, own ways first; the figures are those of the firm."""
    found, answer = verdicts(compiled, {"booking-com": {"booking": 0.66}})
    assert found["integration"] == ("wait", "integration-enough")
    assert found["multi-channel"] == ("start", "multi-channel-hangs")
    own = next(one for one in answer.strategies if one.id == "multi-channel")
    (because,) = own.because
    assert (because.measure, because.value, because.least) == ("largest", pytest.approx(0.66), 0.3)
    assert own.first_step.practice == "direct-booking-advantage"  # it takes bookings


def test_strategies_follow_the_shares(compiled):
    """Nothing by platforms, a little by one, a little by several, and figures that are read already."""
    assert verdicts(compiled, {"airbnb": {"booking": 0.0}})[0]["integration"] == ("start", "integration-none")
    little = verdicts(compiled, {"airbnb": {"booking": 0.1}})[0]
    assert little["integration"] == ("start", "integration-one")
    assert little["multi-channel"] == ("keep", "multi-channel-balanced")
    assert little["differentiation"][0] == "keep"
    several = verdicts(compiled, {"airbnb": {"booking": 0.1}, "instagram": {"promotion": 0.1}})[0]
    assert several["integration"] == ("keep", "integration-fits")
    read = verdicts(compiled, {"airbnb": {"booking": 0.1}}, adopted=("data-analytics",))[0]
    assert read["data-driven-decisions"] == ("keep", "data-in-use")
    deep = verdicts(compiled, {"airbnb": {"booking": 0.1, "promotion": 0.1}})[0]
    assert deep["ecosystem-participation"] == ("start", "ecosystem-deep")


def test_a_firm_that_says_nothing_is_told_what_firms_like_it_use(compiled):
    """No index, no figures; shares are those of the one ranking, heaviest first, with platforms of its country."""
    firm = Business(sectors=HOTEL, country="FR", employees=4)
    answer = weigh_platforms(compiled, firm)
    assert (answer.said, answer.index, answer.measures, answer.stress) == (False, None, {}, ())
    shares = [one.share for one in answer.usual]
    assert shares == sorted(shares, reverse=True)
    ranked = {row.trend.id: row.likelihood_today for row in rank_trends(compiled, firm).opportunities}
    common = [one for one in answer.usual if one.trend in ranked]
    assert len(common) >= 3
    assert all(one.share == pytest.approx(ranked[one.trend], abs=1e-12) for one in common)
    assert "Lieferando" not in {name for one in answer.usual for name in one.examples}
    assert [warning.code for warning in answer.warnings] == ["no-platforms"]


def test_a_rejected_practice_is_not_proposed(compiled):
    """Who does not want a shop of his own is told another first step."""
    said = {"amazon": {"sales": 0.6}}
    shop = Business(sectors={"retail-trade": 1.0}, platforms=said, rejected=("marketplace-selling",))
    steps = {one.id: one.first_step.practice for one in weigh_platforms(compiled, shop).strategies}
    assert steps["multi-channel"] == "one-page-website"


def test_who_wants_none_of_a_strategy_or_whom_none_suits_is_told_its_first(compiled):
    """The first that is wanted where none suits; the first of all where none is wanted."""
    strategy = next(one for one in compiled.platform_strategies if one.id == "multi-channel")
    known = [compiled.step_by_practice[name] for name in strategy.practices if name in compiled.step_by_practice]
    assert len({step.trend for step in known}) > 1
    rejected = tuple(dict.fromkeys(step.trend for step in known))
    said = Business(sectors={"retail-trade": 1.0}, platforms={"amazon": {"sales": 0.6}}, rejected=rejected)
    steps = {one.id: one.first_step.practice for one in weigh_platforms(compiled, said).strategies}
    assert steps["multi-channel"] == known[0].practice


@pytest.mark.parametrize(
    ("sector", "named", "others"),
    [
        ("restaurants", {"TheFork", "Uber Eats"}, {"Doctolib", "Booking.com"}),
        ("health-care", {"Doctolib"}, {"Uber Eats", "TheFork"}),
        ("hospitality", {"Booking.com"}, {"Doctolib", "Treatwell"}),
        ("machinery-manufacturing", {"Alibaba.com"}, {"Uber Eats", "Airbnb"}),
    ],
)
def test_examples_are_those_of_its_trade(compiled, sector, named, others):
    """A kitchen is told of tables and riders, a practice of visits, a workshop of trade between firms."""
    usual = weigh_platforms(compiled, Business(sectors={sector: 1.0}, country="FR")).usual
    examples = {name for one in usual for name in one.examples}
    assert named <= examples
    assert not others & examples


@pytest.mark.parametrize(
    ("adopted", "largest", "held"),
    [
        (("data-analytics",), 0.3, True), (("data-analytics",), 0.29, False), ((), 0.9, False),
        (("chatbots",), 0.9, False), (("chatbots", "data-analytics"), 0.9, True),
    ],
)  # fmt: skip
def test_a_rule_asks_for_something_in_use_and_for_every_figure(adopted, largest, held):
    """One of what it names must be in use, and each measure must reach its least."""
    rule = SimpleNamespace(unsaid=False, uses=("data-analytics", "crm"), when=[
        SimpleNamespace(measure="largest", least=0.3, below=None),
        SimpleNamespace(measure="owned", least=None, below=0.5),
    ])  # fmt: skip
    assert holds(rule, adopted, {"largest": largest, "owned": 0.4}) == held
    assert not holds(rule, adopted, {"largest": largest, "owned": 0.5})
    assert not holds(rule, adopted, {})


def test_what_is_in_use_is_not_proposed_as_the_first_step(compiled):
    """Who has a site of its own, and is on maps and networks, begins with the next practice of a strategy."""
    used = ("website", "local-search-listing", "social-media-marketing")
    for firm in (Business(sectors={"personal-services": 1.0}, adopted=used[:many]) for many in range(4)):
        begun = {
            compiled.step_by_practice[one.first_step.practice].trend
            for one in weigh_platforms(compiled, firm).strategies
        }
        assert not begun & {*firm.adopted}
