"""The table of rows: what each way of saying where a cell is found finds, and that the table fits its answers."""

from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

from ecomap.places import tabbed
from ecomap.record import record
from ecomap.results import rows
from ecomap.results.answer import Answer


@record
class Leaf:
    """What a branch has many of."""

    name: str
    words: tuple[str, ...] = ()


@record
class Branch:
    """What a tree has many of."""

    name: str
    leaves: tuple[Leaf, ...]
    best: Leaf | None = None
    dry: bool | None = None
    size: float = 0.25
    shares: dict[str, float] | None = None


BRANCH = Branch("low", (Leaf("a", ("x", "y")), Leaf("b")), shares={"sun": 0.5})


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        ("name", "low"), ("size", 0.25), ("leaves.name", "a b"), ("leaves.how_many", 2), ("leaves.last.name", "b"),
        ("best.name", None), ("best.name|'none", "none"), ("best.name|name", "low"), ("'word", "word"), ("|", None),
        ("dry?yes:no:perhaps", "perhaps"), ("dry?yes:no", "no"), ("size?much:little", "much"), ("shares.key", "sun"),
        ("{name}: {size:.0%}", "low: 25%"), ("{leaves.name:, }", "a, b"), ("{best.name}", ""), ("^name", "oak"),
    ],
)  # fmt: skip
def test_a_cell_is_found_as_its_place_says(place: str, cell: object) -> None:
    """Each way of saying a place finds what the head of the module says of it."""
    assert rows._placed(f"cell={place}")[1]((BRANCH, Leaf("oak"))) == cell


@record
class Tree(Answer):
    """An answer with branches."""

    name: str
    branches: tuple[Branch, ...]


def test_rows_follow_what_they_stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Lines that begin alike are told together for each thing, its own row before those of what it holds."""
    lines = ["answer\teach\tcells", "Tree\tbranches\tof=^name\tname\tsize", "Tree\tbranches.leaves\tof=^name\tname"]
    (tmp_path / "rows.tsv").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(rows, "TABLE", tmp_path / "rows.tsv")
    tree = Tree("oak", (BRANCH, Branch("high", ())))
    assert tree.header == ("of", "name", "size")
    assert tree.rows() == [
        ("oak", "low", 0.25), ("low", "a", None), ("low", "b", None), ("oak", "high", 0.25),
    ]  # fmt: skip


def test_every_line_is_for_a_record_and_has_cells_of_its_header() -> None:
    """A line of the table names a record, begins at a field of it, and names cells of its first line."""
    folder = Path(rows.__file__).parent
    modules = [import_module(f"ecomap.results.{path.stem}") for path in folder.glob("[a-z]*.py")]
    found = {name: getattr(module, name) for module in modules for name in vars(module)}
    for name, each, *cells in tabbed(rows.TABLE):
        names = {cell.partition("=")[0] for cell in cells}
        assert names <= {*rows.header(rows.lines(name))}
        assert each.split(".")[0] in ("", *(one.name for one in fields(found[name])))
