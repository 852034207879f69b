"""``ecomap platforms``: on a screen, in a pipe, and what it refuses."""

import json
import re
import shlex
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from terminal import Run

from ecomap import load_map
from ecomap.io.businesses import open_business
from ecomap.render.platforms import platforms_sheet
from ecomap.verbs.platforms import weigh_platforms
from ecomap.verbs.schemas import schema

TEXT = """\
id: haus
name: Haus am See
country: AT
sectors: {hospitality: 1}
platforms:
  Booking.com: {booking: 40%}
  Air BnB: {booking: 0.2}
  instagram: {promotion: 0.2}
  facebook: {promotion: 0.1}
  paypal: {payment: 0.3}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a business file that says who carries it."""
    path = tmp_path / "haus.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("columns", [60, 80, 100])
@pytest.mark.parametrize("name", ["file", "bakery", "clinic", "manufacturer", "retail-shop", "consulting"])
def test_it_wraps_and_at_80_columns_fits_a_screen(
    run: Run, monkeypatch: pytest.MonkeyPatch, file: Path, columns: int, name: str
) -> None:
    """No line is wider, nothing is cut; 24 lines hold the command, the answer and a hint."""
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run("platforms", file if name == "file" else name, "--format", "table").out.splitlines()
    assert max(map(len, lines)) <= columns
    assert "…" not in "".join(lines)
    assert columns < 80 or len(lines) <= 22
    assert any(line.startswith("What to do") for line in lines)


def test_it_speaks_to_an_owner(run: Run, file: Path) -> None:
    """Points, shares, fees and words; with all of it the definition, no id and no log-odds."""
    shown = run("platforms", file, "--format", "table", "--cut", "booking", "--turnover", "180k").out
    assert "56 of 100 hangs by platforms" in shown
    assert "Without Booking.com: 40% of bookings gone (up to EUR 72,000 a year)" in " ".join(shown.split())
    full = run("platforms", file, "--format", "table", "--full").out
    assert "network effects" in full
    assert "Dependence is 1 less" in full
    assert not any(word in full for word in ("booking-com", "log-odds", "multi-channel-hangs"))


def test_the_json_adds_up(run: Run, file: Path) -> None:
    """Every function's own part and the owners' parts make 1; the contract has its name."""
    answer = json.loads(run("platforms", file, "--json", "--fee", "airbnb=+3pp", "--rule", "Meta=50%").out)
    assert answer["schema"] == "ecomap/platforms/1"
    for function in answer["functions"]:
        carried = sum(one["shares"].get(function["id"], 0.0) for one in answer["owners"])
        assert carried + function["own"] == pytest.approx(1)
    assert [one["kind"] for one in answer["stress"]] == ["fee", "rule"]
    assert answer["stress"][0]["turnover_share"] == pytest.approx(0.006)
    assert {one["id"] for one in answer["platforms"]} == {"booking-com", "airbnb", "instagram", "facebook", "paypal"}
    assert all(one["fee"] or one["no_fee"] for one in answer["platforms"])


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (("--cut", "etsy"), 3, 'nothing comes to this business by "etsy"'),
        (("--cut", "airbnd"), 3, 'Did you mean "airbnb"?'),
        (("--fee", "airbnb=3"), 2, "write it like airbnb=+3pp"),
        (("--fee", "airbnb=18%"), 2, "may be a fee of 18% or one so much higher. Write the rise, like airbnb=+18pp."),
        (("--fee", "3"), 2, '"3": write it like airbnb=+3pp'),
        (("--cut", "Trivago"), 3, "Look for what it does, like: ecomap map search booking"),
        (("--rule", "airbnb=3"), 2, "at most 1"),
        (("--turnover", "much"), 2, "no number"),
    ],
)
def test_what_cannot_be_tested_is_refused(run: Run, file: Path, argv: tuple[str, str], code: int, words: str) -> None:
    """Exit 3 for what the business does not say, 2 for what nobody can read; nothing is printed."""
    answer = run("platforms", file, *argv)
    assert (answer.code, answer.out) == (code, "")
    assert words in " ".join(answer.err.split())


def next_step(file: str) -> str:
    """Return the command behind ``next:`` on a terminal, which stays whole whatever its width."""
    opened = open_business(file)
    return platforms_sheet(weigh_platforms(opened.ecosystem, opened.business), file).next_step.partition("   (")[0]


def test_who_has_said_nothing_is_told_how(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command that is told is run as it stands."""
    monkeypatch.chdir(tmp_path)
    assert "nothing said of platforms yet" in run("platforms", "bakery", "--format", "table").out
    Path("my firm.yaml").write_text("sectors: {bakery: 1}\n", encoding="utf-8")
    assert run(*shlex.split(next_step("my firm.yaml"))[1:]).code == 0
    assert "of 100 hangs by platforms" in run("platforms", "my firm.yaml", "--format", "table").out
    assert run(*shlex.split(next_step("bakery"))[1:]).code == 0
    assert "of 100 hangs by platforms" in run("platforms", "mine.yaml", "--format", "table").out


@pytest.mark.parametrize("sector", ["laundry", "driving-school", "undertaker", "tax-adviser", "restaurants", "joiner"])
def test_what_is_to_be_said_is_of_a_platform_that_is_listed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sector: str
) -> None:
    """A laundry is not asked for its share of Shopify; the command names the file, and stands there once."""
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(f"sectors: {{{sector}: 1}}\ncountry: DE\nemployees: 4\n", encoding="utf-8")
    listed, command = run("platforms", "mine.yaml", "--format", "table").out, next_step("mine.yaml")
    (said,) = re.findall(r"platforms\.([a-z0-9-]+)\.\w+=0\.2", command)
    assert load_map()[0].platform_by_id[said].name in " ".join(listed.split())
    assert command.startswith("ecomap business set mine.yaml platforms.")


def test_an_answer_with_platforms_is_what_the_schema_says(run: Run, file: Path) -> None:
    """Whatever the business says and the tests are."""
    argv = ("--cut", "Meta", "--fee", "airbnb=+3pp", "--rule", "airbnb", "--turnover", "9000")
    answer = json.loads(run("platforms", file, "--json", *argv).out)
    Draft202012Validator(schema("platforms")).validate(answer)
