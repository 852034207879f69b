"""What a person sees: a real terminal, a table, colour, and what to try next."""

import json
import os
import re
import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.cells import cell_len
from terminal import Printed, Run, process

from ecomap.places import data_folder
from screen import seen
from solved import PROGRAM

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")


def typed(*argv: object, columns: int = 80, ends_well: bool = True, program: Sequence[str] = PROGRAM) -> str:
    """Return what a terminal of so many columns shows for a command."""
    code, shown = seen([*program, *map(str, argv)], columns, os.environ | {"TERM": "xterm-256color"})
    assert (code == 0) == ends_well
    return shown


def bare(text: str) -> str:
    """Return a text without colour."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.parametrize("columns", [60, 100])
def test_a_terminal_gets_a_coloured_table_that_fits(columns: int) -> None:
    """The answer is a table in colour, no wider than the window; below it stands what to try next."""
    shown = typed("analyze", "bakery", columns=columns)
    table, _, hint = bare(shown).partition("next: ")
    assert "\x1b[" in shown
    assert max(cell_len(line) for line in table.splitlines()) <= columns
    assert hint.startswith("ecomap business show bakery -o mine.yaml")


def test_a_file_is_told_on_a_terminal_alone(printed: Printed, tmp_path: Path) -> None:
    """A person hears that the file is there and how to see it; a script hears nothing."""
    page, table = tmp_path / "a.html", tmp_path / "a.csv"
    shown = typed("report", "taxi", "--no-plan", "-o", page, columns=110)
    assert " ".join(shown.split()) == f"{page} is written. Open it in a browser."
    assert typed("analyze", "taxi", "-o", table, columns=110).replace("\n", "") == f"{table} is written."
    assert printed("analyze", "taxi", "-o", str(tmp_path / "b.csv")) == ""


@pytest.mark.slow
def test_what_comes_next_breaks_before_its_comment() -> None:
    """A command longer than the window stands alone on its line, to be copied; no word of the comment is torn."""
    shown = bare(typed("plan", "bakery", columns=60))
    command, comment = shown.partition("next: ")[2].splitlines()[:2]
    assert command.startswith("ecomap plan bakery --done")
    assert comment == "      (when you have begun it)"


def test_what_comes_next_is_never_torn(tmp_path: Path) -> None:
    """A comment that is longer than the window breaks between words, too."""
    firm = shutil.copy(data_folder() / "templates" / "bakery.yaml", tmp_path / "mine.yaml")
    told = bare(typed("track", firm, columns=120)).partition("next: ")[2].splitlines()
    assert told[:2] == [f"ecomap plan {firm}", "      (then:"]
    narrow = bare(typed("plan", "taxi", "--months", 1, columns=44)).partition("next: ")[2].splitlines()
    assert narrow[1:] == ["      (when you have begun it)"]


def test_what_comes_next_takes_two_lines_and_tears_no_command() -> None:
    """A command that does not fit behind `next:` has a line to itself: a window of 80 columns holds one of 78."""
    asked = ("analyze", "-s", "physiotherapist", "--country", "IT", "--employees", "4")
    told = bare(typed(*asked, columns=80)).partition("next: ")[2].splitlines()
    command = "ecomap business new -s physiotherapist --country IT --employees 4 -o mine.yaml"
    assert (len(command), told) == (78, ["(a file of your own says more than sectors)", f"  {command}"])


def test_a_table_says_what_comes_next(tmp_path: Path) -> None:
    """Looked at, the line that ranks it; ranked with nothing rejected, its pages; with these, the threats."""
    table, ranked = tmp_path / "firms.csv", tmp_path / "ranked.csv"
    table.write_text("id,sectors,country\nA,bakery,PT\n", encoding="utf-8")

    def told(*argv: str | Path) -> str:
        return bare(typed("batch", table, *argv, columns=300)).partition("next: ")[2].partition("   (")[0].strip()

    assert told("--check") == f"ecomap batch {table} -o ranked.csv"
    assert told("-o", ranked) == f"ecomap batch {table} -o {ranked} --force --report pages"
    with_pages = ("-o", ranked, "--force", "--report", tmp_path / "pages")
    assert told(*with_pages) == f"ecomap batch {' '.join(map(str, (table, *with_pages)))} --threats 3"


def test_a_pilot_says_what_comes_next(tmp_path: Path, run: Run) -> None:
    """To count; to move the day where it comes too soon; to close it; to carry the verdict into the business file."""
    firm = str(shutil.copy(data_folder() / "templates" / "hairdresser.yaml", tmp_path / "mine.yaml"))
    step = ("--step", "reminder-before-each-visit", "--baseline", "12", "--target", "4")
    run("track", "start", firm, *step, "--on", "2026-11-01")
    for value in ("6", "5", "4"):
        run("track", "log", firm, "1", value)

    def told(*argv: str) -> str:
        shown = bare(typed("track", *argv, columns=200))
        assert "next: ecomap " in shown
        return shown.partition("next: ecomap ")[2].partition("   (")[0]

    assert told(firm) == f"track log {firm} 1 NUMBER"
    assert told(firm, "--as-of", "2027-06-01") == f"track correct {firm} pilot 1 review=2027-08-24"  # in 12 weeks
    close = told("log", firm, "1", "3")  # four of four are better, and the last three lie at the target
    assert close == f"track close {firm} 1 --verdict scale"
    adopt = told(*shlex.split(close)[1:])
    assert adopt == f"business set {firm} adopted+=personalised-messages"
    assert run(*shlex.split(adopt)).code == 0
    assert told(firm).startswith("plan ")
    run("track", "start", firm, "--step", "bot-for-the-first-question", "--better", "up")
    reject = told("close", firm, "2", "--verdict", "stop")
    assert reject == f"business set {firm} rejected+=chatbots"
    assert run(*shlex.split(reject)).code == 0


def test_a_file_written_from_a_terminal_is_plain_text(printed: Printed, tmp_path: Path) -> None:
    """Colour belongs to the terminal, not to a file: the file is the same wherever it was asked for."""
    file = tmp_path / "answer.txt"
    asked = ("analyze", "bakery", "--as-of", "2026-11-28")
    typed(*asked, "--output", file, columns=100)
    assert file.read_text(encoding="utf-8") == printed(*asked, "--format", "table")


def test_check_and_templates_speak_to_a_person_too() -> None:
    """Lists are set in columns without tabs, and each names what to try next."""
    shown = typed("business", "templates")
    assert "\t" not in shown
    assert "next: ecomap business new" in shown
    typed_before = typed("analyze", "-s", "hotel", "--country", "IT", "--top", "1", columns=120)
    assert "next: ecomap business new -s hotel --country IT -o mine.yaml" in bare(typed_before)
    of_a_trade = typed("analyze", "hotels", "--country", "IT", "--top", "1", columns=120)  # its country is not lost
    assert "next: ecomap business new -s hotels --country IT -o mine.yaml" in bare(of_a_trade)
    assert max(map(len, shown.partition("next: ")[0].splitlines())) <= 80


@pytest.mark.parametrize(
    "argv",
    [
        ("analyze", "optishian-and-watchmaker"),
        ("whatif", "bakery", "--set", "goals.no=1"),
        ("analyze", "bakery", "--colour"),
    ],
)
def test_a_message_is_broken_between_words(run: Run, argv: tuple[str, ...]) -> None:
    """What is told on standard error fits the window, no word of it is torn, and a command stays whole."""
    shown = typed(*argv, columns=60, ends_well=False)
    told = run(*argv).err
    assert shown.split() == told.split()
    assert max(len(line) for line in shown.splitlines() if not line.startswith("ecomap ")) <= 60
    assert all(command in shown for command in re.findall(r": (ecomap [^\n]+)", told))


def test_a_message_in_a_pipe_keeps_its_lines() -> None:
    """A script reads each message on one line, however long it is."""
    assert max(map(len, process(("analyze", "optishian-and-watchmaker")).err.decode().splitlines())) > 80


def test_the_next_command_can_be_pasted(tmp_path: Path) -> None:
    """A file with blanks is one word of what stands behind "next:", and whatever was asked for is asked for again."""
    firm, table, page = tmp_path / "my firm", tmp_path / "my clients.csv", tmp_path / "my pages"
    shutil.copy(data_folder() / "templates" / "bakery.yaml", firm)  # whose plan is solved once for all tests
    table.write_text("id,trade,sectors\nA,bakery,vet\nB,nosuch,vet\n", encoding="utf-8")
    own = tmp_path / "my map.yaml"
    own.write_text("schema: ecomap/overlay/1\nid: mine\ntitle: Nothing added yet\n", encoding="utf-8")
    batch = ("batch", table, "-o", tmp_path / "my answers.csv", "--report", page, "-c", "sectors=trade")
    of_map = ("--map", own)
    for argv in (
        ("analyze", firm), ("business", "check", firm, *of_map), (*batch, "--language", "it", *of_map),
        ("plan", firm, "--months", 1, "--ethics", "strict", "--done", "one-vault-for-passwords"),
        ("compare", firm, "hotel", "--threats", "--horizon", 5),
    ):  # fmt: skip
        told = bare(typed(*argv, columns=200)).partition("next: ")[2].partition("   (")[0]
        assert {str(word) for word in argv[2:]} <= set(shlex.split(told)), told
        assert shlex.split(told)[0] == "ecomap"


def test_what_standard_input_held_is_not_asked_for_again() -> None:
    """A next step that would wait for what is gone is not told."""
    firm = "printf '{id: a, sectors: {bakery: 1}}' |"
    for verb in ("analyze -", "compare - hotel"):
        shown = bare(typed(f"{firm} {shlex.join(PROGRAM)} {verb}", program=("sh", "-c")))
        assert "next:" not in shown, shown


@pytest.mark.parametrize("hours", [5, 0.02])
def test_next_leads_to_what_can_begin(printed: Printed, tmp_path: Path, hours: float) -> None:
    """The first row that is begun is explained next, not one that must wait; an hour a year leads to the plan."""
    firm = tmp_path / "a.yaml"
    firm.write_text(f"{{id: a, sectors: {{hairdresser: 1}}, resources: {{hours_per_week: {hours}}}}}", encoding="utf-8")
    rows = json.loads(printed("analyze", str(firm), "--json", "--top", "4"))["opportunities"]
    begun = [row["trend"]["id"] for row in rows if row["action"]["name"] in ("act", "pilot")]
    told = typed("analyze", firm, columns=200).partition("next: ")[2].split()[1:4]
    assert told[:2] == (["explain", str(firm)] if begun else ["plan", str(firm)])
    assert (told[2] == begun[0]) if begun else hours < 1


@pytest.mark.parametrize("argv", [("mcp", "--tools"), ("map", "check")])
def test_what_is_no_table_of_an_answer_fits_too(argv: tuple[str, ...]) -> None:
    """Lines as long as the window at most; in a pipe the tools are rows, and that a map is sound is one line."""
    assert max(map(len, bare(typed(*argv, columns=60)).splitlines())) <= 60
