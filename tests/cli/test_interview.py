"""The interview as somebody types it: what is asked next, what an answer does, and three minutes for all of it."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from ecomap import EcosystemMap, questions_to_ask
from ecomap.cli.businesses.answers import Draft, Reader
from ecomap.cli.businesses.interview import Interview
from ecomap.cli.businesses.prompts import Asker
from ecomap.firms import described
from ecomap.io.fields import FIELDS
from ecomap.verbs.arrays import compiled_map
from maps import some

READING = 60 / 238
"""Seconds a word (Brysbaert 2019, How many words do we read per minute?, Journal of Memory and Language 109)."""
KEY, THINKING = 0.28, 1.35
"""Seconds a key of an average typist, and before each answer (Card, Moran & Newell 1980, The keystroke-level model for
user performance time with interactive systems, Communications of the ACM 23(7))."""


class Typist(Asker):
    """Types prepared lines, then what a function says, and keeps what was shown and typed."""

    def __init__(self, lines: Iterable[str] = (), then: Callable[[], str] = str) -> None:
        self.lines, self.then = list(lines), then
        self.shown, self.typed = "", []

    def _write(self, text: str) -> None:
        self.shown += text

    def _read(self) -> str:
        self.typed.append(self.lines.pop(0) if self.lines else self.then())
        return self.typed[-1]

    @property
    def seconds(self) -> float:
        """How long it takes to read, think and type all of it."""
        words, keys = len(self.shown.split()), sum(len(line) + 1 for line in self.typed)
        return words * READING + keys * KEY + len(self.typed) * THINKING


PHOTOGRAPHER = ("Anna Hell Fotografie", "wedding photographer", "pt", "1", "1 5", "3000", "3")
UNDERTAKER = ("Bestattungen Gruber", "undertaker", "at", "6", "3 2", "8000", "5")


def interview(shipped: EcosystemMap, typist: Typist, draft: Draft | None = None) -> Interview:
    """Return an interview that has begun, and been answered to its end."""
    asked = Interview(typist, Reader(compiled_map(shipped)), draft or Draft())
    asked.begin()
    return asked


def test_what_is_not_known_is_left_open(shipped: EcosystemMap) -> None:
    """n/a, a dash and the like are as good as Return; NA is a country, and other words are asked again."""
    typist = Typist(("Hell", "wedding photographer", "NA", "k. A.", "-", "unbekannt", "many", "3"))
    begun = interview(shipped, typist)
    draft = begun.draft
    assert (draft.country, draft.employees, draft.goals, draft.budget_eur, draft.hours_per_week) == (
        "NA",
        None,
        {},
        None,
        3,
    )
    assert '"many" is no number.' in typist.shown


def test_who_answers_is_at_work_and_is_asked_by_names(shipped: EcosystemMap) -> None:
    """Nobody at work is nobody who could answer; parts are asked by the names just shown; lists are parted as typed."""
    typist = Typist(("Erf", "dairy farm, farm shop", "80 20", "NL", "0", "1", "4;1", "2000", "4"))
    draft = interview(shipped, typist).draft
    assert "in this order? Dairy farm, Farm shop" in " ".join(typist.shown.split())
    assert "You count, too: write 1 if nobody else works there." in typist.shown
    assert (draft.employees, draft.goals) == (1, {"cost": 2, "reach": 1})


@pytest.mark.parametrize("answer", some(["y", "partly", "n", "", "ja", "teils", "nein"]))
def test_the_next_question_is_worth_most_given_the_answers_so_far(shipped: EcosystemMap, answer: str) -> None:
    """Eight, each the first of those the library would ask this firm now; none twice."""
    typist, expected = Typist(PHOTOGRAPHER), []

    def next_answer() -> str:
        asked = ["employees", *(item.id for item in expected)]
        firm = described(begun.draft.business(), begun.ecosystem)
        expected.append(questions_to_ask(begun.ecosystem, firm, asked=asked, top=1)[0])
        return "n" if answer in ("partly", "teils") and expected[-1].about == "trend" else answer

    typist.then = next_answer
    begun = Interview(typist, Reader(compiled_map(shipped)), Draft())
    begun.begin()
    assert len(expected) == 8 == len({item.id for item in expected})
    shown = " ".join(typist.shown.split())
    places = [shown.index(" ".join(item.question.split())) for item in expected]
    assert places == sorted(places)


@pytest.mark.parametrize("firm", [PHOTOGRAPHER, UNDERTAKER], ids=["wedding photographer", "undertaker"])
def test_all_of_it_takes_less_than_three_minutes(shipped: EcosystemMap, firm: tuple[str, ...]) -> None:
    """Words at the speed of reading, keys at the speed of typing, a thought before each answer."""
    typist = Typist(firm, lambda: "y")
    asked = interview(shipped, typist)
    typist.then = str
    asked.confirm("mine.yaml")
    assert typist.seconds < 180
    assert len(typist.typed) <= 17


def test_an_answer_that_is_not_understood_says_why(shipped: EcosystemMap) -> None:
    """What may be said is told, the question stays open, and ? explains it."""
    typist = Typist([*PHOTOGRAPHER, "maybe", "?", "yes"])
    asked = interview(shipped, typist)
    assert '"maybe" is none of yes, ' in typist.shown
    assert "y if " in typist.shown
    assert next(iter(asked.next.replies.values())).says == "yes"
    assert len(asked.next.replies) == 1


def test_all_that_is_told_can_be_done_there(shipped: EcosystemMap) -> None:
    """Each question is one sentence, the first letter of every answer it offers is taken, and no command is told."""
    lines = [*PHOTOGRAPHER]
    lines[1:2] = ["qqqqq", "86.99", "isic:86", "driving", "wedding photographer"]
    typist = Typist(lines, lambda: "p" if typist.shown.endswith("yes, partly, no > ") else "n")
    interview(shipped, typist)
    asked = [line for line in typist.shown.splitlines() if line.startswith("How")]
    assert len(asked) == 3
    assert all(line.count("How") == line.count("?") == 1 for line in asked)
    assert "p" in typist.typed
    assert "is none of" not in typist.shown
    assert "ecomap" not in typist.shown


def test_what_was_said_is_not_asked(shipped: EcosystemMap) -> None:
    """Traits, activities and trends of the flags, and people at work that were left open."""
    draft = Draft(name="X", sectors={"restaurants": 1.0}, traits={"takes-bookings": 1.0}, adopted=["website"])
    draft.activities = {"promote": 0.5}
    asked = interview(shipped, Typist(), draft)
    assert len(asked.next.asked) == 9
    assert {"takes-bookings", "website", "promote"}.isdisjoint(asked.next.asked)
    assert "How many people" not in asked.asker.shown.partition("Now what moves")[2]


def test_an_answer_is_changed_by_its_number(shipped: EcosystemMap) -> None:
    """The earlier one leaves nothing behind, and what the flags said stays."""
    draft = Draft(name="X", sectors={"restaurants": 1.0}, country="PT", employees=3, goals={"reach": 1.0}, budget_eur=1,
                  hours_per_week=1, activities={"export": 0.0}, adopted=["website"])  # fmt: skip
    typist = Typist(then=lambda: "y")
    asked = interview(shipped, typist, draft)
    before = draft.business()
    assert len(before.traits) + len(before.activities) + len(before.adopted) >= 10
    typist.lines, typist.then = [piece for number in range(8, 16) for piece in (str(number), "")], str
    asked.confirm("mine.yaml")
    after = draft.business()
    assert (after.traits, after.activities, after.adopted) == ({}, {"export": 0.0}, ("website",))


def test_numbers_are_asked_for_as_the_table_of_fields_has_it(shipped: EcosystemMap) -> None:
    """Each question once and whole: they were asked as "How How many people work there, you included??"."""
    shown = interview(shipped, Typist(PHOTOGRAPHER, then=str)).asker.shown.splitlines()
    asked = [field.question for field in FIELDS.values() if field.form == "number" and field.name != "maturity"]
    assert [shown.count(question) for question in asked] == [1, 1, 1]


def test_goals_are_chosen_by_the_numbers_shown(shipped: EcosystemMap) -> None:
    """Three numbers of the list with words between are three goals; what is none of it is told by numbers, too."""
    typist = Typist(("Hell", "undertaker", "ie", "4", "3 9", "3, 2 and 7", "", ""))
    goals = interview(shipped, typist).draft.goals
    assert list(goals) == [shipped.goals[place - 1].id for place in (3, 2, 7)]
    assert '"9" is no goal. Write numbers of the list, like 1 4.' in typist.shown


@pytest.mark.parametrize(
    ("typed", "file"),
    [("", "a.yaml"), ("y", "a.yaml"), ("Yes", "a.yaml"), ("my firm", "my firm.yaml"), ("b.yml", "b.yml")],
)
def test_the_file_is_called_what_is_read_as_a_file(
    shipped: EcosystemMap, typed: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who answers y to the proposed name takes it, and a name without an ending gets the one of business files."""
    monkeypatch.chdir(tmp_path)
    asked = Interview(Typist((typed,)), Reader(compiled_map(shipped)), Draft())
    assert asked.where("a.yaml", force=False) == Path(file)
