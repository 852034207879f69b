"""A cell of a table means the same however much of the work it takes to understand it."""

import difflib
import time
from difflib import get_close_matches
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap import load_map
from ecomap.model.base import Retired
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.batch.cells import NAMED, Cells
from ecomap.verbs.batch.meanings import CellError, Described
from maps import ecosystem, sector, some, trend

NAMES = (
    "consulting", "Business Support", "construction", "agriculture", " retail", "bakery", "is-local", "exports",
    "buy supplies", "reach", "cost", "data", "it", "nobody", "",
)  # fmt: skip
NUMBERS = ("0.5", " 2", "40 %", "1,5", "1.500", "9", "-1", "x", "", "0")


@cache
def _cells() -> Cells:
    return Cells(load_map()[0])


def _meaning(field: str, text: str) -> object:
    (found,) = _cells().meanings(field, [text])
    if isinstance(found, CellError):
        return found.reasons
    return (dict(found), found.levels) if isinstance(found, Described) else found


@pytest.mark.parametrize("field", NAMED)
@pytest.mark.parametrize("name", some(NAMES))
def test_a_semicolon_at_the_end_says_nothing(field: str, name: str) -> None:
    """What can be looked up at once and what is read with care, as the last semicolon asks for, are the same."""
    for number in NUMBERS:
        assert _meaning(field, f"{name}={number}") == _meaning(field, f"{name}={number};")


@given(st.sampled_from(NAMED), st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NUMBERS)), min_size=2))
def test_nor_after_several(field: str, pairs: list[tuple[str, str]]) -> None:
    """Several names, and one twice."""
    text = ";".join(f"{name}={number}" for name, number in pairs)
    assert _meaning(field, text) == _meaning(field, f"{text};")


def test_a_name_that_counts_no_more_says_nothing() -> None:
    """A trait that was retired without a follower."""
    retired = (Retired(kind="traits", id="gone", reason="never caught on"),)
    cells = Cells(compiled_map(ecosystem([sector("s1")], [trend("t1"), trend("t2")], retired=retired)))
    assert cells.meanings("traits", ["gone=0.5"]) == [{}]


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("sectors", "retail=0.5;nobody=0.5", 'no such kind of firm "nobody"'),
        ("sectors", "retail=0.5;retail=0.5", "stands twice"),
        ("traits", "is-local=7", "at most 1"),
        ("goals", "reach", None),
    ],
)
def test_what_is_plain_but_for_one_thing_is_read_with_care(field: str, text: str, said: str | None) -> None:
    """An unknown name, a name twice, a number out of range and a name without one are told, or understood."""
    (found,) = _cells().meanings(field, [text])
    if said is None:
        assert isinstance(found, dict)
        assert [*found.values()] == [1.0]
    else:
        assert isinstance(found, CellError)
        assert said in str(found)


def test_what_begins_like_a_total_and_ends_in_a_digit_is_a_firm() -> None:
    """No word for a total ends in a digit, on which reading ids at speed rests."""
    from ecomap.io.words import TOTAL, words

    assert not [word for word in words(TOTAL) if word[-1:].isdigit()]


@pytest.mark.parametrize("names", some(["nope; ", "hotel=70 und nope ", "nope=1;", "55.10 (70), "], of=2))
def test_a_long_cell_of_faults_is_told_in_part(names: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes near is looked up for as many unknown names of a long cell as of a short one, not for each."""
    looked_up = []

    def counted(*given: Any, **options: Any) -> list[str]:
        looked_up.append(given[0])
        return get_close_matches(*given, **options)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    counts, seconds = [], []
    for signs in (10_000, 100_000):
        looked_up.clear()
        begun = time.process_time()
        told = str(_meaning("sectors", names * (signs // len(names))))
        seconds.append(time.process_time() - begun)
        counts.append(len(looked_up))
        assert len(told) < signs
    assert counts[0] == counts[1]
    assert seconds[1] < 30 * seconds[0]  # ten times as long; a look at each from the start would take a hundred times


@pytest.mark.parametrize("signs", some([" ", "1", "( ", "1,", "%", " %", "\t", "/", " und ", "70% "]))
def test_a_long_cell_is_looked_through_once(signs: str) -> None:
    """A hundred thousand signs behind a name with a share: at each of them the look began anew, which took hours."""
    begun = time.process_time()
    _meaning("sectors", f"consulting 70 %,{signs * 100_000}x")
    assert time.process_time() - begun < 5
