"""Readiness to sell across borders by component: of a firm, of firms like it, of a country by published figures."""

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ecomap.model.countries import EU
from ecomap.record import record
from ecomap.results import globalise as results
from ecomap.verbs.arrays import log_odds

if TYPE_CHECKING:
    from ecomap.io.statistics import Statistics
    from ecomap.model.compiled_book import MapMarket
    from ecomap.model.context import Component, Sign
    from ecomap.verbs.rows import RowMaker

UNION_AREA, SIZE = "EU27_2020", "GE10"
"""The reference of every figure, and the size class of the surveys: ten or more persons employed."""
LEVEL = 0.1  # within so much, by weight of what is used, a firm is level with others: one small trend of a component


class Figures:
    """The published totals of countries that the signs of components ask for, picked out of all figures."""

    def __init__(self, components: "Iterable[Component]", statistics: "Statistics") -> None:
        self.questions = questions = statistics.questions
        asked = {sign.question for component in components for sign in component.signs if sign.question in questions}
        self.shares: dict[tuple[str, str], dict[int, float]] = {}  # question and area -> year -> share, 0..1
        for one in statistics.observations:
            if one.question in asked and one.classification == "total" and one.size == SIZE and one.value:
                self.shares.setdefault((one.question, one.area), {})[int(one.year)] = float(one.value) / 100

    def of(self, sign: "Sign", country: str) -> results.CountryFigure:
        """Return the newest figure of a country that has one of the EU of the same year beside it."""
        there, union = (self.shares.get((sign.question, area), {}) for area in (country, UNION_AREA))
        year = max((year for year in there if year in union), default=None)
        if year is None:
            return results.CountryFigure(sign.question, sign.says, None, None, None, "", sign.weight)
        asked = self.questions[sign.question]
        source = f"{asked.publisher}, {asked.dataset}, {asked.indicator}"
        return results.CountryFigure(sign.question, sign.says, there[year], union[year], year, source, sign.weight)


@record
class Pair:
    """The country that a firm sells from and one that it sells to; None: not said, or not in the map."""

    home: str | None
    country: str
    at_home: "MapMarket | None"
    there: "MapMarket | None"

    @property
    def in_union(self) -> bool | None:
        """Whether both are in the single market of the EU; None where the own country is not said."""
        return None if self.home is None else self.home in EU and self.country in EU

    def languages(self) -> tuple[str, ...]:
        """Return the codes of languages that are spoken in both, in the order of the other country."""
        if self.at_home is None or self.there is None:
            return ()
        return tuple(code for code in self.there.languages if code in self.at_home.languages)

    def share(self, tie: str) -> bool | None:
        """Tell whether the two share something, None where that is not known."""
        if tie == "union":
            return self.in_union
        if self.at_home is None or self.there is None:
            return None
        return self.at_home.currency == self.there.currency if tie == "currency" else bool(self.languages())


def ready(component: "Component", maker: "RowMaker", figures: Figures, pair: Pair) -> results.ComponentReadiness:
    """Return a component of a firm and of the country that it sells to."""
    uses, weight = _uses(component, maker)
    said = any(use.in_use for use in uses)  # who names nothing of it has not said that it uses nothing
    own = _mean([(use.weight, float(use.in_use)) for use in uses]) if said else None
    peers = _mean([(use.weight, use.share) for use in uses])
    held = tuple(figures.of(sign, pair.country) for sign in component.signs)
    ties = tuple(results.SharedTie(name, pair.share(name), share) for name, share in component.ties.items())
    skills = maker.numbers.business.skills
    short = {name: least - skills[name] for name, least in component.skills.items() if skills.get(name, least) < least}
    return results.ComponentReadiness(
        component.id, component.name, own, peers, standing_of(own, peers), uses, short, weight,
        _market(held, ties), held, ties,
    )  # fmt: skip


def _uses(component: "Component", maker: "RowMaker") -> tuple[tuple[results.TrendUse, ...], float]:
    """Return the trends of a component that concern the firm, and how much it leans on the component."""
    found, axes = maker.found, maker.axes
    places = [axes.trend_index[name] for name in component.trends]
    bases = maker.figures(np.array(places, dtype=np.intp))
    uses, leans = [], []
    for (name, weight), i, basis in zip(component.trends.items(), places, bases, strict=True):
        if found.concerned[0, i] or found.in_use[0, i]:
            used = bool(found.in_use[0, i])
            uses.append(results.TrendUse(name, used, float(found.today[0, i]), basis.year, weight))
            leans.append((weight, 1.0 if used else float(found.likelihood[0, i])))
    return tuple(uses), _mean(leans) or 0.0


def standing_of(own: float | None, peers: float | None) -> results.Standing:
    """Return where a firm stands beside firms like it."""
    if own is None or peers is None:
        return "not known"
    if abs(own - peers) <= LEVEL:
        return "level"
    return "ahead" if own > peers else "behind"


def _market(figures: Sequence[results.CountryFigure], ties: Sequence[results.SharedTie]) -> float | None:
    """Return where a country stands: its figures against the EU's, 0.5 as there; or the part of the ties it shares."""
    known = [figure for figure in figures if figure.value is not None]
    mean = _mean([(figure.weight, beyond_union(figure)) for figure in known])
    if mean is not None:
        return 1 / (1 + math.exp(-mean))
    if any(tie.shared is None for tie in ties):
        return None
    return _mean([(tie.weight, float(bool(tie.shared))) for tie in ties])


def beyond_union(figure: results.CountryFigure) -> float:
    """Return how far a country is ahead of the EU, in log-odds; 0 where nothing is held."""
    if figure.value is None or figure.union is None:
        return 0.0
    return log_odds(figure.value) - log_odds(figure.union)


def as_fate(component: results.ComponentReadiness) -> float | None:
    """Return where a country would stand if technology were alike everywhere: as the EU, but for its ties."""
    known = any(figure.value is not None for figure in component.figures)
    return 0.5 if known else component.market


def _mean(pairs: Sequence[tuple[float, float]]) -> float | None:
    total = math.fsum(weight for weight, _ in pairs)
    return math.fsum(weight * value for weight, value in pairs) / total if total else None


# --- countries in order for one firm: the same data, the same rank ----------------------------------------------


ENOUGH = 0.5  # part of what a firm leans on of which something must be known before a country is ranked
ALIKE = 9  # decimals by which two countries have the same points: less is the rounding of a sum
OUTSTANDING = 2  # components named in the reason of a place
AS_UNION = "as the EU"
Points = tuple[float | None, dict[str, float | None], float]
"""Points of a country, by component, and how much of the firm's weight is known."""


def points_of(components: Sequence[results.ComponentReadiness], mediation: results.Mediation) -> Points:
    """Return the points of a country, 0..100, by component, and how much of the firm's weight is known.

    points = 100 sum(weight x market) / sum(weight), over the components of which something is known.
    """
    markets = {one.id: market for one, market in _marketed(components, mediation)}
    total = sum(one.weight for one in components)
    known = sum(one.weight for one in components if markets[one.id] is not None)
    if not total or known < ENOUGH * total:
        return None, {one.id: None for one in components}, known / total if total else 0.0
    parts: dict[str, float | None] = {}
    for one in components:
        market = markets[one.id]
        parts[one.id] = None if market is None else 100 * one.weight * market / known
    return sum(part for part in parts.values() if part is not None), parts, known / total


def _marketed(
    components: Sequence[results.ComponentReadiness], mediation: results.Mediation
) -> list[tuple[results.ComponentReadiness, float | None]]:
    """Return each component with where the country stands in it, by its own figures or by fate."""
    return [(one, one.market if mediation == "country" else as_fate(one)) for one in components]


def ranked(
    markets: Sequence[tuple[str, str, tuple[results.ComponentReadiness, ...]]], mediation: results.Mediation
) -> tuple[results.MarketRank, ...]:
    """Rank countries, given by code, name and components; those with the same points share a rank and stand by name.

    Where technology is taken as fate the reference beside each place is still that of fate, so the two agree.
    """
    scored = {code: points_of(parts, mediation) for code, _, parts in markets}
    fate = {code: points_of(parts, "none")[0] for code, _, parts in markets}
    places, fated = places_of({code: one[0] for code, one in scored.items()}), places_of(fate)
    order = sorted(markets, key=lambda one: (places[one[0]] is None, places[one[0]] or 0, one[1]))
    why = {code: _reasons(parts, mediation, scored[code]) for code, _, parts in markets}
    return tuple(
        results.MarketRank(places[code], code, name, *scored[code], *why[code], fated[code], fate[code])
        for code, name, _ in order
    )


def places_of(points: dict[str, float | None]) -> dict[str, int | None]:
    """Return the rank of each, 1 + how many have more points; None where there are none."""
    rounded = {code: None if value is None else round(value, ALIKE) for code, value in points.items()}
    known = [one for one in rounded.values() if one is not None]
    return {code: None if one is None else 1 + sum(other > one for other in known) for code, one in rounded.items()}


def _reasons(
    components: Sequence[results.ComponentReadiness], mediation: results.Mediation, scored: Points
) -> tuple[str, str]:
    """Return what lifts and what lowers a country most, by weight, with figures; and the first of it in few words."""
    missing = ", ".join(one.name.lower() for one, part in _marketed(components, mediation) if part is None)
    if scored[0] is None:
        return f"not known: {missing}", "not known"
    apart = sorted(
        ((one.weight * (part - 0.5), one) for one, part in _marketed(components, mediation) if part is not None),
        key=lambda pair: (-abs(pair[0]), pair[1].id),
    )
    told = [_said(one, gain, mediation) for gain, one in apart[:OUTSTANDING] if gain]
    whole = [f"{said}, {what}" for said, what in told] + [f"{missing}: not known"] * bool(missing)
    return ". ".join(whole) or AS_UNION, told[0][0] if told else AS_UNION


def _said(one: results.ComponentReadiness, gain: float, mediation: results.Mediation) -> tuple[str, str]:
    """Return a component with the figure that moves it most in the direction told, or with what is shared.

    First in few words, then what the figure counts.
    """
    sign, name = "+" if gain > 0 else "-", one.name.lower()
    held = [figure for figure in one.figures if figure.value is not None and figure.union is not None]
    if held and mediation == "country":
        figure = max(held, key=lambda figure: figure.weight * beyond_union(figure) * gain)
        return f"{sign} {name} {figure.value:.0%} (EU {figure.union:.0%})", f"firms that {figure.says}, {figure.year}"
    told = [
        results.TIES[tie.name, tie.shared] for tie in one.ties if tie.shared is not None and tie.shared == (gain > 0)
    ]
    return f"{sign} {', '.join(told)}", name
