"""A firm across borders: figures with their source, "not known" where nothing is held, one order for the same data."""

import math
from dataclasses import asdict, replace
from types import SimpleNamespace

import pytest

from ecomap import business_of_sectors, globalise, load_business, load_map, load_statistics
from ecomap.errors import MethodError, UnknownNameError
from ecomap.io.statistics import Statistics
from ecomap.model import OwnActivity
from ecomap.model.countries import EU
from ecomap.results.globalise import MarketLaw
from ecomap.verbs.localisation import _bound, _lines
from ecomap.verbs.ranking import rank_trends
from ecomap.verbs.readiness import Pair, as_fate, beyond_union, places_of, points_of, ranked, standing_of

HOME = "where the template is"
COMPONENTS = ["connectivity", "technologies", "data-flows", "platforms", "cross-border-selling"]
PHASES = ["market-research", "infrastructure-set-up", "localised-marketing", "logistics-abroad", "compliance"]
AUTOMATION = [
    "marketing-by-itself",
    "sales-by-itself",
    "service-by-itself",
    "supply-chain-by-itself",
    "finance-by-itself",
]
BARRIERS = ["competition", "security", "infrastructure", "other-culture-and-language", "regulation"]
MAKERS_WIN = {"smart-factory-for-small-makers", "better-global-supply-chain", "selling-direct-to-consumers",
              "made-for-one-person", "machines-watched-from-afar"}  # fmt: skip
MAKERS_MEET = {"makers-lack-digital-skills", "attacks-on-production", "high-first-outlay", "old-machines-and-programs",
               "price-war-with-low-cost-makers"}  # fmt: skip


@pytest.fixture(scope="module")
def abroad():
    """Return what is said of a template in countries."""
    compiled, statistics = load_map()[0], load_statistics()

    def said(template, *to, country=HOME, statistics=statistics, unsaid=False, **options):
        firm = load_business(template, compiled)
        if country != HOME:
            firm = firm.model_copy(update={"country": country})
        if unsaid:
            firm = firm.model_copy(update={"adopted": ()})
        return globalise(compiled, firm, list(to), statistics=statistics, **options)

    return said


def ids(items):
    return [item.id for item in items]


@pytest.mark.parametrize("template", ["manufacturer", "online-shop"])
def test_everything_that_the_text_names_comes_out(abroad, template):
    """Five components, barriers, phases and kinds of automation in its order, and what makers may win and meet."""
    found = abroad(template, "FR")
    market = found.markets[0]
    assert ids(market.components) == COMPONENTS
    assert ids(market.barriers) == BARRIERS
    assert ids(market.phases) == PHASES
    assert ids(market.automation) == AUTOMATION
    assert {theme.id for theme in found.themes if theme.kind == "opportunity"} >= MAKERS_WIN
    assert {theme.id for theme in found.themes if theme.kind == "challenge"} >= MAKERS_MEET


def test_what_makers_win_and_meet_concerns_makers(abroad):
    """All but selling direct, which the map ties to makers of consumer goods, concern a maker of metal parts."""
    concern = {theme.id: theme.concerns for theme in abroad("manufacturer", "FR").themes}
    assert all(concern[name] for name in (MAKERS_WIN | MAKERS_MEET) - {"selling-direct-to-consumers"})
    assert not concern["selling-direct-to-consumers"]


def test_an_activity_of_its_own_keeps_no_firm_at_home():
    """What only its owner does is told of no sector: which phases and which law it meets does not depend on it."""
    compiled = load_map()[0]
    firm = load_business("bakery", compiled)
    own = OwnActivity(id="mend-clocks", name="Mend clocks", share=0.5, served_by={"online-shop": 0.1}, reason="We do")
    mending = firm.model_copy(update={"own_activities": (own,)})
    (found,), (plain,) = (globalise(compiled, one, ["FR"]).markets for one in (mending, firm))
    assert (found.phases, found.law) == (plain.phases, plain.law)


def test_every_figure_is_published_and_names_year_and_source(abroad):
    """Cloud services in Germany, 53.91 % in 2025, beside 52.74 % in the EU (isoc_cicce_use)."""
    connectivity = abroad("bakery", "DE").markets[0].components[0]
    (found,) = connectivity.figures
    assert (found.question, found.year, found.source) == ("isoc_cicce_use:E_CC", 2025, "Eurostat, isoc_cicce_use, E_CC")
    assert (found.value, found.union) == pytest.approx((0.5391, 0.5274))
    expected = 1 / (1 + math.exp(math.log(0.5274 / 0.4726) - math.log(0.5391 / 0.4609)))
    assert connectivity.market == pytest.approx(expected, rel=1e-12)


def test_own_readiness_is_the_weight_of_what_is_in_use(abroad):
    """Of cloud computing (1), fast networks (.5) and collaboration tools (.5) the online shop uses the first."""
    one = abroad("online-shop", "DE").markets[0].components[0]
    assert [(use.id, use.in_use, use.weight) for use in one.trends] == [
        ("cloud-computing", True, 1), ("advanced-connectivity", False, 0.5), ("collaboration-tools", False, 0.5),
    ]  # fmt: skip
    assert one.own == 0.5
    assert one.peers == pytest.approx(sum(use.weight * use.share for use in one.trends) / 2)


def test_who_has_not_said_what_it_uses_does_not_use_nothing(abroad):
    """Own readiness is not known where it names nothing, and no standing; what others use, and the points, stay."""
    said, silent = (abroad("bakery", "DE", unsaid=unsaid).markets[0] for unsaid in (False, True))
    assert {(one.own, one.standing) for one in silent.components} == {(None, "not known")}
    assert {one.id for one in said.components if one.own is None} == {
        one.id for one in said.components if not any(use.in_use for use in one.trends)
    }
    assert any(one.own for one in said.components)
    assert [one.peers for one in silent.components] == [one.peers for one in said.components]


# --- nothing held ---------------------------------------------------------------------------------------------


def test_a_country_that_the_map_does_not_hold_is_not_known(abroad):
    """Nothing is made up of it, and nothing left empty without a word: every part says that it is not known."""
    found = abroad("online-shop", "CN")
    market = found.markets[0]
    assert not market.held
    assert market.points is None
    assert not market.localisation.figures_known
    assert (market.localisation.languages, market.localisation.moves) == ({}, ())
    assert market.law.unknown == tuple(sorted({d.topic for d in load_map()[0].duties if d.applies.sells_into}))
    assert all(figure.value is None and not figure.source for one in market.components for figure in one.figures)
    states = {(row[1], row[2]): row[4] for row in found.rows() if row[0] == "CN"}
    for part in ("languages", "currency", "payments"):
        assert states["localisation", part] == "not known"
    assert {state for (part, _), state in states.items() if part in ("figure", "law")} == {"not known"}
    assert {one.binds for one in market.barriers if one.id in BARRIERS[2:]} == {"not known"}


def test_without_statistics_no_figure_is_known(abroad):
    """The facts of the map stay; points need figures."""
    market = abroad("bakery", "ES", statistics=Statistics({}, ())).markets[0]
    assert [one.market for one in market.components[:4]] == [None] * 4
    assert market.points is None
    assert market.localisation.currency == "EUR"


def test_only_what_a_figure_of_the_country_moves_is_told(abroad):
    """Of the United States none is held: the ranking there would be that of the EU, which says nothing of them."""
    assert abroad("bakery", "US").markets[0].localisation.moves == ()
    assert all(move.why for move in abroad("bakery", "DK").markets[0].localisation.moves)


def test_a_firm_that_says_no_country_is_told_what_hangs_on_it(abroad):
    """Ties, delivery and what is unlike home are not known; figures of the country are."""
    market = abroad("bakery", "ES", country=None).markets[0]
    selling = market.components[-1]
    assert [tie.shared for tie in selling.ties] == [None, None, None]
    assert selling.market is None
    assert market.points is not None
    assert [one.binds for one in market.barriers[3:]] == ["not known", "not known"]
    assert market.localisation.delivery == ""


# --- refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("firm", "to", "error", "way_out"),
    [
        ("bakery", ["XX"], UnknownNameError, "two capital letters"),
        ("bakery", ["Germny"], UnknownNameError, 'Did you mean "germany"'),
        ("bakery", ["Portugal"], MethodError, "Write another country"),
        ("online-shop", [], MethodError, r'Write to=\["DE"\], or rank=True'),
    ],
)
def test_what_leads_nowhere_is_refused_with_a_way_out(abroad, firm, to, error, way_out):
    """A country that nobody knows, the own one, none at all of a firm that sells abroad."""
    with pytest.raises(error, match=way_out):
        abroad(firm, *to)


# --- the ranking there ----------------------------------------------------------------------------------------


def test_the_ranking_there_is_the_one_ranking(abroad):
    """Ranks and shares of a move are those that the same firm gets in each country."""
    compiled = load_map()[0]
    firm = load_business("online-shop", compiled)
    tables = [
        {row.trend.id: row for row in rank_trends(compiled, firm.model_copy(update={"country": country})).opportunities}
        for country in ("SE", "DE")
    ]
    moves = abroad("online-shop", "DE").markets[0].localisation.moves
    assert moves
    for move in moves:
        here, there = (table[move.trend] for table in tables)
        assert (move.rank_here, move.rank_there) == (here.rank, there.rank)
        assert (move.share_here, move.share_there) == (here.likelihood_today, there.likelihood_today)
        assert (move.points_here, move.points_there) == (100 * here.score, 100 * there.score)
    shifts = [abs(move.points_there - move.points_here) for move in moves]
    assert shifts == sorted(shifts, reverse=True)


def test_a_move_names_the_published_figures_of_both_countries(abroad):
    """Sharing of supply-chain data: 35.5 % of firms in Germany, 13 % in Sweden, 2023 (isoc_eb_ics, E_SISC)."""
    first = abroad("online-shop", "DE").markets[0].localisation.moves[0]
    assert first.trend == "supply-chain-visibility"
    assert first.why.endswith("Germany 36%, Sweden 13% of firms (2023)")


# --- countries in order ---------------------------------------------------------------------------------------


def test_points_are_the_sum_of_their_parts(abroad):
    """By component, over what is known; between 0 and 100."""
    for row in abroad("manufacturer", rank=True).ranking:
        if row.points is not None:
            assert row.points == pytest.approx(math.fsum(part for part in row.parts.values() if part is not None))
            assert 0 <= row.points <= 100


def test_all_countries_but_the_own_one_are_ranked_or_not_known(abroad, shipped):
    """Each once, the best first, those of which too little is known last and without a rank."""
    ranking = abroad("bakery", rank=True).ranking
    assert sorted(row.country for row in ranking) == sorted(c.id.upper() for c in shipped.countries if c.id != "pt")
    places = [row.rank for row in ranking]
    known = [place for place in places if place is not None]
    assert known == sorted(known)
    assert places[len(known) :] == [None] * (len(places) - len(known))
    assert set(EU) - {"PT"} <= {row.country for row in ranking if row.rank is not None}


def test_countries_with_the_same_data_tie(abroad):
    """Two countries with equal components share a rank, and the next rank is left out."""
    market = abroad("bakery", "ES", "FR").markets
    first, other = (one.components for one in market)
    found = ranked([("AA", "A", first), ("BB", "B", first), ("CC", "C", other)], "country")
    ranks = {row.country: row.rank for row in found}
    assert ranks["AA"] == ranks["BB"]
    assert sorted(ranks.values()) in ([1, 1, 3], [1, 2, 2])
    assert places_of({"a": 1.0, "b": 1.0 + 1e-13, "c": None, "d": 0.5}) == {"a": 1, "b": 1, "c": None, "d": 3}


def test_better_figures_never_lower_a_country(abroad):
    """With one figure of a component higher, all else equal, its points rise."""
    components = abroad("bakery", "ES").markets[0].components
    before = points_of(components, "country")[0]
    better = replace(components[0], market=components[0].market + 0.1)
    assert points_of((better, *components[1:]), "country")[0] > before


def test_technology_as_fate_leaves_what_two_countries_share(abroad):
    """With the figures of the EU everywhere, members with the same money and language are one rank from Portugal."""
    ranking = {row.country: row for row in abroad("bakery", rank=True, mediation="none").ranking}
    assert ranking["ES"].rank == ranking["GR"].rank == 1
    assert ranking["ES"].points > ranking["PL"].points > ranking["RS"].points
    assert {row.points_as_fate for row in ranking.values()} == {row.points for row in ranking.values()}
    shaped = {row.country: row for row in abroad("bakery", rank=True).ranking}
    assert {code: row.points_as_fate for code, row in shaped.items()} == {c: r.points for c, r in ranking.items()}


def test_fate_is_the_union(abroad):
    """A country whose every figure is that of the EU stands where fate puts it."""
    one = abroad("bakery", "ES").markets[0].components[0]
    level = replace(one.figures[0], value=one.figures[0].union)
    assert beyond_union(level) == 0
    assert as_fate(one) == 0.5


# --- law ------------------------------------------------------------------------------------------------------


def test_who_sells_into_a_place_is_bound_as_there(abroad):
    """A Swedish shop is bound by British law on distance sales; within the Union by what binds it at home."""
    british = {duty.id: duty for duty in abroad("online-shop", "GB").markets[0].law.duties}
    assert british["gb-distance-contracts"].applies == "yes"
    assert british["gb-distance-contracts"].why.startswith("it sells to buyers in the United Kingdom")
    assert "gb-mtd-vat" not in british  # binds who is there
    german = abroad("online-shop", "DE").markets[0].law
    assert "gdpr-security" in german.at_home
    assert {duty.id for duty in german.duties} - set(german.at_home) == {"oss-vat"}


def test_topics_of_which_nothing_is_held_are_not_known(abroad):
    """Of the United States no duty on sellers from abroad is held; of France those of the Union."""
    assert "consumer-contracts" in abroad("online-shop", "US").markets[0].law.unknown
    assert abroad("online-shop", "FR").markets[0].law.unknown == ()


# --- phases ---------------------------------------------------------------------------------------------------


def test_what_is_in_use_is_not_proposed(abroad):
    """A practice stands among the steps or among what is left out, never in both."""
    for phase in abroad("online-shop", "DE").markets[0].phases:
        steps = {step.practice for step in phase.steps}
        assert not steps & {*phase.in_use, *phase.needless}
        assert phase.hours == math.fsum(step.effort_hours for step in phase.steps)
    assert "small-own-web-shop" in abroad("online-shop", "DE").markets[0].phases[1].in_use


def test_a_shared_language_spares_translation(abroad):
    """From Austria to Germany nothing is put into another language; to Poland it is."""
    german, polish = (market.phases[2] for market in abroad("bakery", "DE", "PL", country="AT").markets)
    assert "speak-the-guests-language" in german.needless
    assert "speak-the-guests-language" in {step.practice for step in polish.steps}


def test_who_sends_nothing_opens_no_shop_abroad(abroad):
    """Who works, serves or bakes for neighbours is told of no shop, marketplace or parcels; who sends them is."""
    goods = {"small-own-web-shop", "near-country-through-a-marketplace"}
    for template, sends in (("cleaner", False), ("hairdresser", False), ("bakery", False), ("retail-shop", True)):
        phases = {phase.id: phase for phase in abroad(template, "DE", unsaid=True).markets[0].phases}
        steps = {step.practice for phase in phases.values() for step in phase.steps}
        assert bool(goods & steps) is sends, template
        assert phases["logistics-abroad"].concerns is sends
        assert phases["market-research"].steps
        assert phases["infrastructure-set-up"].steps


ABROAD = (
    ("order-portal-for-trade", "wholesaler machine-builder winery", "roofer restaurant hotel psychotherapist bakery"),
    ("reorder-at-the-warning-line", "winery machine-builder wholesaler",
     "roofer hairdresser hotel psychotherapist bakery restaurant kebab-shop joiner"),
    ("small-own-web-shop", "winery machine-builder goldsmith",
     "restaurant kebab-shop cafe hairdresser undertaker hotel guest-house builder plumber vet gym taxi call-centre"),
    ("file-by-payment-link", "software-house online-course-maker", "winery machine-builder goldsmith call-centre vet"),
    ("first-country-in-small-steps", "winery goldsmith software-house translator wholesaler clothes-shop",
     "restaurant kebab-shop hairdresser undertaker hotel guest-house builder plumber vet gym dairy-farm"),
    ("materials-of-each-product", "winery goldsmith machine-shop",
     "restaurant hairdresser undertaker hotel vet taxi translator law-office florist"),
    ("speak-the-guests-language", "hotel guest-house restaurant tour-operator winery", ""),
    ("pay-as-they-do-at-home", "guest-house winery boat-hire", "builder plumber"),
    ("scan-at-every-handover", "winery wholesaler", "hotel tour-guide roofer notary restaurant kebab-shop undertaker"),
    ("tender-on-a-trade-platform", "winery machine-builder", "roofer psychotherapist notary taxi hotel restaurant"),
    ("order-by-forecast", "winery wholesaler", "tour-guide roofer notary"),
)  # fmt: skip
"""Work across borders, the trades to which it is named, and those to which it is not."""


@pytest.mark.parametrize(("practice", "trades", "others"), ABROAD)
def test_work_abroad_is_named_to_who_has_it(practice, trades, others):
    """Shops, parcels, stock and tenders are for who sends or supplies; guests are met in their language."""
    compiled = load_map()[0]

    def named(kind: str) -> bool:
        market = globalise(compiled, business_of_sectors({kind: 1}, compiled), ["FR"]).markets[0]
        return any(step.practice == practice for work in (*market.phases, *market.automation) for step in work.steps)

    assert [kind for kind in trades.split() if not named(kind)] == []
    assert [kind for kind in others.split() if named(kind)] == []


def test_who_works_at_customers_announces_it_in_another_member(abroad):
    """The notice of posted workers: within the Union alone, for those who work there, and not where nobody asked."""
    law, ecosystem = abroad("cleaner", "PL").markets[0].law, load_map()[0]
    assert {duty.id: duty.applies for duty in law.duties}["posted-workers"] == "unknown"
    assert "posted-workers" not in law.at_home
    for template, country in (("cleaner", "US"), ("cleaner", "GB"), ("retail-shop", "PL")):
        assert "posted-workers" not in ids(abroad(template, country).markets[0].law.duties)
    assert "posted-workers" not in ids(abroad("cleaner", "PL", country="CA").markets[0].law.duties)
    assert "posted-workers" not in ids(rank_trends(ecosystem, load_business("cleaner", ecosystem)).duties)


@pytest.mark.parametrize(
    ("duties", "at_home", "rules", "more", "stands"),
    [
        (("a", "b"), ("a", "b"), (), {}, ("no", "the law is that of home")),
        (("a", "b"), ("a",), (), {}, ("yes", "1 duty or rule unlike home")),
        (("a", "b"), (), ("r",), {}, ("yes", "3 duties and rules unlike home")),
        (("a",), ("a",), ("r",), {}, ("yes", "1 duty or rule unlike home")),
        ((), (), (), {"unknown": ("ai",)}, ("not known", "the map holds no law of the country on selling there")),
        (("a",), (), (), {"unknown": ("ai",)}, ("yes", "1 duty or rule unlike home")),
        ((), (), (), {"there": None}, ("not known", "the map holds no law of the country on selling there")),
        (("a",), (), (), {"home": None}, ("not known", "which law is unlike home: say your country")),
    ],
)
def test_law_stands_in_the_way_where_it_is_unlike_home(duties, at_home, rules, more, stands):
    """What binds at home too is nothing new; where nothing is held it is not known, and never no."""
    pair = SimpleNamespace(home=more.get("home", "AT"), there=more.get("there", "DE"))
    assert _bound(pair, MarketLaw(duties, at_home, rules, more.get("unknown", ()))) == stands


@pytest.mark.parametrize(
    ("figures", "stands"),
    [
        ([(0.5, 0.6)], "yes"), ([(0.6, 0.6)], "no"), ([(0.7, 0.6)], "no"), ([(None, 0.6)], "not known"),
        ([(0.5, None)], "not known"), ([], "not known"), ([(0.7, 0.6), (0.1, 0.6)], "no"),
    ],
)  # fmt: skip
def test_lines_stand_in_the_way_where_fewer_have_them_than_in_the_union(figures, stands):
    """By the first figure of the first component that has any."""
    some = tuple(SimpleNamespace(value=v, union=u, says="have it", year=2025) for v, u in figures)
    binds, why = _lines([SimpleNamespace(figures=()), SimpleNamespace(figures=some)])
    assert binds == stands
    assert ("of firms there have it, 60% in the EU (2025)" in why) == (stands != "not known")


@pytest.mark.parametrize(
    ("home", "there", "union", "currency", "language"),
    [
        ("AT", "DE", True, True, True), ("AT", "PL", True, False, False), ("AT", "CH", False, False, True),
        ("CH", "GB", False, False, False), (None, "DE", None, None, None), ("AT", "CN", False, None, None),
    ],
)  # fmt: skip
def test_what_two_countries_share_is_known_where_both_are(shipped, home, there, union, currency, language):
    """The single market of two members, money, a language; of a country that the map does not hold only the first."""
    countries = {country.id.upper(): country for country in shipped.countries}
    pair = Pair(home, there, countries.get(home or ""), countries.get(there))
    assert (pair.share("union"), pair.share("currency"), pair.share("language")) == (union, currency, language)
    assert bool(pair.languages()) == bool(language)


def test_components_name_the_skills_that_fall_short(shipped):
    """By how much, where the firm says a level below what is asked; nothing of what it has not said."""
    asked = {name: level for one in shipped.components for name, level in one.skills.items()}
    skill, least = next(iter(asked.items()))
    firm = load_business("bakery", load_map()[0])
    for own, short in (({skill: 0}, True), ({skill: 4}, False), ({}, False)):
        (market,) = globalise(load_map()[0], firm.model_copy(update={"skills": own}), ["ES"]).markets
        found = {name: lack for one in market.components for name, lack in one.skills_short.items()}
        assert (skill in found) == short
        assert all(0 < lack <= 4 for lack in found.values())
    assert least > 0


def test_what_crosses_a_customs_border_is_told(abroad):
    """Between two of the Union there is none; from the Union to the United States there is."""
    union, overseas = abroad("manufacturer", "FR", "US", country="AT").markets
    assert "no customs, single market" in repr(asdict(union.localisation))
    assert "customs border" in repr(asdict(overseas.localisation))
    assert "no customs" not in repr(asdict(overseas.localisation))


@pytest.mark.parametrize(
    ("own", "peers", "standing"),
    [
        (None, 0.5, "not known"),
        (0.5, None, "not known"),
        (0.5, 0.5, "level"),
        (0.5, 0.59, "level"),
        (0.5, 0.61, "behind"),
        (0.61, 0.5, "ahead"),
        (0.9, 0.4, "ahead"),
        (0.4, 0.9, "behind"),
    ],
)
def test_a_standing_needs_both_sides(own, peers, standing):
    """What is not known of the firm or of firms like it is not known, whatever the other is."""
    assert standing_of(own, peers) == standing


def test_who_sends_nothing_has_no_logistics(abroad):
    """A consultancy delivers nothing: the phase says so instead of naming parcels."""
    logistics = abroad("consulting", "DE", country="PT").markets[0].phases[3]
    assert not logistics.concerns
    assert logistics.steps == ()


def test_a_barrier_of_language_falls_with_a_shared_one(abroad):
    """Austria to Germany: none; Austria to Poland: it stands."""
    german, polish = abroad("bakery", "DE", "PL", country="AT").markets
    assert [one.binds for one in (german.barriers[3], polish.barriers[3])] == ["no", "yes"]
