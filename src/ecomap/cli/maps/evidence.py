"""``ecomap map evidence``: what any number rests on."""

from typing import Annotated

import typer

from ecomap.cli import choices, output


def evidence(
    asked: Annotated[
        str,
        typer.Argument(
            help="A trend, sector, activity, practice, country, evidence record or source; or a pathway in quotes.",
            metavar="ID|PATHWAY", autocompletion=choices.complete_sector, show_default=False,
        ),
    ],
    form: choices.TextOption = None,
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
    from ecomap.render.provenance import evidence_sheet
    from ecomap.verbs.provenance import find_evidence

    chosen = choices.chosen_form(form, json, file, choices.Format.table)
    ecosystem, sha256 = load_whole_map(map_file)
    output.show(evidence_sheet(find_evidence(ecosystem, asked, sha256)), chosen, file, force=force)
