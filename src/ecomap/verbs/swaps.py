"""The smallest change of a single number after which two trends would change places."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ecomap.engine.likelihood import logistic, logit
from ecomap.model.arrays import MapArrays
from ecomap.model.settings import LEAST_SHARE, MOST_SHARE
from ecomap.results.explanation import Change
from ecomap.verbs.arrays import network_of, strengths_of
from ecomap.verbs.rows import RowMaker
from ecomap.verbs.standings import Scored, Standings

TOLD = 4
"""Changes told; they are in the order of their size."""
ROUNDING = 1e-12


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
    asked = [*np.flatnonzero(numbers.exposure).tolist(), *(sector for sector, *_ in maker.leaders(i))]
    for sector in dict.fromkeys(asked):
        if not np.isnan(axes.figure[i, sector]):
            weight = _weight_of(numbers, i, sector)
            yield from _figure_change(axes, i, sector, needed / weight if weight else np.inf)


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


def _figure_change(axes: MapArrays, trend: int, sector: int, by: float) -> Iterator[Change]:
    now = float(np.clip(axes.published[trend, sector], LEAST_SHARE, MOST_SHARE))
    to = float(logistic(np.array(float(logit(np.array(now))) + by)))
    if LEAST_SHARE <= to <= MOST_SHARE:
        yield Change(f"{axes.trends[trend]}>{axes.sectors[sector]}", now, to, abs(by))


def _share_change(number: str, now: float, to: float) -> Iterator[Change]:
    if 0 < to < 1 and 0 < now < 1:
        yield Change(number, now, to, abs(float(logit(np.array(to)) - logit(np.array(now)))))
