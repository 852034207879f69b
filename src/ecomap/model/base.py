"""What every input model shares: frozen, nothing unknown, documented field by field; ids that keep their meaning."""

from pydantic import BaseModel, ConfigDict

from ecomap.model.scalar import Id, Text


class Frozen(BaseModel):
    """An input that never changes once it has been read; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


class Named(Frozen):
    """Something with an id."""

    id: Id  #: Small letters, digits and hyphens; never changed and never used again.


class Lasting(Named):
    """Something that others refer to for years: what is given up stays in the file and says so."""

    withdrawn: Text | None = None
    """Why it is no longer used; it stays in the file, is not ranked, and its id is never used again."""
    replaced_by: Id | None = None
    """Id of the same kind that took its place; whatever names this one is taken to mean that one."""


class Retired(Frozen):
    """An id that was withdrawn or replaced, and what it means now."""

    kind: str  #: trends, sectors, activities, practices or duties.
    id: Id
    reason: Text
    meaning: Id | None = None  #: The id at the end of the chain of replacements; absent where the use of it has ended.
