"""The doctor tells what is wrong with an installation, each with what to do, whatever is broken."""

import functools
import platform
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from ecomap import examine_installation, load_map
from ecomap.io.cache import cache_folder, keep
from ecomap.io.logbook.opening import logbook_beside
from ecomap.render.phrases import english
from ecomap.results.doctor import Check
from ecomap.verbs import doctor
from ecomap.verbs.doctor import OLD_MONTHS

ROOT = Path(__file__).parents[2]
FOR_ITS_MAKERS = {"benchmarks", "dev", "docs", "fuzz", "mutation", "research"}


@pytest.fixture(scope="module", autouse=True)
def _versions_are_read_once() -> Iterator[None]:
    """Read once which version of each package there is: it takes most of the time, and stays as it is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(metadata, "version", functools.cache(metadata.version))
        yield


def checks(business: str = "") -> dict[tuple[str, str], Check]:
    return {(one.area, one.name): one for one in examine_installation(business).checks}


def test_every_extra_is_told_with_what_it_gives():
    """But those of the program's own makers."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(english("extra")) == set(extras) - FOR_ITS_MAKERS


def test_packages_that_are_missing_or_too_old_are_told(monkeypatch: pytest.MonkeyPatch):
    """Below a floor, at or over a ceiling, not there; what an extra lacks is no fault."""
    there = {"one": "2.9.11", "two": "2.10", "three": "3.0.1rc1", "four": "0.29.0", "eight": "2.0.0.0", "nine": "2"}

    def version(name: str) -> str:
        if name not in there:
            raise metadata.PackageNotFoundError(name)
        return there[name]

    asked = ["one>=2.10", "two>=2.9", "three>=3", "four<0.29,>=0.26", "five>=1", "six>=1; extra == 'png'"]
    padded = ["eight>=2", "nine>=2.0.0.0"]
    monkeypatch.setattr(metadata, "requires", lambda _: [*asked, *padded, "seven>=1; extra == 'dev'"])
    monkeypatch.setattr(metadata, "version", version)
    found = {name: one for (area, name), one in checks().items() if area == "packages"}
    assert {name: one.state for name, one in found.items()} == {
        "one": "mend", "two": "fine", "three": "fine", "four": "mend", "five": "mend", "extra png": "note",
        "eight": "fine", "nine": "fine",
    }  # fmt: skip
    assert found["one"].do == "pip install 'one>=2.10'"
    assert found["extra png"].do == "For it: pip install 'ecomap[png]'"


def test_a_cache_that_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A file where the folder should be; entries that others may write to; a folder that everybody may write to."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert checks()["cache", "folder"].state == "fine"
    (tmp_path / "ecomap").write_text("x", encoding="utf-8")
    assert checks()["cache", "folder"].state == "mend"
    (tmp_path / "ecomap").unlink()
    entry = cache_folder() / "map-0-x.compiled"
    keep(entry, b"x", "none")
    assert ("cache", "entries") not in checks()
    other = cache_folder() / "map-1-y.compiled"
    keep(other, b"y", "none")
    for path in (entry, other):
        path.chmod(0o666)
    told = checks()["cache", "entries"]
    assert (told.state, told.found.rpartition(" ")[2]) == ("mend", entry.name)
    entry.parent.chmod(0o777)
    assert "chmod go-w" in checks()["cache", "folder"].do


def test_a_map_that_is_not_whole_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """No files at all, and a compiled form that lost its end."""
    whole = checks()["map", "map"]
    assert whole.state == "fine"
    monkeypatch.setattr("ecomap.places.__file__", str(tmp_path / "places.py"))
    (tmp_path / "data").mkdir()
    assert checks()["map", "map"].state == "mend"
    for file in (ROOT / "data").rglob("*"):
        if file.is_file():
            copy = tmp_path / "data" / file.relative_to(ROOT / "data")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    assert checks()["map", "map"] == whole
    compiled = tmp_path / "data" / "map.compiled"
    compiled.write_bytes(compiled.read_bytes()[:-9])
    assert "not whole" in checks()["map", "compiled form"].found


def test_what_breaks_one_look_leaves_the_others(monkeypatch: pytest.MonkeyPatch):
    """No home, no folder of now, a business file that is none: told, with a way out, and all areas are there."""

    def gone(*_: object) -> Path:
        raise RuntimeError("Could not determine home directory.")

    areas = {area for area, _ in checks()}
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "expanduser", gone)
    monkeypatch.setattr(Path, "cwd", gone)
    found = checks()
    monkeypatch.undo()
    assert {area for area, _ in found} == areas
    assert found["cache", "cache"].state == found["logbook", "logbook"].state == "mend"
    assert all(one.do for one in found.values() if one.state == "mend")
    assert found["cache", "cache"].found == "cannot be looked at: RuntimeError: Could not determine home directory."
    missing = checks("no-such-file.yaml")["logbook", "logbook"]
    assert missing.state == "mend"
    assert "FileError" not in missing.found  # our own errors are sentences


@pytest.mark.parametrize(("version", "state"), [((3, 10, 14), "mend"), ((3, 11, 0), "fine"), ((3, 14, 0), "fine")])
def test_a_python_before_3_11_is_too_old(monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], state: str):
    """Whatever else is there."""
    monkeypatch.setattr(doctor, "sys", SimpleNamespace(version_info=version, executable="python", stdout=None))
    found = checks()
    assert found["program", "Python"].state == state
    assert platform.python_version() in found["program", "Python"].found


@pytest.mark.parametrize(("months", "state"), [(OLD_MONTHS - 1, "fine"), (OLD_MONTHS, "note")])
def test_a_map_is_old_after_two_years(monkeypatch: pytest.MonkeyPatch, months: int, state: str):
    """By whole months of the calendar; the day within a month counts for nothing."""
    year, month = map(int, load_map()[0].version.split(".")[:2])
    later = divmod(12 * year + month - 1 + months, 12)

    class Later(date):
        @classmethod
        def today(cls) -> date:
            return date(later[0], later[1] + 1, 1)

    monkeypatch.setattr(doctor, "date", Later)
    assert (checks()["map", "map"].state, f"{months} months old" in checks()["map", "map"].found) == (state, True)


def test_a_logbook_that_cannot_be_opened_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Beside the business file; one that is there and may be read and written is fine, none is not looked at."""
    business = tmp_path / "mine.yaml"
    business.write_text("sectors: {bakery: 1}\n", encoding="utf-8")
    assert ("logbook", "file") not in checks(str(business))
    book = logbook_beside(str(business))
    book.write_bytes(b"")
    found = checks(str(business))
    assert (found["logbook", "file"].state, found["logbook", "file"].do) == ("fine", "")
    assert found["logbook", "file"].found == f"{book}: yours, -rw-r--r--"
    monkeypatch.setattr(doctor.os, "access", lambda path, _: path != book)
    assert checks(str(business))["logbook", "file"].state == "mend"
    monkeypatch.setattr(doctor.os, "access", lambda path, _: path != tmp_path)
    closed = checks(str(business))["logbook", "folder"]
    assert (closed.state, closed.found.endswith(", nothing can be put there")) == ("mend", True)


def test_a_folder_that_is_not_there_yet_can_be_made_or_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """By the nearest folder above it that is there."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "none" / "yet"))
    assert checks()["cache", "folder"].found.endswith("not there yet, can be made")
    monkeypatch.setattr(doctor.os, "access", lambda path, _: path != tmp_path)
    found = checks()["cache", "folder"]
    assert (found.state, found.found.endswith("not there yet, cannot be made")) == ("mend", True)
    assert "chown" in found.do


def test_a_folder_of_another_is_told_as_theirs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Whose it is, by the number of the user."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cache_folder().mkdir(parents=True)
    own = cache_folder().stat().st_uid
    assert "yours, drwx" in checks()["cache", "folder"].found
    monkeypatch.setattr(doctor.os, "geteuid", lambda: own + 1)
    assert f"of user {own}, drwx" in checks()["cache", "folder"].found
