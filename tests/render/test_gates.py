"""Text that tries to do harm, in every form: what a reader gets back is the text itself, or what is harmless of it."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest

from ecomap.render.pictures import Grid
from ecomap.render.screen import Screen
from ecomap.render.sheet import Sheet
from ecomap.render.writers import written
from ecomap.safe import UNSAFE, safe_text

FORMS = ("table", "json", "jsonl", "csv", "tsv", "markdown", "html", "svg")
LINKS = "[here](javascript:x) https://e.org www.e.org a@e.org"
STRINGS = {
    "escape": ("red\x1b[31m name", "red[31m name"),
    "c1": ("a\x9b31mb", "a31mb"),
    "nul": ("a\x00b", "ab"),
    "carriage return": ("a\rb", "ab"),
    "next line": ("a\x85b", "ab"),
    "line feed": ("a\nb", "a b"),
    "bidi": ("a\u202eb\u2066c\u061cd", "abcd"),
    "separators": ("a\u2028b\u2029c", "abc"),
    "no characters": ("a\ufffeb\uffffc", "abc"),
    "half a pair": ("a\ud800b", "ab"),
    "joined emoji": ("👩\u200d🍳 cook", "👩\u200d🍳 cook"),
    "joined letters": ("نمی\u200cخواهم", "نمی\u200cخواهم"),
    "html": ("<script>alert(1)</script> & <b>", "<script>alert(1)</script> & <b>"),
    "link": (LINKS, LINKS),
    "table": ("a|b `c` *d* _e_ \\", "a|b `c` *d* _e_ \\"),
    "quotes": ('say "hi", or', 'say "hi", or'),
}
"""What is given, and what is left of it where nothing can be spelt otherwise."""
each_string = pytest.mark.parametrize(("text", "left"), STRINGS.values(), ids=STRINGS.keys())


def sheet(text: str, *, picture: bool = False) -> Sheet:
    """Return a sheet that says nothing but the text, wherever something can be said."""
    grid = Grid(text, [text], [text], [[(0.5, text)]], text, [text] * 5, 60, 20)
    return Sheet(text, (text, "n"), [(text, 1)], notes=(text,), pictures=lambda: [grid] if picture else [])


@each_string
@pytest.mark.parametrize("form", FORMS)
def test_nothing_unsafe_leaves_in_any_form(form: str, text: str, left: str) -> None:  # noqa: ARG001
    """No control or bidirectional character stands in any form, and what is written can be encoded."""
    for picture in (False, True):
        out = written(sheet(text, picture=picture), form)
        assert not UNSAFE.search(out)
        assert out.encode("utf-8")


@each_string
def test_json_loses_nothing(text: str, left: str) -> None:  # noqa: ARG001
    """JSON can spell every character: it reads back as it was."""
    assert json.loads(written(sheet(text), "json")) == [{text: text, "n": 1}]
    assert json.loads(written(sheet(text), "jsonl")) == {text: text, "n": 1}


@each_string
@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_a_row_is_a_line(form: str, delimiter: str, text: str, left: str) -> None:
    """A cell reads back as what is harmless of it; no text makes a second line."""
    out = written(sheet(text), form)
    assert list(csv.reader(io.StringIO(out), delimiter=delimiter, strict=True)) == [[left, "n"], [left, "1"]]
    assert len(out.splitlines()) == 2


@pytest.mark.parametrize("form", ["csv", "tsv"])
@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", " =1", "\t=1", "\x1b=1", "\n=1"])
def test_no_spreadsheet_runs_a_text(form: str, text: str) -> None:
    """What a spreadsheet would take for a formula, in the header too, is text: an apostrophe stands before it."""
    out = written(sheet(text), form)
    for first, _ in csv.reader(io.StringIO(out), delimiter="," if form == "csv" else "\t"):
        assert first.startswith("'")


@pytest.mark.parametrize("text", ["-0.5", "+3", "a=b", "2026-11", "now", "-"])
def test_numbers_and_words_are_no_formulas(text: str) -> None:
    """A number with a sign and a sign inside a word stay as they are."""
    assert written(sheet(text), "tsv").splitlines()[1] == f"{text}\t1"


@each_string
def test_a_terminal_shows_the_text(text: str, left: str) -> None:
    """Header, row and note say it, each on one line, without a code for the terminal."""
    lines = written(sheet(text), "table", Screen(width=200)).splitlines()
    assert len(lines) == 3
    assert all(line.startswith(left) for line in lines)


@each_string
def test_markdown_shows_the_text_and_reads_nothing_into_it(text: str, left: str) -> None:
    """Taken back out of Markdown it is the text; there is no HTML, no link, no emphasis, and the table has two bars."""
    out = written(sheet(text), "markdown")
    header, _, row, _, note = out.splitlines()
    assert re.sub(r"\\([\\`*_\[\]|~:.@])", r"\1", note).replace("&lt;", "<") == " ".join(left.split())
    assert not re.search(r"<\w|(?<!\\)://|www\.|(?<!\\)[\[`*_@]", out.replace("\\\\", ""))
    assert {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in (header, row)} == {3}


@each_string
@pytest.mark.parametrize("picture", [False, True])
def test_a_picture_is_xml_that_says_the_text(text: str, left: str, picture: bool) -> None:
    """Any viewer reads it; nothing in it is an element or a link that the text brought."""
    root = ElementTree.fromstring(written(sheet(text, picture=picture), "svg"))
    said = "".join(root.itertext())
    assert left[:12] in said
    assert not [node for node in root.iter() if node.tag.rpartition("}")[2] in ("script", "a", "b")]


def test_what_could_not_be_read_is_seen_as_such() -> None:
    """The sign that stands for bytes that were no text stays: it tells that something is missing."""
    assert safe_text("Caf\ufffd") == "Caf\ufffd"
