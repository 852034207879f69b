"""``ecomap map import`` and ``business set --from-radar``: what matches is used, everything else is listed."""

import json
import re
from pathlib import Path

import pytest
from terminal import Run

from ecomap.io.drawings import read_drawing
from ecomap.io.maps import load_whole_map
from ecomap.model import EcosystemMap
from ecomap.verbs.map_graph import draw_map
from ecomap.verbs.map_import import match_drawing

KNOWN = ("Website", "Online shop", "Chatbots", "Cloud computing", "Online booking")
SECTORS = ("Retail shops", "Online retail", "Education", "Health care")
STRANGE = '"><script>alert(1)</script> =cmd|\u202e👩\u200d🍳\n%YAML: [x] # {'


def kumu(folder: Path) -> tuple[Path, list[str]]:
    """Write a Kumu map of 40 elements, and return it with the names that are in no map."""
    unknown = [f"Strange thing {number}" for number in range(28)] + ["Webside", "Bakeries", STRANGE]
    elements = [
        *({"label": name, "type": "Trend"} for name in KNOWN), *({"label": name, "type": "Sector"} for name in SECTORS),
        *({"label": name, "type": ("Person", "Trend", "Sector")[at % 3]} for at, name in enumerate(unknown)),
    ]  # fmt: skip
    connections = [
        {"from": "Chatbots", "to": "Education", "strength": 0.17},
        {"from": "Online booking", "to": "Online retail", "strength": "strong"},
        {"from": "Online retail", "to": "Education", "strength": 0.4, "direction": "directed"},
        {"from": "Education", "to": "Health care", "strength": 7},
        {"from": "Retail shops", "to": "Website", "strength": 0.5},
        {"from": "Website", "to": "Retail shops", "strength": 0.5, "direction": "undirected"},
        {"from": "Strange thing 1", "to": "Education", "strength": 0.2},
        {"from": "Chatbots", "to": "Education", "strength": 0.3},
        {"from": "Education", "to": "Education", "strength": 0.3},
    ]
    file = folder / "kumu.json"
    file.write_text(json.dumps({"elements": elements, "connections": connections}), encoding="utf-8")
    assert len(elements) == 40
    return file, unknown


def test_a_kumu_map_of_forty_elements(run: Run, tmp_path: Path, shipped: EcosystemMap) -> None:
    """Nine names match; of nine lines three are used; all else is listed on stderr and in the stub, with its reason."""
    file, unknown = kumu(tmp_path)
    answer = run("map", "import", file, "-o", tmp_path / "mine.yaml")
    assert (answer.code, answer.out) == (0, "")
    assert "9 of 40 names matched" in answer.err
    stub = (tmp_path / "mine.yaml").read_text(encoding="utf-8")
    for text in (answer.err, stub):
        listed = text[text.index("Not used, 37:") :]
        assert all(f"element {place}: " in listed for place in range(10, 41))
        assert all(" ".join(name.split())[:12] in listed for name in unknown)
        assert [f"connection {place}: " in listed for place in range(1, 10)] == [False] * 3 + [True] * 6
    assert 'Did you mean "website"?' in answer.err
    assert "a kind of firm, made of several sectors: food-manufacturing, retail-trade" in answer.err
    assert "prevalence: 0.17" in stub
    sector, trend = shipped.sector_by_id["education"].name, shipped.trend_by_id["chatbots"].name
    assert f"Of the firms in {sector}, 17 % use: {trend}." in stub


def test_the_blanks_filled_in_it_passes_the_check(run: Run, tmp_path: Path) -> None:
    """As it is every blank is told; with the word taken out the check finds nothing wrong, and the map says the new."""
    file, _ = kumu(tmp_path)
    mine = tmp_path / "mine.yaml"
    run("map", "import", file, "-o", mine)
    refused = run("map", "check", mine)
    assert (refused.code, refused.err.count("still to do")) == (3, 5)  # title, author, note, share, statement
    mine.write_text(mine.read_text(encoding="utf-8").replace("TODO ", ""), encoding="utf-8")
    checked = run("map", "check", mine)
    assert checked.code == 0, checked.err
    ecosystem, _ = load_whole_map([mine])
    shares = {(item.trend, item.sector): item.prevalence for item in ecosystem.influences}
    assert (shares["chatbots", "education"], shares["online-booking", "e-commerce"]) == (0.17, 0.3)
    into = {item.source: item.coupling for item in ecosystem.couplings if item.target == "education"}
    assert into["e-commerce"] == 0.4
    assert sum(into.values()) == pytest.approx(1, abs=1e-4)
    assert sum(into.values()) <= 1


def test_what_gives_way_keeps_its_proportions(run: Run, tmp_path: Path, shipped: EcosystemMap) -> None:
    """0.4 from one sector leaves 0.6 to all others: of 1 - old, each has as much of it as before."""
    file, _ = kumu(tmp_path)
    mine = tmp_path / "mine.yaml"
    assert run("map", "import", file, "--author", "tester", "-o", mine).code == 0
    mine.write_text(mine.read_text(encoding="utf-8").replace("TODO ", ""), encoding="utf-8")
    before, after = (
        {item.source: item.coupling for item in ecosystem.couplings if item.target == "education"}
        for ecosystem in (shipped, load_whole_map([mine])[0])
    )
    old = before.pop("e-commerce", 0.0)
    for source, share in before.items():
        assert after[source] == pytest.approx(share * 0.6 / sum(before.values()), abs=2e-6), (source, old)


@pytest.mark.slow
def test_with_an_author_a_complete_file_is_complete(run: Run, tmp_path: Path) -> None:
    """Every line with a share: nothing is left to fill in, and the overlay ranks at once."""
    edges = tmp_path / "edges.csv"
    edges.write_text("from;to;strength\nChatbots;Education;17%\nWebsite;Nowhere;0.2\n", encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    answer = run("map", "import", edges, "--author", "tester", "-o", mine)
    assert "table of edges: 3 of 4 names matched" in answer.err
    assert "TODO" not in mine.read_text(encoding="utf-8")
    assert run("map", "check", mine, "--strict").code == 0
    assert run("analyze", "--sector", "education", "--map", mine).code == 0


@pytest.mark.parametrize("ending", ["graphml", "json"])
def test_what_was_exported_comes_back_as_it_was(run: Run, tmp_path: Path, shipped: EcosystemMap, ending: str) -> None:
    """The whole map out and in again: every node matches, every line says what the map says, nothing is added."""
    file = tmp_path / f"map.{ending}"
    assert run("map", "export", "-o", file).code == 0
    found = match_drawing(read_drawing(file), shipped)
    whole = draw_map(shipped)
    assert [(one.kind, one.id) for one in found.matched] == [(node.kind, node.id) for node in whole.nodes]
    assert (found.same, found.numbers, found.room, found.unmatched) == (len(whole.edges), (), (), ())


def test_both_tables_come_back(run: Run, tmp_path: Path, shipped: EcosystemMap) -> None:
    """Nodes match one by one; of the edges each says what the map says, its ends known by their ids."""
    assert run("map", "export", "--sector", "retail-trade", "-o", tmp_path / "map.csv").code == 0
    nodes, edges = (match_drawing(read_drawing(tmp_path / f"map-{what}.csv"), shipped) for what in ("nodes", "edges"))
    assert (len(nodes.matched), nodes.unmatched) == (nodes.points, ())
    assert (edges.same, edges.unmatched) == (edges.lines, ())


GRAPHML = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="w" for="edge" attr.name="weight" attr.type="double"/>
  <graph edgedefault="directed">
    <node id="Website"/><node id="Education"/><node id="Talking heads"/><node id="Moonshine"/>
    <edge source="Website" target="Education"><data key="w">0.123</data></edge>
    <edge source="Talking heads" target="Education"><data key="w">0.4</data></edge>
  </graph>
</graphml>"""


def test_a_graphml_file_with_strangers(run: Run, tmp_path: Path) -> None:
    """Two nodes match and the line between them is used; two do not, and they and their line are listed."""
    file = tmp_path / "map.graphml"
    file.write_text(GRAPHML, encoding="utf-8")
    answer = run("map", "import", file)
    assert "{trend: website, sector: education, prevalence: 0.123" in answer.out
    assert answer.err[answer.err.index("Not used, 3:") :].count("\n") == 4
    for text in (answer.out, answer.err):
        assert all(
            place in text for place in ("node 3: Talking heads: ", "node 4: Moonshine: ", "edge 2: Talking heads")
        )


def test_a_number_that_the_map_says_otherwise_is_shown_beside_it(run: Run, tmp_path: Path) -> None:
    """So that whoever fills in the stub sees what he changes."""
    edges = tmp_path / "edges.csv"
    edges.write_text("source,target,weight\ncloud-computing,retail-trade,0.123\n", encoding="utf-8")
    answer = run("map", "import", edges)
    assert re.search(r"# row 1: strength 0\.123; the map says 0\.\d+", answer.out)


def test_pressures_that_are_more_than_the_whole_are_told(run: Run, tmp_path: Path) -> None:
    """0.7 and 0.6 into one sector cannot both be."""
    edges = tmp_path / "edges.csv"
    edges.write_text("from,to,weight\nretail-trade,education,0.7\ne-commerce,education,0.6\n", encoding="utf-8")
    answer = run("map", "import", edges)
    assert answer.err.count("what reaches education is 1.3 together") == 2
    assert "couplings:" not in answer.out


def test_hostile_names_stay_comments(run: Run, tmp_path: Path) -> None:
    """The stub reads as an overlay with nothing in it, whatever the names of file and elements say."""
    file = tmp_path / "a b =cmd's (1).json"
    file.write_text(json.dumps({"elements": [{"label": STRANGE}, {"label": "x\ninfluences: [1]"}]}), encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    assert run("map", "import", file, "--author", 'a "b" # \n c', "-o", mine).code == 0
    assert run("map", "check", mine).code == 0
    assert [line for line in mine.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"] == [
        "schema: ecomap/overlay/1", "id: a-b-cmd-s-1-overlay", 'title: "a b =cmd\'s (1).json"'
    ]  # fmt: skip


def test_what_cannot_be_read_is_no_answer(run: Run, tmp_path: Path) -> None:
    """Exit 3 and nothing on stdout; 5 for a file that is not there."""
    file = tmp_path / "x.json"
    file.write_text("{", encoding="utf-8")
    assert run("map", "import", file)[:2] == (3, "")
    assert run("map", "import", tmp_path / "none.json")[:2] == (5, "")


# --- radar

RADAR = """name,ring,quadrant,isNew,description
Online ordering,adopt,tools,false,"we take orders"
Chatbots,Assess,tools,true,y
Tracing of goods with blockchain,hold,tools,false,z
Phishing and payment fraud,adopt,tools,false,z
"Webside, new",adopt,tools,false,z
Website,adopt,platforms,false,x
"""


@pytest.mark.parametrize("argv", [("map", "check"), ("analyze", "bakery", "--map")])
def test_a_drawing_that_is_given_as_a_map_is_told(run: Run, tmp_path: Path, argv: tuple[str, ...]) -> None:
    """One line: what it is, and the command that makes an overlay of it, which works as it is printed."""
    file = kumu(tmp_path)[0]
    answer = run(*argv, file)
    assert (answer.code, answer.out, answer.err.count("\n")) == (3, "", 1)
    assert f"ecomap map import {file} -o mine.yaml" in answer.err


def test_a_radar_becomes_what_is_in_use(run: Run, tmp_path: Path) -> None:
    """The ring adopt goes into the file, other rings and names that do not match are told, all else stays."""
    radar, mine = tmp_path / "radar.csv", tmp_path / "mine.yaml"
    radar.write_text(RADAR, encoding="utf-8")
    mine.write_text("sectors: {bakery: 1}  # mine\nadopted: [website]\n", encoding="utf-8")
    answer = run("business", "set", mine, "--from-radar", radar)
    assert answer.code == 0, answer.err
    text = mine.read_text(encoding="utf-8")
    assert text.startswith("sectors: {bakery: 1}  # mine\n")
    assert "online-ordering" in text
    assert not any(word in text for word in ("chatbots", "blockchain", "phishing"))
    for said in ('Ring "adopt": 2 in use', 'Ring "assess": 1; says nothing', "row 4: ", "row 5: ", "Not used, "):
        assert said in answer.err
    assert "nothing to change" in run("business", "set", mine, "--from-radar", radar).err


def test_a_table_without_rings_is_no_radar(run: Run, tmp_path: Path) -> None:
    """It is refused, and the file stays."""
    radar, mine = tmp_path / "radar.csv", tmp_path / "mine.yaml"
    radar.write_text("name\nWebsite\n", encoding="utf-8")
    mine.write_text("sectors: {bakery: 1}\n", encoding="utf-8")
    answer = run("business", "set", mine, "--from-radar", radar)
    assert answer.code == 3
    assert "no rings" in answer.err
    assert mine.read_text(encoding="utf-8") == "sectors: {bakery: 1}\n"


def test_a_radar_as_a_map_adds_nothing_and_says_where_it_belongs(run: Run, tmp_path: Path) -> None:
    """Rings speak of a firm; the names that match are listed with their rings."""
    radar = tmp_path / "radar.csv"
    radar.write_text(RADAR, encoding="utf-8")
    answer = run("map", "import", radar)
    assert "Website = trend website (adopt)" in answer.out
    assert "--from-radar" in answer.err
