"""How a question gets its answer: read, or refused in words and asked again; ? explains."""

from collections.abc import Callable, Iterable
from shutil import get_terminal_size
from textwrap import fill
from typing import TypeVar

from ecomap.cli.businesses.answers import Reader, Refused
from ecomap.cli.businesses.prompts import HELP, Asker, Offer, Offers

T = TypeVar("T")

WIDEST = 78


def filled(text: str, indent: str = "") -> str:
    """Return a text in lines that fit the terminal."""
    columns = get_terminal_size((WIDEST + 2, 24)).columns
    return fill(text, max(40, min(WIDEST, columns - 2)), subsequent_indent=indent)


class Asking:
    """Asks through an asker, and reads the answers by the names of a map."""

    def __init__(self, asker: Asker, reader: Reader) -> None:
        self.asker, self.reader = asker, reader

    def ask(self, question: str, read: Callable[[str], T], help_: str = "", offers: Offers | None = None) -> T:
        """Ask until an answer can be read; ? explains."""

        def check(text: str) -> str | None:
            if text == HELP:
                return filled(help_ or "Any text will do.")
            try:
                read(text)
            except Refused as refused:
                return filled(str(refused))
            return None

        return read(self.asker.line(question, check, offers))

    def open(self, question: str, read: Callable[[str], T], help_: str, offers: Offers | None = None) -> T | None:
        """Ask what may be left open with Return."""
        head = f"{question}\n" if question else ""
        return self.ask(f"{head}> ", lambda text: read(text) if text else None, help_, offers)

    def named(self, question: str, kind: str, help_: str, read: Callable[[str], str] | None = None) -> list[str]:
        """Ask for names in the map, several with commas; none with Return."""
        understood = read or self.reader.of(kind)

        def names(text: str) -> list[str]:
            return [understood(part.strip()) for part in text.split(",") if part.strip()]

        def offers(text: str) -> list[Offer]:
            return self.reader.offers(kind, text)

        return self.ask(question, names, help_, offers)

    def told(self, names: Iterable[str]) -> None:
        """Repeat what was understood."""
        self.asker.say(filled(f"  = {', '.join(names)}", "    "))


def needed(refusal: str) -> Callable[[str], str]:
    """Return a reader of any text but none."""

    def read(text: str) -> str:
        if not text:
            raise Refused(refusal)
        return text

    return read
