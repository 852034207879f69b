"""``ecomap map evidence``: what any number rests on."""

from enum import StrEnum
from typing import Annotated

import typer

from ecomap.cli import choices, output


class Form(StrEnum):
    """Forms of an answer."""

    text = "text"
    json = "json"


def evidence(
    asked: Annotated[
        str,
        typer.Argument(
            help="A trend, sector, activity, practice, country, evidence record or source; or a pathway in quotes.",
            metavar="ID|PATHWAY", autocompletion=choices.complete_sector, show_default=False,
        ),
    ],
    form: Annotated[Form, typer.Option("--format", "-f", help="Text for people or JSON for programs.")] = Form.text,
    json: choices.JsonOption = False,
    file: choices.OutputOption = None,
    force: choices.ForceOption = False,
    map_file: choices.MapOption = None,
) -> None:  # fmt: skip
    """Open the figure, table, year and transformation behind any number.

    \b
    Examples:
      ecomap map evidence "online-ordering>e-commerce>retail-trade"
      ecomap map evidence cloud-computing --format json | jq .records[].source.url
    """
    from ecomap.io.maps import load_whole_map
    from ecomap.render.provenance import evidence_json, evidence_text
    from ecomap.verbs.provenance import find_evidence

    ecosystem, sha256 = load_whole_map(map_file)
    answer = find_evidence(ecosystem, asked, sha256)
    as_json = json or form is Form.json
    output.emit(
        evidence_json(answer) if as_json else evidence_text(answer, output.screen(file).width), file, force=force
    )
