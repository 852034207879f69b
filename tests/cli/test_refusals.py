"""Everything a user can get wrong: the exit code, one clear word on standard error, nothing on standard output."""

import os
from pathlib import Path

import pytest
from terminal import Run, shell

USAGE, DATA, FILE = 2, 3, 5
EVERY_ANSWER = [
    pytest.param(line, marks=pytest.mark.slow)
    for line in (
        "explain bakery online-ordering", "compare bakery hotel", "whatif bakery --set goals.reach=1",
        "plan hairdresser", "benchmark bakery", "platforms bakery", "globalise bakery --to DE", "report bakery",
        "watch suggest bakery",
        "watch channels bakery", "doctor", "schema business", "business templates", "business show bakery",
        "business new --name X --sector bakery", "map show", "map search pay", "map evidence online-ordering",
        "map loops", "map export", "map path hotel retail-trade", "map new trend robo-baking",
    )
]  # fmt: skip
"""A line of each command that answers."""

USAGE_MISTAKES = {
    "nothing to analyze": ("analyze",),
    "a business and sectors": ("analyze", "bakery", "--sector", "hotel"),
    "an empty sector": ("analyze", "--sector", ""),
    "a goal without a weight": ("analyze", "bakery", "--goal", "reach="),
    "a goal that weighs nothing": ("analyze", "bakery", "--goal", "reach=0"),
    "a goal of negative weight": ("analyze", "bakery", "--goal", "reach=-1"),
    "a goal weighed in words": ("analyze", "bakery", "--goal", "reach=much"),
    "a goal weighed by no number": ("analyze", "bakery", "--goal", "reach=nan"),
    "a weight without a goal": ("analyze", "bakery", "--goal", "=2"),
    "a share in words": ("analyze", "--sector", "hotel=half"),
    "shares that leave nothing": ("analyze", "--sector", "hotel=1", "--sector", "restaurants"),
    "no trends at all": ("analyze", "bakery", "--top", "0"),
    "a number of trends in words": ("analyze", "bakery", "--top", "many"),
    "a horizon behind us": ("analyze", "bakery", "--horizon", "-1"),
    "a horizon too far": ("analyze", "bakery", "--horizon", "20.5"),
    "a horizon that is no number": ("analyze", "bakery", "--horizon", "nan"),
    "no such view": ("analyze", "bakery", "--view", "both"),
    "no such format": ("analyze", "bakery", "--format", "xml"),
    "no such option": ("analyze", "bakery", "--colour"),
    "no such command": ("analyse", "bakery"),
    "no command": (),
    "no command of a group": ("business",),
    "no such schema": ("schema", "trend"),
    "no such shell": ("completion", "tcsh"),
    "no words to search": ("map", "search"),
}


@pytest.mark.parametrize("argv", USAGE_MISTAKES.values(), ids=USAGE_MISTAKES.keys())
def test_a_mistake_of_usage_exits_with_2(run: Run, argv: tuple[str, ...]) -> None:
    """What cannot be understood as a command exits with 2, says so on standard error, and answers nothing."""
    answer = run(*argv)
    assert answer.code == USAGE
    assert answer.out == ""
    assert answer.err.strip()
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("argv", "suggested"),
    [
        (("analyze", "--sector", "bakry"), "bakery"),
        (("analyze", "--sector", "restorant"), "restaurants"),
        (("analyze", "bakery", "--goal", "reahc=1"), "reach"),
    ],
)
def test_an_unknown_name_exits_with_3_and_names_the_nearest(
    run: Run, argv: tuple[str, ...], suggested: str
) -> None:  # fmt: skip
    """A name that the map does not have is wrong data; what was probably meant stands in the same line."""
    answer = run(*argv)
    assert answer.code == DATA
    assert answer.out == ""
    assert "Did you mean" in answer.err
    assert f'"{suggested}"' in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("command", [("analyze",), ("business", "check")])
def test_what_is_neither_file_nor_template_exits_with_5(run: Run, command: tuple[str, ...]) -> None:
    """A bare word that is no template is a file that cannot be read; the nearest template is named."""
    answer = run(*command, "bakry")
    assert (answer.code, answer.out) == (FILE, "")
    assert 'Did you mean "bakery"?' in answer.err


COMMANDS = (("analyze",), ("business", "check"))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_missing_file_exits_with_5(run: Run, command: tuple[str, ...], tmp_path: Path) -> None:
    """A file that is not there is told in one line, with the way to a template."""
    answer = run(*command, tmp_path / "nosuch.yaml")
    assert (answer.code, answer.out) == (FILE, "")
    assert "no such file" in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("command", [*COMMANDS, ("map", "check"), ("business", "set"), ("track", "log")])
def test_a_file_that_is_called_nearly_so_is_offered(
    run: Run, command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With another ending or a slip of the pen; nothing else of the folder is."""
    monkeypatch.chdir(tmp_path)
    for name in ("mine.yaml", "other.yaml"):
        Path(name).touch()
    batch = run("batch", "mine.yml")
    assert (batch.code, batch.out, 'Did you mean "mine.yaml"?' in batch.err) == (FILE, "", True)
    more = {"set": ("maturity=1",), "log": ("1", "2")}.get(command[-1], ())
    for typed in ("mine.yml", "mnie.yaml"):
        answer = run(*command, typed, *more)
        assert (answer.code, answer.out, answer.err) == (
            FILE,
            "",
            f'{typed}: no such file. Did you mean "mine.yaml"?\n',
        )


@pytest.mark.parametrize(
    "words",
    ["plan {} --done zzzqq", "plan {} --why-not zzzqq", "track start {} --step zzzqq", "platforms {} --cut airbnb"],
)
def test_a_hint_names_the_business_that_was_named(run: Run, words: str, tmp_path: Path) -> None:
    """No other's, and no FILE where it is one."""
    file = tmp_path / "my firm.yaml"
    file.write_text("sectors: {bakery: 1}\n", encoding="utf-8")
    answer = run(*(str(file) if word == "{}" else word for word in words.split()))
    assert answer.code == DATA
    told = " ".join(answer.err.split())
    assert any(f"ecomap {hint} '{file}'" in told for hint in ("benchmark", "business set"))


@pytest.mark.parametrize("command", [*COMMANDS, ("map", "check")])
def test_a_directory_exits_with_5(run: Run, command: tuple[str, ...], tmp_path: Path) -> None:
    """A directory in place of a file is told in one line."""
    answer = run(*command, tmp_path)
    assert (answer.code, answer.out) == (FILE, "")
    assert "is a directory" in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="every file can be read by the superuser")
@pytest.mark.parametrize("command", COMMANDS)
def test_an_unreadable_file_exits_with_5(run: Run, command: tuple[str, ...], tmp_path: Path) -> None:
    """A file that may not be read is told in one line."""
    file = tmp_path / "mine.yaml"
    file.write_text("sectors: {bakery: 1}\n")
    file.chmod(0)
    answer = run(*command, file)
    assert (answer.code, answer.out) == (FILE, "")
    assert "cannot be read" in answer.err
    assert answer.err.count("\n") == 1


CONTENTS = {
    "empty": (b"", "empty"),
    "blank": (b"\n\n", "empty"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00", "not a text file"),
    "UTF-16": ("sectors: {bakery: 1}".encode("utf-16"), "UTF-16"),
    "Latin-1": ("name: Caf\xe9\n".encode("latin-1"), "not UTF-8"),
    "a list": (b"- bakery\n", "name: value"),
    "not YAML": (b"sectors: {bakery: 1\n", "not YAML"),
    "nested without end": (b"- " * 100_000, "nested"),
    "an alias bomb": (b"a: &a [x, x]\nb: &b [*a, *a]\n", "aliases"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("content", "word"), CONTENTS.values(), ids=CONTENTS.keys())
def test_what_is_no_business_file_exits_with_3(
    run: Run, command: tuple[str, ...], content: bytes, word: str, tmp_path: Path
) -> None:
    """Whatever stands in the file, it is refused in words, with the file's name, and nothing is answered."""
    file = tmp_path / "mine.yaml"
    file.write_bytes(content)
    answer = run(*command, file)
    assert (answer.code, answer.out) == (DATA, "")
    assert word in answer.err
    assert all(line.startswith(str(file)) for line in answer.err.splitlines())
    assert "Traceback" not in answer.err


FAULTY = """\
schema: ecomap/business/1
id: Rosa
country: Utopia
sectors:
  bakery: 0.6
  retail-trade: "0.4"
golas:
  reach: 3
maturity: 7
resources:
  budget_eur: 5000 XYZ
adopted: website
id: again
"""
FAULTY_PLACES = ["2:5", "3:10", "6:17", "7:1", "9:11", "11:15", "12:10", "13:1"]

UNKNOWN = """\
sectors:
  bakry: 0.6
  retail-trade: 0.4
goals:
  reahc: 3
skills:
  dta: 1
activities:
  export: 0.1
  exprot: 0.2
adopted:
  - website
  - websit
"""
UNKNOWN_PLACES = ["2:3", "5:3", "7:3", "10:3", "13:5"]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("content", "places"), [(FAULTY, FAULTY_PLACES), (UNKNOWN, UNKNOWN_PLACES)], ids=["form", "names"]
)
def test_every_fault_of_a_file_is_told_at_once(
    run: Run, command: tuple[str, ...], content: str, places: list[str], tmp_path: Path
) -> None:
    """One line for each fault, in file order, each with the line and column at which an editor opens it."""
    file = tmp_path / "mine.yaml"
    file.write_text(content)
    answer = run(*command, file)
    assert (answer.code, answer.out) == (DATA, "")
    assert [line.split("  ")[0] for line in answer.err.splitlines()] == [f"{file}:{place}" for place in places]


def test_faults_of_form_and_unknown_names_are_told_together(run: Run, tmp_path: Path) -> None:
    """A file with a wrong number and a wrong name needs one round of mending, not two."""
    file = tmp_path / "mine.yaml"
    file.write_text("sectors:\n  bakry: 1\nmaturity: 7\n")
    answer = run("business", "check", file)
    assert answer.code == DATA
    assert [line.split("  ")[0] for line in answer.err.splitlines()] == [f"{file}:2:3", f"{file}:3:11"]


@pytest.mark.parametrize("argv", [("analyze", "bakery", "--map"), ("map", "show", "--map"), ("map", "check")])
def test_a_map_that_is_not_there_exits_with_5(run: Run, argv: tuple[str, ...], tmp_path: Path) -> None:
    """A map that cannot be read is told in one line."""
    answer = run(*argv, tmp_path / "nosuch.yaml")
    assert (answer.code, answer.out) == (FILE, "")
    assert "cannot be read" in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    ['sectors: {bakery: 1}\nname: "\\e[31mRed\\u202e"\n', 'sectors: {"\\e[31mbakry": 1}\n'],
    ids=["in a name", "in an unknown sector"],
)
@pytest.mark.parametrize("command", [("analyze",), ("analyze", "--format", "markdown"), ("business", "check")])
def test_an_escape_sequence_in_a_file_never_reaches_the_terminal(
    run: Run, command: tuple[str, ...], text: str
) -> None:  # fmt: skip
    """YAML can spell control characters; neither an answer nor a message passes them on."""
    answer = run(*command, "-", stdin=text)
    assert not {"\x1b", "\u202e"} & set(answer.out + answer.err)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("argv", ["analyze bakery", "--version", *EVERY_ANSWER])
def test_a_full_disk_exits_with_5(run: Run, argv: str) -> None:
    """What cannot be written is told in one line, as output and as a file; a reader that goes away is no fault."""
    printed = shell(f"ecomap {argv} > /dev/full")
    answers = [(printed.code, printed.err.decode())]
    if not argv.startswith("-"):
        written = run(*argv.split(), "-o", "/dev/full")
        answers.append((written.code, written.err))
    for code, told in answers:
        assert code == FILE
        assert [line for line in told.splitlines() if "No space left" in line] == told.splitlines()[-1:]
        assert "Traceback" not in told
    assert b"Traceback" not in shell(f"ecomap {argv} | head -c 1").err


@pytest.mark.skipif(os.name != "posix", reason="the shell's way to close standard output")
@pytest.mark.parametrize("argv", ["analyze bakery", *EVERY_ANSWER])
def test_a_closed_standard_output_exits_with_5(argv: str) -> None:
    """Where there is nowhere to write to, that is said, without a traceback."""
    answer = shell(f"ecomap {argv} >&-")
    assert answer.code == FILE
    assert b"Traceback" not in answer.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("whatif", "bakery", "--set", "feature_strength=1e308"), 3),
        (("whatif", "bakery", "--set", "partner_eur=1e308"), 3),
        (("analyze", "-s", "bakery=1e308", "-s", "restaurants=1e308"), 2),
        (("analyze", "bakery", "--goal", "reach=1e308", "--goal", "cost=1e308"), 2),
    ],
)
def test_numbers_beyond_all_use_are_refused(run: Run, words: tuple[str, ...], code: int) -> None:
    """What would end in no number at all is refused with its bound; nothing is printed as an answer.

    A warning would be a bug here, and exit with 1.
    """
    answer = run(*words)
    assert (answer.code, answer.out) == (code, "")
    assert "1e+308" in answer.err


@pytest.mark.parametrize(
    ("day", "ways"),
    [
        ("3/4/2026", ["2026-04-03", "2026-03-04"]),
        ("13/4/2026", ["2026-04-13"]),
        ("4-13-2026", ["2026-04-13"]),
        ("4/4/2026", ["2026-04-04"]),
        ("31.2.2026", ["it like 2026-04-30"]),
        ("soon", ["it like 2026-04-30"]),
    ],
)
@pytest.mark.parametrize("argv", [("analyze", "bakery", "--as-of"), ("track", "start", "bakery", "Try", "--review")])
def test_a_day_is_told_how_to_write_it(run: Run, argv: tuple[str, ...], day: str, ways: list[str]) -> None:
    """Each way in which it may be meant, and no other; never guessed."""
    answer = run(*argv, day)
    assert answer.code == 2
    assert f"is no day. Write {' or '.join(ways)}." in " ".join(answer.err.split())


@pytest.mark.parametrize("words", ["watch diff bakery --since", "track start bakery x --kpi y --better up --on"])
def test_a_day_from_which_no_months_can_be_counted_on_is_refused(run: Run, words: str) -> None:
    """The calendar of Python ends with the year 9999."""
    answer = run(*words.split(), "9999-12-31", "--logbook", "no.sqlite")
    assert (answer.code, answer.out) == (2, "")
    assert "is too far off. Write a day up to 8999-12-31." in " ".join(answer.err.split())


def test_each_way_to_write_a_day_is_taken(run: Run) -> None:
    """What the message says to write goes."""
    for day in ("2026-04-03", "2026-03-04", "2026-04-30"):
        assert run("analyze", "bakery", "--top", 1, "--as-of", day).code == 0


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("analyze", ""), '"" is no name of a file. Name one, a template, or - for standard input.'),
        (("analyze", "bakery", "--top", "many"), '"many" is no whole number. Write it like 1.'),
        (("analyze", "bakery", "--horizon", "soon"), '"soon" is no number. Write it like 3.0.'),
    ],
)
def test_what_is_wrong_is_told_in_words_with_a_way_out(run: Run, argv: tuple[str, ...], said: str) -> None:
    """No name of a type, no sentence without what it speaks of."""
    answer = run(*argv)
    assert answer.out == ""
    assert said in answer.err


@pytest.mark.parametrize(
    "argv",
    [("watch", "add", "bakery", "nope", "seen"), ("explain", "bakery", "nope"), ("plan", "bakery", "--done", "nope")],
)
def test_a_name_that_is_like_none_is_told_where_to_look(run: Run, argv: tuple[str, ...]) -> None:
    """A command that answers."""
    answer = run(*argv, *(("--logbook", "x.sqlite") if argv[0] == "watch" else ()))
    assert answer.code == DATA
    assert run(*answer.err.strip().partition(": ecomap ")[2].split()).code == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_a_nul_in_a_business_file_is_told_where_it_stands(run: Run, command: tuple[str, ...], tmp_path: Path) -> None:
    """That it is a business file, and is to be checked, led in a circle."""
    file = tmp_path / "mine.yaml"
    file.write_bytes(b"sectors: {bakery: 1}\nname: a\0b\n")
    answer = run(*command, file)
    assert (answer.code, answer.out) == (DATA, "")
    assert "mine.yaml:2:8  an invisible character (U+0000). Delete it." in answer.err


EXPORT = (
    '{"schema": "ecomap/logbook/1", "signals": [], "reviews": [], "channels": [], "feeds": [], "snapshots": [], '
    '"pilots": [], "readings": [], "journal": []}'
)


@pytest.mark.parametrize(
    ("there", "wrong"),
    [('"signals": [], ', ""), ('"journal": []', '"journal": [{"x": 1}]'), ('"signals": []', '"signals": ["ab"]'),
     ('"pilots": []', '"pilots": [{"id": 1}]'), ('"pilots": []', '"pilots": 5')],
)  # fmt: skip
def test_a_logbook_that_cannot_be_taken_in_leaves_nothing(run: Run, tmp_path: Path, there: str, wrong: str) -> None:
    """Told in words of the file, none of the program; no empty logbook is left behind."""
    file, logbook = tmp_path / "all.json", tmp_path / "new.logbook.sqlite"
    file.write_text(EXPORT.replace(there, wrong), encoding="utf-8")
    answer = run("track", "import", "bakery", file, "--logbook", logbook)
    assert (answer.code, answer.out) == (DATA, "")
    assert not any(word in answer.err for word in ("Error", "__init__", "sequence", "object"))
    assert [path.name for path in tmp_path.iterdir()] == ["all.json"]


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_folder_is_no_file_to_write_to(run: Run, tmp_path: Path, force: tuple[str, ...]) -> None:
    """--force makes no file of a folder: what is asked for is a name inside it."""
    answer = run("analyze", "bakery", "-f", "json", "-o", tmp_path, *force)
    assert (answer.code, answer.out, answer.err) == (FILE, "", f"{tmp_path}: is a directory. Name a file inside it.\n")


@pytest.mark.parametrize("words", ["nace:99.99", "35.30.99", "bakry", "gakery", "wombat", "9"])
def test_a_search_that_is_named_is_one_that_can_be_typed(run: Run, tmp_path: Path, words: str) -> None:
    """Every ``ecomap map search`` of a message says what to look for, and finds something."""
    (tmp_path / "mine.yaml").write_text(f"sectors: {{'{words}': 1}}\nadopted: ['{words}']\n", encoding="utf-8")
    told = [run("analyze", "-s", words).err, run("business", "check", tmp_path / "mine.yaml").err]
    searches = {line.partition("ecomap map search")[2] for text in told for line in text.splitlines()} - {""}
    assert searches
    assert all(run("map", "search", *named.split()).out for named in searches), searches


@pytest.mark.parametrize("text", ["", "[]\n"])
def test_a_map_of_nothing_is_shown_how_a_map_begins(run: Run, tmp_path: Path, text: str) -> None:
    """Not how a business file does; the command that is named prints one."""
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    for argv in (("map", "check", tmp_path / "map.yaml"), ("analyze", "bakery", "--map", tmp_path / "map.yaml")):
        answer = run(*argv)
        assert (answer.code, answer.out) == (DATA, "")
        assert "ecomap map new trend repair-evenings" in answer.err
