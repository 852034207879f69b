"""The program against the model worked out a second time, number by number: templates and businesses by lot."""

import math
import random

import pytest
from reference_model import Firm, Row
from reference_sectors import FEATURES, Feature, Figure, Reference, TrendInSectors, logit, share

from ecomap.io.businesses import open_business, templates
from ecomap.io.maps import load_map
from ecomap.model import Business, EcosystemMap, OwnActivity, OwnInfluence, Resources, Settings
from ecomap.model.compiled import CompiledMap
from ecomap.results.ranking import RankedTrend, Ranking
from ecomap.verbs.ranking import rank_trends
from maps import ALL, some

NUMBERS = ("score", "likelihood", "likelihood_today", "touch", "cover", "goal_fit", "influence", "likelihood_low",
           "likelihood_high", "priority_low", "priority_high")  # fmt: skip
OTHERS = Settings(
    horizon=5.0, attenuation=0.3, network_strength=1.0, feature_strength=0.7, floor=0.1, early=0.1, half=0.6,
    worth=15.0, sure=0.7, coverage=0.8, tied=0.2,
)  # fmt: skip


@pytest.fixture(scope="module")
def reference(shipped: EcosystemMap) -> Reference:
    return Reference(shipped)


@pytest.fixture(scope="module")
def compiled() -> CompiledMap:
    return load_map()[0]


def business_by_lot(ecosystem: EcosystemMap, seed: int) -> Business:
    """Return a business that says much or little of itself."""
    lot = random.Random(seed)

    def some(ids: list[str], most: int) -> list[str]:
        return lot.sample(ids, lot.randint(0, most)) if lot.random() < 0.75 else []

    sectors = list(ecosystem.sector_by_id)
    own = lot.sample(sectors, lot.choice((1, 1, 2, 3)))
    beside = lot.sample([sector for sector in sectors if sector not in own], lot.choice((0, 0, 1, 2, 3)))
    known = [trend.id for trend in ecosystem.trends if trend.level]
    usable = [trend.id for trend in ecosystem.trends if trend.role != "risk"]
    seen = [OwnInfluence(trend=x, share=lot.uniform(0.03, 0.97), reason="seen") for x in some(known, 4)]
    seen += [OwnInfluence(sector=x, share=lot.uniform(0.02, 0.2), reason="seen") for x in beside[2:]]
    own_activities = [
        OwnActivity(id=f"own-{n}", name="own", share=lot.random(), reason="ours",
                    served_by={x: lot.uniform(0.05, 0.45) for x in lot.sample(known, 3)})
        for n in range(lot.choice((0, 0, 1, 2)))
    ]  # fmt: skip
    return Business(
        sectors={x: lot.uniform(0.1, 3) for x in own},
        depends_on={x: lot.uniform(0.02, 0.3) for x in beside[:2]},
        country=lot.choice((None, "US", "DE", "PT", "FR", "SE", "BG", "NO", "GR", "JP")),
        employees=lot.choice((None, 1, 2, 3, 4, 9, 10, 15, 20, 21, 49, 50, 200, 249, 250, 3000)),
        activities={x: lot.choice((0, 0.2, 0.5, 0.8, 1)) for x in some(list(ecosystem.activity_by_id), 5)},
        traits={x.id: lot.choice((0, 0.3, 0.5, 1)) for x in lot.sample(ecosystem.traits, lot.randint(0, 6))},
        maturity=lot.choice((None, 0, 1, 1.5, 2, 3, 4)),
        goals={x: lot.randint(0, 3) for x in some([goal.id for goal in ecosystem.goals], 4)},
        resources=Resources(budget_eur=lot.choice((None, 300, 1000, 3000, 8000, 20000, 100000)),
                            hours_per_week=lot.choice((None, 0.5, 1, 2, 4, 8, 20))),
        skills={x.id: lot.choice((0, 0.5, 1, 2, 2.5, 3, 4)) for x in ecosystem.skills if lot.random() < 0.5},
        adopted=(used := tuple(some(usable, 12))),
        not_yet=tuple(x for x in some(usable, 8) if x not in used),
        influences=tuple(seen),
        own_activities=tuple(own_activities),
    )  # fmt: skip


def assert_same(answer: Ranking, firm: Firm) -> None:
    for rows, expected in ((answer.opportunities, firm.opportunities), (answer.threats, firm.threats)):
        assert [_words(row) for row in rows] == [_expected_words(row) for row in expected]
        for row, other in zip(rows, expected, strict=True):
            assert {name: getattr(row, name) for name in NUMBERS} == pytest.approx(
                {name: getattr(other, name) for name in NUMBERS}, rel=1e-9, abs=1e-9
            ), row.trend.id
            assert {name: getattr(row.log_odds, name) for name in other.parts} == pytest.approx(other.parts, abs=1e-9)
            assert row.action.sure == pytest.approx(other.sure, abs=1e-6)
            assert abs(row.priority - 100 * other.score) <= 0.5 + 1e-9
    for row in answer.opportunities:
        lead, error = firm.ahead_of(row.trend.id)
        assert row.lead == pytest.approx(lead, abs=1e-9)
        assert row.cross == (0.5 * math.erfc(-lead / error / math.sqrt(2)) >= firm.reference.settings.sure)
    assert list(answer.check) == firm.check
    assert list(answer.basics) == firm.basics


def _words(row: RankedTrend) -> tuple[object, ...]:
    return row.rank, row.tier, row.trend.id, row.mark, row.action.name


def _expected_words(row: Row) -> tuple[object, ...]:
    return row.rank, row.tier, row.trend, row.mark, row.action


@pytest.mark.parametrize("name", some(templates(), of=6))
def test_templates(name, reference):
    opened = open_business(name, None)
    assert_same(rank_trends(opened.ecosystem, opened.business), Firm(reference, opened.business))


@pytest.mark.parametrize("seed", some(range(20)))
def test_businesses_by_lot(seed, shipped, reference, compiled):
    business = business_by_lot(shipped, seed)
    assert_same(rank_trends(compiled, business), Firm(reference, business))


@pytest.mark.slow
@pytest.mark.parametrize("first", range(100, 300 if ALL else 140, 20))
def test_many_businesses_by_lot(first, shipped, reference, compiled):
    for seed in range(first, first + 20):
        business = business_by_lot(shipped, seed)
        assert_same(rank_trends(compiled, business), Firm(reference, business))


@pytest.mark.slow
def test_trends_that_stand_in_the_row_of_another(shipped, reference, compiled):
    """Where the rest of a family is in use, one of the rest has a row."""
    plain = Firm(reference, Business(sectors={"retail-trade": 1}))
    missing = {x.id for x in shipped.trends if x.role == "do" and x.part_of}
    for trend in shipped.trends:
        family = [x.id for x in shipped.trends if plain.family(x.id) == plain.family(trend.id) and x.id != trend.id]
        if trend.role != "do" or not family:
            continue
        bars = trend.gate.unless if trend.gate else {}  # who has all of everything has too much for some
        business = Business(
            sectors={"retail-trade": 0.4, "metal-manufacturing": 0.3, "health-care": 0.3},
            traits={x.id: 0.0 if x.id in bars else 1.0 for x in shipped.traits},
            activities={x.id: 0.0 if x.id in bars else 1.0 for x in shipped.activities},
            adopted=tuple(x for x in family if trend.id not in {x, *all_implied(plain, x)}),
            country="DE",
            employees=12,
        )
        firm = Firm(reference, business)
        missing -= {row.trend for row in firm.opportunities}
        assert_same(rank_trends(compiled, business), firm)
    assert len(missing) <= 2, missing


def all_implied(firm: Firm, trend: str) -> set[str]:
    """Return what is in use with a trend, at any remove."""
    found = set(firm.implied(trend))
    return found.union(*(all_implied(firm, x) for x in found))


@pytest.mark.slow
def test_other_settings(shipped, compiled):
    """What was measured on the map stays; all else is computed anew."""
    reference = Reference(shipped, OTHERS)
    for seed in range(300, 330):
        business = business_by_lot(shipped, seed)
        assert_same(rank_trends(compiled, business, OTHERS), Firm(reference, business))


# --- the page's example by hand


class ExampleMap:
    """What the example says of its map."""

    settings = Settings()
    coupling = ((0, 0.3, 0.6, 0.2), (0.5, 0, 0.4, 0.3), (0.3, 0.5, 0, 0.5), (0.2, 0.2, 0, 0))

    def __init__(self) -> None:
        self.usual, self.place = self, dict(zip("abcd", range(4), strict=True))

    @property
    def reach(self) -> tuple[list[list[float]], list[list[float]]]:
        """Walks of up to thirty steps, added up."""
        steps = [[0.05 * w for w in row] for row in self.coupling]
        walks, power = [row[:] for row in steps], steps
        for _ in range(30):
            power = [[sum(x * steps[k][j] for k, x in enumerate(row)) for j in range(4)] for row in power]
            walks = [[x + y for x, y in zip(one, two, strict=True)] for one, two in zip(walks, power, strict=True)]
        totals = [sum(walks[k][j] for k in range(4) if k != j) for j in range(4)]
        every = [[walks[k][j] / totals[j] if k != j else 0.0 for k in range(4)] for j in range(4)]
        return every, [[steps[k][j] / totals[j] for k in range(4)] for j in range(4)]


def example() -> TrendInSectors:
    trend = object.__new__(TrendInSectors)
    rows = ((1, -0.5), (-0.5, 1), (0.2, 0.3), (-0.7, -0.8))
    figures = {}
    for j, (m, year, s) in enumerate(((0.1, 2025, 0.1), (0.3, 2021, 0.1), (0.6, 2025, 0.2))):
        age = 2026 - year
        s2 = s**2 + 0.05**2 * age + (0.25 * 0.1 * age) ** 2
        figures[j] = Figure(logit(m) + 0.1 * age, s2, s2, None, 0.0, False)
    trend.reference, trend.figures, trend.known = ExampleMap(), figures, [0, 1, 2]
    trend.rho, trend.kappa, trend.level, trend.s_level = 0.9, 1.6, -1.0, 0.5
    trend.b0 = {"one": 0.4, "two": -0.1}
    trend.judged = [0.4 * one - 0.1 * two for one, two in rows]
    trend.standing, trend.mates = [0.0] * len(rows), {}
    trend.features = [(Feature("traits", f, [row[n] for row in rows], 1.0), 1.0) for n, f in enumerate(("one", "two"))]
    trend.units = {"one": 1.0, "two": 1.0}
    trend.likeness = {group: trend.products(group) for group in FEATURES}
    trend.inverse = trend.inverse_of
    trend.tau = 0.4
    return trend


def test_example_by_hand():
    trend = example()
    norms, z = (-0.1520, -1.1012, -1.2712, -0.8395), (-1.8959, -0.2753, 0.0933, -0.6869)
    var = (0.01254, 0.03331, 0.03701, 0.21064)
    for j, (parts, found) in enumerate(trend.sectors):
        assert parts["norm"] == pytest.approx(norms[j], abs=6e-5)
        assert sum(parts.values()) == pytest.approx(z[j], abs=6e-5)
        assert found == pytest.approx(var[j], abs=6e-6)
    fits = [trend.fit(j, trend.seen_from(j), 0.4) for j in range(4)]
    assert [fit.z for fit in fits] == pytest.approx([0.5585, 0.0271, -1.4359, -0.6869], abs=6e-5)
    assert [fit.direct + fit.indirect for fit in fits] == pytest.approx([0.2801, 0.5383, -0.2570, 0.4646], abs=6e-5)
    likeness = [(fit.judged + fit.by_group["traits"]) / 0.9 for fit in fits]
    assert likeness == pytest.approx([0.4782, 0.6554, 0.1025, -0.3468], abs=6e-5)
    d = {"one": 0.9 - 0.575, "two": 0.2 + 0.575}
    own = sum(d[f] * x for f, x in trend.per_unit.items())
    assert own == pytest.approx(0.3460, abs=6e-5)
    at = 0.75 * sum(trend.sectors[0][0].values()) + 0.25 * sum(trend.sectors[3][0].values()) + own + 0.25 - 0.30
    error = 0.75**2 * trend.sectors[0][1] + 0.25**2 * trend.sectors[3][1] + 0.4**2 * trend.left_open(d) + 0.04
    c = error / (error + 0.75**2)
    ahead = error + 0.05**2 * 3 + (0.25 * 0.1 * 3) ** 2 + (0.05 * 3) ** 2
    assert (at, share(at), math.sqrt(error)) == pytest.approx((-1.2977, 0.215, 0.3676), abs=6e-4)
    assert (at + 0.3, share(at + 0.3), math.sqrt(ahead)) == pytest.approx((-0.9977, 0.269, 0.4133), abs=6e-4)
    assert (at + c * (0 - at), math.sqrt(error * (1 - c))) == pytest.approx((-1.0463, 0.3301), abs=6e-5)
