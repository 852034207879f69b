"""What stands in the README and in docs/ to be typed, run as a reader would, with what is printed below it.

A block is indented by four blanks or fenced, and run in its order in one folder a page:

* ``$ command`` runs in a shell on a terminal of 80 columns, and the lines below it are what it says; a line ``...``
  stands for any number of lines.
* ``ecomap ...`` without a dollar is a list of commands: each runs and ends without an error; within this process, as
  nothing is shown, where it asks for nothing of a shell.
* ``python`` runs in one set of names a page; a ``text`` block right after it is what it prints.
* ``yaml`` whose first line is ``# name``, or ``text name`` and ``python name``, is a file of that name.

A comment before a block says what cannot be seen: ``<!-- first: command -->`` is run beforehand, ``<!-- ends with: 3
-->`` is the exit code of a block's commands, ``<!-- not run: reason -->`` keeps a block from being run.
``python tests/golden/regenerate.py`` writes the outputs anew, each as long as it was.
"""

import contextlib
import difflib
import io
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from screen import seen
from solved import PROGRAM

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(
    r"^<!-- (?P<word>first|ends with|not run): (?P<rest>.+?) ?-->$"
    r"|^```(?P<info>[^\n]*)\n(?P<inner>.*?)^```$"
    r"|(?:(?<=\n\n)|\A)(?P<indented>(?: {4}[^\n]*\n|\n+(?= {4}))+)",
    re.MULTILINE | re.DOTALL,
)
MAY_LACK = ("jq", "dot", "seq")
"""Programs of others that not every machine has; what needs one is left out where it is not."""
NEEDS_A_PERSON = re.compile(r"business new (?!.*--no-input)")
"""Interviews are tried where a person types: test_business_new.py."""
FINE = (0, 141)
"""How a line may end: well, or because the reader of a pipe had enough."""
ELLIPSIS = "..."
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
SCREEN = {"COLUMNS": "80", "LINES": "24", "NO_COLOR": "1", "TERM": "xterm", "PYTHONIOENCODING": "utf-8"}


class Step(NamedTuple):
    """One thing to be done, and what is expected of it."""

    kind: str
    """first, shell, list, python or file."""
    text: str
    """The line of a shell, the source, or what is in the file."""
    at: slice
    """Where in the page what is expected stands."""
    expected: str | None = None
    code: int = 0
    name: str = ""
    """Of a file."""


def steps_of(page: str) -> Iterator[Step]:
    """Yield what a page asks to be done, in its order."""
    code, run = 0, True
    source: Step | None = None
    for found in BLOCK.finditer(page):
        if found["word"]:
            run = run and found["word"] != "not run"
            code = int(found["rest"]) if found["word"] == "ends with" else code
            if found["word"] == "first":
                yield Step("first", found["rest"], slice(0, 0))
            continue
        info = (found["info"] or "").split()
        if source and info == ["text"] and not page[source.at.stop : found.start()].strip("`\n"):
            yield source._replace(expected=found["inner"], at=slice(*found.span("inner")))
            source = None
            continue
        if source:
            yield source
        source = None
        if run and info == ["python"]:
            source = Step("python", found["inner"], slice(*found.span("inner")))
        elif run and info[:1] in (["yaml"], ["text"], ["python"]):
            yield from file_of(info, found["inner"])
        elif run and (found["indented"] or info == ["console"]):
            yield from lines_of(found, code)
        code, run = 0, True
    if source:
        yield source


def file_of(info: list[str], inner: str) -> Iterator[Step]:
    """Yield the file that a block is, if it has a name."""
    named = re.match(r"# (\S+\.\w+)\n", inner)
    if len(info) == 2:  # what it is, and its name
        yield Step("file", inner, slice(0, 0), name=info[1])
    elif named:
        yield Step("file", inner, slice(0, 0), name=named[1])


def lines_of(found: re.Match[str], code: int) -> Iterator[Step]:
    """Yield the commands of a block; without a dollar only lines that begin with the program are ones."""
    group = "indented" if found["indented"] else "inner"
    margin = 4 if found["indented"] else 0
    at, command, begin = found.start(group), "", 0
    lines = found[group].splitlines(keepends=True)
    session = any(line[margin:].startswith("$ ") for line in lines)
    for line in lines:
        text = line[margin:].rstrip("\n")
        if session and text.startswith("$ "):
            if command:
                yield shown(found.string, command, slice(begin, at), margin, code)
            command, begin = text[2:], at + len(line)
        elif not session and text.startswith("ecomap ") and not NEEDS_A_PERSON.search(text):
            yield Step("list", text, slice(0, 0), code=code)
        at += len(line)
    if command:
        yield shown(found.string, command, slice(begin, at), margin, code)


def shown(page: str, command: str, at: slice, margin: int, code: int) -> Step:
    """Return a command with what the page says below it."""
    lines = [line[margin:] for line in page[at].splitlines()]
    return Step("shell", command, at, "\n".join(lines).strip("\n"), code)


def same(expected: str, said: str) -> bool:
    """Tell whether what was said is what is expected, an ellipsis standing for any lines."""
    parts = re.split(r"(?m)^ *\.\.\.$\n?", expected.rstrip("\n") + "\n")
    whole = "(?:.*\n)*?".join(map(re.escape, parts))
    return re.fullmatch(whole, said.rstrip("\n") + "\n") is not None


def shortened(said: str, expected: str) -> str:
    """Return what is expected where it still holds, else what was said, with as many lines before and after a gap."""
    if same(expected, said):
        return expected
    lines, before = said.splitlines(), expected.splitlines()
    if not any(line.strip() == ELLIPSIS for line in before):
        return said
    at = next(i for i, line in enumerate(before) if line.strip() == ELLIPSIS)
    behind = len(before) - at - 1
    if at + behind >= len(lines):
        return said
    return "\n".join([*lines[:at], ELLIPSIS, *lines[len(lines) - behind :]])


class Screen(io.TextIOWrapper):
    """What is written, by one who sees a terminal."""

    def isatty(self) -> bool:
        """Tell that somebody looks at it."""
        return True


class Reader:
    """Somebody who types what a page says, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, object] = {"__name__": "page"}
        programs = folder / ".programs"
        programs.mkdir()
        start = programs / "ecomap"
        start.write_text(f'#!/bin/sh\nexec {shlex.join(PROGRAM)} "$@"\n', encoding="utf-8")
        start.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "CI")}
        self.environment = kept | SCREEN | {"CLONE": str(ROOT), "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}

    def does(self, step: Step) -> tuple[int, str] | None:
        """Do a step; return how it ended and what was said, or None where a program is not here."""
        if step.kind == "file":
            place = self.folder / step.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(step.text, encoding="utf-8")
            return 0, ""
        if step.kind == "python":
            return 0, self.runs(step.text)
        if step.kind == "list" and not re.search(r"[$|<>&;*{`]", step.text.partition(" #")[0]):
            return self.starts(shlex.split(step.text, comments=True)[1:])
        lacks = [tool for tool in MAY_LACK if re.search(rf"\b{tool} ", step.text) and not shutil.which(tool)]
        return None if lacks else self.types(step.text)

    def runs(self, source: str) -> str:
        """Run Python in the folder; return what it prints."""
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.chdir(self.folder):
            exec(compile(source, "page", "exec"), self.names)
        return said.getvalue()

    def starts(self, argv: list[str]) -> tuple[int, str]:
        """Start the program within this process, on what says of itself that it is a terminal."""
        from ecomap.cli import main

        screen, before = Screen(io.BytesIO(), encoding="utf-8", write_through=True), dict(os.environ)
        os.environ.clear()
        os.environ.update(self.environment)
        try:
            with (
                Path(os.devnull).open(encoding="utf-8") as nobody, mock.patch("sys.stdin", nobody),
                contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen), contextlib.chdir(self.folder),
            ):  # fmt: skip
                code = main(argv)
        finally:
            os.environ.clear()
            os.environ.update(before)
        return code, screen.buffer.getvalue().decode()

    def types(self, line: str) -> tuple[int, str]:
        """Type a line into a shell on a terminal of 80 columns and 24 lines; return its end and the screen."""
        code, said = seen(["bash", "-o", "pipefail", "-c", line], 80, self.environment, self.folder, subprocess.DEVNULL)
        text = COLOUR.sub("", said).replace(f"{self.folder}/", "")
        return code, "\n".join(row.rstrip() for row in text.splitlines())


def faults(page: Path, folder: Path) -> list[str]:
    """Type all that a page says; return where it ends otherwise than it should, or says something else."""
    found = []
    reader = Reader(folder)
    for step in steps_of(page.read_text(encoding="utf-8")):
        done = reader.does(step)
        if done is None:
            continue
        code, said = done
        if code != step.code and not (step.code == 0 and code in FINE):
            found.append(f"{step.text}\n  ends with {code}: {said[-500:]}")
        elif step.expected is not None and not same(step.expected, said):
            expected = step.expected.splitlines()
            found.append("\n".join([step.text, *difflib.unified_diff(expected, said.splitlines(), lineterm="")]))
        elif step.kind == "python" and step.expected is None and said:
            found.append(f"{step.text}\n  prints, and the page does not show it: {said}")
    return found


def renew(page: Path, folder: Path) -> None:
    """Write the outputs of a page as they are, each as long as it was."""
    text = page.read_text(encoding="utf-8")
    reader, new, written = Reader(folder), [], 0
    for step in steps_of(text):
        done = reader.does(step)
        if done is None or step.expected is None:
            continue
        said = shortened(done[1].strip("\n"), step.expected)
        margin = "    " if text[: step.at.start].splitlines()[-1].startswith("    $ ") else ""
        lines = [f"{margin}{row}".rstrip() + "\n" for row in said.splitlines()]
        old = text[step.at]
        blank = len(old) - len(old.rstrip("\n")) - bool(old.strip("\n"))
        new += [text[written : step.at.start], *lines, "\n" * blank]
        written = step.at.stop
    page.write_text("".join([*new, text[written:]]), encoding="utf-8")
