"""What to ask a business next: the questions whose answers are expected to move its lists most."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ecomap.engine.questions import ANSWERS, SIZES, chances, looks, nearest, open_to_answers
from ecomap.firms import as_named
from ecomap.model import AnyMap, Business, CompiledMap, Settings
from ecomap.results.questions import Question, Reply
from ecomap.verbs.arrays import business_arrays, compiled_map
from ecomap.verbs.ranking import default_settings, missing_basics, to_check
from ecomap.verbs.standings import Standings, evaluated, find_standings, scored

if TYPE_CHECKING:
    from ecomap.model.sectors import Activity, Trait

SAYS = ("no", "partly", "yes")
SIZE = "employees"
DECIMALS = 9  # worths that agree so far are equal


def questions_to_ask(
    ecosystem: AnyMap,
    business: Business,
    settings: Settings | None = None,
    *,
    asked: Collection[str] = (),
    top: int | None = None,
) -> tuple[Question, ...]:
    """Return what a business has not said and that would move its answer, by how much it is expected to.

    Parameters
    ----------
    asked
        Ids of traits, activities and trends, or ``employees``, that were asked already and are asked no more.
    top
        How many questions; all that are worth anything if left out.

    Returns
    -------
    tuple[Question, ...]
        By falling worth: sum over the answers of their chance x the points by which opportunities and threats then
        differ from what they are now, each trend's weighted by how much its rank is looked at. None is worth nothing.
    """
    compiled, settings = compiled_map(ecosystem), settings or default_settings()
    numbers = find_standings(compiled, business, settings)
    found = [item for item in candidates(compiled, business, numbers) if item.id not in asked]
    worths = _worths(business, numbers, found)
    kept = [replace(item, worth=worth) for item, worth in zip(found, worths, strict=True) if worth > 0]
    return tuple(sorted(kept, key=lambda item: (-item.worth, item.id))[:top])


def answered(business: Business, reply: Reply) -> Business:
    """Return what a business is after an answer."""
    return business.model_copy(update={
        "traits": {**business.traits, **reply.traits},
        "activities": {**business.activities, **reply.activities},
        "adopted": tuple(dict.fromkeys((*business.adopted, *reply.adopted))),
        "not_yet": tuple(dict.fromkeys((*business.not_yet, *reply.not_yet))),
        "employees": business.employees if reply.employees is None else reply.employees,
    })  # fmt: skip


def _worths(business: Business, numbers: Standings, found: list[Question]) -> list[float]:
    """Return what each question is worth, all answers worked out together: a row does not depend on those beside it."""
    replies = [(at, reply) for at, item in enumerate(found) for reply in item.replies if reply.edits]
    block = [business, *(answered(business, reply) for _, reply in replies)]
    worked = evaluated(numbers.axes, business_arrays(block, numbers.axes), numbers.settings)
    lists = (scored(worked, threats=threats) for threats in (False, True))
    seen = np.concatenate([looks(one.score, one.keys) for one in lists], axis=1)
    worths = [0.0] * len(found)
    for (at, reply), moved in zip(replies, np.abs(seen[1:] - seen[0]).sum(axis=1).tolist(), strict=True):
        worths[at] += reply.chance * moved
    return [round(worth, DECIMALS) for worth in worths]


# --- the questions that there are -----------------------------------------------------------------------------


def candidates(compiled: CompiledMap, business: Business, numbers: Standings) -> Iterator[Question]:
    """Yield every question that concerns a business and that it has not answered; their worth is not known yet."""
    levels, own = numbers.levels, as_named(business)

    def concerns(item: "Trait | Activity") -> bool:
        staffed = own.employees is None or own.employees >= (item.employees_min or 0)
        return staffed and bool(item.question) and open_to_answers(levels[item.id])

    for trait in compiled.traits:
        if trait.id not in own.traits and concerns(trait):
            twins = [item.id for item in compiled.activities if item.asked_with == trait.id]
            unsaid = {name: levels[name] for name in twins if name not in own.activities}
            yield Question("trait", trait.id, trait.name, trait.question, 0.0, _of_trait(trait.id, levels, unsaid))
    for activity in compiled.activities:
        if activity.id not in own.activities and concerns(activity):
            usual = levels[activity.id]
            replies = tuple(  # the one that says as much as the firm's kind does leaves it there
                Reply(says, chance, activities={activity.id: usual if nearest(usual) == level else level})
                for says, level, chance in zip(SAYS, ANSWERS, chances(usual), strict=True)
            )
            yield Question("activity", activity.id, activity.name, activity.question or "", 0.0, replies)
    yield from _have_you_got_it(compiled, numbers)
    if own.employees is None:
        sizes = tuple(Reply(str(size), chance, employees=size) for size, chance in SIZES.items())
        yield Question("size", SIZE, "people at work", "How many people work there, you included?", 0.0, sizes)


def _of_trait(trait: str, levels: dict[str, float], twins: dict[str, float]) -> tuple[Reply, ...]:
    """Return the answers about a trait, which are about its activities too where those would be answered otherwise."""
    return tuple(
        Reply(
            says, chance, traits={trait: level},
            activities={name: level for name, usual in twins.items() if nearest(usual) != level},
        )
        for says, level, chance in zip(SAYS, ANSWERS, chances(levels[trait]), strict=True)
    )  # fmt: skip


def _have_you_got_it(compiled: CompiledMap, numbers: Standings) -> Iterator[Question]:
    """Yield what most firms like it use, and what every firm needs."""
    share = dict(zip(numbers.axes.trends, numbers.found.today[0].tolist(), strict=True))
    basics = (name for name in missing_basics(numbers) if name not in numbers.business.not_yet)
    for name in (*to_check(numbers, scored(numbers.found, threats=False)), *basics):
        trend = compiled.trend_by_id[name]
        replies = Reply("yes", share[name], adopted=(name,)), Reply("no", 1 - share[name], not_yet=(name,))
        yield Question("trend", name, trend.name, f"Have you got it: {trend.name}? {trend.summary}", 0.0, replies)
