"""The first step of each trend that suits a business, and what it costs there."""

import numpy as np

from ecomap.engine.actions import ROUNDING, Steps
from ecomap.engine.businesses import Businesses, Flags, Ints, alike
from ecomap.engine.propagation import Array
from ecomap.model.arrays import MapArrays
from ecomap.model.settings import HOUR_EUR


def suitable_steps(axes: MapArrays, businesses: Businesses, features: Array, partner_eur: float) -> Steps:
    """Return for each trend the cheapest step that suits each business, whatever its means.

    Parameters
    ----------
    features
        Own levels of traits and activities, (business, trait and activity).
    partner_eur
        What an hour of somebody who does it costs.
    """
    like, whose = alike(features)
    of_alike, suiting = _chosen(axes, features[like])
    chosen, suits = of_alike.take(whose, axis=0), suiting.take(whose, axis=0)
    hours, money = axes.step_hours[chosen], axes.step_money[chosen]
    first, place = alike(businesses.skills)
    gaps = (part[place[:, None], chosen] for part in _gaps(axes, businesses.skills[first], partner_eur))
    price = np.maximum(1.0, HOUR_EUR * hours + money)
    return Steps(chosen, suits, hours, money, price, *gaps)


def _chosen(axes: MapArrays, features: Array) -> tuple[Ints, Flags]:
    """Return the place of each trend's cheapest step that suits, else of its cheapest, and what suits.

    Shapes (business, trend) and (business, step).
    """
    count, steps = len(features), len(axes.step_trend)
    suits = np.ones((count, steps), dtype=np.bool_)
    for step in np.flatnonzero(axes.step_suits.any(axis=1)):
        asked = np.flatnonzero(axes.step_suits[step])
        suits[:, step] = (features[:, asked] >= axes.step_suits[step, asked] - ROUNDING).all(axis=1)
    first = np.searchsorted(axes.step_trend, np.arange(len(axes.trends)))
    last = np.append(first[1:], steps)
    chosen = np.repeat(first[None], count, axis=0)
    for trend in np.flatnonzero(last - first > 1):
        some = suits[:, first[trend] : last[trend]]
        chosen[:, trend] += some.argmax(axis=1)  # the first that suits, 0 if none does
    return chosen, suits


def _gaps(axes: MapArrays, skills: Array, partner_eur: float) -> tuple[Array, Array, Array]:
    """Return the levels that the scarcest skill lacks for each step, and hours and EUR of what fills the gaps.

    Training of every skill that lacks, to the level that is asked, or somebody who does it, where that is cheaper than
    training of all that is asked: so that who knows more never has to find another mean. Of a gap of more than a
    level, what a gap of one would cost. Shape (business, step).
    """
    short, hours, money = (np.zeros((len(skills), len(axes.step_trend))) for _ in range(3))
    levels = np.ceil(axes.step_skills).astype(np.intp)  # what is asked decides: who knows more never pays more
    every = np.arange(levels.shape[1])
    whole = (HOUR_EUR * axes.training_hours[every, levels] + axes.training_money[every, levels]).sum(axis=1)  # (step,)
    for skill in np.flatnonzero(~np.isnan(skills).all(axis=0)):
        asked = axes.step_skills[:, skill]
        gap = np.nan_to_num(np.maximum(0.0, asked - skills[:, skill, None]))
        lacks = gap > ROUNDING
        short = np.maximum(short, gap)
        hours += np.where(lacks, axes.training_hours[skill][levels[:, skill]], 0.0)
        money += np.where(lacks, axes.training_money[skill][levels[:, skill]], 0.0)
    paid = partner_eur * axes.step_hours
    partner = (short > ROUNDING) & axes.step_partner & (paid < whole)
    return short, np.where(partner, 0.0, hours), np.where(partner, paid, money)
