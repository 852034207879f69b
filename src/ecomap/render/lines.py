"""Text in lines that fit a screen."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text


def wrapped(text: str, width: int, style: str = "dim", *, first: str = "") -> Iterator[Text]:
    """Yield a text in lines of at most so many columns, broken at blanks; those after ``first`` are indented as far."""
    line = ""
    for word in text.split(" "):
        if line and cell_len(first + line) + 1 + cell_len(word) > width:
            yield Text(first + line, style=style)
            first, line = " " * cell_len(first), word
        else:
            line = f"{line} {word}" if line else word
    yield Text(first + line, style=style)


def fitted(text: Text, width: int) -> Text:
    """Return a line cut to so many columns."""
    text.truncate(width, overflow="ellipsis")
    return text
