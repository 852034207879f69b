"""What kinds of firm stand for: sectors, levels of traits and activities, goals, size, what they have by their trade.

What a business says itself wins over its kinds, and they over the mix of its sectors. Of several named, each counts by
its share; where one says nothing of a trait, its own sectors speak for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import fsum
from typing import Any

from ecomap.model import AnyMap, Business
from ecomap.names import Names

LEVELS, SIZE = ("traits", "activities"), "employees"


@dataclass(frozen=True)
class Profile:
    """What some kinds of firm and sectors stand for together."""

    sectors: Mapping[str, float]  # on the scale on which they were named
    named: Mapping[str, float] = field(default_factory=dict)  # what was named, with its share; empty for sectors only
    traits: Mapping[str, float] = field(default_factory=dict)
    activities: Mapping[str, float] = field(default_factory=dict)
    goals: Mapping[str, float] = field(default_factory=dict)
    people: int | None = None
    has: tuple[str, ...] = ()  # trends that one of them has by its very trade


def profile(shares: Mapping[str, float], ecosystem: AnyMap) -> Profile:
    """Return what kinds of firm and sectors, by their ids with their shares, stand for."""
    known = Names.of(ecosystem)
    if all(name in ecosystem.sector_by_id for name in shares):
        return Profile(shares)
    kinds = {name: known.kinds[name] for name in shares if name not in ecosystem.sector_by_id}
    total = fsum(shares.values())
    parts = {name: share / total for name, share in shares.items()} if total else dict(shares)
    traits, activities = (_levels(parts, kinds, level, ecosystem) for level in LEVELS)
    people = [kind.people for kind in kinds.values() if kind.people is not None]
    usual = max(people) if len(people) == len(shares) else None  # where a part says nothing, ten or more stand for all
    has = tuple(dict.fromkeys(trend for kind in kinds.values() for trend in kind.has))
    return Profile(in_sectors(shares, ecosystem), dict(shares), traits, activities, _goals(parts, kinds), usual, has)


def in_sectors(shares: Mapping[str, float], ecosystem: AnyMap) -> dict[str, float]:
    """Return shares of kinds of firm and sectors as shares of sectors alone."""
    found: dict[str, float] = {}
    for name, share in shares.items():
        for sector, part in _mix(name, ecosystem).items():
            found[sector] = found.get(sector, 0.0) + share * part
    return found


def _mix(name: str, ecosystem: AnyMap) -> Mapping[str, float]:
    if name in ecosystem.sector_by_id:
        return {name: 1.0}
    shares: Mapping[str, float] = Names.of(ecosystem).kinds[name].sectors
    return shares


def _levels(parts: Mapping[str, float], kinds: Mapping[str, Any], field: str, ecosystem: AnyMap) -> dict[str, float]:
    """Return the levels of traits or activities of which a kind has its own."""
    own = dict.fromkeys(id for kind in kinds.values() for id in getattr(kind, field))

    def level(name: str, id: str) -> float:
        said = getattr(kinds[name], field) if name in kinds else {}
        if id in said:
            return float(said[id])
        mix = _mix(name, ecosystem)
        return fsum(part * getattr(ecosystem.sector_by_id[one], field).get(id, 0.0) for one, part in mix.items())

    return {id: min(1.0, fsum(part * level(name, id) for name, part in parts.items())) for id in own}


def _goals(parts: Mapping[str, float], kinds: Mapping[str, Any]) -> dict[str, float]:
    """Return what the owners of some kinds usually want; each kind weighs by its share, whatever its scale."""
    found: dict[str, float] = {}
    for name, kind in kinds.items():
        total = fsum(kind.goals.values())
        for goal, weight in kind.goals.items() if total else ():
            found[goal] = found.get(goal, 0.0) + parts[name] * weight / total
    return found


def described(business: Business, ecosystem: AnyMap) -> Business:
    """Return a business, its sectors named as it named them, with all that its kinds stand for."""
    found = profile(business.sectors, ecosystem)
    if not found.named:
        return business
    goals = business.goals if any(business.goals.values()) else found.goals
    own = {*business.traits, *business.activities}
    theirs = [id for id in (*found.traits, *found.activities) if id not in own]
    theirs += [] if goals is business.goals else goals
    theirs += [f"{SIZE}-{found.people}"] if business.employees is None and found.people is not None else []
    return business.model_copy(update={
        "sectors": dict(found.sectors), "kinds": dict(found.named), "by_kind": tuple(theirs), "has": found.has,
        "traits": {**found.traits, **business.traits}, "activities": {**found.activities, **business.activities},
        "goals": dict(goals), "employees": found.people if business.employees is None else business.employees,
    })  # fmt: skip


def as_named(business: Business) -> Business:
    """Return a business as it was named, without what its kinds stand for: the reverse of `described`."""
    if not business.kinds:
        return business

    def own(said: Mapping[str, float]) -> dict[str, float]:
        return {id: level for id, level in said.items() if id not in business.by_kind}

    return business.model_copy(update={
        "sectors": dict(business.kinds), "kinds": {}, "by_kind": (), "has": (), "traits": own(business.traits),
        "activities": own(business.activities), "goals": own(business.goals),
        "employees": None if f"{SIZE}-{business.employees}" in business.by_kind else business.employees,
    })  # fmt: skip


def named(firms: Iterable[tuple[str, float]], ecosystem: AnyMap) -> dict[str, float]:
    """Return shares by the ids of kinds and sectors, two names of one thing added up."""
    found: dict[str, float] = {}
    for name, share in firms:
        firm = Names.of(ecosystem).known("firm", name)
        found[firm] = found.get(firm, 0.0) + share
    return found
