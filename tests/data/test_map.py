"""The shipped map: broad, every number with its evidence, nothing dangling, and true to the tables it names.

The files are read here with the plain YAML and CSV readers, the published tables with the csv module alone, so that
nothing of ecomap vouches for itself. The examples are those of the two framework texts.
"""

import csv
import functools
import gzip
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from ecomap import (
    Business,
    CompiledMap,
    Ranking,
    Settings,
    business_of_sectors,
    load_business,
    load_map,
    rank_trends,
    templates,
)
from ecomap.places import data_folder
from ecomap.verbs.rows import RowMaker
from ecomap.verbs.standings import find_standings
from plain_files import read_yaml
from research.figures.coverage import read_coverage

STATISTICS = Path(__file__).parents[2] / "research" / "tables"
"""The publishers' tables."""

TEMPLATES = sorted(templates())
Item = Mapping[str, Any]


# The files, plainly read.


@functools.cache
def contents() -> dict[str, Any]:
    """Return what each YAML file of the map says, by its name below the data folder."""
    entrance = read_yaml(data_folder() / "sectors.yaml")
    names = [name for name in entrance["files"] if name.endswith(".yaml")]
    return {"sectors.yaml": entrance} | {name: read_yaml(data_folder() / name) for name in names}


def listed(name: str) -> list[Item]:
    """Return all items of a list, whichever file they stand in."""
    return [item for content in contents().values() for item in content.get(name, [])]


@functools.cache
def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the map."""
    return read_csv(data_folder() / "statistics" / f"{name}.csv")


def read_csv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by column."""
    compressed = path.with_name(f"{path.name}.gz")
    with (
        gzip.open(compressed, "rt", encoding="utf-8", newline="")
        if compressed.exists()
        else path.open(encoding="utf-8", newline="") as stream
    ):
        return list(csv.DictReader(stream))


def ids(name: str) -> set[str]:
    """Return the ids of a list."""
    return {item["id"] for item in listed(name)}


def logit(share: float) -> float:
    """Return ln(share / (1 - share))."""
    return math.log(share / (1 - share))


def logistic(log_odds: float) -> float:
    """Return the share of a log-odds."""
    return 1 / (1 + math.exp(-log_odds))


@functools.cache
def estimates() -> dict[tuple[str, str], float]:
    """Return the share of firms by trend and sector as the compiled map has it."""
    arrays = ecosystem().arrays
    return {
        (trend, sector): logistic(float(arrays.total[t, s]))
        for t, trend in enumerate(arrays.trends)
        for s, sector in enumerate(arrays.sectors)
    }


@functools.cache
def prevalence() -> dict[tuple[str, str], float]:
    """Return the share of firms by trend and sector."""
    judged = {(item["trend"], item["sector"]): float(item["prevalence"]) for item in listed("influences")}
    return judged | {(row["trend"], row["sector"]): float(row["prevalence"]) for row in table("prevalence")}


# Breadth, evidence, references.


@pytest.mark.parametrize(("name", "least"), [("sectors", 38), ("activities", 24), ("trends", 60)])
def test_the_map_is_broad(name: str, least: int) -> None:
    """The map covers the economy that a small business can be in, and what there is to say of it."""
    assert len(ids(name)) == len(listed(name)) >= least


PRIVATE = {
    *range(1, 4), *range(5, 10), *range(10, 34), 35, *range(36, 40), *range(41, 44), *range(45, 48), *range(49, 54),
    55, 56, *range(58, 64), *range(64, 67), 68, *range(69, 76), *range(77, 83), 85, *range(86, 89), *range(90, 94),
    *range(94, 97),
}  # fmt: skip
"""Divisions of ISIC Rev.4, sections A to N and P to S: all but public administration, households and embassies."""


def test_every_division_of_the_economy_has_a_sector() -> None:
    """A private business can be in none that the map does not have."""
    assert {int(code[:2]) for sector in listed("sectors") for code in sector.get("isic", [])} >= PRIVATE


US_NAMES_OF_EU_TECHNOLOGIES = {
    "artificial_intelligence", "machine_learning", "natural_language_processing", "voice_recognition",
}  # fmt: skip
"""Asked in Europe too, later: the map has the European figures, and these for sectors that Eurostat leaves out."""


def test_every_measured_technology_is_in_the_map() -> None:
    """Each technology of the US survey, each AI technology and purpose of Eurostat, by its own indicator."""
    measured = {row["question"].partition(":")[2] for row in table("prevalence")}
    assert {technology for _, technology, _ in us_rows()} - US_NAMES_OF_EU_TECHNOLOGIES <= measured
    european = {indicator for _, indicator in eu_values()}
    kinds = {name for name in european if re.fullmatch(r"E_AI_[TP][A-Z]+", name)} - {"E_AI_TX"}  # TX: none of them
    assert len(kinds) == 1 + 8 + 7
    assert kinds <= measured


def test_the_map_has_figures() -> None:
    """At least 2,000 prevalences, each trend in a sector once; every trend has some or says how widespread it is."""
    count = len(listed("influences")) + len(table("prevalence"))
    assert len(prevalence()) == count >= 2000
    said = {trend["id"] for trend in listed("trends") if "level" in trend or "norm" in trend}
    assert {trend for trend, _ in prevalence()} | said == ids("trends")


def numbered() -> Iterator[tuple[str, Item]]:
    """Yield everything in the map that states a number, with the place it stands at."""
    for name in ("sectors", "trends", "influences", "practices", "countries"):
        yield from ((f"{name}[{i}]", item) for i, item in enumerate(listed(name)))
    for part in ("pace", "level"):
        yield from ((f"{trend['id']}.{part}", trend[part]) for trend in listed("trends") if part in trend)
    for name in ("traits", "groups"):
        yield from ((f"{name}[{i}]", item) for i, item in enumerate(listed(name)))
    tables = [data_folder() / name for name in contents()["sectors.yaml"]["files"] if name.endswith(".csv")]
    for path in sorted(tables):
        yield from ((f"{path.name}:{i}", row) for i, row in enumerate(table(path.stem), start=2))


def test_no_number_stands_without_evidence() -> None:
    """Everything that states a number names an evidence record that the map has."""
    known = ids("evidence")
    assert [where for where, item in numbered() if item.get("evidence") not in known] == []


NEEDED = {
    "statistic": {"source", "locator", "unit", "year", "area", "method"},
    "study": {"source", "locator", "unit", "year", "area", "method"},
    "framework": {"source", "locator"},
    "law": {"locator", "note"},
    "judgement": {"note"},
    "derived": {"method", "note"},
}


def test_evidence_says_what_its_basis_needs() -> None:
    """A figure names where it can be looked up, a judgement says that it is one and borrows no source."""
    sources = ids("sources")
    for record in listed("evidence"):
        assert record.keys() >= NEEDED[record["basis"]] | {"grade", "author", "reviewed"}, record["id"]
        assert record.get("source") is None or record["source"] in sources
        assert record["basis"] != "judgement" or "source" not in record
        assert record["basis"] != "judgement" or record["grade"] == "D"


def test_judgements_give_their_reason() -> None:
    """A judged prevalence is a sentence to agree or disagree with; sectors, trends and judged paces say why."""
    basis = {record["id"]: record["basis"] for record in listed("evidence")}
    judged = [item for item in listed("influences") if basis[item["evidence"]] == "judgement"]
    assert [item for item in judged if not item.get("statement")] == []
    assert [item["id"] for item in [*listed("sectors"), *listed("trends")] if not item.get("reason")] == []
    weights = [w for item in [*listed("groups"), *listed("trends")] for w in item.get("weights", {}).values()]
    assert [weight for weight in weights if not weight.get("reason")] == []
    assert [trend["id"] for trend in listed("trends") if "level" in trend and not trend["level"].get("reason")] == []
    paces = [trend["pace"] for trend in listed("trends") if "pace" in trend]
    assert [pace for pace in paces if basis[pace["evidence"]] == "judgement" and not pace.get("reason")] == []


def references() -> Iterator[tuple[str, str]]:
    """Yield the list that is spoken of and the id, for everything that names something else."""
    for sector in listed("sectors"):
        yield from (("activities", name) for name in sector["activities"])
        yield from (("traits", name) for name in sector["traits"])
    for trend in listed("trends"):
        yield from (("activities", name) for name in trend["services"])
        yield from (("goals", name) for name in trend.get("goals", {}))
        yield from (("skills", name) for name in trend["needs"].get("skills", {}))
        named = [name for field in ("prerequisites", "part_of", "comes_with") for name in trend.get(field, [])]
        yield from (("trends", name) for name in named)
        yield from (("traits", name) for name in [*trend.get("weights", {}), *trend.get("gate", {}).get("any_of", [])])
        yield ("groups", trend["group"])
    for item in [*listed("influences"), *table("prevalence")]:
        yield from (("trends", item["trend"]), ("sectors", item["sector"]))
    for row in table("coupling"):
        yield from (("sectors", row["source"]), ("sectors", row["target"]))


def test_nothing_dangles() -> None:
    """Every id that is spoken of is there."""
    known = {name: ids(name) for name in ("activities", "goals", "groups", "skills", "traits", "trends", "sectors")}
    assert sorted({(name, found) for name, found in references() if found not in known[name]}) == []


def test_templates_speak_of_what_is_there() -> None:
    """Goals, skills, activities and adopted trends of every template are the map's."""
    for path in templates().values():
        business = read_yaml(path)
        assert set(business["sectors"]) <= ids("sectors") | ids("kinds")
        assert set(business["goals"]) <= ids("goals")
        assert set(business["skills"]) <= ids("skills")
        assert set(business.get("activities", ())) <= ids("activities")
        assert set(business["adopted"]) <= ids("trends")


# Figures against the tables they come from.


def test_every_pair_of_sectors_is_coupled() -> None:
    """Each ordered pair stands once; what reaches a sector sums to just below 1, since weights are rounded down."""
    pairs = [(row["source"], row["target"]) for row in table("coupling")]
    sectors = ids("sectors")
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == {(source, target) for source in sectors for target in sectors if source != target}
    incoming: dict[str, list[float]] = defaultdict(list)
    for row in table("coupling"):
        incoming[row["target"]].append(float(row["coupling"]))
    assert all(0.99 < math.fsum(weights) <= 1 for weights in incoming.values())
    assert all(weight >= 0 for weights in incoming.values() for weight in weights)


def sectors_by_id() -> dict[str, Item]:
    """Return the sectors by id."""
    return {sector["id"]: sector for sector in listed("sectors")}


@functools.cache
def us_rows() -> dict[tuple[str, str, str], dict[str, str]]:
    """Return the rows of the US survey by data year, technology and industry."""
    rows = read_csv(STATISTICS / "us_abs_technology" / "abs_technology_use_by_industry.csv")
    return {(row["data_year"], row["technology"], row["naics"]): row for row in rows}


@functools.cache
def eu_values() -> dict[tuple[str, str], float]:
    """Return EU27 2025, ten or more persons employed, per cent of enterprises, by activity and indicator."""
    rows = read_csv(STATISTICS / "eurostat_ict_enterprises_2025" / "isoc_eb_ain2_2025_eu27_all_units.csv")
    return {
        (row["nace_r2"], row["indic_is"]): float(row["value"])
        for row in rows
        if (row["geo"], row["size_emp"], row["unit"], row["time"]) == ("EU27_2020", "GE10", "PC_ENT", "2025")
        and row["value"]
    }


def us_share(sector: str, year: str, technology: str) -> float | None:
    """Return the share of a sector's companies that use a technology: the mean of its rows, weighted by companies."""
    codes = [code.replace("-", "–") for code in sectors_by_id()[sector]["statistics"].get("abs", [])]
    cells = [us_rows()[year, technology, code] for code in codes]
    shown = [(float(cell["companies"]), float(cell["use_pct"])) for cell in cells if cell["use_pct"] not in ("", "D")]
    if not shown:
        return None
    return clipped(sum(n * percent for n, percent in shown) / sum(n for n, _ in shown) / 100)


def clipped(share: float) -> float:
    """Keep a share within 0.5 and 99.5 %."""
    return min(max(share, 0.005), 0.995)


@functools.cache
def observations() -> dict[tuple[str, ...], float]:
    """Return every published figure by question, classification, code, size, area and year."""
    keys = ("question", "classification", "code", "size", "area", "year")
    return {tuple(row[key] for key in keys): float(row["value"]) for row in table("observations")}


def published(row: Mapping[str, str]) -> float:
    """Return the share of a row of the map, worked out from the figures as published: the plain mean of its codes.

    The US survey counts the companies of each row, and they weigh by them.
    """
    classification, _, codes = row["row"].partition(" ")
    if classification == "abs":
        share = us_share(row["sector"], row["year"], row["question"].partition(":")[2])
        assert share is not None
        return share
    place = row["size"], row["area"], row["year"]
    found = [observations().get((row["question"], classification, code, *place)) for code in codes.split()]
    shown = [value for value in found if value is not None]
    return clipped(sum(shown) / len(shown) / 100)


ROUNDING = 0.5e-4 + 1e-9
"""The tables have four decimals."""
SAMPLED = 60


def test_measured_prevalences_are_what_was_published() -> None:
    """Sixty cells drawn at random, worked out again from the figures as published."""
    for row in random.Random(2026).sample(table("prevalence"), SAMPLED):
        assert published(row) == pytest.approx(float(row["prevalence"]), abs=ROUNDING), row


def test_shifts_carry_a_figure_to_the_reference() -> None:
    """Worked out again: the firms of 20 to 49 of the US survey, and the sectors that two surveys of AI share.

    Additive manufacturing 2021: 2.1 % of all companies, 2.8 % of those with 20 to 49.
    """
    rows = {(row["trend"], row["sector"]): row for row in table("prevalence")}
    question = "us-abs-2021:additive_manufacturing"
    by_size = [observations()[question, "total", "", size, "US", "2021"] for size in ("20-49", "all")]
    shift = logit(by_size[0] / 100) - logit(by_size[1] / 100)
    assert float(rows["additive-manufacturing", "energy"]["shift"]) == pytest.approx(shift, abs=ROUNDING)
    shared = [
        (
            logit(float(row["prevalence"])),
            observations().get(("btos-ai-supplement:9.1", "naics2017", code, "all", "US", "2025")),
        )
        for (trend, sector), row in rows.items()
        if trend == "generative-ai" and row["area"] == "EU27_2020" and (code := btos_sectors().get(sector))
    ]
    both = [european - logit(american / 100) for european, american in shared if american is not None]
    assert float(rows["generative-ai", "education"]["shift"]) == pytest.approx(mean(both), abs=ROUNDING)


def btos_sectors() -> dict[str, str]:
    """Return the sector of the US survey of AI that speaks for each sector."""
    rows = read_csv(STATISTICS / "us_btos_ai_2026" / "sector_map.csv")
    return {row["sector"]: row["naics_sector"] for row in rows}


def mean(values: list[float]) -> float:
    """Return the mean."""
    return sum(values) / len(values)


FIGURE = re.compile(r"([0-9.]+) \(([0-9]{4})[^)]*\)")
"""A share and its year, as evidence records write them: ``16 (2018)``, ``57 (2022, from ...)``."""


MEAN_OF_TEN = 0.43
"""Growth from 2024 to 2025 of ten kinds of AI, with which the one year that each has is averaged."""


def test_paces_of_published_figures_are_their_growth_a_year() -> None:
    """A pace by method log-odds-per-year is the growth from the first figure of its record, or the last but one.

    One year of a kind of AI is averaged with the mean of ten.

    Left out are records whose figures are products written out (``46 x 72 % (2017)``) or are dated by months.
    """
    records = {record["id"]: record for record in listed("evidence")}
    counted = 0
    for trend in listed("trends"):
        record = records[trend["pace"]["evidence"]] if "pace" in trend else {}
        if (
            record.get("method") != "log-odds-per-year"
            or " x " in record["value"]
            or "December" in trend["pace"]["reason"]
        ):
            continue
        if len(found := FIGURE.findall(record["value"])) < 2:
            continue
        pace = trend["pace"]
        growths = [
            (logit(float(last) / 100) - logit(float(first) / 100)) / (int(end) - int(start))
            for (first, start), (last, end) in ((found[0], found[-1]), (found[-2], found[-1]))
        ]
        if "ten " in pace["reason"]:
            growths = [(growths[1] + MEAN_OF_TEN) / 2]
        near = [growth for growth in growths if pace["value"] == pytest.approx(growth, abs=0.01)]
        assert near, (trend["id"], record["value"])
        counted += 1
    assert counted >= 20


# The examples of the frameworks, none of which stands in the code.


@functools.cache
def ecosystem() -> CompiledMap:
    """Return the shipped map as the program reads it."""
    return load_map()[0]


@functools.cache
def ranking(template: str) -> Ranking:
    """Return the whole ranking of a template."""
    return rank_trends(ecosystem(), load_business(template, ecosystem()))


def ranks(template: str) -> dict[str, int]:
    """Return the rank of each opportunity of a template."""
    return {row.trend.id: row.rank for row in ranking(template).opportunities}


WAYS = 40
"""Pathways looked through, heaviest first."""


def speakers(business: Business, trend: str) -> set[str]:
    """Return the sectors, other than the business's own, whose figures speak for a trend."""
    numbers = find_standings(ecosystem(), business, Settings())
    maker = RowMaker(ecosystem(), numbers, pathways=True)
    ways, _ = maker.pathways(numbers.axes.trend_index[trend], WAYS)
    return {way.nodes[1] for way in ways if way.kind != "judged" and way.push > 0} - set(business.sectors)


EXAMPLES = [
    ("bakery", ["online-ordering"], "i-bakery-ordering"),
    ("bakery", ["social-media-marketing"], "i-bakery-social"),
    ("bakery", ["digital-payments"], "i-bakery-payments"),
    ("restaurant", ["online-ordering"], "i-rest-ordering"),
    ("restaurant", ["third-party-delivery"], "i-rest-delivery"),
    ("restaurant", ["online-reviews", "social-media-marketing", "online-advertising"], "i-rest-reviews"),
    ("manufacturer", ["predictive-maintenance"], "i-make-maintenance"),
    ("manufacturer", ["supply-chain-visibility", "supply-chain-optimisation"], "i-make-chain"),
    ("manufacturer", ["data-driven-quality-control"], "i-make-quality"),
    ("clinic", ["online-booking"], "i-clinic-booking"),
    ("clinic", ["personalised-messages"], "i-clinic-reminders"),
    ("clinic", ["digital-feedback"], "i-clinic-feedback"),
    ("farm", ["iot-sensors"], "i-farm-sensors"),
    ("farm", ["machine-learning", "demand-forecasting", "image-recognition"], "i-farm-ai"),
    ("farm", ["survey-and-crop-drones"], "i-farm-drones"),
    ("consulting", ["email-marketing-automation"], "i-crm-tab-mail"),
    ("consulting", ["chatbots"], "i-crm-tab-bot"),
    ("consulting", ["customer-segmentation"], "i-crm-tab-segment"),
    ("consulting", ["sales-process-automation"], "i-crm-tab-sales"),
    ("retail-shop", ["invoice-payment-automation", "e-invoicing"], "i-ops-tab-invoice"),
    ("retail-shop", ["inventory-automation"], "i-ops-tab-stock"),
    ("retail-shop", ["workflow-automation"], "i-ops-tab-workflow"),
    ("retail-shop", ["data-entry-automation"], "i-ops-tab-entry"),
]
"""Template, trends of which one is meant, and the row of data/coverage.yaml."""
FIRST = 20


@pytest.mark.parametrize(("template", "alternatives", "item"), EXAMPLES)
def test_the_examples_of_the_frameworks_come_out(template: str, alternatives: list[str], item: str) -> None:
    """What the texts name stands among the first 20 or is asked, by way of another sector; else figures say why not."""
    found, business = ranking(template), load_business(template, ecosystem())
    there = {*found.check, *business.adopted}
    there |= {id for row in found.opportunities[:FIRST] for id in (row.trend.id, *row.others)}
    row = next(row for row in read_coverage()["rows"] if row["id"] == item)
    named = [trend for trend in alternatives if trend in there]
    holds = bool(named) and any(speakers(business, trend) for trend in named)
    assert holds != ("figures" in row), {trend: ranks(template).get(trend) for trend in alternatives}


@pytest.mark.parametrize(
    ("template", "trend", "sector"),
    [
        ("bakery", "online-ordering", "e-commerce"),
        ("bakery", "social-media-marketing", "restaurants"),
        ("restaurant", "online-ordering", "e-commerce"),
        ("manufacturer", "predictive-maintenance", "chemicals-manufacturing"),
        ("clinic", "online-booking", "hospitality"),
    ],
)
def test_other_sectors_speak_for_what_they_are_counted_in(template: str, trend: str, sector: str) -> None:
    """What has figures by sector comes by way of another sector that is alike in what matters for it."""
    assert sector in speakers(load_business(template, ecosystem()), trend)


@functools.cache
def metal_works() -> Ranking:
    """Return the ranking of a maker of metal goods that uses nothing yet."""
    return rank_trends(ecosystem(), business_of_sectors({"metal-manufacturing": 1}, ecosystem()))


@pytest.mark.parametrize(
    "trends",
    [
        ["personalised-online-shopping", "direct-to-consumer"],
        ["real-time-tracking", "automated-guided-vehicles", "delivery-drones"],
        ["predictive-maintenance", "data-driven-quality-control"],
        ["digital-payments", "blockchain-traceability"],
    ],
    ids=["retail", "logistics", "making", "finance"],
)
def test_the_table_of_the_small_manufacturer_is_in_the_map(trends: list[str]) -> None:
    """Each row of the table is there with all its trends, which stand in rows of a maker of metal goods.

    What is sold to consumers alone (personalised shopping) does not concern a maker who sells to firms.
    """
    assert set(trends) <= ids("trends")
    assert set(trends) - spoken_of(metal_works()) <= {"personalised-online-shopping"}


def spoken_of(found: Ranking) -> set[str]:
    """Return the trends that make a row or stand in one."""
    return {name for row in found.opportunities for name in (row.trend.id, *row.others)}


@pytest.mark.parametrize(
    ("trend", "counted"), [("iot-sensors", True), ("machine-learning", True), ("survey-and-crop-drones", False)]
)
def test_a_farm_is_shown_what_other_sectors_bring(trend: str, counted: bool) -> None:
    """Sensors, prediction and drones stand in rows of the farm; other sectors speak for what is counted in them."""
    assert trend in spoken_of(ranking("farm"))
    assert bool(speakers(load_business("farm", ecosystem()), trend)) == counted


def ahead(trend: str, sectors: list[str]) -> list[str]:
    """Return which of the sectors stand above the mean of a trend, so that they push it towards whom they reach."""
    usual = mean([logit(share) for (name, _), share in estimates().items() if name == trend])
    return [sector for sector in sectors if logit(estimates()[trend, sector]) > usual]


@pytest.mark.parametrize(
    ("trend", "sectors"),
    [
        ("iot-sensors", ["electronics-manufacturing", "machinery-manufacturing", "vehicle-manufacturing"]),
        ("survey-and-crop-drones", ["logistics", "transport"]),
        ("delivery-drones", ["logistics", "transport"]),
    ],
)
def test_the_sectors_that_the_farm_learns_from_are_ahead(trend: str, sectors: list[str]) -> None:
    """Sensors are pushed by manufacturing and drones by logistics, and both reach farming."""
    reaching = {row["source"] for row in table("coupling") if row["target"] == "agriculture" and float(row["coupling"])}
    assert set(ahead(trend, sectors)) & reaching


def test_prediction_reaches_the_farm_from_finance_too() -> None:
    """Finance has a figure for machine learning and reaches farming.

    The text lets AI prediction come from finance. The official figures put finance and insurance below the norm, so
    along this pathway it is held back; what pushes it is making, research and the data trade. The figures stand.
    """
    assert ("machine-learning", "finance-insurance") in prevalence()
    reaching = {row["source"] for row in table("coupling") if row["target"] == "agriculture" and float(row["coupling"])}
    assert {"finance-insurance", "fintech"} <= reaching
    assert ahead("machine-learning", ["chemicals-manufacturing", "research", "data-ai-services"])


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_business_is_told_of_a_cyber_threat(template: str) -> None:
    """Fraud, extortion or theft of data stands in the list of threats of each, and not far down."""
    cyber = {trend["id"] for trend in listed("trends") if (trend["kind"], trend["area"]) == ("risk", "security")}
    assert cyber >= {"ransomware", "phishing-and-payment-fraud", "data-breach"}
    assert cyber & {row.trend.id for row in ranking(template).threats[:10]}


def kendall(first: Mapping[str, int], second: Mapping[str, int]) -> float:
    """Return Kendall's tau of two rankings without ties over what both rank: (agreeing - opposed) / all pairs."""
    common = sorted(first.keys() & second.keys())
    balance = sum(
        1 if (first[a] < first[b]) == (second[a] < second[b]) else -1 for a, b in combinations(common, 2)
    )  # fmt: skip
    return balance / math.comb(len(common), 2)


def test_kendall_is_kendall() -> None:
    """Of the three pairs of (1, 2, 3) and (1, 3, 2) two agree and one is opposed: 1/3."""
    assert kendall(dict(a=1, b=2, c=3), dict(a=1, b=3, c=2)) == pytest.approx(1 / 3)  # noqa: C408 - reads as the ranks


def test_different_businesses_get_different_rankings() -> None:
    """No two templates rank alike (tau below 0.9), and at least half of the pairs differ much (below 0.6)."""
    taus = {pair: kendall(ranks(pair[0]), ranks(pair[1])) for pair in combinations(TEMPLATES, 2)}
    assert [pair for pair, tau in taus.items() if tau >= 0.9] == []
    assert sum(tau < 0.6 for tau in taus.values()) >= len(taus) / 2


def test_no_few_sectors_speak_for_all() -> None:
    """Over the first tens of all sectors the five that are named first most often make up at most 35 % of these."""
    first = Counter(
        row.from_sectors[0]
        for sector in ecosystem().sectors
        for row in rank_trends(ecosystem(), Business(sectors={sector.id: 1.0}), top=10).opportunities
        if row.from_sectors
    )
    assert first.total() >= 100
    assert sum(count for _, count in first.most_common(5)) <= 0.35 * first.total()
