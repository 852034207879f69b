"""Columns of pyarrow as numpy arrays: texts cut into names and numbers, what is empty, what is null."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ecomap.engine.businesses import Flags
from ecomap.engine.propagation import Array

UNKNOWN, NOTHING = -1, -2


def code_prefix(ours: str) -> str:
    """Return what makes a code of a column one of its classification."""
    return "" if ours == "sectors" else f"{ours}:"


@dataclass(frozen=True)
class Pieces:
    """Texts cut at their semicolons; different pieces once each."""

    text: Any
    """Which text each piece is from."""
    name: Any
    """Which of the names it is."""
    names: Sequence[str]

    @classmethod
    def of_lists(cls, lists: Any) -> "Pieces":
        """Return the items of lists; a list that is null has none."""
        flat = lists.flatten()
        if pa.types.is_null(flat.type):
            flat = pc.cast(flat, pa.string())
        names = flat if pa.types.is_dictionary(flat.type) else flat.dictionary_encode()
        which = names.indices.fill_null(len(names.dictionary)).to_numpy(zero_copy_only=False)
        rows = pc.list_parent_indices(lists).to_numpy(zero_copy_only=False)
        return cls(rows, which, [*names.dictionary.to_pylist(), "\0"])


def pieces_of(texts: Any) -> Pieces:
    """Cut texts at their semicolons."""
    return Pieces.of_lists(pc.split_pattern(texts, ";"))


def is_text(kind: Any) -> bool:
    """Tell whether a type is text, with a dictionary or without."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def plain_texts(column: Any) -> Any:
    """Return a column of texts without its dictionary, None if it is none."""
    if not is_text(column.type):
        return None
    return pc.cast(column, pa.string())


def dictionary(column: Any) -> Any:
    """Return a column of texts with each different text once, None if it is none."""
    if not is_text(column.type):
        return None
    return column if pa.types.is_dictionary(column.type) else column.dictionary_encode()


def children(column: Any) -> list[Any]:
    """Return the fields of a column of objects, null where the object is."""
    return list(column.flatten())


def flags(column: Any) -> Flags:
    """Return a column of true and false as an array."""
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=bool)


def nulls(column: Any) -> Flags:
    """Tell where a column is null."""
    return flags(column.is_null())


def nothing(column: Any) -> Flags:
    """Tell where a column is null or an empty list."""
    if pa.types.is_list(column.type):
        lengths = np.asarray(pc.fill_null(pc.list_value_length(column), 0).to_numpy(zero_copy_only=False))
        return np.asarray(nulls(column) | (lengths == 0), dtype=bool)
    return nulls(column)


def empty_cells(column: Any) -> Flags:
    """Tell where nothing is said, not even a space."""
    texts = plain_texts(column)
    if texts is None:
        return nulls(column)
    return flags(pc.fill_null(pc.equal(pc.utf8_trim_whitespace(texts), ""), True))


def first_said(one: Array, other: Array) -> Array:
    """Return one, where it says nothing the other."""
    return np.where(np.isnan(one), other, one)
