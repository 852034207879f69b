"""``ecomap map show``, ``search``, ``evidence``, ``path``, ``loops``, ``check``, ``diff`` and ``new``."""

import shlex
from datetime import date
from pathlib import Path
from typing import Literal

import typer

from ecomap.cli import EXIT_CONDITION, EXIT_DATA, choices, output
from ecomap.cli.rooms import io, naming, render, results, verbs
from ecomap.errors import SchemaError, suggestion

SHIPPED = "shipped"
ELSE = "Try another word for it, or see the sectors: ecomap map search isic"
Kind = Literal["kind", "sector", "trend", "practice", "influence", "country"]
Form = Literal["text", "table", "json", "jsonl", "csv", "tsv", "markdown", "html", "svg"]  # forms of what was found


@choices.answering(piped="table")
def show(map_file: list[Path] | None = None, validity: bool = False) -> choices.Answer:
    entrance = io.maps.entrance_of(map_file)
    if validity:
        return render.maps.validity_sheet(io.statistics.read_validity(entrance))
    ecosystem, sha256 = io.maps.load_whole_map(map_file)
    return render.maps.summary_sheet(verbs.lookup.summarise(ecosystem, sha256, io.statistics.counted(entrance)))


@choices.answering()
def search(words: list[str], map_file: list[Path] | None = None) -> choices.Answer:
    ecosystem, _ = io.maps.load_map(map_file)
    text = " ".join(words)
    names = naming.Names.of(ecosystem)
    found = names.looked_for(text)
    if not found and (len(text) > naming.LONGEST or any(map(str.isdigit, text))):
        output.remark(str(names.unknown("sector", text)))
    elif not found:
        near = suggestion(text, [*names.named("sector"), *ecosystem.trend_by_id]) or ELSE
        output.remark(f'Nothing has "{text}". {near}'.rstrip())
    return render.maps.matches_sheet(found)


@choices.answering(piped="table")
def evidence(asked: str, map_file: list[Path] | None = None) -> choices.Answer:
    ecosystem, sha256 = io.maps.load_whole_map(map_file)
    if ":" in asked:
        entrance = io.maps.entrance_of(map_file)
        label = results.labels.MapLabel(ecosystem.id, ecosystem.version, sha256)
        questions, figures = io.statistics.read_questions(entrance), io.statistics.read_observations(entrance)
        found = verbs.provenance.find_observations(questions, figures, asked, label)
        return render.maps.evidence_sheet(found)
    return render.maps.evidence_sheet(verbs.provenance.find_evidence(ecosystem, asked, sha256))


@choices.answering()
def path(start: str, end: str, top: int = 5, map_file: list[Path] | None = None) -> choices.Answer:
    ecosystem, _ = io.maps.load_map(map_file)
    routes = verbs.lookup.strongest_routes(ecosystem, start, end, top)
    if not routes:
        output.remark(verbs.lookup.why_no_route(ecosystem, start, end))
    return render.sheet.Sheet.listed("The strongest ways", routes, "Route", headed=False)


@choices.answering()
def loops(top: int = 10, map_file: list[Path] | None = None) -> choices.Answer:
    ecosystem, _ = io.maps.load_map(map_file)
    return render.maps.loops_sheet(verbs.lookup.find_loops(ecosystem, top))


@choices.answering(piped="table")
def diff(old: str, new: str, business: str | None = None) -> choices.Answer:
    before, after = (io.maps.load_whole_map(None if name == SHIPPED else Path(name)) for name in (old, new))
    text = io.businesses.business_text(business) if business else None
    read = io.businesses.parse_business
    firms = (read(*text, before[0]), read(*text, after[0])) if text else None
    return render.movement.difference_sheet(verbs.difference.compare_maps(before, after, firms))


def new(
    kind: Kind, name: str, file: Path | None = None, force: bool = False, map_file: list[Path] | None = None
) -> None:
    """Print an overlay with one new item."""
    ecosystem, _ = io.maps.load_whole_map(map_file)
    output.emit(io.stubs.stub(kind, name, ecosystem, date.today().isoformat()), file, force=force)
    if file is not None:
        output.hint(f"fill in {shlex.quote(str(file))}, then: ecomap map check {shlex.quote(str(file))}")


# --- is a map sound


def check(
    files: list[Path] | None = None, strict: bool = False, form: Form | None = None, json: bool = False,
    file: Path | None = None, force: bool = False, map_file: list[Path] | None = None,
) -> None:  # fmt: skip
    """Print what was found in a map."""
    form = "json" if json else form or choices.form_named(file, Form) or "text"
    examined = io.map_reader.examine_map([*(map_file or []), *(files or [])])
    findings, ecosystem = examined.findings, examined.ecosystem
    if form != "text":
        output.emit(_rendered(form, findings), file, force=force)
    if ecosystem is None:
        if form == "text":
            raise SchemaError([finding.problem for finding in findings])
        raise typer.Exit(EXIT_DATA)
    warnings = sum(finding.level == "warning" for finding in findings)
    if form == "text":
        output.tell(_rendered(form, findings))
        numbers = len(ecosystem.influences) + len(ecosystem.couplings)
        on_top = f" with {', '.join(ecosystem.overlays)}" if ecosystem.overlays else ""
        found = f"sound, {numbers:,} influences, {warnings} warnings.\n"
        summary = f"{ecosystem.title} {ecosystem.version}{on_top}: {found}"
        output.emit(summary if file or not output.on_terminal() else output.broken(summary), file, force=force)
    if strict and warnings:
        raise typer.Exit(EXIT_CONDITION)


def _rendered(form: Form, findings: "tuple[results.maps.Finding, ...]") -> str:
    return render.writers.written(render.maps.findings_sheet(findings), form)
