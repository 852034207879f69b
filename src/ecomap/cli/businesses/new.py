"""``ecomap business new``: an interview on a terminal, or flags."""

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ecomap.cli import output
from ecomap.cli.businesses import prompts
from ecomap.cli.shares import sector_shares

if TYPE_CHECKING:
    from ecomap.cli.businesses.answers import Draft, Reader


def new(
    name: str | None = None, identity: str | None = None, country: str | None = None,
    employees: float | None = None, sector: list[str] | None = None, depends_on: list[str] | None = None,
    activity: list[str] | None = None, trait: list[str] | None = None, goal: list[str] | None = None,
    budget: float | None = None, hours: float | None = None, maturity: float | None = None,
    skill: list[str] | None = None, adopted: list[str] | None = None, not_yet: list[str] | None = None,
    platform: list[str] | None = None, seen: list[str] | None = None, overlay: list[Path] | None = None,
    no_input: bool = False, file: Path | None = None, force: bool = False, map_file: list[Path] | None = None,
) -> None:  # fmt: skip
    """Write a business file of what flags and answers say."""
    from ecomap.cli.businesses.answers import Flags
    from ecomap.io.business_writer import business_file
    from ecomap.io.businesses import parse_business
    from ecomap.io.maps import load_map
    from ecomap.io.writing import refuse_existing

    if file is not None:
        refuse_existing(file, force=force)
    output.refuse_nowhere(file)
    asked = prompts.can_ask() and not no_input
    if not asked:
        _refuse_missing({"--name": name, "--sector": sector})
    ecosystem, _ = load_map([*(map_file or []), *(overlay or [])] or None)
    gathered = Flags(ecosystem)
    draft = gathered.draft
    draft.name, draft.id, draft.employees = name, identity, None if employees is None else int(employees)
    draft.budget_eur, draft.hours_per_week, draft.maturity = budget, hours, maturity
    said = {"depends_on": depends_on, "activities": activity, "traits": trait, "skills": skill, "goals": goal}
    gathered.read(sector_shares(sector, ecosystem), said)
    gathered.read_names({"adopted": adopted, "not_yet": not_yet}, seen or [], country)
    gathered.read_platforms(platform or [])
    gathered.refuse()
    target = _interviewed(gathered.reader, draft, file, force=force) if asked else file
    folder = Path() if target is None else target.parent  # from which the paths in the file are read
    draft.overlays = [Path(os.path.relpath(path, folder)).as_posix() for path in overlay or []]
    text = business_file(draft.business(), ecosystem)
    parse_business("the new file", text, ecosystem)
    output.emit(text, target, force=force)
    if target is not None:
        output.remark(f"{target} is written: every line in it says what it is for.")
        output.hint(f"ecomap analyze {shlex.quote(str(target))}")


def _refuse_missing(required: dict[str, object]) -> None:
    missing = [option for option, value in required.items() if not value]
    if missing:
        needed = f"nobody can be asked here, so these are needed: {', '.join(missing)}."
        raise typer.BadParameter(f"{needed} Everything else may be left out.")


def _interviewed(reader: "Reader", draft: "Draft", file: Path | None, *, force: bool) -> Path | None:
    """Ask for everything that no flag said; return where to write."""
    from ecomap.cli.businesses.answers import id_of
    from ecomap.cli.businesses.interview import Interview

    interview = Interview(prompts.asker(), reader, draft)
    interview.begin()
    target = file
    if target is None and output.on_terminal():
        target = interview.where(f"{draft.id or id_of(draft.name or '')}.yaml", force=force)
    interview.confirm("standard output" if target is None else str(target))
    return target
