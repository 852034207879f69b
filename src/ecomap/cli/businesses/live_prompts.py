"""Questions with editing and a menu that follows the typing: prompt_toolkit, loaded only where somebody is asked."""

import sys
from collections.abc import Iterator

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.output import create_output

from ecomap.cli import output
from ecomap.cli.businesses.prompts import MENU, Asker, Check, Offers, left


class OfferCompleter(Completer):
    """Offers what may be meant by the words after the last comma."""

    def __init__(self, offers: Offers) -> None:
        self.offers = offers

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002
        """Yield what takes the place of those words."""
        typed = document.text_before_cursor.rpartition(",")[2].lstrip()
        if typed:
            for offer in self.offers(typed):
                yield Completion(offer.text, start_position=-len(typed), display=offer.shown, display_meta=offer.beside)


class LiveAsker(Asker):
    """Asks with a line that can be edited; after a refused answer the line begins empty."""

    def line(self, question: str, check: Check, offers: Offers | None = None) -> str:
        """Ask until the check has nothing against the answer."""
        session: PromptSession[str] = PromptSession(
            output=create_output(stdout=sys.stderr),
            completer=OfferCompleter(offers) if offers else None,
            complete_while_typing=True,
            reserve_space_for_menu=MENU if offers else 0,
        )
        while True:
            try:
                answer = session.prompt(output.fit(question)).strip()
            except (KeyboardInterrupt, EOFError):
                raise left() from None
            wrong = check(answer)
            if wrong is None:
                return answer
            self.say(wrong)  # the next line begins empty: what was refused is not what is meant
