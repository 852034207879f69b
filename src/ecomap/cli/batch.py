"""``ecomap batch``: many businesses."""

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ecomap.cli import EXIT_CONDITION, choices, output
from ecomap.cli.choices import View
from ecomap.errors import OutputError

if TYPE_CHECKING:
    from ecomap.io.batch.header import Asked
    from ecomap.io.batch.pieces import Piece
    from ecomap.model.compiled import AnyMap
    from ecomap.results.batch import BatchCheck, Tally
    from ecomap.verbs.batch.inputs import Table

SURROUNDINGS = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",  # gives back what it has done with: a fifth less memory at the peak
}  # fmt: skip
"""Settings of the libraries, where the user has none; they are read when the libraries are loaded."""
MAX_TOP = 100


TableForm = Literal["csv", "jsonl", "parquet"]
"""Forms of a table of answers."""
ReadForm = Literal["csv", "jsonl", "parquet", "xlsx"]
"""Forms of a table of businesses."""


def batch(
    file: Annotated[
        str,
        typer.Argument(help="CSV, xlsx, JSON lines or Parquet, packed by gzip or not; - for standard input.",
                       show_default=False),
    ],
    output_file: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE",
                     help="Write to this file, whole or not at all. [default: standard output, as it comes]"),
    ] = None,
    form: Annotated[
        TableForm | None, typer.Option("--format", "-f", help="Of the output. [default: as --output is named; csv]")
    ] = None,
    input_form: Annotated[
        ReadForm | None, typer.Option("--input-format", help="[default: as FILE is named; - is csv]")
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--columns", "-c", metavar="OURS=YOURS",
                     help="Your name of a column, like sectors=Branch; of several the cells are read as one."),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of the text, like cp1252. [default: found out]")
    ] = None,
    delimiter: Annotated[
        str | None, typer.Option(metavar="SIGN", help="Between the cells; tab is a word. [default: found out]")
    ] = None,
    decimal: Annotated[
        Literal["comma", "dot"] | None, typer.Option(help="Before decimals. [default: as the numbers show]")
    ] = None,
    header_line: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Line that names the columns. [default: found out]")
    ] = None,
    maturity_scale: Annotated[
        str | None, typer.Option(metavar="0-N", help="Scale of digital maturity, like 0-100.  [default: 0-4]")
    ] = None,
    top: Annotated[int, typer.Option(min=1, max=MAX_TOP, help="Opportunities for each business.")] = 5,
    threats: Annotated[int, typer.Option(min=0, max=MAX_TOP, help="Threats for each business.")] = 0,
    horizon: choices.HorizonOption = 3.0,
    view: Annotated[
        View, typer.Option(help="All opportunities, new ones, those to catch up on, or what others do.")
    ] = "all",
    rejects: Annotated[
        Path | None,
        typer.Option(metavar="FILE",
                     help="Rows that cannot be used. [default: OUTPUT.rejects.csv; without -o standard error]"),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first row that cannot be used.")] = False,
    reasons: Annotated[
        bool, typer.Option("--reasons", help="Tell each trend in words too: name, why, first step. Some 100 rows/s.")
    ] = False,
    businesses: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Also write a business file of every row into this folder.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Also write a page of every row and an index into this folder.")
    ] = None,
    language: choices.LanguageOption = "en",
    check: Annotated[
        bool, typer.Option("--check", help="Read the first thousand rows, say how, and rank nothing.")
    ] = False,
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
      ecomap batch members.csv -o clients.csv --report pages
      ecomap batch members.csv -f jsonl | jq -r .opportunities[0].trend | sort | uniq -c
    """
    for name, value in SURROUNDINGS.items():
        os.environ.setdefault(name, value)
    from ecomap.io.batch.header import Asked
    from ecomap.io.batch.intake import at_hand
    from ecomap.io.maps import load_map
    from ecomap.model import Settings
    from ecomap.results.labels import MapLabel
    from ecomap.verbs.batch.inputs import open_table
    from ecomap.verbs.batch.look import look
    from ecomap.verbs.batch.part import Job
    from ecomap.verbs.batch.run import Places, beside, run_batch
    from ecomap.verbs.batch.workers import parts_in_order

    _refuse_impossible(file, output_file, shard=shard, resume=resume)
    ours = _output_form(form, output_file)
    if reasons and ours == "parquet":
        raise typer.BadParameter("words are for CSV and JSON lines: choose -f csv or jsonl.", param_hint="--reasons")
    rejects = rejects or beside(output_file, "rejects.csv")
    places = Places(output_file, rejects, resume=resume, force=force, shard=_shard(shard), piece_size=piece_size)
    ecosystem, sha256 = load_map(map_file)
    asked = Asked(encoding, _delimiter(delimiter), header_line, MARKS.get(decimal or ""), _scale(maturity_scale))
    kind = _input_form(file, input_form)
    with at_hand(file, kind, asked) as found:
        head = found.head
        table = open_table(found.name, kind, _columns(columns or []), ecosystem, head, asked, called=file)
        told = _reading(table, found.said, asked)
        if check:
            _tell_check(look(table, ecosystem, head, tuple(told)), as_json=ours == "jsonl")
            return
        _tell_reading(told, table.layout.unused)
        for folder in (businesses, report):
            _make_folder(folder, force=force)
        label, maps = (
            MapLabel(ecosystem.id, ecosystem.version, sha256),
            tuple(path.absolute() for path in map_file or ()),
        )
        folders = [folder.absolute() if folder else None for folder in (businesses, report)]
        job = Job(table, ours, label, tuple(maps), Settings(horizon=horizon), view, top, threats, strict, reasons,
                  businesses=folders[0], pages=folders[1], language=language)  # fmt: skip
        done = partial(parts_in_order, workers=workers)
        shown = sys.stderr.isatty() and (output_file is not None or not output.on_terminal())
        progress = _progress(table.length) if shown else None
        tally = run_batch(job, ecosystem, places, done, head=head, progress=progress)
    if report is not None:
        _write_index(report, tally, rejects, language)
    _tell(tally, rejects, ecosystem if summary else None, to_stderr=output_file is None)
    if not tally.results and (tally.rows or not shard):  # of many shards one may be empty
        raise typer.Exit(EXIT_CONDITION)
    if output_file is not None:
        output.hint(f"ecomap batch {file} -o {output_file} --force --threats 3   (threats too)")


def _write_index(folder: Path, tally: "Tally", rejects: Path | None, language: str) -> None:
    """Write the index of the pages, and say where it is."""
    from ecomap.results.clients import Client, ClientTrend
    from ecomap.verbs.batch.pages import INDEX, write_index

    clients = [
        Client(one["row"], one["name"], one["file"], tuple(ClientTrend(**it) for it in one["trends"]))
        for one in tally.clients
    ]
    write_index(folder, clients, tally.rejects, rejects, language)
    output.remark(f"{len(clients):,} pages; begin with {folder / INDEX}.")


def _refuse_impossible(file: str, output_file: Path | None, *, shard: str | None, resume: bool) -> None:
    if file == "-" and shard:
        raise typer.BadParameter("standard input cannot be read in parts: name a file.")
    if file == "-" and resume:
        raise typer.BadParameter("standard input cannot be read again: name a file.", param_hint="--resume")
    if resume and output_file is None:
        raise typer.BadParameter("there is nothing to go on with where --output is not given.", param_hint="--resume")


def _shard(text: str | None) -> tuple[int, int]:
    """Read I/N."""
    which, _, count = (text or "1/1").partition("/")
    if not (which.isdecimal() and count.isdecimal() and 1 <= int(which) <= int(count)):
        raise typer.BadParameter(f'"{text}": write I/N, like 2/8.', param_hint="--shard")
    return int(which), int(count)


def _input_form(file: str, form: ReadForm | None) -> ReadForm:
    from ecomap.io.batch.formats import form_of, require_arrow

    kind = form or ("csv" if file == "-" else form_of(file))
    if kind is None:
        raise typer.BadParameter(f"{file}: say what it is with --input-format csv, jsonl, parquet or xlsx.")
    if kind == "parquet":
        require_arrow()
    return kind


def _output_form(form: TableForm | None, file: Path | None) -> TableForm:
    from ecomap.io.batch.formats import form_of, require_arrow

    named = form_of(file.name) if file else None
    if form is None and named is None and file is not None and file.suffix:
        raise typer.BadParameter(f"{file}: name it .csv, .jsonl or .parquet, or give --format.", param_hint="--output")
    if named == "xlsx":
        raise typer.BadParameter(f"{file}: spreadsheets are read, not written; name it .csv.", param_hint="--output")
    chosen = form or named or "csv"
    if chosen == "parquet":
        require_arrow()
        if file is None and output.on_terminal():
            raise typer.BadParameter("Parquet is nothing for a terminal: name a file with --output.")
    return chosen


MARKS = {"comma": ",", "dot": "."}
"""Marks before decimals by the words of the option."""


def _delimiter(text: str | None) -> str | None:
    sign = {"tab": "\t", "\\t": "\t", "semicolon": ";", "comma": ","}.get(text or "", text)
    if sign is not None and (len(sign) != 1 or sign in '"\r\n'):
        raise typer.BadParameter(f'"{text}": write one sign, like ";", or: tab.', param_hint="--delimiter")
    return sign


def _scale(text: str | None) -> float | None:
    """Read 0-N."""
    least, _, most = (text or "").partition("-")
    if text is None:
        return None
    if least.strip() != "0" or not most.strip().isdecimal() or not int(most):
        raise typer.BadParameter(f'"{text}": write 0-N, like 0-100 or 0-5.', param_hint="--maturity-scale")
    return float(most)


def _tell_check(found: "BatchCheck", *, as_json: bool) -> None:
    """Print how the beginning of a table is read; exit code 4 where no row of it can be used."""
    from ecomap.render.batch import check_sheet
    from ecomap.render.writers import written

    output.emit(written(check_sheet(found), "json" if as_json else "table", output.screen()))
    if found.rows_read and not found.answered:
        raise typer.Exit(EXIT_CONDITION)


def _make_folder(folder: Path | None, *, force: bool) -> None:
    """Make the folder of the business files; one that holds something is refused."""
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not force:
            raise OutputError(f"{folder}: holds something already. Name another folder, or write over it with --force.")
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror}.") from None


def _reading(table: "Table", said: tuple[str, ...], asked: "Asked") -> list[str]:
    """Return what was decided about a table."""
    told, layout, header = list(said), table.layout, table.header
    if header is not None and header.skipped and asked.header_line is None:
        told.append(f"columns named in line {header.line}")
    guessed = {ours: " + ".join((layout.names[ours], *layout.more.get(ours, ()))) for ours in layout.guessed}
    if guessed:
        told.append(f"read by headings: {', '.join(f'{ours} = {theirs}' for ours, theirs in guessed.items())}")
    if table.marks.decimal == "," and asked.decimal is None:
        told.append("numbers with a decimal comma (--decimal dot for the other reading)")
    return told


def _tell_reading(told: list[str], unused: tuple[str, ...]) -> None:
    if told:
        output.remark(f"{'; '.join(told)[:1].upper()}{'; '.join(told)[1:]}.")
    if unused:
        output.remark(f"Columns that are not used: {', '.join(unused)}.")


def _columns(texts: list[str]) -> dict[str, list[str]]:
    """Read OURS=YOURS."""
    given: dict[str, list[str]] = {}
    for text in texts:
        ours, equals, yours = text.partition("=")
        if not equals or not ours.strip() or not yours.strip():
            raise typer.BadParameter(f'"{text}": write OURS=YOURS, like sectors=Branch.', param_hint="--columns")
        given.setdefault(ours.strip(), []).append(yours.strip())
    return given


def _progress(length: int | None) -> "Callable[[Piece, Tally], None]":
    """Return what draws the progress on one line of standard error."""
    begun = time.perf_counter()

    def show(piece: "Piece", tally: "Tally") -> None:
        elapsed = time.perf_counter() - begun
        done = (piece.stop or piece.first_row + piece.rows - 1) / length if length else 0.0
        rest = f", {done:.0%}, {elapsed * (1 / done - 1):,.0f} s left" if done else ""
        sys.stderr.write(f"\r{tally.rows:,} rows, {tally.rows / elapsed:,.0f} a second{rest}   \r")

    return show


def _tell(tally: "Tally", rejects: Path | None, ecosystem: "AnyMap | None", *, to_stderr: bool) -> None:
    """Say how it went, and if asked which trends matter to how many."""
    where = f": see {rejects}" if rejects is not None and tally.rejects else ""
    if tally.rejects and rejects is None:
        where = ", each told above"
    output.remark(f"{tally.results:,} of {tally.rows:,} rows ranked, {tally.rejects:,} rejected{where}.")
    if ecosystem is not None:
        from ecomap.render.batch import summary_sheet
        from ecomap.render.writers import written

        names = {sector.id: sector.short for sector in ecosystem.sectors}
        names |= {trend.id: trend.name for trend in ecosystem.trends}
        form = "table" if output.on_terminal() or to_stderr else "tsv"
        text = written(summary_sheet(tally, names), form, output.screen())
        sys.stderr.write(text) if to_stderr else output.emit(text)
