"""How far a map came true: official figures were hidden from it, and it predicted them."""

from ecomap.record import record
from ecomap.results.answer import Brief


@record
class ValidityFigure:
    """How well one way of predicting did in one task."""

    list: str
    """Which sectors: us-industries (59), sectors (the map's own), nace (31 activities of the EU)."""
    task: str
    """A: sectors ranked for each technology; C: technologies ranked inside a sector; transfer: US figures to the EU."""
    metric: str
    """spearman, auc, spearman_lift, or level_error in percentage points."""
    predictor: str
    """ecomap, or a simpler way to guess."""
    value: float
    low: float
    """Lower end of the 95 % bootstrap interval over sectors."""
    high: float


@record
class Validity(Brief):
    """The record of the last test of a map."""

    map: str
    version: str
    date: str
    """Day on which these figures were first found."""
    seed: int
    resamples: int
    settings: dict[str, float]
    """The shipped settings; the predictions of ecomap use those that other sectors chose."""
    headline: tuple[str, ...]
    """What was found, in sentences, wins and losses alike."""
    figures: tuple[ValidityFigure, ...]
