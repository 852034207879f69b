"""``ecomap doctor``, ``schema`` and ``completion``: about the program itself."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from ecomap.cli import choices, output
from ecomap.verbs import answers

INPUTS = ("map", "overlay", "business")
Name = StrEnum("Name", [(name, name) for name in (*INPUTS, *answers())])  # type: ignore[misc]
"""Schemas there are: of what is read, and of what verbs print."""
Shell = Literal["bash", "zsh", "fish", "powershell"]


@choices.answering("table")
def doctor(business: str = "") -> choices.Answer:
    """Examples:
    ecomap doctor
    ecomap doctor mine.yaml --json
    """
    from ecomap.render.doctor import doctor_sheet
    from ecomap.verbs.doctor import examine_installation

    return doctor_sheet(examine_installation(business))


def schema(
    name: Annotated[
        Name,
        typer.Argument(help=f"One of {', '.join(name.value for name in Name)}.", metavar="NAME", show_default=False),
    ],
    file: Path | None = None,
    force: bool = False,
) -> None:
    """Examples:
    ecomap schema business > business.json
    ecomap schema ranking | jq .properties.opportunities
    """
    import json

    from ecomap.verbs.schemas import schema as make

    output.emit(json.dumps(make(name.value), indent=2, ensure_ascii=False) + "\n", file, force=force)


def completion(shell: Shell) -> None:
    """Examples:
    eval "`ecomap completion bash`"
    ecomap completion fish > ~/.config/fish/completions/ecomap.fish
    """
    from typer._completion_shared import get_completion_script

    output.emit(get_completion_script(prog_name="ecomap", complete_var="_ECOMAP_COMPLETE", shell=shell) + "\n")
