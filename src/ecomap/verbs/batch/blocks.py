"""Rows to answers and rejects, a block at a time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.businesses import Businesses, Ints, slots
from ecomap.engine.propagation import Array
from ecomap.firms import SIZE
from ecomap.io.batch.answers import Answers
from ecomap.io.batch.records import Rows
from ecomap.io.fields import NUMBERS, TRENDS
from ecomap.io.words import SIGNS, TOTAL, bare, headings, in_words, words
from ecomap.model import Business, Settings, folded
from ecomap.model.arrays import MapArrays
from ecomap.model.compiled import AnyMap
from ecomap.results.ranking import View
from ecomap.safe import readable
from ecomap.verbs.arrays import as_seen_by, business_arrays, compiled_map, estimates, places_of
from ecomap.verbs.batch.cells import Cells
from ecomap.verbs.batch.layout import IN_USE, NAME, NO_MARKS, NOT_YET, WHERE, Layout, Marks, units_said
from ecomap.verbs.batch.meanings import CellError, Described, DescribedInPart, Meaning, Unread
from ecomap.verbs.ranking import FirstTrends, first_trends, nothing
from ecomap.verbs.standings import evaluated

AT_A_TIME = 1024  # businesses that are worked out together: their numbers stay in the processor's own memory


@dataclass(frozen=True)
class Ranked:
    """The first trends of some businesses."""

    main_sector: Ints  # place of the sector with the largest share, shape (business,)
    opportunities: FirstTrends
    threats: FirstTrends

    def take(self, rows: Ints) -> "Ranked":
        """Return some of the businesses, in the order of ``rows``."""
        return Ranked(self.main_sector[rows], self.opportunities.take(rows), self.threats.take(rows))


def joined(parts: Sequence[Ranked]) -> Ranked:
    """Return the businesses of all parts one after the other."""
    lists = zip(*((part.opportunities, part.threats) for part in parts), strict=True)
    first = (FirstTrends(*map(np.concatenate, zip(*some, strict=True))) for some in lists)
    return Ranked(np.concatenate([part.main_sector for part in parts]), *first)


class Ranker:
    """Ranks businesses on one map with one set of choices: the numbers of `rank_trends`, made by the same functions."""

    def __init__(
        self, ecosystem: AnyMap, settings: Settings | None = None, *, view: View = "all", top: int = 5,
        threats: int = 0,
    ) -> None:  # fmt: skip
        self.compiled, self.settings, self.view = compiled_map(ecosystem), settings or Settings(), view
        self.trends = self.compiled.arrays.trends
        self.top, self.threats = min(top, len(self.trends)), min(threats, len(self.trends))

    def rank(self, businesses: Businesses, axes: MapArrays | None = None) -> Ranked:
        """Return the first trends of businesses given as arrays over the map's axes, or over those of their own map.

        A row does not depend on the rows beside it, to the last bit.
        """
        axes = estimates(self.compiled.arrays, self.settings) if axes is None else axes
        parts = [Ranked(np.zeros(0, dtype=np.intp), nothing(0, self.top), nothing(0, self.threats))]
        for start in range(0, len(businesses), AT_A_TIME):
            found = evaluated(axes, businesses.take(slice(start, start + AT_A_TIME)), self.settings)
            first = first_trends(found, self.view, self.top)
            threats = first_trends(found, self.view, self.threats, threats=True)
            parts.append(Ranked(found.businesses.main_sector, first, threats))
        return joined(parts)

    def rank_all(self, businesses: Sequence[Business]) -> Ranked:
        """Return the first trends of businesses; whose activities are not the map's, by a map of its own."""
        own = [place for place, one in enumerate(businesses) if one.own_activities]
        usual = [place for place, one in enumerate(businesses) if not one.own_activities]
        parts = [self.rank(business_arrays([businesses[place] for place in usual], self.compiled.arrays))]
        for business in map(businesses.__getitem__, own):
            axes = as_seen_by(business, estimates(self.compiled.arrays, self.settings))
            parts.append(self.rank(business_arrays([business], axes), axes))
        return joined(parts).take(np.argsort([*usual, *own], kind="stable"))


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row without an answer."""

    row: int
    columns: str  # names of the columns at fault, as the user calls them
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
    places: Ints  # where those that are answered stood among the rows
    nothing: dict[str, int]
    """Columns, as the user calls them, with how many cells say that nothing is known: they count as empty."""
    empty: int  # rows that are left out, since nothing stands in them

    def answers(self, words: Sequence[Sequence[tuple[str, ...]]] | None = None, names: Sequence[str] = ()) -> Answers:
        """Return what is written of them, with the words of each trend and their names if they are known."""
        return Answers(self.rows, self.ids, self.ranked.opportunities, self.ranked.threats, words, names)


NUMBERED = " (the number of the row stands for it)"  # behind the column of ids in which some are missing
EMPTY = "nothing"  # instead of what is wrong with a row of CSV or a spreadsheet in which nothing stands: it is left out
LEFT = " (of several codes those that stand for nothing; --check tells some)"
UNREAD = " (names that are not known; --check tells some)"  # behind a column that nobody needs with such names
FORMULA = '"{}" is a formula without its value. Open the file in a spreadsheet program and save it there.'
TOTALS, NOTES = "a line of totals, no business.", "a note, no business."
Faults = dict[int, list[tuple[str, str]]]  # places of rows, with our columns and the reasons of all that is wrong


class BlockMaker:
    """Makes blocks of one layout."""

    def __init__(self, ranker: Ranker, layout: Layout, marks: Marks = NO_MARKS) -> None:
        self.ranker, self.layout = ranker, layout
        self.cells = Cells(ranker.compiled, marks, layout.guessed)

    def block(self, rows: Rows) -> Block:
        """Return the answers to some rows."""
        self.cells.begin()
        faults: Faults = {place: [problem] for place, problem in rows.broken.items()}
        own: dict[int, Business] = {}
        for place, said in rows.more.items():
            found = self.cells.business(said)
            if isinstance(found, list):
                faults[place] = found
            else:
                own[place] = found
        meanings = {ours: self.cells.meanings(ours, column.cells) for ours, column in rows.columns.items()}
        codes = _counting(rows, meanings)
        self._find_faults(rows, codes, meanings, faults)
        own = {place: business for place, business in own.items() if place not in faults}
        plain = np.delete(np.arange(len(rows.numbers)), [*faults, *own])
        parts = [self.ranker.rank(self._arrays({ours: at[plain] for ours, at in codes.items()}, meanings, len(plain)))]
        parts += [self.ranker.rank_all(list(own.values()))] if own else []
        taken = np.array([*plain, *own], dtype=np.intp)
        order = np.argsort(taken, kind="stable")
        ids = ids_of(rows)
        told = (place for place in sorted(faults) if faults[place][0][1] != EMPTY)
        rejects = [self._reject(rows, place, ids[place], faults[place]) for place in told]
        ranked = joined(parts).take(order) if own else parts[0]
        places = taken[order]
        names = [ids[place] for place in places.tolist()]
        nothing, empty = self._nothing(rows, meanings, places), len(faults) - len(rejects)
        return Block(rows.numbers[places], names, ranked, rejects, places, nothing, empty)

    def _nothing(self, rows: Rows, meanings: Mapping[str, list[Meaning]], places: Ints) -> dict[str, int]:
        """Count the cells of each column that say nothing, or what is not known, and the rows without an id."""
        found = {}
        for ours in meanings.keys() - {NAME, "schema"}:
            marks = _of_kinds(meanings[ours], type(None)) if ours != "id" else [-1]
            unread = _of_kinds(meanings[ours], Unread, DescribedInPart)
            for those, more in ((marks, NUMBERED * (ours == "id")), (unread, LEFT if ours in WHERE else UNREAD)):
                if those and (count := int(np.isin(rows.columns[ours].codes[places], those).sum())):
                    found[self.layout.theirs(ours) + more] = count
        return dict(sorted(found.items()))

    def business(self, rows: Rows, place: int) -> Business:
        """Return the business that a row without faults describes, by ids of the map."""
        said = dict(rows.more.get(place, ()))
        if not said:
            cells = {ours: column.at(place) for ours, column in rows.columns.items()}
            usable = (ours for ours in WHERE if cells.get(ours) is not None)
            understood = (ours for ours in usable if _usable(self.cells.meanings(ours, [cells[ours]])).any())
            counts = next(understood, None)
            said = {ours: cell for ours, cell in cells.items() if cell is not None and ours not in (*WHERE, "id", NAME)}
            said |= {counts: cells[counts]} if counts else {}
        found = self.cells.business({ours: cell for ours, cell in said.items() if ours != "id"})
        assert not isinstance(found, list), found
        return found

    def _find_faults(
        self, rows: Rows, codes: Mapping[str, Ints], meanings: Mapping[str, list[Meaning]], faults: Faults
    ) -> None:
        """Add what is wrong with the cells of each row, in the order of the columns."""
        missing = np.ones(len(rows.numbers), dtype=np.bool_)
        for ours, found in meanings.items():
            bad = _of_kinds(found, CellError)
            for place in np.flatnonzero(np.isin(codes[ours], bad)).tolist() if bad else ():
                faulty, cell = found[codes[ours][place]], rows.columns[ours].at(place)
                reasons: Any = (FORMULA.format(cell),) if str(cell)[:1] == "=" else faulty.reasons
                faults.setdefault(place, []).extend((ours, reason) for reason in reasons)
        for ours in WHERE:
            missing &= codes[ours] < 0 if ours in codes else True
        for ours in [ours for ours in TRENDS if ours != IN_USE and {ours, IN_USE} <= codes.keys()]:
            for place in np.flatnonzero((codes[IN_USE] >= 0) & (codes[ours] >= 0)).tolist():
                used, unused = (meanings[field][codes[field][place]] for field in (IN_USE, ours))
                if isinstance(used, dict) and isinstance(unused, dict) and any(map(used.get, unused)):
                    faults.setdefault(place, []).append((ours, "names what is said to be in use too."))
        where = next((ours for ours in WHERE if ours in self.layout.names), "sectors")
        for place in np.flatnonzero(missing).tolist():
            if place not in rows.broken and place not in rows.more:
                faults.setdefault(place, []).append((where, EMPTY if rows.empty(place) else "is missing."))
        faults |= {place: [("id", TOTALS)] for place in _totals(rows)}
        for place in faults.keys() - rows.broken.keys() - rows.more.keys():
            if reason := self._no_business(rows, place):
                faults[place] = [reason]

    def _no_business(self, rows: Rows, place: int) -> tuple[str, str] | None:
        """Return what a row with faults is, where that is a line of totals, of units, or the headings again."""
        said = {ours: cell for ours, column in rows.columns.items() if type(cell := column.at(place)) is str}
        alike = {} if said.keys().isdisjoint(WHERE) else headings()  # they may be in another language there
        if said and all(
            bare(self.layout.theirs(ours)) == bare(cell) or alike.get(bare(cell)) == ours for ours, cell in said.items()
        ):
            return "", "the headings again, no business."
        empty, texts = not said.keys() & {*WHERE}, {ours: said[ours] for ours in ("id", NAME, *WHERE) if ours in said}
        if total := next((ours for ours, cell in texts.items() if _tells_totals(cell, ours in WHERE or empty)), None):
            return total, TOTALS
        if empty and any(re.match(in_words("{note}"), cell) for cell in texts.values()):
            return next(iter(texts)), NOTES
        if not texts and said and "id" in self.layout.names and not re.search(r"[^\W\d_]", rows.raw(place)):
            return next(iter(said)), f"numbers alone: {TOTALS}"
        units = units_said({ours: said[ours] for ours in NUMBERS if ours in said})
        return (next(iter(units)), "the units of the columns, no business.") if units else None

    def _reject(self, rows: Rows, place: int, id: str, problems: list[tuple[str, str]]) -> Rejected:
        columns = " ".join(dict.fromkeys(self.layout.theirs(ours) for ours, _ in problems if ours))
        reasons = " | ".join(dict.fromkeys(reason for _, reason in problems))
        return Rejected(int(rows.numbers[place]), columns, reasons, rows.raw(place), id)

    def _arrays(self, codes: Mapping[str, Ints], meanings: Mapping[str, list[Meaning]], count: int) -> Businesses:
        """Return what the cells of each row mean as arrays."""
        arrays, cells = self.ranker.compiled.arrays, _Cells(codes, meanings, count)
        sectors = [cells.numbers(ours, "", arrays.sectors, 0.0) for ours in WHERE if ours in meanings]
        depends = cells.numbers("depends_on", "", arrays.sectors, 0.0) if "depends_on" in meanings else np.zeros((0, 0))
        activities = cells.numbers("activities", "activity", arrays.activities, np.nan)
        traits = cells.numbers("traits", "trait", arrays.traits, np.nan)
        activities = cells.with_kinds("activities", activities, np.nan, np.isnan(activities))
        traits = cells.with_kinds("traits", traits, np.nan, np.isnan(traits))
        people = cells.number("employees")[:, None]
        people = cells.with_kinds(SIZE, people, np.nan, np.isnan(people))[:, 0]
        goals = cells.numbers("goals", "goal", arrays.goals, 0.0)
        has = cells.with_kinds("has", np.zeros((1, len(arrays.trends))), 0.0, np.ones((1, 1), dtype=np.bool_))
        skills = cells.numbers("skills", "skill", arrays.skills, np.nan)
        return Businesses(
            *slots(np.add.reduce(sectors) if sectors else np.zeros((count, len(arrays.sectors)))),
            goals=cells.with_kinds("goals", goals, 0.0, ~goals.any(axis=1, keepdims=True)),
            budget=cells.number("budget_eur"),
            hours=cells.number("hours_per_week"),
            skills=np.where(np.isnan(skills), cells.number("maturity")[:, None], skills),
            adopted=cells.numbers(IN_USE, "", arrays.trends, False),
            rejected=cells.numbers("rejected", "", arrays.trends, False) if "rejected" in meanings else None,
            not_yet=cells.not_yet(arrays.trends),
            depends=depends if depends.any() else None,
            traits=None if np.isnan(traits).all() else traits,
            activities=None if np.isnan(activities).all() else activities,
            country=np.nan_to_num(cells.number("country"), nan=-1).astype(np.intp) if "country" in meanings else None,
            employees=None if np.isnan(people).all() else people,
            has=places_of(has) if has.any() else None,
        )


@dataclass(frozen=True)
class _Cells:
    """What the cells of each row mean, as arrays; code -1, an empty cell, takes the last of a column."""

    codes: Mapping[str, Ints]
    meanings: Mapping[str, list[Meaning]]
    count: int

    def number(self, ours: str) -> Array:
        """Return the numbers of a column; (row)."""
        if ours not in self.meanings:
            return np.full(self.count, np.nan)
        usable = [one if type(one) in (int, float) else np.nan for one in self.meanings[ours]]
        return np.array([*usable, np.nan])[self.codes[ours]]

    def numbers(self, field: str, prefix: str, axis: Sequence[str], nothing: float) -> Any:
        """Return a field by the names of an axis, a column of a name's own before what the field says; (row, name)."""
        if field in self.meanings:
            found = _matrix(self.meanings[field], len(axis), nothing)[self.codes[field]]
        else:
            found = np.full((self.count, len(axis)), nothing)
        for place, name in enumerate(axis):
            if (ours := f"{prefix}.{name}") in self.meanings:
                said = self.number(ours)
                found[:, place] = np.where(np.isnan(said), found[:, place], said)
        return found

    def not_yet(self, trends: Sequence[str]) -> "NDArray[np.bool_] | None":
        """Return what is said not to be in use, in a column of its own or in that of what is; (row, trend)."""
        found = [self.numbers(NOT_YET, "", trends, False)] if NOT_YET in self.meanings else []
        said = self.meanings.get(IN_USE, ())
        if any(isinstance(one, dict) and not all(one.values()) for one in said):
            nays: list[Meaning] = [
                {at: 1.0 for at in one if not one[at]} if isinstance(one, dict) else {} for one in said
            ]
            found.append(_matrix(nays, len(trends), False)[self.codes[IN_USE]])
        return np.logical_or.reduce(found) if found else None

    def with_kinds(self, field: str, own: Array, nothing: float, unsaid: NDArray[np.bool_]) -> Array:
        """Return numbers of a field with those of the kinds of firm where the row says nothing itself."""
        for ours in WHERE:
            said = self.meanings.get(ours, ())
            if _of_kinds(said, Described, DescribedInPart):
                levels: list[Meaning] = [one.levels[field] if isinstance(one, Described) else {} for one in said]
                theirs = _matrix(levels, own.shape[1], nothing)[self.codes[ours]]
                own = np.where(unsaid & (self.codes[ours] >= 0)[:, None], theirs, own)
        return own


def _counting(rows: Rows, meanings: Mapping[str, list[Meaning]]) -> dict[str, Ints]:
    """Return the codes of the cells that count.

    Of the columns that say what a business lives from, the first that is understood; if none is, the first.
    """
    codes = {ours: column.codes for ours, column in rows.columns.items()}
    where, taken = [ours for ours in WHERE if ours in codes], np.zeros(len(rows.numbers), dtype=np.bool_)
    good = {ours: _usable(meanings[ours])[codes[ours]] for ours in where} if len(where) > 1 else {}
    any_good = np.any([*good.values()], axis=0) if good else taken
    for ours in where:
        codes[ours] = np.where(taken | (any_good & ~good[ours] if good else False), -1, codes[ours])
        taken |= codes[ours] >= 0
    return codes


def _of_kinds(meanings: Sequence[Meaning], *kinds: type) -> list[int]:
    """Return the codes of the meanings of some kinds; where none is, they are not looked at one by one."""
    if {*map(type, meanings)}.isdisjoint(kinds):
        return []
    return [code for code, meaning in enumerate(meanings) if type(meaning) in kinds]


def _usable(meanings: list[Meaning]) -> NDArray[np.bool_]:
    """Tell which meanings are understood; the last, of an empty cell, is none."""
    return np.array([*(not isinstance(meaning, CellError) for meaning in meanings), False])


def _totals(rows: Rows) -> list[int]:
    """Return the places of rows that are called a total."""
    column = rows.columns.get("id")
    called = [
        code for code, cell in enumerate(column.cells if column else ())
        if type(cell) is str and cell[:1].isalpha() and not cell[-1:].isdigit() and _tells_totals(cell, more=False)
    ]  # fmt: skip
    return list(map(int, np.flatnonzero(np.isin(column.codes, called)))) if column and called else []


def _tells_totals(cell: str, more: bool) -> bool:
    """Tell whether a cell says that a line is one of totals, if ``more`` with further words before it or behind."""
    said = SIGNS.sub(" ", folded(cell)).strip()
    return said in words(TOTAL) or (more and not words(TOTAL).isdisjoint(said.split()[:1] + said.split()[-1:]))


def ids_of(rows: Rows) -> list[str]:
    """Return what each row is called: its id as it is written, else its number."""
    numbers = map(str, rows.numbers.tolist())
    if "id" not in rows.columns:
        return list(numbers)
    column = rows.columns["id"]
    cells = [None if isinstance(cell, dict | list) else str(cell).replace("\n", " ") for cell in column.cells] + [None]
    return [cells[code] or number for code, number in zip(column.codes.tolist(), numbers, strict=True)]


def name_of(rows: Rows, place: int, id: str) -> str:
    """Return what people call the firm of a row: its name where the row has one, else its id; it can be written."""
    column = rows.columns.get(NAME)
    name = rows.more.get(place, {}).get(NAME) if column is None else column.at(place)
    return readable((name.strip().replace("\n", " ") if isinstance(name, str) else "") or id)


def _matrix(meanings: list[Meaning], width: int, nothing: float) -> NDArray[Any]:
    """Return numbers by place, shape (meaning + 1, width); the last row is that of an empty cell."""
    lists: list[dict[int, float]] = [one if isinstance(one, dict) else {} for one in meanings]
    count = np.fromiter(map(len, lists), np.intp, len(lists))
    places = np.fromiter(chain.from_iterable(lists), np.intp, int(count.sum()))
    numbers = np.fromiter(chain.from_iterable(one.values() for one in lists), np.float64, len(places))
    matrix = np.full((len(lists) + 1, width), nothing)
    matrix[np.repeat(np.arange(len(lists)), count), places] = numbers
    return matrix
