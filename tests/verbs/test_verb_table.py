"""The table of verbs: every row leads to what it names, and nothing is said twice without a test."""

import ast
from pathlib import Path

import pytest

import ecomap
from ecomap.cli.app import HELP, Commands
from ecomap.places import tabbed
from ecomap.verbs import VERBS, answers, public_names, resolved

COMMANDS = {words: verb for words, verb in VERBS.items() if verb.command}
DOOR = Path(ecomap.__file__).with_suffix(".pyi")


@pytest.mark.parametrize("words", COMMANDS)
def test_a_row_says_what_the_help_says(words: str) -> None:
    """The help of a command begins with what the list of commands shows, and shows how it is typed; both once."""
    group, _, name = words.rpartition(" ")
    about, told = COMMANDS[words].about, Commands(group)[name].help
    assert told.startswith(f"{about}\n\n")
    assert told.count(about) == 1
    assert f"ecomap {words}" in told.partition("\b\nExamples:\n  ")[2]


def test_help_is_of_commands() -> None:
    """Every command has its row of help, and there is no row of anything else."""
    assert [words for words, *_ in tabbed(HELP)] == [*COMMANDS]


@pytest.mark.parametrize("words", [words for words, verb in VERBS.items() if verb.call])
def test_a_verb_of_the_library_has_an_answer(words: str) -> None:
    """What can be called can be called from Python, is explained, and returns what the row says."""
    verb = VERBS[words]
    place, _, names = verb.call.partition(":")
    assert all(resolved(f"{place}:{name}").__doc__ for name in names.split(","))
    assert resolved(verb.answer).__doc__


def test_every_command_stands_below_its_group() -> None:
    """A word that begins commands of two words has a row of its own, with what the group is about."""
    groups = {words.split()[0] for words in VERBS if " " in words}
    assert {words for words, verb in VERBS.items() if not verb.command} <= groups <= set(VERBS)
    assert all(verb.about for verb in VERBS.values())


def test_editors_see_the_door_as_it_is() -> None:
    """The names that are imported for type checkers are those of the table, from the same places."""
    imports = [
        node for node in ast.walk(ast.parse(DOOR.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)
    ]
    seen = {name.asname: node.module for node in imports for name in node.names if name.asname}
    assert seen == {name: f"ecomap.{module}" for name, module in public_names().items()}


def test_the_door_lists_and_opens_every_name() -> None:
    """``dir`` and ``*`` know all of them, and each is what its module has."""
    assert ecomap.__all__ == sorted(public_names())
    assert {*ecomap.__all__, "__version__"} <= set(dir(ecomap))
    assert {name for name in dir(ecomap) if not name.startswith("_")} <= set(ecomap.__all__)
    assert all(getattr(ecomap, name) is not None for name in ecomap.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = ecomap.nothing


def test_every_answer_as_json_has_its_schema_in_docs() -> None:
    """docs/schema holds what is read and each answer of the table, nothing else."""
    published = {path.stem for path in (Path(__file__).parents[2] / "docs" / "schema").glob("*.json")}
    assert published == {"map", "overlay", "business", *answers()}


def test_no_module_is_called_as_what_the_door_offers() -> None:
    """Python puts a module that was imported where its name in the package is: `templates()` was no function then."""
    inside = {path.stem for path in Path(ecomap.__file__).parent.iterdir()}
    assert not inside & {*ecomap.__all__}
