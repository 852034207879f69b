"""The table of options: each parameter of a command is typed as one row says, and no row is for nobody."""

from inspect import signature
from pathlib import Path
from typing import Annotated, get_args, get_origin

import pytest
from terminal import Run
from typer.models import OptionInfo

from ecomap.cli.options import TABLE, about, with_options
from ecomap.cli.shares import Number, Whole
from ecomap.render.ranking import SCREENFUL
from ecomap.verbs import VERBS, resolved
from maps import some

COMMANDS = {words: verb.command for words, verb in VERBS.items() if verb.command}
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]


@pytest.mark.parametrize("words", some(COMMANDS))
def test_a_path_that_ends_in_a_slash_is_a_folder(run: Run, words: str, tmp_path: Path) -> None:
    """No option of any command takes it for a file: there is none that could be written or read."""
    made = signature(with_options(words, resolved(COMMANDS[words]))).parameters
    options = {name: one.annotation.__metadata__[0] for name, one in made.items()}
    for name, option in options.items():
        if option.metavar == "FILE" and isinstance(option, OptionInfo):
            named = option.default if isinstance(option.default, str) else f"--{name.replace('_', '-')}"
            answer = run(*words.split(), named, f"{tmp_path}/x/")
            assert (answer.code, answer.out, [*tmp_path.iterdir()]) == (5, "", [])
            assert "/x/: is a directory. Name a file inside it." in answer.err


@pytest.mark.parametrize("words", COMMANDS)
def test_every_parameter_has_its_words(words: str) -> None:
    """A parameter without a row could not be typed, nor would anybody know what it is for."""
    made = signature(with_options(words, resolved(COMMANDS[words])))
    assert all(get_origin(one.annotation) is Annotated for one in made.parameters.values())
    assert all(one.annotation.__metadata__[0].help for one in made.parameters.values())


@pytest.mark.parametrize("words", COMMANDS)
def test_every_number_is_read_as_people_write_them(words: str) -> None:
    """By the one reader of numbers, whatever command it belongs to; what only the type reads refuses 1,5 and 1 000."""
    for name, one in signature(with_options(words, resolved(COMMANDS[words]))).parameters.items():
        kind, made = get_args(one.annotation)[:2]
        if {int, float} & {kind, *get_args(kind)}:
            assert made.parser is not None or isinstance(made.click_type, Whole | Number), (words, name)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("--horizon 1,5", ""), ("--horizon ½", ""), ("--top 3,0", ""), ("--top ３", ""),
     ("--horizon nan", "nan is no number"),
     ("--top 1.000", "can be read in two ways. Write 1 or 1000."), ("--top 1,5", "is no whole number. Write 1 or 2."),
     ("--horizon 30,5", "in the range"), ("--top 10%", "is no whole number. Write it like")],
)  # fmt: skip
def test_numbers_of_any_option_follow_one_grammar(run: Run, typed: str, said: str) -> None:
    """Its range is held against what was read; what can be read in two ways is told with both."""
    answer = run("analyze", "bakery", *typed.split())
    assert (answer.code, said in answer.err) == (2 if said else 0, True)


def test_every_row_is_of_somebody() -> None:
    """A row that names a command is for one of its parameters; of two rows for one nobody could tell which holds."""
    named = [(command, row[1]) for row in ROWS for command in row[0].split(",")]
    assert len({*named}) == len(named)
    known = {(words, name) for words, place in COMMANDS.items() for name in signature(resolved(place)).parameters}
    assert {one for one in named if one[0] != "*"} <= known
    assert {name for command, name in named if command == "*"} <= {name for _, name in known}


def test_the_help_says_how_many_trends_a_screen_shows() -> None:
    """The words stand in the table, the number with the view."""
    assert f"[default: {SCREENFUL} in a table" in about("analyze", "top")
