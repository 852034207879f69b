"""Names and phrases as they stand within a sentence."""

import pytest

from ecomap.render.phrases import within, you_do


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Keep one card", "keep one card"), ("ERP software", "ERP software"), ("AI that reads texts",) * 2,
        ("A course at home", "a course at home"), ("", ""),
    ],
)  # fmt: skip
def test_a_name_begins_small_within_a_sentence_but_for_abbreviations(name: str, told: str) -> None:
    """ERP and AI stay as they are: nobody writes eRP."""
    assert within(name) == told


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("take bookings as you do", "take bookings"),
        ("promote themselves", "promote yourself"),
        ("check the quality of their work", "check the quality of your work"),
        ("serve the people around them as you do", "serve the people around you"),
    ],
)
def test_what_others_do_is_said_to_one_who_does_it(phrase: str, told: str) -> None:
    """Them becomes you, and the comparison goes."""
    assert you_do(phrase) == told
