"""What a map says of selling abroad: what counts for nothing or names nothing is refused."""

import pytest

from ecomap.errors import SchemaError
from ecomap.io.maps import load_whole_map
from maps import check_map

COMPONENT = (
    "  - {{id: lines, name: Lines, trends: {{{trend}: {weight}}}, ties: {{{tie}: 1}}, evidence: judged, reason: x}}\n"
)
BARRIER = (
    "  - {{id: wall, name: Wall, binds: {binds}, threats: [{threats}], challenges: [rivals], evidence: judged, "
    "reason: x}}\n"
)
WORK = (
    "  - {{id: first, name: First, kind: phase, practices: [{practice}], any_of: [{doing}], needless: {{{needless}}}, "
    "gated: [{gated}], "
    "evidence: judged, reason: x}}\n"
)
RIVALS = "challenges:\n  - {id: rivals, name: Rivals, summary: x, responses: [Watch them], evidence: judged}\n"


@pytest.fixture
def abroad(village, write_village):
    """Return the path of the village with one component, one barrier and one phase, some of it changed."""

    def written(*, trend="booking", weight=0.5, tie="union", binds="language", threats="", **work):
        said = {"practice": "", "doing": "", "needless": "", "gated": ""} | work
        text = "components:\n" + COMPONENT.format(trend=trend, weight=weight, tie=tie)
        text += RIVALS + "barriers:\n" + BARRIER.format(binds=binds, threats=threats)
        if work:
            text += "global_work:\n" + WORK.format(**said)
        return write_village(village + text)

    return written


def test_what_counts_for_something_is_sound(abroad):
    """A component with a weight, a barrier that a language tells."""
    ecosystem, found = check_map(abroad())
    assert found == []
    assert ecosystem.components[0].trends == {"booking": 0.5}


@pytest.mark.parametrize(
    ("changed", "path", "message"),
    [
        ({"trend": "steam"}, "components[0].trends.steam", 'no "steam" among the trends.'),
        ({"weight": 0}, "components[0].trends", "no trend counts"),
        ({"weight": 2}, "components[0].trends.booking", ""),
        ({"tie": "weather"}, "components[0].ties.weather", "is not one of"),
        ({"binds": "fate"}, "barriers[0].binds", "is not one of"),
        ({"binds": "threats"}, "barriers[0].threats", "binds by threats and names none."),
        ({"threats": "steam"}, "barriers[0].threats[0]", 'no "steam" among the trends.'),
        ({"practice": "walk"}, "global_work[0].practices[0]", 'no "walk" among the practices.'),
        ({"practice": "walk", "doing": "fly"}, "global_work[0]", ""),
        ({"practice": "walk", "needless": "run: language"}, "global_work[0]", ""),
    ],
)
def test_what_cannot_be_is_refused(abroad, changed, path, message):
    """Each fault is told at its field."""
    with pytest.raises(SchemaError) as caught:
        load_whole_map(abroad(**changed))
    problem = caught.value.problems[0]
    assert problem.path.startswith(path)
    assert message in problem.message


def test_all_that_is_wrong_with_work_is_told(abroad):
    """What it asks for, and what it calls needless without naming it."""
    with pytest.raises(SchemaError) as caught:
        load_whole_map(abroad(practice="walk", doing="fly", needless="run: language"))
    told = [problem.message for problem in caught.value.problems]
    assert 'no "fly" among the traits and activities.' in told
    assert "run is not among its practices." in told


def test_who_gates_practices_says_for_whom_and_names_them(abroad):
    """Conditions of single practices: of one that stands among them, with the traits that open it."""
    with pytest.raises(SchemaError) as caught:
        load_whole_map(abroad(practice="walk", gated="run"))
    told = {(problem.path, problem.message) for problem in caught.value.problems}
    assert ("global_work[0].gated[0]", "run is not among its practices.") in told
    assert ("global_work[0].gated", "says for whom nowhere.") in told


def test_a_language_without_a_name_is_told(village, write_village):
    """Where a map names languages, those of its countries stand among them."""
    country = "countries:\n  - {id: de, name: Germany, languages: [de], currency: EUR, payments: x, evidence: judged}\n"
    _, found = check_map(write_village(village + country + "languages:\n  - {id: fr, name: French}\n"))
    assert 'no "de" among the languages.' in [problem.message for problem in found]
