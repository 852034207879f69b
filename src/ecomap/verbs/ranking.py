"""Which digital trends will reach a business, by which route, how soon, and what to do first."""

import math
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.actions import ACT, ACTION_OF_RULE, WATCH
from ecomap.engine.businesses import Ints
from ecomap.engine.likelihood import logistic
from ecomap.engine.priority import first_places
from ecomap.engine.propagation import Array
from ecomap.firms import SIZE, as_named
from ecomap.model import Business, Settings
from ecomap.model.compiled import AnyMap, CompiledMap, moment
from ecomap.record import copied
from ecomap.results.answer import Answer
from ecomap.results.labels import PROGRAM, BusinessLabel, MapLabel, OwnWord
from ecomap.results.ranking import Method, Ranking, View, Warning
from ecomap.verbs.arrays import compiled_map, place_known
from ecomap.verbs.duties import duties_of
from ecomap.verbs.rows import RowMaker, whole_points
from ecomap.verbs.standings import Evaluated, Scored, Standings, decided, factors_of, find_standings, scored

MIDDLE = 15  # day of the month that a map speaks of as today


def rank_trends(
    ecosystem: AnyMap,
    business: Business,
    settings: Settings | None = None,
    *,
    view: View = "all",
    method: Method = "walks",
    top: int | None = None,
    pathways: bool = False,
    as_of: date | None = None,
    sha256: str = "",
) -> Ranking:
    """Rank the trends of a map for one business.

    Parameters
    ----------
    view
        Which opportunities are shown: ``all``, ``new`` what fewer than 16 % of firms like it use, ``catch-up`` what
        over half do, ``cross`` where the sectors around are further along than its own with a chance of at least .8.
        Ranks and actions are those among all; threats are never left out.
    method
        ``walks`` counts every walk; ``neighbours`` the own sectors and those one step away; ``strongest`` each
        foreign sector by its single heaviest pathway.
    top
        Rows of each list; all if left out. The rows are the same, fewer of them are made.
    pathways
        Also find the heaviest pathways of each row, which takes most of the time; else all is in the remainder.
    as_of
        Day for which the law is asked; left out: the 15th of the month of the map's version.
    sha256
        Fingerprint of the map's files, for the record.

    Returns
    -------
    Ranking
        Every row's log-odds parts sum to the logit of its likelihood; its pathways and remainder to traits +
        technologies + activities + network; its priority and lost points to 100.

    Raises
    ------
    ConvergenceError
        The couplings amplify each other without limit.
    """
    compiled, settings = compiled_map(ecosystem), settings or default_settings()
    numbers, day = find_standings(compiled, business, settings, method), as_of or map_day(compiled)
    maker = RowMaker(compiled, numbers, pathways=pathways)
    lists = scored(numbers.found, view, threats=False), scored(numbers.found, view, threats=True)
    opportunities, threats = maker.rows(*lists, top=top)
    in_all = [int(np.count_nonzero(found.keys >= 0 if found.shown is None else found.shown & (found.keys >= 0)))
              for found in lists]  # fmt: skip
    return Ranking(
        **answer_labels(Ranking, compiled, sha256, business, settings),
        view=view,
        method=method,
        opportunities=opportunities,
        threats=threats,
        check=to_check(numbers, lists[0]),
        basics=missing_basics(numbers),
        duties=duties_of(compiled, business, day),
        as_of=day.isoformat(),
        adopted=business.adopted,
        rejected=business.rejected,
        opportunities_in_all=in_all[0],
        threats_in_all=in_all[1],
        warnings=tuple(_warnings(business, compiled, numbers)),
        profile=profile_of(business),
    )


def to_check(numbers: Standings, found: Scored) -> tuple[str, ...]:
    """Return what over half of the firms like it use and the owner has not mentioned, neither as in use nor as not yet:
    what is taken to be there, then what is listed, each in the order of points.
    """
    keys, trends, many = found.keys[0], numbers.axes.trends, numbers.found
    usual = ((keys >= 0) & (many.today[0] > numbers.settings.half)).nonzero()[0]
    there = (many.presumed[0] & ~many.in_use[0] & (found.score[0] > 0)).nonzero()[0]
    order = *there[(-found.score[0, there]).argsort(kind="stable")].tolist(), *usual[(-keys[usual]).argsort()].tolist()
    return tuple([trends[i] for i in order if trends[i] not in numbers.business.not_yet])


def missing_basics(numbers: Standings) -> tuple[str, ...]:
    """Return what every firm needs and the owner has not mentioned, by what it takes off the threats."""
    axes, found = numbers.axes, numbers.found
    stake = scored(found, threats=True).score[0]
    missing = (axes.basic & axes.opportunities & found.concerned[0] & ~found.in_use[0]).nonzero()[0]
    threat, guard = axes.guards
    much = np.where(axes.threats, stake, 0.0)[threat] * axes.protection[threat, guard]
    taken_off = np.bincount(guard, much, len(axes.trends))
    return tuple(axes.trends[i] for i in sorted(missing.tolist(), key=lambda i: (-float(taken_off[i]), i)))


@cache
def default_settings() -> Settings:
    """Return the documented settings."""
    return Settings()


def answer_labels(
    kind: type[Answer], compiled: CompiledMap, sha256: str, business: Business | None = None,
    settings: Settings | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Return what answers say of what they are answers of, as far as one of this kind has fields for it."""
    now, settings = moment(compiled.version), settings or default_settings()
    said = {
        "program": PROGRAM,
        "map": MapLabel(compiled.id, compiled.version, sha256),
        "business": None if business is None else business_label(business),
        "settings": settings.model_dump(),
        "today": math.floor(now),
        "horizon": math.floor(now + settings.horizon),
        "sector_names": dict(compiled.sector_names),
        "trend_names": dict(compiled.trend_names),
    }
    return {name: said[name] for name in kind.__match_args__ if name in said}  # type: ignore[attr-defined]


def business_label(business: Business) -> BusinessLabel:
    """Return the business as it was understood."""
    total = math.fsum(business.sectors.values())
    rest = 1 - math.fsum(business.dependences.values())
    named = math.fsum(business.kinds.values())
    return copied(
        BusinessLabel,
        business,
        sectors={sector: weight / total * rest for sector, weight in business.sectors.items()},
        depends_on=dict(business.dependences),
        traits=dict(business.traits),
        activities=dict(business.activities),
        kinds={kind: share / named for kind, share in business.kinds.items() if kind not in business.sectors},
        own_words=tuple(_own_words(business)),
    )


def profile_of(business: Business) -> dict[str, Any]:
    """Return what a business says, as in its file, without what it leaves out; overlays are the map's."""
    form: dict[str, Any] = as_named(business).model_dump(exclude_none=True)
    said = {name: value for name, value in form.items() if value not in ([], {}, ())}
    return {name: value for name, value in said.items() if name not in ("schema", "overlays")}


def _own_words(business: Business) -> Iterator[OwnWord]:
    for item in business.influences:
        if item.trend is not None:
            yield OwnWord("peers", (item.trend,), item.share, item.reason)
        elif item.sector is not None:
            yield OwnWord("exposure", (item.sector,), item.share, item.reason)
    for own in business.own_activities:
        yield OwnWord("profile", (own.id,), own.share, own.reason)
        for trend, share in sorted(own.served_by.items()):
            yield OwnWord("service", (trend, own.id), share, own.reason)


def map_day(compiled: CompiledMap) -> date:
    """Return the day that a map speaks of as today: the middle of the month of its version."""
    year, month = compiled.version.split(".")[:2]
    return date(int(year), int(month), MIDDLE)


def _warnings(business: Business, compiled: CompiledMap, numbers: Standings) -> Iterator[Warning]:
    if f"{SIZE}-{business.employees}" in business.by_kind:
        usual = f"taken as {business.employees}, as is usual for such firms"
        yield Warning("no-size", f"Nothing said of people at work: {usual}.")
    if business.country is None and business.employees is None:
        yield Warning("no-place", "Nothing said of country and people at work: as firms of ten or more in the EU.")
    elif business.country is None:
        yield Warning("no-country", "Nothing said of the country: taken as the EU as a whole.")
    elif business.employees is None:
        yield Warning("no-size", "Nothing said of people at work: taken as a firm of ten or more.")
    if business.country and not place_known(business.country, compiled.arrays):
        yield Warning("country-unknown", f"No figures of {business.country}: taken as the EU as a whole.")
    if business.country and compiled.duties and all(duty.place != business.country for duty in compiled.duties):
        yield Warning("law-unknown", f"The map holds no law of {business.country}: what it asks is not known.")
    if not business.goals:
        yield Warning("no-goals", "No goals given: points leave them out.")
    if business.resources.budget_eur is None and business.resources.hours_per_week is None and not business.skills:
        places = float(numbers.found.means.places[0])
        most = f"; at most {places:.0f} changes a year at this size"
        few = most if math.isfinite(places) else ""
        yield Warning("no-means", f"Nothing said of budget, hours or skills: they count as sufficient{few}.")


# --- many businesses ------------------------------------------------------------------------------------------


class FirstTrends(NamedTuple):
    """The first trends of each business; shape (business, rank), -1 and NaN where the list is shorter."""

    trend: NDArray[np.int32]  # place among the map's trends
    score: Array
    likelihood: Array
    priority: NDArray[np.int32]  # points, 0..100
    action: NDArray[np.int8]  # place in `ecomap.engine.actions.ACTIONS`
    rank: NDArray[np.int32]  # from 1, among all opportunities or threats, whatever the view shows

    def take(self, rows: Ints) -> "FirstTrends":
        """Return some of the businesses, in the order of ``rows``."""
        taken: list[Any] = [column[rows] for column in self]
        return FirstTrends(*taken)


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
    business = np.arange(len(at))[:, None]
    rank = np.broadcast_to(np.arange(1, top + 1), at.shape)
    if ranked.shown is not None:  # among all of the list
        own = ranked.keys[business, at]
        rank = np.stack([(ranked.keys >= own[:, place, None]).sum(axis=1) for place in range(top)], axis=1)
    score = ranked.score[business, at]
    if threats:
        action = np.where(100 * score >= found.settings.worth, ACT, WATCH)
    else:
        action = ACTION_OF_RULE[decided(found, ranked, at).rule]
    points = whole_points(score, factors_of(found, ranked, business, at))[0]
    likely = logistic(found.odds.horizon[found.kind[business], at])
    return FirstTrends(
        trend=order.astype(np.int32),
        score=np.where(there, score, np.nan),
        likelihood=np.where(there, likely, np.nan),
        priority=np.where(there, points, -1).astype(np.int32),
        action=np.where(there, action, -1).astype(np.int8),
        rank=np.where(there, rank, -1).astype(np.int32),
    )
