"""Pictures of rows: the ranking as bars, one row as a waterfall, shares as they grow, pathways as a map."""

import math
from collections.abc import Iterable, Mapping, Sequence

from ecomap.render.explanation import STEPS, adding_up
from ecomap.render.pictures import Bar, Bars, Curve, Curves, Node, Route, Waterfall, Web
from ecomap.results.explanation import WaterfallStep
from ecomap.results.labels import BusinessLabel
from ecomap.results.languages import Catalogue
from ecomap.results.ranking import Pathway, RankedTrend

SECTORS_SHOWN = 9  # sectors around on a map of pathways; of those with less in them the names would cover each other
CENTRE = "."  # the business on a map of pathways; no sector and no trend can be called so
FULL = 50  # points of the largest node: hardly a trend has more
ON_THE_WAY = ("sector", "trait", "activity", "trend")  # kinds of what a pathway passes
WEB_LEGEND = (
    "Round: the business, its own sectors and trends; square: other sectors. A broken line speaks against the trend."
)
WEB_KEYS = "Point at a node, or go to it by the tab key, to see its pathways alone."


def trend_name(row: RankedTrend, words: Catalogue) -> str:
    """Return what a trend is called in a language."""
    return words.name("trend", row.trend.id, row.trend.name)


def way_in_words(way: Pathway, words: Catalogue) -> tuple[str, str]:
    """Return a pathway in words, and their language where it is not the page's; what has no name there is English."""
    named = [next(filter(None, (words.name(kind, node, "") for kind in ON_THE_WAY)), "") for node in way.nodes[1:]]
    if not words.english_parts or not all(named):
        return way.text, words.english_parts
    share = way.text.partition("(")[2].partition(")")[0]
    share = share if share[:1].isdigit() or not share else words.say(share)
    if way.kind == "judged":
        told = named[-1]
    elif way.kind == "technology" and len(named) == 1:
        told = words.say("how far {sector} is with similar technology, as counted", sector=named[0])
    elif way.kind == "coupling":
        told = words.say("{sector} ({share}), around the sector {own}", sector=named[0], share=share, own=named[-1])
    else:
        alike = "{sector} ({share}), alike in this ({feature})"
        told = words.say(alike, sector=named[0], share=share, feature=named[-1])
    side = words.say("speaks for it" if way.push > 0 else "speaks against it")
    return words.say("{way}: {side}", way=f"{told[:1].upper()}{told[1:]}", side=side), ""


def ranking_bars(title: str, rows: Sequence[RankedTrend], words: Catalogue, *, threats: bool = False) -> Bars:
    """Return rows as bars of points with the interval that holds nine in ten estimates."""
    bars = [
        Bar(f"{row.rank}  {trend_name(row, words)}", row.priority, f"{row.priority} {words.say(row.action.name)}",
            row.priority_low, row.priority_high, against=threats)
        for row in rows
    ]  # fmt: skip
    return Bars(title, bars, words.say("Points, 0 to 100; the thin line holds nine in ten estimates."))


def row_waterfall(title: str, row: RankedTrend, steps: Sequence[WaterfallStep], words: Catalogue) -> Waterfall:
    """Return how the influence of a row comes about; what is printed adds up."""
    printed = adding_up([step.points for step in steps], row.influence, 1)
    parts = [
        Bar(words.say(STEPS[step.name]), step.points, f"{'+' if value >= 0 else ''}{words.number(value, 1)}")
        for step, value in zip(steps, printed, strict=True)
    ]
    total = Bar(words.say("influence"), row.influence, words.number(row.influence, 1))
    legend = words.say("Points: share of such firms at the end, times how much of this firm it touches.")
    return Waterfall(title, parts, total, legend)


def arrival_curves(title: str, rows: Iterable[RankedTrend], years: tuple[int, int], words: Catalogue) -> Curves:
    """Return the shares of rows from today to the horizon."""
    curves = [
        Curve(trend_name(row, words), (row.likelihood_today, row.likelihood), (row.likelihood_low, row.horizon_low),
              (row.likelihood_high, row.horizon_high),
              f"{row.likelihood_today:.0%} → {row.likelihood:.0%} ({row.horizon_low:.0%}-{row.horizon_high:.0%})")
        for row in rows
    ]  # fmt: skip
    legend = words.say("Share of firms like this one; the band holds nine in ten estimates.")
    return Curves(title, years, curves, legend)


def pathway_web(
    business: BusinessLabel, rows: Sequence[RankedTrend], sectors: Mapping[str, str], words: Catalogue, *,
    linked: bool = False,
) -> Web:  # fmt: skip
    """Return the pathways of rows as a map; a feature of the business itself counts as the business.

    ``sectors`` are short names by id; a node that is ``linked`` leads to what the page says of it.
    """
    own = own_in_order(business)
    heaviest = max((abs(way.points) for row in rows for way in row.pathways), default=1.0) or 1.0
    met: dict[str, float] = {}
    merged: dict[tuple[str, ...], list[Pathway]] = {}
    for row in rows:
        for way in row.pathways:
            passed = [node for node in way.nodes[1:] if node in sectors]
            for sector in passed:
                met[sector] = met.get(sector, 0.0) + abs(way.points)
            merged.setdefault((way.nodes[0], *passed, CENTRE), []).append(way)
    around = sorted((name for name in met if name not in own), key=lambda name: (-met[name], name))[:SECTORS_SHOWN]
    most = max(met.values(), default=1.0) or 1.0
    nodes = [Node(CENTRE, business.name, 0, 1.0, own=True, href="#answer" if linked else "")]
    for sector in (*own, *around):
        name = words.name("sector", sector, sectors.get(sector, sector))
        place = f"#sector-{sector}" if linked else ""
        nodes.append(Node(sector, name, 1, met.get(sector, 0.0) / most, own=sector in own, href=place))
    for row in rows:
        place = f"#row-{row.trend.id}" if linked else ""
        nodes.append(Node(row.trend.id, trend_name(row, words), 2, row.priority / FULL, href=place))
    known = {node.id for node in nodes}
    routes = []
    for ends, ways in merged.items():
        if known.issuperset(ends):
            told = "; ".join(way_in_words(way, words)[0] for way in ways)
            routes.append(Route(ends, math.fsum(way.points for way in ways) / heaviest, told))
    legend = words.say(WEB_LEGEND) + (f" {words.say(WEB_KEYS)}" if linked else "")
    return Web(words.say("Pathways to {name}", name=business.name), nodes, routes, legend)


def own_in_order(business: BusinessLabel) -> list[str]:
    """Return the sectors that a business lives from, the largest first."""
    shares = {**business.sectors, **business.depends_on}
    return sorted(shares, key=lambda sector: (-shares[sector], sector))
