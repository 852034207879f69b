"""``ecomap batch``: many businesses."""

import os
import re
import sys
import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import typer

from ecomap.cli import EXIT_CONDITION, choices, output
from ecomap.cli.batch_told import tell_end, tell_reading
from ecomap.cli.choices import View
from ecomap.cli.typed import again
from ecomap.errors import OutputError
from ecomap.io.batch import formats

if TYPE_CHECKING:
    from ecomap.io.batch.header import Asked
    from ecomap.io.batch.intake import AtHand
    from ecomap.io.batch.pieces import Piece
    from ecomap.model.compiled import AnyMap
    from ecomap.results.batch import Tally
    from ecomap.verbs.batch.inputs import Table
    from ecomap.verbs.batch.part import Job
    from ecomap.verbs.batch.run import Places

SIGNS = {"tab": "\t", "\\t": "\t", "semicolon": ";", "comma": ","}  # signs between cells by the words for them
SURROUNDINGS = {  # settings of the libraries, where the user has none; they are read when the libraries are loaded
    "ARROW_DEFAULT_MEMORY_POOL": "system",  # gives back what it has done with: a fifth less memory at the peak
}  # fmt: skip
PAGES_AT_A_TIME = 1_000
"""Bytes of text, some fifteen rows, where each makes a page: a piece takes a second, after which one is told."""
LOOKED_AT = 2_000  # bytes by which rows that were rejected are known, which are no list
MARKS = {"comma": ",", "dot": "."}  # marks before decimals by the words of the option


class Part(NamedTuple):
    """Which of how many."""

    which: int
    of: int


def read_shard(text: str) -> Part:
    """Read I/N."""
    which, _, count = text.partition("/")
    if not (which.isdecimal() and count.isdecimal() and 1 <= int(which) <= int(count)):
        raise typer.BadParameter(f'"{text}": write I/N, like 2/8.')
    return Part(int(which), int(count))


def read_delimiter(text: str) -> str:
    """Return the sign that a text means: itself, or the one that its word is for."""
    sign = SIGNS.get(text, text)
    if len(sign) != 1 or sign in '"\r\n':
        raise typer.BadParameter(f'"{text}": write one sign, like ";", or: tab.')
    return sign


def read_scale(text: str) -> tuple[float, float]:
    """Read the least and the most of a scale."""
    ends = re.split(r"\s*[-\u2010-\u2015]\s*", unicodedata.normalize("NFKC", text).strip())
    if len(ends) != 2 or not all(map(str.isdecimal, ends)) or int(ends[0]) >= int(ends[1]):
        raise typer.BadParameter(f'"{text}": write the least and the most, like 0-100 or 1-5.')
    return float(ends[0]), float(ends[1])


def batch(
    file: str, output_file: Path | None = None, form: formats.OutputForm | None = None,
    input_form: formats.InputForm | None = None, columns: list[str] | None = None, encoding: str | None = None,
    delimiter: str | None = None, decimal: Literal["comma", "dot"] | None = None, header_line: int | None = None,
    maturity_scale: Any = None, top: int = 5, threats: int = 0, horizon: float = 3.0, view: View = "all",
    rejects: Path | None = None, strict: bool = False, reasons: bool = False, businesses: Path | None = None,
    report: Path | None = None, language: choices.Language = "en", check: bool = False, summary: bool = False,
    workers: int = 1, shard: Part | None = None, resume: bool = False, piece_size: int | None = None,
    force: bool = False, as_of: datetime | None = None, map_file: list[Path] | None = None,
) -> None:  # fmt: skip
    """Rank the rows of a table."""
    os.environ.update(SURROUNDINGS | os.environ)
    from ecomap.io.batch.header import Asked
    from ecomap.io.batch.intake import at_hand
    from ecomap.io.maps import load_map
    from ecomap.model import Settings
    from ecomap.results.labels import MapLabel
    from ecomap.verbs.batch.layout import names_columns
    from ecomap.verbs.batch.part import Job

    ours = _output_form(form, output_file, words=reasons)
    places = _places(file, output_file, rejects, shard, piece_size, report, resume=resume, force=force)
    (ecosystem, sha256), kind = load_map(map_file), _input_form(file, input_form)
    asked = Asked(encoding, delimiter, header_line, MARKS.get(decimal or ""), maturity_scale)
    fits = partial(names_columns, given=_columns(columns or []), ecosystem=ecosystem)
    with at_hand(file, kind, asked, fits) as found:
        table = _opened(file, found, kind, columns or [], ecosystem, asked)
        reading = _reading(table, found.said, asked)
        if check:
            _tell_check(table, ecosystem, found.head, reading, as_json=ours == "jsonl", to_file=output_file is not None)
            return
        tell_reading(reading, table.layout.unused)
        job = Job(
            table, ours, MapLabel(ecosystem.id, ecosystem.version, sha256),
            tuple(path.absolute() for path in map_file or ()), Settings(horizon=horizon), view, top, threats, strict,
            reasons, _made(businesses, force=force), _made(report, force=force), language, choices.day(as_of),
        )  # fmt: skip
        tally = _run(job, ecosystem, places, workers, found.head)
    _write_index(report, tally, places.rejects, language)
    tell_end(tally, places, ecosystem if summary else None, _again(tally, places, report, threats))


def _run(job: "Job", ecosystem: "AnyMap", places: "Places", workers: int, head: bytes) -> "Tally":
    """Rank the rows; on a terminal that shows nothing else, with a line of progress."""
    from ecomap.verbs.batch.part import parts_in_order
    from ecomap.verbs.batch.run import run_batch

    shown = sys.stderr.isatty() and (places.output is not None or not output.on_terminal())
    progress = _progress(job.table.length) if shown else None
    tally = run_batch(job, ecosystem, places, partial(parts_in_order, workers=workers), head=head, progress=progress)
    if progress is not None:
        sys.stderr.write(f"\r{'':{output.PIPED_WIDTH - 1}}\r")  # nothing of it stays behind what is told next
    return tally


def _write_index(folder: Path | None, tally: "Tally", rejects: Path | None, language: str) -> None:
    if folder is None:
        return
    from ecomap.results.batch import Client, ClientTrend
    from ecomap.verbs.batch.pages import INDEX, write_index

    clients = [
        Client(one["row"], one["name"], one["file"], tuple(ClientTrend(**it) for it in one["trends"]))
        for one in tally.clients
    ]
    write_index(folder, clients, tally.rejects, rejects, language)
    output.remark(f"{len(clients):,} pages; begin with {folder / INDEX}.")
    if older := {page.name for page in folder.glob("*.html")} - {INDEX, *(client.file for client in clients)}:
        output.remark(f"{folder} holds {len(older):,} pages more, of another run: {', '.join(sorted(older)[:3])} ...")


def _places(
    file: str, output_file: Path | None, rejects: Path | None, shard: Part | None, piece_size: int | None,
    report: Path | None, *, resume: bool, force: bool,
) -> "Places":  # fmt: skip
    """Return where everything goes; what standard input or output cannot do is refused."""
    from ecomap.verbs.batch.run import Places, beside

    if file == "-" and shard:
        raise typer.BadParameter("standard input cannot be read in parts: name a file.")
    if file == "-" and resume:
        raise typer.BadParameter("standard input cannot be read again: name a file.", param_hint="--resume")
    if resume and output_file is None:
        raise typer.BadParameter("there is nothing to go on with where --output is not given.", param_hint="--resume")
    rejects = rejects or beside(output_file, "rejects.csv")
    piece_size = piece_size or (PAGES_AT_A_TIME if report else None)
    return Places(output_file, rejects, resume, force, shard or (1, 1), piece_size)


def _input_form(file: str, form: formats.InputForm | None) -> formats.InputForm:
    from ecomap.io.batch.intake import HEAD_BYTES, opened
    from ecomap.io.reading import is_read_once

    kind = form or formats.form_of(file) or ("csv" if is_read_once(file) else None)
    if kind is None:
        if not Path(file).is_char_device():  # what is not there, and a folder, are told as that
            with opened(file) as stream:
                _refuse_other(file, stream.read(HEAD_BYTES), "table", "spreadsheet", "parquet")
        raise typer.BadParameter(f"{file}: say what it is with --input-format csv, jsonl, parquet or xlsx.")
    if kind == "parquet":
        formats.require("pyarrow")
    return kind


def _opened(
    file: str, found: "AtHand", kind: formats.InputForm, columns: list[str], ecosystem: "AnyMap", asked: "Asked"
) -> "Table":
    """Look at the first rows of the table; what is plainly no table of firms is refused as what it is."""
    from ecomap.errors import InputError
    from ecomap.io.recognised import told_by_kind
    from ecomap.verbs.batch.inputs import open_table

    try:
        with told_by_kind(file, found.head, "table", "parquet"):
            table = open_table(found.name, kind, _columns(columns), ecosystem, found.head, asked, called=file)
    except InputError:
        tell_reading([*found.said], ())  # an encoding may be why no heading is known
        raise
    if kind != "parquet":
        _refuse_other(file, found.head if kind == "jsonl" else found.head[:LOOKED_AT], "table", "business")
    return replace(table, own_lines=found.own_lines)


def _refuse_other(file: str, head: bytes, *own: str) -> None:
    """Refuse a file that is plainly no table of firms, with what takes it."""
    from ecomap.errors import SchemaError
    from ecomap.io.recognised import other_kind

    if problem := other_kind(file, head, *own):
        raise SchemaError([problem])


def _output_form(form: formats.OutputForm | None, file: Path | None, *, words: bool) -> formats.OutputForm:
    chosen: formats.OutputForm = form or choices.form_named(file, formats.OutputForm) or "csv"
    if chosen == "parquet" and words:
        raise typer.BadParameter("words are for text: choose -f csv, tsv, jsonl or xlsx.", param_hint="--reasons")
    if chosen == "parquet":
        formats.require("pyarrow")
    if chosen in ("parquet", "xlsx") and file is None and (output.on_terminal() or not hasattr(sys.stdout, "buffer")):
        raise typer.BadParameter(f"{chosen} is no text: name a file with --output.")
    return chosen


def _tell_check(
    table: "Table", ecosystem: "AnyMap", head: bytes, reading: list[str], *, as_json: bool, to_file: bool
) -> None:  # fmt: skip
    """Print how the beginning of a table is read; exit code 4 where no row of it can be used."""
    from ecomap.render.batch import check_sheet
    from ecomap.render.writers import written
    from ecomap.verbs.batch.run import look

    found = look(table, ecosystem, head, tuple(reading))
    output.emit(written(check_sheet(found), "json" if as_json else "table", output.screen()))
    if found.rows_read and not found.answered:
        raise typer.Exit(EXIT_CONDITION)
    output.hint(again(*(() if to_file else ("-o", "ranked.csv")), without="--check"))


def _made(folder: Path | None, *, force: bool) -> Path | None:
    """Make a folder to write into and return where it is; one that holds something is refused."""
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not force:
            raise OutputError(f"{folder}: holds something already. Name another folder, or write over it with --force.")
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror}.") from None
    return folder.absolute()


def _reading(table: "Table", said: tuple[str, ...], asked: "Asked") -> list[str]:
    told, layout, header = list(said), table.layout, table.header
    if header is not None and header.skipped and asked.header_line is None:
        told.append(f"columns named in line {header.line}")
    if header is not None and header.above:
        told.append(f"the headings are divided by {header.above!r}, the rows by {header.delimiter!r}")
    if layout.guessed:
        told.append(f"read by headings: {', '.join(f'{one} = {layout.read_from(one)}' for one in layout.guessed)}")
    told += layout.said
    if table.marks.decimal == "," and asked.decimal is None:
        told.append("numbers with a decimal comma (--decimal dot for the other reading)")
    if table.marks.scale is not None and asked.scale is None:
        told.append("maturity from {:g} to {:g}".format(*table.marks.scale))
    if "country" not in layout.names:
        told.append("no column says the country: all are taken as the EU as a whole")
    return told


def _columns(texts: list[str]) -> dict[str, list[str]]:
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


def _again(tally: "Tally", places: "Places", report: Path | None, threats: int) -> str:
    """Return what gets on: the same once more, as it was typed, when rows are mended, then with pages, then threats."""
    words = again(*(() if places.force else ("--force",)))
    if tally.rejects and words:
        return f"{words}   (when those rows are mended)"
    if words and report is None:
        return f"{words} --report pages   (a page for each, and one that compares them)"
    return f"{words} --threats 3   (threats too)" if words and not threats else ""
