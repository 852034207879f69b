"""One trend of one business, opened: pathways that add up, what they rest on, what would change the rank."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.likelihood import logistic
from ecomap.errors import MethodError
from ecomap.model import Business, Settings
from ecomap.model.arrays import MapArrays
from ecomap.model.compiled import AnyMap, CompiledMap
from ecomap.names import Names
from ecomap.results.duties import DutyAnswer
from ecomap.results.explanation import CouplingShare, Explanation, Versus, WaterfallStep
from ecomap.results.ranking import LogOddsParts, Method, RankedTrend
from ecomap.verbs.advice import beside
from ecomap.verbs.arrays import compiled_map, implied, network_of, strengths_of
from ecomap.verbs.duties import duties_of
from ecomap.verbs.movement import score_of, score_parts
from ecomap.verbs.ranking import answer_labels, default_settings, map_day
from ecomap.verbs.rows import RowMaker, list_order
from ecomap.verbs.standings import Scored, Standings, find_standings, scored
from ecomap.verbs.swaps import smallest_changes
from ecomap.verbs.words import first_paragraph

ROUNDING = 1e-12
"""Parts below this are the rounding of a sum, and no step."""
FLAT = 1e-9
"""Distance from the typical firm below which the slope is taken there."""
PATHWAYS, COUPLINGS = 8, 6
"""Pathways and couplings told in an explanation; the rest is summed."""


def explain_trend(
    ecosystem: AnyMap,
    business: Business,
    trend: str,
    settings: Settings | None = None,
    *,
    versus: str | None = None,
    method: Method = "walks",
    as_of: date | None = None,
    sha256: str = "",
) -> Explanation:
    """Explain where a trend stands for a business.

    Parameters
    ----------
    trend
        The trend, by id, name or alias.
    versus
        Another trend to set against it; left out: its neighbour in the list, the one above if there is one.
    as_of
        Day for which the law is asked; left out: the day that the map speaks of as today.

    Raises
    ------
    MethodError
        A trend has no rank, as the business uses it already or for another reason that is told, or the two stand in
        different lists.
    """
    compiled, settings, names = compiled_map(ecosystem), settings or default_settings(), Names.of(ecosystem)
    trend, versus = names.meant("trend", trend), names.meant("trend", versus) if versus else None
    _refuse_what_has_no_rank(business, trend, versus)
    numbers = find_standings(compiled, business, settings, method)
    maker, i = RowMaker(compiled, numbers, pathways=True), numbers.axes.trend_index[trend]
    # the list that the map puts it in; of both, that to which most of its effect belongs
    threats = numbers.axes.threats[i] and (not numbers.axes.opportunities[i] or numbers.found.opportunity[0, i] < 0.5)
    found = scored(numbers.found, threats=bool(threats))
    order = list_order(found).tolist()
    if i not in order:
        raise MethodError(f'"{trend}" {_why_it_has_no_rank(i, maker, found)}, so it has no rank.')
    rival = _rival(maker, found, order, i, versus)
    day = as_of or map_day(compiled)
    labels, record = answer_labels(Explanation, compiled, sha256, business, settings), compiled.trends[i]
    return Explanation(
        **labels,
        method=method,
        list="threats" if found.threats else "opportunities",
        of=len(order),
        summary=record.summary,
        **_opened(maker, found, i, labels["horizon"]),
        versus=None if rival is None else _versus(numbers, found, order, i, rival),
        changes=smallest_changes(maker, found, i, rival) if rival is not None and rival != i else (),
        challenges=tuple((item.text, item.mitigation) for item in record.challenges),
        prerequisites=record.prerequisites,
        duties=_duties(compiled, business, trend, day),
        as_of=day.isoformat(),
    )


def _refuse_what_has_no_rank(business: Business, trend: str, versus: str | None) -> None:
    for name in (trend, versus):
        if name in business.rejected:
            raise MethodError(f'"{name}" is rejected, so it has no rank. Take it out of rejected to see one.')
        if name in business.adopted:
            raise MethodError(f'"{name}" is in use already, so it has no rank. Take it out of adopted to see one.')
    if versus == trend:
        raise MethodError(f'"{trend}" cannot be set against itself.')


def _rival(maker: RowMaker, found: Scored, order: list[int], i: int, versus: str | None) -> int | None:
    """Return what a trend is set against: what was asked for, else its neighbour in the list, the one above first."""
    if versus is None:
        place = order.index(i)
        return next(iter(order[place - 1 : place] or order[place + 1 : place + 2]), None)
    rival = maker.numbers.axes.trend_index[versus]
    if rival not in order:
        why = _why_not_beside(rival, maker, found)
        raise MethodError(f'"{versus}" {why}, so the two cannot be set against each other.')
    return rival


def _duties(compiled: CompiledMap, business: Business, trend: str, day: date) -> tuple[DutyAnswer, ...]:
    """Return the duties that a trend's practices do, and those of who uses it, but for those that do not bind."""
    practices = {step.practice for step in compiled.steps if step.trend == trend and step.practice}
    used_by = {duty.id for duty in compiled.duties if duty.applies and trend in duty.applies.uses}
    user = business.model_copy(update={"adopted": (*business.adopted, trend)})
    return tuple(
        duty
        for duty in duties_of(compiled, user, day)
        if (duty.practice in practices or duty.id in used_by) and duty.applies != "no"
    )


def _opened(maker: RowMaker, found: Scored, i: int, horizon: int) -> dict[str, Any]:
    """Return the row in words and in parts: by step and by pathway."""
    compiled, numbers, row = maker.compiled, maker.numbers, maker.rows(found, only=i)[0][0]
    pathways, remainder = maker.pathways(i, PATHWAYS)
    leaders = [compiled.sector_by_id[sector].short for sector in row.from_sectors[:2]]
    own = [compiled.sectors[sector].short for sector in np.flatnonzero(numbers.own)]
    return {
        "row": row,
        "words": first_paragraph(row, leaders, own, horizon, threat=found.threats),
        "waterfall": waterfall_of(row),
        "pathways": pathways,
        "remainder": remainder,
        "couplings": _couplings(maker, i) if numbers.method == "walks" else (),
    }


ROLES = {
    "umbrella": "is a total of other trends",
    "indicator": "is counted by surveys, and nobody starts it by itself",
    "duty": "is a law: it applies or it does not",
}
"""Why a trend of a role is in no list."""


def _why_it_has_no_rank(i: int, maker: RowMaker, found: Scored) -> str:
    return next(_causes(i, maker, found), "touches nothing of what this business does")


def _causes(i: int, maker: RowMaker, found: Scored) -> Iterator[str]:
    """Yield why a trend is not in a list, the strongest reason first."""
    compiled, numbers = maker.compiled, maker.numbers
    trend, axes, business = compiled.trends[i], numbers.axes, numbers.business
    if trend.role in ROLES:
        yield ROLES[trend.role]
    if axes.basic[i]:
        yield "is a basic that every firm needs, whatever its goals"
    if numbers.found.in_use[0, i]:
        yield "is in use by way of something that is a part of it"
    if business.employees is not None and business.employees < trend.employees_min:
        yield f"makes sense from {trend.employees_min} people on"
    rests_on = [axes.trends[one] for one in implied(axes).of(np.array([i]))[1].tolist()]
    yield from (f'rests on "{one}", which is rejected' for one in rests_on if one in business.rejected)
    if not numbers.found.concerned[0, i]:
        yield f"does not concern this business ({trend.gate[:1].lower()}{trend.gate[1:]})"
    rows = [row for row, others in beside(numbers, found).items() if trend.id in others]
    yield from (f'stands in the row of "{axes.trends[row]}"' for row in rows)
    brought = np.flatnonzero(axes.comes_with[i] & (numbers.found.in_use[0] | found.listed[0]))
    yield from (f'comes along with "{axes.trends[one]}"' for one in brought.tolist())


def _why_not_beside(i: int, maker: RowMaker, found: Scored) -> str:
    other = scored(maker.found, threats=not found.threats)
    if i in list_order(other).tolist():
        return f"stands among the {'threats' if other.threats else 'opportunities'}"
    return _why_it_has_no_rank(i, maker, found)


def waterfall_of(row: RankedTrend) -> tuple[WaterfallStep, ...]:
    """Return what the influence is made of: log-odds sum to those of the share, points to the influence.

    The typical firm's and growth's points are theirs alone; one unit of what is beyond earns
    100 touch (L - L0) / (z - z0), its derivative where z = z0.
    """
    parts, most = row.log_odds, 100 * row.touch
    start = parts.norm + parts.pace
    typical, level = (most * float(logistic(np.array(odds))) for odds in (parts.norm, start))
    beyond, share = parts.total - start, row.likelihood
    slope = (most * share - level) / beyond if abs(beyond) >= FLAT else most * share * (1 - share)
    steps = [WaterfallStep("norm", parts.norm, typical), WaterfallStep("pace", parts.pace, level - typical)]
    for name in LogOddsParts.__match_args__:
        part = getattr(parts, name)
        if name not in ("norm", "pace", "total") and abs(part) > ROUNDING:
            steps.append(WaterfallStep(name, part, part * slope))
    return tuple(steps)


def _couplings(maker: RowMaker, i: int) -> tuple[CouplingShare, ...]:
    """Return the couplings into the business's sectors that matter most: the network's part without each of them."""
    numbers, axes = maker.numbers, maker.axes
    now = float(numbers.parts.network_direct[i] + numbers.parts.network_indirect[i])
    ends = np.flatnonzero(np.isin(axes.coupling_target, np.flatnonzero(numbers.exposure)))
    if not now or not ends.size:
        return ()
    found = [
        (edge, without - now) for edge, without in zip(ends.tolist(), _without_each(numbers, i, ends), strict=True)
    ]
    found.sort(key=lambda one: (-abs(one[1]), one[0]))
    return tuple(
        CouplingShare(
            axes.sectors[axes.coupling_source[edge]], axes.sectors[axes.coupling_target[edge]],
            float(axes.coupling_share[edge]), change, change * float(maker.per_log_odds[i]),
        )
        for edge, change in found[:COUPLINGS]
    )  # fmt: skip


def _without_each(numbers: Standings, trend: int, edges: NDArray[np.intp]) -> Iterator[float]:
    """Yield the network's part of a trend's log-odds without each of some couplings."""
    from ecomap.posteriors import SectorFigures, network_parts

    axes, settings = numbers.axes, numbers.settings
    networks = (network_of(_without(axes, edge), settings.attenuation) for edge in edges.tolist())
    for part in network_parts(SectorFigures(axes), trend, networks, strengths_of(settings)):
        yield float(part @ numbers.exposure)


def _without(axes: MapArrays, edge: int) -> MapArrays:
    share = axes.coupling_share.copy()
    share[edge] = 0.0
    return replace(axes, coupling_share=share)


def _versus(numbers: Standings, found: Scored, order: list[int], i: int, rival: int) -> Versus:
    return Versus(
        numbers.axes.trends[rival],
        order.index(rival) + 1,
        float(100 * found.score[0, i]),
        float(100 * found.score[0, rival]),
        score_parts(score_of(found, i), score_of(found, rival)),
    )
