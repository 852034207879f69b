"""The exit codes that no mistake of the input gives: done, a condition not met, interrupted, the reader went away."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_maps import small_map
from terminal import Run, process, shell

DONE, CONDITION, INTERRUPTED, READER_GONE = 0, 4, 130, 141

posix_only = pytest.mark.skipif(os.name != "posix", reason="named pipes and signals of POSIX")

ANSWERS = [
    ("analyze", "bakery"),
    ("analyze", "--sector", "hotel"),
    ("business", "templates"),
    ("business", "show", "farm"),
    ("business", "check", "-"),
    ("map", "show"),
    ("map", "search", "payment"),
    ("schema", "business"),
    ("completion", "bash"),
    ("--version",),
    ("--help",),
]


@pytest.mark.parametrize("argv", ANSWERS, ids=" ".join)
def test_an_answer_exits_with_0_and_says_nothing_else(run: Run, argv: tuple[str, ...]) -> None:
    """What was asked for stands on standard output; standard error is empty when all is well."""
    answer = run(*argv, stdin="sectors: {bakery: 1}\n")
    assert answer.code == DONE
    assert answer.out.endswith("\n")
    assert answer.err == ""


def test_a_search_without_a_hit_is_an_answer(run: Run) -> None:
    """Nothing found is no failure; what was not found is told on standard error."""
    answer = run("map", "search", "zeppelin")
    assert (answer.code, answer.out) == (DONE, "")
    assert answer.err.startswith('Nothing has "zeppelin".')


def test_a_condition_not_met_exits_with_4(run: Run, tmp_path: Path) -> None:
    """``check --strict`` gives 4 for a map with a warning, and 0 without the condition: couplings sum to 1.5."""
    entrance = small_map(tmp_path, coupling=1.5)
    strict = run("map", "check", entrance, "--strict")
    assert strict.code == CONDITION
    assert "the couplings into alpha sum to 1.5" in strict.err
    assert run("map", "check", entrance).code == DONE


@posix_only
def test_an_interrupt_exits_with_130_in_silence(tmp_path: Path) -> None:
    """Control-C ends the program with 130 and no word; it is sent while the program waits for its input."""
    pipe = tmp_path / "mine.yaml"
    os.mkfifo(pipe)
    ignored_in_background = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = subprocess.Popen(
        [sys.executable, "-c", f"{ignored_in_background}; from ecomap.cli import run; run()", "analyze", str(pipe)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    ours = _once_it_reads(pipe, program)
    program.send_signal(signal.SIGINT)
    os.close(ours)  # where the signal came an instant before the reading, the end of the file brings it to light
    out, err = program.communicate(timeout=60)
    assert (program.returncode, out, err) == (INTERRUPTED, b"", b"")


def _once_it_reads(pipe: Path, program: "subprocess.Popen[bytes]") -> int:
    """Open the other end of a pipe as soon as the program has opened its own."""
    while program.poll() is None:
        with contextlib.suppress(OSError):  # nobody reads yet
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        time.sleep(0.01)
    raise AssertionError(program.communicate())


@pytest.mark.parametrize(
    "argv",
    [
        ("analyze", "-", "--view", "all", "--format", "json"),
        ("analyze", "-"),
        ("business", "check", "-"),
    ],
    ids=" ".join,
)
def test_a_reader_that_goes_away_exits_with_141_in_silence(argv: tuple[str, ...]) -> None:
    """An answer that nobody reads ends with 141 and no word; the reader is gone before the question is complete."""
    program = subprocess.Popen(
        [sys.executable, "-m", "ecomap", *argv],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert program.stdin
    assert program.stdout
    assert program.stderr
    program.stdout.close()
    program.stdin.write(b"sectors: {bakery: 1}\n")
    program.stdin.close()
    err = program.stderr.read()
    program.stderr.close()
    assert (program.wait(timeout=60), err) == (READER_GONE, b"")


@posix_only
def test_the_first_line_of_a_big_answer_can_be_taken() -> None:
    """``| head -1`` of an answer larger than any pipe holds gives the line; the program ends with 141 in silence."""
    answer = shell("{ ecomap analyze bakery --view all --format json; echo $? >&2; } | head -1")
    assert answer == (DONE, b"{\n", b"141\n")


@posix_only
@pytest.mark.parametrize("argv", [("--help",), ("--version",), ("analyze", "--help")], ids=" ".join)
def test_help_that_nobody_reads_exits_with_141_in_silence(argv: tuple[str, ...]) -> None:
    """Help and version are answers too; the reader is gone before the interpreter is up."""
    read, write = os.pipe()
    os.close(read)
    program = subprocess.run(
        [sys.executable, "-m", "ecomap", *argv], stdout=write, stderr=subprocess.PIPE, check=False, timeout=60
    )
    os.close(write)
    assert (program.returncode, program.stderr) == (READER_GONE, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("told", ["2>/dev/full", "2>&-"])
def test_what_cannot_be_told_changes_no_exit_code(told: str) -> None:
    """A closed or full standard error keeps the message back: wrong data are 3, and what needs an answer is 2."""
    for words, code in (("explain bakery wombat", 3), ("watch review bakery website --logbook no.sqlite <&-", 2)):
        assert shell(f"ecomap {words} {told}") == (code, b"", b"")


def test_the_module_and_the_program_are_one() -> None:
    """``python -m ecomap`` is the program; its exit code is the process's."""
    assert process(["--version"]).out.startswith(b"ecomap ")
    assert process(["analyze", "nosuch.yaml"]).code == 5


def test_what_is_no_command_anywhere_is_told_alone(run: Run) -> None:
    """A wrong suggestion is worse than none."""
    assert "Did you mean" not in run("zzzz").err
