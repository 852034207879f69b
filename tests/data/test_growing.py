"""The worked examples of docs/growing.md: each is sound, and each does what the guide says."""

import pytest

from ecomap.io.businesses import load_business
from ecomap.io.map_reader import examine_map
from ecomap.io.maps import load_whole_map
from ecomap.verbs.provenance import find_evidence
from ecomap.verbs.ranking import rank_trends
from growing import GUIDE, examples
from maps import some


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Return the examples as files, by name."""
    folder = tmp_path_factory.mktemp("growing")
    for name, text in examples().items():
        (folder / name).write_text(text, encoding="utf-8")
    return {name: folder / name for name in examples()}


def test_there_is_an_example_of_each_of_the_seven():
    """A trend, a kind of firm, a practice, an influence, a country, a duty, a channel."""
    assert set(examples()) == {
        "parcel-lockers.yaml", "text-when-ready.yaml", "training-in-energy.yaml", "iceland.yaml", "imprint.yaml",
        "chamber-letter.yaml", "bouldering-hall.yaml",
    }  # fmt: skip


@pytest.mark.parametrize("name", some(examples()))
def test_an_example_is_sound(name, files):
    """``map check --strict`` finds neither error nor warning."""
    examined = examine_map([files[name]])
    assert examined.ecosystem is not None
    assert [f for f in examined.findings if f.level != "note"] == []


def test_the_examples_lie_on_top_of_each_other(files, shipped):
    """All seven at once: one of each more, and three influences."""
    ecosystem, _ = load_whole_map(list(files.values()))
    for field, more in (
        ("trends", 1),
        ("kinds", 1),
        ("practices", 1),
        ("countries", 1),
        ("duties", 1),
        ("channels", 1),
        ("influences", 3),
    ):
        assert len(getattr(ecosystem, field)) == len(getattr(shipped, field)) + more, field


@pytest.mark.slow
def test_the_new_trend_is_ranked(files):
    """``analyze --map`` ranks it like any other, by what the overlay says of it."""
    ecosystem, _ = load_whole_map([files["parcel-lockers.yaml"]])
    ranking = rank_trends(ecosystem, load_business("online-shop", ecosystem))
    [row] = [row for row in ranking.opportunities if row.trend.id == "parcel-lockers"]
    assert 0.02 < row.likelihood_today < 0.35


def test_the_new_figure_can_be_opened(files):
    """The record of the map, the figure of the overlay."""
    ecosystem, _ = load_whole_map([files["training-in-energy.yaml"]])
    answer = find_evidence(ecosystem, "security-awareness-training>energy")
    [number] = answer.numbers
    assert (number.number, number.value, number.grade) == (0.41, "41", "C")
    assert answer.records[0].source.id == "uk-csbs-2017"


def test_the_cases_of_the_rubric_are_in_the_map(shipped):
    """The figures that the guide quotes for the grades A and D are those of the map; B and C name real records."""
    guide = GUIDE.read_text(encoding="utf-8")
    figures = {(i.trend, i.sector): i for i in shipped.influences}
    printing = figures["additive-manufacturing", "architecture-engineering"]
    assert (printing.grade, printing.value, printing.locator) == ("A", "9.2", "table 12515, NAICS 5413")
    assert "9.2 % in table 12515, row NAICS 5413" in guide
    ordering = shipped.trend_by_id["online-reviews"].level
    assert shipped.evidence_by_id[ordering.evidence].grade == "D"
    assert f'"{ordering.reason.partition(".")[0]}' in guide
    writing = figures["generative-ai", "metal-manufacturing"]
    assert (writing.grade, writing.evidence) == ("B", "eurostat-ai-2025-rate")
