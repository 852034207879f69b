"""Plain rows to numbers without any ceremony; whatever is not plain is left to `cells`, which has the words for it."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ecomap.verbs.batch.cells import SPREADSHEET_NUMBER, UNIT_WEIGHT
from ecomap.verbs.batch.described import Described, Numbers
from ecomap.verbs.batch.layout import SHARES, WHERE, Layout
from ecomap.verbs.batch.vocabulary import REMEMBERED, Vocabulary

COUNTRY = re.compile(r"[A-Z]{2}")
LARGEST = 1e15
"""Numbers beyond are nobody's; they are left to the single query."""
LEVEL, SHARE = 4.0, 1.0
LIMITS = {"sectors": LARGEST, "goals": LARGEST, "depends_on": SHARE, "activities": SHARE, "skills": LEVEL}
SCHEMA = "ecomap/business/1"


class NotPlainError(Exception):
    """A row that needs a closer look."""


@dataclass
class Quick:
    """Reads the plain rows of one layout."""

    layout: Layout
    vocabulary: Vocabulary
    _texts: dict[tuple[str, str], Numbers] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Choose a reader for each column."""
        self.readers: list[tuple[str, Callable[[object, Described], None]]] = [
            (theirs, self._reader(ours)) for ours, theirs in self.layout.names.items() if ours not in ("id", *WHERE)
        ]
        self.where = [(ours, self.layout.names[ours]) for ours in WHERE if ours in self.layout.names]

    def described(self, cells: Mapping[str, object]) -> Described | None:
        """Return what a row says, None where it is not plain."""
        try:
            row = Described(self._sectors(cells))
            for theirs, read in self.readers:
                if theirs in cells:
                    read(cells[theirs], row)
            return None if math.fsum(row.depends.values()) >= 1 else row
        except NotPlainError:
            return None

    def _sectors(self, cells: Mapping[str, object]) -> Numbers:
        for ours, theirs in self.where:
            if theirs in cells:
                found = self._numbers(ours, "sectors", cells[theirs])
                if not found or min(found.values()) <= 0:
                    raise NotPlainError
                return found
        raise NotPlainError

    def _reader(self, ours: str) -> Callable[[object, Described], None]:  # noqa: PLR0911 - one line for each column
        prefix, dot, name = ours.partition(".")
        match ours:
            case "name" | "country" | "employees" | "schema" | "resources" | "adopted" | "maturity":
                reader: Callable[[object, Described], None] = getattr(self, f"_{ours}")
                return reader
            case "budget_eur":
                return lambda cell, row: setattr(row, "budget", number(cell, LARGEST))
            case "hours_per_week":
                return lambda cell, row: setattr(row, "hours", number(cell, LARGEST))
            case "depends_on":
                return lambda cell, row: row.depends.update(self._numbers(ours, "depends_on", cell))
            case "goals" | "skills" | "activities":
                return lambda cell, row: getattr(row, ours).update(self._numbers(ours, ours, cell))
            case _ if dot and f"{prefix}." in SHARES:
                kind = SHARES[f"{prefix}."]
                place, most = self.vocabulary.at[kind][name], LIMITS[kind]
                return lambda cell, row: getattr(row, kind).__setitem__(place, number(cell, most))
            case _:
                return _not_plain

    def _numbers(self, ours: str, kind: str, cell: object) -> Numbers:
        if isinstance(cell, dict):
            return self._placed(kind, cell.items())
        if not isinstance(cell, str):
            raise NotPlainError
        known = self._texts.get((ours, cell))
        if known is None:
            if len(self._texts) >= REMEMBERED:
                self._texts.clear()
            known = self._texts[ours, cell] = self._placed(kind, self._pairs(ours, kind, cell))
        return dict(known)

    def _pairs(self, ours: str, kind: str, cell: str) -> list[tuple[str, object]]:
        pieces = [piece.partition("=") for piece in cell.split(";") if piece.strip()]
        names = [name.strip() for name, _, _ in pieces]
        numbers = [number.strip() if equals else None for _, equals, number in pieces]
        if len(set(names)) < len(names):
            raise NotPlainError
        bare = numbers.count(None)
        if bare and kind not in ("sectors", UNIT_WEIGHT):
            raise NotPlainError
        filled: list[object] = list(numbers)
        if bare:
            given = [number(text, LARGEST) for text in numbers if text is not None]
            each = 1.0 if kind == UNIT_WEIGHT else (1 - sum(given)) / bare
            if each <= 0:
                raise NotPlainError
            filled = [each if text is None else text for text in numbers]
        prefix = f"{ours}:" if kind == "sectors" and ours != "sectors" else ""
        return [(prefix + name, value) for name, value in zip(names, filled, strict=True)]

    def _placed(self, kind: str, pairs: "object") -> Numbers:
        found: Numbers = {}
        axis = "sectors" if kind == "depends_on" else kind
        for name, cell in pairs:  # type: ignore[attr-defined]
            place = self.vocabulary.place(axis, name)
            if place is None or (axis != "sectors" and place in found):
                raise NotPlainError
            found[place] = found.get(place, 0.0) + number(cell, LIMITS[kind])
        return found

    def _adopted(self, cell: object, row: Described) -> None:
        names = [name for piece in cell.split(";") if (name := piece.strip())] if isinstance(cell, str) else cell
        if not isinstance(names, list):
            raise NotPlainError
        at = self.vocabulary.at["trends"]
        if not all(isinstance(name, str) and name in at for name in names):
            raise NotPlainError
        row.adopted = tuple(at[name] for name in names)

    def _maturity(self, cell: object, row: Described) -> None:
        row.maturity = number(cell, LEVEL)

    def _resources(self, cell: object, row: Described) -> None:
        if not isinstance(cell, dict) or not cell.keys() <= {"budget_eur", "hours_per_week"}:
            raise NotPlainError
        row.budget = number(cell["budget_eur"], LARGEST) if cell.get("budget_eur") is not None else row.budget
        row.hours = number(cell["hours_per_week"], LARGEST) if cell.get("hours_per_week") is not None else row.hours

    def _country(self, cell: object, _: Described) -> None:
        if not isinstance(cell, str) or not COUNTRY.fullmatch(cell):
            raise NotPlainError

    def _employees(self, cell: object, _: Described) -> None:
        if number(cell, LARGEST) % 1:
            raise NotPlainError

    def _name(self, cell: object, _: Described) -> None:
        if not isinstance(cell, str):
            raise NotPlainError

    def _schema(self, cell: object, _: Described) -> None:
        if cell != SCHEMA:
            raise NotPlainError


def number_or_nan(text: str, most: float) -> float:
    """Return what `number` returns, NaN where it refuses."""
    try:
        return number(text, most)
    except NotPlainError:
        return math.nan


def _not_plain(cell: object, _: Described) -> None:
    if cell not in ([], {}):
        raise NotPlainError


def number(cell: object, most: float) -> float:
    """Return a cell as a number from 0 to ``most``.

    Raises
    ------
    NotPlainError
        It is none, or out of range.
    """
    if isinstance(cell, str) and SPREADSHEET_NUMBER.fullmatch(cell):
        cell = float(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not 0 <= cell <= most:
        raise NotPlainError
    return float(cell)
