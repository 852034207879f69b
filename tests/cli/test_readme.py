"""The README says what is true: what it shows is what the program prints."""

import contextlib
import io
import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
import typer.main
from terminal import Printed, RawAnswer, shell

from ecomap import templates
from ecomap.cli.app import app
from ecomap.places import data_folder
from ecomap.verbs import VERBS

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
posix_only = pytest.mark.skipif(os.name != "posix", reason="pipes of a POSIX shell")


def test_the_lines_of_the_ranking_are_those_of_the_bakery(printed: Printed) -> None:
    """The row that the README teaches to read is the one that the program prints, whole, blanks included."""
    shown = re.search(r"How to read a line of the ranking:\n\n((?:     .+\n)+)", README).group(1)
    lines = [line.removeprefix("    ") for line in shown.splitlines()]
    table = printed("analyze", "bakery", "--format", "table").splitlines()
    row = table.index(lines[0])
    assert table[row : row + len(lines)] == lines
    assert re.match(r" 2  ", table[row + len(lines)])


def test_the_python_of_the_readme_prints_what_stands_below_it() -> None:
    """The blocks are run in their order; what each prints is the block of text after it."""
    pairs = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", README, re.DOTALL)
    assert len(pairs) == README.count("```python")
    names: dict[str, object] = {}
    for source, expected in pairs:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(source, "README.md", "exec"), names)
        assert said.getvalue() == expected


def options_of(words: str) -> set[str]:
    """Return the options of a command."""
    command = typer.main.get_command(app)
    for word in words.split():
        command = command.get_command(None, word)
    return {option for parameter in command.params for option in parameter.opts}


ROWS = re.findall(r"^\| `ecomap ([a-z ]+)`(.*?) \| (.*) \|$", README, re.MULTILINE)


@pytest.mark.parametrize(("words", "others", "about"), ROWS, ids=[row[0] for row in ROWS])
def test_the_table_names_commands_and_options_that_there_are(words: str, others: str, about: str) -> None:
    """Every command of a row is one of the program's, every option belongs to one of them."""
    group = words.rpartition(" ")[0]
    commands = [words, *(f"{group} {name}" for name in re.findall(r"`([a-z]+)`", others))]
    assert set(commands) <= set(VERBS)
    assert set(re.findall(r"`(--[a-z-]+)`", about)) <= set().union(*map(options_of, commands))


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder with a business file and a program called ecomap, as xargs wants one."""
    program = tmp_path / "bin" / "ecomap"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ecomap "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    shutil.copy(data_folder() / "templates" / "bakery.yaml", "mine.yaml")
    return tmp_path


def piped(beginning: str) -> RawAnswer:
    """Run the line of the README that begins so, in a shell, as it stands."""
    line = next(line.strip() for line in README.splitlines() if line.startswith(f"    ecomap {beginning}"))
    return shell(f"unset -f ecomap; {line}")


@posix_only
@pytest.mark.usefixtures("at_home")
def test_columns_can_be_cut(printed: Printed) -> None:
    """Head and cut give the header and three rows of five cells, as in the whole answer."""
    whole = printed("analyze", "bakery", "--format", "tsv").splitlines()
    expected = "".join("\t".join(line.split("\t")[:5]) + "\n" for line in whole[:4])
    assert piped("analyze mine.yaml | head").out.decode() == expected


@posix_only
@pytest.mark.usefixtures("at_home")
@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not here")
def test_points_add_up_for_jq() -> None:
    """What is lost and what is left make 100, as jq counts."""
    assert piped("analyze bakery --format json | jq") == (0, b"true\n", b"")


@pytest.mark.slow
@posix_only
def test_all_templates_go_into_one_file(at_home: Path) -> None:
    """JSON lines of many answers can be put one after the other; each line says whose it is."""
    assert piped("business templates | cut").code == 0
    lines = (at_home / "all.jsonl").read_text(encoding="utf-8").splitlines()
    assert len({json.loads(line)["business"] for line in lines}) == len(templates())


def test_the_counts_of_the_map_are_those_of_the_map(printed: Printed) -> None:
    """Sectors and trends as they are, influences to the nearest thousand."""
    counts = json.loads(printed("map", "show", "--json"))["counts"]
    sectors, trends, influences = re.search(r"(\d+) sectors, (\d+) trends and ([\d,]+) influences", README).groups()
    assert (int(sectors), int(trends)) == (counts["sectors"], counts["trends"])
    assert int(influences.replace(",", "")) == round(counts["influences"] + counts["couplings"], -3)


def test_the_share_that_is_explained_is_the_one_of_the_line() -> None:
    """What the README says of a share, it says of the share in its example."""
    share = re.search(r"\*\*(~?\d+→\d+%)\*\*", README)[1]
    assert share in re.search(r"^     1  .*$", README, re.MULTILINE)[0]
