"""The wheel: built, installed into an environment of its own, and run far from the checkout."""

import importlib.util
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"


def python(program: Path | str, *words: str, cwd: Path) -> str:
    """Run Python in a folder, with nothing of the checkout in its surroundings, and return what it prints."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(program), *words], cwd=cwd, env=clean, capture_output=True, text=True, encoding="utf-8", check=False,
        timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def pip(*words: str, cwd: Path) -> None:
    """Run pip in silence."""
    python(sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words, cwd=cwd)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built from the checkout; offline where the build backend is at hand."""
    folder = tmp_path_factory.mktemp("wheel")
    offline = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    pip("wheel", "--no-deps", *offline, "--wheel-dir", ".", str(ROOT), cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of a fresh environment with the wheel in it; the libraries are lent by this environment."""
    home = tmp_path_factory.mktemp("installed") / "env"
    venv.create(home, symlinks=os.name != "nt")
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    program = scripts / ("python.exe" if os.name == "nt" else "python")
    pip("--python", str(program), "install", "--no-index", "--no-deps", str(wheel), cwd=home)
    packages = python(program, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip()
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    # An editable install in the lent folder is not followed from here: only its files can be imported.
    (Path(packages) / "lent.pth").write_text("".join(f"{folder}\n" for folder in sorted(lent)), encoding="utf-8")
    return program


def test_the_wheel_holds_the_program_and_the_map_and_nothing_else(wheel: Path) -> None:
    """Every file of the map is inside the package, with the type marker and the licence; no tests, no docs."""
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {f"ecomap/data/{path.relative_to(DATA).as_posix()}" for path in DATA.rglob("*") if path.is_file()}
    assert data <= names
    assert "ecomap/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("/data/share/man/man1/ecomap.1") for name in names)
    ours = {name.partition("/")[0] for name in names if ".dist-info/" not in name and ".data/data/share/" not in name}
    assert ours == {"ecomap"}


def test_the_installed_package_is_the_wheels_and_finds_its_own_map(installed: Path, tmp_path: Path) -> None:
    """Code and map come from the environment, not from the checkout."""
    question = "import ecomap; from ecomap.places import data_folder; print(ecomap.__file__, data_folder(), sep='\\n')"
    module, data = (Path(line) for line in python(installed, "-c", question, cwd=tmp_path).splitlines())
    home = installed.parents[1]
    assert module.is_relative_to(home)
    assert data == module.parent / "data"
    assert not data.is_relative_to(ROOT)


def test_the_installed_program_ranks(installed: Path, tmp_path: Path) -> None:
    """``ecomap analyze bakery --top 3`` far from the checkout says what it says in it."""
    program = installed.with_name("ecomap.exe" if os.name == "nt" else "ecomap")
    argv = ["analyze", "bakery", "--top", "3", "--format", "tsv"]
    there = python(program, *argv, cwd=tmp_path)
    assert there.count("\n") == 1 + 3 + 3
    assert there == python(sys.executable, "-m", "ecomap", *argv, cwd=ROOT)


def test_the_installed_map_is_sound(installed: Path, tmp_path: Path) -> None:
    """Nothing was lost on the way: the map in the package passes its check, and every template is there."""
    assert "sound" in python(installed, "-m", "ecomap", "map", "check", cwd=tmp_path)
    names = python(installed, "-m", "ecomap", "business", "templates", cwd=tmp_path)
    assert {line.split("\t")[0] for line in names.splitlines()} == {path.stem for path in DATA.glob("templates/*.yaml")}
