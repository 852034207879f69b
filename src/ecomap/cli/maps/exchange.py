"""``ecomap map export`` and ``import``: the map for other programs, and theirs for it."""

import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from ecomap.cli import choices, output
from ecomap.cli.rooms import io, render, results, verbs

GraphForm = Literal["graphml", "gexf", "dot", "mermaid", "json", "csv"]


def export(
    form: GraphForm | None = None, business: str | None = None, sector: list[str] | None = None,
    trend: list[str] | None = None, top: int | None = None, json: bool = False, file: Path | None = None,
    force: bool = False, map_file: list[Path] | None = None,
) -> None:  # fmt: skip
    """Write the map as a graph."""
    chosen: GraphForm = "json" if json else form or choices.form_named(file, GraphForm) or "json"
    graph, forms = _drawn(business, sector or [], trend or [], top, map_file), render.map_graph
    if chosen == "csv" and file is not None:
        _both_tables(graph, file, force=force)
    else:
        output.emit(forms.graph_written(graph, chosen), file, force=force)
    for said in forms.remarks(graph, chosen):
        output.remark(said)


def _drawn(
    business: str | None, sectors: list[str], trends: list[str], top: int | None, map_file: list[Path] | None
) -> "results.map_graph.MapGraph":
    opened = None if business is None else io.businesses.open_business(business, map_file)
    ecosystem, sha256 = io.maps.load_whole_map(map_file if opened is None else opened.layers or None)
    firm, compiled = (None, None) if opened is None else (opened.business, opened.ecosystem)
    return verbs.map_graph.draw_map(
        ecosystem, firm, sectors=sectors, trends=trends, top=top, compiled=compiled, sha256=sha256
    )


def _both_tables(graph: "results.map_graph.MapGraph", file: Path, *, force: bool) -> None:
    """Write the nodes and the edges beside each other, neither where one of them is there already."""
    tables = {"nodes": render.map_graph.nodes_csv(graph), "edges": render.map_graph.graph_written(graph, "csv")}
    files = {what: file.with_name(f"{file.stem}-{what}{file.suffix}") for what in tables}
    for path in files.values():
        io.writing.refuse_existing(path, force=force)
    for what, path in files.items():
        output.emit(tables[what], path, force=force)
    output.remark(f"Written: {' and '.join(map(str, files.values()))}.")


def take_in(
    drawn: Path, author: str = "", file: Path | None = None, force: bool = False, map_file: list[Path] | None = None
) -> None:
    """Print an overlay of what was drawn elsewhere."""
    drawing = io.drawings.read_drawing(drawn)
    ecosystem, _ = io.maps.load_whole_map(map_file)
    found = verbs.map_import.match_drawing(drawing, ecosystem)
    name = "standard input" if str(drawn) == "-" else drawn.name
    output.emit(io.stubs.import_stub(found, name, date.today().isoformat(), author), file, force=force)
    for line in (*_told(found), *io.stubs.unused(found)):
        output.remark(line)
    if file is not None:
        output.hint(f"look through {shlex.quote(str(file))}, then: ecomap map check {shlex.quote(str(file))}")


def _told(found: "results.map_import.MapImport") -> Iterator[str]:
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
