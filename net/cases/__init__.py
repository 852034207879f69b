"""The command lines, by what they ask for."""

from case import Case
from cases import analyze, batch, business, compare, explain, faulty, maps, surroundings, usage, whatif


def all_cases() -> list[Case]:
    """Return all cases, each name once."""
    rooms = (analyze, explain, whatif, compare, batch, business, faulty, maps, surroundings, usage)
    found = [item for room in rooms for item in room.cases()]
    names = [item.name for item in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"two cases are called {', '.join(twice)}")
    return found
