"""What the program found about itself, laid out: a line a thing, and below it what to do."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from ecomap.render.screen import Line, line, wrapped
from ecomap.render.sheet import Sheet
from ecomap.results.doctor import Examination

MARKS = {"fine": "ok  ", "note": "note", "mend": "MEND"}
INDENT = " " * 6


def doctor_sheet(found: Examination) -> Sheet:
    """Lay out what was found; what needs doing makes the command end with 4."""
    things = "thing needs" if found.to_mend == 1 else "things need"
    unmet = f"{found.to_mend} {things} doing: what, the lines marked {MARKS['mend']} say." if found.to_mend else ""
    title = "What ecomap finds about itself and this machine"
    return Sheet.of(found, "ecomap/doctor/1", title, drawing=partial(_lines, found), unmet=unmet)


def _lines(found: Examination, width: int) -> Iterator[Line]:
    for area, checks in groupby(found.checks, key=lambda one: one.area):
        yield line(area.capitalize(), style="bold")
        for one in checks:
            style = "bold" if one.state == "mend" else ""
            yield from wrapped(f"{MARKS[one.state]} {one.name}: {one.found}", width, style, first=" ", rest=INDENT)
            yield from wrapped(one.do, width, "dim", first=INDENT) if one.do else ()
    if not found.to_mend:
        yield line("Nothing needs doing.")
