"""Every number of the method that is not in the map: one place, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from ecomap.model.plain import Plain

if TYPE_CHECKING:
    from pydantic import Field

    from ecomap.model.scalar import Exponent, OpenShare, Share


@dataclass(frozen=True, kw_only=True, repr=False)
class Settings(Plain):
    """Settings of one analysis; the defaults are the documented ones."""

    horizon: Annotated[float, Field(ge=0, le=20)] = 3.0
    """Years ahead. Three years is as far as an owner plans, and short of where paces bend."""
    attenuation: OpenShare = 0.35
    """delta: influence kept per sector-to-sector step. The backtest is flat from 0 to 0.35 (0.2 best by 0.001), worse
    above 0.5; forecasts of later figures gain from the sectors around up to 0.8. Between the two: 0.35."""
    network_strength: Annotated[float, Field(ge=0)] = 1.2
    """kappa: how far leads move the log-odds. Means of leads fall short of the lead they predict, so above 1; 1.2 was
    best in each of five folds of the backtest (docs/validity.md), and lets an own figure keep its weight."""
    readiness_strength: Annotated[float, Field(ge=0)] = 0.3
    """rho: log-odds per standard deviation of readiness and of spread. Best in four of five folds; at full strength it
    drowns the network."""
    influence_exponent: Exponent = 0.5
    """Weight of influence in the priority."""
    goal_exponent: Exponent = 0.3
    """Weight of the owner's goals in the priority."""
    means_exponent: Exponent = 0.2
    """Weight of the owner's means in the priority; the three exponents sum to 1, so the scale stays 0..1."""
    floor: OpenShare = 0.05
    """Least value of goal fit and of each of the means, so that no single gap erases a trend."""
    early: OpenShare = 0.16
    """Share at which the early majority begins (Rogers, Diffusion of Innovations: 2.5 % + 13.5 %)."""
    half: OpenShare = 0.5
    """Share at which half of the firms use it."""
    far: Annotated[float, Field(gt=0)] = 15.0
    """Years beyond which no year is named: paces do not hold that long."""
    count_a: Annotated[float, Field(gt=0)] = 400.0
    """Evidence of grade A counts as if so many firms had been asked: an error of 2 / sqrt(count) in log-odds."""
    count_b: Annotated[float, Field(gt=0)] = 100.0
    """Grade B: official, but near."""
    count_c: Annotated[float, Field(gt=0)] = 25.0
    """Grade C: a study, or a statistic of a like thing."""
    count_d: Annotated[float, Field(gt=0)] = 6.0
    """Grade D: a judgement; 0.8 in log-odds, so that 10 % may as well be 5 % or 20 %."""
    network_strength_error: Annotated[float, Field(ge=0)] = 0.25
    """Standard deviation of kappa: fitted values of a first study lay between 0.7 and 1.2."""
    coverage: OpenShare = 0.9
    """Share of the draws within a rank interval."""
    close: OpenShare = 0.1
    """Two neighbours are about equal if either wins at least this share of the draws."""
    sure: OpenShare = 0.8
    """P(top 3) from which "act" is said."""
    likely: OpenShare = 0.5
    """P(top 3) from which a pilot is worth while."""
    act_rank: Annotated[int, Field(ge=1)] = 3
    """Ranks that may say "act": nobody introduces more than a few things at once."""
    pilot_rank: Annotated[int, Field(ge=1)] = 6
    """Ranks up to which a trend is worth a pilot."""
    enough_means: Share = 0.5
    """Means from which acting is feasible."""
    high_influence: Share = 0.25
    """Influence from which a trend is worth preparing for: half of firms use it, half of a firm is touched."""
    high_touch: Share = 0.5
    """Touch from which an emerging trend is worth a pilot."""
