"""``ecomap business``: the user's own file."""

from typing import Annotated

import typer

from ecomap.cli import choices, output

app = typer.Typer(
    help="Your own business file: templates to start from, and a check.", no_args_is_help=True, rich_markup_mode=None
)


@app.command()
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
    lines = []
    for name in shipped():
        business = load_business(name, ecosystem)
        sectors = ", ".join(ecosystem.sector_by_id[sector].name for sector in business.sectors)
        lines.append(f"{name}\t{business.name}\t{sectors}\n")
    text = "".join(lines)
    output.emit(text.expandtabs(14) if output.on_terminal() else text)
    output.hint("ecomap business show bakery > mine.yaml")


@app.command()
def show(
    name: Annotated[
        str, typer.Argument(help="A template's name.", autocompletion=choices.complete_template, show_default=False)
    ],
    file: choices.OutputOption = None,
    force: choices.ForceOption = False,
) -> None:
    """Print a template, with a comment on every line, to copy and edit.

    \b
    Examples:
      ecomap business show bakery > mine.yaml
      ecomap business show consulting --output mine.yaml
    """
    from ecomap.io.businesses import template_text

    output.emit(template_text(name), file, force=force)


@app.command()
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
    from ecomap.io.businesses import load_business
    from ecomap.io.maps import load_map

    ecosystem, _ = load_map(map_file)
    business = load_business(name, ecosystem)
    total = sum(business.sectors.values())
    shares = ", ".join(
        f"{ecosystem.sector_by_id[s].name} {weight / total:.0%}" for s, weight in business.sectors.items()
    )
    missing = [field for field in ("goals", "skills", "maturity") if getattr(business, field) in (None, {})]
    missing += (
        ["resources"] if business.resources.budget_eur is None and business.resources.hours_per_week is None else []
    )
    output.emit(f"{business.name}: {shares}.\nNothing wrong found.\n")
    if missing:
        output.emit(f"Not said, so the usual is assumed: {', '.join(missing)}.\n")
    output.hint(f"ecomap analyze {name}")
