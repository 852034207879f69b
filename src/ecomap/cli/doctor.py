"""``ecomap doctor``: is all in order on this machine."""

from typing import TYPE_CHECKING, Annotated

import typer

from ecomap.cli import choices

if TYPE_CHECKING:
    from ecomap.render.sheet import Sheet


@choices.answering("table")
def doctor(
    business: Annotated[
        str, typer.Argument(help="A business file, to look at its logbook too.", show_default=False, metavar="[FILE]")
    ] = "",
) -> "Sheet":
    """Say whether all is in order on this machine: packages, map, folders, terminal; what to do where it is not.

    \b
    Examples:
      ecomap doctor
      ecomap doctor mine.yaml --json
    """
    from ecomap.render.doctor import doctor_sheet
    from ecomap.verbs.doctor import examine_installation

    return doctor_sheet(examine_installation(business))
