"""The first trends of many businesses as columns, and as lines of text written by Python alone."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecomap.io.batch.records import csv_line

UNIT = 10**10
"""Scores and likelihoods are written to 10 decimals: what differs beyond them is rounding."""
LISTS = ("opportunities", "threats")
PARTS = ("trend", "score", "likelihood", "priority", "action")

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class TrendColumns:
    """One list of the answers, shape (business, rank); -1 where the list is shorter."""

    trend: NDArray[np.int32]
    score: Whole
    """In units of 1 / `UNIT`."""
    likelihood: Whole
    priority: NDArray[np.int32]
    action: NDArray[np.int8]


@dataclass(frozen=True)
class Answers:
    """What is written of some businesses."""

    rows: Whole
    ids: Any
    """Texts, as a list or as a column of pyarrow."""
    opportunities: TrendColumns
    threats: TrendColumns

    def names(self) -> list[str]:
        """Return the ids as a list."""
        names: list[str] = self.ids if isinstance(self.ids, list) else self.ids.to_pylist()
        return names


@dataclass(frozen=True)
class Wording:
    """What all lines of a run have in common."""

    run: str
    trends: tuple[str, ...]
    actions: tuple[str, ...]
    top: int
    threats: int

    @cached_property
    def columns(self) -> list[str]:
        """Names of the columns of CSV and Parquet."""
        lists = (("", self.top), ("threat_", self.threats))
        ranks = [(prefix, rank) for prefix, count in lists for rank in range(1, count + 1)]
        return ["row", "id", *(f"{prefix}{part}_{rank}" for prefix, rank in ranks for part in PARTS)]

    def csv_header(self) -> bytes:
        """Return the first line of CSV."""
        return f"{','.join(self.columns)}\n".encode()

    def json_start(self, row: object) -> str:
        """Return a line of JSON up to its id."""
        return f'{{"schema":"ecomap/batch/1","run":"{self.run}","row":{row},"id":'

    def before_score(self, rank: int, trend: str, *, as_json: bool) -> str:
        """Return what stands before the score of an entry."""
        if not as_json:
            return f",{trend},"
        return f'{"," if rank > 1 else ""}{{"rank":{rank},"trend":"{trend}","score":'

    def after_likelihood(self, priority: int, action: int, *, as_json: bool) -> str:
        """Return what stands after the likelihood of an entry."""
        if not as_json:
            return f",{priority},{self.actions[action]}"
        return f',"priority":{priority},"action":"{self.actions[action]}"}}'

    def between(self, *, as_json: bool) -> str:
        """Return what stands between score and likelihood."""
        return ',"likelihood":' if as_json else ","


NOTHING = "," * len(PARTS)
"""The cells of an entry that is not there."""


def shown(number: int) -> str:
    """Return a number in units of 1 / `UNIT` with its 10 decimals."""
    return f"{number // UNIT}.{number % UNIT:010d}"


def text_lines(answers: Answers, wording: Wording, *, as_json: bool) -> bytes:
    """Return the answers as lines of CSV or JSON."""
    opportunities = _entries(answers.opportunities, wording, as_json=as_json)
    threats = _entries(answers.threats, wording, as_json=as_json)
    lines = []
    for row, name in zip(answers.rows.tolist(), answers.names(), strict=True):
        if as_json:
            start = f'{wording.json_start(row)}{json.dumps(name, ensure_ascii=False)},"opportunities":['
            lines.append(f'{start}{next(opportunities)}],"threats":[{next(threats)}]}}\n')
        else:
            lines.append(f"{row},{csv_line([name])}{next(opportunities)}{next(threats)}\n")
    return "".join(lines).encode()


def _entries(columns: TrendColumns, wording: Wording, *, as_json: bool) -> Iterator[str]:
    """Yield the entries of each business as one text."""
    between = wording.between(as_json=as_json)
    lists = [column.tolist() for column in (columns.trend, columns.score, columns.likelihood)]
    marks = [column.tolist() for column in (columns.priority, columns.action)]
    for trends, scores, likelihoods, priorities, actions in zip(*lists, *marks, strict=True):
        texts = [
            f"{wording.before_score(rank, wording.trends[trend], as_json=as_json)}{shown(score)}{between}"
            f"{shown(likelihood)}{wording.after_likelihood(priority, action, as_json=as_json)}"
            if trend >= 0 else "" if as_json else NOTHING
            for rank, (trend, score, likelihood, priority, action) in enumerate(
                zip(trends, scores, likelihoods, priorities, actions, strict=True), start=1
            )
        ]  # fmt: skip
        yield "".join(texts)
