"""Duties: what the law asks of a firm, from when, and where nothing such was found."""

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ecomap.model.base import Frozen, Lasting
from ecomap.model.scalar import Day, Flag, Id, KnownCountry, People, Text

Topic = Literal[
    "data-protection", "ai", "security", "products", "accessibility", "e-invoicing", "certified-tills",
    "tax-reporting", "packaging-and-repair", "platforms-and-rentals", "pay-and-work-time", "identity-wallet",
    "consumer-contracts", "cross-border-vat",
]  # fmt: skip
TOPICS: tuple[str, ...] = get_args(Topic)  #: What duties are about, in the order in which they are told.
Buyers = Literal["consumers", "firms", "state"]
Place = Annotated[KnownCountry | Literal["EU"], Field(union_mode="left_to_right")]
Address = Annotated[Text, Field(pattern=r"^https?://")]


class Applies(Frozen):
    """Whom a duty binds: every condition given must hold, of a list one item is enough."""

    employees_min: People | None = None  #: Fewest people who work in the firm, the owner among them.
    employees_max: People | None = None  #: Most people who work in the firm.
    any_of: tuple[Id, ...] = ()  #: Traits or activities; one of them the firm has at 0.5 or more.
    sectors: tuple[Id, ...] = ()  #: Sectors; the firm works in one of them.
    not_sectors: tuple[Id, ...] = ()  #: Sectors; who works in them for more than half is left out.
    kinds: tuple[Id, ...] = ()  #: Kinds of firm; it is one of them.
    not_kinds: tuple[Id, ...] = ()  #: Kinds of firm; who is one of them for more than half is left out.
    sells_to: tuple[Buyers, ...] = ()  #: Who pays: consumers, firms, state.
    sells_into: tuple[Place, ...] = ()
    """Places into which a firm from outside sells and is then bound as one from inside is."""
    outside: Flag = False
    """Only firms from outside are bound, as by the VAT on parcels from abroad; names a place under sells_into."""
    works_there: Flag = False
    """Only firms of one country of the Union that work in another are bound, as by the notice of posted workers; told
    where selling to another country is looked at."""
    uses: tuple[Id, ...] = ()  #: Trends; the firm uses one of them.
    vat: Flag = False
    """What is exempt from VAT leaves out of it: who sells mostly that (`vat_free`) is asked whether it owes any."""
    asks: Text | None = None  #: A plain question on what no business file says and yet decides; a yes binds.


class Duty(Lasting):
    """One rule of law, as far as a small firm must know it."""

    topic: Topic  #: What it is about.
    place: Place  #: EU, or the country whose law it is: two capital letters, ISO 3166-1.
    also_in: tuple[KnownCountry, ...] = ()
    """Countries outside of the place in which it holds too, as those of the European Economic Area."""
    not_in: tuple[KnownCountry, ...] = ()
    """Countries of the Union in which it is told otherwise, as where a directive stands in a law of their own."""
    name: Text  #: Short name in an owner's words.
    law: Text  #: Name and number of the law.
    article: Text  #: Where in it.
    url: Address  #: The publisher's own page: official journal, gazette, authority.
    from_: Annotated[Day | None, Field(alias="from")] = None
    """First day on which it binds, as 2018-05-25; the year or month where no day is set; absent where it has long been
    in force and the day was not looked up."""
    until: Day | None = None  #: Last day on which it binds.
    applies: Applies = Applies()  #: Whom it binds; without a condition every firm of the place.
    unless: Text | None = None
    """Who is free of it, where no business file says so and few firms are: limits of turnover, rare cases."""
    do: Text  #: One sentence: what to do.
    practice: Id | None = None  #: Practice that does it, by id.
    gives: Id | None = None
    """Trend that whoever keeps the law uses, by id: where it has bound for a year in a whole country, that trend is
    asked there and proposed no more."""
    penalty: Text | None = None  #: What may follow where it is not done.
    evidence: Id  #: How the rule was looked up: record of basis law, by id.
    read: Address | None = None  #: The page on which it was read, where that is not the publisher's own.
    reviewed: Day  #: The day it was looked up, as 2026-11-28.
    note: Text | None = None  #: What else one must know: steps to come, exceptions, what is uncertain.

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "Duty":
        if self.until is not None and self.until < (self.from_ or ""):
            raise PydanticCustomError("duty", "it ends before it begins. Write from the earlier, until the later day.")
        least, most = self.applies.employees_min, self.applies.employees_max
        if least is not None and most is not None and most < least:
            raise PydanticCustomError("duty", "no firm has at least employees_min and at most employees_max people.")
        if self.gives is not None and (self.place == "EU" or self.applies.asks is not None):
            raise PydanticCustomError("duty", "gives is for the law of one country that hangs on no question.")
        return self


class DutyGap(Frozen):
    """A topic on which a place has no duty in force: looked for, not found."""

    topic: Topic  #: What it would be about.
    place: Place  #: EU, or two capital letters, ISO 3166-1.
    looked: Text  #: Where was looked, and what was found.
    url: Address | None = None  #: The page that says so, where there is one.
    reviewed: Day  #: The day it was looked up, as 2026-11-28.
