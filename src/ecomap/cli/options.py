"""How the parameters of commands are typed: the table ``options.tsv``, of which a command is given its rows when made.

A row is for the commands that it names, one with a star for all others. ``flags`` are the names of an option, where the
parameter's own does not serve, or the word argument; ``value`` is how the help writes what is given; ``range`` its
ends, with a colon between; ``reads`` the kind of number, or the function that reads it; ``check`` what is asked of it;
``complete`` what the shell may offer: a function, or the files of the map, the heading below which ids stand, and what
is put behind them.
"""

from collections.abc import Callable
from functools import cache
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import typer

from ecomap.cli import choices
from ecomap.places import tabbed
from ecomap.verbs import resolved

TABLE = Path(__file__).with_name("options.tsv")


@cache
def _rows() -> dict[tuple[str, str], list[str]]:
    """Return the cells behind each command and parameter."""
    found: dict[tuple[str, str], list[str]] = {}
    for commands, name, *cells in tabbed(TABLE):
        found |= dict.fromkeys(((command, name) for command in commands.split(",")), cells)
    return found


def about(words: str, name: str) -> str:
    """Return what the help says of a parameter."""
    return _rows()[words, name][-1]


def commands_with(flag: str) -> list[str]:
    """Return the commands that name an option theirs."""
    return [words for (words, name), (flags, *_) in _rows().items() if flag in (flags.split() or [flag_of(name)])]


def flag_of(name: str) -> str:
    """Return how the option of a parameter is typed, where the table says nothing else."""
    return f"--{name.replace('_', '-')}"


def with_options(words: str, command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command whose parameters are typed as the table says; one that says it itself stays as it is."""
    said = signature(command)
    found = [_typed(words, one) for one in said.parameters.values()]
    command.__signature__ = said.replace(parameters=found)  # type: ignore[attr-defined]
    return command


def _typed(words: str, one: Parameter) -> Parameter:
    if get_origin(one.annotation) is Annotated:
        return one
    rows = _rows()
    flags, value, ends, reads, check, complete, said = rows.get((words, one.name)) or rows["*", one.name]
    least, _, most = ends.partition(":")
    more: dict[str, Any] = {
        "help": said, "metavar": value or None, "autocompletion": _completer(complete) if complete else None,
        "min": int(least) if least else None, "max": int(most) if most else None, "parser": _reader(reads),
        "click_type": _counts(one.annotation, least, most) if not reads else None,
        "callback": choices.finite if check == "finite" else choices.only(check) if check else None,
    }  # fmt: skip
    if flags == "argument":
        made = typer.Argument(show_default=False, **more)
    else:
        made = typer.Option(*flags.split(), show_default=one.default != "", **more)
    return one.replace(annotation=Annotated[one.annotation, made])


def _counts(kind: Any, least: str, most: str) -> Any:
    """Return what reads a number and holds it against its range; nothing where no number is given."""
    kinds = {*get_args(kind), kind}
    if kinds.isdisjoint((int, float)):
        return None
    from ecomap.cli.shares import Number, Whole

    return (Whole if int in kinds else Number)(int(least) if least else None, int(most) if most else None)


def _completer(said: str) -> Callable[[str], list[str]]:
    """Return what the shell may offer: by a function, or the ids in some files of the map below a heading."""
    offered: Callable[[str], list[str]] | None = getattr(choices, said, None)
    return offered or choices.completing(*said.split(" "))


def _reader(place: str) -> Callable[[str], Any] | None:
    """Return what reads a text: the function of a place, or what reads numbers of the kind that stands there."""
    found: Callable[[str], Any] | None = resolved(place) if place else None
    if found is None or callable(found):
        return found
    from ecomap.cli.shares import amount

    return amount(found)
