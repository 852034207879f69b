"""The door by which commands reach the rooms."""

import pytest

from ecomap.cli import rooms


def test_what_looks_whether_there_is_such_a_thing_is_told_no() -> None:
    """Of names that Python asks for itself; a name that no room has is an error that says which."""
    assert not hasattr(rooms.verbs, "__wrapped__")
    with pytest.raises(ModuleNotFoundError, match=r"ecomap\.verbs\.nothing"):
        _ = rooms.verbs.nothing  # type: ignore[attr-defined]
