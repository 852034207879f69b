"""What a new release of the statistics would change, in sentences."""

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from ecomap.render.screen import safe_text
from research.release import NumberChange, StatisticsDifference

TOLD = 6
"""Changes told of each kind, the largest; one change of a survey moves a thousand couplings a little."""
TITLES = {
    "prevalence": "Prevalences", "norm": "Norms", "spread": "Spreads", "readiness": "Readiness of sectors",
    "pace": "Paces", "coupling": "Couplings", "modifier": "Modifiers",
}  # fmt: skip
NOTHING = "Nothing changes: the tables are what the statistics say.\n"


def release_text(difference: StatisticsDifference, width: int | None = None) -> str:
    """Return for each kind of number how many change, and the largest changes as sentences, one a line or wrapped."""
    kinds = [(kind, list(found)) for kind, found in groupby(difference.changes, key=lambda change: change.kind)]
    lines = [safe_text(line) for kind, changes in kinds for line in _kind(kind, changes)]
    if width:
        lines = [part for line in lines for part in textwrap.wrap(line, width, subsequent_indent="    ")]
    return "\n".join(lines) + "\n" if lines else NOTHING


def _kind(kind: str, changes: Sequence[NumberChange]) -> Iterator[str]:
    yield f"{TITLES[kind]}: {_counts(changes)}."
    yield from (f"  {_sentence(change)}" for change in changes[:TOLD])
    if len(changes) > TOLD:
        yield f"  and {len(changes) - TOLD:,} more, none of them larger."


def _counts(changes: Sequence[NumberChange]) -> str:
    found = Counter("new" if c.old is None else "gone" if c.new is None else "changed" for c in changes)
    words = {"changed": ("changes", "change"), "new": ("is new", "are new"), "gone": ("is gone", "are gone")}
    return ", ".join(f"{found[name]:,} {words[name][found[name] != 1]}" for name in words if found[name])


def _sentence(change: NumberChange) -> str:
    if change.old is None:
        return f"{change.text}: {_shown(change, change.new, change.new_value)}, where there was nothing."
    if change.new is None:
        return f"{change.text}: gone; it was {_shown(change, change.old, change.old_value)}."
    if change.old == change.new:
        return f"{change.text}: {_number(change, change.new)} as before, published as {change.new_value}."
    old, new = _shown(change, change.old, change.old_value), _shown(change, change.new, change.new_value)
    return f"{change.text}: {new}, where it was {old}."


def _shown(change: NumberChange, number: float | None, published: str | None) -> str:
    return _number(change, number) + (f" (published: {published})" if published else "")


def _number(change: NumberChange, number: float | None) -> str:
    assert number is not None
    if change.kind == "prevalence":
        return f"{100 * number:.2f}".rstrip("0").rstrip(".") + " %"
    return f"{number:.6f}".rstrip("0").rstrip(".")
