"""Overlays: what is added, what is replaced, and what becomes of names that were given up."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from ecomap.errors import FileError, InputError
from ecomap.io.businesses import business_of_sectors, parse_business
from ecomap.io.compiled import encoded
from ecomap.io.map_reader import examine_map
from ecomap.io.maps import load_map, load_whole_map, map_files
from maps import check_map

TOP = "schema: ecomap/overlay/1\nid: mine\ntitle: My own\n"
TREND = """\
  - id: {id}
    name: {name}
    summary: A trend
    kind: practice
    area: operations
    stage: growing
    change: incremental
    norm: 0.2
    specificity: 0.5
    opportunity: 0.9
    services: {{sell-goods: 0.7}}
    needs: {{budget_eur: 1, hours_per_week: 1}}
    evidence: judged
    reason: Made up.
"""
INFLUENCE = "  - {{trend: {0}, sector: {1}, prevalence: {2}, statement: So many., evidence: judged}}\n"


def trend(name: str, more: str = "", title: str | None = None) -> str:
    return TREND.format(id=name, name=title or name.title()) + more


@pytest.fixture
def lay(tmp_path, village):
    """Return a function that writes the village and overlays and returns their paths, the village first."""

    def write(*overlays: str, base: str = village) -> list[Path]:
        names = ["village.yaml", *(f"overlay{i}.yaml" for i in range(len(overlays)))]
        for name, text in zip(names, (base, *overlays), strict=True):
            (tmp_path / name).write_text(text, encoding="utf-8")
        return [tmp_path / name for name in names]

    return write


def places(problems):
    return [(Path(p.where.file).name, p.where.line, p.where.column, p.path) for p in problems]


# --- adding and replacing -----------------------------------------------------------------------------------


def test_what_is_new_is_added_and_what_is_known_is_replaced_in_its_place(lay):
    """Two of the village's influences stay, one changes from 0.3 to 0.6 where it stood, one comes at the end."""
    text = TOP + "influences:\n" + INFLUENCE.format("booking", "shop", 0.6) + INFLUENCE.format("booking", "bakery", 0.1)
    ecosystem, _ = load_whole_map(lay(text))
    assert [(i.trend, i.sector, i.prevalence) for i in ecosystem.influences] == [
        ("booking", "shop", 0.6),
        ("cloud", "shop", 0.4),
        ("cloud", "bakery", 0.2),
        ("booking", "bakery", 0.1),
    ]
    assert ecosystem.overlays == ("mine",)


def test_an_item_is_replaced_whole(lay):
    """What the overlay leaves out of a trend is gone: the village's booking has a pace and goals, this one none."""
    ecosystem, _ = load_whole_map(lay(TOP + "trends:\n" + trend("booking")))
    assert (ecosystem.trend_by_id["booking"].pace, ecosystem.trend_by_id["booking"].goals) == (None, {})
    assert [item.id for item in ecosystem.trends] == ["booking", "cloud"]


def test_overlays_lie_on_top_of_each_other_in_their_order(lay):
    """The last word counts: 0.6, then 0.7."""
    texts = [TOP + "influences:\n" + INFLUENCE.format("booking", "shop", share) for share in (0.6, 0.7)]
    village, first, second = lay(*texts)
    assert load_whole_map([village, first, second])[0].influences[0].prevalence == 0.7
    assert load_whole_map([village, second, first])[0].influences[0].prevalence == 0.6


def test_the_map_may_stand_anywhere_among_the_files(lay):
    """Which file is the map is told by its schema line, not by its place; the second parameter is the same."""
    village, overlay = lay(TOP + "influences:\n" + INFLUENCE.format("booking", "bakery", 0.1))
    assert (
        load_whole_map([overlay, village]) == load_whole_map([village, overlay]) == load_whole_map(village, [overlay])
    )


def test_an_overlay_alone_lies_on_the_shipped_map(lay, shipped):
    """Without another map the shipped one is the base."""
    text = TOP + "activities:\n  - {id: whistle, name: Whistle, summary: x, phrase: whistle}\n"
    _, overlay = lay(text)
    ecosystem, _ = load_whole_map([overlay])
    assert len(ecosystem.activities) == len(shipped.activities) + 1
    assert ecosystem.title == shipped.title


def test_two_maps_are_refused(lay, tmp_path, village):
    """Only one map can be the base."""
    [path] = lay()
    other = tmp_path / "other.yaml"
    other.write_text(village, encoding="utf-8")
    with pytest.raises(InputError, match=r"other\.yaml  a second map, after"):
        load_whole_map([path, other])


def test_a_missing_overlay_is_a_file_error(lay, tmp_path):
    """It is named."""
    with pytest.raises(FileError, match=r"nowhere\.yaml: cannot be read"):
        load_whole_map([*lay(), tmp_path / "nowhere.yaml"])


# --- places, fingerprints, compiled form --------------------------------------------------------------------


def test_every_problem_of_an_overlay_is_told_in_the_overlay(lay):
    """Form, schema and reference: line and column of the overlay, positions counted in its own lists."""
    paths = lay(TOP + "influences:\n" + INFLUENCE.format("boking", "shop", 0.6))
    with pytest.raises(InputError) as caught:
        load_whole_map(paths)
    assert places(caught.value.problems) == [("overlay0.yaml", 5, 13, "influences[0].trend")]
    paths = lay(TOP + "influences:\n" + INFLUENCE.format("booking", "shop", 60) + "licence: mine\n")
    with pytest.raises(InputError) as caught:
        load_whole_map(paths)
    assert [place[1:] for place in places(caught.value.problems)] == [
        (5, 48, "influences[0].prevalence"), (6, 1, "licence"),
    ]  # fmt: skip


def test_form_and_names_are_told_at_once(lay):
    """What is in no file is told beside what is wrong with the form: mended as told, an overlay is sound."""
    wrong = INFLUENCE.format("boking", "shop", 60) + INFLUENCE.format("booking", "shob", 0.6)
    text = TOP + "influences:\n" + wrong + "trends:\n" + trend("cards").replace("sell-goods", "sel-goods")
    with pytest.raises(InputError) as caught:
        load_whole_map(lay(text))
    assert [problem.path for problem in caught.value.problems] == [
        "influences[0].trend", "influences[0].prevalence", "influences[1].sector", "trends[0].services.sel-goods",
    ]  # fmt: skip
    mended = text.replace("boking", "booking").replace("60", "0.5").replace("shob", "bakery").replace("sel-", "sell-")
    assert load_whole_map(lay(mended))


def test_a_name_may_be_that_of_an_item_without_an_id(lay):
    """One fault is told once: the trend that an influence names is there, and lacks its id."""
    text = TOP + "influences:\n" + INFLUENCE.format("cards", "shop", 0.6) + "trends:\n" + trend("cards")
    assert "- id: cards\n    name" in text
    with pytest.raises(InputError) as caught:
        load_whole_map(lay(text.replace("id: cards\n    name", "name", 1)))
    assert [(problem.path, problem.message) for problem in caught.value.problems] == [("trends[0].id", "is missing.")]


def test_a_problem_of_a_replaced_item_is_told_where_the_replacement_stands(lay):
    """Services of 0.7 and 0.7 sum to 1.4 in the overlay's booking, the village's is gone."""
    text = TOP + "trends:\n" + trend("booking").replace("{sell-goods: 0.7}", "{sell-goods: 0.7, make-goods: 0.7}")
    with pytest.raises(InputError) as caught:
        load_whole_map(lay(text))
    assert places(caught.value.problems) == [("overlay0.yaml", 15, 15, "trends[0].services")]


def test_what_stands_twice_in_one_overlay_is_refused(lay):
    """Two lines of one overlay that say the same are a mistake, the second is named."""
    text = TOP + "influences:\n" + 2 * INFLUENCE.format("booking", "shop", 0.6)
    with pytest.raises(InputError) as caught:
        load_whole_map(lay(text))
    assert places(caught.value.problems) == [("overlay0.yaml", 6, 5, "influences[1]")]


def test_the_fingerprint_covers_every_byte_of_every_overlay_and_their_order(lay):
    """No overlay, one, another byte in it, two, two the other way round: five fingerprints."""
    first = TOP + "influences:\n" + INFLUENCE.format("booking", "bakery", 0.1)
    village, a, b = lay(first, first + "# a remark\n")
    stacks = [[village], [village, a], [village, b], [village, a, b], [village, b, a]]
    assert len({map_files(stack).sha256 for stack in stacks}) == 5


def test_what_maps_once_had_is_left_out_and_told(lay):
    """Overlays of the first round say a survey or a series of a trend, or a list: read without, with place and why."""
    gone = "    measured: {survey: s, indicator: X}\n    pace_series: {series: s, indicator: X, fit: wider}\n"
    plain, _ = load_map(lay(TOP + "trends:\n" + trend("cloud")))
    lists = 'norms:\n  - {trend: "*", spread: 1}\nreadiness: []\n'
    paths = lay(TOP + lists + "trends:\n" + trend("cloud", gone))
    ecosystem, _ = load_map(paths)
    assert encoded(replace(ecosystem, notes=(), sha256=plain.sha256)) == encoded(plain)
    norms, readiness, first, second = ecosystem.notes
    assert "norms: is no longer read. A trend says its level itself." in norms
    assert "readiness: is no longer read. No answer rested on it." in readiness
    assert "trends[0].measured: is no longer read. Each line of influences names its own survey" in first
    assert "trends[0].pace_series: is no longer read. A pace says its value, error and years itself." in second
    again = lay(TOP + lists + "trends:\n" + trend("cloud", gone) + "# tests read a text once only\n")
    found = [finding for finding in examine_map(again).findings if finding.rule == "field-given-up"]
    assert [(finding.level, str(finding.problem)) for finding in found] == [("note", note) for note in ecosystem.notes]


def test_a_map_with_overlays_is_compiled_like_any_other(lay, cache_home):
    """Read twice: the second time from the compiled form, equal, with its notes."""
    text = TOP + "trends:\n" + trend("cloud", "    withdrawn: Everybody has it\n    replaced_by: booking\n")
    paths = lay(text)
    first, fingerprint = load_map(paths)
    assert [path.name for path in cache_home.rglob("*.compiled")] != []
    second, again = load_map(paths)
    assert (encoded(first), fingerprint) == (encoded(second), again)
    assert second.notes == first.notes
    assert second.retired[0].meaning == "booking"


# --- names that were given up -------------------------------------------------------------------------------

OLD = "    withdrawn: Merged with booking\n    replaced_by: booking\n"


def test_a_withdrawn_trend_is_not_in_the_map(lay):
    """Nothing that reads the map meets it: not the list, not its influences."""
    ecosystem, _ = load_whole_map(
        lay(TOP + "trends:\n" + trend("booking", "    withdrawn: Never caught on\n"), base=EDITED)
    )
    assert [item.id for item in ecosystem.trends] == ["cloud"]
    assert {item.trend for item in ecosystem.influences} == {"cloud"}
    assert ecosystem.retired_by_id["trends", "booking"].reason == "Never caught on"


def test_an_influence_of_an_overlay_is_followed_to_what_its_trend_means_now(lay, caplog):
    """The overlay was written for "calling", which a later overlay of the map's editors merged into booking."""
    editors = TOP + "trends:\n" + trend("calling", OLD)
    mine = TOP + "influences:\n" + INFLUENCE.format("calling", "bakery", 0.15)
    with caplog.at_level(logging.WARNING, "ecomap"):
        ecosystem, _ = load_whole_map(lay(editors, mine))
    assert ("booking", "bakery", 0.15) in [(i.trend, i.sector, i.prevalence) for i in ecosystem.influences]
    [record] = caplog.records
    assert record.getMessage().endswith(
        'overlay1.yaml:5:13  influences[0].trend: "calling" is taken as "booking" (Merged with booking).'
    )


def test_chains_are_followed_to_their_end(lay):
    """One is replaced by two, two by three, three by booking."""
    chain = [("one", "two"), ("two", "three"), ("three", "booking")]
    trends = "".join(trend(name, f"    replaced_by: {after}\n") for name, after in chain)
    ecosystem, _ = load_whole_map(
        lay(TOP + "trends:\n" + trends + "influences:\n" + INFLUENCE.format("one", "bakery", 0.15))
    )
    assert {item.id: item.meaning for item in ecosystem.retired} == dict.fromkeys(("one", "two", "three"), "booking")
    assert ("booking", "bakery", "judged") in [
        (item.trend, item.sector, item.evidence) for item in ecosystem.influences
    ]


def test_replacements_in_a_circle_are_refused(lay):
    """One replaced by two and two by one: both lines are named."""
    text = TOP + "trends:\n" + trend("one", "    replaced_by: two\n") + trend("two", "    replaced_by: one\n")
    with pytest.raises(InputError) as caught:
        load_whole_map(lay(text))
    found = caught.value.problems
    assert [problem.message for problem in found] == ["one is replaced in a circle.", "two is replaced in a circle."]
    assert [place[1] for place in places(found)] == [19, 34]


def test_a_replacement_must_be_there(lay):
    """A typing mistake in replaced_by is told with what comes near."""
    with pytest.raises(InputError, match=r'no "bookin" among the trends. Did you mean "booking"'):
        load_whole_map(lay(TOP + "trends:\n" + trend("old", "    replaced_by: bookin\n")))


def test_a_line_that_names_something_withdrawn_is_told_and_not_used(lay, caplog):
    """Without a replacement the influence is left out, and said so on reading and on checking."""
    text = TOP + "trends:\n" + trend("old", "    withdrawn: Nobody does it any more\n")
    paths = lay(text + "influences:\n" + INFLUENCE.format("old", "bakery", 0.15))
    with caplog.at_level(logging.WARNING, "ecomap"):
        ecosystem, _ = load_whole_map(paths)
    assert "old" not in {item.trend for item in ecosystem.influences}
    assert '"old" is withdrawn: Nobody does it any more. This line is not used.' in caplog.text
    _, [warning] = check_map(paths)
    assert places([warning]) == [("overlay0.yaml", 21, 13, "influences[0].trend")]


def test_an_overlays_line_comes_before_the_maps_when_both_come_to_mean_one(lay):
    """The map has booking in shops at 0.3; the overlay's 0.6 for what is booking now takes its place."""
    text = TOP + "trends:\n" + trend("calling", OLD) + "influences:\n" + INFLUENCE.format("calling", "shop", 0.6)
    ecosystem, _ = load_whole_map(lay(text))
    assert [i.prevalence for i in ecosystem.influences if (i.trend, i.sector) == ("booking", "shop")] == [0.6]


def test_two_lines_of_an_overlay_that_come_to_mean_one_are_told(lay):
    """Its own line for booking stays, the one for what is booking now is listed, not lost."""
    lines = INFLUENCE.format("calling", "shop", 0.6) + INFLUENCE.format("booking", "shop", 0.7)
    paths = lay(TOP + "trends:\n" + trend("calling", OLD) + "influences:\n" + lines)
    ecosystem, warnings = check_map(paths)
    assert [i.prevalence for i in ecosystem.influences if (i.trend, i.sector) == ("booking", "shop")] == [0.7]
    assert [(p.where.line, "says the same" in p.message) for p in warnings] == [(22, True)]


EDITED = """\
schema: ecomap/map/1
id: village
version: "2026.11"
title: A village after a reform
licence: CC0-1.0
limits: [Made up]
evidence:
  - {id: judged, basis: judgement, grade: D, author: tester, reviewed: 2026-11-22, note: Made up.}
activities:
  - {id: make-goods, name: Make, summary: x, phrase: make things}
  - {id: sell-goods, name: Sell, summary: x, phrase: sell things}
  - {id: hawk-goods, name: Hawk, summary: x, phrase: hawk things, replaced_by: sell-goods}
  - {id: barter, name: Barter, summary: x, phrase: barter, withdrawn: Money came}
sectors:
  - id: bakery
    name: Bakery
    short: Bakery
    activities: {make-goods: 1, hawk-goods: 0.4, sell-goods: 0.5}
    evidence: judged
    reason: x
  - {id: shop, name: Shop, short: Shop, activities: {hawk-goods: 0.8, barter: 0.3}, evidence: judged, reason: x}
  - {id: kiosk, name: Kiosk, short: Kiosk, activities: {sell-goods: 1}, evidence: judged, reason: x,
     replaced_by: shop}
  - {id: smithy, name: Smithy, short: Smithy, activities: {make-goods: 1}, evidence: judged, reason: x,
     withdrawn: Closed}
trends:
  - id: booking
    name: Booking
    summary: x
    kind: practice
    area: operations
    stage: growing
    change: incremental
    norm: 0.2
    specificity: 0.5
    opportunity: 0.9
    services: {sell-goods: 0.4, hawk-goods: 0.3, barter: 0.1}
    needs: {budget_eur: 1, hours_per_week: 1}
    prerequisites: [cloud]
    evidence: judged
    reason: x
  - id: cloud
    name: Cloud
    summary: x
    kind: technology
    area: cloud
    stage: growing
    change: incremental
    norm: 0.3
    specificity: 0.1
    opportunity: 0.9
    services: {sell-goods: 0.4}
    needs: {budget_eur: 1, hours_per_week: 1}
    evidence: judged
    reason: x
influences:
  - {trend: cloud, sector: shop, prevalence: 0.4, statement: x, evidence: judged}
  - {trend: cloud, sector: kiosk, prevalence: 0.1, statement: x, evidence: judged}
  - {trend: booking, sector: kiosk, prevalence: 0.3, statement: x, evidence: judged}
couplings:
  - {source: shop, target: bakery, coupling: 0.5, evidence: judged}
  - {source: kiosk, target: bakery, coupling: 0.1, evidence: judged}
  - {source: kiosk, target: shop, coupling: 0.2, evidence: judged}
  - {source: bakery, target: kiosk, coupling: 0.3, evidence: judged}
  - {source: smithy, target: shop, coupling: 0.3, evidence: judged}
"""


@pytest.fixture
def reformed(lay):
    """Return the village after a reform that replaced and withdrew sectors and activities."""
    ecosystem, _ = load_whole_map(lay(base=EDITED))
    return ecosystem


def test_lines_of_the_map_are_followed_too_and_yield_to_those_of_the_replacement(reformed):
    """Kiosks are shops now: cloud in shops has its own figure, booking takes the kiosks'; no shop ties to itself."""
    assert [item.id for item in reformed.sectors] == ["bakery", "shop"]
    assert [(i.trend, i.sector, i.prevalence) for i in reformed.influences] == [
        ("cloud", "shop", 0.4),
        ("booking", "shop", 0.3),
    ]
    assert [(c.source, c.target, c.coupling) for c in reformed.couplings] == [
        ("shop", "bakery", 0.5),
        ("bakery", "shop", 0.3),
    ]


def test_shares_of_an_activity_that_was_replaced_join_those_of_its_replacement(reformed):
    """Services add up (0.4 + 0.3), a firm does the whole as much as its main part (0.5 of 0.5 and 0.4)."""
    assert reformed.trend_by_id["booking"].services == pytest.approx({"sell-goods": 0.7})
    assert reformed.sector_by_id["bakery"].activities == {"make-goods": 1, "sell-goods": 0.5}
    assert reformed.sector_by_id["shop"].activities == {"sell-goods": 0.8}


def test_a_check_says_once_for_each_retired_id_what_became_of_the_maps_lines(lay):
    """Notes, not warnings: editors may leave the lines of what they retire; nothing is told on reading."""
    examined = examine_map(lay(base=EDITED))
    notes = {f.problem.message for f in examined.findings if f.rule == "replaced-names-are-followed"}
    assert {f.level for f in examined.findings if f.rule == "replaced-names-are-followed"} == {"note"}
    assert 'kiosk is replaced by "shop"; 5 lines of the map speak of "shop" now.' in notes
    assert "smithy is withdrawn: Closed; 1 lines of the map are not used any more." in notes


def business(text: str) -> str:
    return f"schema: ecomap/business/1\n{text}"


def test_names_of_a_business_are_followed_with_a_note_for_each(reformed, caplog):
    """Sector, activity: both mean what replaced them, and line and column are told."""
    text = business("sectors: {kiosk: 0.5, shop: 0.25, bakery: 0.25}\nactivities: {hawk-goods: 0.9, sell-goods: 0.1}\n")
    with caplog.at_level(logging.WARNING, "ecomap"):
        found = parse_business("mine.yaml", text, reformed)
    assert found.sectors == {"shop": 0.75, "bakery": 0.25}
    assert found.activities == {"sell-goods": 0.9}
    assert [record.getMessage() for record in caplog.records] == [
        'note: mine.yaml:2:11  sectors.kiosk: "kiosk" is taken as "shop" (replaced by "shop").',
        'note: mine.yaml:3:14  activities.hawk-goods: "hawk-goods" is taken as "sell-goods" '
        '(replaced by "sell-goods").',
    ]


def test_a_withdrawn_activity_of_a_business_is_told_and_not_counted(reformed, caplog):
    """The line is not lost in silence."""
    with caplog.at_level(logging.WARNING, "ecomap"):
        found = parse_business("mine.yaml", business("sectors: {shop: 1}\nactivities: {barter: 0.9}\n"), reformed)
    assert found.activities == {}
    assert "mine.yaml:3:14  activities.barter: withdrawn: Money came. This line is not used." in caplog.text


def test_a_business_cannot_stand_in_a_sector_that_was_withdrawn(reformed):
    """Where it stands decides everything, so nothing is guessed; the line is named."""
    with pytest.raises(InputError, match=r"mine\.yaml:2:11  sectors\.smithy: withdrawn: Closed\. Name the sector"):
        parse_business("mine.yaml", business("sectors: {smithy: 1}\n"), reformed)


def test_trends_in_use_are_followed_and_counted_once(lay, caplog):
    """Adopted calling is adopted booking; what was withdrawn is told."""
    gone = trend("gone", "    withdrawn: Gone for good\n")
    ecosystem, _ = load_whole_map(lay(TOP + "trends:\n" + trend("calling", OLD) + gone))
    with caplog.at_level(logging.WARNING, "ecomap"):
        found = parse_business("b.yaml", business("sectors: {shop: 1}\nadopted: [calling, booking, gone]\n"), ecosystem)
    assert found.adopted == ("booking",)
    assert len(caplog.records) == 2


def test_a_replaced_sector_can_be_named_without_a_file(reformed):
    """On the command line too."""
    assert business_of_sectors({"kiosk": 1}, reformed).sectors == {"shop": 1}


@pytest.mark.parametrize(
    "text",
    [
        '{"schema": "ecomap/overlay/1", "id": "mine", "title": "x"}',
        '{\n  "id": "mine",\n  "title": "x",\n  "schema": "ecomap/overlay/1"\n}',
        "{id: mine, title: x, schema: ecomap/overlay/1}",
    ],
)
def test_an_overlay_may_be_written_as_json(tmp_path, shipped, text):
    """JSON is YAML too: a file of one line, or with its lines indented, is the overlay that it says it is."""
    overlay = tmp_path / "mine.json"
    overlay.write_text(text, encoding="utf-8")
    ecosystem, _ = load_whole_map([overlay])
    assert len(ecosystem.trends) == len(shipped.trends)
