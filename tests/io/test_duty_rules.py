"""Duties in a map: what cannot be is refused, what is forgotten in the grid of topics and places is told."""

import pytest

from ecomap.errors import SchemaError
from ecomap.io.maps import load_whole_map
from ecomap.model.duties import TOPICS
from maps import check_map

LAW = (
    "  - {id: law, basis: law, locator: in each duty, grade: C, author: x, reviewed: 2026-11-28, note: Read.}\ngoals:\n"
)
COUNTRIES = """\
countries:
  - {id: de, name: Germany, languages: [de], currency: EUR, payments: Cards, evidence: judged}
  - {id: us, name: United States, languages: [en], currency: USD, payments: Cards, evidence: judged}
"""
FIELDS = {
    "id": "till", "topic": "certified-tills", "place": "US", "name": "Till", "law": "Law 1", "article": "Article 1",
    "url": "https://example.org/law", "from": "2020-01-01", "do": "Use one.", "evidence": "law",
    "reviewed": "2026-11-28",
}  # fmt: skip


def line(**fields):
    return f"  - {{{', '.join(f'{name}: {value}' for name, value in fields.items())}}}\n"


def duties(*rows):
    return "duties:\n" + "".join(line(**FIELDS | row) for row in rows)


def gaps(place, *topics):
    rows = (line(topic=topic, place=place, looked="Nowhere", reviewed="2026-11-28") for topic in topics)
    return "duty_gaps:\n" + "".join(rows)


OTHERS = tuple(topic for topic in TOPICS if topic != "certified-tills")


@pytest.fixture
def with_law(village, write_village):
    """Return the path of the village with some law in it."""

    def written(*texts):
        return write_village(village.replace("goals:\n", LAW, 1) + COUNTRIES + "".join(texts))

    return written


def test_a_duty_with_the_rest_looked_for_is_sound(with_law):
    """One duty and a gap for every other topic of its place."""
    ecosystem, found = check_map(with_law(duties({}), gaps("US", *OTHERS)))
    assert found == []
    assert [(duty.id, duty.from_, duty.applies.sectors) for duty in ecosystem.duties] == [("till", "2020-01-01", ())]
    assert len(ecosystem.duty_gaps) == len(OTHERS)


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"topic": "tills"}, "topic", "is not one of"),
        ({"place": "Utopia"}, "place", ""),
        ({"url": "example.org"}, "url", "is not written as it must be."),
        ({"from": "soon"}, "from", "is no date"),
        ({"until": "2019-12-31"}, "", "it ends before it begins"),
        ({"applies": "{employees_min: 5, employees_max: 4}"}, "", "no firm has at least"),
        ({"applies": "{sells_to: [guests]}"}, "applies.sells_to[0]", "is not one of"),
        ({"applies": "{sectors: [mill]}"}, "applies.sectors[0]", 'no "mill" among the sectors.'),
        ({"applies": "{uses: [steam]}"}, "applies.uses[0]", 'no "steam" among the trends.'),
        ({"applies": "{any_of: [fly]}"}, "applies.any_of[0]", 'no "fly" among the traits and activities.'),
        ({"practice": "none"}, "practice", 'no "none" among the practices.'),
        ({"evidence": "judged"}, "evidence", "a duty on evidence of the basis judgement."),
        ({"evidence": "hearsay"}, "evidence", 'no "hearsay" among the evidence.'),
    ],
)
def test_what_cannot_be_is_refused(with_law, changed, field, message):
    """Each fault is told once, at its field."""
    with pytest.raises(SchemaError) as caught:
        load_whole_map(with_law(duties(changed), gaps("US", *OTHERS)))
    problem = caught.value.problems[0]
    assert problem.path.startswith(f"duties[0].{field}".rstrip("."))
    assert message in problem.message


def test_an_id_and_a_gap_stand_once(with_law):
    """Two duties of one id, two gaps of one topic and place."""
    with pytest.raises(SchemaError) as caught:
        load_whole_map(with_law(duties({}, {}), gaps("US", *OTHERS, "ai")))
    assert [problem.message for problem in caught.value.problems] == [
        'the id "till" is taken.', "ai -> US is given twice.",
    ]  # fmt: skip


def test_what_was_not_looked_for_is_told_once_for_each_place(with_law):
    """Each topic without a duty or a gap is named; what the Union's law covers is not asked of its countries."""
    _, found = check_map(with_law(duties({}), gaps("US", *OTHERS[1:])))
    assert [problem.message for problem in found] == [f"nothing is said of {OTHERS[0]} in US."]
    everything = [{"id": f"law-{topic}", "topic": topic, "place": "EU"} for topic in OTHERS]
    _, found = check_map(with_law(duties({"place": "DE"}, *everything)))
    (told,) = (problem.message for problem in found if "nothing is said" in problem.message)
    assert told.startswith("nothing is said of certified-tills in EU; certified-tills in AT; ")
    assert "in DE" not in told


def test_a_country_that_is_not_described_is_told(with_law):
    """The place of a duty is a country of the map."""
    _, found = check_map(with_law(duties({"place": "CH"}), gaps("CH", *OTHERS)))
    assert 'no "CH" among the countries.' in [problem.message for problem in found]


def test_a_withdrawn_duty_is_not_used(with_law):
    """It stays in the file, and what names it means the one that took its place."""
    other = {"id": "new-till", "from": "2026-01-01"}
    ecosystem, _ = check_map(with_law(duties({"replaced_by": "new-till"}, other), gaps("US", *OTHERS)))
    assert [duty.id for duty in ecosystem.duties] == ["new-till"]
