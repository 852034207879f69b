"""``ecomap plan``: on a screen, in a calendar, refused; words for an owner."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator
from terminal import Printed, Run, process

from ecomap.engine import solver
from ecomap.io.businesses import templates
from ecomap.io.maps import load_map
from ecomap.verbs import plan_solving
from ecomap.verbs.schemas import schema
from maps import ALL, some

DAY = ("--as-of", "2026-11-28")


@pytest.fixture(autouse=True)
def _without_solver(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the solver away, as on a machine that has none, except where a test is of proven plans."""
    if "proven" not in request.node.name:
        monkeypatch.setattr(solver, "available", lambda: False)
        monkeypatch.setattr(plan_solving, "available", lambda: False)


@pytest.mark.parametrize("width", ["60", "80"])
@pytest.mark.parametrize("name", ["bakery", "manufacturer"])
def test_lines_fit_and_nothing_is_cut(run: Run, monkeypatch: pytest.MonkeyPatch, name: str, width: str) -> None:
    """At most the columns there are, each name whole, twelve months as bars, a card for each step of this week."""
    monkeypatch.setenv("COLUMNS", width)
    text = run("plan", name, "--format", "table", *DAY).out
    found = json.loads(run("plan", name, "--json", *DAY).out)
    assert max(map(len, text.splitlines())) <= int(width)
    assert "…" not in text
    whole = " ".join(re.sub(r"[█▌·§]", " ", text).split())
    for step in found["steps"]:
        assert all(word in whole for word in step["name"].split())
    assert "D J F M A M J J A S O N" in whole
    assert len(re.findall(r"^ \d  ", text, re.MULTILINE)) == len(found["this_week"])


@pytest.mark.parametrize("months", ["1", "13", "24", "36"])
def test_other_lengths_fit_too(printed: Printed, months: str) -> None:
    """A bar of up to three years fits 80 columns."""
    text = printed("plan", "bakery", "--months", months, "--format", "table", *DAY)
    assert max(map(len, text.splitlines())) <= 80


def test_a_step_stands_with_its_hours_and_euros(printed: Printed) -> None:
    """Behind its bar, in whole numbers, nothing of what is 0."""
    text = printed("plan", "joiner", "--format", "table", *DAY)
    found = json.loads(printed("plan", "joiner", "--json", *DAY))
    for step in found["steps"]:
        costs = [f"{step[name]:,.0f}" for name in ("hours", "one_off_eur", "monthly_eur") if step[name]]
        last = step["name"].split()[-1]
        assert costs in [re.split("[█▌·]", line)[-1].split() for line in text.splitlines() if last in line]


def test_what_analyze_would_begin_is_told_once_as_left_out(printed: Printed) -> None:
    """By its trend, not once more by its step."""
    text = " ".join(printed("plan", "clinic", "--format", "table", *DAY).split())
    found = json.loads(printed("plan", "clinic", "--json", *DAY))
    told = [one["name"] for one in found["left_out"] if one["in_analyze"]]
    assert told
    left = text[text.index("Left out (") : text.index("Made step by step")]
    assert not [name for name in told if name[1:] in left]


def test_no_ids_and_no_jargon_on_a_screen(printed: Printed) -> None:
    """No id with a hyphen, no word of mathematics."""
    text = printed("plan", "clinic", "--format", "table", *DAY)
    compiled = load_map(None)[0]
    names = " ".join(item.name for item in compiled.trends).lower()
    ids = [item.id for kind in (compiled.practices, compiled.trends) for item in kind if "-" in item.id]
    assert not [name for name in ids if name in text and name not in names]
    assert not re.search(r"log-odds|solver|objective|schedule|constraint|optim", text)


@pytest.mark.parametrize("name", some(templates()))
def test_json_is_as_its_schema_says(printed: Printed, name: str) -> None:
    """Every field that is printed is in the schema, and of its kind."""
    Draft202012Validator(schema("plan")).validate(json.loads(printed("plan", name, "--json", *DAY)))


@pytest.mark.parametrize("name", ["bakery", "manufacturer", "hairdresser"])
def test_another_program_reads_the_calendar(printed: Printed, name: str) -> None:
    """Each step in its months, a look back when it works, each duty on its day, all with texts as the plan says."""
    text = printed("plan", name, "--format", "ics", *DAY)
    found = json.loads(printed("plan", name, "--json", *DAY))
    events = Calendar.from_ical(text).walk("VEVENT")
    assert len(events) == 2 * len(found["steps"]) + len(found["duties"])
    by_name = {(str(one["SUMMARY"]), str(one["CATEGORIES"].cats[0])): one for one in events}
    for step in found["steps"]:
        event = by_name[step["name"], step["phase"]]
        assert f"{event.decoded('DTSTART'):%Y-%m}" == step["start"]
        assert event.decoded("DTSTART").day == event.decoded("DTEND").day == 1
        first, who, *_ = str(event["DESCRIPTION"]).split("\n")
        assert first == f"First: {step['text']}"
        assert who.startswith("In all ") == bool(step["hours"] or step["one_off_eur"] or step["monthly_eur"])
        assert who.endswith(step["who"])
        back = by_name[f"Look back: {step['name']}", "Review"].decoded("DTSTART")
        assert (f"{back:%Y-%m}", back.weekday(), back.day <= 7) == (step["works"], 0, True)  # its first Monday
    for duty in found["duties"]:
        assert by_name[duty["name"], "Law"].decoded("DTSTART") == date.fromisoformat(duty["date"])
    assert len({str(one["UID"]) for one in events}) == len(events)
    assert {f"{one.decoded('DTSTAMP'):%Y%m%d}" for one in events} == {"20261128"}


def test_the_calendar_is_as_the_standard_says(run: Run, tmp_path) -> None:
    """Lines end with CR LF and have at most 75 octets; no clock: the same bytes in another second, and in a file."""
    for place in ("a.ics", "b.ics"):
        assert run("plan", "manufacturer", "-o", tmp_path / place, *DAY).code == 0
    content = (tmp_path / "a.ics").read_bytes()
    assert content == (tmp_path / "b.ics").read_bytes()
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert lines[0] == b"BEGIN:VCALENDAR"


def test_only_an_answer_with_dates_is_a_calendar(run: Run, tmp_path) -> None:
    """Exit 2 of any other verb, with the endings there are."""
    answer = run("analyze", "bakery", "-o", tmp_path / "a.ics")
    assert answer.code == 2
    assert ".csv" in answer.err
    assert ".ics" not in answer.err.split("write one of")[1]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--from", "2026-13"), "write it like 2026-12"),
        (("--from", "03/04/2026"), "write it like 2026-12"),
        (("--from", "12/26"), "write it like 2026-12"),
        (("--done", "one-vault-for-passwords=soon"), "one-vault-for-passwords=2026-12"),
        (("--months", "0"), "months"),
    ],
)
def test_what_cannot_be_is_refused(run: Run, options: tuple[str, ...], said: str) -> None:
    """Exit 2, nothing on standard output, and a way out."""
    answer = run("plan", "bakery", *options)
    assert (answer.code, answer.out) == (2, "")
    assert said in " ".join(answer.err.split())


def test_an_unknown_step_is_refused_with_what_comes_near(run: Run) -> None:
    """Exit 3; what is suggested is taken."""
    answer = run("plan", "bakery", "--done", "one-valut-for-passwords")
    assert (answer.code, answer.out) == (3, "")
    assert "one-vault-for-passwords" in answer.err
    assert run("plan", "bakery", "--done", "one-vault-for-passwords", *DAY).code == 0


def test_a_trend_is_no_step(run: Run) -> None:
    """Its steps are told, as `track start` tells them; what is told is taken."""
    answer = run("plan", "bakery", "--done", "electronic invoicing")
    assert (answer.code, answer.err.strip()) == (
        3, '"electronic invoicing" is a trend, no step. Name its step: bills-as-data.',
    )  # fmt: skip
    assert run("plan", "bakery", "--done", "bills-as-data", "--months", "1", *DAY).code == 0


def test_what_is_asked_beside_rows_is_told(run: Run) -> None:
    """A form of rows alone has no place for why a step is left out: standard error tells it, and for no other form."""
    asked = ("plan", "bakery", "--why-not", "chatbots", *DAY)
    why = json.loads(run(*asked, "--json").out)["why_not"]
    for form in ("tsv", "ics"):
        assert why.split(": ", 1)[1] in " ".join(run(*asked, "--format", form).err.split())
    assert run(*asked, "--format", "table").err == ""


@pytest.mark.parametrize("name", some(templates()))
def test_what_to_do_now_is_in_sight_when_a_plan_ends(printed: Printed, name: str) -> None:
    """On 24 lines of 80, three of them for what comes next: the answer to a question, and all cards of the week."""
    text = printed("plan", name, "--why-not", "Chatbots for customer questions", "--format", "table", *DAY)
    seen = text.splitlines()[-(24 - 3) :]
    assert "This week" in seen
    assert "chatbot" in " ".join(seen[: seen.index("This week")]).lower()
    assert text.splitlines()[1].lstrip().startswith("D J F M A M J")


def test_what_somebody_is_paid_for_is_told(printed: Printed) -> None:
    """Its hours and euros are others than in the ranking, which tells what the owner does."""
    text = " ".join(printed("plan", "clinic", "--format", "table", *DAY).split())
    steps = json.loads(printed("plan", "clinic", "--json", *DAY))["steps"]
    others = [f'"{one["name"]}" ({one["who"]})' for one in steps if one["who"] not in ("", "yourself")]
    assert others
    assert f"Somebody is paid to do most of it, for fewer of your hours and more euros: {', '.join(others)}." in text


def test_what_begins_in_a_later_month_is_not_told_for_this_week(printed: Printed, tmp_path: Path) -> None:
    """One change at once of three people: ten hours begun in September, one a week, keep December and January."""
    file = tmp_path / "mine.yaml"
    file.write_text(
        "schema: ecomap/business/2\nid: a\nname: A\nemployees: 3\nsectors: {vegetable-farm: 1}\n"
        "goals: {reach: 1}\nresources: {budget_eur: 5000, hours_per_week: 1}\n"
    )
    asked = ("plan", str(file), *DAY, "--from", "2026-12", "--done", "one-page-website=2026-09")
    first = min(one["start"] for one in json.loads(printed(*asked, "--json"))["steps"] if not one["done"])
    text = printed(*asked, "--format", "table")
    assert first > "2026-12"
    assert ("This week" in text, f"First, in {date.fromisoformat(f'{first}-01'):%b %Y}\n" in text) == (False, True)


@pytest.mark.parametrize("written", ["12/2026", "12.2026", "2026-12", "2026/12"])
def test_a_month_is_read_however_it_is_written(printed: Printed, written: str) -> None:
    """Its year has four digits, so that nothing can be taken for anything else: all of these are December 2026."""
    asked = ("--from", written, "--done", f"one-vault-for-passwords={written}", "--months", "1", "--json")
    found = json.loads(printed("plan", "bakery", *asked, *DAY))
    (vault,) = [step for step in found["steps"] if step["step"] == "one-vault-for-passwords"]
    assert (found["first_month"], vault["start"]) == ("2026-12", "2026-12")


def test_what_is_done_is_shown_as_done(printed: Printed) -> None:
    """Its bar stands, no card asks for it again."""
    done = ("--done", "one-vault-for-passwords=2026-12", "--from", "2027-01")
    found = json.loads(printed("plan", "bakery", *done, "--json", *DAY))
    (vault,) = [step for step in found["steps"] if step["step"] == "one-vault-for-passwords"]
    assert (vault["done"], vault["start"]) == (True, "2026-12")
    assert "one-vault-for-passwords" not in found["this_week"]


def test_the_five_steps_of_the_roadmap_come_out_for_a_maker(printed: Printed) -> None:
    """A plan in order with dates and money; skills; affordable beginnings; security; partners: each by a step."""
    found = json.loads(printed("plan", "manufacturer", "--json", *DAY))
    answered = {one["id"]: one["steps"] for one in found["obstacles"]}
    assert found["steps"]
    assert all(step["start"] for step in found["steps"])
    for obstacle in ("high-first-outlay", "makers-lack-digital-skills", "attacks-on-production"):
        assert answered[obstacle], obstacle
    practices = {one.id: one for one in load_map(None)[0].practices}
    sources = [practices[step].trend for step in answered["makers-lack-digital-skills"]]
    assert sources


def test_without_the_solver_the_plan_says_so_and_what_to_do(printed: Printed) -> None:
    """No proof, no gap, no word on what binds; how to get them."""
    text = " ".join(printed("plan", "bakery", "--limits", "--format", "table", *DAY).split())
    assert 'Made step by step, without proof that it is the best. Proven plans: pip install "ecomap[plan]".' in text
    assert "What binds is told of proven plans only." in text
    found = json.loads(printed("plan", "bakery", "--json", *DAY))
    assert (found["method"], found["gap"]) == ("greedy", None)


@pytest.mark.slow
def test_a_proven_plan_prints_its_gap_and_what_binds(run: Run) -> None:
    """A gap above the value, no word of the program underneath, limits with what each would bring."""
    text = run("plan", "bakery", "--limits", "--format", "table", *DAY).out
    assert re.search(r"Proven: no plan can bring (over [0-9.]+% )?more\.", " ".join(text.split()))
    assert "HiGHS" not in text
    found = json.loads(run("plan", "bakery", "--limits", "--json", *DAY).out)
    assert found["method"] == "proven"
    assert 0 <= found["gap"] < 0.1
    assert [one["limit"] for one in found["limits"]] == ["places", "hours", "money"]
    assert all(one["gain"] > 0 for one in found["limits"] if one["binds"])


@pytest.mark.slow
@pytest.mark.parametrize("name", templates())
def test_proven_plans_of_templates_are_the_same_twice(run: Run, name: str) -> None:
    """The gap is at most 10 %; of every sixth, or of all if all is asked for, another process says the same bytes.

    The benchmarks tell how long they take.
    """
    found = run("plan", name, "--json", *DAY)
    assert json.loads(found.out)["gap"] <= 0.1
    if ALL or list(templates()).index(name) % 6 == 0:
        assert process(["plan", name, "--json", *DAY]).out.decode() == found.out
