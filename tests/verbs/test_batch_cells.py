"""What a cell of a table means, on a small map: numbers by place, nothing, or what is wrong in words."""

from typing import Any

import pytest

from ecomap.model import Business, Retired
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.batch import cells as module
from ecomap.verbs.batch.cells import Cells, is_plain
from ecomap.verbs.batch.layout import Marks
from ecomap.verbs.batch.meanings import CellError
from maps import ecosystem, sector, trend

AROUND = compiled_map(
    ecosystem(
        [sector("mill", {"bake": 1.0}, {"shop": 1.0}), sector("farm", {"grow": 1.0}), sector("shop")],
        [
            trend("website", goals={"reach": 1}),
            trend("till", goals={"cost": 1}),
            trend("fire", role="risk", opportunity=0),
        ],
        retired=(
            Retired(kind="trends", id="fax", reason="Nobody does"),
            Retired(kind="sectors", id="forge", reason="None is left"),
        ),
    )
)
FARM, MILL, SHOP = (AROUND.arrays.sectors.index(name) for name in ("farm", "mill", "shop"))
TILL, WEB = (AROUND.arrays.trends.index(name) for name in ("till", "website"))


def meaning(ours: str, cell: Any, **marks: Any) -> Any:
    """Return what a cell means, or the reasons why it means nothing."""
    (found,) = Cells(AROUND, Marks(**marks)).meanings(ours, [cell])
    return list(found.reasons) if isinstance(found, CellError) else found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("mill", {MILL: 1.0}), (" Sector mill ", {MILL: 1.0}), ("mill=2", {MILL: 2.0}),
        ("mill=0.7; farm=0.3", {MILL: 0.7, FARM: 0.3}), ("mill=0.7; farm", {MILL: 0.7, FARM: 0.3}),
        ("mill=70%;farm=30%", {MILL: 0.7, FARM: 0.3}), ("mill/farm", {MILL: 0.5, FARM: 0.5}),
        ({"mill": 2, "farm": 1}, {MILL: 2.0, FARM: 1.0}), ({"mill": 2, "farm": None}, {MILL: 2.0}),
        ({"mill": "2", "farm": 1}, {MILL: 2.0, FARM: 1.0}), (["mill", "farm"], {MILL: 0.5, FARM: 0.5}),
        (["mill=0.7", "farm"], {MILL: 0.7, FARM: 0.3}),
    ],
)  # fmt: skip
def test_what_a_business_lives_from(cell: Any, found: dict[int, float]) -> None:
    """Names with their shares; one without a share has what the others leave of 1, several alone the same each."""
    assert meaning("sectors", cell) == pytest.approx(found)


@pytest.mark.parametrize(
    ("ours", "cell", "reasons"),
    [
        ("sectors", "", ["nothing stands here. Write at least one."]),
        ("sectors", {}, ["nothing stands here. Write at least one."]),
        ("sectors", "mill=1; mill=2", ["mill: stands twice."]),
        ("sectors", "milk", ['no such kind of firm "milk". Did you mean "mill"?']),
        ("sectors", "milk=1; frm=2", ['no such kind of firm "milk"', 'no such kind of firm "frm"']),
        ("sectors", "mill=x", ['"x" is no number']),
        ("sectors", [[1]], ["[[1]] is no name=number."]), ("sectors", "forge", ['"forge" is withdrawn: None is left.']),
        ("depends_on", "mill=0.6; farm=0.4", ["the shares sum to 1 or more. Leave some for its own sectors."]),
        ("depends_on", "mill", ['"mill": a name without a number. Write mill=NUMBER.']),
        ("skills", "data=9", ["no such skill"]),
        ("traits", "shop=2", ["2 is too much"]),
        ("rejected", "no website", ['no such trend "no website". Leave out what is not there.']),
        ("adopted", "wbsite", ['no such trend "wbsite". Did you mean "website"?']),
        ("adopted", "fire", ['"fire" is a threat, nothing that a firm uses. Leave it out.']),
        ("adopted", 7, ["7 is no list of trends."]), ("adopted", ["till", 7], ['["till", 7] is no list of trends.']),
        ("maturity", 9, ["9 is too much: at most 4", "Of another scale, say which"]),
        ("employees", "many", ['"many" is no number']), ("budget_eur", True, ["true"]),
        ("schema", "ecomap/business/3", ['"ecomap/business/3" is not ecomap/business/2.']),
        ("country", "Nowhere", ["no such country"]), ("id", ["A"], ['["A"] is no name: one text or number is.']),
        ("name", {"A": 1}, ["is no name"]), ("sectors", ["mill", None], ["is no name=number."]),
    ],
)  # fmt: skip
def test_what_a_cell_cannot_mean_is_told(ours: str, cell: Any, reasons: list[str]) -> None:
    """Every reason of a cell, each with what comes near or what to write."""
    told = meaning(ours, cell)
    assert isinstance(told, list), told
    assert all(any(reason in one for one in told) for reason in reasons), told


@pytest.mark.parametrize("cell", ["zzzq=yes", "zzzq?", "zzzq: yes", "['zzzq']", "* zzzq", "nace:zzzq"])
def test_a_search_that_is_told_is_for_a_word(cell: str) -> None:
    """`ecomap map search zzzq` finds nothing, and a shell reads signs of its own in `zzzq=yes` and the like."""
    (told,) = meaning("adopted", cell)
    assert told.endswith("Look for a word of it, like: ecomap map search payment")


@pytest.mark.parametrize(
    ("ours", "cell", "found"),
    [
        ("depends_on", "mill=0.6; farm=0.39", {MILL: 0.6, FARM: 0.39}),
        ("goals", "reach; cost=2", {1: 1.0, 0: 2.0}), ("goals", "reach, cost", {1: 1.0, 0: 1.0}),
        ("traits", "shop", {0: 1.0}), ("traits", "shop=0.5", {0: 0.5}),
        ("traits", "shop=yes", {0: 1.0}), ("traits", None, {}),
        ("adopted", "website; till", {WEB: 1.0, TILL: 1.0}), ("adopted", "website, till", {WEB: 1.0, TILL: 1.0}),
        ("adopted", ["website"], {WEB: 1.0}), ("adopted", "fax; website", {WEB: 1.0}),  # withdrawn
        ("adopted", "kein Website", {WEB: 0.0}), ("adopted", "till and no website", {TILL: 1.0, WEB: 0.0}),
        ("adopted", "Till; ohne website", {TILL: 1.0, WEB: 0.0}), ("not_yet", "website", {WEB: 1.0}),
        ("maturity", 3, 3.0), ("employees", "12", 12.0), ("hours_per_week", "1,5", 1.5),
        ("budget_eur", "8.000,50", 8000.5), ("goal.reach", "2", 2.0), ("schema", "ecomap/business/1", None),
        ("id", "anything", None),
    ],
)  # fmt: skip
def test_what_cells_mean(ours: str, cell: Any, found: Any) -> None:
    """Goals and traits count 1 where they stand alone; what is withdrawn, and what a row is called, moves no number."""
    assert meaning(ours, cell) == (pytest.approx(found) if found is not None else None)


@pytest.mark.parametrize(
    "column", ["employees", "budget_eur", "maturity", "goal.reach", "country", "adopted", "skills"]
)
@pytest.mark.parametrize(
    "mark",
    ["n/a", "N.A.", "#N/A", "k. A.", "k.A.", "keine Angabe", "NULL", "(null)", "<NA>", "nan", "None", "-", "\u2013",
     "\u2014", "--", "?", ".", "..", "...", "\u2026", "s.o.", "n.d.", "#N/D", "b.d.", "unbekannt", "desconocido",
     "non noto", "n.v.t.", "brak danych", "\u2212"],
)  # fmt: skip
def test_what_says_that_nothing_is_known_is_as_good_as_empty(column: str, mark: str) -> None:
    """In every column that may be empty, in eight languages, whatever the case and the signs."""
    assert meaning(column, mark) is None


def test_a_mark_of_nothing_that_means_something_in_its_column_means_that() -> None:
    """NA is Namibia, NC New Caledonia; no and x may mean something, a tick does, and a firm lives from something."""
    assert meaning("country", "NA") == meaning("country", "NC") == -1
    for column, cell in (("employees", "no"), ("employees", "x"), ("adopted", "\u2713"), ("budget_eur", "#REF!")):
        assert isinstance(meaning(column, cell), list), cell
    assert meaning("sectors", "n/a") == ["nothing stands here. Write at least one."]
    assert meaning("sectors", "mill; n/a") == {MILL: 1.0}


@pytest.mark.parametrize(
    ("cell", "scale", "level"),
    [
        (50, (0, 100), 2.0), ("100", (0, 100), 4.0), (5, (0, 10), 2.0), (3, None, 3.0), (1, (1, 5), 0.0),
        ("3/5", (1, 5), 2.0), ("3 / 5", (0, 5), 2.4), (5, (1, 5), 4.0),
    ],
)  # fmt: skip
def test_maturity_of_another_scale(cell: Any, scale: tuple[float, float] | None, level: float) -> None:
    """From its least to its most, as from 0 to 4; more than its most is told without a word of other scales."""
    assert meaning("maturity", cell, scale=scale) == pytest.approx(level)
    if scale:
        (told,) = meaning("maturity", scale[1] + 1, scale=scale)
        assert "Of another scale" not in told
        assert "is no number" in meaning("maturity", "3/4", scale=(1, 5))[0]


@pytest.mark.parametrize(("mark", "number"), [(",", 1.234), (".", 1234.0)])
def test_a_mark_says_how_a_number_is_read(mark: str, number: float) -> None:
    """A number of two readings, as the table says."""
    assert meaning("budget_eur", "1,234", decimal=mark) == pytest.approx(number)


def test_cells_that_are_looked_up_at_once_mean_what_they_mean_one_by_one() -> None:
    """Objects of plain names and numbers; one that is odd among them is told, and the others are as they were."""
    some = [{"mill": 1}, {"mill": 0.5, "farm": 0.5}, {"farm": 2.0}]
    alone = [meaning("sectors", one) for one in some]
    assert Cells(AROUND).meanings("sectors", some) == alone == [{MILL: 1.0}, {MILL: 0.5, FARM: 0.5}, {FARM: 2.0}]
    for odd in ({"milk": 1}, {}, {"mill": -1}, {"Sector mill": 1, "mill": 1}):
        *others, last = Cells(AROUND).meanings("sectors", [*some, odd])
        assert others == alone
        (one,) = Cells(AROUND).meanings("sectors", [odd])
        assert str(last) == str(one)
    assert Cells(AROUND).meanings("goals", [{"reach": 1}, None, {}]) == [{1: 1.0}, {}, {}]


def test_of_many_unknown_names_only_the_first_are_looked_up_for_what_comes_near(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So that a table of nothing but unknown names takes no time; each block of rows begins anew."""
    monkeypatch.setattr(module, "SUGGESTED", 2)
    cells = Cells(AROUND)
    told = [str(one) for one in cells.meanings("adopted", ["wbsite", "websit", "webste"])]
    assert ["Did you mean" in one for one in told] == [True, True, False]
    assert told[2] == 'no such trend "webste". Look for a word of it, like: ecomap map search payment'
    cells.begin()
    assert "Did you mean" in str(cells.meanings("adopted", ["webste"])[0])


def test_of_one_cell_no_more_unknown_names_are_looked_up_than_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell of fifty thousand signs took a quarter of a minute."""
    cells, looked_up = Cells(AROUND), list[str]()
    monkeypatch.setattr(cells.names, "unknown", lambda _, name: looked_up.append(name) or f"{name}?")
    (told,) = cells.meanings("adopted", [";".join(f"x{number}" for number in range(5_000))])
    assert isinstance(told, CellError)
    assert told.reasons[-1] == "and more like these."
    assert len(looked_up) <= len(told.reasons)


@pytest.mark.parametrize(
    ("ours", "plain"), [("sectors", True), ("goal.reach", True), ("schema", True), ("influences", False), ("x", False)]
)
def test_what_says_more_than_a_column_is_read_as_a_business_file(ours: str, plain: bool) -> None:
    """What a column of its own cannot say."""
    assert is_plain(ours) == plain


def test_a_row_that_says_more_is_the_business_that_its_cells_and_fields_describe() -> None:
    """Each cell stands where a business file has it: people as a whole number, means together, what is used a list."""
    found = Cells(AROUND).business({
        "sectors": "mill=2; farm=1", "traits": "shop=0.5", "employees": "12", "budget_eur": "8000", "hours_per_week": 3,
        "maturity": 2.5, "goal.reach": 2, "adopted": "website", "id": "own",
        "influences": [{"trend": "till", "share": 0.2, "reason": "Seen"}],
    })  # fmt: skip
    assert isinstance(found, Business)
    assert (found.sectors, found.traits, found.goals) == ({"mill": 2, "farm": 1}, {"shop": 0.5}, {"reach": 2})
    assert (found.employees, type(found.employees), found.maturity) == (12, int, 2.5)
    assert (found.resources.budget_eur, found.resources.hours_per_week) == (8000, 3)
    assert (found.adopted, [one.share for one in found.influences]) == (("website",), [0.2])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"sectors": "milk", "employees": "x"}, [("sectors", 'no such kind of firm "milk"'), ("employees", '"x"')]),
        ({"sectors": "mill", "overlays": ["a.yaml"]}, [("overlays", "one map for the whole batch")]),
        ({"sectors": "mill", "influences": [{"trend": "till"}]}, [("influences", "influences[0]")]),
    ],
)
def test_what_is_wrong_in_a_row_that_says_more_is_told_by_column(said: Any, told: list[tuple[str, str]]) -> None:
    """Every fault with the column in which it stands."""
    found = Cells(AROUND).business({"influences": []} | said)
    assert isinstance(found, list)
    assert [column for column, _ in found[: len(told)]] == [column for column, _ in told]
    assert all(part in reason for (_, reason), (_, part) in zip(found, told, strict=False)), found
