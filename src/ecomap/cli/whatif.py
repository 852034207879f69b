"""``ecomap whatif``: change one thing, see the difference."""

import typer

from ecomap.cli import choices
from ecomap.cli.logbooks import Firm


@choices.answering(piped="table")
def whatif(
    firm: Firm, sets: list[str] | None = None, cut: list[str] | None = None, adopt: list[str] | None = None
) -> choices.Answer:
    from ecomap.model import Settings
    from ecomap.render.movement import whatif_sheet
    from ecomap.verbs.whatif import World, what_if

    if not (sets or cut or adopt):
        raise typer.BadParameter("say what to change: --set, --cut or --adopt.")
    changes: dict[str, str] = {}
    for text in sets or []:
        name, equals, value = text.rpartition("=")
        if not equals or not name:
            raise typer.BadParameter(f'"{text}": write NAME=NUMBER; of a trend: --adopt TREND.', param_hint="--set")
        if changes.setdefault(name.strip(), value.strip()) != value.strip():
            raise typer.BadParameter(f"{name.strip()} is given twice, with two numbers. Give one.", param_hint="--set")
    world = World(firm.ecosystem, firm.business, Settings())
    result = what_if(world, sets=changes, cuts=tuple(cut or ()), adopt=tuple(adopt or ()), sha256=firm.sha256)
    return whatif_sheet(result)
