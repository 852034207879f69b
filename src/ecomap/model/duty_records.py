"""Duties as a query needs them: plain tuples with what decides and what is told, loaded without the checker."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ecomap.model.duties import Duty


class DutyRule(NamedTuple):
    """Whom a duty binds; the fields of `ecomap.model.duties.Applies`."""

    employees_min: int | None
    employees_max: int | None
    any_of: tuple[str, ...]
    sectors: tuple[str, ...]
    sells_to: tuple[str, ...]
    sells_into: tuple[str, ...]
    outside: bool
    uses: tuple[str, ...]
    asks: str | None


class DutyRecord(NamedTuple):
    """One rule of law; the fields of `ecomap.model.duties.Duty` but for how it was entered."""

    id: str
    topic: str
    place: str
    also_in: tuple[str, ...]
    name: str
    law: str
    article: str
    url: str
    from_: str | None
    until: str | None
    applies: DutyRule
    unless: str | None
    do: str
    practice: str | None
    penalty: str | None
    evidence: str
    note: str | None


def compact(duty: "Duty") -> DutyRecord:
    """Return a duty as a query needs it."""
    rule = DutyRule(*(getattr(duty.applies, name) for name in DutyRule._fields))
    said = {name: getattr(duty, name) for name in DutyRecord._fields}
    return DutyRecord(**said | {"applies": rule})
