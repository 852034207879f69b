"""The examples of docs/your-business.md, run in their order in one folder."""

import re
import shlex
from pathlib import Path

import pytest
from terminal import Run

GUIDE = Path(__file__).parents[2] / "docs" / "your-business.md"
FILES = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NEEDS_A_PERSON = re.compile(r"business new (?!.*--no-input)")
"""Interviews are tried where a person types: test_business_new.py."""


def lines() -> list[str]:
    """Return the indented command lines of the guide that begin with the program."""
    found = [line.strip() for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith("    ecomap ")]
    return [line for line in found if not NEEDS_A_PERSON.search(line)]


def test_the_guide_can_be_followed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file of the guide is written, every command typed as it stands works, and says what the guide says."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.findall(GUIDE.read_text(encoding="utf-8")):
        Path(name).write_text(text, encoding="utf-8")
    said = {}
    for line in lines():
        answer = run(*shlex.split(line.partition(" | ")[0])[1:])
        assert answer.code == 0, f"{line}: {answer.err}"
        said[line] = answer.out
    explained = " ".join(said["ecomap explain mine.yaml online-booking"].split())
    assert "40% of firms like yours use it: 4 of the 10 schools near me take bookings online." in explained
    assert "Simulators and cars" in said["ecomap explain school.yaml augmented-reality"]
    assert Path("map-of-sectors.svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_overlay_of_the_guide_is_sound(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``map check --strict`` finds neither error nor warning, and the sectors around reach the new one."""
    monkeypatch.chdir(tmp_path)
    files = dict(FILES.findall(GUIDE.read_text(encoding="utf-8")))
    for name in ("driving.yaml", "lenk.yaml"):
        Path(name).write_text(files[name], encoding="utf-8")
    assert run("map", "check", "driving.yaml", "--strict").code == 0
    header, *rows = (line.split("\t") for line in run("analyze", "lenk.yaml").out.splitlines())
    assert "education" in {name for row in rows for name in row[header.index("from_sectors")].split()}
