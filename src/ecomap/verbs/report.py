"""All that is known of one business in one answer: the ranking opened, what others show, platforms, evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from ecomap.model import AnyMap, Business, CompiledMap, Settings
from ecomap.record import copied
from ecomap.results.logbook import Pilot
from ecomap.results.ranking import RankedTrend, Ranking
from ecomap.results.report import CitedEvidence, Ground, Report, ReportedTrend
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.benchmark import learn_from_others
from ecomap.verbs.explanation import waterfall_of
from ecomap.verbs.plan import plan_year
from ecomap.verbs.platforms import weigh_platforms
from ecomap.verbs.ranking import default_settings, rank_trends
from ecomap.verbs.words import first_paragraph, percent

OPPORTUNITIES, LESSONS = 8, 4  # rows and lessons of a page: what a person reads at a sitting


def make_report(
    ecosystem: AnyMap,
    business: Business,
    settings: Settings | None = None,
    *,
    top: int = OPPORTUNITIES,
    plan: bool = True,
    pilots: Sequence[Pilot] = (),
    as_of: date | None = None,
    sha256: str = "",
) -> Report:
    """Put all that is known of a business together.

    Parameters
    ----------
    top
        Opportunities, each opened; of the threats half as many.
    plan
        Whether the year ahead is planned, which takes most of the time.
    pilots
        Of the logbook, for the plan.
    as_of
        Day for which the law is asked; left out: the 15th of the month of the map's version.

    Returns
    -------
    Report
        The rows of `rank_trends`, the lessons of `learn_from_others`, the platforms of `weigh_platforms`, and the
        evidence that the rows name.
    """
    compiled, settings = compiled_map(ecosystem), settings or default_settings()
    ranking = rank_trends(compiled, business, settings, top=top, pathways=True, as_of=as_of, sha256=sha256)
    shown = replace(ranking, threats=ranking.threats[: max(1, top // 2)])
    opened = tuple(_opened(compiled, shown, row) for row in shown.opportunities)
    opened += tuple(_opened(compiled, shown, row, threat=True) for row in shown.threats)
    kinds = [kind for kind in (compiled.kinds if ranking.business.kinds else ()) if kind.id in ranking.business.kinds]
    names = {item.id: item.name for items in (compiled.traits, compiled.activities, compiled.trends) for item in items}
    names |= {kind.id: kind.name for kind in kinds}
    return Report(
        ranking.program, ranking.map, ranking.business, ranking.today, ranking.horizon, ranking.as_of, shown, opened,
        benchmark=learn_from_others(compiled, business, settings, top=LESSONS, sha256=sha256),
        platforms=weigh_platforms(compiled, business, settings, sha256=sha256),
        plan=plan_year(compiled, business, settings, pilots=pilots, as_of=as_of, proof=False, sha256=sha256)
        if plan
        else None,
        evidence=tuple(_cited(compiled, shown, opened)),
        limits=tuple(item.text for item in compiled.limits),
        trend_names=names | {id: step.name for id, step in compiled.step_by_practice.items()},
        kinds_abroad={kind.id: kind.abroad for kind in kinds},
    )  # fmt: skip


def _opened(compiled: CompiledMap, ranking: Ranking, row: RankedTrend, *, threat: bool = False) -> ReportedTrend:
    names, record = ranking.sector_names, compiled.trend_by_id[row.trend.id]
    leaders = [names[sector] for sector in row.from_sectors[:2]]
    own = [names[sector] for sector in ranking.business.sectors]
    return ReportedTrend(
        row.trend.id,
        record.summary,
        first_paragraph(row, leaders, own, ranking.horizon, threat=threat),
        waterfall_of(row),
        tuple((item.text, item.mitigation) for item in record.challenges),
        tuple(_grounds(compiled, ranking, row)),
    )


def _grounds(compiled: CompiledMap, ranking: Ranking, row: RankedTrend) -> Iterator[Ground]:
    """Yield what a row rests on: figures of its own sectors, level and growth, pathways, costs of the first step."""
    axes, trend = compiled.arrays, compiled.arrays.trend_index[row.trend.id]
    for sector in ranking.business.sectors:
        place = axes.sector_index[sector]
        if not np.isnan(axes.published[trend, place]):
            evidence = compiled.evidence[axes.figure_evidence[trend, place]]
            told = f"{ranking.sector_names[sector]} {percent(float(axes.published[trend, place]))}"
            counts = compiled.trends[trend].counted.get(evidence, "")
            yield Ground("figure", f"{told} {counts}".rstrip(), evidence)
    for id in (row.trend.id, row.first_step.practice):
        yield from (Ground(item.kind, item.reason, item.evidence) for item in compiled.grounds_of.get(id, ()))


def _cited(compiled: CompiledMap, ranking: Ranking, opened: tuple[ReportedTrend, ...]) -> Iterator[CitedEvidence]:
    """Yield the records that the rows name, each once, in the order in which they are named."""
    records = {record.id: record for record in compiled.records}
    named = [ground.evidence for row in opened for ground in row.grounds]
    rows = (*ranking.opportunities, *ranking.threats)
    named += [name for row in rows for way in row.pathways for name in way.evidence]
    yield from (copied(CitedEvidence, records[name]) for name in dict.fromkeys(named) if name in records)
