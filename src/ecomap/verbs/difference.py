"""What a second map has that the first has not, and whose ranks that moves."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal, TypeVar

from ecomap.io.overlays import ENTRANCE_LISTS, PART_LISTS, key_of
from ecomap.model import Business, EcosystemMap
from ecomap.results.labels import MapLabel
from ecomap.results.maps import Difference, FieldChange, ItemChange, RankMove
from ecomap.results.ranking import LogOddsParts, PointsLost, RankedTrend
from ecomap.verbs.ranking import rank_trends

LISTS = ("sectors", "activities", "trends", *(name for name in (*ENTRANCE_LISTS, *PART_LISTS)))
SAID = ("version", "title", "licence", "limits", "maturity", "overlays")
"""What a map says of itself."""
P = TypeVar("P", LogOddsParts, PointsLost)
List = Literal["opportunity", "threat"]


def compare_maps(
    old: tuple[EcosystemMap, str],
    new: tuple[EcosystemMap, str],
    businesses: tuple[Business, Business] | None = None,
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
        Of each move the differences of the log-odds parts sum to that of the total, and the differences of the
        priority and of the points lost sum to 0.
    """
    changes = tuple(_changes(old[0], new[0]))
    counts: dict[str, Counter[str]] = {}
    for change in changes:
        counts.setdefault(change.kind, Counter())[change.change] += 1
    moves, unmoved = _moves(old[0], new[0], businesses) if businesses else ((), 0)
    return Difference(
        old=MapLabel(old[0].id, old[0].version, old[1]),
        new=MapLabel(new[0].id, new[0].version, new[1]),
        counts={
            kind: {name: found[name] for name in ("added", "removed", "changed")} for kind, found in counts.items()
        },
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
) -> tuple[tuple[RankMove, ...], int]:
    meaning = {item.id: item.meaning for item in new.retired if item.kind == "trends" and item.meaning}
    before, after = _rows(old, businesses[0], meaning), _rows(new, businesses[1], {})
    moves = [_move(key, before.get(key), after.get(key)) for key in sorted(before.keys() | after.keys(), key=" ".join)]
    moved = [move for move in moves if move.old_rank != move.new_rank]
    moved.sort(key=lambda move: (move.list, move.new_rank or 10**6 + (move.old_rank or 0), move.trend))
    return tuple(moved), len(moves) - len(moved)


def _rows(ecosystem: EcosystemMap, business: Business, meaning: dict[str, str]) -> dict[tuple[List, str], RankedTrend]:
    """Return the rows of both lists, trends by their ids in the second map."""
    ranking = rank_trends(ecosystem, business, view="all")
    lists: tuple[tuple[List, Any], ...] = (("opportunity", ranking.opportunities), ("threat", ranking.threats))
    return {(name, meaning.get(row.trend.id, row.trend.id)): row for name, rows in lists for row in rows}


def _move(key: tuple[List, str], old: RankedTrend | None, new: RankedTrend | None) -> RankMove:
    ranks = old.rank if old else None, new.rank if new else None
    priorities = old.priority if old else None, new.priority if new else None
    name = (new or old).trend.name  # type: ignore[union-attr]  # one of the two is there
    if old is None or new is None:
        return RankMove(*key, name, *ranks, *priorities, None, None, None)
    lost, odds = _difference(old.lost, new.lost), _difference(old.log_odds, new.log_odds)
    return RankMove(*key, name, *ranks, *priorities, new.priority - old.priority, lost, odds)


def _difference(old: P, new: P) -> P:
    """Return new less old, field by field: sums of parts stay sums of parts."""
    return type(old)(*(getattr(new, name) - getattr(old, name) for name in type(old).__match_args__))
