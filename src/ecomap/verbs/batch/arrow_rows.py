"""Record batches to arrays: whole columns at a time, and which rows need a closer look."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ecomap.engine.businesses import Businesses, Flags, Ints, slots
from ecomap.engine.propagation import Array
from ecomap.verbs.batch.arrow_columns import (
    NOTHING,
    UNKNOWN,
    Pieces,
    children,
    code_prefix,
    dictionary,
    empty_cells,
    first_said,
    flags,
    is_text,
    nothing,
    nulls,
    pieces_of,
    plain_texts,
)
from ecomap.verbs.batch.cells import UNIT_WEIGHT
from ecomap.verbs.batch.layout import SHARES, WHERE, Layout
from ecomap.verbs.batch.quick import LARGEST, LEVEL, SCHEMA, SHARE, number_or_nan
from ecomap.verbs.batch.vocabulary import REMEMBERED, Vocabulary

LIMITS = {"sectors": LARGEST, "depends_on": SHARE, "goals": LARGEST, "activities": SHARE, "skills": LEVEL}
ABSENT = {"sectors": 0.0, "depends_on": 0.0, "goals": 0.0, "activities": np.nan, "skills": np.nan}


@dataclass(frozen=True)
class Decoded:
    """The rows of one record batch; what an odd row says is worthless."""

    businesses: Businesses
    odd: Flags
    ids: Any
    """A column of texts, null or empty where nothing is said."""


class Decoder:
    """Decodes record batches of one layout.

    Parameters
    ----------
    nan_is_absent
        NaN stands for nothing, as in Parquet; else it is odd.
    """

    def __init__(self, layout: Layout, vocabulary: Vocabulary, *, nan_is_absent: bool) -> None:
        self.layout, self.vocabulary, self.nan_is_absent = layout, vocabulary, nan_is_absent
        self.known = {theirs: ours for ours, theirs in layout.names.items()}
        self._pieces: dict[tuple[str, str], dict[str, tuple[int, float]]] = {}

    def decoded(self, batch: Any) -> Decoded:
        """Return a record batch as arrays."""
        return _Batch(self, batch).decoded()

    def pieces(self, kind: str, prefix: str) -> "dict[str, tuple[int, float]]":
        """Return what is known of the pieces of one column; few are different."""
        known = self._pieces.setdefault((kind, prefix), {})
        if len(known) > REMEMBERED:
            known.clear()
        return known


class _Batch:
    """One record batch on its way."""

    def __init__(self, decoder: Decoder, batch: Any) -> None:
        self.decoder, self.vocabulary, self.count = decoder, decoder.vocabulary, len(batch)
        self.columns = {
            ours: batch.column(place)
            for place, name in enumerate(batch.schema.names)
            if (ours := decoder.known.get(name)) is not None
        }
        self.odd = np.zeros(self.count, dtype=bool)

    def decoded(self) -> Decoded:
        """Return all columns as arrays."""
        self._checks()
        width = {kind: len(getattr(self.vocabulary, kind)) for kind in ("sectors", "goals", "skills", "activities")}
        sector, weight = self._sectors()
        depends, activities = self._matrix("depends_on"), self._matrix("activities")
        if depends is not None:
            self.odd |= depends.sum(axis=1) >= 1
        goals, skills, adopted = self._matrix("goals"), self._matrix("skills"), self._adopted()
        budget, hours = self._resources()
        businesses = Businesses(
            sector, weight, self._number("maturity", LEVEL),
            np.zeros((self.count, width["goals"])) if goals is None else goals, budget, hours,
            np.full((self.count, width["skills"]), np.nan) if skills is None else skills, adopted, depends, activities,
        )  # fmt: skip
        return Decoded(businesses, self.odd, self._ids())

    # --- cells that move no number

    def _checks(self) -> None:
        """Look at what must be right although it moves no number; a column that is not understood is odd."""
        understood = {"id", *WHERE, "depends_on", "activities", "goals", "skills", "adopted", "resources", "maturity"}
        for ours, column in self.columns.items():
            if ours == "country":
                self._must(column, lambda texts: pc.match_substring_regex(texts, "^[A-Z]{2}$"))
            elif ours == "schema":
                self._must(column, lambda texts: pc.equal(texts, SCHEMA))
            elif ours == "name":
                self._must(column, lambda texts: pc.greater(pc.utf8_length(texts), 0))
            elif ours == "employees":
                with np.errstate(invalid="ignore"):
                    self.odd |= self._number("employees", LARGEST) % 1 > 0
            elif ours not in understood and "." not in ours and ours not in ("budget_eur", "hours_per_week"):
                self.odd |= ~nothing(column)

    def _must(self, column: Any, rule: Callable[[Any], Any]) -> None:
        if pa.types.is_null(column.type):
            return
        texts = dictionary(column)
        if texts is None:
            self.odd |= ~nulls(column)
        else:
            wrong = ~flags(rule(pc.utf8_trim_whitespace(texts.dictionary)))
            at = texts.indices.fill_null(len(wrong)).to_numpy(zero_copy_only=False)
            self.odd |= np.append(wrong, False)[at]

    def _ids(self) -> Any:
        column = self.columns.get("id")
        if column is None or pa.types.is_null(column.type):
            return pa.nulls(self.count, pa.string())
        texts = plain_texts(column)
        if texts is None and pa.types.is_integer(column.type):
            return pc.cast(column, pa.string())
        if texts is None:
            self.odd |= ~nulls(column)
            return pa.nulls(self.count, pa.string())
        return pc.utf8_trim_whitespace(texts)

    # --- numbers

    def _number(self, ours: str, most: float) -> Array:
        column = self.columns.get(ours)
        return np.full(self.count, np.nan) if column is None else self._numbers(column, most)

    def _numbers(self, column: Any, most: float) -> Array:
        """Return a column as numbers, NaN where nothing is said; what is none, or out of range, is odd."""
        kind = column.type
        if not (pa.types.is_integer(kind) or pa.types.is_floating(kind)):
            if not pa.types.is_null(kind):
                self.odd |= ~nulls(column)
            return np.full(self.count, np.nan)
        numbers = np.asarray(pc.cast(column, pa.float64(), safe=False).to_numpy(zero_copy_only=False))
        with np.errstate(invalid="ignore"):
            wrong = (numbers < 0) | (numbers > most)
        if not self.decoder.nan_is_absent:
            wrong |= np.isnan(numbers) & ~nulls(column)
        if wrong.any():
            self.odd |= wrong
            numbers = np.where(wrong, np.nan, numbers)
        return numbers

    def _resources(self) -> tuple[Array, Array]:
        budget, hours = self._number("budget_eur", LARGEST), self._number("hours_per_week", LARGEST)
        column = self.columns.get("resources")
        if column is None or pa.types.is_null(column.type):
            return budget, hours
        if not pa.types.is_struct(column.type):
            self.odd |= ~nulls(column)
            return budget, hours
        for field, child in zip(column.type, children(column), strict=True):
            if field.name == "budget_eur":
                budget = first_said(budget, self._numbers(child, LARGEST))
            elif field.name == "hours_per_week":
                hours = first_said(hours, self._numbers(child, LARGEST))
            else:
                self.odd |= ~nulls(child)
        return budget, hours

    # --- names with numbers

    def _sectors(self) -> tuple[Ints, Array]:
        """Return sectors and weights by slot, from the first column that is filled in."""
        given = {ours: self.columns[ours] for ours in WHERE if ours in self.columns}
        given = {ours: column for ours, column in given.items() if not pa.types.is_null(column.type)}
        if len(given) == 1 and (texts := dictionary(next(iter(given.values())))) is not None:
            sector, weight = self._of_one_column(texts, next(iter(given)))
        else:
            sector, weight = slots(self._of_columns(given))
        none = ~(weight > 0).any(axis=1)
        self.odd |= none
        weight[none, 0] = 1.0  # whatever: the row is looked at again
        return sector, weight

    def _of_one_column(self, texts: Any, ours: str) -> tuple[Ints, Array]:
        """Return what the different texts of a column say, each worked out once."""
        values, odd = self._of_texts(texts.dictionary, "sectors", code_prefix(ours), len(self.vocabulary.sectors))
        values[odd] = 0.0
        sector, weight = slots(np.append(values, np.zeros((1, values.shape[1])), axis=0))
        at = np.asarray(texts.indices.fill_null(len(values)).to_numpy(zero_copy_only=False))
        return sector[at], weight[at]

    def _of_columns(self, given: dict[str, Any]) -> Array:
        sectors = np.zeros((self.count, len(self.vocabulary.sectors)))
        empty = np.ones(self.count, dtype=bool)
        for ours, column in given.items():
            before = self.odd.copy()
            found = self._named(column, "sectors", code_prefix(ours))
            said = ~empty_cells(column)
            self.odd = np.where(empty, self.odd, before)  # what an earlier column has said is enough
            sectors[empty & said] = found[empty & said]
            empty &= ~said
        return sectors

    def _matrix(self, kind: str) -> Array | None:
        """Return what names have which number, shape (business, name); None where no column says."""
        matrix = None
        column = self.columns.get(kind)
        if column is not None and not pa.types.is_null(column.type):
            matrix = self._named(column, kind)
        for ours in self.columns:
            prefix, dot, name = ours.partition(".")
            if dot and SHARES[f"{prefix}."] == kind:
                if matrix is None:
                    matrix = np.full((self.count, len(getattr(self.vocabulary, kind))), ABSENT[kind])
                place = self.vocabulary.at[kind][name]
                matrix[:, place] = first_said(self._number(ours, LIMITS[kind]), matrix[:, place])
        return matrix

    def _named(self, column: Any, kind: str, prefix: str = "") -> Array:
        if pa.types.is_struct(column.type):
            return self._of_struct(column, kind, prefix)
        if pa.types.is_map(column.type):
            return self._of_map(column, kind, prefix)
        if prefix and pa.types.is_integer(column.type):
            column = pc.cast(column, pa.string())
        texts = dictionary(column)
        width = len(getattr(self.vocabulary, "sectors" if kind == "depends_on" else kind))
        if texts is None:
            self.odd |= ~nulls(column)
            return np.full((self.count, width), ABSENT[kind])
        values, odd = self._of_texts(texts.dictionary, kind, prefix, width)
        at = np.asarray(pc.fill_null(texts.indices, len(values)).to_numpy(zero_copy_only=False))
        self.odd |= np.append(odd, False)[at]
        taken: Array = np.append(values, np.full((1, width), ABSENT[kind]), axis=0)[at]
        return taken

    def _of_struct(self, column: Any, kind: str, prefix: str) -> Array:
        axis = "sectors" if kind == "depends_on" else kind
        matrix = np.full((self.count, len(getattr(self.vocabulary, axis))), ABSENT[kind])
        for field, child in zip(column.type, children(column), strict=True):
            if child.null_count == self.count:
                continue
            place = self.vocabulary.place(axis, prefix + field.name)
            if place is None:
                self.odd |= ~nulls(child)
                continue
            numbers = self._numbers(child, LIMITS[kind])
            there = np.flatnonzero(~np.isnan(numbers))
            if kind == "sectors":
                self.odd[there] |= numbers[there] == 0
                matrix[there, place] += numbers[there]
            elif kind == "depends_on":
                matrix[there, place] += numbers[there]
            else:
                matrix[there, place] = numbers[there]
        return matrix

    def _of_map(self, column: Any, kind: str, prefix: str) -> Array:
        """Return a column of maps; rare, so row by row."""
        axis = "sectors" if kind == "depends_on" else kind
        matrix = np.full((self.count, len(getattr(self.vocabulary, axis))), ABSENT[kind])
        for row, pairs in enumerate(column.to_pylist()):
            for name, number in pairs or ():
                place = self.vocabulary.place(axis, prefix + str(name))
                plain = isinstance(number, int | float) and 0 <= number <= LIMITS[kind]
                if place is None or not plain or (kind == "sectors" and number == 0):
                    self.odd[row] = True
                else:
                    before = matrix[row, place]
                    matrix[row, place] = number + (0.0 if np.isnan(before) else before)
        return matrix

    def _of_texts(self, values: Any, kind: str, prefix: str, width: int) -> tuple[Array, Flags]:
        """Return the numbers of texts like ``a=0.6; b=0.4``, shape (text, name), and which texts are not plain."""
        pieces = pieces_of(values)
        place = np.empty(len(pieces.names), dtype=np.intp)
        number = np.empty(len(pieces.names))
        known = self.decoder.pieces(kind, prefix)
        for at, piece in enumerate(pieces.names):
            if piece not in known:
                known[piece] = self._piece(piece, kind, prefix)
            place[at], number[at] = known[piece]
        empty, place, number = (place == NOTHING)[pieces.name], place[pieces.name], number[pieces.name]
        kept = ~empty
        text, place, number = pieces.text[kept], place[kept], number[kept]
        odd = np.zeros(len(values), dtype=bool)
        odd[text[place == UNKNOWN]] = True
        kept = place != UNKNOWN
        text, place, number = text[kept], place[kept], number[kept]
        number = self._weighed(text, number, kind, odd)
        cell = text * width + place
        matrix: Array = np.bincount(cell, number, minlength=len(values) * width).reshape(-1, width).astype(np.float64)
        counts = np.bincount(cell, minlength=len(values) * width).reshape(-1, width)
        if kind != "depends_on":  # two names of a sector may add up, one name twice is a slip: the words are elsewhere
            odd |= (counts > 1).any(axis=1)
        if np.isnan(ABSENT[kind]):
            matrix = np.where(counts > 0, matrix, np.nan)
        return matrix, odd

    def _piece(self, piece: str, kind: str, prefix: str) -> tuple[int, float]:
        """Return place and number of a piece; NaN where it has no number."""
        name, equals, number = piece.partition("=")
        if not piece.strip():
            return NOTHING, np.nan
        place = self.vocabulary.place("sectors" if kind == "depends_on" else kind, prefix + name.strip())
        if place is None:
            return UNKNOWN, np.nan
        if not equals:
            return place, np.nan
        found = number_or_nan(number.strip(), LIMITS[kind])
        if np.isnan(found) or (kind == "sectors" and found == 0):
            return UNKNOWN, np.nan
        return place, found

    def _weighed(self, text: Any, number: Array, kind: str, odd: Flags) -> Array:
        """Give names without a number theirs: goals 1 each, sectors what the others leave of 1."""
        bare = np.isnan(number)
        if not bare.any():
            return number
        if kind == UNIT_WEIGHT:
            return np.where(bare, 1.0, number)
        if kind != "sectors":
            odd[text[bare]] = True
            return np.where(bare, 0.0, number)
        rest = 1 - np.bincount(text, np.where(bare, 0.0, number), minlength=len(odd))
        each = rest / np.maximum(1, np.bincount(text, bare, minlength=len(odd)))
        odd[text[bare & (each[text] <= 0)]] = True
        return np.where(bare, np.maximum(each[text], 0.0), number)

    def _adopted(self) -> Flags:
        """Return which trends are in use, from texts like ``a; b`` or from lists."""
        width = len(self.vocabulary.trends)
        column = self.columns.get("adopted")
        if column is None or pa.types.is_null(column.type):
            return np.zeros((self.count, width), dtype=bool)
        if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
            if not pa.types.is_null(column.type.value_type) and not is_text(column.type.value_type):
                self.odd |= ~nulls(column)
                return np.zeros((self.count, width), dtype=bool)
            matrix, odd = self._trends(Pieces.of_lists(column), self.count)
            self.odd |= odd
            return matrix
        texts = plain_texts(column)
        if texts is None:
            self.odd |= ~nulls(column)
            return np.zeros((self.count, width), dtype=bool)
        matrix, odd = self._trends(pieces_of(texts), self.count)
        self.odd |= odd
        return matrix

    def _trends(self, pieces: "Pieces", count: int) -> tuple[Flags, Flags]:
        at = self.vocabulary.at["trends"]
        places = [at.get(name.strip(), UNKNOWN if name.strip() else NOTHING) for name in pieces.names]
        place = np.array(places, dtype=np.intp)[pieces.name]
        matrix, odd = np.zeros((count, len(at)), dtype=bool), np.zeros(count, dtype=bool)
        odd[pieces.text[place == UNKNOWN]] = True
        known = place >= 0
        matrix[pieces.text[known], place[known]] = True
        return matrix, odd
