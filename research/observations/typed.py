"""Official figures typed off from pages: the flag names the firms that a figure is a share of."""

from research.observations.reading import Table

YEARS = ("2017", "2018", "2019", "2020", "2022", "2023", "2024", "2025")
"""Rows of tables that name no year are left out."""
PUBLISHERS = {
    "BLS (US)": "US Bureau of Labor Statistics",
    "Eurostat": "Eurostat",
    "INE Spain": "Instituto Nacional de Estadística (INE), Spain",
    "UK DSIT": "UK Department for Science, Innovation and Technology, as two sites report it",
}
"""How the names of tables begin -> who publishes them."""
WHOLE = ("all", "10-49", "50-249", "250+", "fewer than 10")
PARTS = (
    "Industry", "Construction", "Services", "Information", "Professional and business services",
    "Educational services", "Wholesale trade", "Information and communications", "Health, social care",
)  # fmt: skip


def typed(groups: tuple[str, ...], columns: dict[str, str]) -> Table:
    """Return the figures of some groups of firms."""
    return Table(
        "official_figures_typed_in/figures.csv", "{publisher} {table}", "{indicator}", "value",
        "% of the firms that the flag names", "As the flag says", None,
        columns | {"size": "{population}", "area": "{geo}", "year": "{year}", "flag": "{unit_or_base}"},
        {"year": YEARS, "group": groups}, grade="B",
    )  # fmt: skip


TYPED = (typed(WHOLE, {}), typed(PARTS, {"classification": "publisher", "code": "{group}"}))
