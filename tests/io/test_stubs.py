"""Stubs: every field is there, refused while a TODO stands, sound once it is filled in."""

import re
from typing import get_args

import pytest

from ecomap.cli.maps.look import Kind as Name
from ecomap.errors import InputError
from ecomap.io.maps import load_map
from ecomap.io.stubs import stub
from ecomap.io.yaml_reader import read_yaml
from ecomap.model import Country, Evidence, Influence, Kind, Practice, Sector, Source, Trend
from maps import check_map

NAMES = {
    "kind": "bouldering-hall",
    "sector": "climbing-halls",
    "trend": "repair-evenings",
    "practice": "text-when-done",
    "influence": "online-booking>motor-trade",
    "country": "is",
}
KINDS = get_args(Name)
TODAY = "2026-11-22"


def filled(text: str) -> str:
    """Return a stub as if each example were true: the word TODO taken out, and Portugal, which the map has, renamed."""
    return text.replace("TODO ", "").replace("Portugal", "Iceland")


@pytest.fixture
def village_map(village, tmp_path):
    """Return a small map to lay stubs on: what is still to do is told before anything is looked up in the map."""
    path = tmp_path / "village.yaml"
    path.write_text(village, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_a_stub_is_refused_while_something_is_to_do(kind, shipped, village_map, tmp_path):
    """Each TODO is told at its line and column, the first fifty of a long stub."""
    text = stub(kind, NAMES[kind], shipped, TODAY)
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_map([village_map, path])
    found = [problem.where.line for problem in caught.value.problems if problem.message.startswith("still to do")]
    body = [line if not line.lstrip().startswith("#") else "" for line in text.splitlines()]
    there = [number for number, line in enumerate(body, start=1) for _ in re.findall("TODO", line)]
    assert found == there[: len(found)]
    assert len(found) == len(there) or len(caught.value.problems) == 51


def test_what_is_to_do_is_seen_behind_an_escape(village_map, tmp_path):
    """What counts is what a value says, not how it is written: the T as a number of Unicode is a TODO all the same."""
    path = tmp_path / "mine.yaml"
    text = 'schema: ecomap/overlay/1\nid: mine\ntitle: "\\x54ODO later"\n'
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match='3:8  title: still to do: "TODO later"'):
        load_map([village_map, path])


def test_stubs_pass_once_they_are_filled_in(shipped, tmp_path):
    """With everything true there is neither problem nor warning: one of each kind, on top of the shipped map."""
    paths = [tmp_path / f"{kind}.yaml" for kind in KINDS]
    for kind, path in zip(KINDS, paths, strict=True):
        path.write_text(filled(stub(kind, NAMES[kind], shipped, TODAY)), encoding="utf-8")
    ecosystem, warnings = check_map(paths)
    assert warnings == []
    assert ecosystem.overlays == tuple(f"{NAMES[kind].replace('>', '-in-')}-overlay" for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_one_todo_that_is_left_is_told(kind, shipped, village_map, tmp_path):
    """The last one, of whatever type its field is, is enough."""
    text = stub(kind, NAMES[kind], shipped, TODAY)
    lines = text.splitlines(keepends=True)
    last = max(i for i, line in enumerate(lines) if "TODO" in line and not line.lstrip().startswith("#"))
    kept = "".join(line if i == last else filled(line) for i, line in enumerate(lines))
    path = tmp_path / "mine.yaml"
    path.write_text(kept, encoding="utf-8")
    with pytest.raises(InputError, match="still to do") as caught:
        load_map([village_map, path])
    to_do = [problem for problem in caught.value.problems if "still to do" in problem.message]
    assert {problem.where.line for problem in to_do} == {last + 1}


FIELDS = [
    ("kind", "kinds", Kind, {"withdrawn", "replaced_by"}),
    ("sector", "sectors", Sector, {"statistics", "withdrawn", "replaced_by"}),
    ("trend", "trends", Trend, {"norm", "comes_with", "counted", "withdrawn", "replaced_by"}),
    ("practice", "practices", Practice, {"withdrawn", "replaced_by"}),
    ("influence", "influences", Influence, set()),
    ("influence", "sources", Source, set()),
    ("influence", "evidence", Evidence, set()),
    ("country", "countries", Country, set()),
]


@pytest.mark.parametrize(("kind", "field", "model", "in_words"), FIELDS)
def test_a_stub_has_every_field_and_speaks_of_those_that_exclude_others(kind, field, model, in_words, shipped):
    """Whatever the model can hold stands in the stub, or, where it excludes what stands there, in a comment of it."""
    text = stub(kind, NAMES[kind], shipped, TODAY)
    [item] = read_yaml(filled(text), "stub").root[field]
    assert set(model.model_fields) == set(item) | in_words
    for name in in_words:
        assert f"{name}:" in text


def test_ids_to_choose_from_are_listed(shipped):
    """Every activity and sector of the map stands in the comments of a trend's stub."""
    text = stub("trend", "repair-evenings", shipped, TODAY)
    for item in (*shipped.activities, *shipped.sectors, *shipped.goals):
        assert re.search(rf"^ *#.* {item.id}( |$)", text, re.MULTILINE), item.id
    assert max(len(line) for line in text.splitlines()) <= 120


@pytest.mark.parametrize(
    ("kind", "name", "message"),
    [
        ("trend", "Repair Evenings", "is not an id. Write it like online-booking."),
        ("trend", "online-booking", 'the id "online-booking" is taken.'),
        ("country", "Iceland", "Write two small letters, like pt."),
        ("country", "pt", 'the id "pt" is taken.'),
        ("influence", "online-booking", 'Write "trend>sector".'),
        ("influence", "website>hotel", "Write website>hospitality or website>restaurants."),
        ("influence", "website>chatbots", "It belongs in adopted: it is a trend."),  # no webmaster is meant
        ("influence", "online-boking>hotel", 'no such trend "online-boking"'),
    ],
)
def test_a_name_that_cannot_be_is_refused(kind, name, message, shipped):
    """Not an id, taken, or not a pair of what there is."""
    with pytest.raises(InputError, match=re.escape(message)):
        stub(kind, name, shipped, TODAY)


def test_an_influence_is_begun_by_names_as_by_ids(shipped):
    """As every other command takes them; a country in small letters or capital ones."""
    ids = stub("influence", "online-booking>hospitality", shipped, TODAY)
    assert stub("influence", "Online booking > Hotels and lodging", shipped, TODAY) == ids
    assert stub("country", "NZ", shipped, TODAY) == stub("country", "nz", shipped, TODAY)
