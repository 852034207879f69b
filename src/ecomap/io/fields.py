"""The fields of a business by the words they are said with, and what each of their numbers is a number of."""

from typing import TYPE_CHECKING

from ecomap.io import amounts
from ecomap.io.amounts import Quantity

if TYPE_CHECKING:
    from ecomap.names import Names

RESOURCES = ("budget_eur", "hours_per_week")
SHORT = {name: f"resources.{name}" for name in RESOURCES}
"""What may be said without the field it stands in."""
SINGULAR = {"sector": "sectors", "activity": "activities", "trait": "traits", "goal": "goals", "skill": "skills",
            "platform": "platforms"}  # fmt: skip
KINDS = {
    "sectors": "firm", "depends_on": "firm", "activities": "activity", "traits": "trait", "goals": "goal",
    "skills": "skill", "adopted": "trend", "rejected": "trend", "peers": "trend",
    "platforms": "platform",
}  # fmt: skip
"""What the names in a field are names of."""
REGISTERS = (
    "nace", "isic", "naics", "sic", "uksic", "ussic", "naf", "wz", "sbi", "ateco", "cnae", "cae", "pkd", "noga",
    "onace", "nace2008", "nace2025",
)  # fmt: skip
"""Columns of codes of one register, called as it is called before a code."""
TRENDS = ("adopted", "rejected")
"""Fields that are lists of trends."""
QUANTITIES: dict[str, Quantity] = {
    "sectors": amounts.WEIGHT, "depends_on": amounts.SHARE, "activities": amounts.HELD, "traits": amounts.HELD,
    "goals": amounts.GOAL, "skills": amounts.LEVEL, "maturity": amounts.LEVEL, "employees": amounts.PEOPLE,
    "budget_eur": amounts.MONEY, "hours_per_week": amounts.HOURS, "share": amounts.SHARE, "served_by": amounts.SHARE,
    "platforms": amounts.SHARE,
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
