"""Ids never change meaning and are never used again: what is given up stays in the file and says so."""

from ecomap.model.base import Frozen
from ecomap.model.scalar import Id, Text


class Lasting(Frozen):
    """Something with an id that others refer to for years."""

    withdrawn: Text | None = None
    """Why it is no longer used; it stays in the file, is not ranked, and its id is never used again."""
    replaced_by: Id | None = None
    """Id of the same kind that took its place; whatever names this one is taken to mean that one."""


class Retired(Frozen):
    """An id that was withdrawn or replaced, and what it means now."""

    kind: str
    """trends, sectors, activities or practices."""
    id: Id
    reason: Text
    meaning: Id | None = None
    """The id at the end of the chain of replacements; absent where the use of it has ended."""
