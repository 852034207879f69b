"""Sentences for an owner: what the numbers say, in no word of mathematics."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap import rank_trends
from ecomap.engine.actions import EMERGING, FITS, LATER, LESS, NEEDED, SKILLS, UNSURE
from ecomap.results.benchmark import ShareOfFirms
from ecomap.verbs.words import (
    LINE,
    Leader,
    first_paragraph,
    lesson_home,
    lesson_why,
    listed,
    percent,
    rule_in_words,
    why,
)
from maps import example_business, example_map, examples, situations

MATHEMATICS = re.compile(
    r"log-?odds|logit|logistic|sigma|delta|kappa|rho\b|z-score|standard deviation|attenuat|eigen|matrix|coupling"
    r"|prevalence|exposure|coefficient|weight|\bnan\b|\binf\b|none",
    re.IGNORECASE,
)
KINDS = ("technology", "practice", "business-model", "platform", "risk", "regulation")

names = st.sampled_from(["Food", "Hotels", "Care", "Schools, colleges"])
phrases = st.sampled_from(["", "take appointments as you do", "hold stock", "keep lists of what people like"])
leaders = st.lists(st.builds(Leader, names, st.floats(0.001, 0.999), phrases), max_size=4)


@examples(200)
@given(st.sampled_from(KINDS), leaders, st.floats(0.001, 0.999), phrases, phrases, st.booleans())
def test_why_is_one_plain_line(kind, found, share, trait, activity, grows):
    """Whatever is known: one line that fits, a full stop, and no word of mathematics."""
    text = why(kind, found, share, trait, activity, grows=grows)
    assert text.endswith(".")
    assert "\n" not in text
    assert len(text) <= LINE
    assert not MATHEMATICS.search(text)


@examples(40)
@given(situations())
def test_no_mathematics_in_any_row(situation):
    """What a whole ranking tells the owner, sentence by sentence."""
    ranking = rank_trends(*situation, pathways=True)
    for row in (*ranking.opportunities, *ranking.threats):
        for text in (row.why, row.action.rule, *(pathway.text for pathway in row.pathways)):
            assert not MATHEMATICS.search(text)


FOOD, CARE = Leader("Food", 0.3, "bake as you do"), Leader("Care", 0.2, "take appointments as you do")


@pytest.mark.parametrize(
    ("found", "share", "trait", "grows", "told"),
    [
        ([FOOD], 0.2, "", False, ["Food 30%; they too bake."]),
        ([FOOD], 0.1, "", False, ["New: Food 30%; they too bake."]),
        ([FOOD], 0.6, "", False, ["Catch up: Food 30%; they too bake."]),
        ([FOOD._replace(shared=""), CARE], 0.2, "", False, ["Care 20%; they too take appointments."]),
        ([], 0.6, "take bookings as you do", False, ["Catch up: ", "most firms like yours use it"]),
        ([], 0.1, "take bookings as you do", True, ["New: ", "you take bookings", "grow"]),
        ([], 0.1, "", False, ["New: ", "few firms like yours use it"]),
        ([], 0.34, "take bookings as you do", False, ["You take bookings"]),
        ([], 0.34, "", False, ["About 3 in 10 firms like yours use it"]),
    ],
)  # fmt: skip
def test_why_says_what_the_numbers_say(found, share, trait, grows, told):
    """Who is ahead and alike, else how many firms like it use it and what of it raises that."""
    text = why("technology", found, share, trait, grows=grows)
    assert all(part in text for part in told)
    assert ("grow" in text) == grows


@pytest.mark.parametrize(
    ("share", "grows", "told"),
    [
        (0.6, False, "Catch up: you promote yourself, and most like you use it."),
        (0.34, False, "You promote yourself; about 3 in 10 like you use it."),
        (0.1, True, "New: you promote yourself, and it grows fast."),
        (0.1, False, "New: you promote yourself; few like you use it."),
    ],
)
def test_what_it_serves_is_told_before_what_the_firm_is(share, grows, told):
    """An activity of the firm's own says more to an owner than a trait of it, and is said to the owner's face."""
    assert why("technology", [], share, "take bookings as you do", "promote themselves", grows=grows) == told
    assert "promote" not in why("risk", [], share, "", "promote themselves", grows=grows)


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (0.159, "New: few firms like yours use it yet."),
        (0.16, "About 2 in 10 firms like yours use it."),  # .16 itself is not rare
        (0.26, "About 3 in 10 firms like yours use it."),
        (0.44, "About 4 in 10 firms like yours use it."),
        (0.5, "About 5 in 10 firms like yours use it."),  # a half is not most
        (0.501, "Catch up: most firms like yours use it."),
    ],
)
def test_few_are_below_sixteen_in_a_hundred_and_most_above_a_half(share, told):
    """Between them so many in ten, rounded; the same bounds where an activity of the firm is told."""
    assert why("technology", [], share, "", grows=False) == told
    touched = why("technology", [], share, "", "sell", grows=False)
    assert ("few like you" in touched, "most like you" in touched) == (share < 0.16, share > 0.5)
    assert ("grows" in why("technology", [], share, "", grows=True)) == (share < 0.16)


@pytest.mark.parametrize("share", [0.9, 0.97])
def test_what_nine_in_ten_have_is_told_as_theirs_most_likely(share):
    """Hardly one in ten who reads it lacks it: nobody ahead, nothing of what it is for; below nine in ten as before."""
    ahead = [Leader("Hotels", 0.99, "take bookings")]
    told = why("technology", ahead, share, "", "sell", grows=False)
    assert told == "Catch up if you have not got it: nearly all firms like yours use it."
    assert "Hotels" in why("technology", ahead, 0.89, "", "sell", grows=False)
    assert "got it" not in why("risk", [], share, "", grows=False)


def test_a_line_may_be_full_and_not_a_letter_longer():
    """76 characters fit; of more, the next best thing is told."""
    text = why("technology", [Leader("Food", 0.3, "bake as you do")], 0.2, "", grows=False)
    for more, fits in ((LINE - len(text), True), (LINE - len(text) + 1, False)):
        assert ("30%" in why("technology", [Leader("Food" + "d" * more, 0.3, "bake")], 0.2, "", grows=False)) == fits
    text = why("technology", [], 0.2, "", "sell", grows=False)
    for more, fits in ((LINE - len(text), True), (LINE - len(text) + 1, False)):
        assert ("sell" in why("technology", [], 0.2, "", "sell" + "l" * more, grows=False)) == fits


def test_only_the_first_two_are_named():
    """What the third has in common is not told of the two that come before it."""
    silent = [FOOD._replace(shared=""), CARE._replace(shared="")]
    text = why("technology", [*silent, Leader("Hotels", 0.4, "take bookings")], 0.3, "", grows=False)
    assert "Hotels" not in text
    assert "bookings" not in text


@pytest.mark.parametrize(("kind", "told"), [("risk", "are hit"), ("regulation", "are bound")])
def test_nobody_is_ahead_in_suffering(kind, told):
    """Firms are hit by a risk and bound by a rule; nobody catches up with either."""
    text = why(kind, [], 0.6, "", grows=False)
    assert told in text
    assert "atch up" not in text


@pytest.mark.parametrize(
    ("share", "text"), [(0.0099, "under 1%"), (0.01, "1%"), (0.125, "12%"), (0.99, "99%"), (0.997, "over 99%")]
)
def test_shares_are_whole_percentages(share, text):
    """Shares below one percent are not called 0 %, and those above 99 % not all."""
    assert percent(share) == text


@pytest.mark.parametrize(
    ("rule", "missing", "short", "first", "needed", "told"),
    [
        (FITS, {}, [], [], [], "worth a step, and it fits your means together with what comes before it"),
        (FITS, {}, [], ["Till"], [],
         "worth a step, and it fits your means together with what comes before it; Till first"),
        (UNSURE, {}, [], [], [], "fits your means, but is not sure to be worth it: try it small"),
        (EMERGING, {}, [], [], [], "fits your means, but is young: try it small"),
        (LESS, {}, [], [], [], "under 20 points: other things bring more"),
        (LATER, {}, [], [], [], "fits alone, but Web comes first"),
        (LATER, {"hours": 12.4, "EUR": 1500.0}, [], ["Till", "Web"], [],
         "12 hours and EUR 1,500 beyond your means with what it needs first; Till and Web first"),
        (SKILLS, {}, ["craft", "data", "net"], [], [],
         "more than a level short of craft, data and net: learn it or find somebody first"),
        (NEEDED, {}, [], [], ["Shop"], "needed first for Shop"),
        (NEEDED, {}, [], [], [], "needed first for something that you begin"),
    ],
)  # fmt: skip
def test_rules_in_words(rule, missing, short, first, needed, told):
    """What holds an owner back is said, with how much is missing and what comes first."""
    waits = "with what it needs first" if missing else "Web comes first"
    assert rule_in_words(rule, missing, short, first, needed, 20.0, waits) == told


def test_names_as_people_say_them():
    """One, two, three, none."""
    assert [listed("abc"[:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"cross": True, "lead": 0.5}, "Food is further along than your own trade, and shows how it is done."),
        ({"cross": False, "lead": -0.01}, "Your own trade (Care) is further along than the sectors around you."),
        ({"cross": False, "lead": 0.0}, "The sectors around you stand about where your own trade does."),
        ({"cross": False, "lead": 0.5}, "The sectors around you stand about where your own trade does."),
        (
            {"cross": False, "lead": -1.0, "flags": ("own-figure-unknown",)},
            "How far your own trade (Care) is, no figure says: it is estimated.",
        ),
    ],
)
def test_who_is_further_along_is_told_once(said, told):
    """The sectors around if that is sure, the own trade if it leads, neither where nobody knows."""
    row = replace(rank_trends(example_map(), example_business()).opportunities[0], **({"flags": ()} | said))
    assert first_paragraph(row, ["Food"], ["Care"], 2029, threat=False)[1] == told


@pytest.mark.parametrize(("touch", "told"), [(0.66, "much"), (0.65, "part"), (0.33, "part"), (0.32, "little")])
def test_how_much_is_touched_is_told_in_thirds(touch, told):
    """Of what the firm does."""
    row = replace(rank_trends(example_map(), example_business()).opportunities[0], touch=touch, activities={"a": 1.0})
    assert f"It touches {told} of what you do." in first_paragraph(row, [], ["Care"], 2029, threat=False)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.024, "Hardly any"), (0.025, "About 1 in 20"), (0.074, "About 1 in 20"), (0.075, "About 1 in 10"),
        (0.3, "About 3 in 10"), (0.94, "About 9 in 10"), (0.95, "Nearly all"),
    ],
)  # fmt: skip
def test_shares_are_said_as_people_say_them(share, said):
    """Under 1 in 40 hardly any, under 3 in 40 about 1 in 20, from 19 in 20 on nearly all; else so many in ten."""
    found = rank_trends(example_map(), example_business()).opportunities[0]
    row = replace(found, likelihood=share, likelihood_today=0.5)
    told = first_paragraph(row, [], ["Care"], 2029, threat=False)[0]
    assert told.startswith(f"{said} firms like yours will use it by 2029")


@pytest.mark.parametrize(
    ("now", "then", "told"),
    [
        (0.26, 0.346, "35 in 100 firms like yours will use it by 2029, 26 in 100 do today."),
        (0.247, 0.258, "26 in 100 firms like yours will use it by 2029, 25 in 100 do today."),
        (0.004, 0.02, "2 in 100 firms like yours will use it by 2029, hardly any do today."),
        (0.02, 0.004, "Hardly any firms like yours will use it by 2029, 2 in 100 do today."),
        (0.861, 0.864, "About 9 in 10 firms like yours will use it by 2029, as many as today."),
        (0.001, 0.002, "Hardly any firms like yours will use it by 2029, as many as today."),
        (0.2, 0.4, "About 4 in 10 firms like yours will use it by 2029, 2 in 10 do today."),
        (0.01, 0.98, "Nearly all firms like yours will use it by 2029, hardly any do today."),
    ],
)
def test_two_shares_are_told_so_that_they_differ(now: float, then: float, told: str) -> None:
    """From 25 to 35 % is no "3 in 10 by 2029, 3 in 10 today": what is the same in tenths is told in hundredths."""
    found = rank_trends(example_map(), example_business()).opportunities[0]
    row = replace(found, likelihood=then, likelihood_today=now)
    assert first_paragraph(row, [], ["Care"], 2029, threat=False)[0] == told


@pytest.mark.parametrize(
    ("ahead", "likely", "told"),
    [
        (True, True, "It is at home in Food (~40%)."),
        (False, True, "It is at home in Food, by the figures not surely further along (~40%)."),
        (False, False, "It is at home in Food, by the figures no further along (~40%)."),
    ],
)
def test_where_a_practice_is_at_home_is_told_with_what_the_figures_say(ahead, likely, told):
    """Ahead, perhaps ahead, or not."""
    assert lesson_home("Food", 0.4, ahead=ahead, likely=likely) == told


@pytest.mark.parametrize(
    ("there", "yours", "told"),
    [
        ({}, {}, True),
        ({}, {"evidence": "other"}, False),
        ({}, {"year": 2024}, False),
        ({"counted": False}, {"counted": False}, False),  # both estimates: the shares that are told are today's
    ],
)
def test_shares_of_one_survey_are_told_for_today_once(there, yours, told):
    """Published side by side they are of one year; what today is like is said beside, of those alone."""
    same = {"share": 0.4, "source": "Office", "evidence": "survey", "year": 2025, "counted": True, "counts": ""}
    shares = [ShareOfFirms(**same | said | {"today": now}) for said, now in ((there, 0.6), (yours, 0.3))]
    text = lesson_why(*shares, [], "", ahead=True)
    assert text == ("Now ~60% there, ~30% in your trade." if told else "")


def test_a_lesson_says_what_both_do_and_where_it_is_at_home():
    """In this order: what the figures say against it, its home, what both have in common."""
    share = ShareOfFirms(0.4, 2026, False, "estimated", "sector-posterior", "", 0.4)
    phrases = ["take bookings as you do", "hold stock"]
    assert lesson_why(share, share, phrases, "It is at home in Food.", ahead=False) == (
        "By the figures it is no further along than you. It is at home in Food. They too take bookings and hold stock."
    )
