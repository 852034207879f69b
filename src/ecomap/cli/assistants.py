"""``ecomap mcp``: the verbs as tools of an assistant, by the Model Context Protocol over standard input and output.

Tools are made of the table of verbs and of the options that the commands have. One is called as the command is, and
refuses what the command refuses, in its words. Offered is what reads: nothing here writes a file of the user's, an
entry of the logbook, or asks a network.
"""

import contextlib
import io
import json
import re
import sys
import threading
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from ecomap.cli import output
from ecomap.cli.app import Commands
from ecomap.cli.rooms import render, verbs
from ecomap.errors import EcomapError, FileError, OutputError, suggestion
from ecomap.verbs import VERBS
from ecomap.version import VERSION

if TYPE_CHECKING:
    from mcp_types import CallToolResult, ListToolsResult
    from typer._click import Command, Parameter

TYPED = (
    "this command is started by the program of your assistant, which talks to it through a pipe (docs/assistants.md). "
    "What it offers: ecomap mcp --tools"
)
OFFERED: dict[str, tuple[str, ...]] = {
    "analyze": ("fail_on",), "explain": (), "compare": (), "whatif": (), "benchmark": (), "globalise": (),
    "platforms": (), "plan": (), "track": (), "watch": (), "watch suggest": (),
    "watch channels": ("add", "url", "note"), "watch due": (), "watch diff": ("keep",), "business templates": (),
    "business show": (), "business check": (), "map show": (), "map search": (), "map evidence": (), "map path": (),
    "map loops": (), "map diff": (),
}  # fmt: skip
"""The verbs that are tools, with those of their options that write or make sense in a script alone."""
OUTWARD = ("form", "json", "file", "force", "help")
"""Options of the form of an answer and of where it goes, which the caller has no use for."""
MANY_KINDS = ("compare", "map show")  # verbs whose answer is of another kind with some arguments: no one schema has it
SCREENFUL = 4  # rows where nobody says how many: all of a ranking are 370 kB of JSON, more than most assistants take
BUSINESS = (
    "The path of a business file, the name of a template (see business_templates), or what would stand in such a "
    "file as an object, as {sectors: {bakery: 1}, country: DE, employees: 4}; business_show has every field."
)
TYPES: dict[str, dict[str, Any]] = {
    "Whole": {"type": "integer"}, "Number": {"type": "number"}, "FuncParamType": {"type": ["string", "number"]},
    "BoolParamType": {"type": "boolean"}, "DateTime": {"type": "string", "format": "date"},
}  # fmt: skip
"""JSON types of the types of options; all others are texts. What a function reads may be typed as people do: 5k."""
LIMITS = {"min": "minimum", "max": "maximum"}
ONE_AT_A_TIME = threading.Lock()  # a command writes to standard output, of which there is one


def mcp(listed: bool = False) -> None:
    """Offer the tools, or list them."""
    if listed:
        rows = [(tool.name, tool.about) for tool in tools().values()]
        sheet = render.sheet.Sheet("Tools", ("tool", "what it is for"), rows, headed=False)
        output.show(sheet, "table" if output.on_terminal() else "tsv")
        return
    serve()


def serve() -> None:
    """Answer until standard input ends."""
    import gc
    import signal

    try:
        import anyio
        from mcp.server import Server  # noqa: F401
    except ImportError:
        message = "Tools for assistants need the MCP SDK, which is not installed: pip install 'ecomap[mcp]'."
        raise OutputError(message) from None
    if sys.stdin is None:
        raise FileError("Standard input is closed: the program of an assistant talks through it.")
    if sys.stdin.isatty():
        raise typer._click.exceptions.UsageError(TYPED)
    gc.enable()  # one that answers all day collects what a short run leaves
    usual = signal.signal(signal.SIGINT, signal.SIG_DFL)  # a thread that reads standard input would not hear of it
    try:
        anyio.run(_answering)
    finally:
        signal.signal(signal.SIGINT, usual)


async def _answering() -> None:
    from mcp.server import Server
    from mcp.server.stdio import stdio_server

    said = Path(__file__).with_name("instructions.txt").read_text(encoding="utf-8")
    server = Server[Any]("ecomap", version=VERSION, instructions=said, on_list_tools=_list, on_call_tool=_call)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


async def _list(_: Any, __: Any) -> "ListToolsResult":
    import mcp_types as types

    reads = {"read_only_hint": True, "idempotent_hint": True, "destructive_hint": False, "open_world_hint": False}
    hints = types.ToolAnnotations(**reads)
    described = [
        types.Tool(name=tool.name, title=f"ecomap {tool.verb}", description=tool.about, input_schema=tool.arguments,
                   output_schema=tool.answer, annotations=hints)
        for tool in tools().values()
    ]  # fmt: skip
    return types.ListToolsResult(tools=described)


async def _call(_: Any, asked: Any) -> "CallToolResult":
    import anyio
    from mcp_types import CallToolResult, TextContent

    try:
        found = await anyio.to_thread.run_sync(ask, asked.name, asked.arguments or {})
    except RefusalError as error:
        return CallToolResult(content=[TextContent(text=str(error))], is_error=True)
    return CallToolResult(content=[TextContent(text=found.text)], structured_content=found.content)


# --- the verbs as tools


class RefusalError(Exception):
    """What was asked cannot be answered; the words say why and what to write instead."""


class Answer(NamedTuple):
    """What a tool answers: for reading, and all of it as plain data where there is such a form."""

    text: str
    content: dict[str, Any] | None


class Tool(NamedTuple):
    """A verb as a tool."""

    name: str  # as the words of its command, joined by lines: ``map_search``
    verb: str
    about: str
    arguments: dict[str, Any]  # JSON Schema of what it takes
    answer: dict[str, Any] | None  # JSON Schema of what it answers, where there is one


@cache
def tools() -> dict[str, Tool]:
    """Return the tools by their names, in the order of the help."""
    names = {verb.replace(" ", "_"): verb for verb in VERBS if verb in OFFERED}
    return {
        name: Tool(name, verb, VERBS[verb].about, _arguments(verb), _answer_schema(verb))
        for name, verb in names.items()
    }


def ask(name: str, arguments: Mapping[str, Any]) -> Answer:
    """Answer as the command of a tool would; a RefusalError where there is no such tool or argument, or it refuses."""
    tool = tools().get(name)
    if tool is None:
        way_out = suggestion(name, tools()) or f"There are: {', '.join(tools())}."
        raise RefusalError(f'no tool "{name}". {way_out}')
    words, document = _typed(tool, arguments), arguments.get("business")
    typed = json.dumps(document, ensure_ascii=False) if isinstance(document, Mapping) else ""
    command = _command(tool.verb)
    with ONE_AT_A_TIME, _standard_streams(typed) as (out, said):
        try:
            sheet = command.main([*_form(command), *words], prog_name=f"ecomap {tool.verb}", standalone_mode=False)
        except typer._click.exceptions.ClickException as error:
            raise RefusalError(error.format_message()) from None
        except EcomapError as error:
            raise RefusalError(str(error).replace("standard input", "business") if typed else str(error)) from None
        except Exception as error:
            raise RefusalError(f"a bug in ecomap: {type(error).__name__}: {error}") from error
        sys.stdout.flush()
        printed, remarks = out.getvalue().decode(), said.getvalue()
    if not _form(command):
        return Answer(remarks + printed, None)
    found = json.loads(printed)
    return Answer(remarks + _read(sheet), found if isinstance(found, dict) else {"result": found})


def _read(sheet: Any) -> str:
    from ecomap.cli.output import PIPED_WIDTH

    return render.writers.written(sheet, "table", render.screen.Screen(width=PIPED_WIDTH))


@contextlib.contextmanager
def _standard_streams(typed: str) -> Iterator[tuple[io.BytesIO, io.StringIO]]:
    """Give a command standard streams of its own: those of the process carry the protocol."""
    out, said, usual = io.BytesIO(), io.StringIO(), sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
    try:
        with contextlib.redirect_stdout(io.TextIOWrapper(out, encoding="utf-8")), contextlib.redirect_stderr(said):
            yield out, said
    finally:
        sys.stdin = usual


# --- from a command to the schema of its tool


def _command(verb: str) -> "Command":
    group, _, name = verb.rpartition(" ")
    found = Commands(group)[name]
    own: Command = getattr(found, "own", found)
    return own


def _form(command: "Command") -> list[str]:
    """Return how a command is told to answer as JSON; nothing where it prints a text only."""
    return ["--json"] if any(one.name == "json" for one in command.params) else []


def _parameters(verb: str) -> "dict[str, Parameter]":
    """Return what a tool takes, by the names that the command line has for it, which its messages use."""
    kept = [one for one in _command(verb).params if one.name not in (*OUTWARD, *OFFERED[verb])]
    long = (next((opt for opt in one.opts if opt.startswith("--")), one.name or "") for one in kept)
    return {name.removeprefix("--").replace("-", "_"): one for name, one in zip(long, kept, strict=True)}


def _arguments(verb: str) -> dict[str, Any]:
    parameters = _parameters(verb)
    schema = {
        "type": "object",
        "properties": {name: _schema(name, parameter) for name, parameter in parameters.items()},
        "additionalProperties": False,
    }
    required = [name for name, parameter in parameters.items() if parameter.required]
    return schema | ({"required": required} if required else {})


def _schema(name: str, parameter: Any) -> dict[str, Any]:
    if name == "business" and parameter.param_type_name == "argument":
        return {"type": ["string", "object"], "description": BUSINESS}
    kind = type(parameter.type).__name__
    one = dict(TYPES.get(kind, {"type": "string"}))
    if choices := getattr(parameter.type, "choices", None):
        one["enum"] = list(choices)
    one |= {said: limit for own, said in LIMITS.items() if (limit := getattr(parameter.type, own, None)) is not None}
    many = parameter.nargs == -1 or getattr(parameter, "multiple", False)
    found: dict[str, Any] = {"type": "array", "items": one} if many else one
    # the words of the help, without what is true of the command line alone, and how a value is written
    text = re.sub(r" ?\[default: [^]]*\]|; may be given several times", "", parameter.help or "").strip()
    form = parameter.metavar or ""
    found["description"] = f"{text} Written {form}." if any(sign in form for sign in "=>-") else text
    default = SCREENFUL if name == "top" and parameter.default is None else parameter.default
    return found | ({} if default is None or many else {"default": default})


def _answer_schema(verb: str) -> dict[str, Any] | None:
    """Return the schema of the answer; a list stands in an object, as the protocol wants it."""
    name = VERBS[verb].schema
    if not name or verb in MANY_KINDS:
        return None
    found = {key: value for key, value in verbs.schemas.schema(name).items() if key not in ("$schema", "$id")}
    if not VERBS[verb].many:
        return found
    definitions = found.pop("$defs", {})
    return {"type": "object", "properties": {"result": found}, "required": ["result"], "$defs": definitions}


# --- from arguments to the words of a command


def _typed(tool: Tool, arguments: Mapping[str, Any]) -> list[str]:
    """Return the words that say the same on the command line."""
    known = _parameters(tool.verb)
    listed = f"There are: {', '.join(known)}." if known else "It takes none."
    strange = {name: suggestion(name, known) or listed for name in arguments if name not in known}
    if strange:
        raise RefusalError("\n".join(f"{tool.name} has no argument {name}. {way}" for name, way in strange.items()))
    given = dict(arguments)
    if "top" in known and given.get("top") is None:
        given["top"] = tool.arguments["properties"]["top"]["default"]
    options: list[str] = []
    words: list[str] = []
    for name, parameter in known.items():
        texts = _texts(name, given.get(name), parameter)
        if parameter.param_type_name == "argument":
            words += texts
        elif getattr(parameter, "is_flag", False):
            options += [parameter.opts[0]] * bool(texts)
        else:
            options += [f"{parameter.opts[0]}={text}" for text in texts]
    return [*options, "--", *words]


def _texts(name: str, value: Any, parameter: Any) -> list[str]:
    """Return a value as it is typed: nothing, one text, or one an item; of a flag any text where it is up."""
    if isinstance(value, Mapping) and name == "business" and parameter.param_type_name == "argument":
        return ["-"]
    if getattr(parameter, "is_flag", False):
        if not isinstance(value, bool | None):
            raise RefusalError(f"{name}: true or false, not {json.dumps(value)}.")
        return [name] if value else []
    items = value if isinstance(value, list) else [] if value is None else [value]
    for item in items:
        if isinstance(item, bool) or not isinstance(item, str | int | float):
            raise RefusalError(f"{name}: a text or a number, not {json.dumps(item)}.")
    return [str(item) for item in items]
