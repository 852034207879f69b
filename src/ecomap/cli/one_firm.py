"""The commands that ask one thing of one firm: explain, whatif, benchmark, globalise, platforms, plan, report."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Literal

import typer

from ecomap.cli import choices
from ecomap.cli.logbooks import Firm
from ecomap.cli.rooms import entries, io, model, render, results, verbs
from ecomap.cli.shares import numbers
from ecomap.cli.typed import again
from ecomap.io.amounts import ANY, SHARE, AmountError, read_assignment, read_number

Mediation = Literal["country", "none"]
MONTH = r"(?P<y>[0-9]{4})[-/.](?P<m>0?[1-9]|1[0-2])|(?P<m2>0?[1-9]|1[0-2])[-/.](?P<y2>[0-9]{4})"
POINTS = r"\+?\s*(.*?)\s*(?:%|pp|points?)"  # a rise of a fee, as people write it


@choices.answering(piped="table")
def explain(
    firm: Firm, trend: str, versus: str | None = None, why_not: bool = False, method: choices.Method = "walks",
    horizon: float = 3.0, as_of: datetime | None = None,
) -> choices.Answer:  # fmt: skip
    day, settings = choices.day(as_of), model.Settings(horizon=horizon)
    found = firm.ask(verbs.explanation.explain_trend, trend, settings, versus=versus, method=method, as_of=day)
    known = (firm.ecosystem.trends, firm.ecosystem.activities, firm.ecosystem.traits)
    called = {item.id: item.name for kind in known for item in kind}
    called |= {step.practice: step.name for step in firm.ecosystem.steps}
    return render.explanation.explanation_sheet(found, called, why_not=why_not)


@choices.answering(piped="table")
def whatif(
    firm: Firm, sets: list[str] | None = None, cut: list[str] | None = None, adopt: list[str] | None = None
) -> choices.Answer:
    if not (sets or cut or adopt):
        raise typer.BadParameter("say what to change: --set, --cut or --adopt.")
    changes: dict[str, str] = {}
    for text in sets or []:
        name, equals, value = text.rpartition("=")
        if not equals or not name:
            raise typer.BadParameter(f'"{text}": write NAME=NUMBER; of a trend: --adopt TREND.', param_hint="--set")
        if changes.setdefault(name.strip(), value.strip()) != value.strip():
            raise typer.BadParameter(f"{name.strip()} is given twice, with two numbers. Give one.", param_hint="--set")
    world = verbs.whatif.World(firm.ecosystem, firm.business, model.Settings())
    cuts, adopted = tuple(cut or ()), tuple(adopt or ())
    found = verbs.whatif.what_if(world, sets=changes, cuts=cuts, adopt=adopted, sha256=firm.sha256)
    return render.movement.whatif_sheet(found)


@choices.answering()
def benchmark(
    firm: Firm, goal: list[str] | None = None, activity: str | None = None, area: str | None = None,
    other: str | None = None, top: int | None = None,
) -> choices.Answer:  # fmt: skip
    goals = numbers("goal", goal, "--goal", firm.ecosystem)
    learn = verbs.benchmark.learn_from_others
    found = firm.ask(learn, goals=goals, activity=activity, area=area, sector=other, top=top)
    return render.benchmark.benchmark_sheet(found, again(), whole=top is not None)


@choices.answering()
def globalise(
    firm: Firm, to: list[str] | None = None, rank: bool = False, mediation: Mediation = "country", full: bool = False,
    horizon: float = 3.0, as_of: datetime | None = None,
) -> choices.Answer:  # fmt: skip
    found = firm.ask(
        verbs.globalise.globalise, to or [], model.Settings(horizon=horizon), rank=rank or not to, mediation=mediation,
        as_of=choices.day(as_of), statistics=io.statistics.load_statistics(firm.maps),
    )  # fmt: skip
    if not to and not rank:
        if found.reach.abroad:
            raise typer.BadParameter("name a country, as --to DE, or see which comes first with --rank.")
        found = replace(found, ranking=())
    sheet = render.globalise.globalisation_sheet(found, full=full)
    return replace(sheet, next_step="" if full else _across_next(found))


def _across_next(found: "results.globalise.Globalisation") -> str:
    if found.markets or not found.ranking or not found.reach.abroad:
        return again("--full")
    there = again("--to", found.ranking[0].country).replace(" --rank", "", 1)
    return f"{there}   (what it takes there)" if there else ""


@choices.answering()
def platforms(
    firm: Firm, cut: list[str] | None = None, fee: list[str] | None = None, rule: list[str] | None = None,
    turnover: float | None = None, full: bool = False,
) -> choices.Answer:  # fmt: skip
    rules = numbers("platform", rule, "--rule", firm.ecosystem, SHARE, None)
    cuts, fees = tuple(cut or ()), dict(map(_rise, fee or []))
    answer = firm.ask(verbs.platforms.weigh_platforms, cuts=cuts, fees=fees, rules=rules, turnover_eur=turnover)
    return render.platforms.platforms_sheet(answer, firm.name, full=full)


def _rise(text: str) -> tuple[str, float]:
    """Read NAME=+3pp: points of a per cent, for a fee of 15 % that becomes 18 %."""
    pair = read_assignment(text)
    match = re.fullmatch(POINTS, pair.value)
    if not pair.name or match is None:
        name = pair.name if pair.sign and pair.name else "airbnb"
        raise typer.BadParameter(f'"{text}": write it like {name}=+3pp.', param_hint="--fee")
    if pair.value.endswith("%") and not pair.value.startswith("+"):
        told = f'"{text}" may be a fee of {pair.value} or one so much higher. Write the rise, like {pair.name}=+'
        raise typer.BadParameter(f"{told}{match[1]}pp.", param_hint="--fee")
    try:
        return pair.name, read_number(match[1], ANY) / 100
    except AmountError as error:
        raise typer.BadParameter(f"{pair.name}: {error}", param_hint="--fee") from None


@choices.answering(dated=True, logbook=True)
def plan(
    firm: Firm, months: int = 12, start: str | None = None, done: list[str] | None = None,
    ethics: Literal["all", "strict"] = "all", draws: int = 0, limits: bool = False, why_not: str | None = None,
    as_of: datetime | None = None,
) -> choices.Answer:  # fmt: skip
    found = firm.ask(
        verbs.plan.plan_year, months=months, start=start, done=dict(map(_begun, done or [])), ethics=ethics,
        pilots=firm.entries(entries.Pilot), draws=draws, limits=limits, why_not=why_not, as_of=choices.day(as_of),
    )  # fmt: skip
    return render.plan.plan_sheet(found, again())


def read_month(text: str) -> str:
    """Return a month as 2026-12, on whichever side of it the four digits of its year stand."""
    found = re.fullmatch(MONTH, text.strip())
    if found is None:
        raise typer.BadParameter(f'"{text}" is no month: write it like 2026-12.')
    return f"{found['y'] or found['y2']}-{found['m'] or found['m2']:0>2}"


def _begun(text: str) -> tuple[str, str | None]:
    pair = read_assignment(text)
    try:
        return pair.name, read_month(pair.value) if pair.sign else None
    except typer.BadParameter:
        way_out = f'"{text}": write the month like {pair.name}=2026-12.'
        raise typer.BadParameter(way_out, param_hint="--done") from None


@choices.answering(logbook=True)
def report(
    firm: Firm, language: choices.Language = "en", top: int = 8, plan: bool = True, horizon: float = 3.0,
    as_of: datetime | None = None,
) -> choices.Answer:  # fmt: skip
    pilots, day = firm.entries(entries.Pilot) if plan else (), choices.day(as_of)
    settings = model.Settings(horizon=horizon)
    found = firm.ask(verbs.report.make_report, settings, top=top, plan=plan, pilots=pilots, as_of=day)
    return render.report.report_sheet(found, io.languages.read_catalogue(language))
