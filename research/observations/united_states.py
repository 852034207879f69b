"""Tables of the United States: technologies of companies 2017 to 2021, AI in 2025 and 2026."""

from research.observations.reading import Table

US_WORDINGS = {2018: "used as a production technology", 2020: "in use", 2021: "used a little, somewhat or a lot"}
"""What each year of the Annual Business Survey asks: three questions, so that no two years may be compared."""
COMPANIES, PER_CENT = "US companies with employees, nonfarm, private", "% of companies"
FIRMS = "US employer firms at one place, farms left out"
GENERATIVE = f"{FIRMS}, whose staff used generative AI in the last six months"

TECHNOLOGIES = {name: name.replace("_", " ") for name in (
    "additive_manufacturing", "advanced_computing", "advanced_engineering_materials", "advanced_financial_technologies",
    "advanced_gas_turbine_engine_technologies", "advanced_nuclear_energy_technologies", "advanced_sensing",
    "advanced_semiconductors_and_microelectronics", "artificial_intelligence", "augmented_reality",
    "automated_guided_vehicles", "automated_storage_retrieval", "autonomous_systems_and_robotics", "biotechnology",
    "cloud_computing", "communication_and_networking", "human_machine_interfaces", "machine_learning",
    "machine_vision", "natural_language_processing", "renewable_energy_generation_and_storage", "rfid", "robotics",
    "specialized_equipment", "specialized_software", "touchscreens_kiosks", "voice_recognition",
)}  # fmt: skip
FUNCTIONS = (
    "production of goods", "provision of services, products or merchandise", "strategy and business development",
    "finance and accounting", "sales and marketing", "customer service", "research and development",
    "information technology", "human resources", "public relations and communication",
    "management and administration", "sourcing, supply chains and purchasing", "quality management and control",
    "distribution", "legal matters and compliance",
)  # fmt: skip
TASKS = (
    "processing of information, paperwork, filing", "writing or editing", "interpreting, translating, summarising",
    "customer support", "research for new projects or products", "search for information or technical help",
    "writing or mending of software", "analysis or display of data", "tutoring, training, learning", "other tasks",
)  # fmt: skip
ALL_FIRMS = {
    "1.1": "used AI in any business function in the last two weeks",
    **{f"2.{n}": f"used AI in the last six months in {name}" for n, name in enumerate(FUNCTIONS, 1)},
    "8.1": "staff used AI for work in the last six months",
    "9.1": "staff used generative AI for work in the last six months",
    "11.1": "expects to use AI in any business function within six months",
}
OF_USERS = {f"10.{n}": f"staff used generative AI for {name}" for n, name in enumerate(TASKS, 1)}
WAVES = {
    "used_last_two_weeks": "used AI in any business function in the last two weeks",
    "expects_next_six_months": "expects to use AI in any business function within six months",
}
LEVELS = {"national": {"size": "all"}, "sector": {"size": "all", "code": "{place}"}, "empsize": {"size": "{place}"}}


def survey(year: int, file: str, columns: dict[str, str]) -> Table:
    """Return one year of a table of the Annual Business Survey: each year asked in its own words."""
    return Table(
        f"us_abs_technology/{file}", f"us-abs-{year}", "{technology}", "use_pct", PER_CENT, COMPANIES,
        {name: f"{wording} ({US_WORDINGS[year]})" for name, wording in TECHNOLOGIES.items()},
        columns | {"classification": "naics2017", "area": "US", "year": "{data_year}"}, {"data_year": (str(year),)},
    )  # fmt: skip


def supplement(level: str, wordings: dict[str, str], population: str) -> Table:
    """Return one level of the AI supplement of the Business Trends and Outlook Survey."""
    columns = {"classification": "naics2017", "area": "US", "year": "2025", "period": "2025-11-17/2026-02-08",
               "error": "{se}"}  # fmt: skip
    return Table(
        "us_btos_ai_2026/btos_ai_supplement_2026.csv", "btos-ai-supplement", "{question}.{answer}", "pct",
        "% of firms", population, wordings, columns | LEVELS[level],
        {"level": (level,), "metric": ("estimate", "yes")},
    )  # fmt: skip


def index(kind: str, by: str, columns: dict[str, str], keep: dict[str, tuple[str, ...]]) -> Table:
    """Return one of the two indices of 2017, which are means over kinds of information or IT functions."""
    words = {
        "digitalization": "kept digitally: mean over kinds of information, index 0 to 100",
        "cloud": "bought as a cloud service: mean over IT functions, index 0 to 100",
    }
    return Table(
        f"us_abs_2017_2020_digital/digitalization_cloud_by_{by}_2017.csv", "us-abs-2017", kind, f"{kind}_pct",
        "index", COMPANIES, {kind: words[kind]},
        columns | {"classification": "naics2017", "area": "US", "year": "2017", "error": f"{{{kind}_se}}"}, keep,
    )  # fmt: skip


MEASURED = tuple(
    survey(year, file, columns)
    for year in US_WORDINGS
    for file, columns in (
        ("abs_technology_use_by_industry.csv", {"code": "{naics}", "size": "all", "flag": "{flags}"}),
        ("abs_technology_use_by_company_size.csv", {"size": "{company_size}"}),
    )
)
"""Of trends whose figures the map holds already."""
LATER = (
    *(supplement(level, *asked) for level in LEVELS for asked in ((ALL_FIRMS, FIRMS), (OF_USERS, GENERATIVE))),
    Table(
        "us_btos_ai_2026/btos_ai_by_sector_biweekly.csv", "btos-biweekly", "{question}", "pct_yes", "% of firms",
        FIRMS, WAVES, {"classification": "naics2017", "code": "{sector}", "size": "all", "area": "US",
                       "year": "{collected_to:.4}", "period": "{cycle}", "error": "{se}"},
    ),
    Table(
        "us_abs_2017_2020_digital/digital_activity_and_technology_by_size_2017_2020.csv", "us-abs-{year}-{table}",
        "{item}: {answer}", "value", PER_CENT, COMPANIES, None,
        {"size": "{employees}", "area": "US", "year": "{year}", "flag": "{flag}"},
        {"answer": ("in_use", "collected_primarily_in_digital_format", "in_use_primarily_cloud_based",
                    "in_use_but_not_cloud_based", "in_use_for_less_than_5_of_production_or_service",
                    "in_use_for_between_5_and_25_of_production_or_service",
                    "in_use_for_more_than_25_of_production_or_service", "a_great_extent", "to_some_extent",
                    "to_a_small_extent", "not_at_all")},
    ),
    *(index(kind, "sector", {"code": "{naics}", "size": "all"}, {}) for kind in ("digitalization", "cloud")),
    *(index(kind, "size", {"size": "{employees}"}, {"firms": ("All firms",)}) for kind in ("digitalization", "cloud")),
)  # fmt: skip
"""Of trends whose figures are new to the map."""
