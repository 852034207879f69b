"""``python -m research``: the statistics derived again from a clone, a release told in words, the map tested."""

import re
import shutil
from pathlib import Path

import pytest

from ecomap.places import data_folder
from research.__main__ import main
from research.commands import parser
from research.derivation.inputs import opened
from research.statistics import TABLES

ROOT = Path(__file__).parents[2]
CHANGED, USAGE, DATA = 1, 2, 3
DERIVED = {f"{name}.csv" for name in ("coupling", "modifiers", "observations", "prevalence", "questions")}


@pytest.fixture
def run(capsys):
    """Return a function that runs a command in this process: exit code, output, errors."""

    def run_here(*argv: object):
        capsys.readouterr()
        code = main([str(word) for word in argv])
        return code, *capsys.readouterr()

    return run_here


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_the_statistics_of_the_map_can_be_derived_again(run, tmp_path):
    """The tables are, byte for byte, what the derivation makes of the publishers': one changed by hand is noticed.

    ``--check`` names that table alone, with 1, and writes nothing; without it the table is put right and nothing that
    people wrote is touched; then there is no difference to tell.
    """
    copy = Path(shutil.copytree(data_folder(), tmp_path / "data"))
    table = copy / "statistics" / "prevalence.csv"
    by_hand = table.read_bytes().replace(b"0.0280", b"0.0281", 1)
    table.write_bytes(by_hand)
    derive = ("derive", "--map", copy / "sectors.yaml")
    code, told, _ = run(*derive, "--check")
    assert code == CHANGED
    assert {name for name in DERIVED if name in told} == {"prevalence.csv"}
    assert table.read_bytes() == by_hand
    assert run(*derive)[0] == 0
    assert files_of(copy) == files_of(data_folder())
    assert run(*derive, "--check", "--diff") == (0, "Nothing changes: the tables are what the statistics say.\n", "")


AI = "eurostat_ict_enterprises_2025/isoc_eb_ain2_2025_eu27_all_units.csv"


def copy_with(folder: Path, file: str, old: str, new: str) -> Path:
    """Return tables that are the published ones but for one cell of one file, which is plain here."""
    shutil.copytree(TABLES, folder)
    with opened(folder / file) as stream:
        text = stream.read()
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return folder


@pytest.mark.slow
def test_a_new_release_is_told_in_words_and_nothing_is_written(run, tmp_path):
    """Machine learning among food makers, 2.15 % as published, planted as 31.5 %: that figure is told first.

    Then what hangs on it: couplings by their thousand, of which the six that move most are named.
    """
    cell = "\nGE10,C10-C12,E_AI_TML,PC_ENT,EU27_2020,2025,"
    tables = copy_with(tmp_path / "tables", AI, f"{cell}2.15,", f"{cell}31.5,")
    before = files_of(data_folder())
    code, told, _ = run("derive", "--tables", tables, "--diff", "--check")
    assert code == CHANGED
    first, second = told.splitlines()[:2]
    assert re.fullmatch(r"Prevalences: [0-9]+ changes?\.", first)
    assert second == (
        "  AI prediction from data: share of firms in Food and drink production: "
        "31.5 % (published: 31.5), where it was 2.15 % (published: 2.15)."
    )
    titles = re.findall(r"^([A-Z][a-z ]+): ", told, re.MULTILINE)
    assert titles == ["Prevalences", "Couplings"]
    couplings = told.partition("Couplings: ")[2].splitlines()
    assert (len(couplings), couplings[0].endswith("change.")) == (1 + 6 + 1, True)
    assert re.fullmatch(r"  and [0-9],[0-9]{3} more, none of them larger\.", couplings[-1])
    assert files_of(data_folder()) == before


@pytest.mark.parametrize("command", ["derive", "validity"])
def test_a_folder_without_tables_is_refused_in_one_line(run, tmp_path, command):
    """The first table that is missed is named, and where the layout of the folder is told."""
    code, out, told = run(command, "--tables", tmp_path / "nowhere")
    assert (code, out, told.count("\n")) == (DATA, "", 1)
    assert ".csv: no such file or directory." in told
    assert "research/tables/README.md" in told


@pytest.mark.parametrize("argv", [(), ("backtest",), ("validity", "--seed", "one")])
def test_a_mistake_of_usage_exits_with_2(run, argv):
    """What cannot be understood is refused before anything is read."""
    with pytest.raises(SystemExit) as stop:
        run(*argv)
    assert stop.value.code == USAGE


def test_every_command_line_in_the_docs_is_understood():
    """What the README, the guides and the notes beside data and tables say to run can be typed as it stands."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "data" / "README.md", TABLES / "README.md"]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages if page.name != "CHANGELOG.md")
    lines = re.findall(r"python -m research ((?:derive|validity|figures)(?: --\w[\w-]*(?: [A-Z][\w/.]*)?)*)", text)
    assert {line.split()[0] for line in lines} == {"derive", "validity", "figures"}
    for line in lines:
        parser().parse_args(line.split())


def test_every_folder_of_tables_says_where_it_is_from():
    """Publisher, years, licence and what to beware of stand beside the figures."""
    for folder in (path for path in TABLES.iterdir() if path.is_dir()):
        text = (folder / "SOURCE.md").read_text(encoding="utf-8")
        assert all(f"**{word}" in text for word in ("Publisher", "Holds", "Licence", "Beware")), folder.name
