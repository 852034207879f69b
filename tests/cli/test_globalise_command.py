"""``ecomap globalise`` on a screen: a screenful, in words, the same bytes every time."""

import json
import re

import pytest

DAY = ("--as-of", "2026-11-28")


@pytest.mark.parametrize("argv", [("bakery", "--to", "ES"), ("manufacturer", "--to", "PL"), ("online-shop", "--rank"),
                                  ("taxi", "--to", "DE"), ("builder", "--rank"),
                                  ("clinic", "--to", "US"), ("consulting", "--to", "DE")])  # fmt: skip
def test_a_country_fits_the_screen(printed, argv):
    """24 lines of 80 columns hold the answer, what comes next and the prompt."""
    lines = printed("globalise", *argv, *DAY, "--format", "table").splitlines()
    assert len(lines) + len(["next: ...", "$ "]) <= 24
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("extra", [(), ("--full",), ("--rank",), ("--rank", "--full", "--mediation", "none")])
def test_narrow_screens_wrap(printed, monkeypatch, extra):
    """Nothing is longer than 60 columns, whatever is asked for."""
    monkeypatch.setenv("COLUMNS", "60")
    text = printed("globalise", "online-shop", "--to", "CH", "--to", "NO", *extra, *DAY, "--format", "table")
    assert max(map(len, text.splitlines())) <= 60


@pytest.mark.parametrize("extra", [(), ("--full",)])
def test_what_is_not_said_is_no_nought(printed, tmp_path, extra):
    """A firm that says nothing of what it uses is told so once, and not that it lacks everything."""
    file = tmp_path / "mine.yaml"
    file.write_text("sectors: {driving-school: 1}\ncountry: DE\n", encoding="utf-8")
    text = printed("globalise", str(file), "--to", "AT", *DAY, *extra, "--format", "table")
    assert text.count("-: not said") == 1
    assert " 0%" not in text
    assert "missing" not in text


def test_what_is_not_held_is_said(printed):
    """A country outside of the map: not known, in every part that needs it."""
    text = printed("globalise", "bakery", "--to", "CN", *DAY, "--format", "table")
    assert text.count("not known") >= 8
    assert "Ranking there: not known" in text


def test_the_same_question_has_the_same_bytes(printed):
    """In JSON, which carries everything."""
    asked = ("globalise", "retail-shop", "--to", "IT", "--rank", "--mediation", "none", *DAY, "--json")
    first = printed(*asked)
    assert first == printed(*asked)
    assert json.loads(first)["mediation"] == "none"


def test_a_country_is_named_as_people_name_it(printed):
    """Code, small letters, name; several in one; each once."""
    asked = ("globalise", "bakery", "--to", "pl", "--to", "Poland", "--to", "Czechia, IT", *DAY, "--json")
    assert [market["country"] for market in json.loads(printed(*asked))["markets"]] == ["PL", "CZ", "IT"]


def test_nothing_asked_for_is_a_question_of_usage(run):
    """Exit 2 with both ways out."""
    answer = run("globalise", "online-shop")
    assert answer.code == 2
    assert "--to DE" in answer.err
    assert "--rank" in answer.err


def test_the_own_country_is_refused(run):
    """Exit 3, and what to write instead."""
    answer = run("globalise", "bakery", "--to", "Portugal")
    assert (answer.code, answer.out) == (3, "")
    assert "Write another country" in answer.err


def test_fate_stands_beside_what_the_country_makes_of_it(printed):
    """Two ranks of each trend, and the figures behind them."""
    text = printed("globalise", "manufacturer", "--to", "PL", "--mediation", "none", *DAY, "--format", "table")
    assert "As fate (figures of the EU) beside as Poland shapes it" in text
    assert "Poland 24%, EU 40%" in text


def test_markdown_says_what_the_screen_says(printed):
    """Dates as of the day, and what moves with both ranks."""
    text = printed("globalise", "online-shop", "--to", "DE", *DAY, "--format", "markdown")
    assert "(EU, since 2021-07-01)" in text
    asked = json.loads(printed("globalise", "online-shop", "--to", "DE", *DAY, "--format", "json"))
    moves = asked["markets"][0]["localisation"]["moves"]
    assert moves
    for one in moves:
        points = f"{one['points_here']:.0f} | {one['points_there']:.0f}"
        assert f"| {one['name']} | {one['rank_here'] or ''} | {one['rank_there'] or ''} | {points} |" in text


def test_what_is_not_in_the_way_is_told_as_a_sentence(run):
    """A hairdresser from France finds nothing in the way in Belgium: it is said so, not "in the way: not: ..."."""
    told = " ".join(run("globalise", "hairdresser", "--to", "BE", "--format", "text").out.split())
    assert "way: not" not in told
    assert re.search(r"Not in the way: [A-Z]", told)


def test_a_country_that_the_map_does_not_hold_has_a_name_too(run):
    """Two letters are for the computer: the United Arab Emirates are called so, though no figure of them is held."""
    told = " ".join(run("globalise", "bakery", "--to", "AE", "--format", "text").out.split())
    assert ", to United Arab Emirates: " in told
    assert "no figure of United Arab Emirates is held" in told


@pytest.mark.parametrize(
    ("firm", "why"),
    [
        ("taxi", "people come to you or live nearby"),
        ("hairdresser", "people come to you or live nearby"),
        ("joiner", "no further than you drive"),
        ("physiotherapist", "people come to you"),
    ],
)
def test_who_sells_nothing_abroad_is_told_so_and_what_to_do_instead(printed, firm, why):
    """Rides, haircuts and fitted kitchens are bought where they are made: no country comes first for them."""
    text = " ".join(printed("globalise", firm, "--rank", *DAY, "--format", "table").split())
    assert "sells nothing across a border" in text
    assert why in text.lower()
    assert "First: translate hours, prices and how to reach you" in text
    assert "Countries in order" not in text
    assert text == " ".join(printed("globalise", firm, *DAY, "--format", "table").split())
    found = json.loads(printed("globalise", firm, "--rank", *DAY, "--json"))
    assert not found["reach"]["abroad"]
    assert len(found["reach"]["instead"]) >= 2
    assert "instead" in printed("globalise", firm, "--rank", *DAY)


@pytest.mark.parametrize("said", ["sends-parcels: 1", "exports: 0.5", "sells-digital: 1"])
def test_who_says_that_something_goes_abroad_gets_the_order(printed, tmp_path, said):
    """One trait or activity by which a firm sells across a border is enough, whatever its trade."""
    file = tmp_path / "mine.yaml"
    file.write_text(f"sectors: {{joiner: 1}}\ncountry: DE\ntraits: {{{said}}}\n", encoding="utf-8")
    text = printed("globalise", str(file), "--rank", *DAY, "--format", "table")
    assert text.startswith("Countries in order")
