"""What a second map has that the first has not, and whose ranks that moves."""

import json
from collections.abc import Iterator
from typing import Any

from ecomap.io.overlays import ENTRANCE_LISTS, PART_LISTS, key_of
from ecomap.model import Business, EcosystemMap, Settings
from ecomap.results.labels import MapLabel
from ecomap.results.maps import Difference, FieldChange, ItemChange
from ecomap.results.movement import Moved
from ecomap.verbs.movement import moves, state_of
from ecomap.verbs.standings import find_standings

LISTS = ("sectors", "activities", "trends", *ENTRANCE_LISTS, *PART_LISTS)
SAID = ("version", "title", "licence", "limits", "maturity", "overlays")  # what a map says of itself


def compare_maps(
    old: tuple[EcosystemMap, str], new: tuple[EcosystemMap, str], businesses: tuple[Business, Business] | None = None
) -> Difference:
    """Return what differs between two maps, and which trends stand elsewhere for a business.

    Parameters
    ----------
    old, new
        Two checked maps, each with its sha256.
    businesses
        One business as each of the maps understands it; its names may mean other ids in each.

    Returns
    -------
    Difference
        Of each move the differences of the log-odds parts sum to that of the total, and the parts of the factors to
        the difference of the priority.
    """
    changes = tuple(_changes(old[0], new[0]))
    counts: dict[str, dict[str, int]] = {}
    for change in changes:
        counts.setdefault(change.kind, {"added": 0, "removed": 0, "changed": 0})[change.change] += 1
    moves, unmoved = _moves(old[0], new[0], businesses) if businesses else ((), 0)
    return Difference(
        old=MapLabel(old[0].id, old[0].version, old[1]),
        new=MapLabel(new[0].id, new[0].version, new[1]),
        counts=counts,
        changes=changes,
        business=businesses[1].id if businesses else None,
        moves=moves,
        unmoved=unmoved,
    )


# --- the maps -----------------------------------------------------------------------------------------------


def _changes(old: EcosystemMap, new: EcosystemMap) -> Iterator[ItemChange]:
    said = tuple(_field_changes({n: getattr(old, n) for n in SAID}, {n: getattr(new, n) for n in SAID}))
    if said:
        yield ItemChange("map", new.id, "changed", said)
    for kind in dict.fromkeys(LISTS):
        before, after = ({key_of(kind, item): item for item in getattr(one, kind)} for one in (old, new))
        for key in sorted(before.keys() | after.keys()):
            name = ">".join(part for part in key if part)
            if key not in after:
                retired = new.retired_by_id.get((kind, name))
                why = {} if retired is None else {"withdrawn": retired.reason, "replaced_by": retired.meaning}
                yield ItemChange(kind, name, "removed", tuple(_field_changes({}, why)))
            elif key not in before:
                yield ItemChange(kind, name, "added")
            elif before[key] != after[key]:
                items = (item.model_dump(mode="json", exclude_none=True) for item in (before[key], after[key]))
                yield ItemChange(kind, name, "changed", tuple(_field_changes(*items)))


def _field_changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[FieldChange]:
    for name in dict.fromkeys([*old, *new]):
        values = old.get(name), new.get(name)
        if values[0] != values[1]:
            shown = (v if v is None or isinstance(v, str) else json.dumps(v, ensure_ascii=False) for v in values)
            yield FieldChange(name, *shown)


# --- a business ---------------------------------------------------------------------------------------------


def _moves(
    old: EcosystemMap, new: EcosystemMap, businesses: tuple[Business, Business]
) -> tuple[tuple[Moved, ...], int]:
    meaning = {item.id: item.meaning for item in new.retired if item.kind == "trends" and item.meaning}
    worlds = zip((old, new), businesses, strict=True)
    before, after = (state_of(find_standings(one, business, Settings())) for one, business in worlds)
    before = {(name, meaning.get(trend, trend)): one for (name, trend), one in before.items()}
    names = {trend.id: trend.name for one in (old, new) for trend in one.trends}
    moved = tuple(row for row in moves(before, after, names) if row.rank_before != row.rank_after)
    ranked = {key for state in (before, after) for key, one in state.items() if one.rank is not None}
    last = 10**6  # what goes stands after what stays and comes, by the rank that it had
    order = sorted(moved, key=lambda row: (row.list, row.rank_after or last + (row.rank_before or 0), row.trend))
    return tuple(order), len(ranked) - len(moved)
