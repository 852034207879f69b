"""A schedule without a solver: what brings most points for its share of the means comes first, as early as it fits.

Then a part of it is taken out and put back in another order, again and again, and the best is kept. How often is the
only limit, and chance has a fixed seed: the same problem gives the same schedule.
"""

from collections.abc import Callable
from random import Random

from ecomap.engine.beginnings import beginnings
from ecomap.engine.draft import Begun, Draft, Field, draft_of
from ecomap.engine.scheduling import Problem, Schedule, worth

STEPS = 200
"""Times that a part of a schedule is put back in another order."""
LOOSE = 0.01
"""Share of the best value that a step may lose at first, so that the search leaves a dead end."""
STIR = 0.4
"""Share by which chance moves what a job brings for its share of the means."""
ROUNDING = 1e-9
"""Points that a better schedule has more, at least."""
LEAST = 1e-6
"""Share of the means of a job that takes nothing, and the least room that a share is taken of."""


def greedy(problem: Problem, steps: int = STEPS, start: Begun | None = None) -> Schedule:
    """Return a schedule that keeps every limit, not worse than a start that does; nothing is proven of it."""
    field = Field.of(problem, beginnings(problem))
    filler, random = Filler(field), Random(0)

    def other_order(draft: Draft) -> Draft:
        return filler.fill(without_some(draft, random), random)

    drafts = [filler.fill(Draft(field)), draft_of(field, start) if start else None]
    best = max((draft for draft in drafts if draft), key=lambda draft: draft.value)
    begun = improved(best, other_order, steps).schedule
    return Schedule(begun, worth(problem, begun), float("inf"))


def improved(draft: Draft, step: Callable[[Draft], Draft | None], steps: int, enough: float = float("inf")) -> Draft:
    """Return the best draft of so many steps from one to the next, or the first that is worth enough."""
    best, best_value, value = draft, draft.value, draft.value
    for place in range(steps):
        if best_value >= enough:
            break
        other = step(draft)
        if other is None:
            continue
        other_value = other.value
        if other_value >= value - LOOSE * (1 - place / steps) ** 2 * best_value:
            draft, value = other, other_value
        if value > best_value + ROUNDING:
            best, best_value = draft, value
    best.drop_idle()
    return best


def without_some(draft: Draft, random: Random) -> Draft:
    """Return a draft without some jobs, drawn by chance, or without those of some months."""
    other, jobs = draft.copy(), sorted(draft.begun)
    if random.random() < 0.5:
        out = random.sample(jobs, min(len(jobs), random.randint(1, 6)))
    else:
        first = random.randrange(len(draft.field.problem.means.hours))
        last = first + random.randint(1, 3)
        out = [job for job in jobs if first <= draft.field.found.month[draft.begun[job]] < last]
    for job in out:
        if job in other.begun:
            other.drop(job)
    other.drop_idle()
    return other


class Filler:
    """Begins all that still fits, what brings most for its share of the means first."""

    def __init__(self, field: Field) -> None:
        jobs = [job for job in field.rows if any(points > 0 for _, points in field.problem.jobs[job].gains)]
        shares = ((job, self._share(field, job)) for job in jobs)
        self.share = {job: share for job, share in shares if share}
        self.soonest = {
            job: int(min(field.found.works[rows].min() for rows in field.rows[job].values())) for job in jobs
        }

    @staticmethod
    def _share(field: Field, job: int) -> float | None:
        """Return the parts of all hours, cash, running cost and places that a job takes with all that it needs."""
        draft, months = Draft(field), len(field.problem.means.hours)
        if draft.add(job) is None:
            return None
        use, room = field.found.use[list(draft.begun.values())].sum(axis=0), field.found.room
        means = slice(0, months), slice(2 * months - 1, 2 * months), slice(2 * months, 2 * months + 1)
        kinds = (*means, slice(2 * months + 1, 3 * months + 1))
        return LEAST + sum(float(use[kind].sum()) / max(LEAST, float(room[kind].sum())) for kind in kinds)

    def fill(self, draft: Draft, random: Random | None = None) -> Draft:
        """Begin all that still fits; chance may move the order."""
        rated = []
        for job, share in self.share.items():
            if job not in draft.since:
                points = draft.gain(job, self.soonest[job])
                rated.append((-points / share * (random.uniform(1 - STIR, 1 + STIR) if random else 1.0), job))
        for _, job in sorted(rated):
            if job not in draft.since:
                draft.add(job)
        return draft
