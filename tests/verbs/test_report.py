"""A page on one business: how many rows it opens, and what each row rests on."""

import pytest

from ecomap.model import Business, Settings
from ecomap.results.report import Report
from ecomap.verbs.report import make_report
from maps import MEASURED, ecosystem, influence, practice, sector, trend

RISK = {"role": "risk", "opportunity": 0}


def report(trends, business, **how) -> Report:
    """Return a page without the plan, of a map of one sector."""
    return make_report(ecosystem([sector("s1")], trends), business, plan=False, **how)


@pytest.mark.parametrize(("top", "opportunities", "threats"), [(1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 4, 2), (5, 5, 2)])
def test_of_the_threats_half_as_many_are_opened(top, opportunities, threats):
    """One at least; each row of both lists is opened, and no other."""
    some = [trend(f"t{at}", level=0.9 - at / 10) for at in range(6)]
    some += [trend(f"r{at}", level=0.9 - at / 10, **RISK) for at in range(6)]
    page = report(some, Business(sectors={"s1": 1}), top=top)
    names = [f"t{at}" for at in range(opportunities)] + [f"r{at}" for at in range(threats)]
    assert [row.trend.id for row in (*page.ranking.opportunities, *page.ranking.threats)] == names
    assert [one.trend for one in page.opened] == names
    assert ["use it" in one.words[0] for one in page.opened] == [True] * opportunities + [False] * threats


def test_a_page_is_made_by_the_settings_that_are_given():
    """As far ahead as they look; without any, by those of every answer."""
    some = [trend("t", pace=0.1)]
    pages = [report(some, Business(sectors={"s1": 1}), settings=said) for said in (Settings(horizon=7), None)]
    assert [(page.today, page.horizon) for page in pages] == [(2026, 2033), (2026, 2029)]
    found = [page.ranking.opportunities[0].likelihood for page in pages]
    assert found[0] > found[1]


def test_a_row_rests_on_its_own_figures_its_numbers_and_its_first_step():
    """The figure of the own sector with its record; another's is none of its grounds; each is cited once."""
    around = ecosystem(
        [sector("s1"), sector("s2")], [trend("t", pace=0.1)],
        [influence("t", "s1", 0.4, evidence=MEASURED, year=2025), influence("t", "s2", 0.6)],
        practices=[practice("p", "t")],
    )  # fmt: skip
    page = make_report(around, Business(sectors={"s1": 1}), plan=False)
    (opened,) = page.opened
    assert [(one.kind, one.text, one.evidence) for one in opened.grounds] == [
        ("figure", "S1 40%", "measured"), ("level", "test", "judged"), ("growth", "test", "judged"),
        ("judged", "test", "judged"), ("costs", "test", "judged"),
    ]  # fmt: skip
    assert [one.id for one in page.evidence] == ["measured", "judged"]
