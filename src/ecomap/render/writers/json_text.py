"""JSON and JSON lines: nothing is left out, what could do harm is spelt ``\\u....``, which reads back as it was."""

import json

from ecomap.render.sheet import Sheet
from ecomap.safe import UNSAFE


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
