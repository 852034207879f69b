"""What it takes to sell in other countries: how ready a firm is, what differs there, what to do in which order."""

from dataclasses import field
from typing import Literal

from ecomap.record import record
from ecomap.results.answer import Brief
from ecomap.results.duties import DutyAnswer
from ecomap.results.labels import FirmAnswer

Mediation = Literal["none", "country"]  #: Technology as fate, alike in all countries; or as each country shapes it.
TIES = {  # what two countries share, or do not, in words
    ("union", True): "single market", ("union", False): "customs border", ("currency", True): "same money",
    ("currency", False): "other money", ("language", True): "same language", ("language", False): "other language",
}  # fmt: skip
Standing = Literal["ahead", "level", "behind", "not known"]
Stands = Literal["yes", "no", "not known"]


@record
class TrendUse:
    """A trend by which a firm has a component."""

    id: str
    in_use: bool
    share: float  #: Of firms like it that use it today, 0..1.
    year: int | None  #: Oldest year of the figures behind the share; None where it is judged.
    weight: float  #: How much it counts in the component, 0..1.


@record
class CountryFigure:
    """One published figure of a country beside that of the EU."""

    question: str  #: ``ecomap map evidence QUESTION`` opens it.
    says: str  #: What firms there do.
    value: float | None  #: Share of firms there, 0..1; None where nothing is held.
    union: float | None  #: Share of firms in the EU in the same year.
    year: int | None
    source: str  #: Publisher, dataset and indicator; empty where nothing is held.
    weight: float


@record
class SharedTie:
    """Something that two countries may share."""

    name: str  #: union: the single market; currency; language.
    shared: bool | None  #: None where it is not known.
    weight: float


@record
class ComponentReadiness(Brief):
    """One component of selling across borders, of a firm and of a country."""

    id: str
    name: str
    own: float | None  #: What of its trends the firm uses, by weight, 0..1; None where it names none of them as in use.
    peers: float | None  #: The same of firms like it, by their shares.
    standing: Standing  #: The firm against firms like it: level within a tenth.
    trends: tuple[TrendUse, ...]
    skills_short: dict[str, float]  #: Levels that each skill lacks; what the firm has not said lacks none.
    weight: float  #: How much the firm leans on it, 0..1: what of its trends it uses, or firms like it will.
    market: float | None
    """The country, 0..1: 0.5 as the EU, by figures; or the part of the ties that it shares. None: not known."""
    figures: tuple[CountryFigure, ...]
    ties: tuple[SharedTie, ...]


@record
class Move:
    """A trend that stands elsewhere in the ranking of the same firm in another country."""

    trend: str
    name: str
    rank_here: int | None  #: Rank in the country it is compared with; None where it stands in no list there.
    rank_there: int | None
    points_here: float
    points_there: float
    share_here: float  #: Of firms like it that use it today.
    share_there: float
    why: str  #: Which published figure of the two places moves it.

    @property
    def ranks(self) -> str:
        """Say both ranks."""
        return f"{self.rank_here or '-'} to {self.rank_there or '-'}"


@record
class Localisation(Brief):
    """What is different in a country for a firm that sells there."""

    languages: dict[str, str]
    """Languages that customers expect, the first one first: code and name; empty where not known."""
    shared_language: str
    """Name of a language that is spoken at home too; empty where there is none or it is not known."""
    currency: str  #: ISO 4217; empty where not known.
    same_currency: bool | None
    payments: str  #: How customers pay; empty where not known.
    payments_evidence: str
    delivery: str  #: What lies between: customs or none.
    figures_known: bool  #: Whether any figure of the country moves the ranking.
    moves: tuple[Move, ...]  #: Largest differences of points to the ranking at home, largest first.
    shaped: tuple[Move, ...]
    """Largest differences to the ranking with the figures of the EU: what the country makes of technology."""


@record
class CountryRule:
    """A rule of a country that firms at home do not have, in short."""

    name: str
    topic: str
    date: str
    summary: str
    source: str
    url: str


@record
class MarketLaw(Brief):
    """What the law asks of a firm because it sells in a country."""

    duties: tuple[DutyAnswer, ...]  #: Those that bind, will, or may; what leaves it out is not told.
    at_home: tuple[str, ...]  #: Ids of those among them that bind it at home in the same words.
    rules: tuple[CountryRule, ...]  #: Rules of the country that home does not have, whoever they bind.
    unknown: tuple[str, ...]
    """Topics on which sellers from abroad are bound somewhere, and of which nothing is held of this country."""


@record
class PracticeStep:
    """A practice that suits the firm and of which nothing is in use."""

    practice: str
    name: str
    trend: str
    first_step: str
    effort_hours: float
    upkeep_hours_per_month: float
    one_off_eur: float
    monthly_eur: float
    kpi: str
    partner: str


@record
class BarrierAnswer(Brief):
    """A barrier, whether it stands before the firm, and what helps."""

    id: str
    name: str
    binds: Stands
    why: str
    challenges: tuple[str, ...]  #: Those that concern the firm.
    answers: tuple[str, ...]  #: What helps, in words of the challenges.
    practices: tuple[PracticeStep, ...]


@record
class WorkSteps(Brief):
    """A phase, or a kind of work that runs by itself, with its practices."""

    id: str
    name: str
    concerns: bool  #: Whether the firm does anything of the kind.
    steps: tuple[PracticeStep, ...]  #: First things first.
    in_use: tuple[str, ...]  #: Practices left out, as the firm uses their trend.
    needless: tuple[str, ...]  #: Practices left out, as the two countries share what they are for.
    hours: float  #: Until all of it runs.
    one_off_eur: float
    monthly_eur: float


@record
class Market(Brief):
    """One country for one firm."""

    country: str
    name: str
    held: bool  #: Whether the map says anything of it.
    points: float | None
    """0..100: components by how much the firm leans on them; None where less than half of that is known."""
    components: tuple[ComponentReadiness, ...]
    localisation: Localisation
    law: MarketLaw
    barriers: tuple[BarrierAnswer, ...]
    phases: tuple[WorkSteps, ...]
    automation: tuple[WorkSteps, ...]


@record
class MarketRank(Brief):
    """The place of a country among all, for one firm."""

    rank: int | None  #: Countries with the same points share it; None where too little is known to rank.
    country: str
    name: str
    points: float | None
    parts: dict[str, float | None]  #: Points by component; they sum to all. None: not known.
    known: float  #: Part of what the firm leans on of which something is known, 0..1.
    why: str  #: What lifts and what lowers it most, with figures.
    in_short: str  #: The first of that, in a few words.
    rank_as_fate: int | None  #: Its rank if technology were alike everywhere.
    points_as_fate: float | None

    @property
    def id(self) -> str:
        """The country as the map has it."""
        return self.country.lower()


@record
class Reach:
    """Whether anything of a firm is sold across a border."""

    abroad: bool
    why: str  #: What stands against it; empty where something is.
    instead: tuple[PracticeStep, ...]  #: What it can do at home for those from abroad; empty where something is.


@record
class ThemeAnswer:
    """An opportunity or a challenge that the framework names, as it meets the firm."""

    id: str
    kind: Literal["opportunity", "challenge"]
    name: str
    concerns: bool
    why: str
    trend: str  #: The one of its trends that most firms like this use.
    share: float  #: Of firms like it that use that trend today.


@record
class Globalisation(FirmAnswer):
    """A firm across borders."""

    settings: dict[str, float]
    today: int
    horizon: int
    as_of: str  #: Day for which the law is asked.
    home: str  #: Name of the firm's own country; empty where it is not said.
    mediation: Mediation
    reach: Reach
    markets: tuple[Market, ...]  #: In the order in which they were asked for.
    ranking: tuple[MarketRank, ...]  #: All countries of the map but its own, best first, where asked for.
    themes: tuple[ThemeAnswer, ...]
    sector_names: dict[str, str] = field(default_factory=dict)
    trend_names: dict[str, str] = field(default_factory=dict)
