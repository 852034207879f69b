"""Shares of firms by sector as an owner is told them: counted with year and publisher, else as estimated."""

import math
from dataclasses import replace
from functools import cached_property

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

    @cached_property
    def own_share(self) -> Array:
        """Shares of the own sectors, without what the business depends on beside them, (sector,), sum 1."""
        own = np.where(self.numbers.own, self.numbers.exposure, 0.0)
        return np.asarray(own / own.sum())

    @cached_property
    def own_total(self) -> Array:
        """Today's log-odds in the own trade: the mean over its sectors, (trend,)."""
        return np.asarray(self.axes.total @ self.own_share)

    @cached_property
    def own_variance(self) -> Array:
        """Squared error of that, (trend,)."""
        return np.asarray(self.axes.variance @ self.own_share**2)

    @cached_property
    def counted(self) -> Flags:
        """Where a statistic or study counts the firms of a sector, (trend, sector)."""
        said = np.array([name in self.surveys and self.surveys[name].counted for name in self.compiled.evidence])
        return np.asarray(~np.isnan(self.axes.published) & said[self.axes.figure_evidence])

    @cached_property
    def _year(self) -> Ints:
        """Year of each published share, 0 where nothing is published, (trend, sector)."""
        age = np.nan_to_num(self.axes.figure_age, nan=0.0)
        year = np.floor(moment(self.compiled.version) - age + 1e-6).astype(np.intp)
        return np.where(self.counted, year, 0)

    @cached_property
    def own_counted(self) -> Flags:
        """Where one survey of one year counts all the own sectors, (trend,)."""
        own = np.flatnonzero(self.numbers.own)
        surveys, years = self.axes.figure_evidence[:, own], self._year[:, own]
        one = (surveys == surveys[:, :1]).all(axis=1) & (years == years[:, :1]).all(axis=1)
        return np.asarray(one & self.counted[:, own].all(axis=1))

    @cached_property
    def own_published(self) -> Array:
        """Mean of the published shares of the own sectors, NaN where one is not published, (trend,)."""
        own = np.flatnonzero(self.numbers.own)
        return np.asarray(self.axes.published[:, own] @ self.own_share[own])

    @cached_property
    def below_own(self) -> Flags:
        """Where sector and own trade are counted and the sector is not above, (trend, sector)."""
        return self.counted & self.own_counted[:, None] & ~(self.axes.published > self.own_published[:, None])

    def of_sector(self, trend: int, sector: int) -> ShareOfFirms:
        """Return the share in a sector."""
        today = float(logistic(self.axes.total[trend, sector]))
        if not self.counted[trend, sector]:
            return self.estimated(trend, today)
        evidence = self.compiled.evidence[self.axes.figure_evidence[trend, sector]]
        year, survey = int(self._year[trend, sector]), self.surveys[evidence]
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
