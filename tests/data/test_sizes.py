"""What suits one person and what two hundred: the first ten of a firm change with its people, and with sense."""

import pytest

from ecomap import CompiledMap, business_of_sectors, load_map, rank_trends

SECTORS = [
    "agriculture", "construction", "consulting", "education", "furniture-other-manufacturing", "health-care",
    "hospitality", "legal-accounting", "metal-manufacturing", "personal-services", "restaurants", "retail-trade",
    "transport", "wholesale",
]  # fmt: skip
NEEDS_OTHERS = {
    "carbon-accounting", "collaboration-tools", "digital-recruitment", "digital-time-recording", "digital-twin",
    "driver-apps", "erp-software", "helpdesk-ticketing", "payroll-software", "predictive-maintenance",
    "project-management-software", "security-awareness-training", "smart-manufacturing", "staff-scheduling-apps",
    "supply-chain-visibility", "vehicle-telematics",
}  # fmt: skip
"""What an adviser would not name to somebody who works alone."""


def first_ten(ecosystem: CompiledMap, sector: str, people: int) -> list[str]:
    business = business_of_sectors({sector: 1.0}, ecosystem)
    found = rank_trends(ecosystem, business.model_copy(update={"employees": people, "country": "DE"}), top=10)
    return [row.trend.id for row in found.opportunities]


@pytest.mark.parametrize("sector", SECTORS)
def test_the_first_ten_of_one_person_and_of_two_hundred_differ(sector: str) -> None:
    """Nobody alone is told to hire, to watch others or to join departments; at least one row of ten is another."""
    ecosystem = load_map()[0]
    alone, many = (first_ten(ecosystem, sector, people) for people in (1, 200))
    assert not NEEDS_OTHERS.intersection(alone)
    assert set(alone) != set(many)


def test_large_firms_are_told_what_joins_many_people() -> None:
    """Over these sectors two hundred people have at least two such rows each on average, one person none."""
    ecosystem = load_map()[0]
    told = [len(NEEDS_OTHERS.intersection(first_ten(ecosystem, sector, 200))) for sector in SECTORS]
    assert sum(told) >= 2 * len(SECTORS)
