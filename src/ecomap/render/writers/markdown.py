"""Markdown, where a text is shown as it is and never read as markup, HTML or a link: tables, and whole pages."""

import re
from collections.abc import Iterator, Sequence

from ecomap.render import page as parts
from ecomap.render.sheet import Cell, Sheet, Table
from ecomap.safe import one_line

SIGNS = re.compile(r"([\\`*_\[\]|~])")
"""What Markdown reads as more than itself."""
LINKS = re.compile(r"(?i)(?<=[a-z])(?=://)|(?<=www)(?=\.)|(?=@)")
"""Where the places are by which an address in plain text is known."""


def markdown(sheet: Sheet) -> str:
    """Return the page of an answer as a document; without one the tables for people, several with a heading each."""
    if sheet.page is not None:
        return _page(sheet.page())
    tables = sheet.read
    lines = [f"# {escaped(sheet.heading or sheet.title)}"] if any(table.title for table in tables) else []
    for table in tables:
        if table.title:
            lines += ["", f"## {escaped(table.title)}", ""]
        lines += table_lines(table)
    for note in sheet.notes:
        lines += ["", escaped(note)]
    return "\n".join(lines) + "\n"


def table_lines(table: Table) -> Iterator[str]:
    """Yield header, rule and rows."""
    yield _row([escaped(name) for name in table.columns])
    yield "|" + "|".join("--:" if number else "---" for number in table.to_the_right()) + "|"
    yield from (_row([_cell(cell) for cell in row]) for row in table.rows)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return escaped(value) if isinstance(value, str) else f"{value:.6g}" if isinstance(value, float) else str(value)


def escaped(text: str) -> str:
    """Return a text on one line in which nothing is markup."""
    text = SIGNS.sub(r"\\\1", one_line(text)).replace("<", "&lt;")
    return LINKS.sub(r"\\", text)


# --- a page: the same parts in the same order, pictures left to the numbers beside them


def _page(page: parts.Page) -> str:
    lines = [f"# {escaped(page.title)}", "", escaped(page.subtitle)]
    for section in page.sections:
        lines += ["", f"## {escaped(section.title)}"] if section.title else []
        lines += _blocks(section.blocks)
    for note in page.notes:
        lines += ["", escaped(note)]
    return "\n".join(lines) + "\n"


def _blocks(blocks: Sequence[parts.Block]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: parts.Block) -> Iterator[str]:
    match block:
        case parts.Paragraph():
            yield from ("", _phrases(block.phrases))
        case parts.Points():
            yield ""
            yield from (f"- {_phrases(item)}" for item in block.items)
        case parts.Data():
            yield ""
            yield from table_lines(block.table)
        case parts.Figure() | parts.Gallery():
            return  # what it shows stands in numbers beside it
        case parts.Pair():
            yield from _blocks(block.blocks)
        case parts.Opened():
            yield from ("", f"**{escaped(block.summary)}**")
            yield from _blocks(block.blocks)
        case parts.Card():
            yield from ("", f"### {_phrase(block.title)}{f' ({escaped(block.tag)})' if block.tag else ''}")
            if block.facts:
                yield from ("", "; ".join(f"{escaped(name)}: {escaped(value)}" for name, value in block.facts))
            yield from _blocks(block.blocks)


def _phrases(phrases: Sequence[parts.Phrase]) -> str:
    return " ".join(map(_phrase, phrases))


def _phrase(one: parts.Phrase) -> str:
    text = escaped(one.text)
    if one.href.startswith(parts.SAFE_ADDRESSES):
        return f"[{text}](<{one.href.replace('<', '%3C').replace('>', '%3E')}>)"
    return f"**{text}**" if one.strong and text else text
