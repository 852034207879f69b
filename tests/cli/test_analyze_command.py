"""``analyze``: where the business comes from, and what each option changes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from plain_files import read_yaml
from terminal import Printed, Ranked, Ranking, Run, process

from ecomap.places import data_folder

Row = Mapping[str, Any]

MINE = """\
id: corner-cafe
name: Corner Café
sectors: {cafe: 3, bakery: 1}
goals: {reach: 1}
"""


@pytest.fixture(scope="session")
def fit_of_trends() -> dict[str, dict[str, float]]:
    """Return how well each trend serves each goal, straight from the files."""
    files = sorted((data_folder() / "trends").glob("*.yaml"))
    trends = [trend for file in files for trend in read_yaml(file).get("trends", [])]
    return {trend["id"]: trend.get("goals", {}) for trend in trends}


def numbers(ranking: Ranking) -> list[Any]:
    """Return what a ranking says of its trends."""
    return [ranking["opportunities"], ranking["threats"]]


def by_trend(rows: list[Row]) -> dict[str, Row]:
    """Return rows by the id of their trend."""
    return {row["trend"]["id"]: row for row in rows}


def test_a_file_of_ones_own_is_analyzed(ranked: Ranked, tmp_path: Path) -> None:
    """Sectors by alias become ids, weights of any scale become shares: 3 and 1 are 0.75 and 0.25."""
    file = tmp_path / "mine.yaml"
    file.write_text(MINE, encoding="utf-8")
    business = ranked(str(file), "--top", "1")["business"]
    assert business["name"] == "Corner Café"
    assert business["sectors"] == {"restaurants": 0.75, "food-manufacturing": 0.25}


def test_standard_input_is_read_like_a_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``-`` gives the same bytes as a file of the same content, even one that is called as a template is."""
    monkeypatch.chdir(tmp_path)
    Path("bakery").write_text(MINE, encoding="utf-8")
    assert run("analyze", "-", stdin=MINE) == run("analyze", "bakery")


def test_a_template_is_analyzed_like_its_copy(run: Run, printed: Printed, tmp_path: Path) -> None:
    """A template's ranking is that of the file a user copies from it."""
    file = tmp_path / "mine.yaml"
    file.write_text(printed("business", "show", "bakery"), encoding="utf-8")
    assert run("analyze", file, "--format", "json").out == printed("analyze", "bakery", "--format", "json")


@pytest.mark.parametrize("name", ["CAFE", "restaurants and cafes", "isic:5610", "I56", "naics:722511"])
def test_a_sector_is_found_by_any_of_its_names(ranked: Ranked, name: str) -> None:
    """Id, name, alias and code of ISIC, NACE and NAICS give one answer, case and accents ignored."""
    assert ranked("--sector", name, "--top", "1") == ranked("--sector", "restaurants", "--top", "1")


@pytest.mark.parametrize(
    ("options", "shares"),
    [
        (("restaurants=7", "hotel=3"), {"restaurants": 0.7, "hospitality": 0.3}),
        (("restaurants=0.7", "hotel"), {"restaurants": 0.7, "hospitality": 0.3}),
        (("restaurants", "hotel"), {"restaurants": 0.5, "hospitality": 0.5}),
        (("restaurants=0.5", "hotel", "farm"), {"restaurants": 0.5, "hospitality": 0.25, "agriculture": 0.25}),
        (("hotel=0.25", "hospitality=0.25", "farm=0.5"), {"hospitality": 0.5, "agriculture": 0.5}),
    ],
)
def test_sectors_stand_for_a_business(ranked: Ranked, options: tuple[str, ...], shares: dict[str, float]) -> None:
    """Shares are of any scale; sectors without one divide what is left of 1; two names of one sector add up."""
    argv = [word for option in options for word in ("--sector", option)]
    assert ranked(*argv, "--top", "1")["business"]["sectors"] == pytest.approx(shares, abs=1e-12)


def test_views_divide_the_opportunities(ranked: Ranked) -> None:
    """``cross`` has those in which other sectors lead, ``own`` the rest, ``all`` both; each row is otherwise alike."""
    cross, own, everything = (by_trend(ranked("bakery", "--view", view)["opportunities"]) for view in VIEWS)
    assert all(row["lead"] > 0 for row in cross.values())
    assert all(row["lead"] <= 0 for row in own.values())
    assert cross
    assert own
    assert cross.keys() | own.keys() == everything.keys()
    for trend, row in (cross | own).items():
        same = {"rank", "action"}  # which row is first depends on the view, and the action on the rank
        assert {k: v for k, v in row.items() if k not in same} == {
            k: v for k, v in everything[trend].items() if k not in same
        }


VIEWS = ("cross", "own", "all")


def test_country_and_people_on_the_command_line_overrule_those_of_the_file(ranked: Ranked) -> None:
    """The bakery is Portuguese and has six people; saying so changes nothing, another place moves its numbers."""
    plain, same = ranked("bakery"), ranked("bakery", "--country", "Portugal", "--employees", "6")
    assert same == plain
    moved = ranked("bakery", "--country", "dk", "--employees", "60")
    assert (moved["business"]["country"], moved["business"]["employees"]) == ("DK", 60)
    assert moved["opportunities"] != plain["opportunities"]
    placed = ranked("--sector", "hairdresser", "--country", "PL", "--employees", "2")
    (booking,) = [row for row in placed["opportunities"] if row["trend"]["id"] == "online-booking"]
    assert booking["log_odds"]["country"] < 0 > booking["log_odds"]["size"]  # ten or more in the EU do more


def test_all_is_the_usual_view(ranked: Ranked) -> None:
    """Without a view every opportunity is shown."""
    assert ranked("bakery") == ranked("bakery", "--view", "all")


def test_a_view_hides_and_does_not_rank(ranked: Ranked) -> None:
    """A trend has one rank and one action: those among all; the other two views share the list between them."""
    everything = {row["rank"]: row for row in ranked("bakery", "--top", "200")["opportunities"]}
    parts = [ranked("bakery", "--view", view, "--top", "200")["opportunities"] for view in ("cross", "own")]
    assert {row["rank"]: row for part in parts for row in part} == everything
    assert sum(map(len, parts)) == len(everything)


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_leaves_out_a_threat(ranked: Ranked, view: str) -> None:
    """Threats are a list of their own, the same in every view."""
    assert ranked("bakery", "--view", view)["threats"] == ranked("bakery")["threats"]


@pytest.mark.parametrize(
    ("options", "weights"),
    [
        (("reach=1",), {"reach": 1.0}),
        (("reach=2", "cost=1"), {"reach": 2 / 3, "cost": 1 / 3}),
        (("reach=20", "cost=10"), {"reach": 2 / 3, "cost": 1 / 3}),
        (("reach=7", "reach=1"), {"reach": 1.0}),
    ],
)
def test_goals_on_the_command_line_overrule_those_of_the_file(
    ranked: Ranked,
    fit_of_trends: dict[str, dict[str, float]],
    options: tuple[str, ...],
    weights: dict[str, float],
) -> None:
    """Goal fit is the weighted mean of how well a trend serves the goals, at least 0.05; a goal's last word counts."""
    argv = [word for option in options for word in ("--goal", option)]
    for row in ranked("bakery", *argv)["opportunities"]:
        fit = fit_of_trends[row["trend"]["id"]]
        expected = sum(weight * fit.get(goal, 0.0) for goal, weight in weights.items())
        assert row["goal_fit"] == pytest.approx(max(0.05, expected), abs=1e-9)


def test_goals_move_the_ranks(ranked: Ranked) -> None:
    """Who wants security is told another first thing than who wants reach."""
    first = {
        ranked("bakery", "--goal", f"{goal}=1", "--top", "1")["opportunities"][0]["trend"]["id"]
        for goal in ("reach", "cost")
    }
    assert len(first) == 2


def test_the_horizon_moves_the_likelihood_by_the_pace(ranked: Ranked) -> None:
    """The pace counts once a year: twice the years, twice its part of the log-odds; nothing else in them changes."""
    now, three, six = (by_trend(ranked("bakery", "--horizon", h)["threats"]) for h in ("0", "3", "6"))
    assert now.keys() == three.keys() == six.keys()
    for trend, row in three.items():
        pace = row["log_odds"]["pace"]
        assert now[trend]["log_odds"]["pace"] == 0
        assert now[trend]["likelihood"] == pytest.approx(row["likelihood_today"], abs=1e-9)
        assert six[trend]["log_odds"]["pace"] == pytest.approx(2 * pace, abs=1e-9)
        rest = {part: value for part, value in row["log_odds"].items() if part not in ("pace", "total")}
        assert rest == {part: six[trend]["log_odds"][part] for part in rest}
        if pace > 0:
            assert row["likelihood_today"] < row["likelihood"] < six[trend]["likelihood"]
    assert any(row["log_odds"]["pace"] > 0 for row in three.values())


@pytest.mark.parametrize("years", [0, 3, 20])
def test_the_year_at_the_horizon_is_named(ranked: Ranked, years: int) -> None:
    """Today is the year of the map, the horizon so many years later."""
    ranking = ranked("bakery", "--horizon", str(years), "--top", "1")
    assert ranking["horizon"] - ranking["today"] == years
    assert str(ranking["today"]) == ranking["map"]["version"][:4]


def test_top_is_the_head_of_both_lists(ranked: Ranked) -> None:
    """``--top`` leaves out rows and changes none."""
    few, everything = ranked("bakery", "--top", "3"), ranked("bakery")
    assert numbers(few) == [rows[:3] for rows in numbers(everything)]


def test_more_than_there_are_is_all(ranked: Ranked) -> None:
    """A number of trends beyond those there are is no mistake."""
    assert ranked("bakery", "--top", "9999") == ranked("bakery")


def test_what_is_in_use_already_is_not_proposed(ranked: Ranked) -> None:
    """Adopted trends stand in a list of their own and nowhere else."""
    ranking = ranked("bakery", "--view", "all")
    proposed = {row["trend"]["id"] for rows in numbers(ranking) for row in rows}
    assert ranking["adopted"]
    assert not proposed & set(ranking["adopted"])


def test_the_same_question_has_the_same_answer_to_the_byte() -> None:
    """Neither the run nor the order in which Python keeps its sets changes a byte."""
    argv = ["analyze", "bakery", "--format", "json"]
    first, second = (process(argv, environment={"PYTHONHASHSEED": seed}) for seed in ("1", "2"))
    assert first.code == 0
    assert first == second
