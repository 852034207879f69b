"""One trend of one business, opened: pathways that add up, what they rest on, what would change the rank."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from ecomap.engine.likelihood import logistic, network_part
from ecomap.engine.propagation import Reach, coupling_shares, walk_shares
from ecomap.errors import MethodError
from ecomap.model.compiled import AnyMap, MapTrend
from ecomap.names import Names
from ecomap.results.explanation import CouplingShare, Explanation, FactorPart, SectorPush, Versus, WaterfallStep
from ecomap.results.ranking import LogOddsParts, Method
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.ranking import answer_labels, business_label, default_settings
from ecomap.verbs.rows import RowMaker, list_order
from ecomap.verbs.sensitivity import smallest_changes
from ecomap.verbs.standings import Scored, Standings, exponents, find_standings, scored
from ecomap.verbs.words import first_paragraph

if TYPE_CHECKING:
    from ecomap.model import Business, Settings

PATHWAYS, COUPLINGS = 8, 6
"""Pathways and couplings told in an explanation; the rest is summed."""


def explain_trend(
    ecosystem: AnyMap,
    business: "Business",
    trend: str,
    settings: "Settings | None" = None,
    *,
    versus: str | None = None,
    method: Method = "walks",
    sha256: str = "",
) -> Explanation:
    """Explain where a trend stands for a business.

    Parameters
    ----------
    trend
        The trend, by id, name or alias.
    versus
        Another trend to set against it; left out: the one that holds the third rank, if this one ranks below.

    Raises
    ------
    MethodError
        A trend has no rank, as the business uses it already or for another reason that is told, or the two stand in
        different lists.
    """
    compiled, settings, names = compiled_map(ecosystem), settings or default_settings(), Names.of(ecosystem)
    trend, versus = names.trend(trend), names.trend(versus) if versus else None
    for name in (trend, versus):
        if name in business.adopted:
            raise MethodError(f'"{name}" is in use already, so it has no rank. Take it out of adopted to see one.')
    numbers = find_standings(compiled, business, settings, method)
    i = numbers.axes.trend_index[trend]
    # the list that the map puts it in; of both, that to which most of its effect belongs
    threats = numbers.axes.threats[i] and (not numbers.axes.opportunities[i] or numbers.opportunity[i] < 0.5)
    found = scored(numbers.found, "all", threats=bool(threats))
    order = list_order(found).tolist()
    if i not in order:
        raise MethodError(f'"{trend}" {_why_it_has_no_rank(compiled.trend_by_id[trend], business)}, so it has no rank.')
    place = order.index(i)
    nearest = order[2:3] if place > 2 else order[place + 1 : place + 2]
    rival = numbers.axes.trend_index[versus] if versus else next(iter(nearest), None)
    if versus and rival not in order:
        why = _why_not_beside(compiled.trend_by_id[versus], numbers, found)
        raise MethodError(f'"{versus}" {why}, so the two cannot be set against each other.')
    swapped = rival is not None and rival != i and found.score[0, rival] > 0
    labels, record = answer_labels(compiled, settings, sha256), compiled.trends[i]
    return Explanation(
        **labels,
        business=business_label(business, numbers.readiness),
        method=method,
        list="threats" if found.threats else "opportunities",
        of=len(order),
        summary=record.summary,
        **_opened(RowMaker(compiled, numbers, pathways=True), found, i, labels["horizon"]),
        versus=None if rival is None else _versus(numbers, found, order, i, rival),
        changes=smallest_changes(numbers, found, i, rival) if rival is not None and swapped else (),
        challenges=tuple((item.text, item.mitigation) for item in record.challenges),
        prerequisites=record.prerequisites,
    )


def _opened(maker: RowMaker, found: Scored, i: int, horizon: int) -> dict[str, Any]:
    """Return the row in words and in parts: by step, pathway, sector and coupling."""
    compiled, numbers, row = maker.compiled, maker.numbers, maker.rows(found, only=i)[0][0]
    share = float(found.share[0, i])
    points = float(maker.per_log_odds[i] * share)
    pathways, remainder = maker.pathways(i, points, PATHWAYS)
    couplings = _couplings(numbers, i, points) if numbers.method == "walks" else ()
    alone = float(numbers.push_of_weight(i) @ numbers.exposure)
    leaders = [compiled.sector_by_id[sector].short for sector in row.from_sectors[:2]]
    own = [compiled.sectors[sector].short for sector in np.flatnonzero(numbers.own)]
    return {
        "row": row,
        "words": first_paragraph(row, leaders, own, horizon, threat=found.threats),
        "waterfall": tuple(_waterfall(numbers, row.log_odds, i, points, share)),
        "pathways": pathways,
        "remainder": remainder,
        "remainder_by_sector": _pushes(maker.remainder_by_sector(i, pathways), points),
        "sectors": _pushes(maker.remainder_by_sector(i, ()), points),
        "couplings": couplings,
        "couplings_rest": float(numbers.parts.network[i]) - alone - sum(tie.share for tie in couplings),
        "without_couplings": alone,
    }


def _why_it_has_no_rank(trend: MapTrend, business: "Business") -> str:
    match trend.role:
        case "umbrella":
            return "is a total of other trends"
        case "indicator":
            return "is counted by surveys, and nobody starts it by itself"
    if business.employees is not None and business.employees < trend.employees_min:
        return f"makes sense from {trend.employees_min} people on"
    if trend.gate:
        return f"does not concern this business ({trend.gate[:1].lower()}{trend.gate[1:]})"
    return "touches nothing of what this business does"


def _why_not_beside(trend: MapTrend, numbers: Standings, found: Scored) -> str:
    other = scored(numbers.found, "all", threats=not found.threats)
    if numbers.axes.trend_index[trend.id] in list_order(other).tolist():
        return f"stands among the {'threats' if other.threats else 'opportunities'}"
    return _why_it_has_no_rank(trend, numbers.business)


def _waterfall(numbers: Standings, odds: LogOddsParts, i: int, points: float, share: float) -> Iterator[WaterfallStep]:
    most, norm = 100 * float(numbers.touch[i]) * share, numbers.parts.norm[i]
    typical, start = (most * float(logistic(norm + pace)) for pace in (0.0, numbers.parts.pace[i]))
    yield WaterfallStep("norm", odds.norm, typical)
    yield WaterfallStep("pace", odds.pace, start - typical)
    yield WaterfallStep("readiness", odds.readiness, odds.readiness * points)
    yield WaterfallStep("own sector", odds.own_sector, odds.own_sector * points)
    yield WaterfallStep("one step", odds.direct, odds.direct * points)
    yield WaterfallStep("more steps", odds.indirect, odds.indirect * points)
    if odds.country:
        yield WaterfallStep("country", odds.country, odds.country * points)
    if odds.size:
        yield WaterfallStep("size", odds.size, odds.size * points)


def _pushes(by_sector: dict[str, float], points: float) -> tuple[SectorPush, ...]:
    found = [SectorPush(sector, push, push * points) for sector, push in by_sector.items() if abs(push) > 1e-12]
    return tuple(sorted(found, key=lambda item: (-abs(item.push), item.sector)))


def _couplings(numbers: Standings, i: int, points: float) -> tuple[CouplingShare, ...]:
    """Return the couplings with the largest exact shares, and what the sum would be without each."""
    axes, given = numbers.axes, (numbers.settings.attenuation, numbers.exposure, numbers.push_of_weight(i))
    shares = coupling_shares(axes.coupling, *given)
    order = sorted(zip(*np.nonzero(shares), strict=True), key=lambda edge: (-abs(shares[edge]), edge))
    return tuple(
        CouplingShare(
            axes.sectors[k], axes.sectors[m], float(axes.coupling[k, m]), float(shares[k, m]),
            float(shares[k, m]) * points, _if_removed(numbers, i, k, m),
        )
        for k, m in order[:COUPLINGS]
    )  # fmt: skip


def _if_removed(numbers: Standings, i: int, k: int, m: int) -> float:
    """Return how the network part of a trend would change if a coupling were not there."""
    coupling = numbers.axes.coupling.copy()
    coupling[k, m] = 0.0
    shares = walk_shares(Reach.of(coupling, numbers.settings.attenuation), numbers.exposure, numbers.own)
    network = network_part(numbers.lead[i : i + 1], numbers.axes.known[i : i + 1], shares, numbers.own)
    total = float(network.own_sector[0] + network.direct[0] + network.indirect[0])
    return numbers.settings.network_strength * total - float(numbers.parts.network[i])


def _versus(numbers: Standings, found: Scored, order: list[int], i: int, rival: int) -> Versus:
    return Versus(
        numbers.axes.trends[rival],
        order.index(rival) + 1,
        float(100 * found.score[0, i]),
        float(100 * found.score[0, rival]),
        score_parts((numbers, found, i), (numbers, found, rival)),
    )


Place = tuple[Standings, Scored, int]
"""A trend among the numbers of one business and in one of its lists."""


def score_parts(here: Place, there: Place) -> tuple[FactorPart, ...]:
    """Split the difference of two priorities, in points, by factor.

    Logarithmic mean (LMDI, Ang 2004, Energy Policy 32): with M = (P - P') / (ln P - ln P') each factor gets
    100 M alpha ln(c / c'), and the parts sum to 100 (P - P'). A priority of 0 has no logarithm, and no parts.
    """
    first, second = (float(found.score[0, i]) for _, found, i in (here, there))
    if min(first, second) <= 0:
        return ()
    mean = first if math.isclose(first, second, rel_tol=1e-12) else (first - second) / math.log(first / second)
    influence, goal, means = exponents(here[0].settings).tolist()
    alphas = {"likelihood": influence, "touch": influence, "share": influence, "goals": goal, "means": means}
    pairs = zip(_factors(*here), _factors(*there), strict=True)
    return tuple(
        FactorPart(name, mine, other, 100 * mean * alpha * math.log(mine / other))
        for (name, alpha), (mine, other) in zip(alphas.items(), pairs, strict=True)
    )


def _factors(numbers: Standings, found: Scored, i: int) -> tuple[float, ...]:
    _, goals, means = (math.exp(log[0, i]) for log in found.logs)
    return float(numbers.likelihood[i]), float(numbers.touch[i]), float(found.share[0, i]), goals, means
