"""Sentences for an owner: no mathematics, nothing that the numbers do not say."""

from collections.abc import Sequence
from typing import NamedTuple


class Leader(NamedTuple):
    """A foreign sector that pushes a trend towards the business."""

    name: str
    """Its short name."""
    share: float
    """Share of its firms that use the trend."""
    shared: str
    """Verb phrase of an activity that trend, sector and business have in common; may be empty."""


LINE = 76
"""Characters of a line that fits a terminal of 80 columns with its indent."""

WHO = {"risk": "hit more often", "regulation": "bound already"}


def why(kind: str, leaders: Sequence[Leader], own_share: float | None, own_name: str) -> str:
    """Return one line that says where a trend comes from.

    Parameters
    ----------
    kind
        Kind of the trend.
    leaders
        Foreign sectors that push, strongest first.
    own_share, own_name
        Share among the peers, None where no figure is known; how to call them.
    """
    if not leaders:
        if own_share is None:
            return "No figures from sectors near you: shown at the general level."
        return f"Your peers carry it: {_percent(own_share)} of {own_name} firms."
    named = [f"{leader.name} {_percent(leader.share)}" for leader in leaders[:2]]
    state = WHO.get(kind, "ahead")
    shared = next((leader.shared for leader in leaders if leader.shared), "")
    wordings = [f"{', '.join(names)} {state}: they too {shared}." for names in (named, named[:1])] if shared else []
    return next((text for text in wordings if len(text) <= LINE), f"{', '.join(named)} {state}.")


def route(names: Sequence[str], share: float, push: float, business: str) -> str:
    """Return a pathway in words: who, how many there use it, by whom it comes."""
    via = f" by way of {', '.join(names[1:])}" if len(names) > 1 else ""
    direction = (
        "pushes it towards" if push > 0 else "holds it back from" if push < 0 else "neither pushes nor holds back"
    )
    return f"{names[0]}, where {_percent(share)} of firms use it, {direction} {business}{via}"


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.01 else "under 1%"
