"""The backtest predicts by the engine that ranks trends: on one map both say the same."""

import numpy as np
import pytest

from ecomap import Business, Settings, rank_trends
from ecomap.model import Norm
from maps import ecosystem, sector, trend
from research.backtest.bench import Bench
from research.backtest.prediction import hidden_network
from research.derivation.figures import Figure
from research.derivation.inputs import SectorRows

SHARES = np.array([[0.1, 0.3], [0.4, 0.2], [0.7, 0.6], [0.2, 0.9]])
READINESS = np.array([-1.0, 0.5, 1.2, -0.7])


def test_a_hidden_figure_is_ranked_by_the_same_numbers():
    """The log-odds of a sector's firm whose own figures are unknown, by the ranking and by the backtest, to 1e-12."""
    random = np.random.default_rng(8)
    coupling = random.random((4, 4))
    np.fill_diagonal(coupling, 0)
    coupling /= coupling.sum(axis=0) * 1.0000001
    names, trends = ["s0", "s1", "s2", "s3"], ["t0", "t1"]
    figures = tuple(tuple(Figure(100 * share, "", "", "", "A") for share in row) for row in SHARES)
    bench = Bench(
        "sectors", tuple(SectorRows(name) for name in names), ((2021, "a"), (2021, "b")), figures,
        np.eye(4, dtype=bool), np.zeros(4, dtype=np.int64), np.ones((4, 4)),
    )  # fmt: skip
    settings = Settings(horizon=0)
    hidden = hidden_network(bench, coupling, settings.attenuation, [0, 1], READINESS)
    predicted = hidden.log_odds(settings.network_strength, settings.readiness_strength)
    for i, own in enumerate(names):
        world = ecosystem(
            [sector(name) for name in names], [trend(name, norm=None) for name in trends],
            {(t, s): None if s == own else float(SHARES[j, k]) for k, t in enumerate(trends)
             for j, s in enumerate(names)},
            {(a, b): float(coupling[j, k]) for j, a in enumerate(names) for k, b in enumerate(names) if j != k},
            norms=[Norm(trend=t, norm=float(hidden.norm[i, k]), spread=float(hidden.spread[i, k]), evidence="measured")
                   for k, t in enumerate(trends)],
            readiness=dict(zip(names, READINESS.tolist(), strict=True)),
        )  # fmt: skip
        ranking = rank_trends(world, Business(sectors={own: 1}), settings, view="all")
        found = {row.trend.id: row.log_odds.total for row in ranking.opportunities}
        assert [found[t] for t in trends] == pytest.approx(predicted[i], abs=1e-12)
