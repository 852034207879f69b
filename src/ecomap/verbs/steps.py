"""The first step of each trend that suits a business, and what it costs there."""

from functools import lru_cache

import numpy as np

from ecomap.engine.actions import ROUNDING, Steps
from ecomap.engine.businesses import Flags, Ints
from ecomap.engine.propagation import Array
from ecomap.gates import Asked, by_turns
from ecomap.model.arrays import MapArrays
from ecomap.model.settings import HOUR_EUR


def suitable_steps(axes: MapArrays, features: Array) -> tuple[Ints, Flags]:
    """Return the place of each trend's cheapest step that suits, else of its cheapest, and what suits.

    From own levels of traits and activities, (business, trait and activity), whatever the means; shapes
    (business, trend) and (business, step).
    """
    steps = np.arange(len(axes.step_trend))
    suits = np.ones((len(features), len(steps)), dtype=np.bool_)
    for asking, feature, level in _asked(axes):
        suits[:, asking] &= features[:, feature] >= level
    first = np.searchsorted(axes.step_trend, np.arange(len(axes.trends)))
    suiting = np.minimum.reduceat(np.where(suits, steps, len(steps)), first, axis=1)
    return np.where(suiting < len(steps), suiting, first), suits


@lru_cache(maxsize=8)
def _asked(axes: MapArrays) -> tuple[Asked, ...]:
    return by_turns(axes.step_suits > 0, axes.step_suits)


def costs(axes: MapArrays, step: Ints, skills: Array, partner_eur: float) -> Steps:
    """Return what some steps cost those who have these skills.

    Parameters
    ----------
    step
        Places among the map's, of any shape.
    skills
        Levels, NaN where nothing is said, by step and then skill.
    partner_eur
        What an hour of somebody who does it costs.
    """
    hours, money = axes.step_hours[step], axes.step_money[step]
    return Steps(hours, money, np.maximum(1.0, HOUR_EUR * hours + money), *_gaps(axes, step, skills, partner_eur))


def _gaps(axes: MapArrays, step: Ints, skills: Array, partner_eur: float) -> tuple[Array, Array, Array]:
    """Return the levels that the scarcest skill lacks for some steps, and hours and EUR of what fills the gaps.

    Training of every skill that lacks, to the level that is asked, or somebody who does it, where that is cheaper than
    training of all that is asked: so that who knows more never has to find another mean. Of a gap of more than a
    level, what a gap of one would cost.
    """
    short, hours, money = np.zeros((3, *step.shape))
    levels = np.ceil(axes.step_skills).astype(np.intp)  # what is asked decides: who knows more never pays more
    every = np.arange(levels.shape[1])
    learning = axes.training_hours[every, levels], axes.training_money[every, levels]  # each (map's step, skill)
    whole = (HOUR_EUR * learning[0] + learning[1]).sum(axis=1)
    for skill in every:
        gap = np.fmax(0.0, axes.step_skills[step, skill] - skills[..., skill])  # NaN: nothing is said
        lacks = gap > ROUNDING
        short = np.maximum(short, gap)
        hours += np.where(lacks, learning[0][step, skill], 0.0)
        money += np.where(lacks, learning[1][step, skill], 0.0)
    paid = partner_eur * axes.step_hours
    partner = (short > ROUNDING) & (axes.step_partner & (paid < whole))[step]
    return short, np.where(partner, 0.0, hours), np.where(partner, paid[step], money)
