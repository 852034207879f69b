"""Every way in takes or refuses whatever the system can put in the place of a file: one table, reader by hazard."""

import os
import sys
from pathlib import Path

import pytest
from terminal import Run, shell

from ecomap.cli import main
from ecomap.io import reading
from maps import some

DONE, DATA, CONDITION, FILE = 0, 3, 4, 5
READERS: dict[str, tuple[str, ...]] = {
    "business": ("business", "check", "{}"),
    "ranking": ("analyze", "{}"),
    "comparison": ("compare", "{}", "sector:bakery"),
    "edit": ("business", "set", "{}", "name=x"),
    "map": ("map", "check", "{}"),
    "overlay": ("analyze", "bakery", "--map", "{}"),
    "csv": ("batch", "{}", "--input-format", "csv"),
    "JSON lines": ("batch", "{}", "--input-format", "jsonl"),
    "spreadsheet": ("batch", "{}", "--input-format", "xlsx"),
    "Parquet": ("batch", "{}", "--input-format", "parquet"),
    "news": ("watch", "import", "mine.yaml", "{}"),
    "drawing": ("map", "import", "{}"),
    "export of a logbook": ("track", "import", "mine.yaml", "{}"),
    "logbook": ("track", "export", "mine.yaml", "--logbook", "{}"),
}
"""Commands that read something from outside; {} is where it stands."""
QUICK = ("business", "comparison", "csv")
"""Tried in the quick tests too."""
HAZARDS = {
    "an endless device": "/dev/zero",
    "an empty device": "/dev/null",
    "a folder": "folder",
    "a pipe that nobody writes to": "pipe",
    "nothing": "nosuch",
    "a name too long": "x" * 300,
    "a file in the place of a folder": "mine.yaml/x",
    "a link to itself": "loop",
    "a file that breaks off": "/proc/self/mem",
    "standard input that is closed": "-",
    "NUL bytes": "nul.yaml",
    "a name that is not UTF-8": b"caf\xe9.yaml".decode("utf-8", "surrogateescape"),
}
posix_only = pytest.mark.skipif(os.name != "posix", reason="devices, pipes and links of POSIX")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder with one of each, and wait for nobody for long."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(reading, "PATIENCE", 0.05)
    Path("mine.yaml").write_text("sectors: {bakery: 1}\n", encoding="utf-8")
    Path("folder").mkdir()
    os.mkfifo("pipe")
    Path("loop").symlink_to("loop")
    Path("nul.yaml").write_bytes(b"sec\0tors")


@posix_only
@pytest.mark.parametrize("hazard", HAZARDS.values(), ids=HAZARDS)
@pytest.mark.parametrize(
    "reader",
    [pytest.param(argv, id=name, marks=() if name in QUICK else pytest.mark.slow) for name, argv in READERS.items()],
)
def test_every_reader_ends_in_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, reader: tuple[str, ...], hazard: str
) -> None:
    """3 or 5 with a few lines that say why; 4 where there is nothing to answer of; 0 for what is as good as a file."""
    if hazard == "-":
        monkeypatch.setattr(sys, "stdin", None)
    code = main([word.format(hazard) for word in reader])
    said = capsys.readouterr()
    assert code in (DATA, FILE, CONDITION, DONE), said.err
    assert said.err.strip() or said.out
    assert "answer cannot be written" not in said.err  # it is the reading that fails
    assert len(said.err) < 3_000


@posix_only
@pytest.mark.parametrize("name", some([b"caf\xe9.yaml", "caf\u00e9 \u2603.yaml".encode(), b"-x.yaml", b"\xff"]))
def test_a_business_in_a_file_of_any_name(run: Run, name: bytes) -> None:
    """Read, changed and ranked, whatever its name is encoded in."""
    path = Path(os.fsdecode(name)).absolute()
    path.write_text("sectors: {bakery: 1}\n", encoding="utf-8")
    assert run("business", "set", path, "name=Rosa").code == DONE
    assert path.read_text(encoding="utf-8") == "name: Rosa\nsectors: {bakery: 1}\n"
    assert '"name": "Rosa"' in run("analyze", path, "--json").out


@posix_only
def test_a_pipe_with_a_writer_may_take_its_time() -> None:
    """Who writes slowly is waited for: a pipe that is connected is a file like any other."""
    answer = shell("{ exec 3>pipe; sleep 1; echo 'sectors: {bakery: 1}' >&3; } & ecomap business check pipe")
    assert answer.code == DONE, answer.err


@posix_only
@pytest.mark.parametrize("line", ["business check pipe", "compare pipe sector:bakery --json"])
def test_a_pipe_of_any_name_is_a_file(line: str) -> None:
    """Without a slash or a dot in its name, too: it is not taken for a trade or a template."""
    answer = shell(f"{{ echo 'sectors: {{bakery: 1}}' > pipe; }} & ecomap {line}")
    assert answer.code == DONE, answer.err


@posix_only
@pytest.mark.parametrize("line", ["ecomap analyze - <&-", "ecomap batch - <&-", "ecomap map check - <&-"])
def test_standard_input_that_is_closed_exits_with_5(line: str) -> None:
    """It says so; it is no bug."""
    answer = shell(line)
    assert (answer.code, answer.out) == (FILE, b"")
    assert answer.err.lower().count(b"standard input") >= 1


@posix_only
def test_a_file_is_changed_where_nothing_can_be_kept(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock of `business set` lies in the cache; without a place for it the file is changed all the same."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/cache")
    assert run("business", "set", "mine.yaml", "name=Rosa").code == DONE
    assert "name: Rosa" in Path("mine.yaml").read_text(encoding="utf-8")
