"""What moved for a business between two worlds, in parts that add up: the one place where rankings are compared.

A change of its own (`ecomap.verbs.whatif`), another map (`ecomap.verbs.difference`) or some months make the worlds;
each is turned into where every trend stands in it, and these are set against each other.
"""

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from ecomap.engine.actions import ACTION_OF_RULE, ACTIONS
from ecomap.engine.priority import Factors
from ecomap.results.movement import FactorPart, List, Moved, Outside
from ecomap.results.ranking import ActionName, LogOddsParts
from ecomap.verbs.rows import ranks_of
from ecomap.verbs.standings import Scored, Standings, decided, scored

LEAST = 1e-9  # log-odds and points below this are no difference


class Standing(NamedTuple):
    """Where one trend stands in one of the two lists."""

    rank: int | None
    outside: Outside
    score: float  # 0..1
    logs: tuple[float, ...]  # logarithms of its factors, in the order of `Factors`; they sum to that of the score
    odds: LogOddsParts
    likelihood: float  # at the horizon
    action: ActionName | None

    @property
    def priority(self) -> float | None:
        """Unrounded points; none without a rank."""
        return None if self.rank is None else 100 * self.score


Key: TypeAlias = tuple[List, str]
State: TypeAlias = dict[Key, Standing]  # where every trend stands: by list and id, those of a list in order first


def state_of(numbers: Standings) -> State:
    """Return where every trend of both lists stands, and why the others stand in none."""
    parts = numbers.parts
    odds = [LogOddsParts(*row) for row in zip(*(part.tolist() for part in (*parts, parts.total)), strict=True)]
    return dict(_standings(numbers, odds, threats=False)) | dict(_standings(numbers, odds, threats=True))


def _standings(numbers: Standings, odds: list[LogOddsParts], *, threats: bool) -> Iterator[tuple[Key, Standing]]:
    found, axes = scored(numbers.found, threats=threats), numbers.axes
    name: List = "threat" if threats else "opportunity"
    ranks = ranks_of(found)
    of_kind = axes.threats if threats else axes.opportunities
    rules = None if threats else decided(numbers.found, found).rule[0]
    for i in dict.fromkeys([*ranks, *of_kind.nonzero()[0].tolist()]):
        listed = i in ranks
        yield (name, axes.trends[i]), Standing(
            ranks.get(i), "" if listed else _outside(numbers, found, i), *score_of(found, i), odds[i],
            float(numbers.found.likelihood[0, i]),
            ACTIONS[ACTION_OF_RULE[rules[i]]] if rules is not None and listed else None,
        )  # fmt: skip


def _outside(numbers: Standings, found: Scored, i: int) -> Outside:
    if numbers.found.had[0, i]:
        return "in use"
    if not numbers.found.concerned[0, i]:
        return "of no concern"
    return "in another row" if found.listed[0, i] else "no longer worth anything"


def moves(before: State, after: State, names: Mapping[str, str]) -> tuple[Moved, ...]:
    """Return what differs: rank, log-odds, priority or action of whatever has a rank in one of both, by the same ids.

    Opportunities first, each list by rank before, then what comes in; ``names`` is what the trends are called.
    """
    ranked = dict.fromkeys(key for state in (before, after) for key, one in state.items() if one.rank is not None)
    found = (_moved(key, names.get(key[1], key[1]), before.get(key), after.get(key)) for key in ranked)
    return tuple(sorted((row for row in found if row is not None), key=lambda row: row.list))


def _moved(key: Key, name: str, old: Standing | None, new: Standing | None) -> Moved | None:
    odds = None
    if old is not None and new is not None:
        odds = LogOddsParts(*(there - here for here, there in zip(_values(old), _values(new), strict=True)))
        still = abs(odds.total) < LEAST and abs(100 * (new.score - old.score)) < LEAST
        if still and old.rank == new.rank and old.action == new.action:
            return None
    both = old is not None and new is not None and old.rank is not None and new.rank is not None
    return Moved(
        *key,
        name,
        rank_before=old and old.rank,
        rank_after=new and new.rank,
        outside=new.outside if new else "not in the map",
        priority_before=old and old.priority,
        priority_after=new and new.priority,
        action_before=old and old.action,
        action_after=new and new.action,
        likelihood_before=old and old.likelihood,
        likelihood_after=new and new.likelihood,
        log_odds=odds,
        parts=score_parts((new.score, new.logs), (old.score, old.logs)) if both else (),  # type: ignore[union-attr]
    )


def _values(one: Standing) -> tuple[float, ...]:
    return tuple(getattr(one.odds, name) for name in LogOddsParts.__match_args__)


Score: TypeAlias = tuple[float, tuple[float, ...]]  # a priority, 0..1, and the logarithms of its factors


def score_of(found: Scored, i: int) -> Score:
    """Return the priority of a trend of the first business, and its factors."""
    return float(found.score[0, i]), tuple(float(log[0, i]) for log in found.logs)


def score_parts(here: Score, there: Score) -> tuple[FactorPart, ...]:
    """Split the difference of two priorities, in points, by factor.

    Logarithmic mean (LMDI, Ang 2004, Energy Policy 32): with M = (P - P') / (ln P - ln P') each factor gets
    100 M (ln c - ln c'), and the parts sum to 100 (P - P'). A priority of 0 has no logarithm, and no parts.
    """
    if min(here[0], there[0]) <= 0:
        return ()
    apart = math.log(here[0] / there[0])
    mean = there[0] * math.expm1(apart) / apart if apart else there[0]
    return tuple(
        FactorPart(name, math.exp(mine), math.exp(other), 100 * mean * (mine - other))
        for name, mine, other in zip(Factors._fields, here[1], there[1], strict=True)
    )
