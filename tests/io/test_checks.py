"""What must hold between the numbers of a map: each check fires on its fault, in the right line, and only there."""

import pytest

from ecomap.errors import SchemaError
from ecomap.io.maps import check_map, load_map


def replaced(village, *changes):
    """Return the village with each (old, new) done once; what is not there is a mistake in the test."""
    for old, new in changes:
        assert village.count(old) >= 1, old
        village = village.replace(old, new, 1)
    return village


def integrity_of(path):
    with pytest.raises(SchemaError) as caught:
        load_map(path)
    return caught.value.problems


def told(problems):
    return [(problem.where.line, problem.where.column, problem.path) for problem in problems]


def test_nothing_is_wrong_with_the_village(village, write_village):
    """The small map that the faults are planted in has no problem and no warning."""
    ecosystem, found = check_map(write_village(village))
    assert found == []
    assert [sector.id for sector in ecosystem.sectors] == ["bakery", "shop", "web-shop"]


BOOKING = "  - {trend: booking, sector: shop,"
CLOUD = "  - {trend: cloud, sector: shop,"
FIRST_COUPLING = "  - {source: shop, target: bakery, coupling: 0.5, evidence: computed}\n"

FAULTS = {
    # ids
    "source twice": (
        ("evidence:\n  - id: judged", "  - id: «office\n    publisher: x\n    title: x\n    licence: x\n    accessed: x\nevidence:\n  - id: judged"),
        "sources[1].id", 'the id "office" is taken.', "another",
    ),
    "evidence twice": (
        ("goals:\n", "  - {id: «judged, basis: judgement, grade: D, author: x, reviewed: x, note: x}\ngoals:\n"),
        "evidence[3].id", 'the id "judged" is taken.', "another",
    ),
    "activity twice": (
        ("sectors:\n", "  - {id: «sell-goods, name: x, summary: x, phrase: x}\nsectors:\n"),
        "activities[2].id", 'the id "sell-goods" is taken.', "another",
    ),
    "trend called like a sector": (
        ("norms:\n", "norms:\n"), "", "", "",
    ),
    # names of sectors
    "alias of two sectors": (
        ("aliases: [online shop]", "aliases: «[online shop, grocer]"), "sectors[2].aliases", '"grocer" already names shop.', "one of them",
    ),
    "alias but for case, accent and hyphen": (
        ("aliases: [online shop]", "aliases: «[online shop, Cafe]"), "sectors[2].aliases", '"Cafe" already names shop.', "one of them",
    ),
    "alias that is another's id": (
        ("aliases: [online shop]", "aliases: «[BAKERY]"), "sectors[2].aliases", '"BAKERY" already names bakery.', "one of them",
    ),
    "name that is another's alias": (
        ("name: Web shops\n    short: Web shop\n    aliases: [online shop]", "name: Baker\n    short: Web shop\n    aliases: «[online shop]"),
        "sectors[2].aliases", '"Baker" already names bakery.', "one of them",
    ),
    # references
    "evidence of a sector": (("evidence: judged\n    reason: They bake", "evidence: «judgd\n    reason: They bake"),
        "sectors[0].evidence", 'no "judgd" among the evidence.', '"judged"'),
    "evidence of a trend": (("evidence: judged\n    reason: Any", "evidence: «zzz\n    reason: Any"),
        "trends[1].evidence", 'no "zzz" among the evidence.', "Add it under evidence"),
    "evidence of an influence": (('value: "40.1", evidence: counted', 'value: "40.1", evidence: «count'),
        "influences[1].evidence", 'no "count" among the evidence.', '"counted"'),
    "evidence of a coupling": (("coupling: 0.4, evidence: computed", "coupling: 0.4, evidence: «comp"),
        "couplings[1].evidence", 'no "comp" among the evidence.', ""),
    "evidence of a norm": (("sectors: 2, evidence: computed", "sectors: 2, evidence: «nothing"),
        "norms[1].evidence", 'no "nothing" among the evidence.', ""),
    "evidence of a readiness": (("readiness: 0.3, evidence: computed", "readiness: 0.3, evidence: «nothing"),
        "readiness[0].evidence", 'no "nothing" among the evidence.', ""),
    "evidence of a pace": (("value: 0.1, evidence: judged", "value: 0.1, evidence: «nothing"),
        "trends[0].pace.evidence", 'no "nothing" among the evidence.', ""),
    "source of a record": (("source: office", "source: «ofice"), "evidence[1].source", 'no "ofice" among the sources.', '"office"'),
    "activity of a sector": (("{make-goods: 1, sell-goods: 0.5}", "{make-goods: 1, sell-good: «0.5}"),
        "sectors[0].activities.sell-good", 'no "sell-good" among the activities.', '"sell-goods"'),
    "service of a trend": (("services: {sell-goods: 0.7}", "services: {book: «0.7}"),
        "trends[0].services.book", 'no "book" among the activities.', ""),
    "goal of a trend": (("goals: {reach: 0.5}", "goals: {reech: «0.5}"), "trends[0].goals.reech", 'no "reech" among the goals.', '"reach"'),
    "skill that a trend needs": (("skills: {it: 1}", "skills: {law: «1}"), "trends[0].needs.skills.law", 'no "law" among the skills.', ""),
    "prerequisite": (("prerequisites: [cloud]", "prerequisites: [cloud, «clowd]"),
        "trends[0].prerequisites[1]", 'no "clowd" among the trends.', '"cloud"'),
    "trend of an influence": (("{trend: cloud, sector: bakery,", "{trend: «crowd, sector: bakery,"),
        "influences[2].trend", 'no "crowd" among the trends.', ""),
    "sector of an influence": (("{trend: cloud, sector: bakery,", "{trend: cloud, sector: «bakry,"),
        "influences[2].sector", 'no "bakry" among the sectors.', '"bakery"'),
    "source of a coupling": (("{source: bakery, target: shop,", "{source: «baker, target: shop,"),
        "couplings[1].source", 'no "baker" among the sectors.', '"bakery"'),
    "target of a coupling": (("{source: bakery, target: shop,", "{source: bakery, target: «shops,"),
        "couplings[1].target", 'no "shops" among the sectors.', '"shop"'),
    "trend of a norm": (('norms:\n', 'norms:\n  - {trend: «clod, spread: 1, evidence: computed}\n'),
        "norms[0].trend", 'no "clod" among the trends.', '"cloud"'),
    "sector of a readiness": (("{sector: shop, readiness", "{sector: «shopp, readiness"),
        "readiness[0].sector", 'no "shopp" among the sectors.', '"shop"'),
    # edges
    "influence twice": ((CLOUD, "  - «{trend: cloud, sector: bakery, prevalence: 0.9, evidence: computed}\n" + CLOUD), "", "", ""),
    "coupling twice": (("norms:\n", "  - «{source: shop, target: bakery, coupling: 0.1, evidence: computed}\nnorms:\n"),
        "couplings[3]", "shop -> bakery is given twice.", "better"),
    "coupling to itself": (("norms:\n", "  - «{source: shop, target: shop, coupling: 0.1, evidence: computed}\nnorms:\n"),
        "couplings[3]", "shop influences itself.", "Remove"),
    # numbers of trends
    "services beyond 1": (("{make-goods: 0.5, sell-goods: 0.5}", "«{make-goods: 0.5, sell-goods: 0.6}"),
        "trends[1].services", "the services sum to 1.1.", "At most 1."),
    "no norm": (("  - id: booking\n", "  - «id: booking\n"), "trends[0]", "booking has no norm.", "norm: 0.1"),
    "measured without its figure": (("  - {trend: cloud, norm: -0.5, spread: 1.1, sectors: 2, evidence: computed}\n", ""), "", "", ""),
    "judged norm of a measured trend": (("    measured: {", "    norm: «0.3\n    measured: {"),
        "trends[1].norm", "a measured trend has a judged norm.", "Remove"),
    "no spread": (('  - {trend: "*", spread: 1.0, evidence: computed}\n', ""), "", "", ""),
    # judgements
    "influence without a word": (("  - {trend: booking, sector: shop, prevalence: 0.3, statement: A third do.,",
        "  - «{trend: booking, sector: shop, prevalence: 0.3,"),
        "influences[0]", "neither a statement nor a published value.", "Add"),
    "judged pace without reason": (("pace: {value: 0.1, evidence: judged, reason: More every year}", "pace: «{value: 0.1, evidence: judged}"),
        "trends[0].pace", "a judged pace without its reason.", "reason"),
    # prerequisites
    "a trend that needs itself": (("prerequisites: [cloud]", "prerequisites: «[booking]"), "trends[0].prerequisites",
        "these need each other: booking > booking.", "Remove one"),
}  # fmt: skip
