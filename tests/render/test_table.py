"""The table for the owner of a shop: it fits every screen, and shows names as what they are."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len

from ecomap import Ranking, templates
from ecomap.render.ranking import ranking_sheet
from ecomap.render.screen import Screen
from ecomap.render.writers import written

TEMPLATES = sorted(templates())
Ranked = Callable[[str], Ranking]
CALLED = {"website": "Business website"}


def ranking_table(ranking: Ranking, top: int, screen: Screen) -> str:
    """Return a ranking as text for a screen."""
    return written(ranking_sheet(ranking, top, CALLED), "table", screen)


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_line_is_wider_than_the_screen(ranked: Ranked, template: str) -> None:
    """At any width from 60 to 120 columns, every line of every template fits."""
    for width in range(60, 121, 1 if template == "bakery" else 20):
        lines = ranking_table(ranked(template), 12, Screen(width=width)).splitlines()
        assert max(cell_len(line) for line in lines) <= width


@pytest.mark.parametrize("width", [60, 73, 74, 80, 110])
def test_every_row_says_how_much_and_what_to_do(ranked: Ranked, width: int) -> None:
    """At any width a row ends with its points and its action, and its reason stands below."""
    ranking = ranked("bakery")
    lines = ranking_table(ranking, 6, Screen(width=width)).splitlines()
    for row in [*ranking.opportunities[:6], *ranking.threats[:3]]:
        at = next(i for i, line in enumerate(lines) if line.startswith(f"{row.rank:>2}  {row.trend.name}"[:20]))
        assert lines[at].split()[-2:] == [str(row.priority), row.action.name]
        told = " ".join(" ".join(lines[at + 1 : at + 5]).split())
        assert row.why in told
        first = " ".join(lines[at][4:].split())
        begun = next(n for n in range(len(row.trend.name), 0, -1) if first.startswith(row.trend.name[:n].rstrip()))
        assert told.startswith(row.trend.name[begun:].strip())


def test_a_judged_share_is_marked(ranked: Ranked) -> None:
    """A share that no survey measured has a tilde before it, a measured one none."""
    ranking = ranked("bakery")
    lines = ranking_table(ranking, len(ranking.opportunities), Screen(width=100)).splitlines()
    for row in ranking.opportunities:
        line = next(line for line in lines if line.startswith(f"{row.rank:>2}  {row.trend.name}"[:34]))
        assert ("~" in line) == (row.basis == "judged")


def test_what_is_left_out_is_told(ranked: Ranked) -> None:
    """The foot says how many opportunities are not shown and how to see them; with all shown it does not."""
    ranking = ranked("bakery")
    count = len(ranking.opportunities)
    few = " ".join(ranking_table(ranking, 5, Screen()).split())
    assert f"{count - 5} more opportunities: --top {count}." in few
    assert "more opportunities" not in " ".join(ranking_table(ranking, count, Screen()).split())


def test_the_foot_keeps_the_reader_warned(ranked: Ranked) -> None:
    """Every warning and every trend in use, by its name, stands below the table."""
    ranking = ranked("bakery")
    words = " ".join(ranking_table(ranking, 3, Screen()).split())
    assert all(warning.message in words for warning in ranking.warnings)
    assert all(CALLED.get(trend, trend) in words for trend in ranking.adopted)
    assert "In use already: Business website, " in words


@pytest.mark.parametrize("view", ["cross", "own", "all"])
def test_an_empty_list_says_so(ranked: Ranked, view: str) -> None:
    """Where nothing is to be shown a sentence says so, and the threats still stand."""
    empty = replace(ranked("bakery"), opportunities=(), view=view)
    text = ranking_table(empty, 5, Screen())
    assert "None:" in text
    assert ranked("bakery").threats[0].trend.name in text


LONG_NAMES = {
    "wide": "面包店与咖啡馆的在线订购系统" * 4,
    "emoji": "🥐" * 40,
    "marks": "e\u0301clair " * 20,
    "long": "x" * 300,
}


@pytest.mark.parametrize("name", LONG_NAMES.values(), ids=LONG_NAMES.keys())
def test_names_of_any_script_fit(renamed: Callable[[str], Ranking], name: str) -> None:
    """Width is counted in columns, not in letters."""
    for width in (60, 74, 80, 110):
        lines = ranking_table(renamed(name), 3, Screen(width=width)).splitlines()
        assert max(cell_len(line) for line in lines) <= width


def test_no_name_writes_to_the_terminal(renamed: Callable[[str], Ranking]) -> None:
    """Escape sequences, line breaks and turned text in names are left out, wherever the name stands."""
    plain = ranking_table(renamed("Evil name"), 3, Screen())
    for spelt in ("Ev\x1bil name", "Evil\u202e name", "Evil\u2028 name", "Evil \x9bname"):
        assert ranking_table(renamed(spelt), 3, Screen()) == plain
    assert ranking_table(renamed("Evil\nname"), 3, Screen()).count("\n") == plain.count("\n")


def test_names_are_not_read_as_markup(renamed: Callable[[str], Ranking]) -> None:
    """Square brackets and colons are letters of a name like others."""
    assert "[bold]:smile:" in ranking_table(renamed("[bold]:smile:"), 3, Screen(colour=True))
