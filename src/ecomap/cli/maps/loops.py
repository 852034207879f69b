"""``ecomap map loops``: where influence comes back to."""

from typing import Annotated

import typer

from ecomap.cli import choices, output


def loops(
    top: Annotated[int, typer.Option(min=1, help="How many.")] = 10,
    map_file: choices.MapOption = None,
) -> None:
    """Show the heaviest loops of couplings: sectors that amplify each other.

    \b
    Examples:
      ecomap map loops
      ecomap map loops --top 100 | cut -f1,5
    """
    from ecomap.io.maps import load_map
    from ecomap.render.loops import loops_delimited, loops_text
    from ecomap.verbs.loops import find_loops

    ecosystem, _ = load_map(map_file)
    found = find_loops(ecosystem, top)
    output.emit(loops_text(found) if output.on_terminal() else loops_delimited(found))
