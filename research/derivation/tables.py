"""The tables that the map reads, written the same byte for byte every time."""

import csv
import io
from collections.abc import Iterable, Sequence
from math import isnan

from research.derivation.bea import Floats
from research.derivation.coupling import Coupling, rounded_down
from research.derivation.prevalence import Norm, Prevalence, mean_spread
from research.derivation.profiles import Readiness

COUPLING_EVIDENCE = "bea-2017-coupling"
NORM_EVIDENCE = "measured-norm"
SPREAD_EVIDENCE = "mean-measured-spread"
READINESS_EVIDENCE = "us-readiness"
EVERY_OTHER_TREND = "*"


def csv_text(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""Return comma-separated text with ``\n`` at the end of every line."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return stream.getvalue()


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


def prevalence_table(prevalences: Iterable[Prevalence]) -> str:
    """Return one row for each trend and sector with a figure, by trend then sector."""
    rows = []
    for row in sorted(prevalences, key=lambda row: (row.trend, row.sector)):
        found = row.figure
        published = [found.value, found.unit, found.locator, row.evidence, found.grade]
        rows.append([row.trend, row.sector, f"{row.share:.4f}", *published])
    return csv_text(["trend", "sector", "prevalence", "value", "unit", "locator", "evidence", "grade"], rows)


def norms_table(norms: Sequence[Norm]) -> str:
    """Return one row for each measured trend, and last the mean spread, which every other trend is given."""
    rows = [
        [norm.trend, f"{norm.norm:.6f}", f"{norm.spread:.6f}", str(norm.sectors), NORM_EVIDENCE]
        for norm in sorted(norms, key=lambda norm: norm.trend)
    ]
    if norms:
        rows.append([EVERY_OTHER_TREND, "", f"{mean_spread(norms):.6f}", "", SPREAD_EVIDENCE])
    return csv_text(["trend", "norm", "spread", "sectors", "evidence"], rows)


def readiness_table(sectors: Sequence[str], readiness: Readiness) -> str:
    """Return one row for each sector that the US survey covers."""
    rows = [
        [sector, f"{float(score):.6f}", str(technologies), READINESS_EVIDENCE]
        for sector, score, technologies in zip(sectors, readiness.scores, readiness.technologies, strict=True)
        if not isnan(score)
    ]
    return csv_text(["sector", "readiness", "technologies", "evidence"], rows)
