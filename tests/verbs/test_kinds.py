"""What a business says wins over its kinds, and they over the mix of its sectors; one or many, in the same way."""

import json

import pytest

from ecomap import business_of_sectors, rank_many, rank_trends
from ecomap.firms import as_named, described, profile
from ecomap.model import Business, Goal, Kind
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.batch.cells import Cells
from maps import EXAMPLE_EDGES, JUDGED, example_map


@pytest.fixture(scope="module")
def around():
    """Return the small map with two kinds: one of two sectors, one of one, and a goal."""
    small = example_map(EXAMPLE_EDGES)
    vet = Kind(id="vet", name="Vet", names={"de": ("Tierarzt",)}, sectors={"s1": 0.25, "s2": 0.75},
               traits={"shop": 1.0}, activities={"first": 0.5}, goals={"reach": 3}, evidence=JUDGED,
               reason="r")  # fmt: skip
    barber = Kind(id="barber", name="Barber", sectors={"s3": 1}, traits={"desk": 0.5}, evidence=JUDGED, reason="r")
    return small.model_copy(update={
        "kinds": (vet, barber), "goals": (Goal(id="reach", name="Reach", summary="r"),),
    })  # fmt: skip


def test_a_kind_stands_for_its_sectors_and_its_own_levels(around):
    """The levels that it has of its own; of all others nothing is said, so the sectors' mix holds."""
    business = business_of_sectors({"Tierarzt": 2}, around)
    assert business.sectors == {"s1": 0.5, "s2": 1.5}
    assert (business.traits, business.activities, business.goals) == ({"shop": 1.0}, {"first": 0.5}, {"reach": 1.0})
    assert (business.name, business.kinds, business.by_kind) == ("Vet", {"vet": 2}, ("shop", "first", "reach"))


def test_of_several_each_counts_by_its_share(around):
    """shop: .6 x 1 by the vet, .4 x .5 by the barber's sector s3; desk: .6 x (.25 x 1 + .75 x .5) + .4 x .5."""
    found = profile({"vet": 3, "barber": 2}, around)
    assert found.traits == pytest.approx({"shop": 0.6 * 1 + 0.4 * 0.5, "desk": 0.6 * 0.625 + 0.4 * 0.5})
    assert found.activities == pytest.approx({"first": 0.6 * 0.5 + 0.4 * 1.0})
    assert found.sectors == pytest.approx({"s1": 0.75, "s2": 2.25, "s3": 2})
    with_sector = profile({"vet": 1, "s1": 3}, around)
    assert with_sector.traits == pytest.approx({"shop": 0.25})
    assert with_sector.sectors == pytest.approx({"s1": 3.25, "s2": 0.75})


def test_what_the_business_says_wins(around):
    """Its own level of a trait, its own goals; what it leaves out is its kind's."""
    own = Business(sectors={"vet": 1}, traits={"shop": 0.0}, goals={"reach": 2})
    found = described(own, around)
    assert (found.traits, found.activities, found.goals) == ({"shop": 0.0}, {"first": 0.5}, {"reach": 2})
    assert found.by_kind == ("first",)
    assert as_named(found) == own


@pytest.fixture(scope="module")
def sized(around):
    """Return the small map with kinds of usually two and five people, and one that says nothing of its size."""
    vet, barber = around.kinds
    two, five = vet.model_copy(update={"people": 2}), barber.model_copy(update={"people": 5})
    return around.model_copy(update={"kinds": (two, five, barber.model_copy(update={"id": "plant", "name": "Plant"}))})


@pytest.mark.parametrize(
    ("sectors", "said", "people", "by_kind"),
    [
        ({"vet": 1}, None, 2, True),
        ({"vet": 1}, 30, 30, False),  # its own word wins
        ({"vet": 3, "barber": 1}, None, 5, True),  # the largest of its parts
        ({"vet": 1, "plant": 1}, None, None, False),  # one of them says nothing: as a firm of ten or more
        ({"vet": 1, "s1": 1}, None, None, False),  # so do sectors
        ({"s1": 1}, None, None, False),
    ],
)
def test_of_a_small_trade_that_says_nothing_of_its_size_the_usual_one_counts(sized, sectors, said, people, by_kind):
    """The answer tells that it was not said; it is that of the firm of that size; a file stays as it was."""
    own = Business(sectors=sectors, employees=said)
    found = described(own, sized)
    assert (found.employees, f"employees-{people}" in found.by_kind, as_named(found)) == (people, by_kind, own)
    ranking = rank_trends(sized, found)
    assert ranking.business.employees == people
    assert ranking.business.at_work == ("" if people is None else f"{'usually ' * by_kind}{people} at work")
    told = [one.message for one in ranking.warnings if "people at work" in one.message]
    assert (told == [f"Nothing said of people at work: taken as {people}, as is usual for such firms."]) == by_kind
    more = rank_trends(sized, found.model_copy(update={"employees": 7}))  # as somebody says later
    assert (more.business.at_work, more.profile["employees"]) == ("7 at work", 7)
    assert not [one.message for one in more.warnings if "people at work" in one.message]


def test_the_answer_says_the_kinds_and_what_comes_of_them(around):
    """Kinds by share, levels, and which of them are theirs."""
    label = rank_trends(around, business_of_sectors({"vet": 3, "s3": 1}, around)).business
    assert label.kinds == {"vet": 0.75}
    assert label.sectors == pytest.approx({"s1": 0.1875, "s2": 0.5625, "s3": 0.25})
    assert label.traits == pytest.approx({"shop": 0.75 + 0.25 * 0.5})
    assert label.by_kind == ("shop", "first", "reach")


def test_a_kind_moves_the_rank_as_its_own_words_would(around):
    """A vet is the firm of the same sectors that says so of itself, to the last bit."""
    by_hand = Business(sectors={"s1": 0.25, "s2": 0.75}, traits={"shop": 1.0}, activities={"first": 0.5},
                       goals={"reach": 1})  # fmt: skip
    kind, own = (rank_trends(around, one).opportunities for one in (business_of_sectors({"vet": 1}, around), by_hand))
    assert kind == own
    mix = rank_trends(around, Business(sectors={"s1": 0.25, "s2": 0.75})).opportunities
    assert kind[0].likelihood != mix[0].likelihood


@pytest.mark.parametrize(
    "said", [{"vet": 1}, {"vet": 0.3, "barber": 0.7}, {"vet": 2, "s3": 1}, {"barber": 1}, {"s2": 1}]
)
@pytest.mark.parametrize(
    "more", [{}, {"traits": {"shop": 0.0}}, {"goals": {"reach": 0.0}}, {"activities": {"first": 1.0}}]
)
def test_a_row_of_a_table_is_the_single_business(around, said, more):
    """The cell of a kind means what the kind means anywhere; whatever else the row says wins there too."""
    compiled = compiled_map(around)
    cells = Cells(compiled)
    single = described(Business(sectors=said, **more), compiled)
    row = cells.business({"sectors": said, **more})
    assert as_named(row).sectors == said
    assert (row.sectors, row.traits, row.activities, row.goals) == (
        single.sectors, single.traits, single.activities, single.goals,
    )  # fmt: skip
    (cell,) = cells.meanings("sectors", [json.loads(json.dumps(said))])
    assert {compiled.arrays.sectors[place]: share for place, share in cell.items()} == single.sectors
    answers = list(rank_many(compiled, [row, single]))
    assert answers[0].opportunities == answers[1].opportunities
