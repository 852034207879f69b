"""``ecomap backtest``: figures hidden from the map, and predicted by it."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecomap.cli import choices, output

if TYPE_CHECKING:
    from ecomap.results.backtest import Backtest


class Lists(StrEnum):
    """Lists of sectors that a map can be tested on."""

    us_industries = "us-industries"
    sectors = "sectors"
    nace = "nace"
    all = "all"


class Form(StrEnum):
    """Forms of a backtest."""

    table = "table"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    markdown = "markdown"
    svg = "svg"


def backtest(
    statistics: Annotated[
        Path,
        typer.Option("--statistics", help="Folder with the publishers' tables.", metavar="DIR", show_default=False),
    ],
    sectors: Annotated[
        Lists,
        typer.Option("--list", help="59 US industries, the map's own sectors, activities of the EU, or all of them."),
    ] = Lists.all,
    quick: Annotated[bool, typer.Option("--quick", help="Without shuffled networks and sensitivity.")] = False,
    seed: Annotated[int, typer.Option(min=0, help="Seed of everything drawn.")] = 0,
    resamples: Annotated[int, typer.Option(min=10, max=100_000, help="Draws of sectors for the intervals.")] = 1000,
    permutations: Annotated[int, typer.Option(min=9, max=100_000, help="Networks with sectors shuffled.")] = 999,
    technologies: Annotated[bool, typer.Option("--technologies", help="Also each technology for itself.")] = False,
    form: Annotated[
        Form | None,
        typer.Option("--format", "-f", help="[default: as --output is named; table on a terminal, tsv in a pipe]"),
    ] = None,
    json: choices.JsonOption = False,
    file: choices.OutputOption = None,
    force: choices.ForceOption = False,
    map_file: choices.MapOption = None,
) -> None:  # fmt: skip
    """Test the map: hide official figures from it, predict them, and set it against simpler ways to guess.

    \b
    Examples:
      ecomap backtest --statistics ../shared/data
      ecomap backtest --statistics ../shared/data --quick --list us-industries --format json
      ecomap backtest --statistics ../shared/data --format svg --output validity.svg --force
    """
    from ecomap.errors import FileError

    if not statistics.is_dir():
        raise FileError(f"{statistics}: no such folder. It must hold the publishers' tables: see data/README.md.")
    chosen = Form.json if json else form or _usual_form(file)
    with output.at_work("loading the map") as tell:
        found = _found(statistics, map_file, sectors, tell, seed, resamples, permutations, quick=quick)
    output.emit(_rendered(found, chosen, file, technologies=technologies), file, force=force)
    if chosen is Form.table and file is None:
        output.hint(f"ecomap backtest --statistics {statistics} --format svg --output validity.svg   (a picture)")


def _found(
    statistics: Path,
    map_file: list[Path] | None,
    sectors: Lists,
    tell: Callable[[str], None],
    seed: int,
    resamples: int,
    permutations: int,
    *,
    quick: bool,
) -> "Backtest":
    from ecomap.io.maps import load_map
    from ecomap.verbs.backtest import LISTS
    from ecomap.verbs.backtest import backtest as test

    ecosystem, sha256 = load_map(map_file)
    lists = tuple(name for name in LISTS if sectors.value in (name, Lists.all))
    return test(
        ecosystem, statistics, sha256=sha256, lists=lists, seed=seed, resamples=resamples, permutations=permutations,
        quick=quick, tell=tell,
    )  # fmt: skip


def _usual_form(file: Path | None) -> Form:
    usual = choices.usual_form(file)
    return Form.json if usual is choices.Format.jsonl else Form(usual.value)


def _rendered(found: "Backtest", form: Form, file: Path | None, *, technologies: bool) -> str:
    if form is Form.table:
        from ecomap.render.backtest_table import backtest_table

        return backtest_table(found, output.screen(file), technologies=technologies)
    if form is Form.svg:
        from ecomap.render.backtest_picture import backtest_svg

        return backtest_svg(found)
    from ecomap.render import backtest_records as records

    match form:
        case Form.json:
            return records.backtest_json(found)
        case Form.markdown:
            return records.backtest_markdown(found, technologies=technologies)
        case _:
            return records.backtest_delimited(found, "," if form is Form.csv else "\t", technologies=technologies)
