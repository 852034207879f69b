"""How far countries and size classes stand from the reference in the use of technology, in log-odds.

A share of all sectors together: it moves the level of a family of technologies, not one sector against another. One
indicator of each family leads; how well its distances stand for the family's other indicators is measured by them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from math import fsum, sqrt
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from ecomap.io.statistics import Observation
from research.derivation.figures import clip, logit
from research.derivation.inputs import StatisticsError, csv_text
from research.observations.reading import WHOLE

REFERENCE_AREA, REFERENCE_SIZE = "EU27_2020", "GE10"
EU_SIZES = ("10-49", "50-249", "GE250")
"""Classes of the EU as a whole; 10-249 overlaps the first two."""
SMALL_SIZES = ("0-1", "0-9", "2-9")
"""Asked in some countries only: the mean over those that publish the class and firms of ten or more."""
COUNTRY_CODE = re.compile(r"(?!EA|EU)[A-Z]{2}")
"""Two letters; EA and EU are the euro area and the EU."""
FLAGS: Mapping[str, str] = MappingProxyType({"b": "break in series", "d": "definition differs"})
US_REFERENCE = "all"
US_SURVEY = re.compile(r"us-abs-(2018|2020|2021):")
MANDATE = ("place", "family", "since", "like", "year", "reason")
HEADING = ("kind", "place", "family", "shift", "slope", "s", "value", "reference", "year", "locator", "evidence")


class Family(NamedTuple):
    """A family of technologies and the question that leads it."""

    name: str
    lead: str
    others: str
    """How the questions of its other indicators begin."""


FAMILIES = (
    Family("ai", "isoc_eb_ai:E_AI_TANY", "isoc_eb_ai:E_AI_"),
    Family("cloud", "isoc_cicce_use:E_CC", "isoc_cicce_use:E_CC_"),
    Family("data", "isoc_eb_das:E_DA", "isoc_eb_das:E_DAS"),
    Family("digital", "isoc_e_dii:E_DI3_GELO", "isoc_e_dii:E_DI4_GELO"),
    Family("security", "isoc_cisce_ra:E_SECMDUO", "isoc_cisce_ra:E_SECM"),
    Family("invoicing", "isoc_eb_ics:E_INV4S_AP", "isoc_eb_ics:E_INV4S_AP"),
    Family("sharing", "isoc_eb_ics:E_SISC", "isoc_eb_ics:E_SISC"),
)
"""AI of any kind, paid cloud services, data analytics, at least basic digital intensity, sign-in by two factors,
invoices fit for automatic processing, supply-chain data shared electronically."""
ALONE = 0.5
"""Error of a shift that stands for others where the family has one indicator: about the largest one measured."""

MANDATES = Path(__file__).parents[1] / "judgements" / "mandates.csv"
BY_LAW = 0.75
"""Error of a shift that is judged by what a like law did elsewhere: that of any judgement of a share."""

Cells = Mapping[tuple[str, str], Observation]
"""(area, size) -> figure of one question's newest year, all activities together."""


class Shift(NamedTuple):
    """A country or size class against the reference."""

    kind: str
    place: str
    family: str
    shift: float
    value: str
    reference: str
    year: str
    locator: str


def modifiers_table(observations: Iterable[Observation], mandates: Iterable[Mapping[str, str]] = ()) -> str:
    """Return ``modifiers.csv``: one row for each country and size class with a figure, in order."""
    questions = by_question(observations)
    found = {tuple(row[:3]): row for family in FAMILIES for row in family_rows(family, questions)}
    found |= {tuple(row[:3]): row for row in by_law(observations, mandates)}
    rows = [*found.values()]
    rows += [[*_cells(shift, "", "")] for shift in us_sizes(questions)]
    return csv_text(HEADING, sorted(rows))


def by_law(observations: Iterable[Observation], mandates: Iterable[Mapping[str, str]]) -> Iterator[list[str]]:
    """Yield countries whose law came after the survey: as the country that is named stood in a year of its own law."""
    lead = {family.name: family.lead for family in FAMILIES}
    cells = {(o.question, o.area, o.year): o for o in observations if o.classification == WHOLE and o.size == "GE10"}
    newest = {question: year for question, area, year in sorted(cells) if area == REFERENCE_AREA}
    for row in mandates:
        question = lead[row["family"]]
        like, reference = cells[question, row["like"], row["year"]], cells[question, REFERENCE_AREA, newest[question]]
        where = f"{question.replace(':', ', ')}, GE10, {row['like']} {row['year']} against {REFERENCE_AREA}"
        shift = _shift("country", row["place"], row["family"], like, reference, f"{where}: {row['reason']}")
        cells_of = _cells(shift._replace(year=row["since"][:4]), "1.0000", f"{BY_LAW:.4f}")
        yield [*cells_of[:-1], "country-law"]


def by_question(observations: Iterable[Observation]) -> dict[str, dict[tuple[str, str], Observation]]:
    """Return the figures of all activities together by question: the newest year of each area and size."""
    found: dict[str, dict[tuple[str, str], Observation]] = {}
    for o in sorted(observations, key=lambda o: o.year):
        if o.classification == WHOLE:
            found.setdefault(o.question, {})[o.area, o.size] = o
    return found


def family_rows(family: Family, questions: Mapping[str, Cells]) -> Iterator[list[str]]:
    """Yield the rows of a family, each with how far its shifts stand for the others of the family."""
    if family.lead not in questions:
        raise StatisticsError(f"no observation answers {family.lead}.")
    lead = list(shifts(family.name, family.lead, questions[family.lead]))
    others = [
        list(shifts(family.name, name, cells))
        for name, cells in questions.items()
        if name.startswith(family.others) and name != family.lead
    ]
    for kind in ("country", "size"):
        slope, s = carried(lead, [shift for found in others for shift in found], kind)
        yield from ([*_cells(shift, f"{slope:.4f}", f"{s:.4f}")] for shift in lead if shift.kind == kind)


def carried(lead: Iterable[Shift], others: Iterable[Shift], kind: str) -> tuple[float, float]:
    """Return slope and error: shift of another indicator = slope x shift of the lead, give or take the error."""
    known = {shift.place: shift.shift for shift in lead if shift.kind == kind}
    pairs = [(known[o.place], o.shift) for o in others if o.kind == kind and o.place in known]
    weight = fsum(x * x for x, _ in pairs)
    if weight == 0:
        return 1.0, ALONE
    slope = fsum(x * y for x, y in pairs) / weight
    return slope, sqrt(fsum((y - slope * x) ** 2 for x, y in pairs) / len(pairs))


def shifts(family: str, question: str, cells: Cells) -> Iterator[Shift]:
    """Yield countries against the EU, the EU's size classes against all its enterprises, classes below ten."""
    where = question.replace(":", ", ")
    reference = cells.get((REFERENCE_AREA, REFERENCE_SIZE))
    for (area, size), cell in cells.items():
        if reference is None or cell.year != reference.year:
            continue
        if size == REFERENCE_SIZE and COUNTRY_CODE.fullmatch(area):
            locator = flagged(f"{where}, {size}, {area} against {REFERENCE_AREA}", cell)
            yield _shift("country", area.lower(), family, cell, reference, locator)
        if area == REFERENCE_AREA and size in EU_SIZES:
            locator = flagged(f"{where}, {area}, {size} against {REFERENCE_SIZE}", cell)
            yield _shift("size", size, family, cell, reference, locator)
    yield from small_sizes(family, where, cells)


def small_sizes(family: str, where: str, cells: Cells) -> Iterator[Shift]:
    """Yield classes below ten: the mean distance from firms of ten or more over the countries that publish both."""
    for size in SMALL_SIZES:
        pairs = [
            (cell, cells[area, REFERENCE_SIZE])
            for (area, found), cell in sorted(cells.items())
            if found == size and (area, REFERENCE_SIZE) in cells and cells[area, REFERENCE_SIZE].year == cell.year
        ]
        if pairs:
            mean = fsum(log_odds(small) - log_odds(large) for small, large in pairs) / len(pairs)
            value, reference = (fsum(float(pair[i].value) for pair in pairs) / len(pairs) for i in (0, 1))
            areas = " ".join(small.area for small, _ in pairs)
            yield Shift(
                "size", size, family, mean, f"{value:.2f}", f"{reference:.2f}", max(small.year for small, _ in pairs),
                f"{where}, {size} against {REFERENCE_SIZE}, mean of {areas}",
            )  # fmt: skip


def us_sizes(questions: Mapping[str, Cells]) -> Iterator[Shift]:
    """Yield the size classes of the US survey against all companies, for each technology of each year."""
    for question, cells in questions.items():
        if not US_SURVEY.match(question):
            continue
        reference = cells.get(("US", US_REFERENCE))
        for (_, size), cell in cells.items():
            if reference is not None and size != US_REFERENCE:
                locator = f"{question.replace(':', ', ')}, {size} against all companies"
                yield _shift("size", size, question, cell, reference, locator)


def log_odds(cell: Observation) -> float:
    """Return the log-odds of a figure, its share kept within 0.5 and 99.5 %, as every share of the map."""
    return logit(clip(float(cell.value) / 100))


def flagged(locator: str, cell: Observation) -> str:
    """Add a cell's flags to its locator, in words: ``t, NL (b break in series)``."""
    words = [f"{flag} {FLAGS[flag]}" if flag in FLAGS else flag for flag in cell.flag if flag.islower()]
    return f"{locator} ({', '.join(words)})" if words and len(cell.flag) <= 2 else locator


def _shift(kind: str, place: str, family: str, cell: Observation, reference: Observation, locator: str) -> Shift:
    distance = log_odds(cell) - log_odds(reference)
    return Shift(kind, place, family, distance, cell.value, reference.value, cell.year, locator)


def _cells(shift: Shift, slope: str, s: str) -> list[str]:
    numbers = [f"{shift.shift:.6f}", slope, s, shift.value, shift.reference, shift.year]
    return [shift.kind, shift.place, shift.family, *numbers, shift.locator, f"{shift.kind}-shift"]
