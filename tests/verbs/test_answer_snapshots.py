"""Standings of an earlier answer, read from its JSON."""

import json

import pytest

from ecomap.errors import InputError
from ecomap.verbs.causes import answer_snapshot


def answer(rank: object = 1, score: object = 0.25, view: str = "all", in_all: int = 1, day: str = "2026-03-01") -> str:
    """Return an answer of one opportunity."""
    return json.dumps({
        "schema": "ecomap/ranking/2", "view": view, "as_of": day, "profile": {},
        "map": {"id": "m", "version": "2026.3", "sha256": "x"}, "threats": [], "threats_in_all": 0,
        "opportunities": [{"trend": {"id": "t"}, "rank": rank, "score": score}], "opportunities_in_all": in_all,
    })  # fmt: skip


@pytest.mark.parametrize(("score", "points"), [(0.25, 25), (1, 100), (0, 0), (-1, -100)])
def test_points_are_a_hundred_times_the_score(score: float, points: float) -> None:
    """A score is between -1 and 1, both allowed."""
    found = answer_snapshot("a.json", answer(score=score))
    assert [(row["trend"], row["rank"], row["priority"]) for row in found.rows] == [("t", 1, points)]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        *[({"score": score}, "a score that is none") for score in (1.01, -1.5, "0.5", True, None, float("nan"), [0.5])],
        *[({"rank": rank}, "a trend without a name or rank") for rank in (0, -1, 1.0, "1", None, True)],
        ({"view": "new"}, "holds only some of its trends"),
        ({"in_all": 2}, "holds only some of its trends"),
        ({"day": "2026-13-01"}, "is no whole answer of analyze"),
    ],
)
def test_what_is_no_whole_answer_is_told(wrong: dict[str, object], told: str) -> None:
    """With what is wrong in it, and how to make it again."""
    with pytest.raises(InputError, match=told) as refused:
        answer_snapshot("a.json", answer(**wrong))  # type: ignore[arg-type]
    assert "ecomap analyze BUSINESS --json -o FILE" in str(refused.value)
