"""``ecomap whatif``: change one thing, see the difference."""

from typing import Annotated

import typer

from ecomap.cli import choices, output


def whatif(
    business: Annotated[
        str,
        typer.Argument(help="A business file, - for standard input, or a template.",
                       autocompletion=choices.complete_template, show_default=False),
    ],
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=NUMBER",
                     help="A setting, a number of the business (budget_eur, maturity, goal.reach, skill.it, "
                          "peers.website ...) or of the map (trend>sector, sector>sector)."),
    ] = None,
    cut: Annotated[list[str] | None, typer.Option(metavar="FROM>TO", help="Take an influence out.")] = None,
    adopt: Annotated[
        list[str] | None, typer.Option(metavar="TREND", help="A trend in use.", autocompletion=choices.complete_trend)
    ] = None,
    form: choices.TextOption = None,
    json: choices.JsonOption = False,
    file: choices.OutputOption = None,
    force: choices.ForceOption = False,
    map_file: choices.MapOption = None,
) -> None:  # fmt: skip
    """Change something and see what it does to the ranks, split into parts that add up.

    \b
    Examples:
      ecomap whatif bakery --set budget_eur=20000 --set skill.it=3
      ecomap whatif bakery --cut "e-commerce>retail-trade"
    """
    from ecomap.io.businesses import open_business
    from ecomap.model import Settings
    from ecomap.render.whatif import whatif_sheet
    from ecomap.verbs.whatif import World, what_if

    if not (sets or cut or adopt):
        raise typer.BadParameter("say what to change: --set, --cut or --adopt.")
    changes = {}
    for text in sets or []:
        name, equals, value = text.rpartition("=")
        if not equals or not name:
            raise typer.BadParameter(f'"{text}": write NAME=NUMBER.', param_hint="--set")
        changes[name.strip()] = value.strip()
    chosen = choices.chosen_form(form, json, file, choices.Format.table)
    opened = open_business(business, map_file)
    world = World(opened.ecosystem, opened.business, Settings())
    result = what_if(world, sets=changes, cuts=tuple(cut or ()), adopt=tuple(adopt or ()), sha256=opened.sha256)
    output.show(whatif_sheet(result), chosen, file, force=force)
