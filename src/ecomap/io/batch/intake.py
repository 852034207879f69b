"""A table as people have it, made one that can be read in pieces: a file, UTF-8, a line a row."""

import codecs
import contextlib
import csv
import gzip
import io
import json
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain, islice, tee
from pathlib import Path
from typing import Any, BinaryIO

from ecomap.errors import FileError, SchemaError
from ecomap.io.batch.encodings import likely_encoding, written_twice
from ecomap.io.batch.formats import InputForm, require
from ecomap.io.batch.header import LINES_ABOVE, NOTHING_ASKED, Asked, Fits
from ecomap.io.batch.records import json_object
from ecomap.io.batch.shown import SHEETS, as_shown
from ecomap.io.reading import STANDARD_INPUT, to_read
from ecomap.io.recognised import kind_of, other_kind
from ecomap.io.text import unread
from ecomap.record import record

HEAD_BYTES = 1_000_000  # the names of the columns are within these; by them the form of a table is found out
MAX_ARRAY = 200_000_000  # bytes of a JSON array, which is read whole
MAX_UNPACKED = 4_000_000_000  # bytes that a packed table may unpack to; a few thousand can claim any number
MAX_SHEET = 400_000_000  # bytes that the parts of a spreadsheet may unpack to, which are read whole
MAX_CELLS = 20_000_000
"""Cells of a sheet from the first to the last, empty ones too, each of which takes some bytes: a million rows of 20."""
CELL = re.compile(rb"""\br=["']([A-Z]+)([0-9]+)["']""")
MARKS = b"\xef\xbb\xbf\xff\xfe"  # what may stand before a text to say how it is encoded
GZIP, ZIP, OLD = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
UTF_32 = {"utf-32": rb"\xff\xfe\0\0|\0\0\xfe\xff", "utf-32-be": rb"\0\0.[^\0]", "utf-32-le": rb"[^\0].\0\0"}
"""How texts begin in which each character takes four bytes."""
JSON_GAP, BREAKS = re.compile(r"[\s,]*"), re.compile(r"[\r\n]+")


@record
class AtHand:
    """A table that can be read in pieces."""

    name: str  # a path, or - for standard input
    head: bytes  # its beginning
    said: tuple[str, ...] = ()  # what was decided, in sentences
    own_lines: bool = True  # whether its lines are those of the file, or rows of the spreadsheet


@contextlib.contextmanager
def at_hand(name: str, form: InputForm, asked: Asked = NOTHING_ASKED, fits: Fits = any) -> Iterator[AtHand]:
    """Yield an input that can be read in pieces; what is no such file is made one first.

    That is: a pipe with a name, Parquet from standard input, a JSON array, lines that end with a carriage return alone,
    other encodings than UTF-8, what is packed by gzip, a spreadsheet, of which that sheet counts of which cells ``fit``
    the names of the columns.
    """
    with opened(name) as raw:
        try:
            head = raw.read(HEAD_BYTES)
        except OSError as error:
            raise FileError(f"{name}: cannot be read: {error.strerror or error}.") from None
        stream, said = raw, list[str]()
        if head.startswith(GZIP):
            packed: Any = Chained(head, raw)
            stream = gzip.GzipFile(fileobj=packed)  # type: ignore[assignment]
            head, said = _unpacked(stream, HEAD_BYTES, name), ["unpacked by gzip"]
        if form != "parquet" and (form == "xlsx" or head.startswith(ZIP)):
            _refuse_no_spreadsheet(head, form, name)
            text, sheet = sheet_text(Chained(head, stream).read(MAX_SHEET), name, fits)
            head, stream, said = text[:HEAD_BYTES], io.BytesIO(text[HEAD_BYTES:]), [*said, sheet]
        encoding, also = (None, ()) if form == "parquet" else _encoding(head, form, asked, name)
        if encoding is not None:
            perhaps = f"perhaps in {' or '.join(also)}: --encoding {also[0]}" if also else "--encoding for another"
            said.append(f"text read as {encoding}{'' if asked.encoding else f' ({perhaps})'}")
        elif form == "csv" and (word := written_twice(head)):
            way_out = "export it anew as UTF-8, or mend it: iconv -f UTF-8 -t CP1252 FILE > mended.csv"
            said.append(f'its letters were written twice ("{word}"): {way_out}')
        _refuse_mistaken(head, form, name)
        array = form == "jsonl" and _is_no_line_each(_json_text(head, encoding), name, len(head) < HEAD_BYTES)
        returns = form == "csv" and b"\r" in head and b"\n" not in head
        once = form == "parquet" if name == STANDARD_INPUT else not Path(name).is_file()
        if not (array or returns or once or said):
            yield AtHand(name, head)
            return
        with tempfile.NamedTemporaryFile(suffix=f".{form}") as copy:
            for block in _blocks(Chained(head, stream), name, encoding, array=array, returns=returns):
                copy.write(block)
            copy.seek(0)
            yield AtHand(copy.name, copy.read(HEAD_BYTES), tuple(said), own_lines=not array)


def _refuse_no_spreadsheet(head: bytes, form: InputForm, name: str) -> None:
    """Refuse what is no spreadsheet that can be read, or is one where JSON is asked for."""
    if other := kind_of(head) in ("page", "packed", "pdf") and other_kind(name, head, "spreadsheet"):
        raise SchemaError([other])
    if not head.startswith(ZIP):
        told = "it is none" if not head.startswith(OLD) else "it is an old one (.xls), or has a password"
        way_out = "Save it as .xlsx or as CSV; if it is text, say --input-format csv."
        raise FileError(f"{name}: cannot be read as a spreadsheet: {told}. {way_out}")
    if form == "jsonl":
        raise FileError(f"{name}: a spreadsheet, no JSON. Say --input-format xlsx.")


def _refuse_mistaken(head: bytes, form: InputForm, name: str) -> None:
    """Refuse JSON that is to be read as CSV, and text in which no line is JSON that is to be read as JSON."""
    lines = [line for line in map(bytes.strip, head.replace(b"\0", b"").lstrip(MARKS).splitlines()) if line]
    if form == "csv" and lines and re.match(rb'\{\s*["}]|\[\s*\{|\[$', lines[0]):
        raise FileError(f"{name}: JSON, no CSV. Say --input-format jsonl.")
    if form == "jsonl" and lines and not any(line.startswith((b"{", b"[")) for line in lines):
        raise FileError(f"{name}: no line of it is JSON. If it is a table, say --input-format csv.")


def opened(name: str) -> "contextlib.AbstractContextManager[BinaryIO]":
    """Open an input for reading; a FileError where it cannot be read."""
    try:
        return to_read(name)
    except IsADirectoryError:
        raise FileError(f"{name}: is a directory. Name a file.") from None
    except (OSError, ValueError) as error:
        raise unread(name, error) from None


class Chained:
    """What has been read, and then the rest."""

    def __init__(self, head: bytes, rest: Any) -> None:
        self.head, self.rest = io.BytesIO(head), rest

    def read(self, size: int) -> bytes:
        """Return up to so many bytes; fewer only at the end."""
        first = self.head.read(size)
        return first + self.rest.read(size - len(first)) if len(first) < size else first


def _blocks(stream: Chained, name: str, encoding: str | None, *, array: bool, returns: bool) -> Iterator[bytes]:
    """Yield the whole of an input, a line a row; in UTF-8 what has another encoding."""
    if array:
        whole = stream.read(MAX_ARRAY + 1)
        if len(whole) > MAX_ARRAY:
            raise FileError(f"{name}: a JSON array of more than {MAX_ARRAY:,} bytes. Write JSON lines.")
        lines = json_lines(_json_text(whole, encoding), name)
        yield "\n".join(lines).encode("utf-8", "surrogateescape")
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace") if encoding else None
    total = 0
    while block := _unpacked(stream, HEAD_BYTES, name):
        total += len(block)
        if total > MAX_UNPACKED:
            raise FileError(f"{name}: more than {MAX_UNPACKED:,} bytes. Split it.")
        text = decoder.decode(block).encode("utf-8", "replace") if decoder else block
        yield text.replace(b"\r", b"\n") if returns else text


def _unpacked(stream: Any, size: int, name: str) -> bytes:
    try:
        found: bytes = stream.read(size)
    except (OSError, EOFError, zlib.error) as error:
        raise FileError(f"{name}: cannot be unpacked: {error}.") from None
    return found


def _encoding(head: bytes, form: InputForm, asked: Asked, name: str) -> tuple[str | None, tuple[str, ...]]:
    """Return in what a text is written that is no UTF-8, and in what else it may be; none of what is."""
    if asked.encoding:
        try:
            b"a".decode(asked.encoding, "replace")  # base64 and rot13 make no text of bytes, idna replaces nothing
            found = codecs.lookup(asked.encoding).name
        except (LookupError, ValueError):
            some = "utf-8, cp1252, cp1250 or utf-16"
            raise FileError(f'"{asked.encoding}" is no encoding. Write one like {some}.') from None
        return None if found == "utf-8" else found, ()
    for encoding, beginning in UTF_32.items():
        if re.match(beginning, head, re.DOTALL):
            return encoding, ()
    if head.startswith(UTF_16):
        return "utf-16", ()
    if b"\0" in head[:2] and head[:2] != b"\0\0":
        return "utf-16-be" if head[:1] == b"\0" else "utf-16-le", ()
    if b"\0" in head:
        raise FileError(f"{name}: not a text. CSV, JSON lines, xlsx and Parquet can be read.")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # a sign at the end may be cut
    except UnicodeDecodeError:
        if form != "jsonl":  # of JSON each line is told
            return likely_encoding(head, name)
    return None, ()


def _json_text(data: bytes, encoding: str | None) -> str:
    """Return JSON as a text; what is no UTF-8 stays in it, to be told with its row."""
    return data.decode(encoding, "replace") if encoding else data.decode("utf-8-sig", "surrogateescape")


def _is_no_line_each(text: str, name: str, whole: bool) -> bool:
    """Tell whether JSON is an array, or objects of which the first is no line of its own, if that is all of them."""
    first = text.lstrip().partition("\n")[0]
    if not whole or first[:1] != "{":
        return first[:1] == "["
    return isinstance(json_object(first.encode("utf-8", "replace")), str) and json_lines(text, name) != []


def json_lines(text: str, name: str) -> list[str]:
    """Return the items of JSON arrays, or objects one after the other, as lines, each as it was written.

    What cannot be read of an array is one line more, to be told, with objects alone there is then no line at all; an
    array that does not end is refused.
    """
    text, lines, inside = text.strip(), list[str](), False
    place = 0
    try:
        while place < len(text):
            if text[place] == ("]" if inside else "["):
                inside, end = not inside, place + 1
            else:
                end = json.JSONDecoder().raw_decode(text, place)[1]
                lines.append(BREAKS.sub(" ", text[place:end]))
            place = JSON_GAP.match(text, end).end()  # type: ignore[union-attr]
    except (ValueError, RecursionError):
        return [*lines, BREAKS.sub(" ", text[place:])] if text[0] == "[" else []
    if inside:
        raise FileError(f"{name}: a JSON array that does not end: the file is cut off, or a ] is missing.")
    return lines


def sheet_text(data: bytes, name: str, fits: Fits = any) -> tuple[bytes, str]:
    """Return a sheet of a spreadsheet as CSV, a line for each of its rows, and its name.

    That is the first to be seen that names the columns, else the first that holds something.
    """
    require("python_calamine")
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            size = sum(part.file_size for part in parts.infolist())
            if size > MAX_SHEET:
                raise FileError(f"{name}: the spreadsheet unpacks to {size:,} bytes; {MAX_SHEET:,} is the most.")
            for part in parts.namelist():
                if re.fullmatch(SHEETS, part):
                    _refuse_stray_cells(parts.read(part), name)
        book = CalamineWorkbook.from_filelike(io.BytesIO(as_shown(data)))
        if not book.sheet_names:
            raise FileError(f"{name}: a spreadsheet without a sheet. Save it anew in the program that made it.")
        seen = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        filled = [one for title in seen or book.sheet_names if (one := book.get_sheet_by_name(title)).height]
        fitting = (
            one for one in filled if any(fits(list(map(_cell, row))) for row in islice(one.iter_rows(), LINES_ABOVE))
        )
        fits_first, others = tee(fitting)
        sheet = next(chain(fits_first, filled), None)
        left = [f'"{one.name}"' for one in others if one is not sheet]
        rows, above = _rows(sheet) if sheet else ([], 0)
    except (CalamineError, zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError) as error:
        raise FileError(f"{name}: cannot be read as a spreadsheet: {error}.") from None
    stream = io.StringIO("\n" * above)
    stream.seek(above)
    csv.writer(stream, lineterminator="\n").writerows([_cell(cell) for cell in row] for row in rows)
    more = f", one of {len(book.sheet_names)}" if len(book.sheet_names) > 1 else ""
    more += f" (not read: {', '.join(left)}, which has such columns, too: save it as CSV)" if left else ""
    return stream.getvalue().encode(), f'sheet "{sheet.name if sheet else book.sheet_names[0]}"{more}'


def _rows(sheet: Any) -> tuple[list[list[Any]], int]:
    """Return the rows of a sheet, a text that was merged down in each of its rows, and how many stand above."""
    rows, (above, left) = sheet.to_python(), sheet.start or (0, 0)
    for (first, column), (last, _) in getattr(sheet, "merged_cell_ranges", None) or ():
        for row in rows[first - above + 1 : last - above + 1]:
            text = rows[first - above][column - left]
            row[column - left] = text if isinstance(text, str) else row[column - left]
    return rows, above


def _refuse_stray_cells(sheet: bytes, name: str) -> None:
    """Refuse a sheet with a cell so far off that the room between would not fit into memory: all of it is made."""
    columns, row = "A", 1
    for letters, number in set(CELL.findall(sheet)):
        columns = max(columns, letters.decode(), key=lambda one: (len(one), one))
        row = max(row, int(number[:12]))
    width = sum(26**place * (ord(letter) - ord("A") + 1) for place, letter in enumerate(reversed(columns[:6])))
    if row * width > MAX_CELLS:
        told = f"its last column is {columns[:6]}, its last row {row:,}"
        raise FileError(f"{name}: {told}: more room than can be read. Clear the cells far off, or save it as CSV.")


def _cell(cell: object) -> str:
    """Write what stands in a cell of a spreadsheet, on one line with vertical tabs; whole numbers without decimals."""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    return "\v".join(text.splitlines())
