"""Commands that explain: exit codes, JSON by its schema, text that adds up and fits the screen."""

import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len
from small_maps import small_map
from terminal import Printed, Ranked, Run

from ecomap import EcomapError, EcosystemMap, load_business, rank_trends, templates
from ecomap.render.explanation import STEPS, explanation_sheet
from ecomap.render.writers import written
from ecomap.verbs.explanation import explain_trend
from ecomap.verbs.provenance import find_evidence
from maps import some

TEMPLATES = sorted(templates())
NUMBER = r"([+-]?\d+\.\d+)"
Document = dict[str, Any]

ADDRESSES = [
    ("bakery", "online-ordering"), ("manufacturer", "predictive-maintenance"), ("farm", "ransomware"),
]  # fmt: skip


@pytest.fixture(scope="session")
def first_trends(ranked: Ranked) -> dict[str, str]:
    """Return the first opportunity of some templates."""
    names = ("bakery", "clinic", "manufacturer", "online-shop")
    return {name: ranked(name)["opportunities"][0]["trend"]["id"] for name in names}


@pytest.fixture(scope="session")
def opened(printed: Printed, ranked: Ranked, first_trends: dict[str, str]) -> dict[tuple[str, str], str]:
    """Return the explanations, as text, of the first opportunities and of more of the bakery's rows."""
    bakery = ranked("bakery")
    rows = [bakery["opportunities"][9], bakery["opportunities"][-1], bakery["threats"][0]]
    asked = [*first_trends.items(), *(("bakery", row["trend"]["id"]) for row in rows)]
    return {address: printed("explain", *address) for address in asked}


def validator(printed: Printed, name: str) -> Draft202012Validator:
    """Return a validator by a schema the program prints; it knows every field."""
    schema = json.loads(printed("schema", name))
    schema["additionalProperties"] = False
    return Draft202012Validator(schema)


def one_line(text: str) -> str:
    """Return the only line of a message."""
    assert text.count("\n") == 1
    assert text.endswith("\n")
    return text.strip()


# Exit codes and refusals.


def test_a_trend_is_found_by_id_and_by_name(run: Run) -> None:
    """Id and name give the same answer; nothing is said beside it."""
    by_id = run("explain", "bakery", "online-ordering")
    assert (by_id.code, by_id.err) == (0, "")
    assert run("explain", "bakery", "Online ordering for pick-up or delivery") == by_id


@pytest.mark.parametrize(
    "words",
    [
        ("explain", "bakery", "onlne-ordering"),
        ("explain", "bakery", "online-reviews", "--versus", "onlne-ordering"),
        ("whatif", "bakery", "--adopt", "onlin-ordering"),
        ("whatif", "bakery", "--cut", "onlin-ordering>retail-trade"),
        ("whatif", "bakery", "--set", "onlin-ordering>retail-trade=0.5"),
        ("map", "path", "onlin-ordering", "retail-trade"),
    ],
)
def test_an_unknown_trend_is_refused_with_a_suggestion(run: Run, words: tuple[str, ...]) -> None:
    """Exit 3, nothing on standard output, one line that names the nearest."""
    found = run(*words)
    assert (found.code, found.out) == (3, "")
    assert "online-ordering" in one_line(found.err).split("Did you mean", 1)[1]


def test_a_rank_is_no_name_and_the_way_out_works(run: Run) -> None:
    """Who types the number of a row is shown how to find its name; what is shown can be typed."""
    found = run("explain", "bakery", "2")
    assert (found.code, found.out) == (3, "")
    _, way_out = one_line(found.err).split("like: ecomap ")
    assert "digital-payments" in run(*way_out.split()).out


@pytest.mark.parametrize(
    "words", [("explain", "bakery", "website"), ("explain", "bakery", "online-ordering", "--versus", "website")]
)
def test_what_is_in_use_is_refused(run: Run, words: tuple[str, ...]) -> None:
    """A trend in use has no rank: exit 3, and one line with the way out."""
    found = run(*words)
    assert (found.code, found.out) == (3, "")
    assert one_line(found.err).startswith('"website" is in use already')
    assert "Take it out of adopted" in found.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("explain", "bakery"), 2),
        (("explain", "bakery", "online-ordering", "--method", "guess"), 2),
        (("explain", "bakery", "online-ordering", "--horizon", "21"), 2),
        (("explain", "nobody", "online-ordering"), 5),
        (("explain", "bakery", "online-ordering", "--map", "nowhere.yaml"), 5),
        (("whatif", "bakery"), 2),
        (("whatif", "bakery", "--set", "budget_eur"), 2),
        (("whatif", "bakery", "--set", "=5"), 2),
        (("whatif", "bakery", "--set", "budget_eur=much"), 3),
        (("whatif", "bakery", "--set", "attenuation=2"), 3),
        (("whatif", "bakery", "--set", "colour=2"), 3),
        (("whatif", "bakery", "--cut", "retail-trade>nowhere"), 3),
        (("whatif", "nobody", "--set", "horizon=5"), 5),
        (("map", "path", "e-commerce"), 2),
        (("map", "path", "e-commerce", "retail-trade", "--top", "0"), 2),
        (("map", "path", "e-commerce", "nowhere"), 3),
        (("map", "path", "retail-trade", "online-ordering"), 3),
        (("analyze", "bakery", "--view", "own"), 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_exit_codes_of_what_cannot_be(run: Run, words: tuple[str, ...], code: int) -> None:
    """2 usage, 3 wrong input, 5 no such file; nothing on standard output, the reason on the other."""
    found = run(*words)
    assert (found.code, found.out) == (code, "")
    assert found.err


def test_divergence_is_refused_everywhere(run: Run, tmp_path: Path) -> None:
    """A map whose influences grow without limit: exit 3 and the loop, from explain and from whatif."""
    grows = small_map(tmp_path, 25.0)
    business = "sectors: {alpha: 1}\n"
    for words in (("explain", "-", "booking"), ("whatif", "-", "--set", "horizon=5")):
        found = run(*words, "--map", grows, stdin=business)
        assert found.code == 3
        assert "alpha > beta > alpha" in one_line(found.err)


def test_files_are_written_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    """--output holds what would have been printed; an existing file is only written over with --force."""
    for words in (("explain", "bakery", "online-ordering"), ("whatif", "bakery", "--set", "horizon=5")):
        file = tmp_path / f"{words[0]}.txt"
        usual = run(*words).out
        assert run(*words, "--output", file).out == ""
        assert file.read_text(encoding="utf-8") == usual
        assert run(*words, "--output", file).code == 5
        assert run(*words, "--output", file, "--force").code == 0


# JSON.


@pytest.mark.parametrize("address", some(ADDRESSES), ids=" ".join)
@pytest.mark.parametrize(
    "options", [(), ("--method", "neighbours"), ("--method", "strongest"), ("--horizon", "0")], ids=" ".join
)
def test_an_explanation_is_what_its_schema_says(
    printed: Printed, address: tuple[str, str], options: tuple[str, ...]
) -> None:
    """--json validates against ``ecomap schema explanation``, field by field, and has every field required."""
    document = json.loads(printed("explain", *address, *options, "--json"))
    validator(printed, "explanation").validate(document)
    assert document["schema"] == "ecomap/explanation/2"
    assert document["method"] == (options[1] if "--method" in options else "walks")


@pytest.mark.parametrize(
    "words",
    [
        ("--set", "budget_eur=50000"), ("--set", "attenuation=0.6", "--set", "goal.reach=1"),
        ("--cut", "e-commerce>retail-trade"), ("--adopt", "online-ordering"), ("--set", "horizon=3"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_whatif_is_what_its_schema_says(printed: Printed, words: tuple[str, ...]) -> None:
    """--json validates against ``ecomap schema whatif``; its parts sum to its differences."""
    document = json.loads(printed("whatif", "bakery", *words, "--json"))
    validator(printed, "whatif").validate(document)
    assert document["schema"] == "ecomap/whatif/1"
    for row in document["opportunities"] + document["threats"]:
        odds = dict(row["log_odds"])
        assert odds.pop("total") == pytest.approx(sum(odds.values()), abs=1e-9)
        assert (row["outside"] == "") == (row["rank_after"] is not None)
        if row["rank_before"] and row["rank_after"]:
            gained = row["priority_after"] - row["priority_before"]
            assert sum(part["points"] for part in row["parts"]) == pytest.approx(gained, abs=1e-9)


INSIDE = ("traits", "technologies", "activities", "network_direct", "network_indirect")
"""Steps that the pathways open."""


@pytest.mark.parametrize(("firm", "trend", "told"), [("builder", "survey-and-crop-drones", False),
                                                      ("law-office", "generative-ai", True)])  # fmt: skip
def test_ties_that_move_nothing_are_not_listed(printed: Printed, firm: str, trend: str, told: bool) -> None:
    """A row of the last column that reads 0.00 says nothing; the JSON has all."""
    text = printed("explain", firm, trend, "--format", "text")
    assert ("Ties between sectors" in text) == told
    assert not re.search(r"[+-]0\.00  .+ → ", text)
    assert json.loads(printed("explain", firm, trend, "--json"))["couplings"]


@pytest.mark.parametrize("address", ADDRESSES, ids=" ".join)
def test_the_json_of_an_explanation_adds_up(printed: Printed, address: tuple[str, str]) -> None:
    """Waterfall to influence and log-odds, pathways and remainder to what they open, points to 100, to 1e-9."""
    document = json.loads(printed("explain", *address, "--json"))
    steps, row = document["waterfall"], document["row"]
    assert sum(step["points"] for step in steps) == pytest.approx(row["influence"], abs=1e-9)
    assert sum(step["log_odds"] for step in steps) == pytest.approx(row["log_odds"]["total"], abs=1e-9)
    opened = sum(step["log_odds"] for step in steps if step["name"] in INSIDE)
    pushes = sum(pathway["push"] for pathway in document["pathways"])
    assert pushes + document["remainder"] == pytest.approx(opened, abs=1e-9)
    assert row["priority"] + sum(row["lost"].values()) == 100
    gap = document["versus"]["here"] - document["versus"]["there"]
    assert sum(part["points"] for part in document["versus"]["parts"]) == pytest.approx(gap, abs=1e-9)


@pytest.mark.parametrize("name", ["bakery", "restaurant"])
def test_the_row_is_the_one_of_the_ranking(printed: Printed, ranked: Ranked, name: str) -> None:
    """Explained or ranked, a trend has one rank, one share, one priority, one action and one first step."""
    for rows in (ranked(name)["opportunities"], ranked(name)["threats"]):
        for row in (rows[0], rows[-1]):
            explained = json.loads(printed("explain", name, row["trend"]["id"], "--json"))["row"]
            opened = {"pathways", "remainder"}  # how many pathways are listed
            assert {k: v for k, v in explained.items() if k not in opened} == {
                k: v for k, v in row.items() if k not in opened
            }


def test_the_evidence_behind_each_step_is_in_the_map(printed: Printed, shipped: EcosystemMap) -> None:
    """Every evidence id of a pathway can be looked up; the first one with ``map evidence``."""
    document = json.loads(printed("explain", "bakery", "online-ordering", "--json"))
    named = {name for pathway in document["pathways"] for name in pathway["evidence"]}
    for name in named:
        assert name in {record.id for record in find_evidence(shipped, name).records}
    assert min(named) in printed("map", "evidence", min(named))


# Text.

NETWORK = ("network_direct", "network_indirect")


def waterfall(text: str) -> tuple[list[float], float]:
    """Return the printed points of the steps of a waterfall, and of its end."""
    block = text.split("comes about", 1)[1].split("The last column", 1)[0]
    found = re.findall(rf"^  (\S.*?) {{2,}}.*?{NUMBER}  {NUMBER}$", block, re.MULTILINE)
    names = [name for name, _, _ in found]
    assert names[:2] == ["the typical firm", "growth until then"]
    assert names[-1] == "influence"
    assert set(names[:-1]) <= set(STEPS.values())
    points = [float(number) for _, number, _ in found]
    return points[:-1], points[-1]


def assert_points_make_a_hundred(text: str) -> None:
    """Assert that printed priority and printed losses are whole and make 100."""
    told = re.search(r"(\d+ points(?: \+ \d+ \([^)]*\))*) = 100\.", " ".join(text.split()))
    assert sum(map(int, re.findall(r"(?:^| \+ )(\d+) ", told[1]))) == 100


def assert_the_waterfall_ends_at_the_influence(text: str) -> None:
    """Assert that the printed steps sum to the printed influence, in the last line and in the heading."""
    steps, influence = waterfall(text)
    heading = re.search(rf"influence of {NUMBER} points", text)
    assert round(sum(steps), 1) == influence == float(heading[1])


def assert_the_pathways_sum_to_their_heading(text: str) -> None:
    """Assert that pathways and "all other pathways" sum to what the heading says they make; a threat has none."""
    if re.search(r"^Rank \d+ of \d+ threats", text, re.MULTILINE):
        assert "athways" not in text
        return
    if "Pathways, heaviest first" not in text:  # none weighs anything: what they add up to is nothing, too
        ways = "|".join(STEPS[name] for name in ("traits", "technologies", "activities", *NETWORK))
        assert not re.search(rf"^  (?:{ways}) .*[+-](?!0\.0 )\d+\.\d  ", text, re.MULTILINE)
        return
    block = text.split("Pathways, heaviest first", 1)[1].split("\n\n", 1)[0]
    together = float(re.search(rf"together {NUMBER} points", block)[1])
    numbers = [float(number) for number in re.findall(rf"^ +{NUMBER}  ", block, re.MULTILINE)]
    assert "all other pathways" in block
    assert round(sum(numbers), 2) == together


def assert_the_comparison_adds_up(text: str) -> None:
    """Assert that here less there is the difference, and so is the sum of the four factors."""
    block = text.split("Against ", 1)[1].split("The two", 1)[0]
    pattern = rf"{NUMBER} - {NUMBER} = {NUMBER} points"
    here, there, difference = map(float, re.search(pattern, " ".join(block.split())).groups())
    parts = [float(number) for number in re.findall(rf"^ +{NUMBER}  ", block, re.MULTILINE)]
    assert len(parts) == 4
    assert round(here - there, 2) == round(sum(parts), 2) == difference


ADDING_UP = (
    assert_points_make_a_hundred, assert_the_waterfall_ends_at_the_influence, assert_the_pathways_sum_to_their_heading,
    assert_the_comparison_adds_up,
)  # fmt: skip


@pytest.mark.parametrize("check", ADDING_UP, ids=lambda check: check.__name__)
def test_what_is_printed_adds_up(opened: dict[tuple[str, str], str], check: Callable[[str], None]) -> None:
    """Points and losses make 100; waterfall, pathways and comparison sum to what is printed as their sum."""
    for text in opened.values():
        check(text)
        assert "\n\n\n" not in text  # no section is empty


def test_a_threat_is_explained_in_its_own_words(opened: dict[tuple[str, str], str], ranked: Ranked) -> None:
    """Firms are hit by it and do not use it, and no way speaks for it."""
    text = " ".join(opened["bakery", ranked("bakery")["threats"][0]["trend"]["id"]].split())
    assert "(how few firms like yours are hit)" in text
    assert "firms like yours use it" not in text


@pytest.mark.slow
@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_printed_adds_up_down_the_list(shipped: EcosystemMap, name: str) -> None:
    """The same of every third trend of every template, at 80 columns, none of them wider."""
    business = load_business(name, shipped)
    rows = rank_trends(shipped, business).opportunities
    for row in rows[::3]:
        text = written(explanation_sheet(explain_trend(shipped, business, row.trend.id)), "table")
        for check in ADDING_UP:
            check(text)
        assert max(cell_len(line) for line in text.splitlines()) <= 80


def test_the_printed_log_odds_add_up(opened: dict[tuple[str, str], str]) -> None:
    """The last column of the waterfall sums to its last line too."""
    for text in opened.values():
        block = text.split("comes about", 1)[1].split("The last column", 1)[0]
        *steps, total = (float(number) for number in re.findall(rf"{NUMBER}$", block, re.MULTILINE))
        assert round(sum(steps), 2) == total


def test_the_owner_is_told_in_words_first(printed: Printed, first_trends: dict[str, str]) -> None:
    """Read aloud: the paragraph below the name of the trend has no word of mathematics and no per cent sign."""
    for name in ("bakery", "clinic", "manufacturer"):
        trend = first_trends[name]
        text = printed("explain", name, trend)
        document = json.loads(printed("explain", name, trend, "--json"))
        paragraph = " ".join(text.split("\n", 1)[1].split())
        words = " ".join(document["words"])
        assert paragraph.startswith(words)
        assert not re.search(r"%|odds|logit|matrix|vector|coefficient|exponent|probabilit|deviation", words)


def test_an_explanation_names_things_by_their_names(opened: dict[tuple[str, str], str], shipped: EcosystemMap) -> None:
    """No id of trend, sector, activity or trait stands on the screen, and no log-odds."""
    kinds = (shipped.trends, shipped.sectors, shipped.activities, shipped.traits)
    names = " ".join(item.name for kind in kinds for item in kind).casefold()
    ids = {item.id for kind in kinds for item in kind if "-" in item.id and item.id not in names}
    assert any("would change places" in text for text in opened.values())
    for text in opened.values():
        assert not ids & set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", text))
        assert "log-odds" not in text


@pytest.mark.parametrize("columns", [60, 80])
def test_text_is_never_wider_than_the_screen(
    run: Run, monkeypatch: pytest.MonkeyPatch, first_trends: dict[str, str], columns: int
) -> None:
    """No line of an explanation has more cells than the terminal has columns."""
    monkeypatch.setenv("COLUMNS", str(columns))
    first, second = (("explain", name, first_trends[name]) for name in ("bakery", "manufacturer"))
    asked = (first, (*first, "--why-not"), second, ("explain", "clinic", "phishing-and-payment-fraud"))
    for words in asked:
        text = run(*words).out
        assert max(cell_len(line) for line in text.splitlines()) <= columns


@pytest.mark.parametrize("columns", [60, 80])
def test_a_whatif_is_never_wider_than_the_screen(run: Run, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    """No line of a what-if has more cells than the terminal has columns."""
    monkeypatch.setenv("COLUMNS", str(columns))
    text = run("whatif", "manufacturer", "--set", "maturity=4", "--set", "goal.cost=5", "--set", "skill.it=4").out
    assert max(cell_len(line) for line in text.splitlines()) <= columns


def test_a_waterfall_keeps_its_lines_on_a_narrow_screen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """At 60 columns, the least there is, bar and numbers of a step still share a line, and add up."""
    monkeypatch.setenv("COLUMNS", "60")
    steps, influence = waterfall(run("explain", "bakery", "online-ordering").out)
    assert round(sum(steps), 1) == influence


def test_plain_letters_only_where_there_is_nothing_else(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """No colour in a pipe: neither explanation nor what-if holds an escape character."""
    for words in (("explain", "bakery", "online-ordering"), ("whatif", "bakery", "--set", "horizon=5")):
        assert "\x1b" not in run(*words).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in run("explain", "bakery", "online-ordering").out


# Options.


def test_versus_sets_two_trends_against_each_other(printed: Printed) -> None:
    """The heading names the other one and its rank; the other way round the signs change."""
    there = printed("explain", "bakery", "online-ordering", "--versus", "online-reviews")
    back = printed("explain", "bakery", "online-reviews", "--versus", "online-ordering")
    pattern = rf"Against (.+) \(rank (\d+)\): {NUMBER} - {NUMBER} = {NUMBER} points"
    other, _, here, away, gap = re.search(pattern, " ".join(there.split())).groups()
    mirrored = re.search(pattern, " ".join(back.split())).groups()
    assert (other, mirrored[0]) == ("Online reviews", "Online ordering for pick-up or delivery")
    assert (here, away) == (mirrored[3], mirrored[2])
    assert float(gap) == -float(mirrored[4])


def test_why_not_is_short_and_adds_up(printed: Printed, ranked: Ranked) -> None:
    """--why-not tells rank, points, what most is lost to and the comparison with the one above; nothing else."""
    ranking = ranked("bakery")["opportunities"]
    row = ranking[9]
    text = " ".join(printed("explain", "bakery", row["trend"]["id"], "--why-not").split())
    assert "Rank 10 of" in text
    assert f"Against {ranking[8]['trend']['name']} (rank 9)" in text
    assert_points_make_a_hundred(text)
    worst = max(row["lost"].values())
    (cause,) = re.findall(rf" \+ {worst} \(([^)]*)\)", text)
    assert f"Most is lost to {cause}." in text
    assert "Pathways" not in text


def test_neighbours_have_pathways_of_one_step(printed: Printed) -> None:
    """With --method neighbours no pathway passes more than two sectors, none echoes, and nothing comes from afar."""
    asked = ("explain", "manufacturer", "predictive-maintenance", "--method", "neighbours")
    document = json.loads(printed(*asked, "--json"))
    routes = [pathway for pathway in document["pathways"] if pathway["kind"] == "coupling"]
    assert routes
    assert all(len(pathway["nodes"]) == 3 and pathway["echo"] == 1 for pathway in routes)
    assert document["row"]["log_odds"]["network_indirect"] == 0
    text = printed(*asked)
    assert "feedback" not in text
    assert "Ties between sectors" not in text
    steps, influence = waterfall(text)
    assert round(sum(steps), 1) == influence


def test_strongest_has_one_pathway_for_each_foreign_sector(printed: Printed) -> None:
    """With --method strongest each sector that is not the business's own begins one way to each of these at most."""
    document = json.loads(printed("explain", "bakery", "online-ordering", "--method", "strongest", "--json"))
    ways = [pathway for pathway in document["pathways"] if pathway["kind"] == "coupling"]
    ends = [(pathway["nodes"][1], pathway["nodes"][-1]) for pathway in ways]
    assert len(ends) == len(set(ends))
    assert all(pathway["echo"] == 1 for pathway in ways)
    steps, influence = waterfall(printed("explain", "bakery", "online-ordering", "--method", "strongest"))
    assert round(sum(steps), 1) == influence


NO_ROW = [
    ("click-and-collect", 'stands in the row of "online-ordering"'),
    ("open-banking", 'comes along with "cloud-accounting"'),
    ("artificial-intelligence-any", "is a total of other trends"),
    ("advanced-computing", "is counted by surveys, and nobody starts it by itself"),
    ("data-protection-law", "is a law: it applies or it does not"),
    ("precision-farming", "does not concern this business (needs fields or animals"),
    ("self-service-kiosks", "makes sense from 10 people on"),
    ("website", "is in use already"),
]
"""Trends that make no row for the bakery, and why."""


@pytest.mark.parametrize(("trend", "why"), NO_ROW, ids=[trend for trend, _ in NO_ROW])
def test_what_has_no_row_is_told_why(run: Run, trend: str, why: str) -> None:
    """A member of a family, an umbrella, a law, a gate not met, too few people: exit 3 and one sentence."""
    for words in (("explain", "bakery", trend), ("explain", "bakery", "online-reviews", "--versus", trend)):
        found = run(*words)
        assert (found.code, found.out) == (3, "")
        assert one_line(found.err).startswith(f'"{trend}" {why}')


def test_a_basic_is_told_as_one(run: Run) -> None:
    """What every firm needs has no rank among what is weighed by goals."""
    found = run("explain", "-", "automated-backups", stdin="sectors: {hairdresser: 1}\n")
    assert found.code == 3
    assert one_line(found.err).startswith('"automated-backups" is a basic that every firm needs, whatever its goals')


def test_every_trend_has_a_row_or_a_reason_why_not(shipped: EcosystemMap) -> None:
    """Nothing of the map is lost: a trend is in a list, in use, or refused with one of the reasons that there are."""
    business = load_business("bakery", shipped)
    ranking = rank_trends(shipped, business)
    listed = {row.trend.id for row in (*ranking.opportunities, *ranking.threats)}
    reasons = (
        "stands in the row of ", "comes along with ", "is a total of ", "is counted by ", "is a law", "is a basic ",
        "does not concern this business (needs ", "touches nothing of ", "makes sense from ", "is in use ",
    )  # fmt: skip
    for trend in shipped.trends:
        if trend.id not in listed:
            with pytest.raises(EcomapError) as refused:
                explain_trend(shipped, business, trend.id)
            assert str(refused.value).removeprefix(f'"{trend.id}" ').startswith(reasons), str(refused.value)


def test_a_whatif_tells_what_was_changed(printed: Printed) -> None:
    """The first line has the business and every change; a change of nothing says so of both lists."""
    text = printed("whatif", "bakery", "--set", "horizon=5", "--cut", "e-commerce>retail-trade", "--adopt", "chatbots")
    assert text.splitlines()[0].endswith("horizon = 5; without e-commerce>retail-trade; chatbots in use")
    assert "→ in use" in text
    nothing = printed("whatif", "bakery", "--set", "horizon=3")
    assert "Opportunities: nothing changes." in nothing
    assert "Threats: nothing changes." in nothing


def test_a_whatif_tells_a_changed_action(printed: Printed, ranked: Ranked) -> None:
    """With means for all that had to wait, what was to be prepared for is told, though nothing else changes."""
    words = ("whatif", "bakery", "--set", "budget_eur=100000", "--set", "hours_per_week=40")
    moved = json.loads(printed(*words, "--json"))["opportunities"]
    waited = [row for row in ranked("bakery")["opportunities"] if row["action"]["name"] == "prepare"]
    assert {row["trend"] for row in moved} == {row["trend"]["id"] for row in waited} != set()
    for row in moved:
        assert (row["rank_before"], row["action_before"]) == (row["rank_after"], "prepare")
        assert row["action_after"] in ("act", "pilot")
        assert row["priority_before"] == row["priority_after"]
        assert f"prepare → {row['action_after']}" in printed(*words)


def test_the_printed_parts_of_a_whatif_add_up(printed: Printed) -> None:
    """The printed parts of every row sum to its printed points."""
    text = printed("whatif", "manufacturer", "--set", "maturity=4", "--set", "goal.cost=5", "--set", "skill.it=4")
    rows = re.findall(rf"{NUMBER} points \((.*?)\);", text)
    assert rows
    for gained, parts in rows:
        assert round(sum(map(float, re.findall(NUMBER, parts))), 2) == float(gained)


def test_ways_are_told_from_the_strongest_down(printed: Printed) -> None:
    """``map path`` prints strength, ids and names; strengths fall, no way passes a sector twice, --top limits them."""
    lines = [line.split("\t") for line in printed("map", "path", "e-commerce", "food-manufacturing").splitlines()]
    strengths = [float(strength) for strength, _, _ in lines]
    assert len(lines) == 5
    assert strengths == sorted(strengths, reverse=True)
    for _, ids, names in lines:
        way = ids.split(" > ")
        assert (way[0], way[-1]) == ("e-commerce", "food-manufacturing")
        assert len(set(way)) == len(way) == len(names.split(" → "))
    assert len(printed("map", "path", "e-commerce", "food-manufacturing", "--top", "12").splitlines()) == 12


def test_a_way_from_a_trend_begins_with_its_prevalence(run: Run, tmp_path: Path) -> None:
    """The straight way from a trend to a sector is as strong as its prevalence there, a way round times a coupling."""
    found = run("map", "path", "booking", "alpha", "--map", small_map(tmp_path, 0.25)).out
    assert [line.split("\t")[:2] for line in found.splitlines()] == [
        ["0.200000", "booking > alpha"],
        ["0.200000", "booking > beta > alpha"],  # .8 x .25
    ]


def test_where_nothing_leads_nothing_is_printed(run: Run, tmp_path: Path) -> None:
    """No way is an answer, not an error: exit 0, an empty output, a remark beside it."""
    alone = small_map(tmp_path, 0.5)
    text = alone.read_text(encoding="utf-8")
    alone.write_text(text.replace("  - {source: alpha, target: beta, coupling: 0.5, evidence: judged}\n", ""))
    found = run("map", "path", "alpha", "beta", "--map", alone)
    assert (found.code, found.out) == (0, "")
    assert one_line(found.err) == "Nothing leads from alpha to beta: no chain of couplings does."


def test_a_trend_that_nobody_counts_says_so_and_where_its_estimate_is(run: Run) -> None:
    """A way begins with a figure of a sector; of a trend without one it is told how it is explained, which works."""
    found = run("map", "path", "Chatbots for customer questions", "retail-trade")
    assert (found.code, found.out) == (0, "")
    told, _, command = one_line(found.err).partition("What is estimated there: ecomap ")
    assert "no sector has a figure of it" in told
    assert run(*command.split()).code == 0


def test_what_takes_something_off_a_threat_is_one_sentence(run: Run) -> None:
    """Names of practices are sentences: they begin small, and a semicolon parts them."""
    told = " ".join(run("explain", "hairdresser", "phishing-and-payment-fraud", "--format", "text").out.split())
    sentence = told.partition("What would take something off it: ")[2].partition(". ")[0]
    assert sentence.count("; ") >= 2
    assert all(part[0].islower() for part in sentence.split("; "))


def test_a_word_of_a_name_is_enough_or_all_that_have_it_are_named(run: Run) -> None:
    """As for `watch review`; of "phishing" an alias of another trend alone was proposed, news mean one thing by it."""
    assert run("explain", "bakery", "data entry").out == run("explain", "bakery", "data-entry-automation").out
    assert run("explain", "bakery", "phishing").out == run("explain", "bakery", "phishing-and-payment-fraud").out
    answer = run("explain", "bakery", "security")
    assert (answer.code, answer.out) == (3, "")
    assert "security-awareness-training (Security training for staff)" in answer.err


def test_without_a_country_no_list_of_countries_stands_in_the_place_of_the_law(run: Run, tmp_path: Path) -> None:
    """An undertaker who names no country was told the law of 26 on the till; the number and what decides are enough."""
    (tmp_path / "a.yaml").write_text("{id: a, sectors: {undertaker: 1}}", encoding="utf-8")
    told = " ".join(run("explain", tmp_path / "a.yaml", "digital-point-of-sale", "-f", "table").out.split())
    assert re.search(r"What the law asks with it hangs on the country, which is not said \(\d+ known\)\.", told)
    assert "(SE" not in told


def test_what_moves_most_is_told_first(printed: Printed) -> None:
    """Points before what to do, that before how many use it: without money, and looked at later, no row keeps its do.

    Money changes no points, only what can be begun; years change how many use a thing, and no points either.
    """
    text = printed("whatif", "bakery", "--set", "horizon=5", "--set", "budget_eur=0", "--format", "table")
    told = text.partition("\n\nThreats")[0].splitlines()[3:]
    begun = [line.split("; ")[0].strip() for line in told if " → prepare" in line]
    assert begun
    assert [" → prepare" in line for line in told[1 : 2 * len(begun) : 2]] == [True] * len(begun)
    assert "change; the 12 largest)" in text
    grown = [re.search(r"([\d.]+)% → ([\d.]+)% of firms", line) for line in told[2 * len(begun) + 1 :: 2]]
    steps = [float(found[2]) - float(found[1]) for found in grown if found]
    assert len(steps) > 3
    assert all(one >= two - 0.1001 for one, two in itertools.pairwise(steps))
    assert "(none)" not in text
