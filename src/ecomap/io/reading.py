"""The one way to open for reading what a user names: a file, a pipe with a name, standard input."""

import errno
import io
import os
import stat
import sys
import threading
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

STANDARD_INPUT = "-"
PATIENCE = 10.0
"""Seconds for which a pipe may be without anybody who writes; who has begun may take as long as that takes."""


def to_read(name: str | Path) -> AbstractContextManager[BinaryIO]:
    """Open a file, or standard input for ``-``, for reading in a ``with``.

    An OSError where it cannot be opened, standard input is closed or nobody writes into the pipe; a ValueError where no
    file can be called so.
    """
    if str(name) == STANDARD_INPUT:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        if hasattr(sys.stdin, "buffer"):
            return nullcontext(sys.stdin.buffer)
        return io.BytesIO(sys.stdin.read().encode("utf-8", "surrogatepass"))  # text alone, as in a notebook
    path = Path(name)
    return _pipe(path) if stat.S_ISFIFO(os.stat(name).st_mode) else path.open("rb")  # noqa: PTH116 - a Path forgets a slash behind a file


def is_read_once(name: str) -> bool:
    """Tell whether what a user names can be read only once: standard input, a pipe."""
    try:
        return name == STANDARD_INPUT or stat.S_ISFIFO(Path(name).stat().st_mode)
    except (OSError, ValueError):  # there is none, or no file can be called so
        return False


def _pipe(path: Path) -> BinaryIO:
    """Open a pipe in a thread of its own: the system waits there until somebody writes, and we only for a while."""
    found: list[BinaryIO | OSError] = []

    def open_it() -> None:
        try:
            found.append(path.open("rb"))
        except OSError as error:
            found.append(error)

    opening = threading.Thread(target=open_it, daemon=True)
    opening.start()
    opening.join(PATIENCE)
    if not found:
        raise OSError(errno.ETIMEDOUT, f"a pipe into which nobody has written for {PATIENCE:g} seconds")
    if isinstance(found[0], OSError):
        raise found[0]
    return found[0]
