"""Readiness to sell across borders by component: of a firm, of firms like it, of a country by published figures."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ecomap.model.countries import EU
from ecomap.record import record
from ecomap.results.globalise import ComponentReadiness, CountryFigure, SharedTie, Standing, TrendUse
from ecomap.verbs.arrays import log_odds

if TYPE_CHECKING:
    from ecomap.io.statistics import Question, Statistics
    from ecomap.model.compiled_book import MapMarket
    from ecomap.model.context import Component, Sign
    from ecomap.verbs.rows import RowMaker

UNION_AREA, SIZE = "EU27_2020", "GE10"
"""The reference of every figure, and the size class of the surveys: ten or more persons employed."""
LEVEL = 0.1
"""Within so much, by weight of what is used, a firm is level with firms like it: one small trend of a component."""


@record
class Figures:
    """The published figures of countries that signs ask for."""

    by_place: Mapping[tuple[str, str], Mapping[int, float]]
    """Question and area -> year -> share, 0..1."""
    questions: "Mapping[str, Question]"

    def of(self, sign: "Sign", country: str) -> CountryFigure:
        """Return the newest figure of a country that has one of the EU of the same year beside it."""
        there = self.by_place.get((sign.question, country), {})
        union = self.by_place.get((sign.question, UNION_AREA), {})
        year = max((year for year in there if year in union), default=None)
        if year is None:
            return CountryFigure(sign.question, sign.says, None, None, None, "", sign.weight)
        asked = self.questions[sign.question]
        source = f"{asked.publisher}, {asked.dataset}, {asked.indicator}"
        return CountryFigure(sign.question, sign.says, there[year], union[year], year, source, sign.weight)


def figures_of(components: "Iterable[Component]", statistics: "Statistics") -> Figures:
    """Pick the totals of countries that the signs of components ask for out of all figures."""
    questions = statistics.questions
    asked = {sign.question for component in components for sign in component.signs if sign.question in questions}
    found: dict[tuple[str, str], dict[int, float]] = {}
    for one in statistics.observations:
        if one.question in asked and one.classification == "total" and one.size == SIZE and one.value:
            found.setdefault((one.question, one.area), {})[int(one.year)] = float(one.value) / 100
    return Figures(found, questions)


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


def ready(
    components: "Sequence[Component]", maker: "RowMaker", figures: Figures, pair: Pair
) -> tuple[ComponentReadiness, ...]:
    """Return each component of a firm and of the country that it sells to."""
    return tuple(_component(component, maker, figures, pair) for component in components)


def _component(component: "Component", maker: "RowMaker", figures: Figures, pair: Pair) -> ComponentReadiness:
    uses, weight = _uses(component, maker)
    said = any(use.in_use for use in uses)  # who names nothing of it has not said that it uses nothing
    own = _mean([(use.weight, float(use.in_use)) for use in uses]) if said else None
    peers = _mean([(use.weight, use.share) for use in uses])
    held = tuple(figures.of(sign, pair.country) for sign in component.signs)
    ties = tuple(SharedTie(name, pair.share(name), share) for name, share in component.ties.items())
    skills = maker.numbers.business.skills
    short = {name: least - skills[name] for name, least in component.skills.items() if skills.get(name, least) < least}
    return ComponentReadiness(
        component.id, component.name, own, peers, standing_of(own, peers), uses, short, weight,
        _market(held, ties), held, ties,
    )  # fmt: skip


def _uses(component: "Component", maker: "RowMaker") -> tuple[tuple[TrendUse, ...], float]:
    """Return the trends of a component that concern the firm, and how much it leans on the component."""
    found, axes = maker.found, maker.axes
    places = [axes.trend_index[name] for name in component.trends]
    bases = maker.figures(np.array(places, dtype=np.intp))
    uses, leans = [], []
    for (name, weight), i, basis in zip(component.trends.items(), places, bases, strict=True):
        if found.concerned[0, i] or found.in_use[0, i]:
            used = bool(found.in_use[0, i])
            uses.append(TrendUse(name, used, float(found.today[0, i]), basis.year, weight))
            leans.append((weight, 1.0 if used else float(found.likelihood[0, i])))
    return tuple(uses), _mean(leans) or 0.0


def standing_of(own: float | None, peers: float | None) -> Standing:
    """Return where a firm stands beside firms like it."""
    if own is None or peers is None:
        return "not known"
    if abs(own - peers) <= LEVEL:
        return "level"
    return "ahead" if own > peers else "behind"


def _market(figures: Sequence[CountryFigure], ties: Sequence[SharedTie]) -> float | None:
    """Return where a country stands: its figures against the EU's, 0.5 as there; or the part of the ties it shares."""
    known = [figure for figure in figures if figure.value is not None]
    mean = _mean([(figure.weight, beyond_union(figure)) for figure in known])
    if mean is not None:
        return 1 / (1 + math.exp(-mean))
    if any(tie.shared is None for tie in ties):
        return None
    return _mean([(tie.weight, float(bool(tie.shared))) for tie in ties])


def beyond_union(figure: CountryFigure) -> float:
    """Return how far a country is ahead of the EU, in log-odds; 0 where nothing is held."""
    if figure.value is None or figure.union is None:
        return 0.0
    return log_odds(figure.value) - log_odds(figure.union)


def as_fate(component: ComponentReadiness) -> float | None:
    """Return where a country would stand if technology were alike everywhere: as the EU, but for its ties."""
    known = any(figure.value is not None for figure in component.figures)
    return 0.5 if known else component.market


def _mean(pairs: Sequence[tuple[float, float]]) -> float | None:
    total = math.fsum(weight for weight, _ in pairs)
    return math.fsum(weight * value for weight, value in pairs) / total if total else None
