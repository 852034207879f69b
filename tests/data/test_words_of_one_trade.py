"""No firm is told of guests, patients or pupils that it does not have: words of one trade stay in that trade."""

import re
from collections.abc import Iterator

import pytest

from ecomap import EcosystemMap, business_of_sectors, learn_from_others, load_map, rank_trends
from maps import some

WORDS = {
    r"guests?": {"hospitality", "restaurants"},
    r"patients?": {"health-care", "social-care"},
    r"pupils?": {"education"},
    r"dish(?:es)?|kitchens?|menus?": {"hospitality", "restaurants", "food-manufacturing"},
}
"""Words, and the sectors in which they are at home."""
SOME = 7
"""Every seventh kind of firm: about fifty."""


def told(around: EcosystemMap, kind: str, people: int) -> Iterator[str]:
    """Yield what a firm of a kind is told of steps, practices and trends; how it looks elsewhere names its trade."""
    compiled = load_map()[0]
    practices = {one.id: one for one in around.practices}
    trends = {one.id: one for one in around.trends}
    firm = business_of_sectors({kind: 1}, compiled).model_copy(update={"employees": people, "country": "FR"})
    ranking = rank_trends(compiled, firm)
    steps = {row.first_step.practice for row in ranking.opportunities} & practices.keys()
    steps |= {lesson.practice for lesson in learn_from_others(compiled, firm).lessons}
    for name in steps:
        one = practices[name]
        yield from (one.name, one.first_step, one.benefit, one.human, one.kpi.name, *(one.ethics or {}).values())
    for row in (*ranking.opportunities, *ranking.threats):
        trend = trends[row.trend.id]
        yield from (trend.summary, *(text for item in trend.challenges for text in (item.text, item.mitigation)))


@pytest.mark.parametrize("at", some(range(0, 369, SOME), of=6))
def test_nobody_is_told_of_guests_that_it_does_not_have(shipped, at):
    """Of the words of a trade none is told to a kind of firm that lives by no part of it."""
    kind = shipped.kinds[at]
    foreign = [word for word, home in WORDS.items() if not home & kind.sectors.keys()]
    found = re.compile(rf"\b(?:{'|'.join(foreign)})\b", re.IGNORECASE)
    assert not {text for people in (4, 15) for text in told(shipped, kind.id, people) if found.search(text)}
