"""What an owner does not want is not proposed, nor what rests on it; all else stays as it was."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap import Business, load_business, rank_trends
from ecomap.firms import described
from ecomap.verbs.arrays import business_arrays, compiled_map
from ecomap.verbs.batch.blocks import Ranker
from ecomap.verbs.questions import answered, questions_to_ask
from maps import examples, situations

SALON = Business(sectors={"personal-services": 1.0}, adopted=("digital-payments",))


@pytest.fixture(scope="module")
def compiled(shipped):
    """Return the map as a query reads it."""
    return compiled_map(shipped)


def proposed(ranking):
    """Return everything that an answer proposes, by list."""
    rows = {row.trend.id: row for row in ranking.opportunities}
    return rows, {*rows, *ranking.check, *ranking.basics, *(one for row in rows.values() for one in row.others)}


def test_what_is_rejected_and_what_rests_on_it_is_nowhere(compiled):
    """No website: no row, no question, no line for it, nor for being found by search, which needs it first."""
    before, after = (
        rank_trends(compiled, SALON.model_copy(update={"rejected": said})) for said in ((), ("website", "chatbots"))
    )
    needing = {trend.id for trend in compiled.trends if "website" in trend.prerequisites}
    assert needing & proposed(before)[1]
    assert not proposed(after)[1] & {"website", "chatbots", *needing}
    assert after.rejected == ("website", "chatbots")


def test_a_rejected_protection_is_not_advised(compiled):
    """A protection that the owner does not want does not stand beside a threat."""
    firm = SALON.model_copy(update={"rejected": ("multi-factor-authentication",)})
    steps = {step.practice: step.trend for step in compiled.steps}
    ranking = rank_trends(compiled, firm)
    advised = {steps[name] for row in ranking.threats for name in row.missing_protections}
    assert "multi-factor-authentication" not in advised | set(ranking.basics)


@examples(25)
@given(situations(), st.data())
def test_all_else_keeps_its_points(situation, data):
    """The priority of every other trend, and its order among the others, are those of before.

    New is at most what stood behind it, by however many steps: what comes along with it, another of its family, and
    what comes along with those.
    """
    around, business = situation
    unwanted = data.draw(st.sampled_from([trend.id for trend in around.trends]))
    business = business.model_copy(update={"adopted": tuple(one for one in business.adopted if one != unwanted)})
    old = rank_trends(around, business).opportunities
    new = rank_trends(around, business.model_copy(update={"rejected": (unwanted,)})).opportunities
    scores = {row.trend.id: row.score for row in old}
    assert unwanted not in {row.trend.id for row in new}
    assert [(row.trend.id, row.score) for row in new if row.trend.id in scores] == [
        (row.trend.id, row.score) for row in old if row.trend.id in {row.trend.id for row in new}
    ]
    wholes = {trend.id: trend.part_of for trend in around.trends}
    behind, found = set(), {unwanted}
    while found:
        behind |= found
        found = {trend.id for trend in around.trends if behind & {*trend.comes_with, *trend.part_of}}
        found = (found | {whole for one in behind for whole in wholes[one]}) - behind
    assert {row.trend.id for row in new} <= scores.keys() | behind


def test_what_is_not_yet_in_use_is_proposed_and_not_asked(compiled):
    """What the law asks for years, a trade lives from or most have is proposed where its owner says no, in any verb."""
    said = {"sectors": {"machine-shop": 1}, "country": "IT", "employees": 12}
    asked = rank_trends(compiled, described(Business(**said), compiled))
    no = ("e-invoicing", "specialized-equipment", next(id for id in asked.check if id in proposed(asked)[0]))
    assert {*no} <= {*asked.check}
    assert not {*no[:2]} & proposed(asked)[0].keys()
    firm = described(Business(**said, not_yet=no), compiled)
    told = rank_trends(compiled, firm)
    assert {*no} <= proposed(told)[0].keys()
    assert not {*no} & {*told.check, *(item.id for item in questions_to_ask(compiled, firm))}
    assert {row.trend.id: row.priority for row in told.opportunities}.items() >= {
        row.trend.id: row.priority for row in asked.opportunities
    }.items()


def test_a_no_is_kept(compiled):
    """Of every question about something in use, a no says so, and the question is not asked again."""
    firm = load_business("bakery", compiled)
    for item in questions_to_ask(compiled, firm):
        if item.about == "trend":
            no = next(reply for reply in item.replies if reply.says == "no")
            assert no.edits == (f"not_yet+={item.id}",)
            assert item.id not in {one.id for one in questions_to_ask(compiled, answered(firm, no))}


def test_in_a_block_as_alone(compiled):
    """A row with something rejected, or not yet in use, beside rows without: each as by itself."""
    firms = [load_business(name, compiled) for name in ("hairdresser", "bakery")]
    firms.append(firms[0].model_copy(update={"rejected": ("online-booking",)}))
    firms += [described(Business(sectors={"machine-shop": 1}, not_yet=no), compiled)
              for no in ((), ("specialized-equipment",))]  # fmt: skip
    found = Ranker(compiled, top=20).rank(business_arrays(firms, compiled.arrays)).opportunities
    for row, firm in enumerate(firms):
        alone = [compiled.arrays.trend_index[one.trend.id] for one in rank_trends(compiled, firm, top=20).opportunities]
        assert np.array_equal(found.trend[row][found.trend[row] >= 0], alone)
