"""Spreadsheets: what is written is what another library reads, texts stay texts, the bytes are the same each time."""

import io
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
