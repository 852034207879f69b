"""What each setting does, the others as shipped."""

from collections.abc import Iterator

import numpy as np
from scipy.special import expit

from research.backtest import fitting
from research.backtest.bench import Bench
from research.backtest.fitting import Tried, Truth, mean_spearman
from research.backtest.prediction import all_others, earlier, likenesses, predict
from research.backtest.results import Sensitivity

VALUES = {
    "affinity": (0.0, *fitting.AFFINITY, 0.8, 1.0),
    "activity_kinship": (*fitting.ACTIVITY, 0.5),
    "sharpness": (1.0, *fitting.SHARPNESS, 4.0),
    "attenuation": (0.01, *fitting.ATTENUATION, 0.65, 0.8),
    "network_strength": (0.5, *fitting.NETWORK, 1.5, 2.0),
    "readiness_strength": (0.0, *fitting.READINESS, 0.5, 1.0),
}


def sensitivity(bench: Bench, shipped: Tried) -> Iterator[Sensitivity]:
    """Yield the scores of tasks A and C for each value of each setting."""
    seen = likenesses(bench, bench.scored, all_others), likenesses(bench, bench.scored, earlier)
    truth = Truth.of(bench, bench.scored)
    for setting, values in VALUES.items():
        now = getattr(shipped, setting)
        for value in sorted({*values, now}):
            tried = with_value(shipped, setting, value)
            between, inside = (predict(bench, bench.scored, like, tried.coupling, tried.attenuation) for like in seen)
            ranked, lifts = tried.apply(between), (tried.apply(inside) - inside.norm) / inside.spread
            yield Sensitivity(
                setting,
                value,
                shipped=value == now,
                task_a=mean_spearman(ranked.T, truth.shares.T),
                task_c=mean_spearman(lifts, truth.lifts),
                level_error=float(100 * np.abs(expit(ranked) - truth.shares).mean()),
            )


def with_value(shipped: Tried, setting: str, value: float) -> Tried:
    """Return the settings with one changed; parts of the coupling share what it gives up in proportion."""
    if setting not in ("affinity", "activity_kinship"):
        return shipped._replace(**{setting: value})
    parts = {name: getattr(shipped, name) for name in ("affinity", "technology_kinship", "activity_kinship")}
    others = sum(share for name, share in parts.items() if name != setting)
    scaled = {name: share * (1 - value) / others for name, share in parts.items() if name != setting}
    return shipped._replace(**scaled, **{setting: value})
