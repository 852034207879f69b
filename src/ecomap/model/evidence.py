"""Where a number comes from."""

from typing import Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from ecomap.model.base import Frozen
from ecomap.model.scalar import Day, Id, Text, Year

Basis = Literal["statistic", "study", "framework", "judgement", "derived"]
Grade = Literal["A", "B", "C", "D"]

REQUIRED_BY_BASIS: dict[str, tuple[str, ...]] = {
    "statistic": ("source", "locator", "unit", "year", "area", "method"),
    "study": ("source", "locator", "unit", "year", "area", "method"),
    "framework": ("source", "locator"),
    "judgement": ("note",),
    "derived": ("method", "note"),
}


class Source(Frozen):
    """A publication that can be found."""

    id: Id
    """Small letters, digits and hyphens; never changed and never used again."""
    publisher: Text
    """Who published it."""
    title: Text
    """Title as published."""
    year: Year | None = None
    """Year of publication, where it is stated."""
    table: Text | None = None
    """Table or page, where the whole source rests on one."""
    url: Text | None = None
    """Web address or DOI."""
    licence: Text
    """As the publisher states it, or "not stated"."""
    accessed: Day
    """The day it was looked at, as 2026-11-22."""


class Evidence(Frozen):
    """The evidence behind one number, or behind many that share a table.

    What is required depends on the basis: a statistic needs source, locator, unit, year, area and
    method; a judgement needs its note and must not borrow a source.
    """

    id: Id
    """Small letters, digits and hyphens; never changed and never used again."""
    basis: Basis
    """statistic: published; study: researched; framework: said in a source text; judgement: an editor's;
    derived: computed from others."""
    source: Id | None = None
    """Publication that it rests on, by id; a judgement borrows none."""
    locator: Text | None = None
    """Table, page or cell; "in the row" where each figure that rests on the record names its own."""
    value: Text | None = None
    """As published, so that nothing is lost in rounding."""
    unit: Text | None = None
    """Unit of the published value."""
    year: Year | None = None
    """Year that the figure speaks of."""
    area: Text | None = None
    """Country or region that the figure speaks of."""
    method: Text | None = None
    """Name of the function that turns the published value into the number."""
    grade: Grade
    """A: official statistic of the very thing; B: official, near; C: study or like thing; D: judgement."""
    author: Text
    """Role of whoever entered it."""
    reviewed: Day
    """The day it was last looked over, as 2026-11-22."""
    note: Text | None = None
    """What a reader must know to use it, or the reason of a judgement."""

    @model_validator(mode="after")
    def _is_complete(self) -> "Evidence":
        missing = [name for name in REQUIRED_BY_BASIS[self.basis] if getattr(self, name) is None]
        if missing:
            raise PydanticCustomError(
                "evidence",
                "a {basis} needs {missing}. Add it, or name the basis it really has.",
                {"basis": self.basis, "missing": ", ".join(missing)},
            )
        if self.basis == "judgement" and self.source is not None:
            raise PydanticCustomError("evidence", "a judgement may not borrow a source. Leave the source out.")
        return self
