"""``ecomap map diff``: two maps compared."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecomap.cli import choices

if TYPE_CHECKING:
    from ecomap.model import Business, EcosystemMap
    from ecomap.render.sheet import Sheet

SHIPPED = "shipped"


@choices.answering(piped="table")
def diff(
    old: Annotated[str, typer.Argument(help="A map's file, an overlay, or: shipped.", metavar="A", show_default=False)],
    new: Annotated[str, typer.Argument(help="The same, to compare with.", metavar="B", show_default=False)],
    business: Annotated[
        str | None,
        typer.Option(
            help="Also show whose ranks move for a business: a file, a template or a trade.",
            metavar="NAME", autocompletion=choices.complete_template_or_sector,
        ),
    ] = None,
) -> "Sheet":  # fmt: skip
    """Compare two maps: what was added, removed and changed, and whose ranks it moves.

    \b
    Examples:
      ecomap map diff shipped mine.yaml --business bakery
      ecomap map diff last-year/sectors.yaml shipped --format json | jq .counts
    """
    from ecomap.io.maps import load_whole_map
    from ecomap.render.difference import difference_sheet
    from ecomap.verbs.difference import compare_maps

    before, after = (load_whole_map(None if name == SHIPPED else Path(name)) for name in (old, new))
    firms = _understood(business, before[0], after[0]) if business else None
    return difference_sheet(compare_maps(before, after, firms))


def _understood(name: str, old: "EcosystemMap", new: "EcosystemMap") -> "tuple[Business, Business]":
    from ecomap.io.businesses import business_text, parse_business

    label, text = business_text(name)
    return parse_business(label, text, old), parse_business(label, text, new)
