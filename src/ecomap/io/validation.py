"""A read document to a model, or every problem of it at once, each with its place and a way out."""

from collections.abc import Iterable
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ecomap.errors import ABSENT, Location, Problem, SchemaError
from ecomap.io.document import Document, dotted
from ecomap.model.checking import Path, checker, record, words
from ecomap.model.plain import Plain

M = TypeVar("M")
MOST = 50  # so many problems of form are told in words; a file with more is not mended one by one


def validated(model: type[M], document: Document) -> M:
    """Return the document as a model, or tell everything that is wrong with its form and its fields, in file order."""
    problems = list(document.problems)
    checking: Any = checker(model) if issubclass(model, Plain) else model
    try:
        content = checking.model_validate(document.root)
        if not problems:
            return cast(M, record(model, content) if issubclass(model, Plain) else content)
    except ValidationError as error:
        problems += _problems(checking, document, error)
    raise SchemaError(in_file_order(problems))


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by file, line and column, each place once; fields that are missing have their place in common."""
    first = {
        (problem.where, problem.path if problem.message == ABSENT else ""): problem
        for problem in reversed(list(problems))
    }
    return [first[place] for place in sorted(first)]


def _problems(model: type[BaseModel], document: Document, error: ValidationError) -> list[Problem]:
    """Return the first problems in file order in words, and how many more there are."""
    found: list[tuple[Location, int, Path, ErrorDetails]] = []
    for i, details in enumerate(error.errors(include_url=False)):
        path: Path = tuple(step for step in details["loc"] if step != "[key]")
        at_key = details["type"] == "extra_forbidden" or "[key]" in details["loc"]
        found.append((document.locate(path, at_key=at_key), i, path, details))
    found.sort(key=lambda item: item[:2])
    told = [Problem(where, dotted(path), *words(model, path, details)) for where, _, path, details in found[:MOST]]
    rest = found[MOST:]
    more = f"and {len(rest):,} more problems like these."
    return [*told, Problem(rest[0][0], "", more)] if rest else told
