"""A business's log-odds: the worked example of docs/model.md, place and size, the owner's word, parts and wholes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.engine.businesses import Businesses
from ecomap.engine.likelihood import (
    MapTerms,
    held,
    lead_of,
    likelihoods,
    logistic,
    open_features,
    place_of,
    with_words,
    years_until,
)
from ecomap.engine.posterior import Figures, Sight, Strengths, sector_posterior
from ecomap.engine.propagation import Reach
from ecomap.posteriors import Feature, SectorFigures, feature_weights
from ecomap.voices import heard_beyond
from four_sectors import COUPLING, FEATURES, NETWORK, PRIOR, figures, likeness
from maps import examples

EXACT = {"rel": 0, "abs": 1e-9}
NOWHERE = np.full(1, np.nan)


class Example(SectorFigures):
    """The worked example's features and figures as if they were those of a map with one trend."""

    def __init__(self) -> None:
        """Hold two traits, whose units are those of the features; nothing else is compared."""
        self.size = 4
        said = {"traits": ("first", "second"), "prior": PRIOR[None], "beyond_prior": np.zeros((1, 2))}
        self.arrays = type("Arrays", (), said)
        nothing = Feature((), np.zeros((4, 0)), np.zeros(0))
        self._features = {0: {"traits": Feature(("first", "second"), FEATURES, np.ones(2)), "activities": nothing}}
        self._compared = {}

    def figures(self, _: int) -> Figures:
        """Return the example's figures."""
        return figures()

    def sight(self, _: int) -> Sight:
        """Return what the example's first three sectors let see."""
        return likeness().sight(figures().known)


BEYOND = np.array([0.325, 0.775])
"""d: own features (.9, .2) less .75 x (1, -.5) + .25 x (-.7, -.8)."""


def terms(**changed: object) -> MapTerms:
    """Return the example as the map's terms: country +.25, size -.30 of firms under ten, residual variance .04."""
    found = sector_posterior(figures(), likeness(), NETWORK, Strengths())
    seen = np.arange(3)
    open_ = np.linalg.inv(FEATURES[seen].T @ FEATURES[seen] + np.eye(2))
    numbers = {
        "total": found.total[:, None], "variance": found.variance[:, None], "reach": Reach.of(COUPLING, 0.05),
        "features": FEATURES, "traits": 2,
        "per_feature": feature_weights(Example(), 0, Strengths())["traits"][:, None],
        "feature_error": open_[..., None], "feature_fit": np.zeros(1, dtype=np.intp), "tau": np.array([0.4]),
        "pace": np.array([0.1]), "pace_error": np.array([0.05]), "threats": np.zeros(1, dtype=bool),
        "level": np.array([-1.0]), "level_error": np.array([0.5]),
        "country_shift": np.array([[0.25], [0.0]]), "country_error": np.array([[0.03], [0.0]]),
        "size_shift": np.array([[-0.3], [0.0], [0.0]]), "size_error": np.array([[0.01], [0.0], [0.0]]),
        "largest": (9,), "parts": (),
    }  # fmt: skip
    return MapTerms(**numbers | changed)


def business(**changed: object) -> Businesses:
    """Return the example's business: .75 and .25 in the first and the last sector, own features (.9, .2)."""
    numbers = {
        "sector": np.array([[0, 3]]), "weight": np.array([[3.0, 1.0]]), "goals": np.zeros((1, 0)), "budget": NOWHERE,
        "hours": NOWHERE, "skills": np.zeros((1, 0)), "adopted": np.zeros((1, 1), dtype=bool),
        "traits": np.array([[0.9, 0.2]]), "country": np.array([0]), "employees": np.array([4.0]),
    }  # fmt: skip
    return Businesses(**numbers | changed)


# --- the worked example ---------------------------------------------------------------------------------------


def test_what_a_business_is_beyond_its_sectors():
    """rho d.B = .3459748656: .04725 judged (.9 x (.4 x .325 - .1 x .775)), the rest by sector and feature."""
    seen, pushes = heard_beyond(Example(), 0, BEYOND, Strengths())
    assert seen.tolist() == [0, 1, 2]
    expected = [[-0.2087380099, 0.0545672584], [-0.0119090382, 0.2247183733], [0.0634804406, 0.1766058413]]
    assert pushes == pytest.approx(np.array(expected), **EXACT)
    judged = 0.9 * float(BEYOND @ PRIOR)
    assert judged == pytest.approx(0.04725, **EXACT)
    assert pushes.sum() + judged == pytest.approx(0.3459748656, **EXACT)
    assert float(BEYOND @ terms().per_feature[:, 0]) == pytest.approx(0.3459748656, **EXACT)


@pytest.mark.parametrize(
    ("horizon", "word", "z", "deviation"),
    [
        (0.0, None, -1.2976754941, 0.3676474605),
        (3.0, None, -0.9976754941, 0.4132670507),
        (0.0, 0.5, -1.0462655088, 0.3301182035),
    ],
)
def test_the_worked_example(horizon, word, z, deviation):
    """Sectors, own features, country and size; in three years; with the owner's word of one half on peers."""
    words = None if word is None else np.array([[word]])
    found = likelihoods(terms(), business(words=words), horizon)
    assert found.horizon[0, 0] == pytest.approx(z, **EXACT)
    assert found.variance_horizon[0, 0] ** 0.5 == pytest.approx(deviation, **EXACT)


def test_the_shares_of_the_worked_example():
    """L = .2145564874 today and .2693986924 in three years."""
    found = likelihoods(terms(), business(), 3.0)
    assert logistic(found.today)[0, 0] == pytest.approx(0.2145564874, **EXACT)
    assert logistic(found.horizon)[0, 0] == pytest.approx(0.2693986924, **EXACT)


def test_a_business_like_its_sectors_stands_where_they_do():
    """d = 0 at the reference: z is the mixture, and nothing is added to its error but the sectors' own."""
    plain = business(traits=None, country=None, employees=None)
    found, given = likelihoods(terms(), plain, 0.0), sector_posterior(figures(), likeness(), NETWORK, Strengths())
    assert found.today[0, 0] == pytest.approx(0.75 * given.total[0] + 0.25 * given.total[3], abs=1e-15)
    error = 0.75**2 * given.variance[0] + 0.25**2 * given.variance[3]
    assert found.variance[0, 0] == pytest.approx(error, abs=1e-15)


def test_a_dependence_counts_as_exposure():
    """.2 from the second sector: own shares .8 x (.75, .25), so z = .6 z1 + .2 z4 + .2 z2."""
    plain = business(traits=None, country=None, employees=None, depends=np.array([[0, 0.2, 0, 0]]))
    total = terms().total[:, 0]
    expected = 0.6 * total[0] + 0.2 * total[3] + 0.2 * total[1]
    assert likelihoods(terms(), plain, 0.0).today[0, 0] == pytest.approx(expected, abs=1e-15)


def test_the_sectors_around_by_hand():
    """Walks into a sector from others, shares of their sum: mean of the others' z against the own one, over its error.

    Exposed to the first alone: b = walks[:, 0] without the first; lead = b.z - z1, sd^2 = b^2.var + var1.
    """
    found, given = lead_of(terms(), business(weight=np.array([[1.0, 0.0]]))), terms()
    walks = np.linalg.inv(np.eye(4) - 0.05 * COUPLING)[:, 0]
    walks[0] = 0.0
    walks /= walks.sum()
    lead = walks @ given.total[:, 0] - given.total[0, 0]
    assert found.lead[0, 0] == pytest.approx(lead, abs=1e-12)
    error = (walks**2 @ given.variance[:, 0] + given.variance[0, 0]) ** 0.5
    assert found.sure[0, 0] == pytest.approx(lead / error, abs=1e-12)


def test_threats_are_the_level_with_place_and_pace():
    """z = -1 + .25 - .30 and in three years + .3, whatever the sectors and features; sd^2 = .25 + .04."""
    found = likelihoods(terms(threats=np.ones(1, dtype=bool)), business(), 3.0)
    assert found.today[0, 0] == pytest.approx(-1.05, abs=1e-15)
    assert found.horizon[0, 0] == pytest.approx(-0.75, abs=1e-15)
    assert found.variance[0, 0] == pytest.approx(0.29, abs=1e-15)


# --- parts of it ----------------------------------------------------------------------------------------------


def test_size_classes_begin_where_the_tables_do():
    """Up to nine the first class, ten the second; nothing said is no class, and so is no country."""
    people = np.array([0.0, 9.0, 10.0, np.nan])
    given = business(sector=np.zeros((4, 1), dtype=int), weight=np.ones((4, 1)), employees=people, country=None)
    country, size = place_of(terms(), given)
    assert size.tolist() == [0, 0, 1, -1]
    assert country.tolist() == [-1] * 4


def test_what_is_open_of_the_features():
    """tau^2 d'M d with M diagonal (1, .5): .16 x (.325^2 + .5 x .775^2)."""
    given = terms(feature_error=np.diag([1.0, 0.5])[..., None])
    assert open_features(given, BEYOND[None])[0, 0] == pytest.approx(0.16 * (0.325**2 + 0.5 * 0.775**2), abs=1e-15)


@examples(60)
@given(st.floats(-4, 4), st.floats(0.01, 4), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_the_owners_word_pulls_by_precision(z, variance, low, high):
    """It lies between estimate and word, moves with the word, and the error falls to 1 / (1/var + 1/.75^2)."""
    low, high = sorted((low, high))
    first, second = (with_words(np.array([[z]]), np.array([[variance]]), np.array([[w]])) for w in (low, high))
    word = np.log(low / (1 - low))
    assert min(z, word) - 1e-12 <= first[0][0, 0] <= max(z, word) + 1e-12
    assert first[0][0, 0] <= second[0][0, 0]
    assert first[1][0, 0] == pytest.approx(1 / (1 / variance + 1 / 0.75**2), rel=1e-12)


@pytest.mark.parametrize(
    ("z", "variance", "expected"),
    [
        ((0.0, 1.0, 2.0), (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)),  # nothing is surer: parts are cut to their wholes
        ((0.0, 1.0, 2.0), (1.0, 0.5, 0.1), (2.0, 2.0, 2.0)),  # the surest part raises its whole, and that the next
        ((0.0, 1.0, 2.0), (1.0, 0.5, 0.6), (1.0, 1.0, 1.0)),  # only the middle one raises the whole
        ((3.0, 2.0, 1.0), (9.0, 1.0, 0.1), (3.0, 2.0, 1.0)),  # in order already: nothing moves
    ],
)
def test_parts_and_wholes(z, variance, expected):
    """Whole, part, part of the part: bottom-up by the smaller error, then top-down."""
    given = terms(parts=((2, 1), (1, 0)))
    assert held(given, np.array([z]), np.array([variance]))[0].tolist() == list(expected)


@examples(60)
@given(st.lists(st.floats(-5, 5), min_size=4, max_size=4), st.lists(st.floats(0.01, 2), min_size=4, max_size=4))
def test_no_part_is_above_any_of_its_wholes(z, variance):
    """The last is a part of both the first and the third, which is part of the second; the error decides nothing."""
    given = terms(parts=((3, 0), (3, 2), (2, 1)))
    found = held(given, np.array([z]), np.array([variance]))[0]
    for part, whole in given.parts:
        assert found[part] <= found[whole]


def test_years_until_a_share_is_passed():
    """From -1 to half at .25 a year: 4 years; what is passed needs none; what does not grow never gets there."""
    z, pace = np.array([-1.0, 0.0, 1.0, -1.0, -1.0, -1.0]), np.array([0.25, 0.25, -1.0, 0.0, -0.1, 1e-310])
    assert years_until(0.5, z, pace).tolist() == [4.0, 0.0, 0.0, np.inf, np.inf, np.inf]


def test_the_logistic_of_any_number():
    """1 / (1 + exp(-z)) without overflow at 800, and sums to 1 with that of -z."""
    z = np.array([-800.0, -2.0, 0.0, 2.0, 800.0])
    found = logistic(z)
    assert found == pytest.approx([0.0, 1 / (1 + np.exp(2)), 0.5, 1 / (1 + np.exp(-2)), 1.0], abs=1e-15)
    assert found + logistic(-z) == pytest.approx(1.0)


def test_feature_weights_are_those_of_the_figures():
    """rho B with B = B0 + M X'(y - X B0) in feature form, all figures in sight."""
    seen, given = np.arange(3), figures()
    fit_ = 1 / (given.s2[seen] + 0.16)
    prior = FEATURES[seen] @ PRIOR
    norm = (4.0 * -1.0 + fit_ @ (given.z[seen] - 0.9 * prior)) / (4.0 + fit_.sum())
    open_ = np.linalg.inv(FEATURES[seen].T @ FEATURES[seen] + np.eye(2))
    weights = PRIOR + open_ @ FEATURES[seen].T @ (given.z[seen] - norm - prior)
    found = feature_weights(Example(), 0, Strengths())["traits"]
    assert found == pytest.approx(0.9 * weights, abs=1e-12)
