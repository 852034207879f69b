"""Columns that say something of another, or of what they are headed by: a share of the trade beside, yes and no."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from ecomap.io.batch.records import HOW_MUCH, Column, column_of
from ecomap.io.words import BRACKETS, NUMBERS, answers, bare, in_words, says_nothing, words
from ecomap.model import folded
from ecomap.names import CODED, Names
from ecomap.verbs.batch.layout import IN_USE, NUMBERED, WHERE, Layout

ONE_OR_NONE = {"1": 1.0, "0": 0.0}  # yes and no as programs write them; a bare number is no answer elsewhere
TRADE = re.compile(r"^\s*[^\W\d_]+\s*[_:.\[(=]+\s*")  # before it in a heading: sector_bakery, Branche [Hotel]
SHARE = re.compile(r"\s*[0-9]{1,3}(?:[.,][0-9]{1,9})?\s*%?\s*")
LONGEST = 200  # signs of a heading in which a trend is looked for: of blanks without end the time grows by the square
Read = Callable[[str], Column]


def trades_marked(titles: Sequence[str], first: Callable[[str], Sequence[Any]], names: Names) -> dict[str, str]:
    """Return the columns of yes and no, or of shares, each headed by a trade, with what each names; one alone is none.

    No number or lone letter is a heading: the first firm of a table without headings has such. What names a trend as
    well (Webshop) is rather in use.
    """
    said = {title: TRADE.sub("", title).strip(")] ") for title in titles if len(title) <= LONGEST}
    said = {title: trade for title, trade in said.items() if not CODED.search(trade) and not _trend(title, names)}
    found = {title: names.find("firm", trade) for title, trade in said.items()}
    filled = {title: [one for one in map(str, filter(None, first(title))) if not says_nothing(one)] for title in found}
    marked = {title: id for title, id in found.items() if id and (_answered(filled[title]) or _shares(filled[title]))}
    return marked if len(marked) > 1 and any(filled[title] for title in marked) else {}


def _shares(cells: Sequence[str]) -> bool:
    return all(map(SHARE.fullmatch, cells))


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
        layout, names={**layout.names, IN_USE: title}, more={**layout.more, IN_USE: tuple(more)},
        marked=layout.marked | meant, guessed=(*layout.guessed, IN_USE),
        unused=tuple(one for one in layout.unused if one not in meant),
    )  # fmt: skip


def _trend(title: str, names: Names) -> str | None:
    """Return the trend that a heading names; also Has a website?, Website (yes/no)."""
    if len(title) > LONGEST:
        return None
    said = re.sub(in_words(r"^{has}\s+|(?:\s+{there})?\W*$"), "", BRACKETS.sub(" ", title).strip())
    found = names.find("trend", said) if bare(said) not in words("own-news", NUMBERS) else None
    return None if found is None or names.is_threat(found) else found


def _answered(cells: Sequence[Any]) -> bool:
    said = {folded(cell) for cell in map(str, filter(None, cells)) if not says_nothing(cell)}
    return bool(said) and said <= {*answers(), *ONE_OR_NONE}


def with_shares(layout: Layout) -> Layout:
    """Return a layout in which each of several columns for what a firm lives from has its share: Trade 1, Share 1."""
    trades = [title for ours in WHERE for title in layout.more.get(ours, ())]
    trades += [layout.names[ours] for ours in WHERE if layout.more.get(ours)]
    found = {title: one for title in trades for one in layout.unused if _is_share(one, bare(title))}
    return replace(layout, shares=found, unused=tuple(one for one in layout.unused if one not in found.values()))


def _is_share(title: str, trade: str) -> bool:
    said, number = bare(title), NUMBERED.search(trade)
    if number is None or not said.endswith(number[0]) or said == trade:
        return False
    words_of_it = {*NUMBERED.sub("", said).split()} - {*NUMBERED.sub("", trade).split()}
    return words_of_it <= {*HOW_MUCH} and (bool(words_of_it) or "%" in title)


def made_of(layout: Layout) -> Mapping[str, Callable[[Read], Column]]:
    """Return how columns are read that say yes and no, or whose share stands beside them."""
    trades = (layout.theirs("sectors"), *layout.more.get("sectors", ()))
    marks = {title: partial(_named, title, name, trade=title in trades) for title, name in layout.marked.items()}
    return {**marks, **{title: partial(_shared, title, share) for title, share in layout.shares.items()}}


def _named(title: str, name: str, read: Read, *, trade: bool) -> Column:
    """Return what the marks of a column name: a trade that is not there is none, and a number is its share."""
    column, no = read(title), "" if trade else f"no {name}"
    levels = [(answers() | ONE_OR_NONE).get(folded(str(cell))) for cell in column.cells]
    said = [name if level == 1 else no if level == 0 else "" for level in levels]
    if trade:
        said = [one or f"{name}={cell}" if level is None and cell else one
                for one, level, cell in zip(said, levels, column.cells, strict=True)]  # fmt: skip
    return column_of(["" if code < 0 else said[code] for code in column.codes])


def _shared(title: str, share: str, read: Read) -> Column:
    names, shares = read(title), read(share)
    both = zip(map(names.at, range(len(names.codes))), map(shares.at, range(len(names.codes))), strict=True)
    return column_of([name if name is None or number is None else f"{name}={number}" for name, number in both])
