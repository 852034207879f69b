"""Which question of which survey speaks for which trend, and how far it is trusted."""

from pathlib import Path
from typing import NamedTuple

from research.derivation.inputs import read_records

MEASURES = Path(__file__).parent / "judgements" / "measures.csv"
"""Which question speaks for which trend, in order of preference, and how far it is trusted."""


class Measure(NamedTuple):
    """A question that speaks for a trend."""

    trend: str
    question: str
    relation: str
    """same, near, lower bound, or proxy."""
    s: float
    """Error of a figure where it stands for the trend in the reference, log-odds."""
    carry: str
    """How a figure gets to the reference: as it is, ``add`` or ``times`` a number, to the trend's ``level``, by
    the sectors that it ``shared`` with the trend's first question, or by the ``size`` of the firms asked."""
    value: str
    left_out: frozenset[str]
    only: frozenset[str]

    @property
    def dataset(self) -> str:
        """The table it was asked in."""
        return self.question.partition(":")[0]


def read_measures(path: Path = MEASURES) -> list[Measure]:
    """Read which question speaks for which trend."""
    rows = read_records(path, ("trend", "question", "relation", "s", "carry", "value", "left_out", "only"))
    return [
        Measure(
            row["trend"], row["question"], row["relation"], float(row["s"]), row["carry"], row["value"],
            frozenset(filter(None, row["left_out"].split(";"))), frozenset(filter(None, row["only"].split(";"))),
        )
        for row in rows
    ]  # fmt: skip
