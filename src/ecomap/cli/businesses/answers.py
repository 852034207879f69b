"""What a person types about a business, read into what a business file holds; the same for flags and questions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ecomap.cli.prompts import Offer
from ecomap.errors import suggestion
from ecomap.io.names import folded, resolve_sector, trend_names
from ecomap.model import Business, EcosystemMap, OwnInfluence, Resources
from ecomap.results.ranking import Match
from ecomap.verbs.lookup import search

FEW = 6
"""Matches that are listed where words name several things."""
HIGHEST_LEVEL = 4
NOT_IN_USE = ("risk", "regulation")
"""Kinds of trend that nobody uses."""


class Refused(ValueError):  # noqa: N818 - an answer, not an error of the program
    """An answer that cannot be taken, with a sentence for whoever gave it."""


@dataclass
class Draft:
    """What has been said so far."""

    name: str | None = None
    id: str | None = None
    country: str | None = None
    employees: int | None = None
    sectors: dict[str, float] = field(default_factory=dict)
    depends_on: dict[str, float] = field(default_factory=dict)
    activities: dict[str, float] = field(default_factory=dict)
    maturity: float | None = None
    goals: dict[str, float] = field(default_factory=dict)
    budget_eur: float | None = None
    hours_per_week: float | None = None
    skills: dict[str, float] = field(default_factory=dict)
    adopted: list[str] = field(default_factory=list)
    influences: list[OwnInfluence] = field(default_factory=list)
    overlays: list[str] = field(default_factory=list)

    def business(self) -> Business:
        """Return the business that has been described."""
        name = self.name or "My business"
        return Business(
            id=self.id or id_of(name), name=name, country=self.country, employees=self.employees, sectors=self.sectors,
            depends_on=self.depends_on, activities=self.activities, maturity=self.maturity, goals=self.goals,
            resources=Resources(budget_eur=self.budget_eur, hours_per_week=self.hours_per_week), skills=self.skills,
            adopted=tuple(self.adopted), influences=tuple(self.influences), overlays=tuple(self.overlays),
        )  # fmt: skip


def id_of(name: str) -> str:
    """Return a short name for the computer: small letters, digits and hyphens."""
    plain = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:40].strip("-")
    return plain or "my-business"


class Reader:
    """Reads answers by the names of one map."""

    def __init__(self, ecosystem: EcosystemMap) -> None:
        self.ecosystem = ecosystem
        self.trends = trend_names(ecosystem)

    # --- names

    def sector(self, text: str) -> str:
        """Return the sector that words name: by id, name, alias or code, or the only one in which they occur."""
        return resolve_sector(self.ecosystem, text) or self._only("sector", text)

    def trend(self, text: str) -> str:
        """Return the trend that words name, or the only one in which they occur."""
        return self.trends.get(folded(text)) or self._only("trend", text)

    def use(self, text: str) -> str:
        """Return the trend that words name, or the only one in which they occur that a firm can use."""
        return self.trends.get(folded(text)) or self._only("use", text)

    def activity(self, text: str) -> str:
        """Return the activity that words name, or the only one in which they occur."""
        named = {folded(name): a.id for a in self.ecosystem.activities for name in (a.name, a.id)}
        return named.get(folded(text)) or self._only("activity", text)

    def _only(self, kind: str, text: str) -> str:
        found = self.offers(kind, text)
        if len(found) == 1:
            return found[0].text
        if found:
            meant = ", ".join(f"{offer.text} ({offer.shown})" for offer in found[:FEW])
            raise Refused(f'"{text}" may mean {meant}{" ..." if len(found) > FEW else ""}. Say which.')
        near = suggestion(folded(text), self._names(kind))
        raise Refused(f'The map has no {"trend" if kind == "use" else kind} "{text}". {near or "Try other words."}')

    def _names(self, kind: str) -> Iterable[str]:
        if kind in ("trend", "use"):
            return self.trends
        if kind == "sector":
            return [name for s in self.ecosystem.sectors for name in (s.id, folded(s.name), *map(folded, s.aliases))]
        return self.ecosystem.activity_by_id

    def offers(self, kind: str, text: str) -> list[Offer]:
        """Return what in the map has these words: where they begin words of a name, else within one, else anywhere."""
        wanted = folded(text).split()
        found = [match for match in search(self.ecosystem, text) if self._is(match, kind)]
        called = {match.id: f" {folded(' '.join((match.id, match.name, *match.aliases)))}" for match in found}
        begun = [match for match in found if all(f" {word}" in called[match.id] for word in wanted)]
        named = [match for match in found if all(word in called[match.id] for word in wanted)]
        return [Offer(m.id, m.name, self._why(m.name, m.aliases, wanted)) for m in begun or named or found]

    def _is(self, match: Match, kind: str) -> bool:
        """Tell whether a match is of a kind; ``use`` means a trend that is neither risk nor regulation."""
        if kind == "use":
            return match.kind == "trend" and self.ecosystem.trend_by_id[match.id].kind not in NOT_IN_USE
        return match.kind == kind

    def _why(self, name: str, aliases: Sequence[str], wanted: Sequence[str]) -> str:
        if all(f" {word}" in f" {folded(name)}" for word in wanted):
            return ""
        return next((alias for alias in aliases if any(f" {word}" in f" {folded(alias)}" for word in wanted)), "")

    def country(self, text: str) -> str:
        """Return a country's two letters, from these or from its name."""
        if re.fullmatch(r"[A-Za-z]{2}", text):
            return text.upper()
        named = {folded(country.name): country.id.upper() for country in self.ecosystem.countries}
        if folded(text) not in named:
            raise Refused(f'"{text}": write two capital letters, like PT. {suggestion(folded(text), named)}'.rstrip())
        return named[folded(text)]

    def countries(self, text: str) -> list[Offer]:
        """Return the countries that begin like this."""
        known = [(country.id.upper(), country.name) for country in self.ecosystem.countries]
        return [Offer(id, name, id) for id, name in known if folded(name).startswith(folded(text))]

    def goal(self, text: str) -> str:
        """Return the goal that a word names."""
        return self._listed("goal", text, {goal.id: goal.name for goal in self.ecosystem.goals})

    def skill(self, text: str) -> str:
        """Return the skill that a word names."""
        return self._listed("skill", text, {skill.id: skill.name for skill in self.ecosystem.skills})

    def _listed(self, kind: str, text: str, known: dict[str, str]) -> str:
        named = {folded(name): id for id, full in known.items() for name in (full, id)}
        if folded(text) not in named:
            way_out = suggestion(folded(text), known) or f"Known: {', '.join(known)}."
            raise Refused(f'The map has no {kind} "{text}". {way_out}')
        return named[folded(text)]

    def usual(self, sectors: Iterable[str], count: int) -> list[str]:
        """Return the trends that most firms of some sectors use, by falling share."""
        own = set(sectors)
        shares: dict[str, list[float]] = {}
        for item in self.ecosystem.influences:
            if item.sector in own and self.ecosystem.trend_by_id[item.trend].kind not in NOT_IN_USE:
                shares.setdefault(item.trend, []).append(item.prevalence)
        return sorted(shares, key=lambda trend: (-sum(shares[trend]) / len(shares[trend]), trend))[:count]


# --- numbers


def number(text: str, most: float | None = None) -> float:
    """Return a number of at least 0: 1200, 1 200, 1,5 or 40 %, which is 0.4."""
    plain = re.sub(r"[\s_€]", "", text).replace(",", ".")
    percent = plain.endswith("%")
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?|\.[0-9]+", plain.removesuffix("%")):
        raise Refused(f'"{text}" is no number.')
    value = float(plain.removesuffix("%")) / (100 if percent else 1)
    if most is not None and value > most:
        raise Refused(f"{value:g} is too much: at most {most:g}.")
    return value


def whole(text: str) -> int:
    """Return a whole number of at least 0."""
    value = number(text)
    if value != int(value):
        raise Refused(f'"{text}" is no whole number.')
    return int(value)


def share(text: str) -> float:
    """Return a share above 0 and below 1: 0.4 or 40 %."""
    value = number(text)
    if not 0 < value < 1:
        raise Refused(f'"{text}": write a share between 0 and 1, like 0.4 or 40%.')
    return value


def level(text: str) -> float:
    """Return a level from 0 to 4."""
    return number(text, HIGHEST_LEVEL)
