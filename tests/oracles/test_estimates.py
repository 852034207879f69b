"""The estimates worked out a second time: from the map's own lists, feature by feature, one sector after the other.

What is written here follows docs/model.md and uses no code of the program: weights B in the space of the features
instead of sectors' likeness, each sector fitted anew, each residual by a fit without its sector.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given

from ecomap.model import Business, EcosystemMap, Sector, Settings
from ecomap.model.trends import Gate
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.standings import find_standings
from maps import NOW, examples, logit, situations

RHO, KAPPA, DELTA, TAU = 0.9, 1.6, 0.05, 0.5
SIZES = ((1, "0-1"), (9, "2-9"), (49, "10-49"), (249, "50-249"))


def standard(columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return columns less their mean over their deviation, missing 0, and the deviations."""
    done, spreads = [], []
    for column in columns.T:
        known = column[~np.isnan(column)]
        spread = float(np.std(known)) if known.size and np.std(known) > 0 else 1.0
        done.append([0.0 if np.isnan(x) else (x - known.mean()) / spread for x in column])
        spreads.append(spread)
    return np.array(done).reshape(len(spreads), len(columns)).T, np.array(spreads)


class Estimates:
    """All of a map's estimates."""

    def __init__(self, around: EcosystemMap) -> None:
        self.map = around
        self.sectors = sorted(item.id for item in around.sectors)
        self.trends = sorted(item.id for item in around.trends)
        self.traits, self.doing = ([item.id for item in some] for some in (around.traits, around.activities))
        self.levels = np.array([[around.sector_by_id[s].traits.get(t, 0.0) for t in self.traits] for s in self.sectors])
        self.profile = np.array(
            [[around.sector_by_id[s].activities.get(a, 0.0) for a in self.doing] for s in self.sectors]
        )
        self.groups = {item.id: item for item in around.groups}
        coupling = np.zeros((len(self.sectors),) * 2)
        for item in around.couplings:
            coupling[self.sectors.index(item.source), self.sectors.index(item.target)] = item.coupling
        self.walks = np.linalg.inv(np.eye(len(coupling)) - DELTA * coupling)
        self.figures = {name: self._figures(name) for name in self.trends}
        self.kinds = {name: self._kind(name) for name in self.trends}

    def _figures(self, trend: str) -> np.ndarray:
        """Return z, s2 and s2 of its own sector for each sector, NaN where nothing is known."""
        found = np.full((3, len(self.sectors)), np.nan)
        pace = self.map.trend_by_id[trend].pace
        for item in (one for one in self.map.influences if one.trend == trend):
            record = self.map.evidence_by_id[item.evidence]
            age = NOW - item.year if item.year and record.basis == "statistic" else 0.0
            age = max(0.0, age)
            z, s2 = logit(min(max(item.prevalence, 0.005), 0.995)) + item.shift, item.s**2
            if pace:
                z, s2 = z + pace.value * age, s2 + 0.05**2 * age + (0.25 * pace.value * age) ** 2
            else:
                s2 += (0.1 * age) ** 2
            own = s2 + 0.3**2 * (record.grade == "C") + 0.35**2 * (item.prevalence < 0.015)
            found[:, self.sectors.index(item.sector)] = z, s2, own
        return found

    def _kind(self, trend: str) -> str:
        """Say whether a trend's figures tell what sectors are like: half of them known, of one survey or of AI."""
        items = [item for item in self.map.influences if item.trend == trend]
        group = self.groups.get(self.map.trend_by_id[trend].group or "")
        if 2 * len(items) < len(self.sectors):
            return ""
        if group is not None and group.profile:
            return "ai"
        return "technology" if 2 * sum(item.area == "US" for item in items) > len(items) else ""

    def features(self, trend: str) -> tuple[np.ndarray, np.ndarray]:
        """Return X, and what a whole trait or activity of a business adds to each of its columns."""
        technology = self.kinds[trend] == "technology"
        family = {trend, *self.map.trend_by_id[trend].part_of}
        columns, units = [], []

        def profile(kind: str) -> np.ndarray:
            others = [
                o for o in self.trends if self.kinds[o] == kind and not family & {o, *self.map.trend_by_id[o].part_of}
            ]
            return np.array([self.figures[name][0] for name in others]).reshape(-1, len(self.sectors)).T

        said = {"traits": self.levels, "doing": self.profile}
        first = {"traits": 0, "doing": len(self.traits)}
        for name, table, weight in (
            ("traits", self.levels, 0.25 if technology else 1.0),
            ("technology", profile("technology"), 1.0 if technology else 0.5),
            ("ai", profile("ai"), 0.5), ("doing", self.profile, 0.0 if technology else 0.5),
        ):  # fmt: skip
            values, spread = standard(table)
            scale = np.sqrt(weight / max(1, table.shape[1]))
            columns.append(scale * values)
            unit = np.zeros((len(self.traits) + len(self.doing), table.shape[1]))
            if name in said:
                unit[first[name] : first[name] + table.shape[1]] = np.diag(scale / spread)
            units.append(unit)
        return np.concatenate(columns, axis=1), np.concatenate(units, axis=1)

    @staticmethod
    def meets(gate: Gate, sector: Sector) -> bool:
        """Whether a trend concerns a sector."""
        has, asks = defaultdict(float, sector.traits | sector.activities), (*gate.any_of, *gate.activities)
        opened = not asks or any(has[name] >= gate.at_least for name in asks)
        kept = all(has[name] >= least for name, least in gate.also.items())
        return opened and kept and all(has[name] < much for name, much in gate.unless.items())

    def judged(self, trend: str) -> tuple[np.ndarray, np.ndarray]:
        """Return x.B0 of each sector and what a whole trait adds by judgement."""
        item = self.map.trend_by_id[trend]
        group = self.groups.get(item.group or "")
        if group is None:
            return np.zeros(len(self.sectors)), np.zeros(len(self.traits))
        said = {name: one.weight for name, one in (group.weights | item.weights).items()}
        index = self.levels @ [said.get(name, 0.0) for name in self.traits]
        per_trait = group.slope * np.array([said.get(name, 0.0) for name in self.traits]) / (np.std(index) or 1.0)
        meets = [item.gate is None or self.meets(item.gate, self.map.sector_by_id[s]) for s in self.sectors]
        usual = self.levels[np.array(meets) if any(meets) else np.ones(len(meets), bool)].mean(axis=0)
        return (self.levels - usual) @ per_trait, per_trait

    def fitted(self, trend: str, seen: list[int]) -> tuple[float, float, np.ndarray, np.ndarray]:
        """Return norm, its squared error, weights beyond the judged ones, and y, from the sectors in sight."""
        z, s2, _ = self.figures[trend]
        prior, x = self.judged(trend)[0], self.features(trend)[0]
        level = self.map.trend_by_id[trend].level
        weights = [level.s**-2, *(1 / (s2[k] + TAU**2) for k in seen)]
        norm = float(np.average([logit(level.share), *(z[k] - RHO * prior[k] for k in seen)], weights=weights))
        y = z - norm - prior
        return norm, 1 / sum(weights), ridge(x, y, seen), y

    def sector(self, trend: str, j: int) -> dict[str, float]:
        """Return where a trend stands in a sector: the whole, its error, and what others and the own figure say."""
        z, _, own = self.figures[trend]
        prior, x = self.judged(trend)[0], self.features(trend)[0]
        row = {item.sector: item.row for item in self.map.influences if item.trend == trend}
        mine = row.get(self.sectors[j])
        seen = [
            k for k, name in enumerate(self.sectors)
            if k != j and not np.isnan(z[k]) and not (mine is not None and row.get(name) == mine)
        ]  # fmt: skip
        norm, error, beta, y = self.fitted(trend, seen)
        around = self.walks[:, j].copy()
        around[j] = 0.0
        around = around / around.sum() if around.sum() > 0 else around
        network = 0.0
        for k in seen:
            left_out = x[k] @ ridge(x, y, [other for other in seen if other != k])
            network += KAPPA * around[k] * (y[k] + prior[k] - RHO * (left_out + prior[k]))
        others = norm + RHO * (prior[j] + x[j] @ beta) + network
        known = not np.isnan(z[j])
        v = TAU**2 / (TAU**2 + own[j]) if known else 0.0
        total = others + v * (z[j] - others) if known else others
        return {
            "total": total, "norm": norm, "network": (1 - v) * network, "own": v * (z[j] - norm) if known else 0.0,
            "variance": (v * own[j] if known else TAU**2) + (1 - v) ** 2 * error,
        }  # fmt: skip

    def business(self, trend: str, firm: Business) -> tuple[float, float]:
        """Return log-odds of today and their squared error, before parts are held below their wholes."""
        item = self.map.trend_by_id[trend]
        shift, open_ = self._place(trend, firm)
        if item.role == "risk":
            z, variance = logit(item.level.share) + shift, item.level.s**2 + open_
        else:
            z, variance = self._mixed(trend, firm)
            z, variance = z + shift, variance + open_
        word = firm.peers.get(trend)
        if word is not None:
            weights = 1 / variance, 1 / 0.75**2
            z, variance = (z * weights[0] + logit(word) * weights[1]) / sum(weights), 1 / sum(weights)
        return z, variance

    def _mixed(self, trend: str, firm: Business) -> tuple[float, float]:
        """Return what its sectors say and what it is beyond them adds."""
        whole, elsewhere = sum(firm.sectors.values()), sum(firm.dependences.values())
        exposure = np.array([
            firm.sectors.get(s, 0.0) / whole * (1 - elsewhere) + firm.dependences.get(s, 0.0) for s in self.sectors
        ])  # fmt: skip
        parts = [self.sector(trend, j) for j in range(len(self.sectors))]
        has = np.concatenate([exposure @ self.levels, exposure @ self.profile])
        said = [firm.traits.get(t) for t in self.traits] + [firm.activities.get(a) for a in self.doing]
        beyond = np.array([0.0 if own is None else own - usual for own, usual in zip(said, has, strict=True)])
        x, unit = self.features(trend)
        seen = np.flatnonzero(~np.isnan(self.figures[trend][0])).tolist()
        beta, per_trait = self.fitted(trend, seen)[2], self.judged(trend)[1]
        d = beyond @ unit
        open_ = np.linalg.inv(x[seen].T @ x[seen] + np.eye(x.shape[1]))
        z = float(exposure @ [one["total"] for one in parts]) + RHO * float(
            d @ beta + beyond[: len(per_trait)] @ per_trait
        )
        return z, float(exposure**2 @ [one["variance"] for one in parts]) + TAU**2 * float(d @ open_ @ d)

    def _place(self, trend: str, firm: Business) -> tuple[float, float]:
        group = self.groups.get(self.map.trend_by_id[trend].group or "")
        people = firm.employees
        size = None if people is None else next((name for most, name in SIZES if people <= most), "GE250")
        found = [
            (item.slope * item.shift, item.s**2)
            for item in self.map.modifiers
            if group and group.places and item.family == group.places.family
            and item.place in ((firm.country or "").lower(), size)
        ]  # fmt: skip
        return sum(shift for shift, _ in found), sum(error for _, error in found)

    def held(self, firm: Business) -> dict[str, float]:
        """Return the shares' log-odds with parts below their wholes."""
        alone = {name: self.business(name, firm) for name in self.trends}
        z = {name: number for name, (number, _) in alone.items()}
        order = list(self._from_the_deepest())
        for part, whole in order:
            if alone[part][1] < alone[whole][1]:
                z[whole] = max(z[whole], z[part])
        for part, whole in reversed(order):
            z[part] = min(z[part], z[whole])
        return z

    def _from_the_deepest(self) -> Iterator[tuple[str, str]]:
        """Yield parts and their one whole, what is a part of a part first."""

        def depth(name: str) -> int:
            return max((1 + depth(whole) for whole in self.map.trend_by_id[name].part_of), default=0)

        for name in sorted(self.trends, key=lambda one: (-depth(one), one)):
            yield from ((name, whole) for whole in self.map.trend_by_id[name].part_of)


def ridge(x: np.ndarray, y: np.ndarray, seen: list[int]) -> np.ndarray:
    """Return (X'X + I)^-1 X'y over the sectors in sight."""
    return np.linalg.solve(x[seen].T @ x[seen] + np.eye(x.shape[1]), x[seen].T @ y[seen])


@examples(40)
@given(situations())
def test_every_sector_stands_where_the_page_puts_it(situation):
    """Total, error, norm, network and own figure of every trend in every sector of a compiled map."""
    expected, arrays = Estimates(situation.ecosystem), compiled_map(situation.ecosystem).arrays
    for i, name in enumerate(arrays.trends):
        for j in range(len(arrays.sectors)):
            found = {
                "total": arrays.total[i, j], "norm": arrays.norm[i, j], "variance": arrays.variance[i, j],
                "network": arrays.network_direct[i, j] + arrays.network_indirect[i, j], "own": arrays.own_figure[i, j],
            }  # fmt: skip
            assert found == pytest.approx(expected.sector(name, j), rel=0, abs=1e-9)


@examples(40)
@given(situations())
def test_every_business_stands_where_the_page_puts_it(situation):
    """Log-odds and error of a business: sectors, own features, place, the owner's word, parts below wholes."""
    expected, numbers = Estimates(situation.ecosystem), find_standings(*situation, Settings())
    today = dict(zip(numbers.axes.trends, numbers.found.odds.today[0].tolist(), strict=True))
    variance = dict(zip(numbers.axes.trends, numbers.found.odds.variance[0].tolist(), strict=True))
    alone = {name: expected.business(name, situation.business) for name in expected.trends}
    assert variance == pytest.approx({name: error for name, (_, error) in alone.items()}, rel=0, abs=1e-9)
    assert today == pytest.approx(expected.held(situation.business), rel=0, abs=1e-9)
