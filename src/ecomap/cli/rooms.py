"""The rooms that commands work with: a module of one is loaded when a command asks for something in it.

So ``--help`` and the completion of a command, for which its options must be known, wait for no numbers and no models.
"""
# ruff: noqa: F401

from importlib import import_module
from typing import TYPE_CHECKING, Any

__all__ = ["entries", "firms", "io", "model", "naming", "render", "results", "verbs"]


class Room:
    """A package or module; what a name in it stands for is loaded when it is asked for."""

    def __init__(self, path: str) -> None:
        self._path = f"ecomap.{path}"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked by who looks whether there is such a thing
            raise AttributeError(name)
        room = import_module(self._path)
        found = getattr(room, name) if hasattr(room, name) else import_module(f"{self._path}.{name}")
        return Room(found.__name__.removeprefix("ecomap.")) if hasattr(found, "__path__") else found


if TYPE_CHECKING:  # what the types are of: each module that no other brings along
    import ecomap.io.business_edits
    import ecomap.io.business_writer
    import ecomap.io.drawings
    import ecomap.io.languages
    import ecomap.io.logbook.store
    import ecomap.io.map_reader
    import ecomap.io.stubs
    import ecomap.render.benchmark
    import ecomap.render.comparison
    import ecomap.render.doctor
    import ecomap.render.globalise
    import ecomap.render.map_graph
    import ecomap.render.maps
    import ecomap.render.movement
    import ecomap.render.report
    import ecomap.render.track
    import ecomap.render.watch
    import ecomap.verbs.channels
    import ecomap.verbs.comparison
    import ecomap.verbs.difference
    import ecomap.verbs.doctor
    import ecomap.verbs.globalise
    import ecomap.verbs.lookup
    import ecomap.verbs.map_import
    import ecomap.verbs.news
    import ecomap.verbs.provenance
    import ecomap.verbs.questions
    import ecomap.verbs.report
    import ecomap.verbs.schemas
    import ecomap.verbs.track
    import ecomap.verbs.whatif
    from ecomap import firms, io, model, render, results, verbs
    from ecomap import names as naming
    from ecomap.results import logbook as entries
else:
    firms, io, model, render, results, verbs = map(Room, ("firms", "io", "model", "render", "results", "verbs"))
    entries, naming = Room("results.logbook"), Room("names")
