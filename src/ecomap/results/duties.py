"""What the law asks of a firm."""

from typing import Literal

from ecomap.record import record
from ecomap.results.answer import Brief

Binds = Literal["yes", "from", "no", "unknown"]


@record
class DutyAnswer(Brief):
    """One rule of law as it meets one firm on one day; never a percentage."""

    id: str
    name: str
    topic: str
    place: str  #: EU, or the country whose law it is.
    applies: Binds  #: yes; from a day to come; no; unknown where the firm has not said what decides.
    from_: str | None
    """First day on which the law binds; the year or month where no day is set; None where it has long been in force."""
    until: str | None  #: Last day, where one is set.
    unless: str | None  #: Who is free of it, where no business file says so.
    do: str  #: What to do.
    law: str
    article: str
    url: str  #: The publisher's own page.
    why: str  #: Which condition decided; where it is unknown, what must be known.
    practice: str | None  #: Practice of the map that does it.
    gives: str | None  #: Trend that whoever keeps the law uses.
    penalty: str | None
    note: str | None
    evidence: str  #: Record that says how the law was read.
