"""iCalendar (RFC 5545): the dates of an answer for any calendar program, the same bytes each time."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from ecomap.errors import OutputError
from ecomap.render.sheet import Event, Sheet
from ecomap.safe import safe_text
from ecomap.version import VERSION

OCTETS = 75
"""Of a line at most, its break not counted (RFC 5545, 3.1)."""


def calendar(sheet: Sheet) -> str:
    """Return the dates of a sheet, one event each; lines end with CR and LF."""
    if sheet.events is None:
        raise OutputError("This answer has no dates for a calendar: write another form.")
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//ecomap//ecomap {VERSION}//EN", "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(sheet.title)}",
    ]  # fmt: skip
    for event in sheet.events():
        lines += _event(event)
    return "".join(f"{part}\r\n" for line in (*lines, "END:VCALENDAR") for part in _folded(line))


def _event(event: Event) -> Iterable[str]:
    stamp = f"{event.stamp:%Y%m%d}"
    return (
        "BEGIN:VEVENT",
        f"UID:{sha256(event.id.encode()).hexdigest()[:32]}@ecomap",
        f"DTSTAMP:{stamp}T000000Z",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.after:%Y%m%d}",
        f"SUMMARY:{_escaped(event.title)}",
        f"DESCRIPTION:{_escaped(event.text)}",
        f"CATEGORIES:{_escaped(event.kind)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _escaped(text: str) -> str:
    """Return a text without control characters, with the four signs escaped (RFC 5545, 3.3.11)."""
    lines = [safe_text(line).translate(SIGNS) for line in text.split("\n")]
    return r"\n".join(lines)


SIGNS = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\r": " "})


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
