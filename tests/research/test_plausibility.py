"""Plausibility: each rule fires on its fault, and the shipped map is plausible."""

import pytest

from ecomap.model import EcosystemMap
from research.plausibility import agreements, bare_reasons, faults, old_figures, parts_above_wholes, unbalanced


def with_trend(shipped: EcosystemMap, name: str, **fields: object) -> EcosystemMap:
    trends = tuple(t.model_copy(update=fields) if t.id == name else t for t in shipped.trends)
    return shipped.model_copy(update={"trends": trends})


def test_the_shipped_map_is_plausible(shipped):
    """No fault; judged weights, written before, order the sectors of measured trends as published (mean above .5)."""
    assert list(faults(shipped)) == []
    found = [row.rank_correlation for row in agreements(shipped)]
    assert len(found) > 50
    assert sum(found) / len(found) > 0.5


def test_a_reason_that_repeats_its_number_is_told(shipped):
    """``0.5 it is`` is no cause."""
    level = shipped.trend_by_id["online-reviews"].level.model_copy(update={"reason": "0.5 it is"})
    [told] = bare_reasons(with_trend(shipped, "online-reviews", level=level))
    assert told == 'online-reviews, level: "0.5 it is" is no cause.'


def test_old_figures_without_a_pace_are_told(shipped):
    """Specialised software was asked after in 2018."""
    [told] = old_figures(with_trend(shipped, "specialized-software", pace=None))
    assert told == "specialized-software has figures of 2018 and no pace."


def test_a_part_above_its_whole_is_told(shipped):
    """Customer analytics at 90 % of firms is part of data analytics at 43 %."""
    level = shipped.trend_by_id["customer-analytics"].level.model_copy(update={"share": 0.9})
    told = list(parts_above_wholes(with_trend(shipped, "customer-analytics", level=level)))
    assert told[0].startswith("customer-analytics at 0.9 is part of data-analytics at 0.43")


def test_a_sector_with_few_figures_is_told(shipped):
    """All but one figure of hotels taken out."""
    one = next(item for item in shipped.influences if item.sector == "hospitality")
    kept = tuple(item for item in shipped.influences if item.sector != "hospitality" or item is one)
    [told] = unbalanced(shipped.model_copy(update={"influences": kept}))
    assert told.startswith("hospitality has 1 figures")


@pytest.mark.parametrize("name", ["online-ordering", "cloud-computing", "generative-ai"])
def test_agreement_is_of_figures_that_there_are(shipped, name):
    """Sectors counted are those with a figure."""
    [row] = [row for row in agreements(shipped) if row.trend == name]
    assert row.sectors == sum(item.trend == name for item in shipped.influences)
