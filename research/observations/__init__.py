"""Every published figure that the map may rest on, as published, with its year, its place and what was asked.

Two tables: ``observations.csv``, one figure a line, and ``questions.csv``, which says of each question what was asked
of whom by whom, and which trends it speaks for. Nothing is corrected, averaged or carried over here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple, replace
from pathlib import Path
from typing import NamedTuple

from ecomap.io.statistics import Observation, Question
from research.derivation.inputs import StatisticsError, csv_text, read_records
from research.measures import read_measures
from research.observations.reading import Table, read
from research.observations.specs import TABLES_READ, TREND_MAPS
from research.observations.typed import PUBLISHERS

SAME_QUESTION = {"isoc_eb_ain2": ("isoc_eb_ain2", "isoc_eb_ai", "isoc_eb_ai-series")}
"""Table that a measure names -> all tables that ask the same question."""


class Link(NamedTuple):
    """A question that speaks for a trend."""

    trend: str
    dataset: str
    """``*``: any that has the indicator."""
    indicator: str
    nearness: str


def read_observations(tables: Path, specs: Iterable[Table] = TABLES_READ) -> tuple[list[Observation], list[Question]]:
    """Return every published figure and every question, in order.

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
    links = [*measured_links(), *mapped_links(tables)]
    publishers = {folder: publishers_of(tables / folder) for folder in {q.source for q in questions.values()}}
    asked = [
        replace(question, trends=trends_of(question, links), publisher=publisher_of(question, publishers))
        for _, question in sorted(questions.items())
    ]
    return sorted(found.values()), asked


def publisher_of(question: Question, publishers: dict[str, str]) -> str:
    """Return who asked a question: the folder's publisher, where figures were typed off the one of the table."""
    typed = (name for start, name in PUBLISHERS.items() if question.dataset.startswith(start))
    return next(typed, publishers[question.source])


def publishers_of(folder: Path) -> str:
    """Return the publishers that the SOURCE.md of a folder names; nothing where there is none."""
    path = folder / "SOURCE.md"
    said = re.search(r"\*\*Publishers?\*\*: (.*)", path.read_text(encoding="utf-8")) if path.is_file() else None
    return re.split(r", isoc|[;`]|\. ", said[1])[0].strip(" .") if said else ""


def observation_tables(observations: Iterable[Observation], questions: Iterable[Question]) -> dict[str, str]:
    """Return the two tables as texts by file name, the same bytes every time."""
    return {
        "observations.csv": csv_text(Observation._fields, observations),
        "questions.csv": csv_text([*Question.__dataclass_fields__], map(astuple, questions)),
    }


def trends_of(question: Question, links: Iterable[Link]) -> str:
    """Return the trends that a question speaks for, each with how near it comes: ``rfid same``."""
    found = {
        f"{link.trend} {link.nearness}"
        for link in links
        if link.indicator == question.indicator and link.dataset in ("*", question.dataset)
    }
    return "; ".join(sorted(found))


def measured_links() -> Iterator[Link]:
    """Yield the questions whose figures stand in the map."""
    for measure in read_measures():
        dataset, _, indicator = measure.question.partition(":")
        for table in SAME_QUESTION.get(dataset, (dataset,)):
            yield Link(measure.trend, table, indicator, measure.relation)


def mapped_links(tables: Path) -> Iterator[Link]:
    """Yield what the maps beside the tables say."""
    for path, dataset, indicator, nearness in TREND_MAPS:
        for row in read_records(tables / path, ("trend",)):
            yield Link(row["trend"], dataset.format(**row), indicator.format(**row), row[nearness])
