"""``ecomap business new``: an interview on a terminal, or flags."""

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecomap.cli import choices, output
from ecomap.cli.businesses import prompts
from ecomap.cli.shares import CountryOption, EmployeesOption, amount, sector_shares
from ecomap.io.amounts import HOURS, LEVEL, MONEY

if TYPE_CHECKING:
    from ecomap.cli.businesses.answers import Draft, Reader

Name = Annotated[str | None, typer.Option(help="What the business is called.")]
Identity = Annotated[str | None, typer.Option("--id", help="Its short name. [default: from the name]")]
Sector = Annotated[
    list[str] | None,
    choices.option("What it lives from, by name or code, with its share.", "NAME[=SHARE]", "--sector", "-s",
                   complete=choices.sectors),
]  # fmt: skip
DependsOn = Annotated[
    list[str] | None, choices.option("Pressure straight from another sector.", "NAME=SHARE", complete=choices.sectors)
]
Activity = Annotated[
    list[str] | None, choices.option("What it does much more or less than others, 0 to 1.", "NAME=SHARE")
]
Trait = Annotated[
    list[str] | None,
    choices.option("What it is unlike others of its kind in: 0 not, 0.5 partly, 1 wholly.", "TRAIT[=LEVEL]",
                   complete=choices.traits),
]  # fmt: skip
Goal = Annotated[
    list[str] | None, choices.option("What the owner wants, with its weight.", "GOAL[=WEIGHT]", complete=choices.goals)
]
Budget = Annotated[float | None, choices.option("Euros for new things in a year.", "EUR", parser=amount(MONEY))]
Hours = Annotated[float | None, choices.option("Hours a week for them.", "HOURS", parser=amount(HOURS))]
Maturity = Annotated[
    float | None, choices.option("Digital maturity, 0 paper only ... 4 digital.", "LEVEL", parser=amount(LEVEL))
]
Skill = Annotated[list[str] | None, choices.option("What the team can do, 0 to 4.", "SKILL=LEVEL")]
Adopted = Annotated[
    list[str] | None, choices.option("In use already; several with commas.", "TREND", complete=choices.trends)
]
Platform = Annotated[
    list[str] | None,
    choices.option("What part of all comes by a platform: sales, booking, promotion, payment or logistics.",
                   "NAME.FUNCTION=SHARE", "--platform", complete=choices.platform_shares),
]  # fmt: skip
Seen = Annotated[
    list[str] | None,
    choices.option("How many firms like it use a trend, and in your words how you know.", "TREND=SHARE:REASON"),
]
Overlay = Annotated[
    list[Path] | None,
    choices.option("A file with sectors and trends of your own, which the business file will name.", "FILE"),
]
NoInput = Annotated[bool, typer.Option("--no-input", help="Ask nothing; for scripts.")]


def new(
    name: Name = None, identity: Identity = None, country: CountryOption = None,
    employees: EmployeesOption = None, sector: Sector = None, depends_on: DependsOn = None,
    activity: Activity = None, trait: Trait = None, goal: Goal = None,
    budget: Budget = None, hours: Hours = None, maturity: Maturity = None,
    skill: Skill = None, adopted: Adopted = None, platform: Platform = None,
    seen: Seen = None, overlay: Overlay = None, no_input: NoInput = False,
    file: choices.YamlOption = None, force: choices.ForceOption = False, map_file: choices.MapOption = None,
) -> None:  # fmt: skip
    """Writes a commented file that passes the check; without --output, to standard output, or where you say.

    Examples:
      ecomap business new --output mine.yaml
      ecomap business new --name Lenk -s florist --no-input -o mine.yaml
    """
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
    shares = sector_shares(sector, ecosystem)
    gathered = Flags(ecosystem)
    draft = gathered.draft
    draft.name, draft.id, draft.employees = name, identity, None if employees is None else int(employees)
    draft.budget_eur, draft.hours_per_week, draft.maturity = budget, hours, maturity
    gathered.read(shares, depends_on, activity, trait, goal, skill, adopted, seen, country)
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
        raise typer.BadParameter(
            f"nobody can be asked here, so these are needed: {', '.join(missing)}. Everything else may be left out."
        )


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
