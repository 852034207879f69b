"""What a backtest says in a few sentences, wins and losses alike, for whoever reads no further."""

from collections.abc import Iterator, Sequence

from research.backtest.results import Backtest, Metric, Score, SectorList, Task
from research.report import words
from research.report.words import Outcome

ORDER: tuple[SectorList, ...] = ("us-industries", "sectors", "nace")
"""The list that speaks for a task: the finest there is."""
VERDICTS: dict[Outcome, str] = {
    "better": "Shown to be better than",
    "not shown": "Not shown to be better than",
    "worse": "Shown to be worse than",
}
TASKS: dict[Task, str] = {"A": "sectors ranked", "C": "technologies ranked", "transfer": "US to EU"}


def headline(backtest: Backtest) -> tuple[str, ...]:
    """Return a sentence for each question that the backtest answers, then what is shown and what is not."""
    return (*_answers(backtest), *_verdicts(backtest))


def _answers(backtest: Backtest) -> Iterator[str]:
    if ranked := _scores(backtest, "A", "spearman"):
        yield (
            f"Which sectors use a technology, each sector's own figure hidden: predicted and true order agree with a "
            f"rank correlation of {_standing(ranked)}. 1 is the true order, 0 is chance."
        )
    if pairs := _scores(backtest, "A", "auc"):
        yield (
            f"Of two sectors, one of the quarter that uses a technology most and one of the rest, it names the right "
            f"one in {100 * _own(pairs).value:.0f} of 100 cases{_rival(pairs, 100, 0)}; a guess in 50."
        )
    if inside := _scores(backtest, "C", "spearman_lift"):
        yield f"Which technologies a sector uses more than others do, all its figures hidden: {_standing(inside)}."
    if abroad := _scores(backtest, "transfer", "spearman"):
        yield f"US figures of 2018 to 2021 carried over to the EU in 2025: {_standing(abroad)}."
    missed = _scores(backtest, "A", "level_error")
    if norm := [score for score in missed if score.predictor == "norm"]:
        yield (
            f"How many firms: the hidden share is missed by {words.with_interval(_own(missed))} percentage points on "
            f"average{_rival(missed, 1, 1)}; by {norm[0].value:.1f} if every sector stood at the mean."
        )


def _scores(backtest: Backtest, task: Task, metric: Metric) -> list[Score]:
    """Return the scores of a task and measure on the list that speaks for it, one truth; none without ecomap's."""
    for sectors in ORDER:
        found = [s for s in backtest.tasks if (s.list, s.task, s.metric) == (sectors, task, metric)]
        truths = [score.truth for score in found if score.predictor == "ecomap"]
        if truths:
            return [score for score in found if score.truth == truths[0]]
    return []


def _own(scores: Sequence[Score]) -> Score:
    return next(score for score in scores if score.predictor == "ecomap")


def _standing(scores: Sequence[Score]) -> str:
    """Return ecomap's value with its interval, and the best rival's."""
    return words.with_interval(_own(scores)) + _rival(scores, 1, 2)


def _rival(scores: Sequence[Score], times: int, digits: int) -> str:
    """Return ``(best rival: regression, 0.82)``, whether it is better or worse than ecomap; nothing without rivals."""
    own = _own(scores)  # what was scored on fewer technologies can be compared as a gain alone
    rivals = [score for score in scores if words.kind(score.predictor) == "rival" and score.n == own.n]
    if not rivals:
        return ""
    best = max(rivals, key=lambda score: -score.value if own.metric == "level_error" else score.value)
    return f" (best rival: {words.PREDICTORS[best.predictor]}, {times * best.value:.{digits}f})"


def _verdicts(backtest: Backtest) -> Iterator[str]:
    """Yield which rivals ecomap is shown to beat and which not, on the measures that the sentences name."""
    named = {
        (score.list, score.task, score.truth, score.metric)
        for task, metric in (("A", "spearman"), ("C", "spearman_lift"), ("transfer", "spearman"))
        for score in _scores(backtest, task, metric)  # type: ignore[arg-type]
    }
    gains = [g for g in backtest.gains if g.predictor == "ecomap" and (g.list, g.task, g.truth, g.metric) in named]
    for outcome, verb in VERDICTS.items():
        tasks: dict[Task, dict[str, None]] = {}
        for gain in gains:
            if words.outcome(gain) == outcome:
                tasks.setdefault(gain.task, {})[words.PREDICTORS[gain.over]] = None
        if tasks:
            listed = [f"{', '.join(rivals)} ({TASKS[task]})" for task, rivals in tasks.items()]
            yield f"{verb} {'; '.join(listed)}."
