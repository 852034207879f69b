"""What the program finds when it looks at itself and at the machine it runs on."""

from typing import Literal

from ecomap.record import record
from ecomap.results.answer import Answer, Brief

State = Literal["fine", "note", "mend"]  #: As it should be; good to know, nothing must be done; something needs doing.


@record
class Check(Brief):
    """One thing that was looked at."""

    area: str
    name: str
    state: State
    found: str  #: What is there.
    do: str  #: What to do about it, or what could be had; empty where nothing is to be done.


@record
class Examination(Answer):
    """All that was looked at, in the order in which it is told."""

    checks: tuple[Check, ...]
    to_mend: int  #: How many things need doing.
