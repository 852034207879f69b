"""The verbs as tools of an assistant answer what the command line answers, and change nothing.

Tried with the client of the official SDK, which holds structured answers against the schemas that were offered.
"""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from terminal import Run, process

from ecomap.cli import main
from ecomap.cli.assistants import OFFERED, RefusalError, ask, tools
from ecomap.io.logbook.store import Logbook
from ecomap.results.logbook import Pilot, Reading, Signal
from ecomap.verbs import VERBS

if TYPE_CHECKING:
    from mcp_types import CallToolResult, ListToolsResult

DOCS = Path(__file__).parents[2] / "docs" / "assistants.md"
START = [sys.executable, "-m", "ecomap", "mcp"]
CALLS: dict[str, dict[str, Any]] = {
    "analyze": {"business": "BUSINESS"},
    "explain": {"business": "BUSINESS", "trend": "online-ordering"},
    "compare": {"names": ["BUSINESS", "vet"]},
    "whatif": {"business": "BUSINESS", "set": ["budget_eur=9000"]},
    "benchmark": {"business": "BUSINESS"},
    "globalise": {"business": "BUSINESS", "to": ["PT"]},
    "platforms": {"business": "BUSINESS"},
    "plan": {"business": "BUSINESS", "months": 6},
    "track": {"business": "BUSINESS"},
    "watch": {"business": "BUSINESS", "signals": True},
    "watch_suggest": {"business": "BUSINESS"},
    "watch_channels": {"business": "BUSINESS", "language": ["en"]},
    "watch_due": {"business": "BUSINESS"},
    "watch_diff": {"business": "BUSINESS", "since": "2026-10-01"},
    "business_templates": {},
    "business_show": {"name": "BUSINESS"},
    "business_check": {"business": "BUSINESS"},
    "map_show": {},
    "map_search": {"words": ["chatbot"]},
    "map_evidence": {"asked": "chatbots"},
    "map_path": {"start": "online-ordering", "end": "retail-trade"},
    "map_loops": {},
    "map_diff": {"old": "shipped", "new": "shipped"},
}
"""A call of each tool, about a firm with a file and a logbook."""


def talk(*calls: tuple[str, dict[str, Any]]) -> "tuple[ListToolsResult, list[CallToolResult]]":
    """Start the program as an assistant's program does, ask for its tools, and call some."""
    from mcp import Client, StdioServerParameters, stdio_client  # a second, for what runs slow

    async def talking() -> "tuple[ListToolsResult, list[CallToolResult]]":
        server = StdioServerParameters(command=START[0], args=START[1:], env=dict(os.environ))
        async with Client(stdio_client(server)) as client:
            listed = await client.list_tools()
            return listed, [await client.call_tool(name, arguments) for name, arguments in calls]

    return asyncio.run(talking())


def words(result: "CallToolResult") -> str:
    """Return the text of an answer."""
    (content,) = result.content
    assert content.type == "text"
    return content.text


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    """Return the file of a business that has a logbook."""
    file = tmp_path / "mine.yaml"
    file.write_text("name: Mine\nsectors: {bakery: 1}\ncountry: DE\nemployees: 4\n", encoding="utf-8")
    with Logbook(tmp_path / "mine.logbook.sqlite") as logbook:
        logbook.add(Pilot("Sunday orders", "2026-10-05", "Orders", baseline=3.0))
        logbook.add(Reading(1, "2026-10-12", 5.0))
        logbook.add(Signal("2026-10-12", "A chatbot next door", trends=()))
    return file


@pytest.mark.slow
def test_the_client_of_the_sdk_is_answered_as_the_command_line_answers(printed: Callable[..., str]) -> None:
    """The structured answer is the JSON, the text is the table; so many rows as a screen shows."""
    asked = {"sector": ["bakery"], "country": "DE", "employees": 4, "as_of": "2026-11-28"}
    typed = ("--sector", "bakery", "--country", "DE", "--employees", "4", "--as-of", "2026-11-28", "--top", "4")
    opened = {"business": "bakery", "trend": "online-ordering", "as_of": "2026-11-28"}
    typed_too = ("explain", "bakery", "online-ordering", "--as-of", "2026-11-28")
    listed, (ranking, explanation, found) = talk(
        ("analyze", asked), ("explain", opened), ("map_search", {"words": ["chatbot"]})
    )
    assert [tool.name for tool in listed.tools] == list(tools())
    for tool in listed.tools:
        assert tool.annotations is not None
        assert (tool.annotations.read_only_hint, tool.annotations.open_world_hint) == (True, False)
    assert ranking.structured_content == json.loads(printed("analyze", *typed, "--json"))
    assert words(ranking) == printed("analyze", *typed, "--format", "table")
    assert explanation.structured_content == json.loads(printed(*typed_too, "--json"))
    assert found.structured_content == {"result": json.loads(printed("map", "search", "chatbot", "--json"))}
    assert not any(result.is_error for result in (ranking, explanation, found))


@pytest.mark.slow
def test_what_cannot_be_answered_is_said_in_the_words_of_the_command_line(run: Run) -> None:
    """A wrong name, an input with two faults, an argument and a tool that there is not; the next call is answered."""
    wrong = {"sectors": {"bakry": 1}, "emploees": 3}
    _, (unknown, faulty, argument, tool, after) = talk(
        ("explain", {"business": "bakery", "trend": "online-ordrin"}),
        ("analyze", {"business": wrong}),
        ("analyze", {"busines": "bakery", "colour": 1}),
        ("analyse", {"business": "bakery"}),
        ("business_show", {"name": "bakery"}),
    )
    assert [one.is_error for one in (unknown, faulty, argument, tool, after)] == [True, True, True, True, False]
    assert words(unknown) == run("explain", "bakery", "online-ordrin").err.strip()
    assert words(faulty) == run("analyze", "-", stdin=json.dumps(wrong)).err.strip().replace(
        "standard input", "business"
    )
    assert 'no argument busines. Did you mean "business"?' in words(argument)
    assert "no argument colour. There are: business, sector, " in words(argument)
    assert words(tool) == 'no tool "analyse". Did you mean "analyze"?'
    assert words(after) == run("business", "show", "bakery").out


@pytest.mark.slow
def test_standard_output_carries_the_protocol_and_nothing_else() -> None:
    """Every line is a message of JSON-RPC; the program ends when its input does, with nothing on standard error."""
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    messages = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call",
         "params": {"name": "map_search", "arguments": {"words": ["nothing has these words"]}}},
    ]  # fmt: skip
    with subprocess.Popen(START, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        assert server.stderr is not None
        server.stdin.write("".join(f"{json.dumps(one)}\n" for one in messages).encode())
        server.stdin.flush()
        lines = [json.loads(server.stdout.readline()) for _ in range(2)]
        server.stdin.close()
        assert (server.stdout.read(), server.stderr.read()) == (b"", b"")
        assert server.wait(timeout=20) == 0
    assert [line["id"] for line in lines] == [1, 2]
    assert {line["jsonrpc"] for line in lines} == {"2.0"}
    assert 'Nothing has "nothing has these words".' in lines[1]["result"]["content"][0]["text"]


def test_every_verb_is_a_tool_or_the_documentation_says_why_not() -> None:
    """A new verb has to be decided on."""
    told = DOCS.read_text(encoding="utf-8")
    assert set(OFFERED) <= set(VERBS)
    silent = [verb for verb in VERBS if verb not in OFFERED and VERBS[verb].command and f"`{verb}`" not in told]
    assert silent == []


def test_no_tool_takes_what_writes() -> None:
    """No file, no entry, no overwriting; all schemas are sound and say of every argument what it is."""
    parts = dict[str, object]()
    for tool in tools().values():
        names = tool.arguments["properties"]
        assert not {"output", "force", "format", "json", "keep", "add", "url", "note"} & set(names)
        assert all(one.get("description") for one in names.values())
        for schema in (tool.arguments, tool.answer or {}):
            for part in (schema | {"$defs": {}}, *schema.get("$defs", {}).values()):
                parts[json.dumps(part)] = part  # many answers have the same parts
    for part in parts.values():
        Draft202012Validator.check_schema(part)


@pytest.mark.slow
def test_every_tool_answers_by_its_schema_and_leaves_every_file_as_it_was(firm: Path) -> None:
    """The business, its logbook and the folder are byte for byte what they were."""
    ask_keeping = process(["watch", "diff", str(firm), "--keep", "--as-of", "2026-10-01"])
    assert ask_keeping.code in (0, 3)  # the standings of a day to compare with
    before = {path.name: path.read_bytes() for path in firm.parent.iterdir()}
    assert set(CALLS) == set(tools())
    for name, call in CALLS.items():
        arguments = json.loads(json.dumps(call).replace("BUSINESS", str(firm)))
        Draft202012Validator(tools()[name].arguments).validate(arguments)
        found = ask(name, arguments)
        assert found.text.strip()
        if schema := tools()[name].answer:
            Draft202012Validator(schema).validate(found.content)
    assert {path.name: path.read_bytes() for path in firm.parent.iterdir()} == before


def test_a_business_may_be_given_as_an_object(firm: Path) -> None:
    """It is what its file would say."""
    said = {"name": "Mine", "sectors": {"bakery": 1}, "country": "DE", "employees": 4}
    assert ask("analyze", {"business": said}) == ask("analyze", {"business": str(firm)})


def test_a_file_that_was_changed_is_read_anew(firm: Path) -> None:
    """A server that runs all day does not answer of yesterday's file."""
    before = ask("analyze", {"business": str(firm), "top": 1}).content
    firm.write_text(firm.read_text(encoding="utf-8").replace("bakery", "vet"), encoding="utf-8")
    after = ask("analyze", {"business": str(firm), "top": 1}).content
    assert before is not None
    assert after is not None
    assert before["profile"]["sectors"] != after["profile"]["sectors"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"business": "bakery", "top": 0}, "0 is not in the range"),
        ({"business": "bakery", "limits": "yes"}, 'limits: true or false, not "yes"'),
        ({"business": "bakery", "done": [{"step": 1}]}, 'done: a text or a number, not {"step": 1}'),
        ({"business": "bakery", "from": "soon"}, '"soon" is no month'),
        ({}, "Missing argument 'business'"),
        ({"business": "-"}, "the file is empty"),
        ({"business": "--json"}, '"--json" is no file, no template and no trade'),
    ],
)
def test_arguments_are_refused_with_what_would_do(arguments: dict[str, Any], said: str) -> None:
    """Whatever is sent, the answer is an answer or words; an option inside a text is a text."""
    with pytest.raises(RefusalError) as refused:
        ask("analyze" if "top" in arguments else "plan", arguments)
    assert said.lower() in str(refused.value).lower()  # older Typer shouts the name


def test_on_a_terminal_nobody_is_left_waiting(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person who types the command is told who starts it; the SDK, which takes a second to load, is not used."""
    monkeypatch.setitem(sys.modules, "mcp", ModuleType("mcp"))
    monkeypatch.setitem(sys.modules, "mcp.server", SimpleNamespace(Server=None))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    assert main(["mcp"]) == 2
    assert "ecomap mcp --tools" in capsys.readouterr().err


def test_without_the_sdk_the_way_out_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with every extra: what is missing, and the line that brings it; the tools can be listed all the same."""
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    answer = run("mcp")
    assert (answer.code, answer.out) == (5, "")
    assert "pip install 'ecomap[mcp]'" in answer.err
    assert len(run("mcp", "--tools").out.splitlines()) == len(OFFERED)
