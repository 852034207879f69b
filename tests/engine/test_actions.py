"""What is taken: first steps by value for their price, as far as the means reach together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.engine.actions import (
    ACTION_OF_RULE,
    ACTIONS,
    EMERGING,
    FITS,
    LATER,
    LESS,
    NEEDED,
    SKILLS,
    UNSURE,
    Means,
    Steps,
    asked_for,
    means_of,
    rules,
    walk,
)
from ecomap.engine.businesses import Links
from ecomap.model.settings import HOUR_EUR
from maps import examples

NAMES = "abcdef"
PRIORITY = np.array([[58.0, 26, 40, 22, 21, 12]])
HOURS, EUR = np.array([16.0, 6, 40, 4, 30, 2]), np.array([500.0, 18, 1500, 0, 200, 0])
NONE = np.zeros((1, 6), dtype=bool)


def steps(hours=HOURS, eur=EUR, short=None, more_hours=None, more_money=None) -> Steps:
    """Return the steps of one business; nothing lacks unless told."""
    count = len(hours)
    nothing = np.zeros((1, count))
    price = np.maximum(1.0, HOUR_EUR * np.asarray(hours) + np.asarray(eur))[None]
    return Steps(
        np.asarray(hours)[None], np.asarray(eur)[None], price,
        nothing if short is None else np.asarray(short)[None],
        nothing if more_hours is None else np.asarray(more_hours)[None],
        nothing if more_money is None else np.asarray(more_money)[None],
    )  # fmt: skip


def means(hours=np.inf, money=np.inf, places=np.inf) -> Means:
    """Return the means of one business."""
    return Means(np.array([hours]), np.array([money]), np.array([places]))


def walk_all(value, worth, given_, first, adopted, have):
    """Return what is taken, (business, trend), of steps of every trend."""
    asked = asked_for(worth, Links.to(first), adopted)
    cells = asked.business, asked.trend
    begun, found = walk(asked, value[worth], Steps(*(part[cells] for part in given_)), have), np.zeros_like(worth)
    found[asked.business[begun], asked.trend[begun]] = True
    return found


def taken(given_steps=None, have=None, needs=(), adopted=NONE, value=PRIORITY, worth=None) -> str:
    """Return what is taken of the worked example, by name; needs are pairs of trend and what it needs first."""
    first = np.zeros((value.shape[1],) * 2, dtype=bool)
    for trend, other in needs:
        first[NAMES.index(trend), NAMES.index(other)] = True
    found = walk_all(
        value, value >= 20 if worth is None else worth, given_steps or steps(), first, adopted, have or means()
    )
    return "".join(NAMES[place] for place in np.flatnonzero(found[0]))


# --- the worked example ---------------------------------------------------------------------------------------


def test_the_worked_example():
    """60 h and EUR 2,200: d, b, a and e take 56 h and EUR 718; c does not fit any more, f is not worth a step."""
    assert taken(have=means(60, 2200)) == "abde"
    assert float(HOURS[[3, 1, 0, 4]].sum()) == 56
    assert float(EUR[[3, 1, 0, 4]].sum()) == 718


def test_the_order_of_the_worked_example():
    """d b a e c by value for price: with ever more hours they come one by one, each where its hours are there."""
    found = [taken(have=means(hours)) for hours in (3.9, 4, 10, 26, 56, 96)]
    assert found == ["", "d", "bd", "abd", "abde", "abcde"]


def test_it_stops_at_the_first_that_does_not_fit():
    """d a c e b take 4 + 16 + 2 + 30 h and half an hour: past e, for which 22.5 h do not reach, b is not looked at."""
    others = steps([16, 0.5, 2, 4, 30, 2], [500, 9000, 1500, 0, 200, 0])
    assert taken(others, means(22.5)) == "acd"
    assert taken(others, means(52.5)) == "abcde"


@pytest.mark.parametrize(
    ("have", "expected"), [(means(money=517), "bd"), (means(money=518), "abd"), (means(places=2), "bd")]
)
def test_each_mean_is_a_limit(have, expected):
    """Money: 0 + 18 + 500 by the third; places for change: one each."""
    assert taken(have=have) == expected


def test_what_is_needed_first_is_paid_once():
    """d and b both need f (2 h): 4 + 2 for d, 6 for b, 12 together; with 11.9 b has to wait."""
    needs = [("d", "f"), ("b", "f")]
    assert taken(have=means(11.9), needs=needs) == "df"
    assert taken(have=means(12), needs=needs) == "bdf"
    assert taken(have=means(10), needs=needs, adopted=np.array([[0, 0, 0, 0, 0, 1]]) > 0) == "bd"


def test_a_gap_of_two_levels_keeps_its_place():
    """d lacks two levels: it is not taken, but its 4 h and the 6 h of learning are reserved before b's 6."""
    lacking = steps(short=[0, 0, 0, 2, 0, 0], more_hours=[0, 0, 0, 6, 0, 0])
    assert taken(lacking, means(15.9)) == ""
    assert taken(lacking, means(16)) == "b"
    assert taken(lacking, means(9)) == ""  # not even reserved: there it stops


def test_a_gap_of_one_level_is_paid_for():
    """d lacks one level and is taken with the 6 h of learning."""
    lacking = steps(short=[0, 0, 0, 1, 0, 0], more_hours=[0, 0, 0, 6, 0, 0])
    assert taken(lacking, means(9.9)) == ""
    assert taken(lacking, means(10)) == "d"


def test_what_needs_something_with_a_gap_of_two_waits_with_it():
    """b needs f, which lacks two levels: b is not taken either, a is."""
    lacking = steps(short=[0, 0, 0, 0, 0, 2])
    assert taken(lacking, means(), needs=[("b", "f")]) == "acde"


def test_ties_go_to_the_cheaper_and_then_to_the_first():
    """Equal value for price: 20 for 1 h before 40 for 2 h; of two alike the first by place."""
    value, hours = np.array([[40.0, 20.0, 20.0]]), [2, 1, 1]
    given_, unused = steps(hours, [0, 0, 0]), np.zeros((1, 3), dtype=bool)
    assert taken(given_, means(1), value=value, adopted=unused) == "b"
    assert taken(given_, means(2), value=value, adopted=unused) == "bc"


def test_means_of_a_year():
    """46 weeks; up to 3 people six changes, up to 20 twelve, more eighteen; nothing said is no limit."""
    found = means_of(np.array([2.0, np.nan]), np.array([500.0, np.nan]), np.array([3.0, np.nan]))
    assert [part.tolist() for part in found] == [[92, np.inf], [500, np.inf], [6, np.inf]]
    people = np.array([0.0, 3, 4, 20, 21, 1000])
    assert means_of(people, people, people).places.tolist() == [6, 6, 12, 12, 18, 18]
    assert means_of(people, people, None).places.tolist() == [np.inf] * 6


@pytest.mark.parametrize(
    ("worth", "taken", "short", "sure", "emerging", "rule", "action"),
    [
        (1, 1, 0, 1, 0, FITS, "act"), (1, 1, 1, 1, 0, FITS, "act"), (1, 1, 0, 0, 0, UNSURE, "pilot"),
        (1, 1, 0, 1, 1, EMERGING, "pilot"), (1, 0, 0, 1, 0, LATER, "prepare"), (1, 0, 2, 1, 0, SKILLS, "prepare"),
        (0, 0, 0, 1, 0, LESS, "watch"), (0, 1, 0, 0, 0, NEEDED, "act"), (0, 0, 2, 0, 1, LESS, "watch"),
    ],
)  # fmt: skip
def test_rules(worth, taken, short, sure, emerging, rule, action):
    """What is taken is begun, small where young or unsure; what is worth it and not taken is prepared for."""
    one = np.ones((1, 1), dtype=bool)
    found = rules(one & worth, one & taken, np.array([[float(short)]]), one & sure, np.array([bool(emerging)]))
    assert found[0, 0] == rule
    assert ACTIONS[ACTION_OF_RULE[rule]] == action


# --- against a plain loop -------------------------------------------------------------------------------------


def walked(value, worth, given_, needs, have):
    """Return what is taken, walked as the page says it, one business, one trend at a time."""
    left, reserved, begun = [float(part[0]) for part in have], set(), set()
    rate = [round(float(value[0, t] / given_.price[0, t]), 12) for t in range(value.shape[1])]
    for trend in sorted(np.flatnonzero(worth[0]).tolist(), key=lambda t: (-rate[t], given_.price[0, t], t)):
        whole = {trend, *np.flatnonzero(needs[trend]).tolist()}
        new = whole - reserved
        cost = [
            sum(float(given_.hours[0, t] + given_.more_hours[0, t]) for t in new),
            sum(float(given_.money[0, t] + given_.more_money[0, t]) for t in new),
            len(new),
        ]
        if any(amount > limit + 1e-6 for amount, limit in zip(cost, left, strict=True)):
            break
        left = [limit - amount for amount, limit in zip(cost, left, strict=True)]
        reserved |= whole
        if all(given_.short[0, t] <= 1 for t in whole):
            begun |= whole
    return begun


@examples(150)
@given(st.data())
def test_it_is_the_plain_loop(data):
    """Many businesses at once take what each takes in a loop over its own list, prerequisites and gaps included."""
    count = data.draw(st.integers(1, 5))

    def some(least, most):
        return [data.draw(st.integers(least, most)) for _ in range(count)]

    needs = np.zeros((count, count), dtype=bool)
    for trend in range(count):
        needs[trend, :trend] = [data.draw(st.booleans()) and data.draw(st.booleans()) for _ in range(trend)]
        needs[trend] |= needs[needs[trend]].any(axis=0)
    several = []
    for _ in range(data.draw(st.integers(1, 3))):
        value = np.array([some(0, 60)], dtype=float)
        hours, eur = (np.array(some(0, most), dtype=float) for most in (30, 900))
        given_ = steps(hours, eur, some(0, 2), some(0, 9), some(0, 99))
        limits = ((20, 60), (400, 2000), (2, 4))
        have = means(*(data.draw(st.sampled_from([np.inf, least, most])) for least, most in limits))
        several.append((value, value >= 20, given_, have))
    value, worth = (np.concatenate([one[part] for one in several]) for part in (0, 1))
    joined, have = (
        kind(*(np.concatenate(parts) for parts in zip(*(one[at] for one in several), strict=True)))
        for kind, at in ((Steps, 2), (Means, 3))
    )
    found = walk_all(value, worth, joined, needs, np.zeros(value.shape, dtype=bool), have)
    for row, one in zip(found, several, strict=True):
        assert set(np.flatnonzero(row).tolist()) == walked(*one[:3], needs, one[3])
