"""What a second map has that the first has not, and whose ranks that moves."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Literal

from ecomap.io.overlays import ENTRANCE_LISTS, PART_LISTS, key_of
from ecomap.model import Business, EcosystemMap
from ecomap.results.labels import MapLabel
from ecomap.results.maps import Difference, FieldChange, ItemChange, RankMove
from ecomap.results.ranking import LogOddsParts, PointsLost, RankedTrend, Ranking
from ecomap.verbs.ranking import rank_trends

LISTS = ("sectors", "activities", "trends", *(name for name in (*ENTRANCE_LISTS, *PART_LISTS)))
SAID = ("version", "title", "licence", "limits", "maturity", "overlays")
"""What a map says of itself."""
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
        before = {key_of(kind, item): item for item in getattr(old, kind)}
        after = {key_of(kind, item): item for item in getattr(new, kind)}
        for key in sorted(before.keys() | after.keys()):
            name = ">".join(part for part in key if part)
            if key not in after:
                yield ItemChange(kind, name, "removed", tuple(_retirement(new, kind, name)))
            elif key not in before:
                yield ItemChange(kind, name, "added")
            elif before[key] != after[key]:
                yield ItemChange(kind, name, "changed", tuple(_field_changes(_said(before[key]), _said(after[key]))))


def _retirement(new: EcosystemMap, kind: str, name: str) -> Iterator[FieldChange]:
    """Say of an item that is gone why, and what took its place."""
    retired = new.retired_by_id.get((kind, name))
    if retired:
        yield FieldChange("withdrawn", None, retired.reason)
        if retired.meaning:
            yield FieldChange("replaced_by", None, retired.meaning)


def _said(item: Any) -> dict[str, Any]:
    content: dict[str, Any] = item.model_dump(mode="json", exclude_none=True)
    return content


def _field_changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[FieldChange]:
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            yield FieldChange(name, _shown(old.get(name)), _shown(new.get(name)))


def _shown(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


# --- a business ---------------------------------------------------------------------------------------------


def _moves(
    old: EcosystemMap, new: EcosystemMap, businesses: tuple[Business, Business]
) -> tuple[tuple[RankMove, ...], int]:
    before, after = (
        _rows(rank_trends(ecosystem, business, view="all", draws=0))
        for ecosystem, business in zip((old, new), businesses, strict=True)
    )
    meaning = {item.id: item.meaning for item in new.retired if item.kind == "trends" and item.meaning}
    before = {(name, meaning.get(trend, trend)): row for (name, trend), row in before.items()}
    moves = [_move(key, before.get(key), after.get(key)) for key in sorted(before.keys() | after.keys(), key=" ".join)]
    moved = [move for move in moves if move.old_rank != move.new_rank]
    moved.sort(key=lambda move: (move.list, move.new_rank or 10**6 + (move.old_rank or 0), move.trend))
    return tuple(moved), len(moves) - len(moved)


def _rows(ranking: Ranking) -> dict[tuple[List, str], RankedTrend]:
    rows: dict[tuple[List, str], RankedTrend] = {("opportunity", row.trend.id): row for row in ranking.opportunities}
    return rows | {("threat", row.trend.id): row for row in ranking.threats}


def _move(key: tuple[List, str], old: RankedTrend | None, new: RankedTrend | None) -> RankMove:
    ranks = old.rank if old else None, new.rank if new else None
    priorities = old.priority if old else None, new.priority if new else None
    name = (new or old).trend.name  # type: ignore[union-attr]  # one of the two is there
    if old is None or new is None:
        return RankMove(*key, name, *ranks, *priorities, None, None, None)
    lost = PointsLost(**_differences(old.lost, new.lost))
    odds = LogOddsParts(**_differences(old.log_odds, new.log_odds))
    return RankMove(*key, name, *ranks, *priorities, new.priority - old.priority, lost, odds)


def _differences(old: Any, new: Any) -> dict[str, Any]:
    """Return new less old, field by field: sums of parts stay sums of parts."""
    return {field.name: getattr(new, field.name) - getattr(old, field.name) for field in fields(old)}
