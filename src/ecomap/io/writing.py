"""The one way to write a file, whole or not at all, and what the ending of its name means."""

import codecs
import contextlib
import io
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from ecomap.errors import OutputError

PLAIN = "table"  # the form of plain text, in which anything may be
ENDINGS: dict[str, tuple[str, ...]] = {  # form -> the endings that mean it, the usual one first
    "json": (".json",), "jsonl": (".jsonl", ".ndjson"), "csv": (".csv",), "tsv": (".tsv", ".tab"),
    "markdown": (".md", ".markdown"), PLAIN: (".txt", ".text"), "html": (".html", ".htm"), "svg": (".svg",),
    "png": (".png",), "xlsx": (".xlsx",), "spreadsheet": (".xlsm", ".xls", ".ods"), "parquet": (".parquet", ".pq"),
    "ics": (".ics",), "graphml": (".graphml",), "gexf": (".gexf",), "dot": (".dot", ".gv"),
    "mermaid": (".mmd", ".mermaid"), "yaml": (".yaml", ".yml"),
}  # fmt: skip


def meaning(name: str | Path) -> str | None:
    """Return the form that the ending of a file's name means; None where it means none."""
    ending = Path(name).suffix.lower()
    return next((form for form, endings in ENDINGS.items() if ending in endings), None)


def says_other(name: str | Path, form: str) -> bool:
    """Tell whether a file's name says that something else than a form is in it, be it what nobody here knows."""
    return bool(Path(name).suffix) and meaning(name) not in (PLAIN, form)


def refuse_existing(path: Path, *, force: bool) -> None:
    """Refuse to write over a file that nobody gave up; a device or a pipe loses nothing."""
    if path.is_dir():
        raise OutputError(f"{path}: is a directory. Name a file inside it.")
    if not force and path.exists() and not _takes_bytes(path):
        raise OutputError(f"{path}: exists already. Write over it with --force.")


def write_whole(path: Path, content: str | bytes, *, force: bool = True) -> None:
    """Put a content in the place of a file, whole or not at all; over one that exists only with ``force``.

    What is no regular file, as a device or a pipe, is written through. A link stays a link, and a file that was there
    keeps its permissions and, as far as that is allowed, its owner.
    """
    refuse_existing(path, force=force)
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        if _takes_bytes(path):  # before its name is followed: /dev/stdout leads to a pipe that has none
            with path.open("wb", buffering=0) as stream:
                all_of(stream.write, data)
        else:
            put(path.resolve(), data, _with_owner_and_mode)
    except (OSError, ValueError, RuntimeError) as error:
        raise OutputError(f"{path}: cannot be written: {getattr(error, 'strerror', None) or error}.") from None


def put(target: Path, data: bytes, made_like: Callable[[Path, str], None] | None = None) -> None:
    """Write a file whole or not at all; nobody else may write to it, unless it is made like what was there."""
    import tempfile  # which loads what most commands never need

    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        if made_like is not None:
            made_like(target, temporary)
        Path(temporary).replace(target)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _with_owner_and_mode(target: Path, temporary: str) -> None:
    try:
        there = target.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        return
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(temporary, there.st_uid, there.st_gid)
    Path(temporary).chmod(stat.S_IMODE(there.st_mode))


def all_of(write: Callable[[memoryview], int | None], data: bytes) -> None:
    """Write all of some bytes to what takes as many as it can."""
    rest = memoryview(data)
    while rest:
        rest = rest[write(rest) or 0 :]


def bytes_of(stream: TextIO) -> BinaryIO:
    """Return what takes bytes for a stream; of one that takes text alone, as in a notebook, what decodes them."""
    found: BinaryIO = getattr(stream, "buffer", None) or cast("BinaryIO", _Decoding(stream))
    return found


class _Decoding(io.RawIOBase):
    """Writes bytes in UTF-8 to a stream that takes text alone."""

    def __init__(self, stream: TextIO) -> None:
        self.stream, self.decoder = stream, codecs.getincrementaldecoder("utf-8")()

    def writable(self) -> bool:
        """Tell that it is for writing."""
        return True

    def write(self, data: Any) -> int:
        """Write some bytes, a letter whose last byte is still to come with the next."""
        try:
            self.stream.write(self.decoder.decode(bytes(data)))
        except UnicodeDecodeError:
            raise OutputError("Only text can be written there: name a file with --output.") from None
        return len(data)

    def flush(self) -> None:
        """Let the stream write what it holds."""
        self.stream.flush()


def _takes_bytes(path: Path) -> bool:
    """Tell whether a path is there and is neither a file nor a folder."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
