"""What every test stands on: a cache folder of its own, the shipped map, and random tests that repeat."""

import functools
import gc
import itertools
import os
import sys
import weakref
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from ecomap.io import map_reader, maps, statistics
from ecomap.io.document import Document, MappingNode
from ecomap.io.map_reader import Examination
from ecomap.io.maps import MapFiles, map_files, shipped_map
from ecomap.model import EcosystemMap, MapPart
from ecomap.places import data_folder
from solved import FOLDER, solve_once

gc.set_threshold(100_000, 50, 100)
"""The shipped map is a large heap that lives to the end: looking through it for cycles at the usual pace takes half
of all the time. The command line has the collector off."""

settings.register_profile("ecomap", deadline=None, derandomize=True, max_examples=25)
settings.register_profile("many", settings.get_profile("ecomap"), max_examples=200)
"""For ``-m hypothesis --hypothesis-profile=many``: eight times as many examples of every property, as CI tries."""
settings.load_profile("ecomap")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take a third of the tests, the same ones on every machine: enough to see that other packages do."""
    parser.addoption("--third", action="store_true", help="every third test, by its name")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what ``--third`` does not ask for."""
    if config.getoption("--third"):
        left = [item for item in items if zlib.crc32(item.nodeid.encode()) % 3]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in set(left)]


ASKING = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"}
"""What Python tells of looking up a host or connecting to one."""


@pytest.fixture
def asked_of_network() -> Iterator[list[str]]:
    """Return what is asked of a network while a test runs; nobody gets an answer."""
    watch_network()
    ASKED.append(found := list[str]())
    yield found
    ASKED.clear()


ASKED: list[list[str]] = []
"""Where what is asked of a network is told to, while somebody watches."""


@functools.cache
def watch_network() -> None:
    """Look at what Python tells of itself: once, for a hook stays to the end of the process and is told of all."""

    def forbid(event: str, _: object) -> None:
        if ASKED and event in ASKING:
            ASKED[-1].append(event)
            raise OSError(event)

    sys.addaudithook(forbid)


COUNTED = itertools.count(1)


@pytest.fixture(scope="session", autouse=True)
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a cache folder for what outlives a test, and do once a session what takes most of the time if repeated.

    One fixture for all of it: pytest asks each of those that concern every test again before every test.
    """
    own = tmp_path_factory.getbasetemp()
    of_the_run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(own / "cache-home"))
        read_files_once(patch)
        solve_years_once(patch, of_the_run / "solved")
        compile_programs_once(patch, of_the_run.parent / "compiled")
        yield own / "cache-home"


def read_files_once(patch: pytest.MonkeyPatch) -> None:
    """Read what a file of a map says once a session; laid on others and checked it is each time.

    A map is read some 150 times, nearly always the same bytes under the same name, and most of the time goes into
    finding out what they say. What was read is not changed by those who use it.
    """
    for name in ("read_yaml", "read_csv"):
        patch.setattr(map_reader, name, read_once(getattr(map_reader, name)))
    patch.setattr(map_reader, "validated", shipped_parts_kept(map_reader.validated))
    patch.setattr(map_reader, "_examined", shipped_map_kept(map_reader._examined))
    keep_shipped_files(patch)
    patch.setattr(statistics, "_rows", shipped_rows_kept(statistics._rows))
    keep_numbers(patch)


def solve_years_once(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the verb solve the same problem once a run, whichever worker asks and whichever page of docs/.

    A template's plan is asked for in every form and by many tests. That solving repeats itself is proved in processes
    of their own; the solver's own tests call it directly.
    """
    folder.mkdir(exist_ok=True)
    patch.setenv(FOLDER, str(folder))
    solve_once(patch.setattr, folder)


def compile_programs_once(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the programs that tests start share what Python made of the sources, where it may leave nothing in them."""
    if sys.dont_write_bytecode:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.setenv("PYTHONPYCACHEPREFIX", str(folder))  # kept from run to run


SHIPPED = str(data_folder())


def read_once(read: Callable[..., Document]) -> Callable[..., Document]:
    """Return a reader of texts that keeps the files of the shipped map, and those of other maps for a while.

    A file of a copy of the shipped map that says the same to the letter has the same content under its own name.
    """
    kept: dict[tuple[str, ...], Document] = {}
    kept_for_a_while = functools.lru_cache(maxsize=32)(read)

    def document_of(text: str, name: str, *more: str) -> Document:
        shipped = kept.get((text, *more))
        if shipped is None and not name.startswith(SHIPPED):
            return kept_for_a_while(text, name, *more)
        if shipped is None:
            shipped = kept[text, *more] = read(text, name, *more)
        return shipped if name == shipped.name else Document(name, shipped.root)

    return document_of


def shipped_parts_kept(validated: Callable[[type[MapPart], Document], MapPart]) -> Callable[..., MapPart]:
    """Return a reader of a document's fields that keeps what the files of the shipped map hold."""
    kept: dict[tuple[int, type[MapPart]], tuple[MappingNode, MapPart]] = {}

    def part_of(model: type[MapPart], document: Document) -> MapPart:
        key = id(document.root), model
        if key in kept:
            return kept[key][1]
        part = validated(model, document)
        if document.name.startswith(SHIPPED):
            kept[key] = document.root, part  # it lives on, so that no other has its id
        return part

    return part_of


def shipped_map_kept(examine: Callable[..., Examination]) -> Callable[..., Examination]:
    """Return a reader of maps that keeps the shipped one; with overlays, and any other map, it is read each time."""
    kept: dict[tuple[str, ...], Examination] = {}

    def examined(files: MapFiles, *levels: str) -> Examination:
        if files.overlays or not all(name.startswith(SHIPPED) for name in files.contents):
            return examine(files, *levels)
        key = files.sha256, *levels
        return kept[key] if key in kept else kept.setdefault(key, examine(files, *levels))

    return examined


def shipped_rows_kept(read: Callable[[Path, str], list[list[str]]]) -> Callable[[Path, str], list[list[str]]]:
    """Return a reader of published figures that keeps those beside the shipped map."""
    kept = functools.cache(read)

    def rows_of(entrance: Path, name: str) -> list[list[str]]:
        return (kept if entrance == shipped_map() else read)(entrance, name)

    return rows_of


def keep_numbers(patch: pytest.MonkeyPatch) -> None:
    """Keep all numbers of a map: each question about one of them finds them all."""
    from ecomap.verbs.map_numbers import MapNumbers  # loads much: only where tests run

    everything = MapNumbers._everything.func
    kept: dict[int, tuple[object, object]] = {}

    def numbers_of(worded: MapNumbers) -> object:
        found = kept.get(id(worded.ecosystem))  # the map lives on, so that no other has its id
        return (found or kept.setdefault(id(worded.ecosystem), (worded.ecosystem, everything(worded))))[1]

    patch.setattr(MapNumbers, "_everything", property(numbers_of))


def keep_shipped_files(patch: pytest.MonkeyPatch) -> None:
    """Keep the bytes of the shipped map and their fingerprint, which nearly every command asks for."""
    read, fingerprint, entrance = maps.map_files, MapFiles.sha256.fget, shipped_map()  # type: ignore[attr-defined]
    shipped = functools.cache(lambda: read(entrance))
    of_shipped = functools.cache(lambda: fingerprint(shipped()))

    def files_of(*given: Any, **more: Any) -> MapFiles:
        other = any(given) or more or shipped_map() != entrance  # a test may put the program's folder elsewhere
        return read(*given, **more) if other else shipped()

    patch.setattr(maps, "map_files", files_of)
    patch.setattr(MapFiles, "sha256", property(lambda self: of_shipped() if self is shipped() else fingerprint(self)))


@pytest.fixture(autouse=True)
def cache_home(shared_cache: Path) -> Path:
    """Give each test an empty cache folder of its own; it does not exist until something is kept."""
    home = shared_cache.with_name(f"cache-home-{next(COUNTED)}")
    os.environ["XDG_CACHE_HOME"] = str(home)
    return home


@pytest.fixture(scope="session")
def shipped(shared_cache: Path) -> EcosystemMap:  # noqa: ARG001 (what it keeps is kept here)
    """Return the shipped map, read from its source files; what it compiles to is beside them (test_compiled_map.py)."""
    from ecomap.verbs import arrays

    ecosystem = map_reader.parse_map(map_files(shipped_map()))
    arrays._COMPILED[id(ecosystem)] = weakref.ref(ecosystem), maps.load_map()[0]
    return ecosystem
