"""``ecomap map show``, ``search``, ``evidence``, ``path``, ``loops``, ``check``, ``diff`` and ``new``."""

import shlex
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from ecomap.cli import EXIT_CONDITION, EXIT_DATA, choices, output

if TYPE_CHECKING:
    from ecomap.results.maps import Finding

SHIPPED = "shipped"
Kind = Literal["kind", "sector", "trend", "practice", "influence", "country"]
Form = Literal["text", "table", "json", "jsonl", "csv", "tsv", "markdown", "html", "svg"]  # forms of what was found


@choices.answering(piped="table")
def show(map_file: list[Path] | None = None, validity: bool = False) -> choices.Answer:
    from ecomap.io.maps import entrance_of, load_whole_map
    from ecomap.io.statistics import counted, read_validity
    from ecomap.render.maps import summary_sheet, validity_sheet
    from ecomap.verbs.lookup import summarise

    entrance = entrance_of(map_file)
    if validity:
        return validity_sheet(read_validity(entrance))
    ecosystem, sha256 = load_whole_map(map_file)
    return summary_sheet(summarise(ecosystem, sha256, counted(entrance)))


@choices.answering()
def search(words: list[str], map_file: list[Path] | None = None) -> choices.Answer:
    from ecomap.errors import suggestion
    from ecomap.io.maps import load_map
    from ecomap.names import LONGEST, Names
    from ecomap.render.maps import matches_sheet

    ecosystem, _ = load_map(map_file)
    text = " ".join(words)
    names = Names.of(ecosystem)
    found = names.looked_for(text)
    if not found and (len(text) > LONGEST or any(map(str.isdigit, text))):
        output.remark(str(names.unknown("sector", text)))
    elif not found:
        near = suggestion(text, [*names.named("sector"), *ecosystem.trend_by_id])
        output.remark(f'Nothing has "{text}". {near}'.rstrip())
    return matches_sheet(found)


@choices.answering(piped="table")
def evidence(asked: str, map_file: list[Path] | None = None) -> choices.Answer:
    from ecomap.io.maps import entrance_of, load_whole_map
    from ecomap.render.maps import evidence_sheet
    from ecomap.verbs.provenance import find_evidence

    ecosystem, sha256 = load_whole_map(map_file)
    if ":" in asked:
        from ecomap.io.statistics import read_observations, read_questions
        from ecomap.results.labels import MapLabel
        from ecomap.verbs.provenance import find_observations

        entrance, label = entrance_of(map_file), MapLabel(ecosystem.id, ecosystem.version, sha256)
        found = find_observations(read_questions(entrance), read_observations(entrance), asked, label)
        return evidence_sheet(found)
    return evidence_sheet(find_evidence(ecosystem, asked, sha256))


@choices.answering()
def path(start: str, end: str, top: int = 5, map_file: list[Path] | None = None) -> choices.Answer:
    from ecomap.io.maps import load_map
    from ecomap.render.sheet import Sheet
    from ecomap.verbs.lookup import strongest_routes, why_no_route

    ecosystem, _ = load_map(map_file)
    routes = strongest_routes(ecosystem, start, end, top)
    if not routes:
        output.remark(why_no_route(ecosystem, start, end))
    return Sheet.listed("The strongest ways", routes, "Route", headed=False)


@choices.answering()
def loops(top: int = 10, map_file: list[Path] | None = None) -> choices.Answer:
    from ecomap.io.maps import load_map
    from ecomap.render.maps import loops_sheet
    from ecomap.verbs.lookup import find_loops

    ecosystem, _ = load_map(map_file)
    return loops_sheet(find_loops(ecosystem, top))


@choices.answering(piped="table")
def diff(old: str, new: str, business: str | None = None) -> choices.Answer:
    from ecomap.io.businesses import business_text, parse_business
    from ecomap.io.maps import load_whole_map
    from ecomap.render.movement import difference_sheet
    from ecomap.verbs.difference import compare_maps

    before, after = (load_whole_map(None if name == SHIPPED else Path(name)) for name in (old, new))
    text = business_text(business) if business else None
    firms = (parse_business(*text, before[0]), parse_business(*text, after[0])) if text else None
    return difference_sheet(compare_maps(before, after, firms))


def new(
    kind: Kind, name: str, file: Path | None = None, force: bool = False, map_file: list[Path] | None = None
) -> None:
    """Print an overlay with one new item."""
    from ecomap.io.maps import load_whole_map
    from ecomap.io.stubs import stub

    ecosystem, _ = load_whole_map(map_file)
    output.emit(stub(kind, name, ecosystem, date.today().isoformat()), file, force=force)
    if file is not None:
        output.hint(f"fill in {shlex.quote(str(file))}, then: ecomap map check {shlex.quote(str(file))}")


# --- is a map sound


def check(
    files: list[Path] | None = None, strict: bool = False, form: Form | None = None, json: bool = False,
    file: Path | None = None, force: bool = False, map_file: list[Path] | None = None,
) -> None:  # fmt: skip
    """Print what was found in a map."""
    from ecomap.errors import SchemaError
    from ecomap.io.map_reader import examine_map

    form = "json" if json else form or choices.form_named(file, Form) or "text"
    examined = examine_map([*(map_file or []), *(files or [])])
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


def _rendered(form: Form, findings: "tuple[Finding, ...]") -> str:
    from ecomap.render.maps import findings_sheet
    from ecomap.render.writers import written

    return written(findings_sheet(findings), form)
