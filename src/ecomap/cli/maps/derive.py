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
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing; say in words what would change, the largest first.")
    ] = False,
) -> None:
    """Derive the statistical part of the map again: couplings, prevalences, norms, readiness, paces, modifiers.

    \b
    Examples:
      ecomap map derive --statistics ../shared/data
      ecomap map derive --statistics ../shared/data --diff --check
    """
    from ecomap.errors import FileError
    from ecomap.io.maps import load_hand_made, shipped_map
    from ecomap.render.release import release_text
    from ecomap.verbs.release import compare_statistics
    from ecomap.verbs.statistics import derived_tables

    if diff and target:
        raise typer.BadParameter("compares with the map's own tables and writes nothing.", param_hint="--diff")
    if not statistics.is_dir():
        raise FileError(f"{statistics}: no such folder. It must hold the publishers' tables: see data/README.md.")
    entrance = _only(map_file) or shipped_map()
    folder = target or entrance.parent / "statistics"
    tables = derived_tables(load_hand_made(entrance), statistics)
    changed = [name for name, text in sorted(tables.items()) if _content(folder / name) != text]
    if diff:
        width = output.screen().width if output.on_terminal() else None
        output.emit(release_text(compare_statistics(entrance, tables), width))
    else:
        _write(tables, folder, changed, dry_run=dry_run)
    if dry_run and changed:
        raise typer.Exit(EXIT_CONDITION)


def _write(tables: dict[str, str], folder: Path, changed: list[str], *, dry_run: bool) -> None:
    for name in changed:
        if not dry_run:
            output.emit(tables[name], folder / name, force=True)
    verb = "would change" if dry_run else "written"
    nothing = "Nothing changed: the tables are what the statistics say.\n"
    output.emit(f"{', '.join(changed)}: {verb}.\n" if changed else nothing)


def _only(maps: list[Path] | None) -> Path | None:
    if maps and len(maps) > 1:
        raise typer.BadParameter("statistics are derived for one map.", param_hint="--map")
    return maps[0] if maps else None


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
