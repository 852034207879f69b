"""What the map holds, as text."""

from ecomap.render.maps import matches_sheet, summary_sheet
from ecomap.render.writers import written
from ecomap.results.labels import MapLabel
from ecomap.results.ranking import MapSummary
from ecomap.results.search import Match

SUMMARY = MapSummary(
    map=MapLabel("village", "2026.11", "ab" * 32), title="A village", licence="CC0-1.0",
    counts={"sectors": 3, "influences": 12_345}, by_basis={"prevalence": {"judgement": 12_000, "statistic": 345}},
    by_grade={"prevalence": {"A": 345, "D": 12_000}},
    by_year={"2024": 45, "2025": 300}, observations={"year": {"2025": 1_234}, "area": {"EU27_2020": 1_234}},
    limits=("Made up.", "Small."),
)  # fmt: skip


def test_a_summary_names_the_map_its_counts_and_its_limits() -> None:
    """Title and version, counts with thousands set apart, evidence by basis and grade, every limit."""
    text = written(summary_sheet(SUMMARY), "table")
    assert text.startswith("A village\nvillage 2026.11, CC0-1.0, sha256 abababababababab\n")
    assert " 12,345  influences\n" in text
    assert "judgement 12,000, statistic 345; A 345, D 12,000\n" in text
    assert text.endswith("  - Made up.\n  - Small.\n")


def test_a_hit_is_a_line_of_four_cells() -> None:
    """Kind, id, name, text; nothing found is nothing written."""
    hit = Match("sector", "bakery", "Bakeries", "ISIC 1071")
    assert written(matches_sheet([hit, hit]), "tsv") == "sector\tbakery\tBakeries\tISIC 1071\n" * 2
    assert written(matches_sheet([]), "tsv") == ""
