"""The smallest change of a single number that would swap two trends."""

from collections.abc import Callable, Iterator

import numpy as np

from ecomap.engine.contributions import network_mean, without_each_coupling
from ecomap.engine.likelihood import logistic, logit
from ecomap.engine.pathways import PathwaySearch
from ecomap.engine.propagation import Array
from ecomap.results.explanation import Change
from ecomap.verbs.arrays import MAX_PREVALENCE, MIN_PREVALENCE
from ecomap.verbs.standings import Scored, Standings

TOLD = 4
"""Changes told; they are in the order of their size."""


def smallest_changes(numbers: Standings, scored: Scored, trend: int, rival: int) -> tuple[Change, ...]:
    """Return the smallest single changes after which the two trends would score the same.

    Prevalences, paces, specificities, services and opportunity shares of both trends and all couplings are tried, one
    at a time, all else as it is. The size of a change is measured in log-odds (pace: over the horizon). What would
    leave 0..1 is no change; couplings are only weakened, since a sector's pressure sums to 1 as it is.
    """
    wanted = float((scored.score[0, rival] / scored.score[0, trend]) ** (1 / numbers.settings.influence_exponent))
    found = [
        *_changes(numbers, scored, trend, wanted),
        *_changes(numbers, scored, rival, 1 / wanted),
    ]
    if isinstance(numbers.pathways, PathwaySearch):  # the other methods do not count all walks
        found += _coupling_changes(numbers, scored, trend, rival)
    return tuple(sorted(found, key=lambda change: (change.size, change.number))[:TOLD])


def _changes(numbers: Standings, scored: Scored, i: int, ratio: float) -> Iterator[Change]:
    """Yield changes of one trend's numbers that multiply its influence by ``ratio``."""
    name = numbers.axes.trends[i]
    yield from _likelihood_changes(numbers, i, ratio)
    yield from _specificity_change(numbers, i, ratio)
    yield from _service_changes(numbers, i, ratio)
    yield from _share_change(f"opportunity share of {name}", *_opportunity(numbers, scored, i, ratio))


def _specificity_change(numbers: Standings, i: int, ratio: float) -> Iterator[Change]:
    now, touch = float(numbers.axes.specificity[i]), float(numbers.touch[i])
    if now > 0 and touch < 1:
        unserved = (1 - touch) / now  # 1 - sum of q k
        yield from _share_change(f"specificity of {numbers.axes.trends[i]}", now, (1 - touch * ratio) / unserved)


def _service_changes(numbers: Standings, i: int, ratio: float) -> Iterator[Change]:
    """Yield changes of the map's services; own activities leave them a part of the trend's use to divide."""
    axes, touch, own = numbers.axes, float(numbers.touch[i]), numbers.own_activity
    left = 1 - float(axes.service[i, own].sum())
    per_service = left * axes.specificity[i] * numbers.profile  # what one unit of q adds to the touch
    room = left - float(axes.service[i, ~own].sum())
    for activity in np.flatnonzero((axes.service[i] > 0) & (per_service > 0) & ~own):
        now = float(axes.service[i, activity]) / left
        to = now + touch * (ratio - 1) / float(per_service[activity])
        if (to - now) * left <= room:
            yield from _share_change(f"{axes.trends[i]}>{axes.activities[activity]}", now, to)


def _coupling_changes(numbers: Standings, scored: Scored, trend: int, rival: int) -> Iterator[Change]:
    """Yield the couplings whose removal would swap the two, with the strength at which they are equal."""
    coupling, both = numbers.axes.coupling, (trend, rival)
    given = numbers.settings.attenuation, numbers.exposure
    exponent = numbers.settings.influence_exponent
    pushes = [numbers.settings.network_strength * _weights_per_lead(numbers, i) * numbers.lead[i] for i in both]
    base = [float(numbers.parts.total[i] - numbers.parts.network[i]) for i in both]
    fixed = [float(scored.score[0, i] / scored.influence[0, i] ** exponent) for i in both]
    scale = [float(numbers.touch[i] * scored.share[0, i]) for i in both]

    def ahead(network: Array, which: int) -> Array:
        level = scale[which] * logistic(base[which] + network)
        scores: Array = fixed[which] * level**exponent
        return scores

    now = float(scored.score[0, trend] - scored.score[0, rival])
    without = [without_each_coupling(coupling, *given, push) for push in pushes]
    swapped = (ahead(without[0], 0) - ahead(without[1], 1)) * now < 0
    for k, m in zip(*np.nonzero(swapped & (coupling > 0)), strict=True):

        def gap(strength: float, k: int = k, m: int = m) -> float:
            changed = coupling.copy()
            changed[k, m] = strength
            sums = [np.array(network_mean(changed, *given, push)) for push in pushes]
            return float(ahead(sums[0], 0) - ahead(sums[1], 1))

        to = _root(gap, float(coupling[k, m]))
        yield from _share_change(f"{numbers.axes.sectors[k]}>{numbers.axes.sectors[m]}", float(coupling[k, m]), to)


def _root(gap: Callable[[float], float], high: float) -> float:
    """Return where ``gap`` changes its sign between 0 and ``high``, by bisection."""
    low, sign = 0.0, gap(high) > 0
    for _ in range(60):  # halves the interval below the last bit
        middle = (low + high) / 2
        low, high = (low, middle) if (gap(middle) > 0) == sign else (middle, high)
    return (low + high) / 2


def _weights_per_lead(numbers: Standings, i: int) -> Array:
    scale: Array = np.where(numbers.own, 1.0, numbers.network.scale[i])
    return scale


def _opportunity(numbers: Standings, scored: Scored, i: int, ratio: float) -> tuple[float, float]:
    now, share = float(numbers.opportunity[i]), float(scored.share[0, i])
    return now, 1 - share * ratio if scored.threats else share * ratio


def _likelihood_changes(numbers: Standings, i: int, ratio: float) -> Iterator[Change]:
    level = float(numbers.likelihood[i]) * ratio
    if not 0 < level < 1:
        return
    needed = float(logit(np.array(level))) - float(numbers.parts.total[i])
    axes, name = numbers.axes, numbers.axes.trends[i]
    weight = numbers.settings.network_strength * _weights(numbers, i)
    seen = numbers.seen[i]
    for sector in np.flatnonzero(axes.known[i] & ~seen & (weight > 0)):
        figure = float(axes.prevalence[i, sector])
        yield from _prevalence_change(f"{name}>{axes.sectors[sector]}", figure, needed / float(weight[sector]))
    if weight[seen].sum() > 0:  # one figure of the owner's stands for all own sectors
        yield from _prevalence_change(
            f"peers of {name}", numbers.business.peers[name], needed / float(weight[seen].sum())
        )
    if numbers.settings.horizon > 0 and axes.pace_known[i]:
        now = float(axes.pace[i])
        yield Change(f"pace of {name}", now, now + needed / numbers.settings.horizon, abs(needed))


def _prevalence_change(number: str, figure: float, by: float) -> Iterator[Change]:
    now = float(np.clip(figure, MIN_PREVALENCE, MAX_PREVALENCE))
    to = float(logistic(np.array(float(logit(np.array(now))) + by)))
    if MIN_PREVALENCE <= to <= MAX_PREVALENCE:
        yield Change(number, now, to, abs(by))


def _weights(numbers: Standings, i: int) -> Array:
    weights: Array = numbers.shares.total * _weights_per_lead(numbers, i)
    return weights


def _share_change(number: str, now: float, to: float) -> Iterator[Change]:
    if 0 < to < 1 and 0 < now < 1:
        yield Change(number, now, to, abs(float(logit(np.array(to)) - logit(np.array(now)))))
