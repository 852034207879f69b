"""What a screen can show, and what must never reach it."""

from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

from ecomap.render.screen import Screen, fitted, line, shown, wrapped
from ecomap.render.sheet import Sheet, Table
from ecomap.render.writers import written
from ecomap.safe import safe_text

LONG_WORDS = ["面包店 " * 20, "x" * 70, "a " + "面" * 50, "🥐" * 40]


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
        ("👩\u200d🍳 and نمی\u200cخواهم", "👩\u200d🍳 and نمی\u200cخواهم"),
        ("", ""),
    ],
)
def test_control_characters_are_left_out_and_letters_kept(text: str, safe: str) -> None:
    """Escape sequences, C1, bidirectional and invisible characters go; every script and joined emoji stay."""
    assert safe_text(text) == safe


def test_lines_end_where_their_words_end() -> None:
    """No trailing blanks, one line feed at the end."""
    assert shown([line("one   "), line("two")], Screen(width=20)) == "one\ntwo\n"


@pytest.mark.parametrize("text", LONG_WORDS)
def test_what_is_too_long_is_broken_at_the_width_and_not_cut(text: str) -> None:
    """Nothing is wider than the screen, wide letters counted as the two columns they take, and no letter is lost."""
    shape = shown(wrapped(text, 20, first="- "), Screen(width=20))
    assert max(cell_len(row) for row in shape.splitlines()) <= 20
    assert "".join(shape.split()) == "-" + "".join(text.split())


def test_a_line_begins_where_it_is_meant_to() -> None:
    """Blanks at the beginning stay, and what goes on stands below or where it is told to."""
    assert shown(wrapped("  one two", 7), Screen()) == "  one\n  two\n"
    assert shown(wrapped("in all 12 h, EUR 60/month", 10), Screen()) == "in all\n12 h,\nEUR 60/mon\nth\n"
    assert shown(wrapped("  one and two", 9, rest="    "), Screen()) == "  one and\n    two\n"


def test_a_message_is_broken_between_words_and_a_command_stays_whole() -> None:
    """What fits stays as it is; what does not is broken at blanks, never in a word or in a command to be copied."""
    assert fitted("a file.yaml:3  two words\n", 24) == "a file.yaml:3  two words\n"
    assert fitted("  one two three? ", 9) == "  one two\n  three? "
    assert fitted("unbreakable it is", 5) == "unbreakable\nit is"
    assert fitted('Not known. See: ecomap map search "a b"; or ask', 20) == (
        'Not known. See:\necomap map search "a b";\nor ask'
    )


def test_colour_is_shown_only_where_it_can_be() -> None:
    """A style becomes an escape sequence on a screen with colour and nothing elsewhere."""
    assert shown([line("act", style="bold green")], Screen(colour=False)) == "act\n"
    assert "\x1b[1;32m" in shown([line("act", style="bold green")], Screen(colour=True))


def test_a_screen_without_unicode_gets_signs_of_its_own() -> None:
    """Bars, arrows, dots, lines and letters with accents have a likeness in ASCII; others are a question mark."""
    assert shown([line("██▌ 26→29 … │ Türkiye 北")], Screen(unicode=False)) == "### 26>29 . | Turkiye ?\n"


def test_markup_and_emoji_codes_are_words() -> None:
    """Brackets and colons in a name are what they are."""
    assert shown([line("[red]:smile: [/red]")], Screen()) == "[red]:smile: [/red]\n"


def test_a_picture_is_the_same_every_time() -> None:
    """Equal content gives equal bytes, in XML that any viewer can read without the net."""
    sheet = Sheet("title", (), (), drawing=lambda _: [line("a < b & c")])
    first, second = (written(sheet, "svg") for _ in range(2))
    assert first == second
    assert "a < b & c" in "".join(ElementTree.fromstring(first).itertext())
    assert "url(http" not in first


@pytest.mark.parametrize("width", [30, 60, 100])
def test_a_plain_table_fits_and_loses_nothing(width: int) -> None:
    """Cells of a table without a drawing of its own wrap where they are too wide; numbers stand to the right."""
    long = "a sentence that is longer than a narrow column " * 2
    rows = [("x" * 30, 7, long), ("y", 12345, "short")]
    text = written(Sheet("t", ("name", "count", "why"), rows), "table", Screen(width))
    lines = text.splitlines()
    assert max(cell_len(row) for row in lines) <= width
    assert sorted("".join(text.split())) == sorted("".join(f"namecountwhy{'x' * 30}7{long}y12345short".split()))


def test_words_that_are_copied_stay_whole() -> None:
    """Where columns must give way those of several words do first: an id of 26 letters beside 2 x 40 on 80 columns."""
    id = "phishing-and-payment-fraud"
    table = Table(("id", "name", "text"), [(id, " ".join(["name"] * 8), " ".join(["text"] * 8))])
    text = written(Sheet("title", (), (), tables=[table]), "table", Screen(width=80))
    assert id in text
    assert max(map(len, text.splitlines())) <= 80
