"""One input for one reader: it is refused in words that point at a place, or what was read of it works to the end.

Anything else is a fault: a foreign exception, a warning of a library, a number that is none in an answer, a place that
the file does not have, something accepted that an independent reading calls wrong.
"""

import functools
import json
import os
import re
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from ecomap.errors import EcomapError, InputError, Location, ParseError, Problem
from fuzz import mutations
from fuzz.oracle import doubts, rejected, says_nothing

CORPUS = Path(__file__).parent / "corpus"
SHOP = "sectors: {shop: 1}\n"


class Reader(NamedTuple):
    """What reads one kind of input."""

    one_input: Callable[[bytes, Path], object]
    """Reads bytes, from a file of a folder where it needs one, and uses what was read; refuses by an `EcomapError`."""
    changes: tuple[mutations.Change, ...]
    """Spoil what this kind is made of."""
    corpus: str
    """Folder of its seeds."""
    lines: bool = True
    """A place in it has a line that the text must have."""


def seeds(reader: str) -> list[bytes]:
    """Return the stored inputs of a reader, in the order of their names."""
    return [path.read_bytes() for path in sorted((CORPUS / READERS[reader].corpus).iterdir())]


def try_one(name: str, content: bytes, folder: Path) -> bool:
    """Give an input to a reader; tell whether it was accepted.

    Raises
    ------
    Exception
        Whatever it raises beyond the refusals: the fault.
    """
    reader = READERS[name]
    try:
        reader.one_input(content, folder)
    except EcomapError as error:
        _assert_points_somewhere(error, content, lines=reader.lines)
        return False
    return True


def _assert_points_somewhere(error: EcomapError, content: bytes, *, lines: bool) -> None:
    said = str(error)
    assert said.strip(), "refused without a word"
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", said), "unsafe words"
    said.encode("utf-8")
    assert len(said) < 200_000, "words without end"
    if isinstance(error, InputError):
        assert 1 <= len(error.problems) <= 51
        rows = len(re.split(rb"\r\n|\r|\n|\xc2\x85", content)) if lines else sys.maxsize
        for problem in error.problems:
            assert problem.message.strip()
            assert 0 <= problem.where.line <= rows + 1, f"no line {problem.where.line}"


def _answer(ranking: Any) -> None:
    """Write an answer as JSON has it: every number is one."""
    from ecomap.render.sheet import rounded

    json.dumps(rounded(ranking), allow_nan=False).encode("utf-8")


# --- maps and businesses


@functools.cache
def _village() -> Any:
    from ecomap.compiling import compile_map
    from ecomap.io.map_reader import parse_map
    from ecomap.io.maps import MapFiles

    ecosystem = parse_map(MapFiles({"village.yaml": _village_text()}))
    return ecosystem, compile_map(ecosystem, "ab" * 32)


def _village_text() -> bytes:
    return (CORPUS / "map" / "village.yaml").read_bytes()


def read_map(content: bytes, _: Path, *, overlay: bool = False) -> None:
    """A map, or an overlay on the village: once it is sound it ranks a firm of each of its sectors."""
    from ecomap import rank_trends
    from ecomap.compiling import compile_map
    from ecomap.io.businesses import business_of_sectors
    from ecomap.io.map_reader import parse_map
    from ecomap.io.maps import MapFiles, named_files

    if not overlay and named_files(content):
        return  # names other files, which are not there
    files = (
        MapFiles({"village.yaml": _village_text()}, (("own.yaml", content),))
        if overlay
        else MapFiles({"own.yaml": content})
    )
    compiled = compile_map(parse_map(files), files.sha256)
    doubts("overlay" if overlay else "map", content)
    for sector in list(compiled.listed)[:4]:
        _answer(rank_trends(compiled, business_of_sectors({sector: 1.0}, compiled)))


def read_business(content: bytes, _: Path) -> None:
    """A business file on the village."""
    from ecomap import rank_trends
    from ecomap.io.business_reader import checked_business
    from ecomap.io.text import decode

    _, compiled = _village()
    business, _ = checked_business("own.yaml", decode(content, "own.yaml"), compiled)
    doubts("business", content)
    _answer(rank_trends(compiled, business))


# --- tables


def read_table(content: bytes, folder: Path, *, form: Any) -> None:
    """A table of businesses, each row ranked or rejected, none lost."""
    from ecomap.io.batch.intake import at_hand
    from ecomap.results.labels import MapLabel
    from ecomap.verbs.batch.inputs import open_table, table_pieces
    from ecomap.verbs.batch.part import Job, Worker, part, path_of

    file = folder / f"table.{form}"
    file.write_bytes(content)
    _, compiled = _village()
    with at_hand(str(file), form) as found:
        table = open_table(found.name, form, {}, compiled, found.head, called=str(file))
        label = MapLabel(compiled.id, compiled.version, "ab" * 32)
        job = Job(table, "jsonl", label, threats=1)
        Worker(job, compiled)
        for piece in table_pieces(table, found.head):
            try:
                tally = part(job, piece, folder / "parts")
                answers = path_of(folder / "parts", piece, "answers").read_text(encoding="utf-8").splitlines()
                assert tally.results == len(answers)
                assert tally.results + tally.rejects + tally.empty == piece.rows, "a row was lost"
                rejects = path_of(folder / "parts", piece, "rejects").read_text(encoding="utf-8")
                told = [json.loads(line)["row"] for line in answers] + [int(row[0]) for row in rejected(rejects)]
                left = {*range(piece.first_row, piece.first_row + piece.rows)}.difference(told)
                assert (len(told), len(left)) == (tally.results + tally.rejects, tally.empty), "a row was told twice"
                blank = says_nothing(piece.data or b"", table.delimiter, piece.first_row) if left else set()
                assert left <= blank, "a row that says something was left out"
                for line in answers:
                    assert not {"NaN", "Infinity"} & set(re.findall(r"NaN|Infinity", re.sub(r'"[^"]*"', "", line)))
                    json.loads(line)
            finally:
                for path in (folder / "parts").glob("*"):
                    path.unlink()


# --- news


def read_news(content: bytes, folder: Path) -> None:
    """A feed or table of news, into a logbook."""
    from ecomap.io.logbook.store import Logbook
    from ecomap.results.logbook import Signal
    from ecomap.verbs.news import fetch_news, import_news

    file, logbook = folder / "news.xml", folder / "news.sqlite"
    file.write_bytes(content)
    _, compiled = _village()
    (news,) = fetch_news([str(file)])
    if news.content is None:
        raise ParseError([Problem(Location(str(file)), "", news.problems[0])])
    _fresh(logbook)
    with Logbook(logbook) as book:
        found = import_news(compiled, _shop(), book, [news], date(2026, 11, 28))
        assert len(book.entries(Signal)) == sum(one.new for one in found.sources)
    _answer(found)


@functools.cache
def _shop() -> Any:
    from ecomap.io.business_reader import checked_business

    return checked_business("shop.yaml", SHOP, _village()[1])[0]


# --- drawings, logbooks, answers


def read_drawing(content: bytes, folder: Path) -> None:
    """A map of another program: the overlay of what matches can be laid on the village."""
    from ecomap.io import drawings
    from ecomap.io.stubs import import_stub
    from ecomap.io.text import decode
    from ecomap.io.yaml_reader import read_yaml
    from ecomap.verbs.map_import import match_drawing, read_radar

    file = folder / "drawing.json"
    file.write_bytes(content)
    ecosystem, compiled = _village()
    drawing = drawings.read_drawing(file)
    text = import_stub(match_drawing(drawing, ecosystem), "drawing", "2026-11-28", "tester")
    document = read_yaml(decode(text.encode("utf-8"), "overlay"), "overlay")
    assert not document.problems
    if document.root.get("influences") or document.root.get("couplings"):
        read_map(text.encode("utf-8"), folder, overlay=True)
    if drawing.form == "radar":
        read_radar(drawing, compiled)


def read_export(content: bytes, folder: Path) -> None:
    """An export of a logbook, taken in and written out again: the same."""
    from ecomap.io.logbook.store import Logbook, exported, imported

    file, logbook = folder / "all.json", folder / "again.sqlite"
    file.write_bytes(content)
    _fresh(logbook)
    with Logbook(logbook) as book:
        imported(file, book)
        _answer(exported(book))


def read_logbook(content: bytes, folder: Path) -> None:
    """A logbook itself: all of it is read, and it can be written on."""
    from ecomap.io.logbook.store import Logbook, exported
    from ecomap.results.logbook import Review

    logbook = folder / "own.sqlite"
    _fresh(logbook)
    logbook.write_bytes(content)
    with Logbook(logbook) as book:
        _answer(exported(book))
        book.add(Review("booking", "2026-11-28", 1, 2, 3))
        book.undo()
        _answer(exported(book))


def read_answer(content: bytes, _: Path) -> None:
    """An earlier answer in JSON, set against the same unspoiled."""
    from ecomap.io.text import decode
    from ecomap.verbs.causes import answer_snapshot, is_answer, moved_between

    text = decode(content, "answer.json")
    if not is_answer(text):
        raise ParseError([Problem(Location("answer.json"), "", "is no answer.")])
    good = (CORPUS / "answer" / "shop.json").read_text(encoding="utf-8")
    _, compiled = _village()
    _answer(moved_between(compiled, answer_snapshot("answer.json", text), answer_snapshot("shop.json", good)))


def _fresh(logbook: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{logbook}{ending}").unlink(missing_ok=True)
    for backup in logbook.parent.glob(f"{logbook.stem}.form-*"):
        backup.unlink()


def database(content: bytes, chance: Any) -> bytes:
    """Spoil a value of a row, or the shape of a table, past every trigger."""
    file = Path(os.environ.get("FUZZ_FOLDER", "/dev/shm")) / f"spoiled-{os.getpid()}.sqlite"
    file.write_bytes(content)
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("PRAGMA ignore_check_constraints = ON")
            tables = [row[0] for row in other.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            for (trigger,) in other.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
                other.execute(f'DROP TRIGGER "{trigger}"')
            table = chance.choice(tables)
            names = [row[1] for row in other.execute(f'PRAGMA table_info("{table}")')]
            value = chance.choice((*mutations.HAZARDS, *mutations.NUMBERS, b"\xff", None))
            match chance.randrange(4):
                case 0:
                    other.execute(f'DELETE FROM "{table}" WHERE rowid = 1')
                case 1:
                    other.execute(f"PRAGMA user_version = {chance.choice((0, 2, 3, 99, -1))}")
                case _:
                    other.execute(f'UPDATE "{table}" SET "{chance.choice(names)}" = ?', (value,))
    except (sqlite3.Error, IndexError, OverflowError, UnicodeError):
        pass  # spoiled enough
    spoiled = file.read_bytes()
    _fresh(file)
    return spoiled


READERS: dict[str, Reader] = {
    "map": Reader(read_map, (mutations.YAML, mutations.lines), "map"),
    "overlay": Reader(functools.partial(read_map, overlay=True), (mutations.YAML, mutations.lines), "overlay", False),
    "business": Reader(read_business, (mutations.YAML, mutations.lines), "business"),
    "csv": Reader(functools.partial(read_table, form="csv"), (mutations.cells, mutations.lines), "csv"),
    "jsonl": Reader(functools.partial(read_table, form="jsonl"), (mutations.json_line, mutations.lines), "jsonl"),
    "xlsx": Reader(functools.partial(read_table, form="xlsx"), (mutations.zipped,), "xlsx", False),
    "parquet": Reader(functools.partial(read_table, form="parquet"), (), "parquet", False),
    "feed": Reader(read_news, (mutations.markup, mutations.lines, mutations.JSON, mutations.cells), "feed"),
    "drawing": Reader(read_drawing, (mutations.JSON, mutations.markup, mutations.cells), "drawing", False),
    "export": Reader(read_export, (mutations.JSON,), "export"),
    "logbook": Reader(read_logbook, (database,), "logbook", False),
    "answer": Reader(read_answer, (mutations.JSON,), "answer", False),
}
