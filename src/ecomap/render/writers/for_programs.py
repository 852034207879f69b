"""What programs read: JSON, JSON lines, CSV, TSV, iCalendar; the same bytes for the same content."""

import csv
import io
import json
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

from ecomap.errors import OutputError
from ecomap.render.sheet import Cell, Sheet
from ecomap.safe import UNSAFE, safe_cell, safe_text
from ecomap.template import Templates
from ecomap.version import VERSION


def document(sheet: Sheet) -> str:
    """Return all of an answer as one document."""
    content = sheet.document() if sheet.document is not None else list(sheet.all_records())
    return dumped(content, indent=2)


def lines(sheet: Sheet) -> str:
    """Return one object a line."""
    return "".join(dumped(row) for row in sheet.all_records())


def dumped(content: object, indent: int | None = None) -> str:
    """Return plain data as JSON."""
    text = json.dumps(content, ensure_ascii=False, indent=indent)
    # line feeds between values are JSON's own; within texts json has spelt them already
    return UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"


# --- CSV and TSV: a row is a line, for spreadsheets and for cut and awk


def delimited(sheet: Sheet, delimiter: str) -> str:
    """Return the rows below their header, numbers to six digits."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    if sheet.headed:
        writer.writerow([_cell(name, delimiter) for name in sheet.columns])
    writer.writerows([_cell(cell, delimiter) for cell in row] for row in sheet.rows)
    return stream.getvalue()


def _cell(value: Cell, delimiter: str) -> str | int:
    """Return a cell that stays one, without control characters, line breaks and, in TSV, tabs, and runs nowhere."""
    if isinstance(value, float):
        return f"{value:.6g}"
    if not isinstance(value, str):
        return "" if value is None else value
    text = safe_cell(value)
    return text.replace("\t", " ") if delimiter == "\t" else text


commas, tabs = partial(delimited, delimiter=","), partial(delimited, delimiter="\t")


# --- iCalendar (RFC 5545): the dates of an answer for any calendar program, the same bytes each time


OCTETS = 75  # of a line at most, its break not counted (RFC 5545, 3.1)
ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\r": " "})


def calendar(sheet: Sheet) -> str:
    """Return the dates of a sheet, one event each; lines end with CR and LF."""
    if sheet.events is None:
        raise OutputError("This answer has no dates for a calendar: write another form.")
    text = CALENDAR.filled("calendar.ics", version=VERSION, title=sheet.title, events=sheet.events())
    return "".join(f"{part}\r\n" for line in text.split("\n")[:-1] for part in _folded(line))


def _in_calendar(text: str) -> str:
    """Return a text without control characters, with the four signs escaped (RFC 5545, 3.3.11)."""
    return r"\n".join(safe_text(line).translate(ESCAPED) for line in text.split("\n"))


CALENDAR = Templates(Path(__file__).parent, {
    "escaped": _in_calendar, "day": "{:%Y%m%d}".format, "hashed": lambda id: sha256(id.encode()).hexdigest()[:32],
})  # fmt: skip


def _folded(line: str) -> Iterator[str]:
    """Yield a line in parts of at most 75 octets, the further ones after a blank, no letter broken."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
