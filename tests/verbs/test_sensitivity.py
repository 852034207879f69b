"""What other settings and other methods do to the first ranks."""

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap import Settings, load_business, rank_trends
from ecomap.verbs.sensitivity import METHODS, TOP, VARIATIONS, kendall, sensitivity, varied
from maps import examples, situations

EXPONENTS = ("influence_exponent", "goal_exponent", "means_exponent")
NAMES = "abcdefg"


def rows(situation, settings=None):
    """Return the rows by the name of the setting."""
    return {row.setting: row for row in sensitivity(*situation, settings or Settings())}


def order(situation, settings=None, method="walks"):
    """Return the trends of a ranking in the order of their ranks."""
    ranking = rank_trends(*situation, settings or Settings(), view="all", method=method)
    return [row.trend.id for row in ranking.opportunities]


# The table.


@pytest.mark.parametrize(("name", "value"), [("attenuation", 0.1), ("horizon", 6.0), ("goal_exponent", 0.45)])
@examples(8)
@given(situations())
def test_what_is_set_already_changes_nothing(name, value, situation):
    """A variation that is the setting in use keeps all of the first five, and all ranks: tau 1."""
    row = rows(situation, varied(Settings(), name, value))[f"{name} = {value:g}"]
    usual = order(situation, varied(Settings(), name, value))
    assert row.kept == min(TOP, len(usual))
    assert row.top == tuple(usual[:TOP])
    assert row.agreement == 1


def test_a_row_of_the_bakery_is_a_ranking(shipped):
    """A row is the beginning of the ranking with this one setting or method, and counts what the two share."""
    situation = (shipped, load_business("bakery", shipped))
    usual, found = order(situation), rows(situation)
    names = [f"{name} = {value:g}" for name, value in VARIATIONS] + [f"method {method}" for method in METHODS]
    assert list(found) == names
    some = dict(zip(names, VARIATIONS, strict=False))
    expected = {
        name: order(situation, varied(Settings(), *some[name]))
        for name in ("attenuation = 0.6", "horizon = 6", "influence_exponent = 0.65")
    }
    expected |= {f"method {method}": order(situation, method=method) for method in METHODS}
    for name, trends in expected.items():
        assert found[name].top == tuple(trends[:TOP])
        assert found[name].kept == len([trend for trend in trends[:TOP] if trend in usual[:TOP]])
        assert found[name].agreement == pytest.approx(brute_kendall(usual, trends), abs=1e-12)


# One setting changed.


@pytest.mark.parametrize("name", EXPONENTS)
@given(value=st.floats(0.05, 0.9))
def test_exponents_go_on_summing_to_one(name, value):
    """A changed exponent takes from the others in proportion, so that the priority stays within 0..100."""
    usual, found = Settings(), varied(Settings(), name, value)
    assert getattr(found, name) == value
    assert sum(getattr(found, exponent) for exponent in EXPONENTS) == pytest.approx(1, abs=1e-12)
    first, second = (exponent for exponent in EXPONENTS if exponent != name)
    kept = getattr(usual, first) / getattr(usual, second)
    assert getattr(found, first) / getattr(found, second) == pytest.approx(kept)


def test_other_settings_are_left_alone():
    """Changing a setting that is no exponent changes nothing else; all variations are settings that are allowed."""
    assert varied(Settings(), "horizon", 6.0) == Settings(horizon=6.0)
    for name, value in VARIATIONS:
        assert Settings(**varied(Settings(), name, value).model_dump())
        assert getattr(Settings(), name) != value


# Kendall's tau.


def brute_kendall(first: list[str], second: list[str]) -> float:
    """Return 1 - 4 swaps / n (n - 1), counting swaps of neighbours while one order is sorted into the other."""
    order, swaps = [name for name in first if name in second], 0
    places = {name: second.index(name) for name in order}
    for _ in order:
        for at in range(len(order) - 1):
            if places[order[at]] > places[order[at + 1]]:
                order[at], order[at + 1] = order[at + 1], order[at]
                swaps += 1
    count = len(order)
    return 1 - 4 * swaps / (count * (count - 1)) if count > 1 else 1.0


@given(st.permutations(NAMES), st.permutations(NAMES), st.integers(0, 7), st.integers(0, 7))
def test_kendall_counts_swaps(first, second, here, there):
    """tau by pairs is tau by the swaps of a bubble sort, over what both orders hold."""
    one, other = list(first)[:here], list(second)[:there]
    assert kendall(one, other) == pytest.approx(brute_kendall(one, other), abs=1e-12)
    assert kendall(one, other) == pytest.approx(kendall(other, one), abs=1e-12)


def test_kendall_of_four():
    """abcd against abdc has one pair of six the other way round: (5 - 1) / 6; reversed -1; the same 1."""
    assert kendall(list("abcd"), list("abdc")) == pytest.approx(2 / 3)
    assert kendall(list("abcd"), list("dcba")) == -1
    assert kendall(list("abcd"), list("abcd")) == 1


def test_kendall_of_all_orders_of_four():
    """Over all 24 orders tau has mean 0 and takes the values of its null distribution: 1 3 5 6 5 3 1 of 24."""
    found = [round(3 * kendall(list("abcd"), list(other))) for other in permutations("abcd")]
    assert [found.count(value) for value in range(-3, 4)] == [1, 3, 5, 6, 5, 3, 1]


def test_kendall_of_fewer_than_two():
    """One thing, or nothing in common, is no disagreement."""
    assert kendall([], []) == kendall(["a"], ["a"]) == kendall(["a", "b"], ["c", "d"]) == 1
    assert all(kendall([a, b], [a]) == 1 for a, b in combinations(NAMES, 2))
