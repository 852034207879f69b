"""What other sectors show a business: for each thing it does, who does the same and is further along with it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ecomap.engine.businesses import Flags, Ints
from ecomap.engine.likelihood import logistic
from ecomap.engine.priority import normal_cdf
from ecomap.engine.propagation import Array
from ecomap.errors import MethodError
from ecomap.gates import gates_met
from ecomap.model import AnyMap, Business, CompiledMap, Settings
from ecomap.model.compiled import moment
from ecomap.names import Names
from ecomap.record import copied
from ecomap.render.phrases import english
from ecomap.results.benchmark import Benchmark, Lesson, ShareOfFirms, Silence, Silent
from ecomap.results.ranking import FirstStep
from ecomap.verbs.advice import suiting_steps
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.ranking import answer_labels, default_settings
from ecomap.verbs.row_tables import labels
from ecomap.verbs.rows import ESTIMATE, HALF, RowMaker, ranks_of
from ecomap.verbs.standings import Standings, find_standings, scored
from ecomap.verbs.words import lesson_figures, lesson_home, lesson_why

if TYPE_CHECKING:
    from ecomap.model.context import Practice

STEPS = 2  # weights of activities are told apart in halves, as traits are: wholly, partly, little; they are judged (D)
LEAST_FIT = 0.5  # points of fit that round to one: below there is nothing to learn
SHARED = 3  # things in common that are told of a sector


class Asked(NamedTuple):
    """What was asked for, as ids of the map; empty: anything."""

    goals: Mapping[str, float]
    activity: str = ""
    area: str = ""
    sector: str = ""


def learn_from_others(
    ecosystem: AnyMap,
    business: Business,
    settings: Settings | None = None,
    *,
    goals: Mapping[str, float] | None = None,
    activity: str | None = None,
    area: str | None = None,
    sector: str | None = None,
    top: int | None = None,
    sha256: str = "",
) -> Benchmark:
    """Find, for each thing a business does, the sectors outside its own that are further along with what serves it.

    A practice is told of the sector where it is at home if that is further along, else of the sector that fits best
    among those that do the same; ``fit = same x (1 - exp(-lead)) x priority``, where ``same`` is the mean of how much
    the sector does the activity and of the overlap of the traits, ``lead`` the difference of today's log-odds to the
    own trade and ``priority`` that of the one ranking. A sector is further along where its published share is above
    the own one of the same survey, and the chance that it is today at least .8 where it is counted, .5 where not.

    Parameters
    ----------
    goals
        Instead of the business's: goals by weight; only practices whose trend serves one of them at .5 or more.
    activity, area, sector
        Only what serves this activity; belongs to this area of work; is shown by this sector.
    top
        How many lessons; all if left out.

    Returns
    -------
    Benchmark
        Each practice once, no sector of the business's own; nothing that it uses, rejects or that does not suit it.

    Raises
    ------
    UnknownNameError
        A goal, activity, area or sector that the map does not have.
    MethodError
        The sector is one of the business's own.
    """
    compiled, settings, names = compiled_map(ecosystem), settings or default_settings(), Names.of(ecosystem)
    asked = Asked(
        {names.known("goal", name): weight for name, weight in (goals or {}).items()},
        names.known("activity", activity) if activity else "",
        names.known("area", area) if area else "",
        names.known("sector", sector) if sector else "",
    )
    if asked.sector in business.sectors:
        raise MethodError(f'"{asked.sector}" is a sector of this business: name another, or none.')
    if asked.goals:
        business = business.model_copy(update={"goals": dict(asked.goals)})
    lessons, silent = Others(compiled, find_standings(compiled, business, settings), asked).lessons()
    return Benchmark(
        **answer_labels(Benchmark, compiled, sha256, business, settings),
        goals=dict(asked.goals), activity=asked.activity, area=asked.area, with_=asked.sector,
        lessons=tuple(lessons[:top]),
        lessons_in_all=len(lessons),
        silent=tuple(silent),
    )  # fmt: skip


class _Choice(NamedTuple):
    """A practice and the sector that shows it, by place."""

    practice: "Practice"
    activity: str  # for which the business is told of it
    trend: int
    sector: int
    fit: float
    ahead: bool


class Others:
    """The other sectors of one business: who is further along in what, and how alike they are."""

    def __init__(self, compiled: CompiledMap, numbers: Standings, asked: Asked) -> None:
        self.compiled, self.numbers, self.asked = compiled, numbers, asked
        self.axes, self.found = numbers.axes, numbers.found
        self.shares = SharesOfFirms(compiled, numbers)
        self.scored, self.suiting = scored(numbers.found, threats=False), suiting_steps(compiled, numbers)
        self.ranks = ranks_of(self.scored)
        self.area = {area.id: area for area in compiled.areas}.get(asked.area)
        # today's log-odds beyond those of the own trade, and the chance that a sector is further along, the errors of
        # both sides taken as independent, (trend, sector)
        self.lead: Array = self.axes.total - self.shares.own_total[:, None]
        self.sure = normal_cdf(self.lead / np.sqrt(self.axes.variance + self.shares.own_variance[:, None]))
        # which sectors are further along and concerned by the trend, (trend, sector)
        least = np.where(self.shares.counted, numbers.settings.sure, HALF)
        self.ahead: Flags = (self.lead > 0) & (self.sure >= least) & ~self.shares.below_own & ~numbers.own
        self.ahead &= gates_met(self.axes, self.axes.features).T
        # sum of what business and sector both have of each trait, of the sum of what either has, (sector,)
        own, theirs = self.found.features[0, : len(self.axes.traits)], self.axes.trait_levels
        both, either = np.minimum(own, theirs).sum(axis=1), np.maximum(own, theirs).sum(axis=1)
        self.overlap: Array = np.divide(both, either, out=np.zeros_like(either), where=either > 0)

    def _does(self, practice: "Practice", activity: str) -> Array:
        """How much each sector does what a practice makes better; that at home wholly, (sector,)."""
        does = np.minimum(1.0, self.axes.sector_profile[:, self.axes.activities.index(activity)])
        does[self.axes.sector_index[practice.home]] = 1.0
        return does

    # --- what fits

    @cached_property
    def profile(self) -> dict[str, float]:
        """How much the business does each activity of the map, those that it does at all, the heaviest first."""
        levels = RowMaker(self.compiled, self.numbers).profile.tolist()
        some = [(name, level) for name, level in zip(self.axes.activities, levels, strict=True) if level > 0]
        known = self.compiled.activity_by_id
        return dict(sorted((one for one in some if one[0] in known), key=lambda one: (-one[1], one[0])))

    @cached_property
    def _told_under(self) -> "dict[str, list[Practice]]":
        """Practices by the activity of the business for which they are told.

        That is the practice's own. What belongs to the area asked for by its trend is told, where the business does
        not do that, for what its trend serves most in the business.
        """
        found: dict[str, list[Practice]] = {}
        for practice in self.compiled.practices:
            activity = practice.activity
            if self.area is not None and practice.trend in self.area.trends and activity not in self.profile:
                services = self.compiled.trend_by_id[practice.trend].services
                activity = max(services, key=lambda one: services[one] * self.profile.get(one, 0.0), default=activity)
            found.setdefault(activity, []).append(practice)
        return found

    def _shown_by(self, practice: "Practice", activity: str) -> _Choice | Silence:
        """Return the sector that shows a practice best, or why none does."""
        trend, home = self.axes.trend_index[practice.trend], self.axes.sector_index[practice.home]
        against = self._speaks_against(practice, trend)
        if against is not None:
            return against
        does = self._does(practice, activity)
        far = np.maximum(0.0, 1 - np.exp(-self.lead[trend]))
        fit = 100 * (does + self.overlap) / 2 * far * self.scored.score[0, trend]
        shows = self.ahead[trend] & (does >= HALF)
        if self.asked.sector:
            shows &= np.arange(len(shows)) == self.axes.sector_index[self.asked.sector]
        worth = shows & (fit >= LEAST_FIT)
        if worth.any():
            best = home if worth[home] else int(np.where(worth, fit, -1.0).argmax())
            return _Choice(practice, activity, trend, best, float(fit[best]), ahead=True)
        if practice.home == self.asked.sector and not shows[home]:  # told, with the figure that speaks against it
            return _Choice(practice, activity, trend, home, 0.0, ahead=False)
        return "little to gain" if shows.any() else "nobody further along"

    def _speaks_against(self, practice: "Practice", trend: int) -> Silence | None:
        """Return why a business is told nothing of a practice, whoever shows it."""
        found, business = self.found, self.numbers.business
        if practice.home in business.sectors:
            return "of your own trade"
        if not self._is_asked(practice, trend):
            return "not asked"
        if practice.trend in business.rejected:
            return "rejected"
        if not (self.axes.opportunities[trend] and found.concerned[0, trend] and practice.id in self.suiting):
            return "not for you"
        return "in use" if found.had[0, trend] else None

    def _is_asked(self, practice: "Practice", trend: int) -> bool:
        asked, area = self.asked, self.area
        if area is not None and practice.trend not in area.trends and practice.activity not in area.activities:
            return False
        serves = [self.axes.goal_fit[trend, self.axes.goals.index(goal)] >= HALF for goal in asked.goals]
        return not serves or any(serves)

    # --- rows

    def lessons(self) -> tuple[list[Lesson], list[Silent]]:
        """Return the lessons in their order, and what there is none for."""
        chosen: list[tuple[bool, int, int, float, _Choice]] = []
        silent = []
        for name, level in self.profile.items():
            if self.asked.activity not in ("", name):
                continue
            found = [self._shown_by(practice, name) for practice in self._told_under.get(name, ())]
            fitting = [one for one in found if isinstance(one, _Choice)]
            fitting.sort(key=lambda one: (not one.ahead, -one.fit, one.practice.id))
            heavy = STEPS - round(STEPS * level)
            chosen += [(not one.ahead, at, heavy, -one.fit, one) for at, one in enumerate(fitting)]
            if not fitting:
                silent.append(self._silent(name, level, [one for one in found if isinstance(one, str)]))
        chosen.sort(key=lambda one: (*one[:4], one[4].practice.id))
        return [self._lesson(at, one) for at, (*_, one) in enumerate(chosen, 1)], silent

    def _silent(self, activity: str, level: float, found: Sequence[Silence]) -> Silent:
        silences: Any = english("silence")  # of its practices the one counts that came furthest: the last the furthest
        why: Silence = next((why for why in reversed(silences) if why in found), "no practice")
        text = silences[why]
        if why == "nobody further along" and self.asked.sector:
            there = self.compiled.sector_by_id[self.asked.sector].short
            text = f"by the figures {there} does not do it, or is no further along"
        return Silent(activity, self.compiled.activity_by_id[activity].name, level, why, text)

    def _lesson(self, rank: int, one: _Choice) -> Lesson:
        practice, activity, trend, sector = one.practice, one.activity, one.trend, one.sector
        there, yours = self.shares.of_sector(trend, sector), self.shares.own(trend)
        shared, sure = self._shared(sector, activity), float(self.sure[trend, sector])
        return Lesson(
            rank, activity, self.compiled.activity_by_id[activity].name, self.profile[activity], practice.id,
            practice.name, labels(self.compiled)[trend],
            self.axes.sectors[sector], practice.home, one.ahead, sure, there, yours,
            lead=float(self.lead[trend, sector]),
            same=float(self._does(practice, activity)[sector] + self.overlap[sector]) / 2,
            shared=tuple(shared),
            priority=round(100 * float(self.scored.score[0, trend])),
            trend_rank=self.ranks.get(trend),
            fit=one.fit,
            figures=lesson_figures(
                self.compiled.trends[trend].name, self.compiled.sectors[sector].short, there, yours,
                sure=sure >= self.numbers.settings.sure or not one.ahead,
            ),
            why=self._why(one, there, yours, shared),
            at_home=practice.at_home, adapt=practice.adapt, benefit=practice.benefit, human=practice.human or "",
            first_step=copied(FirstStep, self.compiled.step_by_practice[practice.id]),
        )  # fmt: skip

    def _shared(self, sector: int, activity: str) -> list[str]:
        """Return traits, then activities, that both have more of than half, those with the largest product first."""
        own, theirs = self.found.features[0], self.axes.features[sector]
        both = np.where((own > HALF) & (theirs > HALF), own * theirs, 0.0)
        names = [*self.axes.traits, *self.axes.activities]
        order = sorted(np.flatnonzero(both).tolist(), key=lambda at: (at >= len(self.axes.traits), -both[at], at))
        return [names[at] for at in order if names[at] != activity]

    def _why(self, one: _Choice, there: ShareOfFirms, yours: ShareOfFirms, shared: Sequence[str]) -> str:
        compiled, home = self.compiled, self.axes.sector_index[one.practice.home]
        phrases = {trait.id: trait.phrase for trait in compiled.traits}
        phrases |= {activity.id: activity.phrase for activity in compiled.activities}
        elsewhere = ""
        if home != one.sector:
            share, lead = (float(numbers[one.trend, home]) for numbers in (logistic(self.axes.total), self.lead))
            ahead = bool(self.ahead[one.trend, home])
            elsewhere = lesson_home(compiled.sectors[home].short, share, ahead=ahead, likely=lead > 0)
        said = [phrases[name] for name in shared[:SHARED]]
        return lesson_why(there, yours, said, elsewhere, ahead=one.ahead)


class SharesOfFirms:
    """What share of firms uses a trend, in the sectors of the map and in the own trade of one business."""

    def __init__(self, compiled: CompiledMap, numbers: Standings) -> None:
        self.compiled, self.numbers, self.axes = compiled, numbers, numbers.axes
        self.surveys = {survey.evidence: survey for survey in compiled.surveys}
        axes, own = numbers.axes, np.flatnonzero(numbers.own)
        share = np.where(numbers.own, numbers.exposure, 0.0)  # without what it depends on beside its own sectors
        share /= share.sum()
        # today's log-odds in the own trade, the mean over its sectors, and their squared error, (trend,)
        self.own_total: Array = axes.total @ share
        self.own_variance: Array = axes.variance @ share**2
        # where a statistic or study counts the firms of a sector, and in which year, 0 elsewhere, (trend, sector)
        said = np.array([name in self.surveys and self.surveys[name].counted for name in compiled.evidence])
        self.counted: Flags = ~np.isnan(axes.published) & said[axes.figure_evidence]
        year = np.floor(moment(compiled.version) - np.nan_to_num(axes.figure_age, nan=0.0) + 1e-6).astype(np.intp)
        self.year: Ints = np.where(self.counted, year, 0)
        # where one survey of one year counts all the own sectors, and the mean of their published shares, (trend,)
        surveys, years = axes.figure_evidence[:, own], self.year[:, own]
        one = (surveys == surveys[:, :1]).all(axis=1) & (years == years[:, :1]).all(axis=1)
        self.own_counted: Flags = one & self.counted[:, own].all(axis=1)
        self.own_published: Array = axes.published[:, own] @ share[own]
        # where sector and own trade are counted and the sector is not above, (trend, sector)
        below = ~(axes.published > self.own_published[:, None])
        self.below_own: Flags = self.counted & self.own_counted[:, None] & below

    def of_sector(self, trend: int, sector: int) -> ShareOfFirms:
        """Return the share in a sector."""
        today = float(logistic(self.axes.total[trend, sector]))
        if not self.counted[trend, sector]:
            return self.estimated(trend, today)
        evidence = self.compiled.evidence[self.axes.figure_evidence[trend, sector]]
        year, survey = int(self.year[trend, sector]), self.surveys[evidence]
        source = f"{survey.publisher}, {survey.area}"
        counts = self.compiled.trends[trend].counted.get(evidence, "")
        return ShareOfFirms(float(self.axes.published[trend, sector]), year, True, source, evidence, counts, today)

    def own(self, trend: int) -> ShareOfFirms:
        """Return the share in the own trade; counted where one survey counts all its sectors in one year."""
        own = np.flatnonzero(self.numbers.own).tolist()
        today = float(logistic(self.own_total[trend]))
        if not self.own_counted[trend]:
            return self.estimated(trend, today)
        one = self.of_sector(trend, own[0])
        return replace(one, share=float(self.own_published[trend]), today=today)

    def estimated(self, trend: int, today: float) -> ShareOfFirms:
        """Return a share that is estimated for today, with what it rests on."""
        sectors = int(self.counted[trend].sum())
        rests_on = f"figures of {sectors} sectors" if sectors > 1 else "its general level and trends like it"
        year = math.floor(moment(self.compiled.version))
        return ShareOfFirms(today, year, False, f"estimated from {rests_on}", ESTIMATE, "", today)
