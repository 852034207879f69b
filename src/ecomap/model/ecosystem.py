"""The map: its lists, its files, and the whole of it."""

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from pydantic import Field

from ecomap.model import platforms as of_platforms
from ecomap.model.base import Frozen, Retired
from ecomap.model.channels import Channel
from ecomap.model.context import Barrier, Component, Country, GlobalWork, Language, Practice, Theme
from ecomap.model.duties import Duty, DutyGap
from ecomap.model.evidence import Evidence, Method, Source
from ecomap.model.influences import Coupling, Influence, Modifier, Rejected
from ecomap.model.scalar import Id, Text
from ecomap.model.sectors import Activity, Goal, Kind, Sector, Skill, Trait, WorkArea
from ecomap.model.things import things
from ecomap.model.trends import Trend, TrendGroup

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class MapPart(Frozen):
    """What any file of the map may hold."""

    sources: tuple[Source, ...] = ()  #: Publications.
    evidence: tuple[Evidence, ...] = ()  #: What numbers rest on; many numbers may share one record.
    activities: tuple[Activity, ...] = ()  #: What firms do whatever their sector.
    sectors: tuple[Sector, ...] = ()  #: Parts of the economy.
    kinds: tuple[Kind, ...] = ()  #: Kinds of firm, made of sectors.
    trends: tuple[Trend, ...] = ()  #: Digital trends.
    influences: tuple[Influence, ...] = ()  #: Trend -> sector: share of the sector's firms that use the trend.
    couplings: tuple[Coupling, ...] = ()  #: Sector -> sector: shares of outside pressure.
    traits: tuple[Trait, ...] = ()
    """What firms have in common whatever their sector: what is sold to whom, how the work is done."""
    groups: tuple[TrendGroup, ...] = ()  #: Trends that traits order alike.
    modifiers: tuple[Modifier, ...] = ()  #: Distances of countries and size classes; written by the derivation.
    practices: tuple[Practice, ...] = ()  #: What firms do with trends.
    challenges: tuple[Theme, ...] = ()  #: What may stand in the way.
    opportunities: tuple[Theme, ...] = ()  #: What may be won.
    countries: tuple[Country, ...] = ()  #: What is different where a firm sells.
    duties: tuple[Duty, ...] = ()  #: What the law asks of firms.
    duty_gaps: tuple[DutyGap, ...] = ()  #: Topics on which a place was looked at and no duty found.
    languages: tuple[Language, ...] = ()  #: Languages of customers.
    components: tuple[Component, ...] = ()  #: What selling across borders rests on.
    barriers: tuple[Barrier, ...] = ()  #: What stands in the way across borders.
    global_work: tuple[GlobalWork, ...] = ()  #: Phases of entering a country, and work that runs by itself there.
    platforms: tuple[of_platforms.Platform, ...] = ()  #: Platforms by name: who owns them, what they do, what they ask.
    platform_owners: tuple[of_platforms.PlatformOwner, ...] = ()  #: Groups that own platforms.
    platform_kinds: tuple[of_platforms.PlatformKind, ...] = ()  #: Kinds of platform.
    platform_functions: tuple[
        of_platforms.PlatformFunction, ...
    ] = ()  #: What platforms do for firms, each with its weight.
    platform_mechanisms: tuple[of_platforms.PlatformMechanism, ...] = ()  #: What makes platforms strong.
    platform_trades: tuple[of_platforms.PlatformTrade, ...] = ()
    """Kinds of business, each with what platforms open to it and ask of it."""
    platform_strategies: tuple[of_platforms.PlatformStrategy, ...] = ()
    """Ways to deal with platforms, and when it is time for each."""
    platform_shocks: tuple[
        of_platforms.PlatformShock, ...
    ] = ()  #: What a platform may do, for tests of what hangs by it.
    channels: tuple[Channel, ...] = ()  #: Where an owner hears of what is coming.
    rejected: tuple[Rejected, ...] = ()  #: Influences that were checked and found untrue or unproven.
    methods: tuple[Method, ...] = ()  #: How published figures became numbers.


class MapEntrance(MapPart):
    """The first file of a map: what the map is, and which further files it has."""

    schema_: Annotated[Literal["ecomap/map/1"], Field(alias="schema")]  #: Which form this file has.
    id: Id  #: Small letters, digits and hyphens; never changed and never used again.
    version: Annotated[Text, Field(pattern=r"^[0-9]{4}\.[0-9]{1,2}(\.[0-9]{1,2})?$")]
    """Calendar version of the data, as 2026.11."""
    title: Text  #: Name of the map.
    licence: Text  #: Licence of the map; sources keep their own.
    limits: tuple[Text, ...]  #: What the numbers cannot tell.
    files: tuple[Text, ...] = ()  #: Further files of the map, beside this one.
    goals: tuple[Goal, ...] = ()  #: What owners may want.
    areas: tuple[WorkArea, ...] = ()  #: Parts of the work by which owners look for something.
    skills: tuple[Skill, ...] = ()  #: What owners and staff may be able to do.
    maturity: tuple[Text, ...] = ()  #: One plain example for each level of digital maturity, 0 to 4.


class Overlay(MapPart):
    """Additions and corrections that are laid on top of a map: a chamber's, a country's or a firm's own.

    An item with a new id, or a new pair of ends, is added; one with a known id replaces the map's whole.
    """

    schema_: Annotated[Literal["ecomap/overlay/1"], Field(alias="schema")]  #: Which form this file has.
    id: Id  #: Small letters, digits and hyphens; never changed and never used again.
    title: Text  #: Whose additions these are.


def _once(work: "Callable[[EcosystemMap], T]") -> cached_property[T]:
    return cached_property(work)


class _Derived:
    # what kinds of firm are called: a compiled map keeps that in lists of their own
    kind_names = _once(lambda whole: whole.kinds)
    kind_words = _once(lambda whole: whole.kinds)
    things = _once(lambda whole: tuple(things(whole)))  #: What is found by words.
    sector_by_id = _once(lambda whole: {sector.id: sector for sector in whole.sectors})  #: Sectors by id.
    trend_by_id = _once(lambda whole: {trend.id: trend for trend in whole.trends})  #: Trends by id.
    activity_by_id = _once(lambda whole: {activity.id: activity for activity in whole.activities})  #: Activities by id.
    evidence_by_id = _once(lambda whole: {record.id: record for record in whole.evidence})  #: Evidence records by id.
    method_by_id = _once(lambda whole: {method.id: method for method in whole.methods})  #: Methods by id.
    retired_by_id = _once(lambda whole: {(item.kind, item.id): item for item in whole.retired})
    """Retired ids by kind and id."""


class EcosystemMap(MapEntrance, _Derived):
    """The whole map, read: every number in it carries evidence; what was withdrawn is left out of the lists."""

    overlays: tuple[Id, ...] = ()  #: Overlays laid on top, in order.
    retired: tuple[Retired, ...] = ()  #: Ids that were withdrawn or replaced, and what they mean now.
    notes: tuple[Text, ...] = ()  #: What became of lines that name a retired id.
