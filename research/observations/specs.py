"""The tables that are read, one entry each."""

from collections.abc import Mapping

from research.derivation.eurostat import AI_TECHNOLOGIES
from research.derivation.pace import US_WORDINGS
from research.observations.reading import Table

EU = {"area": "{geo}", "size": "{size_emp}", "year": "{time}", "flag": "{flag}"}
ENTERPRISES = (
    "Enterprises with 10 or more persons employed unless the size says less; NACE Rev. 2 C10 to S951 without K"
)
PER_CENT = "% of enterprises"
WHOLE_ECONOMY = {"unit": ("PC_ENT",), "nace_r2": ("C10-S951_X_K",)}

AI: Mapping[str, str] = {
    "E_AI_TANY": "uses at least one AI technology",
    "E_AI_TTM": "AI analyses written language (text mining)",
    "E_AI_TSR": "AI turns speech into a form that machines read",
    "E_AI_TNLG": "AI generates written or spoken language or code",
    "E_AI_TPVSG": "AI generates pictures, video or sound",
    "E_AI_TIR": "AI recognises objects or persons in pictures or video",
    "E_AI_TML": "machine learning, deep learning, for the analysis of data",
    "E_AI_TPA": "AI automates workflows or helps to decide",
    "E_AI_TAR": "AI moves machines by themselves (robots, vehicles, drones)",
    "E_AI_PMS": "AI for marketing or sales",
    "E_AI_PPP": "AI for production or service processes",
    "E_AI_PBAM": "AI for administration or management",
    "E_AI_PLOG": "AI for logistics",
    "E_AI_PITS": "AI for the security of ICT",
    "E_AI_PFIN": "AI for accounting, controlling or finance",
    "E_AI_PRDI": "AI for research, development or innovation",
}
assert set(AI_TECHNOLOGIES) < set(AI)

US_COMPANIES = "US companies with employees, nonfarm, private"
US_TECHNOLOGIES = (
    "additive_manufacturing", "advanced_computing", "advanced_engineering_materials", "advanced_financial_technologies",
    "advanced_gas_turbine_engine_technologies", "advanced_nuclear_energy_technologies", "advanced_sensing",
    "advanced_semiconductors_and_microelectronics", "artificial_intelligence", "augmented_reality",
    "automated_guided_vehicles", "automated_storage_retrieval", "autonomous_systems_and_robotics", "biotechnology",
    "cloud_computing", "communication_and_networking", "human_machine_interfaces", "machine_learning",
    "machine_vision", "natural_language_processing", "renewable_energy_generation_and_storage", "rfid", "robotics",
    "specialized_equipment", "specialized_software", "touchscreens_kiosks", "voice_recognition",
)  # fmt: skip
US: Mapping[str, str] = {name: name.replace("_", " ") for name in US_TECHNOLOGIES}


def us_table(year: int, file: str, columns: dict[str, str]) -> Table:
    """Return one year of a table of the US survey: each year asked in its own words."""
    return Table(
        f"us_abs_technology/{file}", f"us-abs-{year}", "{technology}", "use_pct", "% of companies", US_COMPANIES,
        {name: f"{wording} ({US_WORDINGS[year]})" for name, wording in US.items()},
        columns | {"classification": "naics2017", "area": "US", "year": "{data_year}"}, {"data_year": (str(year),)},
    )  # fmt: skip


TABLES_READ = (
    Table(
        "eurostat_ict_enterprises_2025/isoc_eb_ain2_2025_eu27_all_units.csv", "isoc_eb_ain2", "{indic_is}", "value",
        PER_CENT, "Enterprises with 10 or more persons employed", AI,
        EU | {"classification": "nace2", "code": "{nace_r2}"}, {"unit": ("PC_ENT",)}, grade="B",
    ),
    Table(
        "eurostat_ict_enterprises_2025/isoc_eb_ai_2025.csv", "isoc_eb_ai", "{indic_is}", "value",
        PER_CENT, ENTERPRISES, AI, EU, WHOLE_ECONOMY,
    ),
    Table(
        "eurostat_ict_enterprises_2025/isoc_cicce_use_2025.csv", "isoc_cicce_use", "{indic_is}", "value",
        PER_CENT, ENTERPRISES, {"E_CC": "buys cloud computing services used over the internet"}, EU, WHOLE_ECONOMY,
    ),
    Table(
        "eurostat_ai_by_size_eu27/eu27_ai_any_by_size_2021_2025.csv", "isoc_eb_ai-series", "E_AI_TANY", "value",
        PER_CENT, ENTERPRISES, {"E_AI_TANY": AI["E_AI_TANY"] + "; the list of technologies grew in 2025"},
        {"area": "{geo}", "size": "{size_emp}", "year": "{year}"}, years=("2021", "2023", "2024", "2025"), grade="B",
    ),
    *(us_table(year, *form) for year in US_WORDINGS for form in (
        ("abs_technology_use_by_industry.csv", {"code": "{naics}", "size": "all", "flag": "{flags}"}),
        ("abs_technology_use_by_company_size.csv", {"size": "{company_size}"}),
    )),
)  # fmt: skip
"""Every table that is loaded, in any order."""
