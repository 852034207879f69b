"""What a cell may mean: a number, numbers by place, nothing, or what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from math import fsum

from ecomap.errors import MOST_PROBLEMS
from ecomap.firms import SIZE, Profile


class CellError(Exception):
    """A cell that cannot be used, with every reason."""

    def __init__(self, reasons: Iterable[object], known: Iterable[int] = ()) -> None:
        told, self.known = [*islice(map(str, reasons), MOST_PROBLEMS + 1)], known
        self.reasons = (*told[:MOST_PROBLEMS], *["and more like these."] * (len(told) > MOST_PROBLEMS))
        super().__init__(" | ".join(self.reasons))


def refuse_most(lost: float, kept: Mapping[int, float], first: int, left: Sequence[str] | None) -> None:
    """Refuse codes that stand for nothing where they are most of what a firm lives from, or half and come first."""
    known = fsum(kept.values())
    if left and (lost > known or (lost == known and first < 0) or len(left) > MOST_PROBLEMS):
        raise CellError(left)


class Described(dict[int, float]):
    """Sectors by place, and what the kinds of firm that a cell names stand for besides."""

    def __init__(self, found: Profile, axes: Mapping[str, Sequence[str]]) -> None:
        super().__init__(placed(found.sectors, axes["sector"]))
        self.named = found.named
        self.levels: dict[str, dict[int, float]] = {
            "traits": placed(found.traits, axes["trait"]), "activities": placed(found.activities, axes["activity"]),
            "goals": placed(found.goals, axes["goal"]), SIZE: {} if found.people is None else {0: found.people},
            "has": placed(dict.fromkeys(found.has, 1.0), axes["trend"]),
        }  # fmt: skip


def placed(shares: Mapping[str, float], axis: Sequence[str]) -> dict[int, float]:
    """Return shares by place instead of by name."""
    return {axis.index(name): share for name, share in shares.items()}


class Unread(dict[int, float]):
    """What is known of a cell with names that are not, of which the column or the cell needs none."""


class DescribedInPart(Described, Unread):
    """What is known of several codes of which some stand for nothing in the map."""


Meaning = float | dict[int, float] | None | CellError  # a number; numbers by place; nothing that counts; what is wrong
