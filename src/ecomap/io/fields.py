"""The fields of a business, by the table ``fields.tsv``, in the order of a file: how each is said, asked, explained."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ecomap.io import amounts
from ecomap.io.amounts import Quantity
from ecomap.places import tabbed
from ecomap.record import record

if TYPE_CHECKING:
    from ecomap.names import Names

Form = Literal["text", "number", "shares", "names", "nested", "parts", "records", "part", "paths"]
"""What stands in a field: shares are numbers by name, nested ones by name and function; parts and records are fields of
their own, of which the second come many times."""


@record
class Field:
    """A field, or after a dot a part of one."""

    name: str
    form: Form
    kind: str  # what its names are names of
    number: str  # what its numbers are numbers of, by name: see `ecomap.io.amounts`
    singular: str  # what it is called where one of its names stands behind
    alone: str  # what a name without a number counts
    joined: str  # two names of one thing: their sum, or the most of them
    label: str
    question: str
    help: str
    example: str
    meaning: str

    @property
    def said(self) -> str:
        """What it is called without the field it stands in."""
        return self.name.rpartition(".")[2]


FIELDS = {cells[0]: Field(*cells) for cells in tabbed(Path(__file__).with_name("fields.tsv"))}  # type: ignore[arg-type]


def of_form(*forms: Form) -> tuple[str, ...]:
    """Return the fields of some forms, without what they stand in."""
    return tuple(one.said for one in FIELDS.values() if one.form in forms)


RESOURCES = tuple(one.said for one in FIELDS.values() if one.form == "number" and "." in one.name)
SHORT = {name: f"resources.{name}" for name in RESOURCES}  # what may be said without the field it stands in
SINGULAR = {one.singular: one.name for one in FIELDS.values() if one.singular}
KINDS = {one.name: one.kind for one in FIELDS.values() if one.kind and one.form != "part"}
"""What the names in a field are names of."""
REGISTERS = (  # columns of codes of one register, called as it is called before a code
    "nace", "isic", "naics", "sic", "uksic", "ussic", "naf", "wz", "sbi", "ateco", "cnae", "cae", "pkd", "noga",
    "onace", "nace2008", "nace2025",
)  # fmt: skip
TRENDS = of_form("names")  # fields that are lists of trends
NUMBERS = of_form("number")
QUANTITIES: dict[str, Quantity] = {
    one.said: getattr(amounts, one.number) for one in FIELDS.values() if one.number
}  # fmt: skip


def field_of(said: str) -> tuple[str, str]:
    """Return the field and the rest of a path as it was said: ``skill.it`` is (skills, it)."""
    field, _, rest = SHORT.get(said, said).partition(".")
    return (SINGULAR.get(field, field) if rest else field), rest


def field_of_name(text: str, names: "Names") -> tuple[str, str]:
    """Return the field in which a name of the map belongs, and its id; empty where it names nothing."""
    found = [(field, id) for field, kind in KINDS.items() if (id := names.find(kind, text)) is not None]
    return min(found, key=lambda one: one[1] != text, default=("", ""))


def quantity_of(field: str, rest: str = "") -> Quantity | None:
    """Return what the number at a path of a business is a number of; None where no number stands."""
    first, *others = rest.split(".")
    said = next((name for name in reversed((first, *others)) if name in QUANTITIES), None)
    if said is None and first.isdecimal():  # in a list only what is called a number is one
        return None
    return QUANTITIES.get(said or field)
