"""``ecomap analyze``: the ranking."""

import shlex
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import typer

from ecomap.cli import choices
from ecomap.cli.choices import Method, View
from ecomap.cli.output import remark
from ecomap.cli.rooms import firms, io, model, naming, render, results, verbs
from ecomap.cli.shares import numbers, sector_shares
from ecomap.cli.typed import as_new_file, said_of_firm
from ecomap.io.amounts import HELD, WEIGHT

Condition = StrEnum("Condition", ["privacy", "bias", "jobs", "inclusion", "not-assessed", "basics", "threats"])


@choices.answering()
def analyze(
    business: str | None = None, sector: list[str] | None = None, country: str | None = None,
    employees: float | None = None, trait: list[str] | None = None, goal: list[str] | None = None,
    top: int | None = None, horizon: float = 3.0, view: View = "all", method: Method = "walks",
    as_of: datetime | None = None, fail_on: list[Condition] | None = None, chosen: choices.Format = "table",
    map_file: list[Path] | None = None,
) -> choices.Answer:  # fmt: skip
    from ecomap.model import Settings

    opened = _opened(business, sector, map_file)
    goals, traits = (numbers(kind, texts, f"--{kind}", opened.ecosystem, of)
                     for kind, texts, of in (("goal", goal, WEIGHT), ("trait", trait, HELD)))  # fmt: skip
    described = _overruled(opened, country, employees, traits, goals)
    screenful = render.ranking.SCREENFUL if chosen == "table" else None
    rows = None if fail_on else top or screenful  # a condition asks of every row
    ranking = verbs.ranking.rank_trends(
        opened.ecosystem, described, Settings(horizon=horizon), view=view, method=method, top=rows,
        pathways=chosen in ("json", "jsonl"), as_of=choices.day(as_of), sha256=opened.sha256,
    )  # fmt: skip
    called = {trend.id: trend.name for trend in opened.ecosystem.trends}
    called |= {step.practice: step.name for step in opened.ecosystem.steps}
    called |= {kind.id: kind.name for kind in (opened.ecosystem.kinds if described.kinds else ())}
    unmet = "; ".join(_unmet(ranking, fail_on or [], called))
    sheet = render.ranking.ranking_sheet(ranking, top, called)
    return replace(sheet, next_step=_next_step(business, ranking, map_file), unmet=unmet)


def _opened(name: str | None, sectors: list[str] | None, map_file: list[Path] | None) -> "io.businesses.Opened":
    if (name is None) == (not any(map(str.strip, sectors or []))):
        raise typer.BadParameter("name a business (file, -, template or trade) or give --sector, one of the two.")
    if name is not None:
        return io.businesses.open_business(name, map_file)
    ecosystem, sha256 = io.maps.load_map(map_file)
    firm = io.businesses.business_of_sectors(sector_shares(sectors, ecosystem), ecosystem)
    opened = io.businesses.Opened(ecosystem, sha256, (firm,))
    for text in sectors or ():
        found = naming.Names.of(ecosystem).coded(text.rpartition("=")[0] or text)
        read = [one.text.removeprefix("code ") for one in found]
        if len(read) > 1:  # several trades of one sector
            remark(f'"{text}" may be {" or ".join(read)}. Taken is their sector; write one of them to be told more.')
    return opened


def _overruled(
    opened: "io.businesses.Opened", country: str | None, employees: float | None, traits: dict[str, float],
    goals: dict[str, float],
) -> "model.Business":  # fmt: skip
    """Return the business with what the command line says in the place of what it says."""
    names, said, business = naming.Names.of(opened.ecosystem), dict[str, object](), firms.as_named(opened.business)
    if country is not None:
        said["country"] = names.country(country)
    if employees is not None:
        said["employees"] = int(employees)
    if traits:
        said["traits"] = business.traits | {names.known("trait", name): level for name, level in traits.items()}
    if goals:
        said["goals"] = {names.known("goal", name): weight for name, weight in goals.items()}
    return firms.described(business.model_copy(update=said), opened.ecosystem)


def _unmet(ranking: "results.ranking.Ranking", conditions: "list[Condition]", called: dict[str, str]) -> Iterator[str]:
    begun = [row for row in ranking.opportunities if row.action.name in ("act", "pilot")]
    for condition in dict.fromkeys(conditions):
        found = [row.trend.name for row in begun if condition in row.flags]
        if condition == "basics":
            found = [called[name] for name in ranking.basics]
        elif condition == "threats":
            found = [row.trend.name for row in ranking.threats if row.action.name == "act"]
        if found:
            yield f"{condition}: {', '.join(found)}"


def _next_step(name: str | None, ranking: "results.ranking.Ranking", maps: list[Path] | None) -> str:
    if name is None or (maps and not io.businesses.is_file(name)):
        return f"{as_new_file()}   (a file of your own says more than sectors)"
    if io.businesses.is_file(name) and ranking.opportunities:
        first = ranking.opportunities[: render.ranking.SCREENFUL]
        begun = [row.trend.id for row in first if row.action.name in ("act", "pilot")]
        if not begun:
            return f"ecomap plan {shlex.quote(name)}   (what to begin with the hours and money there are)"
        return f"ecomap explain {shlex.quote(name)} {begun[0]}   (why?)"
    if files := io.businesses.almost(name):
        return f"ecomap analyze {shlex.quote(files[0])}   (your file)"
    if io.businesses.meant(name) == "trade" and said_of_firm():
        return f"{as_new_file()}   (your own file: every command takes it)"
    return f"ecomap business show {shlex.quote(name)} -o mine.yaml   (and edit it)"  # never over one that is there
