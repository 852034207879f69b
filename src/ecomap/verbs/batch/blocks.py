"""Rows to answers and rejects, a block at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.businesses import Businesses, Ints
from ecomap.engine.propagation import Array
from ecomap.io.batch.answers import UNIT, Answers, TrendColumns
from ecomap.io.batch.records import Column, Rows
from ecomap.model import Business, Settings
from ecomap.model.compiled import AnyMap
from ecomap.results.ranking import View
from ecomap.verbs import ranking
from ecomap.verbs.arrays import as_seen_by, business_arrays, compiled_map
from ecomap.verbs.batch.cells import PLAIN, Cells, Faulty, Meaning
from ecomap.verbs.batch.layout import WHERE, Layout
from ecomap.verbs.ranking import FirstTrends, first_trends, rank_block
from ecomap.verbs.standings import evaluated


@dataclass(frozen=True)
class Ranked:
    """The first trends of some businesses."""

    main_sector: Ints
    """Place of the sector with the largest share, shape (business,)."""
    opportunities: FirstTrends
    threats: FirstTrends

    def take(self, rows: Ints) -> "Ranked":
        """Return some of the businesses, in the order of ``rows``."""
        return Ranked(self.main_sector[rows], self.opportunities.take(rows), self.threats.take(rows))


def joined(parts: Sequence[Ranked]) -> Ranked:
    """Return the businesses of all parts one after the other."""
    return Ranked(
        np.concatenate([part.main_sector for part in parts]),
        ranking.joined([part.opportunities for part in parts]),
        ranking.joined([part.threats for part in parts]),
    )


class Ranker:
    """Ranks businesses on one map with one set of choices."""

    def __init__(
        self, ecosystem: AnyMap, settings: Settings | None = None, *, view: View = "cross", top: int = 5,
        threats: int = 0,
    ) -> None:  # fmt: skip
        self.compiled, self.settings, self.view = compiled_map(ecosystem), settings or Settings(), view
        self.trends = self.compiled.arrays.trends
        self.top, self.threats = min(top, len(self.trends)), min(threats, len(self.trends))

    def rank(self, businesses: Businesses) -> Ranked:
        """Return the first trends of businesses given as arrays."""
        first = rank_block(self.compiled, businesses, self.settings, view=self.view, top=self.top, threats=self.threats)
        return Ranked(businesses.main_sector, *first)

    def rank_all(self, businesses: Sequence[Business]) -> Ranked:
        """Return the first trends of businesses; whoever sees what the map does not is answered by a map of his own."""
        own = [place for place, one in enumerate(businesses) if one.influences or one.own_activities]
        usual = [one for place, one in enumerate(businesses) if place not in set(own)]
        parts = [self.rank(business_arrays(usual, self.compiled.arrays))]
        parts += [self._rank_own(businesses[place]) for place in own]
        order = np.argsort([*np.delete(np.arange(len(businesses)), own), *own], kind="stable")
        return joined(parts).take(order)

    def _rank_own(self, business: Business) -> Ranked:
        axes = as_seen_by(business, self.compiled.arrays)
        found = evaluated(axes, business_arrays([business], axes), self.settings)
        return Ranked(
            found.businesses.main_sector,
            first_trends(found, self.view, self.top),
            first_trends(found, self.view, self.threats, threats=True),
        )


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row without an answer."""

    row: int
    columns: str
    """Names of the columns at fault, as the user calls them."""
    reasons: str
    raw: str
    id: str


@dataclass(frozen=True)
class Block:
    """Some rows, read and answered; in the order of the input."""

    rows: NDArray[np.int64]
    ids: list[str]
    ranked: Ranked
    rejects: list[Rejected]

    def answers(self) -> Answers:
        """Return what is written of them."""
        return Answers(self.rows, self.ids, _columns(self.ranked.opportunities), _columns(self.ranked.threats))


def _columns(first: FirstTrends) -> TrendColumns:
    score, likelihood = (
        np.nan_to_num(np.rint(part * UNIT)).astype(np.int64) for part in (first.score, first.likelihood)
    )
    return TrendColumns(first.trend, score, likelihood, first.priority, first.action)


class BlockMaker:
    """Makes blocks of one layout."""

    def __init__(self, ranker: Ranker, layout: Layout) -> None:
        self.ranker, self.layout = ranker, layout
        self.cells = Cells(layout, ranker.compiled)

    def block(self, rows: Rows) -> Block:
        """Return the answers to some rows."""
        faults: dict[int, list[tuple[str, str]]] = {place: [problem] for place, problem in rows.broken.items()}
        whole = self._read_whole(rows, faults)
        meanings = {ours: [self.cells.meaning(ours, cell) for cell in column.cells]
                    for ours, column in rows.columns.items() if _is_plain(ours)}  # fmt: skip
        where = _first_filled(rows)
        self._find_faults(rows, where, meanings, faults, skipped={*rows.broken, *whole, *rows.more})
        plain = np.array(
            [place for place in range(len(rows.numbers)) if place not in faults and place not in whole], dtype=np.intp
        )
        parts, places = [self.ranker.rank(self._arrays(rows, where, meanings, plain))], [plain]
        if whole:
            places.append(np.array(list(whole), dtype=np.intp))
            parts.append(self.ranker.rank_all(list(whole.values())))
        taken = np.concatenate(places)
        order = np.argsort(taken, kind="stable")
        named = rows.columns.get("id")
        ids = [self._id(named, rows, place) for place in taken[order].tolist()]
        rejects = [self._reject(rows, place, faults[place]) for place in sorted(faults)]
        return Block(rows.numbers[taken[order]], ids, joined(parts).take(order), rejects)

    def _read_whole(self, rows: Rows, faults: dict[int, list[tuple[str, str]]]) -> dict[int, Business]:
        """Read the rows in which one cell bears upon another."""
        wanted = set(rows.more)
        for ours, column in rows.columns.items():
            if not _is_plain(ours):
                said = [code for code, cell in enumerate(column.cells) if cell not in ({}, [])]
                wanted |= set(np.flatnonzero(np.isin(column.codes, said)).tolist())
        found = {}
        for place in sorted(wanted - rows.broken.keys()):
            business = self.cells.read(rows.record(place))
            if isinstance(business, Faulty):
                faults[place] = list(business.problems)
            else:
                found[place] = business
        return found

    def _find_faults(
        self, rows: Rows, where: Mapping[str, Ints], meanings: Mapping[str, list[Meaning]],
        faults: dict[int, list[tuple[str, str]]], skipped: set[int],
    ) -> None:  # fmt: skip
        """Add what is wrong with the cells of each row, in the order of our columns."""
        for ours in _in_order(meanings):
            codes = where.get(ours, rows.columns[ours].codes)
            bad = [code for code, meaning in enumerate(meanings[ours]) if isinstance(meaning, Faulty)]
            for place in np.flatnonzero(np.isin(codes, bad)).tolist() if bad else ():
                if place not in skipped:
                    faulty: Any = meanings[ours][codes[place]]
                    faults.setdefault(place, []).extend(faulty.problems)
        missing = np.ones(len(rows.numbers), dtype=np.bool_)
        for codes in where.values():
            missing &= codes < 0
        for place in np.flatnonzero(missing).tolist():
            if place not in skipped:
                faults.setdefault(place, []).extend(self.cells.nothing.problems)

    def _id(self, column: Column | None, rows: Rows, place: int) -> str:
        """Return what a row is called: its id as it is written, else its number."""
        cell = column.at(place) if column else rows.record(place).get("id")
        return str(rows.numbers[place]) if cell is None or isinstance(cell, dict | list) else str(cell)

    def _reject(self, rows: Rows, place: int, problems: list[tuple[str, str]]) -> Rejected:
        problems = list(dict.fromkeys(problems))
        columns = " ".join(dict.fromkeys(column for column, _ in problems if column))
        reasons = " | ".join(reason for _, reason in problems)
        id = self._id(rows.columns.get("id"), rows, place)
        return Rejected(int(rows.numbers[place]), columns, reasons, rows.raw(place), id)

    # --- meanings to arrays

    def _arrays(
        self, rows: Rows, where: Mapping[str, Ints], meanings: Mapping[str, list[Meaning]], plain: Ints
    ) -> Businesses:
        arrays, count = self.ranker.compiled.arrays, len(plain)

        def codes(ours: str) -> Ints:
            return where.get(ours, rows.columns[ours].codes)[plain]

        def number(ours: str) -> Array:
            if ours not in meanings:
                return np.full(count, np.nan)
            usable = [np.nan if not isinstance(one, int | float) else one for one in meanings[ours]]
            return np.array([*usable, np.nan])[codes(ours)]  # the last is that of an empty cell, -1

        def numbers(field: str, prefix: str, axis: Sequence[str], nothing: float) -> Array:
            found = np.full((count, len(axis)), nothing)
            if field in meanings:
                found = _matrix(meanings[field], len(axis), nothing)[codes(field)]
            for place, name in enumerate(axis):
                if (ours := f"{prefix}.{name}") in meanings:
                    said = number(ours)
                    found[:, place] = np.where(np.isnan(said), found[:, place], said)
            return found

        sector, weight = _slots([(codes(ours), meanings[ours]) for ours in where], count)
        activities = numbers("activities", "activity", arrays.activities, np.nan)
        return Businesses(
            sector, weight, number("maturity"),
            goals=numbers("goals", "goal", arrays.goals, 0.0),
            budget=number("budget_eur"), hours=number("hours_per_week"),
            skills=numbers("skills", "skill", arrays.skills, np.nan),
            adopted=_flags(meanings.get("adopted", []), codes("adopted") if "adopted" in meanings else None,
                           (count, len(arrays.trends))),
            activities=None if np.isnan(activities).all() else activities,
        )  # fmt: skip


def _is_plain(ours: str) -> bool:
    return ours in PLAIN or "." in ours


def _in_order(columns: Mapping[str, Any]) -> Iterator[str]:
    """Yield columns in the order in which a row's problems are told."""
    last = [name for name in columns if name in WHERE or "." in name or name in ("budget_eur", "hours_per_week")]
    yield from (name for name in columns if name not in last)
    yield from sorted(last, key=lambda name: (name not in WHERE, "." in name))


def _first_filled(rows: Rows) -> dict[str, Ints]:
    """Return, of the columns that say what a business lives from, the codes of those cells that count."""
    taken = np.zeros(len(rows.numbers), dtype=np.bool_)
    found = {}
    for ours in WHERE:
        if ours in rows.columns:
            codes = np.where(taken, -1, rows.columns[ours].codes)
            found[ours] = codes
            taken |= codes >= 0
    return found


def _matrix(meanings: list[Meaning], width: int, nothing: float) -> Array:
    """Return numbers by place, shape (meaning + 1, width); the last row is that of an empty cell."""
    matrix = np.full((len(meanings) + 1, width), nothing)
    for row, meaning in enumerate(meanings):
        if isinstance(meaning, dict):
            matrix[row, list(meaning)] = list(meaning.values())
    return matrix


def _slots(columns: list[tuple[Ints, list[Meaning]]], count: int) -> tuple[Ints, Array]:
    """Return places and shares of sectors by slot, each (business, slot)."""
    widest = max((len(one) for _, found in columns for one in found if isinstance(one, dict)), default=1)
    sector, weight = np.zeros((count, widest), dtype=np.intp), np.zeros((count, widest))
    for codes, meanings in columns:
        lists = [one if isinstance(one, dict) else {} for one in meanings]
        places = np.array([[*one, *[0] * (widest - len(one))] for one in (*lists, {})], dtype=np.intp)
        shares = np.array([[*one.values(), *[0.0] * (widest - len(one))] for one in (*lists, {})])
        sector += places[codes]
        weight += shares[codes]
    used = max(1, int((weight > 0).sum(axis=1).max(initial=1)))
    return sector[:, :used], weight[:, :used]


def _flags(meanings: list[Meaning], codes: Ints | None, shape: tuple[int, int]) -> NDArray[np.bool_]:
    flags = np.zeros(shape, dtype=np.bool_)
    if codes is None:
        return flags
    lists = [one if isinstance(one, tuple) else () for one in (*meanings, ())]
    count = np.array([len(one) for one in lists])
    places = np.array([place for one in lists for place in one], dtype=np.intp)
    start = np.cumsum(count) - count
    repeated = count[codes]
    rows = np.repeat(np.arange(len(codes)), repeated)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(repeated) - repeated, repeated)
    flags[rows, places[np.repeat(start[codes], repeated) + within]] = True
    return flags
