"""``ecomap map``: evidence, check with its formats, diff, loops, new, and overlays on the command line."""

import json
import math
import re
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from small_maps import SMALL, small_map
from terminal import Run, process

from ecomap.io.maps import load_whole_map
from ecomap.model.settings import ATTENUATION
from ecomap.verbs.schemas import schema

OVERLAY = """\
schema: ecomap/overlay/1
id: mine
title: More booking
influences:
  - {trend: data-analytics, sector: retail-trade, prevalence: 0.9, evidence: judged-level, statement: All do.}
"""
WRONG = OVERLAY.replace("sector: retail-trade", "sector: retail-trad")


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """Return an overlay on the shipped map that changes one figure."""
    path = tmp_path / "mine.yaml"
    path.write_text(OVERLAY, encoding="utf-8")
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Return an overlay that names a sector which is not there."""
    path = tmp_path / "wrong, 100%.yaml"
    path.write_text(WRONG, encoding="utf-8")
    return path


# --- overlays on the command line ---------------------------------------------------------------------------


def on_top(folder: Path, lists: str) -> tuple[str | Path, ...]:
    """Write an overlay with these lists, and return the options for it on top of the small map."""
    path = folder / "top.yaml"
    path.write_text(f"schema: ecomap/overlay/1\nid: top\ntitle: Top\n{lists}", encoding="utf-8")
    return "--map", path, "--map", small_map(folder, coupling=0.5)


FIGURE = "influences:\n  - {trend: booking, sector: alpha, prevalence: 0.7, statement: Made up., evidence: judged}\n"


def test_every_command_takes_overlays(run: Run, tmp_path: Path) -> None:
    """``analyze``, ``map show``, ``search`` and ``evidence`` read the same map and say so in its fingerprint.

    ``--map`` twice: the small map of two sectors and, on top, another figure of its one trend.
    """
    maps = on_top(tmp_path, FIGURE)
    _, fingerprint = load_whole_map([maps[1], maps[3]])
    assert fingerprint[:16] in run("map", "show", *maps).out
    document = json.loads(run("analyze", "--sector", "alpha", *maps, "--format", "json").out)
    assert document["map"]["sha256"] == fingerprint
    answer = json.loads(run("map", "evidence", "booking>alpha", *maps, "--json").out)
    assert (answer["map"]["sha256"], answer["numbers"][0]["number"]) == (fingerprint, 0.7)
    assert run("map", "search", "booking", *maps).code == 0


def test_what_is_no_name_is_not_searched_for(run: Run) -> None:
    """A page of text was looked for word by word, for minutes."""
    answer = run("map", "search", "a " * 25_000)
    assert (answer.code, "is no name: it has 50,000 characters. Write its name alone." in answer.err) == (0, True)


def test_below_an_overlay_alone_lies_the_shipped_map(run: Run, overlay: Path) -> None:
    """One ``--map`` with an overlay in it: a figure of the shipped map is another."""
    answer = run("map", "evidence", "data-analytics>retail-trade", "--map", overlay, "--json")
    assert json.loads(answer.out)["numbers"][0]["number"] == 0.9


def test_a_divergent_overlay_is_refused_with_its_loop(run: Run, tmp_path: Path) -> None:
    """Couplings of 40 both ways between two sectors: exit 3, nothing on standard output, the loop named."""
    edges = [("alpha", "beta"), ("beta", "alpha")]
    lines = "".join(f"  - {{source: {a}, target: {b}, coupling: 40, evidence: judged}}\n" for a, b in edges)
    maps = on_top(tmp_path, f"couplings:\n{lines}")
    answer = run("analyze", "--sector", "alpha", *maps)
    assert (answer.code, answer.out) == (3, "")
    assert "alpha > beta > alpha" in answer.err
    assert run("map", "loops", *maps, "--top", 1).out.splitlines()[1].split("\t")[4] == "alpha>beta"


# --- check --------------------------------------------------------------------------------------------------


def test_check_tells_every_problem_of_an_overlay_with_its_place(run: Run, wrong: Path) -> None:
    """File, line, column, path, message and way out on standard error; exit 3."""
    answer = run("map", "check", wrong)
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith(
        f'{wrong}:5:37  influences[0].sector: no "retail-trad" among the sectors. Did you mean'
    )


def test_what_is_called_so_is_told_with_its_id(run: Run, wrong: Path) -> None:
    """Of "online-retail" nothing was near, and to add a sector of that name was the way out."""
    written = wrong.read_text(encoding="utf-8").replace("sector: retail-trad,", "sector: online-retail,")
    wrong.with_name("called.yaml").write_text(written, encoding="utf-8")
    told = run("map", "check", wrong.with_name("called.yaml")).err
    assert 'no "online-retail" among the sectors. Write e-commerce.' in told


def test_strict_counts_warnings_and_no_notes(run: Run, tmp_path: Path) -> None:
    """A sector that influences nobody is a note: told, and yet 0 warnings and exit 0."""
    path = tmp_path / "leaf.yaml"
    leaf = "{id: leaf, name: Leaf, short: Leaf, activities: {export: 1}, evidence: judged-activity, reason: Made up.}"
    tie = "{source: retail-trade, target: leaf, coupling: 0.5, evidence: bea-2017-coupling}"
    path.write_text(
        f"schema: ecomap/overlay/1\nid: leaf\ntitle: Leaf\nsectors:\n  - {leaf}\ncouplings:\n  - {tie}\n",
        encoding="utf-8",
    )
    answer = run("map", "check", path, "--strict")
    assert answer.code == 0
    assert answer.out.endswith("with leaf: sound, " + answer.out.split("sound, ")[1])
    assert "0 warnings" in answer.out
    assert f"note: {path}:5:5  sectors[0]: leaf influences nobody." in answer.err


# --- evidence -----------------------------------------------------------------------------------------------


def test_evidence_as_json_is_what_its_schema_says(run: Run) -> None:
    """``ecomap/evidence/1``, for a pathway, a sector, a country and a source."""
    validator = jsonschema.Draft202012Validator(schema("evidence"))
    for asked in ("online-ordering>e-commerce>retail-trade", "hotel", "pt", "uk-csbs-2017"):
        document = json.loads(run("map", "evidence", asked, "--format", "json").out)
        validator.validate(document)
        assert document["schema"] == "ecomap/evidence/1"
        assert {number["evidence"] for number in document["numbers"]} <= {r["id"] for r in document["records"]}


def test_evidence_for_people_names_all_that_was_asked_for(run: Run) -> None:
    """Number, figure with unit, year, area and cell, method with formula, source with licence, who and when."""
    text = " ".join(run("map", "evidence", "additive-manufacturing>architecture-engineering").out.split())
    for part in (
        "0.092 prevalence", "published 9.2 % of companies", "table 12515, NAICS 5413", "grade A", "United States; 2021",
        "Rate from an official table (published-rate)", "formula m = min(0.995", "National Center for Science",
        "https://ncses.nsf.gov/", "licence Public domain", "entered by map editors, reviewed 2026-11-22",
    ):  # fmt: skip
        assert part in text, part


def test_an_unknown_id_is_told_with_what_comes_near(run: Run) -> None:
    """Exit 3, nothing on standard output."""
    answer = run("map", "evidence", "online-odering")
    assert (answer.code, answer.out) == (3, "")
    assert 'Did you mean "online-ordering"' in answer.err


# --- diff ---------------------------------------------------------------------------------------------------


def test_diff_as_json_is_what_its_schema_says_and_adds_up(run: Run, overlay: Path) -> None:
    """``ecomap/diff/2``: the change old and new; for each move the parts sum to the total."""
    document = json.loads(run("map", "diff", "shipped", overlay, "--business", "retail-shop", "--json").out)
    jsonschema.Draft202012Validator(schema("diff")).validate(document)
    [change] = [c for c in document["changes"] if c["kind"] == "influences"]
    assert change["item"] == "data-analytics>retail-trade"
    assert ("prevalence", "0.9") in [(f["field"], f["new"]) for f in change["fields"]]
    [move] = [m for m in document["moves"] if m["trend"] == "data-analytics" and m["list"] == "opportunity"]
    assert move["rank_after"] < move["rank_before"]
    assert move["log_odds"]["own_sector"] > 0
    for found in document["moves"]:
        parts = [value for name, value in found["log_odds"].items() if name != "total"]
        assert math.fsum(parts) == pytest.approx(found["log_odds"]["total"], abs=1e-10)
        if found["parts"]:
            gained = found["priority_after"] - found["priority_before"]
            assert math.fsum(part["points"] for part in found["parts"]) == pytest.approx(gained, abs=1e-9)


@pytest.mark.slow
def test_diff_for_people(run: Run, overlay: Path, tmp_path: Path) -> None:
    """Counts first, then the lines, then the ranks."""
    lines = run("map", "diff", "shipped", overlay, "--business", "retail-shop").out.splitlines()
    assert [line.strip() for line in lines[1:3]] == ["map            1 changed", "influences     1 changed"]
    assert "~ influences data-analytics>retail-trade" in lines
    assert lines.index("~ influences data-analytics>retail-trade") < lines.index("Opportunities:")
    assert any("→" in line and line.endswith("Data analytics") for line in lines)
    assert any("how many firms like you use it +" in line for line in lines)
    small = small_map(tmp_path, coupling=0.5)
    assert "Nothing differs." in run("map", "diff", small, small).out


# --- loops --------------------------------------------------------------------------------------------------


def test_loops_are_those_of_the_map_heaviest_first(run: Run) -> None:
    """Each mean is the root of the product of the couplings in the map's files; means fall."""
    ecosystem, _ = load_whole_map()
    share = {(c.source, c.target): c.coupling for c in ecosystem.couplings}
    header, *rows = (line.split("\t") for line in run("map", "loops", "--top", 20).out.splitlines())
    assert header == ["mean", "product", "kept", "steps", "sectors", "names"]
    assert len(rows) == 20
    for mean, product, kept, steps, sectors, _ in rows:
        loop = sectors.split(">")
        expected = math.prod(share[step] for step in pairwise([*loop, loop[0]]))
        assert int(steps) == len(loop)
        assert float(product) == pytest.approx(expected, rel=1e-5)
        assert float(mean) == pytest.approx(expected ** (1 / len(loop)), rel=1e-5)
        assert float(kept) == pytest.approx(ATTENUATION ** len(loop) * expected, rel=1e-5)
    means = [float(row[0]) for row in rows]
    assert means == sorted(means, reverse=True)


# --- new ----------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_new_writes_a_beginning_that_the_check_refuses_until_it_is_filled_in(run: Run, tmp_path: Path) -> None:
    """Exit 3 while a TODO stands, each at its line; exit 0 once they are gone; then it is ranked."""
    path = tmp_path / "mine.yaml"
    assert run("map", "new", "trend", "repair-evenings", "--output", path).code == 0
    refused = run("map", "check", path)
    text = path.read_text(encoding="utf-8")
    assert refused.code == 3
    first = next(i for i, line in enumerate(text.splitlines(), 1) if "TODO" in line and not line.startswith("#"))
    assert refused.err.startswith(f'{path}:{first}:8  title: still to do: "TODO What this file adds')
    path.write_text(text.replace("TODO ", ""), encoding="utf-8")
    assert run("map", "check", path, "--strict").code == 0
    asked = ("analyze", "--sector", "repair-services", "--map", path, "--format")
    with_it = {row["trend"]["id"]: row["others"] for row in json.loads(run(*asked, "json").out)["opportunities"]}
    assert "repair-evenings" in with_it["online-booking"]  # the stub makes it come with that
    alone = re.sub(r"^    (?:part_of|comes_with): .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(alone, encoding="utf-8")
    assert "\trepair-evenings\t" in run(*asked, "tsv").out


def test_new_does_not_write_over_a_file(run: Run, tmp_path: Path) -> None:
    """Exit 5, and the file as it was."""
    path = tmp_path / "mine.yaml"
    path.write_text("mine", encoding="utf-8")
    assert run("map", "new", "country", "is", "--output", path).code == 5
    assert path.read_text(encoding="utf-8") == "mine"


def test_the_schema_of_an_overlay_says_how_a_trend_is_withdrawn(run: Run) -> None:
    """With the reason that must be given."""
    trend = json.loads(run("schema", "overlay").out)["$defs"]["Trend"]["properties"]
    assert trend["withdrawn"]["description"].startswith("Why it is no longer used")


def test_notes_reach_a_person_on_standard_error(tmp_path: Path) -> None:
    """In a process of its own: a business that uses what was replaced is ranked, and told."""
    business = tmp_path / "b.yaml"
    text = "schema: ecomap/business/1\nsectors: {alpha: 1}\nadopted: [diary]\n"
    business.write_text(text, encoding="utf-8")
    answer = process(["analyze", business, *on_top(tmp_path, merged_trend()), "--format", "json"])
    assert answer.code == 0, answer.err
    assert json.loads(answer.out)["adopted"] == ["booking"]
    assert answer.err.decode() == f'note: {business}:3:11  adopted[0]: "diary" is taken as "booking" (Merged).\n'


def merged_trend() -> str:
    """Return a trend like the one of the small map, which was merged into that."""
    booking = SMALL[SMALL.index("trends:\n") : SMALL.index("influences:\n")]
    return booking.replace("id: booking", "id: diary") + "    withdrawn: Merged\n    replaced_by: booking\n"


def test_two_things_of_one_name_are_no_pathway(run: Run) -> None:
    """IT is a skill and a country: both are told, and an arrow stands between the steps of a pathway alone."""
    assert run("map", "evidence", "IT", "--format", "text").out.startswith("IT; Italy\n")
    assert " > " in run("map", "evidence", "online-ordering>restaurants", "--format", "text").out.splitlines()[0]
