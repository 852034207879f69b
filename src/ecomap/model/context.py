"""What surrounds the influences: practices, challenges and opportunities, countries and selling in another one."""

from typing import Annotated, Literal

from pydantic import AliasChoices, Field

from ecomap.model.base import Frozen, Lasting, Named
from ecomap.model.scalar import Amount, Effort, Id, Level, Number, Share, Text

EthicsFlag = Literal["privacy", "bias", "jobs", "inclusion"]


class Kpi(Frozen):
    """How to tell whether it works."""

    name: Text  #: What is measured.
    unit: Text  #: Its unit.
    formula: Text  #: How it is worked out.


class Measure(Kpi):
    """What tells whether a practice works, and which way."""

    better: Literal["up", "down"] = "up"  #: Whether more or less of it is better.


class Grounds(Frozen):
    """What a number rests on."""

    evidence: Id  #: Evidence record, by id.
    reason: Text  #: How the record became the number, or the cause of the judgement.


class Practice(Lasting):
    """What a firm does with a trend in the sector where that is at home, and how others can adapt it."""

    name: Text  #: What a firm does, in a few words.
    home: Id  #: Sector where it is at home.
    trend: Id  #: Trend it makes use of.
    activity: Id  #: Activity it makes better.
    suits: dict[Id, Share] = {}
    """Least level that a firm must have of each activity or trait named; empty: it suits everyone."""
    unless: dict[Id, Annotated[Share, Field(gt=0)]] = {}
    """Activities and traits of which who has so much has no use for it."""
    needs_activity: tuple[Id, ...] = ()  #: Activities, each of which a firm must do at 0.5 or more; empty: none.
    first_step: Text  #: What to do on Monday, at most 15 words.
    at_home: Text  #: How it looks there.
    adapt: Text  #: How to adapt it elsewhere.
    effort_hours: Effort  #: Hours of work until it runs, in a small firm.
    one_off_eur: Annotated[Amount, Field(validation_alias=AliasChoices("one_off_eur", "cost_eur"))]
    """Outlay until it runs, in a small firm, EUR; older overlays call the whole first year cost_eur."""
    monthly_eur: Amount  #: Running cost in EUR a month, in a small firm.
    upkeep_hours_per_month: Effort  #: Hours a month to keep it going, in a small firm.
    saves_hours_per_month: Effort | None = None
    """Hours of routine work a month that it spares, in a small firm; absent: not its point, or not to be told."""
    spread: Annotated[Number, Field(ge=1, le=10)]
    """Factor by which hours and euros of nine firms in ten lie above or below."""
    skills: dict[Id, Level] = {}  #: Lowest workable level of each skill, 0..4; never more than its trend needs.
    partner: Text | None = None  #: Type of firm or body that can do it for the owner, or help.
    brings: tuple[Id, ...] = ()  #: Practices that come along with it, at no further cost.
    instead_of: tuple[Id, ...] = ()  #: More general practices of its trend that do the same job; it takes their place.
    reduces: dict[Id, Share] = {}  #: Share of a threat that it takes off, by trend; each with its grounds below.
    reduces_evidence: dict[Id, Grounds] = {}  #: What each share above rests on, by trend.
    in_full: Text | None = None  #: What the trend is beyond this first step, and costs; absent: this is all of it.
    human: Text | None = None  #: What stays with people.
    benefit: Text  #: What it brings.
    kpi: Measure  #: How to tell whether it works.
    ethics: dict[EthicsFlag, Text] = {}  #: Step that keeps each question of right and wrong in check.
    evidence: Id  #: Evidence record that it rests on, by id.
    reason: Text  #: Why the judged numbers are what they are.


class Theme(Named):
    """A challenge or an opportunity that the frameworks name, linked to where it arises."""

    name: Text  #: Name for people.
    summary: Text  #: One sentence: what it is.
    trends: tuple[Id, ...] = ()  #: Trends that raise the challenge or carry the opportunity.
    sectors: tuple[Id, ...] = ()  #: Sectors it concerns above all; empty: all.
    responses: Annotated[tuple[Text, ...], Field(min_length=1)]  #: What to do about it.
    practices: tuple[Id, ...] = ()  #: Practices that help.
    evidence: Id  #: Evidence record that it rests on, by id.


class Rule(Frozen):
    """A law or rule that a firm must know to sell in a country."""

    name: Text  #: Name of the law or rule.
    topic: Literal["privacy", "consumer", "tax", "payments", "accessibility", "security", "ai", "trade"]
    """What it is about."""
    date: Text  #: When it applies from, as 2018-05-25 or 2018.
    summary: Text  #: One sentence: what a firm must do.
    source: Id  #: Publication of its text, by id.


class Country(Frozen):
    """What is different in a country for a firm that sells there."""

    id: Annotated[Id, Field(pattern=r"^[a-z]{2}$")]  #: Two small letters, ISO 3166-1.
    name: Text  #: Its usual English name.
    languages: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Languages that customers expect, the first one first; ISO 639-1 codes."""
    currency: Annotated[Text, Field(pattern=r"^[A-Z]{3}$")]  #: Three capital letters, ISO 4217.
    payments: Text  #: Payment habits that a shop must know.
    rules: tuple[Rule, ...] = ()  #: Laws and rules that a firm must know to sell there.
    evidence: Id  #: What the words about payments rest on.


# --- selling in another country ---------------------------------------------------------------------------------


Tie = Literal["union", "currency", "language"]
"""What two countries may share: the single market of the European Union, their money, a language of customers."""
Binds = Literal["threats", "lines", "language", "law"]
"""What tells whether a barrier stands before a firm: what threatens it, the lines there, a language that it does not
share, law that is not its own."""


class Language(Named):
    """A language of customers; its id is its ISO 639-1 code."""

    name: Text  #: Its usual English name.


class Sign(Frozen):
    """A published figure by country that tells of a component."""

    question: Text  #: Question of the statistics beside the map, as isoc_cicce_use:E_CC.
    says: Text  #: What firms there do, after "of firms".
    weight: Annotated[Share, Field(gt=0)]  #: How much it counts among the signs of its component.


class Component(Named):
    """One thing that selling across borders rests on."""

    name: Text  #: What it is called.
    trends: dict[Id, Share]  #: Trends by which a firm has it, with how much each counts.
    skills: dict[Id, Level] = {}  #: Lowest workable level of each skill, 0..4.
    signs: tuple[Sign, ...] = ()  #: Figures by country; none: what ties two countries tells of it, or nothing does.
    ties: dict[Tie, Share] = {}  #: What two countries may share, with how much each counts.
    opportunities: tuple[Id, ...] = ()  #: What may be won by it.
    evidence: Id  #: What the weights rest on.
    reason: Text  #: Why these.


class Barrier(Named):
    """Something that stands in the way."""

    name: Text  #: What it is called.
    binds: Binds  #: What tells whether it stands before a firm.
    threats: tuple[Id, ...] = ()  #: Trends that threaten a firm, where these tell it.
    challenges: tuple[Id, ...]  #: Challenges that it is made of; their practices are its answers.
    evidence: Id  #: What it rests on.
    reason: Text  #: Why it is told so.


class GlobalWork(Named):
    """A phase of entering a country, or a kind of work that runs by itself there."""

    name: Text  #: What it is called.
    kind: Literal["phase", "automation", "instead"]
    """A phase, in the order of the list, a kind of work, or what who sells nothing across a border does at home."""
    practices: Annotated[tuple[Id, ...], Field(min_length=1)]  #: What firms do for it, first things first.
    any_of: tuple[Id, ...] = ()
    """Traits or activities, one of which a firm must have at 0.5 or more for it to concern it; empty: everyone.
    Of what is done instead: by any of them something is sold across a border, and it concerns who has none."""
    gated: tuple[Id, ...] = ()
    """Practices alone about which ``any_of`` decides, the others are for everyone; empty: it decides about all."""
    needless: dict[Id, Tie] = {}  #: Practices that nobody needs where the two countries share this.
    evidence: Id  #: What the choice rests on.
    reason: Text  #: Why these practices.
