"""Every published figure that the map may rest on, as published, with its year, its place and what was asked.

Two tables: ``observations.csv``, one figure a line, and ``questions.csv``, which says of each question what was asked
of whom by whom, and which trends it speaks for. Nothing is corrected, averaged or carried over here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ecomap.model import MapPart
from research.derivation.inputs import StatisticsError
from research.derivation.tables import csv_text
from research.observations.reading import Observation, Question, Table, read
from research.observations.specs import TABLES_READ

SURVEYS = {
    "eurostat-ai-2025": ("isoc_eb_ain2", "isoc_eb_ai", "isoc_eb_ai-series"),
    "us-abs-2018": ("us-abs-2018",),
    "us-abs-2020": ("us-abs-2020",),
    "us-abs-2021": ("us-abs-2021",),
}
"""Survey of a measured trend in the map -> the datasets that ask the same question."""

Links = Mapping[str, Sequence[str]]
"""Question -> the trends that it speaks for, each with how near it comes: ``rfid same``."""


def observation_tables(hand_made: MapPart, tables: Path, specs: Iterable[Table] = TABLES_READ) -> dict[str, str]:
    """Return the two tables as texts by file name, sorted, the same bytes every time.

    Raises
    ------
    StatisticsError
        If a table is not as it must be, or two figures claim one place.
    """
    links = measured_links(hand_made)
    found: dict[tuple[str, ...], Observation] = {}
    questions: dict[str, Question] = {}
    for spec in specs:
        for question, observation in read(spec, tables):
            if observation.place in found:
                raise StatisticsError(f"{spec.path}: {', '.join(observation.place)} stands twice.")
            found[observation.place] = observation
            known = questions.setdefault(question.question, question)
            if known != question:
                raise StatisticsError(f"{spec.path}: {question.question} is asked in two ways.")
    rows = sorted(found.values())
    asked = [replace(q, trends="; ".join(links.get(name, ()))) for name, q in sorted(questions.items())]
    return {
        "observations.csv": csv_text(Observation._fields, rows),
        "questions.csv": csv_text([*Question.__dataclass_fields__], [question.cells for question in asked]),
    }


def measured_links(hand_made: MapPart) -> dict[str, list[str]]:
    """Return the questions of the map's measured trends: each asks for the very thing."""
    links: dict[str, list[str]] = {}
    for trend in sorted(hand_made.trends, key=lambda trend: trend.id):
        if trend.measured:
            for dataset in SURVEYS[trend.measured.survey]:
                links.setdefault(f"{dataset}:{trend.measured.indicator}", []).append(f"{trend.id} same")
    return links
