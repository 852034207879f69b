"""The questions about a business, one at a time; each answer can be changed before anything is written."""

from collections.abc import Callable, Iterable
from functools import partial
from math import fsum
from pathlib import Path
from shutil import get_terminal_size
from textwrap import fill
from typing import NamedTuple, TypeVar

from ecomap.cli.businesses.answers import Draft, Reader, Refused, carried, needed, number, people
from ecomap.cli.businesses.next_questions import HELP as ABOUT
from ecomap.cli.businesses.next_questions import INTRO, NextQuestions, choices, reader
from ecomap.cli.businesses.prompts import HELP, Asker, Offer, Offers, left
from ecomap.io.amounts import HELD, HOURS, LEVEL, MONEY, PART, WEIGHT
from ecomap.io.words import answers, says_nothing
from ecomap.io.writing import says_other
from ecomap.model import OwnInfluence, folded
from ecomap.model.business import FULL, FUNCTIONS
from ecomap.results import questions

T = TypeVar("T")
USUAL = 10
"""Trends proposed as perhaps in use."""
WIDEST = 78
ASKED = {
    "employees": ("How many people work there, you included?", "A whole number."),
    "budget_eur": (
        "How many euros could you spend on new things in a year?",
        "For tools, devices and help, like 5000.",
    ),
    "hours_per_week": ("How many hours a week could somebody give to it?", "A number, like 4."),
}
"""How numbers are asked for, by their field, and what explains it."""


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
        self.questions, self.others = self._questions(), self._others()

    def _questions(self) -> list[Question]:
        """Return what everybody is asked."""
        draft = self.draft
        return [
            Question("name", self._name, lambda: draft.name or ""),
            Question("kind of firm", self._sectors, lambda: _shares(draft.sectors)),
            Question("country", self._country, lambda: draft.country or ""),
            Question("people at work", self._said("employees", people), lambda: _shown(draft.employees)),
            Question("goals", self._goals, lambda: _shares(draft.goals)),
            Question("budget, EUR a year", self._said("budget_eur", number(MONEY)), lambda: _shown(draft.budget_eur)),
            Question("hours a week", self._said("hours_per_week", number(HOURS)), lambda: _shown(draft.hours_per_week)),
        ]

    def _others(self) -> tuple[Question, ...]:
        """Return what is asked of those who want to say more."""
        draft = self.draft
        return (
            Question("does much more or less", self._activities, lambda: _shares(self.next.else_done())),
            Question("digital maturity", self._maturity, lambda: _shown(draft.maturity)),
            Question("skills", self._skills, lambda: _shares(draft.skills)),
            Question("in use already", self._adopted, lambda: ", ".join(self.next.else_used())),
            Question("platforms", self._platforms, self._carried),
            Question("seen among peers", self._influences, self._seen),
        )

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

    def told(self, names: Iterable[str]) -> None:
        """Repeat what was understood."""
        self.asker.say(filled(f"  = {', '.join(names)}", "    "))

    # --- one question each

    def _next(self, question: questions.Question) -> None:
        self.asker.say(filled(question.question))
        about = ABOUT["trend" if question.about == "trend" else "trait"]
        self.next.write(question, self.open("", reader(question), about, mark=f"{choices(question)} > "))

    def _name(self) -> None:
        self.draft.name = self.ask("What is it called?\n> ", needed("A name, please: any will do.")) or None

    def _country(self) -> None:
        self.draft.country = self.open(
            "In which country?", self.reader.of("country"), "Two letters, like PT, or the name.", self.reader.countries
        )

    def _said(self, field: str, read: Callable[[str], float]) -> Callable[[], None]:
        """Return what asks for a number of a field."""
        return lambda: setattr(self.draft, field, self.open(f"How {ASKED[field][0]}?", read, ASKED[field][1]))

    def _sectors(self) -> None:
        help_ = (
            "What people call firms like yours: driving school, bar, plumber, dairy farm, in any of eight languages; "
            "or a sector, or a code of ISIC, NACE or NAICS, like isic:8549."
        )
        question = "What does it live from? Type a word and choose; several with commas."
        while not (names := self.named(f"{question}\n> ", "firm", help_)):
            self.asker.say("At least one is needed: everything else starts from it.")
        self.told(map(self.reader.called, names))
        found = dict.fromkeys(names, 1.0)
        self.draft.sectors = found if len(found) == 1 else self._divided(list(found))

    def _divided(self, names: list[str]) -> dict[str, float]:

        def read(text: str) -> list[float]:
            parts = [number(WEIGHT)(part) for part in text.replace("%", "").replace("/", " ").split()]
            if len(parts) != len(names):
                raise Refused(f"{len(names)} numbers above 0, one for each, like {' '.join(['50'] * len(names))}.")
            return parts

        question = f"How much of it is each, in this order? {', '.join(names)}"
        weights = self.open(question, read, "Numbers on any scale, like 70 30. Return: equal parts.")
        weights = weights or [1.0] * len(names)
        return {name: round(weight / sum(weights), 4) for name, weight in zip(names, weights, strict=True)}

    def _activities(self) -> None:
        help_ = "What it does much more or much less than other firms of its kind: deliver, sell online, export ..."
        self.asker.say("Does it do anything much more or less than others of its kind? (Return: no)")
        found: dict[str, float] = {}
        while names := self.named("> " if not found else "Anything else? (Return: no)\n> ", "activity", help_):
            for name in names:
                question = f"{self.ecosystem.activity_by_id[name].name}: how much? 0 never, 1 all day"
                found[name] = self.ask(f"{question}\n> ", number(HELD), "A number from 0 to 1.")
        for name in self.next.else_done():
            del self.draft.activities[name]
        self.draft.activities |= found

    def _goals(self) -> None:
        goals = self.ecosystem.goals
        self.asker.say("What do you want most? Numbers, the most important first, like: 1 4")
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
            order = list(dict.fromkeys(chosen(word) for word in text.replace(",", " ").split() if word != "and"))
            return {goal: float(len(order) - i) for i, goal in enumerate(order)}

        self.draft.goals = self.open("", read, "The first named weighs most. Return: every trend counts alike.") or {}

    def _maturity(self) -> None:
        self.asker.say("How digital is it? Which line is nearest? Between two: 1.5")
        self._levels(self.ecosystem.maturity)
        self.draft.maturity = self.open("", number(LEVEL), "From 0 to 4. Return: nothing said.")

    def _skills(self) -> None:
        for position, skill in enumerate(self.ecosystem.skills):
            gap = "\n" if position else ""
            self.asker.say(f"{gap}{skill.name}: which line is nearest to what you and your people can do?")
            self._levels(skill.levels)
            found = self.open("", number(LEVEL), "From 0 to 4. Return: not said.")
            self.draft.skills.pop(skill.id, None)
            if found is not None:
                self.draft.skills[skill.id] = found

    def _levels(self, examples: Iterable[str]) -> None:
        for position, example in enumerate(examples):
            self.asker.say(filled(f"  {position}  {example}", " " * 5))

    def _adopted(self) -> None:
        usual = self.reader.usual(self.draft.sectors, USUAL)
        names = self.ecosystem.trend_by_id
        self.asker.say("What do you use already? Numbers, or words to choose by; several with commas.")
        for position, trend in enumerate(usual, 1):
            self.asker.say(f"  {position:>2}  {names[trend].name}")
        understood = self.reader.of("use")
        help_ = "These are what most firms like yours use. Anything else is found by a word of it."

        def read(text: str) -> str:
            if text.isdigit() and 1 <= int(text) <= len(usual):
                return usual[int(text) - 1]
            return understood(text)

        found: dict[str, None] = {}
        while chosen := self.named("> " if not found else "Anything else? (Return: no)\n> ", "use", help_, read):
            found |= dict.fromkeys(chosen)
            self.told(names[name].name for name in chosen)
        others = {*self.next.else_used()}
        kept = [name for name in self.draft.adopted if name not in others]
        self.draft.adopted = list(dict.fromkeys((*kept, *found)))

    def _platforms(self) -> None:
        self.asker.say("Which platforms bring you customers, orders, bookings or payments? (Return: none, or not sure)")
        names = {one.id: one.name for one in self.ecosystem.platforms}
        help_ = "Airbnb, Amazon, Uber Eats, Instagram, PayPal ... Shares are guesses from last year's statements."
        found: dict[str, dict[str, float]] = {}
        while chosen := self.named("> " if not found else "Another one? (Return: no)\n> ", "platform", help_):
            for name in chosen:
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
        self.asker.say("Do you know how many firms like yours use something? Name it. (Return: no)")
        help_ = "What you see counts more than the map's figure for your sector, and your words are its evidence."
        found: list[OwnInfluence] = []
        while names := self.named("> " if not found else "Of anything else? (Return: no)\n> ", "trend", help_):
            for name in names:
                called = self.ecosystem.trend_by_id[name].name
                part = self.ask(f"{called}: which share of them? Like 0.4 or 40%\n> ", number(PART), "Between 0 and 1.")
                reason = self.ask("What did you see? (your words are the evidence)\n> ", needed("A few words, please."))
                found = [item for item in found if item.trend != name]
                found.append(OwnInfluence(trend=name, share=part, reason=reason))
        self.draft.influences = found

    def _seen(self) -> str:
        return "; ".join(f"{item.trend or item.sector} {item.share:g}: {item.reason}" for item in self.draft.influences)


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _shares(values: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:g}" for name, value in values.items())


def filled(text: str, indent: str = "") -> str:
    """Return a text in lines that fit the terminal."""
    columns = get_terminal_size((WIDEST + 2, 24)).columns
    return fill(text, max(40, min(WIDEST, columns - 2)), subsequent_indent=indent)
