"""``backtest``: what is refused, and where the statistics lie beside the repository, what it answers."""

import json
from pathlib import Path

import jsonschema
import pytest
from terminal import Printed, Run

STATISTICS = Path(__file__).parents[2].parent / "shared" / "data"
USAGE, FILE = 2, 5
QUICK = ("backtest", "--statistics", str(STATISTICS), "--quick", "--resamples", "20")

with_statistics = pytest.mark.skipif(
    not STATISTICS.is_dir(), reason="the publishers' tables do not lie beside the repository"
)


def test_a_missing_folder_exits_with_5_and_a_way_out(run: Run, tmp_path: Path) -> None:
    """The folder is named, and where its layout is told."""
    answer = run("backtest", "--statistics", tmp_path / "nowhere")
    assert (answer.code, answer.out) == (FILE, "")
    assert "nowhere: no such folder." in answer.err
    assert "data/README.md" in answer.err


def test_an_empty_folder_exits_with_5_and_its_first_missing_table(run: Run, tmp_path: Path) -> None:
    """The table is named, and where the layout of the folder is told."""
    answer = run("backtest", "--statistics", tmp_path)
    assert (answer.code, answer.out) == (FILE, "")
    assert "abs_technology_use_by_industry.csv: no such file or directory." in answer.err
    assert "data/README.md" in answer.err


@pytest.mark.parametrize(
    "argv",
    [
        ("backtest",),
        ("backtest", "--statistics", ".", "--list", "everything"),
        ("backtest", "--statistics", ".", "--resamples", "1"),
        ("backtest", "--statistics", ".", "--format", "jsonl"),
    ],
    ids=["no statistics", "no such list", "too few resamples", "no such format"],
)
def test_a_mistake_of_usage_exits_with_2(run: Run, argv: tuple[str, ...]) -> None:
    """What cannot be understood is refused before anything is read."""
    answer = run(*argv)
    assert (answer.code, answer.out) == (USAGE, "")


@pytest.mark.slow
@with_statistics
def test_the_same_run_gives_the_same_bytes_and_holds_to_its_schema(printed: Printed, run: Run) -> None:
    """JSON of a quick run on one list: repeated byte for byte, true to the printed schema, that list alone."""
    argv = (*QUICK, "--list", "us-industries", "--json")
    first = printed(*argv)
    assert run(*argv) == (0, first, "")
    document = json.loads(first)
    schema = json.loads(printed("schema", "backtest"))
    assert [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(document)] == []
    assert {score["list"] for score in document["tasks"]} == {"us-industries"}


@pytest.mark.slow
@with_statistics
def test_a_transfer_alone(run: Run, tmp_path: Path) -> None:
    """The list of the EU has nothing but the transfer; a file takes the form of its name."""
    file = tmp_path / "transfer.tsv"
    assert run(*QUICK, "--list", "nace", "--output", file) == (0, "", "")
    header, *rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    assert header == ["list", "task", "truth", "metric", "predictor", "value", "low", "high", "n"]
    assert {row[1] for row in rows} == {"transfer"}
