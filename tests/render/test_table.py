"""The table for the owner of a shop: it fits every screen, and shows names as what they are."""

import itertools
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len

from ecomap import EcosystemMap, Ranking, business_of_sectors, load_map, load_whole_map, rank_trends, templates
from ecomap.render.ranking import ranking_sheet
from ecomap.render.screen import Screen
from ecomap.render.writers import written
from ecomap.results.ranking import RankedTrend, View, Warning
from maps import some

TEMPLATES = sorted(templates())
Ranked = Callable[[str], Ranking]
CALLED = {"website": "Business website"}


@pytest.fixture(scope="module")
def everything() -> EcosystemMap:
    """Return the shipped map with all its ids and names."""
    return load_whole_map()[0]


def ranking_table(ranking: Ranking, top: int | None, screen: Screen) -> str:
    """Return a ranking as text for a screen."""
    return written(ranking_sheet(ranking, top, CALLED), "table", screen)


@pytest.mark.parametrize("template", some(TEMPLATES))
def test_no_line_is_wider_than_the_screen(ranked: Ranked, template: str) -> None:
    """At any width from 60 to 120 columns, every line of every template fits."""
    for width in range(60, 121, 1 if template == "bakery" else 20):
        lines = ranking_table(ranked(template), 12, Screen(width=width)).splitlines()
        assert max(cell_len(line) for line in lines) <= width


@pytest.mark.parametrize("template", some(TEMPLATES))
def test_the_usual_answer_fits_a_screen(ranked: Ranked, template: str) -> None:
    """On a terminal of 80 columns every template's answer as it is shown unless more is asked for and what comes next
    have 24 lines, the last of which is the prompt.
    """
    text = ranking_table(ranked(template), None, Screen(width=80))
    assert text.count("\n") + len(["next: ...", "$ "]) <= 24
    assert re.search(r"^ 3  \w", text, re.MULTILINE)


@pytest.mark.parametrize("kind", ["undertaker", "hotel", "tax-adviser", "online-shop"])
def test_so_does_that_of_a_kind_where_the_law_asks_much(kind: str) -> None:
    """Two duties and three trends take 25 lines for five undertakers in Poland: then less is shown, down to two."""
    compiled, _ = load_map()
    firm = replace(business_of_sectors({kind: 1.0}, compiled), country="PL", employees=5)
    text = ranking_table(rank_trends(compiled, firm), None, Screen(width=80))
    assert text.count("\n") + len(["next: ...", "$ "]) <= 24
    assert re.search(r"^ 2  \w", text, re.MULTILINE)
    assert "The law asks: " in text


@pytest.mark.parametrize("width", [60, 73, 74, 80, 110])
def test_every_row_says_how_much_and_what_to_do(ranked: Ranked, width: int) -> None:
    """At any width a row ends with points, shares and action; below stand reason and first step, or help, whole."""
    ranking = ranked("bakery")
    lines = ranking_table(ranking, 6, Screen(width=width)).splitlines()
    for row in [*ranking.opportunities[:6], *ranking.threats[:3]]:
        at = next(i for i, line in enumerate(lines) if line.startswith(f"{row.rank:>2}  {row.trend.name}"[:20]))
        points, shares, action = [word for word in lines[at].split() if not INTERVAL.fullmatch(word)][-3:]
        assert (points, action) == (str(row.priority), row.action.name)
        assert "→" in shares
        told = " ".join(" ".join(lines[at + 1 : at + 9]).split())
        assert reason_of(row) in told
        assert row.first_step.text[1:].rstrip(".") in told or row in ranking.threats
        first = " ".join(lines[at][4:].split())
        begun = next(n for n in range(len(row.trend.name), 0, -1) if first.startswith(row.trend.name[:n].rstrip()))
        assert told.startswith(row.trend.name[begun:].strip())


def reason_of(row: RankedTrend) -> str:
    """Return what a row says first: of a threat what helps, of what is to be prepared for why it has to wait."""
    if row.missing_protections:
        return f"Helps: {row.missing_protections[0]}."
    reason = row.action.rule.split(";")[0].removeprefix("fits alone, but ")
    return reason[1:] if row.action.name == "prepare" else row.why


def test_a_threat_names_one_help_and_no_first_step(ranked: Ranked) -> None:
    """Below a threat stands the first practice that would help, its first letter small, or else why it is one."""
    first, second = ranked("bakery").threats[:2]
    rows = (replace(first, missing_protections=("Website", "b")), replace(second, missing_protections=()))
    ranking = replace(ranked("bakery"), threats=rows)
    lines = ranking_table(ranking, 12, Screen()).splitlines()
    at = lines.index(next(line for line in lines if line.startswith("What can go wrong")))
    assert [lines[at + 2], lines[at + 4]] == ["    Helps: website.", f"    {second.why}"]


def test_what_is_to_be_prepared_for_says_why_it_waits(ranked: Ranked) -> None:
    """The reason of the action stands in the place of what moves the row."""
    row = ranked("bakery").opportunities[0]
    ranking = replace(ranked("bakery"), opportunities=(row,))
    for rule, told in (
        (
            "fits alone, but your hours go to what brings more for its cost; Website first",
            "Your hours go to what brings more for its cost. First: ",
        ),
        (
            "fits alone, but too few hours beside what you begin",
            "Too few hours beside what you begin. First: ",
        ),
        ("40 hours and EUR 300 beyond your means", "40 hours and EUR 300 beyond your means. First: "),
    ):
        waiting = replace(row, action=replace(row.action, name="prepare", rule=rule))
        text = ranking_table(replace(ranking, opportunities=(waiting,)), 4, Screen(width=120))
        assert f"    {told}" in text
        assert row.why not in text


@pytest.mark.parametrize("template", some(TEMPLATES))
def test_nothing_is_cut_on_the_narrowest_screen(ranked: Ranked, template: str) -> None:
    """Every word of a wide screen stands on one of 60 columns too, but the interval and the bar."""
    wide, narrow = (ranking_table(ranked(template), 8, Screen(width=width)) for width in (400, 60))
    assert "…" not in narrow
    kept = [line.replace(" range do", " do") for line in wide.splitlines() if not line.startswith("range: ")]
    assert words_of("\n".join(kept)) == words_of(narrow)


INTERVAL = re.compile(r"(<1|\d+)-\d+%")


def words_of(text: str) -> list[str]:
    """Return the words of a table in the order of the alphabet, without what is drawn."""
    return sorted(word for word in text.split() if not set(word) <= set("█▌") and not INTERVAL.fullmatch(word))


JARGON = re.compile(r"log-odds|logit|\bnorm\b|resolvent|\bpts\b|theta|sigma|posterior|prevalence|\bz\b", re.IGNORECASE)


@pytest.mark.parametrize("template", some(TEMPLATES))
def test_an_owner_reads_words_and_no_ids(ranked: Ranked, everything: EcosystemMap, template: str) -> None:
    """Neither on a screen nor in Markdown stands a word of mathematics or an id of trend, practice, trait or sector.

    Laws are called by their own names, in whatever language.
    """
    kinds = (everything.trends, everything.practices, everything.traits, everything.sectors, everything.activities)
    ids = {item.id for kind in kinds for item in kind if "-" in item.id}
    ranking = ranked(template)
    ranking = replace(ranking, duties=tuple(replace(duty, law="", article="") for duty in ranking.duties))
    named = [*(item.name for kind in kinds for item in kind), *(duty.do for duty in ranking.duties)]
    names = " ".join(named).casefold()
    called = {item.id: item.name for item in (*everything.trends, *everything.practices)}
    sheets = [ranking_sheet(ranking, top, called) for top in (None, 200)]
    for form, sheet in itertools.product(("table", "markdown"), sheets):
        text = written(sheet, form, Screen(width=80))
        assert not JARGON.search(text)
        words = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", text))
        assert {word for word in words & ids if word not in names} == set()


def test_a_judged_share_is_marked(ranked: Ranked) -> None:
    """A share that no survey measured has a tilde before it, a measured one none."""
    ranking = ranked("bakery")
    lines = ranking_table(ranking, len(ranking.opportunities), Screen(width=100)).splitlines()
    for row in ranking.opportunities:
        line = next(line for line in lines if line.startswith(f"{row.rank:>2}  {row.trend.name}"[:34]))
        assert ("~" in line) == (row.figures.basis == "judgement")


def test_what_is_left_out_is_told(ranked: Ranked) -> None:
    """The foot says how many opportunities are not shown and how to see them; with all shown it does not."""
    ranking = ranked("bakery")
    count = len(ranking.opportunities)
    few = " ".join(ranking_table(ranking, 5, Screen()).split())
    assert f"{count - 5} more: --top {count}." in few
    assert "more: --top" not in " ".join(ranking_table(ranking, count, Screen()).split())


def test_the_foot_keeps_the_reader_warned(ranked: Ranked) -> None:
    """Every warning stands below the table; below a long one also what is in use, by name, and what it is not."""
    ranking = replace(ranked("bakery"), warnings=(Warning("no-goals", "No goals given."),))
    for top in (3, 8):
        words = " ".join(ranking_table(ranking, top, Screen()).split())
        assert "No goals given." in words
    assert all(CALLED.get(trend, trend) in words for trend in ranking.adopted)
    assert "In use already: Business website, " in words
    assert "No forecast of sales" in words


def test_what_is_asked_for_stands_in_the_foot(ranked: Ranked) -> None:
    """What most have and no row shows, and basics, in one line: three names each, or all, with the year of a law."""
    ranking = replace(ranked("bakery"), check=tuple("abcdefgh"), basics=("website",))
    lines = ranking_table(ranking, 3, Screen(width=120)).splitlines()
    assert "Have you got it? a, b, c. Every firm needs: Business website." in lines
    long = ranking_table(ranking, 5, Screen(width=120)).splitlines()
    assert "Have you got it? a, b, c, d, e, f, g, h. Every firm needs: Business website." in long
    duty = replace(ranking.duties[0], gives="b", applies="yes", from_="2019-01-01")
    asked = (replace(duty, gives="a", applies="unknown"), duty)
    bound = ranking_table(replace(ranking, duties=asked), 3, Screen(width=140)).splitlines()
    assert "Have you got it? a, b (the law since 2019), c. Every firm needs: Business website." in bound
    first = ranking.opportunities[0].trend.id
    silent = ranking_table(replace(ranking, check=(first,), basics=()), 3, Screen())
    assert "Have you got it?" not in silent
    assert "Every firm needs" not in silent


def test_the_law_has_a_line_and_on_a_longer_list_a_paragraph_a_duty(ranked: Ranked) -> None:
    """The short screen names two duties of the Portuguese bakery with their days, the longer one all that bind."""
    ranking = ranked("bakery")
    binding = [duty for duty in ranking.duties if duty.applies in ("from", "yes")]
    short, long = (" ".join(ranking_table(ranking, top, Screen()).split()) for top in (4, 5))
    line = re.search(r"The law asks: (.*?) more: --top 5\.", short)[1]
    assert "Bill with certified software and print the QR code and ATCUD (PT, since 2023-01-01)" in line
    assert line.endswith(f"; {len(binding) - 2}")
    assert "What the law asks" in long
    assert all(f"{duty.name}" in long for duty in ranking.duties if duty.applies == "unknown")
    assert all(f"{duty.name}" in long and duty.do.rstrip(".") in long for duty in binding)
    without = replace(ranking, duties=tuple(duty for duty in ranking.duties if duty not in binding))
    assert "law asks" not in "".join(ranking_table(without, top, Screen()) for top in (4, 5))


@pytest.mark.parametrize("view", ["all", "new", "catch-up", "cross"])
def test_an_empty_list_says_so(ranked: Ranked, view: View) -> None:
    """Where nothing is to be shown a sentence says so, and the threats still stand."""
    empty = replace(ranked("bakery"), opportunities=(), opportunities_in_all=0, view=view)
    text = ranking_table(empty, 5, Screen())
    assert "    Nothing: " in text
    assert "more: --top" not in text
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
