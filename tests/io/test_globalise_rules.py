"""What a map says of selling abroad: what counts for nothing or names nothing is refused."""

import pytest

from ecomap.errors import SchemaError
from maps import check_map

COMPONENT = "components:\n  - {{id: lines, name: Lines, trends: {{booking: {weight}}}, evidence: judged, reason: x}}\n"
BARRIER = (
    "challenges:\n  - {{id: rivals, name: Rivals, summary: x, responses: [Watch them], evidence: judged}}\n"
    "barriers:\n  - {{id: wall, name: Wall, binds: threats, threats: [{threats}], challenges: [rivals], "
    "evidence: judged, reason: x}}\n"
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (COMPONENT.format(weight=0), "no trend counts"),
        (BARRIER.format(threats=""), "binds by threats and names none"),
    ],
)
def test_what_says_nothing_is_refused(text, told):
    """Each with its place and a way out."""
    with pytest.raises(SchemaError, match=told):
        check_map(text)


def test_what_says_something_is_read():
    """A weight above nothing."""
    assert check_map(COMPONENT.format(weight=0.5))
