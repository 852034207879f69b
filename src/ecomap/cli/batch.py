"""``ecomap batch``: many businesses."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecomap.cli import choices, output
from ecomap.cli.choices import View

if TYPE_CHECKING:
    from ecomap.io.batch.formats import Form
    from ecomap.io.batch.pieces import Piece
    from ecomap.model.compiled import AnyMap
    from ecomap.results.batch import Tally
    from ecomap.verbs.batch.inputs import Table
    from ecomap.verbs.batch.part import Job

SURROUNDINGS = {
    # --workers says how many cores are used; a library's own threads would come on top and slow each other down
    "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",  # gives back what it has done with: a fifth less memory at the peak
}  # fmt: skip
"""Settings of the libraries, where the user has none; they are read when the libraries are loaded."""
MAX_TOP = 100


class TableForm(StrEnum):
    """Forms of a table of businesses."""

    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"


def batch(
    file: Annotated[str, typer.Argument(help="CSV, JSON lines or Parquet; - for standard input.", show_default=False)],
    output_file: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE",
                     help="Write to this file, whole or not at all. [default: standard output, as it comes]"),
    ] = None,
    form: Annotated[
        TableForm | None, typer.Option("--format", "-f", help="Of the output. [default: as --output is named; csv]")
    ] = None,
    input_form: Annotated[
        TableForm | None, typer.Option("--input-format", help="[default: as FILE is named; - is csv]")
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--columns", "-c", metavar="OURS=YOURS", help="Your name of a column, like sectors=Branch."),
    ] = None,
    top: Annotated[int, typer.Option(min=1, max=MAX_TOP, help="Opportunities for each business.")] = 5,
    threats: Annotated[int, typer.Option(min=0, max=MAX_TOP, help="Threats for each business.")] = 0,
    horizon: Annotated[float, typer.Option(min=0, max=20, help="Years ahead.", callback=choices.finite)] = 3.0,
    view: Annotated[
        View, typer.Option(help="Opportunities that other sectors bring, those of your own, or both.")
    ] = View.cross,
    rejects: Annotated[
        Path | None,
        typer.Option(metavar="FILE",
                     help="Rows that cannot be used. [default: OUTPUT.rejects.csv; without -o standard error]"),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first row that cannot be used.")] = False,
    summary: Annotated[
        bool, typer.Option("--summary", help="At the end: which trends matter to how many, by sector.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes.")] = 1,
    shard: Annotated[
        str | None, typer.Option(metavar="I/N", help="Only the I-th of N parts; the outputs one after the other "
                                                     "are the whole.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where a run was broken off.")] = False,
    piece_size: Annotated[
        int | None, typer.Option(min=1, help="Bytes of text, or rows of Parquet, done at a time.", show_default=False)
    ] = None,
    force: choices.ForceOption = False,
    map_file: choices.MapOption = None,
) -> None:  # fmt: skip
    """Rank the trends of many businesses, one row each; rows that cannot be used go to a file of their own.

    \b
    Examples:
      ecomap batch members.csv -o ranked.csv --summary
      ecomap batch members.csv -o ranked.parquet --workers 4 --threats 3
      ecomap batch members.csv -f jsonl | jq -r .opportunities[0].trend | sort | uniq -c
    """
    for name, value in SURROUNDINGS.items():
        os.environ.setdefault(name, value)
    from ecomap.io.maps import load_map
    from ecomap.verbs.batch.inputs import STANDARD_INPUT
    from ecomap.verbs.batch.run import Places, run_batch

    places = Places(
        output_file, rejects or _beside(output_file), resume=resume, force=force, shard=_shard(shard),
        piece_size=piece_size,
    )  # fmt: skip
    if file == STANDARD_INPUT and shard:
        raise typer.BadParameter("standard input cannot be read in parts: name a file.")
    if file == STANDARD_INPUT and resume:
        raise typer.BadParameter("standard input cannot be read again: name a file.", param_hint="--resume")
    if resume and output_file is None:
        raise typer.BadParameter("there is nothing to go on with where --output is not given.", param_hint="--resume")
    ecosystem, sha256 = load_map(map_file)
    with _on_disk(file, input_form) as (name, kind, head):
        table = _table(name, kind, head, columns or [], ecosystem)
        job = _job(
            table, _output_form(form, output_file), ecosystem, sha256, map_file, horizon, view, top, threats, strict
        )
        with _progress(name, table, shown=output_file is not None or not output.on_terminal()) as progress:
            tally = run_batch(job, ecosystem, places, workers, head=head, progress=progress)
    _tell(tally, places.rejects, ecosystem if summary else None, to_stderr=output_file is None)
    if output_file is not None:
        output.hint(f"ecomap batch {file} -o {output_file} --force --threats 3   (threats too)")


def _beside(file: Path | None) -> Path | None:
    return None if file is None else file.with_name(f"{file.name}.rejects.csv")


def _shard(text: str | None) -> tuple[int, int]:
    """Read I/N."""
    if text is None:
        return 1, 1
    which, _, count = text.partition("/")
    if not (which.isdecimal() and count.isdecimal() and 1 <= int(which) <= int(count)):
        raise typer.BadParameter(f'"{text}": write I/N, like 2/8.', param_hint="--shard")
    return int(which), int(count)


@contextlib.contextmanager
def _on_disk(file: str, form: TableForm | None) -> "Iterator[tuple[str, Form, bytes | None]]":
    """Yield an input's name, its form, and what had to be read to know it; Parquet from a pipe goes to a file first."""
    import shutil
    import tempfile

    from ecomap.io.batch.formats import form_of
    from ecomap.verbs.batch.inputs import HEAD_BYTES, STANDARD_INPUT

    kind = form.value if form else form_of(file)
    if file != STANDARD_INPUT:
        if kind is None:
            raise typer.BadParameter(f"{file}: say what it is with --input-format csv, jsonl or parquet.")
        yield file, kind, None
        return
    kind = kind or "csv"
    if kind != "parquet":
        yield file, kind, sys.stdin.buffer.read(HEAD_BYTES)
        return
    with tempfile.NamedTemporaryFile(suffix=".parquet") as copy:
        shutil.copyfileobj(sys.stdin.buffer, copy)
        copy.flush()
        yield copy.name, kind, None


def _table(name: str, kind: "Form", head: bytes | None, columns: list[str], ecosystem: "AnyMap") -> "Table":
    from ecomap.verbs.batch.inputs import open_table

    given = {}
    for text in columns:
        ours, equals, yours = text.partition("=")
        if not equals or not ours.strip() or not yours.strip():
            raise typer.BadParameter(f'"{text}": write OURS=YOURS, like sectors=Branch.', param_hint="--columns")
        given[ours.strip()] = yours.strip()
    table = open_table(name, kind, given, ecosystem, head)
    if table.layout.unused:
        output.remark(f"Columns that are not used: {', '.join(table.layout.unused)}.")
    return table


def _output_form(form: TableForm | None, file: Path | None) -> "Form":
    from ecomap.io.batch.formats import form_of, require_arrow

    chosen: Form = form.value if form else (form_of(file.name) if file else None) or "csv"
    if chosen == "parquet":
        require_arrow()
        if file is None and output.on_terminal():
            raise typer.BadParameter("Parquet is nothing for a terminal: name a file with --output.")
    return chosen


def _job(
    table: "Table", form: "Form", ecosystem: "AnyMap", sha256: str, maps: list[Path] | None, horizon: float,
    view: View, top: int, threats: int, strict: bool,
) -> "Job":  # fmt: skip
    from ecomap.model import Settings
    from ecomap.results.labels import MapLabel
    from ecomap.verbs.batch.part import Job

    label = MapLabel(ecosystem.id, ecosystem.version, sha256)
    files = tuple(path.absolute() for path in maps or ())
    return Job(table, form, files, label, Settings(horizon=horizon), view.value, top, threats, strict)


@contextlib.contextmanager
def _progress(name: str, table: "Table", *, shown: bool) -> "Iterator[Callable[[Piece, Tally], None] | None]":
    """Yield what draws the progress; nothing where standard error is no terminal, or the answers pass there too."""
    if not (shown and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from ecomap.verbs.batch.inputs import input_length

    columns = (
        TextColumn("{task.completed:,.0f}" if table.form == "parquet" else "{task.fields[rows]:,} rows"), BarColumn(),
        TextColumn("{task.fields[rate]:,.0f} rows/s"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=input_length(name, table), rows=0, rate=0.0)

        def show(piece: "Piece", tally: "Tally") -> None:
            elapsed = bar.tasks[0].elapsed or 1e-9
            done = piece.stop or piece.first_row + piece.rows - 1
            bar.update(task, completed=done, rows=tally.rows, rate=tally.rows / elapsed)

        yield show


def _tell(tally: "Tally", rejects: Path | None, ecosystem: "AnyMap | None", *, to_stderr: bool) -> None:
    """Say how it went, and if asked which trends matter to how many."""
    where = f": see {rejects}" if rejects is not None and tally.rejects else ""
    if tally.rejects and rejects is None:
        where = ", each told above"
    output.remark(f"{tally.results:,} of {tally.rows:,} rows ranked, {tally.rejects:,} rejected{where}.")
    if ecosystem is not None:
        from ecomap.render.batch import batch_summary

        names = {sector.id: sector.short for sector in ecosystem.sectors}
        names |= {trend.id: trend.name for trend in ecosystem.trends}
        text = batch_summary(tally, names, aligned=output.on_terminal() or to_stderr)
        sys.stderr.write(text) if to_stderr else output.emit(text)
