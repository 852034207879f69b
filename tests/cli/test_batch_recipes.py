"""The shell lines of docs/batch.md do what they say."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="a Unix shell")]

PAGE = Path(__file__).parents[2] / "docs" / "batch.md"
MEMBERS = "id,sectors,maturity\nA,bakery,2\nB,hotel=0.7;restaurants=0.3,\nC,I56.1,1\nD,bakry,1\nE,construction,3\n"
RANKED = [b"A", b"B", b"C", b"E"]


def recipes() -> list[str]:
    """Return the indented lines below the heading."""
    _, _, section = PAGE.read_text(encoding="utf-8").partition("## In the shell\n")
    return re.findall(r"^    (.+)$", section.partition("\n## ")[0], re.MULTILINE)


def shell(line: str, folder: Path) -> bytes:
    """Run a line as a user would, every stage of it without an error but a reader that leaves early."""
    bash = shutil.which("bash")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [str(bash), "-c", f"{line}; for code in ${{PIPESTATUS[@]}}; do ((code == 0 || code == 141)) || exit 1; done"],
        cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with five members, one of them faulty."""
    (tmp_path / "members.csv").write_text(MEMBERS, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("line", recipes())
def test_the_shell_lines_work(line: str, folder: Path) -> None:
    """Each line runs and says something; names, trends and counts are those of the members."""
    missing = [tool for tool in ("jq", "xargs", "seq") if re.search(rf"\b{tool}\b", line) and not shutil.which(tool)]
    if missing:
        pytest.skip(f"no {missing[0]} here")
    said = shell(line, folder)
    if "xargs" in line:
        parts = b"".join((folder / f"part-{number}.csv").read_bytes() for number in (1, 2))
        assert parts == shell("ecomap batch members.csv", folder)
    elif "jq" in line:
        assert [row.split(b"\t")[0] for row in said.splitlines()] == RANKED
    elif "head" in line:
        assert len(said.splitlines()) == 3
    elif "uniq" in line:
        assert sum(int(row.split()[0]) for row in said.splitlines()) == len(RANKED)
    else:
        assert [row.split(b",")[0] for row in said.splitlines()] == [b"id", *RANKED]


def test_every_line_is_a_recipe() -> None:
    """The section is found, and it has the tools that it is about."""
    text = " ".join(recipes())
    assert all(tool in text for tool in ("cut", "jq", "head", "xargs -P2"))
