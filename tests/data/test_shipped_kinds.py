"""What kinds of firm change: unlike firms get unlike lists, each difference for a cause that the answer names."""

import functools
import random
from collections.abc import Sequence

import numpy as np
import pytest

from ecomap import business_of_sectors, load_map, rank_many, rank_trends
from ecomap.engine.agreement import tau_b
from ecomap.firms import as_named
from ecomap.model import Business
from ecomap.model.compiled import CompiledMap
from ecomap.names import Names
from ecomap.results.ranking import RankedTrend, Ranking
from ecomap.verbs.benchmark import learn_from_others

SEED = 20261128
MANY, UNLIKE = 30, 25
FIRST, ROWS = 10, 3
HEAVIEST = 5


@functools.cache
def compiled() -> CompiledMap:
    return load_map()[0]


@pytest.fixture(scope="module", autouse=True)
def _with_levels() -> None:
    if not any(kind.traits for kind in compiled().kinds):
        pytest.skip("no kind says yet in what it is unlike its sectors")


@functools.cache
def of(name: str) -> Ranking:
    return rank_trends(compiled(), business_of_sectors({name: 1}, compiled()))


def lists_of(names: Sequence[str], employees: int | None = None) -> dict[str, list[str]]:
    """Return every opportunity of each kind, the first first; all kinds are asked for in one go."""
    firms = [business_of_sectors({name: 1}, compiled()).model_copy(update={"employees": employees}) for name in names]
    rows = rank_many(compiled(), firms, top=len(compiled().trends))
    return {name: [one.trend for one in row.opportunities] for name, row in zip(names, rows, strict=True)}


@functools.cache
def some_kinds() -> tuple[str, ...]:
    """Return thirty kinds by lot."""
    return tuple(random.Random(SEED).sample(sorted(kind.id for kind in compiled().kinds), MANY))


@pytest.mark.parametrize(
    ("one", "other"),
    [("vet", "photographer"), ("taxi", "airline"), ("physiotherapist", "dentist"), ("cleaner", "security-firm")],
)
def test_what_shares_a_sector_does_not_share_a_list(one: str, other: str) -> None:
    """Kendall's tau-b of the two lists over all that both rank is below .8."""
    scores = [{row.trend.id: row.score for row in of(name).opportunities} for name in (one, other)]
    both = sorted(scores[0].keys() & scores[1].keys())
    table = np.round([[said[trend] for trend in both] for said in scores], 12)
    assert tau_b(table)[0, 1] < 0.8


def test_size_makes_another_list() -> None:
    """One person and two hundred of the same kind: the first tens differ."""
    alone, many = (lists_of(some_kinds(), employees) for employees in (1, 200))
    assert [name for name in some_kinds() if alone[name][:FIRST] == many[name][:FIRST]] == []


def causes(name: str, row: RankedTrend) -> set[str]:
    """Return the traits and activities of its own that a kind has in common with what moves a row, as it is told."""
    known = Names.of(compiled()).kinds[name]
    ways = (pathway.nodes for pathway in row.pathways if pathway.kind in ("trait", "activity"))
    return {*known.traits, *known.activities} & {*(node for nodes in ways for node in nodes), *row.activities}


def unlike(name: str) -> int:
    """Return how many rows of a kind's first ten are not those of its main sector, each with a cause that is named."""
    business = business_of_sectors({name: 1}, compiled())
    sector = max(business.sectors, key=lambda id: business.sectors[id])
    theirs = [row.trend.id for row in rank_trends(compiled(), Business(sectors={sector: 1}), top=FIRST).opportunities]
    mine = rank_trends(compiled(), business, top=FIRST, pathways=True).opportunities
    pairs = zip(mine, theirs, strict=True)
    return sum(row.trend.id != other and bool(causes(name, row)) for row, other in pairs)


@pytest.mark.slow
def test_most_kinds_are_unlike_their_sector() -> None:
    """Of thirty by lot at least 25 have three rows or more that are not their sector's, for a cause that is named."""
    told = {name: unlike(name) for name in some_kinds()}
    assert sum(rows >= ROWS for rows in told.values()) >= UNLIKE, told


def test_what_a_kind_does_most_has_its_lessons() -> None:
    """The five heaviest activities of thirty kinds by lot have rows in `benchmark`, or it says why they have none."""
    for name in some_kinds():
        business = business_of_sectors({name: 1}, compiled())
        found = learn_from_others(compiled(), business)
        sectors = compiled().sector_by_id
        total = sum(business.sectors.values())
        mix = {
            item.id: sum(sectors[one].activities.get(item.id, 0.0) * share for one, share in business.sectors.items())
            for item in compiled().activities
        }
        levels = {id: level / total for id, level in mix.items()} | business.activities
        heaviest = sorted(levels, key=lambda id: (-levels[id], id))[:HEAVIEST]
        told = {lesson.activity for lesson in found.lessons} | {one.activity for one in found.silent}
        assert set(heaviest) <= told, (name, set(heaviest) - told)


def test_a_kind_named_again_is_as_it_was() -> None:
    """Every kind can be read, expanded and taken back to its name."""
    for kind in compiled().kinds:
        business = business_of_sectors({kind.id: 1}, compiled())
        assert as_named(business).sectors == {kind.id: 1}
        assert sum(business.sectors.values()) == pytest.approx(1)


def test_what_a_trade_has_is_asked_and_not_told() -> None:
    """Whoever names it among others, too: a bakery with an online shop is asked for its website, one without is not."""
    for kind in compiled().kinds:
        with_staff = business_of_sectors({kind.id: 1}, compiled()).model_copy(update={"employees": 12})
        ranking = rank_trends(compiled(), with_staff)
        assert {*kind.has} <= {*ranking.check}, kind.id
        assert {*kind.has}.isdisjoint(row.trend.id for row in ranking.opportunities), kind.id
    for shares, told in (({"bakery": 0.9, "online-shop": 0.1}, False), ({"bakery": 1}, True)):
        rows = rank_trends(compiled(), business_of_sectors(shares, compiled())).opportunities
        assert ("website" in {row.trend.id for row in rows}) is told


TOLD_TO = (
    ("building-information-modelling",
     "architect engineering-office builder window-maker interior-designer stonemason blacksmith metal-fabricator",
     "software-house app-developer freelance-programmer film-producer graphic-designer research-laboratory"
     " midwife drain-cleaner chimney-sweep detective auditor wedding-planner musician machine-builder caterer"
     " control-panel-builder security-firm it-support"),
    ("smart-buildings",
     "bakery hotel cinema holiday-flat hairdresser law-office farm-stay garden-centre farm-shop plant-nursery pig-farm"
     " poultry-farm",
     "taxi chauffeur food-truck courier fishing-boat removal-firm patient-transport dairy-farm beekeeper"),
    ("online-tickets", "museum theatre cinema escape-room tour-guide yoga-studio nightclub restaurant winery",
     "guest-house hostel holiday-flat nail-studio hairdresser make-up-artist notary astrologer"),
    ("telehealth", "doctor psychotherapist speech-therapist dietitian midwife",
     "dentist osteopath home-care vet care-home"),
    ("precision-farming", "arable-farm dairy-farm vineyard fruit-farm olive-farm plant-nursery forestry-contractor",
     "mine quarry fish-farm fishing-boat beekeeper livery-stable tree-surgeon drilling-contractor"),
    ("farm-robots", "dairy-farm cattle-farm sheep-farm fruit-farm", "beekeeper tree-surgeon landscape-gardener"),
    ("local-search-listing", "florist plumber photographer web-agency goldsmith handmade-seller musician",
     "translator copywriter app-developer content-creator ai-company saas-company"),
    ("electric-vehicles", "taxi haulier plumber quarry driving-school bakery boat-hire",
     "fishing-boat ferry-operator airline law-office translator"),
    ("vehicle-telematics", "taxi haulier plumber quarry car-rental", "fishing-boat ferry-operator airline"),
    ("route-optimisation", "haulier courier taxi home-care waste-collector caterer",
     "fishing-boat ferry-operator fish-farm translator"),
    ("third-party-delivery", "restaurant florist bakery kebab-shop online-shop beekeeper bar caterer vegetable-farm",
     "quarry sawmill concrete-works waste-collector taxi courier removal-firm"),
    ("delivery-drones", "", "quarry mine haulier taxi fishing-boat self-storage"),
    ("work-gallery", "joiner architect photographer product-designer floor-layer tattoo-studio solar-installer",
     "translator detective property-valuer management-consultant recruitment-agency energy-adviser"),
    ("channel-manager", "hotel campsite inn farm-stay tour-guide boat-hire airline escape-room",
     "musician self-storage language-school astrologer nail-studio tutor dog-groomer vehicle-inspection"),
    ("virtual-tours", "estate-agent hotel museum holiday-flat gym coworking-space wedding-venue",
     "musician dj make-up-artist photographer wedding-photographer drone-operator interpreter cleaner"),
    ("real-time-tracking", "haulier courier freight-forwarder wholesaler", "translator notary"),
    ("online-ordering", "restaurant pizzeria bakery wholesaler florist print-shop handmade-seller food-wholesaler",
     "taxi courier waste-collector towing-service chauffeur bus-operator car-rental camper-hire"),
    ("second-hand-and-repair", "second-hand-shop bookshop clothes-shop furniture-maker phone-repair",
     "beekeeper vineyard brewery wine-shop pharmacy courier plant-nursery dental-laboratory"),
    ("digital-product-labels", "beekeeper toy-maker joiner garage", "notary psychotherapist hotel translator roofer"),
    ("blockchain-traceability", "dairy-farm drug-maker jeweller", "notary psychotherapist hairdresser law-office taxi"),
    ("rfid", "warehouse scaffolder hotel", "notary psychotherapist translator accountant"),
    ("dynamic-pricing", "hotel cinema car-rental", "notary law-office doctor psychotherapist tax-adviser"),
    ("ride-hailing-apps", "taxi chauffeur", "car-rental boat-hire plumber driving-school hotel pet-sitter"),
    ("survey-and-crop-drones", "arable-farm roofer land-surveyor quarry forestry-contractor solar-park",
     "interpreter dj make-up-artist musician midwife bakery security-firm"),
    ("lab-scans", "dentist orthodontist podiatrist", "psychotherapist osteopath speech-therapist midwife"),
    ("online-shop", "online-course-maker writer",
     "theatre hotel notary psychotherapist tutor tour-guide car-rental gym"),
    ("click-and-collect", "", "dentist plumber dairy-farm machine-shop car-rental"),
    ("identity-wallet", "bank notary estate-agent landlord", "psychotherapist vet care-home childminder midwife"),
    ("data-driven-quality-control", "machine-shop bakery testing-laboratory",
     "psychotherapist tour-guide dance-school musician wedding-planner"),
    ("precision-farming", "olive-farm vineyard arable-farm", "olive-oil-mill farm-merchant pawnbroker crane-hire"),
    ("online-ordering", "bakery restaurant bookshop", "crane-hire"),
    ("specialized-equipment", "blacksmith musical-instrument-maker joiner", "farrier piano-tuner"),
    ("learning-apps", "tutor language-school driving-school", "psychotherapist plumber"),
    ("digital-point-of-sale", "bakery hairdresser taxi restaurant market-trader museum",
     "notary law-office chimney-sweep quarry hosting-provider saas-company bookkeeper builder"),
)  # fmt: skip
"""What some kinds are told and others are not: whom a trend concerns at all."""


@pytest.mark.parametrize(("trend", "told", "untold"), TOLD_TO)
def test_a_trend_is_told_to_whom_it_can_concern(trend: str, told: str, untold: str) -> None:
    lists = lists_of([*told.split(), *untold.split()])
    assert [kind for kind in told.split() if trend not in lists[kind]] == []
    assert [kind for kind in untold.split() if trend in lists[kind]] == []
