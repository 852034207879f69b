"""Tasks A and C on one list of sectors: the map, its variants and its rivals, all on the same resamples."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ecomap.engine.propagation import Array
from research.backtest import rivals
from research.backtest import scores as validity
from research.backtest.bench import Bench
from research.backtest.fitting import Nested, Tried, chosen_early, nested
from research.backtest.marks import Examiner, Marked, gain, pooled, score, top_quarter
from research.backtest.prediction import (
    Hidden,
    Sights,
    all_others,
    earlier,
    earlier_other_families,
    likenesses,
    other_families,
    predict,
)
from research.backtest.results import Gain, Predictor, Score, TechnologyScore

Marks = dict[Predictor, list[Marked]]
SHOWN_GAINS: tuple[tuple[Predictor, Predictor], ...] = (
    ("ecomap", "readiness"), ("ecomap", "direct"), ("ecomap", "profile"), ("ecomap", "regression")
)  # fmt: skip


@dataclass(frozen=True)
class Exam:
    """One list of sectors, the shipped settings, and everybody's predictions."""

    bench: Bench
    examiner: Examiner
    shipped: Tried
    seed: int

    @cached_property
    def nested(self) -> Nested:
        """Predictions with settings chosen without the scored cells."""
        return nested(self.bench)

    @cached_property
    def early(self) -> Tried:
        """Settings chosen on the technologies of earlier years."""
        return chosen_early(self.bench)[0]

    @cached_property
    def ranked(self) -> Marks:
        """Marks of task A by predictor."""
        bench, found = self.bench, self.bench.published[:, list(self.bench.scored)]
        seen = likenesses(bench, bench.scored, all_others)
        readiness = np.array([likeness.readiness for likeness in seen]).T
        trade, like = rivals.direct(bench, bench.scored, seen), self._profile(all_others)
        odds: dict[Predictor, Array] = {
            "ecomap": self.nested.sectors_ranked,
            "ecomap_strict": self.shipped.apply(self._predicted(self.shipped, other_families)),
            "ecomap_fixed": self.shipped.apply(self._predicted(self.shipped, all_others)),
            "ecomap_early": self.early.apply(self._predicted(self.early, all_others)),
            "profile": like.log_odds(1.0, 0.0),
            "regression": rivals.regression(bench, bench.scored, seen),
            "direct": trade.log_odds(1.0, 0.0),
            "norm": trade.norm,
        }
        marks: Marks = {name: self.examiner.rank_sectors(z, found) for name, z in odds.items() if name != "norm"}
        for name, z in odds.items():
            marks.setdefault(name, []).append(self.examiner.level(z, found))
        marks["readiness"] = self.examiner.rank_sectors(readiness, found)
        marks["popularity"] = self.examiner.rank_sectors(np.zeros_like(found), found)
        marks["random"] = pooled(
            [self.examiner.rank_sectors(order, found) for order in rivals.at_random(found, self.seed)]
        )
        return marks

    @cached_property
    def inside(self) -> Marks:
        """Marks of task C by predictor."""
        bench = self.bench
        seen = likenesses(bench, bench.scored, earlier)
        trade, like = rivals.direct(bench, bench.scored, seen), self._profile(earlier)
        norm, spread = trade.norm, trade.spread
        odds: dict[Predictor, Array] = {
            "ecomap": norm + self.nested.lifts,
            "ecomap_strict": self.shipped.apply(self._predicted(self.shipped, earlier_other_families)),
            "ecomap_fixed": self.shipped.apply(self._predicted(self.shipped, earlier)),
            "ecomap_early": self.early.apply(self._predicted(self.early, earlier)),
            "profile": like.log_odds(1.0, 0.0),
            "regression": rivals.regression(bench, bench.scored, seen),
            "direct": trade.log_odds(1.0, 0.0),
            "readiness": norm + trade.readiness,
            "popularity": 2 * norm,
        }
        marks = {name: self.examiner.lifts(z, norm, spread, bench.scored) for name, z in odds.items()}
        marks["random"] = pooled(
            [
                self.examiner.lifts(norm + order, norm, spread, bench.scored)
                for order in rivals.at_random(norm, self.seed)
            ]
        )
        return marks

    @cached_property
    def own_earlier(self) -> tuple[list[Marked], list[Marked]]:
        """Marks of the sector's own earlier figure and of the map, on the technologies that have one (task A)."""
        places = rivals.with_earlier(self.bench, self.bench.scored)
        found = self.bench.published[:, [self.bench.scored[place] for place in places]]
        own = rivals.own_earlier(self.bench, [self.bench.scored[place] for place in places])
        return (
            self.examiner.rank_sectors(own, found),
            self.examiner.rank_sectors(self.nested.sectors_ranked[:, places], found),
        )

    def scores(self) -> Iterator[Score]:
        """Yield every mark."""
        for marks in (self.ranked, self.inside):
            for name, marked in marks.items():
                yield from (score(self.bench, name, mark) for mark in marked)
        yield from (score(self.bench, "own_earlier", mark) for mark in self.own_earlier[0])

    def gains(self) -> Iterator[Gain]:
        """Yield how much better the map is than its rivals, and the strict variant than likeness."""
        for marks in (self.ranked, self.inside):
            for first, second in (*SHOWN_GAINS, ("ecomap_strict", "profile")):
                for mark, other in zip(marks[first], marks[second], strict=False):
                    if mark.metric != "level_error":
                        yield gain(self.bench, first, mark, second, other)
        own, mine = self.own_earlier
        yield from (gain(self.bench, "ecomap", a, "own_earlier", b) for a, b in zip(mine, own, strict=True))

    def technologies(self) -> Iterator[TechnologyScore]:
        """Yield task A for each technology."""
        bench, one = self.bench, self.examiner.counts[:1]
        seen = likenesses(bench, bench.scored, all_others)
        for k, technology in enumerate(bench.scored):
            found, z = bench.published[:, technology], self.nested.sectors_ranked[:, k]
            yield TechnologyScore(
                bench.name,
                bench.technologies[technology][1].replace("_", " "),
                float(validity.spearman(z, found, one)[0]),
                float(validity.area_under_curve(z, top_quarter(found), one)[0]),
                float(validity.spearman(seen[k].readiness, found, one)[0]),
                len(bench.sectors),
            )

    def _predicted(self, settings: Tried, sights: Sights) -> Hidden:
        seen = likenesses(self.bench, self.bench.scored, sights)
        return predict(self.bench, self.bench.scored, seen, settings.coupling, settings.attenuation)

    def _profile(self, sights: Sights) -> Hidden:
        seen = likenesses(self.bench, self.bench.scored, sights)
        return rivals.profile(self.bench, self.bench.scored, seen, self.shipped.coupling)
