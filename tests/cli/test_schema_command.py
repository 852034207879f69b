"""``schema``: what is printed is JSON Schema, and true of what ecomap reads and prints."""

import json
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from terminal import Printed, Ranked, Run

from ecomap import templates
from ecomap.places import data_folder
from ecomap.verbs import VERBS, answers, resolved
from maps import some
from plain_files import read_yaml

VERSIONS = {"map": 1, "business": 1, "ranking": 2, "explanation": 2}
TEMPLATES = sorted(templates())
FIRST = 20
"""Rows of each list that are held against the schema: they are all made alike."""
ENTRANCE = data_folder() / "sectors.yaml"
MAP_FILES = ["sectors.yaml", *(name for name in read_yaml(ENTRANCE)["files"] if name.endswith(".yaml"))]
PUBLISHED = Path(__file__).parents[2] / "docs" / "schema"
"""Those that there are for editors, of what is read and of what is printed."""

CHECKED = """\
schema: ecomap/business/2
name: Fahrschule Lenk
country: DE
employees: 2
sectors: {driving-school: 0.9, education: 0.1}
depends_on: {transport: 0.2}
influences:
  - {trend: online-booking, share: 0.4, reason: I know ten schools; four take bookings online.}
own_activities:
  - {id: teach-driving, name: Teach people to drive, share: 0.9, served_by: {augmented-reality: 0.4},
     reason: Simulators are made for it}
"""
"""A firm that says something of each kind."""


def schema(printed: Printed, name: str) -> Any:
    """Return a printed schema."""
    return json.loads(printed("schema", name))


def plain(path: Path) -> Any:
    """Return a YAML file as JSON has it: the days that YAML makes of 2026-11-22 are texts again."""
    return json.loads(json.dumps(read_yaml(path), default=str))


def complaints(printed: Printed, name: str, document: object) -> list[str]:
    """Return everything in a document that its schema does not allow."""
    errors = jsonschema.Draft202012Validator(schema(printed, name)).iter_errors(document)
    return [f"{error.json_path}: {error.message}" for error in errors]


@pytest.mark.parametrize(("name", "version"), VERSIONS.items())
def test_a_schema_is_a_schema(printed: Printed, name: str, version: int) -> None:
    """It names its dialect and itself, and is valid in that dialect."""
    content = schema(printed, name)
    assert content["$id"] == f"ecomap/{name}/{version}"
    assert content["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(content)


@pytest.mark.parametrize("name", sorted(path.stem for path in PUBLISHED.glob("*.json")))
def test_the_published_schema_is_the_printed_one(printed: Printed, name: str) -> None:
    """Editors are pointed to docs/schema; it is what the program prints."""
    assert (PUBLISHED / f"{name}.json").read_text(encoding="utf-8") == printed("schema", name)


@pytest.mark.parametrize("words", [words for words, verb in VERBS.items() if verb.schema])
def test_the_schema_of_an_answer_is_found_by_its_command(printed: Printed, words: str) -> None:
    """Who knows what was typed need not know what the answer is called: `analyze` prints a ranking."""
    assert printed("schema", words) == printed("schema", VERBS[words].schema)


def properties(content: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield model, field and the schema of each field."""
    for part in (content, *content["$defs"].values()):
        yield from ((part["title"], name, field) for name, field in part["properties"].items())


@pytest.mark.parametrize("name", ["map", "overlay", "business"])
def test_every_field_is_explained(printed: Printed, name: str) -> None:
    """An editor shows what a field means wherever the cursor stands."""
    assert [(m, f) for m, f, content in properties(schema(printed, name)) if not content.get("description")] == []


@pytest.mark.parametrize("name", ["map", "overlay", "business"])
def test_a_schema_holds_no_ids_of_the_map(printed: Printed, name: str) -> None:
    """A schema speaks of every map: an edit of the shipped one changes no schema."""
    text = printed("schema", name)
    assert not [name for name in ("online-ordering", "retail-trade", "sell-online") if f'"{name}"' in text]


@pytest.mark.parametrize("name", some(TEMPLATES))
def test_templates_are_what_the_schema_says(printed: Printed, name: str) -> None:
    """An editor that knows the schema finds nothing to underline in a template."""
    assert complaints(printed, "business", plain(templates()[name])) == []


@pytest.mark.parametrize("name", some(MAP_FILES))
def test_map_files_are_what_the_schema_says(printed: Printed, name: str) -> None:
    """Every file of the map holds to the schema even for a reader that turns unquoted codes into numbers."""
    assert complaints(printed, "map", plain(data_folder() / name)) == []


@pytest.mark.parametrize("name", some(TEMPLATES))
def test_rankings_are_what_the_schema_says(printed: Printed, ranked: Ranked, name: str) -> None:
    """Every field stands in the schema, and nothing that must be there is absent."""
    ranking = ranked(name)
    first = {name: ranking[name][:FIRST] for name in ("opportunities", "threats")}
    assert complaints(printed, "ranking", ranking | first) == []


ANSWERS = {
    "explanation": ("explain", "bakery", "online-ordering", "--versus", "online-booking"),
    "comparison": ("compare", "bakery", "restaurants"),
    "benchmark": ("benchmark", "farm", "--with", "logistics"),
    "platforms": ("platforms", "bakery"),
    "doctor": ("doctor",),
    "templates": ("business", "templates"),
    "business-check": ("business", "check", "bakery"),
    "plan": ("plan", "bakery"),
    "report": ("report", "bakery", "--top", "2"),
    "track": ("track", "bakery", "--logbook", "LOGBOOK"),
    "watch": ("watch", "bakery", "--logbook", "LOGBOOK"),
    "suggestions": ("watch", "suggest", "bakery"),
    "channels": ("watch", "channels", "bakery"),
    "news": ("watch", "import", "bakery", "NEWS", "--logbook", "WRITTEN"),
    "signals": ("watch", "add", "bakery", "website", "Seen", "--logbook", "WRITTEN"),
    "since": ("watch", "diff", "bakery", "--keep", "--logbook", "WRITTEN"),
    "reviews": ("watch", "due", "bakery", "--logbook", "LOGBOOK"),
    "logbook": ("track", "export", "bakery", "--logbook", "LOGBOOK"),
    "whatif": ("whatif", "bakery", "--set", "budget_eur=20000", "--adopt", "website"),
    "globalise": ("globalise", "online-shop", "--to", "PL", "--to", "US", "--rank"),
    "summary": ("map", "show"),
    "validity": ("map", "show", "--validity"),
    "search": ("map", "search", "payment"),
    "evidence": ("map", "evidence", "online-ordering"),
    "loops": ("map", "loops"),
    "check": ("map", "check", "OTHER"),
    "diff": ("map", "diff", "SMALL", "OTHER", "--business", "BUSINESS"),
    "graph": ("map", "export", "--business", "bakery", "--top", "9"),
    "path": ("map", "path", "online-ordering", "food-manufacturing"),
}


@pytest.mark.parametrize("name", some(ANSWERS))
def test_answers_are_what_the_schema_says(printed: Printed, two_small_maps: dict[str, str], name: str) -> None:
    """Whatever is printed as JSON is what ``schema`` says of it, a list where it says a list, and not empty."""
    document = json.loads(printed(*(two_small_maps.get(word, word) for word in ANSWERS[name]), "--json"))
    assert document
    assert isinstance(document, list) == (schema(printed, name).get("type") == "array")
    assert complaints(printed, name, document) == []


def test_every_answer_is_held_against_its_schema() -> None:
    """A verb that gets a schema gets a row above."""
    assert {*ANSWERS, "ranking", "batch", "batch-check", "corrected", "undone"} == {*answers()}


def test_whatever_prints_json_has_a_schema() -> None:
    """No command with ``--json`` is without a contract."""
    commands = {words: resolved(verb.command) for words, verb in VERBS.items() if verb.command}
    prints = {words for words, command in commands.items() if "json" in signature(command).parameters}
    assert prints | {"batch"} == {words for words, verb in VERBS.items() if verb.schema}


WRITTEN = (
    ("track", ("start", "bakery", "Sunday orders", "--kpi", "Orders", "--better", "up", "--baseline", "3")),
    ("track", ("log", "bakery", "1", "9", "--eur", "20")),
    ("corrected", ("correct", "bakery", "reading", "1", "value=8", "note=counted again")),
    ("track", ("close", "bakery", "1", "--verdict", "scale")),
    ("undone", ("undo", "bakery")),
)


def test_what_is_written_down_is_answered_as_the_schema_says(printed: Printed, tmp_path: Path) -> None:
    """Commands that write into the logbook answer by a schema, too; each field that is printed stands in it."""
    for name, argv in WRITTEN:
        document = json.loads(printed("track", *argv, "--logbook", str(tmp_path / "book.sqlite"), "--json"))
        assert complaints(printed, name, document) == []
        for row in document if isinstance(document, list) else ():
            (kind,) = schema(printed, name)["$defs"].values()
            assert list(row) == list(kind["properties"])


def test_a_file_is_checked_as_the_schema_says(printed: Printed, tmp_path: Path) -> None:
    """Each kind of line that a check has: what is said, what follows, what is not said, what is asked."""
    file = tmp_path / "mine.yaml"
    file.write_text(CHECKED, encoding="utf-8")
    document = json.loads(printed("business", "check", str(file), "--json"))
    assert {row["what"] for row in document} == {
        "kind", "sector", "by kind", "pressure", "peers", "own activity", "not said", "ask",
    }  # fmt: skip
    assert complaints(printed, "business-check", document) == []


def test_rows_of_a_batch_are_what_the_schema_says(run: Run, printed: Printed) -> None:
    """Each line of JSON is one answer."""
    answer = run("batch", "-", "--format", "jsonl", "--threats", 2, stdin="id,sectors\nA,hotel\nB,bakery\n")
    rows = [json.loads(line) for line in answer.out.splitlines()]
    assert [row["id"] for row in rows] == ["A", "B"]
    assert [complaints(printed, "batch", row) for row in rows] == [[], []]


def spoiled(ranking: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a ranking with a field too few, a wrong word, and a text for a number."""
    first, *rest = ranking["opportunities"]
    for row in (
        {name: value for name, value in first.items() if name != "priority"},
        first | {"action": first["action"] | {"name": "panic"}},
        first | {"likelihood": "0.5"},
    ):
        yield ranking | {"opportunities": [row, *rest]}


def test_a_ranking_that_is_none_is_told(printed: Printed, ranked: Ranked) -> None:
    """The schema is strict enough to notice."""
    assert [len(complaints(printed, "ranking", ranking)) for ranking in spoiled(ranked("bakery"))] == [1, 1, 1]


@pytest.mark.parametrize(
    "document",
    [{}, {"sectors": {}}, {"sectors": {"bakery": 1}, "golas": {}}, {"sectors": {"bakery": 1}, "maturity": 5}],
    ids=["nothing", "no sector", "an unknown field", "out of range"],
)
def test_a_business_that_is_none_is_told(printed: Printed, document: object) -> None:
    """What the reader refuses, an editor underlines."""
    assert len(complaints(printed, "business", document)) == 1
