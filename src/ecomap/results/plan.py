"""The year ahead of one business: what to begin when, within its means; as frozen as the ranking it rests on."""

from dataclasses import field
from typing import Literal

from ecomap.record import record
from ecomap.results.answer import Brief, Rows
from ecomap.results.labels import FirmAnswer
from ecomap.results.rows import rows_of

StepKind = Literal["first", "further", "whole", "training", "basic", "protection", "duty", "answer"]
"""The first practice of a trend; a further one; the rest of the trend; training of a skill; a security basic; what
takes something off a threat; what a duty asks; what answers a challenge of the trade."""
Phase = Literal["Foundation", "Pilot", "Scale"]
Held = Literal["firm", "likely", "open"]


@record
class PlannedStep(Brief):
    """Something to begin, and when."""

    step: str  #: Id of the practice; of training or of the rest of a trend one that ``--done`` takes, too.
    kind: StepKind
    phase: Phase  #: Foundation: what others rest on; Pilot: the first step with a trend; Scale: more of what works.
    name: str
    text: str  #: What to do on Monday.
    trend: str | None
    trend_rank: int | None  #: In the one ranking; none of what stands in no row of it.
    start: str  #: Month, as 2026-12.
    end: str  #: Last month of the introduction.
    works: str  #: Month from which it works as meant.
    done: bool  #: Begun before this plan was made: it stays.
    who: str  #: yourself, or who does it for you.
    hours: float  #: Own hours until it runs.
    upkeep_hours_per_month: float
    one_off_eur: float  #: Until it runs, somebody else's pay among it.
    monthly_eur: float
    kpi: str
    stop: str  #: When to stop and think again.
    ethics: dict[str, str]  #: What keeps it from harm, by what it may harm.
    for_: dict[str, float]
    """What it serves (trend, threat, duty or challenge) with the points a month it is worth while it works."""
    needs: tuple[str, ...]  #: Steps that come before it.
    share: float | None
    """Share of the draws in which it begins at most two months later than here; none without draws."""
    held: Held | None  #: firm: in at least four of five draws; likely: in at least half; else open.


@record
class LeftOut(Brief):
    """A step that was looked at and is not in the plan."""

    step: str
    name: str
    why: str
    in_analyze: bool  #: Whether the ranking would begin it: the notes name its trend and the reason.


@record
class PlannedDuty(Brief):
    """A duty that begins to bind within the plan, on its day."""

    id: str
    name: str
    date: str  #: Day, or month or year where no day is set.
    month: str
    do: str
    law: str
    url: str
    step: str | None  #: Step of this plan that does it.


@record
class PlanMonth(Brief):
    """What a month takes."""

    month: str
    hours: float
    hours_limit: float | None  #: Own hours after the reserve; none where nothing is said.
    spent: float  #: EUR from the first month to the end of this one.
    spent_limit: float | None
    places: int  #: Changes on their way.


@record
class Limit(Brief):
    """What more of one limit would bring."""

    limit: Literal["places", "hours", "money"]
    more: str  #: What was tried, in words.
    gain: float  #: How much more the plan would be worth, as a part of it.
    binds: bool  #: Whether that is more than both proofs leave open.


@record
class Obstacle(Brief):
    """A challenge that the firm meets, and what of the plan answers it."""

    id: str
    name: str
    of_trade: bool  #: Of the firm's own trade; else of what is in the plan, in any trade.
    responses: tuple[str, ...]
    steps: tuple[str, ...]  #: Steps of the plan, in its order; empty: none has a place in this year.


@record
class Plan(FirmAnswer):
    """The year ahead of one business."""

    settings: dict[str, float]
    as_of: str
    today: int
    horizon: int
    first_month: str
    last_month: str
    value: float  #: Points a month, summed over the plan and two years after it.
    gap: float | None  #: No plan is worth more than this part above; none: nothing was proven.
    method: Literal["proven", "greedy"]
    places: int  #: Changes at once.
    steps: tuple[PlannedStep, ...]  #: In the order in which they begin.
    this_week: tuple[str, ...]  #: Ids of at most three steps to begin with.
    duties: tuple[PlannedDuty, ...]
    months: tuple[PlanMonth, ...]
    limits: tuple[Limit, ...]  #: Empty where nobody asked for it.
    binding: str  #: What binds, in words; empty where nobody asked.
    obstacles: tuple[Obstacle, ...]
    left_out: tuple[LeftOut, ...]
    left_over: tuple[str, ...]  #: What of hours and money is not used, and why.
    notes: tuple[str, ...]  #: What was assumed, and where the order differs from the ranking's.
    why_not: str  #: Why the step that was asked about is not in the plan; empty where none was.
    draws: int
    sector_names: dict[str, str] = field(default_factory=dict)

    def rows(self) -> Rows:
        """Return one row a step, and one a duty, by month."""
        return sorted(rows_of(self), key=lambda row: str(row[0]))
