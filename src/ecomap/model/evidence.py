"""Where a number comes from, and how a published figure became it."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ecomap.model.base import Named
from ecomap.model.scalar import Day, Id, Text, Year

Basis = Literal["statistic", "study", "framework", "law", "judgement", "derived"]
Grade = Literal["A", "B", "C", "D"]

REQUIRED_BY_BASIS: dict[str, tuple[str, ...]] = {
    "statistic": ("source", "locator", "unit", "year", "area", "method"),
    "study": ("source", "locator", "unit", "year", "area", "method"),
    "framework": ("source", "locator"),
    "law": ("locator", "note"),
    "judgement": ("note",),
    "derived": ("method", "note"),
}


class Source(Named):
    """A publication that can be found."""

    publisher: Text  #: Who published it.
    short: Text | None = None  #: Its publisher in a few words, where the name is long.
    title: Text  #: Title as published.
    year: Year | None = None  #: Year of publication, where it is stated.
    table: Text | None = None  #: Table or page, where the whole source rests on one.
    url: Text | None = None  #: Web address or DOI.
    licence: Text  #: As the publisher states it, or "not stated".
    accessed: Day  #: The day it was looked at, as 2026-11-22.


class Evidence(Named):
    """The evidence behind one number, or behind many that share a table.

    What is required depends on the basis: a statistic needs source, locator, unit, year, area and
    method; a judgement needs its note and must not borrow a source.
    """

    basis: Basis
    """statistic: published; study: researched; framework: said in a source text; law: a rule in force or
    passed; judgement: an editor's; derived: computed from others."""
    source: Id | None = None  #: Publication that it rests on, by id; a judgement borrows none.
    locator: Text | None = None
    """Table, page or cell; "in the row" where each figure that rests on the record names its own."""
    value: Text | None = None  #: As published, so that nothing is lost in rounding.
    unit: Text | None = None  #: Unit of the published value.
    year: Year | None = None  #: Year that the figure speaks of.
    area: Text | None = None  #: Country or region that the figure speaks of.
    method: Text | None = None  #: Name of the function that turns the published value into the number.
    grade: Grade  #: A: official statistic of the very thing; B: official, near; C: study or like thing; D: judgement.
    author: Text  #: Role of whoever entered it.
    reviewed: Day  #: The day it was last looked over, as 2026-11-22.
    note: Text | None = None  #: What a reader must know to use it, or the reason of a judgement.

    @model_validator(mode="after")
    def _is_complete(self) -> "Evidence":
        missing = [name for name in REQUIRED_BY_BASIS[self.basis] if getattr(self, name) is None]
        if missing:
            words = "a {basis} needs {missing}. Add it, or name the basis it really has."
            raise PydanticCustomError("evidence", words, {"basis": self.basis, "missing": ", ".join(missing)})
        if self.basis == "judgement" and self.source is not None:
            raise PydanticCustomError("evidence", "a judgement may not borrow a source. Leave the source out.")
        return self


class Method(Named):
    """A way from published figures to a number; ``method`` of an evidence record names one.

    Methods are data, not code: a formula travels with the numbers it explains, under the same fingerprint, and
    an overlay that brings figures of its own can bring the method too.
    """

    name: Text  #: The method in a few words.
    words: Text  #: What is done, in words.
    formula: Text  #: The same in symbols, each of them explained.
    example: Text  #: One number worked out.
    gives: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Kinds of number it leads to: prevalence, coupling, norm, pace, modifier, judged ..."""
