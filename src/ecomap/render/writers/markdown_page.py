"""A page as Markdown: the same parts in the same order, pictures left to the numbers beside them."""

from collections.abc import Iterator, Sequence

from ecomap.render.page import (
    SAFE_ADDRESSES,
    Block,
    Card,
    Data,
    Figure,
    Gallery,
    Opened,
    Page,
    Pair,
    Paragraph,
    Phrase,
    Points,
)
from ecomap.render.writers.markdown import escaped, table_lines


def markdown_page(page: Page) -> str:
    """Return a page as a document."""
    lines = [f"# {escaped(page.title)}", "", escaped(page.subtitle)]
    for section in page.sections:
        lines += ["", f"## {escaped(section.title)}"] if section.title else []
        lines += _blocks(section.blocks)
    for note in page.notes:
        lines += ["", escaped(note)]
    return "\n".join(lines) + "\n"


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from ("", _phrases(block.phrases))
        case Points():
            yield ""
            yield from (f"- {_phrases(item)}" for item in block.items)
        case Data():
            yield ""
            yield from table_lines(block.table)
        case Figure() | Gallery():
            return  # what it shows stands in numbers beside it
        case Pair():
            yield from _blocks(block.blocks)
        case Opened():
            yield from ("", f"**{escaped(block.summary)}**")
            yield from _blocks(block.blocks)
        case Card():
            yield from ("", f"### {_phrase(block.title)}{f' ({escaped(block.tag)})' if block.tag else ''}")
            if block.facts:
                yield from ("", "; ".join(f"{escaped(name)}: {escaped(value)}" for name, value in block.facts))
            yield from _blocks(block.blocks)


def _phrases(phrases: Sequence[Phrase]) -> str:
    return " ".join(map(_phrase, phrases))


def _phrase(one: Phrase) -> str:
    text = escaped(one.text)
    if one.href.startswith(SAFE_ADDRESSES):
        return f"[{text}](<{one.href.replace('<', '%3C').replace('>', '%3E')}>)"
    return f"**{text}**" if one.strong and text else text
