"""Log-odds whose parts add up, the years until a share is passed, and points."""

import numpy as np
import pytest

from ecomap.engine.likelihood import (
    LogOdds,
    MapTerms,
    cross_sector_lead,
    leads,
    log_odds,
    logistic,
    logit,
    network_part,
    points_per_log_odds,
    readiness_part,
    years_until,
)
from ecomap.engine.priority import touch
from ecomap.engine.propagation import Reach, WalkShares
from maps import walk_shares

# The worked example of docs/model.md.
COUPLING = np.array([[0.0, 0.5, 0.0], [0.4, 0.0, 0.0], [0.0, 0.3, 0.0]])
EXPOSURE, OWN = np.array([0.75, 0.25, 0.0]), np.array([True, True, False])
PREVALENCE, NORM, SPREAD, PACE = np.array([[0.2, 0.5, 0.8]]), np.array([-0.5]), np.array([1.1]), np.array([0.25])
KNOWN = np.ones((1, 3), dtype=bool)
LEAD = leads(PREVALENCE, NORM, np.zeros((1, 3)))  # its sectors' readiness is 0
EXACT = {"rel": 0, "abs": 1e-9}


@pytest.fixture
def shares() -> WalkShares:
    """Return the walk shares of the example."""
    return walk_shares(COUPLING, 0.5, EXPOSURE, OWN)


@pytest.fixture
def parts(shares: WalkShares) -> LogOdds:
    """Return the log-odds of the example: three years, D = .5, kappa = 1, rho = .2."""
    network = network_part(LEAD, KNOWN, shares, OWN)
    terms = MapTerms(
        LEAD.T, LEAD.T, np.zeros((3, 1)), NORM, PACE * 3.0, readiness_part(0.2, SPREAD, np.array(1.0)), 1.0,
        np.zeros(3), Reach.of(COUPLING, 0.5),
    )  # fmt: skip
    nowhere = np.zeros(len(terms.norm))
    return log_odds(terms, 0.5, network, nowhere, nowhere)


def test_example_leads():
    """u = logit m - norm: ln(.25) + .5, 0 + .5, ln(4) + .5."""
    assert LEAD[0] == pytest.approx([-0.8862943611, 0.5, 1.8862943611], **EXACT)


def test_readiness_lets_expect_part_of_a_lead():
    """rho sigma d = .2 * 1.1 * (.5, 0, -1) = (.11, 0, -.22): what a sector's readiness explains is no lead."""
    expected = readiness_part(0.2, SPREAD, np.array([0.5, 0.0, -1.0]))
    assert expected[0] == pytest.approx([0.11, 0.0, -0.22])
    assert leads(PREVALENCE, NORM, expected)[0] == pytest.approx(LEAD[0] - [0.11, 0.0, -0.22])


def test_example_log_odds(parts):
    """z = -.5 + .75 + .11 - .3197929326 = .0402070674, with readiness .2 * 1.1 * .5 = .11."""
    assert parts.norm[0] == -0.5
    assert parts.pace[0] == 0.75
    assert parts.readiness[0] == pytest.approx(0.11, **EXACT)
    assert parts.own_sector[0] == pytest.approx(-0.4029349566, **EXACT)
    assert parts.direct[0] == pytest.approx(0.0674463724, **EXACT)
    assert parts.indirect[0] == pytest.approx(0.0156956517, **EXACT)
    assert parts.network[0] == pytest.approx(-0.3197929326, **EXACT)
    assert parts.total[0] == pytest.approx(0.0402070674, **EXACT)


def test_example_likelihood(parts):
    """L = logistic(z) = .5100504129; today, without the pace, .3296445961."""
    assert logistic(parts.total)[0] == pytest.approx(0.5100504129, **EXACT)
    assert logistic(parts.total - parts.pace)[0] == pytest.approx(0.3296445961, **EXACT)


def test_example_lead(shares):
    """Lead of s3 over s1 and s2: 1.8862943611 - (.6385068762 u1 + .3143418468 u2) / .9528487230 = 2.3152545."""
    assert cross_sector_lead(LEAD, KNOWN, shares, OWN)[0] == pytest.approx(2.3152545, **EXACT)
    assert network_part(LEAD, KNOWN, shares, OWN).scale[0] == 1.0


def test_example_influence_and_points(parts):
    """touch = .2 + .8 (.6 + .4 * .25) = .76; I = .76 L; norm and pace earn 42.7254..., a log-odds unit 18.8832..."""
    touched = touch(np.array([0.8]), np.array([[0.6, 0.4]]), np.array([[1.0, 0.25]]))[0]
    influence = touched * logistic(parts.total)
    assert touched[0] == pytest.approx(0.76, **EXACT)
    assert influence[0] == pytest.approx(0.3876383138, **EXACT)
    assert 0.7 * influence[0] == pytest.approx(0.2713468197, **EXACT)
    assert (1 - 0.7) * influence[0] == pytest.approx(0.1162914941, **EXACT)
    assert 100 * (touched * logistic(parts.norm + parts.pace))[0] == pytest.approx(42.7254140673, **EXACT)
    assert points_per_log_odds(parts, touched)[0] == pytest.approx(18.8832990521, **EXACT)


def test_example_years(parts):
    """Half of such firms: (0 - (.0402070674 - .75)) / .25 = 2.8391717304 years; 16 % is passed already."""
    today = parts.total - parts.pace
    assert years_until(0.5, today, PACE)[0] == pytest.approx(2.8391717304, **EXACT)
    assert years_until(0.16, today, PACE)[0] == 0.0


def test_points_add_up(parts):
    """Points of the norm and of every part beyond it sum to 100 touch L."""
    touched = np.array([0.76])
    beyond = parts.readiness + parts.network
    start = 100 * touched * logistic(parts.norm + parts.pace)
    whole = start + points_per_log_odds(parts, touched) * beyond
    assert whole[0] == pytest.approx(100 * 0.76 * logistic(parts.total)[0], abs=1e-12)


def test_points_where_nothing_moves_the_norm():
    """At z = z0 the quotient is its limit, the derivative L (1 - L): at .5 that is .25, so 25 points a unit."""
    zero = np.zeros(1)
    flat = LogOdds(*[zero] * 8)
    assert points_per_log_odds(flat, np.ones(1))[0] == 25.0


@pytest.mark.parametrize("tiny", [1e-5, 1e-8, 1e-10])
def test_points_have_no_jump_near_the_norm(tiny):
    """Near z = z0 the quotient tends to .25; nothing is lost to cancellation where the derivative takes over."""
    zero = np.zeros(1)
    near = LogOdds(zero, zero, np.array([tiny]), *[zero] * 5)
    assert points_per_log_odds(near, np.ones(1))[0] == pytest.approx(25.0, abs=1e-6)


def test_logistic_never_overflows():
    """Any log-odds has a share: 0, 1/2 and 1 at the ends and in the middle."""
    np.testing.assert_array_equal(logistic(np.array([-1e308, -800.0, 0.0, 800.0, 1e308])), [0, 0, 0.5, 1, 1])


def test_logistic_undoes_logit():
    """ln(.8 / .2) = ln 4."""
    assert logit(np.array([0.8]))[0] == pytest.approx(np.log(4), abs=1e-15)
    assert logistic(np.array([np.log(4)]))[0] == pytest.approx(0.8, abs=1e-15)


@pytest.mark.parametrize("pace", [0.0, -0.1])
def test_no_year_without_growth(pace):
    """What does not grow never passes a share that it is short of; what has passed it has passed it."""
    assert years_until(0.5, np.array([-1.0]), np.array([pace]))[0] == np.inf
    assert years_until(0.5, np.array([0.0]), np.array([pace]))[0] == 0.0


def test_a_pace_of_almost_nothing_takes_for_ever():
    """1 / 1e-310 is beyond the numbers: for ever, and no warning."""
    assert years_until(0.5, np.array([-1.0]), np.array([1e-310]))[0] == np.inf


def test_an_unknown_foreign_sector_stands_at_the_norm():
    """Two foreign sectors of weight .2 and .1, the second not known: it keeps its weight and adds 0."""
    shares = WalkShares(np.array([0.7, 0, 0]), np.array([0, 0.2, 0.1]), np.zeros(3))
    own, known = np.array([True, False, False]), np.array([[True, True, False]])
    lead = np.array([[1.0, 2.0, np.nan]])
    part = network_part(lead, known, shares, own)
    assert part.own_sector[0] == pytest.approx(0.7)
    assert part.direct[0] == pytest.approx(0.4)
    assert cross_sector_lead(lead, known, shares, own)[0] == pytest.approx(0.4 / 0.3 - 1.0)
    assert part.scale[0] == 1.0


def test_the_weight_of_an_unknown_own_sector_goes_abroad():
    """Own weight .7 not known: the foreign .2 and .1 become 2/3 and 1/3, so u = (2, -1) gives 1, none of it own."""
    shares = WalkShares(np.array([0.7, 0, 0]), np.array([0, 0.2, 0]), np.array([0, 0, 0.1]))
    own, known = np.array([True, False, False]), np.array([[False, True, True]])
    lead = np.array([[np.nan, 2.0, -1.0]])
    part = network_part(lead, known, shares, own)
    assert part.own_sector[0] == 0.0
    assert part.direct[0] == pytest.approx(4 / 3)
    assert part.indirect[0] == pytest.approx(-1 / 3)
    assert part.scale[0] == pytest.approx(10 / 3)
    assert cross_sector_lead(lead, known, shares, own)[0] == pytest.approx(1.0)


def test_nothing_abroad_takes_nothing():
    """An unknown own sector without any other around leaves the norm alone, and no NaN."""
    shares = WalkShares(np.array([1.0]), np.zeros(1), np.zeros(1))
    given = np.array([[np.nan]]), np.array([[False]]), shares, np.array([True])
    assert [float(value[0]) for value in network_part(*given)] == [0.0, 0.0, 0.0, 1.0]
    assert cross_sector_lead(*given)[0] == 0.0


def test_each_trend_is_known_in_its_own_places():
    """What is not known of one trend takes nothing from another: the rows are independent."""
    shares = WalkShares(np.array([0.5, 0]), np.array([0, 0.5]), np.zeros(2))
    own = np.array([True, False])
    part = network_part(np.array([[1.0, 3.0], [1.0, 3.0]]), np.array([[True, True], [False, True]]), shares, own)
    np.testing.assert_allclose(part.own_sector + part.direct + part.indirect, [2.0, 3.0])
