"""Names and numbers are understood alike wherever they are said."""

import json
import os
import re
import shlex
from pathlib import Path

import pytest
from terminal import Run

from ecomap import load_business, load_map


@pytest.fixture
def mine(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a business file in the current folder."""
    monkeypatch.chdir(tmp_path)
    assert run("business", "show", "bakery", "-o", "m.yaml").code == 0
    return tmp_path / "m.yaml"


@pytest.mark.parametrize(
    "argv",
    [
        ("explain", "bakery", "Online ordering"),
        ("whatif", "bakery", "--adopt", "Online ordering"),
        ("whatif", "bakery", "--set", "goals.reach=3"),
        ("whatif", "bakery", "--set", "goal.Reach=3"),
        ("whatif", "bakery", "--set", "budget_eur=8.000,50"),
        ("whatif", "bakery", "--cut", "online ordering > Retail trade"),
        ("business", "new", "--no-input", "--name", "X", "--sector", "hotel=40%", "--sector", "restaurants"),
        ("business", "new", "--no-input", "--name", "X", "--sector", "hotel", "--depends-on", "restaurants=40%"),
        (
            "business",
            "new",
            "--no-input",
            "--name",
            "X",
            "--sector",
            "hotel",
            "--budget",
            "EUR 9k",
            "--maturity",
            "1,5",
        ),
        ("analyze", "--sector", "56.10"),
        ("analyze", "--sector", "hotel=40%", "--sector", "restaurants=0,6", "--goal", "Reach"),
        ("analyze", "--sector", "nace:1.13"),
    ],
)
def test_what_can_be_understood_is_understood(run: Run, argv: tuple[str, ...]) -> None:
    """A name instead of an id, a plural of a field, a percentage, a comma, a code without its zero."""
    answer = run(*argv)
    assert (answer.code, answer.err) == (0, "")


@pytest.mark.parametrize(
    ("argv", "code", "readings"),
    [
        (("business", "new", "--no-input", "--name", "X", "--sector", "bar", "--budget", "3.000"), 2, "3 or 3000"),
        (("business", "set", "m.yaml", "budget_eur=9.000"), 3, "9 or 9000"),
        (("whatif", "bakery", "--set", "budget_eur=9.000"), 3, "9 or 9000"),
        (("analyze", "--sector", "bar=1,500", "--sector", "farm=2"), 2, "1.5 or 1500"),
        (("analyze", "--sector", "nace:111"), 3, "nace:01.11 or nace:11"),
        (("analyze", "--sector", "510"), 3, "nace:05.10 or nace:51"),
        (("analyze", "--sector", "52"), 3, "nace:52 or naics:52"),
    ],
)
@pytest.mark.usefixtures("mine")
def test_what_can_be_read_in_two_ways_is_told_with_both(
    run: Run, argv: tuple[str, ...], code: int, readings: str
) -> None:
    """Refused, with both readings; each of them is accepted in its place."""
    answer = run(*argv)
    assert (answer.code, answer.out) == (code, "")
    assert f"Write {readings}." in " ".join(answer.err.split())
    said = next(text for text in argv if re.search(r"[0-9]$", text) and text != "m.yaml")
    for reading in readings.split(" or "):
        again = [re.sub(r"(?:[a-z]+:)?[0-9.,]+$", reading, text) if text == said else text for text in argv]
        assert run(*again).code == 0


def test_cells_are_read_like_flags(run: Run) -> None:
    """8.000 in a cell is refused with both readings; 8.000,50, EUR 9k and 70% are what they say."""
    head = "id;sectors;budget_eur;skill.it\n"
    refused = run("batch", "-", stdin=head + "B;restaurants;8.000;1\n")
    assert "can be read in two ways. Write 8 or 8000; or say --decimal" in refused.err
    rows = "A;restaurants=0,7;8.000,50;1,5\nC;restaurants=70%;EUR 9k;1\n"
    assert "2 of 2 rows ranked" in run("batch", "-", stdin=head + rows).err


def test_edits_write_what_was_meant(run: Run, mine: Path) -> None:
    """A level with a comma and thousands with a dot are written plainly, and read back."""
    assert (
        run("business", "set", "m.yaml", "skills.it=1,5", "budget_eur=9.000,50", "adopted+=Online ordering").code == 0
    )
    business = load_business("m.yaml", load_map()[0])
    assert (business.skills["it"], business.resources.budget_eur) == (1.5, 9000.5)
    assert "online-ordering" in business.adopted
    assert "it: 1.5 " in mine.read_text(encoding="utf-8")


def test_a_file_is_read_like_flags(run: Run, mine: Path) -> None:
    """Names instead of ids, a percentage, thousands: in a file as anywhere."""
    mine.write_text(
        "sectors: {Bakeries: 70%, hotel: 0.3}\nadopted: [Online ordering]\ngoals: {Reach: 2}\n"
        "resources:\n  budget_eur: 8.000,50\n", encoding="utf-8",
    )  # fmt: skip
    business = load_business("m.yaml", load_map()[0])
    assert business.kinds == {"bakery": 0.7, "hotel": 0.3}
    assert (business.adopted, business.goals) == (("online-ordering",), {"reach": 2})
    mine.write_text("sectors: {bar: 1}\nresources: {budget_eur: 8.000}\n", encoding="utf-8")
    assert "Write 8 or 8000." in run("business", "check", "m.yaml").err


def test_what_a_kind_is_by_half_is_called_partly(run: Run, mine: Path) -> None:
    """A laundry keeps vans by 0.5 and drives by 0.4 of 1: it says no more that it runs them and hardly runs them."""
    mine.write_text("sectors: {laundry: 1}\n", encoding="utf-8")
    told = " ".join(run("business", "check", "m.yaml", "--format", "text").out.split())
    found = re.search(r"What you do, by its kind: (.+?); partly: (.+?); hardly or not: (.+?)\. Nothing", told)
    assert found
    much, partly, little = (part.split(", ") for part in found.groups())
    assert "run machines" in much
    assert "run vehicles" in partly
    assert "take bookings" in little


def test_what_only_moves_up_is_counted_and_not_listed(run: Run, mine: Path) -> None:
    """Taking something into use lifts all below it by a rank: that is no change of theirs, and is told in one line."""
    mine.write_text("sectors: {undertaker: 1}\ncountry: DE\nemployees: 4\n", encoding="utf-8")
    asked = ("whatif", "m.yaml", "--adopt", "electronic-signature")
    told = run(*asked, "--format", "table").out
    listed = [line for line in told.splitlines() if " → " in line]
    assert "+0.00 points" not in told
    assert any("in use" in line for line in listed)
    (rest,) = re.findall(r"(\d+) more keep their points and move in rank alone\.", told)
    changed = json.loads(run(*asked, "--json").out)["opportunities"]
    (told_of,) = re.findall(r"Opportunities \((\d+) change", told)
    assert int(told_of) + int(rest) == len(changed)


@pytest.mark.parametrize(
    ("kind", "much", "left_out"),
    [
        ("demolition-firm", "run equipment", "run machines"),  # .9 and 0: diggers, and nothing that stands fixed
        ("hairdresser", "care for people or animals", "care for people's health"),
        ("undertaker", "run vehicles", None),  # one phrase for both
        ("laundry", "run machines", "run equipment"),
    ],
)
def test_what_one_question_asks_for_is_told_once(
    run: Run, mine: Path, kind: str, much: str, left_out: str | None
) -> None:
    """Of a trait and its activity what holds more is told: no firm runs equipment and hardly runs machines."""
    mine.write_text(f"sectors: {{{kind}: 1}}\n", encoding="utf-8")
    told = " ".join(run("business", "check", "m.yaml", "--format", "text").out.split())
    sentence = told.partition("What you do, by its kind: ")[2].partition(" Nothing")[0]
    assert much in sentence.partition("; ")[0]
    assert sentence.count(much) == 1
    assert left_out is None or left_out not in sentence


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("country=ZZ", "Write two capital letters, like PT."),
        ("hours_per_week=300", "less than or equal to 168"),
        ("employees=1e300", "is out of range"),
    ],
)
@pytest.mark.usefixtures("mine")
def test_what_cannot_be_is_refused(run: Run, change: str, told: str) -> None:
    """There are 168 hours in a week, no country ZZ, and no firm of 1e300 people."""
    answer = run("business", "set", "m.yaml", change)
    assert answer.code == 3
    assert told in answer.err


def test_a_refused_answer_does_not_stay_in_the_line() -> None:
    """The next answer is typed into an empty line: guesthouse, refused, then bed and breakfast, is the latter."""
    pexpect = pytest.importorskip("pexpect")
    import sys

    program = pexpect.spawn(
        sys.executable, ["-m", "ecomap", "business", "new", "--name", "X", "--country", "PT", "--employees", "2"],
        dimensions=(40, 80), timeout=10, encoding="utf-8",
        env={**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
    )  # fmt: skip
    try:
        program.expect_exact("choose; several with commas.")
        program.send("zzzzz\r")
        program.expect_exact("no such kind of firm")
        program.send("bed and breakfast\r")
        program.expect_exact("= Bed and breakfast")
    finally:
        program.close(force=True)


def test_a_trait_alone_is_had_wholly(run: Run, tmp_path: Path) -> None:
    """--trait of both commands, and a cell of a table."""
    argv = ("--sector", "bakery", "--trait")
    for command in (("analyze", "--top", "1"), ("business", "new", "--no-input", "--name", "X")):
        alone, said = (run(*command, *argv, f"takes bookings{level}") for level in ("", "=1"))
        assert (alone.code, alone.out) == (0, said.out)
    table = tmp_path / "firms.csv"
    table.write_text("sector,traits\nbakery,takes bookings\nbakery,takes-bookings=1\nbakery,\n", encoding="utf-8")
    one, other, none = (line.split(",")[2:] for line in run("batch", str(table)).out.splitlines()[1:])
    assert one == other != none


def test_how_to_write_a_yes_can_be_copied(run: Run, mine: Path) -> None:
    """Each command stands alone on a line, whole, and is accepted; what partly and no are is told once, above."""
    mine.write_text("sectors: {undertaker: 1}\n", encoding="utf-8")
    told = run("business", "check", "m.yaml", "--format", "text").out.splitlines()
    commands = [line.strip() for line in told if "ecomap business set" in line]
    assert len(commands) == 3
    assert all(run(*shlex.split(command)[1:], "-o", f"{at}.yaml").code == 0 for at, command in enumerate(commands))
    assert " ".join(" ".join(told).split()).count("(=0.5 is partly, =0 no; not_yet for adopted is no)") == 1
