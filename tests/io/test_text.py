"""Bytes to text: one encoding, a size limit, nothing invisible."""

import io
import os
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.errors import FileError, InputError, ParseError
from ecomap.io.text import INVISIBLE, decode, invisible_in, read_text

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Unicode, PropList.txt: the twelve characters with the property Bidi_Control."""
CONTROLS = [chr(code) for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc"]
"""The control characters as Python's own copy of the Unicode tables has them: 32 + 1 + 32."""
LINE_BREAKS_AND_TAB = "\t\n\r\x85"


def problems_of(content):
    with pytest.raises(ParseError) as caught:
        decode(content, "f.yaml")
    return caught.value.problems


def test_plain_utf8_is_returned_as_it_is():
    """Accents, emoji, tabs and any line ends come through unchanged."""
    text = "näme: 🙂\r\n\tb: c\n"
    assert decode(text.encode(), "f") == text


def test_a_byte_order_mark_in_front_is_accepted():
    """Windows editors write one in front of UTF-8; it is not part of the text."""
    assert decode(b"\xef\xbb\xbfa: 1\n", "f") == "a: 1\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16_is_refused_with_the_way_out(encoding):
    """Other Unicode encodings are recognised by their mark, or by their NUL bytes; the way out is UTF-8."""
    mark = "\ufeff" if encoding[-2:] in ("le", "be") else ""
    [problem] = problems_of((mark + "a: 1\n").encode(encoding))
    assert "UTF-16" in problem.message
    assert "UTF-8" in problem.way_out


def test_nul_bytes_are_refused_once():
    """A picture or a program is no text: one problem for the file, not one for each byte."""
    [problem] = problems_of(b"\x00\x00PNG\x00" * 1000)
    assert (problem.where.line, problem.message) == (0, "not a text file.")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"\xff", (1, 1)),
        (b"name: caf\xe9\n", (1, 10)),
        (b"a: 1\nb: x\xe9y\n", (2, 5)),
        (b"a: 1\r\n\r\n  \x80", (3, 3)),
        (b"a: \xe2\x82", (1, 4)),
        (b"a: \xed\xa0\x80\n", (1, 4)),
        (b"a: \xc0\xaf\n", (1, 4)),
    ],
)
def test_invalid_utf8_is_told_with_its_line_and_column(content, place):
    """The first byte that is not UTF-8 (Latin-1, cut short, surrogate, overlong) is named by its place."""
    [problem] = problems_of(content)
    assert (problem.where.line, problem.where.column) == place
    assert "UTF-8" in problem.way_out


def test_the_column_of_an_invalid_byte_counts_characters():
    """Two accents in front of the bad byte are two characters, as everywhere else: it is the fourth, not the sixth."""
    [problem] = problems_of("éé ".encode() + b"\xff\n")
    assert (problem.where.line, problem.where.column) == (1, 4)


def test_the_line_of_an_invalid_byte_is_right_behind_a_byte_order_mark():
    """The mark in front moves nothing: the bad byte is the first character of line 2."""
    [problem] = problems_of(b"\xef\xbb\xbfa\n\xff\n")
    assert (problem.where.line, problem.where.column) == (2, 1)


@pytest.mark.parametrize("character", sorted(set(CONTROLS) - set(LINE_BREAKS_AND_TAB) - {"\0"}), ids=ascii)
def test_control_characters_are_refused(character):
    """Escape sequences and other controls would reach the user's terminal: refused with place and code."""
    [problem] = problems_of(f"a: 1\nb: x{character}y\n".encode())
    assert (problem.where.line, problem.where.column) == (2, 5)
    assert f"U+{ord(character):04X}" in problem.message


@pytest.mark.parametrize("character", LINE_BREAKS_AND_TAB, ids=ascii)
def test_line_breaks_and_tabs_are_text(character):
    """The only control characters that belong in a text."""
    assert decode(f"a{character}b".encode(), "f") == f"a{character}b"


@pytest.mark.parametrize(
    "character",
    [pytest.param(c) if c == "\u061c" else c for c in BIDI_CONTROLS],
    ids=ascii,
)
def test_bidirectional_characters_are_refused(character):
    """Characters that turn the order of what is shown can hide what a file says (Trojan Source)."""
    [problem] = problems_of(f"a: {character}1\n".encode())
    assert (problem.where.line, problem.where.column) == (1, 4)


@pytest.mark.parametrize("character", ["\u200b", "\u2028", "\u2029", "\u2060", "\ufeff"], ids=ascii)
def test_characters_of_no_width_and_unusual_line_ends_are_refused(character):
    """A zero-width space in an id, or a line end that editors do not count, costs an hour to find."""
    [problem] = problems_of(f"ab{character}c\n".encode())
    assert (problem.where.line, problem.where.column) == (1, 3)


JOINED = ["👩\u200d🍳", "❤\ufe0f\u200d🔥", "نمی\u200cخواهم", "क्\u200dष", "க்\u200cஷ"]


@pytest.mark.parametrize("word", JOINED, ids=ascii)
def test_what_joins_letters_and_emoji_is_text(word):
    """Persian and the scripts of India need U+200C and U+200D in words, and so do emoji of several."""
    assert decode(f"name: {word}\n".encode(), "f") == f"name: {word}\n"


@pytest.mark.parametrize("text", ["ba{}ker", "{}", "é{}a", "🍳{}", "{}🍳", "🍳 {}🍳", "🍳{0}{0}🍳", "б{}а"])
@pytest.mark.parametrize("character", ["\u200c", "\u200d"], ids=ascii)
def test_where_nothing_is_to_join_it_is_refused(text, character):
    """Between letters that stand apart, beside a space, at an end or twice it is only a difference that nobody sees."""
    assert {f"U+{ord(character):04X}" in one.message for one in problems_of(text.format(character).encode())} == {True}


def test_what_can_be_printed_is_never_invisible():
    """Of a text that Python says can be printed nothing need be searched: no character in it is an invisible one."""
    printable = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    assert not INVISIBLE.search(printable)
    assert [*invisible_in(printable)] == []
    assert [match.group() for match in invisible_in(f"a\n{printable}\u200b\n")] == ["\u200b"]


def test_every_invisible_character_is_told_at_once():
    """All of them in one go, in file order, columns counted in characters."""
    found = problems_of("ä\u200b\n\nx: \x07y\x07\n".encode())
    assert [(problem.where.line, problem.where.column) for problem in found] == [(1, 2), (3, 4), (3, 6)]


@given(st.text())
def test_a_text_comes_back_or_is_refused(text):
    """What decode returns is the text itself, and nothing it returns holds a control character but the four."""
    try:
        decoded = decode(text.encode(), "f")
    except InputError:
        return
    assert decoded == text.removeprefix("\ufeff")
    assert not set(decoded) & set(CONTROLS) - set(LINE_BREAKS_AND_TAB)


def test_a_file_is_read_under_its_own_name(tmp_path):
    """The name for messages is the path as the user wrote it."""
    path = tmp_path / "mine.yaml"
    path.write_bytes("a: é\n".encode())
    assert read_text(str(path)) == (str(path), "a: é\n")


def test_a_dash_reads_standard_input(monkeypatch):
    """``-`` is the convention for standard input; its bytes are checked like those of a file."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a: \xe9\n"), encoding="latin-1"))
    with pytest.raises(ParseError) as caught:
        read_text("-")
    assert str(caught.value).startswith("standard input:1:4  not UTF-8")


@pytest.mark.parametrize(("size", "message"), [(16_000_000, "not a text file."), (16_000_001, "larger than 16 MB.")])
def test_a_file_that_is_too_large_is_refused_by_its_size(tmp_path, size, message):
    """One byte over the limit is refused unseen; at the limit the content is looked at (here: NUL bytes)."""
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(size)  # a hole: takes no room on the disk
    with pytest.raises(ParseError) as caught:
        read_text(str(path))
    [problem] = caught.value.problems
    assert problem.message == message


def test_standard_input_that_is_too_large_is_refused(monkeypatch):
    """It is not cut off at the limit: half a file would be read as a whole one."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a: 1\n" + b"#" * 16_000_000)))
    with pytest.raises(ParseError, match="larger than 16 MB"):
        read_text("-")


def test_an_empty_file_is_an_empty_text():
    """Whether there must be something in it is the reader's question."""
    assert decode(b"", "f") == decode(b"\xef\xbb\xbf", "f") == ""


def test_a_missing_file_is_a_file_error_with_a_way_out(tmp_path):
    """The message names the path as written and a command that helps."""
    with pytest.raises(FileError, match=r"missing\.yaml: no such file\. .*ecomap business templates"):
        read_text(str(tmp_path / "missing.yaml"))


def test_a_directory_is_a_file_error(tmp_path):
    """A directory is named as such."""
    with pytest.raises(FileError, match="is a directory"):
        read_text(str(tmp_path))


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "missing.yaml/inside"])
def test_a_path_that_cannot_be_is_a_file_error(tmp_path, name):
    """A NUL in the name, a name too long, a file used as a folder: never a foreign exception."""
    (tmp_path / "missing.yaml").write_text("")
    with pytest.raises(FileError):
        read_text(f"{tmp_path}/{name}")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_file_that_may_not_be_read_is_a_file_error(tmp_path):
    """Without the permission the message says so."""
    path = tmp_path / "secret.yaml"
    path.write_text("a: 1\n")
    path.chmod(0)
    with pytest.raises(FileError, match="cannot be read"):
        read_text(str(path))
