"""A business as a file that explains each of its lines, and shows what else could be said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import floor

from ecomap.io.amounts import plain
from ecomap.io.yaml_edits import written
from ecomap.model import Business
from ecomap.model.compiled import AnyMap

WIDEST = 34
"""Column beyond which comments are not pushed by a long line."""
HEAD = """\
# Your business, as ecomap reads it. Change a line here, or: ecomap business set THIS-FILE budget_eur=9000
# Lines that begin with # are not read; take the # away to say what such a line shows.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line and what it is for."""

    text: str
    comment: str = ""


def business_file(business: Business, ecosystem: AnyMap) -> str:
    """Return a business as YAML with a comment on every line; reading it gives the same business.

    Parameters
    ----------
    business
        Sectors and trends named by ids of the map.
    ecosystem
        The map, for what the ids mean.
    """
    writer = _Writer(business, ecosystem)
    blocks = [list(block) for block in writer.blocks()]
    lines = [line for block in blocks for line in block]
    fitting = [len(line.text) for line in lines if line.comment and len(line.text) < WIDEST]
    column = max(fitting, default=0) + 2
    return f"{HEAD}\n" + "".join(_aligned(line, column) for line in lines)


def _aligned(line: Line, column: int) -> str:
    if not line.comment:
        return f"{line.text}\n"
    return f"{line.text:<{column - 2}}  # {' '.join(line.comment.split())}\n"


def _number(value: float) -> str:
    return plain(float(f"{value:.12g}")) if abs(value) < 1e12 else repr(value)


class _Writer:
    def __init__(self, business: Business, ecosystem: AnyMap) -> None:
        self.business, self.ecosystem = business, ecosystem

    def blocks(self) -> Iterator[Iterator[Line]]:
        """Yield the fields in their usual order."""
        yield self._about()
        yield self._sectors()
        yield self._depends_on()
        yield self._activities()
        yield self._maturity()
        yield self._goals()
        yield self._resources()
        yield self._skills()
        yield self._adopted()
        yield self._influences()
        yield self._own_activities()
        yield self._overlays()

    def _about(self) -> Iterator[Line]:
        business = self.business
        yield Line("schema: ecomap/business/1", "the format of this file; leave it as it is")
        yield Line(f"id: {business.id}", "a short name for the computer: small letters, digits and hyphens")
        yield Line(f"name: {written(business.name)}", "the name people know it by")
        country = business.country and written(business.country)
        yield _said("country", country, "PT", "two-letter country code, ISO 3166")
        yield _said("employees", business.employees, 6, "people at work, the owner included")

    def _sectors(self) -> Iterator[Line]:
        yield Line("sectors:", "what it lives from, in shares; any scale")
        for sector, share in self.business.sectors.items():
            yield Line(f"  {written(sector)}: {_number(share)}", self.ecosystem.sector_by_id[sector].name)

    def _depends_on(self) -> Iterator[Line]:
        meaning = "pressure that comes straight from another sector, as a share of all; below 1 in all"
        names = {sector: self.ecosystem.sector_by_id[sector].name for sector in self.business.depends_on}
        yield from _shares("depends_on", self.business.depends_on, names, meaning, "{online-platforms: 0.2}")

    def _activities(self) -> Iterator[Line]:
        meaning = "where it differs from others of its kind; 0 never, 1 all day"
        names = {activity: self.ecosystem.activity_by_id[activity].summary for activity in self.business.activities}
        yield from _shares("activities", self.business.activities, names, meaning, "{deliver-goods: 0.3}")

    def _maturity(self) -> Iterator[Line]:
        level = self.business.maturity
        if level is None:
            yield Line("# maturity: 2", "digital maturity from 0 paper only to 4 digital throughout")
        else:
            yield Line(f"maturity: {_number(level)}", self._example(self.ecosystem.maturity, level))

    def _goals(self) -> Iterator[Line]:
        meaning = "what the owner wants, weighed against each other on any scale"
        names = {goal.id: goal.summary for goal in self.ecosystem.goals}
        yield from _shares("goals", self.business.goals, names, meaning, "{reach: 3, efficiency: 1}")

    def _resources(self) -> Iterator[Line]:
        resources, of_all = self.business.resources, "what can be spent on new things in a year"
        fields = {
            "budget_eur": (resources.budget_eur, "euros for tools, devices and help"),
            "hours_per_week": (resources.hours_per_week, "hours a week that somebody can give to it"),
        }
        if all(value is None for value, _ in fields.values()):
            yield Line("# resources: {budget_eur: 5000, hours_per_week: 4}", of_all)
            return
        yield Line("resources:", of_all)
        for name, (value, meaning) in fields.items():
            yield Line(f"  {name}: {_number(value)}", meaning) if value is not None else Line(f"  # {name}: 4", meaning)

    def _skills(self) -> Iterator[Line]:
        levels = {skill.id: skill.levels for skill in self.ecosystem.skills}
        names = {skill: self._example(levels.get(skill, ()), level) for skill, level in self.business.skills.items()}
        meaning = "what the team can do today, from 0 nothing to 4 expert"
        yield from _shares("skills", self.business.skills, names, meaning, "{it: 1, marketing: 2}")

    def _example(self, examples: tuple[str, ...], level: float) -> str:
        return f"of 4: {examples[floor(level)]}" if len(examples) > floor(level) else "of 4"

    def _adopted(self) -> Iterator[Line]:
        meaning = "what is in use already; it will not be proposed again"
        if not self.business.adopted:
            yield Line("# adopted: [website]", meaning)
            return
        yield Line("adopted:", meaning)
        for trend in self.business.adopted:
            yield Line(f"  - {trend}", self.ecosystem.trend_by_id[trend].name)

    def _influences(self) -> Iterator[Line]:
        meaning = "what you see yourself and the map does not; your words are the evidence"
        if not self.business.influences:
            yield Line("# influences:", meaning)
            yield Line("#   - trend: online-booking", "a trend among firms like yours, or sector: ...")
            yield Line("#     share: 0.4")
            yield Line("#     reason: 4 of the 10 firms like mine that I know take bookings online")
            return
        yield Line("influences:", meaning)
        for item in self.business.influences:
            if item.trend is not None:
                yield Line(f"  - trend: {item.trend}", self.ecosystem.trend_by_id[item.trend].name)
                yield Line(f"    share: {_number(item.share)}", "share of the firms like yours that use it")
            elif item.sector is not None:
                yield Line(f"  - sector: {written(item.sector)}", self.ecosystem.sector_by_id[item.sector].name)
                yield Line(f"    share: {_number(item.share)}", "share of all pressure that comes straight from there")
            yield Line(f"    reason: {written(item.reason)}")

    def _own_activities(self) -> Iterator[Line]:
        if self.business.own_activities:
            yield Line("own_activities:", "what it does for which the map has no word")
        for item in self.business.own_activities:
            yield Line(f"  - id: {item.id}")
            yield Line(f"    name: {written(item.name)}")
            yield Line(f"    share: {_number(item.share)}", "how much it does it, 0 to 1")
            yield Line("    served_by:", "trends of use for it, with the part of their use that goes to it")
            for trend, share in item.served_by.items():
                yield Line(f"      {trend}: {_number(share)}", self.ecosystem.trend_by_id[trend].name)
            yield Line(f"    reason: {written(item.reason)}")

    def _overlays(self) -> Iterator[Line]:
        if self.business.overlays:
            yield Line("overlays:", "files with further sectors, trends and influences, beside this one")
        for path in self.business.overlays:
            yield Line(f"  - {written(path)}")


def _said(name: str, value: object, example: object, meaning: str) -> Line:
    return Line(f"# {name}: {example}", meaning) if value is None else Line(f"{name}: {value}", meaning)


def _shares(
    field: str, shares: Mapping[str, float], names: Mapping[str, str], meaning: str, example: str
) -> Iterator[Line]:
    if not shares:
        yield Line(f"# {field}: {example}", meaning)
        return
    yield Line(f"{field}:", meaning)
    for name, share in shares.items():
        yield Line(f"  {written(name)}: {_number(share)}", names.get(name, ""))
