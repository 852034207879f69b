"""Which column says what: our names, the user's names, and what is not used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ecomap.errors import InputError, Location, Problem, suggestion
from ecomap.io.fields import RESOURCES
from ecomap.model import Business, folded
from ecomap.model.compiled import AnyMap

WHERE = ("sectors", "nace", "isic", "naics")
"""Columns that say what a business lives from; of those filled in, the first counts."""
SHARES = {"goal.": "goals", "skill.": "skills", "activity.": "activities", "trait.": "traits"}
"""Columns of one number each, with the field they belong to."""
FIELDS = (
    "id", *WHERE, "country", "employees", "depends_on", "activities", "traits", "maturity", "goals",
    *RESOURCES, "skills", "adopted", "rejected",
)  # fmt: skip
NESTED = ("name", "schema", "resources")
"""Fields that only a whole business object has."""


@dataclass(frozen=True)
class Layout:
    """The columns that are read: our name and the name in the input."""

    names: dict[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()

    def theirs(self, ours: str) -> str:
        """Return the name in the input."""
        return self.names.get(ours, ours)


def known_fields(ecosystem: AnyMap) -> tuple[str, ...]:
    """Return every column name that is understood."""
    singles = [f"goal.{goal.id}" for goal in ecosystem.goals] + [f"skill.{skill.id}" for skill in ecosystem.skills]
    return (*FIELDS, *singles, *(f"activity.{activity.id}" for activity in ecosystem.activities),
            *(f"trait.{trait.id}" for trait in ecosystem.traits))  # fmt: skip


def table_layout(titles: Sequence[str], given: Mapping[str, str], ecosystem: AnyMap, name: str) -> Layout:
    """Match the columns of a table with our names; case, accents and the signs between words do not matter.

    Parameters
    ----------
    given
        Our name -> the user's, where they differ.

    Raises
    ------
    InputError
        A name on either side that does not exist, or no column that says in which sector a business is.
    """
    known = known_fields(ecosystem)
    problems = list(_unknown_names(given, known, titles, name))
    names = {_simple(ours): ours for ours in known}
    found = {ours: title for title in titles if (ours := names.get(_simple(title))) and ours not in given}
    found |= {ours: theirs for ours, theirs in given.items() if theirs in titles}
    if not problems and not any(where in found for where in WHERE):
        way_out = 'Name one with --columns, like --columns sectors="Line of business" or --columns nace=Code.'
        message = f"no column says in which sector a business is. Columns: {', '.join(titles)}."
        problems.append(Problem(Location(name, 1, 1), "", message, way_out))
    if problems:
        raise InputError(problems)
    return Layout(found, tuple(title for title in titles if title not in found.values()))


def _simple(title: str) -> str:
    """Return a title without what may differ: goal.reach is goal_reach, as engines want it that know no dots."""
    return folded(title.replace(".", " "))


def object_layout(given: Mapping[str, str], ecosystem: AnyMap, name: str) -> Layout:
    """Return the layout of JSON objects: whole businesses, or our column names, or the user's for them."""
    fields = (*known_fields(ecosystem), *NESTED, *Business.model_fields)
    problems = list(_unknown_names(given, fields, None, name))
    if problems:
        raise InputError(problems)
    names = {ours: ours for ours in fields if ours != "schema_"}
    return Layout(names | dict(given))


def _unknown_names(
    given: Mapping[str, str], known: Sequence[str], titles: Sequence[str] | None, name: str
) -> list[Problem]:
    here = Location("--columns")
    problems = []
    for ours, theirs in given.items():
        if ours not in known:
            way_out = (
                suggestion(ours, known)
                or f"Known: {', '.join(FIELDS)}, goal.NAME, skill.NAME, activity.NAME, trait.NAME."
            )
            problems.append(Problem(here, ours, "no such column of ours.", way_out))
        if titles is not None and theirs not in titles:
            way_out = suggestion(theirs, titles) or f"Columns: {', '.join(titles)}."
            problems.append(Problem(here, ours, f'{name} has no column "{theirs}".', way_out))
    return problems
