"""The order of countries against a published index: all members of the EU, and the figure that the page tells."""

import pytest

from ecomap.model.countries import EU
from research.figures import markets as page
from research.markets import agreement, index, told


def test_the_index_has_every_member():
    """27 countries, each with a score between 1 and 5; Germany led with 4.23 in 2016."""
    found = index()
    assert set(found) == set(EU)
    assert all(1 <= score <= 5 for score in found.values())
    assert max(found, key=lambda country: found[country]) == "DE"
    assert found["DE"] == 4.23


@pytest.mark.slow
def test_the_page_tells_what_was_found():
    """Whatever it is: over 27 countries, with its interval."""
    found = agreement(at_home=False)
    assert found.countries == 27
    assert found.low < found.spearman < found.high
    text = page.TARGET.read_text(encoding="utf-8")
    assert told() in text
    assert f"{found.spearman:.2f}" in told()
