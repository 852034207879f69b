"""``ecomap map export`` and ``import``: the map for other programs, and theirs for it."""

import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ecomap.cli import choices, output

if TYPE_CHECKING:
    from ecomap.results.map_graph import MapGraph
    from ecomap.results.map_import import MapImport

GraphForm = Literal["graphml", "gexf", "dot", "mermaid", "json", "csv"]


def export(
    form: GraphForm | None = None, business: str | None = None, sector: list[str] | None = None,
    trend: list[str] | None = None, top: int | None = None, json: bool = False, file: Path | None = None,
    force: bool = False, map_file: list[Path] | None = None,
) -> None:  # fmt: skip
    """Write the map as a graph."""
    from ecomap.render.map_graph import graph_written, remarks

    chosen: GraphForm = "json" if json else form or choices.form_named(file, GraphForm) or "json"
    graph = _drawn(business, sector or [], trend or [], top, map_file)
    if chosen == "csv" and file is not None:
        _both_tables(graph, file, force=force)
    else:
        output.emit(graph_written(graph, chosen), file, force=force)
    for said in remarks(graph, chosen):
        output.remark(said)


def _drawn(
    business: str | None, sectors: list[str], trends: list[str], top: int | None, map_file: list[Path] | None
) -> "MapGraph":
    from ecomap.io.businesses import open_business
    from ecomap.io.maps import load_whole_map
    from ecomap.verbs.map_graph import draw_map

    opened = None if business is None else open_business(business, map_file)
    ecosystem, sha256 = load_whole_map(map_file if opened is None else opened.layers or None)
    firm, compiled = (None, None) if opened is None else (opened.business, opened.ecosystem)
    return draw_map(ecosystem, firm, sectors=sectors, trends=trends, top=top, compiled=compiled, sha256=sha256)


def _both_tables(graph: "MapGraph", file: Path, *, force: bool) -> None:
    """Write the nodes and the edges beside each other, neither where one of them is there already."""
    from ecomap.io.writing import refuse_existing
    from ecomap.render.map_graph import graph_written, nodes_csv

    tables = {"nodes": nodes_csv(graph), "edges": graph_written(graph, "csv")}
    files = {what: file.with_name(f"{file.stem}-{what}{file.suffix}") for what in tables}
    for path in files.values():
        refuse_existing(path, force=force)
    for what, path in files.items():
        output.emit(tables[what], path, force=force)
    output.remark(f"Written: {' and '.join(map(str, files.values()))}.")


def take_in(
    drawn: Path, author: str = "", file: Path | None = None, force: bool = False, map_file: list[Path] | None = None
) -> None:
    """Print an overlay of what was drawn elsewhere."""
    from ecomap.io.drawings import read_drawing
    from ecomap.io.maps import load_whole_map
    from ecomap.io.stubs import import_stub, unused
    from ecomap.verbs.map_import import match_drawing

    drawing = read_drawing(drawn)
    ecosystem, _ = load_whole_map(map_file)
    found = match_drawing(drawing, ecosystem)
    name = "standard input" if str(drawn) == "-" else drawn.name
    output.emit(import_stub(found, name, date.today().isoformat(), author), file, force=force)
    for line in (*_told(found), *unused(found)):
        output.remark(line)
    if file is not None:
        output.hint(f"look through {shlex.quote(str(file))}, then: ecomap map check {shlex.quote(str(file))}")


def _told(found: "MapImport") -> Iterator[str]:
    shares = sum(one.kind == "prevalence" for one in found.numbers)
    same = f", {found.same} say what the map says already" if found.same else ""
    yield (
        f"{found.form}: {len(found.matched)} of {found.points} names matched. Of {found.lines} lines used: {shares} as "
        f"shares of firms, {len(found.numbers) - shares} as pressure of one sector on another{same}."
    )
    if found.numbers:
        yield "Strengths between 0 and 1 were taken as shares."
    if found.room:
        yield f"{len(found.room)} couplings of the map give way, so that into a sector they stay at most the whole."
    if found.form == "radar":
        yield "What is in use is said of a firm: ecomap business set mine.yaml --from-radar FILE"
    if found.unmatched:
        yield f"Not used, {len(found.unmatched)}:"
