"""``ecomap schema``: what ecomap reads and prints, as JSON Schema."""

from enum import StrEnum
from typing import Annotated

from ecomap.cli import choices, output
from ecomap.verbs import answers

INPUTS = ("map", "overlay", "business")
Name = StrEnum("Name", [(name, name) for name in (*INPUTS, *answers())])  # type: ignore[misc]
"""Schemas there are: of what is read, and of what verbs print."""


def schema(
    name: Annotated[Name, choices.argument(f"One of {', '.join(name.value for name in Name)}.", "NAME")],
    file: choices.JsonOption = None,
    force: choices.ForceOption = False,
) -> None:
    """Print a JSON Schema, for editors and for programs.

    \b
    Examples:
      ecomap schema business > business.json
      ecomap schema ranking | jq .properties.opportunities
    """
    import json

    from ecomap.verbs.schemas import schema as make

    output.emit(json.dumps(make(name.value), indent=2, ensure_ascii=False) + "\n", file, force=force)
