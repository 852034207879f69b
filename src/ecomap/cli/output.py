"""Where answers go: standard output or a file, whole or not at all."""

import codecs
import contextlib
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ecomap.cli.rooms import render
from ecomap.errors import OutputError
from ecomap.io.writing import all_of, bytes_of, meaning, write_whole
from ecomap.safe import readable

if TYPE_CHECKING:
    from ecomap.cli.choices import DatedFormat

MIN_WIDTH, MAX_WIDTH, PIPED_WIDTH = 60, 110, 80


def emit(text: str | bytes, output: Path | None = None, *, force: bool = False) -> None:
    """Write an answer to standard output, or to a file; over one that exists only with ``force``."""
    if output is not None:
        write_whole(output, text, force=force)
        return
    content = text if isinstance(text, bytes) else text.encode()
    if isinstance(text, str):
        with contextlib.suppress(UnicodeEncodeError):  # data loses no letter; what is drawn for eyes has been fitted
            content = text.encode((hasattr(sys.stdout, "buffer") and sys.stdout.encoding) or "utf-8")
        sys.stdout.flush()
    stream = bytes_of(sys.stdout)
    all_of(stream.write, content)
    stream.flush()


def show(sheet: "render.sheet.Sheet", form: "DatedFormat", file: Path | None = None, *, force: bool = False) -> None:
    """Write an answer in a form."""
    if form in render.writers.BYTES:
        if file is None and on_terminal():
            raise OutputError(f"{form} is nothing for a terminal: name a file with --output.")
        emit(render.writers.in_bytes(sheet, form), file, force=force)
        return
    emit(render.writers.written(sheet, form, screen(file) if form == "table" else None), file, force=force)


def refuse_nowhere(output: Path | None) -> None:
    """Refuse a place that cannot be written to, before anybody has answered questions for nothing."""
    if output is None:
        return
    if not output.parent.is_dir():
        raise OutputError(f"{output}: cannot be written: there is no folder {output.parent}.")
    if not os.access(output.parent, os.W_OK):
        raise OutputError(f"{output}: cannot be written: nothing may be put into the folder {output.parent}.")


def rewrite(text: str, path: Path) -> None:
    """Put a changed text in the place of a file's, whole or not at all; permissions, links and byte-order mark stay."""
    target = path.resolve()
    with target.open("rb") as stream:
        mark = "\ufeff" if stream.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8 else ""
    write_whole(path, mark + text)


def on_terminal() -> bool:
    """Tell whether a person reads standard output."""
    return sys.stdout.isatty()


def screen(file: Path | None = None) -> "render.screen.Screen":
    """Return what standard output can show; a file takes plain text of the usual width."""
    if file is not None:
        return render.screen.Screen(width=PIPED_WIDTH)
    terminal, usual = on_terminal(), (PIPED_WIDTH, 24)
    columns = shutil.get_terminal_size(usual).columns if terminal or "COLUMNS" in os.environ else PIPED_WIDTH
    forced = bool(os.environ.get("FORCE_COLOR"))
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    return render.screen.Screen(
        width=max(MIN_WIDTH, min(MAX_WIDTH, columns)),
        colour=(forced or terminal) and not plain,
        unicode=encoding.startswith("utf"),
    )


def broken(text: str, width: int | None = None) -> str:
    """Return a sentence of an answer in lines as long as the screen is wide, or so wide."""
    return render.screen.fitted(text, width or screen().width)


def tell(text: str) -> None:
    """Write to standard error what is told, not answered: every message goes this way."""
    sys.stderr.write(fit(text))


def fit(text: str) -> str:
    """Return a message as standard error takes it: for a terminal broken between words, else as it is."""
    if not sys.stderr.isatty():
        return text
    return render.screen.fitted(text, _columns_told())


def _columns_told() -> int:
    """Return how wide the terminal is that shows messages; it need not be where answers go."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or PIPED_WIDTH
    except (OSError, ValueError):
        return PIPED_WIDTH


def remark(text: str) -> None:
    """Tell the user something about the answer, on standard error."""
    tell(f"{readable(text)}\n")


def hint(text: str) -> None:
    """Tell a person on a terminal what to try next, on standard error; the command whole in a line, to be copied."""
    if on_terminal() and sys.stderr.isatty():
        line, columns = f"next: {text}", _columns_told()
        if len(line) > columns:
            command, _, said = text.partition("   (")
            comment = broken(f"({said}", columns - 6).splitlines() if said else []
            line = "\n      ".join((f"next: {command}", *comment))
            if len(comment) == 1 and columns - 6 < len(command) <= columns - 2:
                line = f"next: {comment[0]}\n  {command}"
        sys.stderr.write(f"{line}\n")


def tell_written(file: Path) -> None:
    """Tell a person on a terminal that an answer lies in a file now, and how to see it."""
    if on_terminal() and sys.stderr.isatty():
        remark(f"{file} is written.{' Open it in a browser.' if meaning(file) in ('html', 'svg') else ''}")
