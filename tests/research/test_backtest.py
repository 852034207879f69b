"""The backtest on the published figures: it hides what it says it hides, and reaches what is claimed."""

from dataclasses import replace

import numpy as np
import pytest

from ecomap.model import Settings
from research.backtest import backtest, shipped_settings
from research.backtest.bench import Bench, map_sectors, nace_activities, us_industries
from research.backtest.elsewhere import transfer
from research.backtest.fitting import Attempt, Truth, best, folds
from research.backtest.marks import Examiner
from research.backtest.nulls import permuted, shuffled
from research.backtest.prediction import all_others, earlier, earlier_other_families, likenesses, predict
from research.derivation.coupling import Coupling, CouplingSettings
from research.statistics import TABLES, sector_rows

SHIPPED = shipped_settings(Settings())


@pytest.fixture(scope="module")
def industries(shipped) -> Bench:
    """Return the 59 US industries."""
    return us_industries(TABLES, sector_rows(shipped))


def ranked(bench: Bench) -> np.ndarray:
    """Return task A's log-odds with the shipped settings."""
    seen = likenesses(bench, bench.scored, all_others)
    return SHIPPED.apply(predict(bench, bench.scored, seen, SHIPPED.coupling, SHIPPED.attenuation))


def between(bench: Bench, log_odds: np.ndarray) -> float:
    """Return the Spearman correlation of task A."""
    examiner = Examiner.of(bench, 0, 0)
    return float(examiner.rank_sectors(log_odds, bench.published[:, list(bench.scored)])[0].values[0])


def test_the_industries_are_the_finest_rows(industries):
    """59 rows without parts, 14 technologies of 2021 and 15 of the years before; no figure of 2021 is suppressed."""
    assert (len(industries.sectors), len(industries.scored), len(industries.earlier)) == (59, 14, 15)
    assert not np.isnan(industries.published[:, list(industries.scored)]).any()
    assert (industries.hidden_with == np.eye(59, dtype=bool)).all()
    assert all(sector.activities for sector in industries.sectors)


def test_floors_of_task_a(industries):
    """Own figure hidden: sectors are ranked at 0.74 or better, and the level is at most 0.6 of the norm's error off."""
    found = industries.published[:, list(industries.scored)]
    examiner, log_odds = Examiner.of(industries, 0, 0), ranked(industries)
    seen = likenesses(industries, industries.scored, all_others)
    norm = predict(industries, industries.scored, seen, SHIPPED.coupling, SHIPPED.attenuation).norm
    spearman, area = examiner.rank_sectors(log_odds, found)
    assert spearman.values[0] >= 0.74
    assert area.values[0] >= 0.87
    assert examiner.level(log_odds, found).values[0] <= 0.6 * examiner.level(norm, found).values[0]


def test_floors_of_task_c(industries):
    """Sector hidden: technologies are ranked by lift at 0.65 (standardised) and 0.67 (log-odds) or better."""
    seen = likenesses(industries, industries.scored, earlier)
    hidden = predict(industries, industries.scored, seen, SHIPPED.coupling, SHIPPED.attenuation)
    marks = Examiner.of(industries, 0, 0).lifts(SHIPPED.apply(hidden), hidden.norm, hidden.spread, industries.scored)
    assert marks[0].values[0] >= 0.65
    assert marks[1].values[0] >= 0.67


def test_floor_of_the_transfer():
    """EU figures of 2025 from US figures of 2018 to 2021: 0.53 or better, the own figure in sight or not."""
    bench = nace_activities(TABLES)
    marks = transfer(bench, TABLES, SHIPPED.coupling, Settings(), Examiner.of(bench, 0, 0))
    assert marks["ecomap"].values[0] >= 0.53
    assert marks["ecomap_with_own"].values[0] >= 0.53


def test_a_leak_is_seen(industries):
    """With nothing hidden the own figure comes in, and the score jumps: so nothing comes in otherwise."""
    open_book = replace(industries, hidden_with=np.zeros((59, 59), dtype=bool))
    assert between(industries, ranked(industries)) < 0.85
    assert between(open_book, ranked(open_book)) > 0.97


def test_what_is_hidden_changes_nothing(industries):
    """Another figure in the hidden cell gives the same prediction of it, to the last bit; other sectors' move."""
    technology = industries.scored[0]
    figures = [list(row) for row in industries.figures]
    figures[7][technology] = replace(figures[7][technology], percent=99.0)
    other = replace(industries, figures=tuple(tuple(row) for row in figures))
    before, after = ranked(industries)[:, 0], ranked(other)[:, 0]
    assert before[7] == after[7]
    assert (before != after).any()


def test_twins_on_one_row_are_hidden_together(shipped):
    """Sectors that share a published row have one figure: with the row changed, neither prediction moves."""
    bench = map_sectors(TABLES, sector_rows(shipped))
    pairs = [(i, j) for i, j in zip(*np.nonzero(bench.hidden_with), strict=True) if i < j]
    assert pairs
    i, j = next((i, j) for i, j in pairs if bench.sectors[i].abs_rows == bench.sectors[j].abs_rows)
    technology = bench.scored[0]
    figures = [list(row) for row in bench.figures]
    for twin in np.flatnonzero(bench.hidden_with[i]):
        figures[twin][technology] = replace(figures[twin][technology], percent=90.0)
    other = replace(bench, figures=tuple(tuple(row) for row in figures))
    assert ranked(bench)[[i, j], 0].tolist() == ranked(other)[[i, j], 0].tolist()


def test_earlier_years_and_other_families_alone(industries):
    """In task C nothing of the scored year says what sectors are like; the strict variant leaves the family out too."""
    for technology in industries.scored:
        seen = [industries.technologies[i] for i in earlier(industries, technology)]
        assert {year for year, _ in seen} == {2018, 2020}
    robots = industries.technologies.index((2021, "autonomous_systems_and_robotics"))
    names = {industries.technologies[i][1] for i in earlier_other_families(industries, robots)}
    assert not names & {"robotics", "automated_guided_vehicles", "autonomous_systems_and_robotics"}
    assert "machine_vision" in names


def test_scored_cells_do_not_choose(industries):
    """Whatever the truth of a fold is, the settings used for it stay: they are chosen by the other folds alone."""
    truth = Truth.of(industries, industries.scored)
    random = np.random.Generator(np.random.PCG64(1))
    noise = [random.normal(size=truth.shares.shape) for _ in range(3)]
    tried = [Attempt(SHIPPED, truth.shares + 0.1 * z, truth.lifts + z, np.ones_like(z)) for z in noise]
    for members in folds(industries):
        scrambled = Truth(truth.shares.copy(), truth.lifts.copy())
        scrambled.shares[members] = random.random((members.sum(), 14))
        scrambled.lifts[members] = random.random((members.sum(), 14))
        assert best(tried, truth, ~members)[1] == best(tried, scrambled, ~members)[1]
    assert np.sum(folds(industries), axis=0).tolist() == [1] * 59


def test_permutations_stay_within_their_block_and_part():
    """Sectors change places within blocks only; the part that is not permuted keeps its weights."""
    groups = np.array([0, 0, 0, 1, 1])
    order = shuffled(groups, np.random.Generator(np.random.PCG64(2)))
    assert groups[order].tolist() == groups.tolist()
    assert sorted(order) == [0, 1, 2, 3, 4]
    random = np.random.default_rng(3)
    parts = Coupling(*(random.random((5, 5)) for _ in range(4)))
    settings = CouplingSettings(0.5, 0.5, 0.0)
    swapped = permuted(parts, settings, "affinity", order)
    mixed = parts.affinity[np.ix_(order, order)] + parts.technology_kinship
    np.testing.assert_allclose(swapped, mixed / mixed.sum(axis=0))


@pytest.mark.slow
def test_the_same_run_gives_the_same_answer(shipped):
    """Settings chosen without the scored cells reach the figures that docs/validity.md gives; twice the same."""
    first, second = (backtest(shipped, TABLES, quick=True, resamples=100) for _ in range(2))
    assert first == second
    values = {(s.list, s.task, s.truth, s.metric, s.predictor): s.value for s in first.tasks}
    assert values["us-industries", "A", "share", "spearman", "ecomap"] >= 0.77
    assert values["us-industries", "A", "share", "auc", "ecomap"] >= 0.90
    gains = {(g.list, g.task, g.truth, g.metric, g.over): g for g in first.gains if g.predictor == "ecomap"}
    over_readiness = gains["us-industries", "A", "share", "spearman", "readiness"]
    assert (over_readiness.value >= 0.12, over_readiness.low > 0) == (True, True)
    assert gains["us-industries", "C", "standardised log-odds", "spearman_lift", "profile"].low > 0


@pytest.mark.slow
def test_permuted_networks_are_beaten(shipped):
    """Task C: every permuted network, whole or in part, all or within blocks, does worse in 99 of 100 draws."""
    answer = backtest(shipped, TABLES, lists=("us-industries",), resamples=10, permutations=199)
    assert {(test.permuted, test.within) for test in answer.nulls} == {
        ("all", "everything"), ("all", "blocks"), ("affinity", "blocks"), ("kinship", "blocks"),
    }  # fmt: skip
    assert all(test.p <= 0.01 for test in answer.nulls)
