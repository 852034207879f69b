"""Numbers and words of a map's own lists, as `map evidence` opens them."""

from itertools import groupby
from types import SimpleNamespace

import pytest

from ecomap.model import EcosystemMap
from ecomap.model.channels import Channel
from ecomap.verbs.map_numbers import THINGS, MapNumbers
from maps import JUDGED, ecosystem, group, influence, modifier, practice, sector, trend


def channel(name: str, files: int) -> Channel:
    """Return a newsletter whose address stood in so many files."""
    return Channel(
        id=name, name=f"Letter {name}", kind="newsletter", publisher="Guild", url=f"https://example.org/{name}",
        languages=("en",), cadence="weekly", trends=("t",), look_for="Look for cases.", evidence=JUDGED,
        reviewed="2026-11-28", found={"address": f"example.org/{name}", "files": files, "read": "2026-11-27"},
    )  # fmt: skip


def test_a_channel_is_told_with_where_its_address_was_found():
    """Each by its name, kind, publisher and address; how often it stood there is counted up to ten."""
    around = ecosystem([sector("s1")], [trend("t")], channels=(channel("a", 9), channel("b", 10)))
    found = [one for one in MapNumbers(around).everything() if one.kind == "channel"]
    assert [(one.of, one.text, one.number) for one in found] == [
        (("a",), "Letter a, newsletter of Guild: https://example.org/a", None),
        (("b",), "Letter b, newsletter of Guild: https://example.org/b", None),
    ]
    assert [one.statement for one in found] == [
        f"Look for cases. Its address example.org/{name} stood in {many} public files, looked for on 2026-11-27. "
        "Looked over on 2026-11-28."
        for name, many in (("a", "9"), ("b", "10 or more"))
    ]
    assert {(one.grade, one.evidence) for one in found} == {("D", JUDGED)}


def held(around: EcosystemMap) -> dict[str, list[tuple[tuple[str, ...], float | None]]]:
    """Return what a map holds of each kind, read off its lists: of what, and the number."""

    def named(items, field):
        return [((item.id, name), number) for item in items for name, number in getattr(item, field).items()]

    def plain(items, field=None):
        return [((item.id,), getattr(item, field) if field else None) for item in items]

    trends, practices, needs = around.trends, around.practices, [(item.id, item.needs) for item in around.trends]
    weighed = [(item.id, name, one.weight) for item in (*trends, *around.groups) for name, one in item.weights.items()]
    return {
        "activity profile": named(around.sectors, "activities"), "trait level": named(around.sectors, "traits"),
        "kind share": named(around.kinds, "sectors"), "kind trait": named(around.kinds, "traits"),
        "kind activity": named(around.kinds, "activities"), "kind goal": named(around.kinds, "goals"),
        "kind size": [one for one in plain(around.kinds, "people") if one[1] is not None],
        "specificity": plain(trends, "specificity"), "opportunity share": plain(trends, "opportunity"),
        "budget": [((id,), one.budget_eur) for id, one in needs],
        "hours": [((id,), one.hours_per_week) for id, one in needs],
        "skill": [((id, name), level) for id, one in needs for name, level in one.skills.items()],
        "service": named(trends, "services"), "goal": named(trends, "goals"),
        "level": [((item.id,), item.level.share) for item in trends if item.level],
        "pace": [((item.id,), item.pace.value) for item in trends if item.pace],
        "trait weight": [((id, name), weight) for id, name, weight in weighed],
        "prevalence": [((item.trend, item.sector), item.prevalence) for item in around.influences],
        "coupling": [((item.source, item.target), item.coupling) for item in around.couplings],
        "modifier": [((item.kind, item.place, item.family), item.shift) for item in around.modifiers],
        "practice hours": plain(practices, "effort_hours"), "practice budget": plain(practices, "one_off_eur"),
        "practice running cost": plain(practices, "monthly_eur"),
        "practice upkeep": plain(practices, "upkeep_hours_per_month"),
        "practice saving": [one for one in plain(practices, "saves_hours_per_month") if one[1] is not None],
        "practice skill": named(practices, "skills"), "practice suits": named(practices, "suits"),
        "practice unless": named(practices, "unless"),
        "protection": named(practices, "reduces"),
        "challenge": plain(around.challenges), "opportunity": plain(around.opportunities),
        "duty": plain(around.duties), "payments": plain(around.countries), "channel": plain(around.channels),
        "component trend": named(around.components, "trends"), "component tie": named(around.components, "ties"),
        "component skill": named(around.components, "skills"),
        "component figure": [((i.id, s.question), s.weight) for i in around.components for s in i.signs],
        "barrier": plain(around.barriers), "global work": plain(around.global_work),
        "platform": plain(around.platforms),
        "platform fee": [((item.id,), item.fee.high) for item in around.platforms if item.fee],
        "platform weight": plain(around.platform_functions, "weight"),
        "platform strategy": plain(around.platform_strategies),
        "platform mechanism": plain(around.platform_mechanisms),
    }  # fmt: skip


def test_every_number_of_the_map_is_told_once(shipped):
    """With whose it is and what record it rests on; trends and practices with the reason that stands beside them."""
    numbers = MapNumbers(shipped)
    found = sorted(numbers.everything(), key=lambda one: one.kind)
    told = {kind: [(one.of, one.number) for one in some] for kind, some in groupby(found, lambda one: one.kind)}
    law = told.pop("norm")
    assert law == [((item.id,), item.norm) for item in shipped.trends if item.norm is not None]
    assert {kind: sorted(some, key=repr) for kind, some in told.items()} == {
        kind: sorted(some, key=repr) for kind, some in held(shipped).items() if some
    }
    assert all(one.evidence in shipped.evidence_by_id and one.text for one in found)
    assert all(one.grade == shipped.evidence_by_id[one.evidence].grade for one in found if one.kind == "budget")
    assert all(one.statement for one in found if one.kind in ("budget", "practice hours", "barrier", "global work"))


def test_a_thing_is_told_all_its_numbers_in_one_order(shipped):
    """Whether it stands first or second among what a number is of; and never a number of another thing."""
    numbers = MapNumbers(shipped)
    things = {
        "trend": "website", "sector": "retail-trade", "kind of firm": "bakery", "activity": "take-payments",
        "practice": "one-vault-for-passwords", "country": "de", "size class": "10-19",
    }  # fmt: skip
    of_two = {kind for kind, of in held(shipped).items() if of and len(of[0][0]) > 1}
    for kind, name in things.items():
        found = numbers.numbers(kind, name)
        places = [[*THINGS[kind].numbers].index(one.kind) for one in found]
        assert places == sorted(places)
        for one in found:
            assert name in one.of[1:] if one.kind == "modifier" else name in one.of
        wanted = [of for other in THINGS[kind].numbers for of, _ in held(shipped).get(other, ()) if other in of_two]
        if kind not in ("country", "size class"):
            assert {one.of for one in found if one.kind in of_two} <= set(wanted)
    for record in ("judged-trend", "country-shift"):
        assert {one.evidence for one in numbers.numbers("evidence", record)} == {record}
    source = shipped.evidence_by_id["country-shift"].source
    assert {shipped.evidence_by_id[one.evidence].source for one in numbers.numbers("source", source)} == {source}


def test_an_estimate_is_told_as_one(shipped):
    """Where a sector has no figure: the share that firms there are reckoned to have, and the record of how."""
    guess = MapNumbers(shipped).estimate("website", "agriculture")
    assert (guess.kind, guess.of, guess.evidence) == ("estimate", ("website", "agriculture"), "sector-posterior")
    assert guess.text.endswith("Farming, forestry and fishing, estimated")
    assert 0 < guess.number < 1


def small() -> EcosystemMap:
    """Return a map with a number of most kinds."""
    return ecosystem(
        [sector("s1", traits={"shop": 1.0}), sector("s2")],
        [trend("t", group="g", weights={"shop": 0.5})],
        [influence("t", "s1", 0.2, opportunity=0.7, statement="So many", note="Of shops.")],
        {("s1", "s2"): 0.3},
        groups=[group("g", {"shop": 2.0}, places="digital")],
        practices=[practice("p", "t")],
        modifiers=[modifier("fi", "digital", 0.4), modifier("0-9", "digital", -0.2)],
    )


def test_a_number_is_told_with_its_words_and_the_figure_that_was_published():
    """A share with what is said of it, a shift with its cell and both figures, a weight with the group's record."""
    numbers = MapNumbers(small())
    (share,) = numbers.numbers("sector", "s1")[-1:]
    assert (share.kind, share.statement, share.parts) == ("prevalence", "So many Of shops.", {"opportunity": 0.7})
    (shift,) = numbers.numbers("country", "fi")[1:]
    assert (shift.number, shift.value, shift.locator, shift.statement) == (0.4, "1", "table 1", "1 against 1")
    (size,) = numbers.numbers("size class", "0-9")
    assert (size.number, size.of) == (-0.2, ("size", "0-9", "digital"))
    weights = [one for one in numbers.everything() if one.kind == "trait weight"]
    assert [(one.of, one.number) for one in weights] == [(("t", "shop"), 0.5), (("g", "shop"), 2.0)]


@pytest.mark.parametrize(
    ("said", "text", "statement", "locator"),
    [
        ({}, "EU: Law 1, Article 2", "Do it.", "https://a.org"),
        ({"from_": "2027"}, "EU: Law 1, Article 2, from 2027", "Do it.", "https://a.org"),
        ({"from_": "2027", "until": "2028"}, "EU: Law 1, Article 2, from 2027 until 2028", "Do it.", "https://a.org"),
        ({"unless": "you are small", "note": "More comes."}, "EU: Law 1, Article 2",
         "Do it. Unless you are small. More comes.", "https://a.org"),
        ({"read": "https://a.org"}, "EU: Law 1, Article 2", "Do it.", "https://a.org"),
        ({"read": "https://b.org"}, "EU: Law 1, Article 2", "Do it.", "https://a.org, read at https://b.org"),
    ],
)  # fmt: skip
def test_a_duty_is_told_with_its_days_who_is_free_and_where_it_was_read(said, text, statement, locator):
    """What is not known of it leaves no word behind; the publisher's page comes first."""
    fields = dict.fromkeys(("from_", "until", "unless", "note", "read"))
    fields |= {"id": "d", "place": "EU", "law": "Law 1", "article": "Article 2", "do": "Do it.", "evidence": JUDGED}
    found = MapNumbers(small()).duty(SimpleNamespace(**fields | {"url": "https://a.org"} | said))
    assert (found.text, found.statement, found.locator) == (text, statement, locator)


def test_a_fee_says_as_of_when_and_a_platform_why_it_has_none(shipped):
    """Undated terms are of the day on which they were read; only numbers that are known stand beside the share."""
    numbers = MapNumbers(shipped)
    told = {(one.kind, one.of[0]): one for one in numbers.everything() if one.kind.startswith("platform")}
    for item in shipped.platforms:
        statement = told["platform", item.id].statement
        assert statement == f"Looked over on {item.reviewed}." + (f" {item.no_fee}" if item.no_fee else "")
        if item.fee is not None:
            fee = told["platform fee", item.id]
            day = f"as of {item.fee.published}" if item.fee.published else f"undated, read on {item.fee.read}"
            assert fee.text == f"{item.name}: what it asks, {day}"
            assert fee.statement == item.fee.says
            assert None not in fee.parts.values()
    assert any(item.fee and not item.fee.published for item in shipped.platforms)
    assert any(len(told["platform fee", item.id].parts) < 3 for item in shipped.platforms if item.fee)
