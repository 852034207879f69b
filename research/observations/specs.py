"""The tables that are read, and which trend each of their questions speaks for."""

from research.observations import eurostat, typed, united_states

TABLES_READ = (
    *eurostat.MEASURED, *united_states.MEASURED, *eurostat.LATER, *united_states.LATER, *typed.TYPED,
)  # fmt: skip
"""Every table that is loaded, in any order. Those called ``LATER`` and ``TYPED`` speak of trends that were judged only
until the weights of their traits stood in research/judgements; the history shows which came first."""
TREND_MAPS = (
    ("eurostat_ict_nace_eu27_2021_2025/trend_map.csv", "*", "{indic_is}", "relation"),
    ("eurostat_isoc_cisce_size_2015_2024/trend_map.csv", "{table}", "{indic_is}", "fit"),
    ("us_btos_ai_2026/trend_map.csv", "btos-ai-supplement", "{question}.{answer}", "fit"),
)
"""Which trend a question speaks for and how near it comes: file, dataset (* any), indicator, column of the nearness."""
