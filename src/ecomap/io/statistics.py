"""What lies beside a map's first file: every published figure that it may rest on, and the record of its last test."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ecomap.errors import FileError
from ecomap.io.maps import Maps, entrance_of
from ecomap.record import record
from ecomap.results.maps import Validity, ValidityFigure

FOLDER, RECORD = "statistics", "validity.json"


@record
class Question:
    """What was asked, of whom, by whom."""

    question: str  # table and indicator: ``isoc_eb_ai:E_AI_TANY``
    trends: str  # trends that it speaks for, each with how near it comes
    dataset: str
    indicator: str
    wording: str
    unit: str
    population: str
    about: str  # the year of the survey, or another time
    publisher: str
    source: str  # folder below research/tables


class Observation(NamedTuple):
    """One published figure."""

    question: str
    classification: str  # nace2, naics2017, or total: all activities together
    code: str  # activity as published
    size: str  # persons employed: ``10-49``, ``GE250``; ``all``
    area: str  # ISO 3166-1, or an aggregate as published
    year: str  # of the survey; the question says where it asks about the year before
    period: str  # wave within the year, where there are several
    value: str  # as published
    error: str  # standard error as published
    flag: str
    grade: str

    @property
    def place(self) -> tuple[str, ...]:
        """What no two figures share."""
        return self[:7]


@record
class Statistics:
    """The published figures beside a map, and what each question asked; both empty where there are none."""

    questions: dict[str, Question]
    observations: tuple[Observation, ...]


def load_statistics(entrance: Maps = None) -> Statistics:
    """Return the published figures beside a map's first file; beside the shipped map by default."""
    first = entrance_of(entrance)
    if not (first.parent / FOLDER / "observations.csv").is_file():
        return Statistics({}, ())
    return Statistics(read_questions(first), tuple(read_observations(first)))


def read_questions(entrance: Path) -> dict[str, Question]:
    """Return the questions beside a map's first file, by their ids."""
    return {row[0]: Question(*row) for row in _rows(entrance, "questions.csv")}


def read_observations(entrance: Path) -> Iterator[Observation]:
    """Yield the figures beside a map's first file, in order."""
    return (Observation(*row) for row in _rows(entrance, "observations.csv"))


def counted(entrance: Path) -> dict[str, dict[str, int]]:
    """Count the figures beside a map's first file by year and by area, largest first; nothing where there are none."""
    try:
        found = list(read_observations(entrance))
    except FileError:
        return {}
    by_year = Counter(observation.year for observation in found)
    by_area = Counter(observation.area for observation in found)
    return {"year": dict(sorted(by_year.items())), "area": dict(by_area.most_common())}


def _rows(entrance: Path, name: str) -> list[list[str]]:
    path = entrance.parent / FOLDER / name
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.reader(stream))[1:]
    except (OSError, ValueError, csv.Error) as reason:
        raise FileError(f"{path}: this map has no table of published figures beside it.") from reason


def read_validity(entrance: Path) -> Validity:
    """Return the record that lies beside a map's first file."""
    try:
        content = json.loads((entrance.parent / FOLDER / RECORD).read_text(encoding="utf-8"))
        content.pop("schema")
        figures = tuple(ValidityFigure(**figure) for figure in content.pop("figures"))
        headline = tuple(content.pop("headline"))
        return Validity(**content, headline=headline, figures=figures)
    except (OSError, ValueError, TypeError, KeyError) as reason:
        raise FileError(f"{entrance}: this map has no record of a test beside it ({FOLDER}/{RECORD}).") from reason
