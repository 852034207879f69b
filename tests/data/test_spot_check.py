"""Thirty-one numbers of the derived tables, worked out again from the published tables with the csv module alone.

Nothing of the derivation is used, and no numpy: each figure is looked up and computed by itself, the way a reader
with a pocket calculator would. Measured prevalences have sixty of their own in test_map.py.
"""

import csv
import functools
import gzip
import math
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from ecomap.places import data_folder
from plain_files import read_yaml

STATISTICS = Path(__file__).parents[2] / "research" / "tables"
SEED = 2027


def read(path: Path) -> list[dict[str, str]]:
    compressed = path.with_name(f"{path.name}.gz")
    with (
        gzip.open(compressed, "rt", encoding="utf-8", newline="")
        if compressed.exists()
        else path.open(encoding="utf-8", newline="") as stream
    ):
        return list(csv.DictReader(stream))


def drawn(name: str, count: int) -> list[dict[str, str]]:
    """Return rows of a table of the map, the same ones on every machine."""
    return random.Random(SEED).sample(read(data_folder() / "statistics" / f"{name}.csv"), count)


@functools.cache
def sectors() -> dict[str, dict]:
    return {sector["id"]: sector for sector in read_yaml(data_folder() / "sectors.yaml")["sectors"]}


def logit(percent: float) -> float:
    share = min(max(percent / 100, 0.005), 0.995)
    return math.log(share / (1 - share))


# Countries and size classes: the two published figures, and the distance of their log-odds.

EUROSTAT = {"ai": ("isoc_eb_ai", "E_AI_TANY"), "cloud": ("isoc_cicce_use", "E_CC"), "data": ("isoc_eb_das", "E_DA"),
            "digital": ("isoc_e_dii", "E_DI3_GELO")}  # fmt: skip
CODES = {"gr": "EL", "gb": "UK"}


@functools.cache
def eurostat(family: str) -> dict[tuple[str, str], str]:
    """Return per cent of enterprises by area and size class, all activities together."""
    dataset, indicator = EUROSTAT[family]
    rows = read(STATISTICS / "eurostat_ict_enterprises_2025" / f"{dataset}_2025.csv")
    cut = ("C10-S951_X_K", indicator, "PC_ENT", "2025")
    wanted = [row for row in rows if (row["nace_r2"], row["indic_is"], row["unit"], row["time"]) == cut]
    return {(row["geo"], row["size_emp"]): row["value"] for row in wanted}


@functools.cache
def us_sizes() -> dict[tuple[str, str], str]:
    rows = read(STATISTICS / "us_abs_technology" / "abs_technology_use_by_company_size.csv")
    return {(f"us-abs-{row['data_year']}:{row['technology']}", row["company_size"]): row["use_pct"] for row in rows}


def us_size(text: str) -> str:
    """Write a size class as the US table does: ``GE25000`` is ``25,000 or more``, ``1000-4999`` ``1,000-4,999``."""
    if text.startswith("GE"):
        return f"{int(text[2:]):,} or more"
    return "-".join(f"{int(end):,}" for end in text.split("-"))


def published_pair(row: dict[str, str]) -> tuple[str, str]:
    if row["family"] in EUROSTAT:
        cells = eurostat(row["family"])
        at = (CODES.get(row["place"], row["place"].upper()), "GE10") if row["kind"] == "country" else (
            "EU27_2020", row["place"])  # fmt: skip
        return cells[at], cells["EU27_2020", "GE10"]
    return us_sizes()[row["family"], us_size(row["place"])], us_sizes()[row["family"], "All companies"]


def test_modifiers():
    """Some twenty countries and size classes: the figures as published, and logit(value) - logit(reference)."""
    for row in drawn("modifiers", 30):
        if row["family"] in ("security", "invoicing", "sharing") or row["place"] in ("0-1", "0-9", "2-9"):
            continue
        value, reference = published_pair(row)
        assert (float(row["value"]), float(row["reference"])) == (float(value), float(reference)), row
        assert float(row["shift"]) == pytest.approx(logit(float(value)) - logit(float(reference)), abs=1e-6), row


# Trade: every commodity that the buyers use, from the sellers in proportion to what they make of it.


@functools.cache
def bea(name: str) -> dict[str, dict[str, str]]:
    return {row["rownames"]: row for row in read(STATISTICS / "us_bea_io" / f"{name}.csv")}


def prefixes(text: str) -> Iterator[str]:
    """Yield the codes of a NAICS range as published: ``44–45``, ``3361–63``."""
    first, _, tail = text.replace("–", "-").partition("-")
    last = first[: len(first) - len(tail)] + tail  # ``3361–63`` leaves out what both have in common
    yield from (str(code) for code in range(int(first), int(last) + 1))


@functools.cache
def owners() -> dict[str, list[str]]:
    """Return the sectors that claim each NAICS prefix."""
    found: dict[str, list[str]] = {}
    for name, sector in sectors().items():
        for prefix in {code for text in sector.get("naics", []) for code in prefixes(text)}:
            found.setdefault(prefix, []).append(name)
    return found


@functools.cache
def shares() -> dict[str, dict[str, float]]:
    """Return for each sector which part of which industry is its own, by the count of six-digit NAICS codes."""
    codes: dict[str, set[str]] = {}
    for row in read(STATISTICS / "us_bea_io" / "bea_naics_master_crosswalk.csv"):
        if len(row["NAICS_2017_Code"]) == 6:
            codes.setdefault(row["BEA_2017_Detail_Code"], set()).add(row["NAICS_2017_Code"])
    found: dict[str, dict[str, float]] = {name: {} for name in sectors()}
    for industry, naics in codes.items():
        for code in naics:
            claimed = next((owners()[code[:n]] for n in range(6, 1, -1) if code[:n] in owners()), [])
            for name in claimed:
                found[name][industry] = found[name].get(industry, 0.0) + 1 / (len(naics) * len(claimed))
    return found


def flow(source: str, target: str) -> float:
    """Return what a sector sells to another, million USD; commodity output is BEA's own total, T007."""
    make, use = bea("detail_make_2017"), bea("detail_use_2017")
    sellers = {code: part for code, part in shares()[source].items() if code in make and code in use["T005"]}
    buyers = {code: part for code, part in shares()[target].items() if code in make and code in use["T005"]}
    total = 0.0
    for commodity, output in make["T007"].items():
        if commodity in use and commodity not in ("rownames", "T008") and float(output) > 0:
            made = sum(part * float(make[code][commodity]) for code, part in sellers.items())
            bought = sum(part * float(use[commodity][code]) for code, part in buyers.items())
            total += made / float(output) * bought
    return total


def test_flows_between_sectors():
    """Sixteen pairs: the intermediate flow behind a coupling, to the tenth of a million that the table has."""
    for row in drawn("coupling", 16):
        # BEA's published totals are rounded to the million: up to a ten-thousandth of a flow
        expected = pytest.approx(flow(row["source"], row["target"]), abs=0.06, rel=1e-4)
        assert float(row["flow_musd"]) == expected, row
