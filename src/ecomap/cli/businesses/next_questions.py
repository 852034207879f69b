"""The questions that move this firm's answer most, one after the other, each given the answers before."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ecomap.cli.businesses.answers import Refused
from ecomap.io.amounts import HELD, AmountError, read_number
from ecomap.io.words import ANSWERS

if TYPE_CHECKING:
    from ecomap.cli.businesses.answers import Draft
    from ecomap.model.compiled import CompiledMap
    from ecomap.results.questions import Question, Reply

MOST = 8  # questions that are asked
LISTED = ("adopted", "not_yet")  # fields of a draft to which an answer adds
INTRO = (
    "Now what moves your answer most. Yes: mostly; no: hardly ever; Return: don't know.\n"
    "The first letter of an answer will do."
)
HELP = {
    "trend": "y if you use it already: it is then not proposed again. n if not: it is then proposed where it fits.",
    "trait": "y if it is so for nearly all of your work, p for a good part of it, n for hardly any.",
}


class NextQuestions:
    """Chooses questions, and writes answers into a draft and out of it again."""

    def __init__(self, ecosystem: "CompiledMap", draft: "Draft") -> None:
        self.ecosystem, self.draft = ecosystem, draft
        self.asked: list[str] = ["employees"]
        self.replies: dict[str, Reply] = {}

    def next(self) -> "Question | None":
        """Return the question that is worth most now; None after the last."""
        from ecomap.firms import described
        from ecomap.verbs.questions import questions_to_ask

        if len(self.asked) > MOST:
            return None
        business = described(self.draft.business(), self.ecosystem)
        found = questions_to_ask(self.ecosystem, business, asked=self.asked, top=1)
        self.asked += [item.id for item in found]
        return found[0] if found else None

    def said(self, question: "Question") -> str:
        """Return what was answered; nothing where it was left open."""
        reply = self.replies.get(question.id)
        return reply.says if reply else ""

    def else_done(self) -> dict[str, float]:
        """Return the activities of the draft that no answer here has written."""
        here = {name for reply in self.replies.values() for name in reply.activities}
        return {name: level for name, level in self.draft.activities.items() if name not in here}

    def else_used(self) -> list[str]:
        """Return what is in use by other words than answers here."""
        here = {name for reply in self.replies.values() for name in reply.adopted}
        return [name for name in self.draft.adopted if name not in here]

    def write(self, question: "Question", reply: "Reply | None") -> None:
        """Write an answer into the draft in place of an earlier one."""
        draft, before = self.draft, self.replies.pop(question.id, None)
        if before is not None:
            for said, levels in ((draft.traits, before.traits), (draft.activities, before.activities)):
                for name in levels:
                    said.pop(name, None)
            for field in LISTED:
                said = [name for name in getattr(draft, field) if name not in getattr(before, field)]
                setattr(draft, field, said)
        if reply is not None:
            draft.traits |= reply.traits
            draft.activities |= reply.activities
            for field in LISTED:
                setattr(draft, field, [*dict.fromkeys((*getattr(draft, field), *getattr(reply, field)))])
            self.replies[question.id] = reply


def reader(question: "Question") -> "Callable[[str], Reply]":
    """Return a reader of the answers to a question."""
    replies = {ANSWERS[reply.says]: reply for reply in question.replies}

    def read(text: str) -> "Reply":
        try:
            return replies[read_number(text, HELD)]
        except (AmountError, KeyError):
            raise Refused(f'"{text}" is none of {choices(question)}. Return leaves it open.') from None

    return read


def choices(question: "Question") -> str:
    """Return the answers that there are, yes first."""
    return ", ".join(says for says in ANSWERS if any(says == reply.says for reply in question.replies))
