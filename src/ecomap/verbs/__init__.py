"""What the program can do: one row a verb, by names that are resolved when they are used.

The table feeds the public door of the library, the JSON Schemas, the command line with its help, and the tests of the
README. A new verb is four files (verb, answer, sheet, command) and one row here.
"""

from functools import cache
from importlib import import_module
from types import FunctionType
from typing import Any, NamedTuple


class Verb(NamedTuple):
    """One thing the program can do."""

    about: str
    """The first sentence of its help, which also stands in the list of commands."""
    command: str
    """What the command line calls."""
    call: str = ""
    """What the library calls; several functions divided by commas."""
    answer: str = ""
    """What the call returns, frozen."""
    schema: str = ""
    """Name of the JSON Schema of what the command prints as JSON, where it does."""
    many: bool = False
    """Whether the JSON is a list of such answers."""
    printed: str = ""
    """What the JSON holds where that is not what the call returns."""


VERBS = {
    "analyze": Verb(
        "Rank the digital trends that matter to a business: how many firms like it use them, how soon, what first.",
        "cli.analyze:analyze", "verbs.ranking:rank_trends", "results.ranking:Ranking", "ranking",
    ),
    "explain": Verb(
        "Open one trend of one business: in words, then in parts that add up, with what they rest on.",
        "cli.explain:explain", "verbs.explanation:explain_trend", "results.explanation:Explanation", "explanation",
    ),
    "compare": Verb(
        "Set kinds of firm and businesses side by side: what they share, what is theirs alone, how alike they are.",
        "cli.compare:compare", "verbs.comparison:compare_businesses,compare_sectors", "results.comparison:Comparison",
        "comparison",
    ),
    "batch": Verb(
        "Rank the trends of many businesses, one row each; rows that cannot be used go to a file of their own.",
        "cli.batch:batch", "verbs.batch.many:rank_many", "results.batch:BatchRow", "batch",
    ),
    "whatif": Verb(
        "Change something and see what it does to the ranks, split into parts that add up.",
        "cli.whatif:whatif", "verbs.whatif:what_if", "results.explanation:WhatIf", "whatif",
    ),
    "benchmark": Verb(
        "Learn from other sectors: for each thing the firm does, who is further along, and how to adapt it.",
        "cli.benchmark:benchmark", "verbs.benchmark:learn_from_others", "results.benchmark:Benchmark", "benchmark",
    ),
    "globalise": Verb(
        "Sell in another country: how ready you are, what differs there, what the law asks, what to do in which order.",
        "cli.globalise:globalise", "verbs.globalise:globalise", "results.globalise:Globalisation", "globalise",
    ),
    "platforms": Verb(
        "Say which platforms carry a firm, how much hangs by them, what if one changes, and what to do about it.",
        "cli.platforms:platforms", "verbs.platforms:weigh_platforms", "results.platforms:PlatformAnswer", "platforms",
    ),
    "plan": Verb(
        "Plan the year ahead: what to begin in which month, within your hours, money, order and skills.",
        "cli.plan:plan", "verbs.plan:plan_year", "results.plan:Plan", "plan",
    ),
    "report": Verb(
        "Put all about a business on one page: what to do and why, what can go wrong, the law, others, sources.",
        "cli.report:report", "verbs.report:make_report", "results.report:Report", "report",
    ),
    "track": Verb(
        "Try something small, count, decide: where your pilots stand, and what the counts say.",
        "cli.track:track", "verbs.track:judge_pilots", "results.track:Pilots", "track",
    ),
    "track start": Verb(
        "Begin a pilot: what you expect, what it may cost, what you count, and when you decide.",
        "cli.track:start", "verbs.new_pilot:new_pilot", "results.logbook:Pilot", "track",
        printed="results.track:Pilots",
    ),
    "track log": Verb(
        "Write down what was counted, and what it has cost since the last time; says what the counts say now.",
        "cli.track:log", answer="results.track:Pilots", schema="track",
    ),
    "track close": Verb(
        "Close a pilot with a verdict: scale it, change it, or stop.",
        "cli.track:close", answer="results.track:Pilots", schema="track",
    ),
    "track correct": Verb(
        "Correct an entry of the logbook; as it was it stays in the journal, and `undo` brings it back.",
        "cli.track:correct", schema="corrected", many=True, printed="results.logbook:Corrected",
    ),
    "track undo": Verb(
        "Undo what was done last in the logbook, or what was done last to one entry; nothing is lost of it.",
        "cli.track:undo", schema="undone", many=True, printed="results.logbook:Undoing",
    ),
    "track export": Verb(
        "Write out the logbook: JSON holds all of it with its journal, CSV a row a field, or with --kind a row an "
        "entry.",
        "cli.track:export", answer="results.logbook:LogbookExport", schema="logbook",
    ),
    "track import": Verb(
        "Read an export into a logbook that is empty: the same entries, numbers and journal.", "cli.track:take_in",
    ),
    "watch": Verb(
        "Keep an eye on what is coming: what to watch and why, what to look at again, what is new, what moved.",
        "cli.watch:watch", "verbs.watching:draw_up_agenda", "results.watch:Agenda", "watch",
    ),
    "watch suggest": Verb(
        "Say which areas and trends are worth watching, and the other sectors in which to watch them.",
        "cli.watch:suggest", "verbs.watching:suggest_watching", "results.watch:Suggestions", "suggestions",
    ),
    "watch channels": Verb(
        "List papers, people, fairs and tools to follow, the fittest first.",
        "cli.watch:channels", "verbs.channels:find_channels", "results.watch:Channels", "channels",
    ),
    "watch import": Verb(
        "Read news from feeds and tables, files or addresses, and tie each item to the trends it may speak of.",
        "cli.watch:take_in", "verbs.news:fetch_news,import_news", "results.watch:Imported", "news",
    ),
    "watch add": Verb(
        "Write down something that you saw or read about a trend.",
        "cli.watch:add", answer="results.watch:SignalList", schema="signals",
    ),
    "watch confirm": Verb(
        "Say of signals whether they belong to the trends that their words name.",
        "cli.watch:confirm", answer="results.watch:SignalList", schema="signals",
    ),
    "watch due": Verb(
        "List the trends to look at again, and when.",
        "cli.watch:due", "verbs.watching:plan_reviews", "results.watch:Reviews", "reviews",
    ),
    "watch review": Verb(
        "Look at a trend: does it disrupt your trade, open something new, change what customers expect?",
        "cli.watch:review", answer="results.watch:Reviews", schema="reviews",
    ),
    "watch diff": Verb(
        "Say what moved since a day, split by cause: a newer map, what you say of your firm, growth, your signals.",
        "cli.watch:diff", "verbs.causes:moved_since_kept", "results.movement:SinceAnswer", "since",
    ),
    "doctor": Verb(
        "Say whether all is in order on this machine: packages, map, folders, terminal; what to do where it is not.",
        "cli.program:doctor", "verbs.doctor:examine_installation", "results.doctor:Examination", "doctor",
    ),
    "schema": Verb("Print a JSON Schema, for editors and for programs.", "cli.program:schema"),
    "mcp": Verb(
        "Offer the verbs as tools to an assistant, by the Model Context Protocol on standard input and output.",
        "cli.assistants:mcp",
    ),
    "completion": Verb("Print the completion script of a shell.", "cli.program:completion"),
    "business": Verb("Your own business file: start one, look at it, change it, check it.", ""),
    "business new": Verb(
        "Describe your own business: a short interview on a terminal, every question also a flag.",
        "cli.businesses.new:new",
    ),
    "business templates": Verb(
        "List the shipped business files.",
        "cli.businesses.look:templates", schema="templates", many=True, printed="results.questions:Template",
    ),
    "business show": Verb(
        "Print a template or a file of a trade, with a comment on every line, to copy and edit; or your own, as it is.",
        "cli.businesses.look:show",
    ),
    "business set": Verb(
        "Change lines of a business file: all of them or, if the result would not pass the check, none.",
        "cli.businesses.look:change",
    ),
    "business check": Verb(
        "Check a business file; say what was understood, and which three answers would move its lists most.",
        "cli.businesses.look:check", "verbs.questions:questions_to_ask", "results.questions:Question",
        "business-check", many=True, printed="results.questions:Understood",
    ),
    "map": Verb(
        "Look into the map: what it holds, what a number rests on, is it sound; compare maps, add to them.", "",
    ),
    "map show": Verb(
        "Say what the map holds, what its numbers rest on, and what they cannot tell.",
        "cli.maps.look:show", "verbs.lookup:summarise", "results.ranking:MapSummary", "summary",
    ),
    "map search": Verb(
        "Find sectors, trends, activities, platforms, channels and duties by words, names or codes.",
        "cli.maps.look:search", "verbs.lookup:search", "results.search:Match", "search", many=True,
    ),
    "map evidence": Verb(
        "Open the figure, table, year and transformation behind any number.",
        "cli.maps.look:evidence", "verbs.provenance:find_evidence", "results.maps:EvidenceAnswer", "evidence",
    ),
    "map loops": Verb(
        "Show the heaviest loops of couplings: sectors that amplify each other.",
        "cli.maps.look:loops", "verbs.lookup:find_loops", "results.maps:Loop", "loops", many=True,
    ),
    "map check": Verb(
        "Check a map: every reference, every piece of evidence, every sum; errors exit with 3.",
        "cli.maps.look:check", answer="results.maps:Finding", schema="check", many=True,
    ),
    "map diff": Verb(
        "Compare two maps: what was added, removed and changed, and whose ranks it moves.",
        "cli.maps.look:diff", "verbs.difference:compare_maps", "results.maps:Difference", "diff",
    ),
    "map new": Verb(
        "Print an overlay with one new item, every field explained, to fill in and check.", "cli.maps.look:new",
    ),
    "map export": Verb(
        "Write the map for other programs: GraphML, GEXF, DOT, Mermaid, JSON, CSV; each number with what it rests on.",
        "cli.maps.exchange:export", "verbs.map_graph:draw_map", "results.map_graph:MapGraph", "graph",
    ),
    "map import": Verb(
        "Read a map drawn elsewhere: an overlay of what matches, and a list of everything that does not.",
        "cli.maps.exchange:take_in", "verbs.map_import:match_drawing", "results.map_import:MapImport",
    ),
    "map path": Verb(
        "Show the strongest ways from a sector or a trend to a sector.",
        "cli.maps.look:path", "verbs.lookup:strongest_routes", "results.explanation:Route", "path", many=True,
    ),
}  # fmt: skip
"""Every command by its words, in the order of the help; a group has no command of its own."""

OTHERWISE = {
    "validity": "results.maps:Validity", "duties": "results.duties:DutyGrid",
    "batch-check": "results.batch:BatchCheck",
}  # fmt: skip
"""What ``map show`` and ``batch`` print with the option of this name, by the name of its JSON Schema."""

INPUTS = (
    "errors:EcomapError",
    "io.businesses:business_of_sectors,load_business,open_business,parse_business,template_text,templates",
    "io.drawings:read_drawing",
    "io.logbook.opening:logbook_beside",
    "io.logbook.store:Logbook",
    "io.maps:load_map,load_whole_map",
    "io.statistics:load_statistics",
    "model:Business,EcosystemMap,Settings",
    "model.compiled:CompiledMap",
    "results.logbook:Reading",
    "verbs.batch.arrow_many:batch_schema,rank_batches",
    "verbs.whatif:World",
)
"""What the library offers beside the verbs and their answers."""


def public_names() -> dict[str, str]:
    """Return where each name of the public door lives: name -> module inside the package."""
    places = [*INPUTS, *(place for verb in VERBS.values() for place in (verb.call, verb.answer) if place)]
    pairs = [place.partition(":") for place in places]
    return {name: module for module, _, names in pairs for name in names.split(",")}


def answers() -> dict[str, str]:
    """Return the answers that have a JSON Schema: name of the schema -> where the class lives."""
    return {verb.schema: verb.printed or verb.answer for verb in VERBS.values() if verb.schema} | OTHERWISE


@cache
def public(place: str) -> Any:
    """Return what the library offers of a place; a function looks at what it is given."""
    found = resolved(place)
    if isinstance(found, FunctionType):
        return import_module("ecomap.verbs.arguments").guarded(found)
    return found


def resolved(place: str) -> Any:
    """Return what a row names: ``results.ranking:Ranking`` is the class of that name."""
    module, _, name = place.partition(":")
    return getattr(import_module(f"ecomap.{module}"), name)
