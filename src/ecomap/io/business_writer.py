"""A business as a file that explains each of its lines, and shows what else could be said."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from math import floor
from pathlib import Path
from typing import Any, NamedTuple

from ecomap.firms import as_named
from ecomap.io.amounts import plain
from ecomap.io.yaml_edits import written
from ecomap.model import Business, OwnActivity, OwnInfluence, Resources
from ecomap.model.compiled import AnyMap
from ecomap.names import Names
from ecomap.places import table

WIDEST = 34
"""Column beyond which comments are not pushed by a long line."""
HEAD = """\
# Your business, as ecomap reads it. Change a line here, or: ecomap business set THIS-FILE budget_eur=9000
# Lines that begin with # are not read; take the # away to say what such a line shows.
"""
FIELDS = Path(__file__).parent / "stub_files" / "business.csv"
"""Every field in its usual order, how it could be said, and what it is for."""
BESIDE: Mapping[str, Callable[[AnyMap, str], str]] = {
    "sectors": lambda known, id: (known.sector_by_id.get(id) or Names.of(known).kinds[id]).name,
    "depends_on": lambda known, id: known.sector_by_id[id].name,
    "activities": lambda known, id: known.activity_by_id[id].summary,
    "traits": lambda known, id: next(trait.question for trait in known.traits if trait.id == id),
    "goals": lambda known, id: next((goal.summary for goal in known.goals if goal.id == id), ""),
    "adopted": lambda known, id: known.trend_by_id[id].name,
    "rejected": lambda known, id: known.trend_by_id[id].name,
    "platforms": lambda known, id: next(one.name for one in known.platforms if one.id == id),
}
"""What stands beside a name in a field."""


class Line(NamedTuple):
    """One line and what it is for."""

    text: str
    comment: str = ""


def business_file(business: Business, ecosystem: AnyMap) -> str:
    """Return a business, its names ids of the map, as YAML with a comment on every line; it reads back the same."""
    lines = list(_lines(as_named(business), ecosystem))
    fitting = [len(line.text) for line in lines if line.comment and len(line.text) < WIDEST]
    column = max(fitting, default=0)
    return f"{HEAD}\n" + "".join(
        f"{line.text:<{column}}  # {' '.join(line.comment.split())}\n" if line.comment else f"{line.text}\n"
        for line in lines
    )


def _number(value: float) -> str:
    return plain(float(f"{value:.12g}")) if abs(value) < 1e12 else repr(value)


def _lines(business: Business, ecosystem: AnyMap) -> Iterator[Line]:
    levels = {skill.id: skill.levels for skill in ecosystem.skills}
    own = {"schema": "ecomap/business/2", "name": written(business.name)}
    own |= {"country": written(business.country)} if business.country else {}
    for field, example, meaning in table(FIELDS):
        value: Any = own.get(field) or getattr(business, field.partition(".")[0])
        if field == "maturity" and value is not None:
            yield Line(f"maturity: {_number(value)}", _example(ecosystem.maturity, value))
        elif field == "skills":
            yield from _field(
                field, value, example, meaning, lambda id: _example(levels.get(id, ()), business.skills[id])
            )
        elif field.startswith("resources"):
            yield from _resources(field, value, example, meaning)
        elif field == "influences":
            yield from _influences(value, meaning, ecosystem)
        elif field == "own_activities":
            yield from _own_activities(value, meaning, ecosystem)
        else:
            yield from _field(field, value, example, meaning, partial(BESIDE.get(field, lambda *_: ""), ecosystem))


def _field(field: str, value: Any, example: str, meaning: str, beside: Callable[[str], str]) -> Iterator[Line]:
    """Yield what is said in a field, with what stands beside each name in it; else how it could be said."""
    if value in (None, (), {}):
        yield from [Line(f"# {field}: {example}", meaning)] if example else []
        return
    if not isinstance(value, dict | tuple):
        yield Line(f"{field}: {value}", meaning)
        return
    yield Line(f"{field}:", meaning)
    for name in value:
        inner = value[name] if isinstance(value, dict) else None
        if inner is None:
            yield Line(f"  - {written(name)}", beside(name))
        elif isinstance(inner, dict):
            yield Line(f"  {name}:", beside(name))
            yield from (Line(f"    {function}: {_number(share)}") for function, share in inner.items())
        else:
            yield Line(f"  {written(name)}: {_number(inner)}", beside(name))


def _example(examples: tuple[str, ...], level: float) -> str:
    return f"of 4: {examples[floor(level)]}" if len(examples) > floor(level) else "of 4"


def _resources(field: str, said: Resources, example: str, meaning: str) -> Iterator[Line]:
    inner, some = field.partition(".")[2], said.budget_eur is not None or said.hours_per_week is not None
    if not inner:
        yield Line("resources:" if some else f"# resources: {example}", meaning)
    elif some:
        value: float | None = getattr(said, inner)
        yield Line(f"  # {inner}: {example}" if value is None else f"  {inner}: {_number(value)}", meaning)


def _influences(influences: tuple[OwnInfluence, ...], meaning: str, ecosystem: AnyMap) -> Iterator[Line]:
    yield Line("influences:" if influences else "# influences:", meaning)
    if not influences:
        yield Line("#   - trend: online-booking", "a trend among firms like yours, or sector: ...")
        yield Line("#     share: 0.4")
        yield Line("#     reason: 4 of the 10 firms like mine that I know take bookings online")
    for item in influences:
        if item.trend is not None:
            yield Line(f"  - trend: {item.trend}", ecosystem.trend_by_id[item.trend].name)
            yield Line(f"    share: {_number(item.share)}", "share of the firms like yours that use it")
        elif item.sector is not None:
            yield Line(f"  - sector: {written(item.sector)}", ecosystem.sector_by_id[item.sector].name)
            yield Line(f"    share: {_number(item.share)}", "share of all pressure that comes straight from there")
        yield Line(f"    reason: {written(item.reason)}")


def _own_activities(activities: tuple[OwnActivity, ...], meaning: str, ecosystem: AnyMap) -> Iterator[Line]:
    if activities:
        yield Line("own_activities:", meaning)
    for item in activities:
        yield Line(f"  - id: {item.id}")
        yield Line(f"    name: {written(item.name)}")
        yield Line(f"    share: {_number(item.share)}", "how much it does it, 0 to 1")
        yield Line("    served_by:", "trends of use for it, with the part of their use that goes to it")
        for trend, share in item.served_by.items():
            yield Line(f"      {trend}: {_number(share)}", ecosystem.trend_by_id[trend].name)
        yield Line(f"    reason: {written(item.reason)}")
