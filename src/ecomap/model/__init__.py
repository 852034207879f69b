"""Inputs: frozen models of the map, of one business and of the settings.

The names are resolved on first use (PEP 562): a compiled map is read without the library that checks inputs.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ecomap.model.base import Lasting, Retired
    from ecomap.model.business import Business, OwnActivity, OwnInfluence, Resources
    from ecomap.model.channels import Channel
    from ecomap.model.compiled import AnyMap, CompiledMap
    from ecomap.model.context import Barrier, Component, Country, GlobalWork, Kpi, Language, Practice, Rule, Sign, Theme
    from ecomap.model.duties import Applies, Duty, DutyGap
    from ecomap.model.ecosystem import EcosystemMap, MapEntrance, MapPart, Overlay
    from ecomap.model.evidence import Evidence, Method, Source
    from ecomap.model.influences import Coupling, Influence, Modifier, Rejected
    from ecomap.model.platforms import Platform
    from ecomap.model.sectors import Activity, Goal, Kind, PublishedRows, Sector, Skill, Trait, WorkArea
    from ecomap.model.settings import Settings
    from ecomap.model.trends import Challenge, Gate, Needs, Pace, TraitWeight, Trend, TrendGroup, TrendLevel
    from ecomap.model.written import ID_PATTERN, NUMBER, Scalar, folded

MODULES = (  # where the names stand; the first four load without pydantic
    "written", "settings", "compiled", "business", "base", "evidence", "sectors", "context", "duties", "trends",
    "influences", "platforms", "channels", "ecosystem",
)  # fmt: skip

__all__ = [
    "ID_PATTERN", "NUMBER", "Activity", "AnyMap", "Applies", "Barrier", "Business", "Challenge", "Channel",
    "CompiledMap", "Component", "Country", "Coupling", "Duty", "DutyGap", "EcosystemMap", "Evidence", "Gate",
    "GlobalWork", "Goal", "Influence", "Kind", "Kpi", "Language", "Lasting", "MapEntrance", "MapPart", "Method",
    "Modifier", "Needs", "Overlay", "OwnActivity", "OwnInfluence", "Pace", "Platform", "Practice",
    "PublishedRows", "Rejected", "Resources", "Retired", "Rule", "Scalar", "Sector", "Settings", "Sign",
    "Skill", "Source", "Theme", "Trait", "TraitWeight", "Trend", "TrendGroup", "TrendLevel", "WorkArea", "folded",
]  # fmt: skip


def __getattr__(name: str) -> object:
    for module in MODULES if name in __all__ else ():
        found: object = getattr(import_module(f"{__name__}.{module}"), name, None)
        if found is not None:
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
