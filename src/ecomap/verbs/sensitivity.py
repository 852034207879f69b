"""What the first ranks depend on: settings and methods, and the smallest change of a number that swaps two trends."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from ecomap.engine.agreement import tau_b
from ecomap.engine.likelihood import logistic, logit
from ecomap.engine.pathways import PathwaySearch
from ecomap.engine.propagation import Array, network_mean, without_each_coupling
from ecomap.model.compiled import AnyMap
from ecomap.results.explanation import Change, Sensitivity
from ecomap.results.ranking import Method
from ecomap.verbs.arrays import MAX_PREVALENCE, MIN_PREVALENCE, compiled_map
from ecomap.verbs.rows import list_order
from ecomap.verbs.standings import Scored, Standings, find_standings, scored

if TYPE_CHECKING:
    from ecomap.model import Business, Settings

TOP = 5
VARIATIONS: tuple[tuple[str, float], ...] = (
    ("attenuation", 0.1), ("attenuation", 0.6), ("horizon", 1.0), ("horizon", 6.0), ("network_strength", 0.5),
    ("network_strength", 1.5), ("readiness_strength", 0.0), ("readiness_strength", 0.4), ("influence_exponent", 0.35),
    ("influence_exponent", 0.65), ("goal_exponent", 0.15), ("goal_exponent", 0.45), ("means_exponent", 0.1),
    ("means_exponent", 0.3),
)  # fmt: skip
"""About half and half as much again of each default; horizons an owner might plan for."""
TOLD = 4
"""Changes told; they are in the order of their size."""
METHODS: tuple[Method, ...] = ("neighbours", "strongest")


def sensitivity(ecosystem: AnyMap, business: "Business", settings: "Settings") -> tuple[Sensitivity, ...]:
    """Return what each setting and each other method does to the opportunities.

    The exponents of the priority are scaled so that they go on summing to 1.
    """
    ecosystem = compiled_map(ecosystem)
    walks: Method = "walks"
    usual = _order(ecosystem, business, settings, walks)
    tried = [(f"{name} = {value:g}", varied(settings, name, value), walks) for name, value in VARIATIONS]
    tried += [(f"method {method}", settings, method) for method in METHODS]
    found = []
    for name, changed, method in tried:
        other = _order(ecosystem, business, changed, method)
        kept = len(set(usual[:TOP]) & set(other[:TOP]))
        found.append(Sensitivity(name, kept, top=tuple(other[:TOP]), agreement=kendall(usual, other)))
    return tuple(found)


def varied(settings: "Settings", name: str, value: float) -> "Settings":
    """Return settings with one changed; a changed exponent leaves the others in proportion, summing to 1."""
    exponents = ("influence_exponent", "goal_exponent", "means_exponent")
    update = {name: value}
    if name in exponents:
        others = [other for other in exponents if other != name]
        rest = sum(getattr(settings, other) for other in others)
        update |= {other: getattr(settings, other) / rest * (1 - value) for other in others}
    return settings.model_copy(update=update)


def _order(ecosystem: AnyMap, business: "Business", settings: "Settings", method: Method) -> list[str]:
    numbers = find_standings(ecosystem, business, settings, method)
    return [numbers.axes.trends[i] for i in list_order(scored(numbers.found, "all", threats=False))]


def kendall(first: list[str], second: list[str]) -> float:
    """Return Kendall's tau of two orders of the same things: 1 the same, -1 reversed."""
    place = {name: position for position, name in enumerate(second)}
    common = [place[name] for name in first if name in place]
    if len(common) < 2:
        return 1.0
    return float(tau_b(np.array([range(len(common)), common], dtype=np.float64))[0, 1])


def smallest_changes(numbers: Standings, scored: Scored, trend: int, rival: int) -> tuple[Change, ...]:
    """Return the smallest single changes after which the two trends would score the same.

    Prevalences, paces, specificities, services and opportunity shares of both trends and all couplings are tried, one
    at a time, all else as it is. The size of a change is measured in log-odds (pace: over the horizon). What would
    leave 0..1 is no change; couplings are only weakened, since a sector's pressure sums to 1 as it is.
    """
    wanted = float((scored.score[0, rival] / scored.score[0, trend]) ** (1 / numbers.settings.influence_exponent))
    found = [*_changes(numbers, scored, trend, wanted), *_changes(numbers, scored, rival, 1 / wanted)]
    if isinstance(numbers.pathways, PathwaySearch):  # the other methods do not count all walks
        found += _coupling_changes(numbers, scored, trend, rival)
    return tuple(sorted(found, key=lambda change: (change.size, change.number))[:TOLD])


def _changes(numbers: Standings, scored: Scored, i: int, ratio: float) -> Iterator[Change]:
    """Yield changes of one trend's numbers that multiply its influence by ``ratio``."""
    name, touch, specificity = numbers.axes.trends[i], float(numbers.touch[i]), float(numbers.axes.specificity[i])
    yield from _likelihood_changes(numbers, i, ratio)
    if specificity > 0 and touch < 1:
        unserved = (1 - touch) / specificity  # 1 - sum of q k
        yield from _share_change(f"specificity of {name}", specificity, (1 - touch * ratio) / unserved)
    yield from _service_changes(numbers, i, ratio)
    now, to = float(numbers.opportunity[i]), float(scored.share[0, i]) * ratio
    yield from _share_change(f"opportunity share of {name}", now, 1 - to if scored.threats else to)


def _service_changes(numbers: Standings, i: int, ratio: float) -> Iterator[Change]:
    """Yield changes of the map's services; own activities leave them a part of the trend's use to divide."""
    axes, touch = numbers.axes, float(numbers.touch[i])
    own = np.isin(axes.activities, [item.id for item in numbers.business.own_activities])
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
    pushes = [numbers.push_of_weight(i) for i in both]
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


def _likelihood_changes(numbers: Standings, i: int, ratio: float) -> Iterator[Change]:
    level = float(numbers.likelihood[i]) * ratio
    if not 0 < level < 1:
        return
    needed = float(logit(np.array(level))) - float(numbers.parts.total[i])
    axes, name = numbers.axes, numbers.axes.trends[i]
    weight = numbers.settings.network_strength * numbers.shares.total * numbers.scale_of(i)
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


def _share_change(number: str, now: float, to: float) -> Iterator[Change]:
    if 0 < to < 1 and 0 < now < 1:
        yield Change(number, now, to, abs(float(logit(np.array(to)) - logit(np.array(now)))))
