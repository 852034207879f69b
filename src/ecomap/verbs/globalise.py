"""What it takes one firm to sell in other countries, and which country comes first."""

from collections.abc import Sequence
from datetime import date

from ecomap.errors import MethodError
from ecomap.io.statistics import Statistics
from ecomap.model import AnyMap, Business, CompiledMap, Settings
from ecomap.model.countries import country_names
from ecomap.names import Names
from ecomap.results.globalise import ComponentReadiness, Globalisation, Market, MarketRank, Mediation
from ecomap.verbs import localisation
from ecomap.verbs.arrays import compiled_map, place_known
from ecomap.verbs.ranking import answer_labels, default_settings, map_day
from ecomap.verbs.readiness import Figures, Pair, points_of, ranked, ready
from ecomap.verbs.rows import RowMaker
from ecomap.verbs.standings import Standings, find_standings


def globalise(
    ecosystem: AnyMap,
    business: Business,
    to: Sequence[str] = (),
    settings: Settings | None = None,
    *,
    rank: bool = False,
    mediation: Mediation = "country",
    as_of: date | None = None,
    statistics: Statistics | None = None,
    sha256: str = "",
) -> Globalisation:
    """Say what it takes a firm to sell in countries, and rank all countries of a map for it.

    Parameters
    ----------
    to
        Countries, by code or name.
    rank
        Also rank all countries of the map but the firm's own.
    mediation
        ``country``: technology as each country shapes it, by its figures; ``none``: as fate, alike in all countries,
        which leaves only what two countries share.
    as_of
        Day for which the law is asked; left out: the 15th of the month of the map's version.
    statistics
        Published figures beside the map, from `load_statistics`; without them the figures of countries are not known.

    Returns
    -------
    Globalisation
        One market for each country asked for; what is not held is None or an empty text, and said to be not known.

    Raises
    ------
    UnknownNameError
        A country that nobody knows.
    MethodError
        Neither a country nor the ranking is asked for, of a firm that sells across borders, or a country is its own.
    """
    compiled = compiled_map(ecosystem)
    names = Names.of(compiled)
    codes = tuple(dict.fromkeys(code for text in to for code in names.countries(text)))
    firm = _Firm(compiled, business, settings or default_settings(), statistics or Statistics({}, ()))
    reach = localisation.reach_of(compiled, firm.practices, firm.numbers)
    _refuse(codes, business, firm.called(business.country or ""), asked=rank or not reach.abroad)
    day = as_of or map_day(compiled)
    return Globalisation(
        **answer_labels(Globalisation, compiled, sha256, business, firm.settings),
        as_of=day.isoformat(),
        home=firm.called(business.country or ""),
        mediation=mediation,
        reach=reach,
        markets=tuple(firm.market(code, mediation, day) for code in codes),
        ranking=firm.ranking(mediation) if rank else (),
        themes=localisation.themes_of(compiled, firm.practices, firm.numbers),
    )


def _refuse(codes: Sequence[str], business: Business, home: str, *, asked: bool) -> None:
    """Refuse the firm's own country, and no country where nothing else is ``asked``."""
    if not codes and not asked:
        raise MethodError('no country is named. Write to=["DE"], or rank=True to see which comes first.')
    if business.country in codes:
        message = f"{business.name} is in {home} already, so nothing changes there."
        raise MethodError(f"{message} Write another country, or ask which comes first.")


class _Firm:
    """One firm, and what is the same for every country that it may sell to."""

    def __init__(self, compiled: CompiledMap, business: Business, settings: Settings, statistics: Statistics) -> None:
        self.compiled, self.business, self.settings = compiled, business, settings
        self.numbers = find_standings(self.compiled, business, settings)
        self.maker = RowMaker(self.compiled, self.numbers)
        self.practices = localisation.Practices(self.compiled, business, settings)
        self.figures = Figures(compiled.components, statistics)
        self.shifts = localisation.Shifts(compiled, statistics.questions)
        self.countries = {country.id.upper(): country for country in compiled.markets}

    def pair(self, code: str) -> Pair:
        """Return the own country and another."""
        home = self.business.country
        return Pair(home, code, self.countries.get(home or ""), self.countries.get(code))

    def called(self, code: str) -> str:
        """Return the name of a country, in the map or not."""
        return self.countries[code].name if code in self.countries else country_names().get(code, code)

    def components(self, code: str) -> tuple[ComponentReadiness, ...]:
        """Return the components of the firm and of a country."""
        pair = self.pair(code)
        return tuple(ready(component, self.maker, self.figures, pair) for component in self.compiled.components)

    def market(self, code: str, mediation: Mediation, day: date) -> Market:
        """Return all that is said of a country."""
        pair, components = self.pair(code), self.components(code)
        there = self._elsewhere(code)
        home = self.business.country
        here = localisation.moves(self.compiled, self.numbers, there, lambda trend: self.shifts.why(trend, home, code))
        fate = localisation.moves(
            self.compiled, self._elsewhere(None), there, lambda trend: self.shifts.why(trend, None, code)
        )
        law = localisation.law_of(self.compiled, self.business, pair, day)
        return Market(
            code, self.called(code), pair.there is not None, points_of(components, mediation)[0], components,
            localisation.localised(self.compiled, pair, here, fate, known=place_known(code, self.compiled.arrays)), law,
            localisation.barriers_of(self.compiled, self.practices, pair, components, law, self.numbers),
            *(localisation.work_of(self.compiled, self.practices, pair, kind) for kind in ("phase", "automation")),
        )  # fmt: skip

    def ranking(self, mediation: Mediation) -> tuple[MarketRank, ...]:
        """Return all countries but its own in order."""
        others = [code for code in self.countries if code != self.business.country]
        return ranked([(code, self.countries[code].name, self.components(code)) for code in others], mediation)

    def _elsewhere(self, country: str | None) -> Standings:
        """Return the numbers of the same firm in another country; in none: with the figures of the EU."""
        return find_standings(self.compiled, self.business.model_copy(update={"country": country}), self.settings)
