"""Change one thing, see the difference split into parts that add up."""

from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from ecomap.errors import Location, Problem, SchemaError, UnknownNameError
from ecomap.graph import with_business
from ecomap.io.amounts import ANY, AmountError, read_number
from ecomap.io.fields import KINDS, RESOURCES, field_of, quantity_of
from ecomap.model import Business, EcosystemMap, OwnInfluence, Settings
from ecomap.names import Names
from ecomap.results.explanation import Moved, WhatIf
from ecomap.results.ranking import LogOddsParts, MapLabel, ProgramLabel
from ecomap.verbs import scoring
from ecomap.verbs.explanation import score_parts
from ecomap.verbs.ranking import business_label
from ecomap.verbs.rows import log_odds_parts
from ecomap.verbs.scoring import ScoredList
from ecomap.verbs.standings import Standings, find_standings
from ecomap.version import VERSION

M = TypeVar("M", bound=BaseModel)

LEAST = 1e-9
"""Log-odds and points below this are no difference."""


@dataclass(frozen=True)
class World:
    """A map, a business and settings: what a ranking depends on."""

    ecosystem: EcosystemMap
    business: Business
    settings: Settings

    def standings(self) -> Standings:
        """Compute the numbers of this world."""
        return find_standings(
            with_business(self.ecosystem, self.business), self.ecosystem, self.business, self.settings
        )


def what_if(
    world: World, *, sets: dict[str, str], cuts: tuple[str, ...] = (), adopt: tuple[str, ...] = (), sha256: str = ""
) -> WhatIf:
    """Compare a world with one in which some numbers are different.

    Parameters
    ----------
    sets
        What to set: a setting (``attenuation``), a number of the business (``budget_eur``, ``hours_per_week``,
        ``maturity``, ``goal.reach``, ``skill.data``, ``activity.deliver-goods``, ``sector.retail-trade``,
        ``peers.website``), a prevalence
        (``trend>sector``) or a coupling (``sector>sector``).
    cuts
        Influences to take out, written ``from>to``.
    adopt
        Trends the business would use.

    Raises
    ------
    InputError
        Something that cannot be set, cut or adopted, with what can.
    """
    changed = world
    for name, value in sets.items():
        changed = _set(changed, name, value)
    for edge in cuts:
        changed = _cut(changed, edge)
    for trend in adopt:
        changed = _adopt(changed, trend)
    before, after = world.standings(), changed.standings()
    return WhatIf(
        program=ProgramLabel("ecomap", VERSION),
        map=MapLabel(world.ecosystem.id, world.ecosystem.version, sha256),
        business=business_label(world.business, before.business),
        changes=(*(f"{name} = {value}" for name, value in sets.items()), *(f"without {edge}" for edge in cuts),
                 *(f"{trend} in use" for trend in adopt)),
        opportunities=_moved(world, changed, before, after, threats=False),
        threats=_moved(world, changed, before, after, threats=True),
        trend_names={trend.id: trend.name for trend in world.ecosystem.trends},
    )  # fmt: skip


def _moved(world: World, changed: World, before: Standings, after: Standings, *, threats: bool) -> tuple[Moved, ...]:
    first, second = (
        scoring.threats(numbers, place.business, place.settings)
        if threats
        else scoring.opportunities(numbers, place.business, place.settings, "all")
        for numbers, place in ((before, world), (after, changed))
    )
    rows = [_row(before, after, first, second, i) for i in first.order]
    return tuple(row for row in rows if row is not None)


def _row(before: Standings, after: Standings, first: ScoredList, second: ScoredList, i: int) -> Moved | None:
    odds = _difference(log_odds_parts(before.parts, i), log_odds_parts(after.parts, i))
    ranks = first.rank(i), second.rank(i)
    gained = 100 * float(second.score[i] - first.score[i])
    if ranks[0] == ranks[1] and abs(odds.total) < LEAST and abs(gained) < LEAST:
        return None
    parts = score_parts(after, second, i, before, first, i) if ranks[1] is not None else ()
    return Moved(
        trend=before.axes.trends[i],
        rank_before=ranks[0],
        rank_after=ranks[1],
        priority_before=100 * float(first.score[i]),
        priority_after=100 * float(second.score[i]) if ranks[1] is not None else None,
        likelihood_before=float(before.likelihood[i]),
        likelihood_after=float(after.likelihood[i]),
        log_odds=odds,
        parts=parts,
    )


def _difference(before: LogOddsParts, after: LogOddsParts) -> LogOddsParts:
    return LogOddsParts(
        norm=after.norm - before.norm,
        pace=after.pace - before.pace,
        readiness=after.readiness - before.readiness,
        own_sector=after.own_sector - before.own_sector,
        direct=after.direct - before.direct,
        indirect=after.indirect - before.indirect,
        total=after.total - before.total,
    )


def _set(world: World, name: str, value: str) -> World:
    number = _number(name, value)
    if ">" in name:
        return _with_edge(world, name, number)
    if name in Settings.model_fields:
        settings = _checked(Settings, world.settings.model_dump() | {name: number}, name)
        return World(world.ecosystem, world.business, settings)
    return World(world.ecosystem, _with_field(world, name, number), world.settings)


def _checked(model: type[M], values: dict[str, object], name: str) -> M:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise _refusal(f"{name}: {error.errors()[0]['msg']}.", "Choose a number in range.") from None


def _number(name: str, value: str) -> float:
    field, rest = field_of(name)
    try:
        return read_number(value, quantity_of(field, rest) or ANY)
    except AmountError as error:
        way_out = error.way_out if error.readings else f"Write {name}=0.5."
        raise _refusal(f"{name}: {error.message}", way_out) from None


def _with_field(world: World, name: str, number: float) -> Business:
    business = world.business
    field, key = field_of(name)
    if field == "peers" and key:
        return _with_peers(world, Names.of(world.ecosystem).trend(key), number)
    if field == "maturity" and not key:
        return _checked(Business, business.model_dump(by_alias=True) | {"maturity": number}, name)
    if field == "resources":
        known: tuple[str, ...] = RESOURCES
    else:
        known = ("sectors", "goals", "skills", "activities")
    if not key or (key if field == "resources" else field) not in known:
        groups = (f"{field}.NAME" for field in ("sectors", "goals", "skills", "activities", "peers"))
        raise UnknownNameError("number to set", name, [*Settings.model_fields, *RESOURCES, "maturity", *groups])
    if field != "resources":
        key = getattr(Names.of(world.ecosystem), KINDS[field])(key)
    values = business.model_dump(by_alias=True)
    return _checked(Business, values | {field: values[field] | {key: number}}, name)


def _with_peers(world: World, trend: str, number: float) -> Business:
    """Return the business whose owner sees another share of the peers use a trend."""
    if not 0 < number < 1:
        raise _refusal(f"peers.{trend} must lie between 0 and 1.", "Choose a share of firms.")
    said = [item for item in world.business.influences if item.trend != trend]
    seen = OwnInfluence(trend=trend, share=number, reason="What if")
    return world.business.model_copy(update={"influences": (*said, seen)})


def _cut(world: World, edge: str) -> World:
    source, target = _ends(world, edge)
    if source in world.ecosystem.trend_by_id:
        kept = tuple(i for i in world.ecosystem.influences if (i.trend, i.sector) != (source, target))
        missing = len(kept) == len(world.ecosystem.influences)
        ecosystem = world.ecosystem.model_copy(update={"influences": kept})
    else:
        rest = tuple(c for c in world.ecosystem.couplings if (c.source, c.target) != (source, target))
        missing = len(rest) == len(world.ecosystem.couplings)
        ecosystem = world.ecosystem.model_copy(update={"couplings": rest})
    if missing:
        raise _refusal(f"the map has no influence {source}>{target}.", f"See: ecomap map path {source} {target}")
    return World(ecosystem, world.business, world.settings)


def _with_edge(world: World, edge: str, number: float) -> World:
    source, target = _ends(world, edge)
    if not 0 < number < 1:
        raise _refusal(f"{edge} must lie between 0 and 1.", f"To take it out: --cut '{edge}'.")
    ecosystem = world.ecosystem
    if source in ecosystem.trend_by_id:
        now = {(i.trend, i.sector): i.prevalence for i in ecosystem.influences}.get((source, target))
        influences = tuple(
            i.model_copy(update={"prevalence": number, "value": f"{number:g}"})  # given, so known
            if (i.trend, i.sector) == (source, target)
            else i
            for i in ecosystem.influences
        )
        changed = ecosystem.model_copy(update={"influences": influences})
    else:
        now = {(c.source, c.target): c.coupling for c in ecosystem.couplings}.get((source, target))
        couplings = tuple(
            c.model_copy(update={"coupling": number}) if (c.source, c.target) == (source, target) else c
            for c in ecosystem.couplings
        )
        changed = ecosystem.model_copy(update={"couplings": couplings})
    if now is None or now == number:
        raise _refusal(f"{edge} is not in the map, or is {number:g} already.", "Add it in an overlay of your own.")
    return World(changed, world.business, world.settings)


def _ends(world: World, edge: str) -> tuple[str, str]:
    source, arrow, target = (part.strip() for part in edge.partition(">"))
    if not arrow:
        raise _refusal(f'"{edge}" names no influence.', "Write FROM>TO, in quotes.")
    names = Names.of(world.ecosystem)
    found = names.find("trend", source) or names.find("sector", source)
    if found is None:
        raise UnknownNameError("trend or sector", source, [*world.ecosystem.trend_by_id, *names.named("sector")])
    return found, names.sector(target)


def _adopt(world: World, trend: str) -> World:
    adopted = tuple(dict.fromkeys((*world.business.adopted, Names.of(world.ecosystem).trend(trend))))
    return World(world.ecosystem, world.business.model_copy(update={"adopted": adopted}), world.settings)


def _refusal(message: str, way_out: str) -> SchemaError:
    return SchemaError([Problem(Location("--set"), "", message, way_out)])
