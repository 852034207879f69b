"""Every published figure that the map may rest on, as published, with its year, its place and what was asked.

Two tables: ``observations.csv``, one figure a line, and ``questions.csv``, which says of each question what was asked
of whom by whom, and which trends it speaks for. Nothing is corrected, averaged or carried over here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ecomap.model import MapPart
from research.derivation.inputs import StatisticsError, read_records
from research.derivation.tables import csv_text
from research.observations.reading import Observation, Question, Table, read
from research.observations.specs import TABLES_READ, TREND_MAPS

SURVEYS = {
    "eurostat-ai-2025": ("isoc_eb_ain2", "isoc_eb_ai", "isoc_eb_ai-series"),
    "us-abs-2018": ("us-abs-2018",),
    "us-abs-2020": ("us-abs-2020",),
    "us-abs-2021": ("us-abs-2021",),
}
"""Survey of a measured trend in the map -> the datasets that ask the same question."""


class Link(NamedTuple):
    """A question that speaks for a trend."""

    trend: str
    dataset: str
    """``*``: any that has the indicator."""
    indicator: str
    nearness: str


def observation_tables(hand_made: MapPart, tables: Path, specs: Iterable[Table] = TABLES_READ) -> dict[str, str]:
    """Return the two tables as texts by file name, sorted, the same bytes every time.

    Raises
    ------
    StatisticsError
        If a table is not as it must be, or two figures claim one place.
    """
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
    links = [*measured_links(hand_made), *mapped_links(tables)]
    asked = [replace(question, trends=trends_of(question, links)) for _, question in sorted(questions.items())]
    return {
        "observations.csv": csv_text(Observation._fields, rows),
        "questions.csv": csv_text([*Question.__dataclass_fields__], [question.cells for question in asked]),
    }


def trends_of(question: Question, links: Iterable[Link]) -> str:
    """Return the trends that a question speaks for, each with how near it comes: ``rfid same``."""
    found = {
        f"{link.trend} {link.nearness}"
        for link in links
        if link.indicator == question.indicator and link.dataset in ("*", question.dataset)
    }
    return "; ".join(sorted(found))


def measured_links(hand_made: MapPart) -> Iterator[Link]:
    """Yield the questions of the map's measured trends: each asks for the very thing."""
    for trend in hand_made.trends:
        if trend.measured:
            for dataset in SURVEYS[trend.measured.survey]:
                yield Link(trend.id, dataset, trend.measured.indicator, "same")


def mapped_links(tables: Path) -> Iterator[Link]:
    """Yield what the maps beside the tables say."""
    for path, dataset, indicator, nearness in TREND_MAPS:
        for row in read_records(tables / path, ("trend",)):
            yield Link(row["trend"], dataset.format(**row), indicator.format(**row), row[nearness])
