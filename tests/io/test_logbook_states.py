"""Whatever is added, corrected and undone in whatever order: the logbook is what a plain list of changes says."""

import json
import tempfile
from dataclasses import asdict
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ecomap.errors import InputError
from ecomap.io.logbook.store import Logbook, exported, imported
from ecomap.results.logbook import Pilot, Signal, Tie
from maps import examples

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
numbers = st.floats(-1e12, 1e12)
ENTRIES = {Signal: "note", Pilot: "target"}


class Changes(RuleBasedStateMachine):
    """Keeps beside the logbook of each entry its versions, and the order in which they were made."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.logbook = Logbook(Path(self.folder.name) / "a.sqlite")
        self.versions: dict[tuple[type, int], list[object]] = {}
        self.batches: list[list[tuple[type, int]]] = []

    def teardown(self) -> None:
        self.logbook.close()
        self.folder.cleanup()

    def put(self, *written: object) -> None:
        for one in written:
            self.versions.setdefault((type(one), one.id), []).append(one)
        self.batches.append([(type(one), one.id) for one in written])

    @rule(note=texts, words=st.lists(texts, max_size=2))
    def add_signal(self, note: str, words: list[str]) -> None:
        self.put(self.logbook.add(Signal("2026-01-05", "News", (Tie("ai", tuple(words)),), note=note)))

    @rule(wanted=numbers)
    def add_pilot(self, wanted: float) -> None:
        self.put(self.logbook.add(Pilot("Try", "2026-01-05", "Orders", target=wanted)))

    @rule(wanted=numbers)
    def add_together(self, wanted: float) -> None:
        with self.logbook.together():
            first = self.logbook.add(Pilot("Try", "2026-01-05", "Orders", target=wanted))
            second = self.logbook.add(Signal("2026-01-05", "News"))
        self.put(first, second)

    @precondition(lambda self: any(self.versions.values()))
    @rule(data=st.data(), note=texts, wanted=numbers)
    def correct(self, data: st.DataObject, note: str, wanted: float) -> None:
        kind, id = data.draw(st.sampled_from(sorted((k for k, v in self.versions.items() if v), key=str)))
        change = {"note": note} if kind is Signal else {"target": wanted}
        self.put(self.logbook.correct(kind, id, **change))

    @rule()
    def undo_last(self) -> None:
        if not self.batches:
            with pytest.raises(InputError, match="nothing to undo"):
                self.logbook.undo()
            return
        last = self.batches.pop()
        assert {(one.kind, one.number) for one in self.logbook.undo()} == {
            (kind.__name__.lower(), id) for kind, id in last
        }
        for one in last:
            self.versions[one].pop()

    @precondition(lambda self: any(self.versions.values()))
    @rule(data=st.data())
    def undo_one(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted((k for k, v in self.versions.items() if v), key=str)))
        self.logbook.undo(*key)
        self.versions[key].pop()
        batch = next(batch for batch in reversed(self.batches) if key in batch)
        batch.remove(key)
        self.batches = [batch for batch in self.batches if batch]

    @invariant()
    def stands(self) -> None:
        for kind in ENTRIES:
            expected = [v[-1] for (of, _), v in self.versions.items() if of is kind and v]
            assert sorted(self.logbook.entries(kind), key=attrgetter("id")) == sorted(expected, key=attrgetter("id"))

    @rule()
    def export_and_import(self) -> None:
        content = {"schema": "ecomap/logbook/1"} | asdict(exported(self.logbook))
        file, other = Path(self.folder.name) / "all.json", Path(self.folder.name) / "b.sqlite"
        file.write_text(json.dumps(content), encoding="utf-8")
        with Logbook(other) as copy:
            imported(file, copy)
            assert exported(copy) == exported(self.logbook)
            assert copy.history() == self.logbook.history()
        other.unlink(missing_ok=True)


TestChanges = Changes.TestCase
TestChanges.settings = settings(examples(32), stateful_step_count=25)
