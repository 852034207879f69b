"""Every page of docs/ has its place in the site, and the site can be set up as the pages say."""

import pydoc
import re
import subprocess
from pathlib import Path

import pytest

import ecomap

LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
ROOT = Path(__file__).parents[2]


def test_every_page_stands_in_the_contents_once() -> None:
    """docs/index.md lists each page of docs/, and what is made at a build; a page that it lacks nobody finds."""
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    contents = "\n".join(re.findall(r"```\{toctree\}\n(?::[^\n]*\n)*\n(.*?)```", index, re.DOTALL)).split()
    kept = {path.stem for path in (ROOT / "docs").glob("*.md")} - {"index"}
    assert sorted(name for name in contents if "/" not in name) == sorted(kept)


def test_what_a_page_leads_to_is_there_in_a_clone() -> None:
    """Links of README, CONTRIBUTING and docs/ lead to what git keeps, not to what a build makes."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    kept = {ROOT / name for name in listed.stdout.splitlines()}
    if not kept:
        pytest.skip("no clone")
    kept |= {folder for path in kept for folder in path.parents}
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "data" / "README.md", *(ROOT / "docs").glob("*.md")]
    led = [(page, link) for page in pages for link in LINK.findall(page.read_text(encoding="utf-8"))]
    assert [f"{page.name}: {link}" for page, link in led if (page.parent / link).resolve() not in kept] == []


def test_help_of_the_library_opens() -> None:
    """What Python's own help shows of the package, as pages advise, names every function and begins with an example.

    No address of an object stands where a value is left out.
    """
    text = pydoc.plain(pydoc.render_doc(ecomap))
    assert [name for name in ecomap.__all__ if name not in text] == []
    assert re.search("ranking = ecomap.rank_trends", text.partition("PACKAGE CONTENTS")[0])
    assert "object at 0x" not in text


def test_the_example_of_the_help_runs() -> None:
    """Its lines answer as they stand."""
    lines = [line[4:] for line in (ecomap.__doc__ or "").splitlines() if line.startswith("    ")]
    found: dict[str, object] = {}
    exec("\n".join(lines), found)
    assert isinstance(found["ranking"], ecomap.Ranking)


def test_the_command_of_the_tests_is_said_alike() -> None:
    """README and CONTRIBUTING have the same line; CI runs that of the README."""
    readme, contributing = (
        re.findall(r"^    python3 -m venv .*pytest.*$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        for name in ("README.md", "CONTRIBUTING.md")
    )
    assert readme == contributing
    assert len(readme) == 1
