"""What the first maps told owners wrongly, each with the firm at which it was seen, on the shipped map."""

import functools

import pytest

from ecomap import CompiledMap, business_of_sectors, explain_trend, load_business, load_map, rank_trends
from ecomap.io.businesses import templates
from ecomap.model import Business, Resources
from ecomap.names import Names
from ecomap.results.ranking import Ranking
from maps import some

TEMPLATES = sorted(templates())
RISKS = {"phishing-and-payment-fraud", "supplier-it-outage", "digital-skills-shortage", "global-online-competition"}


@functools.cache
def compiled() -> CompiledMap:
    return load_map()[0]


@functools.cache
def template(name: str) -> Business:
    return load_business(name, compiled())


@functools.cache
def ranking(name: str) -> Ranking:
    return rank_trends(compiled(), template(name))


def begun(found: Ranking) -> set[str]:
    return {row.trend.id for row in found.opportunities if row.action.name == "act"}


def ids(found: Ranking) -> list[str]:
    return [row.trend.id for row in found.opportunities]


PRACTICES = {
    "physiotherapist": ("Physiotherapiepraxis", "Praxis für Physiotherapie"),
    "speech-therapist": ("Logopädische Praxis", "Praxis für Logopädie", "Ergotherapiepraxis"),
    "orthodontist": ("kieferorthopädische Praxis",), "vet": ("dierenartspraktijk",),
    "podiatrist": ("Podologiepraxis",), "naturopath": ("Heilpraktikerpraxis",), "dentist": ("gabinet dentystyczny",),
    "mixed-farm": ("gemengd bedrijf",), "taxi": ("autotaxi", "transporte por taxi"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "called"), PRACTICES.items())
def test_a_practice_is_known_by_what_is_treated_there(kind: str, called: tuple[str, ...]) -> None:
    """Owners say what stands on their door, not what they are by themselves."""
    assert {Names.of(compiled()).known("firm", name) for name in called} == {kind}


@pytest.mark.parametrize("name", some(TEMPLATES))
def test_the_first_rows_are_explained_as_they_are_ranked(name: str) -> None:
    """Personalised messages were first for a restaurant, act, and eighth, watch, where they were explained."""
    for row in ranking(name).opportunities[:4]:
        told = explain_trend(compiled(), template(name), row.trend.id).row
        assert (told.rank, told.action, told.priority) == (row.rank, row.action, row.priority)


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_first_ranks_are_shown(name: str) -> None:
    """A restaurant was not shown its ranks 1 to 7: what is shown are the first ranks, with none left out."""
    shown = rank_trends(compiled(), template(name), top=4).opportunities
    assert [row.rank for row in shown] == [1, 2, 3, 4]


def test_a_hairdresser_is_told_first_of_online_booking() -> None:
    """It was hidden behind business software that law offices use."""
    assert ids(ranking("hairdresser"))[0] == "online-booking"


@pytest.mark.parametrize("name", ["online-shop", "saas-company", "fulfilment-centre"])
def test_who_sells_at_a_distance_is_not_told_to_be_on_the_map(name: str) -> None:
    """A web shop has no door: the listing was the first thing that it was told to do."""
    firm = template(name) if name in TEMPLATES else business_of_sectors({name: 1.0}, compiled())
    found = rank_trends(compiled(), firm)
    assert "local-search-listing" not in {*ids(found), *found.check}


@pytest.mark.parametrize("name", ["bakery", "hairdresser", "hotel", "builder", "dentist", "joiner", "window-fitter"])
def test_who_has_a_door_or_comes_to_it_is_asked_about_the_map(name: str) -> None:
    """In the list, or most like it are there already and it is asked for."""
    found = rank_trends(compiled(), business_of_sectors({name: 1.0}, compiled()))
    assert "local-search-listing" in {*ids(found), *found.check}


def test_little_money_begins_less() -> None:
    """EUR 500 and an hour a week: nothing begins that does not with the template's means, and not half of what does.

    No point of any row moves: means say what to do, not what it is worth.
    """
    little, own = set(), set()
    for name in TEMPLATES:
        means = Resources(budget_eur=500, hours_per_week=1)
        found = rank_trends(compiled(), template(name).model_copy(update={"resources": means}))
        assert [row.score for row in found.opportunities] == [row.score for row in ranking(name).opportunities]
        assert begun(found) <= begun(ranking(name))
        little |= {(name, id) for id in begun(found)}
        own |= {(name, id) for id in begun(ranking(name))}
    assert len(little) < len(own) / 2


def test_eighty_euros_begin_nothing_that_costs_more() -> None:
    """Where 600 are needed 80 do not cover "half of the need": what is begun costs 80 at the most together."""
    means = Resources(budget_eur=80, hours_per_week=1)
    firm = business_of_sectors({"restaurants": 1.0}, compiled()).model_copy(update={"resources": means})
    rows = [row for row in rank_trends(compiled(), firm).opportunities if row.action.name == "act"]
    assert rows
    steps = {step.trend: step for step in compiled().steps}
    assert sum(steps[row.trend.id].one_off_eur + 12 * steps[row.trend.id].monthly_eur for row in rows) <= 80


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_risk_is_no_opportunity_and_a_tool_no_threat(name: str) -> None:
    """Phishing stood among a bakery's opportunities, and 126 to 133 of 140 trends among everybody's threats."""
    found = ranking(name)
    assert RISKS.isdisjoint(ids(found))
    threats = {row.trend.id for row in found.threats}
    assert len(threats) <= 10
    assert "multi-factor-authentication" not in threats
    roles = {trend.id: trend.role for trend in compiled().trends}
    assert {roles[id] for id in ids(found)} == {"do"}
    assert {roles[id] for id in threats} == {"risk"}


def test_nobody_alone_is_told_to_recruit() -> None:
    """A shop of one person was told "Digital recruitment: act"; and totals of surveys are nothing to do."""
    for name in TEMPLATES:
        alone = template(name).model_copy(update={"employees": 1})
        told = ids(rank_trends(compiled(), alone))
        assert not {"digital-recruitment", "artificial-intelligence-any", "advanced-computing"} & {*told}
