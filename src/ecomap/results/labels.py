"""What an answer is an answer of: the program, the map, the business as it was understood, and its trends."""

from dataclasses import field
from typing import Literal

from ecomap.record import record
from ecomap.results.answer import Answer, Brief
from ecomap.version import VERSION


@record
class TrendLabel:
    """What a trend is."""

    id: str
    name: str
    kind: str
    area: str
    stage: str
    family: str  #: Id of the trend that it is a part of, over all steps; its own where it is part of none.


@record
class ProgramLabel:
    """The program that made the answer."""

    name: str
    version: str


PROGRAM = ProgramLabel("ecomap", VERSION)


@record
class MapLabel:
    """The map that the answer rests on."""

    id: str
    version: str
    sha256: str


@record
class OwnWord:
    """A number that the business file says of its own: a judgement of its owner, with the owner's words."""

    kind: Literal["peers", "exposure", "profile", "service"]
    """peers: share of firms like it that use a trend; exposure: pressure straight from a sector; profile: how much
    it does an activity of its own; service: how much of a trend's use goes to that."""
    of: tuple[str, ...]  #: What it is said of: trend, sector, activity, or trend and activity.
    number: float
    reason: str  #: The owner's words.
    basis: Literal["judgement"] = "judgement"
    author: Literal["owner"] = "owner"


@record
class BusinessLabel(Brief):
    """The business as it was understood."""

    id: str
    name: str
    sectors: dict[str, float]
    """Shares by sector id, its kinds of firm divided and what it depends on taken off: with ``depends_on`` they sum
    to 1. As its owner says them they stand in its file, and in the ``profile`` of a ranking."""
    depends_on: dict[str, float]
    country: str | None
    employees: int | None
    traits: dict[str, float]  #: Levels of the traits that it says of itself, or its kinds of it, 0..1.
    activities: dict[str, float] = field(default_factory=dict)
    """How much it does each activity by its own word or its kinds', 0..1."""
    kinds: dict[str, float] = field(default_factory=dict)
    """Shares of the kinds of firm that it names, by id; empty where it names sectors alone."""
    by_kind: tuple[str, ...] = ()
    """Traits, activities and goals whose levels are those of its kinds; ``employees-2`` where two are usual in them."""
    own_words: tuple[OwnWord, ...] = ()  #: What its owner sees and the map does not: the evidence called ``owner``.

    @property
    def at_work(self) -> str:
        """How many work in it, in words; empty where a firm of ten or more stands for it."""
        usual = "usually " * (f"employees-{self.employees}" in self.by_kind)
        return f"{usual}{self.employees or 'nobody else'} at work" if self.employees is not None else ""


@record
class FirmAnswer(Answer):
    """An answer about one business."""

    program: ProgramLabel
    map: MapLabel
    business: BusinessLabel
