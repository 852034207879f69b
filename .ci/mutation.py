"""Mutation of engine and verbs, sampled: small faults are put in one by one, and the tests that run the line must fail.

    python .ci/mutation.py [--count 150] [--seed 0] [--least .85] [--coverage .coverage]

Needs a coverage file with the tests that ran each line as contexts:

    python -m pytest -q -m "not slow" --cov=ecomap --cov-branch --cov-context=test --cov-report=
    python -m pytest -q -m slow tests/golden --cov=ecomap --cov-branch --cov-context=test --cov-report= --cov-append

Mutants are those of cosmic-ray, drawn by line, so that a long file has many and a line with many operators no more
than another. Annotations and decorators are left out: a fault there fails at the import and tells nothing of tests.
First the tests are tried that run the rarest lines of the function and little else, and some of the answers on record,
then the others of these and more of the rest; a mutant that passes all of them survives. A constant of a module is
tried with the tests of the lines that use it.
"""

import argparse
import ast
import compileall
import difflib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from cosmic_ray.ast import Visitor, get_ast
from cosmic_ray.mutating import MutationVisitor
from cosmic_ray.plugins import get_operator
from coverage.numbits import numbits_to_nums

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("engine", "verbs")
PAIRS = {
    "BinaryOperator": "Add_Sub Sub_Add Mul_Div Div_Mul FloorDiv_Mul Mod_Mul Pow_Mul BitOr_BitAnd BitAnd_BitOr",
    "ComparisonOperator": "Eq_NotEq NotEq_Eq Lt_LtE LtE_Lt Gt_GtE GtE_Gt Lt_GtE GtE_Lt Gt_LtE LtE_Gt Is_IsNot IsNot_Is",
    "UnaryOperator": "USub_UAdd Delete_Not",
}
OPERATORS = [
    *(f"core/Replace{kind}_{pair}" for kind, pairs in PAIRS.items() for pair in pairs.split()),
    "core/ReplaceAndWithOr", "core/ReplaceOrWithAnd", "core/ReplaceTrueWithFalse", "core/ReplaceFalseWithTrue",
    "core/ReplaceBreakWithContinue", "core/ReplaceContinueWithBreak", "core/AddNot", "core/NumberReplacer",
    "core/ZeroIterationForLoop",
]  # fmt: skip
FIRST, MOST, PATIENCE = 24, 240, 240
"""Tests tried first and in all; seconds of processor time for them, so that a busy machine kills no mutant."""


class Places(Visitor):
    """Finds where an operator can be applied: line and occurrence."""

    def __init__(self, operator: object) -> None:
        self.operator, self.count, self.found = operator, 0, []  # type: ignore[var-annotated]

    def visit(self, node: object) -> object:
        """Note what can be changed at a node."""
        for (line, _), _ in self.operator.mutation_positions(node):  # type: ignore[attr-defined]
            self.found.append((line, self.count))
            self.count += 1
        return node


def _lines_without_faults(source: str) -> set[int]:
    """Return the lines of annotations, decorators, imports, and of a star alone, which is no product."""
    out = {line for line, text in enumerate(source.splitlines(), 1) if text.strip() == "*,"}
    for node in ast.walk(ast.parse(source)):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef):
            given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            parts = [*node.decorator_list, node.returns, *(one.annotation for one in given)]
        elif isinstance(node, ast.ClassDef):
            parts = list(node.decorator_list)
        elif isinstance(node, ast.AnnAssign):
            parts = [node.annotation]
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            parts = [node]
        for part in parts:
            if part is not None:
                out |= set(range(part.lineno, (part.end_lineno or part.lineno) + 1))  # type: ignore[attr-defined]
    return out


def only_strict(line: str) -> bool:
    """Say whether all that is true in a line is that lengths agree: where they do, no test sees whether it is asked."""
    return "True" not in line.replace("strict=True", "")


def mutants(file: Path) -> dict[int, list[tuple[str, int]]]:
    """Return the faults that can be put into each line of a file: operator and occurrence."""
    source = file.read_text(encoding="utf-8")
    left_out, tree, found, lines = _lines_without_faults(source), get_ast(source), {}, source.splitlines()
    for name in OPERATORS:
        places = Places(get_operator(name)())
        places.walk(tree)
        for line, occurrence in places.found:
            if line not in left_out and not (name.endswith("TrueWithFalse") and only_strict(lines[line - 1])):
                found.setdefault(line, []).append((name, occurrence))
    return found


def tests_of_lines(coverage: Path, file: Path) -> dict[int, set[str]]:
    """Return the tests that ran each line of a file."""
    with sqlite3.connect(coverage) as store:
        name = str(file.relative_to(ROOT / "src"))
        places = [id for id, path in store.execute("select id, path from file") if path.endswith(f"/src/{name}")]
        tests = dict(store.execute("select id, context from context"))
        arcs = [store.execute("select context_id, fromno, tono from arc where file_id = ?", (id,)) for id in places]
        bits = [store.execute("select context_id, numbits from line_bits where file_id = ?", (id,)) for id in places]
        rows, plain = list(chain(*arcs)), list(chain(*bits))
    of_file: dict[str, set[str]] = {}
    for context in tests.values():
        of_file.setdefault(context.partition("::")[0], set()).add(context.partition("|")[0])
    found: dict[int, set[str]] = {}
    for context, line in chain(
        ((context, line) for context, *both in rows for line in both),
        ((context, line) for context, lines in plain for line in numbits_to_nums(lines)),
    ):
        test, _, phase = tests[context].partition("|")
        # what a fixture runs is credited to the first test that asks for it, and stands for all of its file
        found.setdefault(line, set()).update(of_file[test.partition("::")[0]] if phase == "setup" else {test})
    return {line: {test for test in ran if test} for line, ran in found.items() if line > 0}


def drawn(files: list[Path], coverage: Path, count: int, seed: int) -> Iterator[tuple[Path, int, str, int, list[str]]]:
    """Yield mutants by lot, each with the tests that run its line, the most specific first."""
    lot = random.Random(seed)
    faults = {file: mutants(file) for file in files}
    tests = {file: tests_of_lines(coverage, file) for file in files}
    breadth = Counter(name for by_line in tests.values() for names in by_line.values() for name in names)
    lines = sorted((str(file), line) for file, by_line in faults.items() for line in by_line)
    for name, line in lot.sample(lines, min(count, len(lines))):
        file = Path(name)
        operator, occurrence = lot.choice(faults[file][line])
        around = {at: tests[file].get(at, set()) for at in _lines_that_use(file, line)}
        if not any(around.values()):
            around = {at: tests[file].get(at, set()) for at in _function_at(file, line)}
        ran = around.get(line) or set().union(*around.values())  # at the import nothing is tested of a constant
        rarest = {test: min(len(there) for there in around.values() if test in there) for test in ran}
        by_closeness = sorted(ran, key=lambda test: (rarest[test], breadth[test], test))
        near, rest = by_closeness[: FIRST // 2], by_closeness[FIRST // 2 :]
        whole = [test for test in rest if test.startswith("tests/golden/")]  # answers on record: they see every word
        whole = lot.sample(whole, len(whole))
        others = [test for test in rest if not test.startswith("tests/golden/")]
        chosen = [*near, *whole]
        yield (
            file,
            line,
            operator,
            occurrence,
            chosen + lot.sample(others, max(0, min(len(others), MOST - len(chosen)))),
        )


def _function_at(file: Path, line: int) -> range:
    """Return the lines of the innermost function around a line, of the whole file where there is none."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    spans = [range(node.lineno, (node.end_lineno or node.lineno) + 1) for node in found]
    whole = range(1, len(file.read_text(encoding="utf-8").splitlines()) + 1)
    return min((span for span in [whole, *spans] if line in span), key=len)


def _lines_that_use(file: Path, line: int) -> list[int]:
    """Return the lines that use what is named in a line outside of all functions and classes; nothing of others.

    Whichever test imports a module first ran the line, which says nothing of what it tests.
    """
    tree = ast.parse(file.read_text(encoding="utf-8"))
    around = next((node for node in tree.body if node.lineno <= line <= (node.end_lineno or 0)), None)
    if not isinstance(around, ast.Assign | ast.AnnAssign):
        return []
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    given = {node.id for node in ast.walk(around) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return [node.lineno for node in names if node.id in given and isinstance(node.ctx, ast.Load)]


def fails(tree: Path, tests: list[str]) -> str:
    """Run tests in a copy of the tree; return what ended the fault: "test", "time", or nothing."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", "-p", "no:randomly"]
    surroundings = os.environ | {"PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [*command, *tests], cwd=tree, env=surroundings, capture_output=True, timeout=4 * PATIENCE, check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE + 5)),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "time"
    return {0: "", -signal.SIGXCPU: "time"}.get(done.returncode, "test")


def tried(tree: Path, file: Path, operator: str, occurrence: int, tests: list[str]) -> tuple[str, str]:
    """Put one fault in, run the tests, take it out; return what ended it, and the changed line."""
    there = tree / file.relative_to(ROOT)
    before = there.read_text(encoding="utf-8")
    after = MutationVisitor.mutate_code(before, get_operator(operator)(), occurrence)
    changed = " ".join(
        line.strip() for line in difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
        if line[0] in "+-" and line[:3] not in ("+++", "---")
    )  # fmt: skip
    there.write_text(after, encoding="utf-8")
    try:
        parts = (tests[a:b] for a, b in ((0, FIRST), (FIRST, MOST)))
        return next((end for part in parts if part and (end := fails(tree, part))), ""), changed
    finally:
        there.write_text(before, encoding="utf-8")


def main() -> int:
    """Draw, try, tell."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--count", type=int, default=150)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--least", type=float, default=0.85)
    asked.add_argument("--coverage", type=Path, default=ROOT / ".coverage")
    said = asked.parse_args()
    files = [file for room in ROOMS for file in sorted((ROOT / "src" / "ecomap" / room).rglob("*.py"))]
    survivors, ends = [], Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", ".venv", ".*cache*", "__pycache__", "site"))
        compileall.compile_dir(tree / "src", quiet=1)  # else each run compiles all; a file with a fault is newer
        for file, line, operator, occurrence, tests in drawn(files, said.coverage, said.count, said.seed):
            killed, changed = tried(tree, file, operator, occurrence, tests)
            ends[killed] += 1
            if not killed:
                survivors.append(f"{file.relative_to(ROOT)}:{line} {operator.removeprefix('core/')}: {changed}")
                print(f"survives ({ends.total()}; {len(tests)} tests) {survivors[-1]}", flush=True)
    share = 1 - ends[""] / ends.total()
    told = {"mutants": ends.total(), "by tests": ends["test"], "by time": ends["time"], "share": round(share, 3)}
    print(json.dumps(told))
    return 0 if share >= said.least else 4


if __name__ == "__main__":
    raise SystemExit(main())
