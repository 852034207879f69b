"""What a cell means: places and numbers, or what is wrong with it; every different cell is looked at once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from ecomap.errors import EcomapError, InputError
from ecomap.io.amounts import (
    GOAL,
    HOURS,
    LEVEL,
    MONEY,
    PEOPLE,
    SHARE,
    WEIGHT,
    AmountError,
    Quantity,
    divided,
    read_number,
)  # fmt: skip
from ecomap.model import Business
from ecomap.model.compiled import CompiledMap
from ecomap.names import Names
from ecomap.verbs.batch.documents import document_of, problems_of
from ecomap.verbs.batch.layout import WHERE, Layout

REMEMBERED = 100_000
"""Different cells of a column, names and numbers that are remembered; beyond them all are looked up anew."""
MAPPINGS = {"activities": ("activity", SHARE), "goals": ("goal", GOAL), "skills": ("skill", LEVEL)}
"""Fields of names with numbers: the kind of name, and what the numbers are."""
NUMBERS = {"maturity": LEVEL, "budget_eur": MONEY, "hours_per_week": HOURS, "employees": PEOPLE}
SINGLES = {"goal": ("goals", GOAL), "skill": ("skills", LEVEL), "activity": ("activities", SHARE)}
"""Columns of one number each by what stands before the dot."""
SAID_ELSEWHERE = frozenset({"id", "name", "schema"})
"""What a row is called moves no number."""
PLAIN = frozenset({*WHERE, *MAPPINGS, *NUMBERS, "adopted", "country", *SAID_ELSEWHERE})
"""Columns whose cells are understood on their own; a row that says anything else is read as a whole."""

Problems = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Faulty:
    """A cell that cannot be used."""

    problems: Problems
    """Column and reason of everything that is wrong with it."""


Meaning = float | dict[int, float] | tuple[int, ...] | None | Faulty
"""A number; numbers by place; places; nothing that counts; or what is wrong."""


class NotPlainError(Exception):
    """A cell that must be read with more care."""


class _Remembered(dict[Any, Any]):
    """What a name or a number means, found out when it is first met; None where it is not plain."""

    def __init__(self, understand: Callable[[Any], Any]) -> None:
        super().__init__()
        self.understand = understand

    def __missing__(self, text: Any) -> Any:
        if len(self) >= REMEMBERED:
            self.clear()
        self[text] = found = self.understand(text)
        return found


class Cells:
    """Understands the cells of one layout."""

    def __init__(self, layout: Layout, compiled: CompiledMap) -> None:
        self.layout, self.compiled = layout, compiled
        arrays = compiled.arrays
        axes = {
            "sector": arrays.sectors, "trend": arrays.trends, "activity": arrays.activities, "goal": arrays.goals,
            "skill": arrays.skills,
        }  # fmt: skip
        self.places = {kind: {name: place for place, name in enumerate(axis)} for kind, axis in axes.items()}
        self._named = {kind: _Remembered(partial(self._place, kind)) for kind in axes}
        self._numbers = {of: _Remembered(partial(_number, of)) for of in {*NUMBERS.values(), SHARE, GOAL, WEIGHT}}
        self._read: dict[Any, Meaning] = {}

    def meaning(self, ours: str, cell: Any) -> Meaning:
        """Return what a cell of one of our columns means."""
        if ours in SAID_ELSEWHERE:
            return None
        try:
            return self._plain(ours, cell)
        except (NotPlainError, TypeError):  # a name or a number that is none
            key = ours, cell if type(cell) is str else (repr(cell),)
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            if key not in self._read:
                self._read[key] = self._careful(ours, cell)
            return self._read[key]

    @cached_property
    def nothing(self) -> Faulty:
        """What is wrong with a row that names no sector."""
        return self.read({})  # type: ignore[return-value]

    # --- cells that say plainly what they mean

    def _plain(self, ours: str, cell: Any) -> Meaning:
        if ours in NUMBERS:
            return self._amount(cell, NUMBERS[ours])
        if ours in MAPPINGS:
            return self._mapping(cell, *MAPPINGS[ours])
        if ours in WHERE:
            return self._sectors(cell, "" if ours == "sectors" else f"{ours}:")
        if ours == "adopted":
            places = self._named["trend"]
            found = [places[name] for name in (cell.split(";") if type(cell) is str else cell)]
            if None in found or type(cell) not in (str, list):
                raise NotPlainError
            return tuple(dict.fromkeys(found))
        prefix, _, name = ours.partition(".")
        if name and prefix in SINGLES:
            return self._amount(cell, SINGLES[prefix][1])
        raise NotPlainError

    def _amount(self, cell: Any, of: Quantity) -> float:
        found = None if type(cell) is bool else self._numbers[of][cell]
        if found is None:
            raise NotPlainError
        return found  # type: ignore[no-any-return]

    def _place(self, kind: str, name: Any) -> int | None:
        id = Names.of(self.compiled).find(kind, name.strip()) if type(name) is str else None
        return None if id is None else self.places[kind][id]

    def _mapping(self, cell: Any, kind: str, of: Quantity) -> dict[int, float]:
        found: dict[int, float] = {}
        for name, number in _pairs(cell):
            place = self._named[kind][name]
            if place is None or place in found or (number is None and of is not GOAL):
                raise NotPlainError
            found[place] = 1.0 if number is None else self._amount(number, of)
        return found

    def _sectors(self, cell: Any, prefix: str) -> dict[int, float]:
        shares: dict[Any, Any] = {}
        for name, number in _pairs(str(cell) if prefix and type(cell) in (int, float) else cell):
            place = self._named["sector"][prefix + name]
            if place is None or place in shares:
                raise NotPlainError
            shares[place] = None if number is None else self._amount(number, WEIGHT)
        if not shares:
            raise NotPlainError
        if None in shares.values():
            try:
                return dict(sorted(divided(shares).items()))  # type: ignore[return-value]
            except AmountError:
                raise NotPlainError from None
        return dict(sorted(shares.items()))

    # --- all others, by way of a business file that holds this cell alone

    def _careful(self, ours: str, cell: Any) -> Meaning:
        beside = {} if ours in WHERE else {"sectors": self.compiled.sectors[0].id}
        business = self.read({**beside, ours: cell})
        return business if isinstance(business, Faulty) else self._of(ours, business)

    def read(self, cells: Mapping[str, Any]) -> Business | Faulty:
        """Return the business that the cells of a row, by our names of the columns, describe."""
        from ecomap.io.business_reader import business_of_document

        document, built = document_of(cells, self.layout)
        problems = list(built.problems)
        try:
            business = business_of_document(document, self.compiled)
        except InputError as error:
            problems += problems_of(error, built, document)
        except EcomapError as error:
            problems.append(("", str(error)))
        return Faulty(tuple(dict.fromkeys(problems))) if problems else business

    def _of(self, ours: str, business: Business) -> Meaning:
        if ours in WHERE:
            return self._placed("sector", business.sectors)
        if ours in MAPPINGS:
            return self._placed(MAPPINGS[ours][0], getattr(business, ours))
        if ours in ("budget_eur", "hours_per_week"):
            return getattr(business.resources, ours)  # type: ignore[no-any-return]
        if ours == "maturity":
            return business.maturity
        if ours == "adopted":
            return tuple(self.places["trend"][trend] for trend in business.adopted)
        prefix, _, name = ours.partition(".")
        return getattr(business, SINGLES[prefix][0]).get(name) if name else None

    def _placed(self, kind: str, numbers: Mapping[str, float]) -> dict[int, float]:
        return dict(sorted((self.places[kind][name], number) for name, number in numbers.items()))


def _number(of: Quantity, cell: Any) -> float | None:
    try:
        return read_number(cell if type(cell) is str else repr(cell), of)
    except AmountError:
        return None


def _pairs(cell: Any) -> Iterator[tuple[str, Any]]:
    """Yield names and numbers of an object or of a text like ``a=0.6; b``; None where a name stands alone."""
    if type(cell) is dict:
        if None in cell.values():
            raise NotPlainError
        yield from cell.items()
    elif type(cell) is str:
        for piece in cell.split(";"):
            name, equals, number = piece.partition("=")
            if equals or name.strip():
                yield name.strip(), number.strip() if equals else None
    else:
        raise NotPlainError
