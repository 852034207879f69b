"""``ecomap report`` and ``batch --report``: a page in a file, and a page for each client with an index."""

import json
import re
import sys
from pathlib import Path

import pytest
from terminal import Run

CLIENTS = """id,sectors,country,employees
Bäckerei Müller,bakery,DE,8
"<script>alert(1)</script>",restaurant,FR,12
=cmd|' /C calc'!A0,hotel,IT,30
نمی‌خواهم,café,NL,4
Nobody,no such thing,NL,4
"""


def test_a_page_goes_into_a_file(run: Run, tmp_path: Path) -> None:
    """By the ending of its name, whole, and over another only with --force."""
    file = tmp_path / "bakery.html"
    assert run("report", "bakery", "--no-plan", "-o", file).code == 0
    first = file.read_text(encoding="utf-8")
    assert first.startswith("<!DOCTYPE html>")
    assert run("report", "bakery", "--no-plan", "-o", file).code == 5
    assert run("report", "bakery", "--no-plan", "-o", file, "--force").code == 0


@pytest.mark.parametrize("language", ["de", "pl"])
def test_a_page_speaks_a_language(run: Run, tmp_path: Path, language: str) -> None:
    """Headings are of the language, what is English is marked, and the page says that there is such."""
    file = tmp_path / "bakery.html"
    assert run("report", "bakery", "--no-plan", "--language", language, "-o", file).code == 0
    page = file.read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in page
    assert {"de": "Was zu tun ist", "pl": "Co robić"}[language] in page
    assert 'lang="en"' in page
    assert run("report", "bakery", "--language", "xx").code == 2


def test_a_page_calls_a_firm_what_its_owner_does(run: Run, tmp_path: Path) -> None:
    """The kind of firm, as in `analyze`, and not the sector that it was counted in; in other languages too."""
    file = tmp_path / "mine.yaml"
    file.write_text("name: Huber\nsectors: {undertaker: 1}\ncountry: DE\nemployees: 5\n", encoding="utf-8")
    page = run("report", file, "--no-plan", "--format", "markdown").out
    assert "Undertaker, DE, 5 at work" in page
    assert "Bestattungsunternehmen, DE" in run("report", file, "--no-plan", "-f", "markdown", "--language", "de").out
    assert "Pompe funebri, DE" in run("report", file, "--no-plan", "-f", "markdown", "--language", "it").out


def test_the_year_is_planned_unless_it_is_not_asked_for(run: Run) -> None:
    """The page has the plan of ``ecomap plan``, and without it says nothing of it."""
    assert "## The year ahead" in run("report", "bakery", "--format", "markdown").out
    assert "## The year ahead" not in run("report", "bakery", "--no-plan", "--format", "markdown").out


def test_every_client_has_a_page_and_the_index_leads_to_it(run: Run, tmp_path: Path) -> None:
    """One page a row that is understood, of the day asked for; the index names them and says what was not."""
    table, pages = tmp_path / "clients.csv", tmp_path / "pages"
    table.write_text(CLIENTS, encoding="utf-8")
    answer = run("batch", table, "-o", tmp_path / "out.csv", "--report", pages, "--as-of", "2027-03-01")
    assert answer.code == 0
    assert "4 pages; begin with" in answer.err
    index = (pages / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"#][^"]*\.html)"', index)
    assert len(links) == 4
    assert all("2027-03-01" in (pages / link).read_text(encoding="utf-8") for link in links)
    assert {path.name for path in pages.iterdir()} == {*links, "index.html"}
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in index
    assert "<script>alert" not in "".join(path.read_text(encoding="utf-8") for path in pages.iterdir())
    assert "out.csv.rejects.csv" in index
    assert run("batch", table, "-o", tmp_path / "again.csv", "--report", pages).code == 5  # holds something already
    table.write_text("id,sectors\nz,bakery\n", encoding="utf-8")
    fewer = run("batch", table, "-o", tmp_path / "again.csv", "--report", pages, "--force")
    assert f"{pages} holds 4 pages more, of another run" in fewer.err


@pytest.mark.slow
def test_workers_write_the_same_pages(run: Run, tmp_path: Path) -> None:
    """Pages and index do not depend on how many processes wrote them."""
    table = tmp_path / "clients.csv"
    table.write_text(CLIENTS, encoding="utf-8")
    written = []
    for workers, name in ((1, "one"), (2, "two")):
        answer = run("batch", table, "-o", tmp_path / f"{name}.csv", "--report", tmp_path / name, "--rejects",
                     tmp_path / "rejects.csv", "--workers", workers, "--piece-size", 60, "--force")  # fmt: skip
        assert answer.code == 0
        written.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert written[0] == written[1]


def test_pages_are_told_as_they_come(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal one line says again and again how many are done and how long the rest takes; in a pipe nothing."""
    table = tmp_path / "clients.csv"
    table.write_text("id,sectors\n" + "".join(f"{at}{' x' * 300},bakery\n" for at in range(6)), encoding="utf-8")
    few = tmp_path / "few.csv"
    few.write_text("".join(table.read_text(encoding="utf-8").splitlines(keepends=True)[:3]), encoding="utf-8")
    asked = ("batch", "-o", tmp_path / "out.csv", "--report", tmp_path / "pages", "--force")
    assert "\r" not in run(*asked, few).err
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda _: True)
    shown = run(*asked, table).err
    told = re.findall(r"\r(\d) rows, [^\r]* s left +(?=\r)", shown)
    assert re.search(r"\r {79}\r(?=[^\r]*$)", shown)  # the line is wiped before anything else is told
    assert len(told) >= 2
    assert told == sorted(told)


def test_a_png_is_a_picture(run: Run, tmp_path: Path) -> None:
    """With the library that fills areas it is a PNG, of pictures and of what is drawn as a terminal shows it."""
    pytest.importorskip("resvg_py")
    for argv in (("analyze", "bakery"), ("business", "templates")):
        file = tmp_path / f"{argv[0]}.png"
        assert run(*argv, "-o", file).code == 0
        assert file.read_bytes().startswith(b"\x89PNG")


def test_a_step_is_one_sentence_and_who_is_paid_is_named(run: Run) -> None:
    """Costs stand before the full stop; a step of the plan with other hours than in the ranking says who does it."""
    page = run("report", "bakery", "-f", "markdown").out
    (paid,) = [
        one["who"] for one in json.loads(run("plan", "bakery", "--json").out)["steps"] if one["who"] != "yourself"
    ]
    assert not re.search(r"\.\S* \(in all", page)
    assert re.search(rf"paid to do most of it, .*\({paid}\)", page)
