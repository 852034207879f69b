"""The help: every command explained with examples that work, and none forgotten in the README."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from terminal import Run

from ecomap.cli.app import app
from ecomap.engine import solver
from ecomap.places import data_folder
from ecomap.verbs import plan_solving
from maps import some
from newsfeeds import atom, some_news

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
NEEDS_A_PERSON = re.compile(r"business new (?!.*--no-input)|watch review ")
"""Interviews and reviews are tried where a person types: test_business_new.py, test_watch_command.py."""
WIDEST = 100


def commands() -> Iterator[tuple[str, ...]]:
    """Yield the words of every command that does something."""
    todo = [((), typer.main.get_command(app))]
    while todo:
        words, command = todo.pop(0)
        below = getattr(command, "commands", {})
        todo += [((*words, name), inner) for name, inner in below.items()]
        if not below or hasattr(command, "own"):
            yield words


COMMANDS = list(commands())
each_command = pytest.mark.parametrize("words", COMMANDS, ids=" ".join)


def examples(help_text: str) -> list[str]:
    """Return the example lines of a help text."""
    _, _, after = help_text.partition("Examples:\n")
    lines = after.partition("\n\n")[0].splitlines()
    return [line.strip() for line in lines]


@each_command
def test_help_ends_with_two_examples(run: Run, words: tuple[str, ...]) -> None:
    """The help of a command says what it does and shows at least two ways to use it, each whole on 80 columns."""
    answer = run(*words, "--help")
    assert answer.code == 0
    assert len(examples(answer.out)) >= 2
    assert max(map(len, examples(answer.out))) <= 80 - len("    ")
    assert all(f"ecomap {' '.join(words)}" in line for line in examples(answer.out))


@pytest.mark.parametrize("words", [(), ("map",), ("watch",), ("track",), ("business",)], ids=" ".join)
def test_the_list_of_commands_ends_no_sentence_in_dots(run: Run, words: tuple[str, ...]) -> None:
    """On 80 columns each command is told in whole words: the clauses before the colon that fit, else all of them."""
    _, _, listed = run(*words, "--help").out.partition("Commands:\n")
    assert "..." not in listed
    assert not [line for line in listed.splitlines() if re.fullmatch(r"  \w+ *", line)]
    assert max(map(len, listed.splitlines())) <= 80


@each_command
def test_help_explains_every_option(run: Run, words: tuple[str, ...]) -> None:
    """No option and no argument stands without a word."""
    command = typer.main.get_command(app)
    for word in words:
        command = command.commands[word]
    assert command.help
    silent = [parameter.name for parameter in command.params if not getattr(parameter, "help", None)]
    assert not [name for name in silent if name not in ("help", "form", "name", "shell")]
    assert max(len(line) for line in run(*words, "--help").out.splitlines()) <= WIDEST


@each_command
def test_the_readme_names_every_command(words: tuple[str, ...]) -> None:
    """Each command stands in the README; those of a group at least beside another, as `ecomap map show`, `check`."""
    lines = README.read_text(encoding="utf-8").splitlines()
    *group, name = words
    named = f"ecomap {group[0]} .*`{name}\\b" if group else f"ecomap {name}\\b"
    assert any(f"ecomap {' '.join(words)}" in line or re.search(named, line) for line in lines)


def stages(line: str) -> list[list[str]]:
    """Return the words of each ecomap command of a shell line, what it is redirected to left out."""
    inner = re.search(r"`(ecomap [^`]*)`", line)
    parts = (inner.group(1) if inner else line).split(" | ")
    split = [shlex.split(part.partition(" > ")[0], comments=True) for part in parts]
    return [words[1:] for words in split if words and words[0] == "ecomap"]


CARRIED = "platforms: {airbnb: {booking: 0.4}, booking-com: {booking: 0.2}, facebook: {promotion: 0.3}}\n"
"""What a business that asks for its platforms has said of them."""
OVERLAY = "schema: ecomap/overlay/1\nid: mine\ntitle: Nothing added yet\n"


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def _without_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the solver away, as on a machine that has none: how good a plan is does not matter here."""
    for module in (solver, plan_solving):
        monkeypatch.setattr(module, "available", lambda: False)


def put_what_is_named(line: str) -> None:
    """Put the files there that an example speaks of; about maps mine.yaml is an overlay, else a business."""
    business = (data_folder() / "templates" / "bakery.yaml").read_text(encoding="utf-8")
    business += CARRIED if line.startswith("ecomap platforms ") else ""
    Path("mine.yaml").write_text(OVERLAY if line.startswith("ecomap map ") else business, encoding="utf-8")
    Path("members.csv").write_text("id,sectors\nA,bakery\nB,hotel=0.7;restaurants=0.3\n", encoding="utf-8")
    if line.startswith("ecomap watch "):
        table = "date,title\n2026-10-01,Online ordering grows\n2026-10-02,A chatbot for bakers\n2026-10-03,Tills\n"
        Path("news.xml").write_bytes(atom(some_news(2)))
        Path("list.csv").write_text(table, encoding="utf-8")
    if line.startswith(("ecomap map import ", "ecomap business set ")):
        Path("kumu.json").write_text('{"elements": [{"label": "Website"}], "connections": []}', encoding="utf-8")
        Path("edges.csv").write_text("from,to,strength\nWebsite,Education,0.4\n", encoding="utf-8")
        Path("radar.csv").write_text("name,ring\nOnline ordering,adopt\n", encoding="utf-8")
    for folder in re.findall(r"([\w-]+)/sectors\.yaml", line):
        shutil.copytree(data_folder(), folder)


TRACKED = (
    ("start", "mine.yaml", "Sunday orders", "--kpi", "Orders", "--better", "up", "--on", "2026-10-05"),
    ("log", "mine.yaml", "1", "7"), ("export", "mine.yaml", "-o", "all.json"),
)  # fmt: skip
"""What a logbook holds that an example speaks of."""


def runs(run: Run, line: str) -> None:
    """Run a shell line's ecomap commands one after the other, each with the answer of the one before."""
    put_what_is_named(line)
    if line.startswith("ecomap track "):
        for file in (*Path().glob("*.sqlite"), *Path().glob("all.json")):
            file.unlink()
        assert not [argv for argv in TRACKED if run("track", *argv).code]
    if line.startswith("ecomap watch confirm "):
        for file in Path().glob("*.sqlite"):
            file.unlink()
        assert run("watch", "import", "mine.yaml", "list.csv").code == 0
    given = ""
    for argv in stages(re.sub(r"(--output|-o) (mine\.yaml|all\.json)", r"\1 other-\2", line)):
        answer = run(*argv, stdin=given)
        assert answer.code == 0, f"{line}: {answer.err}"
        given = answer.out


@pytest.mark.usefixtures("workplace", "_without_solver")
@pytest.mark.parametrize("words", some(COMMANDS, of=6), ids=" ".join)
def test_the_examples_of_the_help_work(run: Run, words: tuple[str, ...]) -> None:
    """Every example can be typed as it stands, in a folder with a file called mine.yaml; plans without the solver."""
    for line in examples(run(*words, "--help").out):
        if not NEEDS_A_PERSON.search(line):
            runs(run, line)
