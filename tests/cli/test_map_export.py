"""``ecomap map export``: forms by name, both tables of CSV, what is left out, and refusals."""

import csv
import json
from pathlib import Path

import networkx as nx
import pytest
from terminal import Run

from ecomap.safe import UNSAFE
from maps import some

NAMED = {".graphml": "<graphml", ".gexf": "<gexf", ".dot": "digraph {", ".gv": "digraph {", ".mmd": "flowchart LR",
         ".json": '"ecomap/graph/1"'}  # fmt: skip


@pytest.mark.parametrize(("ending", "sign"), some(NAMED.items(), several=True))
def test_a_file_takes_the_form_of_its_name(run: Run, tmp_path: Path, ending: str, sign: str) -> None:
    """Written whole; what was left out is told; over a file that is there only with --force."""
    file = tmp_path / f"map{ending}"
    answer = run("map", "export", "--business", "bakery", "--top", "3", "-o", file)
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith("Left out: ")
    assert sign in file.read_text(encoding="utf-8")
    assert run("map", "export", "-o", file).code == 5


def test_csv_is_two_tables(run: Run, tmp_path: Path) -> None:
    """Nodes and edges beside each other, neither where one of them is there; in a pipe the edges."""
    argv = ("map", "export", "--sector", "bakery", "--top", "4")
    assert run(*argv, "-o", tmp_path / "map.csv").code == 0
    texts = [(tmp_path / f"map-{what}.csv").read_text(encoding="utf-8") for what in ("nodes", "edges")]
    nodes, edges = (list(csv.DictReader(text.splitlines())) for text in texts)
    assert {row["id"] for row in nodes} == {row[end] for row in edges for end in ("source", "target")}
    assert run(*argv, "--format", "csv").out == (tmp_path / "map-edges.csv").read_text(encoding="utf-8")
    (tmp_path / "map-edges.csv").unlink()
    before = (tmp_path / "map-nodes.csv").read_bytes()
    assert run(*argv, "-o", tmp_path / "map.csv").code == 5
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map-nodes.csv"]
    assert (tmp_path / "map-nodes.csv").read_bytes() == before


def test_too_much_for_a_picture_is_told(run: Run) -> None:
    """The whole map as Mermaid is written, with what Mermaid will say to it and how to ask for less."""
    answer = run("map", "export", "--format", "mermaid")
    assert answer.code == 0
    assert "Mermaid draws 500 at most" in answer.err
    assert "--top 10" in answer.err
    assert "too many" not in run("map", "export", "--business", "bakery", "--top", "10", "--format", "dot").err


def test_names_are_understood_and_others_refused(run: Run, tmp_path: Path) -> None:
    """A name in another language is one; a wrong one is answered as everywhere; an ending nobody knows too."""
    assert run("map", "export", "--trend", "web shop", "--top", "2").code == 0
    wrong = run("map", "export", "--sector", "bakry")
    assert (wrong.code, wrong.out) == (3, "")
    assert "bakery" in wrong.err
    assert run("map", "export", "-o", tmp_path / "map.png").code == 2


def test_the_owners_words_do_nothing(run: Run, tmp_path: Path) -> None:
    """A name of a firm and of an activity of its own, full of signs, is a label in every form."""
    name = '"><script>alert(1)</script> =cmd|'
    file = tmp_path / "mine.yaml"
    file.write_text(json.dumps({
        "name": name, "sectors": {"bakery": 1}, "own_activities": [
            {"id": "baking-lessons", "name": name, "share": 0.5, "served_by": {"online-booking": 0.5}, "reason": name}],
    }, ensure_ascii=False), encoding="utf-8")  # fmt: skip
    for form in ("graphml", "gexf", "dot", "mermaid", "json", "csv"):
        answer = run("map", "export", "--business", file, "--format", form)
        assert answer.code == 0, answer.err
        assert not UNSAFE.search(answer.out)
        assert form in ("dot", "json", "csv") or "<script" not in answer.out
    graph = nx.node_link_graph(json.loads(run("map", "export", "--business", file, "--json").out), edges="edges")
    assert graph.nodes["baking-lessons"]["label"] == graph.nodes["business/my-business"]["label"] == name
    assert graph.edges["online-booking", "baking-lessons"]["weight"] == 0.5
