"""Which digital trends will reach a business, by which route, how soon, and what to do first."""

import math
from collections.abc import Iterator

from ecomap.graph import business_node, with_business
from ecomap.model import Business, EcosystemMap, Settings
from ecomap.results.ranking import BusinessLabel, MapLabel, Method, OwnWord, ProgramLabel, Ranking, View, Warning
from ecomap.verbs import scoring
from ecomap.verbs.arrays import BusinessArrays
from ecomap.verbs.rows import RowMaker
from ecomap.verbs.standings import find_standings
from ecomap.version import VERSION


def rank_trends(
    ecosystem: EcosystemMap,
    business: Business,
    settings: Settings | None = None,
    *,
    view: View = "cross",
    method: Method = "walks",
    top: int | None = None,
    draws: int = 0,
    seed: int = 0,
    sha256: str = "",
) -> Ranking:
    """Rank the trends of a map for one business.

    Parameters
    ----------
    ecosystem
        A checked map.
    business
        Sectors named by their ids.
    settings
        The method's numbers; the documented defaults if left out.
    view
        Which opportunities: ``cross`` those in which other sectors are ahead of the business's own, ``own``
        the others, ``all`` both. Threats are never left out.
    method
        ``walks`` counts every walk; ``neighbours`` the own sectors and those one step away; ``strongest`` each
        foreign sector by its single heaviest pathway.
    top
        Rows of each list; all if left out. The rows are the same, fewer of them are made.
    draws, seed
        How often every estimate is drawn again within its evidence, and the seed; 0 draws: no certainty.
        Only the method ``walks`` is drawn.
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
    settings = settings or Settings()
    graph = with_business(ecosystem, business)
    standings = find_standings(graph, ecosystem, business, settings, method)
    maker = RowMaker(ecosystem, settings, standings)
    if draws:
        from ecomap.verbs.certainty import sample  # random numbers cost a tenth of a start

        maker.sampled = sample(graph, business_node(business), standings, settings, draws, seed)
    lists = scoring.opportunities(standings, business, settings, view), scoring.threats(standings, business, settings)
    opportunities, threats = (maker.rows(scored, only=scored.order[:top]) for scored in lists)
    return Ranking(
        program=ProgramLabel("ecomap", VERSION),
        map=MapLabel(ecosystem.id, ecosystem.version, sha256),
        business=business_label(business, standings.business),
        settings=settings.model_dump(),
        view=view,
        method=method,
        today=math.floor(maker.now),
        horizon=math.floor(maker.now + settings.horizon),
        opportunities=opportunities,
        threats=threats,
        adopted=business.adopted,
        opportunities_in_all=len(lists[0].order),
        threats_in_all=len(lists[1].order),
        draws=draws,
        seed=seed,
        warnings=tuple(_warnings(business)),
        sector_names={sector.id: sector.short for sector in ecosystem.sectors},
    )


def business_label(business: Business, numbers: BusinessArrays) -> BusinessLabel:
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
        readiness=numbers.readiness,
        own_words=tuple(_own_words(business)),
    )


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


def _warnings(business: Business) -> list[Warning]:
    found = []
    if not business.goals:
        found.append(Warning("no-goals", "No goals given: every trend counts as serving them fully."))
    if business.resources.budget_eur is None and business.resources.hours_per_week is None and not business.skills:
        found.append(Warning("no-means", "Nothing said of budget, hours or skills: they count as sufficient."))
    if business.maturity is None:
        found.append(Warning("no-maturity", "Nothing said of digital maturity: taken as its sectors' own."))
    if business.country is not None or business.employees is not None:
        found.append(Warning("unused", "Country and size are kept, but do not move the numbers yet."))
    return found
