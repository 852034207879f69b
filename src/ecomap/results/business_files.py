"""What is said of business files: the shipped ones, and what was understood of one."""

from typing import Literal

from ecomap.record import record
from ecomap.results.answer import Brief

What = Literal["kind", "sector", "by kind", "pressure", "peers", "own activity", "not said", "ask"]


@record
class Template(Brief):
    """A shipped business file."""

    template: str
    """What commands call it."""
    name: str
    made_of: str
    """Names of its kinds of firm or sectors."""


@record
class Understood(Brief):
    """One thing that a business file says or does not say, or a question that is worth an answer."""

    what: What
    """``by kind`` follows from the kind of firm, ``not said`` is taken as usual, ``ask`` is a question."""
    id: str
    """Of the kind, sector, trait, activity or trend; a field of the file that is not said."""
    name: str
    """Of a question all of it."""
    share: float | None = None
    """0..1: the part of the firm, its level, or its share, by what it is."""
    points: float | None = None
    """By which an answer is expected to move the lists."""
    yes: str | None = None
    """What ``ecomap business set`` is told to write down a yes."""
