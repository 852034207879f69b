"""Eurostat's ICT usage in enterprises 2025: which share of EU enterprises uses AI, by activity."""

import re
from collections.abc import Mapping, Sequence
from math import fsum
from pathlib import Path
from types import MappingProxyType

from research.derivation.figures import Figure
from research.derivation.inputs import SectorRows, StatisticsError, parse_number, read_records

TABLE = "eurostat_ict_enterprises_2025/isoc_eb_ain2_2025_eu27_all_units.csv"
DATASET = "isoc_eb_ain2"
UNIT = "% of enterprises"
COLUMNS = ("size_emp", "nace_r2", "indic_is", "unit", "geo", "time", "value", "flag")
CUT: Mapping[str, str] = MappingProxyType({"geo": "EU27_2020", "size_emp": "GE10", "unit": "PC_ENT", "time": "2025"})
"""The one cut that is read: EU27, ten or more persons employed, per cent of all enterprises, 2025."""

AI_TECHNOLOGIES = tuple(f"E_AI_{name}" for name in ("TTM", "TSR", "TNLG", "TIR", "TML", "TPA", "TAR", "TPVSG"))
"""The eight technologies; totals of them (E_AI_TANY, E_AI_TGE2 ...) are no technologies."""

ENDS = "C10-33 D35-35 E36-39 F41-43 G45-47 H49-53 I55-56 J58-63 K64-66 L68-68 M69-75 N77-82 S94-96"
SECTIONS: Mapping[str, range] = MappingProxyType(
    {section[0]: range(int(section[1:3]), int(section[4:]) + 1) for section in ENDS.split()}
)
"""NACE Rev. 2 sections and their divisions."""
ICT_TOTAL = frozenset({26, 46, 58, 61, 62, 63, 95})
"""Divisions that Eurostat's "ICT - total" takes in, wholly or in part."""
CODE = re.compile(r"([A-Z])(\d*)(?:[-_]([A-Z]?)(\d*))?")

Cells = Mapping[tuple[str, str], str]
"""(activity, indicator) -> value as published."""


def read_eurostat(tables: Path) -> Cells:
    """Read the EU27 cells; a cell without a value is absent, not zero."""
    cells: dict[tuple[str, str], str] = {}
    for row in read_records(tables / TABLE, COLUMNS):
        if row["value"].strip() and all(row[column] == wanted for column, wanted in CUT.items()):
            parse_number(row["value"], f"{DATASET}, {row['nace_r2']}, {row['indic_is']}")
            cells[row["nace_r2"], row["indic_is"]] = row["value"].strip()
    if not cells:
        raise StatisticsError(f"{TABLE} has no cell for {', '.join(CUT.values())}.")
    return MappingProxyType(cells)


def divisions(code: str) -> frozenset[int]:
    """Return the NACE divisions that a Eurostat activity code covers, so that overlaps show.

    >>> sorted(divisions("C10-C12")), sorted(divisions("I")), sorted(divisions("N77-N82_X_N79"))
    ([10, 11, 12], [55, 56], [77, 78, 80, 81, 82])
    """
    if code == "ICT":
        return ICT_TOTAL
    covered, *left_out = code.split("_X_")
    match = CODE.fullmatch(covered)
    start, end = (match.group(1), match.group(3) or match.group(1)) if match else ("", "")
    if match is None or start not in SECTIONS or end not in SECTIONS:
        raise StatisticsError(f'"{code}" is not an activity of {DATASET}.')
    first = int(match.group(2)[:2]) if match.group(2) else SECTIONS[start][0]
    digits = match.group(2) if match.group(3) is None else match.group(4)
    last = int(digits[:2]) if digits else SECTIONS[end][-1]  # S951 is within 95
    without = frozenset[int]().union(*(SECTIONS[part] if part in SECTIONS else divisions(part) for part in left_out))
    return frozenset(range(first, last + 1)) - without


def eurostat_figure(cells: Cells, sector: SectorRows, indicator: str) -> Figure | None:
    """Return the use of a technology in a sector: the unweighted mean over its activities; ``None`` if none has one.

    The table has no counts of enterprises, so several activities weigh alike. Never grade A: enterprises with fewer
    than ten persons are left out. B: one activity or several; C: a wider activity, or one of several not published.
    """
    rows = checked_activities(cells, sector)
    if not any(found == indicator for _, found in cells):
        raise StatisticsError(f'{DATASET} has no indicator "{indicator}".')
    published = [(row, cells[row, indicator]) for row in rows if (row, indicator) in cells]
    if not published:
        return None
    hidden = [row for row in rows if (row, indicator) not in cells]
    names = ", ".join(row for row, _ in published) + (f" ({', '.join(hidden)} not published)" if hidden else "")
    return Figure(
        percent=fsum(float(value) for _, value in published) / len(published),
        value=" + ".join(value for _, value in published),
        unit=UNIT,
        locator=f"{DATASET}, nace_r2 {names}, {indicator}",
        grade="C" if sector.eurostat_fit == "wider" or hidden else "B",
    )


def checked_activities(cells: Cells, sector: SectorRows) -> Sequence[str]:
    """Return the sector's activities, each once, none covering another."""
    rows = tuple(dict.fromkeys(row.strip() for row in sector.eurostat_rows))
    known = {activity for activity, _ in cells}
    for at, row in enumerate(rows):
        if row not in known:
            raise StatisticsError(f'sector {sector.id}: {DATASET} has no activity "{row}".')
        for other in rows[:at]:
            if divisions(row) & divisions(other):
                raise StatisticsError(
                    f"sector {sector.id}: the activities {other} and {row} overlap; keep the one or the other."
                )
    return rows
