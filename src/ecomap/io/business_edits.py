"""Changes to a business file, said as ``budget_eur=9000``: all of them or none, every problem at once."""

import re
from collections.abc import Sequence

from ecomap.errors import InputError, Location, Problem, UnknownNameError, suggestion
from ecomap.io import fields
from ecomap.io.amounts import ANY, AmountError, first, plain, read_assignment, read_number
from ecomap.io.document import MappingNode
from ecomap.io.fields import KINDS, REGISTERS, RESOURCES, SHORT, TRENDS, field_of, field_of_name, of_form, quantity_of
from ecomap.io.words import answers, bare, headings
from ecomap.io.yaml_edits import EditError, child, entries, top, with_item, with_value, without, written
from ecomap.model import folded
from ecomap.model.business import FUNCTIONS
from ecomap.model.compiled import AnyMap
from ecomap.names import Names
from ecomap.record import record

FIELDS = tuple(name for name in fields.FIELDS if "." not in name)
NESTED = of_form("nested")  # mappings of mappings: a path goes two steps below the field
MAPPINGS, LISTS = of_form("shares", "parts", "nested"), of_form("names", "records", "paths")
KNOWN = f"Known: {', '.join([*FIELDS, *SHORT])}."


@record
class Change:
    """One change: what to set, add or take out."""

    said: str  # as it was typed
    field: str
    inner: tuple[str, ...]  # keys below the field
    op: str  # ``=``, ``+=`` or ``-=``; ``-=`` without a value takes out the whole line
    value: str = ""


def parsed_changes(
    assignments: Sequence[str], unset: Sequence[str], ecosystem: AnyMap
) -> tuple[list[Change], list[Problem]]:
    """Read what was typed: the changes, and everything that is no assignment or names no field."""
    changes: list[Change] = []
    problems: list[Problem] = []
    names = Names.of(ecosystem)
    for said, text in [*((a, a) for a in assignments), *((f"--unset {name}", f"{name}-=") for name in unset)]:
        pair = read_assignment(text)
        if not pair.name or not pair.sign:
            problems.append(_problem(said, "no assignment.", "Write name=value, name+=value or name-=value."))
            continue
        field, rest = field_of(pair.name)
        inner = _steps(field, rest)
        several = filter(None, re.split(r"[\"'\s]*,[\"'\s]*", pair.value.strip("[]\"' ")))
        value = ",".join(several) if field in TRENDS else pair.value
        change = Change(said, field, inner, pair.sign, value)
        wrong = _misplaced(change, names) or _misuse(change, names)
        same = (one for one in changes if (one.field, one.inner, one.op, "=") == (field, inner, "=", pair.sign))
        if any(one.value != value for one in same):
            wrong = _problem(said, "is given twice, with two values.", "Give one of them.")
        problems += [wrong] if wrong else []
        changes += [] if wrong else [change]
    return changes, problems


def _steps(field: str, rest: str) -> tuple[str, ...]:
    """Return the keys below a field; the name of a platform may have a dot in it."""
    name, _, function = rest.rpartition(".")
    if field in NESTED and function in FUNCTIONS and name:
        return name, function
    return tuple(rest.split(".")) if field in LISTS and rest else (rest,) if rest else ()


def _misplaced(change: Change, names: Names) -> Problem | None:
    """Return how a name of the map is written that stands where a field does."""
    field, id = field_of_name(change.field, names) if change.field not in FIELDS else ("", "")
    if not field:
        return None
    path = ".".join((field, id, *(FUNCTIONS[:1] if field in NESTED else ())))
    way_out = f"--unset {path}" if change.op == "-=" else _assigned(path, change.value)
    if field in TRENDS and change.op != "-=" and (answers() | {"0": 0}).get(folded(change.value)) == 0:
        return _problem(change.said, f'no field "{change.field}".', f"Where {field} has it, write {field}-={id}")
    if field in TRENDS:
        way_out = f"{field}{'-=' if change.op == '-=' else '+='}{id}"
    return _problem(change.said, f'no field "{change.field}".', f"Write {way_out}")


def _assigned(path: str, value: str) -> str:
    """Return how a number is set: as it is typed, each reading of it, or one that can be where it is none."""
    of = quantity_of(*field_of(path))
    try:
        ways = [value] if of is None or read_number(value, of) is not None else []
    except AmountError as error:
        ways = [*map(plain, error.readings)] or [first(of or ANY)]
    return " or ".join(f"{path}={way}" for way in ways)


def _one_of_them(field: str, value: str, names: Names) -> str:
    """Return how one line of a field is set, that which was named where one was."""
    pair = read_assignment(value)
    id = names.find(KINDS[field], pair.name) if field in KINDS and field not in NESTED else None
    return f"Write {_assigned(f'{field}.{id}', pair.value or '1')}" if id else f"Name one of them: {field}.NAME={value}"


def _meant(field: str) -> str:
    """Return which field was likely meant: the one that columns of tables are called so for, else one spelt alike."""
    column = headings().get(bare(field), "")
    column = "sectors" if column in REGISTERS else column
    return f'Did you mean "{column}"?' if column in (*FIELDS, *SHORT) else suggestion(field, [*FIELDS, *SHORT]) or KNOWN


def _misuse(change: Change, names: Names) -> Problem | None:
    """Return what is wrong with a change whatever the file says."""
    said, field, value = change.said, change.field, change.value
    path = ".".join((field, *change.inner))
    whole = said.startswith("--unset")
    misuses = (
        (field not in FIELDS, f'no field "{field}".', _meant(field)),
        (not value and not whole, "nothing stands after the sign.", f"To take it out: --unset {path}"),
        (path in MAPPINGS and change.op == "=", f"{field} holds several lines.", _one_of_them(field, value, names)),
        (
            field in NESTED and change.op == "=" and len(change.inner) == 1,
            "nothing says what it does for you.",
            f"Write {_assigned(f'{path}.{FUNCTIONS[0]}', value)}, or in its place {', '.join(FUNCTIONS[1:])}.",
        ),
        (path in LISTS and change.op == "=", f"{field} is a list.", f"Write {field}+={value}."),
        (change.op == "+=" and field not in LISTS, f"{field} is no list.", f"Write {_assigned(path, value)}."),
        (
            change.op == "-=" and not whole and field not in (*LISTS, *MAPPINGS),
            f"{field} is no list.",
            f"To take it out: --unset {path}",
        ),
    )
    return next((_problem(said, message, way_out) for wrong, message, way_out in misuses if wrong), None)


def edited(text: str, changes: Sequence[Change], ecosystem: AnyMap) -> tuple[str, list[Problem]]:
    """Return the text with all changes made that can be made, and what keeps the others from it.

    The text may hold what the check refuses.
    """
    problems: list[Problem] = []
    for change in changes:
        try:
            text = _applied(text, change, ecosystem)
        except EditError as error:
            problems.append(_problem(change.said, str(error)))
        except AmountError as error:
            problems.append(_problem(change.said, error.message, error.way_out))
        except InputError as error:
            problems += [_problem(change.said, found.message, found.way_out) for found in error.problems]
    return text, problems


def _applied(text: str, change: Change, ecosystem: AnyMap) -> str:
    if change.op == "+=":
        return _added(text, change, ecosystem)
    inner = change.inner
    if change.op == "-=" and change.value:
        names = change.value.split(",") if change.field in TRENDS else [change.value]
        for name in names:
            text = _taken(text, (change.field, *inner, *_named(text, change.field, (name.strip(),), ecosystem)))
        return text
    path = (change.field, *_named(text, change.field, inner, ecosystem))
    if change.op == "-=":
        return _taken(text, path)
    of = quantity_of(change.field, ".".join(path[1:]))
    value = plain(read_number(change.value, of, bounded=False)) if of is not None else change.value
    return with_value(text, path, value, order=FIELDS)


def _added(text: str, change: Change, ecosystem: AnyMap) -> str:
    path = (change.field, *change.inner)
    if change.field in TRENDS:
        for name in change.value.split(","):
            names = Names.of(ecosystem)
            trend = names.use(name.strip())
            unused = [one for one in _present(text, "not_yet") if names.find("trend", one) == trend]
            if change.field == "adopted" and unused:  # what was not yet in use is now
                text = _taken(text, ("not_yet", unused[0]))
            if trend not in _present(text, change.field):
                text = with_item(text, path, trend, order=FIELDS)
        return text
    if "\n" in change.value:
        raise EditError("an item is written on one line.")
    source = change.value if change.value.startswith("{") else written(change.value)
    return with_item(text, path, source, order=FIELDS)


def _taken(text: str, path: tuple[str, ...]) -> str:
    try:
        return without(text, path)
    except KeyError as error:
        missing = str(error.args[0])
        there = _present(text, "" if missing == path[0] else path[0])
        way_out = suggestion(missing, there) or (f"There: {', '.join(there)}." if there else "")
        raise InputError([_problem("", f'"{missing}" is not in the file.', way_out)]) from None


def _present(text: str, field: str) -> list[str]:
    """Return the names that a field of the file holds now; of the file itself for no field."""
    found = child(top(text), field) if field else (None, top(text))
    names = [
        next((v for k, v in node.items()), node) if isinstance(node, MappingNode) else node
        for node in ([key or value for key, value in entries(found[1])] if found else [])
    ]
    return [str(name) for name in names]


def _named(text: str, field: str, inner: tuple[str, ...], ecosystem: AnyMap) -> tuple[str, ...]:
    """Return the keys below a field as the file has them, or as it will: by their exact names."""
    if not inner:
        return ()
    first, *rest = inner
    there = _present(text, field)
    if first in there:
        return inner
    names, kind = Names.of(ecosystem), KINDS.get(field)
    if kind is not None:
        found = names.known(kind, first)
        return (next((name for name in there if names.find(kind, name) == found), found), *rest)
    if field == "resources" and first not in RESOURCES:
        raise UnknownNameError("resource", first, RESOURCES)
    return inner


def _problem(said: str, message: str, way_out: str = "") -> Problem:
    return Problem(Location(said), "", message, way_out)
