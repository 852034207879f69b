"""The house stays small in the small: no function and no file that cannot be taken in at a look."""

import ast
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).parents[2] / "src" / "ecomap"
FUNCTION, FILE = 40, 400
"""Lines, a function's docstring apart."""


def functions(file: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first, said = node.body[0], 0
            if ast.get_docstring(node) is not None:
                said = (first.end_lineno or 0) - first.lineno + 1
            yield f"{file.relative_to(HOUSE)}: {node.name}", (node.end_lineno or 0) - node.lineno + 1 - said


TEXTS = {".csv", ".md", ".py", ".toml", ".tsv", ".txt", ".yaml"}


def test_functions_are_short() -> None:
    """No function has more than 40 lines beside its docstring; half have at most 6, nine in ten at most 20."""
    sizes = dict(size for file in HOUSE.rglob("*.py") for size in functions(file))
    assert not {name: size for name, size in sizes.items() if size > FUNCTION}
    ordered = sorted(sizes.values())
    assert ordered[len(ordered) // 2] <= 6
    assert ordered[len(ordered) * 9 // 10] <= 20


def test_files_are_short() -> None:
    """No file has more than 400 lines."""
    sizes = {str(file.relative_to(HOUSE)): file.read_text(encoding="utf-8").count("\n") for file in HOUSE.rglob("*.py")}
    assert len(sizes) > 200
    assert not {name: size for name, size in sizes.items() if size > FILE}


def test_no_file_has_marks_of_a_merge() -> None:
    """A record that is renewed by what stands in it keeps them for good."""
    whole = Path(__file__).parents[2]
    files = [path for path in whole.glob("*.md") if path.is_file()]
    for folder in ("benchmarks", "data", "docs", "research", "src", "tests"):
        files += (path for path in (whole / folder).rglob("*") if path.suffix in TEXTS)
    marked = ("<" * 7 + " ", ">" * 7 + " ")
    assert not [
        path
        for path in files
        if any(f"\n{mark}" in path.read_text(encoding="utf-8", errors="replace") for mark in marked)
    ]
