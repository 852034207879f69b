"""What a screen can show, and what must never reach it."""

from xml.etree import ElementTree

import pytest
from rich.cells import cell_len
from rich.text import Text

from ecomap.render.screen import Screen, picture, safe_text, shown


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Rosa's Bakery", "Rosa's Bakery"),
        ("Café Łódź 北京 🥐", "Café Łódź 北京 🥐"),
        ("\x1b[31mred", "[31mred"),
        ("bell\x07 back\x08 delete\x7f", "bell back delete"),
        ("c1\x9b31m", "c131m"),
        ("right\u202eto left\u2066", "rightto left"),
        ("no\u200bwidth\ufeff", "nowidth"),
        ("line\u2028break", "linebreak"),
        ("", ""),
    ],
)
def test_control_characters_are_left_out_and_letters_kept(text: str, safe: str) -> None:
    """Escape sequences, C1, bidirectional and invisible characters go; every script stays."""
    assert safe_text(text) == safe


def test_lines_end_where_their_words_end() -> None:
    """No trailing blanks, one line feed at the end."""
    assert shown(Text("one   \ntwo"), Screen(width=20)) == "one\ntwo\n"


def test_what_is_too_long_is_broken_at_the_width() -> None:
    """Nothing is wider than the screen, wide letters counted as the two columns they take."""
    text = shown(Text("面包店 " * 20), Screen(width=20))
    assert max(cell_len(line) for line in text.splitlines()) <= 20


def test_colour_is_shown_only_where_it_can_be() -> None:
    """A style becomes an escape sequence on a screen with colour and nothing elsewhere."""
    assert shown(Text("act", style="bold green"), Screen(colour=False)) == "act\n"
    assert "\x1b[1;32m" in shown(Text("act", style="bold green"), Screen(colour=True))


def test_a_screen_without_unicode_gets_signs_of_its_own() -> None:
    """Bars, arrows and dots have a likeness in ASCII; what has none becomes a question mark."""
    assert shown(Text("██▌ 26→29 … 北"), Screen(unicode=False)) == "### 26>29 . ?\n"


def test_markup_and_emoji_codes_are_words() -> None:
    """Brackets and colons in a name are what they are."""
    assert shown(Text("[red]:smile: [/red]"), Screen()) == "[red]:smile: [/red]\n"


def test_a_picture_is_the_same_every_time() -> None:
    """Equal content gives equal bytes, in XML that any viewer can read without the net."""
    first, second = (picture(Text("a < b & c"), "title", 40) for _ in range(2))
    assert first == second
    assert "a\u00a0<\u00a0b\u00a0&\u00a0c" in "".join(ElementTree.fromstring(first).itertext())
    assert "url(http" not in first
