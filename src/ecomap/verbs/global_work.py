"""Practices for work across borders: those that suit a firm that sells abroad, without what is in use."""

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from ecomap.model import Business, Settings
from ecomap.record import copied
from ecomap.results.globalise import PracticeStep, ThemeAnswer, WorkSteps
from ecomap.verbs.advice import suiting_steps
from ecomap.verbs.duties import EXPORT, EXPORTS, OPEN
from ecomap.verbs.readiness import Pair
from ecomap.verbs.standings import Standings, find_standings

if TYPE_CHECKING:
    from ecomap.model.compiled import CompiledMap
    from ecomap.model.context import Theme


class Practices:
    """What one firm can begin with, taken as a firm that sells abroad: half a level of exporting at least."""

    def __init__(self, compiled: "CompiledMap", business: Business, settings: Settings) -> None:
        self.business, self.compiled = business, compiled
        numbers = find_standings(compiled, _selling_abroad(compiled, business, settings), settings)
        self._levels, self._in_use, self._free = numbers.levels, numbers.found.in_use[0], numbers.found.concerned[0]
        self._suiting, self._steps = suiting_steps(compiled, numbers), compiled.step_by_practice
        self._index = numbers.axes.trend_index

    def used(self, practice: str) -> bool:
        """Tell whether the trend of a practice is in use."""
        step = self._steps.get(practice)
        return step is not None and bool(self._in_use[self._index[step.trend]])

    def steps(self, practices: Iterable[str]) -> tuple[PracticeStep, ...]:
        """Return the practices that suit and are not in use, each once, in the order given."""
        kept = [name for name in dict.fromkeys(practices) if name in self._suiting and not self.used(name)]
        found = [self._suiting[name] for name in kept if self._free[self._index[self._steps[name].trend]]]
        return tuple(copied(PracticeStep, step, first_step=step.text) for step in found)

    def does(self, any_of: Sequence[str]) -> bool:
        """Tell whether the firm has one of some traits or activities by half; it does where none is asked for."""
        return not any_of or any(self._levels.get(name, 0.0) >= OPEN for name in any_of)

    def concerns(self, theme: "Theme") -> bool:
        """Tell whether an opportunity or a challenge concerns one of the firm's sectors."""
        return not theme.sectors or any(name in theme.sectors for name in self.business.sectors)


def _selling_abroad(compiled: "CompiledMap", business: Business, settings: Settings) -> Business:
    """Return the firm as it will be: with at least half a level of exporting, in trait and activity."""
    levels = find_standings(compiled, business, settings).levels
    traits, activities = ({id: max(OPEN, levels[id])} if id in levels else {} for id in (EXPORTS, EXPORT))
    update = {"traits": business.traits | traits, "activities": business.activities | activities}
    return business.model_copy(update=update)


def work_of(
    compiled: "CompiledMap", practices: Practices, pair: Pair, kind: Literal["phase", "automation"]
) -> tuple[WorkSteps, ...]:
    """Return the phases, or the kinds of work that run by themselves, filled for one firm and country."""
    found = []
    for work in compiled.book.global_work:
        if work.kind != kind:
            continue
        needless = [name for name, tie in work.needless.items() if pair.share(tie)]
        does = practices.does(work.any_of)
        concerns, closed = does or bool(work.gated), () if does else work.gated
        left = [name for name in work.practices if name not in (*needless, *closed)] if concerns else []
        steps = practices.steps(left)
        found.append(
            WorkSteps(
                work.id, work.name, concerns, steps, tuple(filter(practices.used, left)), tuple(needless),
                math.fsum(step.effort_hours for step in steps), math.fsum(step.one_off_eur for step in steps),
                math.fsum(step.monthly_eur for step in steps),
            )
        )  # fmt: skip
    return tuple(found)


def themes_of(compiled: "CompiledMap", practices: Practices, numbers: Standings) -> tuple[ThemeAnswer, ...]:
    """Return the opportunities of the components and the challenges of the barriers, as they meet the firm."""
    won = {theme.id: theme for theme in compiled.book.opportunities}
    met = {theme.id: theme for theme in compiled.book.challenges}
    opportunities = [won[name] for component in compiled.book.components for name in component.opportunities]
    challenges = [met[name] for barrier in compiled.book.barriers for name in barrier.challenges]
    return (
        *(_theme("opportunity", theme, practices, numbers) for theme in opportunities),
        *(_theme("challenge", theme, practices, numbers) for theme in challenges),
    )


def _theme(
    kind: Literal["opportunity", "challenge"], theme: "Theme", practices: Practices, numbers: Standings
) -> ThemeAnswer:
    index, today = numbers.axes.trend_index, numbers.found.today[0]
    trend = max(theme.trends, key=lambda name: (float(today[index[name]]), name))
    concerns = practices.concerns(theme)
    own = [name for name in practices.business.sectors if name in theme.sectors]
    named = [practices.compiled.sector_by_id[name].short for name in own or theme.sectors]
    why = _sectors(named, own) if theme.sectors else "every firm"
    return ThemeAnswer(theme.id, kind, theme.name, concerns, why, trend, float(today[index[trend]]))


def _sectors(names: Sequence[str], own: Sequence[str]) -> str:
    told = ", ".join(names[:3]) + (" ..." if len(names) > 3 else "")
    return f"your sector: {told}" if own else f"not your sectors, but {told}"
