"""``ecomap map check``: is a map sound."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ecomap.cli import EXIT_CONDITION, EXIT_DATA, choices, output

if TYPE_CHECKING:
    from ecomap.model import EcosystemMap
    from ecomap.results.maps import Finding

Form = Literal["text", "table", "json", "jsonl", "csv", "tsv", "markdown", "html", "svg", "github", "sarif"]
"""Forms of what was found: those of every answer, and those of checkers of code."""

FormOption = Annotated[
    Form | None,
    typer.Option(
        "--format",
        "-f",
        help="Lines for people, a table, GitHub annotations, or SARIF 2.1.0. [default: as --output is named; text]",
    ),
]


def check(
    files: Annotated[
        list[Path] | None,
        choices.argument("A map's sectors.yaml, or overlays to check on top of the map.", "[FILE]..."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 4 if there are warnings.")] = False,
    form: FormOption = None,
    json: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False,
    file: choices.OutputOption = None,
    force: choices.ForceOption = False,
    map_file: choices.MapOption = None,
) -> None:
    """Check a map: every reference, every piece of evidence, every sum; errors exit with 3.

    \b
    Examples:
      ecomap map check
      ecomap map check mine.yaml --strict --format github
    """
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
        output.emit(_summary(ecosystem, warnings), file, force=force)
    if strict and warnings:
        raise typer.Exit(EXIT_CONDITION)


def _rendered(form: Form, findings: "tuple[Finding, ...]") -> str:
    from ecomap.render.maps import findings_github, findings_sarif, findings_sheet
    from ecomap.render.writers import written
    from ecomap.version import VERSION

    match form:
        case "github":
            return findings_github(findings)
        case "sarif":
            return findings_sarif(findings, VERSION)
        case _:
            return written(findings_sheet(findings), form)


def _summary(ecosystem: "EcosystemMap", warnings: int) -> str:
    numbers = len(ecosystem.influences) + len(ecosystem.couplings)
    on_top = f" with {', '.join(ecosystem.overlays)}" if ecosystem.overlays else ""
    return f"{ecosystem.title} {ecosystem.version}{on_top}: sound, {numbers:,} influences, {warnings} warnings.\n"
