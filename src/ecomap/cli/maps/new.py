"""``ecomap map new``: a commented beginning of something the map lacks."""

import shlex
from datetime import date
from typing import Annotated, Literal

import typer

from ecomap.cli import choices, output

Kind = Literal["kind", "sector", "trend", "practice", "influence", "country"]


def new(
    kind: Annotated[Kind, typer.Argument(help="What to add.", show_default=False)],
    name: Annotated[
        str,
        typer.Argument(
            help='A new id; of an influence "trend>sector" in quotes; of a country its two letters.',
            metavar="ID", show_default=False,
        ),
    ],
    file: choices.YamlOption = None,
    force: choices.ForceOption = False,
    map_file: choices.MapOption = None,
) -> None:  # fmt: skip
    """Print an overlay with one new item, every field explained, to fill in and check.

    \b
    Examples:
      ecomap map new trend repair-evenings --output mine.yaml
      ecomap map new kind bouldering-hall > mine.yaml
      ecomap map new sector driving-schools > mine.yaml
      ecomap map new influence "online-booking>mining" > mine.yaml
    """
    from ecomap.io.maps import load_whole_map
    from ecomap.io.stubs import stub

    ecosystem, _ = load_whole_map(map_file)
    output.emit(stub(kind, name, ecosystem, date.today().isoformat()), file, force=force)
    if file is not None:
        output.hint(f"fill in {shlex.quote(str(file))}, then: ecomap map check {shlex.quote(str(file))}")
