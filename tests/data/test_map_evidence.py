"""Every number of the shipped map carries complete evidence, and the check notices whatever of it is missing."""

import random
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from spoiling import Entry, entries

from ecomap.cli import main
from ecomap.io.businesses import templates
from ecomap.io.map_reader import examine_map
from ecomap.io.maps import map_files, shipped_map
from ecomap.io.overlays import references
from maps import some
from research.derivation.inputs import read_records

REQUIRED = {
    "statistic": {"source", "locator", "unit", "year", "area", "method"},
    "study": {"source", "locator", "unit", "year", "area", "method"},
    "framework": {"source", "locator"},
    "law": {"locator", "note"},
    "judgement": {"note"},
    "derived": {"method", "note"},
}
"""As docs/growing.md says it."""
ALWAYS = {"id", "basis", "grade", "author", "reviewed"}
SOURCE = {"id", "publisher", "title", "licence", "accessed"}
NUMBERED = ("influences", "couplings", "modifiers", "sectors", "traits", "groups", "trends", "practices")
SEED = 20261125


# --- nothing is missing -------------------------------------------------------------------------------------


def test_no_number_is_without_complete_evidence(shipped):
    """Each item with numbers names a record that exists and holds what its basis needs; 0 exceptions."""
    incomplete = []
    for field in NUMBERED:
        for item in getattr(shipped, field):
            parts = [item.pace, item.level] if field == "trends" else []
            names = [item.evidence, *(part.evidence for part in parts if part)]
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


def test_a_figure_of_one_country_says_so(shipped):
    """A record whose note begins with a country is of that country; those of Spain's office are not called EU27."""
    countries = {country.name for country in shipped.countries}
    figures = [record for record in shipped.evidence if record.basis in ("statistic", "study")]
    begun = {record.id: (record.note or "").split(",")[0] for record in figures}
    of_one = [record for record in figures if begun[record.id] in countries]
    assert len(of_one) >= 4
    assert [record.id for record in of_one if begun[record.id] not in (record.area or "")] == []
    spain = {source.id for source in shipped.sources if source.publisher.endswith("(INE), Spain")}
    assert [record.id for record in figures if record.source in spain and "EU" in (record.area or "")] == []


def test_a_figure_that_stands_in_for_a_trend_says_what_it_counts(shipped):
    """Where the question asks for something like it, or for one kind of it alone; elsewhere nothing is said."""
    measures = read_records(Path("research/judgements/measures.csv"), ("trend", "question", "relation"))
    relation = {(one["trend"], one["question"]): one["relation"] for one in measures}
    stand_in = {
        (item.trend, item.evidence)
        for item in shipped.influences
        if item.question and relation[item.trend, item.question] in ("proxy", "lower bound")
    }
    assert stand_in == {(trend.id, record) for trend in shipped.trends for record in trend.counted}


def test_every_file_names_a_schema_that_exists():
    """The first line of each YAML file of the map and of each template leads an editor to a schema of docs/schema."""
    files = [Path(name) for name in map_files(shipped_map()).contents if name.endswith(".yaml")]
    for path in [*files, *templates().values()]:
        found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))
        assert found, path
        assert (path.parent / found.group(1)).is_file(), path


# --- whatever is taken away is missed -----------------------------------------------------------------------

SAMPLE = {
    "measured prevalence": 60, "study of a sector": 30, "coupling": 20, "modifier": 15, "given pace": 20, "level": 10,
    "trend": 15, "activity profile": 12, "practice": 10, "country": 4,
    "challenge": 2, "opportunity": 2,
}  # fmt: skip
"""Numbers drawn of each kind: 200."""
STUDY = "study of a sector"
INSIDE = {"given pace": "pace", "level": "level"}
"""Numbers that stand within a trend."""
IN_THE_WHOLE = {"statement", "value", "locator", "pace.reason"}
"""Fields of a number whose want only shows beside its record, so that the whole map must be read to miss them."""


@dataclass(frozen=True)
class Taken:
    """A field to be taken from an item behind a sampled number."""

    entry: Entry
    field: str
    whole: bool = False


def kind_of(entry: Entry) -> str | None:
    """Return the kind of number that an item holds."""
    if entry.kind == "influences":
        return "measured prevalence" if entry.file.suffix == ".csv" else "study of a sector"
    kinds = {
        "couplings": "coupling", "modifiers": "modifier", "trends": "trend", "sectors": "activity profile",
        "practices": "practice", "countries": "country", "challenges": "challenge", "opportunities": "opportunity",
    }  # fmt: skip
    return kinds.get(entry.kind)


def own_fields(kind: str, basis: str) -> list[str]:
    """Return the evidence fields that stand with a number itself."""
    if kind in INSIDE:
        always = basis == "judgement" or kind == "level"
        return [f"{INSIDE[kind]}.evidence", *([f"{INSIDE[kind]}.reason"] if always else [])]
    if kind == "study of a sector":
        return ["evidence", *(["statement"] if basis == "judgement" else ["value"])]
    beside = {
        "measured prevalence": ["value", "locator"],
        "modifier": ["value", "reference", "locator"], "trend": ["reason"], "activity profile": ["reason"],
        "practice": ["reason"],
    }  # fmt: skip
    return ["evidence", *beside.get(kind, [])]


def required(kind: str, entry: Entry, records: dict[str, Entry], sources: dict[str, Entry]) -> list[Taken]:
    """Return every required evidence field behind a number: beside it, in its record, in its source."""
    record = records[entry.said[f"{INSIDE[kind]}.evidence" if kind in INSIDE else "evidence"]]
    basis = record.said["basis"]
    whole = kind in ("measured prevalence", "study of a sector", "given pace")
    own = [name for name in own_fields(kind, basis) if name != "value" or kind != STUDY or name not in record.said]
    taken = [Taken(entry, name, whole and name in IN_THE_WHOLE) for name in own]
    taken += [Taken(record, name) for name in sorted(REQUIRED[basis] | ALWAYS)]
    if "source" in record.said:
        taken += [Taken(sources[record.said["source"]], name) for name in sorted(SOURCE)]
    return taken


@pytest.fixture(scope="module")
def numbers(copied):
    """Return 200 numbers, the same on every machine, each with every field that its evidence must have."""
    found = [entry for name in map_files(copied / "sectors.yaml").contents for entry in entries(Path(name))]
    records = {entry.said["id"]: entry for entry in found if entry.kind == "evidence"}
    sources = {entry.said["id"]: entry for entry in found if entry.kind == "sources"}
    pool = {kind: [entry for entry in found if kind_of(entry) == kind] for kind in SAMPLE}
    for kind, field in INSIDE.items():
        pool[kind] = [entry for entry in pool["trend"] if f"{field}.evidence" in entry.said]
    luck = random.Random(SEED)
    drawn = [(kind, entry) for kind, count in SAMPLE.items() for entry in luck.sample(pool[kind], count)]
    assert len(drawn) == 200
    return [required(kind, entry, records, sources) for kind, entry in drawn]


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """Return a copy of the data that may be spoilt."""
    folder = tmp_path_factory.mktemp("copy") / "data"
    shutil.copytree(shipped_map().parent, folder)
    return folder


def is_told(problem, taken: Taken) -> bool:
    """Tell whether a problem names the file and line of the item and the field that was taken."""
    name = taken.field.rpartition(".")[2]
    where = (Path(problem.where.file), problem.where.line) == (taken.entry.file, taken.entry.line_of(taken.field))
    return where and name in re.findall(r"[a-z_]+", f"{problem.path} {problem.message} {problem.way_out}")


def problems_without(taken: list[Taken], entrance: Path):
    """Return what the check says of a map whose texts lack some fields; the texts are put right again."""
    texts = {one.entry.file: one.entry.file.read_text(encoding="utf-8") for one in taken}
    for file, text in texts.items():
        spoilt = text
        for one in sorted(taken, key=lambda one: one.entry.spans[one.field], reverse=True):
            spoilt = one.entry.without(spoilt, one.field) if one.entry.file == file else spoilt
        file.write_text(spoilt, encoding="utf-8")
    try:
        return [finding.problem for finding in examine_map(entrance).findings if finding.level == "error"]
    finally:
        for file, text in texts.items():
            file.write_text(text, encoding="utf-8")


@pytest.fixture
def entrance_to(copied):
    """Return a function from a file of the copy to the entrance of a map that has this file and no other.

    What a single item lacks is found when its file is read, before the files are joined: the check of one file
    says what the check of all of them would.
    """

    def entrance(file: Path) -> Path:
        if file == copied / "sectors.yaml":
            return file
        alone = copied / "alone.yaml"
        name = file.relative_to(copied).as_posix()
        top = 'schema: ecomap/map/1\nid: a\nversion: "2026.11"\ntitle: A\nlicence: L\nlimits: [x]\n'
        alone.write_text(f"{top}files:\n  - {name}\n", encoding="utf-8")
        return alone

    return entrance


TOLD = 40
"""Problems at once: a check does not tell all where there are more than 50 in a file."""


def one_of_each_item(wanted: Iterable[Taken]) -> Iterator[list[Taken]]:
    """Yield the fields to take in rounds: of every item one at most, and one alone that its item begins with, as what
    follows moves up by a line."""
    rounds: list[dict[tuple[Path, int], Taken]] = []
    for one in wanted:
        item = one.entry.file, one.entry.line
        if one.field == next(iter(one.entry.spans)):
            yield [one]
            continue
        free = next((taken for taken in rounds if item not in taken and len(taken) < TOLD), None)
        if free is None:
            rounds.append(free := {})
        free[item] = one
    yield from (list(taken.values()) for taken in rounds)


def is_missed(taken: list[Taken], entrance: Path) -> None:
    """The check tells of exactly the items that lack something."""
    told = problems_without(taken, entrance)
    assert len(told) == len(taken)
    assert [one for one in taken if not any(is_told(problem, one) for problem in told)] == []


@pytest.mark.slow
def test_any_one_required_field_behind_200_numbers_is_missed(numbers, entrance_to):
    """From the text of its file, one of each item at a time: every required field behind 200 numbers of every kind.

    The check refuses the map and says one thing of each: file and line of the item, and the field. A field that its
    own item must have is looked for with the one file, what only shows beside the record with the whole map.
    """
    every = {(one.entry.file, one.entry.line, one.field): one for fields in numbers for one in fields}
    assert len(every) > 700
    own = [one for one in every.values() if not one.whole]
    for file in {one.entry.file for one in own}:
        for taken in one_of_each_item(one for one in own if one.entry.file == file):
            is_missed(taken, entrance_to(file))


@pytest.mark.slow
def test_every_field_that_only_shows_beside_the_record_is_missed(numbers, copied):
    """Statements, figures and cells taken from all sampled prevalences and paces, one of each item at a time.

    Each check of the whole map tells of exactly the items that lack something.
    """
    wanted = [one for fields in numbers for one in fields if one.whole]
    assert len(wanted) > 80
    for taken in one_of_each_item(wanted):
        is_missed(taken, copied / "sectors.yaml")


@pytest.mark.parametrize("kind", some(["own", "record", "source", "whole"]))
def test_map_check_refuses_a_text_from_which_a_field_was_taken(numbers, copied, capsys, kind):
    """The program itself, one field at a time: exit 3, and one line with file, line of the item and field."""
    lists = {"record": "evidence", "source": "sources"}
    fields = [
        one for fields in numbers for one in fields
        if (one.whole if kind == "whole" else not one.whole and
            (one.entry.kind == lists[kind] if kind in lists else one.entry.kind not in lists.values()))
    ]  # fmt: skip
    taken = random.Random(SEED).choice(fields)
    text = taken.entry.file.read_text(encoding="utf-8")
    taken.entry.file.write_text(taken.entry.without(text, taken.field), encoding="utf-8")
    try:
        assert main(["map", "check", str(copied / "sectors.yaml")]) == 3
    finally:
        taken.entry.file.write_text(text, encoding="utf-8")
    answer = capsys.readouterr()
    [told] = answer.err.splitlines()
    assert answer.out == ""
    assert told.startswith(f"{taken.entry.file}:{taken.entry.line_of(taken.field)}:")
    assert taken.field.rpartition(".")[2] in told.split("  ", 1)[1]
