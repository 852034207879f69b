"""``ecomap map loops``: where influence comes back to."""

from typing import Annotated

import typer

from ecomap.cli import choices, output


def loops(
    top: Annotated[int, typer.Option(min=1, help="How many.")] = 10,
    form: choices.FormatOption = None,
    json: choices.JsonOption = False,
    file: choices.OutputOption = None,
    force: choices.ForceOption = False,
    map_file: choices.MapOption = None,
) -> None:
    """Show the heaviest loops of couplings: sectors that amplify each other.

    \b
    Examples:
      ecomap map loops
      ecomap map loops --top 100 | cut -f1,5
    """
    from ecomap.io.maps import load_map
    from ecomap.render.maps import loops_sheet
    from ecomap.verbs.loops import find_loops

    chosen = choices.chosen_form(form, json, file)
    ecosystem, _ = load_map(map_file)
    output.show(loops_sheet(find_loops(ecosystem, top)), chosen, file, force=force)
