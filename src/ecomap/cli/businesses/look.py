"""``ecomap business templates``, ``show`` and ``check``: look at business files."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from ecomap.cli import choices, output

if TYPE_CHECKING:
    from ecomap.model import Business
    from ecomap.model.compiled import CompiledMap


def templates() -> None:
    """List the shipped business files.

    \b
    Examples:
      ecomap business templates
      ecomap business templates | cut -f1
    """
    from ecomap.io.businesses import load_business
    from ecomap.io.businesses import templates as shipped
    from ecomap.io.maps import load_map

    ecosystem, _ = load_map()
    rows = []
    for name in shipped():
        business = load_business(name, ecosystem)
        sectors = [ecosystem.sector_by_id[sector] for sector in business.sectors]
        if output.on_terminal():
            rows.append(f"{name:<14}{business.name:<24}{', '.join(sector.short for sector in sectors)}")
        else:
            rows.append(f"{name}\t{business.name}\t{', '.join(sector.name for sector in sectors)}")
    output.emit("".join(f"{row}\n" for row in rows))
    output.hint("ecomap business new   (if none fits: describe your own)")


def show(
    name: Annotated[
        str,
        typer.Argument(
            help="A template, or a file of your own.", autocompletion=choices.complete_template, show_default=False
        ),
    ],
    file: choices.OutputOption = None,
    force: choices.ForceOption = False,
) -> None:
    """Print a template, with a comment on every line, to copy and edit; or a file of your own, as it is.

    \b
    Examples:
      ecomap business show bakery > mine.yaml
      ecomap business show consulting --output mine.yaml
    """
    from ecomap.io.businesses import business_text, is_file, template_text

    output.emit(business_text(name)[1] if is_file(name) else template_text(name), file, force=force)


def check(
    name: Annotated[str, typer.Argument(help="A business file, or - for standard input.", show_default=False)],
    map_file: choices.MapOption = None,
) -> None:
    """Check a business file and say what was understood.

    \b
    Examples:
      ecomap business check mine.yaml
      ecomap business show farm | ecomap business check -
    """
    from ecomap.io.businesses import open_business

    opened = open_business(name, map_file)
    output.emit("".join(f"{line}\n" for line in _understood(opened.business, opened.ecosystem)))
    output.hint(f"ecomap analyze {name}")


def _understood(business: "Business", ecosystem: "CompiledMap") -> Iterator[str]:
    """Yield what a file says, by the names that people know, and what it does not say."""
    total = sum(business.sectors.values())
    shares = [f"{ecosystem.sector_by_id[s].name} {weight / total:.0%}" for s, weight in business.sectors.items()]
    yield f"{business.name}: {', '.join(shares)}."
    for sector, share in business.dependences.items():
        yield f"Pressure straight from {ecosystem.sector_by_id[sector].name}: {share:.0%}."
    for trend, share in business.peers.items():
        yield f"Firms like it that use {ecosystem.trend_by_id[trend].name}, in its own words: {share:.0%}."
    for item in business.own_activities:
        served = ", ".join(f"{ecosystem.trend_by_id[t].name} {share:.0%}" for t, share in item.served_by.items())
        yield f"Own activity {item.name} ({item.share:g} of 1), served by {served}."
    yield "Nothing wrong found."
    missing = [field for field in ("goals", "skills", "maturity") if getattr(business, field) in (None, {})]
    missing += (
        ["resources"] if business.resources.budget_eur is None and business.resources.hours_per_week is None else []
    )
    if missing:
        yield f"Not said, so the usual is assumed: {', '.join(missing)}."
