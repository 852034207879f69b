"""The one way to write a file: whole or not at all."""

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ecomap.errors import OutputError
from ecomap.io.writing import write_whole
from ecomap.verbs.batch.part import whole


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    """The new content stands in the old place with the old permissions; nothing else is left behind."""
    target = tmp_path / "a.txt"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    write_whole(target, "nü")
    assert target.read_bytes() == "nü".encode()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_what_root_rewrites_stays_its_owners(tmp_path: Path) -> None:
    """An administrator who mends somebody's file does not take it away from them."""
    target = tmp_path / "a.txt"
    target.write_text("old", encoding="utf-8")
    os.chown(target, 1234, 1234)
    write_whole(target, "new")
    assert (target.stat().st_uid, target.stat().st_gid) == (1234, 1234)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What it points to changes."""
    target, link = tmp_path / "a.txt", tmp_path / "link"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_nothing_is_written_over_unasked(tmp_path: Path) -> None:
    """A file that is there stays without force, and says so."""
    target = tmp_path / "a.txt"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(OutputError, match="exists already"):
        write_whole(target, "new", force=False)
    assert target.read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_a_pipe_and_a_device_are_written_through(tmp_path: Path) -> None:
    """They take the bytes and stay what they are, forced or not."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, "text", force=False)
    reader.join()
    assert read == [b"text"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    write_whole(Path(os.devnull), "text")
    assert not Path(os.devnull).is_file()


def _by_batch(path: Path, text: str) -> None:
    with whole(path) as stream:
        stream.write(text.encode())


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no names of what is open here")
@pytest.mark.parametrize("write", [write_whole, _by_batch])
def test_a_pipe_without_a_name_is_written_through(write: Callable[[Path, str], None]) -> None:
    """/dev/stdout in a pipe and >(program) lead to one."""
    ours, its = os.pipe()
    write(Path(f"/dev/fd/{its}"), "text")
    os.close(its)
    assert os.read(ours, 99) == b"text"
    os.close(ours)


def test_what_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    """No folder, a folder in its place, a name no file can have."""
    for target in (tmp_path / "gone" / "a", tmp_path, Path("a\0b")):
        with pytest.raises(OutputError, match=r"cannot be written|is a directory"):
            write_whole(target, "x")
