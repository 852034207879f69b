"""``business``: templates to start from, and a check of one's own file."""

import json
from pathlib import Path

import pytest
from terminal import Run

from ecomap import load_business, load_map, questions_to_ask, templates
from ecomap.places import data_folder
from maps import some

TEMPLATES = sorted(templates())
FIRST_TEN = {
    "bakery", "restaurant", "manufacturer", "clinic", "farm", "consulting", "retail-shop", "online-shop",
    "hairdresser", "builder",
}  # fmt: skip


def test_every_template_is_listed_with_its_sectors(run: Run) -> None:
    """One line a template: id, name, sectors, separated by tabs."""
    lines = [line.split("\t") for line in run("business", "templates").out.splitlines()]
    assert [line[0] for line in lines] == TEMPLATES
    assert set(TEMPLATES) >= FIRST_TEN
    assert {len(line) for line in lines} == {3}
    assert all(all(cells) for cells in lines)


@pytest.mark.parametrize("name", some(TEMPLATES))
def test_a_template_is_shown_as_it_was_written_and_passes_the_check(run: Run, name: str) -> None:
    """``business show NAME | business check -`` finds nothing wrong, and nothing that is not said."""
    shown = run("business", "show", name)
    assert shown.out == (data_folder() / "templates" / f"{name}.yaml").read_text(encoding="utf-8")
    checked = run("business", "check", "-", stdin=shown.out)
    assert (checked.code, checked.err) == (0, "")
    assert "\nNothing wrong found.\n" in checked.out
    assert "assumed" not in checked.out


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_explains_every_line(run: Run, name: str) -> None:
    """Every line that a user may change carries a comment."""
    lines = run("business", "show", name).out.splitlines()
    settings = [line for line in lines if line.strip() and not line.startswith("#")]
    assert all("  # " in line for line in settings)


def test_the_check_says_what_was_understood(run: Run) -> None:
    """Names become the map's, weights become shares: 3 and 1 are 75 % and 25 %."""
    answer = run("business", "check", "-", stdin="name: Kiosk\nsectors: {cafe: 3, hotel: 1}\n")
    assert answer.code == 0
    assert "Kiosk: " in answer.out
    assert "75%" in answer.out
    assert "25%" in answer.out


@pytest.mark.parametrize(
    ("said", "assumed"),
    [
        ("", "goals, skills, maturity, resources"),
        ("goals: {reach: 1}\nmaturity: 2\n", "skills, resources"),
        ("goals: {reach: 1}\nmaturity: 0\nskills: {data: 0}\nresources: {budget_eur: 0}\n", None),
    ],
    ids=["nothing said", "half said", "all said, and it is nought"],
)
def test_the_check_names_what_is_assumed(run: Run, said: str, assumed: str | None) -> None:
    """What is not said is taken as usual, and told so; nought is said."""
    out = run("business", "check", "-", stdin=f"sectors: {{bakery: 1}}\n{said}").out
    assert (f"assumed: {assumed}." in out) if assumed else ("assumed" not in out)


def test_the_check_tells_the_three_answers_that_move_most(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library's questions, on the screen and as JSON; each line works as printed and ends its question."""
    monkeypatch.chdir(tmp_path)
    file = Path("mine.yaml")
    file.write_text("sectors: {photographer: 1}\nemployees: 1\n", encoding="utf-8")
    first = questions_to_ask(load_map()[0], load_business(str(file), load_map()[0]), top=3)
    asked = [row for row in json.loads(run("business", "check", str(file), "--json").out) if row["what"] == "ask"]
    assert [(row["id"], row["name"]) for row in asked] == [(item.id, item.question) for item in first]
    told = run("business", "check", str(file)).out
    for row in asked:
        written = f"ecomap business set {file} {row['yes']}"
        assert written in " ".join(told.split())
        assert run(*written.split()[1:]).code == 0
    left = {item.id for item in questions_to_ask(load_map()[0], load_business(str(file), load_map()[0]))}
    assert left.isdisjoint(row["id"] for row in asked)


def test_a_file_named_without_its_ending_is_found(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside obrien.yaml, `obrien` is no template to be guessed at."""
    monkeypatch.chdir(tmp_path)
    Path("obrien.yaml").write_text("{id: a, sectors: {bakery: 1}}", encoding="utf-8")
    told = run("analyze", "obrien").err
    assert 'Did you mean "obrien.yaml"?' in told
    assert "is taken as" not in told
