"""``ecomap benchmark`` on the shipped map: whose practices are told, on what figures, and the tables of the texts."""

import json
import math
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from ecomap.cli import main
from ecomap.errors import MethodError, UnknownNameError
from ecomap.io.businesses import business_of_sectors, load_business, templates
from ecomap.io.maps import load_map
from ecomap.model.compiled import CompiledMap
from ecomap.render.phrases import english
from ecomap.results.benchmark import Benchmark
from ecomap.verbs.benchmark import LEAST_FIT, learn_from_others
from ecomap.verbs.ranking import rank_trends
from maps import some

HEAVIEST = 5
YEARS = range(2010, 2027)


@cache
def compiled() -> CompiledMap:
    """Return the shipped map."""
    return load_map(None)[0]


@cache
def of_sector(sector: str) -> Benchmark:
    """Return what a firm of which nothing but its sector is known can learn."""
    return learn_from_others(compiled(), business_of_sectors({sector: 1.0}, compiled()))


@cache
def of_template(name: str, **asked: str) -> Benchmark:
    """Return what a template can learn."""
    return learn_from_others(compiled(), load_business(name, compiled()), **asked)


def every() -> list[Benchmark]:
    """Return the answers of all sectors and templates."""
    return [*map(of_sector, compiled().listed), *map(of_template, templates())]


# --- what holds of every row


def test_the_own_sector_is_never_named():
    """Neither as the one further along nor as the one where a practice is at home; and each practice is told once."""
    for found in every():
        own = set(found.business.sectors)
        assert not own & {name for one in found.lessons for name in (one.sector, one.home)}
        told = [one.practice for one in found.lessons]
        assert len(told) == len(set(told))
        assert {one.ahead for one in found.lessons} == {True}


def test_every_row_names_activity_figure_year_and_source():
    """A counted share is the published one, of its survey's year; an estimate is of today and says what it rests on."""
    arrays, surveys = compiled().arrays, {survey.evidence for survey in compiled().surveys}
    for found in every():
        for one in found.lessons:
            assert one.activity in compiled().activity_by_id
            assert one.activity_name in {item.name for item in compiled().activities}
            for firms in (one.there, one.yours):
                assert 0 < firms.today < 1
                assert firms.year in YEARS
                assert firms.source
                assert firms.counted == (firms.evidence in surveys)
            cell = arrays.trend_index[one.trend.id], arrays.sector_index[one.sector]
            if one.there.counted:
                assert one.there.share == arrays.published[cell]
                assert compiled().evidence[arrays.figure_evidence[cell]] == one.there.evidence
                assert str(one.there.year) in one.figures
            else:
                assert (one.there.year, one.there.share) == (2026, one.there.today)
                assert one.there.source.startswith("estimated from")
                assert "~" in one.figures or "under 1%" in one.figures


def test_who_is_named_is_further_along_by_every_figure_there_is():
    """By the estimates of today always; by the published shares where both are; with a chance of .8 where counted."""
    for found in every():
        for one in found.lessons:
            assert one.there.today > one.yours.today
            assert one.lead > 0
            assert one.sure >= (0.8 if one.there.counted else 0.5)
            if one.there.counted and one.yours.counted:
                assert one.there.share > one.yours.share
            assert one.fit >= LEAST_FIT


def test_the_fit_is_likeness_times_how_far_ahead_times_the_one_priority():
    """fit = same x (1 - exp(-lead)) x priority, with the priority and the rank that ``analyze`` has."""
    for name in templates():
        ranked = {row.trend.id: row for row in rank_trends(compiled(), load_business(name, compiled())).opportunities}
        for one in of_template(name).lessons:
            if one.trend.id in ranked:
                row = ranked[one.trend.id]
                assert (one.trend_rank, one.priority) == (row.rank, row.priority)
                expected = 100 * row.score * one.same * (1 - math.exp(-one.lead))
                assert one.fit == pytest.approx(expected, rel=1e-9)
            else:
                assert one.trend_rank is None


def test_the_order_is_rounds_of_activities_the_heaviest_first():
    """The best of each activity, then the second best; wholly done before partly and little, of these by fit."""
    for found in every():
        assert [one.rank for one in found.lessons] == list(range(1, len(found.lessons) + 1))
        seen: dict[str, list[float]] = {}
        keys = []
        for one in found.lessons:
            before = seen.setdefault(one.activity, [])
            keys.append((len(before), -round(2 * one.weight), -one.fit, one.practice))
            before.append(one.fit)
        assert keys == sorted(keys)
        assert all(fits == sorted(fits, reverse=True) for fits in seen.values())


def test_nothing_rejected_or_in_use_or_unsuitable_is_told():
    """What a firm uses, rejects, or what does not suit it or concern it, makes no row; more in use, fewer rows."""
    retail = load_business("retail-shop", compiled())
    first = of_template("retail-shop").lessons[0]
    for change in ("adopted", "rejected"):
        changed = retail.model_copy(update={change: (*getattr(retail, change), first.trend.id)})
        assert first.trend.id not in {one.trend.id for one in learn_from_others(compiled(), changed).lessons}
    steps = {step.practice: step for step in compiled().steps}
    for name in templates():
        business = load_business(name, compiled())
        told = of_template(name).lessons
        assert not {one.trend.id for one in told} & {*business.adopted, *business.rejected}
        assert all(trend.role not in ("risk", "duty", "umbrella", "indicator")
                   for trend in compiled().trends if trend.id in {one.trend.id for one in told})  # fmt: skip
        tills = [one for one in told if "sells-to-consumers" in steps[one.practice].suits]
        level = business.traits.get("sells-to-consumers")
        assert level is None or level > 0 or not tills


@pytest.mark.parametrize("sector", some(compiled().listed))
def test_the_five_heaviest_activities_have_a_row_or_a_said_reason(sector: str):
    """Of every sector; a reason stands beside no row of the same activity."""
    found, profile = of_sector(sector), compiled().sector_by_id[sector].activities
    heaviest = sorted(profile, key=lambda name: (-profile[name], name))[:HEAVIEST]
    told, silent = {one.activity for one in found.lessons}, {one.activity: one for one in found.silent}
    assert not told & set(silent)
    assert set(heaviest) <= told | set(silent)
    assert all(one.why in english("silence") and one.text for one in found.silent)


# --- what can be asked for


def test_what_is_asked_for_is_all_that_is_told():
    """One activity, one area, one sector, one goal; each by any name that it has."""
    assert {one.activity for one in of_template("clinic", activity="Take bookings").lessons} == {"take-appointments"}
    area = next(area for area in compiled().areas if area.id == "crm")
    practices = {practice.id: practice for practice in compiled().practices}
    for one in of_template("consulting", area="Customer relations").lessons:
        assert one.trend.id in area.trends or practices[one.practice].activity in area.activities
    assert {one.sector for one in of_template("bakery", sector="Hotels").lessons} == {"hospitality"}
    goal = learn_from_others(compiled(), load_business("bakery", compiled()), goals={"Talent": 1.0})
    fit = compiled().arrays.goal_fit[:, compiled().arrays.goals.index("talent")]
    assert goal.lessons
    assert all(fit[compiled().arrays.trend_index[one.trend.id]] >= 0.5 for one in goal.lessons)
    assert goal.goals == {"talent": 1.0}


def test_more_of_the_same_are_the_same_rows():
    """``top`` leaves rows out and changes none; how many there are in all is said."""
    bakery = load_business("bakery", compiled())
    all_of_them, three = (learn_from_others(compiled(), bakery, top=top) for top in (None, 3))
    assert three.lessons == all_of_them.lessons[:3]
    assert three.lessons_in_all == len(all_of_them.lessons)


def test_unknown_names_and_the_own_sector_are_refused():
    """With what comes near, or what to do instead."""
    with pytest.raises(UnknownNameError, match="operations"):
        of_template("bakery", area="operatoins")
    with pytest.raises(MethodError, match="sector of this business"):
        of_template("bakery", sector="retail-trade")


def test_every_area_is_known_by_the_help():
    """The areas of the map are those that the command names."""
    from ecomap.cli.app import Commands

    said = next(one for one in Commands("")["benchmark"].params if one.name == "area")
    named = said.help.partition(": ")[2].rstrip(".").split(", ")
    assert named == [area.id for area in compiled().areas]


# --- the example tables of the two texts, by ids, out of the real command line


class Told(NamedTuple):
    """A line of a table in a text: how it is asked for, and who shows which practice."""

    line: str
    command: Sequence[str]
    practice: str
    sector: str
    ahead: bool = True
    """False: the figures speak against the text, and the row says so."""


CRM, SHOP = ("consulting", "--area", "crm"), ("retail-shop", "--area", "operations")
TABLES = (
    Told("clinic: appointments online", ("clinic",), "booking-page-round-the-clock", "personal-services"),
    Told("clinic: reminders", ("clinic",), "reminder-before-each-visit", "hospitality"),
    Told("clinic: a word after the visit", ("clinic",), "message-after-purchase", "e-commerce"),
    Told("clinic: feedback", ("clinic", "--goal", "engagement"), "feedback-link-after-service", "e-commerce"),
    Told("farm: sensors", ("farm",), "sensor-foretells-the-stop", "vehicle-manufacturing"),
    Told("farm: sensors of the cold chain", ("farm",), "proof-of-temperature", "pharmaceuticals"),
    Told("farm: prediction", ("farm", "--with", "finance-insurance"), "foresee-risk-and-yield", "finance-insurance"),
    Told("farm: drones", ("farm", "--area", "data"), "drone-map-of-the-ground", "mining"),
    Told("farm: drones of logistics", ("farm", "--with", "logistics"), "flights-for-the-urgent-and-far", "logistics",
         ahead=False),
    Told("consulting: e-mail", CRM, "mail-sequence-for-new-contacts", "e-commerce"),
    Told("consulting: chatbots", CRM, "bot-for-the-first-question", "telecommunications"),
    Told("consulting: segments", CRM, "groups-from-what-they-do", "e-commerce"),
    Told("consulting: sales process", CRM, "next-step-for-each-lead", "it-services"),
    Told("shop: bills and payment", SHOP, "bill-and-remind-by-itself", "fintech"),
    Told("shop: stock", SHOP, "reorder-at-the-warning-line", "e-commerce"),
    Told("shop: workflow", SHOP, "order-to-parcel-without-typing", "e-commerce"),
    Told("shop: data entry", SHOP, "read-bills-by-machine", "finance-insurance"),
    Told("abroad: marketing", ("manufacturer", "--area", "marketing"), "campaigns-by-country", "e-commerce"),
    Told("abroad: sales", ("manufacturer", "--area", "crm"), "next-step-for-each-lead", "it-services"),
    Told("abroad: service", ("manufacturer",), "customer-help-across-borders", "travel-services"),
    Told("abroad: supplies", ("manufacturer", "--area", "supply-chain"), "second-source-by-risk",
         "electronics-manufacturing"),
    Told("abroad: finance", ("manufacturer", "--area", "finance"), "bill-and-remind-by-itself", "fintech"),
)  # fmt: skip


@pytest.mark.parametrize("told", some(TABLES), ids=lambda told: told.line)
def test_the_tables_of_the_texts_come_out_of_the_command(told: Told, capsys: pytest.CaptureFixture[str]):
    """Each line is a row with its sector, what to do, what it brings and what it costs, all from the map."""
    assert main(["benchmark", *told.command, "--json"]) == 0
    rows = {row["practice"]: row for row in json.loads(capsys.readouterr().out)["lessons"]}
    row = rows[told.practice]
    assert (row["sector"], row["ahead"]) == (told.sector, told.ahead)
    practice = next(practice for practice in compiled().practices if practice.id == told.practice)
    assert (row["at_home"], row["adapt"], row["benefit"]) == (practice.at_home, practice.adapt, practice.benefit)
    assert row["human"] == practice.human
    assert row["first_step"]["effort_hours"] > 0
    assert row["first_step"]["kpi"]
    assert told.ahead or "no further along" in row["why"]


def test_a_home_that_the_figures_do_not_bear_out_is_told():
    """Where the sector of the practice is not further along another is named, and the row says so."""
    rows = [one for name in templates() for one in of_template(name).lessons if one.home != one.sector]
    assert rows
    shorts = {sector.id: sector.short for sector in compiled().sectors}
    assert all(f"at home in {shorts[one.home]}" in one.why for one in rows)
    arrays = compiled().arrays
    for one in rows:
        total = float(arrays.total[arrays.trend_index[one.trend.id], arrays.sector_index[one.home]])
        assert "further along" in one.why or 1 / (1 + math.exp(-total)) > one.yours.today


def test_traits_in_common_are_of_both():
    """What is told as shared the sector has at .5 or more; the row's own activity is not told twice."""
    arrays = compiled().arrays
    features = [*arrays.traits, *arrays.activities]
    for one in of_template("clinic").lessons:
        levels = arrays.features[arrays.sector_index[one.sector]]
        assert all(levels[features.index(name)] >= 0.5 for name in one.shared)
        assert one.activity not in one.shared
        assert 0 <= one.same <= 1
        assert np.isfinite(one.fit)
