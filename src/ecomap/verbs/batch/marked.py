"""Columns of yes and no, one for each thing that a firm may have in use: Website, online shop, card payments."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from ecomap.io.words import BRACKETS, NUMBERS, answers, bare, in_words, says_nothing, words
from ecomap.model import folded
from ecomap.names import Names
from ecomap.verbs.batch.layout import Layout

IN_USE = "adopted"


def with_marks(layout: Layout, first: Callable[[str], Sequence[Any]], names: Names) -> Layout:
    """Return a layout in which columns of yes and no that are headed by a trend say what is in use.

    None where a column of it says what is; a newsletter in a list of members is that of whoever keeps the list.
    """
    if IN_USE in layout.names:
        return layout
    meant = {title: name for title in layout.unused if (name := _trend(title, names)) and _answered(first(title))}
    if not meant:
        return layout
    title, *more = meant
    return replace(
        layout, names={**layout.names, IN_USE: title}, more={**layout.more, IN_USE: tuple(more)}, marked=meant,
        guessed=(*layout.guessed, IN_USE), unused=tuple(one for one in layout.unused if one not in meant),
    )  # fmt: skip


def _trend(title: str, names: Names) -> str | None:
    """Return the trend that a heading names; also Has a website?, Website (yes/no)."""
    said = re.sub(in_words(r"^{has}\s+|(?:\s+{there})?\W*$"), "", BRACKETS.sub(" ", title).strip())
    found = names.find("trend", said) if bare(said) not in words("own-news", NUMBERS) else None
    return None if found is None or names.is_threat(found) else found


def _answered(cells: Sequence[Any]) -> bool:
    said = {folded(cell) for cell in map(str, filter(None, cells)) if not says_nothing(cell)}
    return bool(said) and said <= answers().keys()
