"""Inputs: frozen models of the map, of one business and of the settings."""

from ecomap.model.business import Business, Resources
from ecomap.model.ecosystem import (
    Activity,
    Challenge,
    Coupling,
    EcosystemMap,
    Goal,
    Influence,
    Kpi,
    MapPart,
    Measured,
    Needs,
    Norm,
    Pace,
    PublishedRows,
    Readiness,
    Sector,
    Skill,
    Trend,
)
from ecomap.model.evidence import Evidence, Source
from ecomap.model.scalar import ID_PATTERN, NUMBER, Scalar
from ecomap.model.settings import Settings

__all__ = [
    "ID_PATTERN",
    "NUMBER",
    "Activity",
    "Business",
    "Challenge",
    "Coupling",
    "EcosystemMap",
    "Evidence",
    "Goal",
    "Influence",
    "Kpi",
    "MapPart",
    "Measured",
    "Needs",
    "Norm",
    "Pace",
    "PublishedRows",
    "Readiness",
    "Resources",
    "Scalar",
    "Sector",
    "Settings",
    "Skill",
    "Source",
    "Trend",
]
