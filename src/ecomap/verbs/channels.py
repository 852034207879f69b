"""Where a business may hear of what it should watch: its own channels, then those of the map, the fittest first.

    fit = sum over trends worth watching of worth x named / sqrt(all that the channel names)

with named 1 where the channel names the trend, 0.5 where it names its area: one that speaks of everything is no better
than one that speaks of the thing. What is made for the own trade counts twice, in a firm of several by the part of it;
for others a third, and only by trends that it names: with these they may be further along. What is about another
country is left out.
"""

from collections.abc import Sequence
from math import sqrt
from typing import TYPE_CHECKING

from ecomap.model import AnyMap, Business
from ecomap.record import copied
from ecomap.results.logbook import Channel
from ecomap.results.watch import Channels, FollowedChannel, Watched
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.ranking import answer_labels
from ecomap.verbs.watching import suggest_watching

if TYPE_CHECKING:
    from ecomap.model.channels import Channel as MapChannel

BY_AREA, OWN_TRADE, OTHER_TRADE = 0.5, 2.0, 1 / 3
OF_INTEREST = 30  # trends that a channel is looked at for: what is worth less is not worth a channel


def find_channels(
    ecosystem: AnyMap,
    business: Business,
    *,
    own: Sequence[Channel] = (),
    trends: Sequence[str] = (),
    languages: Sequence[str] = (),
    top: int | None = None,
    sha256: str = "",
) -> Channels:
    """Find channels by the trends that are worth watching for a business.

    Parameters
    ----------
    own
        Channels of the business itself; they stand first.
    trends
        Only what speaks of one of these, by id.
    languages
        Only in one of these, as two small letters.
    """
    compiled = compiled_map(ecosystem)
    watched = [one for one in suggest_watching(compiled, business).trends if not trends or one.trend.id in trends]
    if not trends:
        watched = watched[:OF_INTEREST]
    rows = [_own(number, one, watched) for number, one in enumerate(own, 1) if not trends or {*one.trends} & {*trends}]
    fits = [(_fit(one, watched, business), one) for one in compiled.channels if _for(one, business, languages)]
    fits = sorted((pair for pair in fits if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].id))
    rows += [_of_map(number, fit, one, watched, business) for number, (fit, one) in enumerate(fits, len(rows) + 1)]
    labels = answer_labels(Channels, compiled, sha256, business)
    return Channels(**labels, channels=tuple(rows[:top]), channels_in_all=len(rows))


def _for(one: "MapChannel", business: Business, languages: Sequence[str]) -> bool:
    place = not one.countries or business.country is None or business.country.lower() in map(str.lower, one.countries)
    return place and (not languages or any(language in one.languages for language in languages))


def _fit(one: "MapChannel", watched: Sequence[Watched], business: Business) -> float:
    trade, by_area = _trade(one, business)
    total = sum(row.worth * _named(one, row, by_area) for row in watched)
    return trade * total / sqrt(len(one.trends) + len(one.areas))


def _trade(one: "MapChannel", business: Business) -> tuple[float, float]:
    """Return what a channel counts for a firm by whom it is made for, and what the area of a trend counts in it."""
    if not one.sectors:
        return 1.0, BY_AREA
    own = sum(business.sectors.get(sector, 0.0) for sector in one.sectors) / sum(business.sectors.values())
    return OTHER_TRADE + own * (OWN_TRADE - OTHER_TRADE), BY_AREA if own else 0.0


def _named(one: "MapChannel", row: Watched, by_area: float) -> float:
    return 1.0 if row.trend.id in one.trends else by_area if row.trend.area in one.areas else 0.0


def _of_map(
    rank: int, fit: float, one: "MapChannel", watched: Sequence[Watched], business: Business
) -> FollowedChannel:
    named = {row.rank: _named(one, row, _trade(one, business)[1]) for row in watched}
    good_for = sorted((row for row in watched if named[row.rank]), key=lambda row: (-named[row.rank], row.rank))
    trends = tuple(row.trend.id for row in good_for)
    return copied(FollowedChannel, one, rank=rank, feed=one.feed or "", trends=trends, origin="map", fit=fit)


def _own(rank: int, one: Channel, watched: Sequence[Watched]) -> FollowedChannel:
    ranks = {row.trend.id: row.rank for row in watched}
    trends = tuple(sorted(one.trends, key=lambda trend: (ranks.get(trend, len(ranks) + 1), trend)))
    return FollowedChannel(rank, "", one.name, "", "", one.url, "", (), "", "", trends, one.note, "own", 0.0)
