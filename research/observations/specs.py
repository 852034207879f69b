"""The tables that are read, and those that wait until nobody can be said to have looked at them first."""

from research.observations import eurostat, typed, united_states

WAITING = (*eurostat.LATER, *united_states.LATER, *typed.TYPED)
"""Figures of trends that are new to the map. They are loaded when the weights of the traits of these trends have been
judged and stand in data/statistics/weights_prior.csv, so that the history shows which came first."""
WAITING_MAPS = (
    ("eurostat_ict_nace_eu27_2021_2025/trend_map.csv", "*", "{indic_is}", "relation"),
    ("eurostat_isoc_cisce_size_2015_2024/trend_map.csv", "{table}", "{indic_is}", "fit"),
    ("us_btos_ai_2026/trend_map.csv", "btos-ai-supplement", "{question}.{answer}", "fit"),
)
"""Which trend a question speaks for and how near it comes: file, dataset (* any), indicator, column of the nearness."""

TABLES_READ = (*eurostat.MEASURED, *united_states.MEASURED)
"""Every table that is loaded, in any order."""
TREND_MAPS: tuple[tuple[str, str, str, str], ...] = ()
"""Maps from questions to trends that are read, as `WAITING_MAPS`."""
