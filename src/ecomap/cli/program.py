"""``ecomap doctor``, ``schema`` and ``completion``: about the program itself."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from ecomap.cli import choices, output
from ecomap.cli.rooms import render, verbs
from ecomap.verbs import VERBS, answers

INPUTS = ("map", "overlay", "business")
NAMES = (*INPUTS, *answers())  # schemas there are: of what is read, and of what verbs print
BY_COMMAND = {words: verb.schema for words, verb in VERBS.items() if verb.schema and words not in NAMES}
"""Those of commands whose answer is called otherwise, by the words of the command."""
Name = StrEnum("Name", [(name, name) for name in (*NAMES, *BY_COMMAND)])  # type: ignore[misc]
Shell = Literal["bash", "zsh", "fish", "powershell"]


@choices.answering("table")
def doctor(business: str = "") -> choices.Answer:
    return render.doctor.doctor_sheet(verbs.doctor.examine_installation(business))


def schema(
    name: Annotated[
        Name,
        typer.Argument(
            help=f"One of {', '.join(NAMES)}; or the command that answers.", metavar="NAME", show_default=False
        ),
    ],
    file: Path | None = None,
    force: bool = False,
) -> None:
    """Print a JSON Schema."""
    import json

    found = verbs.schemas.schema(BY_COMMAND.get(name.value, name.value))
    output.emit(json.dumps(found, indent=2, ensure_ascii=False) + "\n", file, force=force)


def completion(shell: Shell) -> None:
    """Print the completion script of a shell."""
    from typer._completion_shared import get_completion_script

    output.emit(get_completion_script(prog_name="ecomap", complete_var="_ECOMAP_COMPLETE", shell=shell) + "\n")
