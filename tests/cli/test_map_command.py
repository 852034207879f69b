"""``map``: what it holds, where a word occurs, and whether it is sound."""

import json
import re
import shutil
from pathlib import Path

import pytest
from small_maps import small_map
from terminal import Run

from ecomap.places import data_folder
from plain_files import read_table, read_yaml

DATA = 3


@pytest.fixture
def copy_of_the_map(tmp_path: Path) -> Path:
    """Return the folder of a copy of the shipped map."""
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


def test_show_counts_what_the_files_hold(run: Run) -> None:
    """The counts are those of the files, read here with the plain YAML and CSV readers."""
    shown = run("map", "show")
    assert (shown.code, shown.err) == (0, "")
    files = [data_folder() / "sectors.yaml", *sorted((data_folder() / "trends").glob("*.yaml"))]
    contents = [read_yaml(file) for file in files]
    counts = {name: sum(len(content.get(name, [])) for content in contents) for name in ("sectors", "trends")}
    counts["couplings"] = len(read_table(data_folder() / "statistics" / "coupling.csv"))
    counts["influences"] = sum(len(content.get("influences", [])) for content in contents)
    counts["influences"] += len(read_table(data_folder() / "statistics" / "prevalence.csv"))
    for name, count in counts.items():
        assert re.search(rf"^ *{count:,}  {name}$", shown.out, re.MULTILINE)
    assert all(limit in " ".join(shown.out.split()) for limit in contents[0]["limits"])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["payment"], ("trend", "digital-payments")),
        (["bakery"], ("sector", "food-manufacturing")),
        (["PAYMENT", "shop"], None),
        (["cafe"], ("sector", "restaurants")),
        (["isic:5610"], ("sector", "restaurants")),
        (["SIC", "56101"], ("sector", "restaurants")),
        (["52"], ("sector", "logistics")),  # NACE 52
        (["52"], ("sector", "finance-insurance")),  # NAICS 52
        (["516210"], ("sector", "publishing-media")),  # streaming, social networks and other media: two sectors
        (["whatsapp"], ("platform", "whatsapp")),
        (["google", "maps"], ("platform", "google-business-profile")),
        (["prenotazione"], ("trend", "online-booking")),  # Prenotazione di appuntamenti online
        (["pagamento", "carta"], ("trend", "digital-payments")),  # Pagamenti con carta, telefono e link
        (["Zahlungen"], ("activity", "take-payments")),  # Zahlungen annehmen
        (["strona"], ("trend", "website")),
    ],
)
def test_search_finds_by_word_alias_and_code(
    run: Run, words: list[str], expected: tuple[str, str] | None
) -> None:  # fmt: skip
    """Every hit is a line of kind, id, name and text; all the words must be there, in any case."""
    answer = run("map", "search", *words)
    assert answer.code == 0
    hits = [line.split("\t") for line in answer.out.splitlines()]
    assert {len(hit) for hit in hits} <= {4}
    if expected:
        assert expected in {(hit[0], hit[1]) for hit in hits}


@pytest.mark.parametrize(
    ("word", "first", "later"),
    [("isic", "wholesale", "personal-trainer"), ("form", "text-mining", "b2b-platforms")],
)
def test_what_begins_a_word_stands_before_what_is_inside_one(run: Run, word: str, first: str, later: str) -> None:
    """ISIC before preparatore fisico: the search for it began with a personal trainer."""
    found = [line.split("\t")[1] for line in run("map", "search", word).out.splitlines()]
    assert found.index(first) < found.index(later)


@pytest.mark.parametrize(("code", "told"), [("84.11", "no sector for"), ("99.98", "no such")])
def test_a_search_says_why_a_code_finds_nothing(run: Run, code: str, told: str) -> None:
    """Public administration is no sector of the map, and no classification has 99.98."""
    answer = run("map", "search", code)
    assert (answer.code, answer.out) == (0, "")
    assert told in answer.err


def test_search_prints_ids_that_can_be_used(run: Run) -> None:
    """``map search restaurants | cut -f2`` gives what ``--sector`` takes, the sector of that name first."""
    first = run("map", "search", "restaurants").out.split("\t")[1]
    assert run("analyze", "--sector", first, "--top", "1").code == 0


def test_the_shipped_map_is_sound(run: Run) -> None:
    """Strictly checked, the shipped map has no fault and no warning."""
    answer = run("map", "check", "--strict")
    assert (answer.code, answer.err) == (0, "")
    assert "sound" in answer.out


def broken(folder: Path, name: str, found: str, put: str) -> str:
    """Replace the first occurrence of a text in a file of the map and return where it stood: file:line:column."""
    file = folder / name
    text = file.read_text(encoding="utf-8")
    before = text[: text.index(found)]
    file.write_text(text.replace(found, put, 1), encoding="utf-8")
    return f"{file}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


FAULTS = [
    ("statistics/modifiers.csv", "-0.925434", "much"),
    ("statistics/prevalence.csv", "0.0280", "2.80"),
    ("sectors.yaml", "aliases:", "aliasses:"),
    ("trends/operations.yaml", "Eurostat", "&office Eurostat"),
]
"""No number, no share, no such field, an anchor."""


def test_a_number_without_its_evidence_is_refused_where_it_stands(run: Run, copy_of_the_map: Path) -> None:
    """Exit 3, standard output empty, and the line and column of what is wrong."""
    where = broken(copy_of_the_map, "statistics/modifiers.csv", "country-shift", "hearsay")
    answer = run("map", "check", copy_of_the_map / "sectors.yaml")
    assert (answer.code, answer.out) == (DATA, "")
    assert where in [line.split("  ")[0] for line in answer.err.splitlines()]


def test_every_fault_of_form_in_every_file_is_told_at_once(run: Run, copy_of_the_map: Path) -> None:
    """Faults in four files are told in one go, each once, at its line and column."""
    places = {broken(copy_of_the_map, *fault) for fault in FAULTS}
    answer = run("map", "check", copy_of_the_map / "sectors.yaml")
    assert (answer.code, answer.out) == (DATA, "")
    assert places == {line.split("  ")[0] for line in answer.err.splitlines()}
    assert "Traceback" not in answer.err


def test_a_map_whose_influence_grows_without_limit_is_refused(run: Run, tmp_path: Path) -> None:
    """Two sectors with couplings of 25: each round keeps (0.05 x 25)^2 > 1; below 1/25 a step, it would not grow."""
    answer = run("analyze", "--sector", "alpha", "--map", small_map(tmp_path, coupling=25))
    assert (answer.code, answer.out) == (DATA, "")
    assert "alpha > beta > alpha" in answer.err or "beta > alpha > beta" in answer.err
    assert "0.04" in answer.err
    assert answer.err.count("\n") == 1


def test_the_same_map_with_couplings_that_fit_is_used(run: Run, tmp_path: Path) -> None:
    """It is the couplings alone that make the difference."""
    answer = run("analyze", "--sector", "alpha", "--map", small_map(tmp_path, coupling=1))
    assert answer.code == 0
    assert "\tbooking\t" in answer.out


def test_show_validity_says_what_a_test_found(run: Run) -> None:
    """The sentences of the record beside the map, word for word, and when it was made."""
    record = json.loads((data_folder() / "statistics" / "validity.json").read_text(encoding="utf-8"))
    shown = run("map", "show", "--validity")
    assert (shown.code, shown.err) == (0, "")
    told = re.findall(r"^- (.*(?:\n  .*)*)", shown.out, re.MULTILINE)
    assert [" ".join(sentence.split()) for sentence in told] == record["headline"]
    assert f"tested {record['date']}" in shown.out


@pytest.mark.parametrize("asked", [("show", "--validity"), ("evidence", "isoc_eb_ai:E_AI_TANY ES 2025")])
def test_what_lies_beside_a_map_is_found_below_an_overlay(run: Run, tmp_path: Path, asked: tuple[str, ...]) -> None:
    """An overlay alone lies on the shipped map, beside which the tables are."""
    overlay = tmp_path / "mine.yaml"
    overlay.write_text("schema: ecomap/overlay/1\nid: mine\ntitle: Mine\n", encoding="utf-8")
    answer, plain = run("map", *asked, "--map", overlay), run("map", *asked)
    assert answer.code == 0
    assert answer.out == plain.out


def test_a_map_that_nobody_tested_says_so(run: Run, tmp_path: Path) -> None:
    """Without a record there is nothing to show, and 5."""
    answer = run("map", "show", "--validity", "--map", small_map(tmp_path, 0.1))
    assert (answer.code, answer.out) == (5, "")
    assert "no record of a test" in answer.err
