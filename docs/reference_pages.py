"""Pages that follow from the program: commands from their help, the library from docstrings, data from schemas."""

import inspect
from collections.abc import Iterable, Iterator
from typing import Any

import typer
import typer.main

import ecomap
from ecomap.cli.app import app
from ecomap.verbs import VERBS, answers, public_names
from ecomap.verbs.schemas import schema as schema_of

Schema = dict[str, Any]
BOUNDLESS = 1e6
"""Beyond it a bound keeps out slips of the pen, and tells nothing."""
WRITTEN = ("business", "overlay", "map")
"""What people write, by the names of the schemas."""
ANSWERS = "The JSON of every answer, field by field; within a version of a schema fields are only added."


def pages() -> dict[str, str]:
    """Return the pages by the names of their files."""
    return {
        "commands.md": "".join(commands()),
        "library.md": "".join(library()),
        "written-data.md": "".join(data("What you write", "A firm, an overlay, the map, field by field.", WRITTEN)),
        "answers.md": "".join(data("What you get", ANSWERS, answers())),
    }


def commands() -> Iterator[str]:
    """Yield the page of commands, each with what its help says."""
    yield "# Commands\n\nWhat `--help` says of each. `-h` does too, and `ecomap --help` lists them all.\n"
    for words in VERBS:
        command = typer.main.get_command(app)
        context = typer.Context(command, info_name="ecomap")
        for word in words.split():
            command = command.get_command(context, word)
            context = typer.Context(command, info_name=word, parent=context)
        about, _, examples = (command.help or "").replace("\b\n", "").partition("Examples:\n")
        yield f"\n## ecomap {words}\n\n{plain(' '.join(about.split()))}\n"
        if examples:
            yield "\n```console\n" + "".join(f"$ {line.strip()}\n" for line in examples.strip().splitlines()) + "```\n"
        records = [parameter.get_help_record(context) for parameter in command.params]
        for name, told_of in (record for record in records if record and examples):
            yield f"\n`{name}`\n: {plain(' '.join(told_of.split())) or 'see above'}\n"


def library() -> Iterator[str]:
    """Yield the page of the public door; Sphinx takes the docstrings from the source."""
    yield (
        "# The library\n\n`import ecomap`, and nothing below it: these names stay. Wrong arguments, files and names "
        "end in an `ecomap.EcomapError` that says what to write instead. Answers are frozen dataclasses.\n"
    )
    doors = public_names()
    calls = [name for name in doors if inspect.isroutine(getattr(ecomap, name))]
    for title, names in (("Functions", calls), ("Classes", [name for name in doors if name not in calls])):
        yield f"\n## {title}\n"
        for name in sorted(names, key=str.casefold):
            kind = "function" if name in calls else "class"
            members = "" if kind == "function" else "   :members:\n   :undoc-members:\n"
            yield f"\n### {name}\n\n```{{eval-rst}}\n.. auto{kind}:: ecomap.{name}\n{members}```\n"


def data(title: str, about: str, names: Iterable[str]) -> Iterator[str]:
    """Yield a page of schemas, the parts that several have once."""
    yield f"# {title}\n\n{about} `ecomap schema NAME` prints each as JSON Schema.\n"
    parts: dict[str, Schema] = {}
    for name in names:
        schema = schema_of(name)
        parts |= schema.get("$defs", {})
        yield f"\n## {name}\n\n{fields(schema, asked=names is WRITTEN)}"
    yield "\n## Parts\n"
    for name in sorted(parts, key=str.casefold):
        yield f"\n### {name}\n\n{fields(parts[name], asked=names is WRITTEN)}"


def fields(schema: Schema, *, asked: bool) -> str:
    """Return what an object is, and a table of its fields; of what is ``asked`` for, with what may not be left out."""
    about = plain(schema.get("description", "").replace("\n", " "))
    must = schema.get("required", [])
    rows = [
        (f"`{name}`", kind(field), ("**needed.** " if asked and name in must else "") + plain(told(field)))
        for name, field in schema.get("properties", {}).items()
    ]
    rest = table(("field", "holds", "about"), rows) if rows else f"{kind(schema)}\n"
    return f"{about}\n\n{rest}"


def told(field: Schema) -> str:
    """Return what is said of a field, with what it is where nothing is said."""
    default = field.get("default")
    unless = f" Unless said: {default}." if default not in (None, "") and not isinstance(default, list | dict) else ""
    return field.get("description", "").replace("\n", " ") + unless


def kind(field: Schema) -> str:
    """Return what a field holds, in few words."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in field or "const" in field:
        return ", ".join(f"`{value}`" for value in field.get("enum", [field.get("const")]))
    if several := field.get("anyOf", field.get("oneOf")):
        return " or ".join(dict.fromkeys(kind(one) for one in several if one.get("type") != "null"))
    if field.get("type") == "array":
        return f"list of {kind(field.get('items', {}))}"
    if field.get("type") == "object" and not field.get("properties"):
        inner = [*field.get("patternProperties", {}).values(), field.get("additionalProperties")]
        return f"by name: {kind(inner[0])}" if isinstance(inner[0], dict) else "object"
    return ranged(field)


def ranged(field: Schema) -> str:
    """Return a simple type with its bounds."""
    name = {"string": "text", "integer": "whole number", "boolean": "true or false"}.get(
        field.get("type", ""), field.get("type", "anything")
    )
    low = field.get("minimum", field.get("exclusiveMinimum"))
    high = field.get("maximum", field.get("exclusiveMaximum"))
    high = None if high is not None and high > BOUNDLESS else high
    bounds = {(True, True): f", {low} to {high}", (True, False): f", from {low}", (False, True): f", up to {high}"}
    return str(name) + bounds.get((low is not None, high is not None), "")


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table of Markdown."""
    lines = [head, tuple("---" for _ in head), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def plain(text: str) -> str:
    """Return text in which nothing means a mark of Markdown but names between backticks."""
    pieces = text.replace("``", "`").split("`")
    for at in range(0, len(pieces), 2):
        for mark in "\\*_<[":
            pieces[at] = pieces[at].replace(mark, f"\\{mark}")
    return "`".join(pieces)
