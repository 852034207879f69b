"""Change one thing, see the difference split into parts that add up."""

from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from ecomap.engine.posterior import Strengths
from ecomap.errors import SchemaError, UnknownNameError, suggestion
from ecomap.firms import as_named, described
from ecomap.io.amounts import ANY, AmountError, first, read_number
from ecomap.io.fields import KINDS, RESOURCES, field_of, quantity_of
from ecomap.model import AnyMap, Business, CompiledMap, OwnInfluence, Settings
from ecomap.model.plain import Plain
from ecomap.model.settings import ATTENUATION
from ecomap.names import Names
from ecomap.results.explanation import WhatIf
from ecomap.verbs.arrays import compiled_map, log_odds, network_of
from ecomap.verbs.movement import moves, state_of
from ecomap.verbs.ranking import answer_labels
from ecomap.verbs.standings import Standings, find_standings

P = TypeVar("P", bound=Plain)

SPECIAL = ("special_trend", "special_sector", "special_opportunity")
"""Arrays of the sectors that have an opportunity share of their own."""
OPPORTUNITY = "opportunity share of "  #: Stands before a trend, as in what `explain_trend` would change.
GROUPS = ("sectors", "depends_on", "goals", "skills", "traits", "activities")  # fields of a business that hold numbers


@dataclass(frozen=True)
class World:
    """A map, a business and settings: what a ranking depends on."""

    ecosystem: AnyMap
    business: Business
    settings: Settings

    @property
    def map(self) -> CompiledMap:
        """The map as a query needs it."""
        return compiled_map(self.ecosystem)

    def standings(self) -> Standings:
        """Compute the numbers of this world."""
        return find_standings(self.map, self.business, self.settings)


def what_if(
    world: World, *, sets: dict[str, str], cuts: tuple[str, ...] = (), adopt: tuple[str, ...] = (), sha256: str = ""
) -> WhatIf:
    """Compare a world with one in which some numbers are different.

    Parameters
    ----------
    sets
        What to set: a setting (``attenuation``), a number of the business (``budget_eur``, ``hours_per_week``,
        ``maturity``, ``employees``, ``goal.reach``, ``skill.data``, ``trait.takes-bookings``,
        ``activity.deliver-goods``, ``sector.retail-trade``, ``depends_on.retail-trade``, ``peers.website``), its
        ``country``, a figure (``trend>sector``), a coupling (``sector>sector``), what of a trend serves an activity
        (``trend>activity``) or its ``opportunity share of trend``: whatever `explain_trend` would change.
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
        changed = _with_edge(changed, edge, None)
    used, taken = changed.business.adopted, dict.fromkeys(map(Names.of(world.map).use, adopt))
    changed = replace(
        changed, business=changed.business.model_copy(update={"adopted": (*dict.fromkeys((*used, *taken)),)})
    )
    labels = answer_labels(WhatIf, world.map, sha256, world.business)
    moved = moves(state_of(world.standings()), state_of(changed.standings()), labels["trend_names"])
    return WhatIf(
        **labels,
        changes=(*(f"{name} = {value}" for name, value in sets.items()), *(f"without {edge}" for edge in cuts),
                 *(f"{trend} in use{' already' * (trend in used)}" for trend in taken)),
        opportunities=tuple(row for row in moved if row.list == "opportunity"),
        threats=tuple(row for row in moved if row.list == "threat"),
    )  # fmt: skip


def _set(world: World, name: str, value: str) -> World:
    field, key = field_of(name)
    if field == "country" and not key:
        country = Names.of(world.map).country(value)
        return replace(world, business=world.business.model_copy(update={"country": country}))
    if not _can_be_set(name, field, key):
        groups = (f"{group}.NAME" for group in (*GROUPS, "peers"))
        known = [*Settings.model_fields, *RESOURCES, "maturity", "employees", "country", *groups]
        other = f"Known: {', '.join(known)}."
        other = "To take something into use: --adopt TREND." if field == "adopted" else other
        raise UnknownNameError("number to set", name, known, way_out=suggestion(name, known) or other)
    of = quantity_of(field, key) or ANY
    try:
        number = read_number(value, of)
    except AmountError as error:
        way_out = error.way_out if error.readings else f"Write {name}={first(of)}."
        raise _refusal(f"{name}: {error.message}", way_out) from None
    if ">" in name:
        return _with_edge(world, name, number)
    if name.startswith(OPPORTUNITY):
        return replace(world, ecosystem=_with_share(world.map, name, number))
    try:
        if name in Settings.model_fields:
            return replace(world, settings=_changed(world.settings, **{name: number}))
        said = _said(as_named(world.business), name, number, Names.of(world.map))
        return replace(world, business=described(said, world.map))
    except SchemaError as error:
        if error.problems[0].where.file == "--set":
            raise
        found = error.problems[0]
        raise _refusal(f"{name}: {found.message}", found.way_out or "Choose a number in range.") from None


def _can_be_set(name: str, field: str, key: str) -> bool:
    """Tell whether a name means a number: of the settings, of an influence, or of the business."""
    if ">" in name or name.startswith(OPPORTUNITY) or name in Settings.model_fields:
        return True
    if field == "resources":
        return key in RESOURCES
    return bool(key) if field in (*GROUPS, "peers") else field in ("maturity", "employees") and not key


def _changed(record: P, **changes: object) -> P:
    """Return a record with other fields, checked."""
    return type(record)(**vars(record) | changes)


def _said(business: Business, name: str, number: float, names: Names) -> Business:
    field, key = field_of(name)
    if field == "peers":
        trend = names.known("trend", key)
        if not 0 < number < 1:
            raise _refusal(f"peers.{trend} must lie between 0 and 1.", "Choose a share of firms.")
        said = [item for item in business.influences if item.trend != trend]
        seen = OwnInfluence(trend=trend, share=number, reason="What if")
        return business.model_copy(update={"influences": (*said, seen)})
    if field in ("maturity", "employees"):
        return _changed(business, **{field: int(number) if field == "employees" else number})
    if field == "resources":
        return _changed(business, resources=_changed(business.resources, **{key: number}))
    return _changed(business, **{field: getattr(business, field) | {names.known(KINDS[field], key): number}})


def _with_edge(world: World, edge: str, number: float | None) -> World:
    """Return a world in which an influence has another strength; None takes it out."""
    first, arrow, last = (part.strip() for part in edge.partition(">"))
    if not arrow:
        raise _refusal(f'"{edge}" names no influence.', "Write FROM>TO, in quotes.", "--cut")
    names = Names.of(world.map)
    source, activity = names.trend_or_sector(first), names.find("activity", last)
    if number is not None and not 0 < number < 1:
        raise _refusal(f"{edge} must lie between 0 and 1.", f"To take it out: --cut '{edge}'.")
    if activity is not None and source in world.map.arrays.trend_index and not names.has_id("sector", last):
        target, changed = activity, _with_service(world.map, source, activity, number)
    else:
        target = names.known("sector", last)
        changed = _with_influence(world.map, source, target, number)
    if changed is not None:
        return replace(world, ecosystem=changed)
    if number is None:
        way_out = f"See: ecomap map path {source} {target}"
        raise _refusal(f"the map has no influence {source}>{target}.", way_out, "--cut")
    raise _refusal(f"{edge} is not in the map, or is {number:g} already.", "Add it in an overlay of your own.")


def _with_influence(compiled: CompiledMap, source: str, target: str, number: float | None) -> CompiledMap | None:
    """Return the map with one influence of another strength, or without it; None if it is not there, or so already."""
    arrays, to = compiled.arrays, compiled.arrays.sector_index[target]
    if source in arrays.trend_index:
        cell = arrays.trend_index[source], to
        if arrays.figure_evidence[cell] < 0 or arrays.published[cell] == number:
            return None
        fields: dict[str, Any] = {name: getattr(arrays, name).copy() for name in ("published", "figure")}
        fields["published"][cell] = np.nan if number is None else number
        fields["figure"][cell] += np.nan if number is None else log_odds(number) - log_odds(arrays.published[cell])
        if number is None:
            kept = (arrays.special_trend != cell[0]) | (arrays.special_sector != to)
            fields |= {name: getattr(arrays, name)[kept] for name in SPECIAL}
            fields["figure_row"] = arrays.figure_row.copy()
            fields["figure_row"][cell] = len(arrays.sectors) + to  # on no published row any more
        return _estimated(compiled, **fields)
    edge = arrays.edge.get((arrays.sector_index[source], to))
    if edge is None or arrays.coupling_share[edge] == number:
        return None
    share = np.where(np.arange(len(arrays.coupling_share)) == edge, number or 0.0, arrays.coupling_share)
    return _estimated(compiled, coupling_share=share)


def _with_service(compiled: CompiledMap, trend: str, activity: str, number: float | None) -> CompiledMap | None:
    """Return the map with another share of a trend that serves an activity; None if there is none, or it is so."""
    arrays = compiled.arrays
    cell, service = (arrays.trend_index[trend], arrays.activities.index(activity)), arrays.service.copy()
    if service[cell] in (0.0, number):
        return None
    service[cell] = number or 0.0
    if (most := 1 - float(service[cell[0]].sum() - service[cell])) < service[cell]:
        raise _refusal(f"{trend} would serve more than all that it is used for.", f"Choose at most {most:.3g}.")
    return replace(compiled, load_arrays=lambda _: replace(arrays, service=service))


def _with_share(compiled: CompiledMap, name: str, number: float) -> CompiledMap:
    """Return the map with another opportunity share of a trend, in all sectors."""
    if not 0 < number < 1:
        raise _refusal(f"the {name} must lie between 0 and 1.", "Choose a share of its effect.")
    arrays, trend = compiled.arrays, Names.of(compiled).known("trend", name.removeprefix(OPPORTUNITY))
    other = np.arange(len(arrays.trends)) != arrays.trend_index[trend]
    special = {name: getattr(arrays, name)[other[arrays.special_trend]] for name in SPECIAL}
    opportunity = np.where(other, arrays.opportunity, number)
    return replace(compiled, load_arrays=lambda _: replace(arrays, opportunity=opportunity, **special))


def _estimated(compiled: CompiledMap, **fields: Any) -> CompiledMap:
    """Return the map with other numbers, and its sectors estimated anew; what was judged beforehand stays."""
    from ecomap.posteriors import estimated

    arrays = replace(compiled.arrays, **fields)
    found = estimated(arrays, Strengths(), network_of(arrays, ATTENUATION))
    return replace(compiled, load_arrays=lambda _: found)


def _refusal(message: str, way_out: str, option: str = "--set") -> SchemaError:
    return SchemaError.of(option, message, way_out)
