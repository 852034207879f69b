"""What influences and activities of a business's own do to its ranking, on random maps."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap import Business, rank_trends
from ecomap.model import OwnActivity, OwnInfluence
from maps import FACE_VALUE, Situation, ecosystem, examples, open_shares, sector, shares, situations, trend


def rows(situation):
    """Return one row of every trend."""
    ranking = rank_trends(situation.ecosystem, situation.business, FACE_VALUE, view="all", pathways=True)
    return {row.trend.id: row for row in (*ranking.threats, *ranking.opportunities)}


def assert_unchanged(before, after):
    """Assert that a row's likelihood, touch and score are what they were; its rank may have moved."""
    for name in ("likelihood", "likelihood_today", "touch", "score", "lead"):
        assert getattr(after, name) == pytest.approx(getattr(before, name), rel=1e-12, abs=1e-12)


def with_fields(situation, **fields):
    return situation._replace(business=situation.business.model_copy(update=fields))


def seeing(situation, name, share):
    """Return the situation in which the owner sees that share of the peers use a trend, and sees nothing else."""
    return with_fields(situation, influences=(OwnInfluence(trend=name, share=share, reason="seen"),))


@examples(25)
@given(situations(), open_shares, open_shares)
def test_seeing_more_never_lowers_the_likelihood_and_touches_no_other_trend(situation, first, second):
    """The larger share among the peers gives the larger L; the other trends' numbers are the same to 1e-12."""
    low, high = (rows(seeing(situation, "t1", share)) for share in sorted((first, second)))
    for name, row in low.items():
        if name == "t1":
            assert row.likelihood <= high[name].likelihood + 1e-12
        else:
            assert_unchanged(row, high[name])


@examples(25)
@given(situations(known=True), st.data())
def test_seeing_what_the_map_says_changes_nothing(situation, data):
    """In one sector whose figure the owner repeats, every number stays what it was."""
    own = data.draw(st.sampled_from([item.id for item in situation.ecosystem.sectors]))
    alone = situation._replace(business=Business(sectors={own: 1}))
    figure = next(i.prevalence for i in situation.ecosystem.influences if (i.trend, i.sector) == ("t1", own))
    before, after = rows(alone), rows(seeing(alone, "t1", figure))
    for name, row in before.items():
        assert_unchanged(row, after[name])


def test_a_figure_of_the_owner_by_hand():
    """No couplings: L is the peers' share itself, 0.4, where the map has 0.1 and 0.9 in the two own sectors."""
    around = ecosystem([sector("s1"), sector("s2")], [trend("t", norm=0.3)], {("t", "s1"): 0.1, ("t", "s2"): 0.9})
    row = rows(seeing(Situation(around, Business(sectors={"s1": 1, "s2": 3})), "t", 0.4))["t"]
    assert row.likelihood == pytest.approx(0.4, abs=1e-12)
    assert row.log_odds.own_sector == pytest.approx(math.log(0.4 / 0.6) - math.log(0.3 / 0.7), abs=1e-12)
    assert {item for pathway in row.pathways for item in pathway.evidence} == {"owner"}
    assert "own-figure-seen" in row.flags


def test_a_tie_of_the_owner_is_a_dependence_with_its_reason():
    """Said under influences or under depends_on, a share of the pressure counts the same."""
    around = ecosystem([sector("s1"), sector("s2")], [trend("t")], {("t", "s1"): 0.1, ("t", "s2"): 0.8})
    said = OwnInfluence(sector="s2", share=0.25, reason="half of our guests come from there")
    told, plain = (
        rows(Situation(around, business))["t"]
        for business in (
            Business(sectors={"s1": 1}, influences=(said,)), Business(sectors={"s1": 1}, depends_on={"s2": 0.25}),
        )
    )  # fmt: skip
    assert told.log_odds == plain.log_odds


def own(share, **served_by):
    return (OwnActivity(id="own", name="Own", share=share, served_by=served_by, reason="said"),)


def test_an_own_activity_by_hand():
    """s = .8, q = .6 of "book", done at .5: touch .2 + .8 x .3 = .44; a quarter of the use goes to the own activity,
    done fully: .2 + .8 (.75 x .3 + .25 x 1) = .58."""
    around = ecosystem([sector("s", {"book": 0.5})], [trend("t", specificity=0.8, services={"book": 0.6})])
    plain = Situation(around, Business(sectors={"s": 1}))
    assert rows(plain)["t"].touch == pytest.approx(0.44, abs=1e-12)
    row = rows(with_fields(plain, own_activities=own(1, t=0.25)))["t"]
    assert row.touch == pytest.approx(0.58, abs=1e-12)
    assert row.activities == pytest.approx({"book": 0.8 * 0.75 * 0.3 / 0.58, "own": 0.8 * 0.25 / 0.58}, abs=1e-12)


@examples(25)
@given(situations(), shares, shares, shares)
def test_doing_more_of_an_own_activity_never_lowers_a_touch(situation, served, first, second):
    """The touch rises with what is done, stays within 0 and 1, and no other trend's row changes."""
    low, high = (
        rows(with_fields(situation, own_activities=own(share, t1=served))) for share in sorted((first, second))
    )
    for name, row in low.items():
        if name != "t1":
            assert_unchanged(row, high[name])
        elif name in high:
            assert 0 <= row.touch <= high[name].touch + 1e-12 <= 1 + 2e-12


@examples(25)
@given(situations(), shares)
def test_an_own_activity_that_nothing_is_used_for_changes_nothing(situation, share):
    """A trend of which no part goes to the activity leaves every number as it was."""
    plain = with_fields(situation, own_activities=())
    before, after = rows(plain), rows(with_fields(plain, own_activities=own(share, t1=0.0)))
    assert before.keys() == after.keys()
    for name, row in before.items():
        assert_unchanged(row, after[name])
