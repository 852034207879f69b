"""A business file checked: its form, its names and numbers; every name made exact, or every problem told."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from math import fsum
from operator import add
from typing import Any

from ecomap.errors import ABSENT, Problem, SchemaError, UnknownNameError
from ecomap.firms import described, in_sectors
from ecomap.io.amounts import AmountError, Quantity, plain, read_number
from ecomap.io.document import Document, ListNode, MappingNode, Node, Step, dotted, names_at
from ecomap.io.fields import (
    FIELDS,
    KINDS,
    QUANTITIES,
    REGISTERS,
    SHORT,
    TRENDS,
    Field,
    field_of_name,
    of_form,
    quantity_of,
)
from ecomap.io.size_classes import of_ends
from ecomap.io.validation import MOST, in_file_order, validated
from ecomap.io.words import bare, headings
from ecomap.io.yaml_reader import read_yaml
from ecomap.model import NUMBER, Business, OwnActivity, OwnInfluence, Scalar
from ecomap.model.business import FULL, FUNCTIONS
from ecomap.model.checking import alone, written
from ecomap.model.compiled import AnyMap
from ecomap.names import Names

Path = tuple[Step, ...]
FIRST_FORM = "ecomap/business/1"  # files of this form knew sectors only
SECTORS = ("sector", "firm")
JOINS: Mapping[str, Callable[[float, float], float]] = {"sum": add, "most": max}
ONCE = ("activities", "traits", "goals", "skills", "platforms")  # fields in which nothing is said twice, however called
EXAMPLE = "nace:10.71"
ELSEWHERE = ('"sectors"', "in sectors,")  # what tells that sectors are there under another name
NAMED = {field: (kind, 2) for field, kind in KINDS.items()} | {
    "influences.trend": ("trend", 3), "influences.sector": ("sector", 3), "own_activities.served_by": ("trend", 4),
}  # fmt: skip
"""Where names of the map stand in a business file: what each names, and how many steps from the top."""
WORDS = ("trend", "sector", "id")  # keys that are words of the schema: what they name stands behind the colon


def checked_business(name: str, text: str, ecosystem: AnyMap) -> tuple[Business, list[str]]:
    """Return the business of a file with every name an id of the map, and what is to be said of replaced names."""
    document = read_yaml(text, name)
    business = _checked(document, ecosystem)
    names = Names.of(ecosystem)
    notes = [str(changed) for changed in (*retired_names(document, names), *kinds_now(document, names))]
    return _with_ids(business, ecosystem), notes


def business_of_document(document: Document, ecosystem: AnyMap) -> Business:
    """Turn a document into a business whose every name is an id of the map; nothing is said of replaced names."""
    return _with_ids(_checked(document, ecosystem, cells=True), ecosystem)


def _checked(document: Document, ecosystem: AnyMap, *, cells: bool = False) -> Business:
    """Return the business as it is written, or every problem of it in file order."""
    names = Names.of(ecosystem)
    unknown = list(islice(name_problems(document, names), MOST + 1))
    if len(unknown) > MOST:
        unknown[MOST] = Problem(unknown[MOST].where, "", "and more problems like these.")
    problems = [*document.problems, *read_numbers(document, document.root, cells=cells), *unknown]
    read_names(document, names)
    try:
        business = validated(Business, document)
    except SchemaError as error:
        found = [_with_its_field(problem, document, names) for problem in error.problems]
        if any(said in problem.way_out for problem in found for said in ELSEWHERE):  # they are there under another name
            found = [problem for problem in found if (problem.path, problem.message) != ("sectors", ABSENT)]
        raise SchemaError(in_file_order([*problems, *found])) from None
    problems += sum_problems(business, document)
    if problems:
        raise SchemaError(in_file_order(problems))
    return business


def _with_its_field(problem: Problem, document: Document, names: Names) -> Problem:
    """Return a problem; of a name of the map that stands where a field does, with how it is written."""
    if problem.path == "country" and isinstance(country := document.root[Scalar("country")], Scalar) and country:
        try:
            names.country(country)
        except UnknownNameError as error:  # tells all that it may mean
            return Problem(problem.where, problem.path, error.message, error.way_out)
    if problem.path == "sectors" and problem.message == ABSENT:
        return replace(problem, way_out=f"Add a line like sectors: {FIELDS['sectors'].example}.")
    form = FIELDS.get(problem.path.partition(".")[0]) if problem.message.startswith("expected") else None
    if form is not None and (form.form == "nested" or problem.path == form.name):
        told = _in_its_form(form, document.root[Scalar(form.name)], names)
        return replace(problem, way_out=told or problem.way_out)
    key = document.root.key(problem.path) if problem.message == "no such field." else None
    if key is None:
        return problem
    value, (field, id) = document.root[key], field_of_name(problem.path, names)
    if not field:
        return replace(problem, way_out=_as_in_tables(problem.path, value, names) or problem.way_out)
    said = f"{{{id}: {value if isinstance(value, Scalar) and value else '1'}}}"
    if field in TRENDS or field == "platforms":
        said = f"[{id}]" if field in TRENDS else f"{{{id}: {{{FUNCTIONS[0]}: 1}}}}"
    return replace(problem, way_out=f"Write it in {field}, like {field}: {said}.")


def _in_its_form(field: Field, value: Node | None, names: Names) -> str:
    """Return how a field is written where names do not stand as they must, or where what stands there names nothing."""
    said = alone([*value] if isinstance(value, ListNode) else value)
    if not said or not field.kind or any(names.find(field.kind, name) is None for name in said):
        inside = (one for one in FIELDS.values() if one.example and one.name.startswith(f"{field.name}."))
        parts = ", ".join(f"{one.said}: {one.example}" for one in inside)
        example = field.example or (parts and f"[{{{parts}}}]")
        return f"Write it like {field.name}: {example}." if example else ""
    nested = ", ".join(f"{written(name)}: {{{FUNCTIONS[0]}: 0.3}}" for name in said)
    return f"Write {{{nested}}}, with your own numbers." if field.form == "nested" else ""


def _as_in_tables(name: str, value: Node | None, names: Names) -> str:
    """Return the field that columns of tables mean by a name: mitarbeiter, effectif and workforce are employees."""
    column = headings().get(bare(name), "")
    field, _, part = SHORT.get(column, column).partition(".")
    if column in REGISTERS:
        code = f"{column}:{value}"
        return f'Write it in sectors, like sectors: {{"{code if names.find("firm", code) else EXAMPLE}": 1}}.'
    if part:
        said = _as_read(value, QUANTITIES[part]) if isinstance(value, Scalar) else "..."
        return f"Write it in {field}, like {field}: {{{part}: {said}}}."
    return f'Did you mean "{field}"?' if field in Business.model_fields else ""


def _as_read(text: str, of: Quantity) -> str:
    """Return a number as it can be written: one that can be read in two ways, as the larger; what is none, as it is."""
    try:
        return plain(read_number(text, of))
    except AmountError as error:
        return plain(max(error.readings)) if error.readings else text


def _with_ids(business: Business, ecosystem: AnyMap) -> Business:
    names = Names.of(ecosystem)
    shares = {field: _merged(field, getattr(business, field), names) for field in of_form("shares")}
    said = business.model_copy(update={
        "schema_": Business.model_fields["schema_"].default,  # whichever form the file had
        **shares,
        "depends_on": in_sectors(shares["depends_on"], ecosystem),
        **{field: _trends(getattr(business, field), names) for field in TRENDS},
        "platforms": {str(names.find("platform", name)): dict(said) for name, said in business.platforms.items()},
        "influences": tuple(_own_influences(business, names)),
        "own_activities": tuple(_own_activities(business, names)),
    })  # fmt: skip
    return described(said, ecosystem)


def _trends(said: Sequence[str], names: Names) -> tuple[str, ...]:
    """Return trends by the ids of now, each once, without what was withdrawn."""
    return tuple(dict.fromkeys(trend for name in said if (trend := names.find("trend", name))))


def _merged(field: str, shares: Mapping[str, float], names: Names) -> dict[str, float]:
    """Return shares by the ids of now, two names of one thing joined, without what was withdrawn."""
    by_id: dict[str, float] = {}
    for name, share in shares.items():
        now = names.find(FIELDS[field].kind, name)
        if now is not None:
            by_id[now] = JOINS[FIELDS[field].joined](by_id[now], share) if now in by_id else share
    return by_id


def _own_influences(business: Business, names: Names) -> Iterator[OwnInfluence]:
    """Yield the business's own influences by the ids of now; what speaks of a withdrawn trend is left out."""
    for item in business.influences:
        if item.sector is not None:
            yield item.model_copy(update={"sector": names.find("sector", item.sector)})
        elif (now := names.find("trend", item.trend or "")) is not None:
            yield item.model_copy(update={"trend": now})


def _own_activities(business: Business, names: Names) -> Iterator[OwnActivity]:
    """Yield the business's own activities, served by trends of now; what nothing serves any more is left out."""
    for item in business.own_activities:
        served_by = _merged("own_activities.served_by", item.served_by, names)
        if served_by:
            yield item.model_copy(update={"served_by": served_by})


# --- names and numbers


def named(document: Document) -> Iterator[tuple[Path, str, str]]:
    """Yield path, kind and text of everything in a business file that names something in the map."""
    for field, (kind, steps) in NAMED.items():
        yield from ((path, kind, name) for path, name in _names(document, field, steps))


def _names(document: Document, field: str, steps: int = 3) -> Iterator[tuple[Path, str]]:
    """Yield the names in a field, so many steps from the top; what stands elsewhere is told by its form."""
    for path, name in names_at(document.root, tuple(field.split(".")), ()):
        if len(path) == steps and (name or isinstance(path[-1], str)):
            yield path, str(name)


def _problem(document: Document, path: Path, message: str, way_out: str = "") -> Problem:
    """Return a problem where a name was written: the key of a line, or its value where the key is one of the schema."""
    where = document.locate(path, at_key=isinstance(path[-1], str) and path[-1] not in WORDS)
    return Problem(where, dotted(path), message, way_out)


def retired_names(document: Document, names: Names) -> Iterator[Problem]:
    """Yield one line for each name of the file that means something else now, or nothing any more."""
    for path, kind, name in named(document):
        found = names.retired(kind, name)
        if found is not None and found.meaning is not None:
            message = f'"{found.id}" is taken as "{found.meaning}" ({found.reason}).'
        elif found is not None:
            message = f"withdrawn: {found.reason}. This line is not used."
        else:
            continue
        yield _problem(document, path, message)


def kinds_now(document: Document, names: Names) -> Iterator[Problem]:
    """Yield a line for each word of a file of the first form that meant a sector then and means a kind of firm now."""
    if document.root.get(Scalar("schema")) != FIRST_FORM:
        return
    for path, kind, name in named(document):
        sector = names.was_sector(name) if kind == "firm" else None
        if sector is not None:
            kind_of_firm = names.kinds[names.known("firm", name)]
            message = f'"{name}" is taken as the kind of firm {kind_of_firm.name} ({kind_of_firm.id}) now.'
            yield _problem(document, path, message, f"For the whole sector write {sector}.")


def name_problems(document: Document, names: Names) -> Iterator[Problem]:
    """Yield every name that nothing in the map answers to, and what is said twice."""
    for path, kind, name in named(document):
        if names.find(kind, name) is None and (kind in SECTORS or names.retired(kind, name) is None):
            yield _unknown(document, path, kind, name, names)
    yield from _said_twice(document, names)
    yield from _unusable(document, names)
    for path, name in _names(document, "own_activities.id"):
        if any(names.has_id(kind, name) for kind in ("activity", "sector", "trend")):
            way_out = "Choose another id; what the map has a word for stands under activities."
            yield _problem(document, path, f'the map has a "{name}" of its own.', way_out)


def _unknown(document: Document, path: Path, kind: str, name: str, names: Names) -> Problem:
    error = names.unknown(kind, name)
    message, way_out = error.message.replace(f' "{name}"', "", 1).replace(f'"{name}" is ', "", 1), error.way_out
    said = document.root.get(Scalar(str(path[0])))
    if len(some := names.several(kind, name)) > 1 and isinstance(said, MappingNode):
        way_out = f"Say each by itself: {' and '.join(f'{one}: {said.get(Scalar(name))}' for one in some)}."
    elif kind in (*SECTORS, "trend") and "ecomap map search" not in way_out and names.search(begun := name[:3].strip()):
        way_out = f"{way_out} See: ecomap map search {begun}"
    return _problem(document, path, message, way_out)


def _said_twice(document: Document, names: Names) -> Iterator[Problem]:
    """Yield influences and activities that repeat what another line says."""
    seen: Counter[tuple[str, str | None]] = Counter()
    said = ((path, "sector" if kind in SECTORS else kind, name) for path, kind, name in named(document))
    found = [(path, kind, names.find(kind, name)) for path, kind, name in said]
    seen.update((kind, id) for path, kind, id in found if path[0] == "depends_on")
    told: list[tuple[Path, str, Any]] = [(path, kind, id) for path, kind, id in found if path[0] == "influences"]
    told += [
        (path, kind, id) for path, kind, id in found if path[0] in ONCE and names.retired(kind, str(path[-1])) is None
    ]
    told += [(path, "own", name) for path, name in _names(document, "own_activities.id")]
    for path, kind, name in told:
        seen[kind, name] += 1
        if name is not None and seen[kind, name] > 1:
            yield _problem(document, path, "is said twice.", "Keep one of the lines.")


def _unusable(document: Document, names: Names) -> Iterator[Problem]:
    """Yield threats that are said to be used or not wanted, and what is said to be both in use and not wanted."""
    used = set[str | None]()
    for path, _, name in named(document):
        if path[0] not in TRENDS:
            continue
        trend = names.find("trend", name)
        if trend is not None and names.is_threat(trend):
            yield _problem(document, path, "is a threat, nothing that a firm uses.", "Leave it out.")
        if path[0] == "adopted":
            used.add(trend)
        elif trend in used:
            yield _problem(document, path, "is said to be in use too.", "Keep one of the lines.")


def sum_problems(business: Business, document: Document) -> Iterator[Problem]:
    """Yield shares that leave nothing for the rest."""
    if fsum(business.dependences.values()) >= 1:
        field = "depends_on" if business.depends_on else "influences"
        message = "the shares sum to 1 or more."
        yield Problem(document.locate((field,)), field, message, "Leave some for its own sectors.")
    for function in FUNCTIONS:
        if fsum(share for said in business.platforms.values() for of, share in said.items() if of == function) > FULL:
            message = f"the shares of {function} sum to over 1."
            yield Problem(document.locate(("platforms",)), "platforms", message, "What is left of 1 is your own ways.")
    taken: dict[str, float] = {}
    for position, item in enumerate(business.own_activities):
        for trend, share in item.served_by.items():
            taken[trend] = taken.get(trend, 0.0) + share
            if taken[trend] > FULL:
                path = ("own_activities", position, "served_by", trend)
                yield _problem(document, path, "the shares of this trend sum to over 1.")


def read_names(document: Document, names: Names) -> None:
    """Put ids in the place of other names of one thing; sectors, retired names and what means nothing stay."""
    for path, kind, name in list(named(document)):
        found = names.find(kind, name)
        if kind in SECTORS or found in (None, name) or names.retired(kind, name) is not None:
            continue
        *above, last = path
        node: Any = document.root
        for step in above:
            node = node[step if isinstance(step, int) else Scalar(step)]
        if isinstance(node, MappingNode) and last not in WORDS:
            node.rename(str(last), str(found))
        else:
            old = node[last]
            node[last if isinstance(last, int) else Scalar(last)] = Scalar(str(found), old.line, old.column)
    country = document.root.get(Scalar("country"))
    if isinstance(country, Scalar):
        with suppress(UnknownNameError):  # the field says how a country is written
            document.root[Scalar("country")] = Scalar(names.country(country), country.line, country.column)


def read_numbers(document: Document, node: Node, path: Path = (), *, cells: bool = False) -> Iterator[Problem]:
    """Put plain numbers in the place of those that people write another way; yield those that cannot be read.

    In a file a dot before three digits stays what YAML takes it for, decimals, except of money and people.
    """
    if isinstance(node, Scalar):
        return
    for step, said in list(node.items() if isinstance(node, MappingNode) else enumerate(node)):
        here = (*path, step if isinstance(step, int) else str(step))
        of = quantity_of(str(here[0]), ".".join(str(part) for part in here[1:]))
        measured = of is not None and (of.bands or of.abroad) and isinstance(said, MappingNode)
        ends = of_ends(said, money=of.abroad) if measured else None  # type: ignore[arg-type, union-attr]
        value = said if ends is None else Scalar(ends, said.line, said.column)
        yield from read_numbers(document, value, here, cells=cells)
        if of is None or not isinstance(value, Scalar) or here[-1] in ("reason", "name", *WORDS):
            continue
        if here[0] in KINDS and not here[1:]:  # a name alone, where each has a number: the form is wrong
            continue
        if (
            NUMBER.fullmatch(value) and not value.quoted and (cells or not (of.money or of.whole))
        ):  # a number of JSON can be read in one way only
            continue
        try:
            number = plain(read_number(value, of, bounded=value.quoted))
        except AmountError as error:
            yield Problem(document.locate(here), dotted(here), error.message, error.way_out)
        else:
            if value.quoted:
                wrong = "a number must not stand in quotes."
                yield Problem(document.locate(here), dotted(here), wrong, f"Write {number}.")
            node[step] = Scalar(number, value.line, value.column)  # type: ignore[call-overload, index]
