"""Texts compared the way people mean them."""

import pytest

from ecomap.errors import near
from ecomap.model.written import LETTERS, Occurring

TEXTS = ["baker's shop bread", "bread bäckerei", "webshop"]


def test_a_part_occurs_where_a_word_has_it() -> None:
    """Every piece of every word does, whatever its length; what merely is made of pieces that do, does not."""
    words = " ".join(TEXTS).split()
    parts = {word[at:end] for word in words for at in range(len(word)) for end in range(at + 1, len(word) + 1)}
    occurring = Occurring(TEXTS)
    assert all(part in occurring for part in parts)
    assert not any(part in occurring for part in ("breadb", "shopb", "bakers", "x", "eb sh", "webshops"))
    pieces = Occurring(["abcdefg", "defghijk"])
    assert "abcdefghijk"[: LETTERS + 4] not in pieces


@pytest.mark.parametrize(
    ("typed", "name", "meant"),
    [("otel", "hotel", True), ("jotel", "hotel", True), ("vakery", "bakery", True), ("hoetl", "hotel", True),
     ("hotl", "hostel", True), ("dings", "weddings", False), ("thing", "clothing", False), ("abc", "tabac", False)],
)  # fmt: skip
def test_a_slip_is_no_other_word(typed: str, name: str, meant: bool) -> None:
    """A letter left out, changed or moved is one; what begins otherwise and is a piece of a name is another word."""
    assert bool(near(typed, [name])) == meant
