"""One business from a file, a template or a list of sectors, with every name made exact."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

from ecomap.errors import FileError, Problem, SchemaError, UnknownNameError, suggestion
from ecomap.io.document import Document, dotted
from ecomap.io.names import folded, resolve_sector, sector_names
from ecomap.io.text import read_text
from ecomap.io.validation import in_file_order, validated
from ecomap.io.yaml_reader import read_yaml
from ecomap.model import Business, EcosystemMap
from ecomap.places import data_folder


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


def load_business(name: str, ecosystem: EcosystemMap) -> Business:
    """Read a business from a file, from standard input (``-``) or from a template of that name.

    Raises
    ------
    FileError
        Neither a file nor a template.
    InputError
        With everything that is wrong in the file.
    """
    return parse_business(*_source(name), ecosystem)


def _source(name: str) -> tuple[str, str]:
    shipped = templates()
    if name in shipped and not Path(name).is_file():
        return f"template {name}", template_text(name)
    looks_like_path = name == "-" or "." in name or "/" in name or "\\" in name
    if not looks_like_path and not Path(name).exists():
        hint = suggestion(name, shipped) or f"Templates: {', '.join(shipped)}."
        raise FileError(f'"{name}" is neither a file nor a template. {hint}')
    return read_text(name)


def parse_business(name: str, text: str, ecosystem: EcosystemMap) -> Business:
    """Turn the text of a business file into a business whose every name is an id of the map."""
    document = read_yaml(text, name)
    business = validated(Business, document)
    problems = list(_name_problems(business, document, ecosystem))
    if problems:
        raise SchemaError(in_file_order(problems))
    return _with_ids(business, ecosystem)


def business_of_sectors(shares: Mapping[str, float], ecosystem: EcosystemMap) -> Business:
    """Return a business of which nothing but its sectors is known.

    Raises
    ------
    UnknownNameError
        A sector that the map does not have.
    """
    for name in shares:
        if resolve_sector(ecosystem, name) is None:
            raise UnknownNameError("sector", name, sector_names(ecosystem))
    return _with_ids(Business(sectors=dict(shares)), ecosystem)


def _with_ids(business: Business, ecosystem: EcosystemMap) -> Business:
    update = {
        "sectors": _merged(business.sectors, ecosystem),
        "depends_on": _merged(business.depends_on, ecosystem),
    }
    return business.model_copy(update=update)


def _merged(shares: Mapping[str, float], ecosystem: EcosystemMap) -> dict[str, float]:
    """Return shares by sector id; two names of one sector add up."""
    by_id: dict[str, float] = {}
    for name, share in shares.items():
        sector = cast(str, resolve_sector(ecosystem, name))
        by_id[sector] = by_id.get(sector, 0.0) + share
    return by_id


def _name_problems(business: Business, document: Document, ecosystem: EcosystemMap) -> Iterator[Problem]:
    for field in ("sectors", "depends_on"):
        for name in getattr(business, field):
            if resolve_sector(ecosystem, name) is None:
                yield _unknown(document, (field, name), "sector", name, sector_names(ecosystem))
    known: dict[str, Iterable[str]] = {
        "activities": [activity.id for activity in ecosystem.activities],
        "goals": [goal.id for goal in ecosystem.goals],
        "skills": [skill.id for skill in ecosystem.skills],
    }
    for field, ids in known.items():
        for name in getattr(business, field):
            if name not in ids:
                yield _unknown(document, (field, name), field.removesuffix("s").replace("ie", "y"), name, ids)
    for position, name in enumerate(business.adopted):
        if name not in ecosystem.trend_by_id:
            yield _unknown(document, ("adopted", position), "trend", name, ecosystem.trend_by_id)
    if sum(business.depends_on.values()) >= 1:
        yield Problem(
            document.locate(("depends_on",)),
            "depends_on",
            "the shares sum to 1 or more.",
            "Leave some for its own sectors.",
        )


def _unknown(document: Document, path: tuple[str | int, ...], kind: str, name: str, known: Iterable[str]) -> Problem:
    near = suggestion(folded(name) if kind == "sector" else name, known)
    if kind in ("sector", "trend"):
        way_out = f"{near} See: ecomap map search {name.partition('-')[0]}".strip()
    else:
        way_out = near or f"Known: {', '.join(known)}."
    at_key = isinstance(path[-1], str)
    return Problem(document.locate(path, at_key=at_key), dotted(path), f"no such {kind}.", way_out)
