"""A logbook to JSON and back: the same entries with the same numbers, and the journal."""

import json
from dataclasses import asdict, fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ecomap.errors import FileError, InputError, Location, ParseError, Problem
from ecomap.io.logbook.store import Logbook, plain_json
from ecomap.io.reading import to_read
from ecomap.io.recognised import told_by_kind
from ecomap.results.logbook import KINDS, Change, LogbookExport

SCHEMA = "ecomap/logbook/1"
MOST_BYTES = 200_000_000
"""Some hundred thousand entries."""


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
    """Write an export into a logbook that is empty, and return how many entries stand then.

    Raises
    ------
    FileError
        The file cannot be read.
    InputError
        It is no export of a logbook, or the logbook is not empty; nothing is written then.
    """
    content = _content(file)
    try:
        stated = {name: [dict(one) for one in content[name]] for name in KINDS}
        standing = {(name, one["id"]): one for name, entries in stated.items() for one in entries}
        journal = tuple(_change(standing, line) for line in content["journal"])
    except (KeyError, TypeError, ValueError) as error:
        raise _refusal(file, f"is no export of a logbook: {_why(error)}.") from None
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
        raise FileError(f"{file}: cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    if len(text) > MOST_BYTES:
        raise _refusal(file, f"is larger than {MOST_BYTES // 1_000_000} MB.")
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
    return ParseError(
        [Problem(Location(str(file)), "", message, "Write one: ecomap track export mine.yaml -o all.json")]
    )
