"""The map from its files: read, laid on each other, and checked."""

from collections.abc import Iterator
from pathlib import Path

from ecomap.errors import InputError, Problem, SchemaError
from ecomap.io import list_rules, map_rules, practice_rules  # noqa: F401 - they put the rules into their table
from ecomap.io.csv_reader import read_csv
from ecomap.io.document import Document, MappingNode, dotted
from ecomap.io.map_rules import names_in_broken
from ecomap.io.maps import MapFiles, Maps, map_files, named_files
from ecomap.io.overlays import Followed, Origin, Part, laid, whole_map, without_retired
from ecomap.io.recognised import told_by_kind
from ecomap.io.rules import Subject, findings
from ecomap.io.stubs import TO_DO, with_what_is_to_do
from ecomap.io.text import decode, read_bytes
from ecomap.io.validation import in_file_order, validated
from ecomap.io.yaml_reader import read_yaml
from ecomap.model import EcosystemMap, MapEntrance, MapPart, Overlay
from ecomap.record import record
from ecomap.results.maps import Finding, Level

TABLE_KEYS = {"prevalence.csv": "influences", "coupling.csv": "couplings", "modifiers.csv": "modifiers"}
GIVEN_UP = {  # fields of a trend in maps and overlays made before November 2026, and what stands in their place
    "measured": "Each line of influences names its own survey, question and year.",
    "pace_series": "A pace says its value, error and years itself.",
}
GIVEN_UP_LISTS = {"norms": "A trend says its level itself.", "readiness": "No answer rested on it."}
GIVEN_UP_RULE = "field-given-up"
FORM = "form"  # the rule that a file which cannot be read as a map has broken


@record
class Examination:
    """Everything that was found in a map; without errors, also the map."""

    ecosystem: EcosystemMap | None
    findings: tuple[Finding, ...]


def parse_map(files: MapFiles) -> EcosystemMap:
    """Read and check a whole map, or say everything that is wrong with it."""
    examined = _examined(files)
    if examined.ecosystem is None:
        raise SchemaError([finding.problem for finding in examined.findings])
    return examined.ecosystem


def examine_map(entrance: Maps = None) -> Examination:
    """Read a map from its source and return everything that was found, errors, warnings and notes, in file order."""
    try:
        return _examined(map_files(entrance), "warning", "note")
    except InputError as error:
        return Examination(None, tuple(Finding.of("error", FORM, problem) for problem in error.problems))


def _examined(files: MapFiles, *levels: Level) -> Examination:
    joined, origin, told = _joined(files)
    errors = findings(Subject(joined, origin, Followed(joined)), "error")
    if errors:
        return Examination(None, tuple(errors))
    answer = without_retired(joined, origin)
    notes = [Finding.of("note", GIVEN_UP_RULE, problem) for problem in told if "note" in levels]
    return Examination(answer.ecosystem, (*notes, *findings(Subject(joined, origin, answer), *levels)))


def load_hand_made(entrance: Path) -> MapPart:
    """Return the part of a map that people write: everything but the derived tables, which need not exist yet."""
    first = read_bytes(entrance)
    names = [name for name in named_files(first) if not name.endswith(".csv")]
    others = {str(entrance.parent / name): read_bytes(entrance.parent / name) for name in names}
    return _joined(MapFiles({str(entrance): first} | others), partly=True)[0]


def _joined(files: MapFiles, *, partly: bool = False) -> tuple[EcosystemMap, Origin, list[Problem]]:
    """Return the lists of all files as one map, not yet checked, where everything was written, and what is not read."""
    parts, told = _parts(files)
    document, entrance = parts[0]
    assert isinstance(entrance, MapEntrance)
    if not partly and [str(Path(document.name).parent / name) for name in entrance.files] != list(files.contents)[1:]:
        message = "the list is not read as it stands here."
        way_out = "Write files: at the start of a line and one name a line below it, each after a dash."
        raise SchemaError([Problem(document.locate(("files",)), "files", message, way_out)])
    base, overlays = parts[: len(files.contents)], parts[len(files.contents) :]
    lists, origin = laid(base, overlays)
    names = tuple(part.id for _, part in overlays if isinstance(part, Overlay))
    notes = tuple(map(str, told))
    return whole_map(entrance, **lists, overlays=names, notes=notes), origin, told


def _parts(files: MapFiles) -> tuple[list[Part], list[Problem]]:
    """Return all files, and what is not read in them; or tell what is wrong with their form, and what they misname."""
    parts: list[Part] = []
    problems: list[Problem] = []
    told: list[Problem] = []
    broken: list[Document | None] = []
    models: list[type[MapPart]] = [
        MapEntrance,
        *[MapPart] * (len(files.contents) - 1),
        *[Overlay] * len(files.overlays),
    ]
    for model, (name, content) in zip(models, [*files.contents.items(), *files.overlays], strict=True):
        document = None
        try:
            with told_by_kind(name, content, "map", "overlay", "part", *(["table"] if model is MapPart else [])):
                document = _document(name, content)
                told += without_given_up(document)
                parts.append((document, validated(model, document)))
        except InputError as error:
            problems += error.problems
            broken.append(document if model is Overlay else None)
    read = [document for document in broken if document is not None]
    if len(read) == len(broken):  # else too little is known of what they could name
        problems += names_in_broken(read, [part for _, part in parts])
    if problems:
        place = {name: at for at, name in enumerate([*files.contents, *dict(files.overlays)])}
        raise SchemaError(sorted(in_file_order(problems), key=lambda one: place.get(one.where.file, 0)))
    return parts, told


def without_given_up(document: Document) -> Iterator[Problem]:
    """Take out of a document the lists and fields of trends that maps once had, and yield what became of each."""
    trends = {str(name): items for name, items in document.root.items()}.get("trends")
    nodes: list[tuple[tuple[str | int, ...], object, dict[str, str]]] = [((), document.root, GIVEN_UP_LISTS)]
    nodes += [(("trends", i), one, GIVEN_UP) for i, one in enumerate(trends if isinstance(trends, list) else ())]
    for path, node, given_up in nodes:
        for name, now in given_up.items():
            key = node.key(name) if isinstance(node, MappingNode) else None
            if isinstance(node, MappingNode) and key is not None:
                where = document.locate((*path, name), at_key=True)
                del node[key]
                yield Problem(where, dotted((*path, name)), "is no longer read.", now)


def _document(name: str, content: bytes) -> Document:
    text = decode(content, name)
    if not name.endswith(".csv"):
        document = read_yaml(text, name, "map new trend repair-evenings")
        return with_what_is_to_do(document) if TO_DO in text or "\\" in text else document  # a value may be escaped
    key = TABLE_KEYS.get(Path(name).name)
    if key is None:
        known = ", ".join(sorted(TABLE_KEYS))
        raise SchemaError.of(name, "no such table in a map.", f"Known: {known}.")
    return read_csv(text, name, key)
