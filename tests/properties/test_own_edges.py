"""What influences and activities of a business's own do to its ranking, on random maps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap import Business, Settings, rank_trends
from ecomap.model import OwnActivity, OwnInfluence
from maps import Situation, ecosystem, examples, logit, open_shares, sector, shares, situations, trend

EXACT = {"rel": 0, "abs": 1e-12}


def rows(situation, settings=None):
    """Return one row of every trend."""
    ranking = rank_trends(situation.ecosystem, situation.business, settings)
    return {row.trend.id: row for row in (*ranking.threats, *ranking.opportunities)}


def assert_unchanged(before, after):
    """Assert that a row's likelihood, touch and score are what they were; its rank may have moved."""
    for name in ("likelihood", "likelihood_today", "touch", "score", "lead"):
        assert getattr(after, name) == pytest.approx(getattr(before, name), **EXACT)


def with_fields(situation, **fields):
    """Return the situation with another business in it."""
    return situation._replace(business=situation.business.model_copy(update=fields))


def seeing(situation, name, share):
    """Return the situation in which the owner sees that share of the peers use a trend, and sees nothing else."""
    return with_fields(situation, influences=(OwnInfluence(trend=name, share=share, reason="seen"),))


@examples(25)
@given(situations(plain=True), open_shares, st.data())
def test_what_an_owner_sees_touches_no_other_trend(situation, share, data):
    """Of trends that are parts of no other: the numbers of the others are the same to 1e-12.

    What was taken to be there, as nearly all have it, comes into the list by the word itself; no other comes or goes.
    """
    name = data.draw(st.sampled_from([item.id for item in situation.ecosystem.trends]))
    before, after = rows(with_fields(situation, influences=())), rows(seeing(situation, name, share))
    assert before.keys() - {name} == after.keys() - {name}
    for other in before.keys() - {name}:
        assert_unchanged(before[other], after[other])


def test_a_word_of_the_owner_by_hand():
    """Estimate z with variance var, word .4: z + var / (var + .5625) (logit .4 - z), and no shift of place on top."""
    around = ecosystem([sector("s1")], [trend("t", level=0.3, s=0.5)], {("t", "s1"): 0.1})
    plain = Situation(around, Business(sectors={"s1": 1}))
    before, after = (rows(one, Settings(horizon=0))["t"] for one in (plain, seeing(plain, "t", 0.4)))
    half = 1.6448536269514722
    variance = ((logit(before.likelihood_high) - logit(before.likelihood_low)) / 2 / half) ** 2
    word = variance / (variance + 0.75**2) * (logit(0.4) - before.log_odds.total)
    assert after.log_odds.your_word == pytest.approx(word, abs=1e-9)
    assert after.log_odds.total == pytest.approx(before.log_odds.total + word, abs=1e-9)
    assert "your-word" in after.flags
    assert "your-word" not in before.flags


def test_a_tie_of_the_owner_is_a_dependence_with_its_reason():
    """Said under influences or under depends_on, a share of the pressure counts the same."""
    around = ecosystem([sector("s1"), sector("s2")], [trend("t")], {("t", "s1"): 0.1, ("t", "s2"): 0.8})
    said = OwnInfluence(sector="s2", share=0.25, reason="half of our guests come from there")
    told, plain, without = (
        rows(Situation(around, business))["t"].log_odds
        for business in (
            Business(sectors={"s1": 1}, influences=(said,)), Business(sectors={"s1": 1}, depends_on={"s2": 0.25}),
            Business(sectors={"s1": 1}),
        )
    )  # fmt: skip
    assert told == plain
    assert told.total > without.total


def own(share, **served_by):
    """Return one activity of the owner's own."""
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
    for name in low.keys() & high.keys():
        if name != "t1":
            assert_unchanged(low[name], high[name])
        else:
            assert 0 <= low[name].touch <= high[name].touch + 1e-12 <= 1 + 2e-12


@examples(25)
@given(situations(), shares)
def test_an_own_activity_that_nothing_is_used_for_changes_nothing(situation, share):
    """A trend of which no part goes to the activity leaves every number as it was."""
    plain = with_fields(situation, own_activities=())
    before, after = rows(plain), rows(with_fields(plain, own_activities=own(share, t1=0.0)))
    assert before.keys() == after.keys()
    for name, row in before.items():
        assert_unchanged(row, after[name])
