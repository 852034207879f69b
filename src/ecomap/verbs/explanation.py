"""One trend of one business, opened: pathways that add up, what they rest on, what would change the rank."""

import math

import numpy as np

from ecomap.engine import contributions, likelihood
from ecomap.engine.propagation import walk_shares
from ecomap.errors import MethodError
from ecomap.graph import with_business
from ecomap.model import Business, EcosystemMap, Settings, Trend
from ecomap.results.explanation import Change, CouplingShare, Explanation, FactorPart, SectorPush, Versus, WaterfallStep
from ecomap.results.ranking import MapLabel, Method, ProgramLabel, RankedTrend
from ecomap.verbs import scoring
from ecomap.verbs.ranking import business_label
from ecomap.verbs.rows import RowMaker
from ecomap.verbs.scoring import ScoredList
from ecomap.verbs.standings import Standings, find_standings
from ecomap.verbs.swaps import smallest_changes
from ecomap.verbs.words import first_paragraph
from ecomap.version import VERSION

PATHWAYS, COUPLINGS = 8, 6
"""Pathways and couplings told in an explanation; the rest is summed."""


def explain_trend(
    ecosystem: EcosystemMap,
    business: Business,
    trend: str,
    settings: Settings | None = None,
    *,
    versus: str | None = None,
    method: Method = "walks",
    sha256: str = "",
) -> Explanation:
    """Explain where a trend stands for a business.

    Parameters
    ----------
    trend
        Id of the trend.
    versus
        Id of another trend to set against it; left out: the one that holds the third rank, if this one ranks below.
    method
        How influence is counted, as in `rank_trends`.

    Raises
    ------
    MethodError
        The business uses the trend already, so that it has no rank.
    """
    settings = settings or Settings()
    _refuse_adopted(business, trend, versus)
    graph = with_business(ecosystem, business)
    numbers = find_standings(graph, ecosystem, business, settings, method)
    scored = _list_of(numbers, business, settings, ecosystem.trend_by_id[trend])
    i = numbers.axes.trends.index(trend)
    if i not in scored.order:
        raise MethodError(f'"{trend}" touches nothing of what this business does, so it has no rank.')
    maker = RowMaker(ecosystem, settings, numbers)
    row = maker.rows(scored, only=[i])[0]
    points = float(maker.per_log_odds[i] * scored.share[i])
    pathways, remainder = maker.routes.pathways(i, points, PATHWAYS)
    rival = _rival(numbers, scored, i, versus)
    ties = _couplings(numbers, maker, settings, i, points) if method == "walks" else ()
    network = float(numbers.parts.network[i])
    alone = float(maker.routes.push_of_weight(i) @ numbers.business.exposure)
    return Explanation(
        program=ProgramLabel("ecomap", VERSION),
        map=MapLabel(ecosystem.id, ecosystem.version, sha256),
        business=business_label(business, numbers.business),
        settings=settings.model_dump(),
        method=method,
        list="threats" if scored.threats else "opportunities",
        of=len(scored.order),
        today=math.floor(maker.now),
        horizon=math.floor(maker.now + settings.horizon),
        row=row,
        summary=ecosystem.trend_by_id[trend].summary,
        words=_words(ecosystem, numbers, row, maker, scored.threats),
        waterfall=_waterfall(numbers, row, i, points, float(scored.share[i])),
        pathways=pathways,
        remainder=remainder,
        remainder_by_sector=_pushes(maker.routes.remainder_by_sector(i, pathways), points),
        sectors=_pushes(maker.routes.remainder_by_sector(i, ()), points),
        couplings=ties,
        couplings_rest=network - alone - sum(tie.share for tie in ties),
        without_couplings=alone,
        versus=None if rival is None else _versus(numbers, scored, i, rival),
        changes=()
        if rival is None or scored.score[rival] <= 0
        else smallest_changes(numbers, scored, settings, i, rival),
        challenges=tuple((item.text, item.mitigation) for item in ecosystem.trend_by_id[trend].challenges),
        prerequisites=ecosystem.trend_by_id[trend].prerequisites,
        sector_names={sector.id: sector.short for sector in ecosystem.sectors},
    )


def _changes(
    numbers: Standings, scored: ScoredList, settings: Settings, i: int, rival: int | None
) -> tuple[Change, ...]:
    if rival is None or scored.score[rival] <= 0:
        return ()
    return smallest_changes(numbers, scored, settings, i, rival)


def _refuse_adopted(business: Business, *trends: str | None) -> None:
    for trend in trends:
        if trend in business.adopted:
            raise MethodError(f'"{trend}" is in use already, so it has no rank. Take it out of adopted to see one.')


def _list_of(numbers: Standings, business: Business, settings: Settings, trend: Trend) -> ScoredList:
    """Return the list to which most of a trend's effect belongs."""
    threat = numbers.business.opportunity[numbers.axes.trends.index(trend.id)] < 0.5
    if threat:
        return scoring.threats(numbers, business, settings)
    return scoring.opportunities(numbers, business, settings, "all")


def _rival(numbers: Standings, scored: ScoredList, i: int, versus: str | None) -> int | None:
    if versus is not None:
        return numbers.axes.trends.index(versus)
    place = scored.order.index(i)
    return scored.order[2] if place > 2 else scored.order[place + 1] if place + 1 < len(scored.order) else None


def _words(
    ecosystem: EcosystemMap, numbers: Standings, row: RankedTrend, maker: RowMaker, threat: bool
) -> tuple[str, ...]:
    leaders = [ecosystem.sector_by_id[sector].short for sector in row.from_sectors[:2]]
    own = [ecosystem.sector_by_id[numbers.axes.sectors[s]].short for s in np.flatnonzero(numbers.business.own)]
    return first_paragraph(row, leaders, own, math.floor(maker.now + maker.settings.horizon), threat=threat)


def _waterfall(numbers: Standings, row: RankedTrend, i: int, points: float, share: float) -> tuple[WaterfallStep, ...]:
    parts, touch = numbers.parts, numbers.touch
    base = float(likelihood.points_of_norm(parts, touch)[i]) * share
    typical = 100 * float(touch[i]) * share * float(likelihood.logistic(parts.norm[i]))
    odds = row.log_odds
    return (
        WaterfallStep("norm", odds.norm, typical),
        WaterfallStep("pace", odds.pace, base - typical),
        WaterfallStep("readiness", odds.readiness, odds.readiness * points),
        WaterfallStep("own sector", odds.own_sector, odds.own_sector * points),
        WaterfallStep("one step", odds.direct, odds.direct * points),
        WaterfallStep("more steps", odds.indirect, odds.indirect * points),
    )


def _pushes(by_sector: dict[str, float], points: float) -> tuple[SectorPush, ...]:
    found = [SectorPush(sector, push, push * points) for sector, push in by_sector.items() if abs(push) > 1e-12]
    return tuple(sorted(found, key=lambda item: (-abs(item.push), item.sector)))


def _couplings(
    numbers: Standings, maker: RowMaker, settings: Settings, i: int, points: float
) -> tuple[CouplingShare, ...]:
    """Return the couplings with the largest exact shares, and what the sum would be without each."""
    push = maker.routes.push_of_weight(i)
    given = (numbers.axes.coupling, settings.attenuation, numbers.business.exposure, push)
    shares = contributions.coupling_shares(*given)
    sectors = numbers.axes.sectors
    order = sorted(zip(*np.nonzero(shares), strict=True), key=lambda edge: (-abs(shares[edge]), edge))
    return tuple(
        CouplingShare(
            sectors[k], sectors[m], float(numbers.axes.coupling[k, m]), float(shares[k, m]),
            float(shares[k, m]) * points, _if_removed(numbers, settings, i, k, m),
        )
        for k, m in order[:COUPLINGS]
    )  # fmt: skip


def _if_removed(numbers: Standings, settings: Settings, i: int, k: int, m: int) -> float:
    """Return how the network part of a trend would change if a coupling were not there."""
    coupling = numbers.axes.coupling.copy()
    coupling[k, m] = 0.0
    business = numbers.business
    shares = walk_shares(coupling, settings.attenuation, business.exposure, business.own)
    known = numbers.axes.known[i : i + 1]
    network = likelihood.network_part(numbers.lead[i : i + 1], known, shares, business.own)
    total = float(network.own_sector[0] + network.direct[0] + network.indirect[0])
    return settings.network_strength * total - float(numbers.parts.network[i])


def _versus(numbers: Standings, scored: ScoredList, i: int, rival: int) -> Versus:
    parts = score_parts(numbers, scored, i, numbers, scored, rival)
    return Versus(
        numbers.axes.trends[rival],
        scored.rank(rival),
        float(100 * scored.score[i]),
        float(100 * scored.score[rival]),
        parts,
    )


def score_parts(
    numbers: Standings, scored: ScoredList, i: int, other: Standings, other_scored: ScoredList, j: int
) -> tuple[FactorPart, ...]:
    """Split the difference of two priorities, in points, by factor.

    Logarithmic mean (LMDI, Ang 2004, Energy Policy 32): with M = (P - P') / (ln P - ln P') each factor gets
    100 M alpha ln(c / c'), and the parts sum to 100 (P - P'). A priority of 0 has no logarithm, and no parts.
    """
    first, second = float(scored.score[i]), float(other_scored.score[j])
    if min(first, second) <= 0:
        return ()
    mean = first if math.isclose(first, second, rel_tol=1e-12) else (first - second) / math.log(first / second)
    influence, goal, last = (float(a) for a in scored.factors.exponents)
    factors = {
        "likelihood": (influence, numbers.likelihood[i], other.likelihood[j]),
        "touch": (influence, numbers.touch[i], other.touch[j]),
        "share": (influence, scored.share[i], other_scored.share[j]),
        "goals": (goal, scored.factors.values[1][i], other_scored.factors.values[1][j]),
        "means": (last, scored.factors.values[2][i], other_scored.factors.values[2][j]),
    }
    return tuple(
        FactorPart(name, float(here), float(there), 100 * mean * alpha * math.log(float(here) / float(there)))
        for name, (alpha, here, there) in factors.items()
    )
