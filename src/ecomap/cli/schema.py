"""``ecomap schema``: what ecomap reads and prints, as JSON Schema."""

from enum import StrEnum
from typing import Annotated

import typer

from ecomap.cli import choices, output


class Name(StrEnum):
    """Schemas there are."""

    map = "map"
    overlay = "overlay"
    business = "business"
    ranking = "ranking"
    batch = "batch"
    explanation = "explanation"
    whatif = "whatif"
    evidence = "evidence"
    diff = "diff"
    comparison = "comparison"


def schema(
    name: Annotated[Name, typer.Argument(help="Which schema.", show_default=False)],
    file: choices.OutputOption = None,
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
