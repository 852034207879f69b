"""What deserves a look: each caution fires on its fault, at its place, and says whether it is a warning or a note."""

import pytest

from ecomap.io.map_reader import examine_map

ONE_METHOD = """\
methods:
  - {id: share-of-firms, name: Share, words: x, formula: m = p / 100, example: x, gives: [prevalence]}
"""
MODIFIER = """\
modifiers:
  - {kind: country, place: «xx, family: ai, shift: 0, value: x, reference: x, locator: x, evidence: computed}
"""


def found(path):
    return [
        (f.level, f.rule, f.problem.where.line, f.problem.where.column)
        for f in examine_map(path).findings
        if f.rule not in ("sectors-influence-others", "sectors-have-figures")
    ]


CASES = [
    pytest.param((("    grade: D", "    grade: «A"),), "warning", "grades-fit-the-basis", id="grade A on a judgement"),
    pytest.param((("    grade: C", "    grade: «A"),), "warning", "grades-fit-the-basis", id="grade A, derived"),
    pytest.param(
        (("0.3, statement: A third do.", "0.3, grade: «B, statement: A third do."),),
        "warning", "grades-fit-the-basis", id="a number's own grade",
    ),
    pytest.param(
        (("# end\n", ONE_METHOD + "# end\n"), ("method: mean", "method: «mean")),
        "warning", "methods-are-known", id="a method that nobody explains",
    ),
    pytest.param(
        (("name: Cloud services", "name: «ONLINE  booking"),),
        "warning", "names-are-unique", id="two trends of one name but for case",
    ),
    pytest.param(
        (("accessed: 2026-11-22", "accessed: «2020-12-31"),),
        "warning", "sources-are-looked-at", id="not looked at for six years",
    ),
    pytest.param(
        (("year: 2025", "year: «2015"),),
        "warning", "old-figures-are-not-graded-high", id="grade A on a figure of 2015",
    ),
    pytest.param(
        (("# end\n", MODIFIER + "# end\n"),),
        "warning", "countries-of-modifiers-are-known", id="a country that is not described",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "level", "rule"), CASES)
def test_a_caution_fires_at_its_place(village, places, write_village, changes, level, rule):
    """One fault, one finding, at line and column of the culprit."""
    for old, new in changes:
        assert old in village, old
        village = village.replace(old, new, 1)
    text, [(line, column)] = places(village)
    assert found(write_village(text)) == [(level, rule, line, column)]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(("accessed: 2026-11-22", "accessed: 2021-01-01"), id="looked at five years ago"),
        pytest.param(("year: 2025", "year: 2016"), id="a figure of ten years"),
        pytest.param(("year: 2025", "year: 1999"), id="an old figure of grade C"),
    ],
)
def test_limits_are_inclusive_and_low_grades_may_be_old(village, write_village, changes):
    """Five and ten years are allowed, and what is graded C claims no more than it is."""
    text = village.replace(*changes)
    if "1999" in text:
        text = text.replace("grade: A", "grade: C")
    assert found(write_village(text)) == []


def test_leaves_of_the_network_are_notes(village, write_village):
    """The village's web shops influence nobody and no trend has a figure there: one place, so one note."""
    examined = examine_map(write_village(village))
    assert [(f.level, f.rule, f.problem.message) for f in examined.findings] == [
        ("note", "sectors-influence-others", "web-shop influences nobody.")
    ]


def test_what_was_rejected_may_not_come_back(village, places, write_village):
    """The influence is named, with day and reason of the rejection; a coupling likewise."""
    rejected = "rejected:\n  - {trend: booking, target: shop, reason: Nobody does., reviewed: 2026-01-31}\n"
    text, [(line, column)] = places(village.replace("  - {trend: booking,", "  - «{trend: booking,") + rejected)
    examined = examine_map(write_village(text))
    assert examined.ecosystem is None
    [error] = examined.findings
    assert (error.rule, error.problem.where.line, error.problem.where.column) == (
        "nothing-rejected-is-present",
        line,
        column,
    )
    assert error.problem.message == "booking -> shop was rejected on 2026-01-31: Nobody does."
    rejected = "rejected:\n  - {source: shop, target: bakery, reason: No trade., reviewed: 2026-01-31}\n"
    text, [(line, column)] = places(
        village.replace("  - {source: shop, target: bakery", "  - «{source: shop, target: bakery") + rejected
    )
    assert [f.problem.where.line for f in examine_map(write_village(text)).findings] == [line]


def test_a_rejection_rejects_something(village, write_village):
    """Neither trend nor source: nothing is rejected."""
    text = village + "rejected:\n  - {target: shop, reason: x, reviewed: 2026-01-31}\n"
    assert [f.problem.message for f in examine_map(write_village(text)).findings] == ["rejects nothing."]


def test_the_form_of_a_file_is_a_rule_too(write_village):
    """What cannot be read as a map is one finding for each problem, rule ``form``."""
    examined = examine_map(write_village("id: [\n"))
    assert [(f.level, f.rule) for f in examined.findings] == [("error", "form")]
