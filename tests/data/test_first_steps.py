"""What the shipped map tells firms to begin with, and what a protection is worth."""

import functools

import pytest

from ecomap.io.businesses import business_of_sectors
from ecomap.io.maps import load_map
from ecomap.model import Business
from ecomap.model.compiled import CompiledMap
from ecomap.results.ranking import Ranking
from ecomap.verbs.ranking import rank_trends
from maps import some

FIRST = 10


@functools.cache
def ecosystem() -> CompiledMap:
    """Return the shipped map as the program reads it."""
    return load_map()[0]


def threat(ranking: Ranking, name: str) -> float:
    """Return what is at stake in a threat, in points."""
    return next(100 * row.score for row in ranking.threats if row.trend.id == name)


@pytest.mark.parametrize("sector", some(sector.id for sector in ecosystem().sectors))
def test_each_of_the_first_rows_begins_with_a_practice_that_suits(sector: str) -> None:
    """A practice of the trend, one of those that suit a typical firm of the sector, in words and hours."""
    for row in rank_trends(ecosystem(), Business(sectors={sector: 1.0}), top=FIRST).opportunities:
        assert row.first_step.practice in row.practices, row.trend.id
        assert row.first_step.text
        assert row.first_step.effort_hours > 0


def test_two_step_sign_in_halves_what_an_office_has_at_stake_in_phishing() -> None:
    """Less than half of what it is without."""
    office = Business(sectors={"legal-accounting": 1.0}, employees=6)
    without = threat(rank_trends(ecosystem(), office), "phishing-and-payment-fraud")
    safer = office.model_copy(update={"adopted": ("multi-factor-authentication",)})
    assert threat(rank_trends(ecosystem(), safer), "phishing-and-payment-fraud") < without / 2


def test_nothing_waits_for_a_total() -> None:
    """What is counted over several services is begun with one of them: it can stand before none."""
    roles = {trend.id: trend.role for trend in ecosystem().trends}
    axes = ecosystem().arrays
    first = {axes.trends[at] for at in axes.prerequisites.any(axis=0).nonzero()[0]}
    assert {name for name in first if roles[name] != "do"} == set()


ALONE = (
    "e-invoicing", "cloud-accounting", "collaboration-tools", "third-party-delivery", "precision-farming",
    "predictive-maintenance", "data-driven-quality-control", "dynamic-pricing", "carbon-accounting",
    "additive-manufacturing", "building-information-modelling", "telehealth",
)  # fmt: skip


@pytest.mark.parametrize("name", ALONE)
def test_what_any_firm_begins_by_itself_waits_for_nothing(name: str) -> None:
    """The state's own page sends a bill, a trial keeps books, a carrier's page prints a label; a map from the sky is
    free, a list of running hours and a line of weights are paper, a service prints the part."""
    axes = ecosystem().arrays
    assert not axes.prerequisites[axes.trend_index[name]].any()


@pytest.mark.parametrize(
    ("kinds", "begins"),
    [("software-house app-developer saas-company web-agency game-studio", "assistant-writes-code-people-merge"),
     ("law-office architect graphic-designer translator bakery", "ai-drafts-people-edit")],
)  # fmt: skip
def test_who_programs_begins_generative_ai_with_code_and_others_with_texts(kinds: str, begins: str) -> None:
    """Programs are what a software house sells: it stands among its first ten; texts are everybody's."""
    for kind in kinds.split():
        rows = rank_trends(ecosystem(), business_of_sectors({kind: 1}, ecosystem())).opportunities
        row = next(row for row in rows if row.trend.id == "generative-ai")
        assert row.first_step.practice == begins, kind
        assert row.rank <= 10 or begins != "assistant-writes-code-people-merge"
