"""What a file is that was given where one of another kind belongs, and which command takes it."""

import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ecomap.errors import InputError, Location, Problem, SchemaError
from ecomap.places import table

KINDS = {kind: (called, way_out) for kind, called, way_out in table(Path(__file__).with_name("kinds_of_files.csv"))}
"""What each kind of file is called, and what to do with one; {} is its name."""
BEGINNINGS = {  # a spreadsheet is packed, too: of parts that are no tables
    "packed": rb"(?s)PK\x03\x04.{26}[^\0]{1,100}\.(?:csv|tsv|txt|jsonl?|xlsx?|ods|parquet|ya?ml)",
    "letter": rb"(?s)PK\x03\x04(?:.*word/document\.xml|.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text)|{\\rtf",
    "spreadsheet": rb"PK\x03\x04", "parquet": rb"PAR1", "logbook": rb"SQLite format 3\0",
}  # fmt: skip
SCHEMAS = {  # kinds by the word in their line ``schema``; every other one is an answer's
    "map": "map",
    "overlay": "overlay",
    "business": "business",
    "logbook": "export",
    "graph": "drawing",
    "batch": "answers",
}
SCHEMA = re.compile(r"""(?:^|[{,])[ \t]*+["']?schema["']?[ \t]*+:[ \t]*+["']?ecomap/([a-z-]+)/""", re.MULTILINE)
KEY = re.compile(r"""^["']?([A-Za-z_]\w*)["']?[ \t]*:""", re.MULTILINE)
ROWS = re.compile(r"\[\s*+\{|\{.*\}[^\S\n]*+\n\s*+\{")  # how several objects of JSON begin
POINT_LISTS, LINE_LISTS = ("elements", "nodes"), ("connections", "edges", "links")
"""Lists of which a drawing of another program, in JSON, has one of each."""
LISTS = [re.compile(rf'"(?:{"|".join(lists)})"\s*:\s*\[') for lists in (POINT_LISTS, LINE_LISTS)]
SIGNS = {  # how the beginning of each kind of text looks that no line of its own names
    "drawing": re.compile(r"(?:<.*?)?<graphml\b", re.DOTALL),
    "feed": re.compile(r"(?:<.*?)?<(?:rss|feed|rdf:RDF)\b|\{.*?https://jsonfeed\.org/version/", re.DOTALL),
    "page": re.compile(r"(?i)(?:<[?!][^>]*>\s*)*<(?:html|head|body|table|workbook)\b"),
    "answers": re.compile(r"row[,\t]id[,\t](?:name[,\t])?trend_1[,\t]"),
    "rejects": re.compile("row,column,reason,record,line\n"),
    "pdf": re.compile("%PDF"),
    "letter": re.compile(r"\{\\rtf"),
    "table": re.compile(r"[^\n:]*([,;\t|])[^\n:]*\n[^\n]*\1"),
}


@contextmanager
def told_by_kind(name: str, content: bytes | str, *own: str) -> Iterator[None]:
    """Where a reader refuses a file, say what kind of file it is in place of all that is wrong, if it is another."""
    try:
        yield
    except InputError:
        if problem := other_kind(name, content, *own):
            raise SchemaError([problem]) from None
        raise


def other_kind(name: str, content: bytes | str, *own: str) -> Problem | None:
    """Return what is told of a file that is none of the kinds of its reader; the first of them is the one meant."""
    kind = kind_of(content)
    if not kind or kind in own:
        return None
    (what, way_out), wanted = KINDS[kind], KINDS[own[0]][0].split(maxsplit=1)[1] if own else "text"
    called = "-" if name == "standard input" else shlex.quote(name)
    return Problem(Location(name), "", f"{what}, no {wanted}.", way_out.replace("{}", called))


def kind_of(content: bytes | str) -> str:
    """Return of which kind a file is; an empty text where that is not plain."""
    if isinstance(content, bytes):
        for kind, begin in BEGINNINGS.items():
            if re.match(begin, content):
                return kind
        content = content.decode("utf-8-sig", "replace")
    text = content.lstrip()
    rows, said = ROWS.match(text), SCHEMA.search(text)
    if rows and not (said and said[1] == "batch"):
        return "table"
    if said:
        return SCHEMAS.get(said[1], "answer")
    if text.startswith("{") and all(one.search(text) for one in LISTS):
        return "drawing"
    return next((kind for kind, sign in SIGNS.items() if sign.match(text, 0, 2_000)), "") or _by_fields(text)


def _by_fields(text: str) -> str:
    """Return the one kind of which all words at the left edge of a text are fields."""
    words = set(KEY.findall(text))
    if not words:
        return ""
    from ecomap.model import Business, MapPart  # needs pydantic: most files say what they are

    said = {"business": {*Business.model_fields} - {*Business.DERIVED}, "part": {*MapPart.model_fields}}
    fitting = [kind for kind, fields in said.items() if words <= fields]
    return fitting[0] if len(fitting) == 1 else ""
