"""The questions about a business, one at a time; each answer can be changed before anything is written."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from math import fsum
from pathlib import Path
from shutil import get_terminal_size
from textwrap import fill
from typing import NamedTuple, TypeVar

from ecomap.cli.businesses.answers import Draft, Reader, Refused, carried, needed, number, people
from ecomap.cli.businesses.next_questions import HELP as YES
from ecomap.cli.businesses.next_questions import INTRO, NextQuestions, choices, reader
from ecomap.cli.businesses.prompts import HELP, Asker, Offer, Offers, left
from ecomap.codes import AND
from ecomap.io.amounts import HELD, LEVEL, PART, WEIGHT
from ecomap.io.fields import FIELDS, QUANTITIES
from ecomap.io.words import answers, says_nothing
from ecomap.io.writing import says_other
from ecomap.model import OwnInfluence, folded
from ecomap.model.business import FULL, FUNCTIONS
from ecomap.results import questions

T = TypeVar("T")
USUAL = 10  # trends proposed as perhaps in use
WIDEST = 78
FIRST = ("name", "sectors", "country", "employees", "goals", "budget_eur", "hours_per_week")  # what everybody is asked
MORE = ("activities", "maturity", "skills", "adopted", "platforms", "influences")
"""What is asked of those who want to say more."""
ABOUT = {field.said: field for field in FIELDS.values() if field.label}  # how each is called, asked and explained


class Question(NamedTuple):
    """One question: what it is about, how it is asked, and what was answered."""

    label: str
    ask: Callable[[], None]
    said: Callable[[], str]


class Interview:
    """Asks what a draft does not say yet, shows it all, and changes what should be different.

    An answer is read by the names of the map, or refused in words and asked for again; ? explains.
    """

    def __init__(self, asker: Asker, reader: Reader, draft: Draft) -> None:
        self.asker, self.reader, self.draft, self.ecosystem = asker, reader, draft, reader.ecosystem
        self.next = NextQuestions(reader.ecosystem, draft)
        self.questions, self.others = [*map(self._question, FIRST)], [*map(self._question, MORE)]

    def _question(self, name: str) -> Question:
        asks = {
            "name": self._name, "sectors": self._sectors, "country": self._country, "goals": self._goals,
            "activities": self._activities, "maturity": self._maturity, "skills": self._skills,
            "adopted": self._adopted, "platforms": self._platforms, "influences": self._influences,
        }  # fmt: skip
        says = {
            "activities": lambda: _shares(self.next.else_done()), "adopted": lambda: ", ".join(self.next.else_used()),
            "platforms": self._carried, "influences": self._seen,
        }  # fmt: skip
        said = says.get(name, lambda: _shown(getattr(self.draft, name)))
        return Question(ABOUT[name].label, asks.get(name, partial(self._number, name)), said)

    def begin(self) -> None:
        """Ask what everybody is asked and has not been said, then what moves this firm's answer most."""
        self.asker.say(
            "Three minutes about your business. Return leaves a question open, ? explains,\n"
            "Ctrl-C leaves and writes nothing. Answers can be changed at the end."
        )
        for question in self.questions:
            if not question.said():
                self.asker.say("")
                question.ask()
        self.asker.say(f"\n{INTRO}")
        while (asked := self.next.next()) is not None:
            self.asker.say("")
            question = Question(asked.name, partial(self._next, asked), partial(self.next.said, asked))
            question.ask()
            self.questions.append(question)

    def where(self, usual: str, *, force: bool) -> Path:
        """Ask for the file to write to, one that does not exist unless it may be written over."""

        def read(text: str) -> Path:
            if text.endswith("/"):
                raise Refused(f"{text} is a folder. A name inside it, please.")
            path = Path(usual if text.casefold() in ("", "y", "yes", "ok") else text)
            path = path if path.suffix else path.with_name(f"{path.name}.yaml")
            if path.exists() and not force:
                raise Refused(f"{path} exists already. Another name, please.")
            if not path.parent.is_dir():
                raise Refused(f"There is no folder {path.parent}.")
            if says_other(path, "yaml"):
                raise Refused(f"{path}: yaml is written. Name it .yaml.")
            return path

        self.asker.say("")
        return self.ask(f"In which file shall it be kept? (Return: {usual})\n> ", read, "A name like mine.yaml.")

    def confirm(self, target: str) -> None:
        """Show everything and ask again what should be different, until it may be written."""
        question = f"Write it to {target}?\nReturn: yes; a number: change that answer; n: no\n> "
        self._show()
        while (again := self.ask(question, self._choice)) is not None:
            self.asker.say("")
            again.ask()
            self._show()

    def _show(self) -> None:
        self.asker.say("\nThis is what you said:")
        more = []
        for position, question in enumerate((*self.questions, *self.others), 1):
            said = question.said()
            if said or position <= len(self.questions):
                self.asker.say(filled(f"{position:>3}  {question.label:<29} {said or '-'}", " " * 35))
            else:
                more.append(f"{position} {question.label}")
        if more:
            self.asker.say(filled(f"More can be said: {', '.join(more)}.", " " * 5))

    def _choice(self, text: str) -> Question | None:
        """Return the question to ask again, None to write."""
        said = answers().get(folded(text))
        if not text or said == 1:
            return None
        if said == 0 or text.casefold() == "q":
            raise left()
        every = (*self.questions, *self.others)
        if not text.isdigit() or not 1 <= int(text) <= len(every):
            raise Refused(f"Return, a number from 1 to {len(every)}, or n.")
        return every[int(text) - 1]

    # --- how it is asked

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

    def open(
        self, question: str, read: Callable[[str], T], help_: str, offers: Offers | None = None, mark: str = "> "
    ) -> T | None:
        """Ask what may be left open with Return, or by saying that it is not known."""
        head = f"{question}\n" if question else ""

        def answer(text: str) -> T | None:
            try:
                return read(text) if text else None
            except Refused:
                if says_nothing(text):
                    return None
                raise

        return self.ask(f"{head}{mark}", answer, help_, offers)

    def named(self, question: str, kind: str, help_: str, read: Callable[[str], str] | None = None) -> list[str]:
        """Ask for names in the map, several with commas; none with Return."""
        understood = read or self.reader.of(kind)

        def names(text: str) -> list[str]:
            return [understood(part.strip()) for part in text.split(",") if part.strip()]

        def offers(text: str) -> list[Offer]:
            return self.reader.offers(kind, text)

        return self.ask(question, names, help_, offers)

    def one_by_one(self, field: str, more: str) -> Iterator[str]:
        """Ask for names of a field until there are no more, and yield each."""
        about, question = ABOUT[field], "> "
        self.asker.say(about.question)
        while names := self.named(question, about.kind or "trend", about.help):
            yield from names
            question = f"{more} (Return: no)\n> "

    def told(self, names: Iterable[str]) -> None:
        """Repeat what was understood."""
        self.asker.say(filled(f"  = {', '.join(names)}", "    "))

    # --- one question each

    def _next(self, question: questions.Question) -> None:
        self.asker.say(filled(question.question))
        about = YES["trend" if question.about == "trend" else "trait"]
        self.next.write(question, self.open("", reader(question), about, mark=f"{choices(question)} > "))

    def _name(self) -> None:
        about = ABOUT["name"]
        self.draft.name = self.ask(f"{about.question}\n> ", needed(about.help)) or None

    def _country(self) -> None:
        about = ABOUT["country"]
        self.draft.country = self.open(about.question, self.reader.of("country"), about.help, self.reader.countries)

    def _number(self, field: str, *, asked: bool = False) -> None:
        about, read = ABOUT[field], people if field == "employees" else number(QUANTITIES[field])
        setattr(self.draft, field, self.open("" if asked else about.question, read, about.help))

    def _sectors(self) -> None:
        about = ABOUT["sectors"]
        while not (names := self.named(f"{about.question}\n> ", "firm", about.help)):
            self.asker.say("At least one is needed: everything else starts from it.")
        self.told(map(self.reader.called, names))
        found = dict.fromkeys(names, 1.0)
        self.draft.sectors = found if len(found) == 1 else self._divided(list(found))

    def _divided(self, names: list[str]) -> dict[str, float]:

        def read(text: str) -> list[float]:
            with suppress(Refused):
                parts = [number(WEIGHT)(part) for part in re.sub(rf"[%/:]|\b{AND}\b", " ", text).split()]
                if len(parts) == len(names):
                    return parts
            raise Refused(f"{len(names)} numbers above 0, one for each, like {' '.join(['50'] * len(names))}.")

        question = f"How much of it is each, in this order? {', '.join(map(self.reader.called, names))}"
        weights = self.open(question, read, "Numbers on any scale, like 70 30. Return: equal parts.")
        weights = weights or [1.0] * len(names)
        return {name: round(weight / sum(weights), 4) for name, weight in zip(names, weights, strict=True)}

    def _activities(self) -> None:
        found: dict[str, float] = {}
        for name in self.one_by_one("activities", "Anything else?"):
            question = f"{self.ecosystem.activity_by_id[name].name}: how much? 0 never, 1 all day"
            found[name] = self.ask(f"{question}\n> ", number(HELD), "A number from 0 to 1.")
        for name in self.next.else_done():
            del self.draft.activities[name]
        self.draft.activities |= found

    def _goals(self) -> None:
        goals = self.ecosystem.goals
        self.asker.say(ABOUT["goals"].question)
        for position, goal in enumerate(goals, 1):
            self.asker.say(filled(f"  {position}  {goal.name}: {goal.summary}", "     "))

        def chosen(word: str) -> str:
            if word.isdigit() and 1 <= int(word) <= len(goals):
                return goals[int(word) - 1].id
            try:
                return self.reader.of("goal")(word)
            except Refused:
                raise Refused(f'"{word}" is no goal. Write numbers of the list, like 1 4.') from None

        def read(text: str) -> dict[str, float]:
            words = text.replace(",", " ").replace(";", " ").split()
            order = list(dict.fromkeys(chosen(word) for word in words if word != "and"))
            return {goal: float(len(order) - i) for i, goal in enumerate(order)}

        self.draft.goals = self.open("", read, ABOUT["goals"].help) or {}

    def _maturity(self) -> None:
        self.asker.say(ABOUT["maturity"].question)
        self._levels(self.ecosystem.maturity)
        self._number("maturity", asked=True)

    def _skills(self) -> None:
        for position, skill in enumerate(self.ecosystem.skills):
            gap = "\n" if position else ""
            self.asker.say(f"{gap}{skill.name}: {ABOUT['skills'].question}")
            self._levels(skill.levels)
            found = self.open("", number(LEVEL), ABOUT["skills"].help)
            self.draft.skills.pop(skill.id, None)
            if found is not None:
                self.draft.skills[skill.id] = found

    def _levels(self, examples: Iterable[str]) -> None:
        for position, example in enumerate(examples):
            self.asker.say(filled(f"  {position}  {example}", " " * 5))

    def _adopted(self) -> None:
        usual = self.reader.usual(self.draft.sectors, USUAL)
        names = self.ecosystem.trend_by_id
        about = ABOUT["adopted"]
        self.asker.say(about.question)
        for position, trend in enumerate(usual, 1):
            self.asker.say(f"  {position:>2}  {names[trend].name}")
        understood = self.reader.of("use")

        def read(text: str) -> str:
            if text.isdigit() and 1 <= int(text) <= len(usual):
                return usual[int(text) - 1]
            return understood(text)

        found: dict[str, None] = {}
        while chosen := self.named("> " if not found else "Anything else? (Return: no)\n> ", "use", about.help, read):
            found |= dict.fromkeys(chosen)
            self.told(names[name].name for name in chosen)
        others = {*self.next.else_used()}
        kept = [name for name in self.draft.adopted if name not in others]
        self.draft.adopted = list(dict.fromkeys((*kept, *found)))

    def _platforms(self) -> None:
        names = {one.id: one.name for one in self.ecosystem.platforms}
        found: dict[str, dict[str, float]] = {}
        for name in self.one_by_one("platforms", "Another one?"):
            question = f"{names[name]}: what part of all comes by it? Like: booking 60% payment 60%\n> "
            told = f"Of {', '.join(FUNCTIONS)} the part of all that comes by it, from 0 to 1."
            found[name] = self.ask(question, partial(self._fitting, found, name), told)
        self.draft.platforms = found

    def _fitting(self, found: dict[str, dict[str, float]], name: str, text: str) -> dict[str, float]:
        """Return the shares of a platform, unless with those of the others they are more than all."""
        said = carried(text)
        for function, share in said.items():
            others = fsum(one.get(function, 0.0) for other, one in found.items() if other != name)
            if others + share > FULL:
                raise Refused(f"With the others that is more than all of {function}: at most {max(0.0, 1 - others):g}.")
        return said

    def _carried(self) -> str:
        return "; ".join(f"{name} {_shares(said)}" for name, said in self.draft.platforms.items())

    def _influences(self) -> None:
        found: dict[str, OwnInfluence] = {}
        for name in self.one_by_one("influences", "Of anything else?"):
            called = self.ecosystem.trend_by_id[name].name
            part = self.ask(f"{called}: which share of them? Like 0.4 or 40%\n> ", number(PART), "Between 0 and 1.")
            reason = self.ask("What did you see? (your words are the evidence)\n> ", needed("A few words, please."))
            found.pop(name, None)
            found[name] = OwnInfluence(trend=name, share=part, reason=reason)
        self.draft.influences = [*found.values()]

    def _seen(self) -> str:
        return "; ".join(f"{item.trend or item.sector} {item.share:g}: {item.reason}" for item in self.draft.influences)


def _shown(value: str | float | dict[str, float] | None) -> str:
    if isinstance(value, dict):
        return _shares(value)
    return value if isinstance(value, str) else "" if value is None else f"{value:g}"


def _shares(values: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:g}" for name, value in values.items())


def filled(text: str, indent: str = "") -> str:
    """Return a text in lines that fit the terminal."""
    columns = get_terminal_size((WIDEST + 2, 24)).columns
    return fill(text, max(40, min(WIDEST, columns - 2)), subsequent_indent=indent)
