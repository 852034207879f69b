"""Tasks A and C on one list of sectors: the map, its variants and its rivals, all on the same resamples."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from research.backtest import prediction, rivals, scores
from research.backtest.bench import Bench, Likeness
from research.backtest.fitting import Nested, Tried, chosen_early, nested
from research.backtest.marks import Examiner, Marked, gain, pooled, score, top_quarter
from research.backtest.prediction import Sights, likenesses
from research.backtest.results import Gain, Predictor, Score, TechnologyScore
from research.backtest.scores import Array

Marks = dict[Predictor, list[Marked]]
SHOWN_GAINS: tuple[tuple[Predictor, Predictor], ...] = (
    ("ecomap", "readiness"), ("ecomap", "direct"), ("ecomap", "profile"), ("ecomap", "regression"),
    ("ecomap_strict", "profile"),
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
        seen = likenesses(bench, bench.scored, prediction.all_others)
        odds = self._predictions(self.nested.sectors_ranked, seen, prediction.all_others, prediction.other_families)
        marks: Marks = {}
        for name, z in odds.items():
            ranking = [] if name == "norm" else self.examiner.rank_sectors(z, found)
            marks[name] = [*ranking, self.examiner.level(z, found)]
        readiness = np.array([likeness.readiness for likeness in seen]).T
        marks["readiness"] = self.examiner.rank_sectors(readiness, found)
        marks["popularity"] = self.examiner.rank_sectors(np.zeros_like(found), found)
        orders = rivals.at_random(found, self.seed)
        marks["random"] = pooled([self.examiner.rank_sectors(order, found) for order in orders])
        return marks

    @cached_property
    def inside(self) -> Marks:
        """Marks of task C by predictor."""
        bench = self.bench
        seen = likenesses(bench, bench.scored, prediction.earlier)
        trade = rivals.direct(bench, bench.scored, seen)
        norm, spread = trade.norm, trade.spread
        strict = prediction.earlier_other_families
        odds = self._predictions(norm + self.nested.lifts, seen, prediction.earlier, strict)
        odds["readiness"], odds["popularity"] = norm + trade.readiness, 2 * norm
        del odds["norm"]

        def mark(z: Array) -> list[Marked]:
            return self.examiner.lifts(z, norm, spread, bench.scored)

        marks = {name: mark(z) for name, z in odds.items()}
        marks["random"] = pooled([mark(norm + order) for order in rivals.at_random(norm, self.seed)])
        return marks

    def _predictions(
        self, ecomap: Array, seen: list[Likeness], sights: Sights, strict: Sights
    ) -> dict[Predictor, Array]:
        """Return the log-odds of each predictor that has a level; ``strict`` sees no technology of the same family."""
        bench, at = self.bench, self.bench.scored

        def by(settings: Tried, seen: list[Likeness]) -> Array:
            return settings.apply(prediction.predict(bench, at, seen, settings.coupling, settings.attenuation))

        trade = rivals.direct(bench, at, seen)
        return {
            "ecomap": ecomap,
            "ecomap_strict": by(self.shipped, likenesses(bench, at, strict)),
            "ecomap_fixed": by(self.shipped, likenesses(bench, at, sights)),
            "ecomap_early": by(self.early, likenesses(bench, at, sights)),
            "profile": rivals.profile(bench, at, seen, self.shipped.coupling).log_odds(1.0, 0.0),
            "regression": rivals.regression(bench, at, seen),
            "direct": trade.log_odds(1.0, 0.0),
            "norm": trade.norm,
        }

    @cached_property
    def own_earlier(self) -> tuple[list[Marked], list[Marked]]:
        """Marks of the sector's own earlier figure and of the map, on the technologies that have one (task A)."""
        places = rivals.with_earlier(self.bench)
        at = [self.bench.scored[place] for place in places]
        predictions = rivals.own_earlier(self.bench, at), self.nested.sectors_ranked[:, places]
        own, mine = (self.examiner.rank_sectors(z, self.bench.published[:, at]) for z in predictions)
        return own, mine

    def scores(self) -> Iterator[Score]:
        """Yield every mark."""
        for marks in (self.ranked, self.inside):
            for name, marked in marks.items():
                yield from (score(self.bench, name, mark) for mark in marked)
        yield from (score(self.bench, "own_earlier", mark) for mark in self.own_earlier[0])

    def gains(self) -> Iterator[Gain]:
        """Yield how much better the map is than its rivals, and the strict variant than likeness."""
        for marks in (self.ranked, self.inside):
            for first, second in SHOWN_GAINS:
                for mark, other in zip(marks[first], marks[second], strict=False):
                    if mark.metric != "level_error":
                        yield gain(self.bench, first, mark, second, other)
        own, mine = self.own_earlier
        yield from (gain(self.bench, "ecomap", a, "own_earlier", b) for a, b in zip(mine, own, strict=True))

    def technologies(self) -> Iterator[TechnologyScore]:
        """Yield task A for each technology."""
        bench = self.bench
        seen = likenesses(bench, bench.scored, prediction.all_others)
        for k, technology in enumerate(bench.scored):
            found, z = bench.published[:, technology], self.nested.sectors_ranked[:, k]
            yield TechnologyScore(
                bench.name,
                bench.technologies[technology][1].replace("_", " "),
                float(scores.spearman(z, found)),
                float(scores.area_under_curve(z, top_quarter(found))),
                float(scores.spearman(seen[k].readiness, found)),
                len(bench.sectors),
            )
