"""Opens a logbook: which file is meant, its form, older forms led to that of today, and SQLite's errors in words."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from ecomap.errors import EcomapError, FileError, InputError, OutputError, ParseError, SchemaError
from ecomap.io.text import read_bytes
from ecomap.io.writing import meaning

APPLICATION = 0x65636F6D  # what a logbook says it is, "ecom" in the head of the file
OLDEST_SQLITE = (3, 37)  # the first with strict tables (November 2021)
PATIENCE = 20.0  # seconds to wait for another program that writes; a write of ours takes some milliseconds
MOMENT = 0.001  # seconds between two tries: a writer that goes on at once leaves gaps of a tenth of that
HEAD = 100_000  # bytes by which another kind of file is known
ANOTHER = "Name another file (--logbook FILE, Logbook(FILE))"
COPY = f"Put a copy of it in its place. {ANOTHER}"


def forms() -> dict[int, str]:
    """Return the statements that lead to each form of a logbook from the one before, by its number."""
    found = {int(path.stem.rpartition("_")[2]): path for path in Path(__file__).parent.glob("form_*.sql")}
    return {form: found[form].read_text(encoding="utf-8") for form in sorted(found)}


def logbook_beside(business: str | Path, logbook: Path | None = None) -> Path:
    """Return where the logbook of a business lies: where it is said, else beside its file.

    Raises
    ------
    InputError
        A template or standard input, which have no place of their own.
    """
    if logbook is not None:
        return logbook
    business, file = str(business), Path(business)
    try:
        if business != "-" and not business.endswith("/") and file.is_file():
            return file.resolve().with_name(f"{file.resolve().stem}.logbook.sqlite")
    except (OSError, ValueError, RuntimeError) as error:
        raise FileError(f"{business}: cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    if meaning(file) == "yaml":
        read_bytes(file)  # which tells that it is not there
    beside = "mine" if business == "-" or not business.isidentifier() else business
    message = "a logbook lies beside the file of a business, and this is none."
    name = "standard input" if business == "-" else business
    raise InputError.of(name, message, f"Name one: --logbook {beside}.logbook.sqlite")


def connected(path: Path, *, create: bool) -> sqlite3.Connection | None:
    """Open a logbook in the form of today; None where there is none yet and none is to be made."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise FileError(f"{path}: logbooks need SQLite 3.37, this Python has {sqlite3.sqlite_version}.")
    target = _target(path)
    if not create and not target.exists():
        return None
    with in_words(path):
        try:
            return _opened(path, target, "rwc" if create else "rw", create=create)
        except sqlite3.OperationalError as error:
            if create or _code(error) != sqlite3.SQLITE_CANTOPEN or _beside(target, "-wal").exists():
                raise
            # a folder where nothing may be put, and nobody is writing: read the file as it is
            return _opened(path, target, "ro&immutable=1", create=False)


def _target(path: Path) -> Path:
    """Return the file that a path means, or say why it can be none."""
    try:
        target = path.resolve()
        if target.is_symlink():  # what resolve says itself before Python 3.13
            raise FileError(f"{path}: cannot be opened: its links lead in a circle. {ANOTHER}")
        if target.is_dir():
            raise FileError(f"{path}: is a directory. {ANOTHER}")
        if target.exists() and not target.is_file():
            raise FileError(f"{path}: is no file. {ANOTHER}")
        if not target.parent.is_dir():
            raise FileError(f"{path}: there is no folder {target.parent}. Make it. {ANOTHER}")
    except (OSError, ValueError, RuntimeError) as error:
        raise FileError(f"{path}: cannot be opened: {getattr(error, 'strerror', None) or error}. {ANOTHER}") from None
    return target


def _opened(path: Path, target: Path, mode: str, *, create: bool) -> sqlite3.Connection | None:
    """Open a file and bring it to the form of today; what fails on the way leaves nothing open."""
    connection = sqlite3.connect(
        f"{target.as_uri()}?mode={mode}", uri=True, timeout=PATIENCE, isolation_level=None, cached_statements=64
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")  # what was acknowledged is on the disk
        connection.execute("PRAGMA trusted_schema = OFF")  # a file from elsewhere runs no functions of ours
        return _ready(connection, path, target, create=create)
    except BaseException:
        connection.close()
        raise


def _ready(connection: sqlite3.Connection, path: Path, target: Path, *, create: bool) -> sqlite3.Connection | None:
    known = forms()
    connection.execute("BEGIN")  # all of one moment: another program may be making this logbook just now
    application, form = _head(connection)
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    connection.rollback()
    if not application and not form and not tables:
        if not create:
            connection.close()
            return None
    elif application != APPLICATION:
        raise _no_logbook(path)
    if form < 0 or (application and not form):
        raise ParseError.of(path, f"is damaged: there is no form {form}.", COPY)
    if form > max(known):
        message = f"was written by a newer ecomap (form {form}; this one knows forms up to {max(known)})."
        raise ParseError.of(path, message, f"Update ecomap. {ANOTHER}")
    if form < max(known):
        patiently(connection, "PRAGMA journal_mode = WAL")  # readers and a writer work side by side
        for step in range(form + 1, max(known) + 1):
            _lead_to(step, known[step], connection, target)
    return connection


def _head(connection: sqlite3.Connection) -> tuple[int, int]:
    numbers = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    return int(numbers[0]), int(numbers[1])


def patiently(connection: sqlite3.Connection, statement: str) -> None:
    """Run a statement that asks for the file for itself alone; wait for others that have it.

    SQLite's own waiting does not help with the first of these statements, and in the second sleeps ever longer, up to a
    tenth of a second: a program that writes without a pause would never let another in.
    """
    until = time.monotonic() + PATIENCE
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute(statement)
            except sqlite3.OperationalError as error:
                if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(MOMENT)
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000:.0f}")


def _lead_to(form: int, script: str, connection: sqlite3.Connection, target: Path) -> None:
    """Lead a logbook from the form before to this one, all of it or nothing; what there was is kept beside it."""
    patiently(connection, "BEGIN IMMEDIATE")
    try:
        if _head(connection)[1] < form:  # nobody else did it in the meantime
            if form > 1:
                _back_up(target, form - 1)
            for statement in statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {form}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one: `executescript` would end the transaction."""
    begun = ""
    for line in script.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            yield begun
            begun = ""


def _back_up(target: Path, form: int) -> None:
    """Keep a copy of the logbook in its form of now, under a name that is free."""
    name, number = target.with_suffix(f".form-{form}.sqlite"), 1
    while name.exists():
        number += 1
        name = target.with_suffix(f".form-{form}-{number}.sqlite")
    unfinished = _beside(name, ".part")
    reading = sqlite3.connect(f"{target.as_uri()}?mode=ro", uri=True, timeout=PATIENCE)
    with contextlib.closing(reading) as source, contextlib.closing(sqlite3.connect(unfinished)) as copy:
        source.backup(copy)
    unfinished.replace(name)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


# --- errors


@contextlib.contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Say what SQLite could not do, and the way out."""
    try:
        yield
    except sqlite3.Error as error:
        found = _worded(path, error)
        if found is None:
            raise
        raise found from None
    except UnicodeDecodeError:  # a name or text in the file, quoted by SQLite
        raise ParseError.of(path, "is damaged: it holds what is no text.", COPY) from None
    except (UnicodeEncodeError, OverflowError):
        raise SchemaError.of(path, "what was to be written is no text or number that can be kept.") from None
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}. {ANOTHER}") from None


def _worded(path: Path, error: sqlite3.Error) -> EcomapError | None:
    found: EcomapError | None = None
    match _code(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            found = OutputError(f"{path}: another program is writing to it. Try again when it is done.")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_AUTH:
            found = OutputError(f"{path}: cannot be written: nothing may be put there. {ANOTHER}")
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            found = OutputError(f"{path}: cannot be read or written: {error}. Make room, or try another disk.")
        case sqlite3.SQLITE_NOTADB:
            found = _no_logbook(path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_ERROR:
            found = ParseError.of(path, f"is damaged: {error}.", COPY)
        case 0 if isinstance(error, sqlite3.OperationalError):  # a text that is none, found by Python
            found = ParseError.of(path, f"is damaged: {error}.", COPY)
        case sqlite3.SQLITE_CONSTRAINT | sqlite3.SQLITE_MISMATCH:
            said = str(error).removeprefix("CHECK constraint failed: ").rstrip(".")
            found = SchemaError.of(path, f"{said}.")
    return found


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def _no_logbook(path: Path) -> InputError:
    from ecomap.io.recognised import other_kind

    with path.open("rb") as stream:
        other = other_kind(str(path), stream.read(HEAD), "logbook")
    if other is None:
        return ParseError.of(path, "is no logbook of ecomap.", ANOTHER)
    return ParseError.of(path, other.message, f"{ANOTHER}. {other.way_out}")
