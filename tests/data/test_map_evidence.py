"""Every number of the shipped map carries complete evidence, and the check notices whatever of it is missing."""

import random
import re
import shutil
from pathlib import Path

import pytest

from ecomap.cli import main
from ecomap.errors import InputError
from ecomap.io.businesses import templates
from ecomap.io.checks import broken_rules
from ecomap.io.csv_reader import read_csv
from ecomap.io.document import Document, ListNode, MappingNode
from ecomap.io.maps import TABLE_KEYS, map_files, shipped_map
from ecomap.io.origin import Origin
from ecomap.io.overlays import whole_map
from ecomap.io.references import references
from ecomap.io.validation import validated
from ecomap.io.yaml_reader import read_yaml
from ecomap.model import MapPart, Scalar

REQUIRED = {
    "statistic": {"source", "locator", "unit", "year", "area", "method"},
    "study": {"source", "locator", "unit", "year", "area", "method"},
    "framework": {"source", "locator"},
    "judgement": {"note"},
    "derived": {"method", "note"},
}
"""As docs/growing.md says it."""
ALWAYS = {"id", "basis", "grade", "author", "reviewed"}
SOURCE = {"id", "publisher", "title", "licence", "accessed"}
NUMBERED = ("influences", "couplings", "norms", "readiness", "paces", "modifiers", "sectors", "trends", "practices")
SAMPLE, SEED = 200, 20261122


# --- nothing is missing -------------------------------------------------------------------------------------


def test_no_number_is_without_complete_evidence(shipped):
    """Each item with numbers names a record that exists and holds what its basis needs; 0 exceptions."""
    incomplete = []
    for field in NUMBERED:
        for item in getattr(shipped, field):
            names = [item.evidence, *([item.pace.evidence] if field == "trends" and item.pace else [])]
            for name in names:
                record = shipped.evidence_by_id.get(name)
                said = record.model_dump(exclude_none=True) if record else {}
                if not said or not (REQUIRED[said["basis"]] | ALWAYS) <= said.keys():
                    incomplete.append((field, item))
    assert incomplete == []


def test_no_id_is_dangling(shipped):
    """Each id that is named anywhere is the id of something of that kind; 0 exceptions in over ten thousand."""
    named = list(references(shipped))
    assert len(named) > 10_000
    known = {kind: {item.id for item in getattr(shipped, kind)} for kind in {found.kind for found in named}}
    assert [found for found in named if found.name not in known[found.kind]] == []


def test_no_source_is_without_a_way_to_find_it(shipped):
    """Each source has an address."""
    assert [source.id for source in shipped.sources if not source.url] == []


def test_every_method_is_explained_and_every_explained_one_is_used(shipped):
    """The methods that evidence names are those of data/methods.yaml, no more and no fewer."""
    used = {record.method for record in shipped.evidence if record.method is not None}
    assert used == {method.id for method in shipped.methods}


def test_every_file_names_a_schema_that_exists():
    """The first line of each YAML file of the map and of each template leads an editor to a schema of docs/schema."""
    files = [Path(name) for name in map_files(shipped_map()).contents if name.endswith(".yaml")]
    for path in [*files, *templates().values()]:
        found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))
        assert found, path
        assert (path.parent / found.group(1)).is_file(), path


# --- whatever is taken away is missed -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def documents():
    """Return the files of the shipped map, read but not yet checked."""
    found = []
    for name, content in map_files(shipped_map()).contents.items():
        text = content.decode()
        csv = name.endswith(".csv")
        found.append(read_csv(text, name, TABLE_KEYS[Path(name).name]) if csv else read_yaml(text, name))
    return found


def items(documents, field):
    return [(document, item) for document in documents for item in document.root.get(Scalar(field), [])]


def without(item, name):
    """Return a parsed item without one of its fields; what is left keeps its places."""
    copy = MappingNode(item.line, item.column)
    copy.update({key: value for key, value in item.items() if key != name})
    return copy


def alone(document, field, item):
    """Return a document that holds this item and nothing else, at its place."""
    items, root = ListNode(item.line, item.column), MappingNode(1, 1)
    items.append(item)
    root[Scalar(field, 1, 1)] = items
    return Document(document.name, root)


@pytest.fixture(scope="module")
def sampled(documents):
    """Return 200 items with numbers, the same ones on every machine."""
    everything = [(field, *found) for field in NUMBERED for found in items(documents, field)]
    return random.Random(SEED).sample(everything, SAMPLE)


def evidence_fields(sampled, documents):
    """Return every required evidence field behind the sampled numbers: on the number, on its record, on the source."""
    records = {item["id"]: (document, item) for document, item in items(documents, "evidence")}
    sources = {item["id"]: (document, item) for document, item in items(documents, "sources")}
    for field, document, item in sampled:
        yield field, document, item, "evidence"
        at, record = records[item["evidence"]]
        for name in REQUIRED[record["basis"]] | ALWAYS:
            yield "evidence", at, record, name
        if "source" in record:
            at, source = sources[record["source"]]
            for name in SOURCE:
                yield "sources", at, source, name


def test_any_required_field_behind_200_numbers_is_missed(sampled, documents):
    """Take away each required field behind each of 200 numbers: refused, at the line of the item, field named.

    The parsed item is edited and read on its own, not the text and the whole map (thousands of checks would take
    minutes); the next test does it on texts, through the program.
    """
    taken = {(id(item), name): (field, document, item, name) for field, document, item, name in
             evidence_fields(sampled, documents)}  # fmt: skip
    assert len(taken) > SAMPLE
    for field, document, item, name in taken.values():
        with pytest.raises(InputError) as caught:
            validated(MapPart, alone(document, field, without(item, name)))
        [problem] = caught.value.problems
        assert (problem.where.file, problem.where.line) == (document.name, item.line), (field, name)
        assert name in f"{problem.path} {problem.message}", (field, name, problem)


def test_a_number_needs_its_words_or_its_figure(sampled, shipped):
    """Take statement and value from each sampled prevalence that was not derived: refused, the line named."""
    basis = {record.id: record.basis for record in shipped.evidence}
    influences = [(d, i) for field, d, i in sampled if field == "influences" and basis[i["evidence"]] != "derived"]
    assert influences
    for document, item in influences:
        changed = alone(document, "influences", without(without(item, "statement"), "value"))
        part = validated(MapPart, changed)
        ecosystem = whole_map(shipped, influences=part.influences)
        [finding] = broken_rules(ecosystem, Origin(document.name, {"influences": [(changed, 0)]}))
        assert finding.rule == "judgements-are-reasoned"
        assert (finding.problem.where.file, finding.problem.where.line) == (document.name, item.line)


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """Return a copy of the data that may be spoilt."""
    folder = tmp_path_factory.mktemp("copy") / "data"
    shutil.copytree(shipped_map().parent, folder)
    return folder


IN_RECORD = r"(- id: {}\n(?:    .*\n)*?)    {}: .*\n"
SPOILT = [
    ("method of a record", "statistics/sources.yaml", IN_RECORD.format("abs-2020-rate", "method"), "method"),
    ("source of a record", "trends/ai.yaml", IN_RECORD.format("pace-ai-marketing-eu", "source"), "source"),
    ("note of a judgement", "sectors.yaml", IN_RECORD.format("judged-prevalence", "note"), "note"),
    ("licence of a source", "trends/commerce.yaml", IN_RECORD.format("ecb-cash-companies-2024", "licence"), "licence"),
    ("evidence of a trend", "trends/commerce.yaml", IN_RECORD.format("online-ordering", "evidence"), "evidence"),
    ("evidence of a prevalence", "statistics/prevalence.csv", r"(additive.*,agriculture,.*),abs-2021-rate", "evidence"),
    ("evidence of a coupling", "statistics/coupling.csv", r"(agriculture,.*),bea-2017-coupling", "evidence"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "pattern", "field"), [case[1:] for case in SPOILT], ids=[case[0] for case in SPOILT])
def test_map_check_refuses_a_text_from_which_a_field_was_taken(copied, capsys, file, pattern, field):
    """The program itself, on a copy of the files: exit 3, the line of the item, the field."""
    path = copied / file
    text = path.read_text(encoding="utf-8")
    found = re.search(pattern, text)
    assert found
    gap = "," if file.endswith(".csv") else ""
    path.write_text(text[: found.start()] + found.group(1) + gap + text[found.end() :], encoding="utf-8")
    try:
        assert main(["map", "check", str(copied / "sectors.yaml")]) == 3
    finally:
        path.write_text(text, encoding="utf-8")
    answer = capsys.readouterr()
    line = text.count("\n", 0, found.start()) + 1
    [told] = answer.err.splitlines()
    assert answer.out == ""
    assert told.startswith(f"{path}:{line}:")
    assert field in told.split("  ", 1)[1]
