"""Bytes to text: one encoding, a size limit, nothing invisible."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ecomap.errors import FileError, Location, ParseError, Problem, did_you_mean, near
from ecomap.io.reading import to_read

MAX_BYTES = 16_000_000  # far above any map a person maintains (ours has under 1 MB), far below what hurts

MAX_BESIDE = 1_000  # files of a folder that are looked at for the one that was meant

MAX_INVISIBLE = 20  # so many invisible characters are told; a file with more of them is no text that a person wrote

JOINED = "^\x00-\u058f\u1e00-\u20ff"
"""Letters of Persian, Hindi and their like, and emoji: between two of them U+200C and U+200D change what is seen.

Said by what they are not, which `re` compiles ten times as fast.
"""

INVISIBLE = re.compile(
    "[\u061c\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
    f"|(?<![{JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{JOINED}])"
)


def read_text(path: str) -> tuple[str, str]:
    """Read a file, or standard input for ``-``; return its name for messages and its text."""
    name = "standard input" if path == "-" else path
    content = read_bytes(path, missing="Templates to start from: ecomap business templates")
    return name, decode(content, name)


def read_bytes(path: str | Path, *, missing: str = "", folder: str = "Name a file inside it.") -> bytes:
    """Read a file, or standard input for ``-``, up to one byte more than is taken: no parser sees a longer one.

    What cannot be read is a FileError, with the way out where there is no such file, or a folder in its place; what is
    too long a ParseError.
    """
    if not str(path).strip():
        raise FileError('"" is no name of a file. Name one, a template, or - for standard input.')
    try:
        with to_read(path) as stream:
            content: bytes = stream.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise FileError(f"{path}: is a directory. {folder}") from None
    except (OSError, ValueError) as error:
        raise unread(path, error, missing) from None
    if len(content) > MAX_BYTES:
        name = "standard input" if str(path) == "-" else str(path)
        raise ParseError.of(name, f"larger than {MAX_BYTES // 1_000_000} MB.", "Split it into several files.")
    return content


def _files_like(path: Path) -> list[str]:
    """Return the files beside it that are called nearly as one that is not there."""
    try:
        names = [one.name for one in islice(path.parent.iterdir(), MAX_BESIDE)]
    except OSError:
        return []
    return [str(path.with_name(name)) for name in near(path.name, names)]


def unread(path: str | Path, error: Exception, missing: str = "") -> FileError:
    """Return why a file cannot be read; of one that is not there also what may be meant, else the way out."""
    way_out = did_you_mean(_files_like(Path(path))) or missing if isinstance(error, FileNotFoundError) else ""
    if way_out:
        return FileError(f"{path}: no such file. {way_out}")
    name = "standard input" if str(path) == "-" else path
    return FileError(f"{name}: cannot be read: {getattr(error, 'strerror', None) or error}.")


def decode(content: bytes, name: str) -> str:
    """Turn the bytes of a file into text, or say everything that is wrong with them."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ParseError.of(name, "saved as UTF-16.", "Save it as UTF-8.")
    if b"\x00" in content:
        from ecomap.io.recognised import kind_of, other_kind

        if kind_of(content) not in ("business", "part"):  # of these it is told where it stands
            other = other_kind(name, content)
            way_out = "ecomap reads YAML text, saved as UTF-8."
            raise ParseError([other]) if other else ParseError.of(name, "not a text file.", way_out)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        read = error.object[: error.start].decode("utf-8")
        line, column = read.count("\n") + 1, len(read) - read.rfind("\n")
        problem = Problem(Location(name, line, column), "", "not UTF-8 text.", "Save the file as UTF-8.")
        raise ParseError([problem]) from None
    problems = []
    for match in islice(invisible_in(text), MAX_INVISIBLE):
        start = match.start()
        where = Location(name, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
        problems.append(Problem(where, "", f"an invisible character (U+{ord(match.group()):04X}).", "Delete it."))
    if problems:
        raise ParseError(problems)
    return text


def invisible_in(text: str) -> Iterator[re.Match[str]]:
    """Yield what is invisible in a text; Python sees ten times sooner that all can be printed, and then none is."""
    return iter(()) if text.replace("\n", "").isprintable() else INVISIBLE.finditer(text)
