"""What the rows of a report rest on."""

import pytest

from ecomap import load_business, load_map, make_report, rank_trends


def test_a_row_rests_on_all_that_the_map_says_of_it_and_of_its_first_step():
    """Figures of the own sectors first, then what the book holds of the trend, then of the practice to begin with."""
    compiled = load_map()[0]
    bakery = load_business("bakery", compiled)
    report = make_report(compiled, bakery, top=3, plan=False)
    ranking = rank_trends(compiled, bakery)
    first = {row.trend.id: row.first_step.practice for row in (*ranking.opportunities, *ranking.threats)}
    of_practices = 0
    for row in report.opened:
        told = [(ground.kind, ground.evidence) for ground in row.grounds if ground.kind != "figure"]
        trend = compiled.grounds_of.get(row.trend, ())
        practice = compiled.grounds_of.get(first[row.trend], ())
        assert told == [(item.kind, item.evidence) for item in (*trend, *practice)]
        of_practices += len(practice)
    assert of_practices


@pytest.mark.parametrize(("top", "threats"), [(1, 1), (2, 1), (3, 1), (4, 2)])
def test_half_as_many_threats_are_opened(top: int, threats: int):
    """As trends, one at least."""
    compiled = load_map()[0]
    report = make_report(compiled, load_business("bakery", compiled), top=top, plan=False)
    assert (len(report.ranking.opportunities), len(report.ranking.threats)) == (top, threats)
    assert len(report.opened) == top + threats
