"""``ecomap business new``: an interview on a terminal, or flags."""

import os
import shlex
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from ecomap.cli import choices, output
from ecomap.cli.businesses import new_options as told
from ecomap.cli.businesses import prompts
from ecomap.cli.shares import CountryOption, EmployeesOption, sector_shares
from ecomap.io.amounts import GOAL as GOAL_WEIGHT
from ecomap.io.amounts import HELD, LEVEL, PART, Quantity, read_assignment

if TYPE_CHECKING:
    from ecomap.cli.businesses.answers import Draft, Reader
    from ecomap.errors import Problem
    from ecomap.model import OwnInfluence

T = TypeVar("T")


def new(
    name: told.Name = None, identity: told.Identity = None, country: CountryOption = None,
    employees: EmployeesOption = None, sector: told.Sector = None, depends_on: told.DependsOn = None,
    activity: told.Activity = None, trait: told.Trait = None, goal: told.Goal = None,
    budget: told.Budget = None, hours: told.Hours = None, maturity: told.Maturity = None,
    skill: told.Skill = None, adopted: told.Adopted = None, platform: told.Platform = None,
    seen: told.Seen = None, overlay: told.Overlay = None, no_input: told.NoInput = False,
    file: choices.YamlOption = None, force: choices.ForceOption = False, map_file: choices.MapOption = None,
) -> None:  # fmt: skip
    """Describe your own business: a short interview on a terminal, every question also a flag.

    Writes a commented file that passes the check; without --output, to standard output, or where you say.

    \b
    Examples:
      ecomap business new --output mine.yaml
      ecomap business new --name Lenk -s florist --no-input -o mine.yaml
    """
    from ecomap.cli.businesses.answers import Reader
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
    gathered = _Gathered(Reader(ecosystem))
    draft = gathered.draft
    draft.name, draft.id, draft.employees = name, identity, None if employees is None else int(employees)
    draft.budget_eur, draft.hours_per_week, draft.maturity = budget, hours, maturity
    gathered.read(shares, depends_on, activity, trait, goal, skill, adopted, seen, country)
    gathered.read_platforms(platform or [])
    gathered.refuse()
    target = _interviewed(gathered.reader, draft, file, force=force) if asked else file
    draft.overlays = [_beside(path, target) for path in overlay or []]
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


def _beside(path: Path, target: Path | None) -> str:
    """Return a path as it reads from the folder of the business file."""
    folder = Path() if target is None else target.parent
    return Path(os.path.relpath(path, folder)).as_posix()


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


class _Gathered:
    """Reads flags into a draft and keeps everything that is wrong with them."""

    def __init__(self, reader: "Reader") -> None:
        from ecomap.cli.businesses.answers import Draft

        self.reader, self.draft = reader, Draft()
        self.problems: list[Problem] = []

    def read(
        self, sectors: dict[str, float], depends_on: Sequence[str] | None, activities: Sequence[str] | None,
        traits: Sequence[str] | None, goals: Sequence[str] | None, skills: Sequence[str] | None,
        adopted: Sequence[str] | None, seen: Sequence[str] | None, country: str | None,
    ) -> None:  # fmt: skip
        """Read what names something in the map."""
        draft = self.draft
        for text, weight in sectors.items():
            name = self._read("--sector", text, self.reader.of("firm"))
            if name is not None:
                draft.sectors[name] = draft.sectors.get(name, 0.0) + weight
        draft.depends_on = self._pairs("--depends-on", depends_on, "firm", PART)
        draft.activities = self._pairs("--activity", activities, "activity", HELD)
        draft.traits = self._pairs("--trait", traits, "trait", HELD, "1")
        draft.skills = self._pairs("--skill", skills, "skill", LEVEL)
        draft.goals = self._pairs("--goal", goals, "goal", GOAL_WEIGHT, "1")
        named = [part.strip() for text in adopted or [] for part in text.split(",") if part.strip()]
        trends = [self._read("--adopted", text, self.reader.of("use")) for text in named]
        draft.adopted = list(dict.fromkeys(trend for trend in trends if trend))
        draft.influences = list(self._seen(seen or []))
        draft.country = self._read("--country", country, self.reader.of("country")) if country else None

    def read_platforms(self, texts: Sequence[str]) -> None:
        """Read which platforms carry the business."""
        from ecomap.cli.businesses.answers import carried

        for text in texts:
            pair = read_assignment(text)
            called, _, function = pair.name.rpartition(".")
            name = self._read("--platform", called or pair.name, self.reader.of("platform"))
            said = self._read("--platform", f"{function} {pair.value}", carried)
            if name is not None and said is not None:
                self.draft.platforms.setdefault(name, {}).update(said)

    def _read(self, option: str, text: str, read: "Callable[[str], T]") -> "T | None":
        from ecomap.cli.businesses.answers import Refused
        from ecomap.errors import Location, Problem

        try:
            return read(text)
        except Refused as refused:
            self.problems.append(Problem(Location(option), "", str(refused)))
            return None

    def _pairs(
        self, option: str, texts: Sequence[str] | None, kind: str, of: Quantity, alone: str = ""
    ) -> dict[str, float]:
        from ecomap.cli.businesses.answers import number
        from ecomap.io.shares import said_of

        found: dict[str, float] = {}
        for one in said_of(kind, texts or [], self.reader.names):
            said = alone if one.number is None else one.number
            key, value = self._read(option, one.name, self.reader.of(kind)), self._read(option, said, number(of))
            if key is not None and value is not None:
                found[key] = value
        return found

    def _seen(self, texts: Sequence[str]) -> Iterator["OwnInfluence"]:
        from ecomap.cli.businesses.answers import Refused, number
        from ecomap.model import OwnInfluence

        def words(text: str) -> str:
            if not text:
                raise Refused('write TREND=SHARE:REASON, like "online-booking=0.4:4 of the 10 schools near me".')
            return text

        for text in texts:
            named, _, rest = text.partition("=")
            part, _, reason = rest.partition(":")
            trend = self._read("--seen", named.strip(), self.reader.of("trend"))
            amount, said = self._read("--seen", part.strip(), number(PART)), self._read("--seen", reason.strip(), words)
            if trend is not None and amount is not None and said is not None:
                yield OwnInfluence(trend=trend, share=amount, reason=said)

    def refuse(self) -> None:
        """Tell everything that is wrong, if anything is."""
        from ecomap.errors import SchemaError

        if self.problems:
            raise SchemaError(self.problems)
