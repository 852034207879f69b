"""``ecomap map path``: how one thing reaches another."""

from typing import Annotated

import typer

from ecomap.cli import choices, output


def path(
    start: Annotated[str, typer.Argument(help="A sector or a trend.", show_default=False)],
    end: Annotated[str, typer.Argument(help="A sector.", autocompletion=choices.complete_sector, show_default=False)],
    top: Annotated[int, typer.Option(min=1, max=50, help="How many ways.")] = 5,
    form: choices.FormatOption = None,
    json: choices.JsonOption = False,
    file: choices.OutputOption = None,
    force: choices.ForceOption = False,
    map_file: choices.MapOption = None,
) -> None:
    """Show the strongest ways from a sector or a trend to a sector.

    \b
    Examples:
      ecomap map path e-commerce food-manufacturing
      ecomap map path online-ordering retail-trade --top 3
    """
    from ecomap.io.maps import load_map
    from ecomap.render.maps import routes_sheet
    from ecomap.verbs.paths import strongest_routes

    chosen = choices.chosen_form(form, json, file)
    ecosystem, _ = load_map(map_file)
    routes = strongest_routes(ecosystem, start, end, top)
    if routes:
        output.show(routes_sheet(routes), chosen, file, force=force)
    else:
        output.remark(f"Nothing leads from {start} to {end}.")
