"""One business from a file, a template or a list of sectors, with every name made exact."""

from collections.abc import Callable, Iterator, Mapping
from operator import add
from pathlib import Path

from ecomap.errors import FileError, Location, Problem, SchemaError, UnknownNameError, suggestion
from ecomap.io.business_names import name_problems, read_names, read_numbers, retired_names, sum_problems
from ecomap.io.document import Document
from ecomap.io.notes import note
from ecomap.io.text import read_text
from ecomap.io.validation import in_file_order, validated
from ecomap.io.yaml_reader import read_yaml
from ecomap.model import Business, OwnActivity, OwnInfluence
from ecomap.model.compiled import AnyMap
from ecomap.names import Names
from ecomap.places import data_folder

TEMPLATE = "template:"
"""Before a name: the template, whatever file or sector is called so too."""


def templates() -> dict[str, Path]:
    """Return the shipped business files by name, in alphabetical order."""
    return {path.stem: path for path in sorted((data_folder() / "templates").glob("*.yaml"))}


def template_text(name: str) -> str:
    """Return a shipped business file as it was written.

    Raises
    ------
    UnknownNameError
        No template has this name; says which come near.
    """
    known = templates()
    if name not in known:
        raise UnknownNameError("template", name, known)
    return known[name].read_text(encoding="utf-8")


def load_business(name: str, ecosystem: AnyMap) -> Business:
    """Read a business from a file, from standard input (``-``) or from a template of that name.

    Raises
    ------
    FileError
        Neither a file nor a template.
    InputError
        With everything that is wrong in the file.
    """
    return parse_business(*business_text(name), ecosystem)


def business_text(name: str) -> tuple[str, str]:
    """Return a business file, standard input or a template as text, with the name that messages call it by.

    A file comes before a template of the same name; ``template:NAME`` means the template.
    """
    shipped = templates()
    if name.startswith(TEMPLATE):
        return f"template {name.removeprefix(TEMPLATE)}", template_text(name.removeprefix(TEMPLATE))
    if name in shipped and not Path(name).is_file():
        return f"template {name}", template_text(name)
    if not is_file(name) and not _exists(name):
        hint = suggestion(name, shipped) or f"Templates: {', '.join(shipped)}."
        others = f'A sector alone: ecomap analyze --sector "{name}". Your own file: ecomap business new'
        raise FileError(f'"{name}" is neither a file nor a template. {hint}\n{others}')
    return read_text(name)


def is_file(name: str) -> bool:
    """Tell whether a name means a file: one that is there, standard input, or something that looks like a path."""
    looks_like_path = name == "-" or "." in name or "/" in name or "\\" in name
    return looks_like_path or (_exists(name) and Path(name).is_file())


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


def parse_business(name: str, text: str, ecosystem: AnyMap) -> Business:
    """Turn the text of a business file into a business whose every name is an id of the map.

    A name that was replaced since the file was written is taken as what it means now, and a note says so; so is a
    trend or an activity that was withdrawn, which counts no more. A sector that was withdrawn is a problem.
    """
    document = read_yaml(text, name)
    business = _checked(document, ecosystem)
    for changed in retired_names(document, Names.of(ecosystem)):
        note(str(changed))
    return _with_ids(business, ecosystem)


def business_of_document(document: Document, ecosystem: AnyMap) -> Business:
    """Turn a document into a business whose every name is an id of the map; nothing is said of replaced names."""
    return _with_ids(_checked(document, ecosystem, cells=True), ecosystem)


def _checked(document: Document, ecosystem: AnyMap, *, cells: bool = False) -> Business:
    """Return the business as it is written, or every problem of it in file order."""
    names = Names.of(ecosystem)
    problems = [*document.problems, *read_numbers(document, cells=cells), *name_problems(document, names)]
    read_names(document, names)
    try:
        business = validated(Business, document)
    except SchemaError as error:
        raise SchemaError(in_file_order([*problems, *error.problems])) from None
    problems += sum_problems(business, document)
    if problems:
        raise SchemaError(in_file_order(problems))
    return business


def business_of_sectors(shares: Mapping[str, float], ecosystem: AnyMap) -> Business:
    """Return a business of which nothing but its sectors is known.

    Raises
    ------
    UnknownNameError
        A sector that the map does not have.
    """
    for name in shares:
        Names.of(ecosystem).sector(name)
    if not shares or not all(0 < share < float("inf") for share in shares.values()):
        problem = Problem(Location("sectors"), "", "every share must be above 0.", "Name at least one sector.")
        raise SchemaError([problem])
    return _with_ids(Business(sectors=dict(shares)), ecosystem)


def _with_ids(business: Business, ecosystem: AnyMap) -> Business:
    names = Names.of(ecosystem)
    adopted = [names.find("trend", name) for name in business.adopted]
    return business.model_copy(update={
        "sectors": _merged("sector", business.sectors, names, add),
        "depends_on": _merged("sector", business.depends_on, names, add),
        "activities": _merged("activity", business.activities, names, max),
        "goals": _merged("goal", business.goals, names, add),
        "skills": _merged("skill", business.skills, names, max),
        "adopted": tuple(dict.fromkeys(trend for trend in adopted if trend)),
        "influences": tuple(_own_influences(business, names)),
        "own_activities": tuple(_own_activities(business, names)),
    })  # fmt: skip


def _merged(
    kind: str, shares: Mapping[str, float], names: Names, join: Callable[[float, float], float]
) -> dict[str, float]:
    """Return shares by the ids of now, two names of one thing joined, without what was withdrawn."""
    by_id: dict[str, float] = {}
    for name, share in shares.items():
        now = names.find(kind, name)
        if now is not None:
            by_id[now] = join(by_id[now], share) if now in by_id else share
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
        served_by = _merged("trend", item.served_by, names, add)
        if served_by:
            yield item.model_copy(update={"served_by": served_by})
