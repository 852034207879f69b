"""All of a logbook laid out, to take it elsewhere."""

from dataclasses import asdict

from ecomap.render.sheet import Sheet
from ecomap.results.logbook import LogbookExport


def export_sheet(found: LogbookExport, kind: str | None = None) -> Sheet:
    """Lay out all of a logbook: one row a field or, of one kind, one row an entry; JSON has all, to the last digit."""
    header, rows = (found.header, found.rows()) if kind is None else found.table(kind)
    return Sheet("Logbook", header, rows, document=lambda: {"schema": "ecomap/logbook/1"} | asdict(found))
