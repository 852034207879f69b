"""How alike two rankings are."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.engine.agreement import rank_biased_overlap, seriation, tau_b
from maps import examples


def ranks(order, items="abcdefgh"):
    """Return the rank of each item in an order such as "cab", 0 for what is not in it."""
    return np.array([order.find(item) + 1 for item in items])


@pytest.mark.parametrize(
    ("first", "second", "persistence", "expected"),
    [
        # X = 1, 1, 3: (.1/.9) (1 x .9 + .5 x .81 + 1 x .729) + 1 x .729 = .226 + .729
        ("abc", "acb", 0.9, 0.955),
        # X = 0, 2: (.5/.5) (0 + 1 x .25) + 1 x .25
        ("ab", "ba", 0.5, 0.5),
        # s = 1, l = 2, X = 1, 1: (.5/.5) (1 x .5 + .5 x .25 + 1 (2-1)/(1 x 2) x .25) + (0/2 + 1/1) x .25 = .75 + .25
        ("a", "ab", 0.5, 1.0),
        # s = 1, l = 2, X = 0, 1: (0 + .5 x .25 + 0) + ((1-0)/2 + 0) x .25
        ("a", "ba", 0.5, 0.25),
        ("abc", "def", 0.9, 0.0),
        ("", "", 0.9, 1.0),
        ("", "ab", 0.9, 0.0),
    ],
)
def test_overlap_by_hand(first, second, persistence, expected):
    """Equation 32 of Webber, Moffat & Zobel (2010), worked out beside each case; either way round."""
    assert rank_biased_overlap(ranks(first), ranks(second), persistence) == pytest.approx(expected, abs=1e-12)
    assert rank_biased_overlap(ranks(second), ranks(first), persistence) == pytest.approx(expected, abs=1e-12)


def test_the_first_ten_ranks_hold_86_per_cent():
    """At p = .9 lists that agree in the first ten of 1,000 and nowhere else overlap by .86 (the paper, section 5.2)."""
    same, others = list(range(1, 11)), list(range(11, 1001))
    first = np.array(same + others + [0] * 990)
    second = np.array(same + [0] * 990 + others)
    weight_of_ten = 1 - 0.9**9 + 10 * (0.1 / 0.9) * (np.log(10) - sum(0.9**i / i for i in range(1, 10)))
    below = sum((0.1 / 0.9) * 10 / d * 0.9**d for d in range(11, 1001))
    assert weight_of_ten == pytest.approx(0.86, abs=0.005)
    assert rank_biased_overlap(first, second, 0.9) == pytest.approx(1 - 0.9**10 + below, abs=1e-9)


def brute_tau(first, second):
    """Kendall's tau-b by its definition: every pair of items that both rank."""
    pairs = [
        (np.sign(first[i] - first[j]), np.sign(second[i] - second[j])) for i, j in combinations(range(len(first)), 2)
    ]
    pairs = [pair for pair in pairs if not np.isnan(sum(pair))]
    untied = [sum(pair[k] != 0 for pair in pairs) for k in (0, 1)]
    if not all(untied):
        return float("nan")
    return sum(a * b for a, b in pairs) / np.sqrt(untied[0] * untied[1])


def test_tau_by_hand():
    """1 2 3 4 against 1 3 2 4: five pairs agree and one does not, 4 / 6; with the last two tied 3 / sqrt(6 x 5)...

    1 2 3 4 against 1 2 3 3: five of the pairs agree and one is tied: 5 / sqrt(6 x 5).
    """
    table = np.array([[1.0, 2, 3, 4], [1, 3, 2, 4], [1, 2, 3, 3]])
    assert tau_b(table)[0, 1] == pytest.approx(4 / 6)
    assert tau_b(table)[0, 2] == pytest.approx(5 / np.sqrt(30))


scores = st.lists(st.sampled_from([0.0, 1.0, 2.0, 3.0, np.nan]), min_size=5, max_size=5)


@examples(50)
@given(st.lists(scores, min_size=2, max_size=4))
def test_tau_is_its_definition(rows):
    """All pairs of rankings at once, ties and gaps included, as counted pair by pair."""
    table = np.array(rows)
    expected = [[brute_tau(first, second) for second in table] for first in table]
    np.testing.assert_allclose(tau_b(table), expected, atol=1e-12)


@examples(50)
@given(st.permutations("abcdefgh"), st.permutations("abcdefgh"), st.integers(0, 8), st.integers(0, 8))
def test_overlap_lies_between_nothing_and_all(first, second, short, long):
    """0 to 1, and 1 for a list and itself."""
    one, other = ranks("".join(first)[:short]), ranks("".join(second)[:long])
    assert 0 <= rank_biased_overlap(one, other, 0.9) <= 1
    assert rank_biased_overlap(one, one, 0.9) == pytest.approx(1, abs=1e-12)


def test_alike_ones_stand_side_by_side():
    """Items on a line, told in disorder, come back in the order of the line, the first of them in the first half."""
    places = [3, 0, 4, 1, 2]
    likeness = np.array([[max(0.0, 1 - abs(a - b) / 5) for b in places] for a in places])
    np.fill_diagonal(likeness, 0)
    assert [places[i] for i in seriation(likeness)] in ([0, 1, 2, 3, 4], [4, 3, 2, 1, 0])
    assert seriation(np.zeros((1, 1))) == [0]
