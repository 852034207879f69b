"""Arguments that several commands share, and what the shell may complete them with."""

import math
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ecomap.cli import output
from ecomap.places import data_folder

ID_LINE = re.compile(r"^  - \{?id: ([a-z0-9][a-z0-9-]{0,63})(?:,.*)?$", re.MULTILINE)


class View(StrEnum):
    """Which opportunities a ranking shows."""

    cross = "cross"
    own = "own"
    all = "all"


class Method(StrEnum):
    """Ways to count influence."""

    walks = "walks"
    neighbours = "neighbours"
    strongest = "strongest"


class Format(StrEnum):
    """Forms of an answer; ``text`` is ``table``."""

    table = "table"
    text = "text"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"
    markdown = "markdown"
    svg = "svg"


SUFFIXES = {
    ".json": Format.json, ".jsonl": Format.jsonl, ".csv": Format.csv, ".tsv": Format.tsv, ".md": Format.markdown,
    ".txt": Format.table, ".svg": Format.svg,
}  # fmt: skip


def _ids_after(heading: str) -> Iterator[str]:
    """Yield the ids below a heading of the shipped map, read as text: completion must not load a YAML reader."""
    yield from _section_ids((data_folder() / "sectors.yaml").read_text(encoding="utf-8"), heading)


def _section_ids(text: str, heading: str) -> Iterator[str]:
    section = re.search(rf"^{heading}:\n((?:[ #-].*\n|\n)*)", text, re.MULTILINE)
    yield from (ID_LINE.findall(section.group(1)) if section else ())


def finite(value: float) -> float:
    """Refuse what is no number at all: typer's own bounds let it through."""
    if math.isnan(value):
        raise typer.BadParameter("nan is no number of years.")
    return value


def complete_sector(incomplete: str) -> list[str]:
    """Return the sector ids that begin like this."""
    return [name for name in _ids_after("sectors") if name.startswith(incomplete)]


def complete_trend(incomplete: str) -> list[str]:
    """Return the trend ids that begin like this."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((data_folder() / "trends").glob("*.yaml")))
    return [name for text in texts for name in _section_ids(text, "trends") if name.startswith(incomplete)]


def complete_goal(incomplete: str) -> list[str]:
    """Return the goals that begin like this, ready for a weight."""
    return [f"{name}=" for name in _ids_after("goals") if name.startswith(incomplete)]


def complete_template(incomplete: str) -> list[str]:
    """Return the templates that begin like this."""
    return sorted(
        path.stem for path in (data_folder() / "templates").glob("*.yaml") if path.stem.startswith(incomplete)
    )


def complete_template_or_sector(incomplete: str) -> list[str]:
    """Return the templates and the sector ids that begin like this, each once."""
    return sorted({*complete_template(incomplete), *complete_sector(incomplete)})


def chosen_form(form: Format | None, json: bool, file: Path | None, piped: Format = Format.tsv) -> Format:
    """Return the form that is meant: the one said, the file's, a table for eyes, ``piped`` for a pipe."""
    if json:
        return Format.json
    if form is not None:
        return Format.table if form is Format.text else form
    if file is None:
        return Format.table if output.on_terminal() else piped
    if file.suffix and file.suffix.lower() not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise typer.BadParameter(
            f'nothing is known of the ending "{file.suffix}": write one of {known}, or say --format.',
            param_hint="--output",
        )
    return SUFFIXES.get(file.suffix.lower(), Format.table)


MapOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--map",
        metavar="FILE",
        help="Another map instead of the shipped one, or an overlay on top of it; may be given several times.",
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write to this file, whole or not at all.", metavar="FILE"),
]
FormatOption = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="[default: as --output is named; table on a terminal, tsv in a pipe]"),
]
TextOption = Annotated[
    Format | None, typer.Option("--format", "-f", help="[default: as --output is named; else table]")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Write over an existing file.")]
