"""Records are frozen dataclasses, however little they cost to define."""

import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace

import pytest

from ecomap.record import record, records


@record
class Shelf:
    """A record with all there can be."""

    name: str
    loaves: int = 3
    tags: dict[str, int] = field(default_factory=dict)

    @property
    def full(self) -> bool:
        """Whether there is no room."""
        return self.loaves > 5


@dataclass(frozen=True, slots=True)
class Usual:
    """The same, as dataclasses make it."""

    name: str
    loaves: int = 3
    tags: dict[str, int] = field(default_factory=dict)


def test_a_record_is_a_dataclass_to_everybody_who_asks():
    """Fields, replace, asdict and pickle see what they see of any dataclass; what is made by default is its own."""
    shelf = Shelf("rye", tags={"a": 1})
    assert is_dataclass(shelf)
    assert [one.name for one in fields(Shelf)] == [one.name for one in fields(Usual)]
    assert asdict(shelf) == asdict(Usual("rye", tags={"a": 1}))
    assert replace(shelf, loaves=9) == Shelf("rye", 9, {"a": 1})
    assert pickle.loads(pickle.dumps(shelf)) == shelf
    assert Shelf("a").tags is not Shelf("b").tags
    assert Shelf("a", 6).full


def test_columns_make_the_records_that_calls_make():
    """A row of the columns is what its class would have been called with; what is left out is the default."""
    assert records(Shelf, ["rye", "oat"], [2, 6]) == [Shelf("rye", 2), Shelf("oat", 6)]
    assert records(Shelf, []) == []


def test_a_record_equals_what_has_the_same_values():
    """Equal values of the same class are equal and hash alike; another class is another thing."""
    assert Shelf("rye") == Shelf(name="rye", loaves=3)
    assert Shelf("rye") != Shelf("rye", 4)
    assert Shelf("rye") != Usual("rye")
    assert repr(Shelf("rye")).endswith(repr(Usual("rye")).removeprefix("Usual"))

    @record
    class Point:
        x: int

    assert len({Point(1), Point(1), Point(2)}) == 2


def test_a_record_is_frozen():
    """Nothing can be set, added or deleted; there is no room for what is no field."""
    shelf = Shelf("rye")
    for name in ("name", "other"):
        with pytest.raises(FrozenInstanceError):
            setattr(shelf, name, 1)
    with pytest.raises(FrozenInstanceError):
        del shelf.name
    assert not hasattr(shelf, "__dict__")


@pytest.mark.parametrize("arguments", [{}, {"name": "a", "other": 1}], ids=["too few", "unknown"])
def test_a_record_wants_its_fields(arguments: dict[str, object]):
    """A field that is missing and one that is none are refused."""
    with pytest.raises(TypeError):
        Shelf(**arguments)


def test_a_record_may_rest_on_a_record():
    """Its fields come first, and it is as frozen as what it rests on."""

    @record
    class Sold(Shelf):
        to: str = ""

    sold = Sold("rye", 2, to="Ann")
    assert [one.name for one in fields(Sold)] == ["name", "loaves", "tags", "to"]
    assert (sold.name, sold.loaves, sold.tags, sold.to) == ("rye", 2, {}, "Ann")
    with pytest.raises(FrozenInstanceError):
        sold.name = "spelt"
