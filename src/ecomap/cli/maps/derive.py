"""``ecomap map derive``: the statistical part of the map again."""

from pathlib import Path
from typing import Annotated

import typer

from ecomap.cli import choices, output

EXIT_CONDITION = 4


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
    """Derive the statistical part of the map again: couplings, prevalences, norms, readiness, paces, modifiers.

    \b
    Examples:
      ecomap map derive --statistics ../shared/data
      ecomap map derive --statistics ../shared/data --check
    """
    from ecomap.analysis.statistics import derived_tables
    from ecomap.errors import FileError
    from ecomap.io.maps import load_hand_made, shipped_map

    if not statistics.is_dir():
        raise FileError(f"{statistics}: no such folder. It must hold the publishers' tables: see data/README.md.")
    entrance = _only(map_file) or shipped_map()
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


def _only(maps: list[Path] | None) -> Path | None:
    if maps and len(maps) > 1:
        raise typer.BadParameter("statistics are derived for one map.", param_hint="--map")
    return maps[0] if maps else None


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
