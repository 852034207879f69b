"""The program within another one whose streams take text alone, as in a notebook."""

import io
import os
import sys
from pathlib import Path

import pytest
from terminal import Answer, Run

from ecomap.cli import main
from maps import some


@pytest.fixture
def within(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the program with streams of text, which have no bytes below them."""

    def run_within(*argv: object, stdin: str = "") -> Answer:
        out, err = io.StringIO(newline=""), io.StringIO(newline="")
        with monkeypatch.context() as patch:
            for name, stream in (("stdin", io.StringIO(stdin)), ("stdout", out), ("stderr", err)):
                patch.setattr(sys, name, stream)
            code = main([str(word) for word in argv])
        return Answer(code, out.getvalue(), err.getvalue())

    return run_within


TABLE = "id,sectors\nÄ €,bakery\nB,zzz\nC,hotel\n"
ASKED = {
    ("analyze", "bakery"): "",
    ("analyze", "-", "--json"): "name: Bäckerei\nsectors: {bakery: 1}\n",
    ("analyze", "nobody"): "",
    ("analyze", "-h"): "",
    ("--version",): "",
    ("map", "check"): "",
    ("map", "import", "-"): "name\nwebsite\nnothing known\n",
    ("schema", "business"): "",
    ("completion", "bash"): "",
    ("business", "new"): "",
    ("batch", "-"): TABLE,
    ("batch", "-", "-f", "jsonl", "--piece-size", "20"): TABLE,
    ("batch", "-", "--check"): TABLE,
}


@pytest.mark.parametrize(("argv", "stdin"), some(ASKED.items(), several=True), ids=map(" ".join, ASKED))
def test_text_alone_is_written_as_to_any_stream(within: Run, run: Run, argv: tuple[str, ...], stdin: str) -> None:
    """The same code, the same answer and the same words beside it."""
    assert within(*argv, stdin=stdin) == run(*argv, stdin=stdin)


@pytest.mark.parametrize("argv", some([("analyze", "bakery", "-f", "png"), ("analyze", "bakery", "-f", "xlsx"),
                                       ("batch", "-", "-f", "parquet")]), ids=" ".join)  # fmt: skip
def test_what_is_no_text_is_refused_there(within: Run, tmp_path: Path, argv: tuple[str, ...]) -> None:
    """Nothing is written, and the way out works."""
    refused = within(*argv, stdin=TABLE)
    assert (refused.code in (2, 5), refused.out) == (True, "")
    assert "name a file with --output" in refused.err
    assert within(*argv, "-o", tmp_path / "made", stdin=TABLE).code == 0


def test_the_standard_output_around_it_is_not_muted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that breaks ends this answer alone: what another program writes later still comes out."""
    reading, writing = os.pipe()

    class Broken(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    with os.fdopen(writing, "w") as real, os.fdopen(reading) as read:
        monkeypatch.setattr(sys, "__stdout__", real)
        monkeypatch.setattr(sys, "stdout", Broken())
        assert main(["analyze", "bakery"]) == 141
        real.write("still here\n")
        real.flush()
        assert read.readline() == "still here\n"
