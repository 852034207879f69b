"""What counts say of a pilot: the rule of docs/track.md, case by case, with the arithmetic beside it."""

import re
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap import load_business, load_map, plan_year
from ecomap.results.logbook import Pilot, Reading
from ecomap.verbs.new_pilot import new_pilot
from ecomap.verbs.track import LUCK, chance, judge_pilots
from maps import ecosystem, practice, sector, some, trend

BEGUN = date(2026, 1, 5)
USUAL = {"baseline": 10.0, "target": 20.0, "review": "2026-03-30"}  # twelve weeks
DAY_6 = BEGUN + timedelta(weeks=6)
LAST = date(2026, 3, 30)


def standing(values, day=DAY_6, spent=(0.0, 0.0), **said):
    """Return where a pilot with one count a day stands."""
    pilot = Pilot("Try", BEGUN.isoformat(), "Orders", id=1, **(USUAL | said))
    days = [(BEGUN + timedelta(days=at)).isoformat() for at in range(1, len(values) + 1)]
    readings = [
        Reading(1, on, value, *spent, id=at) for at, (on, value) in enumerate(zip(days, values, strict=True), 1)
    ]
    return judge_pilots([pilot], readings, day).pilots[0]


@pytest.mark.parametrize(
    ("days", "monthly", "eur", "hours"),
    [
        (84, 5, 200, 20),  # twice 100 and twice 10: 3 months more ask 115 and 16
        (365, 15, 280, 34),  # 12 months: 100 + 12 x 15, 10 + 12 x 2
        (31, 60, 220, 20),  # begun months count whole: 31 days are more than 365.25 / 12
    ],
)
def test_a_pilot_may_cost_what_the_plan_says_to_stop_at(days, monthly, eur, hours):
    """EUR 100 and 10 hours, of which nine in ten firms need half to twice; 2 hours a month; no less than what runs."""
    step = practice("p", "t", hours=10, upkeep=2, eur=100, monthly=monthly)
    around = ecosystem([sector("s1")], [trend("t")], practices=[step])
    pilot = new_pilot(around, BEGUN, practice="p", better="up", review=BEGUN + timedelta(days=days))
    assert (pilot.cap_eur, pilot.cap_hours) == (eur, hours)


@pytest.mark.parametrize("template", some(["bakery", "clinic", "hairdresser", "law-office", "one-person"]))
def test_plan_and_track_stop_at_the_same_numbers(template):
    """Of a step that is one's own work: hours and EUR of its stop rule in the plan are the caps of its pilot."""
    shipped, _ = load_map()
    steps = [one for one in plan_year(shipped, load_business(template, shipped)).steps if one.who == "yourself"]
    told = {one.step: re.findall(r"(?:than|or) (?:EUR )?([\d,]+)", one.stop) for one in steps if one.stop}
    pilots = {step: new_pilot(shipped, BEGUN, practice=step, better="up") for step in told}
    caps = {step: [f"{cap:,}" for cap in (one.cap_hours, one.cap_eur) if cap] for step, one in pilots.items()}
    assert told
    assert caps == told


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"stop": "12"}, "below 12 on 2026-03-30"),
        ({"stop": "12", "direction": "down"}, "above 12 on 2026-03-30"),
        ({"stop": "staff hate it"}, "staff hate it"),
        ({"stop": ""}, "no better than before on 2026-03-30"),
        ({"stop": "", "review": ""}, "no better than before"),
    ],
)
def test_the_stop_rule_in_words(said, rule):
    """A number is a bound on the wrong side, words stay words, nothing said is that it must get better."""
    assert standing([12], **said).rule == rule


def test_luck_is_what_counting_all_tosses_gives():
    """Of all rows of heads and tails, the share with as many heads: 1/16 for 4 of 4, 7/64 for 5 of 6."""
    assert chance(4, 4) == 1 / 16
    assert chance(5, 6) == (6 + 1) / 64
    for of in range(1, 9):
        rows = list(product((0, 1), repeat=of))
        assert all(chance(k, of) == sum(sum(row) >= k for row in rows) / len(rows) for k in range(of + 1))


@pytest.mark.parametrize(("values", "more", "says", "words"), [
    ([], {}, "nothing counted", "Nothing counted yet"),
    ([12, 13, 14], {}, "too few", "3 counts are too few"),
    # 4 of 4 above 10: 1/16; median of 13, 14, 15 is 14: 40 % of the way in half of the time
    ([12, 13, 14, 15], {}, "behind", "slow: 40% of the way to the target after 6 of 12 weeks"),
    # median of 15, 16, 17 is 16: 60 %
    ([12, 15, 16, 17], {}, "on the way", "On the way: 60% of the way to the target after 6 of 12 weeks"),
    ([12, 15, 16, 17], {"target": None}, "better", "Better than before in 4 of 4"),
    # 5 of 6 above: 7/64 = .109 is more than one in ten
    ([12, 12, 9, 12, 12, 12], {}, "unclear", "5 of 6 counts are better"),
    ([10, 10, 10, 10], {}, "unclear", "0 of 4"),
    ([12, 20, 21, 22], {}, "reached", "21, 20 wanted"),
    ([9, 8, 7, 6], {}, "worse", "Worse than before in 4 of 4 counts: the stop rule says stop"),
    ([9, 8, 7, 6], {"stop": "staff hate it"}, "worse", 'look at your rule, "staff hate it"'),
    ([9, 8, 7, 6], {"target": 5.0, "direction": "down"}, "on the way", "60%"),  # 8, 7, 6: 7; 3 of 5
    ([12, 13, 14, 15], {"baseline": None}, "open", "Now 14, 20 wanted"),
    ([20, 20, 20, 20], {"baseline": None}, "reached", "20, 20 wanted"),
    ([12, 13], {"closed": "2026-02-01", "verdict": "change", "note": "Other day"}, "closed", "change. Other day"),
])  # fmt: skip
def test_before_the_day_to_decide(values, more, says, words):
    """Half of the time has passed."""
    found = standing(values, **more)
    assert found.says == says
    assert words in found.text


@pytest.mark.parametrize(("values", "more", "says", "words"), [
    ([12], {}, "too few", "count on and move the day, or stop"),
    ([12, 9, 12, 9], {}, "no better", "in 2 of 4 counts, no clear change, so the stop rule says stop"),
    ([12, 13, 14, 15], {}, "behind", "only 40% of the way"),
    ([12, 13, 14, 15], {"target": None}, "better", "Scale it"),
    ([12, 13, 14, 15], {"stop": "15.0"}, "not enough", "14, and 15 was asked for. Stop."),
    ([12, 13, 14, 15], {"stop": "14.0"}, "behind", "only 40%"),
    ([12, 20, 21, 22], {}, "reached", "21, 20 wanted"),
])  # fmt: skip
def test_on_the_day_to_decide(values, more, says, words):
    """And after it."""
    found = standing(values, LAST, **more)
    assert found.says == says
    assert words in found.text


def test_a_cap_that_is_passed_comes_first():
    """3 x 40 EUR of 100; at the cap is not past it."""
    found = standing([20, 21, 22], spent=(40.0, 1.0), cap_eur=100.0, cap_hours=3.0)
    assert (found.says, found.eur, found.hours) == ("over the cap", 120.0, 3.0)
    assert "EUR 120 of at most 100: stop it" in found.text
    assert "6 of at most 5 hours: stop it" in standing([20, 21, 22], spent=(0.0, 2.0), cap_hours=5.0).text


@pytest.mark.parametrize(("values", "change"), [
    ([], "It takes 4 counts at least"),
    ([12], "3 more counts may be enough"),
    ([12, 13, 14], "1 more count may be enough"),
])  # fmt: skip
def test_it_says_what_would_change_it(values, change):
    """The fewest counts that can say something."""
    assert standing(values).change.startswith(change)


def test_only_the_last_eight_count_and_later_ones_do_not():
    """A slow beginning is forgotten; a day before the last count is answered as it was."""
    found = standing([5] * 6 + [12] * 8)
    assert (found.better, found.of) == (8, 8)
    early = standing([5] * 6 + [12] * 8, BEGUN + timedelta(days=6))
    assert (early.worse, early.of, len(early.readings)) == (6, 6, 6)


counts = st.lists(st.integers(0, 30).map(float), max_size=14)


@given(counts, st.sampled_from([DAY_6, LAST]))
def test_down_is_the_mirror_of_up(values, day):
    """Less is better of the same numbers with the other sign."""
    up = standing(values, day)
    down = standing([-value for value in values], day, baseline=-10.0, target=-20.0, direction="down")
    for name in ("says", "way", "better", "worse", "change"):
        assert getattr(up, name) == getattr(down, name)


@given(counts, st.sampled_from([DAY_6, LAST]))
def test_nothing_is_called_better_or_worse_by_luck(values, day):
    """What is called so has at most one chance in ten without a change; and everything has words."""
    found = standing(values, day)
    if found.says in ("better", "on the way", "behind", "reached", "worse"):
        assert found.luck <= LUCK
    assert found.text


def test_without_counts_there_is_no_luck_to_speak_of():
    """Three better of three: one in eight by luck; of what is as before all is luck; without counts none is told."""
    assert standing([]).luck is None
    assert standing([USUAL["baseline"]] * 2).luck == 1
    assert standing([USUAL["baseline"] + 1] * 3).luck == 1 / 8
