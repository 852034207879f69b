"""A table of businesses: what it looks like, its pieces, and the rows of a piece."""

import re
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

from ecomap.errors import FileError, InputError, Location, Problem
from ecomap.io.amounts import AmountError, plain, read_number
from ecomap.io.batch import pieces as cut
from ecomap.io.batch.formats import Form, InputForm, require
from ecomap.io.batch.header import NOTHING_ASKED, Asked, Header, csv_header
from ecomap.io.batch.intake import HEAD_BYTES, Chained, opened
from ecomap.io.batch.parquet import arrow_blocks, first_cells, parquet_batches, parquet_file
from ecomap.io.batch.pieces import Piece
from ecomap.io.batch.records import (
    BLOCK_ROWS,
    Column,
    Rows,
    Wanted,
    csv_blocks,
    csv_rows,
    json_blocks,
    json_object,
    titles_in,
)
from ecomap.io.fields import NUMBERS, QUANTITIES, RESOURCES
from ecomap.io.reading import STANDARD_INPUT
from ecomap.io.words import bare, in_words, says_nothing, spoken
from ecomap.model.compiled import AnyMap
from ecomap.model.countries import countries_said, country_parts
from ecomap.names import Names
from ecomap.verbs.batch.cells import is_plain
from ecomap.verbs.batch.layout import (
    FEW,
    NAME,
    NO_MARKS,
    WHERE,
    Given,
    Layout,
    Marks,
    decimal_mark_of,
    names_columns,
    object_layout,
    refuse_misread,
    refuse_other_scale,
    scale_of,
    table_layout,
    unit_of,
    units_said,
    without,
)
from ecomap.verbs.batch.marked import made_of, trades_marked, with_marks, with_shares
from ecomap.verbs.batch.sizes import with_sizes

WORDS = {
    "maturity": "Write levels from 0, paper only, to 4, digital through and through",
    "budget_eur": "Write euros a year, like 5000", "hours_per_week": "Write hours a week, like 4",
}  # fmt: skip
"""Columns of numbers that may hold words, and what is to be written there; of people at work sizes tell."""
NO_HEADING = "one without a heading"  # what a column is called that has none


@dataclass(frozen=True)
class Table:
    """One input, opened and looked at."""

    name: str  # a path, or - for standard input
    form: Form
    layout: Layout
    header: Header | None = None  # of CSV
    marks: Marks = NO_MARKS  # what a CSV tells of its numbers
    own_lines: bool = True  # whether lines are those of the user's file
    called: str = ""  # what messages call it, where that is not its name
    units: Mapping[str, str] = field(default_factory=dict)
    """In what the numbers of a column are, where the line below the headings says it."""

    @property
    def delimiter(self) -> str | None:
        """Of CSV; None for JSON lines."""
        return self.header.delimiter if self.header else None

    @property
    def length(self) -> int | None:
        """Bytes of a text or rows of Parquet; None where nobody can know."""
        if self.name == STANDARD_INPUT:
            return None
        return (
            parquet_file(Path(self.name)).metadata.num_rows
            if self.form == "parquet"
            else Path(self.name).stat().st_size
        )


def open_table(
    name: str, form: InputForm, given: Given, ecosystem: AnyMap, head: bytes = b"", asked: Asked = NOTHING_ASKED,
    called: str = "",
) -> Table:  # fmt: skip
    """Look at the first rows of an input; refused where it cannot be read or its columns do not fit.

    ``given`` are our column names with the user's, where they differ, of several the cells are read as one; ``asked``
    is what the user says of it, in place of what would be found out; ``called`` what messages call it; ``head`` its
    beginning, where it has been read already.
    """
    header, told, units = None, called or name, dict[str, str]()
    first: Callable[[str], Sequence[Any]]
    if form == "parquet":
        require("pyarrow")
        layout = table_layout(parquet_file(Path(name), called).schema_arrow.names, given, ecosystem, told)
        first = partial(first_cells, Path(name))
    elif form == "jsonl":
        layout, rows = _objects(head, given, ecosystem, told)
        first = partial(_first_of_objects, rows)
    else:
        if not head:
            with opened(name) as stream:
                head = stream.read(HEAD_BYTES)
        header = csv_header(head, told, partial(names_columns, given=given, ecosystem=ecosystem), asked)
        titles, below = list(filter(None, header.names)), _rows_below(head, header)
        first = partial(_first_of_csv, below, {title: at for at, title in enumerate(header.names)})
        trades = _trades(titles, first, given, ecosystem)
        where = {"sectors": [*trades]} if trades else {}
        layout = table_layout(titles, {**given, **where}, ecosystem, told, header.line)
        layout = replace(layout, marked=trades, guessed=(*layout.guessed, *where))
        if any(cell.strip() for row in below for title, cell in zip(header.names, row, strict=False) if not title):
            layout = replace(layout, unused=(*layout.unused, NO_HEADING))
        layout, units = _second_line(layout, header, below[0] if below else (), Location(told, header.line, 1))
        layout = with_shares(with_marks(layout, first, Names.of(ecosystem)))
    numbers = {ours: first(layout.names[ours]) for ours in NUMBERS if ours in layout.names}
    here = Location(told, *((header.line, 1) if header else ()))
    refuse_misread(layout, first, here, ecosystem)
    layout = without_regions(_without_words(layout, numbers), first, here)
    layout, sizes = with_sizes(layout, first, here, by_cells=form != "parquet")  # what is not read may be damaged
    scale = asked.scale or scale_of(title := layout.theirs("maturity"))
    if scale is None:
        refuse_other_scale(numbers.get("maturity", ()), title, here)
    marks = Marks(asked.decimal or decimal_mark_of(numbers), scale, header.delimiter if header else "", *sizes)
    return Table(name, "csv" if form == "xlsx" else form, layout, header, marks, called=called, units=units)


def _trades(
    titles: list[str], first: Callable[[str], Sequence[Any]], given: Given, ecosystem: AnyMap
) -> dict[str, str]:  # fmt: skip
    """Return the columns that are headed by a trade each, where no other says what a firm lives from."""
    plainly = [title for title in titles if not title.endswith(("]", ")"))]  # Branche [Hotel] is one of many
    said = given.keys() & {*WHERE} or names_columns(plainly, given, ecosystem)
    return {} if said else trades_marked(titles, first, Names.of(ecosystem))


def _objects(head: bytes, given: Given, ecosystem: AnyMap, told: str) -> tuple[Layout, list[dict[str, Any]]]:
    """Return the layout of JSON lines, and the first of them; what is of another shape than rows is refused."""
    rows = [row for line in islice(head.split(b"\n"), BLOCK_ROWS) if isinstance(row := json_object(line), dict)]
    if not rows and head.lstrip().startswith(b"["):
        raise _taken_out(told, "", "its rows are lists, no objects.", "jq -r '.[] | @csv'", "csv")
    titles = [*dict.fromkeys(chain.from_iterable(map(titles_in, rows)))]
    try:
        layout = object_layout(titles, given, ecosystem, told)
    except InputError:
        _refuse_rows_inside(rows, told)
        raise
    _refuse_columns(rows, layout, told)
    return layout, rows


def _rows_below(head: bytes, header: Header) -> list[list[str]]:
    end = None if len(head) < HEAD_BYTES else head.rfind(b"\n") + 1
    return [row for row in csv_rows(head[header.length : end], header.delimiter) if isinstance(row, list)]


def _second_line(layout: Layout, header: Header, cells: Sequence[str], here: Location) -> tuple[Layout, dict[str, str]]:
    """Return what the line below the headings says of columns of numbers: their units, which are told.

    A column whose heading stands over two that are called there is not read: Staff over full time and part time.
    """
    line = dict(zip(header.names, map(str.strip, cells), strict=False))
    firm = any(line.get(title, "") not in ("", title) for ours in WHERE if (title := layout.names.get(ours)))
    said: dict[str, str] = {}
    for ours in filter(layout.names.get, NUMBERS):
        title = layout.names[ours]
        at = header.names.index(title)
        under = [cell.strip() for cell in cells[at : at + 2]]
        said |= {ours: line[title]} if line.get(title) else {}
        nameless = header.names[at + 1 : at + 2] == ("",)
        if firm or not nameless or len(under) < 2 or not all(under) or re.search("[0-9]", "".join(under)):
            continue
        message = f'"{title}" stands over "{under[0]}" and "{under[1]}": nobody knows which is meant.'
        way_out = "Write one number in one column"
        if ours not in layout.guessed:
            raise InputError([Problem(here, ours, message, f"{way_out}.")])
        layout = without(layout, ours, message, way_out)
    units = {ours: cell for ours, cell in units_said(said).items() if any(unit_of(ours, cell))}
    told = (f'the line below the headings says "{cell}" of {layout.theirs(ours)}' for ours, cell in units.items())
    return replace(layout, said=(*layout.said, *told)), units


def _without_words(layout: Layout, numbers: Mapping[str, Sequence[Any]]) -> Layout:
    """Return a layout without the columns known by a heading alone that hold no numbers: what is advanced, Mon-Fri 9-5?

    A level said in another scale is told in its row, and so is money of an unknown currency.
    """
    for ours, way_out in WORDS.items():
        cells = dict.fromkeys(str(cell) for cell in numbers.get(ours, ()) if cell is not None)
        said = [cell for cell in islice(cells, BLOCK_ROWS) if not says_nothing(cell)]
        if ours in layout.guessed and said and all(_is_none(ours, cell) for cell in said):
            told = f'"{layout.theirs(ours)}" holds {", ".join(said[:FEW])}: no numbers.'
            layout = without(layout, ours, told, way_out)
    return layout


def _is_none(ours: str, cell: str) -> bool:
    if ours not in RESOURCES:
        return not any(map(str.isdigit, cell))
    try:
        read_number(cell, QUANTITIES[ours])
    except AmountError as error:
        return "is no number" in error.message or "is a band" in error.message
    return False


def _refuse_rows_inside(rows: Sequence[Mapping[str, Any]], told: str) -> None:
    """Refuse one object around a list of objects, as services answer, or around objects by their ids: the rows."""
    if len(rows) != 1 or {*WHERE} & rows[0].keys():
        return
    for name, cell in rows[0].items():
        if type(cell) is list and {*map(type, cell)} == {dict}:
            raise _taken_out(told, name, "the rows are inside this list.", f"jq -c '.{name}[]'", "jsonl")
    if {*map(type, rows[0].values())} == {dict}:
        taken = "jq -c 'to_entries[] | {id: .key} + .value'"
        raise _taken_out(told, "", "the rows are inside one object, each under its name.", taken, "jsonl")


def _refuse_columns(rows: Sequence[Mapping[str, Any]], layout: Layout, told: str) -> None:
    """Refuse a table written column by column, as pandas does: one object in which all names of firms are one cell."""
    called = [rows[0].get(layout.names.get(ours, "")) for ours in ("id", NAME)] if len(rows) == 1 else []
    if any(type(cell) in (list, dict) for cell in called):
        way_out = 'Write an object for each row; in pandas to_json(FILE, orient="records").'
        raise InputError([Problem(Location(told), "", "it is written column by column.", way_out)])


def _taken_out(told: str, place: str, message: str, program: str, form: Form) -> InputError:
    way_out = f"Take them out: {program} {shlex.quote(told)} | ecomap batch - --input-format {form}"
    return InputError([Problem(Location(told), place, message, way_out)])


def _first_of_csv(rows: Sequence[Sequence[str]], titles: Mapping[str, int], title: str) -> list[str]:
    at = titles.get(title, len(titles))
    return [row[at] for row in rows if at < len(row)]


def _first_of_objects(rows: Sequence[Mapping[str, Any]], title: str) -> list[Any]:
    outer, _, inner = title.partition(".")
    inside = (cell.get(inner) for row in rows if type(cell := row.get(outer)) is dict)
    return [row[title] for row in rows if title in row] or [cell for cell in inside if inner and cell is not None]


def table_pieces(table: Table, head: bytes, size: int | None = None) -> Iterator[Piece]:
    """Yield the pieces of a table in order, of so many bytes or rows; of a text each with its data.

    ``head`` is what has been read of standard input already.
    """
    if table.form == "parquet":
        metadata = parquet_file(Path(table.name)).metadata
        groups = [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]
        yield from cut.parquet_pieces(groups, size or cut.GROUP_ROWS)
        return
    start = table.header.length if table.header else 0
    with opened(table.name) as stream:
        whole: Any = Chained(head, stream) if table.name == STANDARD_INPUT else stream
        above = whole.read(start).count(b"\n")
        size, names, more = size or cut.PIECE_BYTES, table.layout.names, table.layout.more
        needed = [names[ours] for ours in WHERE if ours in names]
        read = [*names.values(), *(title for some in more.values() for title in some)]
        headed = cut.Headed(table.header.names, read, needed, WHERE) if table.header else None
        yield from cut.text_pieces(whole, table.delimiter, start, size, above + 1, headed)


def line_in(table: Table, piece: Piece) -> Callable[[int], int | None]:
    """Return what tells on which line of the file a row of a piece begins, if there are lines."""

    @cache
    def lines() -> Sequence[int]:
        return cut.lines_of_rows(cut.piece_text(Path(table.name), piece), table.delimiter)

    def line(row: int) -> int | None:
        if not piece.first_line or not table.own_lines:
            return None
        at = row - piece.first_row
        return piece.first_line + (at if piece.even else lines()[at])

    return line


def piece_rows(table: Table, piece: Piece) -> Iterator[Rows]:
    """Yield the rows of a piece, some thousands at a time; numbers with the unit that their heading says."""
    titles = {ours: f"{table.layout.theirs(ours)} {table.units.get(ours, '')}".strip() for ours in RESOURCES}
    units = {ours: unit for ours, title in titles.items() if any(unit := unit_of(ours, title))}
    for rows in _rows(table, piece):
        said = {ours: column for ours, column in rows.columns.items() if ours in units}
        changed = {ours: Column(column.codes, [_in(cell, *units[ours]) for cell in column.cells])
                   for ours, column in said.items()}  # fmt: skip
        yield replace(rows, columns={**rows.columns, **changed}) if changed else rows


def _in(cell: Any, size: str, time: str) -> Any:
    """Return a cell with what its heading says of it and it does not say itself."""
    text = plain(cell) if type(cell) in (int, float) else cell
    if type(text) is not str or not re.search("[0-9]", text):
        return cell
    bare = re.search(r"[^\W\d_]|[%€$£¥:]", text) is None
    own = re.search(in_words("{week}|{month}|{year}"), text)
    return " ".join(filter(None, (text, size if bare else "", "" if own else time)))


def _rows(table: Table, piece: Piece) -> Iterator[Rows]:
    names, more = table.layout.names, table.layout.more
    wanted = Wanted(names, more, made_of(table.layout))
    if table.form == "parquet":
        columns = [*names.values(), *(title for some in more.values() for title in some)]
        batches = parquet_batches(Path(table.name), piece.groups, columns)
        read = 0
        for rows in arrow_blocks(batches, wanted, piece.first_row):
            read += len(rows.numbers)
            yield rows
        if read != piece.rows:
            raise FileError(f"the file is damaged: it says {piece.rows:,} rows where {read:,} are.")
        return
    data = cut.piece_text(Path(table.name), piece)
    if table.header is None:
        yield from json_blocks(data, wanted, frozenset(filter(is_plain, names)), piece.first_row)
    else:
        yield from csv_blocks(data, table.header, wanted, piece.first_row, piece.other)


# --- a column headed as one of countries that holds parts of one country, or towns ---


STATES = "land", "DE", "nl"
"""A heading that means parts of a country as well: in German, of Germany; in Dutch, which has it too, it does not."""


def without_regions(layout: Layout, first: Callable[[str], Sequence[Any]], here: Location) -> Layout:
    """Return a layout in which a column of countries is one: BY, NW and HE are parts of Germany, BY not Belarus.

    Where each may be a part or a country (BY alone) it is not read, unless somebody named it.
    """
    title, guessed = layout.names.get("country", ""), "country" in layout.guessed
    said = [cell for cell in (first(title) if title else ()) if cell is not None]
    if not all(isinstance(cell, str) for cell in said):
        return layout  # an object is told, or read, by itself
    cells = sorted({text for cell in said if not says_nothing(text := cell.strip())})
    codes, known = {*map(str.upper, cells)}, [cell for cell in cells if any(countries_said(cell, {}))]
    inside = [country for country, parts in country_parts().items() if cells and codes <= {*parts}]
    held, way_out = f'"{title}" holds {", ".join(cells[:FEW])}', "Say the country itself in a column called country"
    if inside and len(known) < len(cells):
        told = f"{held}: parts of a country ({' or '.join(inside[:FEW])}), no countries."
        if not guessed:
            raise InputError([Problem(here, "country", told, "Write the country itself, like DE.")])
        return without(layout, "country", told, way_out)
    if guessed and 2 * len(known) < len(cells):
        return without(layout, "country", f"{held}: no {'country' if len(cells) == 1 else 'countries'}.", way_out)
    if guessed and STATES[1] in inside and bare(title) == STATES[0] and not _in_dutch(layout, title):
        told = f"{held}: {'a part of Germany' if len(cells) == 1 else 'parts of Germany'}, or a country?"
        return without(layout, "country", told, f'If a country: --columns country="{title}"')
    return layout


def _in_dutch(layout: Layout, title: str) -> bool:
    """Tell whether another column is headed in Dutch and not in German."""
    others = ({*spoken(one)} for one in (*layout.names.values(), *layout.unused) if one != title)
    return any(STATES[2] in languages and STATES[1].lower() not in languages for languages in others)
