"""``ecomap watch``: it fits a screen, keeps every item once, asks the network for nothing that is not named."""

import json
import shutil
import socket
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from terminal import Printed, Run

from ecomap.cli import watch as watching
from ecomap.cli.choices import day
from ecomap.io.businesses import templates
from ecomap.io.logbook.store import Logbook
from ecomap.places import data_folder
from ecomap.results.logbook import Signal, Snapshot
from maps import some
from newsfeeds import DIALECTS, News, atom, rss_20, some_news


@pytest.fixture
def farm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of a business in a folder of its own, where no socket can be opened."""

    class Forbidden(socket.socket):
        def __init__(self, *_: object, **__: object) -> None:
            raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", Forbidden)
    monkeypatch.chdir(tmp_path)
    shutil.copy(data_folder() / "templates" / "farm.yaml", "mine.yaml")
    Path("news.xml").write_bytes(
        rss_20(
            [News("Milking robot maker cuts prices", "https://p.test/1"), News("Town hall closes", "https://p.test/2")]
        )
    )
    return tmp_path / "mine.logbook.sqlite"


def standing(logbook: Path) -> tuple[Signal, ...]:
    """Return the signals of a logbook."""
    with Logbook(logbook) as opened:
        return opened.entries(Signal)


@pytest.mark.parametrize("name", some(templates()))
@pytest.mark.parametrize("command", [(), ("suggest",), ("channels",)], ids=" ".join)
def test_the_default_answers_fit_a_screen(printed: Printed, name: str, command: tuple[str, ...]) -> None:
    """At most 22 of 24 lines of 80 columns; of channels 30, each with its address whole."""
    lines = printed("watch", *command, name, "--format", "table").splitlines()
    assert len(lines) <= (30 if command == ("channels",) else 22)
    assert all(len(line) <= 80 or "http" in line for line in lines)


@pytest.mark.usefixtures("farm")
@pytest.mark.parametrize("width", ["60", "80"])
def test_lines_wrap_and_nothing_is_cut(run: Run, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    """Whatever is printed, also of a full logbook."""
    monkeypatch.setenv("COLUMNS", width)
    run("watch", "import", "mine.yaml", "news.xml")
    for words in ((), ("due",), ("suggest",)):
        out = run("watch", *words, "mine.yaml", "--format", "table").out
        assert max(map(len, out.splitlines())) <= int(width)
        assert "…" not in out


def test_every_item_is_kept_and_none_twice(run: Run, farm: Path) -> None:
    """Also what speaks of no trend; a second import brings nothing, a longer feed only what is new."""
    first = json.loads(run("watch", "import", "mine.yaml", "news.xml", "--json").out)
    assert [(one["items"], one["new"], one["tied"]) for one in first["sources"]] == [(2, 2, 1)]
    again = json.loads(run("watch", "import", "mine.yaml", "news.xml", "--json").out)
    assert again["sources"][0]["new"] == 0
    assert [signal.title for signal in standing(farm)] == ["Milking robot maker cuts prices", "Town hall closes"]


@pytest.mark.slow
def test_ten_thousand_items_of_all_dialects(run: Run, farm: Path) -> None:
    """2,000 each, a broken one too: none lost, none doubled, in less than 10 s of processor time."""
    kinds = [name for name in DIALECTS if name != "rss-0.91"]
    for place, dialect in enumerate(kinds):
        content = DIALECTS[dialect](some_news(2_000, 2_000 * place))
        Path(dialect).write_bytes(content[: -len(b"</feed>")] if dialect == "atom" else content)
    begun = time.process_time()
    assert run("watch", "import", "mine.yaml", *kinds).code == 0
    assert time.process_time() - begun < 10
    assert len(standing(farm)) == len({signal.title for signal in standing(farm)}) == 10_000
    assert json.loads(run("watch", "import", "mine.yaml", *kinds, "--json").out)["signals"] == []
    assert len(standing(farm)) == 10_000


def test_one_source_that_cannot_be_read_holds_up_no_other(run: Run, farm: Path) -> None:
    """It is told on standard error; nothing read at all ends with 4, and nothing is written."""
    Path("bomb.xml").write_text('<!DOCTYPE x [<!ENTITY a "ha">]><rss><item>&a;</item></rss>', encoding="utf-16")
    assert run("watch", "import", "mine.yaml", "no.xml", "bomb.xml").code == 4
    assert not farm.exists()
    answer = run("watch", "import", "mine.yaml", "no.xml", "bomb.xml", "news.xml")
    assert answer.code == 0
    assert "no.xml: cannot be read" in answer.err
    assert "bomb.xml: it declares entities" in answer.err
    assert len(standing(farm)) == 2


def test_a_tie_waits_until_it_is_confirmed_or_refused(run: Run, farm: Path) -> None:
    """The agenda asks for it; what was said of it can be undone as everything in a logbook."""
    run("watch", "import", "mine.yaml", "news.xml")
    assert "farm-robots" in run("watch", "mine.yaml", "--format", "csv").out.split("signal,")[1]
    assert run("watch", "confirm", "mine.yaml", "1", "--direction", "up").code == 0
    assert [(tie.trend, tie.state) for tie in standing(farm)[0].trends] == [("farm-robots", "confirmed")]
    assert "signal," not in run("watch", "mine.yaml", "--format", "csv").out
    run("track", "undo", "mine.yaml", "signal", "1")
    assert standing(farm)[0].trends[0].state == "proposed"
    run("watch", "confirm", "mine.yaml", "1", "--no")
    assert standing(farm)[0].trends[0].state == "not"
    assert run("watch", "confirm", "mine.yaml", "99").code == 3


def test_a_review_is_written_down_and_comes_back_later(run: Run, farm: Path) -> None:
    """Three answers from 0 to 4; without a terminal each must be said; standings are kept once a day."""
    assert run("watch", "review", "mine.yaml", "iot-sensors", "--disrupts", "1").code == 2
    assert not farm.exists()
    said = ("--disrupts", "1", "--opportunity", "3", "--expectations", "0", "--on", "2026-11-01")
    answer = json.loads(run("watch", "review", "mine.yaml", "iot-sensors", *said, "--json").out)
    assert answer["reviews"][0]["due"] > "2026-11-01"
    assert run("watch", "review", "mine.yaml", "iot-sensors", "--disrupts", "5").code == 2
    run("watch", "add", "mine.yaml", "iot-sensors", "The neighbour has some", "--direction", "up")
    with Logbook(farm) as opened:
        assert len(opened.entries(Snapshot)) == 1


@pytest.mark.parametrize("argv", [
    ("add", "mine.yaml", "iot-sensors", "Seen", "--on", "TOMORROW"),
    ("review", "mine.yaml", "iot-sensors", "--disrupts", "1", "--opportunity", "3", "--expectations", "0", "--on",
     "TOMORROW"),
    ("import", "mine.yaml", "news.xml", "--on", "TOMORROW"),
    ("diff", "mine.yaml", "--keep", "--as-of", "TOMORROW"),
])  # fmt: skip
def test_what_was_seen_was_not_seen_tomorrow(run: Run, farm: Path, argv: tuple[str, ...]) -> None:
    """A day to come is refused where something was seen, said or kept, today is told, and nothing is written."""
    tomorrow = max(day(None), date.today()) + timedelta(days=2)  # midnight may come between
    answer = run("watch", *(str(tomorrow) if word == "TOMORROW" else word for word in argv))
    assert answer.code == 2
    assert f"{tomorrow} is still to come. Today is " in answer.err
    assert not farm.exists()


def test_what_is_to_come_may_be_asked(run: Run, farm: Path) -> None:
    """Agenda, reviews and what moved are answered for a day to come, and a pilot may begin then."""
    later = str(day(None) + timedelta(days=30))
    for words in (("watch", "mine.yaml"), ("watch", "due", "mine.yaml"), ("track", "mine.yaml")):
        assert run(*words, "--as-of", later).code == 0
    begun = ("track", "start", "mine.yaml", "Try", "--kpi", "Orders", "--better", "up", "--on", later)
    assert run(*begun).code == 0
    assert farm.exists()


def test_a_template_is_read_and_not_written_to(run: Run, farm: Path) -> None:
    """Its agenda needs no logbook; what would write says how to name one, and that works."""
    assert run("watch", "farm").code == 0
    refused = run("watch", "add", "farm", "iot-sensors", "Seen")
    assert refused.code == 3
    assert "--logbook farm.logbook.sqlite" in refused.err
    assert run("watch", "add", "farm", "iot-sensors", "Seen", "--logbook", "farm.logbook.sqlite").code == 0
    assert not farm.exists()


@pytest.mark.usefixtures("farm")
def test_own_channels_stand_first(run: Run) -> None:
    """Written down, and told by the trends they are for; options of one belong to it."""
    Path("empty.xml").write_bytes(atom([]))
    added = run("watch", "channels", "mine.yaml", "--add", "Guild letter", "--trend", "iot-sensors", "--format", "csv")
    assert added.out.splitlines()[1].startswith("1,,Guild letter")
    assert run("watch", "channels", "mine.yaml", "--url", "https://x.test").code == 2


@pytest.mark.usefixtures("farm")
def test_the_same_day_gives_the_same_bytes(run: Run) -> None:
    """No clock decides an answer."""
    run("watch", "import", "mine.yaml", "news.xml", "--on", "2026-11-03")
    first, second = (run("watch", "mine.yaml", "--as-of", "2026-12-24", "--json").out for _ in range(2))
    assert first == second
    assert json.loads(first)["as_of"] == "2026-12-24"


@pytest.mark.usefixtures("farm")
def test_what_moved_since_standings_were_kept(run: Run) -> None:
    """Nothing kept: told with the way out; kept: by cause, and the change of the firm is named; a day in between."""
    nothing = run("watch", "diff", "mine.yaml")
    assert (nothing.code, nothing.out) == (3, "")
    assert "--keep" in nothing.err
    same = json.loads(run("watch", "diff", "mine.yaml", "--keep", "--as-of", "2026-10-01", "--json").out)
    assert (same["moves"], same["then"], same["now"]) == ([], "2026-10-01", "2026-10-01")
    assert run("business", "set", "mine.yaml", "employees=12").code == 0
    found = json.loads(run("watch", "diff", "mine.yaml", "--as-of", "2026-11-28", "--json").out)
    assert ("employees", "12") in [(one["field"], one["now"]) for one in found["profile"]]
    assert found["moves"]
    for row in found["moves"]:
        assert sum(row["by"].values()) == pytest.approx(row["priority_now"] - row["priority_then"], abs=1e-9)
    text = run("watch", "diff", "mine.yaml", "--format", "table").out
    assert "You: employees:" in text
    assert "what you say of your firm" in text
    early = run("watch", "diff", "mine.yaml", "--since", "2026-09-01")
    assert (early.code, "They were kept on: 2026-10-01." in early.err) == (3, True)


def test_the_next_step_works_as_printed(farm: Path) -> None:
    """Of a template what only reads; of a file what comes next, with the logbook that was named."""
    from ecomap.cli.logbooks import Firm

    assert Firm("farm", None, None).typed == ("farm", False)
    assert Firm("mine.yaml", None, None).typed == ("mine.yaml", True)
    assert Firm("farm", farm, None).typed == (f"farm --logbook {farm}", True)


def test_a_question_of_a_review_is_asked_until_one_of_five_numbers_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """12 is two of them, and none."""
    typed = iter(["12", "much", "3"])
    monkeypatch.setattr("ecomap.cli.businesses.prompts.can_ask", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(typed))
    assert watching._asked("disrupts") == 3
