"""What is asked most often must not wait: help, version and completion load nothing heavy."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from plain_files import read_yaml
from terminal import RawAnswer, process

from ecomap import templates
from ecomap.places import data_folder

HEAVY = {"networkx", "numpy", "pydantic", "pydantic_core", "yaml", "rich.table"}
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


def completed(line: str, shell: str = "bash") -> RawAnswer:
    """Ask for what may stand at the end of a line, as the completion script of a shell does."""
    words = len(line.split(" ")) - 1
    typed = {"COMP_WORDS": line, "COMP_CWORD": str(words), "_TYPER_COMPLETE_ARGS": line}
    return listing(_ECOMAP_COMPLETE=f"complete_{shell}", _TYPER_COMPLETE_FISH_ACTION="get-args", **typed)


def heavy(answer: RawAnswer) -> set[str]:
    """Return the heavy modules that a run has loaded."""
    modules = set(answer.err.decode().splitlines())
    assert "ecomap.cli" in modules
    return modules & HEAVY


@pytest.mark.parametrize("argv", [("--help",), ("--version",), ("analyze", "--help"), ("map", "--help")], ids=" ".join)
def test_help_and_version_load_nothing_heavy(argv: tuple[str, ...]) -> None:
    """No numbers, no graph, no models, no YAML, no tables."""
    answer = listing(*argv)
    assert answer.code == 0
    assert answer.out
    assert not heavy(answer)


def test_the_package_itself_loads_nothing() -> None:
    """``import ecomap`` costs nothing: its names are found when they are asked for."""
    answer = process([], start=("-c", "import sys, ecomap; print(*sorted(sys.modules), sep='\\n')"))
    loaded = set(answer.out.decode().splitlines())
    assert not loaded & {*HEAVY, "typer", "rich"}
    assert {name for name in loaded if name.startswith("ecomap")} == {"ecomap"}


@pytest.mark.parametrize("argv", [("bakery",), ("--sector", "restaurants"), ("bakery", "--json")], ids=" ".join)
def test_a_ranking_loads_arrays_and_nothing_else(argv: tuple[str, ...]) -> None:
    """No graph, no checker, no YAML, and of numpy neither masked arrays nor random numbers: each a tenth of a start."""
    modules = set(listing("analyze", *argv).err.decode().splitlines())
    assert "numpy" in modules
    assert not modules & {"networkx", "pydantic", "yaml", "numpy.ma", "numpy.random"}


def test_an_answer_in_a_pipe_draws_no_table() -> None:
    """What will not be drawn is not loaded: a pipe's answer needs no rich."""
    modules = set(listing("analyze", "bakery").err.decode().splitlines())
    assert "numpy" in modules
    assert "rich.table" not in modules


def ids_of(section: str) -> list[str]:
    """Return the ids of a section of the map's first file."""
    return [item["id"] for item in read_yaml(data_folder() / "sectors.yaml")[section]]


def offers() -> Iterator[tuple[str, list[str]]]:
    """Yield lines and what may stand at their end."""
    sectors, goals = ids_of("sectors"), ids_of("goals")
    yield "ecomap analyze ", sorted(templates())
    yield "ecomap analyze b", [name for name in sorted(templates()) if name.startswith("b")]
    yield "ecomap business show c", [name for name in sorted(templates()) if name.startswith("c")]
    yield "ecomap analyze --sector ", sectors
    yield "ecomap analyze --sector re", [name for name in sectors if name.startswith("re")]
    yield "ecomap analyze --goal ", [f"{name}=" for name in goals]
    yield "ecomap analyze --goal re", [f"{name}=" for name in goals if name.startswith("re")]


@pytest.mark.parametrize(("line", "expected"), list(offers()))
def test_completion_offers_ids_and_loads_nothing_heavy(line: str, expected: list[str]) -> None:
    """Templates, sectors and goals of the map, each once, as they are written."""
    answer = completed(line)
    assert expected
    assert sorted(answer.out.decode().split()) == sorted(expected)
    assert not heavy(answer)


@pytest.mark.parametrize("line", ["ecomap ", "ecomap business ", "ecomap map ", "ecomap analyze --view "])
def test_completion_offers_commands_and_choices(line: str) -> None:
    """Commands and the words of a choice can be completed too, and look like ids."""
    found = completed(line).out.decode().split()
    assert len(found) > 1
    assert all(ID.fullmatch(name) for name in found)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
@pytest.mark.parametrize("line", ["ecomap analyze ", "ecomap analyze --sector ", "ecomap analyze --goal "])
def test_no_shell_is_offered_text_from_the_data(shell: str, line: str) -> None:
    """Some shells run what they find in completions, so only ids are offered, and nothing beside them."""
    text = completed(line, shell).out.decode()
    words = re.findall(r'"([^"]*)"', text) if shell == "zsh" else text.split()
    assert words
    assert all(ID.fullmatch(word) for word in words)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_has_its_script(shell: str) -> None:
    """The script is printed, for the program's own name and variable; nothing is written anywhere."""
    answer = process(["completion", shell])
    assert (answer.code, answer.err) == (0, b"")
    assert b"ecomap" in answer.out
    assert b"_ECOMAP_COMPLETE" in answer.out


@pytest.mark.skipif(sys.platform == "win32", reason="bash")
def test_bash_takes_the_script() -> None:
    """The printed script is one that bash can read."""
    script = process(["completion", "bash"]).out.decode()
    assert "complete " in script
    assert "_ecomap_completion" in script


def test_a_checked_file_and_a_template_load_no_checker(tmp_path: Path) -> None:
    """What has been checked before is read without YAML and the library that checks."""
    file = tmp_path / "mine.yaml"
    file.write_text("sectors: {bakery: 1}\n", encoding="utf-8")
    first = process(["business", "check", str(file)])
    for argv in (("business", "check", str(file)), ("business", "templates"), ("map", "search", "bakery")):
        answer = listing(*argv)
        assert answer.code == 0
        assert not heavy(answer)
        assert argv[1] != "check" or answer.out == first.out
