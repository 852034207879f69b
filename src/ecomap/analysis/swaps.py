"""The smallest change of a single number that would swap two trends."""

from collections.abc import Iterator

import numpy as np

from ecomap.analysis.scoring import ScoredList
from ecomap.analysis.standings import MAX_PREVALENCE, MIN_PREVALENCE, Standings
from ecomap.engine.likelihood import logistic, logit
from ecomap.engine.propagation import Array
from ecomap.model import Settings
from ecomap.results import Change

TOLD = 4
"""Changes told; they are in the order of their size."""


def smallest_changes(
    numbers: Standings, scored: ScoredList, settings: Settings, trend: int, rival: int
) -> tuple[Change, ...]:
    """Return the smallest single changes after which the two trends would score the same.

    Prevalences, paces, specificities and opportunity shares of both trends are tried, one at a time, all else as it
    is. The size of a change is measured in log-odds (pace: over the horizon); a change that would leave 0..1 is none.
    """
    wanted = float((scored.score[rival] / scored.score[trend]) ** (1 / settings.influence_exponent))
    found = [
        *_changes(numbers, scored, settings, trend, wanted),
        *_changes(numbers, scored, settings, rival, 1 / wanted),
    ]
    return tuple(sorted(found, key=lambda change: (change.size, change.number))[:TOLD])


def _changes(numbers: Standings, scored: ScoredList, settings: Settings, i: int, ratio: float) -> Iterator[Change]:
    """Yield changes of one trend's numbers that multiply its influence by ``ratio``."""
    name = numbers.axes.trends[i]
    yield from _likelihood_changes(numbers, settings, i, ratio)
    yield from _specificity_change(numbers, i, ratio)
    yield from _share_change(f"opportunity share of {name}", *_opportunity(numbers, scored, i, ratio))


def _specificity_change(numbers: Standings, i: int, ratio: float) -> Iterator[Change]:
    now, touch = float(numbers.axes.specificity[i]), float(numbers.touch[i])
    if now > 0 and touch < 1:
        unserved = (1 - touch) / now  # 1 - sum of q k
        yield from _share_change(f"specificity of {numbers.axes.trends[i]}", now, (1 - touch * ratio) / unserved)


def _opportunity(numbers: Standings, scored: ScoredList, i: int, ratio: float) -> tuple[float, float]:
    now, share = float(numbers.business.opportunity[i]), float(scored.share[i])
    return now, 1 - share * ratio if scored.threats else share * ratio


def _likelihood_changes(numbers: Standings, settings: Settings, i: int, ratio: float) -> Iterator[Change]:
    level = float(numbers.likelihood[i]) * ratio
    if not 0 < level < 1:
        return
    needed = float(logit(np.array(level))) - float(numbers.parts.total[i])
    axes, name = numbers.axes, numbers.axes.trends[i]
    weight = settings.network_strength * _weights(numbers, i)
    for sector in np.flatnonzero(axes.known[i] & (weight > 0)):
        now = float(np.clip(axes.prevalence[i, sector], MIN_PREVALENCE, MAX_PREVALENCE))
        to = float(logistic(np.array(float(logit(np.array(now))) + needed / float(weight[sector]))))
        if MIN_PREVALENCE <= to <= MAX_PREVALENCE:
            yield Change(f"{name}>{axes.sectors[sector]}", now, to, abs(needed / float(weight[sector])))
    if settings.horizon > 0 and axes.pace_known[i]:
        now = float(axes.pace[i])
        yield Change(f"pace of {name}", now, now + needed / settings.horizon, abs(needed))


def _weights(numbers: Standings, i: int) -> Array:
    scale = np.where(numbers.business.own, 1.0, numbers.network.scale[i])
    weights: Array = numbers.shares.total * scale
    return weights


def _share_change(number: str, now: float, to: float) -> Iterator[Change]:
    if 0 < to < 1 and 0 < now < 1:
        yield Change(number, now, to, abs(float(logit(np.array(to)) - logit(np.array(now)))))
