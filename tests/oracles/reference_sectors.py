"""The model a second time, number by number, from the words of docs/model.md: figures, features and sectors.

Plain floats, lists and dicts; one function a formula, in the order of the page. Nothing of the program's own arithmetic
is used: where both agree, page and program say the same. numpy inverts matrices, no more.
"""

import math
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from itertools import starmap
from operator import mul
from typing import NamedTuple

import numpy as np

from ecomap.model import EcosystemMap, Practice, Settings

Matrix = list[list[float]]
PARTS = ("traits", "technologies", "activities", "network_direct", "network_indirect", "own_sector")
FEATURES = ("traits", "technologies", "ai", "activities")
WEIGHTS, OF_TECHNOLOGIES = (1.0, 0.5, 0.5, 0.5), (0.25, 1.0, 0.5, 0.0)
COUNTED, SLACK = 8, 1e-9
"""SLACK: what is met but for the last digits of a float is met."""


def logit(p: float) -> float:
    """Share to log-odds."""
    return math.log(p / (1 - p))


def share(z: float) -> float:
    """Log-odds to share."""
    return 1 / (1 + math.exp(-z))


def mean(values: Sequence[float]) -> float:
    """Sum over number."""
    return sum(values) / len(values)


def deviation(values: Sequence[float]) -> float:
    """Root of the mean square distance from the mean."""
    middle = mean(values)
    return math.sqrt(mean([(value - middle) ** 2 for value in values]))


def dot(one: Iterable[float], other: Iterable[float]) -> float:
    """Sum of products."""
    return sum(starmap(mul, zip(one, other, strict=True)))


# --- 2. sectors


class Figure(NamedTuple):
    """A published share as it stands today."""

    z: float
    s2: float
    s2_own: float
    row: str | None
    shift: float
    of_us: bool


class Feature(NamedTuple):
    """What sectors have in common: a standardised column."""

    group: str
    id: str
    column: list[float]
    deviation: float


class Reference:
    """What belongs to the map alone."""

    def __init__(self, ecosystem: EcosystemMap, settings: Settings | None = None) -> None:
        """Take a map, and other settings if need be; what is measured on the map is so by the usual ones."""
        self.map, self.settings = ecosystem, settings or Settings()
        self.usual = self if settings is None else Reference(ecosystem)
        year, month = map(int, ecosystem.version.split(".")[:2])
        self.today = year + (month - 0.5) / 12
        self.trends, self.groups = ecosystem.trend_by_id, {group.id: group for group in ecosystem.groups}
        self.place = {sector.id: j for j, sector in enumerate(ecosystem.sectors)}
        self.traits = {t.id: [s.traits.get(t.id, 0.0) for s in ecosystem.sectors] for t in ecosystem.traits}
        self.activities = {a.id: [s.activities.get(a.id, 0.0) for s in ecosystem.sectors] for a in ecosystem.activities}
        self.levels = self.traits | self.activities
        self.modifiers = {(item.kind, item.place, item.family): item for item in ecosystem.modifiers}
        self.training = {skill.id: skill.training for skill in ecosystem.skills}
        self.steps: dict[str, list[Practice]] = {trend: [] for trend in self.trends}
        for practice in ecosystem.practices:
            self.steps[practice.trend].append(practice)
        self.in_sectors = cache(lambda trend: TrendInSectors(self, trend))

    @cached_property
    def figures(self) -> dict[str, dict[int, Figure]]:
        """Figures by trend and sector."""
        found: dict[str, dict[int, Figure]] = {trend: {} for trend in self.trends}
        for item in self.map.influences:
            record, pace = self.map.evidence_by_id[item.evidence], self.trends[item.trend].pace
            year = None if record.basis == "judgement" else item.year or record.year
            age = 0.0 if year is None else self.today - year
            usual = 0.4 if record.basis == "statistic" else 0.75
            z, s2 = logit(min(max(item.prevalence, 0.005), 0.995)) + item.shift, (item.s or usual) ** 2
            if pace is None:
                s2 += (0.1 * age) ** 2
            else:
                z, s2 = z + pace.value * age, s2 + 0.05**2 * age + (0.25 * pace.value * age) ** 2
            wider = 0.3**2 if (item.grade or record.grade) == "C" else 0.0
            own = s2 + wider + (0.35**2 if item.prevalence < 0.015 else 0.0)
            found[item.trend][self.place[item.sector]] = Figure(z, s2, own, item.row, item.shift, item.area == "US")
        return found

    @cached_property
    def opportunities(self) -> dict[tuple[str, int], float]:
        """Shares of opportunity that a sector has of its own, by trend and sector."""
        own = (item for item in self.map.influences if item.opportunity is not None)
        return {(item.trend, self.place[item.sector]): item.opportunity for item in own}

    @cached_property
    def reach(self) -> tuple[Matrix, Matrix]:
        """b of all walks and of those of one step; by target, then source."""
        count, delta = range(len(self.place)), self.settings.attenuation
        kept = [[0.0] * len(count) for _ in count]
        for item in self.map.couplings:
            kept[self.place[item.source]][self.place[item.target]] = delta * item.coupling
        walks = np.linalg.inv(np.eye(len(count)) - np.array(kept)).tolist()
        totals = [sum(walks[k][j] for k in count if k != j) or 1.0 for j in count]
        every = [[walks[k][j] / totals[j] if k != j else 0.0 for k in count] for j in count]
        return every, [[kept[k][j] / totals[j] for k in count] for j in count]

    def profile(self, trend: str) -> str | None:
        """Of which group of features a trend's figures are: technologies, AI or none."""
        figures, group = self.figures[trend], self.groups.get(self.trends[trend].group or "")
        if 2 * len(figures) < len(self.place):
            return None
        of_us = 2 * sum(figure.of_us for figure in figures.values()) > len(figures)
        return "ai" if group and group.profile else "technologies" if of_us else None

    @cached_property
    def features(self) -> list[Feature]:
        """All features."""
        known = [("traits", f, dict(enumerate(level))) for f, level in self.traits.items()]
        known += [("activities", f, dict(enumerate(level))) for f, level in self.activities.items()]
        profiles = {trend: self.profile(trend) for trend in self.trends}
        known += [(p, f, {j: x.z for j, x in self.figures[f].items()}) for f, p in profiles.items() if p]
        return [self.standardised(*one) for one in known]

    def standardised(self, group: str, id_: str, known: dict[int, float]) -> Feature:
        """Mean 0, deviation 1 over what is known; a missing value is the mean."""
        usual, spread = mean(list(known.values())), deviation(list(known.values()))
        column = [(known.get(j, usual) - usual) / spread if spread else 0.0 for j in self.place.values()]
        return Feature(group, id_, column, spread)

    def scaled_features(self, trend: str) -> list[tuple[Feature, float]]:
        """The features of a trend, each with its scale."""
        wholes = set(self.trends[trend].part_of)
        kin = {id_ for id_, x in self.trends.items() if trend in x.part_of or wholes & set(x.part_of)}
        left = [feature for feature in self.features if feature.id not in kin | wholes | {trend}]
        weights = OF_TECHNOLOGIES if self.profile(trend) == "technologies" else WEIGHTS
        scale = {
            group: math.sqrt(weight / max(1, sum(feature.group == group for feature in left)))
            for group, weight in zip(FEATURES, weights, strict=True)
        }
        return [(feature, scale[feature.group]) for feature in left]

    def judged_alone(self, trend: str) -> dict[str, float]:
        """Judged log-odds per whole trait."""
        group = self.groups.get(self.trends[trend].group or "")
        said = {**(group.weights if group else {}), **self.trends[trend].weights} if group else {}
        weights = {f: said[f].weight if f in said else 0.0 for f in self.traits}
        spread = deviation([sum(w * self.traits[f][j] for f, w in weights.items()) for j in self.place.values()])
        return {f: group.slope * w / spread if group and spread else 0.0 for f, w in weights.items()}

    @cached_property
    def shown(self) -> dict[str, list[tuple[dict[str, float], list[float]]]]:
        """By group, what each family of counted trends shows: the worth of whole units, and where it stands.

        A family are the trends with the same wholes; a whole of its own counts with its parts.
        """
        families: dict[tuple[str, frozenset[str]], list[TrendInSectors]] = {}
        for trend in self.trends.values():
            if trend.group is not None and len(self.figures[trend.id]) >= COUNTED:
                family = frozenset(trend.part_of or (trend.id,))
                families.setdefault((trend.group, family), []).append(self.in_sectors(trend.id))
        found: dict[str, list[tuple[dict[str, float], list[float]]]] = {}
        for (group, _), members in families.items():
            rho = self.settings.feature_strength
            units = {f: mean([one.per_unit[f] for one in members]) / rho for f in (*self.traits, *self.activities)}
            stand = [mean(row) for row in zip(*(one.centred for one in members), strict=True)]
            found.setdefault(group, []).append((units, stand))
        return found

    def mates(self, trend: str) -> list[tuple[dict[str, float], list[float]]]:
        """What like trends show of one that is not counted; nothing of one that is."""
        counted = len(self.figures[trend]) >= COUNTED
        return [] if counted else self.shown.get(self.trends[trend].group or "", [])

    def judged(self, trend: str) -> dict[str, float]:
        """B0: half of it for a trend that is not counted but has like trends that are."""
        half = 2 if self.mates(trend) else 1
        return {f: b / half for f, b in self.judged_alone(trend).items()}

    def meets_gate(self, trend: str, levels: dict[str, float]) -> bool:
        """Whether a trend concerns whoever has these levels."""
        gate = self.trends[trend].gate
        if gate is None:
            return True
        asks = (*gate.any_of, *gate.activities)
        opened = not asks or any(levels[f] >= gate.at_least - SLACK for f in asks)
        kept = all(levels[f] >= least - SLACK for f, least in gate.also.items())
        return opened and kept and all(levels[f] < much - SLACK for f, much in gate.unless.items())


class Fit(NamedTuple):
    """What the figures in sight say of one sector."""

    norm: float
    s_norm2: float
    judged: float
    by_group: dict[str, float]
    direct: float
    indirect: float
    a: list[float]

    @property
    def z(self) -> float:
        """zR: without the sector's own figure."""
        return self.norm + self.judged + sum(self.by_group.values()) + self.direct + self.indirect


class TrendInSectors:
    """One trend in all sectors: parts, sum and error of its log-odds."""

    def __init__(self, reference: Reference, trend: str) -> None:
        """Take a trend."""
        level = reference.trends[trend].level
        assert level is not None
        self.reference, self.trend = reference, trend
        self.figures, self.known = reference.figures[trend], sorted(reference.figures[trend])
        self.rho, self.kappa = reference.settings.feature_strength, reference.settings.network_strength
        self.level, self.s_level, self.b0 = logit(level.share), level.s, reference.usual.judged(trend)
        sectors, traits = range(len(reference.place)), reference.traits
        met = [j for j in sectors if reference.meets_gate(trend, {f: x[j] for f, x in reference.levels.items()})]
        usual = {f: mean([x[j] for j in met or sectors]) for f, x in traits.items()}
        self.of_traits = [sum(self.b0[f] * (x[j] - usual[f]) for f, x in traits.items()) for j in sectors]
        mates = reference.usual.mates(trend)
        where = [mean(row) for row in zip(*(stand for _, stand in mates), strict=True)] or [0.0] * len(sectors)
        self.standing = [(x - mean([where[j] for j in met or sectors])) / 2 for x in where]
        self.mates = {f: mean([units[f] for units, _ in mates]) / 2 for f in (*traits, *reference.activities) if mates}
        self.judged = [one + other for one, other in zip(self.of_traits, self.standing, strict=True)]
        self.features = reference.scaled_features(trend)
        self.units = {f.id: scale / f.deviation if f.deviation else 0.0 for f, scale in self.features}
        self.likeness = {group: self.products(group) for group in FEATURES} if self.known else {}
        self.inverse = cache(self.inverse_of)

    def products(self, group: str) -> Matrix:
        """The part of K = X X' that a group of features has."""
        columns = [[x * scale for x in f.column] for f, scale in self.features if f.group == group]
        rows = [[column[j] for column in columns] for j in range(len(self.judged))]
        return [[dot(one, other) if one and k in self.figures else 0.0 for k, other in enumerate(rows)] for one in rows]

    @cached_property
    def all_likeness(self) -> Matrix:
        """K."""
        groups = self.likeness.values()
        return [[sum(one) for one in zip(*rows, strict=True)] for rows in zip(*groups, strict=True)]

    def inverse_of(self, seen: tuple[int, ...]) -> Matrix:
        """(K + I)^-1 over the sectors in sight."""
        k_and_i = [[self.all_likeness[i][k] + (i == k) for k in seen] for i in seen]
        return np.linalg.inv(np.array(k_and_i)).tolist() if seen else []

    def seen_from(self, j: int) -> tuple[int, ...]:
        """Sectors with a figure, without j and those on its published row."""
        row = self.figures[j].row if j in self.figures else None
        return tuple(k for k in self.known if k != j and (row is None or self.figures[k].row != row))

    def fit(self, j: int, seen: tuple[int, ...], tau: float) -> Fit:
        """What the figures in sight say of sector j."""
        figures = [self.figures[k] for k in seen]
        weights = [1 / (figure.s2 + tau**2) for figure in figures]
        freed = [figure.z - self.rho * self.judged[k] for k, figure in zip(seen, figures, strict=True)]
        total = 1 / self.s_level**2 + sum(weights)
        norm = (self.level / self.s_level**2 + dot(weights, freed)) / total
        y, inverse = [figure.z - norm for figure in figures], self.inverse(seen)
        over = [y_k - self.judged[k] for k, y_k in zip(seen, y, strict=True)]
        a = [dot(row, over) for row in inverse]
        r = [y_k - self.rho * (y_k - a[i] / inverse[i][i]) for i, y_k in enumerate(y)]
        by_group = {g: self.rho * dot([part[j][k] for k in seen], a) for g, part in self.likeness.items()}
        walks, near = (self.kappa * dot([b[j][k] for k in seen], r) for b in self.reference.reach)
        return Fit(norm, 1 / total, self.rho * self.judged[j], by_group, near, walks - near, a)

    @cached_property
    def tau(self) -> float:
        """What features leave open."""
        if self.reference.usual is not self.reference:
            return self.reference.usual.in_sectors(self.trend).tau
        if len(self.known) < COUNTED:
            return 0.5
        fits = [(self.figures[k], self.fit(k, self.seen_from(k), 0.5)) for k in self.known]
        left = mean([(figure.z - fit.z) ** 2 - figure.s2 - fit.s_norm2 for figure, fit in fits])
        return max(0.3, math.sqrt(max(0.0, left)))

    @cached_property
    def sectors(self) -> list[tuple[dict[str, float], float]]:
        """Of each sector the parts of z^, and var."""
        found = []
        for j in range(len(self.judged)):
            fit, own = self.fit(j, self.seen_from(j), self.tau), self.figures.get(j)
            v = self.tau**2 / (self.tau**2 + own.s2_own) if own else 0.0
            learned = dict.fromkeys(FEATURES, 0.0) | fit.by_group
            standing = self.rho * self.standing[j]
            technologies = standing + learned["technologies"] + learned["ai"]
            rest = (
                fit.judged - standing + learned["traits"],
                technologies,
                learned["activities"],
                fit.direct,
                fit.indirect,
            )
            parts = {name: (1 - v) * part for name, part in zip(PARTS, rest, strict=False)}
            parts |= {"norm": fit.norm, "own_sector": v * (own.z - fit.norm) if own else 0.0}
            found.append((parts, (v * own.s2_own if own else self.tau**2) + (1 - v) ** 2 * fit.s_norm2))
        return found

    def worth(self, tau: float) -> dict[str, float]:
        """What a whole trait or activity is worth, all figures in sight."""
        a = self.fit(0, tuple(self.known), tau).a
        learned = {f.id: scale * dot([f.column[k] for k in self.known], a) for f, scale in self.features}
        return {
            f: self.rho * (self.b0.get(f, 0.0) + self.mates.get(f, 0.0) + self.units[f] * x) for f, x in learned.items()
        }

    @cached_property
    def centred(self) -> list[float]:
        """Where the trend stands in each sector, less the mean."""
        totals = [sum(parts.values()) for parts, _ in self.sectors]
        return [total - mean(totals) for total in totals]

    @cached_property
    def per_unit(self) -> dict[str, float]:
        """The same with the tau of the trend."""
        return self.worth(self.tau)

    def left_open(self, d: dict[str, float]) -> float:
        """d'M d with M = (X'X + I)^-1 in whole units, written as I - X'(X X' + I)^-1 X, which is the same."""
        moved = [(f, scale, d[f.id] * self.units[f.id]) for f, scale in self.features if f.id in d]
        pulls = [sum(f.column[k] * scale * x for f, scale, x in moved) for k in self.known]
        inverse = self.inverse(tuple(self.known))
        return sum(x * x for _, _, x in moved) - dot(pulls, [dot(row, pulls) for row in inverse])
