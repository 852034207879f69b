"""A village of three sectors and two trends, and marks that say where a fault was planted."""

from collections.abc import Callable
from pathlib import Path

import pytest

Places = list[tuple[int, int]]
Planted = tuple[str, Places]

VILLAGE = """\
schema: ecomap/map/1
id: village
version: "2026.11"
title: A village of three kinds of firm
licence: CC0-1.0
limits: [Made up to test the reading]
sources:
  - id: office
    publisher: Village office
    title: What firms use
    licence: CC0-1.0
    accessed: 2026-11-22
evidence:
  - id: judged
    basis: judgement
    grade: D
    author: tester
    reviewed: 2026-11-22
    note: Judged by the tester.
  - id: counted
    basis: statistic
    source: office
    locator: table 1
    unit: "% of firms"
    year: 2025
    area: Village
    method: share-of-firms
    grade: A
    author: tester
    reviewed: 2026-11-22
  - id: computed
    basis: derived
    method: mean
    grade: C
    author: tester
    reviewed: 2026-11-22
    note: Computed from the counted figures.
goals:
  - {id: reach, name: Reach, summary: More customers}
skills:
  - {id: it, name: IT, levels: [none, little, some, much, all]}
activities:
  - {id: make-goods, name: Make goods, summary: Make things, phrase: make things}
  - {id: sell-goods, name: Sell goods, summary: Sell things, phrase: sell things}
sectors:
  - id: bakery
    name: Bakeries
    short: Bakery
    aliases: [baker]
    isic: ["10", "11"]
    nace: ["C10.7"]
    naics: ["3118"]
    activities: {make-goods: 1, sell-goods: 0.5}
    evidence: judged
    reason: They bake all night.
  - id: shop
    name: Shops
    short: Shop
    aliases: [grocer, café]
    isic: ["47"]
    nace: ["G47"]
    naics: ["44", "45"]
    activities: {sell-goods: 1}
    evidence: judged
    reason: They sell all day.
  - id: web-shop
    name: Web shops
    short: Web shop
    aliases: [online shop]
    isic: ["4791"]
    nace: ["G47.91"]
    naics: ["454", "11"]
    activities: {sell-goods: 0.8}
    evidence: judged
    reason: They sell all night.
trends:
  - id: booking
    name: Online booking
    summary: Customers book a time by themselves
    kind: practice
    area: operations
    stage: growing
    change: incremental
    norm: 0.2
    pace: {value: 0.1, evidence: judged, reason: More every year}
    specificity: 0.8
    opportunity: 0.9
    services: {sell-goods: 0.7}
    goals: {reach: 0.5}
    needs: {budget_eur: 500, hours_per_week: 1, skills: {it: 1}}
    prerequisites: [cloud]
    evidence: judged
    reason: Only firms with customers.
  - id: cloud
    name: Cloud services
    summary: Programs and data that live elsewhere
    kind: technology
    area: cloud
    stage: established
    change: incremental
    norm: 0.3775
    specificity: 0.1
    opportunity: 0.8
    services: {make-goods: 0.5, sell-goods: 0.5}
    needs: {budget_eur: 300, hours_per_week: 1}
    evidence: judged
    reason: Any firm.
influences:
  - {trend: booking, sector: shop, prevalence: 0.3, statement: A third do., evidence: judged}
  - {trend: cloud, sector: shop, prevalence: 0.4, value: "40.1", evidence: counted}
  - {trend: cloud, sector: bakery, prevalence: 0.2, evidence: computed}
couplings:
  - {source: shop, target: bakery, coupling: 0.5, evidence: computed}
  - {source: bakery, target: shop, coupling: 0.4, evidence: computed}
  - {source: shop, target: web-shop, coupling: 0.6, evidence: computed}
# end
"""


@pytest.fixture(scope="session")
def village() -> str:
    """Return the text of a small map that nothing is wrong with."""
    return VILLAGE


@pytest.fixture(scope="session")
def places() -> Callable[[str], Planted]:
    """Return a function that takes the marks « out of a text and tells where each stood (line, column)."""
    return _places


def _places(marked: str) -> Planted:
    found = []
    for number, line in enumerate(marked.split("\n"), start=1):
        start = -1
        for taken in range(line.count("«")):
            start = line.index("«", start + 1)
            found.append((number, start + 1 - taken))
    return marked.replace("«", ""), found


@pytest.fixture
def write_village(tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that writes a map of one file and returns its path."""
    return lambda text: write(tmp_path, {"village.yaml": text})


@pytest.fixture
def write_map(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Return a function that writes the files of a map, the entrance first, and returns the entrance."""
    return lambda files: write(tmp_path, files)


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / next(iter(files))
