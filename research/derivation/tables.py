"""The tables that the map reads, written the same byte for byte every time."""

from collections.abc import Iterable, Sequence

from research.derivation.bea import Floats
from research.derivation.coupling import Coupling, rounded_down
from research.derivation.inputs import csv_text
from research.derivation.measured import EVIDENCE, Row

COUPLING_EVIDENCE = "bea-2017-coupling"


def coupling_table(sectors: Sequence[str], coupling: Coupling, flows: Floats) -> str:
    """Return every ordered pair of sectors, by target then source; weights rounded down, flows in million USD."""
    names = ("coupling", "affinity", "technology_kinship", "activity_kinship")
    parts = [getattr(coupling, name) for name in names]
    rows = []
    for target, to in enumerate(sectors):
        for source, name in enumerate(sectors):
            weights = [rounded_down(float(part[source, target])) for part in parts]
            rows.append([name, to, *weights, f"{float(flows[source, target]):.1f}", COUPLING_EVIDENCE])
    heading = ["source", "target", *names, "flow_musd", "evidence"]
    return csv_text(heading, (row for row in rows if row[0] != row[1]))


def prevalence_table(rows: Iterable[Row]) -> str:
    """Return one row for each trend and sector with a figure, by trend then sector."""
    heading = [
        "trend", "sector", "prevalence", "shift", "s", "year", "area", "size", "value", "unit", "locator", "row",
        "question", "evidence", "grade",
    ]  # fmt: skip
    found = []
    for row in sorted(rows, key=lambda row: (row.measure.trend, row.sector)):
        known, figure = row.known, row.known.figure
        found.append([
            row.measure.trend, row.sector, f"{figure.share:.4f}", f"{row.shift:.4f}", f"{row.measure.s:g}", known.year,
            known.area, known.size, figure.value, figure.unit, figure.locator, known.row, row.measure.question,
            EVIDENCE[row.measure.dataset], figure.grade,
        ])  # fmt: skip
    return csv_text(heading, found)
