"""One trend of one business, opened: pathways that add up, what they rest on, what would change the rank."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.likelihood import logistic, logit
from ecomap.errors import MethodError
from ecomap.model import AnyMap, Business, CompiledMap, Settings
from ecomap.model.settings import LEAST_SHARE, MOST_SHARE
from ecomap.names import Names
from ecomap.render.phrases import english, within
from ecomap.results.duties import DutyAnswer
from ecomap.results.explanation import Change, CouplingShare, Explanation, Versus, WaterfallStep
from ecomap.results.ranking import LogOddsParts, Method, RankedTrend
from ecomap.verbs.advice import beside
from ecomap.verbs.arrays import compiled_map, implied, network_of, strengths_of
from ecomap.verbs.duties import duties_of
from ecomap.verbs.movement import score_of, score_parts
from ecomap.verbs.ranking import answer_labels, default_settings, map_day
from ecomap.verbs.rows import RowMaker, list_order
from ecomap.verbs.standings import Scored, Standings, find_standings, scored
from ecomap.verbs.words import first_paragraph

ROUNDING = 1e-12  # parts and changes below this are the rounding of a sum
FLAT = 1e-9  # distance from the typical firm below which the slope is taken there
PATHWAYS, COUPLINGS = 8, 6  # pathways and couplings told in an explanation; the rest is summed


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
        Day for which the law is asked; left out: the 15th of the month of the map's version.

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
        raise MethodError(f'"{trend}" {next(_causes(i, maker, found))}, so it has no rank.{_part(i, maker, order)}')
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
        other = scored(maker.found, threats=not found.threats)
        there = f"stands among the {'threats' if other.threats else 'opportunities'}"
        why = there if rival in list_order(other).tolist() else next(_causes(rival, maker, found))
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


def _part(i: int, maker: RowMaker, order: list[int]) -> str:
    """Return what helps instead: where laws are told, the first step of what is taken to be there, a total's part."""
    axes, found = maker.numbers.axes, maker.numbers.found
    step = maker.compiled.steps[found.first_steps[0, i]].text if found.presumed[0, i] else ""
    if step and not found.in_use[0, i]:
        return f" If you have not got it, begin there: {within(step)}"
    if maker.compiled.trends[i].role == "duty":
        return " What the law asks stands below the ranking: `analyze` tells all with `--top 5`."
    part = next((axes.trends[part] for part in order if axes.part_of[part, i]), None)
    return f' Open "{part}", its part that stands first.' if part else ""


def _causes(i: int, maker: RowMaker, found: Scored) -> Iterator[str]:
    """Yield why a trend is not in a list, the strongest reason first."""
    compiled, numbers = maker.compiled, maker.numbers
    trend, axes, business = compiled.trends[i], numbers.axes, numbers.business
    if trend.role in english("role"):
        yield english("role")[trend.role]
    if axes.basic[i]:
        yield "is a basic that every firm needs, whatever its goals"
    if numbers.found.presumed[0, i] and not numbers.found.in_use[0, i]:
        yield _taken_to_be_there(i, maker)
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
    yield "touches nothing of what this business does"


def _taken_to_be_there(i: int, maker: RowMaker) -> str:
    """Return why a trend is asked and not proposed."""
    compiled, share, place = maker.compiled, maker.numbers.found.today[0, i], maker.numbers.business.country
    told = (duty for duty in compiled.duties if duty.gives == compiled.trends[i].id and duty.place == place)
    laws = [f"{law.name}, since {law.from_}" for law in told if (law.from_ or "a") <= map_day(compiled).isoformat()]
    many = f"nearly all firms like this one have it ({share:.0%})"
    by_trade = "a firm that lives from this has it" if compiled.trends[i].id in maker.numbers.business.has else many
    asked = f"the law asks it of most firms there ({laws[0]})" if laws else by_trade
    return f"is taken to be there, as {asked}"


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
    changes = (without - now for without in _without_each(numbers, i, ends))
    found = sorted(zip(ends.tolist(), changes, strict=True), key=lambda one: (-abs(one[1]), one[0]))
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

    axes, settings, all_edges = numbers.axes, numbers.settings, np.arange(numbers.axes.coupling_share.size)
    shares = (np.where(all_edges == edge, 0.0, axes.coupling_share) for edge in edges.tolist())
    networks = (network_of(replace(axes, coupling_share=share), settings.attenuation) for share in shares)
    for part in network_parts(SectorFigures(axes), trend, networks, strengths_of(settings)):
        yield float(part @ numbers.exposure)


def _versus(numbers: Standings, found: Scored, order: list[int], i: int, rival: int) -> Versus:
    here, there = score_of(found, i), score_of(found, rival)
    rank = order.index(rival) + 1
    return Versus(numbers.axes.trends[rival], rank, 100 * here[0], 100 * there[0], score_parts(here, there))


# --- the smallest change of a single number after which two trends would change places --------------------------


TOLD = 4  # changes told; they are in the order of their size


def smallest_changes(maker: RowMaker, found: Scored, trend: int, rival: int) -> tuple[Change, ...]:
    """Return the smallest single changes after which the two trends would score the same.

    Figures of own sectors and of those that move a trend most, services and opportunity shares of both trends are
    tried, one at a time, all else as it is. The size of a change is measured in log-odds; what would leave 0..1 is no
    change.
    """
    wanted = float(found.score[0, rival] / found.score[0, trend])
    both = (*_changes(maker, found, trend, rival, wanted), *_changes(maker, found, rival, trend, 1 / wanted))
    return tuple(sorted(both, key=lambda change: (change.size, change.number))[:TOLD])


def _changes(maker: RowMaker, found: Scored, i: int, rival: int, ratio: float) -> Iterator[Change]:
    """Yield changes of one trend's numbers that multiply its priority by ``ratio`` and leave the rival's as it is."""
    numbers, name = maker.numbers, maker.axes.trends[i]
    root = 1.0 if found.threats else 0.5
    axes = maker.axes
    if axes.related[i, rival] or not (axes.technology[i] or axes.ai[i]):  # else the rival is estimated by its figures
        yield from _figure_changes(maker, i, ratio ** (1 / root))
    now, to = float(numbers.found.opportunity[0, i]), float(found.share[0, i]) * ratio
    yield from _share_change(f"opportunity share of {name}", now, 1 - to if found.threats else to)
    yield from _service_changes(maker, i, ratio)


def _service_changes(maker: RowMaker, i: int, ratio: float) -> Iterator[Change]:
    """Yield changes of the map's services; own activities leave them a part of the trend's use to divide.

    The cover is what the firm does of it by the sector that does most; which sector that is may change too.
    """
    axes, served, cover = maker.axes, float(maker.found.served[0, i]), float(maker.found.cover[0, i]) * ratio
    if served <= 0 or cover >= 1:
        return
    own = np.isin(axes.activities, [item.id for item in maker.numbers.business.own_activities])
    left = 1 - float(axes.service[i, own].sum())
    room = left - float(axes.service[i, ~own].sum())
    does = np.minimum(1.0, axes.sector_profile)  # (sector, activity)
    by_sector = does @ axes.service[i]
    for activity in np.flatnonzero((axes.service[i] > 0) & (maker.profile > 0) & ~own):
        slope = float(maker.profile[activity]) - cover * does[:, activity]
        more = np.divide(cover * by_sector - served, slope, out=np.full_like(slope, np.nan), where=slope != 0)
        most = (by_sector + more[:, None] * does[:, activity]).max(axis=1)  # by the change that each sector asks for
        largest = (np.abs(by_sector + more * does[:, activity] - most) <= ROUNDING) & (most > ROUNDING)
        holds = more[largest & (more <= room)]
        if holds.size:
            now = float(axes.service[i, activity]) / left
            to = now + float(holds[np.abs(holds).argmin()]) / left
            yield from _share_change(f"{axes.trends[i]}>{axes.activities[activity]}", now, to)


def _figure_changes(maker: RowMaker, i: int, ratio: float) -> Iterator[Change]:
    """Yield changes of figures that multiply the share by ``ratio``: the log-odds are linear in each."""
    numbers, axes = maker.numbers, maker.axes
    level = float(maker.found.today[0, i]) * ratio
    parts = numbers.parts
    if not 0 < level < 1 or parts.held[i] or parts.your_word[i] or maker.found.terms.threats[i]:
        return
    needed = float(logit(np.array(level))) - float(maker.found.odds.today[0, i])
    asked = [*np.flatnonzero(numbers.exposure).tolist(), *(sector for sector, *_ in maker.leaders.get(i, ()))]
    for sector in dict.fromkeys(asked):
        if not np.isnan(axes.figure[i, sector]):
            weight = _weight_of(numbers, i, sector)
            by = needed / weight if weight else np.inf
            now = float(np.clip(axes.published[i, sector], LEAST_SHARE, MOST_SHARE))
            to = float(logistic(np.array(float(logit(np.array(now))) + by)))
            if LEAST_SHARE <= to <= MOST_SHARE:
                yield Change(f"{axes.trends[i]}>{axes.sectors[sector]}", now, to, abs(by))


def _weight_of(numbers: Standings, trend: int, sector: int) -> float:
    """Return what one unit of log-odds of a sector's figure adds to those of the business."""
    from ecomap.posteriors import estimated

    axes, settings = numbers.axes, numbers.settings
    figure = axes.figure.copy()
    figure[trend, sector] += 1
    network = network_of(axes, settings.attenuation, numbers.method)
    moved = estimated(replace(axes, figure=figure), strengths_of(settings), network, [trend])
    traits = len(axes.traits)
    more = float((moved.total - axes.total)[trend] @ numbers.exposure)
    more += float((moved.per_trait - axes.per_trait)[trend] @ numbers.beyond[:traits])
    return more + float((moved.per_activity - axes.per_activity)[trend] @ numbers.beyond[traits:])


def _share_change(number: str, now: float, to: float) -> Iterator[Change]:
    if 0 < to < 1 and 0 < now < 1:
        yield Change(number, now, to, abs(float(logit(np.array(to)) - logit(np.array(now)))))
