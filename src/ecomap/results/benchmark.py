"""What a business can learn from other sectors, practice by practice; as frozen as the ranking it rests on."""

from dataclasses import field
from typing import Literal

from ecomap.record import record
from ecomap.results.answer import Brief
from ecomap.results.labels import FirmAnswer, TrendLabel
from ecomap.results.ranking import FirstStep

Silence = Literal[  # why nothing can be learnt for an activity
    "no practice", "of your own trade", "not asked", "not for you", "rejected", "in use", "nobody further along",
    "little to gain",
]  # fmt: skip


@record
class ShareOfFirms:
    """The share of firms of a sector, or of the own trade, that use a trend."""

    share: float  #: 0..1: as published where it is counted, else as estimated for today.
    year: int  #: Year that the share speaks of.
    counted: bool  #: Published by a statistic or study of that very sector; else estimated by the map.
    source: str  #: Publisher, or what the estimate rests on.
    evidence: str  #: Id of the record; empty of a mix of several sectors.
    counts: str  #: What is counted instead of the trend, to stand behind the share; empty where it is the trend itself.
    today: float  #: Estimate for today, of EU firms with ten or more persons employed: what sectors are compared by.

    @property
    def basis(self) -> str:
        """What the share rests on, in a word."""
        return "counted" if self.counted else "estimated"


@record
class Lesson(Brief):
    """One practice that another sector shows."""

    rank: int
    """From 1: first the best for each activity, then the second best, and so on; in each round what the business does
    wholly before what it does partly and little, and of these what fits best."""
    activity: str
    activity_name: str
    weight: float  #: How much the business does the activity, 0..1.
    practice: str
    name: str
    trend: TrendLabel
    sector: str  #: Who is further along; never a sector of the business.
    home: str  #: Sector where the practice is at home: the same, or one that by the figures is no further along.
    ahead: bool  #: By the figures that sector is further along; false only where it was asked for by name and is not.
    sure: float  #: Chance that it is, 0..1.
    there: ShareOfFirms
    yours: ShareOfFirms  #: Share of firms in the sectors of the business.
    lead: float  #: How far ahead, log-odds of today's shares.
    same: float  #: How much sector and business are alike in this: activity and traits, 0..1.
    shared: tuple[str, ...]  #: Traits and activities of both, those that count most first.
    priority: int  #: Of the trend in the one ranking, 0..100.
    trend_rank: int | None  #: Its rank there; none of a basic, and of what stands in another's row.
    fit: float  #: ``same`` x how far ahead x priority, 0..100; rows of an activity are in this order, ties by id.
    figures: str  #: How far that sector and the own trade are, in words, with years and publishers.
    why: str
    """What else speaks for it: its share of today, what both have in common; and where figures speak against it."""
    at_home: str  #: How it looks where it is at home.
    adapt: str  #: How to adapt it.
    benefit: str
    human: str  #: What stays with people; may be empty.
    first_step: FirstStep


@record
class Silent:
    """Something that the business does and can learn nothing for."""

    activity: str
    name: str
    weight: float
    why: Silence
    text: str  #: The same in words.


@record
class Benchmark(FirmAnswer):
    """What a business can learn from sectors outside its own."""

    settings: dict[str, float]
    today: int
    goals: dict[str, float]  #: Goals that were asked for; empty: those of the business.
    activity: str
    area: str
    with_: str  #: Activity, area and sector that were asked for; empty: any.
    lessons: tuple[Lesson, ...]
    lessons_in_all: int
    silent: tuple[Silent, ...]  #: What it does and no lesson is for, heaviest first.
    sector_names: dict[str, str] = field(default_factory=dict)
