"""Sentences for an owner: no mathematics, nothing that the numbers do not say."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ecomap.results.ranking import RankedTrend


class Leader(NamedTuple):
    """A foreign sector that pushes a trend towards the business."""

    name: str
    """Its short name."""
    share: float
    """Share of its firms that use the trend."""
    shared: str
    """Verb phrase of an activity that trend, sector and business have in common; may be empty."""


TOLD = 2
"""Leaders named in a line."""
LINE = 76
"""Characters of a line that fits a terminal of 80 columns with its indent."""

WHO = {"risk": "hit more often", "regulation": "bound already"}


def why(kind: str, leaders: Sequence[Leader], own_share: float | None, own_name: str, *, seen: bool = False) -> str:
    """Return one line that says where a trend comes from.

    Leaders stand strongest first; the share among the peers is None where no figure is known, and may be what the
    owner has ``seen``.
    """
    if not leaders:
        if own_share is None:
            return "No figures from sectors near you: shown at the general level."
        state = {"risk": "are hit most", "regulation": "are bound most"}.get(kind, "carry it")
        of_whom = "the firms you see" if seen else f"{own_name} firms"
        return f"Your peers {state}: {percent(own_share)} of {of_whom}."
    first, *others = leaders[:TOLD]
    state, alone = WHO.get(kind, "ahead"), f"{first.name} {percent(first.share)}"
    both = f"{alone}, {others[0].name} {percent(others[0].share)}" if others else alone
    wordings = [both] if others and others[0].shared == first.shared else []
    for who in (*wordings, alone) if first.shared else ():
        text = f"{who} {state}: they too {first.shared}."
        if len(text) <= LINE:
            return text
    return f"{both} {state}."


def route(names: Sequence[str], share: float, push: float, business: str, *, seen: bool = False) -> str:
    """Return a pathway in words: who, how many there use it (by the owner's own eyes or by the map), by whom."""
    via = f" by way of {', '.join(names[1:])}" if len(names) > 1 else ""
    to = "pushes it towards" if push > 0 else "holds it back from" if push < 0 else "neither pushes nor holds back"
    by_whom = "as you see it " if seen else ""
    return f"{names[0]}, where {by_whom}{percent(share)} of firms use it, {to} {business}{via}"


@lru_cache(maxsize=4096)
def percent(share: float) -> str:
    """Return a share in whole per cent."""
    return "under 1%" if share < 0.01 else "over 99%" if share > 0.99 else f"{share:.0%}"


ACTIONS = {
    "act": "Start with it now.",
    "prepare": "Get ready for it; do not start yet.",
    "pilot": "Try it small before you spend on it.",
    "watch": "Keep an eye on it; other things come first.",
}


def first_paragraph(
    row: RankedTrend, leaders: Sequence[str], own: Sequence[str], horizon: int, *, threat: bool
) -> tuple[str, ...]:
    """Return what an owner wants to hear first, as sentences without mathematics."""
    verb = "face it" if threat else "use it"
    then, now = _firms(row.likelihood), _firms(row.likelihood_today).removeprefix("About ")
    sentences = [f"{then} firms like yours will {verb} by {horizon}, {now[0].lower()}{now[1:]} do today."]
    if row.lead > 0 and leaders:
        are, pull = ("are", "pull") if len(leaders) > 1 or leaders[0].endswith("s") else ("is", "pulls")
        sentences.append(f"{' and '.join(leaders)} {are} ahead of your own trade and {pull} you along.")
    elif "own-figure-unknown" in row.flags:
        sentences.append(f"How far your own trade ({' and '.join(own)}) is, no figure says.")
    elif row.lead < 0:
        sentences.append(f"Your own trade ({' and '.join(own)}) is ahead of the sectors around you here.")
    else:
        sentences.append("The sectors around you stand about where your own trade does.")
    if row.activities:
        part = "much" if row.touch >= 0.66 else "part" if row.touch >= 0.33 else "little"  # thirds
        sentences.append(f"It touches {part} of what you do.")
    return (*sentences, ACTIONS[row.action.name])


def _firms(share: float) -> str:
    """Return a share the way people say it."""
    if share < 0.025:  # 1 in 40
        return "Hardly any"
    if share < 0.075:  # below that "1 in 10" says too much
        return "About 1 in 20"
    return "Nearly all" if share >= 0.95 else f"About {round(10 * share)} in 10"
