"""``ecomap track`` from the first word to the verdict, as somebody types it."""

import json
import shutil
from pathlib import Path

import pytest
from terminal import Run

from ecomap.places import data_folder
from maps import some

STEP = ("--step", "reminder-before-each-visit", "--baseline", "12", "--target", "4")


@pytest.fixture(autouse=True)
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a business file; today is 2026-11-28 (conftest.py)."""
    shutil.copy(data_folder() / "templates" / "hairdresser.yaml", tmp_path / "mine.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def begin(run: Run) -> None:
    """Begin a pilot and count six times."""
    assert run("track", "start", "mine.yaml", *STEP, "--on", "2026-09-07", "--review", "2026-11-30").code == 0
    for at, value in enumerate(("12%", "11", "10", "9", "8,5", "7")):
        day = f"2026-10-{10 + at}"
        assert run("track", "log", "mine.yaml", "1", value, "--as-of", day, "--eur", "10", "--hours", "0.5").code == 0


def test_every_step_of_a_plan_can_be_tried(run: Run) -> None:
    """Also the whole of a trend, and a training, which costs what the map says: EUR 150 and 16 hours."""
    for step, name, cap in (("all-of-website", "Business website: all of it", None),
                            ("training-data-2", "Learn: Data", (150, 16))):  # fmt: skip
        assert run("track", "start", "mine.yaml", "--step", step).code == 0
        pilot = json.loads(run("track", "export", "mine.yaml").out)["pilots"][-1]
        assert (pilot["name"], pilot["practice"]) == (name, step)
        assert cap is None or (pilot["cap_eur"], pilot["cap_hours"]) == cap


def test_a_practice_says_which_side_is_better(run: Run) -> None:
    """Fewer missed visits, more bookings online; what is typed goes before it; of a count of one's own it is asked."""
    step = ("track", "start", "mine.yaml", "--step")
    for practice, more, side in (
        ("reminder-before-each-visit", (), "down"), ("booking-page-round-the-clock", (), "up"),
        ("status-of-my-repair", ("--better", "up"), "up"), ("bank-feed-every-morning", ("--baseline", "3"), "down"),
        ("job-sheet-on-the-phone", ("--baseline", "3", "--target", "5"), "up"),
    ):  # fmt: skip
        assert run(*step, practice, *more).code == 0
        assert json.loads(run("track", "export", "mine.yaml").out)["pilots"][-1]["direction"] == side
    own = run(*step, "bills-as-data", "--kpi", "Bills on paper")
    assert (own.code, "--better up or --better down" in own.err) == (2, True)


def test_a_practice_fills_in_what_is_not_said(run: Run) -> None:
    """Name, hypothesis, what is counted, its unit, trend, and costs until the day to decide, as the map has them."""
    run("track", "start", "mine.yaml", *STEP)
    pilot = json.loads(run("track", "mine.yaml", "--json").out)["pilots"][0]["pilot"]
    assert (pilot["kpi"], pilot["unit"], pilot["direction"]) == ("Missed visits", "%", "down")
    assert (pilot["practice"], pilot["trend"]) == ("reminder-before-each-visit", "personalised-messages")
    assert pilot["review"] == "2027-02-22"  # twelve weeks after 2026-11-28 is a Saturday: the Monday after it
    assert pilot["name"] == "Remind by message before each visit"
    assert pilot["hypothesis"] == "Fewer missed visits and better prepared people, with no calls."
    run("track", "start", "mine.yaml", *STEP, "--kpi", "No-shows", "--cap-eur", "EUR 1k", "My try")
    own = json.loads(run("track", "mine.yaml", "--json").out)["pilots"][1]["pilot"]
    assert (own["kpi"], own["cap_eur"], own["name"]) == ("No-shows", 1000, "My try")


def test_what_a_trial_may_cost_is_read_like_all_money_and_hours(run: Run) -> None:
    """In words of size, by the clock, hours cut short; an hour a week is no hour of a trial that ends."""
    for hours in ("2 Std.", "2 Stdn", "2 uur"):
        assert run("track", "start", "mine.yaml", *STEP, "--cap-hours", hours).code == 0
        assert json.loads(run("track", "undo", "mine.yaml", "--json").out)
    limits = ("--cap-eur", "1,5 Tsd. \u20ac", "--cap-hours", "4h30")
    assert run("track", "start", "mine.yaml", *STEP, *limits).code == 0
    pilot = json.loads(run("track", "mine.yaml", "--json").out)["pilots"][0]["pilot"]
    assert (pilot["cap_eur"], pilot["cap_hours"]) == (1500, 4.5)
    refused = run("track", "start", "mine.yaml", *STEP, "--cap-hours", "4 h/week", "Another")
    assert (refused.code, "is no number" in refused.err) == (2, True)


def test_what_is_counted_in_per_cent_may_be_written_so_wherever_it_is_counted(run: Run) -> None:
    """At the start, in a count, in a correction and as the number at which to stop; what counts orders has no %."""
    share = ("track", "start", "mine.yaml", "Reach", "--kpi", "Share who come back")
    assert run(*share, "--baseline", "10%", "--target", "20 %", "--stop", "12,5 %").code == 0
    assert run("track", "log", "mine.yaml", "1", "11%").code == 0
    assert run("track", "correct", "mine.yaml", "pilot", "1", "target=25%", "cap_eur=€1k", "cap_hours=4h30").code == 0
    assert run("track", "correct", "mine.yaml", "reading", "1", "value=11,5 %").code == 0
    kept = json.loads(run("track", "export", "mine.yaml").out)
    (pilot,), (reading,) = kept["pilots"], kept["readings"]
    assert (pilot["unit"], pilot["baseline"], pilot["target"], pilot["stop"]) == ("%", 10, 25, "12.5")
    assert (pilot["cap_eur"], pilot["cap_hours"], reading["value"]) == (1000, 4.5, 11.5)
    assert run("track", "correct", "mine.yaml", "pilot", "1", "stop=1,5").code == 0
    assert json.loads(run("track", "export", "mine.yaml").out)["pilots"][0]["stop"] == "1.5"
    orders = (*share[:3], "Orders", "--kpi", "Orders", "--unit", "orders", "--better", "up")
    for more in (("--baseline", "10%"), ("--stop", "10%")):
        assert run(*orders, *more).code == 2
    assert run(*orders).code == 0
    assert '"12%": it counts orders, no %.' in run("track", "log", "mine.yaml", "2", "12%").err


def test_the_answer_fits_a_screen_and_says_what_the_counts_say(run: Run) -> None:
    """Five of six are better than 12, which is no clear change; the costs add up; 80 columns."""
    begin(run)
    text = run("track", "mine.yaml", "--format", "table").out
    assert "Pilots of Salon Kasia, 2026-11-28" in text
    assert "Missed visits (%): 12 before, 4 wanted, 7 on 2026-10-15" in text
    assert "Not clear yet: 5 of 6 counts are better than before." in text
    assert "Spent: EUR 60 of 60, 3 of" in text
    assert max(map(len, text.splitlines())) <= 80
    run("track", "log", "mine.yaml", "Remind by message before each visit", "6")
    # 8.5, 7, 6: 7, which is 5 of 8 to the target; 83 of 84 days have passed
    assert (
        "Better than before, but slow: 62% of the way"
        in run("track", "mine.yaml", "--as-of", "2026-11-29", "--format", "table").out
    )


def test_a_pilot_is_closed_once(run: Run) -> None:
    """With a verdict, and nothing is counted then; the way out opens it again, whatever was corrected since."""
    begin(run)
    assert run("track", "close", "mine.yaml", "1", "--verdict", "scale").code == 0
    run("track", "correct", "mine.yaml", "pilot", "1", "note=dear")
    for argv in (("close", "mine.yaml", "1", "--verdict", "stop"), ("log", "mine.yaml", "1", "6")):
        again = run("track", *argv)
        assert (again.code, again.out) == (2, "")
        way_out = again.err.partition("Open it again: ecomap ")[2].split()
        assert run(*way_out).code == 0
        assert run("track", *argv).code == 0
        assert run("track", "undo", "mine.yaml").code == run("track", "undo", "mine.yaml").code == 0


def test_what_was_undone_is_told(run: Run) -> None:
    """The number that corrects a reading is shown with it; the fields that count no more are told, emptied ones too."""
    begin(run)
    assert "7 on 2026-10-15 (reading 6)" in run("track", "mine.yaml", "--format", "table").out
    run("track", "correct", "mine.yaml", "reading", "6", "date=14.10.2026")
    run("track", "correct", "mine.yaml", "pilot", "1", "review=")
    said = [run("track", "undo", "mine.yaml").out.splitlines()[1] for _ in range(3)]
    assert said == [
        "correct\tpilot\t1\treview nothing",
        "correct\treading\t6\tdate 2026-10-14",
        "add\treading\t6\tpilot 1, date 2026-10-15, value 7, eur 10, hours 0.5",
    ]


@pytest.mark.parametrize(("argv", "code", "said"), some([
    (("start", "mine.yaml"), 2, "what is it called?"),
    (("start", "mine.yaml", "Try"), 2, "what is counted?"),
    (("start", "mine.yaml", "chatbots"), 2, "Write --step bot-for-the-first-question, which knows it."),
    (("start", "mine.yaml", "Try", "--kpi", "Orders"), 2, "--better up or --better down"),
    (("start", "mine.yaml", *STEP, "--better", "up"), 2, "no better than what was before"),
    (("start", "mine.yaml", *STEP, "--review", "2026-01-01"), 2, "is not after the beginning"),
    (("start", "mine.yaml", "--step", "remind"), 3, 'no such practice "remind".'),
    (("start", "mine.yaml", "--step", "take-money-by-card"), 3, 'Did you mean "tap-scan-or-link"?'),
    (("start", "mine.yaml", "--step", "chatbots"), 3, "a trend, no step. Name its step: bot-for-the-first-question."),
    (("start", "mine.yaml", "--step", "gdpr-privacy-notice"), 3, "by law. Name its step: list-of-personal-data."),
    (("start", "mine.yaml", "--step", "training-data-9"), 3, 'no such practice "training-data-9".'),
    (("start", "mine.yaml", *STEP, "--stop", "1.500"), 2, "Write 1.5 or 1500"),
    (("start", "bakery", *STEP), 3, "Name one: --logbook bakery.logbook.sqlite"),
    (("log", "mine.yaml", "7", "3"), 3, "no pilot 7. There are 1."),
    (("log", "mine.yaml", "1", "1.500"), 2, "Write 1.5 or 1500."),
    (("log", "mine.yaml", "1", "many"), 2, "no number"),
    (("log", "mine.yaml", "1", "3", "--on", "2031-01-01"), 2, "2031-01-01 is still to come. Today is 20"),
    (("close", "mine.yaml", "1", "--verdict", "stop", "--on", "2031-01-01"), 2, "is still to come. Today is 20"),
    (("correct", "mine.yaml", "reading", "1", "date=2031-01-01"), 2, "is still to come. Today is 20"),
    (("correct", "mine.yaml", "pilot", "1", "closed=2031-01-01"), 2, "is still to come. Today is 20"),
    (("log", "mine.yaml", "1", "3", "--on", "2020-01-01"), 2, "before the beginning"),
    (("log", "mine.yaml", "remind", "3"), 3, "Remind by message before each visit"),
    (("correct", "mine.yaml", "pilot", "1", "tarket=3"), 3, 'Did you mean "target"'),
    (("correct", "mine.yaml", "pilot", "1", "review=2026-02-30"), 2, "is no day. Write"),
    (("correct", "mine.yaml", "pilot", "1", "review=3/4/2027"), 2, "Write 2027-04-03 or 2027-03-04."),
    (("correct", "mine.yaml", "pilot", "1", "target"), 2, "no NAME=VALUE"),
    (("undo", "mine.yaml", "pilot"), 2, "which pilot?"),
    (("undo", "mine.yaml", "pilot", "1"), 3, "it has readings: undo these first"),
    (("import", "mine.yaml", "mine.yaml"), 3, "a business file, no export of a logbook"),
    (("import", "mine.yaml", "none.json"), 5, "cannot be read"),
], several=True))  # fmt: skip
def test_what_cannot_be_is_told(run: Run, argv: tuple[str, ...], code: int, said: str) -> None:
    """With the way out, nothing on standard output, nothing written."""
    begin(run)
    before = run("track", "export", "mine.yaml").out
    answer = run("track", *argv)
    assert (answer.code, answer.out) == (code, "")
    assert said in " ".join(answer.err.split())
    assert run("track", "export", "mine.yaml").out == before


def test_an_export_comes_back_the_same(run: Run, mine: Path) -> None:
    """Corrected and undone as it was: the export of the import is the same bytes; a logbook with entries is refused."""
    begin(run)
    run("track", "correct", "mine.yaml", "reading", "2", "value=11.25", "note=again")
    run("track", "undo", "mine.yaml", "reading", "3")
    assert run("track", "export", "mine.yaml", "-o", "all.json").code == 0
    assert run("track", "import", "mine.yaml", "all.json", "--logbook", "again.sqlite").code == 0
    assert run("track", "export", "mine.yaml", "--logbook", "again.sqlite").out == (mine / "all.json").read_text()
    assert run("track", "import", "mine.yaml", "all.json").code == 3
    rows = run("track", "export", "mine.yaml", "--kind", "readings", "--format", "csv").out.splitlines()
    assert rows[:3] == [
        "id,pilot,date,value,eur,hours,note",
        "1,1,2026-10-10,12,10,0.5,",
        "2,1,2026-10-11,11.25,10,0.5,again",
    ]
    assert len(rows) == 6


def test_no_logbook_is_no_pilot(run: Run, mine: Path) -> None:
    """Looking makes no file."""
    assert "None yet." in run("track", "mine.yaml", "--format", "table").out
    assert [file.name for file in mine.iterdir()] == ["mine.yaml"]


def test_a_pilot_is_named_by_its_practice_too(run: Run) -> None:
    """What begins it also counts it; before there is one, that is said whatever was typed."""
    early = [run("track", "log", "mine.yaml", said, "3") for said in ("1", STEP[1])]
    assert all("There is no pilot yet." in answer.err and answer.code == 3 for answer in early)
    begin(run)
    assert run("track", "log", "mine.yaml", STEP[1], "6").out == run("track", "mine.yaml", "--format", "tsv").out


def test_the_same_line_begins_no_second_pilot(run: Run, tmp_path: Path) -> None:
    """Who types a line again is told that it runs; another name makes another pilot of the same step."""
    firm = str(shutil.copy(data_folder() / "templates" / "hairdresser.yaml", tmp_path / "mine.yaml"))
    asked = ("--step", "reminder-before-each-visit")
    assert run("track", "start", firm, *asked).code == 0
    again = run("track", "start", firm, *asked)
    assert (again.code, again.out) == (2, "")
    assert "runs already" in again.err
    assert run("track", "start", firm, "At the second site", *asked).code == 0
    assert run("track", "close", firm, "1", "--verdict", "stop").code == 0
    assert run("track", "start", firm, *asked).code == 0
    assert {one["pilot"]["id"] for one in json.loads(run("track", firm, "--json").out)["pilots"]} == {1, 2, 3}
