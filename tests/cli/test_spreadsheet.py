"""Spreadsheets: what is written is what another library reads, texts stay texts, the bytes are the same each time."""

import csv
import io
import re
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from terminal import Run

from ecomap.render.sheet import Sheet
from ecomap.render.writers import in_bytes
from ecomap.results.answer import Answer

pytest.importorskip("xlsxwriter")
TEXTS = [
    "=1+1", "=cmd|' /C calc'!A0", "+49 30 1", "@SUM(1)", "http://x.test", "\x1b[31mred", "a\u202eb", "12", "<b>&",
    "\U0001f469\u200d\U0001f33e",
]  # fmt: skip


def rows_of(content: bytes, name: str = "rows") -> list[list[object]]:
    """Return the cells of a workbook, as another library reads them."""
    calamine = pytest.importorskip("python_calamine")
    return calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).to_python()


def test_numbers_are_numbers_and_texts_are_texts() -> None:
    """No text is run, read as a number or made a link; nothing is an empty cell; control characters are left out."""
    sheet = Sheet("Title", ("text", "number", "nothing"), [(text, at + 0.5, None) for at, text in enumerate(TEXTS)])
    content = in_bytes(sheet, "xlsx")
    header, *rows = rows_of(content)
    assert header[:2] == ["text", "number"]
    cleaned = [text.replace("\x1b", "").replace("\u202e", "") for text in TEXTS]
    assert [row[0] for row in rows] == cleaned
    assert [row[1] for row in rows] == [at + 0.5 for at in range(len(TEXTS))]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert rows_of(content, "about")[0] == ["Title"]
    assert content == in_bytes(sheet, "xlsx")


@pytest.mark.parametrize(
    "words", [("analyze", "bakery"), ("compare", "bakery", "clinic"), ("benchmark", "farm"), ("plan", "bakery")]
)
def test_every_verb_writes_one(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    """By the ending of the file: as many rows as in TSV below their header."""
    path = tmp_path / "answer.xlsx"
    assert run(*words, "-o", path).code == 0
    assert len(rows_of(path.read_bytes())) == len(run(*words, "--format", "tsv").out.splitlines())


class Two(Answer):
    """An answer of two cells."""

    header = ("name", "value")

    def rows(self) -> list[tuple[str, float]]:
        """Return forty rows."""
        return [(f"<script>{at}", at / 3) for at in range(40)]


def test_notebooks_show_a_table_and_frames_hold_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are escaped, the rest is counted; pandas comes before polars, and without both the way out is told."""
    shown = Two()._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;0" in shown
    assert "10 more rows" in shown
    monkeypatch.setattr("ecomap.results.answer.find_spec", lambda name: name == "polars" or None)
    monkeypatch.setitem(sys.modules, "polars", SimpleNamespace(DataFrame=list))
    assert len(Two().to_frame()) == 40
    monkeypatch.setattr("ecomap.results.answer.find_spec", lambda _: None)
    with pytest.raises(Exception, match="pip install pandas"):
        Two().to_frame()


def test_a_batch_is_written_as_a_workbook(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What CSV holds, numbers as numbers, in pieces the same bytes; beyond a full sheet another one with its names."""
    table = 'Nr,Company,Industry\n1,"=Huber & Co",hotel\n2,,bakery\n3,Kern,vet\n'
    (tmp_path / "m.csv").write_text(table, encoding="utf-8")
    options = (tmp_path / "m.csv", "--top", "2", "--threats", "1", "--reasons", "-o")
    assert run("batch", *options, tmp_path / "a.csv").code == 0
    assert run("batch", *options, tmp_path / "a.xlsx").code == 0
    assert run("batch", *options, tmp_path / "b.xlsx", "--piece-size", "20").code == 0
    content = (tmp_path / "a.xlsx").read_bytes()
    assert content == (tmp_path / "b.xlsx").read_bytes()
    lines = [*csv.reader((tmp_path / "a.csv").read_text(encoding="utf-8").splitlines())]
    found = rows_of(content)
    numbers = [at for at, name in enumerate(lines[0]) if re.search("^row$|score|likelihood|priority", name)]
    assert {type(row[at]) for row in found[1:] for at in numbers} == {float}
    said = [[float(cell) if at in numbers else cell for at, cell in enumerate(row)] for row in lines[1:]]
    said[0][2] = "=Huber & Co"  # nothing runs it in a workbook, nor stands an apostrophe before it
    assert found == [lines[0], *said]
    monkeypatch.setattr("ecomap.render.writers.spreadsheet.ROWS", 3)
    assert run("batch", *options, tmp_path / "c.xlsx").code == 0
    assert rows_of((tmp_path / "c.xlsx").read_bytes(), "rows 2") == [found[0], found[3]]
