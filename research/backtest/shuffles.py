"""Does it matter who is like whom? The same exams with sectors that have changed places."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ecomap.results.maps import ValidityFigure
from research.backtest.bench import Bench
from research.backtest.exam import Exam
from research.backtest.question import Question
from research.backtest.scores import Places, figure
from research.backtest.this_form import ThisForm


def shuffles(bench: Bench, permutations: int, seed: int) -> Iterator[ValidityFigure]:
    """Yield the mean of shuffled networks with the middle 95 %, and the share of them that do as well; PCG64.

    Sectors change places within manufacturing and within the rest, in the network alone or in all likeness.
    """
    for task, exam in (("A", bench.ranked), ("C", bench.inside)):
        metric = "spearman" if exam.kind == "sectors" else "spearman_lift"
        true = score(exam)
        for name, everything in (("network shuffled", False), ("all likeness shuffled", True)):
            random = np.random.Generator(np.random.PCG64(seed))
            found = np.array(
                [
                    score(shuffled(exam, order_of(bench.blocks, random), everything=everything))
                    for _ in range(permutations)
                ]
            )
            p = (1 + (found >= true).sum()) / (1 + permutations)
            yield figure("us-industries", task, metric, name, np.array([found.mean(), *found]))
            yield figure("us-industries", task, f"{metric} p", name, np.array([p]))


def score(exam: Exam) -> float:
    """Return the mean correlation with settings as shipped."""
    return float(exam.correlations(exam.train(ThisForm())).mean())


def order_of(groups: Places, random: np.random.Generator) -> Places:
    """Return an order of the sectors in which each takes the place of one of its own group."""
    order = np.arange(len(groups))
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        order[members] = random.permutation(members)
    return order


def shuffled(exam: Exam, order: Places, *, everything: bool) -> Exam:
    """Return the exam with the sectors of the network, or of all that makes them alike, in another order."""
    elsewhere = np.ix_(order, order)

    def moved(question: Question) -> Question:
        gram = {group: x[elsewhere] if everything else x for group, x in question.gram.items()}
        return replace(question, gram=gram, coupling=question.coupling[elsewhere])

    return replace(exam, questions=tuple(moved(question) for question in exam.questions))
