"""What the choice of settings and of method does to the first ranks."""

from typing import TYPE_CHECKING

import numpy as np

from ecomap.engine.agreement import tau_b
from ecomap.model.compiled import AnyMap
from ecomap.results.explanation import Sensitivity
from ecomap.results.ranking import Method
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.rows import list_order
from ecomap.verbs.standings import find_standings, scored

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
METHODS: tuple[Method, ...] = ("neighbours", "strongest")


def sensitivity(ecosystem: AnyMap, business: "Business", settings: "Settings") -> tuple[Sensitivity, ...]:
    """Return what each setting and each other method does to the opportunities.

    The exponents of the priority are scaled so that they go on summing to 1.
    """
    ecosystem = compiled_map(ecosystem)
    usual = _order(ecosystem, business, settings, "walks")
    found = [
        _compared(f"{name} = {value:g}", usual, _order(ecosystem, business, varied(settings, name, value), "walks"))
        for name, value in VARIATIONS
    ]
    found += [_compared(f"method {name}", usual, _order(ecosystem, business, settings, name)) for name in METHODS]
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


def _compared(name: str, usual: list[str], other: list[str]) -> Sensitivity:
    kept = len(set(usual[:TOP]) & set(other[:TOP]))
    return Sensitivity(name, kept, top=tuple(other[:TOP]), agreement=kendall(usual, other))


def kendall(first: list[str], second: list[str]) -> float:
    """Return Kendall's tau of two orders of the same things: 1 the same, -1 reversed."""
    place = {name: position for position, name in enumerate(second)}
    common = [place[name] for name in first if name in place]
    if len(common) < 2:
        return 1.0
    return float(tau_b(np.array([range(len(common)), common], dtype=np.float64))[0, 1])
