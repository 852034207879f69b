"""A business as a file that explains each of its lines, and shows what else could be said."""

from collections.abc import Callable, Iterator, Mapping
from math import floor
from typing import NamedTuple

from ecomap.firms import as_named
from ecomap.io.amounts import plain
from ecomap.io.yaml_edits import written
from ecomap.model import Business, OwnInfluence
from ecomap.model.compiled import AnyMap
from ecomap.names import Names

WIDEST = 34
"""Column beyond which comments are not pushed by a long line."""
HEAD = """\
# Your business, as ecomap reads it. Change a line here, or: ecomap business set THIS-FILE budget_eur=9000
# Lines that begin with # are not read; take the # away to say what such a line shows.
"""


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
    """Yield the fields in their usual order."""
    yield from _kept(business, ecosystem)
    yield from _able(business, ecosystem)
    yield from _used(business, ecosystem)
    yield from _platforms(business, ecosystem)
    yield from _influences(business.influences, ecosystem)
    yield from _own_activities(business, ecosystem)
    if business.overlays:
        yield Line("overlays:", "files with further sectors, trends and influences, beside this one")
    yield from (Line(f"  - {written(path)}") for path in business.overlays)


def _kept(business: Business, ecosystem: AnyMap) -> Iterator[Line]:
    """Yield who it is, what it lives from and where it differs from others of its kind."""
    sectors = ecosystem.sector_by_id
    yield Line("schema: ecomap/business/2", "the format of this file; leave it as it is")
    yield Line(f"id: {business.id}", "a short name for the computer: small letters, digits and hyphens")
    yield Line(f"name: {written(business.name)}", "the name people know it by")
    country = business.country and written(business.country)
    yield _said("country", country, "PT", "two-letter country code, ISO 3166")
    yield _said("employees", business.employees, 6, "people at work, the owner included")
    meaning = "what it lives from, kinds of firm or sectors, in shares; any scale"
    kinds = Names.of(ecosystem).kinds if business.sectors.keys() - sectors.keys() else {}
    yield from _shares("sectors", business.sectors, lambda id: {**kinds, **sectors}[id].name, meaning)
    meaning = "pressure that comes straight from another sector, as a share of all; below 1 in all"
    example = "{online-platforms: 0.2}"
    yield from _shares("depends_on", business.depends_on, lambda id: sectors[id].name, meaning, example)
    meaning, example = "where it differs from others of its kind; 0 never, 1 all day", "{deliver-goods: 0.3}"
    activities = ecosystem.activity_by_id
    yield from _shares("activities", business.activities, lambda id: activities[id].summary, meaning, example)
    meaning, example = "where it is unlike others of its kind; 0 not, 0.5 partly, 1 wholly", "{takes-bookings: 1}"
    traits = {trait.id: trait.question for trait in ecosystem.traits}
    yield from _shares("traits", business.traits, lambda id: traits[id], meaning, example)


def _able(business: Business, ecosystem: AnyMap) -> Iterator[Line]:
    """Yield what it wants and what it has for it."""
    goals = {goal.id: goal.summary for goal in ecosystem.goals}
    levels = {skill.id: skill.levels for skill in ecosystem.skills}
    level = business.maturity
    meaning = "digital maturity from 0 paper only to 4 digital throughout"
    meaning = meaning if level is None else _example(ecosystem.maturity, level)
    yield _said("maturity", None if level is None else _number(level), 2, meaning)
    meaning, example = "what the owner wants, weighed against each other on any scale", "{reach: 3, efficiency: 1}"
    yield from _shares("goals", business.goals, lambda id: goals.get(id, ""), meaning, example)
    yield from _resources(business)
    meaning, example = "what the team can do today, from 0 nothing to 4 expert", "{it: 1, marketing: 2}"
    skills = business.skills
    yield from _shares("skills", skills, lambda id: _example(levels.get(id, ()), skills[id]), meaning, example)


def _used(business: Business, ecosystem: AnyMap) -> Iterator[Line]:
    """Yield what it uses and what is not for it."""
    trends = ecosystem.trend_by_id
    meaning = "what is in use already; it will not be proposed again"
    yield Line("adopted:" if business.adopted else "# adopted: [website]", meaning)
    yield from (Line(f"  - {trend}", trends[trend].name) for trend in business.adopted)
    meaning = "what is not for you: neither it nor what needs it first is proposed"
    yield Line("rejected:" if business.rejected else "# rejected: [chatbots]", meaning)
    yield from (Line(f"  - {trend}", trends[trend].name) for trend in business.rejected)


def _said(name: str, value: object, example: object, meaning: str) -> Line:
    return Line(f"# {name}: {example}" if value is None else f"{name}: {value}", meaning)


def _shares(
    field: str, shares: Mapping[str, float], name: Callable[[str], str], meaning: str, example: str = ""
) -> Iterator[Line]:
    yield Line(f"{field}:" if shares else f"# {field}: {example}", meaning)
    yield from (Line(f"  {written(id)}: {_number(share)}", name(id)) for id, share in shares.items())


def _example(examples: tuple[str, ...], level: float) -> str:
    return f"of 4: {examples[floor(level)]}" if len(examples) > floor(level) else "of 4"


def _resources(business: Business) -> Iterator[Line]:
    of_all = "what can be spent on new things in a year"
    resources = business.resources
    if resources.budget_eur is None and resources.hours_per_week is None:
        yield Line("# resources: {budget_eur: 5000, hours_per_week: 4}", of_all)
        return
    yield Line("resources:", of_all)
    for name, value, meaning in (
        ("budget_eur", resources.budget_eur, "euros for tools, devices and help"),
        ("hours_per_week", resources.hours_per_week, "hours a week that somebody can give to it"),
    ):
        yield Line(f"  # {name}: 4" if value is None else f"  {name}: {_number(value)}", meaning)


def _platforms(business: Business, ecosystem: AnyMap) -> Iterator[Line]:
    meaning = "what part comes by which platform: sales, booking, promotion, payment, logistics; the rest is your own"
    yield Line("platforms:" if business.platforms else "# platforms: {airbnb: {booking: 0.6}}", meaning)
    called = {platform.id: platform.name for platform in ecosystem.platforms} if business.platforms else {}
    for platform, said in business.platforms.items():
        yield Line(f"  {platform}:", called[platform])
        yield from (Line(f"    {function}: {_number(share)}") for function, share in said.items())


def _influences(influences: tuple[OwnInfluence, ...], ecosystem: AnyMap) -> Iterator[Line]:
    meaning = "what you see yourself and the map does not; your words are the evidence"
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


def _own_activities(business: Business, ecosystem: AnyMap) -> Iterator[Line]:
    if business.own_activities:
        yield Line("own_activities:", "what it does for which the map has no word")
    for item in business.own_activities:
        yield Line(f"  - id: {item.id}")
        yield Line(f"    name: {written(item.name)}")
        yield Line(f"    share: {_number(item.share)}", "how much it does it, 0 to 1")
        yield Line("    served_by:", "trends of use for it, with the part of their use that goes to it")
        for trend, share in item.served_by.items():
            yield Line(f"      {trend}: {_number(share)}", ecosystem.trend_by_id[trend].name)
        yield Line(f"    reason: {written(item.reason)}")
