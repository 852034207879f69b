"""The test on the published figures: it hides what it says it hides, and reaches what is claimed."""

from dataclasses import replace

import numpy as np
import pytest

from ecomap.io.maps import shipped_map
from ecomap.io.statistics import read_validity
from ecomap.posteriors import AI, TECHNOLOGIES
from research.backtest.bench import Bench, all_others, earlier, map_sectors, nace_activities, us_industries
from research.backtest.certainty import all_coverage, coverage, in_sight
from research.backtest.contests import of_trends
from research.backtest.exam import Exam, Examiner, chosen, nested
from research.backtest.first_form import FirstForm, Profile
from research.backtest.map_trends import MapTrends
from research.backtest.question import Question
from research.backtest.rivals import Kriging, Norm, Readiness, Regression
from research.backtest.shuffles import order_of, score, shuffled
from research.backtest.this_form import ThisForm
from research.statistics import TABLES, sector_rows

FORMS = (ThisForm(), FirstForm(), Profile(), Regression(ai=0.5), Kriging(ai=0.5), Readiness(), Norm())


@pytest.fixture(scope="module")
def industries(shipped) -> Bench:
    """Return the 59 US industries."""
    return us_industries(TABLES, shipped.sectors, sector_rows(shipped))


@pytest.fixture(scope="module")
def own(shipped) -> Bench:
    """Return the map's own sectors."""
    return map_sectors(TABLES, shipped.sectors, sector_rows(shipped))


def marks(exam: Exam, form) -> dict[str, float]:
    """Return the marks on the sample itself."""
    return {name: float(values[0]) for name, values in Examiner.of(exam, 0, 0).marks(exam.predict(form)).items()}


def with_figure(question: Question, sectors, z: float) -> Question:
    """Return a question with another figure in some sectors."""
    odds = question.figures.z.copy()
    odds[sectors] = z
    return replace(question, figures=replace(question.figures, z=odds))


def test_the_industries_are_the_finest_rows(industries):
    """59 rows without parts, 14 technologies of 2021 and 15 of the years before; no figure of 2021 is suppressed."""
    years = [year for year, _ in industries.technologies]
    assert (len(industries.sectors), len(industries.scored), sum(year < 2021 for year in years)) == (59, 14, 15)
    assert not np.isnan(industries.ranked.shares).any()
    assert (industries.hidden_with == np.eye(59, dtype=bool)).all()
    assert all(sector.activities for sector in industries.sectors)
    assert industries.traits.shape == (59, 19)


@pytest.mark.slow
def test_floors_of_the_industries(industries):
    """As shipped: sectors ranked at .80, missed by 1.4 points, the norm by more than twice that; lifts at .66, .68."""
    ranked, inside = marks(industries.ranked, ThisForm()), marks(industries.inside, ThisForm())
    assert ranked["spearman"] >= 0.80
    assert ranked["auc"] >= 0.90
    assert ranked["level_error"] <= 1.4 < 0.5 * marks(industries.ranked, Norm())["level_error"]
    assert inside["spearman_lift"] >= 0.66
    assert inside["spearman_lift_plain"] >= 0.68


@pytest.mark.slow
def test_floors_of_the_maps_own_sectors_and_abroad(shipped, own):
    """.84 and .67 on the 48 sectors, .64 for the EU of 2025 from US figures."""
    assert marks(own.ranked, ThisForm())["spearman"] >= 0.84
    assert marks(own.inside, ThisForm())["spearman_lift"] >= 0.67
    abroad = nace_activities(TABLES, shipped.sectors, sector_rows(shipped)).abroad
    assert marks(abroad, ThisForm())["spearman"] >= 0.64


@pytest.mark.slow
def test_a_leak_is_seen(industries):
    """With a stranger's figure hidden in its place the own one comes in, and the mark jumps: so it does not else."""
    strangers = np.roll(np.eye(59, dtype=bool), 1, axis=1)
    leaky = tuple(replace(question, together=strangers) for question in industries.ranked.questions)
    assert marks(industries.ranked, Kriging())["spearman"] < 0.85
    assert marks(replace(industries.ranked, questions=leaky), Kriging())["spearman"] > 0.95
    assert marks(replace(industries.ranked, questions=leaky), ThisForm())["spearman"] > 0.87


@pytest.mark.parametrize("form", FORMS, ids=lambda form: type(form).__name__)
def test_what_is_hidden_changes_nothing(industries, form):
    """Another figure in the hidden cell changes no bit of what any form says of it, and moves the others."""
    question = industries.ranked.questions[0]
    before, after = (form.predict(asked) for asked in (question, with_figure(question, 7, 3.0)))
    assert before[7] == after[7]
    assert (np.delete(before, 7) != np.delete(after, 7)).any()


@pytest.mark.slow
def test_all_fits_at_once_are_those_without_the_figure(own):
    """The program's own way to leave each sector out says what it would say if the figure were not there."""
    for question in own.ranked.questions[:3]:
        np.testing.assert_allclose(ThisForm().train(question), ThisForm().predict(question), atol=1e-9)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: type(form).__name__)
def test_twins_on_one_row_are_hidden_together(own, form):
    """Sectors that share a published row have one figure: with the row changed, no bit of either moves."""
    question = own.ranked.questions[0]
    twins = next(np.flatnonzero(row) for row in question.together if row.sum() > 1)
    before, after = (form.predict(asked) for asked in (question, with_figure(question, twins, 2.0)))
    assert before[twins].tolist() == after[twins].tolist()


def test_only_earlier_years_say_what_sectors_are_like_in_task_c(industries):
    """No technology of the scored year, none of itself, and no EU figure of AI of 2025."""
    for technology in industries.scored:
        assert {industries.technologies[i][0] for i in earlier(industries, technology)} == {2018, 2020}
        assert technology not in all_others(industries, technology)
    assert not any(question.gram[AI].any() for question in industries.inside.questions)
    assert all(question.gram[AI].any() for question in industries.ranked.questions)


@pytest.mark.slow
def test_scored_figures_do_not_choose(industries):
    """Whatever the figures of a fold are, the settings that it is predicted with stay."""
    exam = replace(industries.ranked, questions=industries.ranked.questions[:3], shares=industries.ranked.shares[:, :3])
    out = exam.questions[0].folds[1]
    scrambled = exam.shares.copy()
    scrambled[out] = np.random.Generator(np.random.PCG64(1)).random((out.sum(), 3))
    other = replace(
        exam, shares=scrambled, questions=tuple(with_figure(question, out, 1.0) for question in exam.questions)
    )
    for start in (Regression(), Kriging()):
        assert chosen(start, [exam], out) == chosen(start, [other], out)
    assert np.sum(exam.questions[0].folds, axis=0).tolist() == [1] * 59


@pytest.mark.slow
def test_nested_predictions_are_those_of_the_chosen_settings(industries):
    """Each fold is predicted by the settings chosen for it, all other figures in sight."""
    exam = replace(industries.inside, questions=industries.inside.questions[:4], odds=industries.inside.odds[:, :4])
    [found], settings = nested(Regression(), [exam])
    for out, one in zip(exam.questions[0].folds, settings, strict=True):
        np.testing.assert_array_equal(found[out], exam.predict(one)[out])


@pytest.mark.slow
def test_the_rival_ridge_is_scikit_learns():
    """By its kernel and with the mean estimated along, it is ridge regression on the features with a free constant."""
    from sklearn.linear_model import Ridge  # a second to load, for this test alone

    random = np.random.default_rng(3)
    x, z = random.normal(size=(12, 4)), random.normal(size=12)
    nothing, alone = np.zeros((12, 12)), np.eye(12, dtype=bool)
    figures = replace(_figures(z), known=np.ones(12, dtype=bool))
    gram = {TECHNOLOGIES: x @ x.T / 4, AI: nothing}
    question = Question(figures, gram, np.zeros(12), nothing, nothing, np.zeros(12), alone)
    found = Regression(penalty=0.7).predict(question)
    for i in range(12):
        others = np.arange(12) != i
        alike = Ridge(alpha=4 * 0.7).fit(x[others], z[others]).predict(x[i : i + 1])[0]
        assert found[i] == pytest.approx(alike, abs=1e-10)


def _figures(z):
    from research.backtest.question import plain_figures

    return plain_figures(z, 0.2)


def test_the_first_form_is_what_it_was(industries):
    """Its marks are those that were published of it: .789, and .672 and .692 of lifts."""
    assert marks(industries.ranked, FirstForm())["spearman"] == pytest.approx(0.789, abs=6e-4)
    inside = marks(industries.inside, FirstForm())
    assert inside["spearman_lift"] == pytest.approx(0.672, abs=6e-4)
    assert inside["spearman_lift_plain"] == pytest.approx(0.692, abs=6e-4)


@pytest.mark.slow
def test_intervals_hold_what_they_should(industries):
    """On the industries within .85 and .95; an own figure off by .8 is mended, one off by .1 not made worse."""
    asked = [(question, ThisForm()) for question in industries.ranked.questions]
    first = next(coverage("us-industries", asked, 0, 0))
    assert 0.85 <= first.value <= 0.95
    found = {(one.metric[-3:], one.predictor): one.value for one in in_sight(industries, 0, 0)}
    assert found["0.1", "ecomap"] <= 0.105 < found["0.1", "first form"]
    assert found["0.8", "ecomap"] <= 0.45 < found["0.8", "first form"]
    assert found["0.8", "figure as it is"] == pytest.approx(0.8, abs=0.02)


def test_shuffled_sectors_are_worse(industries):
    """Sectors change places within blocks; a shuffled network loses a little, shuffled likeness nearly everything."""
    groups = np.array([0, 0, 0, 1, 1])
    order = order_of(groups, np.random.Generator(np.random.PCG64(2)))
    assert groups[order].tolist() == groups.tolist()
    assert sorted(order) == [0, 1, 2, 3, 4]
    order = order_of(industries.blocks, np.random.Generator(np.random.PCG64(2)))
    exam = industries.ranked
    true, network, everything = (
        score(one) for one in (exam, shuffled(exam, order, everything=False), shuffled(exam, order, everything=True))
    )
    assert true > network > everything + 0.3


@pytest.mark.slow
def test_the_record_is_what_a_run_finds(shipped, industries, own):
    """Figures of the record again, settings chosen on other folds among them; draws of sectors change none."""
    record = {
        (one.list, one.task, one.metric, one.predictor): one.value for one in read_validity(shipped_map()).figures
    }
    exams = [industries.ranked, industries.inside]
    predicted, _ = nested(ThisForm(), exams)
    for task, exam, odds in zip("AC", exams, predicted, strict=True):
        for metric, values in Examiner.of(exam, 0, 0).marks(odds).items():
            assert values[0] == pytest.approx(record["us-industries", task, metric, "ecomap"], abs=2e-4)
    trends = MapTrends(shipped, own.readiness)
    found = [*of_trends(trends, 0, 0), *in_sight(industries, 0, 0), *all_coverage({"sectors": own}, trends, 0, 0)]
    assert len(found) > 100
    for one in found:
        assert one.value == pytest.approx(record[one.list, one.task, one.metric, one.predictor], abs=2e-4), one
