"""Small maps and businesses for tests, and strategies for random ones.

Everything is built through the input models, so that nothing is tested that a file could not say.
"""

import functools
import math
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from ecomap.engine.pathways import PathwaySearch, WeighedPathway
from ecomap.engine.propagation import Reach
from ecomap.errors import Problem, SchemaError
from ecomap.graph import strongest_pathways
from ecomap.io.map_reader import examine_map
from ecomap.model import (
    Activity,
    Business,
    Country,
    Coupling,
    EcosystemMap,
    Evidence,
    Goal,
    Influence,
    Modifier,
    Needs,
    OwnActivity,
    OwnInfluence,
    Pace,
    Practice,
    Resources,
    Sector,
    Settings,
    Skill,
    Source,
    Trait,
    Trend,
)
from ecomap.model.context import Measure
from ecomap.model.sectors import Training, TraitLevels
from ecomap.model.trends import Gate, PlaceFamily, TraitWeight, TrendGroup, TrendLevel
from ecomap.verbs.standings import find_standings

ALL = os.environ.get("ECOMAP_TESTS") == "all"
"""Whether all is asked for of what takes long and says little more each time: .ci/nightly."""
JUDGED, MEASURED, LIKE = "judged", "measured", "like"

SOURCE = Source(id="survey", publisher="Office", title="Survey", licence="not stated", accessed="2026-11-22")
EVIDENCE = (
    Evidence(id=JUDGED, basis="judgement", grade="D", author="editor", reviewed="2026-11-22", note="for a test"),
    *(
        Evidence(
            id=name, basis="statistic", source="survey", locator="table 1", unit="% of firms", year=2025, area="EU27",
            method="published_share", grade=grade, author="editor", reviewed="2026-11-22",
        )
        for name, grade in ((MEASURED, "A"), (LIKE, "C"))
    ),
)  # fmt: skip
NOW = 2026 + 10.5 / 12
"""What a map of 2026.11 calls today: the middle of its month."""

Edges = Mapping[tuple[str, str], float]
Edge = tuple[str, str]


# --- what maps are made of ------------------------------------------------------------------------------------


def sector(
    name: str, activities: Mapping[str, float] | None = None, traits: Mapping[str, float] | None = None
) -> Sector:
    """Return a sector that does the given activities; "work" alone, if none are given."""
    return Sector(
        id=name, name=f"Sector {name}", short=name.upper(), evidence=JUDGED, reason="test", traits=dict(traits or {}),
        activities=dict({"work": 1.0} if activities is None else activities),
    )  # fmt: skip


def trend(
    name: str, *, level: float | None = 0.3, s: float = 0.5, year: int | None = None, pace: float | None = None,
    pace_s: float = 0.1, specificity: float = 0, opportunity: float = 1, services: Mapping[str, float] | None = None,
    goals: Mapping[str, float] | None = None, needs: Needs | None = None, kind: str = "technology",
    stage: str = "growing", area: str = "data", gate: Sequence[str] = (), weights: Mapping[str, float] | None = None,
    **more: object,
) -> Trend:  # fmt: skip
    """Return a trend that concerns, touches and serves everybody, needs nothing and is all opportunity."""
    return Trend(
        id=name, name=f"Trend {name}", summary="a trend", kind=kind, area=area, stage=stage, change="incremental",
        level=None if level is None else TrendLevel(share=level, s=s, year=year, evidence=JUDGED, reason="test"),
        pace=None if pace is None else Pace(value=pace, s=pace_s, evidence=JUDGED, reason="test"),
        specificity=specificity, opportunity=opportunity, services=dict(services or {}), goals=dict(goals or {}),
        needs=needs or Needs(budget_eur=0, hours_per_week=0), evidence=JUDGED, reason="test",
        gate=Gate(any_of=tuple(gate), reason="Only some") if gate else None, weights=weighed(weights or {}),
        **{"ethics": ()} | more,
    )  # fmt: skip


def weighed(weights: Mapping[str, float]) -> dict[str, TraitWeight]:
    """Return weights by trait."""
    return {name: TraitWeight(weight=weight, reason="test") for name, weight in weights.items()}


def group(
    name: str, weights: Mapping[str, float], slope: float = 0.6, places: str | None = None, *, profile: bool = False
) -> TrendGroup:
    """Return a group of trends that traits order by these weights; places by a family of modifiers of that name."""
    family = PlaceFamily(family=places, reason="test") if places else None
    return TrendGroup(
        id=name, name=name, summary=name, slope=slope, weights=weighed(weights), places=family, evidence=JUDGED,
        profile=profile,
    )  # fmt: skip


def modifier(place: str, family: str, shift: float, s: float = 0.1, slope: float | None = None) -> Modifier:
    """Return how far a country, by two letters, or a size class is from the reference."""
    kind = "country" if place.isalpha() and len(place) == 2 else "size"
    return Modifier(
        kind=kind, place=place, family=family, shift=shift, s=s, slope=slope, value="1", reference="1",
        locator="table 1", evidence=MEASURED,
    )  # fmt: skip


def practice(
    name: str, of: str, *, hours: float = 10, upkeep: float = 0, eur: float = 0, monthly: float = 0,
    skills: Mapping[str, float] | None = None, reduces: Mapping[str, float] | None = None, partner: str | None = None,
    suits: Mapping[str, float] | None = None, activity: str = "work", instead_of: tuple[str, ...] = (),
) -> Practice:  # fmt: skip
    """Return a first step with a trend, for everybody unless it says whom it suits."""
    return Practice(
        id=name, name=name, home="s1", trend=of, activity=activity, first_step="Begin", at_home="So", adapt="So",
        effort_hours=hours, one_off_eur=eur, monthly_eur=monthly, upkeep_hours_per_month=upkeep, spread=2,
        skills=dict(skills or {}), reduces=dict(reduces or {}), suits=dict(suits or {}), partner=partner,
        instead_of=instead_of,
        benefit="more", kpi=Measure(name="n", unit="u", formula="f"), evidence=JUDGED, reason="test",
    )  # fmt: skip


def influence(
    trend: str, sector: str, prevalence: float, opportunity: float | None = None, **more: object
) -> Influence:
    """Return a figure, an error of .2 and as of now unless told otherwise."""
    given = {"s": 0.2, "evidence": JUDGED, "statement": "so many use it"} | more
    return Influence(trend=trend, sector=sector, prevalence=prevalence, opportunity=opportunity, **given)


def couplings(edges: Edges) -> tuple[Coupling, ...]:
    """Return couplings by source and target."""
    return tuple(
        Coupling(source=source, target=target, coupling=share, evidence=JUDGED)
        for (source, target), share in edges.items()
    )


def ecosystem(
    sectors: Iterable[Sector], trends: Iterable[Trend] = (), figures: Mapping[Edge, float] | Iterable[Influence] = (),
    edges: Edges | None = None, *, practices: Iterable[Practice] = (), groups: Iterable[TrendGroup] = (),
    modifiers: Iterable[Modifier] = (), **more: object,
) -> EcosystemMap:  # fmt: skip
    """Return a map; figures by trend and sector, edges are couplings by source and target.

    Activities, traits, goals, skills and countries are those that the others speak of.
    """
    sectors, trends, practices, modifiers = tuple(sectors), tuple(trends), tuple(practices), tuple(modifiers)
    activities = sorted({a for item in sectors for a in item.activities} | {a for t in trends for a in t.services})
    traits = sorted({name for item in sectors for name in item.traits})
    goals = sorted({goal for item in trends for goal in item.goals})
    asked = [item.needs.skills for item in trends] + [item.skills for item in practices]
    skills = sorted({skill for some in asked for skill in some})
    places = sorted({item.place for item in modifiers if item.kind == "country"})
    if isinstance(figures, Mapping):
        figures = [influence(t, s, share) for (t, s), share in figures.items()]
    training = tuple(Training(hours=4.0 * level, eur=50.0 * level, reason="test") for level in (1, 2, 3, 4))
    sides = TraitLevels(none="no", partly="partly", wholly="yes")
    lists: dict[str, object] = {
        "activities": tuple(Activity(id=a, name=a, summary=a, phrase=f"do {a}", question=f"{a}?") for a in activities),
        "traits": tuple(
            Trait(id=t, name=t, question=f"{t}?", levels=sides, phrase=f"are {t} as you do", reason="r",
                  evidence=JUDGED)
            for t in traits
        ),
        "goals": tuple(Goal(id=goal, name=goal, summary=goal) for goal in goals),
        "skills": tuple(
            Skill(id=skill, name=skill, levels=("none", "some", "fair", "good", "expert"), training=training)
            for skill in skills
        ),
        "countries": tuple(
            Country(id=c, name=c, languages=("en",), currency="EUR", payments="cards", evidence=JUDGED) for c in places
        ),
    }  # fmt: skip
    return EcosystemMap(
        schema="ecomap/map/1", id="test", version="2026.11", title="Test", licence="CC0-1.0", limits=("invented",),
        sources=(SOURCE,), evidence=EVIDENCE, sectors=sectors, trends=trends, couplings=couplings(edges or {}),
        influences=tuple(figures), practices=practices, groups=tuple(groups), modifiers=modifiers, **(lists | more),
    )  # fmt: skip


def changed(ecosystem: EcosystemMap, **fields: object) -> EcosystemMap:
    """Return another map that differs in the given fields, built and checked anew."""
    now = {field.alias or name: getattr(ecosystem, name) for name, field in EcosystemMap.model_fields.items()}
    return EcosystemMap(**now | fields)


# --- a small map that can be followed by hand -----------------------------------------------------------------

EXAMPLE_EDGES: Edges = {("s1", "s2"): 0.5, ("s2", "s1"): 0.4, ("s3", "s2"): 0.3}
EXAMPLE_ATTENUATION = 0.5


def example_map(edges: Edges = EXAMPLE_EDGES) -> EcosystemMap:
    """Return three sectors, one trend with a figure in each, a loop between s1 and s2, two traits."""
    profile, levels = {"first": 1.0, "second": 0.25}, ({"desk": 1.0}, {"desk": 0.5, "shop": 1.0}, {"shop": 0.5})
    booking = trend(
        "t", level=0.4, pace=0.25, specificity=0.8, opportunity=0.7, services={"first": 0.6, "second": 0.4}, group="g"
    )  # fmt: skip
    return ecosystem(
        [sector(f"s{at}", profile, traits) for at, traits in enumerate(levels, 1)], [booking],
        {("t", "s1"): 0.2, ("t", "s2"): 0.5, ("t", "s3"): 0.8}, edges, groups=[group("g", {"shop": 1.0})],
    )  # fmt: skip


def example_business() -> Business:
    """Return a business in two of its sectors that keeps a shop."""
    return Business(sectors={"s1": 0.75, "s2": 0.25}, traits={"shop": 1.0})


# --- random situations ----------------------------------------------------------------------------------------

ACTIVITIES, GOALS, SKILLS, TRAITS = ("book", "make", "sell"), ("growth", "cost"), ("data", "tools"), ("desk", "shop")
PLACES = ("fi", "ro")


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
halves = st.sampled_from([0.0, 0.5, 1.0])
years = st.integers(2015, 2026)


class Situation(NamedTuple):
    """A map and a business in it."""

    ecosystem: EcosystemMap
    business: Business


def read_once(load: Callable[..., Any]) -> Callable[..., Any]:
    """Return a reader of maps that reads the shipped one once, and every other each time."""
    shipped = functools.cache(load)
    return lambda *maps: load(*maps) if any(maps) else shipped()


def examples(count: int) -> settings:
    """Return settings for so many examples, the same ones whenever the same modules are loaded: of them are constants.

    So many where the profile asks for a hundred: of those of conftest.py the quick one asks for a quarter, "many" for
    twice as much.
    """
    count = max(2, count * settings.default.max_examples // 100)
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(max_examples=count, derandomize=True, deadline=None, database=None, suppress_health_check=slow)


def some(values: Iterable[Any], of: int = 5, *, several: bool = False) -> list[Any]:
    """Return parameters of a test that takes long for each: one of so many is quick, the others are slow.

    ``several`` where each is the values of several parameters.
    """
    return [
        pytest.param(*(value if several else [value]), marks=pytest.mark.slow if place % of else ())
        for place, value in enumerate(values)
    ]


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


def draw_trend(draw: st.DrawFn, name: str, earlier: Sequence[str] = ()) -> Trend:
    """Draw a trend of one of two groups or of none, perhaps part of, brought by or resting on an earlier one."""
    relations = {}
    if earlier and draw(st.booleans()):
        field = draw(st.sampled_from(["part_of", "comes_with", "prerequisites"]))
        relations[field] = (draw(st.sampled_from(list(earlier))),)
    return trend(
        name, level=draw(open_shares), s=draw(thousandths(0.1, 1)), pace=draw(maybe(thousandths(-0.3, 0.3))),
        specificity=draw(shares), opportunity=draw(opportunities), services=draw_services(draw),
        goals={goal: draw(shares) for goal in GOALS}, stage=draw(stages),
        area=draw(st.sampled_from(["data", "security"])), group=draw(st.sampled_from([None, "one", "two"])),
        role=draw(st.sampled_from([None, None, "do", "risk"])), gate=draw(st.sampled_from([(), (), ("shop",)])),
        needs=Needs(
            budget_eur=draw(thousandths(0, 9000)), hours_per_week=draw(thousandths(0, 9)), skills={"data": draw(levels)}
        ),
        **relations,
    )  # fmt: skip


random_trends = st.composite(draw_trend)


def draw_figure(draw: st.DrawFn, trend: str, sector: str, area: str | None = None) -> Influence:
    """Draw a figure: judged as of now, or counted in some year, perhaps for a wider row."""
    rest = {"statement": None, "year": draw(years), "evidence": draw(st.sampled_from([MEASURED, LIKE]))}
    row = {"row": draw(st.sampled_from([None, "wide"]))}
    return influence(
        trend, sector, draw(open_shares), s=draw(thousandths(0.05, 0.9)), shift=draw(st.sampled_from([0.0, 0.3])),
        area=area, **(rest | row if draw(st.booleans()) else {}),
    )  # fmt: skip


def draw_practices(draw: st.DrawFn, trends: Sequence[Trend]) -> list[Practice]:
    """Draw a first step or two with some of the trends; some protect from another trend."""
    found = []
    for item in trends:
        for number in range(draw(st.integers(0, 2))):
            threat = draw(st.sampled_from([other.id for other in trends]))
            found.append(practice(
                f"{item.id}-{number}", item.id, hours=draw(thousandths(0, 60)), eur=draw(thousandths(0, 2000)),
                monthly=draw(thousandths(0, 50)), skills={skill: draw(levels) for skill in draw(some_of(SKILLS))},
                reduces={threat: draw(shares)} if draw(st.booleans()) else {}, activity="book",
                suits={"shop": draw(halves)} if draw(st.booleans()) else {},
                partner=draw(st.sampled_from([None, "IT"])),
            ))  # fmt: skip
    return found


def draw_map(draw: st.DrawFn, *, known: bool | None = None, plain: bool = False) -> EcosystemMap:
    """Draw a map: 2-6 sectors, 1-4 trends, figures of which some are missing, loops, places, first steps.

    ``known`` makes all or none of the figures known; a ``plain`` map has no relations between its trends.
    """
    sectors = sector_ids(draw(st.integers(2, 6)))
    names = sector_ids(draw(st.integers(1, 4)), "t")
    trends = [draw_trend(draw, name, () if plain else names[:at]) for at, name in enumerate(names)]
    there = {None: st.booleans(), True: st.just(True), False: st.just(False)}[known]
    areas = {name: draw(st.sampled_from([None, "US"])) for name in names}  # those that the US counts make a profile
    return ecosystem(
        [
            sector(name, {a: draw(shares) for a in ACTIVITIES}, {t: draw(halves) for t in TRAITS})
            for name in sectors
        ],
        trends,
        [draw_figure(draw, item.id, name, areas[item.id]) for item in trends for name in sectors if draw(there)],
        draw_edges(draw, sectors),
        practices=draw_practices(draw, trends),
        groups=[
            group("one", {"desk": 1, "shop": -1}, places="digital"),
            group("two", {"shop": 2}, 0.3, profile=draw(st.booleans())),
        ],
        modifiers=[modifier(p, "digital", draw(thousandths(-1, 1)), slope=0.7) for p in (*PLACES, "0-1", "2-9")],
    )  # fmt: skip


random_maps = st.composite(draw_map)


def draw_business(draw: st.DrawFn, ecosystem: EcosystemMap) -> Business:
    """Draw a business: one to three sectors, perhaps dependences, traits, activities, goals, means, own edges."""
    names = tuple(item.id for item in ecosystem.sectors)
    trends = tuple(item.id for item in ecosystem.trends)
    own, others = draw(some_of(names, 1, 3)), draw(some_of(names, 0, 2))
    return Business(
        sectors={name: draw(thousandths(0.1, 5)) for name in own},
        depends_on={name: draw(thousandths(0, 0.4)) for name in others},
        activities={activity: draw(shares) for activity in draw(some_of(ACTIVITIES))},
        traits={name: draw(halves) for name in draw(some_of(TRAITS))},
        country=draw(st.sampled_from([None, "FI", "RO"])),
        employees=draw(st.sampled_from([None, 1, 4, 30])),
        goals={goal: draw(shares) for goal in draw(some_of(GOALS))},
        resources=Resources(
            budget_eur=draw(maybe(thousandths(0, 9000))), hours_per_week=draw(maybe(thousandths(0, 9)))
        ),
        skills={skill: draw(levels) for skill in draw(some_of(skills_of(ecosystem)))},
        influences=tuple(
            OwnInfluence(trend=name, share=draw(open_shares), reason="seen") for name in draw(some_of(trends, 0, 2))
        ),
        own_activities=draw_own_activity(draw, trends) if draw(st.booleans()) else (),
    )  # fmt: skip


def skills_of(ecosystem: EcosystemMap) -> tuple[str, ...]:
    """Return the skills that a map knows."""
    return tuple(item.id for item in ecosystem.skills)


random_businesses = st.composite(draw_business)


def draw_own_activity(draw: st.DrawFn, trends: tuple[str, ...]) -> tuple[OwnActivity, ...]:
    """Draw one activity that the map has no word for, served by one of the trends."""
    served_by = {draw(some_of(trends, 1, 1))[0]: draw(shares)}
    return (OwnActivity(id="own", name="Own", share=draw(shares), served_by=served_by, reason="said"),)


@st.composite
def situations(draw: st.DrawFn, *, known: bool | None = None, plain: bool = False) -> Situation:
    """Draw a random map and a random business in it; the keywords are those of ``random_maps``."""
    drawn = draw_map(draw, known=known, plain=plain)
    return Situation(drawn, draw_business(draw, drawn))


# --- engine, called with matrices -----------------------------------------------------------------------------


def logit(share: float) -> float:
    """Return ln(p / (1 - p))."""
    return math.log(share / (1 - share))


def logistic(log_odds: float) -> float:
    """Return 1 / (1 + exp(-z))."""
    return 1 / (1 + math.exp(-log_odds))


def total_influence(coupling: np.ndarray, attenuation: float, exposure: np.ndarray) -> np.ndarray:
    """Return the weight of all walks from each sector, of couplings as a matrix."""
    return Reach.of(coupling, attenuation).total(exposure)


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
