"""The rules for act, prepare, pilot and watch fire at their boundaries, and say which one it was."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap import Settings
from ecomap.engine import priority
from ecomap.results.ranking import Action
from ecomap.verbs.rows import action_of, decided
from maps import examples

SETTINGS = Settings()


@dataclass(frozen=True)
class Standing:
    """What the rules look at, of one trend."""

    rank: int
    influence: float
    likelihood_today: float
    touch: float
    means: float
    emerging: bool


def action(standing: Standing, settings: Settings, *, threats: bool) -> Action:
    """Return what the rules say of one trend."""
    rank = np.array([standing.rank])
    others = (standing.influence, standing.likelihood_today, standing.touch, standing.means, standing.emerging)
    at = priority.Standing(
        rank <= settings.act_rank, rank <= settings.pilot_rank, *(np.array([number]) for number in others)
    )
    return action_of(int(decided(at, settings, threats=threats)[0]), settings)


def opportunity_action(standing: Standing, settings: Settings) -> Action:
    """Return what the rules say of an opportunity."""
    return action(standing, settings, threats=False)


def threat_action(standing: Standing, settings: Settings) -> Action:
    """Return what the rules say of a threat."""
    return action(standing, settings, threats=True)


READY = Standing(rank=3, influence=0.1, likelihood_today=0.16, touch=0.2, means=0.5, emerging=False)
"""Just within every condition of act: rank 3, 16 % today, half of the means."""
LATER = Standing(rank=7, influence=0.1, likelihood_today=0.1, touch=0.2, means=1.0, emerging=False)
"""Just outside of everything."""
BELOW = 1 - 1e-12


@pytest.mark.parametrize(
    ("change", "action"),
    [
        ({}, "act"),
        ({"likelihood_today": 0.16 * BELOW}, "prepare"),
        ({"means": 0.5 * BELOW}, "prepare"),
        ({"rank": 4}, "pilot"),
    ],
)
def test_act_needs_rank_commonness_and_means(change, action):
    """Rank 3, 16 % today and half of the means are enough; a hair less of any is not."""
    assert opportunity_action(replace(READY, **change), SETTINGS).name == action


@pytest.mark.parametrize(
    ("change", "action"),
    [
        ({}, "watch"),
        ({"influence": 0.25}, "prepare"),
        ({"influence": 0.25 * BELOW}, "watch"),
        ({"rank": 6}, "pilot"),
        ({"rank": 6, "influence": 0.25}, "prepare"),
        ({"emerging": True, "touch": 0.5}, "pilot"),
        ({"emerging": True, "touch": 0.5 * BELOW}, "watch"),
        ({"emerging": False, "touch": 1.0}, "watch"),
    ],
)
def test_prepare_pilot_and_watch(change, action):
    """Influence .25 prepares; rank 6, or emerging with touch .5, pilots; the rest is watched."""
    assert opportunity_action(replace(LATER, **change), SETTINGS).name == action


@pytest.mark.parametrize(
    ("change", "action"),
    [
        ({"rank": 3, "likelihood_today": 0.16}, "act"),
        ({"rank": 3, "likelihood_today": 0.16, "means": 0.0}, "act"),
        ({"rank": 3, "likelihood_today": 0.16 * BELOW}, "prepare"),
        ({"rank": 4, "likelihood_today": 0.9}, "prepare"),
        ({"rank": 6}, "prepare"),
        ({"rank": 7}, "watch"),
        ({"rank": 7, "influence": 0.25}, "prepare"),
        ({"rank": 7, "influence": 0.25 * BELOW}, "watch"),
        ({"rank": 7, "emerging": True, "touch": 1.0}, "watch"),
    ],
)
def test_threats_are_acted_on_prepared_for_or_watched(change, action):
    """Short means are no excuse, and nobody pilots a threat."""
    assert threat_action(replace(LATER, **change), SETTINGS).name == action


def test_rules_follow_the_settings():
    """Every boundary is a setting: with rank 5 and 40 % today, rank 5 acts at 40 % and not below."""
    settings = Settings(act_rank=5, early=0.4)
    standing = replace(READY, rank=5, likelihood_today=0.4)
    assert opportunity_action(standing, settings).name == "act"
    assert "40%" in opportunity_action(standing, settings).rule
    assert opportunity_action(replace(standing, likelihood_today=0.4 * BELOW), settings).name == "prepare"


def test_the_rule_names_the_means_where_they_are_short():
    """What holds an owner back is said."""
    assert "means" in opportunity_action(replace(READY, means=0.1), SETTINGS).rule


standings = st.builds(
    Standing, st.integers(1, 12), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0.05, 1), st.booleans()
)  # fmt: skip


@examples(200)
@given(standings)
def test_the_same_standing_gets_the_same_action(standing):
    """Rules look at nothing but the standing; one of them always fires, and says so."""
    for rule, names in (
        (opportunity_action, {"act", "prepare", "pilot", "watch"}),
        (threat_action, {"act", "prepare", "watch"}),
    ):
        found = rule(standing, SETTINGS)
        assert found == rule(replace(standing), SETTINGS)
        assert found.name in names
        assert found.rule


@examples(200)
@given(standings)
def test_a_rule_says_high_influence_only_of_high_influence(standing):
    """The rule that fired is part of the answer, so it must be true: below .25 influence is not called high."""
    rule = opportunity_action(standing, SETTINGS).rule
    assert standing.influence >= SETTINGS.high_influence or "high influence" not in rule


@examples(200)
@given(standings, st.floats(0, 1))
def test_more_means_never_turn_acting_into_waiting(standing, more):
    """Whoever acts with little acts with more."""
    richer = replace(standing, means=max(standing.means, more))
    if opportunity_action(standing, SETTINGS).name == "act":
        assert opportunity_action(richer, SETTINGS).name == "act"


def test_means_of_exactly_one_half_are_enough():
    """The cube root of 1 x .5 x .25 is .5, and what a computer makes of it lies a hair below: it acts all the same."""
    assert opportunity_action(replace(READY, means=float(np.cbrt(1 * 0.5 * 0.25))), SETTINGS).name == "act"
