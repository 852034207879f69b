"""Shares of firms by sector as an owner is told them: counted with year and publisher, else as estimated."""

import math
from dataclasses import replace

import numpy as np

from ecomap.engine.businesses import Flags, Ints
from ecomap.engine.likelihood import logistic
from ecomap.engine.propagation import Array
from ecomap.model.compiled import CompiledMap, moment
from ecomap.results.benchmark import ShareOfFirms
from ecomap.verbs.rows import ESTIMATE
from ecomap.verbs.standings import Standings


class SharesOfFirms:
    """What share of firms uses a trend, in the sectors of the map and in the own trade of one business."""

    def __init__(self, compiled: CompiledMap, numbers: Standings) -> None:
        self.compiled, self.numbers, self.axes = compiled, numbers, numbers.axes
        self.surveys = {survey.evidence: survey for survey in compiled.surveys}
        axes, own = numbers.axes, np.flatnonzero(numbers.own)
        share = np.where(numbers.own, numbers.exposure, 0.0)  # without what it depends on beside its own sectors
        share /= share.sum()
        # today's log-odds in the own trade, the mean over its sectors, and their squared error, (trend,)
        self.own_total: Array = axes.total @ share
        self.own_variance: Array = axes.variance @ share**2
        # where a statistic or study counts the firms of a sector, and in which year, 0 elsewhere, (trend, sector)
        said = np.array([name in self.surveys and self.surveys[name].counted for name in compiled.evidence])
        self.counted: Flags = ~np.isnan(axes.published) & said[axes.figure_evidence]
        year = np.floor(moment(compiled.version) - np.nan_to_num(axes.figure_age, nan=0.0) + 1e-6).astype(np.intp)
        self.year: Ints = np.where(self.counted, year, 0)
        # where one survey of one year counts all the own sectors, and the mean of their published shares, (trend,)
        surveys, years = axes.figure_evidence[:, own], self.year[:, own]
        one = (surveys == surveys[:, :1]).all(axis=1) & (years == years[:, :1]).all(axis=1)
        self.own_counted: Flags = one & self.counted[:, own].all(axis=1)
        self.own_published: Array = axes.published[:, own] @ share[own]
        # where sector and own trade are counted and the sector is not above, (trend, sector)
        below = ~(axes.published > self.own_published[:, None])
        self.below_own: Flags = self.counted & self.own_counted[:, None] & below

    def of_sector(self, trend: int, sector: int) -> ShareOfFirms:
        """Return the share in a sector."""
        today = float(logistic(self.axes.total[trend, sector]))
        if not self.counted[trend, sector]:
            return self.estimated(trend, today)
        evidence = self.compiled.evidence[self.axes.figure_evidence[trend, sector]]
        year, survey = int(self.year[trend, sector]), self.surveys[evidence]
        source = f"{survey.publisher}, {survey.area}"
        counts = self.compiled.trends[trend].counted.get(evidence, "")
        return ShareOfFirms(float(self.axes.published[trend, sector]), year, True, source, evidence, counts, today)

    def own(self, trend: int) -> ShareOfFirms:
        """Return the share in the own trade; counted where one survey counts all its sectors in one year."""
        own = np.flatnonzero(self.numbers.own).tolist()
        today = float(logistic(self.own_total[trend]))
        if not self.own_counted[trend]:
            return self.estimated(trend, today)
        one = self.of_sector(trend, own[0])
        return replace(one, share=float(self.own_published[trend]), today=today)

    def estimated(self, trend: int, today: float) -> ShareOfFirms:
        """Return a share that is estimated for today, with what it rests on."""
        sectors = int(self.counted[trend].sum())
        rests_on = f"figures of {sectors} sectors" if sectors > 1 else "its general level and trends like it"
        year = math.floor(moment(self.compiled.version))
        return ShareOfFirms(today, year, False, f"estimated from {rests_on}", ESTIMATE, "", today)
