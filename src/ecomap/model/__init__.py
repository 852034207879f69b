"""Inputs: frozen models of the map, of one business and of the settings."""

from ecomap.model.business import Business, OwnActivity, OwnInfluence, Resources
from ecomap.model.context import Country, Kpi, Modifier, Practice, Rejected, Rule, Theme
from ecomap.model.ecosystem import (
    Activity,
    Challenge,
    Coupling,
    DerivedPace,
    EcosystemMap,
    Goal,
    Influence,
    MapEntrance,
    MapPart,
    Measured,
    Needs,
    Norm,
    Overlay,
    Pace,
    PaceSeries,
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
from ecomap.model.scalar import ID_PATTERN, NUMBER, Scalar
from ecomap.model.settings import Settings

__all__ = [
    "ID_PATTERN",
    "NUMBER",
    "Activity",
    "Business",
    "Challenge",
    "Country",
    "Coupling",
    "DerivedPace",
    "EcosystemMap",
    "Evidence",
    "Goal",
    "Influence",
    "Kpi",
    "Lasting",
    "MapEntrance",
    "MapPart",
    "Measured",
    "Method",
    "Modifier",
    "Needs",
    "Norm",
    "Overlay",
    "OwnActivity",
    "OwnInfluence",
    "Pace",
    "PaceSeries",
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
    "Trend",
    "folded",
]
