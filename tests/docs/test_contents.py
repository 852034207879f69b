"""Every page of docs/ has its place in the site, and the site can be set up as the pages say."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_page_stands_in_the_contents_once() -> None:
    """docs/index.md lists each page of docs/, and what is made at a build; a page that it lacks nobody finds."""
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    contents = "\n".join(re.findall(r"```\{toctree\}\n(?::[^\n]*\n)*\n(.*?)```", index, re.DOTALL)).split()
    kept = {path.stem for path in (ROOT / "docs").glob("*.md")} - {"index"}
    assert sorted(name for name in contents if "/" not in name) == sorted(kept)


def test_the_command_of_the_tests_is_said_alike() -> None:
    """README and CONTRIBUTING have the same line; CI runs that of the README."""
    readme, contributing = (
        re.findall(r"^    python3 -m venv .*pytest.*$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        for name in ("README.md", "CONTRIBUTING.md")
    )
    assert readme == contributing
    assert len(readme) == 1
