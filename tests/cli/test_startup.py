"""What is asked most often must not wait: help, version and completion load nothing heavy."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from terminal import RawAnswer, Run, process

from ecomap import templates
from ecomap.places import data_folder
from plain_files import read_yaml

HEAVY = {"logging", "mcp", "networkx", "numpy", "pydantic", "pydantic_core", "yaml", "rich.table"}
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}=?")

LISTING_MODULES = """\
import sys
from ecomap.cli import main
code = main(sys.argv[1:])
sys.stdout.flush()
sys.stderr.write("\\n".join(sorted(sys.modules)))
sys.exit(code)
"""


def listing(*argv: str, **environment: str) -> RawAnswer:
    """Run the program; on standard error it lists the modules that it has loaded when it ends."""
    return process(argv, start=("-c", LISTING_MODULES), environment=environment)


ANSWERING = """\
import contextlib, io, json, os, sys
from ecomap.cli import main
answers = []
for argv, environment in json.loads(sys.argv[1]):
    os.environ.update(environment)
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(stream):
        assert main(argv) == 0
    stream.seek(0)
    answers.append(stream.read())
json.dump([answers, sorted(sys.modules)], sys.stdout)
"""


def together(*runs: tuple[tuple[str, ...], dict[str, str]]) -> tuple[list[str], set[str]]:
    """Return what runs in one process of their own print, and the modules that are loaded after all of them."""
    answer = process([json.dumps(runs)], start=("-c", ANSWERING))
    assert answer.code == 0, answer.err
    answers, modules = json.loads(answer.out)
    return answers, set(modules)


def completed(lines: Sequence[str], shell: str = "bash") -> tuple[list[str], set[str]]:
    """Ask for what may stand at the ends of lines, as the completion script of a shell does."""
    common = {"_ECOMAP_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    typed = ({"COMP_WORDS": line, "COMP_CWORD": str(line.count(" ")), "_TYPER_COMPLETE_ARGS": line} for line in lines)
    return together(*(((), common | words) for words in typed))


def heavy(answer: RawAnswer) -> set[str]:
    """Return the heavy modules that a run has loaded."""
    modules = set(answer.err.decode().splitlines())
    assert "ecomap.cli" in modules
    return modules & HEAVY


def test_help_and_version_load_nothing_heavy() -> None:
    """No numbers, no graph, no models, no YAML, no tables."""
    asked = (("--help",), ("--version",), ("analyze", "--help"), ("map", "--help"), ("track", "--help"))
    answers, modules = together(*((argv, {}) for argv in asked))
    assert all(answers)
    assert not modules & HEAVY


def test_a_command_without_numbers_reads_none() -> None:
    """What numbers are read with, words of eight languages, waits for a command that has some."""
    modules = set(listing("map", "search", "payment").err.decode().splitlines())
    assert "ecomap.cli.options" in modules
    assert not modules & {"ecomap.io.amounts", "ecomap.io.size_classes", "ecomap.cli.shares", "logging"}


def test_a_file_that_was_checked_before_is_not_worked_out_again(tmp_path: Path) -> None:
    """The same bytes again: the same lines, without arrays; other people at work: found anew."""
    mine, cache = tmp_path / "mine.yaml", {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    text = (data_folder() / "templates/farm.yaml").read_text(encoding="utf-8")
    mine.write_text(text, encoding="utf-8")
    first, again = (listing("business", "check", str(mine), **cache) for _ in range(2))
    assert (heavy(first) >= {"numpy"}, heavy(again)) == (True, set())
    assert again.out == first.out
    mine.write_text(text.replace("employees: 4", "employees: 1"), encoding="utf-8")
    other = listing("business", "check", str(mine), **cache)
    assert "numpy" in heavy(other)
    assert other.out != first.out


def test_the_package_itself_loads_nothing() -> None:
    """``import ecomap`` costs nothing: its names are found when they are asked for."""
    answer = process([], start=("-c", "import sys, ecomap; print(*sorted(sys.modules), sep='\\n')"))
    loaded = set(answer.out.decode().splitlines())
    assert not loaded & {*HEAVY, "typer", "rich"}
    assert {name for name in loaded if name.startswith("ecomap")} == {"ecomap"}


@pytest.mark.parametrize("argv", [("bakery",), ("--sector", "restaurants"), ("bakery", "--json")], ids=" ".join)
def test_a_ranking_loads_arrays_and_nothing_else(argv: tuple[str, ...]) -> None:
    """No graph, no checker, no YAML, in a pipe no table, and of numpy neither masked arrays nor random numbers.

    Each is a tenth of a start.
    """
    modules = set(listing("analyze", *argv).err.decode().splitlines())
    assert "numpy" in modules
    assert not modules & {"networkx", "pydantic", "yaml", "rich.table", "numpy.ma", "numpy.random"}
    assert "ecomap.model.compiled_book" not in modules  # platforms stay in the file until they are asked for


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_table_loads_no_checker(tmp_path: Path, form: str) -> None:
    """Rows are read by columns; each process that does a part of a table would load it."""
    rows = {"csv": "id,sectors\nA,bakery\n", "jsonl": '{"id": "A", "sectors": "bakery"}\n'}
    (tmp_path / f"firms.{form}").write_text(rows[form], encoding="utf-8")
    modules = set(listing("batch", str(tmp_path / f"firms.{form}")).err.decode().splitlines())
    assert "numpy" in modules
    assert not modules & {"networkx", "pydantic", "yaml", "rich.table"}


@pytest.mark.slow
def test_a_page_loads_nothing_to_ask_others_with(tmp_path: Path) -> None:
    """What is written asks nobody: a report with its plan needs no http, and no masked arrays; 2 % of its time each."""
    modules = set(listing("report", "bakery", "--output", str(tmp_path / "mine.html")).err.decode().splitlines())
    assert "jinja2" in modules
    assert not modules & {"http.client", "urllib.request", "numpy.ma", "networkx", "pydantic"}


def ids_of(section: str) -> list[str]:
    """Return the ids of a section of the map's first file, or of the file of kinds."""
    name = "kinds.yaml" if section == "kinds" else "sectors.yaml"
    return [item["id"] for item in read_yaml(data_folder() / name)[section]]


def offers() -> Iterator[tuple[str, list[str]]]:
    """Yield lines and what may stand at their end."""
    sectors, goals = sorted({*ids_of("sectors"), *ids_of("kinds")}), ids_of("goals")
    yield "ecomap analyze ", sorted(templates())
    yield "ecomap analyze b", [name for name in sorted({*templates(), *sectors}) if name.startswith("b")]
    yield "ecomap business show c", [name for name in sorted({*templates(), *sectors}) if name.startswith("c")]
    yield "ecomap analyze --sector ", sectors
    yield "ecomap analyze --sector re", [name for name in sectors if name.startswith("re")]
    yield "ecomap analyze --goal ", [f"{name}=" for name in goals]
    yield "ecomap analyze --goal re", [f"{name}=" for name in goals if name.startswith("re")]


def test_completion_offers_ids_and_loads_nothing_heavy() -> None:
    """Templates, kinds of firm, sectors and goals of the map, each once, as they are written."""
    lines, expected = zip(*offers(), strict=True)
    answers, modules = completed(lines)
    assert all(expected)
    assert [sorted(answer.split()) for answer in answers] == [sorted(words) for words in expected]
    assert not modules & HEAVY


def test_completion_offers_commands_and_choices() -> None:
    """Commands and the words of a choice can be completed too, and look like ids."""
    for answer in completed(["ecomap ", "ecomap business ", "ecomap map ", "ecomap analyze --view "])[0]:
        found = answer.split()
        assert len(found) > 1
        assert all(ID.fullmatch(name) for name in found)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_no_shell_is_offered_text_from_the_data(shell: str) -> None:
    """Some shells run what they find in completions, so only ids are offered, and nothing beside them."""
    for text in completed(["ecomap analyze ", "ecomap analyze --sector ", "ecomap analyze --goal "], shell)[0]:
        words = re.findall(r'"([^"]*)"', text) if shell == "zsh" else text.split()
        assert words
        assert all(ID.fullmatch(word) for word in words)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_has_its_script(run: Run, shell: str) -> None:
    """The script is printed, for the program's own name and variable; nothing is written anywhere."""
    answer = run("completion", shell)
    assert (answer.code, answer.err) == (0, "")
    assert "ecomap" in answer.out
    assert "_ECOMAP_COMPLETE" in answer.out


@pytest.mark.skipif(sys.platform == "win32", reason="bash")
def test_bash_takes_the_script(run: Run) -> None:
    """The printed script is one that bash can read."""
    script = run("completion", "bash").out
    assert "complete " in script
    assert "_ecomap_completion" in script
    assert subprocess.run(["bash", "-n"], input=script.encode(), capture_output=True, check=True).stderr == b""


def test_a_checked_file_and_a_template_load_no_checker(tmp_path: Path) -> None:
    """What has been checked before is read without YAML and the library that checks."""
    file = tmp_path / "mine.yaml"
    file.write_text("sectors: {bakery: 1}\n", encoding="utf-8")
    first = process(["business", "check", str(file)])
    for argv in (("business", "check", str(file)), ("business", "templates"), ("map", "search", "payment")):
        answer = listing(*argv)
        assert answer.code == 0
        assert heavy(answer) <= ({"numpy"} if argv[1] == "check" else set())  # what to ask next is worked out
        assert argv[1] != "check" or answer.out == first.out
