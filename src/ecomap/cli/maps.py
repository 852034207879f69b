"""``ecomap map``: look into the map."""

from pathlib import Path
from typing import Annotated

import typer

from ecomap.cli import choices, output

app = typer.Typer(help="Look into the map: what it holds, where a word occurs, is it sound.", no_args_is_help=True,
                  rich_markup_mode=None)  # fmt: skip

EXIT_CONDITION = 4


@app.command()
def show(map_file: choices.MapOption = None) -> None:
    """Say what the map holds, what its numbers rest on, and what they cannot tell.

    \b
    Examples:
      ecomap map show
      ecomap map show --map mine/sectors.yaml
    """
    from ecomap.analysis.lookup import summarise
    from ecomap.io.maps import load_map
    from ecomap.render.lookup import map_summary

    ecosystem, sha256 = load_map(map_file)
    output.emit(map_summary(summarise(ecosystem, sha256)))


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words to look for, all of them.", show_default=False)],
    map_file: choices.MapOption = None,
) -> None:
    """Find sectors, trends and activities by words, names or codes.

    \b
    Examples:
      ecomap map search bakery
      ecomap map search online payment | cut -f2
    """
    from ecomap.analysis.lookup import search as find
    from ecomap.errors import suggestion
    from ecomap.io.maps import load_map
    from ecomap.io.names import resolve_sector, sector_names
    from ecomap.render.lookup import matches

    ecosystem, _ = load_map(map_file)
    text = " ".join(words)
    found = find(ecosystem, text)
    sector = resolve_sector(ecosystem, text)
    if not found and sector is not None:
        found = find(ecosystem, sector)
    output.emit(matches(found))
    if not found:
        typer.echo(
            f'Nothing has "{text}". {suggestion(text, [*sector_names(ecosystem), *ecosystem.trend_by_id])}', err=True
        )


@app.command()
def check(
    file: Annotated[
        Path | None, typer.Argument(help="A map's sectors.yaml. [default: the shipped map]", show_default=False)
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 4 if there are warnings.")] = False,
) -> None:  # fmt: skip
    """Check a map: every reference, every piece of evidence, every sum; errors exit with 3.

    \b
    Examples:
      ecomap map check
      ecomap map check mine/sectors.yaml --strict
    """
    from ecomap.io.maps import check_map, shipped_map

    ecosystem, warnings = check_map(file or shipped_map())
    for warning in warnings:
        typer.echo(f"warning: {warning}", err=True)
    numbers = len(ecosystem.influences) + len(ecosystem.couplings)
    output.emit(f"{ecosystem.title} {ecosystem.version}: sound, {numbers:,} influences, {len(warnings)} warnings.\n")
    if strict and warnings:
        raise typer.Exit(EXIT_CONDITION)


@app.command()
def derive(
    statistics: Annotated[
        Path,
        typer.Option("--statistics", help="Folder with the publishers' tables.", metavar="DIR", show_default=False),
    ],
    target: Annotated[
        Path | None,
        typer.Option("--target", help="Where to write. [default: statistics/ of the shipped map]", metavar="DIR"),
    ] = None,
    map_file: choices.MapOption = None,
    dry_run: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 4 if anything would change.")
    ] = False,
) -> None:
    """Derive the statistical part of the map again: couplings, prevalences, norms, readiness.

    \b
    Examples:
      ecomap map derive --statistics ../shared/data
      ecomap map derive --statistics ../shared/data --check
    """
    from ecomap.analysis.statistics import derived_tables
    from ecomap.io.maps import load_hand_made, shipped_map

    entrance = map_file or shipped_map()
    folder = target or entrance.parent / "statistics"
    tables = derived_tables(load_hand_made(entrance), statistics)
    changed = [name for name, text in sorted(tables.items()) if _content(folder / name) != text]
    for name in changed:
        if not dry_run:
            output.emit(tables[name], folder / name, force=True)
    verb = "would change" if dry_run else "written"
    output.emit(
        f"{', '.join(changed)}: {verb}.\n" if changed else "Nothing changed: the tables are what the statistics say.\n"
    )
    if dry_run and changed:
        raise typer.Exit(EXIT_CONDITION)


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
