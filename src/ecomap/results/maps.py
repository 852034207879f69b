"""Answers about the map itself: findings, evidence, differences, loops, and how far it came true."""

from typing import Literal

from ecomap.errors import Location, Problem
from ecomap.record import record
from ecomap.results.answer import Answer, Brief, Cells, Rows
from ecomap.results.labels import MapLabel
from ecomap.results.movement import Moved

Level = Literal["error", "warning", "note"]


@record
class Finding:
    """One thing found in a map: an error refuses it, a warning deserves a look, a note is good to know."""

    level: Level
    rule: str  #: Name of the rule, the same from one version of the program to the next.
    file: str
    line: int  #: Counted from 1, as the column; 0 means the whole file.
    column: int
    path: str  #: Dotted path of the value inside the file; empty for the file as a whole.
    message: str
    way_out: str

    @classmethod
    def of(cls, level: Level, rule: str, problem: Problem) -> "Finding":
        """Return what a rule says of a problem."""
        return cls(level, rule, *problem.where, problem.path, problem.message, problem.way_out)

    @property
    def problem(self) -> Problem:
        """What is wrong, where, and the way out."""
        return Problem(Location(self.file, self.line, self.column), self.path, self.message, self.way_out)


# --- what a number rests on ---------------------------------------------------------------------------------


@record
class SourceDetails:
    """A publication that can be found."""

    id: str
    publisher: str
    title: str
    year: int | None
    table: str | None
    url: str | None
    licence: str
    accessed: str  #: Empty: with the publisher's tables, in ``research/tables``.


@record
class MethodDetails:
    """How a published figure became a number."""

    id: str
    name: str  #: The id again where the map does not explain the method.
    words: str
    formula: str
    example: str


@record
class EvidenceRecord(Brief):
    """What one or many numbers rest on."""

    id: str
    basis: str
    grade: str
    author: str  #: Role of whoever entered it.
    reviewed: str
    locator: str | None
    value: str | None  #: The figure as published, where the record holds it.
    unit: str | None
    year: int | None
    area: str | None
    note: str | None
    source: SourceDetails | None
    method: MethodDetails | None


@record
class EvidencedNumber(Brief):
    """One number of the map, or one statement, with what belongs to it alone."""

    kind: str  #: prevalence, coupling, norm, pace, modifier, activity profile, service, judged ...
    of: tuple[str, ...]  #: Ids of what it is a number of: trend and sector, source and target ...
    text: str  #: The same in words.
    number: float | None  #: None for words that rest on evidence without being a number.
    parts: dict[str, float]  #: Published or computed parts of the number, such as the trade part of a coupling.
    value: str | None  #: The figure as published.
    unit: str | None
    locator: str | None  #: Table, row or cell.
    grade: str
    statement: str | None  #: What the number says, or the reason why it is what it is.
    evidence: str


@record
class Subject:
    """Something that a question about evidence was about."""

    kind: str
    id: str
    name: str
    about: str = ""  #: Of a trend: its kind and stage, how deep it changes a firm, and what in it.


@record
class EvidenceAnswer(Answer):
    """Every number of the things asked for, and the records they rest on."""

    map: MapLabel
    asked: str
    subjects: tuple[Subject, ...]
    numbers: tuple[EvidencedNumber, ...]
    records: tuple[EvidenceRecord, ...]
    sources: tuple[SourceDetails, ...]  #: Sources that were asked for themselves, or that the rules of a country name.

    header = (
        "kind", "of", "text", "number", "published", "unit", "locator", "grade", "basis", "evidence", "source",
        "url", "statement",
    )  # fmt: skip

    def rows(self) -> Rows:
        """Return one row a number, with the figure as published and what it rests on."""
        records = {record.id: record for record in self.records}
        return [_cells(number, records.get(number.evidence)) for number in self.numbers]


def _cells(number: EvidencedNumber, record: EvidenceRecord | None) -> Cells:
    source = record.source if record is not None else None
    return (
        number.kind, ">".join(number.of), number.text, number.number, number.value, number.unit, number.locator,
        number.grade, record.basis if record else None, number.evidence, source.title if source else None,
        source.url if source else None, number.statement,
    )  # fmt: skip


# --- what differs between two maps --------------------------------------------------------------------------


@record
class FieldChange:
    """One field of one item that is another in the second map; None where it is absent."""

    field: str
    old: str | None
    new: str | None


@record
class ItemChange:
    """An item that was added, removed or changed."""

    kind: str  #: List of the map: trends, influences ...
    item: str  #: Its id, or its ends joined by >.
    change: Literal["added", "removed", "changed"]
    fields: tuple[FieldChange, ...] = ()

    @property
    def told(self) -> tuple[FieldChange, ...]:
        """The fields, or one for the whole item."""
        return self.fields or (FieldChange("", None, None),)


@record
class Difference(Answer):
    """What a second map has that the first has not, and whose ranks that moves."""

    old: MapLabel
    new: MapLabel
    counts: dict[str, dict[str, int]]  #: Kind -> added, removed, changed -> how many.
    changes: tuple[ItemChange, ...]
    business: str | None  #: Id of the business whose ranks were compared.
    moves: tuple[Moved, ...]  #: What has another rank in the second map.
    unmoved: int  #: Trends of that business whose rank stayed.


# --- loops --------------------------------------------------------------------------------------------------


@record
class Loop:
    """A way from a sector through others back to itself."""

    sectors: tuple[str, ...]  #: Ids, the first one not repeated at the end.
    names: tuple[str, ...]
    product: float  #: Product of the couplings on the way.
    mean: float  #: Their geometric mean: what decides whether influence could grow round the loop.
    kept: float  #: Part of an influence that comes back after one round, attenuation included.


# --- how far it came true ----------------------------------------------------------------------------------


@record
class ValidityFigure:
    """How well one way of predicting did in one task."""

    list: str  #: Which sectors: us-industries (59), sectors (the map's own), nace (31 activities of the EU).
    task: str
    """A: sectors ranked for each technology; C: technologies ranked inside a sector; transfer: US figures to the EU."""
    metric: str  #: spearman, auc, spearman_lift, or level_error in percentage points.
    predictor: str  #: ecomap, or a simpler way to guess.
    value: float
    low: float  #: Lower end of the 95 % bootstrap interval over sectors.
    high: float


@record
class Validity(Brief):
    """The record of the last test of a map."""

    map: str
    version: str
    date: str  #: Day on which these figures were first found.
    seed: int
    resamples: int
    settings: dict[str, float]  #: The shipped settings; the predictions of ecomap use those that other sectors chose.
    headline: tuple[str, ...]  #: What was found, in sentences, wins and losses alike.
    figures: tuple[ValidityFigure, ...]
