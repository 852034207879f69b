"""The logbook: add, correct, undo, read; each in one transaction, and what was acknowledged is kept; to JSON and back.

with Logbook(logbook_beside("mine.yaml")) as logbook:
    pilot = logbook.add(Pilot("Free times online", "2026-03-01", "Bookings at night"))
    logbook.correct(Pilot, pilot.id, target=20)
    logbook.entries(Pilot)
    logbook.undo()                       # what was done last; logbook.undo(Pilot, 1): to that entry
    with logbook.together(): ...         # several changes: all or none, and undone together
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from math import isfinite
from pathlib import Path
from typing import Any, Self, TypeVar

from ecomap.errors import ArgumentError, InputError, ParseError, SchemaError, suggestion
from ecomap.io.logbook.opening import COPY, connected, in_words, patiently
from ecomap.io.reading import to_read
from ecomap.io.text import unread
from ecomap.results.logbook import KINDS, Change, Entry, LogbookExport, Tie, Undoing

E = TypeVar("E", bound=Entry)
TABLES: dict[type[Any], str] = {kind: table for table, kind in KINDS.items()}
OF_JSON = {"trends", "profile", "rows"}  # columns that hold JSON
STANDING = "id NOT IN (SELECT undoes FROM changes WHERE undoes IS NOT NULL)"  # of changes: they were not undone
SCHEMA = "ecomap/logbook/1"
MOST_BYTES = 200_000_000  # some hundred thousand entries


class Logbook:
    """One logbook; a file that is not there is an empty one, and made by the first that is written."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._connection: sqlite3.Connection | None = None
        self._batch: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; nothing is lost without."""
        if self._connection is not None:
            with in_words(self.path):
                self._connection.close()
            self._connection = None

    # --- reading

    def entries(self, kind: type[E]) -> tuple[E, ...]:
        """Return what stands of a kind, by its numbers."""
        return tuple(self._read(kind, f"SELECT * FROM {TABLES[kind]}_now ORDER BY id"))

    def entry(self, kind: type[E], id: int) -> E:
        """Return one entry; an InputError, which says which there are, where nothing of this number stands."""
        for found in self._read(kind, f"SELECT * FROM {TABLES[kind]}_now WHERE id = ?", id):
            return found
        raise self._no_such(kind, id)

    def history(self) -> tuple[Change, ...]:
        """Return the journal: every change in the order in which it was made, with the entry as it was by it."""
        found = []
        for row in self._rows("SELECT id, batch, made, act, kind, entry, undoes FROM changes ORDER BY id"):
            was = self._rows(f"SELECT * FROM {row['kind']} WHERE change = ?", row["id"]) if row["kind"] in KINDS else []
            with self._damage():
                found.append(Change(**row, was=_plain(was[0]) if was else None))
        return tuple(found)

    @contextlib.contextmanager
    def unmoved(self) -> Iterator[None]:
        """Read inside what stood at the beginning, whoever writes meanwhile."""
        connection = self._opened()
        if connection is None or connection.in_transaction:
            yield
            return
        with in_words(self.path):
            connection.execute("BEGIN")
            try:
                yield
            finally:
                connection.rollback()

    # --- writing

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Make all changes inside together, or none; they are undone together, too. Nobody else writes meanwhile."""
        if self._batch is not None:
            yield
            return
        with in_words(self.path):
            connection = self._opened(create=True)
            assert connection is not None
            patiently(connection, "BEGIN IMMEDIATE")
            self._batch = 0
            try:
                yield
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise
            finally:
                self._batch = None

    def add(self, record: E) -> E:
        """Write down something new, and return it with its number."""
        table = TABLES[type(record)]
        with self.together():
            found = self._rows("SELECT coalesce(max(entry), 0) + 1 AS id FROM changes WHERE kind = ?", table)
            record = replace(record, id=found[0]["id"])
            self._change("add", record)
        return record

    def correct(self, kind: type[E], id: int, **changed: Any) -> E:
        """Change some fields of an entry, and return it as it is then; as it was it stays in the journal."""
        known = {one.name for one in fields(kind)} - {"id"}
        for name in sorted(changed.keys() - known):
            way_out = suggestion(name, known) or f"Known: {', '.join(sorted(known))}."
            raise ArgumentError(f'{kind.__name__} has no "{name}". {way_out}')
        with self.together():
            record = replace(self.entry(kind, id), **changed)
            self._change("correct", record)
        return record

    def undo(self, kind: type[Entry] | None = None, id: int = 0) -> tuple[Undoing, ...]:
        """Undo what was done last, all that was done together; or what was done last to one entry.

        Returns what was undone. An undoing is not undone: what is wanted after all is written down anew.
        """
        with self.together():
            asked = "" if kind is None else " AND kind = ? AND entry = ?"
            of = () if kind is None else (TABLES[kind], id)
            last = f"SELECT * FROM changes WHERE act <> 'undo' AND {STANDING}{asked} ORDER BY id DESC"
            found = self._rows(f"{last} LIMIT 1", *of)
            if not found:
                raise InputError.of(self.path, "nothing to undo.") if kind is None else self._no_such(kind, id)
            if kind is None:
                found = [row for row in self._rows(last) if row["batch"] == found[0]["batch"]]
            return tuple(map(self._undone, found))

    def _undone(self, row: dict[str, Any]) -> Undoing:
        """Undo one change, and return what it had said."""
        now = f"SELECT * FROM {row['kind']}_now WHERE id = ?"
        before = dict[str, Any](*self._rows(now, row["entry"]))
        self._line("undo", row["kind"], row["entry"], undoes=row["id"])
        after = dict[str, Any](*self._rows(now, row["entry"]))
        parts = [
            f"{name} {'nothing' if value in (None, '') else str(value).removesuffix('.0')}"
            for name, value in before.items()
            if name not in ("change", "id", *OF_JSON) and (value or after.get(name)) and value != after.get(name)
        ]
        return Undoing(row["act"], KINDS[row["kind"]].__name__.lower(), row["entry"], ", ".join(parts))

    def restore(self, journal: tuple[Change, ...]) -> None:
        """Write a journal into a logbook that is empty, as it was.

        Raises
        ------
        InputError
            The logbook is not empty, or the journal not one that a logbook can have.
        """
        with self.together():
            if self._rows("SELECT 1 FROM changes LIMIT 1"):
                raise InputError.of(self.path, "is not empty.", "Name a new file (--logbook FILE, Logbook(FILE))")
            for change in journal:
                line = asdict(change)
                was = line.pop("was")
                self._insert("changes", line)
                if was is not None:
                    self._insert(change.kind, {"change": change.id} | was)

    # --- how

    def _opened(self, *, create: bool = False) -> sqlite3.Connection | None:
        if self._connection is None:
            self._connection = connected(self.path, create=create)
            if self._connection is not None:
                self._connection.row_factory = sqlite3.Row
        return self._connection

    def _rows(self, statement: str, *values: object) -> list[dict[str, Any]]:
        with in_words(self.path):
            connection = self._opened()
            return [] if connection is None else [dict(row) for row in connection.execute(statement, values)]

    def _read(self, kind: type[E], statement: str, *values: object) -> Iterator[E]:
        for row in self._rows(statement, *values):
            with self._damage():
                cells = _plain(row)
                if "trends" in cells:
                    cells["trends"] = tuple(_tie(one) for one in cells["trends"])
                if "rows" in cells:
                    cells["rows"] = tuple(dict(one) for one in cells["rows"])
                entry = kind(**cells)
            yield entry

    def _change(self, act: str, record: Entry) -> None:
        table = TABLES[type(record)]
        cells = {one.name: getattr(record, one.name) for one in fields(record)}
        self._insert(table, {"change": self._line(act, table, record.id)} | cells)

    def _line(self, act: str, kind: str, entry: int, *, undoes: int | None = None) -> int:
        """Write a line of the journal, and return its number."""
        number = int(self._rows("SELECT coalesce(max(id), 0) + 1 AS id FROM changes")[0]["id"])
        self._batch = self._batch or number
        line = {"id": number, "batch": self._batch, "act": act, "kind": kind, "entry": entry, "undoes": undoes}
        self._insert("changes", line)
        return number

    def _insert(self, table: str, cells: dict[str, Any]) -> None:
        given = {
            name: json.dumps(value, ensure_ascii=False, default=asdict) if name in OF_JSON else value
            for name, value in cells.items()
        }
        for name, value in given.items():
            if isinstance(value, float) and not isfinite(value):
                raise SchemaError.of(self.path, f"{name} is a number, and {value} is none.")
            if not isinstance(value, str | int | float | None):
                raise SchemaError.of(self.path, f"{name} is no text and no number.")
        marks = ", ".join("?" * len(given))
        self._rows(f"INSERT INTO {table} ({', '.join(given)}) VALUES ({marks})", *given.values())

    @contextlib.contextmanager
    def _damage(self) -> Iterator[None]:
        """Tell rows that no program of ours has written."""
        try:
            yield
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            said = f"is damaged: a row holds what no logbook can hold ({error})."
            raise ParseError.of(self.path, said, COPY) from None

    def _no_such(self, kind: type[Any], id: int) -> InputError:
        name, known = kind.__name__.lower(), [one.id for one in self.entries(kind)]
        listed = f"There are {', '.join(map(str, known[-12:]))}." if known else f"There is no {name} yet."
        return InputError.of(self.path, f"no {name} {id}.", listed)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Return an entry as it was written, without the change that wrote it."""
    cells = {name: plain_json(row[name]) if name in OF_JSON else row[name] for name in row if name != "change"}
    if any(isinstance(value, float) and not isfinite(value) for value in cells.values()):
        raise ValueError("a number that is none")
    return cells


def plain_json(text: str | bytes) -> Any:
    """Read JSON whose every number is one: Python's own reader takes NaN, and makes 1e999 infinite."""
    return json.loads(text, parse_constant=_finite, parse_float=_finite)


def _finite(text: str) -> float:
    if not isfinite(value := float(text)):
        raise ValueError(f"{text} is no number")
    return value


def _tie(written: Any) -> Any:
    if isinstance(written, str):
        return written
    return Tie(written["trend"], tuple(written["words"]), written["state"])


# --- to JSON and back: the same entries with the same numbers, and the journal


def exported(logbook: Logbook) -> LogbookExport:
    """Return all of a logbook; what still stands as a change left it is not written twice."""
    with logbook.unmoved():
        entries: dict[str, Any] = {name: logbook.entries(kind) for name, kind in KINDS.items()}
        history = logbook.history()
    standing = {(name, one.id): json.loads(_json(one)) for name in KINDS for one in entries[name]}
    last = {
        (change.kind, change.entry): change.id
        for change in history
        if change.was is not None and standing.get((change.kind, change.entry)) == change.was
    }
    journal = tuple(
        replace(change, was=None) if last.get((change.kind, change.entry)) == change.id else change
        for change in history
    )
    return LogbookExport(**entries, journal=journal)


def _json(entry: Any) -> str:
    return json.dumps(asdict(entry))


def imported(file: Path, logbook: Logbook) -> int:
    """Write an export into a logbook that is empty, and return how many entries stand then; else nothing is written."""
    content = _content(file)
    try:
        stated = {name: [dict(one) for one in content[name]] for name in KINDS}
        standing = {(name, one["id"]): one for name, entries in stated.items() for one in entries}
        journal = tuple(_change(standing, line) for line in content["journal"])
    except (KeyError, TypeError, ValueError) as error:
        raise _refusal(file, f"is no export of a logbook: {_why(error)}.") from None
    from tempfile import TemporaryDirectory

    if not logbook.path.exists():  # what cannot be taken in leaves no empty logbook
        with TemporaryDirectory() as folder, Logbook(Path(folder) / "trial.sqlite") as trial:
            _restored(file, trial, journal, stated)
    return _restored(file, logbook, journal, stated)


def _restored(file: Path, logbook: Logbook, journal: tuple[Change, ...], stated: dict[str, Any]) -> int:
    """Write a journal into a logbook, and return how many entries stand then: those that are stated."""
    with logbook.together():
        try:
            logbook.restore(journal)
            found = {name: [json.loads(_json(one)) for one in logbook.entries(kind)] for name, kind in KINDS.items()}
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _refusal(file, f"holds what no logbook can hold: {_why(error)}.") from None
        if found != stated:
            raise _refusal(file, "the entries are not those of its journal.")
    return sum(map(len, found.values()))


def _why(error: Exception) -> str:
    """Return what is wrong in words of the file, not of the program."""
    if isinstance(error, KeyError):
        return f"{error} is missing, or no kind of entry"
    return "an entry or a line of its journal has other fields or values than an export has"


def _content(file: Path) -> dict[str, Any]:
    try:
        with to_read(file) as stream:
            text = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise unread(file, error) from None
    if len(text) > MOST_BYTES:
        raise _refusal(file, f"is larger than {MOST_BYTES // 1_000_000} MB.")
    from ecomap.io.recognised import told_by_kind  # which knows all models

    with told_by_kind(str(file), text, "export"):
        try:
            content = plain_json(text)
        except (ValueError, RecursionError):
            raise _refusal(file, "is no JSON.") from None
        if not isinstance(content, dict) or content.get("schema") != SCHEMA:
            raise _refusal(file, f'is no export of a logbook: "schema" is not "{SCHEMA}".')
    return content


def _change(standing: dict[tuple[str, int], Any], line: Any) -> Change:
    """Return a change of the journal with its entry; a kind or a field that there is not is an error."""
    change = Change(**line)
    known = {one.name for one in fields(KINDS[change.kind])}
    if change.act == "undo":
        return replace(change, was=None)
    was = dict(standing[change.kind, change.entry] if change.was is None else change.was)
    if set(was) != known:
        raise ValueError(f"{change.kind} {change.entry} has other fields than {', '.join(sorted(known))}")
    return replace(change, was=was)


def _refusal(file: Path, message: str) -> InputError:
    return ParseError.of(file, message, "Write one: ecomap track export mine.yaml -o all.json")
