"""Where a number comes from: what each basis needs, and what a judgement may not borrow."""

import pytest
from pydantic import ValidationError

from ecomap.errors import SchemaError
from ecomap.io.validation import validated
from ecomap.io.yaml_reader import read_yaml
from ecomap.model import Evidence, MapPart

COMMON = {"id": "x", "grade": "B", "author": "map editors", "reviewed": "2026-11-22"}
FULL = {
    "source": "eurostat",
    "locator": "table 1",
    "unit": "% of firms",
    "year": 2025,
    "area": "EU27",
    "method": "share-of-firms",
    "note": "Why.",
}
NEEDED = {
    "statistic": ["source", "locator", "unit", "year", "area", "method"],
    "study": ["source", "locator", "unit", "year", "area", "method"],
    "framework": ["source", "locator"],
    "law": ["locator", "note"],
    "judgement": ["note"],
    "derived": ["method", "note"],
}
"""As the map's authoring contract states it."""


def record(basis, without=()):
    fields = {name: value for name, value in FULL.items() if name not in without}
    if basis == "judgement":
        fields.pop("source", None)
    return Evidence(**COMMON, basis=basis, **fields)


@pytest.mark.parametrize("basis", list(NEEDED))
def test_a_complete_record_is_accepted(basis):
    """With all that its basis needs a record stands."""
    assert record(basis).basis == basis


@pytest.mark.parametrize("basis", list(NEEDED))
def test_what_a_basis_does_not_need_may_be_left_out(basis):
    """Only the fields of the contract are asked for."""
    assert record(basis, without=set(FULL) - set(NEEDED[basis])).basis == basis


@pytest.mark.parametrize(("basis", "field"), [(basis, field) for basis, fields in NEEDED.items() for field in fields])
def test_each_field_that_a_basis_needs_is_asked_for(basis, field):
    """One field short: the message names the basis, the field and both ways out."""
    with pytest.raises(ValidationError) as caught:
        record(basis, without={field})
    [details] = caught.value.errors()
    assert details["msg"] == f"a {basis} needs {field}. Add it, or name the basis it really has."


@pytest.mark.parametrize("basis", list(NEEDED))
def test_all_that_is_missing_is_named_at_once(basis):
    """An empty record of a basis: every field it needs, in the order of the contract."""
    with pytest.raises(ValidationError) as caught:
        record(basis, without=FULL)
    [details] = caught.value.errors()
    assert f"a {basis} needs {', '.join(NEEDED[basis])}." in details["msg"]


def test_a_judgement_may_not_borrow_a_source():
    """A number that was judged does not look like a statistic by naming one."""
    with pytest.raises(ValidationError, match="may not borrow a source"):
        Evidence(**COMMON, basis="judgement", note="Judged.", source="eurostat")


def test_only_a_judgement_is_kept_from_sources():
    """A derived figure may name the source it was derived from."""
    assert record("derived").source == "eurostat"


@pytest.mark.parametrize(
    ("field", "value"), [("basis", "guess"), ("basis", "Statistic"), ("grade", "E"), ("grade", "a"), ("grade", "")]
)
def test_basis_and_grade_are_of_the_fixed_words(field, value):
    """Five bases, four grades, no others."""
    fields = {**COMMON, **FULL, "basis": "statistic", field: value}
    with pytest.raises(ValidationError, match=field):
        Evidence(**fields)


@pytest.mark.parametrize("field", list(COMMON))
def test_no_record_is_without_id_grade_author_and_day(field):
    """Whatever the basis, somebody entered it on some day and graded it."""
    with pytest.raises(ValidationError, match=field):
        Evidence(**{name: value for name, value in COMMON.items() if name != field}, **FULL, basis="statistic")


def test_an_incomplete_record_is_told_at_its_line():
    """In a file: the line of the record, its path, and every record that is short of something."""
    text = """\
evidence:
  - {id: a, basis: judgement, grade: D, author: x, reviewed: 2026-11-01}
  - {id: b, basis: judgement, grade: D, author: x, reviewed: 2026-11-01, note: fine}
  - {id: c, basis: statistic, grade: A, author: x, reviewed: 2026-11-01, source: s, locator: l, unit: u, area: a}
"""
    with pytest.raises(SchemaError) as caught:
        validated(MapPart, read_yaml(text, "f.yaml"))
    assert [str(problem) for problem in caught.value.problems] == [
        "f.yaml:2:5  evidence[0]: a judgement needs note. Add it, or name the basis it really has.",
        "f.yaml:4:5  evidence[2]: a statistic needs year, method. Add it, or name the basis it really has.",
    ]
