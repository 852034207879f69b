"""What all answers can do: show themselves in a few lines, and give their rows to a data frame."""

import csv
import io
from collections.abc import Callable

import pytest

from ecomap import (
    Business,
    Settings,
    World,
    compare_maps,
    compare_sectors,
    explain_trend,
    find_evidence,
    load_business,
    load_map,
    load_whole_map,
    rank_many,
    rank_trends,
    what_if,
)
from ecomap.render.comparison import comparison_sheet
from ecomap.render.explanation import explanation_sheet
from ecomap.render.maps import evidence_sheet
from ecomap.render.movement import difference_sheet, whatif_sheet
from ecomap.render.ranking import ranking_sheet
from ecomap.render.sheet import Sheet
from ecomap.render.writers import written
from ecomap.results.answer import Answer


@pytest.fixture(scope="module")
def answers() -> dict[str, Answer]:
    """Return one answer of each kind, for the bakery."""
    ecosystem, _ = load_map()
    whole = load_whole_map()
    bakery = load_business("bakery", ecosystem)
    return {
        "ranking": rank_trends(ecosystem, bakery),
        "explanation": explain_trend(ecosystem, bakery, "Online ordering"),
        "whatif": what_if(
            World(ecosystem, bakery, Settings()), sets={"budget_eur": "20000"}, adopt=("online-ordering",)
        ),
        "comparison": compare_sectors(ecosystem, ["bakery", "hotel"]),
        "evidence": find_evidence(whole[0], "online-ordering"),
        "diff": compare_maps(whole, whole),
        "batch": next(iter(rank_many(ecosystem, [bakery]))),
    }


KINDS = ("ranking", "explanation", "whatif", "comparison", "evidence", "diff", "batch")


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_shows_itself_in_a_few_lines(answers: dict[str, Answer], kind: str) -> None:
    """At a prompt an answer says what it is, of what, and how many rows it has; 600 letters are enough."""
    text = repr(answers[kind])
    assert text.startswith(type(answers[kind]).__name__ + "(")
    assert len(text) <= 600
    if kind == "ranking":
        assert f"opportunities=<{len(answers[kind].opportunities)}>" in text
        assert all(len(repr(row)) <= 750 for row in answers[kind].opportunities)


@pytest.mark.parametrize("kind", KINDS)
def test_records_are_flat_and_alike(answers: dict[str, Answer], kind: str) -> None:
    """Each record has the same keys in the same order, and plain values a data frame can hold."""
    records = answers[kind].to_records()
    assert records or kind == "diff"
    assert len({tuple(record) for record in records}) <= 1
    assert all(value is None or isinstance(value, str | int | float) for record in records for value in record.values())


SHEETS: dict[str, Callable[..., Sheet]] = {
    "ranking": ranking_sheet, "explanation": explanation_sheet, "whatif": whatif_sheet, "comparison": comparison_sheet,
    "evidence": evidence_sheet, "diff": difference_sheet,
}  # fmt: skip


@pytest.mark.parametrize("kind", SHEETS)
def test_an_answer_has_the_same_records_as_its_csv(answers: dict[str, Answer], kind: str) -> None:
    """Names of the columns, order and number of the rows, and what stands in them."""
    shown = {"show": "trends"} if kind == "comparison" else {}
    rows = list(csv.DictReader(io.StringIO(written(SHEETS[kind](answers[kind], **shown), "csv"))))
    records = answers[kind].to_records()
    assert [list(row) for row in rows] == [list(record) for record in records]
    for row, record in zip(rows, records, strict=True):
        for name, value in record.items():
            found = row[name]
            assert found == ("" if value is None else str(value)) or float(found) == pytest.approx(value, rel=1e-5)


def test_the_parts_of_an_explanation_add_up_in_its_records(answers: dict[str, Answer]) -> None:
    """The points of the steps sum to the influence; those of pathways and the rest to what they open."""
    explanation = answers["explanation"]
    points: dict[str, float] = {}
    for record in explanation.to_records():
        points[record["part"]] = points.get(record["part"], 0.0) + record["points"]
    assert points["step"] == pytest.approx(explanation.row.influence, abs=1e-9)
    inside = ("traits", "technologies", "activities", "network_direct", "network_indirect")
    opened = sum(step.points for step in explanation.waterfall if step.name in inside)
    assert points["pathway"] + points["other pathways"] == pytest.approx(opened, abs=1e-9)


def test_a_business_made_by_hand_is_shown_like_any(answers: dict[str, Answer]) -> None:
    """What says nothing is left out, what is long is cut."""
    business = Business(id="x", sectors={"bakery": 1}, name="n" * 100)
    ecosystem, _ = load_map()
    shown: Callable[[object], str] = repr
    ranking = rank_trends(ecosystem, load_business("bakery", ecosystem), top=1)
    assert "opportunities=<1>" in shown(ranking)
    assert "adopted=<" in shown(ranking)
    assert business.name == "n" * 100
    assert "settings" not in shown(answers["diff"])
