"""What was found in a map: lines for people, annotations for GitHub, SARIF 2.1.0 for any other checker of code."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ecomap.render.screen import line
from ecomap.render.sheet import Sheet
from ecomap.render.writers.json_text import dumped
from ecomap.results.maps import Finding

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
COLUMNS = ("level", "rule", "file", "line", "column", "path", "message", "way_out")
GITHUB_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def findings_sheet(findings: Sequence[Finding]) -> Sheet:
    """Lay out one line for each finding: level, place, what is wrong, the way out."""
    rows = [[getattr(finding, name) for name in COLUMNS] for finding in findings]
    lines = [line(f"{finding.level}: {finding.problem}") for finding in findings]
    return Sheet("What was found", COLUMNS, rows, drawing=lambda _: lines)


def findings_github(findings: Iterable[Finding]) -> str:
    """Return workflow commands that GitHub shows beside the lines they speak of."""
    return "".join(_annotation(finding) for finding in findings)


def _annotation(finding: Finding) -> str:
    places = {"file": finding.file, "line": finding.line or 1, "col": finding.column or 1, "title": finding.rule}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in places.items())
    return f"::{GITHUB_LEVELS[finding.level]} {properties}::{_data(_said(finding))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def findings_sarif(findings: Sequence[Finding], version: str) -> str:
    """Return a SARIF log with one run; its rules are those that found something."""
    rules = sorted({finding.rule for finding in findings})
    told = [{"id": name, "shortDescription": {"text": name.replace("-", " ").capitalize()}} for name in rules]
    driver = {"name": "ecomap", "semanticVersion": version, "rules": told}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules.index(finding.rule)) for finding in findings],
    }
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return dumped(log, indent=2)


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.file)}}
    if finding.line:
        physical["region"] = {"startLine": finding.line, "startColumn": max(1, finding.column)}
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": finding.level,
        "message": {"text": _said(finding)},
        "locations": [{"physicalLocation": physical}],
    }


def _uri(file: str) -> str:
    """Return a file's name as a URI reference: relative as it is, absolute with its scheme."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _said(finding: Finding) -> str:
    path = f"{finding.path}: " if finding.path else ""
    return f"{path}{finding.message} {finding.way_out}".rstrip()
