"""``analyze``: where the business comes from, and what each option changes."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from terminal import Printed, Ranked, Ranking, Run, process

from ecomap import business_of_sectors, load_map, rank_trends
from ecomap.cli.analyze import _next_step
from ecomap.places import data_folder
from plain_files import read_yaml

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


@pytest.fixture(scope="session")
def practices() -> dict[str, Row]:
    """Return the practices by id, straight from their file."""
    return {item["id"]: item for item in read_yaml(data_folder() / "practices.yaml")["practices"]}


def numbers(ranking: Ranking) -> list[Any]:
    """Return what a ranking says of its trends."""
    return [ranking["opportunities"], ranking["threats"]]


def by_trend(rows: list[Row]) -> dict[str, Row]:
    """Return rows by the id of their trend."""
    return {row["trend"]["id"]: row for row in rows}


def test_a_file_of_ones_own_is_analyzed(ranked: Ranked, tmp_path: Path) -> None:
    """Kinds by any word become sectors, weights of any scale shares: a café 3, a bakery (.6 food, .4 shop) 1."""
    file = tmp_path / "mine.yaml"
    file.write_text(MINE, encoding="utf-8")
    business = ranked(str(file), "--top", "1")["business"]
    assert business["name"] == "Corner Café"
    assert business["kinds"] == {"cafe": 0.75, "bakery": 0.25}
    assert business["sectors"] == pytest.approx(
        {"restaurants": 0.75, "food-manufacturing": 0.15, "retail-trade": 0.1}, abs=1e-12
    )


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


@pytest.mark.parametrize("name", ["RESTAURANTS", "restaurants and cafes", "isic:5610", "I56"])
def test_a_sector_is_found_by_any_of_its_names(ranked: Ranked, name: str) -> None:
    """Id, name and code of ISIC and NACE give one answer, case and accents ignored."""
    assert ranked("--sector", name, "--top", "1") == ranked("--sector", "restaurants", "--top", "1")


@pytest.mark.parametrize(
    ("options", "shares"),
    [
        (("restaurants=7", "hospitality=3"), {"restaurants": 0.7, "hospitality": 0.3}),
        (("restaurants=0.7", "hospitality"), {"restaurants": 0.7, "hospitality": 0.3}),
        (("restaurants", "hospitality"), {"restaurants": 0.5, "hospitality": 0.5}),
        (
            ("restaurants=0.5", "hospitality", "agriculture"),
            {"restaurants": 0.5, "hospitality": 0.25, "agriculture": 0.25},
        ),
        (("Hotels and lodging=0.25", "hospitality=0.25", "farming=0.5"), {"hospitality": 0.5, "agriculture": 0.5}),
        (("hotel=0.8", "hospitality=0.2"), {"hospitality": 0.88, "restaurants": 0.12}),
    ],
)
def test_sectors_stand_for_a_business(ranked: Ranked, options: tuple[str, ...], shares: dict[str, float]) -> None:
    """Shares are of any scale; sectors without one divide what is left of 1; two names of one sector add up."""
    argv = [word for option in options for word in ("--sector", option)]
    assert ranked(*argv, "--top", "1")["business"]["sectors"] == pytest.approx(shares, abs=1e-12)


VIEWS = ("all", "new", "catch-up", "cross")


def test_of_a_code_that_may_be_several_trades_of_a_sector_it_is_told_which(run: Run) -> None:
    """Taxis are 49.32 in NACE 2, buses by the hour in 2.1; what is told is taken, of one meaning nothing is told."""
    told = " ".join(run("analyze", "-s", "4932", "--top", "1").err.split())
    assert told.startswith('"4932" may be nace2:49.32: taxi or nace2.1:49.32: bus-operator. Taken is their sector;')
    assert run("analyze", "-s", "nace2:49.32", "-s", "86.95", "--top", "1").err == ""


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


def traits_of(template: str) -> dict[str, float]:
    """Return the traits that a template says of itself, straight from its file."""
    traits: dict[str, float] = read_yaml(data_folder() / "templates" / f"{template}.yaml").get("traits", {})
    return traits


def test_a_trait_on_the_command_line_overrules_that_of_the_file(ranked: Ranked) -> None:
    """By id or name, as number or per cent; other traits stay, and what firms with the trait use moves up or down."""
    plain, said = (ranked("bakery", *more) for more in ((), ("--trait", "takes-bookings=1")))
    assert said["business"]["traits"] == traits_of("bakery") | {"takes-bookings": 1.0}
    assert said == ranked("bakery", "--trait", "Takes bookings=100%")
    assert said != plain
    levels = [trait_part("online-booking", level) for level in ("0", "0.5", "1")]
    assert levels == sorted(levels)
    assert levels[0] < levels[2]


def trait_part(trend: str, level: str) -> float:
    """Return what the traits of a health firm add to the log-odds of a trend, by how far it takes bookings."""
    ecosystem, _ = load_map()
    business = business_of_sectors({"health-care": 1}, ecosystem)
    said = business.model_copy(update={"traits": {"takes-bookings": float(level)}})
    (row,) = [row for row in rank_trends(ecosystem, said).opportunities if row.trend.id == trend]
    return row.log_odds.traits


def test_a_level_on_the_map_is_a_trait_of_the_sector(ranked: Ranked) -> None:
    """Saying of a hotel what its sector says of itself changes no number."""
    sectors = read_yaml(data_folder() / "sectors.yaml")
    (hotels,) = [sector for sector in sectors["sectors"] if sector["id"] == "hospitality"]
    own = f"takes-bookings={hotels['traits']['takes-bookings']}"
    plain, said = (ranked("--sector", "hospitality", *more) for more in ((), ("--trait", own)))
    assert numbers(said) == numbers(plain)


@pytest.mark.parametrize(
    ("said", "code", "told"),
    [
        ("takes-bokings=1", 3, 'Did you mean "takes-bookings"'),
        ("takes-bookings=2", 2, "--trait"),
        ("takes-bookings=much", 2, "--trait"),
        ("takes-bookings=-1", 2, "--trait"),
    ],
)
def test_a_trait_that_cannot_be_is_refused(run: Run, said: str, code: int, told: str) -> None:
    """No such trait, no level from 0 to 1: nothing on standard output, and the way out on the other."""
    answer = run("analyze", "bakery", "--trait", said)
    assert (answer.code, answer.out) == (code, "")
    assert told in answer.err


def test_all_is_the_usual_view(ranked: Ranked) -> None:
    """Without a view every opportunity is shown."""
    assert ranked("bakery") == ranked("bakery", "--view", "all")


BELONGS = {
    "all": lambda row: row["rank"] > 0,
    "new": lambda row: row["mark"] == "new",
    "catch-up": lambda row: row["mark"] == "catch-up",
    "cross": lambda row: row["cross"],
}
"""What a view shows."""


@pytest.mark.parametrize("template", ["bakery", "restaurant"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_hides_and_does_not_rank(ranked: Ranked, template: str, view: str) -> None:
    """A view has the rows that belong to it, whole: rank, action and all else are those among all."""
    everything = ranked(template)["opportunities"]
    shown = ranked(template, "--view", view)["opportunities"]
    assert shown == [row for row in everything if BELONGS[view](row)]
    assert shown
    assert ranked(template, "--view", view, "--top", "1")["opportunities"] == shown[:1]


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
    ],
)
def test_goals_on_the_command_line_overrule_those_of_the_file(
    ranked: Ranked,
    fit_of_trends: dict[str, dict[str, float]],
    options: tuple[str, ...],
    weights: dict[str, float],
) -> None:
    """Goal fit is the weighted mean of how well a trend serves the goals, at least 0.05."""
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


def by_priority(ranking: Ranking) -> list[str]:
    """Return the opportunities by rank."""
    return [row["trend"]["id"] for row in ranking["opportunities"]]


@pytest.mark.parametrize("template", ["clinic", "restaurant", "online-shop"])
def test_what_most_have_is_asked_for_unless_it_is_in_use(ranked: Ranked, template: str) -> None:
    """``check`` has the rows marked as catching up, by rank and whatever the view; what is in use is asked no more."""
    ranking = ranked(template)
    usual = [row["trend"]["id"] for row in ranking["opportunities"] if row["mark"] == "catch-up"]
    assert ranking["check"] == usual
    assert len(usual) > 1
    for view in VIEWS:
        assert ranked(template, "--view", view, "--top", "1")["check"] == usual
    assert not set(usual) & set(ranking["adopted"])


def test_basics_are_no_rows_and_are_asked_for(ranked: Ranked) -> None:
    """What every firm needs and has not said stands in ``basics`` alone; goals neither bury nor lift it."""
    asked = ranked("--sector", "hairdresser")
    assert {"automated-backups", "multi-factor-authentication", "password-managers"} <= set(asked["basics"])
    assert not set(asked["basics"]) & set(by_priority(asked))
    assert ranked("--sector", "hairdresser", "--goal", "reach")["basics"] == asked["basics"]
    assert ranked("hairdresser")["basics"] == ["password-managers", "automated-backups"]  # it has the other


def test_the_law_is_asked_for_a_day(ranked: Ranked, printed: Printed) -> None:
    """A duty of 2027 is to come the day before and binds on the day; without ``--as-of`` it is the day of the clock."""
    days = {"from": "2026-12-31", "yes": "2027-01-01"}
    asked = {applies: ranked("bakery", "--as-of", day) for applies, day in days.items()}
    for applies, ranking in asked.items():
        assert ranking["as_of"] == days[applies]
        (yearly,) = [duty for duty in ranking["duties"] if duty["id"] == "pt-saft-accounts"]
        assert (yearly["from"], yearly["applies"]) == ("2027-01-01", applies)
        lines = printed("analyze", "bakery", "--format", "table", "--as-of", days[applies])
        told = {"from": "from", "yes": "since"}[applies]
        assert f"(PT, {told} 2027-01-01)" in " ".join(lines.split())
    assert asked["from"]["opportunities"] == asked["yes"]["opportunities"]
    assert ranked("bakery")["as_of"] == "2026-11-28"


def test_the_law_line_of_a_portuguese_bakery_names_certified_billing(printed: Printed, ranked: Ranked) -> None:
    """It has one line of law, with its country's; a firm of which no country is said has none that surely binds it."""
    text = " ".join(printed("analyze", "bakery", "--format", "table").split())
    assert "Bill with certified software" in text[text.index("The law asks: ") :]
    duties = ranked("--sector", "bakery")["duties"]
    assert {duty["applies"] for duty in duties} <= {"unknown", "no"}


def test_a_day_with_dots_is_read(printed: Printed) -> None:
    """The day stands first in all languages that write it so."""
    assert printed("analyze", "bakery", "--as-of", "1.2.2026") == printed("analyze", "bakery", "--as-of", "2026-02-01")


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "28/11/2026"])
def test_a_day_that_is_none_is_refused(run: Run, day: str) -> None:
    """Exit 2, with the form of a date."""
    answer = run("analyze", "bakery", "--as-of", day)
    assert (answer.code, answer.out) == (2, "")
    assert "is no day. Write" in answer.err


def test_a_row_says_how_to_begin(ranked: Ranked, practices: dict[str, Row]) -> None:
    """A first step is a practice of the trend, its hours and euros those of the map's file."""
    rows = ranked("bakery")["opportunities"]
    for row in rows[:30]:
        step = row["first_step"]
        known = practices[step["practice"]]
        assert step["practice"] in row["practices"]
        assert (known["trend"], known["first_step"]) == (row["trend"]["id"], step["text"])
        fields = ("effort_hours", "one_off_eur", "monthly_eur", "upkeep_hours_per_month")
        assert [step[name] for name in fields] == [known[name] for name in fields]


def test_what_would_help_against_a_threat_is_free_to_begin(ranked: Ranked, practices: dict[str, Row]) -> None:
    """Missing protections are practices that take something off that threat, of trends that are not in use."""
    ranking = ranked("bakery")
    assert any(row["missing_protections"] for row in ranking["threats"])
    for row in ranking["threats"]:
        for name in row["missing_protections"]:
            assert row["trend"]["id"] in practices[name]["reduces"]
            assert practices[name]["trend"] not in ranking["adopted"]
    assert not any(row["missing_protections"] for row in ranking["opportunities"])


@pytest.mark.parametrize(
    ("conditions", "code", "told"),
    [
        (("privacy",), 4, "privacy: Generative AI for text and speech"),
        (("threats",), 0, ""),
        (("basics", "threats"), 4, "basics: Password manager"),
        (("not-assessed",), 0, ""),
    ],
)
def test_a_script_can_ask_for_conditions(run: Run, conditions: tuple[str, ...], code: int, told: str) -> None:
    """The answer is written all the same; what does not hold is told on standard error, and the code is 4."""
    options = [part for one in conditions for part in ("--fail-on", one)]
    answer = run("analyze", "consulting", "--json", *options)
    assert answer.code == code
    assert told in answer.err
    assert json.loads(answer.out)["opportunities"]


def test_threats_that_ask_for_something_now_are_a_condition(run: Run) -> None:
    """Of a garage those whose action is to act, by name, as its JSON has them; there is one at least."""
    answer = run("analyze", "garage", "--json", "--fail-on", "threats")
    rows = json.loads(answer.out)["threats"]
    names = [row["trend"]["name"] for row in rows if row["action"]["name"] == "act"]
    assert names
    assert answer.code == 4
    assert f"threats: {', '.join(names)}" in answer.err


@pytest.mark.parametrize("form", ["table", "tsv", "json"])
def test_a_condition_asks_of_every_row_however_many_are_shown(run: Run, form: str) -> None:
    """A hotel's thirteenth row may be unfair: on a terminal, which shows some, it is told as in a pipe."""
    answer = run("analyze", "hotel", "--fail-on", "bias", "--format", form)
    assert (answer.code, answer.err) == (4, run("analyze", "hotel", "--fail-on", "bias", "--top", "1").err)


def test_what_comes_next_never_writes_over_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that a file beside has but for its ending leads to the file; another is written where nothing stands."""
    compiled, _ = load_map()
    ranking = rank_trends(compiled, business_of_sectors({"mine": 1.0}, compiled))
    monkeypatch.chdir(tmp_path)
    assert _next_step("mine", ranking, None).startswith("ecomap business show mine -o mine.yaml ")
    (tmp_path / "mine.yaml").write_text("sectors: {undertaker: 1}\n", encoding="utf-8")
    assert _next_step("mine", ranking, None).startswith("ecomap analyze mine.yaml ")
