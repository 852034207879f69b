"""What must hold between the numbers of a map: each check fires on its fault, at its place, and only there.

A fault is planted by changing the village of ``conftest.py``; the mark « stands where it must be told.
"""

import pytest

from ecomap.errors import SchemaError
from ecomap.io.maps import load_map
from maps import check_map


def fault(name, path, message, way_out, *changes):
    return pytest.param(path, message, way_out, changes, id=name)


def changed(village, changes):
    """Return the village with each (old, new) done once; what is not there is a mistake in the test."""
    for old, new in changes:
        assert old in village, old
        village = village.replace(old, new, 1)
    return village


def refused(path):
    with pytest.raises(SchemaError) as caught:
        load_map(path)
    return caught.value.problems


def place(problem):
    return problem.where.line, problem.where.column


def test_nothing_is_wrong_with_the_village(village, write_village):
    """The map that the faults are planted in has no problem and no warning of its own."""
    ecosystem, found = check_map(write_village(village))
    assert found == []
    assert [sector.id for sector in ecosystem.sectors] == ["bakery", "shop", "web-shop"]


IDS = [
    fault(
        "source twice", "sources[1].id", 'the id "office" is taken.', "Choose another.",
        ("evidence:\n", "  - {id: «office, publisher: x, title: x, licence: x, accessed: 2026-11-01}\nevidence:\n"),
    ),
    fault(
        "evidence twice", "evidence[3].id", 'the id "judged" is taken.', "Choose another.",
        ("goals:\n", "  - {id: «judged, basis: judgement, grade: D, author: x, reviewed: 2026, note: x}\ngoals:\n"),
    ),
    fault(
        "activity twice", "activities[2].id", 'the id "sell-goods" is taken.', "Choose another.",
        ("sectors:\n", "  - {id: «sell-goods, name: x, summary: x, phrase: x}\nsectors:\n"),
    ),
    fault(
        "sector called like an activity", "sectors[1].id", 'the id "shop" is taken.', "Choose another.",
        ("sectors:\n", "  - {id: shop, name: x, summary: x, phrase: x}\nsectors:\n"), ("  - id: shop", "  - id: «shop"),
    ),
    fault(
        "trend called like an activity", "trends[1].id", 'the id "cloud" is taken.', "Choose another.",
        ("sectors:\n", "  - {id: cloud, name: x, summary: x, phrase: x}\nsectors:\n"),
        ("  - id: cloud", "  - id: «cloud"),
    ),
    fault(
        "alias of two sectors", "sectors[2].aliases", '"grocer" already names shop.', "Keep it in one of them.",
        ("aliases: [online shop]", "aliases: «[online shop, grocer]"),
    ),
    fault(
        "alias but for case and accent", "sectors[2].aliases", '"CAFE" already names shop.', "Keep it in one of them.",
        ("aliases: [online shop]", "aliases: «[CAFE]"),
    ),
    fault(
        "alias that is the id of another", "sectors[1].aliases", '"BAKERY" already names bakery.', "Keep it in one",
        ("aliases: [grocer, café]", "aliases: «[grocer, BAKERY]"), ("short: Bakery", "short: Bread"),
    ),
]  # fmt: skip

REFERENCES = [
    fault(
        "evidence of a sector", "sectors[0].evidence", 'no "judgd" among the evidence.', 'Did you mean "judged"?',
        ("evidence: judged\n    reason: They bake", "evidence: «judgd\n    reason: They bake"),
    ),
    fault(
        "evidence of a trend", "trends[1].evidence", 'no "zzz" among the evidence.', "or remove the line.",
        ("evidence: judged\n    reason: Any", "evidence: «zzz\n    reason: Any"),
    ),
    fault(
        "evidence of an influence", "influences[1].evidence", 'no "count" among the evidence.', '"counted"',
        ('"40.1", evidence: counted', '"40.1", evidence: «count'),
    ),
    fault(
        "evidence of a coupling", "couplings[1].evidence", 'no "zzz" among the evidence.', "Add it under evidence",
        ("coupling: 0.4, evidence: computed", "coupling: 0.4, evidence: «zzz"),
    ),
    fault(
        "evidence of a pace", "trends[0].pace.evidence", 'no "zzz" among the evidence.', "Add it under evidence",
        ("value: 0.1, evidence: judged", "value: 0.1, evidence: «zzz"),
    ),
    fault(
        "source of a record", "evidence[1].source", 'no "ofice" among the sources.', 'Did you mean "office"?',
        ("source: office", "source: «ofice"),
    ),
    fault(
        "activity of a sector", "sectors[0].activities.sell-good", 'no "sell-good" among the activities.', "sell-goods",
        ("{make-goods: 1, sell-goods: 0.5}", "{make-goods: 1, sell-good: «0.5}"),
    ),
    fault(
        "service of a trend", "trends[0].services.book", 'no "book" among the activities.', "Add it under activities",
        ("services: {sell-goods: 0.7}", "services: {book: «0.7}"),
    ),
    fault(
        "goal of a trend", "trends[0].goals.reech", 'no "reech" among the goals.', 'Did you mean "reach"?',
        ("goals: {reach: 0.5}", "goals: {reech: «0.5}"),
    ),
    fault(
        "skill that a trend needs", "trends[0].needs.skills.law", 'no "law" among the skills.', "Add it under skills",
        ("skills: {it: 1}", "skills: {law: «1}"),
    ),
    fault(
        "prerequisite", "trends[0].prerequisites[1]", 'no "clowd" among the trends.', 'Did you mean "cloud"?',
        ("prerequisites: [cloud]", "prerequisites: [cloud, «clowd]"),
    ),
    fault(
        "trend of an influence", "influences[2].trend", 'no "zzz" among the trends.', "Add it under trends",
        ("{trend: cloud, sector: bakery,", "{trend: «zzz, sector: bakery,"),
    ),
    fault(
        "sector of an influence", "influences[2].sector", 'no "bakry" among the sectors.', 'Did you mean "bakery"?',
        ("{trend: cloud, sector: bakery,", "{trend: cloud, sector: «bakry,"),
    ),
    fault(
        "source of a coupling", "couplings[1].source", 'no "baker" among the sectors.', 'Did you mean "bakery"?',
        ("{source: bakery, target: shop,", "{source: «baker, target: shop,"),
    ),
    fault(
        "target of a coupling", "couplings[1].target", 'no "shops" among the sectors.', 'Did you mean "shop"',
        ("{source: bakery, target: shop,", "{source: bakery, target: «shops,"),
    ),
]  # fmt: skip

NUMBERS = [
    fault(
        "influence twice", "influences[3]", "cloud -> shop is given twice.", "Keep the better one.",
        ("couplings:\n", "  - «{trend: cloud, sector: shop, prevalence: 0.9, evidence: computed}\ncouplings:\n"),
    ),
    fault(
        "coupling twice", "couplings[3]", "shop -> bakery is given twice.", "Keep the better one.",
        ("# end\n", "  - «{source: shop, target: bakery, coupling: 0.1, evidence: computed}\n# end\n"),
    ),
    fault(
        "coupling to itself", "couplings[3]", "shop influences itself.", "Remove the line.",
        ("# end\n", "  - «{source: shop, target: shop, coupling: 0.1, evidence: computed}\n# end\n"),
    ),
    fault(
        "services beyond 1", "trends[1].services", "the services sum to 1.1.", "At most 1.",
        ("{make-goods: 0.5, sell-goods: 0.5}", "«{make-goods: 0.5, sell-goods: 0.6}"),
    ),
    fault(
        "neither a level nor a figure", "trends[0]", "booking has no level and no figure.", "Judge it: level:",
        ("  - id: booking", "  - «id: booking"), ("    norm: 0.2\n", ""),
        ("  - {trend: booking, sector: shop, prevalence: 0.3, statement: A third do., evidence: judged}\n", ""),
    ),
    fault(
        "level said twice", "trends[0].norm", "a level and a norm say the same.", "Remove the norm.",
        ("    norm: 0.2", "    level: {share: 0.2, s: 0.5, evidence: judged, reason: x}\n    norm: «0.2"),
    ),
    fault(
        "judged influence without a statement", "influences[0]", "neither a statement nor a published value.", "one of",
        ("  - {trend: booking, sector: shop,", "  - «{trend: booking, sector: shop,"), (" statement: A third do.,", ""),
    ),
    fault(
        "counted influence without its figure", "influences[1]", "neither a statement nor a published value.", "one of",
        ("  - {trend: cloud, sector: shop,", "  - «{trend: cloud, sector: shop,"), (' value: "40.1",', ""),
    ),
    fault(
        "judged pace without a reason", "trends[0].pace", "a judged pace without its reason.", "Add reason: ...",
        ("pace: {value: 0.1, evidence: judged, reason: More every year}", "pace: «{value: 0.1, evidence: judged}"),
    ),
    fault(
        "counted figure not kept", "influences[1]", "a statistic without its published value.", "Add value",
        ("  - {trend: cloud, sector: shop,", "  - «{trend: cloud, sector: shop,"),
        ('value: "40.1"', "statement: Two in five do."),
    ),
    fault(
        "counted pace not kept", "trends[0].pace.evidence", '"counted" has no published value.', "Add value",
        ("value: 0.1, evidence: judged", "value: 0.1, evidence: «counted"),
    ),
    fault(
        "figure without the cell that its record speaks of", "influences[1]",
        "the record counted says that each row has its own locator; this one has none.", "Add the locator.",
        ("    locator: ", "    locator: in the row # "),
        ("  - {trend: cloud, sector: shop,", "  - «{trend: cloud, sector: shop,"),
    ),
    fault(
        "trend that needs itself", "trends[0].prerequisites", "these need each other: booking > booking.", "Remove one",
        ("prerequisites: [cloud]", "prerequisites: «[booking]"),
    ),
]  # fmt: skip

GIVEN_UP = [
    fault(
        "rejected influence", "influences[1]", "cloud -> shop was rejected on 2026-11-01: Not so", "Remove the line;",
        ("  - {trend: cloud, sector: shop,", "  - «{trend: cloud, sector: shop,"),
        ("# end\n", "rejected:\n  - {trend: cloud, target: shop, reason: Not so, reviewed: 2026-11-01}\n# end\n"),
    ),
    fault(
        "rejected coupling", "couplings[2]", "shop -> web-shop was rejected on 2026-11-01: Not so", "Remove the line;",
        ("  - {source: shop, target: web-shop,", "  - «{source: shop, target: web-shop,"),
        ("# end\n", "rejected:\n  - {source: shop, target: web-shop, reason: Not so, reviewed: 2026-11-01}\n# end\n"),
    ),
    fault(
        "rejection of nothing", "rejected[0]", "rejects nothing.", "Name a trend or a source.",
        ("# end\n", "rejected:\n  - «{target: web-shop, reason: Not so, reviewed: 2026-11-01}\n# end\n"),
    ),
    fault(
        "replaced by itself", "activities[0].replaced_by", "make-goods is replaced in a circle.", "used now.",
        ("phrase: make things}", "phrase: make things, replaced_by: «make-goods}"),
    ),
    fault(
        "replaced by nothing", "activities[0].replaced_by", 'no "sell-good" among the activities.', "Did you mean",
        ("phrase: make things}", "phrase: make things, replaced_by: «sell-good}"),
    ),
]  # fmt: skip

WARNINGS = [
    fault(
        "trend without a figure", "trends[0]", "booking has a figure in no sector.", "Add influences, or",
        ("  - id: booking", "  - «id: booking"),
        ("  - {trend: booking, sector: shop, prevalence: 0.3, statement: A third do., evidence: judged}\n", ""),
    ),
    fault(
        "sector without couplings", "sectors[2]", "nothing influences web-shop.", "Derive its couplings.",
        ("  - id: web-shop", "  - «id: web-shop"),
        ("  - {source: shop, target: web-shop, coupling: 0.6, evidence: computed}\n", ""),
    ),
    fault(
        "sector with couplings of nothing", "sectors[2]", "nothing influences web-shop.", "Derive its couplings.",
        ("  - id: web-shop", "  - «id: web-shop"), ("coupling: 0.6", "coupling: 0"),
    ),
    fault(
        "budget beyond 1", "sectors[2]", "the couplings into web-shop sum to 1.1, more than 1.", "sum to at most 1.",
        ("  - id: web-shop", "  - «id: web-shop"),
        ("# end\n", "  - {source: bakery, target: web-shop, coupling: 0.5, evidence: computed}\n# end\n"),
    ),
    fault(
        "trend of the same name", "trends[1].name", '"online BOOKING" is the name of booking.', "Keep it in one",
        ("name: Cloud services", "name: «online BOOKING"),
    ),
    fault(
        "well graded judgement", "evidence[0].grade", "grade B on a judgement.", "See the grades",
        ("grade: D", "grade: «B"),
    ),
    fault(
        "derived as if published", "evidence[2].grade", "grade A on a derived.", "See the grades",
        ("grade: C", "grade: «A"),
    ),
    fault(
        "one figure graded above its basis", "influences[0].grade", "grade C on a judgement.", "See the grades",
        ("statement: A third do., evidence: judged", "statement: A third do., evidence: judged, grade: «C"),
    ),
    fault(
        "method that is not explained", "evidence[2].method", 'no "mean" among the methods.', "add it under methods",
        ("method: mean", "method: «mean"), ("activities:\n", "METHODSactivities:\n"),
    ),
    fault(
        "country that is not there", "modifiers[0].place", 'no "no" among the countries.', "Add the country.",
        ("# end\n", 'modifiers:\n  - {kind: country, place: «no, family: ai, shift: 1, value: "2", reference: "1", '
         "locator: x, evidence: computed}\n# end\n"),
    ),
    fault(
        "source of six years ago", "sources[0].accessed", "office was last looked at on 2020-11-22;", "newer edition",
        ("accessed: 2026-11-22", "accessed: «2020-11-22"),
    ),
    fault(
        "figure of eleven years ago", "evidence[1].year", "1 number", "lower the grade",
        ("year: 2025", "year: «2015"),
    ),
]  # fmt: skip
METHODS = """\
methods:
  - {id: share-of-firms, name: Share, words: As published, formula: p, example: 0.1, gives: [prevalence]}
"""


@pytest.mark.parametrize(("path", "message", "way_out", "changes"), [*IDS, *REFERENCES, *NUMBERS, *GIVEN_UP])
def test_a_fault_between_the_numbers_refuses_the_map(village, places, write_village, path, message, way_out, changes):
    """One fault, one problem, at the line and column of the culprit, with its path and a way out."""
    text, [expected] = places(changed(village, changes))
    file = write_village(text)
    [problem] = refused(file)
    assert problem.where.file == str(file)
    assert place(problem) == expected
    assert (problem.path, problem.message) == (path, message)
    assert way_out in problem.way_out


@pytest.mark.parametrize(("path", "message", "way_out", "changes"), WARNINGS)
def test_what_deserves_a_look_is_a_warning(village, places, write_village, path, message, way_out, changes):
    """The map can be used all the same; the warning stands at the line and column of the culprit."""
    text, [expected] = places(changed(village, changes).replace("METHODS", METHODS))
    _, [problem] = check_map(write_village(text))
    assert place(problem) == expected
    assert problem.path == path
    assert problem.message.startswith(message)
    assert way_out in problem.way_out


HARMLESS = [
    pytest.param((("coupling: 0.6", "coupling: 1"),), id="a budget of exactly 1"),
    pytest.param((("{sell-goods: 0.7}", "{make-goods: 0.7, sell-goods: 0.3}"),), id="services that make 1"),
    pytest.param((("services: {sell-goods: 0.7}", "services: {}"),), id="a trend that serves nothing"),
    pytest.param((("[online shop]", "[Web-Shop, web shops, online shop, Online_Shop]"),), id="own names again"),
    pytest.param((("    prerequisites: [cloud]\n", ""),), id="no prerequisites"),
    pytest.param((("    pace: {value: 0.1, evidence: judged, reason: More every year}\n", ""),), id="pace unknown"),
    pytest.param(
        (
            ("evidence: judged, reason: More every year", "evidence: counted"),
            ("    unit:", "    value: in the row\n    unit:"),
        ),
        id="a counted pace",
    ),
    pytest.param((("accessed: 2026-11-22", "accessed: 2021-01-01"),), id="a source looked at five years ago"),
    pytest.param((("accessed: 2026-11-22", "accessed: 2011-1-1"), ("grade: A", "grade: C")), id="old source, grade C"),
    pytest.param((("year: 2025", "year: 2000"), ("grade: A", "grade: C")), id="old figure, low grade"),
    pytest.param(
        (("# end\n", 'modifiers:\n  - {kind: size, place: 10-49, family: ai, shift: 1, value: "2", reference: "1", '
          "locator: x, evidence: computed}\n# end\n"),),
        id="a size class is no country",
    ),
    pytest.param((("year: 2025", "year: 2016"),), id="a figure of ten years ago"),
]  # fmt: skip


@pytest.mark.parametrize("changes", HARMLESS)
def test_what_is_allowed_is_not_told(village, write_village, changes):
    """Limits are inclusive, what may be left out may be left out, and a sector may repeat its own names."""
    assert check_map(write_village(changed(village, changes)))[1] == []


def test_trends_that_need_each_other_are_named_as_a_loop(village, places, write_village):
    """A loop of prerequisites is told once, beginning with the trend whose line is named."""
    changes = [
        ("prerequisites: [cloud]", "prerequisites: «[cloud]"),
        ("    specificity: 0.1", "    prerequisites: «[booking]\n    specificity: 0.1"),
    ]
    text, (at_booking, at_cloud) = places(changed(village, changes))
    [problem] = refused(write_village(text))
    assert (place(problem), problem.message) in [
        (at_booking, "these need each other: booking > cloud > booking."),
        (at_cloud, "these need each other: cloud > booking > cloud."),
    ]


def test_every_fault_is_told_at_once_in_file_order(village, places, write_village):
    """Faults of seven different checks in one map come out in the order of their lines."""
    by_name = {param.id: param.values[3] for param in [*IDS, *REFERENCES, *NUMBERS]}
    chosen = [
        "trend that needs itself", "coupling twice", "source of a record", "alias of two sectors", "activity twice",
        "influence twice", "services beyond 1", "level said twice", "judged pace without a reason",
    ]  # fmt: skip
    text, expected = places(changed(village, [change for name in chosen for change in by_name[name]]))
    assert [place(problem) for problem in refused(write_village(text))] == expected
    assert len(expected) == len(chosen)


def test_warnings_come_together_in_file_order(village, places, write_village):
    """All warnings of a map at once."""
    by_name = {param.id: param.values[3] for param in WARNINGS}
    chosen = ["trend without a figure", "budget beyond 1"]
    text, expected = places(changed(village, [change for name in chosen for change in by_name[name]]))
    assert sorted(expected) == [place(problem) for problem in check_map(write_village(text))[1]]


SILENT = [
    fault("short name of two sectors", "sectors[2].short", "", "", ("short: Web shop", "short: «Shop")),
    fault("short name, name of another", "sectors[2].short", "", "", ("short: Web shop", "short: «Bakeries")),
    fault("goal twice", "goals[1].id", "", "", ("skills:\n", "  - {id: «reach, name: x, summary: x}\nskills:\n")),
    fault(
        "skill twice", "skills[1].id", "", "",
        ("activities:\n", "  - {id: «it, name: x, levels: [a, b, c, d, e]}\nactivities:\n"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("path", "message", "way_out", "changes"), SILENT)
def test_what_stands_twice_is_refused(village, places, write_village, path, message, way_out, changes):
    """Two goals or skills of one name, or one short name of two sectors: one would be lost."""
    text, [expected] = places(changed(village, changes))
    [problem] = refused(write_village(text))
    assert place(problem) == expected
    assert problem.path == path
    assert message in problem.message
    assert way_out in problem.way_out


SURROUNDINGS = """\
practices:
  - id: bread-by-post
    name: Bread by post
    home: web-shop
    trend: booking
    activity: sell-goods
    at_home: They send it.
    adapt: Send it too.
    suits: {sell-goods: 0.3}
    needs_activity: [sell-goods]
    first_step: Send one loaf.
    effort_hours: 10
    one_off_eur: 100
    monthly_eur: 5
    upkeep_hours_per_month: 1
    spread: 2
    skills: {it: 1}
    benefit: More customers
    kpi: {name: Loaves sent, unit: loaves, formula: loaves sent a week}
    evidence: judged
    reason: Tried it.
challenges:
  - {id: away, name: Away, summary: Far, trends: [cloud], sectors: [shop], responses: [Go near], evidence: judged}
opportunities:
  - {id: reach-out, name: Reach, summary: Near, practices: [bread-by-post], responses: [Go out], evidence: judged}
countries:
  - id: pt
    name: Portugal
    languages: [pt]
    currency: EUR
    payments: Cards
    rules:
      - {name: Law, topic: consumer, date: "2018", summary: Be fair, source: office}
    evidence: judged
modifiers:
  - {kind: country, place: pt, family: ai, shift: 0.1, value: "10", reference: "9", locator: t, evidence: computed}
rejected:
  - {trend: cloud, source: shop, target: bakery, reason: Not so, reviewed: 2026-11-22}
"""


def test_nothing_is_wrong_with_the_surroundings(village, write_village):
    """Practices, challenges, opportunities, countries, modifiers and rejections that name what there is."""
    ecosystem, found = check_map(write_village(village + SURROUNDINGS))
    assert found == []
    assert ecosystem.practices[0].home == "web-shop"


STEP = "    first_step: Send one loaf.\n"
SAFE = "    reduces: {fraud: 0.2}\n    reduces_evidence: {fraud: {evidence: judged, reason: Seen}}\n"
FRAUD = """\
trends:
  - id: fraud
    name: Fraud
    summary: False bills
    kind: risk
    role: risk
    area: security
    stage: growing
    change: incremental
    norm: 0.2
    specificity: 0.1
    opportunity: 0.1
    services: {sell-goods: 0.5}
    needs: {budget_eur: 0, hours_per_week: 0}
    evidence: judged
    reason: It comes by mail.
"""
UNSOUND = [
    fault("a first step that is none", "practices[0].first_step", "a first step of 16 words.", "in at most 15",
          (STEP, f"    first_step: «{' '.join(['loaf'] * 16)}\n")),
    fault("more skill than the trend", "practices[0].skills.it", "asks it 1.5 where the trend booking needs 1.",
          "Lower it", ("skills: {it: 1}\n    benefit", "skills: {it: «1.5}\n    benefit")),
    fault("a skill that the trend does not need", "practices[0].skills.it", "where the trend cloud needs 0.",
          "a first step is not harder", ("trend: booking\n    activity", "trend: cloud\n    activity"),
          ("skills: {it: 1}\n    benefit", "skills: {it: «1}\n    benefit")),
    fault("suits nobody", "practices[0].suits.sel-goods", 'no "sel-goods" among the activities and traits.',
          'Did you mean "sell-goods"?', ("suits: {sell-goods: 0.3}", "suits: {sel-goods: «0.3}")),
    fault("needs what nobody does", "practices[0].needs_activity[0]", 'no "zzz" among the activities.', "",
          ("needs_activity: [sell-goods]", "needs_activity: [«zzz]")),
    fault("brings what is not there", "practices[0].brings[0]", 'no "zzz" among the practices.', "",
          (STEP, f"{STEP}    brings: [«zzz]\n")),
    fault("brings itself", "practices[0].brings", "these bring each other: bread-by-post > bread-by-post.",
          "Remove one of them.", (STEP, f"{STEP}    brings: «[bread-by-post]\n")),
    fault("takes the place of itself", "practices[0].instead_of", "these take each other's place: bread-by-post",
          "Remove one of them.", (STEP, f"{STEP}    instead_of: «[bread-by-post]\n")),
    fault("takes off an unknown threat", "practices[0].reduces.zzz", 'no "zzz" among the trends.', "",
          (STEP, STEP + SAFE.replace("reduces: {fraud: ", "reduces: {zzz: «").replace("{fraud: {", "{zzz: {"))),
    fault("takes off what is no threat", "practices[0].reduces.cloud", "cloud is no threat", "whose role is risk",
          (STEP, STEP + SAFE.replace("reduces: {fraud: ", "reduces: {cloud: «").replace("{fraud: {", "{cloud: {"))),
    fault("takes off without grounds", "practices[0].reduces.fraud", "nothing says what the fraud taken off rests on",
          "Add reduces_evidence: {fraud:", (STEP, STEP + "    reduces: {fraud: «0.2}\n")),
    fault("grounds of nothing", "practices[0].reduces_evidence.fraud", "grounds without a share of fraud.",
          "Add reduces: {fraud:", (STEP, STEP + SAFE.split("\n")[1].replace("{fraud: {", "{fraud: «{") + "\n")),
    fault("grounds on no record", "practices[0].reduces_evidence.fraud.evidence", 'no "jugded" among the evidence.',
          'Did you mean "judged"?', (STEP, STEP + SAFE.replace("evidence: judged", "evidence: «jugded"))),
]  # fmt: skip


def with_fraud(village):
    """Return the village with a threat and its surroundings, so that there is something to protect from."""
    return village.replace("trends:\n", FRAUD, 1) + SURROUNDINGS


def test_a_practice_that_protects_is_sound(village, write_village):
    """A share of a threat with its grounds, and nothing else said."""
    ecosystem, found = check_map(write_village(changed(with_fraud(village), [(STEP, STEP + SAFE)])))
    assert [warning.message for warning in found] == ["fraud has a figure in no sector."]
    [practice] = ecosystem.practices
    assert practice.reduces == {"fraud": 0.2}
    assert practice.reduces_evidence["fraud"].evidence == "judged"


@pytest.mark.parametrize(("path", "message", "way_out", "changes"), UNSOUND)
def test_a_practice_that_does_not_hold_is_refused(village, places, write_village, path, message, way_out, changes):
    """More skill than its trend, a long first step, loops, strangers, shares of threats without grounds."""
    text, [expected] = places(changed(with_fraud(village), changes))
    [problem] = [p for p in refused(write_village(text)) if p.path == path]
    assert place(problem) == expected
    assert message in problem.message
    assert way_out in problem.way_out


NEEDED = ("first_step", "effort_hours", "one_off_eur", "monthly_eur", "upkeep_hours_per_month", "spread", "reason")


@pytest.mark.parametrize("field", NEEDED)
def test_a_practice_that_lacks_a_number_or_its_cause_is_refused(village, write_village, field):
    """What an answer needs on Monday is there, or the map is not read."""
    lines = SURROUNDINGS.split("\n")
    [line] = [line for line in lines if line.startswith(f"    {field}: ")]
    [problem] = refused(write_village(village + "\n".join(one for one in lines if one is not line)))
    assert problem.path == f"practices[0].{field}"


def test_the_outlay_may_stand_under_its_old_name(village, write_village):
    """Overlays of before say cost_eur for what is spent."""
    text = village + changed(SURROUNDINGS, [("one_off_eur: 100", "cost_eur: 120")])
    ecosystem, _ = check_map(write_village(text))
    assert ecosystem.practices[0].one_off_eur == 120


def test_a_trend_to_start_without_a_practice_is_told(village, places, write_village):
    """Where a map has practices at all, each trend that could be started needs one."""
    added = [
        ("  - id: cloud\n    name", "  - «id: cloud\n    role: do\n    name"),
        ("specificity: 0.1\n    opportunity: 0.8", "specificity: 0.1\n    opportunity: 1"),
    ]
    text, [expected] = places(changed(village + SURROUNDINGS, added))
    _, [warning] = check_map(write_village(text))
    assert place(warning) == expected
    assert warning.message == "cloud could be started, but no practice says how."
    bare = text.replace(SURROUNDINGS, "")
    assert check_map(write_village(bare))[1] == []


def test_harm_without_a_sentence_is_told(village, places, write_village):
    """What could be started and is no opportunity in part says what harm it does, or is one wholly."""
    started = ("  - id: cloud\n    name", "  - id: cloud\n    role: do\n    name")
    harmful = ("specificity: 0.1\n    opportunity: 0.8", "specificity: 0.1\n    «opportunity: 0.8")
    text, [(line, _)] = places(changed(village, [started, harmful]))
    _, [warning] = check_map(write_village(text))
    assert warning.where.line == line
    assert "no sentence says what harm it does" in warning.message
    told = text.replace("opportunity: 0.8", "opportunity: 0.8\n    harm: It breaks down", 1)
    assert check_map(write_village(told))[1] == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("practices[0].home", "home: web-shop", "home: «zzz"),
        ("practices[0].trend", "trend: booking", "trend: «zzz"),
        ("practices[0].activity", "activity: sell-goods", "activity: «zzz"),
        ("practices[0].skills.zzz", "skills: {it: 1}", "skills: {zzz: «1}"),
        ("practices[0].evidence", "evidence: judged\n    reason", "evidence: «zzz\n    reason"),
        ("challenges[0].trends[0]", "trends: [cloud]", "trends: [«zzz]"),
        ("challenges[0].sectors[0]", "sectors: [shop]", "sectors: [«zzz]"),
        ("challenges[0].evidence", "[Go near], evidence: judged", "[Go near], evidence: «zzz"),
        ("opportunities[0].practices[0]", "practices: [bread-by-post]", "practices: [«zzz]"),
        ("opportunities[0].evidence", "[Go out], evidence: judged", "[Go out], evidence: «zzz"),
        ("countries[0].rules[0].source", "source: office", "source: «zzz"),
        ("countries[0].evidence", "    evidence: judged\nmodifiers", "    evidence: «zzz\nmodifiers"),
        ("modifiers[0].evidence", "evidence: computed", "evidence: «zzz"),
        ("rejected[0].trend", "{trend: cloud, source: shop", "{trend: «zzz, source: shop"),
        ("rejected[0].source", "cloud, source: shop", "cloud, source: «zzz"),
        ("rejected[0].target", "target: bakery", "target: «zzz"),
    ],
)
def test_what_surrounds_the_influences_names_what_there_is(village, places, write_village, path, old, new):
    """A practice at home in no sector, a challenge of no trend, a rule without its source: told like any other."""
    text, [expected] = places(village + changed(SURROUNDINGS, [(old, new)]))
    [problem] = refused(write_village(text))
    assert (place(problem), problem.path) == (expected, path)
    assert '"zzz"' in problem.message


def test_a_name_of_another_sector_is_told_where_it_stands(village, places, write_village):
    """When the name, not an alias, belongs to another sector, the line of the name is the place."""
    text, [expected] = places(village.replace("name: Web shops", "name: «Baker"))
    [problem] = refused(write_village(text))
    assert (place(problem), problem.path) == (expected, "sectors[2].name")
