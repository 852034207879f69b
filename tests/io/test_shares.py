"""Names with their shares, in a cell of a table and in an option: one grammar."""

import pytest

from ecomap.io.amounts import AmountError
from ecomap.io.shares import divided, read_weights
from ecomap.names import Names
from maps import ecosystem, sector, trend

NAMES = Names.of(ecosystem([sector(name) for name in ("hotel", "bar", "farm")], [trend("robots")]))


def test_names_without_a_share_divide_the_rest() -> None:
    """0.4 of 1 is said: two others have 0.3 each. Nothing may be left for nobody."""
    found = divided(read_weights("firm", ["hotel=40%", "bar", "farm"], NAMES))
    assert found == {"hotel": 0.4, "bar": 0.3, "farm": 0.3}
    with pytest.raises(AmountError, match="the shares leave nothing for bar"):
        divided(read_weights("firm", ["hotel=1", "bar"], NAMES))
    for wrong in ("=2", "hotel=", "hotel+=1"):
        with pytest.raises(AmountError, match="is no NAME=NUMBER"):
            read_weights("firm", [wrong], NAMES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hotel=0.5;bar=0.5", {"hotel": 0.5, "bar": 0.5}), ("hotel=0,5, bar=0,5", {"hotel": 0.5, "bar": 0.5}),
        ("hotel=2;", {"hotel": 2}), ("hotel;bar=2", {"hotel": None, "bar": 2}),
        ("Hotel 70 %, Bar (30 %)", {"Hotel": 0.7, "Bar": 0.3}), ("70% hotel / 30% bar", {"hotel": 0.7, "bar": 0.3}),
        ("hotel, bar", {"hotel": None, "bar": None}), ("hotel und bar", {"hotel": None, "bar": None}),
        ("hotel 70, bar 30", {"hotel": 70, "bar": 30}), ("x, y", {"x, y": None}),
        ("60% hotel 40 % bar", {"hotel": 0.6, "bar": 0.4}), ("hotel 60% bar 40%", {"hotel": 0.6, "bar": 0.4}),
        ("hotel (60%) bar (40%)", {"hotel": 0.6, "bar": 0.4}), ("60% hotel 40%", {"60% hotel 40%": None}),
    ],
)  # fmt: skip
def test_several_names_in_one_text_are_read_as_several(text: str, found: dict[str, float | None]) -> None:
    """An option takes what a cell takes; what is no name stays whole, to be told."""
    assert read_weights("firm", [text], NAMES) == found


def test_numbers_that_are_no_shares_are_asked_for() -> None:
    """70 and 20 behind names are no shares of 100; of goals any weights are taken."""
    with pytest.raises(AmountError, match=r"no shares of 1 or 100\. Write hotel=70;bar=20"):
        read_weights("firm", ["hotel 70, bar 20"], NAMES)
