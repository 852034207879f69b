"""Running cases: each in a folder of its own, on one cache folder, without a terminal."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from case import Case, Step

SECONDS = 3600
HERE = Path(__file__).parent
Record = dict[str, Any]
"""What a case gave: a fingerprint of what was asked; code, stdout and stderr of each step; files written."""

WHERE = """\
import importlib.util, pathlib
package = pathlib.Path(importlib.util.find_spec("ecomap").origin).parent
installed = package / "data"
print(package)
print(installed if installed.is_dir() else package.parents[1] / "data")
"""
"""Says where the program and its data lie, without a word of how it is built."""


@dataclass(frozen=True)
class Program:
    """A program under test and the place where its cases are run."""

    python: str
    environment: Mapping[str, str]
    base: Path
    package: str
    data: Path

    def call(self, argv: Sequence[str], folder: Path, step: Step | None = None) -> "subprocess.CompletedProcess[bytes]":
        """Run Python on arguments in a folder."""
        extra = dict(step.environment) if step else {}
        return subprocess.run(
            [self.python, *argv], input=step.stdin if step else b"", capture_output=True, cwd=folder,
            env={**self.environment, **extra}, check=False, timeout=SECONDS,
        )  # fmt: skip


@contextmanager
def program(python: str, given: Sequence[str]) -> Iterator[Program]:
    """Yield a program with a warm cache folder; its path has the same length every time."""
    python = _whole(python) if os.sep in python else python
    pairs = dict(text.split("=", 1) for text in given)
    if "PYTHONPATH" in pairs:
        pairs["PYTHONPATH"] = os.pathsep.join(map(_whole, pairs["PYTHONPATH"].split(os.pathsep)))
    base = Path(tempfile.mkdtemp(prefix="ecomap-net-"))
    try:
        home = base / "home"
        for name in ("cache", "config", "tmp"):
            (home / name).mkdir(parents=True)
        environment = {
            "PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_CONFIG_HOME": str(home / "config"), "TMPDIR": str(home / "tmp"), "LANG": "C.UTF-8", "COLUMNS": "80",
            "LINES": "24", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "TZ": "UTC", **pairs,
        }  # fmt: skip
        asked = subprocess.run(
            [python, "-c", WHERE], capture_output=True, text=True, env=environment, cwd=base, check=True
        )
        package, data = asked.stdout.splitlines()
        found = Program(python, environment, base, package, Path(data))
        found.call([str(HERE / "tables.py"), "write", str(base / "tables")], base).check_returncode()
        found.call(["-m", "ecomap", "analyze", "bakery"], base)
        yield found
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _whole(path: str) -> str:
    """Return a path that holds in any folder; links stay, as a virtual environment's Python is one."""
    return str(Path.cwd() / path)


def run_all(under_test: Program, cases: Sequence[Case], jobs: int) -> Iterator[tuple[Case, Record]]:
    """Yield each case with what it gave, in the order of the cases."""
    with ThreadPoolExecutor(jobs) as pool:
        yield from zip(cases, pool.map(lambda item: run_case(under_test, item), cases), strict=True)


def run_case(under_test: Program, item: Case) -> Record:
    """Make the folder of a case, run its command lines, and return what they gave."""
    folder = under_test.base / "cases" / item.name
    folder.mkdir(parents=True)
    before = _furnish(under_test, item, folder)
    steps: list[Record] = []
    printed = b""
    for step in item.steps:
        asked = Step(step.argv, printed, environment=step.environment) if step.piped else step
        argv = [word.replace("{HERE}", str(folder)) for word in step.argv]
        done = under_test.call(["-m", "ecomap", *argv], folder, asked)
        printed = done.stdout
        steps.append(
            {"code": done.returncode, "stdout": _text(done.stdout), "stderr": _text(done.stderr)}
        )  # fmt: skip
    record: Record = {"asked": asked_of(item), "steps": steps, "files": _written(under_test, folder, before)}
    shutil.rmtree(folder)
    plain = json.dumps(record, ensure_ascii=False)
    return dict(json.loads(_normal(plain, under_test, folder, dated=item.dated)))


def asked_of(item: Case) -> str:
    """Return a fingerprint of what a case asks, so that an answer is only held against one to the same question."""
    tables = (HERE / "tables.py").read_bytes() if item.tables else b""
    return hashlib.sha256(repr(item).encode() + tables).hexdigest()[:16]


def _furnish(under_test: Program, item: Case, folder: Path) -> dict[str, bytes]:
    for one in item.copies:
        shutil.copytree(under_test.data, folder / one.folder)
        for file, found, put in one.changes:
            path = folder / one.folder / file
            text = path.read_text(encoding="utf-8")
            if found not in text:
                raise ValueError(f"{item.name}: {file} of the map does not hold {found!r}")
            path.write_text(text.replace(found, put, 1), encoding="utf-8")
    for name in item.tables:
        shutil.copyfile(under_test.base / "tables" / name, folder / name)
    for name, content in item.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return _contents(folder)


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _written(under_test: Program, folder: Path, before: Mapping[str, bytes]) -> Record:
    """Return the files that are new or changed as text, those that are gone as null; Parquet as rows."""
    after = _contents(folder)
    found: Record = dict.fromkeys(name for name in before if name not in after)
    for name, content in after.items():
        if before.get(name) == content:
            continue
        if content.startswith(b"PAR1"):
            read = under_test.call([str(HERE / "tables.py"), "read", name], folder)
            found[name] = _text(read.stdout) if read.returncode == 0 else _text(content)
        else:
            found[name] = _text(content)
    return found


def _text(content: bytes) -> str:
    """Return bytes as text; what is no text in base64."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return f"base64:{base64.b64encode(content).decode()}"


def _normal(plain: str, under_test: Program, folder: Path, *, dated: bool) -> str:
    """Put words in the place of what differs from run to run: folders, and the day where a case says so."""
    places = {folder: "<HERE>", under_test.base: "<BASE>", under_test.data: "<DATA>", under_test.package: "<PACKAGE>"}
    for place, word in places.items():
        plain = plain.replace(str(place), word)
    return plain.replace(datetime.now(UTC).date().isoformat(), "<TODAY>") if dated else plain
