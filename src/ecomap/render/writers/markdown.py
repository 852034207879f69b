"""Markdown, where a text is shown as it is and never read as markup, HTML or a link: tables, and whole pages."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ecomap.render import page as parts
from ecomap.render.sheet import Sheet, Table, in_text
from ecomap.safe import one_line
from ecomap.template import Templates

SIGNS = re.compile(r"([\\`*_\[\]|~])")  # what Markdown reads as more than itself
LINKS = re.compile(r"(?i)(?<=[a-z])(?=://)|(?<=www)(?=\.)|(?=@)")
"""Where the places are by which an address in plain text is known."""


def markdown(sheet: Sheet) -> str:
    """Return the page of an answer as a document; without one the tables for people, several with a heading each."""
    if sheet.page is not None:
        return PAGE.filled("page.md", page=sheet.page())
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
    yield from (_row([escaped(in_text(cell, 6)) for cell in row]) for row in table.rows)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def escaped(text: str) -> str:
    """Return a text on one line in which nothing is markup."""
    text = SIGNS.sub(r"\\\1", one_line(text)).replace("<", "&lt;")
    return LINKS.sub(r"\\", text)


# --- a page: the same parts in the same order, pictures left to the numbers beside them


def _phrases(phrases: Sequence[parts.Phrase]) -> str:
    return " ".join(map(_phrase, phrases))


def _phrase(one: parts.Phrase) -> str:
    text = escaped(one.text)
    if one.href.startswith(parts.SAFE_ADDRESSES):
        return f"[{text}](<{one.href.replace('<', '%3C').replace('>', '%3E')}>)"
    return f"**{text}**" if one.strong and text else text


PAGE = Templates(
    Path(__file__).with_name("page"), {"escaped": escaped, "phrases": _phrases, "table_lines": table_lines}
)
