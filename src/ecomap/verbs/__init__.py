"""What the program can do: the table ``verbs.tsv``, one row a verb, by names that are resolved when they are used.

It feeds the public door of the library, the JSON Schemas, the command line with its help, and the tests of the
README. A new verb is three files (verb, answer, sheet), a command and one row there.
"""

from functools import cache
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Any, NamedTuple

from ecomap.places import tabbed


class Verb(NamedTuple):
    """One thing the program can do."""

    about: str  # the first sentence of its help, which also stands in the list of commands
    command: str  # what the command line calls
    call: str = ""  # what the library calls; several functions divided by commas
    answer: str = ""  # what the call returns, frozen
    schema: str = ""  # name of the JSON Schema of what the command prints as JSON, where it does
    many: bool = False  # whether the JSON is a list of such answers
    printed: str = ""  # what the JSON holds where that is not what the call returns


TABLE = Path(__file__).with_name("verbs.tsv")


VERBS = {  # every command by its words, in the order of the help; a group has no command of its own
    words: Verb(about, command, call, answer, schema, bool(many), printed)
    for words, command, call, answer, schema, many, printed, about in tabbed(TABLE)  # about is last: none lacks that
}
OTHERWISE = {"validity": "results.maps:Validity", "batch-check": "results.batch:BatchCheck"}
"""What ``map show`` and ``batch`` print with an option, by the name of its JSON Schema."""

INPUTS = (  # what the library offers beside the verbs and their answers
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
