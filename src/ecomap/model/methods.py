"""How a published figure became a number of the map: each way has a name, words and a formula."""

from typing import Annotated

from pydantic import Field

from ecomap.model.base import Frozen
from ecomap.model.scalar import Id, Text


class Method(Frozen):
    """A way from published figures to a number; ``method`` of an evidence record names one.

    Methods are data, not code: a formula travels with the numbers it explains, under the same fingerprint, and
    an overlay that brings figures of its own can bring the method too.
    """

    id: Id
    """Small letters, digits and hyphens; never changed and never used again."""
    name: Text
    """The method in a few words."""
    words: Text
    """What is done, in words."""
    formula: Text
    """The same in symbols, each of them explained."""
    example: Text
    """One number worked out."""
    gives: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Kinds of number it leads to: prevalence, coupling, norm, spread, readiness, pace, modifier, judged ..."""
