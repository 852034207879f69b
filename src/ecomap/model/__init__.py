"""Inputs: frozen models of the map, of one business and of the settings.

The names are resolved on first use (PEP 562): a compiled map is read without the library that checks inputs.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ecomap.model.business import Business, OwnActivity, OwnInfluence, Resources
    from ecomap.model.context import Country, Kpi, Modifier, Practice, Rejected, Rule, Theme
    from ecomap.model.ecosystem import (
        Activity,
        Challenge,
        Coupling,
        EcosystemMap,
        Goal,
        Influence,
        MapEntrance,
        MapPart,
        Needs,
        Norm,
        Overlay,
        PublishedRows,
        Readiness,
        Sector,
        Skill,
        Trend,
    )
    from ecomap.model.evidence import Evidence, Source
    from ecomap.model.folding import folded
    from ecomap.model.lifecycle import Lasting, Retired
    from ecomap.model.methods import Method
    from ecomap.model.settings import Settings
    from ecomap.model.traits import Gate, Pace, Trait, TraitWeight, TrendGroup, TrendLevel
    from ecomap.model.written import ID_PATTERN, NUMBER, Scalar

_PLACES = {
    "business": ("Business", "OwnActivity", "OwnInfluence", "Resources"),
    "context": ("Country", "Kpi", "Modifier", "Practice", "Rejected", "Rule", "Theme"),
    "ecosystem": (
        "Activity", "Challenge", "Coupling", "EcosystemMap", "Goal", "Influence", "MapEntrance",
        "MapPart", "Needs", "Norm", "Overlay", "PublishedRows", "Readiness", "Sector",
        "Skill", "Trend",
    ),
    "evidence": ("Evidence", "Source"),
    "folding": ("folded",),
    "lifecycle": ("Lasting", "Retired"),
    "methods": ("Method",),
    "written": ("ID_PATTERN", "NUMBER", "Scalar"),
    "settings": ("Settings",),
    "traits": ("Gate", "Pace", "Trait", "TraitWeight", "TrendGroup", "TrendLevel"),
}  # fmt: skip
"""Module -> the names it gives."""

__all__ = [
    "ID_PATTERN",
    "NUMBER",
    "Activity",
    "Business",
    "Challenge",
    "Country",
    "Coupling",
    "EcosystemMap",
    "Evidence",
    "Gate",
    "Goal",
    "Influence",
    "Kpi",
    "Lasting",
    "MapEntrance",
    "MapPart",
    "Method",
    "Modifier",
    "Needs",
    "Norm",
    "Overlay",
    "OwnActivity",
    "OwnInfluence",
    "Pace",
    "Practice",
    "PublishedRows",
    "Readiness",
    "Rejected",
    "Resources",
    "Retired",
    "Rule",
    "Scalar",
    "Sector",
    "Settings",
    "Skill",
    "Source",
    "Theme",
    "Trait",
    "TraitWeight",
    "Trend",
    "TrendGroup",
    "TrendLevel",
    "folded",
]


def __getattr__(name: str) -> object:
    for module, names in _PLACES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
