"""``ecomap mcp``: the verbs as tools of an assistant, by the Model Context Protocol over standard input and output."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ecomap.errors import FileError, OutputError

if TYPE_CHECKING:
    from mcp.server import Server
    from mcp_types import CallToolResult, ListToolsResult, Tool

TYPED = (
    "this command is started by the program of your assistant, which talks to it through a pipe (docs/assistants.md). "
    "What it offers: ecomap mcp --tools"
)


def mcp(
    listed: Annotated[bool, typer.Option("--tools", help="Only list the tools and what they are for.")] = False,
) -> None:
    """Offer the verbs as tools to an assistant, by the Model Context Protocol on standard input and output.

    Tools read and write nothing; no network is asked. The program of your assistant starts this command.

    \b
    Examples:
      ecomap mcp
      ecomap mcp --tools
    """
    from ecomap.cli.tools import tools

    if listed:
        for tool in tools().values():
            typer.echo(f"{tool.name}\t{tool.about}")
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
    from mcp.server.stdio import stdio_server

    server = _server()
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def _server() -> "Server[Any]":
    from mcp.server import Server

    from ecomap.version import VERSION

    said = Path(__file__).with_name("instructions.txt").read_text(encoding="utf-8")
    return Server("ecomap", version=VERSION, instructions=said, on_list_tools=_list, on_call_tool=_call)


async def _list(_: Any, __: Any) -> "ListToolsResult":
    from mcp_types import ListToolsResult

    from ecomap.cli.tools import tools

    return ListToolsResult(tools=[_described(tool) for tool in tools().values()])


def _described(tool: Any) -> "Tool":
    from mcp_types import Tool, ToolAnnotations

    hints = ToolAnnotations(read_only_hint=True, idempotent_hint=True, destructive_hint=False, open_world_hint=False)
    return Tool(
        name=tool.name, title=f"ecomap {tool.verb}", description=tool.about, input_schema=tool.arguments,
        output_schema=tool.answer, annotations=hints,
    )  # fmt: skip


async def _call(_: Any, asked: Any) -> "CallToolResult":
    import anyio
    from mcp_types import CallToolResult, TextContent

    from ecomap.cli.tools import RefusalError, ask

    try:
        found = await anyio.to_thread.run_sync(ask, asked.name, asked.arguments or {})
    except RefusalError as error:
        return CallToolResult(content=[TextContent(text=str(error))], is_error=True)
    return CallToolResult(content=[TextContent(text=found.text)], structured_content=found.content)
