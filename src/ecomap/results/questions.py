"""What to ask a business next: questions in plain words, what each answer says; and what was understood of a file."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from ecomap.record import record
from ecomap.results.answer import Brief

About = Literal["trait", "activity", "trend", "size"]


@record
class Reply:
    """One answer to a question, and what the business has then said."""

    says: str  #: ``yes``, ``partly``, ``no``, or a number of people.
    chance: float  #: How likely it is, 0..1; those of a question sum to 1.
    traits: Mapping[str, float] = field(default_factory=dict)
    activities: Mapping[str, float] = field(default_factory=dict)
    adopted: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()
    employees: int | None = None

    @property
    def edits(self) -> tuple[str, ...]:
        """What ``ecomap business set`` is told to write it down."""
        levels = {"traits": self.traits, "activities": self.activities}
        said = [f"{name}.{id}={level:g}" for name, part in levels.items() for id, level in part.items()]
        said += [f"{name}+={trend}" for name in ("adopted", "not_yet") for trend in getattr(self, name)]
        return (*said, f"employees={self.employees}") if self.employees is not None else tuple(said)


@record
class Question(Brief):
    """Something that a business has not said and that would move its answer."""

    about: About
    id: str  #: Of the trait, activity or trend; ``employees``.
    name: str  #: What it is about, in a few words.
    question: str  #: What an owner can answer.
    worth: float  #: Points by which the answer is expected to move the lists, weighted towards their tops.
    replies: tuple[Reply, ...]  #: Of a size those that stand for many; any number can be said.


# --- what was understood of a business file ---------------------------------------------------------------------


What = Literal["kind", "sector", "by kind", "pressure", "peers", "own activity", "not said", "ask"]


@record
class Template(Brief):
    """A shipped business file."""

    template: str  #: What commands call it.
    name: str
    made_of: str  #: Names of its kinds of firm or sectors.


@record
class Understood(Brief):
    """One thing that a business file says or does not say, or a question that is worth an answer."""

    what: What  #: ``by kind`` follows from the kind of firm, ``not said`` is taken as usual, ``ask`` is a question.
    id: str  #: Of the kind, sector, trait, activity or trend; a field of the file that is not said.
    name: str  #: Of a question all of it.
    share: float | None = None  #: 0..1: the part of the firm, its level, or its share, by what it is.
    points: float | None = None  #: By which an answer is expected to move the lists.
    yes: str | None = None  #: What ``ecomap business set`` is told to write down a yes.
