"""The numbers of a compiled map: read off its graph and its figures, with what these tell of every sector."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import fsum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.businesses import closed
from ecomap.engine.posterior import Network, Strengths, aged
from ecomap.engine.propagation import converges
from ecomap.graph import Graph, ecosystem_graph, edges_of
from ecomap.model import EcosystemMap, Influence, Trend
from ecomap.model.arrays import GRADES, SIZES, MapArrays, map_arrays
from ecomap.model.compiled import MapStep, moment
from ecomap.model.settings import ATTENUATION, LEAST_SHARE, MOST_SHARE
from ecomap.model.trends import Gate, PlaceFamily
from ecomap.posteriors import ESTIMATES, centred, deviations, estimated, feature_errors, measured_tau, with_mates
from ecomap.voices import voices

SMALL_SHARE, NOISE_OF_SMALL = 0.015, 0.35  # below 1.5 % a share is a few firms: log-odds of its error, for the sector
WIDER_ROW = 0.3  # log-odds by which a part of a published row may stand off the row, for the sector itself
ERROR_OF_STATISTIC, ERROR_OF_STUDY = 0.4, 0.75
"""Log-odds by which an official figure of one sector, or one study of it, may be off where it does not say."""
ERROR_OF_OLD_NORM = 0.5  # error of a level that an overlay says as a norm
JUDGED_TAU = 0.5  # what likeness cannot tell of a trend that nobody counts by sector, log-odds
LONGEST_CHAIN = 20  # steps of wholes that are followed; no map has as many
Stored = dict[str, NDArray[Any]]


def by_id(items: Iterable[Any]) -> list[Any]:
    """Return things in the order of their ids, as the axes have them."""
    return sorted(items, key=lambda item: item.id)


class _Axes:
    """Things of a map by their places."""

    def __init__(self, ecosystem: EcosystemMap) -> None:
        self.ecosystem, self.graph = ecosystem, ecosystem_graph(ecosystem, figures=False)
        self.trends, self.sectors, self.activities, self.traits = (
            by_id(getattr(ecosystem, name)) for name in ("trends", "sectors", "activities", "traits")
        )
        axes = (self.trends, self.sectors, self.activities)
        self.at = {item.id: place for axis in axes for place, item in enumerate(axis)}
        self.record = {item.id: place for place, item in enumerate(ecosystem.evidence)}
        self.cells = len(self.trends), len(self.sectors)
        self.now = moment(ecosystem.version)

    def flags(self, pairs: Iterable[tuple[str, str]]) -> NDArray[np.bool_]:
        """Return a flag for each pair of trends, (trend, trend)."""
        found = np.zeros((len(self.trends),) * 2, dtype=np.bool_)
        for first, second in pairs:
            if first in self.at and second in self.at:
                found[self.at[first], self.at[second]] = True
        return found


def compiled_arrays(ecosystem: EcosystemMap, axes: tuple[tuple[str, ...], ...], steps: Sequence[MapStep]) -> MapArrays:
    """Return the numbers of a checked map, with what its figures tell of every sector."""
    on = _Axes(ecosystem)
    figures = _figures(on)
    stored = (
        _couplings(on) | figures | _levels(on, figures["figure"]) | _likeness(on) | _nothing_estimated(on) | _whom(on)
        | _needs(on) | _steps(on, steps) | _places_of(on.trends, ecosystem) | _by_law(on)
    )  # fmt: skip
    return _with_estimates(map_arrays(axes, stored), on, axes)


def _with_estimates(arrays: MapArrays, on: _Axes, axes: tuple[tuple[str, ...], ...]) -> MapArrays:
    """Return the arrays with what the figures tell of every sector, in the documented strengths."""
    groups = {group.id: place for place, group in enumerate(on.ecosystem.groups)}
    families = [frozenset((place, *np.flatnonzero(arrays.part_of[place]))) for place in range(len(on.trends))]
    steps = ATTENUATION * arrays.coupling
    if not converges(arrays.coupling, ATTENUATION):  # there is no answer then but at a smaller one
        steps = np.zeros_like(steps)
    network = Network(np.asarray(np.linalg.inv(np.eye(len(steps)) - steps)), steps)
    arrays = centred(arrays)
    arrays = replace(arrays, tau=measured_tau(arrays, Strengths(), network))
    arrays = centred(with_mates(arrays, network, [groups.get(trend.group or "", -1) for trend in on.trends], families))
    errors, place = feature_errors(arrays)
    found = estimated(replace(arrays, feature_error=errors, feature_fit=place), Strengths(), network)
    return map_arrays(axes, found.stored() | voices(found, network, Strengths()))


def _couplings(on: _Axes) -> Stored:
    edges = sorted(edge for edge in on.graph.edges(data=True) if edge[2]["kind"] == "coupling")
    return {
        "coupling_source": _places(on.at[source] for source, _, _ in edges),
        "coupling_target": _places(on.at[target] for _, target, _ in edges),
        "coupling_share": _column(data["coupling"] for _, _, data in edges),
        "coupling_evidence": _places(on.record[data["evidence"]] for _, _, data in edges),
    }


def _figures(on: _Axes) -> Stored:
    """Return the published figures, moved to now and to the reference, and where a sector has a theta of its own."""
    items = sorted(on.ecosystem.influences, key=lambda item: (item.trend, item.sector))
    trends, sectors = _places(on.at[item.trend] for item in items), _places(on.at[item.sector] for item in items)
    first_of_row: dict[tuple[int, str], int] = {}
    own = zip(items, trends.tolist(), sectors.tolist(), strict=True)
    rows = [first_of_row.setdefault((trend, item.row), at) if item.row else at for item, trend, at in own]
    special = np.array([item.opportunity is not None for item in items], dtype=np.bool_)

    def table(numbers: NDArray[Any], elsewhere: Any = np.nan) -> NDArray[Any]:
        found = np.full(on.cells, elsewhere, dtype=numbers.dtype)
        found[trends, sectors] = numbers
        return found

    return {name: table(numbers) for name, numbers in _numbers(items, trends, on).items()} | {
        "figure_row": table(_places(rows), np.arange(on.cells[1])),
        "figure_evidence": table(_places(on.record[item.evidence] for item in items), -1),
        "special_trend": trends[special],
        "special_sector": sectors[special],
        "special_opportunity": _column(item.opportunity for item in items if item.opportunity is not None),
    }


def _numbers(items: list[Influence], trends: NDArray[np.int32], on: _Axes) -> Stored:
    """Return the numbers of figures, one for each."""
    records = [on.ecosystem.evidence_by_id[item.evidence] for item in items]
    both = list(zip(items, records, strict=True))
    published = _column(item.prevalence for item in items)
    share = published.clip(LEAST_SHARE, MOST_SHARE)
    year = _column(item.year or record.year or np.nan for item, record in both)
    judged = np.array([record.basis == "judgement" for record in records], dtype=np.bool_)
    age = np.where(judged, 0.0, (on.now - year).clip(min=0.0))
    errors = (ERROR_OF_STATISTIC if record.basis == "statistic" else ERROR_OF_STUDY for record in records)
    s2 = _column((item.s or error) ** 2 for item, error in zip(items, errors, strict=True))
    pace = _column(trend.pace.value if trend.pace else np.nan for trend in on.trends)[trends]
    given = np.log(share / (1 - share)) + _column(item.shift for item in items), s2, np.nan_to_num(age)
    z, s2 = np.where(np.isnan(pace), aged(*given, None), aged(*given, pace))
    wider = np.array([(item.grade or record.grade) == "C" for item, record in both], dtype=np.bool_)
    return {
        "published": published,
        "figure": z,
        "figure_error": s2,
        "figure_error_own": s2 + WIDER_ROW**2 * wider + NOISE_OF_SMALL**2 * (published < SMALL_SHARE),
        "figure_age": np.where(np.isnan(year), np.nan, age),
    }


def _levels(on: _Axes, z: NDArray[np.float64]) -> Stored:
    """Return where each trend stands over the sectors that it concerns, and how fast it grows."""
    level, error, age = (np.full(on.cells[0], np.nan) for _ in range(3))
    for place, trend in enumerate(on.trends):
        share, s = (trend.level.share, trend.level.s) if trend.level else (trend.norm, ERROR_OF_OLD_NORM)
        if share is not None:
            level[place], error[place] = float(np.log(share / (1 - share))), s
        else:  # a duty, or an overlay that gives figures only
            known = z[place][~np.isnan(z[place])]
            level[place], error[place] = float(known.mean()) if known.size else 0.0, 1.0
        if trend.level and trend.level.year:
            age[place] = on.now - trend.level.year
    return {
        "level": level, "level_error": error, "level_age": age,
        "tau": np.full(on.cells[0], JUDGED_TAU),
        "pace": _column(trend.pace.value if trend.pace else 0.0 for trend in on.trends),
        "pace_known": np.array([trend.pace is not None for trend in on.trends], dtype=np.bool_),
        "pace_error": _column(trend.pace.s if trend.pace else 0.0 for trend in on.trends),
    }  # fmt: skip


def _likeness(on: _Axes) -> Stored:
    """Return what sectors are like, and which trends tell so."""
    place = {trait.id: at for at, trait in enumerate(on.traits)}
    levels = _matrix(on.graph, "level", on.at | place, (len(on.sectors), len(on.traits)))
    families = {trend.id: {trend.id, *trend.part_of} for trend in on.trends}
    related = [(one, two) for one in families for two in families if families[one] & families[two]]
    counts, american = (np.zeros(len(on.trends)) for _ in range(2))
    for item in on.ecosystem.influences:
        counts[on.at[item.trend]] += 1
        american[on.at[item.trend]] += item.area == "US"
    profiled = {group.id for group in on.ecosystem.groups if group.profile}
    enough, ai = counts * 2 >= len(on.sectors), np.array([trend.group in profiled for trend in on.trends], dtype=bool)
    return {
        "trait_levels": levels,
        "sector_profile": _matrix(on.graph, "profile", on.at, (len(on.sectors), len(on.activities))),
        "sector_grade": _grades(on.graph.nodes[sector.id]["grade"] for sector in on.sectors),
        "prior": _judged_weights(on, levels),
        "prior_offset": np.zeros(len(on.trends)),
        "standing": np.zeros(on.cells),
        "beyond_prior": np.zeros((len(on.trends), len(on.traits) + len(on.activities))),
        "technology": enough & (american * 2 > counts) & ~ai,
        "ai": enough & ai,
        "related": on.flags(related),
    }


def _judged_weights(on: _Axes, levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what a whole trait adds to the log-odds by the judged weights, (trend, trait).

    The index of a firm is the sum of its traits, weighted; the slope says what one standard deviation of it over the
    sectors is worth.
    """
    groups, found = {group.id: group for group in on.ecosystem.groups}, np.zeros((len(on.trends), len(on.traits)))
    for place, trend in enumerate(on.trends):
        group = groups.get(trend.group or "")
        if group is not None and on.traits:
            said = {name: row.weight for name, row in (group.weights | trend.weights).items()}
            weights = np.array([said.get(trait.id, 0.0) for trait in on.traits])
            found[place] = group.slope * weights / deviations((levels @ weights)[:, None])[0]
    return found


def _nothing_estimated(on: _Axes) -> Stored:
    traits, activities = len(on.traits), len(on.activities)
    return {name: np.zeros(on.cells) for name in ESTIMATES} | {
        "per_trait": np.zeros((on.cells[0], traits)),
        "per_activity": np.zeros((on.cells[0], activities)),
        "feature_error": np.zeros((traits + activities, traits + activities, 1)),
        "feature_fit": np.zeros(on.cells[0], dtype=np.int32),
        **{name: np.zeros((*on.cells, 1)) for name in ("voice", "voice_push", "voice_shared")},
    }


def _whom(on: _Axes) -> Stored:
    """Return whom a trend is for: an owner who looks for chances or for dangers, firms with a trait, with staff."""
    opening = [item.id for item in (*on.traits, *on.activities)]
    asked = [trend.gate or Gate(reason="-") for trend in on.trends]
    gates = [(*gate.any_of, *gate.activities) for gate in asked]
    return {
        "opportunities": np.array([trend.role in (None, "do") for trend in on.trends], dtype=np.bool_),
        "threats": np.array([trend.role in (None, "risk") for trend in on.trends], dtype=np.bool_),
        "basic": np.array([trend.basic for trend in on.trends], dtype=np.bool_),
        "gate": _table(([float(name in gate) for name in opening] for gate in gates), len(opening)) > 0,
        "gate_level": _column(gate.at_least for gate in asked),
        "gate_also": _table(([gate.also.get(name, 0.0) for name in opening] for gate in asked), len(opening)),
        "gate_unless": _table(([gate.unless.get(name, np.inf) for name in opening] for gate in asked), len(opening)),
        "least_employees": _column(trend.employees_min or 0 for trend in on.trends),
    }


def _needs(on: _Axes) -> Stored:
    """Return what is a trend's alone: what it serves, how young it is, what it belongs to and rests on."""
    goals, trends = [goal.id for goal in on.ecosystem.goals], on.trends
    part_of = on.flags((trend.id, whole) for trend in trends for whole in trend.part_of)
    return {
        "emerging": np.array([trend.stage == "emerging" for trend in trends], dtype=np.bool_),
        "specificity": _column(trend.specificity for trend in trends),
        "opportunity": _column(trend.opportunity for trend in trends),
        "trend_grade": _grades(on.graph.nodes[trend.id]["grade"] for trend in trends),
        "service": _matrix(on.graph, "service", on.at, (len(trends), len(on.activities))),
        "goal_fit": _table(([trend.goals.get(goal, 0.0) for goal in goals] for trend in trends), len(goals)),
        "family": _places(_root(trend, on) for trend in trends),
        "plain": np.array([trend.plain for trend in trends], dtype=np.bool_),
        "part_of": part_of,
        "comes_with": on.flags((trend.id, name) for trend in trends for name in trend.comes_with),
        "prerequisites": closed(on.flags((trend.id, name) for trend in trends for name in trend.prerequisites)),
    }


def _root(trend: Trend, on: _Axes) -> int:
    """Return the place of the whole that a trend belongs to first of all: its family."""
    for _ in range(LONGEST_CHAIN):
        whole = next((name for name in trend.part_of if name in on.at), None)
        if whole is None:
            break
        trend = on.trends[on.at[whole]]
    return on.at[trend.id]


def _steps(on: _Axes, order: Sequence[MapStep]) -> Stored:
    """Return the first steps, by trend and rising price, and what the trends in use take off the threats."""
    skills = [skill.id for skill in on.ecosystem.skills]
    features = [item.id for item in (*on.traits, *on.activities)]
    protection = np.zeros((len(on.trends), len(on.trends)))
    for practice in on.ecosystem.practices:
        for threat, share in practice.reduces.items():
            if on.trends[on.at[practice.trend]].area == "security":  # of others a firm may have the trend without it
                cell = on.at[threat], on.at[practice.trend]
                protection[cell] = max(protection[cell], share)
    at = {step.practice: place for place, step in enumerate(order)}

    def instead(step: MapStep) -> list[tuple[int, int]]:
        return [(at[step.practice], at[other]) for other in step.instead_of if other in at]

    return {
        "step_trend": _places(on.at[step.trend] for step in order),
        "step_hours": _column(step.hours for step in order),
        "step_money": _column(step.money for step in order),
        "step_skills": _table(([step.skills.get(name, 0.0) for name in skills] for step in order), len(skills)),
        "step_suits": _table(([step.suits.get(name, 0.0) for name in features] for step in order), len(features)),
        "step_unless": _table(([step.unless.get(name, np.inf) for name in features] for step in order), len(features)),
        "step_instead": _places(place for step in order for pair in instead(step) for place in pair),
        "step_partner": np.array([bool(step.partner) for step in order], dtype=np.bool_),
        "training_hours": _table((_by_level(t.hours for t in skill.training) for skill in on.ecosystem.skills), 5),
        "training_money": _table((_by_level(t.eur for t in skill.training) for skill in on.ecosystem.skills), 5),
        "protection": protection,
    }


def _places_of(trends: list[Trend], ecosystem: EcosystemMap) -> Stored:
    """Return how far each country and size class moves each trend, by the family that stands for it."""
    groups = {group.id: group for group in ecosystem.groups}
    rows = {(str(row.kind), row.place, row.family): row for row in ecosystem.modifiers}
    families = [
        None if trend.role == "duty" else trend.places or (groups[trend.group].places if trend.group else None)
        for trend in trends  # a law holds or does not, however large a firm is
    ]

    def shift(kind: str, place: str, family: PlaceFamily | None) -> tuple[float, float]:
        row = rows.get((kind, place, family.family)) if family else None
        if row is None or family is None:
            return 0.0, 0.0
        slope = family.slope if family.slope is not None else row.slope
        return row.shift * (1.0 if slope is None else slope), (row.s or 0.0) ** 2

    countries = [country.id for country in ecosystem.countries]
    found: Stored = {}
    for name, kind, places in (("country", "country", countries), ("size", "size", SIZES)):
        pairs = np.array([[shift(kind, place, family) for family in families] for place in places], dtype=np.float64)
        pairs = pairs.reshape(len(places), len(trends), 2)
        found |= {f"{name}_shift": pairs[..., 0].copy(), f"{name}_error": pairs[..., 1].copy()}
    if "us" in countries:
        own = {trend: -fsum(some) / len(some) for trend, some in _american(ecosystem).items()}
        at = countries.index("us")
        found["country_shift"][at] = [own.get(trend.id, 0.0) for trend in trends]
        found["country_error"][at] = 0.0
    return found


def _by_law(on: _Axes) -> Stored:
    """Return which trends a country's law has given for a year to all whom they concern."""
    countries = [country.id for country in on.ecosystem.countries]
    found = np.zeros((len(countries), len(on.trends)), dtype=np.bool_)
    year, month = map(int, on.ecosystem.version.split(".")[:2])
    for duty in on.ecosystem.duties:
        if duty.gives is not None and duty.from_ is not None and duty.from_[:7] <= f"{year - 1}-{month:02}":
            found[countries.index(duty.place.lower()), on.at[duty.gives]] = True
    return {"by_law": found}


def _american(ecosystem: EcosystemMap) -> dict[str, list[float]]:
    """Return the shifts of each trend's US figures to the EU: in the US they hold as they are."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for item in ecosystem.influences:
        if item.area == "US":
            found[item.trend].append(item.shift)
    return found


def _matrix(graph: "Graph[str]", kind: str, at: dict[str, int], shape: tuple[int, int]) -> NDArray[np.float64]:
    matrix = np.zeros(shape)
    for source, target, number in edges_of(graph, kind):
        matrix[at[source], at[target]] = number
    return matrix


def _table(rows: Iterable[list[float]], width: int) -> NDArray[np.float64]:
    found = list(rows)
    return np.array(found, dtype=np.float64).reshape(len(found), width)


def _by_level(costs: Iterable[float]) -> list[float]:
    """Return what leads to each level, 0 to 4, from the one below; nothing where the map does not say."""
    found = [0.0, *costs]
    return found + [0.0] * (5 - len(found))


def _column(numbers: Iterable[float]) -> NDArray[np.float64]:
    return np.array(list(numbers), dtype=np.float64)


def _places(places: Iterable[int]) -> NDArray[np.int32]:
    return np.array(list(places), dtype=np.int32)


def _grades(grades: Iterable[str]) -> NDArray[np.int8]:
    return np.array([GRADES.index(grade) for grade in grades], dtype=np.int8)
