"""What the place of output can show, and lines that fit it."""

import re
from collections.abc import Iterable, Iterator

from ecomap.record import record
from ecomap.safe import safe_text, unaccented

BARS = "▁▂▃▄▅▆▇█"  # heights of a line of bars
ASCII = str.maketrans(
    dict(zip(BARS, "_.-=+*%#", strict=True))
    | {"█": "#", "▌": "#", "→": ">", "·": "-", "–": "-", "…": ".", "─": "-", "│": "|", "’": "'"}
)
UNBROKEN = re.compile(r" *(?:(?<=: )ecomap .+?(?:[;.](?= )|$)|\S+)| +$")
"""What of a message stays on one line: a word, or a command that is to be copied, with the blanks before it."""
BETWEEN = re.compile(r"(?<!\bEUR) (?!h\b)")  # blanks at which a line may end: not inside 12 h and EUR 60
CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
"""How a terminal is told a style."""

Line = tuple[tuple[str, str], ...]  # pieces of text, each with its style: words of CODES, or nothing


@record
class Screen:
    """Width and abilities of the place where text will appear."""

    width: int = 80
    colour: bool = False
    unicode: bool = True


def line(*pieces: str | tuple[str, str], style: str = "") -> Line:
    """Return a line of pieces; those without a style of their own have the one given."""
    return tuple((piece, style) if isinstance(piece, str) else piece for piece in pieces)


def columns(text: str) -> int:
    """Return how many columns a text takes; rich, which knows wide letters, is loaded where there may be any."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _chopped(word: str, width: int) -> list[str]:
    if columns(word) <= width:
        return [word]
    from rich.cells import chop_cells

    return chop_cells(word, width)


def wrapped(text: str, width: int, style: str = "", *, first: str = "", rest: str | None = None) -> Iterator[Line]:
    """Yield a text in lines of at most so many columns, broken at blanks between words, and inside what fits no line.

    ``first`` stands before it, ``rest`` before each further line: without it as many blanks.
    """
    text = safe_text(text).replace("\n", " ")
    first += " " * (len(text) - len(text.lstrip(" ")))
    rest = " " * columns(first) if rest is None else rest
    begun, now = first, ""
    for word in BETWEEN.split(text.lstrip(" ")):
        if now and columns(begun + now) + 1 + columns(word) > width:
            yield line(begun + now, style=style)
            begun, now = rest, ""
        *full, last = _chopped(word, max(2, width - columns(begun))) if not now else [word]
        for piece in full:
            yield line(begun + piece, style=style)
            begun = rest
        now = f"{now} {last}" if now else last
    yield line(begun + now, style=style)


def fitted(text: str, width: int) -> str:
    """Return a message in lines of at most so many columns, broken between words; what is longer stays whole."""
    return "\n".join(line for given in text.split("\n") for line in _broken(given, width))


def _broken(text: str, width: int) -> Iterator[str]:
    indent = now = " " * (len(text) - len(text.lstrip(" ")))
    for piece in UNBROKEN.findall(text[len(indent) :]):
        if now != indent and columns(now + piece) > width:
            yield now
            now = indent + piece.lstrip(" ")
        else:
            now += piece
    yield now


def left(text: str, size: int) -> str:
    """Return a text with blanks after it, as wide as its column."""
    return text + " " * (size - columns(text))


def right(text: str, size: int) -> str:
    """Return a text with blanks before it, as wide as its column."""
    return " " * (size - columns(text)) + text


def shown(lines: Iterable[Line], screen: Screen) -> str:
    """Return lines as a screen takes them, without trailing blanks; the only way to a terminal: all is made safe."""
    text = "".join("".join(_piece(*piece, screen) for piece in pieces).rstrip() + "\n" for pieces in lines)
    if screen.unicode:
        return text
    return unaccented(text.translate(ASCII)).encode("ascii", "replace").decode("ascii")


def _piece(text: str, style: str, screen: Screen) -> str:
    text = safe_text(text).replace("\n", " ")
    if not (screen.colour and style and text.strip()):
        return text
    return f"\x1b[{';'.join(CODES[word] for word in style.split())}m{text}\x1b[0m"
