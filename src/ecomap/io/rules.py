"""What a rule of a map is, and how all of them are asked.

What breaks a rule of the level ``error`` makes the map unusable; a warning is something an editor should mend; a note
is something that may well be meant. The name of a function is the name of its rule: ``_ids_are_unique`` looks after
ids-are-unique.
"""

from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Any

from ecomap.errors import Problem, suggestion
from ecomap.io.document import Step, names_at
from ecomap.io.overlays import LASTING, Followed, Origin
from ecomap.io.validation import in_file_order
from ecomap.model import EcosystemMap, folded
from ecomap.record import record
from ecomap.results.maps import Finding, Level


@record
class Subject:
    """A map as it was written, as it is used, and where everything stands."""

    written: EcosystemMap
    origin: Origin
    followed: Followed

    @property
    def used(self) -> EcosystemMap:
        """The map without what was withdrawn."""
        return self.followed.ecosystem

    def live(self, field: str) -> Iterator[tuple[int, Any]]:
        """Yield position and item of what was not withdrawn from a list."""
        for position, item in enumerate(getattr(self.written, field)):
            if field not in LASTING or not (item.withdrawn or item.replaced_by):
                yield position, item


Broken = tuple[str, int, tuple[Step, ...], str, str]  # list, position, path inside the item, what is wrong, way out
Found = Iterator[Broken | Problem]
Rule = Callable[[Subject], Found]
RULES: list[tuple[Level, str, Rule]] = []


def rule(level: Level) -> Callable[[Rule], Rule]:
    """Put a rule into the table."""

    def put(check: Rule) -> Rule:
        RULES.append((level, check.__name__.strip("_").replace("_", "-"), check))
        return check

    return put


def named_in(subject: Subject, name: str, path: str, *lists: str, way_out: str, near: bool = False) -> Found:
    """Yield what items of a list name at a dotted path and other lists do not have; ``near``: and what may be meant."""
    known = {item.id for field in lists for item in getattr(subject.written, field)}
    for position, item in enumerate(getattr(subject.written, name)):
        for inner, said in names_at(item, tuple(path.split(".")), ()):
            if said not in known:
                meant = suggestion(said, known) if near else ""
                yield name, position, inner, f'no "{said}" among the {" and ".join(lists)}.', meant or way_out


def needed(
    level: Level, name: str, field: str, there: Callable[[Subject], Iterable[str | None]], message: str, way_out: str
) -> None:
    """Put a rule into the table by which all of a list are among those that are there."""

    def check(subject: Subject) -> Found:
        known = set(there(subject))
        for position, item in subject.live(field):
            if item.id not in known:
                yield field, position, (), message.format(item.id), way_out

    RULES.append((level, name, check))


def called_once(field: str, words: Iterable[tuple[int, Any, str, str]]) -> Found:
    """Yield words, each with position, item and field, that name another item of the list already."""
    owner: dict[str, str] = {}
    for position, item, inner, word in words:
        other = owner.setdefault(folded(word), item.id)
        if other != item.id:
            yield field, position, (inner,), f'"{word}" already names {other}.', "Keep it in one of them."


def in_order(subject: Subject, name: str, field: str, message: str, way_out: str) -> Found:
    """Yield the first circle in which items of a list name each other."""
    named = {item.id: getattr(item, field) for item in getattr(subject.written, name)}
    try:
        TopologicalSorter(named).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        yield name, list(named).index(circle[0]), (field,), message.format(" > ".join(circle)), way_out


def findings(subject: Subject, *levels: Level) -> list[Finding]:
    """Return what breaks rules of some levels, in file order, each place once; what is worse hides what is less so."""
    found: dict[int, tuple[Level, str, Problem]] = {}
    for level in levels:
        for name, check in ((name, check) for of, name, check in RULES if of == level):
            for broken in check(subject):
                problem = broken if isinstance(broken, Problem) else subject.origin.problem(*broken)
                found[id(problem)] = level, name, problem
    ordered = in_file_order(problem for _, _, problem in found.values())
    return [Finding.of(*found[id(problem)]) for problem in ordered]
