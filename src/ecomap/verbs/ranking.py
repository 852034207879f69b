"""Which digital trends will reach a business, by which route, how soon, and what to do first."""

import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.businesses import Businesses, Ints
from ecomap.engine.likelihood import logistic
from ecomap.engine.priority import ACTION_OF_RULE, Standing, first_places
from ecomap.engine.propagation import Array
from ecomap.model.compiled import AnyMap, CompiledMap
from ecomap.results.labels import PROGRAM, BusinessLabel, MapLabel, OwnWord
from ecomap.results.ranking import Method, Ranking, View, Warning
from ecomap.verbs.arrays import compiled_map, place_known
from ecomap.verbs.rows import RowMaker, decided, list_order, present, shown_places, whole_points
from ecomap.verbs.standings import Evaluated, evaluated, find_standings, scored

if TYPE_CHECKING:
    from ecomap.model import Business, Settings

AT_A_TIME = 1024
"""Businesses that are worked out together: their numbers stay in the processor's own memory."""


def rank_trends(
    ecosystem: AnyMap,
    business: "Business",
    settings: "Settings | None" = None,
    *,
    view: View = "all",
    method: Method = "walks",
    top: int | None = None,
    pathways: bool = False,
    draws: int = 0,
    seed: int = 0,
    sha256: str = "",
) -> Ranking:
    """Rank the trends of a map for one business.

    Parameters
    ----------
    view
        Which opportunities are shown: ``all``, ``cross`` those in which other sectors are ahead of the business's own,
        ``own`` the others. Ranks and actions are those among all; threats are never left out.
    method
        ``walks`` counts every walk; ``neighbours`` the own sectors and those one step away; ``strongest`` each
        foreign sector by its single heaviest pathway.
    top
        Rows of each list; all if left out. The rows are the same, fewer of them are made.
    pathways
        Also find the heaviest pathways of each row, which takes most of the time; else all is in the remainder.
    draws, seed
        How often every estimate is drawn again within its evidence; 0: no certainty. Only ``walks`` are drawn.
    sha256
        Fingerprint of the map's files, for the record.

    Returns
    -------
    Ranking
        Every row's log-odds parts sum to the logit of its likelihood; its pathways and remainder to own sector +
        direct + indirect; its priority and lost points to 100.

    Raises
    ------
    ConvergenceError
        The couplings amplify each other without limit.
    """
    compiled, settings = compiled_map(ecosystem), settings or default_settings()
    numbers = find_standings(compiled, business, settings, method)
    maker = RowMaker(compiled, numbers, pathways=pathways)
    if draws:
        from ecomap.verbs.certainty import sample  # random numbers cost a tenth of a start

        maker.draws = sample(numbers, draws, seed)
    lists = scored(numbers.found, view, threats=False), scored(numbers.found, view, threats=True)
    opportunities, threats = maker.rows(*lists, top=top)
    in_all = [len(shown_places(found, list_order(found))) for found in lists]
    return Ranking(
        **answer_labels(compiled, settings, sha256),
        business=business_label(business, numbers.readiness),
        view=view,
        method=method,
        opportunities=opportunities,
        threats=threats,
        adopted=business.adopted,
        opportunities_in_all=in_all[0],
        threats_in_all=in_all[1],
        draws=draws,
        seed=seed,
        warnings=tuple(_warnings(business, compiled)),
    )


@cache
def default_settings() -> "Settings":
    """Return the documented settings."""
    from ecomap.model import Settings

    return Settings()


def answer_labels(compiled: CompiledMap, settings: "Settings", sha256: str) -> dict[str, Any]:
    """Return what every answer says of program, map, settings and years, and the short names of all sectors."""
    now = present(compiled)
    return {
        "program": PROGRAM,
        "map": MapLabel(compiled.id, compiled.version, sha256),
        "settings": settings.model_dump(),
        "today": math.floor(now),
        "horizon": math.floor(now + settings.horizon),
        "sector_names": {sector.id: sector.short for sector in compiled.sectors},
    }


def business_label(business: "Business", readiness: float) -> BusinessLabel:
    """Return the business as it was understood."""
    total = math.fsum(business.sectors.values())
    rest = 1 - math.fsum(business.dependences.values())
    return BusinessLabel(
        business.id,
        business.name,
        sectors={sector: weight / total * rest for sector, weight in business.sectors.items()},
        depends_on=dict(business.dependences),
        country=business.country,
        employees=business.employees,
        readiness=readiness,
        own_words=tuple(_own_words(business)),
    )


def _own_words(business: "Business") -> Iterator[OwnWord]:
    for item in business.influences:
        if item.trend is not None:
            yield OwnWord("peers", (item.trend,), item.share, item.reason)
        elif item.sector is not None:
            yield OwnWord("exposure", (item.sector,), item.share, item.reason)
    for own in business.own_activities:
        yield OwnWord("profile", (own.id,), own.share, own.reason)
        for trend, share in sorted(own.served_by.items()):
            yield OwnWord("service", (trend, own.id), share, own.reason)


def _warnings(business: "Business", compiled: CompiledMap) -> Iterator[Warning]:
    if business.country is None and business.employees is None:
        yield Warning("no-place", "Nothing said of country and people at work: as firms of ten or more in the EU.")
    elif business.country is None:
        yield Warning("no-country", "Nothing said of the country: taken as the EU as a whole.")
    elif business.employees is None:
        yield Warning("no-size", "Nothing said of people at work: taken as a firm of ten or more.")
    if business.country and not place_known(business.country, compiled.arrays):
        yield Warning("country-unknown", f"No figures of {business.country}: taken as the EU as a whole.")
    if not business.goals:
        yield Warning("no-goals", "No goals given: every trend counts as serving them fully.")
    if business.resources.budget_eur is None and business.resources.hours_per_week is None and not business.skills:
        yield Warning("no-means", "Nothing said of budget, hours or skills: they count as sufficient.")
    if business.maturity is None:
        yield Warning("no-maturity", "Nothing said of digital maturity: taken as its sectors' own.")


# --- many businesses ------------------------------------------------------------------------------------------


class FirstTrends(NamedTuple):
    """The first trends of each business; shape (business, rank), -1 and NaN where the list is shorter."""

    trend: NDArray[np.int32]
    """Place among the map's trends."""
    score: Array
    likelihood: Array
    priority: NDArray[np.int32]
    """Points, 0..100."""
    action: NDArray[np.int8]
    """Place in `ecomap.engine.priority.ACTIONS`."""
    rank: NDArray[np.int32]
    """From 1, among all opportunities or threats, whatever the view shows."""

    def take(self, rows: Ints) -> "FirstTrends":
        """Return some of the businesses, in the order of ``rows``."""
        taken: list[Any] = [column[rows] for column in self]
        return FirstTrends(*taken)


def joined(parts: Sequence[FirstTrends]) -> FirstTrends:
    """Return the businesses of all parts one after the other."""
    return FirstTrends(*map(np.concatenate, zip(*parts, strict=True)))


def rank_block(
    ecosystem: AnyMap,
    businesses: Businesses,
    settings: "Settings | None" = None,
    *,
    view: View = "all",
    top: int = 5,
    threats: int = 0,
) -> tuple[FirstTrends, FirstTrends]:
    """Rank the trends of a map for many businesses: the numbers of `rank_trends`, made by the same functions.

    Parameters
    ----------
    businesses
        Arrays over the axes of ``ecosystem.arrays``; `ecomap.verbs.arrays.business_arrays` makes them of businesses.
    top, threats
        How many opportunities and threats of each business.

    Returns
    -------
    tuple[FirstTrends, FirstTrends]
        Opportunities and threats. A row does not depend on the rows beside it, to the last bit.

    Raises
    ------
    ConvergenceError
        The couplings amplify each other without limit.
    """
    axes, settings = compiled_map(ecosystem).arrays, settings or default_settings()
    top, threats = min(top, len(axes.trends)), min(threats, len(axes.trends))
    pairs = [(nothing(0, top), nothing(0, threats))]
    for start in range(0, len(businesses), AT_A_TIME):
        found = evaluated(axes, businesses.take(slice(start, start + AT_A_TIME)), settings)
        pairs.append((first_trends(found, view, top), first_trends(found, view, threats, threats=True)))
    opportunities, others = zip(*pairs, strict=True)
    return joined(opportunities), joined(others)


def nothing(count: int, top: int) -> FirstTrends:
    """Return empty lists for so many businesses."""
    whole, numbers = np.full((count, top), -1), np.full((count, top), np.nan)
    places = whole.astype(np.int32)
    return FirstTrends(places, numbers, numbers, places, whole.astype(np.int8), places)


def first_trends(found: Evaluated, view: View, top: int, *, threats: bool = False) -> FirstTrends:
    """Return the first trends of every business that has been worked out."""
    if not top:
        return nothing(len(found.businesses), top)
    ranked = scored(found, view, threats=threats)
    keys = ranked.keys if ranked.shown is None else np.where(ranked.shown, ranked.keys, -1)
    order = first_places(keys, top)
    at, there = np.maximum(order, 0), order >= 0

    def of(numbers: Array) -> Array:
        return np.take_along_axis(numbers, at, axis=1)

    rank = np.broadcast_to(np.arange(1, top + 1), at.shape)
    if ranked.shown is not None:  # among all of the list
        own = np.take_along_axis(ranked.keys, at, axis=1)
        rank = np.stack([(ranked.keys >= own[:, place, None]).sum(axis=1) for place in range(top)], axis=1)
    standing = Standing(
        rank <= found.settings.act_rank, rank <= found.settings.pilot_rank, of(ranked.influence),
        logistic(of(found.odds.z) - found.terms.pace[at]), of(found.touch), np.exp(of(found.log_means)),
        found.axes.emerging[at],
    )  # fmt: skip
    rules = decided(standing, found.settings, threats=threats)
    score = of(ranked.score)
    logs = tuple(of(log) for log in ranked.logs)
    points = whole_points(score, logs, found.settings)[0]
    return FirstTrends(
        trend=order.astype(np.int32),
        score=np.where(there, score, np.nan),
        likelihood=np.where(there, of(found.likelihood), np.nan),
        priority=np.where(there, points, -1).astype(np.int32),
        action=np.where(there, ACTION_OF_RULE[rules], -1).astype(np.int8),
        rank=np.where(there, rank, -1).astype(np.int32),
    )
