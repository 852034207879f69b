"""How much hangs by platforms: the definition by hand, and what it promises for any shares."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.engine.dependence import concentration, dependence, without
from maps import examples

WEIGHTS = np.array([1.0, 0.5, 0.2])


@st.composite
def tables(draw, owners=4):
    """Draw shares of three functions by some owners; of each function they sum to at most 1."""
    rows = []
    for _ in WEIGHTS:
        parts = draw(st.lists(st.floats(0, 1), min_size=owners + 1, max_size=owners + 1))
        whole = sum(parts) or 1.0
        rows.append([part / whole for part in parts[:owners]])
    return np.array([rows])


def index(shares):
    return float(dependence(shares, WEIGHTS)[0])


def test_the_definition_by_hand():
    """Orders .4 and .3 with two owners: c = sqrt(.16 + .09) = .5; found .6 with one; D = 1 - .5 x (1 - .3) = .65."""
    shares = np.array([[[0.4, 0.3], [0.6, 0.0], [0.0, 0.0]]])
    assert concentration(shares)[0] == pytest.approx([0.5, 0.6, 0.0], abs=1e-15)
    assert index(shares) == pytest.approx(1 - 0.5 * 0.7, abs=1e-15)


def test_own_ways_only_and_one_owner_only():
    """0 without platforms; 1 where one owner carries all; a lighter function carried wholly weighs its weight."""
    assert index(np.zeros((1, 3, 2))) == 0.0
    assert index(np.array([[[1.0, 0.0]] * 3])) == 1.0
    assert index(np.array([[[0.0, 0.0], [1.0, 0.0], [0.0, 0.0]]])) == 0.5


@examples(100)
@given(tables())
def test_it_lies_between_none_and_all(shares):
    """0 to 1, whatever the shares."""
    assert 0.0 <= index(shares) <= 1.0


@examples(100)
@given(tables(), st.integers(0, 2), st.integers(0, 3), st.floats(0, 1))
def test_it_never_falls_when_a_share_grows(shares, function, owner, part):
    """What an owner takes from the firm's own ways never lowers the index."""
    more = shares.copy()
    more[0, function, owner] += part * max(0.0, 1.0 - shares[0, function].sum())
    assert index(more) >= index(shares) - 1e-12


@examples(100)
@given(tables(), st.permutations(range(4)))
def test_the_order_of_owners_is_irrelevant(shares, order):
    """The same shares in another order are the same dependence."""
    assert index(shares[:, :, list(order)]) == pytest.approx(index(shares), abs=1e-12)


@examples(100)
@given(tables())
def test_what_one_owner_holds_weighs_more_than_what_two_do(shares):
    """Two owners that become one never lower the index."""
    merged = np.concatenate([shares[:, :, :1] + shares[:, :, 1:2], shares[:, :, 2:]], axis=2)
    assert index(merged) >= index(shares) - 1e-12


@examples(100)
@given(tables(), st.integers(0, 3), st.floats(0, 1))
def test_what_is_left_is_what_it_would_be_without(shares, owner, part):
    """First the others stay as they are; then they are the same amounts of a smaller whole."""
    lost = np.zeros_like(shares)
    lost[:, :, owner] = part * shares[:, :, owner]
    own, gone = without(shares, lost)
    assert own == pytest.approx(shares - lost, abs=1e-15)
    for function in range(3):
        whole = 1.0 - lost[0, function].sum()
        wanted = (shares - lost)[0, function] / whole if whole > 0 else np.zeros(4)
        assert gone[0, function] == pytest.approx(wanted, abs=1e-12)
        assert math.fsum(gone[0, function]) <= 1 + 1e-9
