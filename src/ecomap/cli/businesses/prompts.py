"""Asking a person on a terminal, one line at a time: with live completion where the terminal can, else plainly."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

import typer

from ecomap.cli import EXIT_INTERRUPTED, output

HELP = "?"  # an answer that asks what is meant
MENU = 6  # lines kept for what is offered while somebody types


class Offer(NamedTuple):
    """Something that may be meant by what has been typed so far."""

    text: str  # what is put into the line
    shown: str
    beside: str = ""


Offers = Callable[[str], Sequence[Offer]]
Check = Callable[[str], str | None]  # says what is wrong with an answer, nothing where nothing is


def can_ask() -> bool:
    """Tell whether a person sits at both ends: nothing is asked where answers come from a file."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def left() -> typer.Exit:
    """Say that nothing was written, and how the program ends."""
    sys.stderr.write("\nLeft. Nothing was written.\n")
    return typer.Exit(EXIT_INTERRUPTED)


class Asker:
    """Plain lines: for terminals without a cursor, screen readers, and the simplest of all screens."""

    def line(self, question: str, check: Check, offers: Offers | None = None) -> str:
        """Ask until the check has nothing against the answer; what comes near it is listed."""
        while True:
            self._write(question)
            answer = self._read()
            wrong = check(answer)
            if wrong is None:
                return answer
            near = list(offers(answer))[:MENU] if offers and answer else []
            self.say("\n".join([wrong, *(f"  {offer.text}  {offer.shown}" for offer in near)]))

    def say(self, text: str) -> None:
        """Write lines to standard error, which is where the conversation goes."""
        self._write(f"{text}\n")

    def _write(self, text: str) -> None:
        encoding = sys.stderr.encoding or "ascii"
        output.tell(text.encode(encoding, "replace").decode(encoding))
        sys.stderr.flush()

    def _read(self) -> str:
        try:
            read = sys.stdin.readline()
        except KeyboardInterrupt:
            raise left() from None
        if not read:
            raise left()
        return read.strip()


def asker() -> Asker:
    """Return who asks here: with live completion on a terminal that can move its cursor, else plain lines."""
    if os.environ.get("TERM", "") in ("", "dumb", "unknown") and os.name != "nt":
        return Asker()
    from ecomap.cli.businesses.live_prompts import LiveAsker  # a tenth of a second, for those who are asked

    return LiveAsker()
