"""Options as people type them: the hyphens, the case of a choice, twice, before the command."""

import shlex
from pathlib import Path

import pytest
from terminal import Run


@pytest.mark.parametrize(
    "typed",
    [
        ("-top", "1"), ("\u2013top", "1"), ("\u2014top=1",), ("\u2013\u2013top", "1"), ("\u2212-top", "1"),
        ("--top", "1", "--top", "1"), ("--top", "1", "--format", "CSV"), ("--top", "1", "\u2013f", "Csv"),
    ],
)  # fmt: skip
def test_what_can_be_read_one_way_is_read(run: Run, typed: tuple[str, ...]) -> None:
    """A long name behind one hyphen, dashes of editors, a choice in capitals."""
    form = () if any(word.casefold() == "csv" for word in typed) else ("-f", "csv")
    answer = run("analyze", "bakery", *typed, *form)
    assert answer == run("analyze", "bakery", "--top", "1", "-f", "csv")
    assert answer.code == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("-output", "x"), "Write --output"),
        (("--country", "DE", "--country", "FR"), '--country is given as "DE" and as "FR". Give one of them.'),
        (("--horizon", "3", "--top", "2", "--horizon", "4"), '--horizon is given as "3" and as "4".'),
        (("-f", "csv", "--format", "json"), '--format is given as "csv" and as "json".'),
    ],
)
def test_what_can_be_read_two_ways_is_refused(run: Run, typed: tuple[str, ...], said: str) -> None:
    """-output may be -o utput; of two values of one thing the last won without a word."""
    answer = run("analyze", "bakery", *typed)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


@pytest.mark.parametrize(
    ("verb", "again"),
    [
        (("analyze", "bakery", "--goal"), ("--goal",)), (("whatif", "bakery", "--set"), ("--set",)),
        (("business", "set", "bakery", "-o", "mine.yaml"), ()),
    ],
)  # fmt: skip
def test_a_name_has_one_number(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...], again: tuple[str, ...]
) -> None:
    """The last of two won, as of options that hold one value; the same said twice is said once."""
    monkeypatch.chdir(tmp_path)
    name = "reach" if verb[-1] == "--goal" else "goals.reach"
    refused, taken = (run(*verb, f"{name}=2", *again, f"{name}={number}") for number in (3, 2))
    assert (refused.code, refused.out, "given twice" in refused.err) == (2 + (verb[0] == "business"), "", True)
    assert "given twice" not in taken.err


@pytest.mark.parametrize("typed", [("\u2013nosuch.yaml",), ("--", "-top")])
def test_what_is_no_option_stays_what_it_is(run: Run, typed: tuple[str, ...]) -> None:
    """A file may be called like one."""
    answer = run("analyze", *typed)
    assert answer.code == 5
    assert typed[-1] in answer.err


def test_no_code_of_three_letters_is_proposed_for_one_of_two(run: Run) -> None:
    """EU is like reu, ecu and deu, none of which is meant; a name is still proposed."""
    assert "Did you mean" not in run("analyze", "bakery", "--country", "EU").err
    assert 'Did you mean "germany"?' in run("analyze", "bakery", "--country", "Germny").err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("plan",), "argument 'business'. A business file, - for standard input, a template, as bakery, or a trade."),
        (("explain", "bakery"), "Missing argument 'trend'. A trend: id, name or alias."),
        (("track", "close", "bakery", "1"), "Missing option '--verdict'. Write one of scale, change, stop."),
        (("explain", "bakery", "electronic", "invoicing"), 'stands in quotes: "electronic invoicing"'),
        (("analyze", "driving", "school"), 'stands in quotes: "driving school"'),
        (("globalise", "bakery", "DE", "FR"), "Say it by the option: --to DE --to FR"),
        (("analyze", "bakery", "--json", "-f", "csv"), "--json and --format csv are two forms. Give one of them."),
    ],
)
def test_what_is_missing_or_too_much_is_told_with_a_way_out(run: Run, typed: tuple[str, ...], said: str) -> None:
    """What it may be stands in the message, on one line, and of two forms none is dropped without a word."""
    answer = run(*typed)
    assert (answer.code, answer.out) == (2, "")
    assert said.casefold() in answer.err.splitlines()[-1].casefold()  # older versions of typer write ARGUMENTS so


def test_an_unknown_letter_behind_others_is_told(run: Run) -> None:
    """Letters behind one hyphen are options one by one, the unknown one wherever it stands."""
    answer = run("plan", "bakery", "-hz")
    assert (answer.code, "No such option: -z" in answer.err) == (2, True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("plan", "-s", "hotel", "--country", "IT", "--employees", "12"),
         "A file says it: ecomap business new -s hotel --country IT --employees 12 -o mine.yaml; then: ecomap plan"),
        (("globalise", "hotel", "--country=IT"), "ecomap business new -s hotel --country=IT -o mine.yaml"),
        (("report", "church", "-o", "FILE", "--country", "SE"),
         "A file says it: ecomap business new -s church --country SE -o mine.yaml; then: ecomap report mine.yaml"),
        (("explain", "-s", "hotel", "website", "--json"),
         "A trade stands in the place of a file: ecomap explain hotel website --json"),
        (("plan", "--country", "IT", "hotel"), "ecomap business new -s hotel --country IT -o mine.yaml"),
        (("plan", "FILE", "--employees", "12"), "The file says it: ecomap business set FILE --help"),
        (("watch", "bakery", "--done", "x"), "No such option: --done. It is an option of ecomap plan."),
    ],
)  # fmt: skip
def test_an_option_of_another_command_is_told_with_where_it_belongs(
    run: Run, tmp_path: Path, typed: tuple[str, ...], said: str
) -> None:
    """What describes a firm stands in its file, and the command that writes one holds what was typed."""
    file = tmp_path / "mine.yaml"
    file.write_text("sectors: {bakery: 1}\n", encoding="utf-8")
    answer = run(*(str(file) if word == "FILE" else word for word in typed))
    assert (answer.code, answer.out) == (2, "")
    assert said.replace("FILE", str(file)) in answer.err


def test_the_file_that_is_proposed_is_written(run: Run, tmp_path: Path) -> None:
    """Where nobody can be asked, a name is all that the proposed command still wants."""
    told = run("plan", "-s", "hotel=0.7", "--country", "Italy", "--trait", "takes-bookings").err
    typed = shlex.split(told.partition("A file says it: ecomap ")[2].partition(";")[0])
    answer = run(*typed[:-1], tmp_path / typed[-1], "--name", "A", "--no-input")
    assert answer.code == 0
    assert "country: IT" in (tmp_path / "mine.yaml").read_text(encoding="utf-8")
