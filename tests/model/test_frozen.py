"""Inputs never change once read: a change makes a new one."""

import inspect

import pytest
from pydantic import BaseModel, ValidationError

from ecomap import business_of_sectors, load_map, model
from ecomap.errors import ArgumentError, SchemaError
from ecomap.model import Business, EcosystemMap, Influence, Resources, Settings
from ecomap.model.checking import checker
from ecomap.model.plain import Plain

INPUTS = [item for name in model.__all__ if inspect.isclass(item := getattr(model, name))]
MODELS = [checker(item) if issubclass(item, Plain) else item for item in INPUTS if issubclass(item, Plain | BaseModel)]


def map_of(**fields):
    return EcosystemMap.model_validate(
        {
            "schema": "ecomap/map/1",
            "id": "m",
            "version": "2026.11",
            "title": "t",
            "licence": "l",
            "limits": (),
            **fields,
        }
    )


@pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)
def test_every_input_is_frozen_strict_about_fields_and_finite(kind):
    """One rule for all models: frozen, unknown fields refused, no NaN, no infinity."""
    config = kind.model_config
    assert (config["frozen"], config["extra"], config["allow_inf_nan"]) == (True, "forbid", False)


@pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)
def test_every_field_may_be_left_out_or_is_asked_for(kind):
    """A model without anything is either whole by its defaults, or names each field that it needs."""
    needed = {field.alias or name for name, field in kind.model_fields.items() if field.is_required()}
    try:
        kind.model_validate({})
    except ValidationError as error:
        asked_for = {details["loc"][0] for details in error.errors()}
    else:
        asked_for = set()
    assert asked_for == needed


@pytest.mark.parametrize(
    ("thing", "field"),
    [
        (Business(sectors={"a": 1}), "name"),
        (Resources(), "budget_eur"),
        (Settings(), "horizon"),
        (map_of(), "title"),
        (map_of(), "sectors"),
    ],
)
def test_a_field_cannot_be_set(thing, field):
    """Neither a field that is there nor a new one."""
    with pytest.raises((ValidationError, AttributeError), match=r"frozen|cannot assign"):
        setattr(thing, field, getattr(thing, field))
    with pytest.raises((ValidationError, AttributeError), match=r"frozen|cannot delete"):
        delattr(thing, field)
    with pytest.raises((ValidationError, ValueError, AttributeError)):
        thing.unknown = 1


def test_a_business_does_not_share_what_it_was_made_of():
    """Changing the mapping that was given in changes nothing in the business."""
    shares = {"a": 1.0}
    business = Business(sectors=shares)
    shares["b"] = 1.0
    assert business.sectors == {"a": 1.0}


def test_two_businesses_share_no_default():
    """Defaults are made anew for each."""
    one, other = Business(sectors={"a": 1}), Business(sectors={"a": 1})
    assert one.goals is not other.goals
    assert one == other


@pytest.mark.parametrize(
    "fields",
    [
        {"unknown": 1},
        {"sectors": {}},
        {"sectors": {"a": 0}},
        {"sectors": {"a": -1}},
        {"sectors": {"a": True}},
        {"sectors": {"": 1}},
        {"country": "pt"},
        {"country": "PRT"},
        {"employees": -1},
        {"employees": 1.5},
        {"maturity": 5},
        {"depends_on": {"a": 1.5}},
        {"activities": {"Bake": 0.5}},
        {"goals": {"reach": -1}},
        {"skills": {"it": 4.5}},
        {"adopted": ("Web Site",)},
        {"resources": {"budget_eur": -1}},
        {"schema_": "ecomap/business/3"},
    ],
    ids=str,
)
def test_a_business_made_in_python_keeps_the_same_rules(fields):
    """Who uses the library without files meets the same limits."""
    with pytest.raises((SchemaError, ArgumentError)):
        Business(**{"sectors": {"a": 1}, **fields})


@pytest.mark.parametrize("version", ["2026.11", "2026.1", "2026.11.22", "1999.0"])
def test_a_version_is_a_date(version):
    """Year and month, and a day where there are several in a month."""
    assert map_of(version=version).version == version


@pytest.mark.parametrize("version", ["2026", "2026-11", "26.11", "2026.111", "v2026.11", "2026.11.22.1", "2026.11\n"])
def test_anything_else_is_no_version(version):
    """Two maps are told apart, and put in order, by it."""
    with pytest.raises(ValidationError, match="version"):
        map_of(version=version)


def test_what_is_looked_up_by_id_is_what_stands_in_the_lists():
    """Look-ups are views of the lists, in the order of the map."""
    activity = {"id": "bake", "name": "Bake", "summary": "s", "phrase": "bake"}
    judged = {"id": "j", "basis": "judgement", "grade": "D", "author": "a", "reviewed": "2026-11-01", "note": "n"}
    sectors = [
        {"id": name, "name": name, "short": name, "activities": {}, "evidence": "j", "reason": "r"}
        for name in ("b", "a")
    ]
    ecosystem = map_of(
        activities=[activity],
        evidence=[judged],
        sectors=sectors,
        influences=[{"trend": "t", "sector": "a", "prevalence": 0.5, "evidence": "j"}],
        couplings=[{"source": "a", "target": "b", "coupling": 0.5, "evidence": "j"}],
    )
    assert list(ecosystem.sector_by_id) == ["b", "a"]
    assert ecosystem.sector_by_id["a"] is ecosystem.sectors[1]
    assert ecosystem.activity_by_id == {"bake": ecosystem.activities[0]}
    assert ecosystem.evidence_by_id == {"j": ecosystem.evidence[0]}
    assert ecosystem.trend_by_id == {}


def test_a_map_comes_back_from_its_own_json(shipped):
    """What the compiled form rests on: dumping and reading the JSON gives an equal map."""
    body = shipped.model_dump_json(by_alias=True, exclude_none=True)
    assert EcosystemMap.model_validate_json(body) == shipped


@pytest.mark.parametrize(
    "fields",
    [{"attenuation": 0}, {"attenuation": 1}, {"horizon": -1}, {"horizon": float("nan")},
     {"network_strength": float("inf")}, {"feature_strength": -0.1}, {"floor": 0},
     {"far": 0}, {"worth": 0}, {"worth": 100}, {"sure": 1}, {"coverage": 0}, {"partner_eur": -1}, {"unknown": 1}],
    ids=str,
)  # fmt: skip
def test_a_setting_outside_its_range_is_refused(fields):
    """Each setting has the range in which the method makes sense."""
    with pytest.raises((SchemaError, ArgumentError)):
        Settings(**fields)


def test_a_copy_of_a_figure_says_nothing_for_others():
    """What figures say is kept once for all that say the same fields: a copy that says more changes none of them."""
    said = {"trend": "t", "sector": "s", "prevalence": 0.5, "evidence": "e"}
    one, other = (Influence.model_validate(said) for _ in range(2))
    more = one.model_copy(update={"note": "n"})
    assert more.model_fields_set == {*said, "note"}
    assert one.model_fields_set == other.model_fields_set == {*said}


def test_what_a_business_is_shown_as_makes_one():
    """What a kind of firm says besides is shown as said; where it came from is not, and 1,300 letters were."""
    ecosystem, _ = load_map()
    shown = repr(one := business_of_sectors({"undertaker": 1}, ecosystem))
    again = eval(shown, {"Business": Business, "Resources": Resources})
    assert repr(again) == shown
    assert (again.sectors, again.traits, again.employees) == (one.sectors, one.traits, one.employees)
    assert "by_kind" not in shown
