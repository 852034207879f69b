"""Countries in order for one firm: components by how much it leans on them; the same data, the same rank."""

from collections.abc import Sequence

from ecomap.results.globalise import TIES, ComponentReadiness, MarketRank, Mediation
from ecomap.verbs.readiness import as_fate, beyond_union

ENOUGH = 0.5
"""Part of what a firm leans on of which something must be known before a country is ranked."""
ALIKE = 9
"""Decimals by which two countries have the same points: less is the rounding of a sum."""
OUTSTANDING = 2
"""Components named in the reason of a place."""


AS_UNION = "as the EU"
Points = tuple[float | None, dict[str, float | None], float]
"""Points of a country, by component, and how much of the firm's weight is known."""


def points_of(components: Sequence[ComponentReadiness], mediation: Mediation) -> Points:
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
    components: Sequence[ComponentReadiness], mediation: Mediation
) -> list[tuple[ComponentReadiness, float | None]]:
    """Return each component with where the country stands in it, by its own figures or by fate."""
    return [(one, one.market if mediation == "country" else as_fate(one)) for one in components]


def ranked(
    markets: Sequence[tuple[str, str, tuple[ComponentReadiness, ...]]], mediation: Mediation
) -> tuple[MarketRank, ...]:
    """Rank countries, given by code, name and components; those with the same points share a rank and stand by name.

    Where technology is taken as fate the reference beside each place is still that of fate, so the two agree.
    """
    scored = {code: points_of(parts, mediation) for code, _, parts in markets}
    fate = {code: points_of(parts, "none")[0] for code, _, parts in markets}
    places, fated = places_of({code: one[0] for code, one in scored.items()}), places_of(fate)
    order = sorted(markets, key=lambda one: (places[one[0]] is None, places[one[0]] or 0, one[1]))
    return tuple(
        MarketRank(
            places[code], code, name, *scored[code], *_reasons(parts, mediation, scored[code]), fated[code], fate[code]
        )
        for code, name, parts in order
    )


def places_of(points: dict[str, float | None]) -> dict[str, int | None]:
    """Return the rank of each, 1 + how many have more points; None where there are none."""
    rounded = {code: None if value is None else round(value, ALIKE) for code, value in points.items()}
    known = [value for value in rounded.values() if value is not None]
    return {
        code: None if value is None else 1 + sum(other > value for other in known) for code, value in rounded.items()
    }


def _reasons(components: Sequence[ComponentReadiness], mediation: Mediation, scored: Points) -> tuple[str, str]:
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


def _said(one: ComponentReadiness, gain: float, mediation: Mediation) -> tuple[str, str]:
    """Return a component with the figure that moves it most in the direction told, or with what is shared.

    First in few words, then what the figure counts.
    """
    sign, name = "+" if gain > 0 else "-", one.name.lower()
    held = [figure for figure in one.figures if figure.value is not None and figure.union is not None]
    if held and mediation == "country":
        figure = max(held, key=lambda figure: figure.weight * beyond_union(figure) * gain)
        return f"{sign} {name} {figure.value:.0%} (EU {figure.union:.0%})", f"firms that {figure.says}, {figure.year}"
    told = [TIES[tie.name, tie.shared] for tie in one.ties if tie.shared is not None and tie.shared == (gain > 0)]
    return f"{sign} {', '.join(told)}", name
