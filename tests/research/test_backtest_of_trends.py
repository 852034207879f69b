"""The test on the map's own trends, on countries, sizes and later years: what is hidden is hidden, floors hold."""

from dataclasses import replace

import numpy as np
import pytest

from ecomap.io.statistics import Observation
from research.backtest.exam import Examiner
from research.backtest.later import between, later, pull
from research.backtest.map_trends import COMMERCE, SOFTWARE, MapTrends
from research.backtest.places import by_size, country_of_ai, places
from research.backtest.this_form import FOR_TRENDS
from research.derivation.modifiers import FAMILIES, by_question
from research.observations import read_observations
from research.statistics import TABLES

TEN = (*SOFTWARE, *COMMERCE)


@pytest.fixture(scope="module")
def trends(shipped) -> MapTrends:
    """Return the trends of the shipped map."""
    return MapTrends(shipped, {})


@pytest.fixture(scope="module")
def observations() -> tuple[Observation, ...]:
    """Return every published figure."""
    return tuple(read_observations(TABLES)[0])


def marks(exam, predicted) -> dict[str, float]:
    """Return the marks on the sample itself."""
    return {name: float(values[0]) for name, values in Examiner.of(exam, 0, 0).marks(predicted).items()}


def test_the_exam_is_what_the_eu_publishes(trends):
    """Ten trends by 31 activities, shares moved to now; those of hotels and trips belong to bookings."""
    exam = trends.exam()
    assert exam.shares.shape == (31, 10)
    assert np.isnan(exam.shares).sum(axis=0).tolist() == [0] * len(SOFTWARE) + [2] * len(COMMERCE)
    cloud = exam.shares[:, TEN.index("cloud-computing")]
    assert 0.3 < cloud.min() < 0.5 < cloud.max() < 0.95


def test_floors_of_hidden_rows(trends):
    """As shipped .80 and 5 points."""
    exam = trends.exam()
    hidden = marks(exam, exam.predict(FOR_TRENDS))
    assert hidden["spearman"] >= 0.80
    assert hidden["level_error"] <= 5.0


@pytest.mark.slow
def test_floors_of_hidden_trends(trends):
    """With whole trends hidden .65 and 7 points; nothing in sight of it helps."""
    exam = trends.exam()
    unseen = marks(exam, trends.unseen(TEN, exam, family=True)["ecomap"])
    assert unseen["spearman"] >= 0.65
    assert unseen["level_error"] <= 7.0


def test_all_sectors_on_a_row_and_in_a_row_within_it_are_hidden(trends):
    """Hotels stand within hotels and catering: with the figures of both changed, no bit of either moves."""
    question = trends.question("cloud-computing")
    hotels, restaurants = trends.ids.index("hospitality"), trends.ids.index("restaurants")
    assert question.together[hotels, restaurants]
    assert question.together[trends.ids.index("legal-accounting"), trends.ids.index("consulting")]
    odds = question.figures.z.copy()
    odds[[hotels, restaurants]] = 2.0
    other = replace(question, figures=replace(question.figures, z=odds))
    before, after = (FOR_TRENDS.predict(asked)[[hotels, restaurants]].tolist() for asked in (question, other))
    assert before == after


@pytest.mark.slow
def test_of_a_hidden_trend_nothing_but_the_mean_is_used(shipped, trends):
    """Its figures in another order among the sectors: the same mean, and not a digit of the prediction changes."""
    of_shop = [item for item in shipped.influences if item.trend == "cross-border-e-commerce"]
    turned = dict(zip([item.sector for item in of_shop], [*of_shop[1:], of_shop[0]], strict=True))
    others = tuple(item for item in shipped.influences if item.trend != "cross-border-e-commerce")
    swapped = tuple(
        item.model_copy(update={"prevalence": turned[item.sector].prevalence, "year": turned[item.sector].year})
        for item in of_shop
    )
    other = MapTrends(shipped.model_copy(update={"influences": (*others, *swapped)}), {})
    asked = ("cross-border-e-commerce",)
    first, second = (one.unseen(asked, one.exam(asked), family=False) for one in (trends, other))
    for name, predicted in first.items():
        np.testing.assert_allclose(predicted, second[name], atol=1e-9)
    assert not np.allclose(trends.exam(asked).odds, other.exam(asked).odds, equal_nan=True)


@pytest.mark.slow
def test_floors_of_countries_and_sizes(observations):
    """AI in a country within 6 points, pairs of size and country within 7, and both better than the EU's figure."""
    found = {(one.task, one.predictor): one.value for one in places(observations, 0, 0)}
    tasks = {task for task, _ in found}
    assert len(tasks) == 5
    for task in tasks:
        assert found[task, "ecomap"] <= (6 if task == "any AI in a country" else 7)
        assert found[task, "ecomap"] < found[task, "as in the EU"]


@pytest.mark.slow
def test_a_hidden_country_and_a_hidden_class_do_not_help_themselves(observations):
    """With Spain's figure of AI another, what is said of Spain stays, and so with its firms under ten people."""
    questions = by_question(observations)
    leads = {family.name: dict(questions[family.lead]) for family in FAMILIES}
    countries = sorted({area for area, size in leads["ai"] if size == "GE10" and len(area) == 2 and area != "EA"})
    place = countries.index("ES")

    before = country_of_ai(leads, countries)
    leads["ai"]["ES", "GE10"] = leads["ai"]["ES", "GE10"]._replace(value="60")
    after = country_of_ai(leads, countries)
    assert before["ecomap"][place] == after["ecomap"][place]
    assert (before["published"][place], after["published"][place]) == pytest.approx((20.27, 60))
    cells = dict(leads["cloud"])
    before = by_size(cells, countries)
    cells["ES", "0-9"] = cells["ES", "0-9"]._replace(value="50")
    after = by_size(cells, countries)
    assert before["ecomap"][place, 3] == after["ecomap"][place, 3]
    assert before["ecomap"][place, 3] == pytest.approx(11.8, abs=6)  # 11.78 % published, 41.65 % of ten or more
    assert (before["published"][place, 3], after["published"][place, 3]) == (11.78, 50)


@pytest.mark.slow
def test_one_pace_forecasts_better_than_none(observations, trends):
    """Growth of the others within 2.5 points, that of 2021 to 2023 within 4.5, none at all worse; the pull holds 0."""
    rows = {trends.ids[place]: row for place, row in trends.rows("data-analytics").items()}
    found = {one.predictor: one for one in later(observations, trends.coupling, trends.ids, rows, 200, 0)}
    assert found["one pace, that of the others"].value <= 2.5
    assert found["pace of 2021 to 2023"].value <= 4.5 < found["no growth"].value
    pulled = found["activities further along"]
    assert pulled.low < 0 < pulled.high
    assert abs(pulled.value) <= 0.02


def test_a_planted_pull_is_found():
    """Activities that close a twentieth of their distance to their neighbours each year show it, to 1e-9."""
    random = np.random.default_rng(4)
    coupling = random.random((9, 9))
    np.fill_diagonal(coupling, 0.0)
    coupling /= coupling.sum(axis=0)
    first = random.normal(size=(9, 3))
    last = first + 4 * (0.1 + 0.05 * (coupling.T @ first - first))
    assert pull(first, last, coupling, np.arange(9)[None])[0] == pytest.approx(0.05, abs=1e-9)


def test_between_activities_the_couplings_of_their_sectors_count():
    """Two sectors on one activity: their couplings add up, none within it, columns of sum 1."""
    coupling = np.array([[0, 0.5, 0.2, 0.1], [0.4, 0, 0.3, 0.1], [0.3, 0.2, 0, 0.8], [0.3, 0.3, 0.5, 0]])
    rows = {"a": "F", "b": "F", "c": "H", "d": "L68"}
    found = between(["F", "H", "L68"], coupling, list("abcd"), rows)
    np.testing.assert_allclose(found.sum(axis=0), 1.0)
    assert found[0, 1] == pytest.approx(0.5)  # (.2 + .3) of (.2 + .3 + .5)
    assert not np.diag(found).any()
