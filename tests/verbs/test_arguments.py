"""The door of the library: no other error than ours, whatever a program calls with, and a way out that works."""

import contextlib
import inspect
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

import ecomap
from ecomap import EcomapError, Logbook, Settings, World
from ecomap.engine import solver
from ecomap.errors import ArgumentError, InputError, Location, Problem, UnknownNameError
from ecomap.model import OwnActivity, OwnInfluence
from ecomap.results import logbook
from ecomap.verbs import plan_solving, public_names
from ecomap.verbs.causes import Confirmed
from maps import some

FUNCTIONS = [name for name in sorted(public_names()) if inspect.isfunction(getattr(ecomap, name))]
WRONG = (
    None, "foo", "", -1, 0.5, float("nan"), True, b"bytes", [], {}, ("x",), {"x": "y"}, ["bakery"], object(), int,
    10**400, date.max, date.min, datetime(2026, 11, 28, 9), datetime.max,
)  # fmt: skip
NEEDS_ARROW = {"batch_schema", "rank_batches"}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Return a right value for every parameter of the library's functions."""
    ecosystem, _ = ecomap.load_map()
    whole = ecomap.load_whole_map()
    bakery = ecomap.load_business("bakery", ecosystem)
    radar = tmp_path_factory.mktemp("radar") / "radar.csv"
    radar.write_text("name,ring\nWebsite,adopt\n", encoding="utf-8")
    return {
        "ecosystem": ecosystem, "business": bakery, "businesses": [bakery], "settings": Settings(), "trend": "website",
        "world": World(ecosystem, bakery, Settings()), "sets": {"budget_eur": "1"}, "old": whole, "new": whole,
        "shares": {"bakery": 1.0}, "sectors": ["bakery", "hotel"], "asked": "website", "words": "website",
        "name": "bakery", "text": "sectors: {bakery: 1}\n", "start": "website", "end": "hotel", "batches": [],
        "sha256": "", "top": 3, "count": 3, "as_of": date(2026, 11, 28), "started": date(2026, 11, 28), "pilots": [],
        "readings": [], "snapshots": [], "day": date(2026, 11, 28), "sources": [], "news": [],
        "path": radar, "drawing": ecomap.read_drawing(radar),
        "logbook": Logbook(tmp_path_factory.mktemp("book") / "a.sqlite"),
    }  # fmt: skip


def needs(name: str, good: dict[str, object]) -> dict[str, object]:
    """Return a right value for every parameter of a function that needs one."""
    parameters = inspect.signature(getattr(ecomap, name)).parameters
    needed = {key: good[key] for key, parameter in parameters.items() if parameter.default is parameter.empty}
    if name in ("draw_map", "find_evidence", "globalise", "match_drawing", "summarise"):
        needed["ecosystem"] = good["old"][0]  # type: ignore[index]
    said = {"globalise": {"to": ["DE"]}, "new_pilot": {"name": "a", "kpi": "b", "better": "up"}}
    return needed | said.get(name, {"business": "bakery"} if name == "logbook_beside" else {})


def called(name: str, arguments: dict[str, object]) -> None:
    """Call a function of the library and read what it gives to its end."""
    found = getattr(ecomap, name)(**arguments)
    if inspect.isgenerator(found):
        list(found)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", some((name for name in FUNCTIONS if name not in NEEDS_ARROW), of=6))
def test_no_foreign_error_crosses_the_door(name: str, good: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each parameter in turn is given things of every kind: the call answers, or raises an EcomapError."""
    for module in (solver, plan_solving):  # how good a plan is does not matter here
        monkeypatch.setattr(module, "available", lambda: False)
    parameters, needed = inspect.signature(getattr(ecomap, name)).parameters, needs(name, good)
    for key in parameters:
        for wrong in WRONG:
            with contextlib.suppress(EcomapError):
                called(name, needed | {key: wrong})


@pytest.mark.parametrize("name", FUNCTIONS)
def test_too_few_and_unknown_arguments_are_told(name: str) -> None:
    """A word that no parameter has, and too many of them, are our errors too."""
    with pytest.raises(ArgumentError, match=name):
        getattr(ecomap, name)(no_such_argument=1)


@pytest.mark.parametrize("name", some(FUNCTIONS, of=6))
def test_what_the_message_says_to_write_is_taken(
    name: str, good: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of every parameter: what is no kind of anything is refused by its name, and what is to be written is taken."""
    for module in (solver, plan_solving):  # how good a plan is does not matter here
        monkeypatch.setattr(module, "available", lambda: False)
    monkeypatch.chdir(good["path"].parent)  # type: ignore[attr-defined]
    parameters = inspect.signature(getattr(ecomap, name)).parameters
    needed = needs(name, good)
    known = {name: getattr(ecomap, name) for name in public_names()} | vars(logbook) | good
    known |= {
        "Confirmed": Confirmed,
        "pyarrow": pytest.importorskip("pyarrow"),
        "date": date,
        "ecosystem": good["old"][0],
    }
    for key, parameter in parameters.items():
        with pytest.raises(ArgumentError, match=rf"^{name}: {key} is ") as caught:
            called(name, needed | {key: object()})
        written = re.fullmatch(r".*\. Write (?:one of|a [a-z ]+ like|)(.*?)(a text)?\.", str(caught.value))
        assert written is not None, str(caught.value)
        assert written[1] or parameter.annotation in (str, str | None, str | Path)
        if written[1]:
            value = eval(written[1], {}, known)
            for one in value if "Literal" in str(parameter.annotation) else (value,):
                try:
                    called(name, needed | {key: one})
                except (ArgumentError, UnknownNameError):
                    raise
                except EcomapError:  # there is no such file, or nothing of it to tell a bakery
                    continue


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ('business_of_sectors("bakery", ecosystem)', 'Write a dict like {"bakery": 1.0}.'),
        ('business_of_sectors({"bakery": "1"}, ecosystem)', 'Write a dict like {"bakery": 1.0}.'),
        ('globalise(old[0], business, "Spain")', 'Write a list like ["ES"].'),
        ("list(rank_many(ecosystem, business))", 'Write a list like [load_business("bakery", ecosystem)].'),
        ("list(rank_many(ecosystem, iter([1])))", 'Write load_business("bakery", ecosystem).'),
        ("rank_trends(ecosystem, business, top=-1)", "Write 1 or more."),
    ],
)
def test_what_is_wanted_is_said_as_it_is(call: str, told: str, good: dict[str, object]) -> None:
    """Of many values that there are many, of numbers by name their form."""
    with pytest.raises(ArgumentError) as caught:
        eval(call, {}, {name: getattr(ecomap, name) for name in public_names()} | good)
    assert str(caught.value).endswith(told)


@pytest.mark.parametrize(
    ("name", "key", "least"),
    [
        ("rank_trends", "top", 1), ("strongest_routes", "count", 1), ("rank_many", "at_a_time", 1),
        ("rank_many", "threats", 0), ("plan_year", "draws", 0),
    ],
)  # fmt: skip
def test_what_counts_something_begins_at_the_least_that_makes_sense(name, key, least, good, monkeypatch):
    """One row or question at least, none of what may be left out; one less is refused, with the least of them."""
    for module in (solver, plan_solving):  # how good a plan is does not matter here
        monkeypatch.setattr(module, "available", lambda: False)
    parameters = inspect.signature(getattr(ecomap, name)).parameters
    needed = {one: good[one] for one, parameter in parameters.items() if parameter.default is parameter.empty}
    with pytest.raises(ArgumentError, match=rf"{key} is {least - 1}\. Write {least} or more\."):
        called(name, needed | {key: least - 1})
    called(name, needed | {key: least})


@pytest.mark.parametrize(("name", "key", "most"), [("rank_trends", "top", 10_000), ("plan_year", "draws", 1000)])
def test_what_counts_something_ends_where_nobody_waits_for_it(name, key, most, good):
    """A number of any size is a whole number to Python; so many trends no map has, so many draws no command takes."""
    with pytest.raises(ArgumentError, match=rf"{key} is too much\. Write {most} or less\."):
        getattr(ecomap, name)(good["ecosystem"], good["business"], **{key: most + 1})


def test_a_moment_is_the_day_on_which_it_is(good: dict[str, object]) -> None:
    """A date and time goes as its date; a day from which no months can be counted on is refused."""
    days = (date(2026, 11, 28), datetime(2026, 11, 28, 23, 59))
    found = [ecomap.rank_trends(good["ecosystem"], good["business"], top=1, as_of=day).as_of for day in days]
    assert found == ["2026-11-28"] * 2
    with pytest.raises(ArgumentError, match=r"as_of: the year is too much\. Write 8999 or less"):
        ecomap.rank_trends(good["ecosystem"], good["business"], as_of=date.max)


@pytest.mark.parametrize("part", ["ecosystem", "business", "settings"])
def test_what_a_world_is_made_of_is_looked_at(part: str, good: dict[str, object]) -> None:
    """A world with something else in it is told by its part."""
    world = replace(good["world"], **{part: "bakery"})
    with pytest.raises(ArgumentError, match=rf"world\.{part} is 'bakery'"):
        ecomap.what_if(world, sets={"budget_eur": "1"})


def test_a_path_may_be_written_as_text(tmp_path: Path) -> None:
    """Where a file is wanted its name as text is as good; a file that is not there is a FileError."""
    shipped = Path(ecomap.load_map.__wrapped__.__code__.co_filename).parents[3] / "data" / "sectors.yaml"
    assert ecomap.load_map(str(shipped))[1] == ecomap.load_map([str(shipped)])[1] == ecomap.load_map()[1]
    with pytest.raises(ecomap.EcomapError, match=r"none\.yaml: cannot be read"):
        ecomap.load_map(str(tmp_path / "none.yaml"))
    mine = tmp_path / "mine.yaml"
    mine.write_text("sectors: {bakery: 1}\n", encoding="utf-8")
    assert ecomap.load_business(mine, ecomap.load_map()[0]) == ecomap.open_business(mine).business
    assert Logbook(str(ecomap.logbook_beside(mine))).path == mine.with_name("mine.logbook.sqlite")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"sectors": {"backery": 1.0}}, 'no such kind of firm "backery". Did you mean "bakery"'),
        ({"sectors": {"bakery": 1.0}}, 'is a kind of firm. Write business_of_sectors({"bakery": 1.0}, ecosystem).'),
        ({"depends_on": {"transpor": 0.1}}, 'Did you mean "transport"'),
        ({"activities": {"deliver": 1.0}}, 'no such activity "deliver". Did you mean "deliver-goods"?'),
        ({"traits": {"zzz": 1.0}}, 'no such trait "zzz". Known: '),
        ({"goals": {"reech": 1.0}}, 'no such goal "reech". Did you mean "reach"?'),
        ({"skills": {"itt": 1.0}}, 'no such skill "itt". Did you mean "it"?'),
        ({"adopted": ("webseite",)}, 'no such trend "webseite". Write "website".'),
        ({"rejected": ("chatbot",)}, 'no such trend "chatbot". Write "chatbots".'),
        ({"platforms": {"airbn": {"sales": 0.2}}}, 'no such platform "airbn". Did you mean "airbnb"?'),
        ({"influences": (OwnInfluence(trend="chatbo", share=0.2, reason="seen"),)}, 'Did you mean "chatbots"?'),
        ({"own_activities": (OwnActivity(id="a", name="A", share=0.2, served_by={"z": 1}, reason="so"),)}, '"z"'),
    ],
)
def test_a_business_made_by_hand_names_what_its_map_has(changed, told, good):
    """Whatever takes a business refuses a name that its map does not have: it is no answer as if nothing was said."""
    ecosystem, bakery = good["ecosystem"], good["business"]
    for business in (bakery.model_copy(update=changed), replace(bakery, **changed)):
        for call in (
            lambda one: ecomap.rank_trends(ecosystem, one),
            lambda one: list(ecomap.rank_many(ecosystem, iter([one]))),
            lambda one: ecomap.compare_businesses(ecosystem, [bakery, one]),
            lambda one: ecomap.compare_maps(good["old"], good["old"], (bakery, one)),
            lambda one: ecomap.what_if(World(ecosystem, one, Settings()), sets={"budget_eur": "1"}),
        ):
            with pytest.raises(UnknownNameError, match=re.escape(told)):
                call(business)


def test_a_trend_is_explained_by_any_of_its_names(good: dict[str, object]) -> None:
    """Id, name and alias open the same trend; an unknown one is told with what comes near."""
    by_id, by_name = (
        ecomap.explain_trend(good["ecosystem"], good["business"], trend, versus=versus)
        for trend, versus in (("online-ordering", "chatbots"), ("Online ordering", "Chatbots"))
    )
    assert by_id == by_name
    with pytest.raises(UnknownNameError, match="no such trend"):
        ecomap.explain_trend(good["ecosystem"], good["business"], "online-odering")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"horizon": "3"}, "Settings  horizon: expected a number, found '3'."),
        ({"horizn": 4}, 'Settings has no "horizn". Did you mean "horizon"?'),
        ({"zzz": 4}, 'Settings has no "zzz".'),
    ],
)
def test_settings_that_there_are_not_are_told(fields: dict[str, object], told: str) -> None:
    """A field misspelt is refused with what comes near, and so is a text where a number stands."""
    with pytest.raises(EcomapError) as refused:
        Settings(**fields)
    assert str(refused.value) == told


def test_fields_are_given_by_name_and_none_is_missing() -> None:
    """Settings(4) and a business without sectors are arguments that cannot be taken."""
    with pytest.raises(ArgumentError, match="by name: horizon"):
        Settings(4)
    with pytest.raises(ArgumentError, match="Business needs sectors"):
        ecomap.Business(id="x")


def test_an_input_error_tells_fifty_problems_and_counts_the_rest() -> None:
    """Of 8,000 problems the first 50 are kept, and one line says how many more there are."""
    problems = InputError(Problem(Location("a.yaml", line), "", "wrong.") for line in range(1, 8001)).problems
    assert len(problems) == 51
    assert str(problems[-1]) == "a.yaml:51:0  and 7,950 more problems like these."


def test_what_may_be_left_out_is_left_out_or_of_its_kind(good: dict[str, object]) -> None:
    """None stands for what is left out; anything else must be what is asked for, and is told."""
    asked = {"ecosystem": good["old"][0], "business": good["business"], "to": ["DE"]}  # type: ignore[index]
    assert ecomap.globalise(**asked, statistics=None).markets
    with pytest.raises(ArgumentError, match=r"statistics is 3 \(int\)"):
        ecomap.globalise(**asked, statistics=3)


def test_a_call_is_told_of_its_parameters(good: dict[str, object]) -> None:
    """No error of a function speaks of an option of the command line that is a parameter of it."""
    world, (ecosystem, _), bakery = good["world"], ecomap.load_map(), good["business"]
    day = date(2026, 11, 1)
    calls = {
        'adopt=("TREND",)': lambda: ecomap.what_if(world, sets={"adopted": "1"}),
        "Known: ": lambda: ecomap.what_if(world, sets={"zzz": "1"}),
        'out: cuts=("chatbots>restaurants",)': lambda: ecomap.what_if(world, sets={"chatbots>restaurants": "9"}),
        "sets  maturity:": lambda: ecomap.what_if(world, sets={"maturity": "9"}),
        "cuts  nothing comes": lambda: ecomap.weigh_platforms(ecosystem, bakery, cuts=("booking",)),
        "since  no standings": lambda: ecomap.moved_since_kept(ecosystem, bakery, [], day, since=day),
        "name a practice (practice)": lambda: ecomap.new_pilot(ecosystem, day),
        'Write better="up"': lambda: ecomap.new_pilot(ecosystem, day, name="a", kpi="b"),
        'logbook="bakery.logbook.sqlite"': lambda: ecomap.logbook_beside("bakery"),
    }
    for told, call in calls.items():
        with pytest.raises(EcomapError, match=re.escape(told)) as caught:
            call()
        for text in (str(caught.value), *map(str, getattr(caught.value, "problems", ()))):
            assert re.search(r"(?<!watch diff )--[a-z]", text) is None, text


def test_batches_are_told_of_columns() -> None:
    """Neither of an option nor of what only a file has: a line of headings, a scale or a mark for all."""
    arrow = pytest.importorskip("pyarrow")
    ecosystem, _ = ecomap.load_map()
    batch = arrow.RecordBatch.from_pydict({"A": ["x"]})
    with pytest.raises(InputError) as caught:
        list(ecomap.rank_batches(ecosystem, [batch]))
    assert str(caught.value).endswith('like columns={"sectors": "Line of business"} or columns={"nace": "Code"}.')
    said = {"sectors": ["hotel"] * 2, "employees": ["12.500", "3"], "maturity": ["2", "7"]}
    rejected = next(ecomap.rank_batches(ecosystem, [arrow.RecordBatch.from_pydict(said)])).column("rejected")
    assert [reason for reason in rejected.to_pylist() if reason] == [
        'employees: "12.500" can be read in two ways. Write 12500, or 12 or 13.',
        "maturity: 7 is too much: at most 4.",
    ]
