"""What a page or a document holds, before it becomes HTML or Markdown: sections of paragraphs, tables, pictures."""

from collections.abc import Sequence
from typing import ClassVar

from ecomap.record import record
from ecomap.render.pictures import Picture
from ecomap.render.sheet import Sheet, Table

SAFE_ADDRESSES = ("https://", "http://")  # how an address begins that leads somewhere and runs nothing


@record
class Phrase:
    """A piece of text that is one thing: a link, a strong word, a text in another language."""

    text: str
    href: str = ""  # where it leads: a place on the page (``#row-1``) or an address
    lang: str = ""  # language, where it is not the page's
    strong: bool = False


@record
class Paragraph:
    """Phrases one after the other."""

    kind: ClassVar = "paragraph"
    phrases: tuple[Phrase, ...]
    style: str = ""  # lead, note, why or nothing


@record
class Points:
    """A list; ``anchors`` are the places by which others lead to its items."""

    kind: ClassVar = "points"
    items: Sequence[Sequence[Phrase]]
    anchors: Sequence[str] = ()


@record
class Data:
    """A table."""

    kind: ClassVar = "data"
    table: Table
    lang: str = ""  # language of its sentences, where it is not the page's
    headed: bool = False  # whether its title stands above it; it is read out with it anyway


@record
class Figure:
    """A picture; what it shows stands in words beside it."""

    kind: ClassVar = "figure"
    picture: Picture
    wide: bool = False


@record
class Gallery:
    """Pictures side by side, as many as there is room for."""

    kind: ClassVar = "gallery"
    pictures: Sequence[Picture]


@record
class Pair:
    """Two blocks side by side where there is room, else below each other."""

    kind: ClassVar = "pair"
    blocks: "Sequence[Block]"


@record
class Opened:
    """Blocks that are opened by a click or a key; what is open is printed."""

    kind: ClassVar = "opened"
    summary: str
    blocks: "Sequence[Block]"


@record
class Card:
    """One thing of a list, with its name, its numbers and what is said of it."""

    kind: ClassVar = "card"
    anchor: str
    title: Phrase
    tag: str  # one word that is set off: what to do
    tag_style: str
    facts: Sequence[tuple[str, str]]  # names and numbers
    level: float | None  # points, 0..100, that are drawn as a bar beside the number
    blocks: "Sequence[Block]"


@record
class Section:
    """A part with a heading."""

    anchor: str
    title: str
    blocks: "Sequence[Block]"
    short: str = ""  # its title in the list of parts


@record
class Page:
    """A whole page."""

    title: str
    subtitle: str
    sections: Sequence[Section]
    notes: Sequence[str] = ()  # at its foot
    lang: str = "en"
    labels: tuple[str, ...] = ("Contents", "Skip to the answer", "Table")  # what the page itself says: to who hears it
    ways: bool = False  # whether a map on it shows pathways where the pointer or the focus is


Block = Paragraph | Points | Data | Figure | Gallery | Pair | Opened | Card


def said(text: str, style: str = "", lang: str = "") -> Paragraph:
    """Return a plain paragraph."""
    return Paragraph((Phrase(text, lang=lang),), style)


def page_of(sheet: Sheet) -> Page:
    """Return an answer as a page: its own, else its pictures, its tables and its notes."""
    if sheet.page is not None:
        return sheet.page()
    blocks: list[Block] = [Figure(picture, wide=True) for picture in sheet.pictures()]
    blocks += [Data(table, headed=True) for table in sheet.read]
    blocks += [said(note, "note") for note in sheet.notes]
    return Page(sheet.heading or sheet.title, "", [Section("answer", "", blocks)])
