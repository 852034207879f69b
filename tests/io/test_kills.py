"""Who writes a file is killed: what stands there is whole, and the next writer is not in the way."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ecomap.io.cache import keep, kept, sealed, unsealed
from ecomap.io.writing import write_whole
from maps import ALL

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")

LONG = 300_000
"""Bytes of a content: too many to be written in one go by chance."""
WRITING = """\
import sys
from itertools import count
from pathlib import Path
from ecomap.io.cache import keep, sealed
from ecomap.io.writing import write_whole
path, way, start = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in count(start):
    content = f"{number} ".encode().ljust(300_000, b".")
    if way == "file":
        write_whole(path, content)
    else:
        keep(path, sealed(content), "*.kept")
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
"""
"""Writes one content after the other, each acknowledged when it stands."""


def content_of(path: Path, way: str) -> bytes:
    """Return what stands in a file."""
    if way == "file":
        return path.read_bytes()
    body = unsealed(kept(path) or b"")
    assert body is not None, "what is kept is not whole"
    return bytes(body)


@pytest.mark.parametrize("kills", [5, pytest.param(250 if ALL else 60, marks=pytest.mark.slow)])
@pytest.mark.parametrize("way", ["file", "cache"])
def test_a_file_is_whole_whenever_its_writer_is_killed(tmp_path: Path, way: str, kills: int) -> None:
    """What a command writes goes one of two ways; on both stands what was acknowledged last, or the next."""
    path, chance, last = tmp_path / "it.kept", random.Random(19), 0
    write_whole(path, b"") if way == "file" else keep(path, sealed(b""), "*.kept")
    for _ in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITING, path, way, str(last + 1)], stdout=subprocess.PIPE, text=True
        )
        first = process.stdout.readline()
        time.sleep(chance.uniform(0, 0.02))
        process.send_signal(signal.SIGKILL)
        rest = process.communicate()[0].splitlines(keepends=True)
        told = int([line for line in (first, *rest) if line.endswith("\n")][-1])
        found = content_of(path, way)
        last = int(found[:9].split()[0])
        assert last in (told, told + 1)
        assert found == f"{last} ".encode().ljust(LONG, b".")
    assert len(list(tmp_path.iterdir())) <= kills + 1  # at most one unfinished beside it for each who was killed
