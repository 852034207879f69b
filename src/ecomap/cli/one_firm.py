"""The commands that ask one thing of one firm: explain, whatif, benchmark, globalise, platforms, plan, report."""

import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import typer

from ecomap.cli import choices
from ecomap.cli.logbooks import Firm
from ecomap.cli.shares import numbers
from ecomap.cli.typed import again
from ecomap.io.amounts import ANY, SHARE, AmountError, read_assignment, read_number

if TYPE_CHECKING:
    from ecomap.results.globalise import Globalisation

Mediation = Literal["country", "none"]
MONTH = r"(?P<y>[0-9]{4})[-/.](?P<m>0?[1-9]|1[0-2])|(?P<m2>0?[1-9]|1[0-2])[-/.](?P<y2>[0-9]{4})"
POINTS = r"\+?\s*(.*?)\s*(?:%|pp|points?)"  # a rise of a fee, as people write it


@choices.answering(piped="table")
def explain(
    firm: Firm, trend: str, versus: str | None = None, why_not: bool = False, method: choices.Method = "walks",
    horizon: float = 3.0, as_of: datetime | None = None,
) -> choices.Answer:  # fmt: skip
    from ecomap.model import Settings
    from ecomap.render.explanation import explanation_sheet
    from ecomap.verbs.explanation import explain_trend

    day, settings = choices.day(as_of), Settings(horizon=horizon)
    found = firm.ask(explain_trend, trend, settings, versus=versus, method=method, as_of=day)
    known = (firm.ecosystem.trends, firm.ecosystem.activities, firm.ecosystem.traits)
    called = {item.id: item.name for kind in known for item in kind}
    called |= {step.practice: step.name for step in firm.ecosystem.steps}
    return explanation_sheet(found, called, why_not=why_not)


@choices.answering(piped="table")
def whatif(
    firm: Firm, sets: list[str] | None = None, cut: list[str] | None = None, adopt: list[str] | None = None
) -> choices.Answer:
    from ecomap.model import Settings
    from ecomap.render.movement import whatif_sheet
    from ecomap.verbs.whatif import World, what_if

    if not (sets or cut or adopt):
        raise typer.BadParameter("say what to change: --set, --cut or --adopt.")
    changes: dict[str, str] = {}
    for text in sets or []:
        name, equals, value = text.rpartition("=")
        if not equals or not name:
            raise typer.BadParameter(f'"{text}": write NAME=NUMBER; of a trend: --adopt TREND.', param_hint="--set")
        if changes.setdefault(name.strip(), value.strip()) != value.strip():
            raise typer.BadParameter(f"{name.strip()} is given twice, with two numbers. Give one.", param_hint="--set")
    world = World(firm.ecosystem, firm.business, Settings())
    result = what_if(world, sets=changes, cuts=tuple(cut or ()), adopt=tuple(adopt or ()), sha256=firm.sha256)
    return whatif_sheet(result)


@choices.answering()
def benchmark(
    firm: Firm, goal: list[str] | None = None, activity: str | None = None, area: str | None = None,
    other: str | None = None, top: int | None = None,
) -> choices.Answer:  # fmt: skip
    from ecomap.render.benchmark import benchmark_sheet
    from ecomap.verbs.benchmark import learn_from_others

    goals = numbers("goal", goal, "--goal", firm.ecosystem)
    found = firm.ask(learn_from_others, goals=goals, activity=activity, area=area, sector=other, top=top)
    return benchmark_sheet(found, again(), whole=top is not None)


@choices.answering()
def globalise(
    firm: Firm, to: list[str] | None = None, rank: bool = False, mediation: Mediation = "country", full: bool = False,
    horizon: float = 3.0, as_of: datetime | None = None,
) -> choices.Answer:  # fmt: skip
    from ecomap.io.statistics import load_statistics
    from ecomap.model import Settings
    from ecomap.render.globalise import globalisation_sheet
    from ecomap.verbs import globalise as across

    found = firm.ask(
        across.globalise, to or [], Settings(horizon=horizon), rank=rank or not to, mediation=mediation,
        as_of=choices.day(as_of), statistics=load_statistics(firm.maps),
    )  # fmt: skip
    if not to and not rank:
        if found.reach.abroad:
            raise typer.BadParameter("name a country, as --to DE, or see which comes first with --rank.")
        found = replace(found, ranking=())
    return replace(globalisation_sheet(found, full=full), next_step="" if full else _across_next(found))


def _across_next(found: "Globalisation") -> str:
    if found.markets or not found.ranking or not found.reach.abroad:
        return again("--full")
    there = again("--to", found.ranking[0].country).replace(" --rank", "", 1)
    return f"{there}   (what it takes there)" if there else ""


@choices.answering()
def platforms(
    firm: Firm, cut: list[str] | None = None, fee: list[str] | None = None, rule: list[str] | None = None,
    turnover: float | None = None, full: bool = False,
) -> choices.Answer:  # fmt: skip
    from ecomap.render.platforms import platforms_sheet
    from ecomap.verbs.platforms import weigh_platforms

    rules = numbers("platform", rule, "--rule", firm.ecosystem, SHARE, None)
    cuts, fees = tuple(cut or ()), dict(map(_rise, fee or []))
    answer = firm.ask(weigh_platforms, cuts=cuts, fees=fees, rules=rules, turnover_eur=turnover)
    return platforms_sheet(answer, firm.name, full=full)


def _rise(text: str) -> tuple[str, float]:
    """Read NAME=+3pp: points of a per cent, for a fee of 15 % that becomes 18 %."""
    pair = read_assignment(text)
    match = re.fullmatch(POINTS, pair.value)
    if not pair.name or match is None:
        raise typer.BadParameter(f'"{text}": write it like {pair.name or "airbnb"}=+3pp.', param_hint="--fee")
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
    from ecomap.render.plan import plan_sheet
    from ecomap.results.logbook import Pilot
    from ecomap.verbs.plan import plan_year

    found = firm.ask(
        plan_year, months=months, start=start, done=dict(map(_begun, done or [])), pilots=firm.entries(Pilot),
        ethics=ethics, draws=draws, limits=limits, why_not=why_not, as_of=choices.day(as_of),
    )  # fmt: skip
    return plan_sheet(found, again())


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
    from ecomap.io.languages import read_catalogue
    from ecomap.model import Settings
    from ecomap.render.report import report_sheet
    from ecomap.results.logbook import Pilot
    from ecomap.verbs.report import make_report

    pilots, day = firm.entries(Pilot) if plan else (), choices.day(as_of)
    found = firm.ask(make_report, Settings(horizon=horizon), top=top, plan=plan, pilots=pilots, as_of=day)
    return report_sheet(found, read_catalogue(language))
