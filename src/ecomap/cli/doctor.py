"""``ecomap doctor``: is all in order on this machine."""

from typing import Annotated

from ecomap.cli import choices


@choices.answering("table")
def doctor(
    business: Annotated[str, choices.argument("A business file, to look at its logbook too.", "[FILE]")] = "",
) -> choices.Answer:
    """Say whether all is in order on this machine: packages, map, folders, terminal; what to do where it is not.

    \b
    Examples:
      ecomap doctor
      ecomap doctor mine.yaml --json
    """
    from ecomap.render.doctor import doctor_sheet
    from ecomap.verbs.doctor import examine_installation

    return doctor_sheet(examine_installation(business))
