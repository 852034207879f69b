"""All of a logbook laid out, to take it elsewhere; and what was changed in it."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial

from ecomap.render.documents import rounded
from ecomap.render.sheet import Sheet
from ecomap.results.logbook import Corrected, LogbookExport, Undoing


def export_sheet(found: LogbookExport, kind: str | None = None) -> Sheet:
    """Lay out all of a logbook: one row a field or, of one kind, one row an entry; JSON has all, to the last digit."""
    header, rows = (found.header, found.rows()) if kind is None else found.table(kind)
    return Sheet("Logbook", header, rows, document=lambda: {"schema": "ecomap/logbook/1"} | asdict(found))


def corrected_sheet(title: str, found: Sequence[Corrected]) -> Sheet:
    """Lay out what an entry was and is."""
    rows = [(one.field, one.was, one.is_) for one in found]
    return Sheet(title, ("field", "was", "is"), rows, records=partial(rounded, found))


def undone_sheet(found: Sequence[Undoing]) -> Sheet:
    """Lay out what was undone."""
    rows = [(one.undone, one.kind, one.number) for one in found]
    return Sheet("Undone", ("undone", "kind", "number"), rows, records=partial(rounded, found))
