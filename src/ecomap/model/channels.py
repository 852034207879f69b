"""Channels: where an owner hears of what is coming, each found and with what to look for in it."""

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ecomap.model.base import Frozen, Named
from ecomap.model.scalar import Count, Day, Id, KnownCountry, Text
from ecomap.model.trends import Area

ChannelKind = Literal[
    "publication", "newsletter", "blog", "podcast", "video", "event", "course", "tool", "statistics", "standards",
    "regulator", "association", "community",
]  # fmt: skip
"""What it is: a paper or site with an editor; mails; one person's or firm's own page; to hear; to see; a fair or a
conference; lessons; something to look things up with; official figures; who makes standards; who makes or watches over
rules; who speaks for a trade; where people ask each other."""
Cadence = Literal["daily", "weekly", "monthly", "quarterly", "yearly", "every two years", "when asked", "irregular"]
"""How often there is something new; a tool tells when it is asked."""
Price = Literal["free", "partly", "paid"]  #: Whether it costs anything: nothing, some of it, all of it.
KINDS: tuple[str, ...] = get_args(ChannelKind)  #: All kinds, in the order in which they are told.
MOST_COUNTED = 10  #: As far as files with an address were counted.
Url = Annotated[Text, Field(pattern=r"^https?://[^\s]+$")]


class ChannelFound(Frozen):
    """That it is real: where its address was found, since a stored copy can be read again and a memory cannot."""

    address: Text  #: What was looked for: the address of the feed or of the site, or the beginning of it.
    files: Annotated[Count, Field(ge=1)]  #: In how many public files it stood; the search counts no further than ten.
    read: Day  #: The day on which it was looked for.

    @property
    def words(self) -> str:
        """What was found, in a sentence."""
        many = f"{self.files} or more" if self.files >= MOST_COUNTED else str(self.files)
        return f"Its address {self.address} stood in {many} public files, looked for on {self.read}."


class Channel(Named):
    """Something to follow: a publication, a person, an event, a tool, an office."""

    name: Text  #: As it calls itself.
    aliases: tuple[Text, ...] = ()  #: Other names, spellings, former names.
    kind: ChannelKind  #: What it is.
    publisher: Text  #: Who makes it.
    url: Url  #: Its own address.
    feed: Url | None = None  #: Address of its RSS, Atom or JSON feed, if one was found.
    languages: Annotated[tuple[Id, ...], Field(min_length=1)]  #: Languages in which it can be read or heard, by id.
    countries: tuple[KnownCountry, ...] = ()  #: Countries that it is about, if these are a few; absent: many.
    cadence: Cadence  #: How often there is something new.
    price: Price = "free"  #: Whether it costs anything.
    areas: tuple[Area, ...] = ()  #: Areas of trends that it is good for as a whole.
    trends: tuple[Id, ...] = ()  #: Single trends that it is good for, by id.
    sectors: tuple[Id, ...] = ()  #: Sectors for whose firms it is made; absent: for all.
    look_for: Text  #: One line: what to look for in it.
    found: ChannelFound  #: Where its address was found.
    evidence: Id  #: What the rest of it rests on, by id.
    reviewed: Day  #: The day it was looked over, as 2026-11-28.

    @model_validator(mode="after")
    def _is_good_for_something(self) -> "Channel":
        if not (self.areas or self.trends):
            raise PydanticCustomError("channel", "a channel names an area or a trend that it is good for.")
        return self
