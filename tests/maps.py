"""Small maps and businesses for tests, the worked example of the model, and strategies for random ones.

Everything is built through the input models, so that nothing is tested that a file could not say.
"""

import functools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from ecomap.engine import propagation
from ecomap.engine.pathways import PathwaySearch, WeighedPathway
from ecomap.engine.propagation import Reach, WalkShares
from ecomap.errors import Problem, SchemaError
from ecomap.graph import strongest_pathways
from ecomap.io.map_reader import examine_map
from ecomap.model import (
    Activity,
    Business,
    Coupling,
    EcosystemMap,
    Evidence,
    Goal,
    Influence,
    Needs,
    Norm,
    OwnActivity,
    OwnInfluence,
    Pace,
    Readiness,
    Resources,
    Sector,
    Settings,
    Skill,
    Source,
    Trend,
)
from ecomap.verbs.standings import find_standings

JUDGED, MEASURED, DERIVED = "judged", "measured", "derived"

SOURCE = Source(id="survey", publisher="Office", title="Survey", licence="not stated", accessed="2026-11-22")
EVIDENCE = (
    Evidence(id=JUDGED, basis="judgement", grade="D", author="editor", reviewed="2026-11-22", note="for a test"),
    Evidence(
        id=MEASURED, basis="statistic", source="survey", locator="table 1", unit="% of firms", year=2025, area="EU27",
        method="published_share", grade="A", author="editor", reviewed="2026-11-22",
    ),
    Evidence(
        id=DERIVED, basis="derived", method="norm_of_the_trend", note="for a test", grade="D", author="editor",
        reviewed="2026-11-22",
    ),
)  # fmt: skip

Edges = Mapping[tuple[str, str], float]
Edge = tuple[str, str]


def sector(name: str, activities: Mapping[str, float] | None = None) -> Sector:
    """Return a sector that does the given activities; one that nothing serves, if none are given."""
    return Sector(
        id=name, name=f"Sector {name}", short=name.upper(), evidence=JUDGED, reason="test",
        activities=dict({"work": 1.0} if activities is None else activities),
    )  # fmt: skip


def trend(
    name: str, *, norm: float | None = 0.3, pace: float | None = None, specificity: float = 0, opportunity: float = 1,
    services: Mapping[str, float] | None = None, goals: Mapping[str, float] | None = None, needs: Needs | None = None,
    kind: str = "technology", stage: str = "growing",
) -> Trend:  # fmt: skip
    """Return a trend that touches everything, needs nothing and is all opportunity, unless told otherwise."""
    return Trend(
        id=name, name=f"Trend {name}", summary="a trend", kind=kind, area="data", stage=stage, change="incremental",
        norm=norm, pace=None if pace is None else Pace(value=pace, evidence=JUDGED, reason="test"),
        specificity=specificity, opportunity=opportunity, services=dict(services or {}), goals=dict(goals or {}),
        needs=needs or Needs(budget_eur=0, hours_per_week=0), evidence=JUDGED, reason="test",
    )  # fmt: skip


def influence(trend: str, sector: str, prevalence: float | None, opportunity: float | None = None) -> Influence:
    """Return a prevalence: judged, or where it is None one that was only derived and so counts as not known."""
    if prevalence is None:
        return Influence(trend=trend, sector=sector, prevalence=0.9, evidence=DERIVED, opportunity=opportunity)
    return Influence(
        trend=trend, sector=sector, prevalence=prevalence, statement="so many use it", evidence=JUDGED,
        opportunity=opportunity,
    )  # fmt: skip


def couplings(edges: Edges) -> tuple[Coupling, ...]:
    """Return couplings by source and target."""
    return tuple(
        Coupling(source=source, target=target, coupling=share, evidence=JUDGED)
        for (source, target), share in edges.items()
    )


def ecosystem(
    sectors: Iterable[Sector], trends: Iterable[Trend] = (), prevalences: Mapping[Edge, float | None] | None = None,
    edges: Edges | None = None, *, norms: Iterable[Norm] = (), readiness: Mapping[str, float] | None = None,
) -> EcosystemMap:  # fmt: skip
    """Return a map; prevalences by trend and sector, edges are couplings by source and target.

    Activities, goals and skills are those that its sectors and trends speak of; the spread of trends without a
    norm of their own is 1.
    """
    sectors, trends = tuple(sectors), tuple(trends)
    activities = sorted({a for item in sectors for a in item.activities} | {a for t in trends for a in t.services})
    goals = sorted({goal for item in trends for goal in item.goals})
    skills = sorted({skill for item in trends for skill in item.needs.skills})
    skill_levels = ("none", "some", "fair", "good", "expert")
    return EcosystemMap(
        schema="ecomap/map/1", id="test", version="2026.11", title="Test", licence="CC0-1.0", limits=("invented",),
        sources=(SOURCE,), evidence=EVIDENCE, sectors=sectors, trends=trends, couplings=couplings(edges or {}),
        activities=tuple(Activity(id=a, name=a, summary=a, phrase=f"do {a}") for a in activities),
        goals=tuple(Goal(id=goal, name=goal, summary=goal) for goal in goals),
        skills=tuple(Skill(id=skill, name=skill, levels=skill_levels) for skill in skills),
        influences=tuple(influence(t, s, share) for (t, s), share in (prevalences or {}).items()),
        norms=(Norm(trend="*", spread=1.0, evidence=JUDGED), *norms),
        readiness=tuple(Readiness(sector=s, readiness=z, evidence=JUDGED) for s, z in (readiness or {}).items()),
    )  # fmt: skip


def changed(ecosystem: EcosystemMap, **fields: object) -> EcosystemMap:
    """Return another map that differs in the given fields, built and checked anew."""
    now = {field.alias or name: getattr(ecosystem, name) for name, field in EcosystemMap.model_fields.items()}
    return EcosystemMap(**now | fields)


# The worked example of docs/model.md ("Golden values").

EXAMPLE_EDGES: Edges = {("s1", "s2"): 0.5, ("s2", "s1"): 0.4, ("s3", "s2"): 0.3}
EXAMPLE_SECTORS = ("s1", "s2", "s3")
EXAMPLE_ATTENUATION = 0.5
FACE_VALUE = Settings(network_strength=1.0, readiness_strength=0.2)
"""Leads at face value, so that figures can be followed by hand; the defaults are fitted and may change."""
EXAMPLE_SETTINGS = FACE_VALUE.model_copy(update={"attenuation": EXAMPLE_ATTENUATION})


def example_map(edges: Edges = EXAMPLE_EDGES) -> EcosystemMap:
    """Return the worked example: three sectors, one trend, a loop between s1 and s2."""
    profile = {"first": 1.0, "second": 0.25}
    booking = trend(
        "t", norm=None, pace=0.25, specificity=0.8, opportunity=0.7, services={"first": 0.6, "second": 0.4}
    )  # fmt: skip
    return ecosystem(
        [sector(name, profile) for name in EXAMPLE_SECTORS],
        [booking],
        {("t", "s1"): 0.2, ("t", "s2"): 0.5, ("t", "s3"): 0.8},
        edges,
        norms=[Norm(trend="t", norm=-0.5, spread=1.1, evidence=MEASURED)],
    )


def example_business() -> Business:
    """Return the example's business: the profile of its sectors; maturity 2.5 over sectors at 0 makes D = .5."""
    return Business(sectors={"s1": 0.75, "s2": 0.25}, maturity=2.5)


# Random situations.

ACTIVITIES, GOALS, SKILLS = ("book", "make", "sell"), ("growth", "cost"), ("data", "tools")


@functools.cache
def thousandths(least: float, most: float) -> st.SearchStrategy[float]:
    """Draw a number with three decimals, as people write them."""
    return st.integers(round(1000 * least), round(1000 * most)).map(lambda count: count / 1000)


@functools.cache
def maybe(strategy: st.SearchStrategy[float]) -> st.SearchStrategy[float | None]:
    """Draw nothing, or what a strategy draws."""
    return st.none() | strategy


@functools.cache
def some_of(names: tuple[str, ...], least: int = 0, most: int | None = None) -> st.SearchStrategy[list[str]]:
    """Draw some of the names, each once.

    Strategies are made once and kept: hypothesis looks each new one through before it draws from it, which takes
    longer than the drawing.
    """
    return st.lists(st.sampled_from(names), min_size=least, max_size=most, unique=True)


shares, open_shares, levels = thousandths(0, 1), thousandths(0.001, 0.999), thousandths(0, 4)
opportunities, stages = st.sampled_from([0.0, 1.0]) | shares, st.sampled_from(["emerging", "growing"])


class Situation(NamedTuple):
    """A map and a business in it."""

    ecosystem: EcosystemMap
    business: Business


def examples(count: int) -> settings:
    """Return settings for so many examples, the same ones on every run and every machine.

    So many where the profile asks for a hundred; those of conftest.py ask for half of that, "many" for twice as much.
    """
    count = max(2, count * settings.default.max_examples // 100)
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=count, derandomize=True, deadline=None, database=None, suppress_health_check=slow)


def sector_ids(count: int, prefix: str = "s") -> list[str]:
    """Return the ids s1, s2, ..."""
    return [f"{prefix}{number}" for number in range(1, count + 1)]


def draw_edges(draw: st.DrawFn, sectors: list[str], total: float | None = None) -> dict[Edge, float]:
    """Draw couplings among sectors, loops included; those into a sector sum to at most 1, or to ``total``."""
    edges: dict[Edge, float] = {}
    for target in sectors:
        weights = {source: draw(st.integers(0, 4)) for source in sectors if source != target}
        if total is not None and not any(weights.values()):
            weights = dict.fromkeys(weights, 1)
        budget = total if total is not None else draw(thousandths(0.05, 1))
        whole = sum(weights.values())
        edges |= {(source, target): budget * weight / whole for source, weight in weights.items() if weight}
    return edges


coupling_edges = st.composite(draw_edges)


@st.composite
def coupling_matrices(draw: st.DrawFn, largest: int = 5, total: float | None = None) -> np.ndarray:
    """Draw couplings as a matrix from row to column."""
    sectors = sector_ids(draw(st.integers(2, largest)))
    matrix = np.zeros((len(sectors), len(sectors)))
    for (source, target), share in draw_edges(draw, sectors, total).items():
        matrix[sectors.index(source), sectors.index(target)] = share
    return matrix


@st.composite
def exposures(draw: st.DrawFn, count: int) -> np.ndarray:
    """Draw an exposure to ``count`` sectors, some of it 0, the sum 1."""
    weights = np.array(draw(st.lists(st.integers(0, 4), min_size=count, max_size=count).filter(any)), dtype=float)
    return weights / weights.sum()


def draw_services(draw: st.DrawFn) -> dict[str, float]:
    """Draw how much a trend serves each activity; the sum is at most 1."""
    weights = {activity: draw(st.integers(0, 3)) for activity in ACTIVITIES}
    whole, total = sum(weights.values()), draw(thousandths(0.1, 1))
    return {activity: total * weight / whole for activity, weight in weights.items() if weight}


def draw_trend(draw: st.DrawFn, name: str) -> tuple[Trend, Norm | None]:
    """Draw a trend: judged, or with a norm stored beside it; its pace may be unknown."""
    own = Norm(trend=name, norm=draw(thousandths(-3, 3)), spread=draw(thousandths(0.2, 2)), evidence=MEASURED)
    stored = own if draw(st.booleans()) else None
    drawn = trend(
        name,
        norm=None if stored else draw(open_shares),
        pace=draw(maybe(thousandths(-0.3, 0.3))),
        specificity=draw(shares),
        opportunity=draw(opportunities),
        services=draw_services(draw),
        goals={goal: draw(shares) for goal in GOALS},
        needs=Needs(
            budget_eur=draw(thousandths(0, 9000)), hours_per_week=draw(thousandths(0, 9)), skills={"data": draw(levels)}
        ),
        stage=draw(stages),
    )  # fmt: skip
    return drawn, stored


random_trends = st.composite(draw_trend)


def draw_map(draw: st.DrawFn, *, known: bool | None = None, total: float | None = None) -> EcosystemMap:
    """Draw a cyclic map: 2-7 sectors, 1-5 trends, prevalences of which some are not known.

    ``known`` makes all or none of them known; ``total`` is the sum of the couplings into every sector.
    """
    sectors = sector_ids(draw(st.integers(2, 7)))
    drawn = [draw_trend(draw, f"t{number}") for number in range(1, draw(st.integers(1, 5)) + 1)]
    figures = {None: maybe(open_shares), True: open_shares, False: st.none()}[known]
    return ecosystem(
        [sector(name, {activity: draw(shares) for activity in ACTIVITIES}) for name in sectors],
        [item for item, _ in drawn],
        {(item.id, name): draw(figures) for item, _ in drawn for name in sectors},
        draw_edges(draw, sectors, total),
        norms=[norm for _, norm in drawn if norm],
        readiness={name: draw(thousandths(-2, 2)) for name in sectors},
    )


random_maps = st.composite(draw_map)


def draw_business(draw: st.DrawFn, ecosystem: EcosystemMap) -> Business:
    """Draw a business: one to three sectors, perhaps dependences, activities, goals, means, maturity, own edges."""
    names = tuple(item.id for item in ecosystem.sectors)
    trends = tuple(item.id for item in ecosystem.trends)
    own, others = draw(some_of(names, 1, 3)), draw(some_of(names, 0, 2))
    return Business(
        sectors={name: draw(thousandths(0.1, 5)) for name in own},
        depends_on={name: draw(thousandths(0, 0.4)) for name in others},
        activities={activity: draw(shares) for activity in draw(some_of(ACTIVITIES))},
        maturity=draw(maybe(levels)),
        goals={goal: draw(shares) for goal in draw(some_of(GOALS))},
        resources=Resources(
            budget_eur=draw(maybe(thousandths(0, 9000))), hours_per_week=draw(maybe(thousandths(0, 9)))
        ),
        skills={skill: draw(levels) for skill in draw(some_of(SKILLS))},
        influences=tuple(
            OwnInfluence(trend=name, share=draw(open_shares), reason="seen") for name in draw(some_of(trends, 0, 2))
        ),
        own_activities=draw_own_activity(draw, trends) if draw(st.booleans()) else (),
    )


random_businesses = st.composite(draw_business)


def draw_own_activity(draw: st.DrawFn, trends: tuple[str, ...]) -> tuple[OwnActivity, ...]:
    """Draw one activity that the map has no word for, served by one of the trends."""
    served_by = {draw(some_of(trends, 1, 1))[0]: draw(shares)}
    return (OwnActivity(id="own", name="Own", share=draw(shares), served_by=served_by, reason="said"),)


@st.composite
def situations(draw: st.DrawFn, *, known: bool | None = None, total: float | None = None) -> Situation:
    """Draw a random map and a random business in it; the keywords are those of ``random_maps``."""
    drawn = draw_map(draw, known=known, total=total)
    return Situation(drawn, draw_business(draw, drawn))


def total_influence(coupling: np.ndarray, attenuation: float, exposure: np.ndarray) -> np.ndarray:
    """Return the weight of all walks from each sector, of couplings as a matrix."""
    return Reach.of(coupling, attenuation).total(exposure)


def walk_shares(coupling: np.ndarray, attenuation: float, exposure: np.ndarray, own: np.ndarray) -> WalkShares:
    """Return the sectors' shares by number of steps, of couplings as a matrix."""
    return propagation.walk_shares(Reach.of(coupling, attenuation), exposure, own)


def pathway_search(coupling: np.ndarray, attenuation: float, exposure: np.ndarray) -> PathwaySearch:
    """Return the search for pathways, of couplings as a matrix."""
    return PathwaySearch(Reach.of(coupling, attenuation), exposure)


def strongest_by_name(around: EcosystemMap, business: Business, attenuation: float) -> dict[str, tuple[str, ...]]:
    """Return the strongest pathway of each sector that reaches the business, by id."""
    numbers = find_standings(around, business, Settings(attenuation=attenuation))
    names, found = numbers.axes.sectors, strongest_pathways(numbers.found.terms.reach, numbers.exposure)
    return {names[sector]: tuple(names[place] for place in path) for sector, path in found.items()}


def all_pathways(coupling: np.ndarray, attenuation: float, exposure: np.ndarray) -> dict[tuple[int, ...], float]:
    """Return the weight of every pathway that the search finds; what it does not find weighs nothing."""
    found = pathway_search(coupling, attenuation, exposure).descending(np.ones(len(coupling)))
    return {one.sectors: one.weight for one in found}


def pathway_weight(
    coupling: np.ndarray, attenuation: float, exposure: np.ndarray, pathway: Sequence[int]
) -> WeighedPathway:
    """Return what the search says of one pathway; weight 0 where it does not find it at all."""
    found = pathway_search(coupling, attenuation, exposure).descending(np.ones(len(coupling)))
    nothing = WeighedPathway(tuple(pathway), 0.0, 1.0)
    return next((one for one in found if one.sectors == tuple(pathway)), nothing)


def check_map(entrance: Path | Sequence[Path]) -> tuple[EcosystemMap, list[Problem]]:
    """Return a map that can be used, and the warnings about it; errors are raised."""
    examined = examine_map(entrance)
    if examined.ecosystem is None:
        raise SchemaError([finding.problem for finding in examined.findings])
    return examined.ecosystem, [finding.problem for finding in examined.findings if finding.level == "warning"]
