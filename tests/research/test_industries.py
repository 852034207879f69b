"""Finer lists of sectors: what is carried over to them, and from where."""

import numpy as np
import pytest

from research.derivation.industries import carried_profiles
from research.derivation.inputs import SectorRows
from research.derivation.profiles import keep_equals_apart


def test_a_profile_is_the_mean_of_its_codes():
    """311811 belongs to a shop and a maker, half each, 311812 to the maker alone.

    Maker bakes 1.0, shop bakes 0.2 and sells 0.8. Code 311811 has (0.6, 0.4), code 311812 (1.0, 0): mean (0.8, 0.2).
    """
    maker = SectorRows("maker", naics=("3118", "311811"), activities={"bake": 1.0})
    shop = SectorRows("shop", naics=("311811",), activities={"bake": 0.2, "sell": 0.8})
    target = SectorRows("food", naics=("311",))
    profiles = carried_profiles(["311811", "311812", "999999"], [target], [maker, shop])
    assert profiles["food"] == pytest.approx({"bake": 0.8, "sell": 0.2})


def test_the_longer_code_takes_what_is_its_own():
    """ "other 325" is what 3254 leaves of 325."""
    sectors = [SectorRows("drugs", naics=("3254",), activities={"a": 1.0}), SectorRows("soap", naics=("325",))]
    targets = [SectorRows("3254", naics=("3254",)), SectorRows("other 325", naics=("325",))]
    profiles = carried_profiles(["325411", "325611"], targets, sectors)
    assert profiles == {"3254": {"a": 1.0}, "other 325": {}}


def test_equal_profiles_stand_at_the_smallest_distance_of_others():
    """0 between the first two becomes 0.5, the least of the rest; the diagonal is never used."""
    distances = np.array([[0.0, 0.0, 0.5], [0.0, 0.0, 2.0], [0.5, 2.0, 0.0]])
    assert keep_equals_apart(distances)[0, 1] == 0.5
    assert keep_equals_apart(distances)[1, 2] == 2.0
