"""The worked example of docs/model.md, "Golden values": one trend, four sectors, the fourth without a figure."""

import numpy as np

from ecomap.engine.posterior import Figures, Likeness, Network, aged

COUPLING = np.array([[0, 0.3, 0.6, 0.2], [0.5, 0, 0.4, 0.3], [0.3, 0.5, 0, 0.5], [0.2, 0.2, 0, 0]])
FEATURES = np.array([[1, -0.5], [-0.5, 1], [0.2, 0.3], [-0.7, -0.8]])
PRIOR = np.array([0.4, -0.1])
STEPS = 0.05 * COUPLING


NETWORK = Network(np.linalg.inv(np.eye(4) - STEPS), STEPS)


def likeness(together=None) -> Likeness:
    return Likeness({"traits": FEATURES @ FEATURES.T}, np.eye(4, dtype=bool) if together is None else together)


def figures(shares=(0.1, 0.3, 0.6, 0.5), errors=(0.1, 0.1, 0.2, 1.0), known=(1, 1, 1, 0)) -> Figures:
    """Return the figures of the worked example: surveys of 2025, 2021 and 2025, a pace of .1, seen from 2026."""
    m = np.array(shares)
    z, s2 = aged(np.log(m / (1 - m)), np.array(errors) ** 2, np.array([1.0, 5.0, 1.0, 0.0]), 0.1)
    return Figures(z, s2, s2, np.array(known, dtype=bool), -1.0, 0.5, 0.4, FEATURES @ PRIOR)
