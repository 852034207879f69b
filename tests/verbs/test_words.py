"""Sentences for an owner: what the numbers say, in no word of mathematics."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap import rank_trends
from ecomap.verbs.words import Leader, route, why
from maps import examples, situations

MATHEMATICS = re.compile(
    r"log-?odds|logit|logistic|sigma|delta|kappa|rho\b|z-score|standard deviation|attenuat|eigen|matrix|coupling"
    r"|prevalence|exposure|coefficient|weight|\bnan\b|\binf\b|none",
    re.IGNORECASE,
)
KINDS = ("technology", "practice", "business-model", "platform", "risk", "regulation")

names = st.sampled_from(["Food", "Hotels", "Care", "Schools, colleges"])
leaders = st.lists(
    st.builds(Leader, names, st.floats(0.001, 0.999), st.sampled_from(["", "take appointments", "hold stock"])),
    max_size=4,
)


@examples(100)
@given(st.sampled_from(KINDS), leaders, st.none() | st.floats(0.001, 0.999))
def test_why_is_one_plain_sentence(kind, found, own_share):
    """Whatever is known: one line, a full stop, and no word of mathematics."""
    text = why(kind, found, own_share, "Bakery")
    assert text.endswith(".")
    assert "\n" not in text
    assert not MATHEMATICS.search(text)


@examples(100)
@given(st.lists(names, min_size=1, max_size=4), st.floats(0.001, 0.999), st.floats(-2, 2))
def test_route_is_plain(found, share, push):
    """A pathway in words names every sector on the way, and no word of mathematics."""
    text = route(found, share, push, "you")
    assert all(name in text for name in found)
    assert not MATHEMATICS.search(text)


@examples(40)
@given(situations())
def test_no_mathematics_in_any_row(situation):
    """What a whole ranking tells the owner, sentence by sentence."""
    ranking = rank_trends(*situation, view="all", pathways=True)
    for row in (*ranking.opportunities, *ranking.threats):
        for text in (row.why, row.action.rule, *(pathway.text for pathway in row.pathways)):
            assert not MATHEMATICS.search(text)


def test_nobody_near_has_figures():
    """Neither leaders nor an own figure: the text says that the level is the general one."""
    assert "general level" in why("technology", [], None, "Bakery")


def test_nobody_is_ahead_but_the_peers_use_it():
    """Without leaders the peers' own share is what there is."""
    text = why("technology", [], 0.42, "Bakery")
    assert "42%" in text
    assert "Bakery" in text


def test_two_leaders_are_named_with_their_shares():
    """The two strongest, not the third."""
    text = why("technology", [Leader("Food", 0.3, ""), Leader("Care", 0.2, ""), Leader("Hotels", 0.1, "")], 0.05, "")
    assert all(part in text for part in ("Food", "30%", "Care", "20%"))
    assert "Hotels" not in text


def test_what_is_shared_is_said():
    """The activity that the first leader has in common with the business is its reason."""
    assert "take appointments" in why("technology", [Leader("Care", 0.3, "take appointments")], 0.05, "Bakery")


def test_what_is_shared_is_said_of_nobody_else():
    """What only the third leader does is not told of the two that are named: a sentence says what the numbers say."""
    found = [Leader("Food", 0.3, ""), Leader("Care", 0.2, ""), Leader("Hotels", 0.1, "take appointments")]
    assert "take appointments" not in why("technology", found, 0.05, "Bakery")


def test_what_the_second_shares_is_not_said_of_the_first_alone():
    """A line too long for both names keeps the first: then what only the second does is left out too."""
    long = "keep lists of what people like"
    text = why("technology", [Leader("Schools, colleges", 0.3, ""), Leader("Care", 0.2, long)], 0.05, "")
    assert long not in text


@pytest.mark.parametrize(("kind", "wrong"), [("risk", "ahead"), ("regulation", "ahead")])
def test_nobody_is_ahead_in_suffering(kind, wrong):
    """A sector is hit by a risk and bound by a rule, not ahead in it."""
    assert wrong not in why(kind, [Leader("Food", 0.3, "")], 0.05, "Bakery")


@pytest.mark.parametrize(("share", "text"), [(0.0099, "under 1%"), (0.01, "1%"), (0.125, "12%"), (0.994, "99%")])
def test_shares_are_whole_percentages(share, text):
    """Shares below one percent are not called 0 %."""
    assert f" {text} " in route(["Food"], share, 0.1, "you")


def test_not_quite_all_is_not_all():
    """99.7 % of firms is not 100 %: a share is never whole, as it is never nothing."""
    assert "100%" not in route(["Food"], 0.997, 0.1, "you")


@pytest.mark.parametrize(("push", "verb"), [(0.1, "pushes"), (-0.1, "holds it back"), (0.0, "neither")])
def test_the_verb_follows_the_sign(push, verb):
    """Ahead of the norm pushes, behind it holds back."""
    assert verb in route(["Food"], 0.3, push, "you")


def test_the_way_is_told_in_order():
    """From where it lives, by the sectors between."""
    assert route(["Food", "Care", "Hotels"], 0.3, 0.1, "you").endswith("by way of Care, Hotels")
