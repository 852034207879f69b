"""How far two blind codings of the sectors agree: weighted kappa over all and by trait."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from research.derivation.inputs import read_records
from research.figures.shares import between_marks

JUDGEMENTS = Path(__file__).parents[1] / "judgements"
TARGET = JUDGEMENTS / "README.md"
STEPS = (0, 1, 2)
"""Levels in halves."""

Levels = dict[tuple[str, str], float]


class Agreement(NamedTuple):
    """Two codings of some pairs of sector and trait."""

    pairs: int
    same: int
    kappa: float
    """Linear weights."""


def coded(name: str) -> Levels:
    """Return the level of each sector and trait as one coder has it."""
    rows = read_records(JUDGEMENTS / name, ("sector", "trait", "level"))
    return {(row["sector"], row["trait"]): float(row["level"]) for row in rows}


def settled() -> Levels:
    """Return the levels that the map has: where both agree theirs, else as settled."""
    first = coded("trait_levels_a.csv")
    return first | coded("trait_levels_settled.csv")


def agreement(first: Levels, second: Levels, trait: str = "") -> Agreement:
    """Return how far two codings agree, of one trait or of all."""
    from sklearn.metrics import cohen_kappa_score

    pairs = sorted(pair for pair in first if trait in ("", pair[1]))
    one, two = ([round(2 * levels[pair]) for pair in pairs] for levels in (first, second))
    same = sum(a == b for a, b in zip(one, two, strict=True))
    return Agreement(len(pairs), same, float(cohen_kappa_score(one, two, labels=STEPS, weights="linear")))


def table() -> Iterator[str]:
    """Yield the lines of the table in the README of the judgements."""
    first, second = coded("trait_levels_a.csv"), coded("trait_levels_b.csv")
    yield "| trait | pairs | same level | kappa |"
    yield "|---|--:|--:|--:|"
    for trait in ["", *sorted({trait for _, trait in first})]:
        found = agreement(first, second, trait)
        yield f"| {trait or 'all'} | {found.pairs} | {found.same} | {found.kappa:.2f} |"


def with_agreement(page: str) -> str:
    """Return the page with the table in its place."""
    return between_marks(page, "".join(f"{line}\n" for line in table()))


def pages() -> dict[Path, str]:
    """Return the page as it should be."""
    return {TARGET: with_agreement(TARGET.read_text(encoding="utf-8"))}
