"""A year's plan is solved once: what was found is kept in a folder, for tests and the programs that they start.

As a script it is the program itself: ``python -P solved.py plan bakery``.
"""

import hashlib
import os
import pickle
import runpy
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = "ECOMAP_TESTS_SOLVED"
"""Names the folder in the environment, so that programs find it."""
PROGRAM = (sys.executable, "-P", __file__)
"""How the program is started so that it looks there."""


def solve_once(put: Callable[[object, str, object], None], folder: Path) -> None:
    """Let the verb look into the folder before it solves."""
    from ecomap.verbs import plan_solving  # loads much: only where a plan is made

    for name in ("solve", "solve_with"):
        put(plan_solving, name, solved_once(getattr(plan_solving, name), folder))


def solved_once(solve: Callable[..., Any], folder: Path) -> Callable[..., Any]:
    """Return a search that keeps what it found, with the solver and without.

    A problem is numbers through and through, and those are its name.
    """
    from ecomap.engine import solver

    def found(*problem: Any, **limits: Any) -> Any:
        asked = repr((solve.__name__, solver.available(), problem, sorted(limits.items())))
        place = folder / hashlib.sha256(asked.encode()).hexdigest()
        if not place.exists():
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as new:
                pickle.dump(solve(*problem, **limits), new)
            Path(new.name).replace(place)  # whole or not there
        return pickle.loads(place.read_bytes())

    return found


if __name__ == "__main__":
    if FOLDER in os.environ and {"plan", "report"} & set(sys.argv):
        solve_once(setattr, Path(os.environ[FOLDER]))
    runpy.run_module("ecomap", run_name="__main__", alter_sys=True)
