"""What systems want beside a program, written from its commands: ``python docs/man_page.py`` writes share/ anew."""

import argparse
from pathlib import Path

import typer
import typer.main
from typer._completion_shared import get_completion_script

from ecomap.cli.app import app
from ecomap.verbs import VERBS
from ecomap.version import VERSION

SHARE = Path(__file__).parents[1] / "share"
COMPLETIONS = {"ecomap.bash": "bash", "_ecomap": "zsh", "ecomap.fish": "fish"}
EXITS = "0 done, 1 a bug, 2 usage, 3 wrong input, 4 an asked condition not met, 5 cannot read or write."


def files() -> dict[str, str]:
    """Return the texts by the names of their files."""
    scripts = {
        name: get_completion_script(prog_name="ecomap", complete_var="_ECOMAP_COMPLETE", shell=shell) + "\n"
        for name, shell in COMPLETIONS.items()
    }
    return scripts | {"ecomap.1": man_page()}


def man_page() -> str:
    """Return the manual page, a section a command."""
    root = typer.main.get_command(app)
    parts = [
        f'.TH ECOMAP 1 "" "ecomap {VERSION}"\n.SH NAME\necomap \\- digital trends that matter to a small business\n'
    ]
    parts.append(
        f".SH SYNOPSIS\n.B ecomap\nCOMMAND [OPTIONS]\n.SH DESCRIPTION\n{_plain(root.help or '')}\n.SH COMMANDS\n"
    )
    for words, verb in VERBS.items():
        command = root
        for word in words.split():
            command = command.get_command(typer.Context(command), word)
        parts.append(f".SS ecomap {_plain(words)}\n{_plain(verb.about)}\n")
        context = typer.Context(command, info_name=words)
        records = [one.get_help_record(context) for one in command.params] if verb.command else []
        parts += [f".TP\n.B {_plain(name)}\n{_plain(about) or 'See above.'}\n" for name, about in filter(None, records)]
    return "".join(parts) + f".SH EXIT STATUS\n{EXITS}\n"


def _plain(text: str) -> str:
    """Return a text in which nothing is taken for a request or an escape."""
    words = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{words}" if words[:1] in {".", "'"} else words


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    SHARE.mkdir(exist_ok=True)
    for name, text in files().items():
        (SHARE / name).write_text(text, encoding="utf-8")
