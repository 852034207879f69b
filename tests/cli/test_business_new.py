"""``business new``: by flags, and by an interview on a terminal."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import Run

from ecomap import EcosystemMap, load_business, load_map
from ecomap.cli.businesses.answers import Reader
from ecomap.firms import as_named
from ecomap.model import Business, OwnInfluence, Resources
from maps import some

pexpect = pytest.importorskip("pexpect")

HERE = ("business", "new")


@pytest.fixture(autouse=True)
def _workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(name: str) -> Business:
    """Return the business in a file."""
    return load_business(name, load_map()[0])


# --- by flags


FLAGS = (
    "--name", "Fahrschule Lenk & Söhne", "--country", "Germany", "--employees", "4", "--sector", "driving school=0.8",
    "--sector", "repair-services", "--activity", "run vehicles=0.9", "--trait", "takes bookings=1",
    "--trait", "exports=0", "--goal", "reach=3", "--goal", "cost",
    "--budget", "4000", "--hours", "4", "--maturity", "1.5", "--skill", "it=1", "--skill", "Marketing=2",
    "--adopted", "website, Digital till", "--not-yet", "CRM", "--depends-on", "online-platforms=0.1",
    "--seen", "online-booking=40%:4 of 10: all near me",
    "--platform", "Instagram.promotion=30%", "--platform", "Booking.com.booking=.1", "--platform", "booking.payment=.2",
)  # fmt: skip


def test_every_question_is_also_a_flag(run: Run) -> None:
    """Names as people write them; the file says what the flags said, and passes the check."""
    answer = run(*HERE, *FLAGS, "--no-input", "--output", "mine.yaml")
    assert (answer.code, answer.out) == (0, "")
    assert as_named(read("mine.yaml")) == Business(
        id="fahrschule-lenk-sohne", name="Fahrschule Lenk & Söhne", country="DE", employees=4,
        sectors={"driving-school": 0.8, "repair-services": 0.2}, depends_on={"online-platforms": 0.1},
        activities={"run-vehicles": 0.9}, traits={"takes-bookings": 1, "exports": 0}, maturity=1.5,
        goals={"reach": 3, "cost": 1},
        resources=Resources(budget_eur=4000, hours_per_week=4), skills={"it": 1, "marketing": 2},
        adopted=("website", "digital-point-of-sale"), not_yet=("crm-software",),
        platforms={"instagram": {"promotion": 0.3}, "booking-com": {"booking": 0.1, "payment": 0.2}},
        influences=(OwnInfluence(trend="online-booking", share=0.4, reason="4 of 10: all near me"),),
    )  # fmt: skip
    assert run("business", "check", "mine.yaml").code == 0


def test_without_a_terminal_nothing_is_asked(run: Run) -> None:
    """Name and sector are enough; what is missing of them is told whole, as a matter of usage."""
    answer = run(*HERE, "--name", "X", "--sector", "bar")
    assert (answer.code, answer.err) == (0, "")
    assert run("business", "check", "-", stdin=answer.out).code == 0
    for argv in ((), ("--no-input",)):
        answer = run(*HERE, *argv)
        assert (answer.code, answer.out) == (2, "")
        assert "these are needed: --name, --sector." in answer.err


def test_everything_wrong_with_the_flags_is_told_at_once(run: Run) -> None:
    """Unknown and ambiguous names, numbers that are none, words that are missing: nothing is written."""
    answer = run(
        *HERE, "--name", "X", "--sector", "zzz", "--goal", "reech", "--skill", "it=5", "--adopted", "appointment",
        "--trait", "exprts=1", "--trait", "exports=2", "--seen", "website=2", "--country", "Germny",
        "--platform", "lieferanto.sales=1", "--platform", "airbnb=0.5", "-o", "mine.yaml",
    )  # fmt: skip
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.splitlines() == [
        '--sector  no such kind of firm "zzz". All of them: ecomap map search isic',
        '--trait  no such trait "exprts". Did you mean "exports"?',
        "--trait  2 is too much: at most 1. Of a hundred write 2%.",
        "--skill  5 is too much: at most 4.",
        '--goal  no such goal "reech". Did you mean "reach"?',
        '--adopted  no such trend "appointment". Did you mean "appointment reminders"?',
        '--seen  "2": a share lies between 0 and 1. Write it like 0.4 or 40%.',
        '--seen  write TREND=SHARE:REASON, like "online-booking=0.4:4 of the 10 schools near me".',
        '--country  no such country "Germny". Write two capital letters, like PT. Did you mean "germany"?',
        '--platform  no such platform "lieferanto". Did you mean "lieferando"?',
        "--platform  Write what comes by it with its share, like: booking 60% payment 100%.",
    ]
    assert not Path("mine.yaml").exists()


@pytest.mark.parametrize(
    ("option", "said", "of_other"),
    [("--sector", "indian", ("analyze", "-s", "indian")),
     ("--trait", "stock", ("analyze", "bakery", "--trait", "stock")),
     ("--adopted", "collaboration", ("whatif", "bakery", "--adopt", "collaboration"))],
)  # fmt: skip
def test_a_word_of_a_name_is_no_name_in_a_flag(run: Run, option: str, said: str, of_other: tuple[str, ...]) -> None:
    """As in the other commands, though it is a word of one name only: there nobody sees what is taken for it."""
    answer = run(*HERE, "--name", "X", "--sector", "bakery", option, said, "-o", "mine.yaml")
    assert (answer.code, answer.err) == (3, f"{option}  {run(*of_other).err}")


def test_a_file_that_is_there_stays(run: Run) -> None:
    """Refused before anything else, unless --force says that it may go."""
    Path("mine.yaml").write_text("precious", encoding="utf-8")
    argv = (*HERE, "--name", "X", "--sector", "bar", "-o", "mine.yaml")
    answer = run(*argv)
    assert (answer.code, answer.out) == (5, "")
    assert Path("mine.yaml").read_text(encoding="utf-8") == "precious"
    nowhere = run(*argv[:-1], "gone/mine.yaml")
    assert (nowhere.code, nowhere.err) == (5, "gone/mine.yaml: cannot be written: there is no folder gone.\n")
    assert run(*argv, "--force").code == 0
    assert read("mine.yaml").sectors == {"restaurants": 1}


OVERLAY = """\
schema: ecomap/overlay/1
id: driving
title: Driving schools
sectors:
  - {id: driving-schools, name: Driving schools, short: Driving schools, activities: {run-vehicles: 0.8},
     evidence: judged-activity, reason: Hours in a car.}
"""


@pytest.mark.slow
def test_an_overlay_is_named_from_where_the_file_lies(run: Run) -> None:
    """A sector of one's own can be chosen, and the file finds it again wherever it is read."""
    Path("maps").mkdir()
    Path("firms").mkdir()
    Path("maps/own.yaml").write_text(OVERLAY, encoding="utf-8")
    argv = ("--name", "X", "--sector", "driving schools", "--overlay", "maps/own.yaml", "-o", "firms/mine.yaml")
    assert run(*HERE, *argv).code == 0
    assert "\n  - ../maps/own.yaml" in Path("firms/mine.yaml").read_text(encoding="utf-8")
    assert run("analyze", "firms/mine.yaml").code == 0


@pytest.mark.parametrize(
    ("kind", "words", "found"),
    [
        ("sector", "driv", ["education"]),  # by an alias
        ("firm", "driving sch", ["driving-school"]),  # a kind of firm before the sector that holds it
        ("sector", "hot", ["hospitality"]),  # not photo, nor psychotherapist, where it is inside a word
        ("sector", "taurant", ["restaurants"]),  # unless it begins no word
        ("trend", "book appoint", ["online-booking"]),
        ("use", "mail", ["email-marketing-automation"]),  # phishing is no tool
        ("activity", "appoint", ["take-appointments"]),
        ("sector", "qqq", []),
    ],
)
def test_words_find_what_they_begin(shipped: EcosystemMap, kind: str, words: str, found: list[str]) -> None:
    """Every word begins a word of the name or an alias; else it is inside one; else in what is told of it."""
    assert [offer.text for offer in Reader(shipped).offers(kind, words)] == found


# --- on a terminal


Started = Callable[..., "pexpect.spawn"]


@pytest.fixture
def started() -> Iterator[Started]:
    """Return a function that starts the program on a terminal of 80 columns."""
    running: list[pexpect.spawn] = []

    def start(*argv: str, term: str = "dumb") -> "pexpect.spawn":
        program = pexpect.spawn(
            sys.executable, ["-m", "ecomap", *HERE, *argv], dimensions=(40, 80), timeout=10, encoding="utf-8",
            env={**os.environ, "TERM": term, "PROMPT_TOOLKIT_NO_CPR": "1"},
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # where the tests run in the background
        )  # fmt: skip
        program.delaybeforesend = program.delayafterclose = program.delayafterterminate = 0.01
        running.append(program)
        return program

    yield start
    for program in running:
        program.close(force=True)


def answers(program: "pexpect.spawn", *lines: tuple[str, str]) -> None:
    """Type an answer to each question that is waited for."""
    for question, answer in lines:
        program.expect_exact(question)
        program.expect_exact(">")
        program.sendline(answer)


def ended(program: "pexpect.spawn") -> int:
    program.expect(pexpect.EOF)
    program.wait()
    return int(program.exitstatus)


LEVEL = ("of somebody's job", "1"), ("automate it", "2"), ("what we need", ""), ("chains of steps", "0")


MOVING = 8
"""Questions that move this firm's answer most."""


def test_an_interview_in_plain_lines(started: Started) -> None:
    """A terminal that cannot move its cursor: ?, refusals with what comes near, what moves most, a revised answer."""
    program = started("--hours", "4")
    answers(
        program, ("What is it called?", ""), ("any will do", "Fahrschule Lenk"),
        ("What does it live from?", "drivng skool"), ("live from?", "driving school, repair"),
        ("How much of it is each", "drei und"), ("2 numbers above 0, one for each", "drei und eins"),
        ("In which country?", "Germny"), ("two capital", "de"),
        ("How many people", "?"), ("A whole number.", "4"),
        ("What do you want most?", "1 talent"), ("How many euros", "4 000"),
        ("what moves your answer most", "maybe"), ("is none of yes", "?"), ("y if ", "no"),
        *[("yes, ", "no")] * (MOVING - 1), ("In which file", ""), ("Write it to fahrschule-lenk.yaml?", "6"),
        ("How many euros", "5000"), ("Write it to", ""),
    )  # fmt: skip
    program.expect_exact("next: ecomap analyze fahrschule-lenk.yaml")
    assert ended(program) == 0
    found = as_named(read("fahrschule-lenk.yaml"))
    assert found.sectors == {"driving-school": 0.75, "repair-services": 0.25}
    assert found.resources == Resources(budget_eur=5000, hours_per_week=4)
    assert (found.country, found.employees, found.adopted) == ("DE", 4, ())
    assert found.goals == {"reach": 2, "talent": 1}
    assert found.traits or found.activities
    assert set(found.traits.values()) <= {0.0}


def test_who_wants_to_say_more_says_a_number(started: Started) -> None:
    """What is not asked of everybody is asked at the end: activities, maturity, skills, use, platforms, peers."""
    program = started(
        "--name", "X", "--sector", "driving school", "--country", "DE", "--employees", "4", "--goal", "reach",
        "--budget", "1", "--hours", "1", "-o", "mine.yaml",
    )  # fmt: skip
    answers(
        program, *[("yes, ", "")] * MOVING, ("Write it to", "16"), ("much more or less", "take bookings"),
        ("0 never, 1 all day", "0.9"), ("Anything else?", ""), ("Write it to", "17"), ("How digital is it?", "1"),
        ("Write it to", "18"), *LEVEL, ("Write it to", "19"), ("What do you use already?", "1, digital till"),
        ("Anything else?", ""), ("Write it to", "20"), ("Which platforms", "insta"), ("Instagram: what part", "all"),
        ("Write what comes by it", "promotion 30%"), ("Another one?", "google maps, booking"),
        ("Google Business Profile", "promotion 0.8"), ("more than all of promotion: at most 0.7", "promotion 0.5"),
        ("Booking.com: what part", "20%"), ("Write what comes by it", "sales 20%"),
        ("Another one?", ""), ("Write it to", "21"),
        ("how many firms like yours", "online-booking"), ("which share", "40%"), ("What did you see?", "4 of 10"),
        ("Of anything else?", ""), ("Write it to", ""),
    )  # fmt: skip
    program.expect_exact("is written")
    assert ended(program) == 0
    found = as_named(read("mine.yaml"))
    assert (found.traits, found.activities, found.maturity) == ({}, {"take-appointments": 0.9}, 1)
    assert found.skills == {"data": 1, "marketing": 2, "process": 0}
    assert found.adopted[1] == "digital-point-of-sale"
    assert found.platforms == {
        "instagram": {"promotion": 0.3}, "google-business-profile": {"promotion": 0.5}, "booking-com": {"sales": 0.2},
    }  # fmt: skip
    assert found.influences[0].reason == "4 of 10"


MOST = (
    "--name", "X", "--country", "PT", "--employees", "2", "--activity", "export=0", "--goal", "reach", "--budget", "1",
    "--hours", "1", "--maturity", "1", "--skill", "it=1", "--adopted", "website", "--seen", "website=0.5:x",
    "--platform", "ebay.sales=0.1",
)  # fmt: skip


def test_the_menu_follows_the_typing(started: Started) -> None:
    """A terminal that can: half a word shows what is meant, the arrow takes it; flags have answered the rest."""
    program = started(*MOST, "-o", "mine.yaml", term="xterm-256color")
    program.expect_exact("live from?")
    program.expect_exact(">")
    program.send("driving sch")
    program.expect_exact("Driving school")
    program.send("\x1b[B")
    program.expect_exact("Driving school")
    program.send("\r")
    for answer in [
        "maybe",
        *["n"] * MOVING,
    ]:  # a refused answer is gone from the line: the next is typed from its start
        program.expect_exact("no >")
        program.send(f"{answer}\r")
        if answer == "maybe":
            program.expect_exact('"maybe" is none of yes')
    program.expect_exact("Write it to mine.yaml?")
    program.send("\r")
    program.expect_exact("is written")
    assert ended(program) == 0
    assert read("mine.yaml").kinds == {"driving-school": 1}
    assert len(as_named(read("mine.yaml")).activities) > 1


@pytest.mark.parametrize("term", some(["dumb", "xterm-256color"]))
@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_who_leaves_leaves_nothing_behind(started: Started, term: str, key: str) -> None:
    """Exit code 130, one line, and not even half a file."""
    program = started("-o", "mine.yaml", term=term)
    program.expect_exact("What is it called?")
    program.expect_exact(">")
    program.send(key)
    program.expect_exact("Nothing was written.")
    assert ended(program) == 130
    assert list(Path().iterdir()) == []


def test_what_is_offered_as_in_use_is_what_concerns_the_trade() -> None:
    """By the one ranking: a site and a listing to an undertaker, and no health records, as half of care has them."""
    reader = Reader(load_map()[0])
    offered = {kind: reader.usual([kind], 12) for kind in ("undertaker", "dentist")}
    assert {"website", "local-search-listing", "social-media-marketing"} <= {*offered["undertaker"]}
    assert "electronic-health-records" in {*offered["dentist"]} - {*offered["undertaker"]}
