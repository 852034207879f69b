"""What to ask next: worth by brute force, nothing that changes nothing, each question in the words of an owner."""

from dataclasses import replace

import pytest
from hypothesis import given

from ecomap import EcosystemMap
from ecomap.engine.questions import chances, nearest
from ecomap.model import Activity, Business, Settings
from ecomap.results.questions import Question
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.questions import answered, candidates, questions_to_ask
from ecomap.verbs.standings import find_standings, scored
from maps import Situation, ecosystem, examples, group, influence, sector, situations, trend


def looked_at(around: EcosystemMap, business: Business) -> dict[str, float]:
    """Return the points of each trend in its list, each rank looked at a tenth less than the one above it."""
    found = find_standings(around, business, Settings())
    points: dict[str, float] = {}
    for threats in (False, True):
        listed = scored(found.found, threats=threats)
        rows = sorted((-int(key), place) for place, key in enumerate(listed.keys[0]) if key >= 0)
        for rank, (_, place) in enumerate(rows):
            points[f"{threats} {place}"] = 100 * float(listed.score[0, place]) * 0.1 * 0.9**rank
    return points


def worth_by_hand(around: EcosystemMap, business: Business, question: Question) -> float:
    """Return chance x points that differ, each answer ranked by itself."""
    now, total = looked_at(around, business), 0.0
    for reply in question.replies:
        then = looked_at(around, answered(business, reply))
        total += reply.chance * sum(abs(then.get(name, 0) - now.get(name, 0)) for name in now | then)
    return total


@examples(30)
@given(situations())
def test_worth_is_the_expected_change_by_brute_force(situation: Situation) -> None:
    """On small maps each answer is ranked by itself; what cannot change anything is worth 0 and never asked."""
    around, business = situation
    found = questions_to_ask(around, business)
    assert found == questions_to_ask(around, business)
    assert [item.worth for item in found] == sorted((item.worth for item in found), reverse=True)
    worths = {item.id: item.worth for item in found}
    assert all(worth > 0 for worth in worths.values())
    compiled = compiled_map(around)
    for item in candidates(compiled, business, find_standings(compiled, business, Settings())):
        assert worths.get(item.id, 0) == pytest.approx(worth_by_hand(around, business, item), abs=1e-8)
        assert sum(reply.chance for reply in item.replies) == pytest.approx(1)
    said = {*business.traits, *business.activities, *business.adopted, *(["employees"] if business.employees else [])}
    assert said.isdisjoint(item.id for item in found)


@examples(30)
@given(situations())
def test_what_is_asked_is_asked_no_more(situation: Situation) -> None:
    """Without the first question the others stay as they are; all asked, none is left."""
    found = questions_to_ask(*situation)
    asked = [item.id for item in found]
    assert questions_to_ask(*situation, asked=asked[:1]) == found[1:]
    assert questions_to_ask(*situation, asked=asked) == ()
    assert questions_to_ask(*situation, top=2) == found[:2]


LEVELS = {"desk": 0.5, "shop": 0.0, "post": 1.0}


def two_sectors(**more: object) -> EcosystemMap:
    """Return a map in which some firms of s1 work at desks, hardly any has a shop and nearly all send mail."""
    weights = {"desk": 1.5, "shop": 1.0, "post": -1.0}
    sectors = [sector("s1", {"work": 0.5}, LEVELS), sector("s2", {"work": 0.5, "rest": 0.5}, {"shop": 1.0})]
    trends = [trend("t", services={"work": 0.5}, group="g"), trend("u", services={"work": 0.5})]
    counted = [influence(t, s, 0.3) for t in ("t", "u") for s in ("s1", "s2")]
    return ecosystem(sectors, trends, counted, groups=[group("g", weights)], **more)


FIRM = Business(sectors={"s1": 1.0}, employees=12)


def test_what_does_not_concern_a_firm_is_not_asked() -> None:
    """Neither of the shop, which none of its kind has, nor of the mail, which all send; nor where all is in use."""
    found = {item.id: item for item in questions_to_ask(two_sectors(), FIRM)}
    assert {"desk", "work"} == set(found)
    assert [reply.traits for reply in found["desk"].replies] == [{"desk": 0.0}, {"desk": 0.5}, {"desk": 1.0}]
    assert questions_to_ask(two_sectors(), replace(FIRM, adopted=("t", "u"))) == ()
    mixed = replace(FIRM, sectors={"s1": 0.5, "s2": 0.5})  # half of it keeps shops: now that question is open
    assert {"shop", "post"} <= {item.id for item in questions_to_ask(two_sectors(), mixed)}


def test_chances_by_hand() -> None:
    """Two halves done with .05 + .9 x level: of 0 (.95^2, 2 x .05 x .95, .05^2); of .5 a quarter, half, a quarter."""
    assert chances(0.0) == pytest.approx((0.9025, 0.095, 0.0025))
    assert chances(0.5) == pytest.approx((0.25, 0.5, 0.25))
    assert chances(1.0) == pytest.approx((0.0025, 0.095, 0.9025))


def test_one_answer_says_trait_and_activity() -> None:
    """An activity that is asked with a trait has no question; the answer moves it where it is not that already."""
    activities = tuple(
        Activity(id=name, name=name, summary=name, phrase=name, **more)
        for name, more in (("work", {"asked_with": "desk"}), ("rest", {}))
    )  # fmt: skip
    found = {item.id: item for item in questions_to_ask(two_sectors(activities=activities), FIRM)}
    assert "work" not in found
    assert [reply.activities for reply in found["desk"].replies] == [{"work": 0.0}, {}, {"work": 1.0}]


def test_an_answer_as_of_the_kind_leaves_the_activity_there() -> None:
    """Partly is .7 where the kind does it so much: from a quarter to three quarters."""
    sectors = [sector("s1", {"work": 0.7}, {}), sector("s2", {"work": 0.2}, {})]
    around = ecosystem(sectors, [trend("t", services={"work": 0.5})], {("t", "s1"): 0.3, ("t", "s2"): 0.3})
    [item] = questions_to_ask(around, FIRM)
    assert [reply.activities["work"] for reply in item.replies] == [0.0, 0.7, 1.0]


def test_a_firm_of_one_is_not_asked_about_staff(shipped: EcosystemMap) -> None:
    """Rotas are asked of two people or more."""
    staff = {"works-shifts", "plan-and-train-staff"}
    alone, ten = (
        {item.id for item in questions_to_ask(shipped, Business(sectors={"construction": 1}, employees=people))}
        for people in (1, 10)
    )
    assert not staff & alone
    assert staff & ten


def test_what_most_use_is_asked_for(shipped: EcosystemMap) -> None:
    """Each such question speaks of a trend that over half of the firms like it use, or of a basic; yes writes it."""
    found = questions_to_ask(shipped, Business(sectors={"restaurants": 1}))
    trends = {trend.id: trend for trend in shipped.trends}
    usual = [item for item in found if item.about == "trend"]
    assert usual
    for item in usual:
        assert item.replies[0].chance > 0.5 or trends[item.id].basic
        assert item.replies[0].edits == (f"adopted+={item.id}",)
        assert item.question.startswith("Have you got it: ")


def test_every_trait_and_activity_has_a_plain_question(shipped: EcosystemMap) -> None:
    """One sentence with a question mark, of at most 20 words; an activity has its own or a trait's."""
    own = [item.question for item in (*shipped.traits, *shipped.activities) if item.question]
    assert all(text.endswith("?") and len(text.split()) <= 20 for text in own)
    assert all(bool(item.question) != bool(item.asked_with) for item in shipped.activities)


def test_the_nearest_answer_is_partly_from_a_quarter_to_three_quarters():
    """No, partly and yes stand at 0, .5 and 1: halfway between two of them the answer is partly."""
    assert [nearest(level) for level in (0.0, 0.24, 0.25, 0.5, 0.75, 0.76, 1.0)] == [0, 0, 0.5, 0.5, 0.5, 1, 1]
