"""What a number rests on: every number of a thing, each with the record, source and method behind it."""

import pytest

from ecomap.errors import InputError, UnknownNameError
from ecomap.io.businesses import parse_business, template_text
from ecomap.model import EcosystemMap, Settings
from ecomap.model.base import Retired
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.explanation import explain_trend
from ecomap.verbs.provenance import MOST_ENDS, find_evidence
from ecomap.verbs.ranking import rank_trends
from maps import changed, ecosystem, example_map, logistic
from maps import sector as made


def numbers_of(shipped: EcosystemMap, asked: str) -> dict[tuple[str, tuple[str, ...]], float | None]:
    return {(number.kind, number.of): number.number for number in find_evidence(shipped, asked).numbers}


def test_a_pathway_gives_the_number_of_each_of_its_steps(shipped):
    """Trend to sector: the prevalence; sector to sector: the coupling; as they stand in the map's files."""
    prevalence = next(i for i in shipped.influences if (i.trend, i.sector) == ("online-ordering", "wholesale"))
    coupling = next(c for c in shipped.couplings if (c.source, c.target) == ("wholesale", "retail-trade"))
    answer = find_evidence(shipped, "online-ordering > wholesale>retail-trade")
    assert [(n.kind, n.of, n.number) for n in answer.numbers] == [
        ("prevalence", ("online-ordering", "wholesale"), prevalence.prevalence),
        ("coupling", ("wholesale", "retail-trade"), coupling.coupling),
    ]
    assert answer.numbers[0].statement == prevalence.statement
    assert answer.numbers[1].parts["affinity"] == coupling.affinity
    assert [record.id for record in answer.records] == [prevalence.evidence, coupling.evidence]
    assert numbers_of(shipped, "wholesale>retail-trade") == {
        ("coupling", ("wholesale", "retail-trade")): coupling.coupling
    }


@pytest.mark.parametrize(
    ("asked", "kind", "number"),
    [
        ("generative-ai>create-content", "service", 0.2),
        ("website>reach", "goal", 0.85),
        ("digital-payments>sells-from-catalogue", "trait weight", 1),
        ("rfid>logistics>keeps-stock", "trait level", 0.5),
        ("rfid>logistics>sells-digital", "trait level", 0),
        ("rfid>logistics>hold-stock", "activity profile", 0.9),
        ("rfid>logistics>buy-supplies", "activity profile", 0),
    ],
)
def test_the_last_step_may_be_what_firms_have_in_common(shipped, asked, kind, number):
    """As the files say it: a sector has none of what is not named; a weight is the trend's, else its group's."""
    found = find_evidence(shipped, asked).numbers[-1]
    assert (found.kind, found.number) == (kind, number)


def test_every_kind_of_pathway_of_an_answer_opens_as_it_is_written(shipped):
    """One number a step; where like trends stand is an estimate; so does the number that would change two places."""
    compiled = compiled_map(shipped)
    firms = {name: parse_business(name, template_text(name), compiled) for name in ("hotel", "bakery")}
    rows = [row for firm in firms.values() for row in rank_trends(compiled, firm, pathways=True).opportunities]
    ways = {(way.kind, len(way.nodes)): way for row in rows for way in row.pathways}
    assert {kind for kind, _ in ways} == {"judged", "technology", "trait", "activity", "coupling"}
    for way in ways.values():
        assert len(find_evidence(shipped, ">".join(way.nodes)).numbers) == len(way.nodes) - 1
    assert ways["technology", 2].evidence == ("sector-posterior",)
    ranking = rank_trends(compiled, firms["bakery"])
    explained = [explain_trend(compiled, firms["bakery"], row.trend.id) for row in ranking.opportunities[1:3]]
    changes = [change.number for one in explained for change in one.changes]
    assert changes
    assert [len(find_evidence(shipped, change).numbers) for change in changes] == [1] * len(changes)


def test_a_published_figure_comes_with_cell_method_and_source(shipped):
    """3D printing among architects: 9.2 % of companies in table 12515, row NAICS 5413, of the US survey of 2021."""
    answer = find_evidence(shipped, "additive-manufacturing>architecture-engineering")
    [number], [record] = answer.numbers, answer.records
    assert (number.number, number.value, number.unit, number.grade) == (0.092, "9.2", "% of companies", "A")
    assert number.locator == "table 12515, NAICS 5413"
    assert (record.year, record.area, record.method.id) == (2021, "United States", "published-rate")
    assert "p_r" in record.method.formula
    assert record.source.id == "us-abs-2021"
    assert record.source.url.startswith("https://ncses.nsf.gov/")
    assert record.source.licence.startswith("Public domain")


def test_what_was_given_up_leads_to_what_took_its_place():
    """An old id means the one that replaced it; of one without a successor the reason is told; others are unknown."""
    around = changed(
        example_map(),
        retired=(
            Retired(kind="trends", id="gone", reason="nobody asks for it"),
            Retired(kind="trends", id="old", reason="two were one", meaning="t"),
        ),
    )
    assert find_evidence(around, "old").numbers == find_evidence(around, "t").numbers != ()
    with pytest.raises(InputError, match="withdrawn: nobody asks for it"):
        find_evidence(around, "gone")
    with pytest.raises(UnknownNameError):
        find_evidence(around, "never")


def test_a_source_is_found_by_its_title(shipped):
    """A source has a title where others have a name; both are what people type."""
    source = shipped.sources[0]
    assert [subject.id for subject in find_evidence(shipped, source.title.upper()).subjects] == [source.id]
    assert [subject.name for subject in find_evidence(shipped, source.id).subjects] == [source.title]
    named = next(trend for trend in shipped.trends if " of " in trend.name)  # which is no kind of number of something
    assert [subject.id for subject in find_evidence(shipped, named.name).subjects] == [named.id]


def test_names_are_forgiving(shipped):
    """Name or id, any case; an alias or a code of a sector."""
    wanted = numbers_of(shipped, "cloud-computing>retail-trade")
    trend, sector = shipped.trend_by_id["cloud-computing"].name, shipped.sector_by_id["retail-trade"].name
    assert numbers_of(shipped, f"{trend.upper()} > {sector.upper()}") == wanted
    assert numbers_of(shipped, "Retail-Trade") == numbers_of(shipped, "retail-trade")


def test_every_number_of_a_trend(shipped):
    """Those in its own lines, and a prevalence for each sector with a figure."""
    trend = shipped.trend_by_id["online-ordering"]
    found = numbers_of(shipped, "online-ordering")
    figures = [i for i in shipped.influences if i.trend == trend.id]
    assert sum(kind == "prevalence" for kind, _ in found) == len(figures)
    assert found["pace", (trend.id,)] == trend.pace.value
    assert found["service", (trend.id, "take-orders")] == trend.services["take-orders"]
    singles = 5 + 1  # level, specificity, opportunity share, budget, hours; pace
    lists = len(trend.weights) + len(trend.services) + len(trend.goals) + len(trend.needs.skills)
    assert len(found) == singles + lists + len(figures)


def test_every_number_of_a_sector(shipped):
    """Its activity profile, its traits, what influences it, and every trend's share of its firms."""
    found = numbers_of(shipped, "hospitality")
    sector = shipped.sector_by_id["hospitality"]
    assert len(found) == len(sector.activities) + len(sector.traits) + sum(
        c.target == sector.id for c in shipped.couplings
    ) + sum(i.sector == sector.id for i in shipped.influences)


def test_every_number_of_an_activity_a_practice_and_a_country(shipped):
    """An activity: who does and who serves it; a practice: hours, euros, levels; a country: words and modifiers."""
    activity = "take-orders"
    assert len(numbers_of(shipped, activity)) == sum(activity in s.activities for s in shipped.sectors) + sum(
        activity in t.services for t in shipped.trends
    )
    for practice in shipped.practices[::15]:
        singles = 4 + (practice.saves_hours_per_month is not None)  # hours and euros, once and a month
        found = singles + sum(map(len, (practice.skills, practice.suits, practice.unless, practice.reduces)))
        assert len(numbers_of(shipped, practice.id)) == found
    country = shipped.countries[0]
    modifiers = [m for m in shipped.modifiers if (m.kind, m.place) == ("country", country.id)]
    answer = find_evidence(shipped, country.id)
    assert len(answer.numbers) == 1 + len(modifiers)
    assert {rule.source for rule in country.rules} == {source.id for source in answer.sources}


def test_every_number_of_a_trait_a_goal_and_a_skill(shipped):
    """Who has the trait and what it weighs; which trends serve a goal and which kinds want it; who needs a skill."""
    for trait in shipped.traits[::5]:
        has = sum(trait.id in one.traits for one in (*shipped.sectors, *shipped.kinds))
        weighs = sum(trait.id in one.weights for one in (*shipped.groups, *shipped.trends))
        assert len(numbers_of(shipped, trait.id)) == has + weighs
        assert trait.evidence in {number.evidence for number in find_evidence(shipped, trait.id).numbers}
    for goal in shipped.goals:
        found = sum(goal.id in one.goals for one in (*shipped.trends, *shipped.kinds))
        assert len(numbers_of(shipped, goal.id)) == found > 0
    for skill in shipped.skills:
        needed = sum(skill.id in skills for skills in (*(t.needs.skills for t in shipped.trends),
                     *(one.skills for one in (*shipped.practices, *shipped.components))))  # fmt: skip
        kinds = {"skill", "practice skill", "component skill"}
        assert sum(one.kind in kinds for one in find_evidence(shipped, skill.id).numbers) == needed > 0


def test_whatever_has_a_name_answers(shipped):
    """Every id that stands in a list of the map with a name of its own; an area says what it is and holds no number."""
    lists = ("sectors", "kinds", "trends", "activities", "traits", "goals", "skills", "areas", "groups", "practices")
    for name in lists:
        item = getattr(shipped, name)[0]
        assert item.id in {subject.id for subject in find_evidence(shipped, item.id).subjects}
    area = find_evidence(shipped, shipped.areas[0].name)
    assert (area.numbers, area.subjects[0].about) == ((), f"{shipped.areas[0].summary}.")


def test_a_size_class_and_a_pace_are_opened(shipped):
    """All distances of a size class; of a measured pace the figures as published and their years."""
    places = [(m.kind, m.place, m.family) for m in shipped.modifiers if (m.kind, m.place) == ("size", "10-49")]
    assert [number.of for number in find_evidence(shipped, "10-49").numbers] == places
    answer = find_evidence(shipped, "data-analytics")
    [pace] = [n for n in answer.numbers if n.kind == "pace"]
    [record] = [record for record in answer.records if record.id == pace.evidence]
    assert (pace.grade, record.basis, record.method.id) == ("B", "statistic", "log-odds-per-year")
    assert record.value.startswith("33.2")


def test_an_evidence_record_and_a_source_give_all_that_rests_on_them(shipped):
    """Each number of the map names one record, so over all records every number is counted once."""
    record = shipped.evidence_by_id["eurostat-cloud-rate"]
    assert len(numbers_of(shipped, record.id)) == sum(i.evidence == record.id for i in shipped.influences)
    answer = find_evidence(shipped, "uk-csbs-2017")
    assert {r.id for r in answer.records} == {r.id for r in shipped.evidence if r.source == "uk-csbs-2017"}
    assert [source.id for source in answer.sources] == ["uk-csbs-2017"]


@pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.slow)])
def test_every_number_of_the_map_can_be_opened(shipped, every):
    """Over all sectors, or each eighth: as many prevalences and couplings as there are, each with record and grade."""
    prevalences = couplings = 0
    sectors = {sector.id for sector in shipped.sectors[::every]}
    for sector in sectors:
        for number in find_evidence(shipped, sector).numbers:
            prevalences += number.kind == "prevalence"
            couplings += number.kind == "coupling"
            assert number.evidence in shipped.evidence_by_id
            assert number.grade in "ABCD"
    assert prevalences == sum(influence.sector in sectors for influence in shipped.influences)
    assert couplings == sum(coupling.target in sectors for coupling in shipped.couplings)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("online-odering", 'no such id or name "online-odering". Did you mean "online-ordering"'),
        ("online-odering>retail-trade", "Did you mean"),
        ("zzz", "Look for a word of it, like: ecomap map search payment"),
        ("pace of retail-trade", "All that it has: ecomap map evidence retail-trade"),
        ("online-ordering>retial-trade", 'no such kind of firm "retial-trade". Did you mean'),
    ],
)
def test_an_unknown_name_is_told_with_what_comes_near(shipped, asked, message):
    """In every place of a pathway."""
    with pytest.raises(UnknownNameError) as caught:
        find_evidence(shipped, asked)
    assert message in str(caught.value)


def test_a_step_that_the_map_does_not_have_is_told_with_those_it_has(shipped):
    """A sector does not influence itself."""
    with pytest.raises(InputError, match="no coupling from hospitality to hospitality"):
        find_evidence(shipped, "hospitality>hospitality")


def test_a_share_without_a_figure_is_opened_as_an_estimate(shipped):
    """Its number is that of the compiled map, its record says how it was made."""
    figures = {(i.trend, i.sector) for i in shipped.influences}
    trend, sector = next((t, s) for t in shipped.trend_by_id for s in shipped.sector_by_id if (t, s) not in figures)
    answer = find_evidence(shipped, f"{trend}>{sector}")
    [number], [record] = answer.numbers, answer.records
    arrays = compiled_map(shipped).arrays
    share = logistic(float(arrays.total[arrays.trend_index[trend], arrays.sector_index[sector]]))
    assert (number.kind, record.method.id) == ("estimate", "sector-posterior")
    assert number.number == pytest.approx(share, abs=1e-12)


def test_the_numbers_of_a_kind_of_firm_are_told_as_what_they_are(shipped):
    """Parts of a kind are parts; traits, activities and goals are called so."""
    kind = next(one for one in shipped.kinds if one.sectors and one.traits and one.activities)
    texts = {number.kind: number.text for number in find_evidence(shipped, kind.id).numbers}
    assert texts["kind share"].startswith(f"{kind.name}: part that is ")
    assert texts["kind trait"].startswith(f"{kind.name}: trait ")
    assert texts["kind activity"].startswith(f"{kind.name}: activity ")


@pytest.mark.parametrize(("ends", "told"), [(0, False), (1, True), (MOST_ENDS, True), (MOST_ENDS + 1, False)])
def test_what_a_pathway_may_come_from_is_told_as_far_as_it_can_be_read(ends, told):
    """All sectors that have a coupling into one, unless there is none or are more than can be read."""
    names = [f"s{number:02}" for number in range(ends)]
    edges = {(name, "goal"): 0.01 for name in names}
    around = ecosystem([made(name) for name in ("goal", "other", *names)], edges=edges)
    with pytest.raises(InputError) as refused:
        find_evidence(around, "other>goal")
    assert (f"There is one from: {', '.join(names)}." in str(refused.value)) == told
    assert ("There is one from" in str(refused.value)) == told


def test_what_explain_and_whatif_name_is_opened(shipped):
    """A kind of number of a thing alone, a setting with its reason, a kind of platform with all platforms of it."""
    share = find_evidence(shipped, "opportunity share of Chatbots for customer questions")
    assert [(one.kind, one.of) for one in share.numbers] == [("opportunity share", ("chatbots",))]
    setting = find_evidence(shipped, "attenuation")
    assert [(one.number, one.evidence) for one in setting.numbers] == [(Settings().attenuation, "")]
    assert setting.subjects[0].about.startswith("0.05. delta: what is kept")
    kind = find_evidence(shipped, "freight")
    named = {one.id for one in shipped.platforms if one.kind == "freight"}
    assert {one.of[0] for one in kind.numbers} == named
    both = [(one.kind, one.id) for one in find_evidence(shipped, "marketplace").subjects]
    assert both == [("platform kind", "marketplace"), ("trend", "marketplace-selling")]
