"""``ecomap business templates``, ``show``, ``check`` and ``set``: look at business files, change lines of one."""

import contextlib
import os
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import typer

from ecomap.cli import choices, output
from ecomap.cli.rooms import io, model, results, verbs
from ecomap.errors import InputError, OutputError, SchemaError
from ecomap.version import VERSION

TO_SAY = 3  # questions of which a check tells
PATIENCE = 10.0  # seconds to wait for another program that changes the same file


@choices.answering()
def templates() -> choices.Answer:
    from ecomap.cli.businesses.sheets import templates_sheet

    ecosystem, _ = io.maps.load_map()
    texts = {name: path.read_text(encoding="utf-8") for name, path in io.businesses.templates().items()}
    found = {name: io.businesses.parse_business(name, text, ecosystem) for name, text in texts.items()}
    return templates_sheet(found, ecosystem)


def show(name: str, file: Path | None = None, force: bool = False) -> None:
    """Print a business file."""
    output.emit(io.businesses.business_text(name)[1], file, force=force)


@choices.answering(piped="table")
def check(business: str, map_file: list[Path] | None = None) -> choices.Answer:
    from ecomap.cli.businesses.sheets import understood_sheet

    opened = io.businesses.open_business(business, map_file)
    sheet = understood_sheet(opened.business, opened.ecosystem, _asked(opened), "FILE" if business == "-" else business)
    return replace(sheet, next_step=f"ecomap analyze {shlex.quote(business)}")


def _asked(opened: "io.businesses.Opened") -> "tuple[results.questions.Question, ...]":
    """Return the questions worth most; of a firm and a map that have not changed those that were worked out before."""

    def work() -> list[dict[str, Any]]:
        found = verbs.questions.questions_to_ask(opened.ecosystem, opened.business, top=TO_SAY)
        return [asdict(item) for item in found]

    rows = io.cache.worked_out("questions", f"{VERSION} {TO_SAY} {opened.sha256} {opened.business!r}", work)
    made = results.questions
    return tuple(made.Question(**row | {"replies": tuple(made.Reply(**one) for one in row["replies"])}) for row in rows)


# --- change lines of a file and leave the others as they are


def change(
    name: str, assignments: list[str] | None = None, unset: list[str] | None = None, from_radar: Path | None = None,
    file: Path | None = None, force: bool = False, map_file: list[Path] | None = None,
) -> None:  # fmt: skip
    """Change lines of a business file."""
    if not assignments and not unset and from_radar is None:
        raise typer.BadParameter("say what to change: NAME=VALUE, or --unset NAME.")
    piped = io.reading.is_read_once(name)
    stays = piped or file is not None
    if not stays and (kind := io.businesses.meant(name)) != "file":
        io.businesses.business_text(name, map_file)  # there is such a one
        raise typer.BadParameter(f"{name} is a {kind}, which stays as it is. Write to a file: --output mine.yaml")
    with _alone(None if stays else Path(name)):
        before, after = _changed(name, assignments or [], unset or [], map_file, from_radar)
        if stays:
            output.emit(after, file, force=force)
        elif after != before:
            output.rewrite(after, Path(name))
    if not piped or file is not None:
        output.remark(_told(before, after, str(file or name)))
        output.hint(f"ecomap analyze {shlex.quote(str(file or name))}")


def _changed(
    name: str, assignments: Sequence[str], unset: Sequence[str], map_file: list[Path] | None, radar: Path | None = None
) -> tuple[str, str]:
    """Return the text before and after the changes, of which the second passes the check."""
    label, before = io.businesses.business_text(name, map_file)
    with io.recognised.told_by_kind(label, before, "business"):
        if wrong_form := io.yaml_reader.read_yaml(before, label).problems:
            raise SchemaError(wrong_form)
        ecosystem, after = io.businesses.map_of_text(name, label, before, map_file), before
        changes, problems = io.business_edits.parsed_changes(assignments, unset, ecosystem)
        overlays = [change for change in changes if change.field == "overlays"]
        if overlays:  # what they bring may be named by the others
            after, wrong = io.business_edits.edited(after, overlays, ecosystem)
            problems += wrong
            ecosystem = io.businesses.map_of_text(name, label, after, map_file)
        if radar is not None:
            changes += io.business_edits.parsed_changes(_from_radar(radar, ecosystem), [], ecosystem)[0]
        others = [change for change in changes if change.field != "overlays"]
        after, wrong = io.business_edits.edited(after, others, ecosystem)
        problems += wrong
        try:
            io.businesses.parse_business(f"{label} as changed", after, ecosystem)
        except InputError as error:
            problems += error.problems
        if problems:
            raise SchemaError(problems)
    return before, after


def _from_radar(file: Path, ecosystem: "model.compiled.CompiledMap") -> list[str]:
    """Return the changes that a radar asks for, and tell what its rings are taken for and what is not used."""
    found = verbs.map_import.read_radar(io.drawings.read_drawing(file), ecosystem)
    output.remark(f'Ring "adopt": {len(found.adopted)} in use.')
    if found.held:
        output.remark(
            f'Ring "hold": {", ".join(found.held)}; not to be begun anew, which changes nothing here. '
            f"What is not for you at all: rejected+={found.held[0]}"
        )
    for ring, count in found.others.items():
        output.remark(f'Ring "{ring}": {count}; says nothing of what is in use.')
    if found.unmatched:
        output.remark(f"Not used, {len(found.unmatched)}:")
    for one in found.unmatched:
        output.remark(f"{one.place}: {one.why}")
    return [f"adopted+={trend}" for trend in found.adopted]


@contextlib.contextmanager
def _alone(path: Path | None) -> Iterator[None]:
    """Keep other programs from changing a file at the same time; the lock lies in the user's cache, not beside it."""
    if path is None:
        yield
        return
    from hashlib import sha256

    from filelock import FileLock, Timeout

    key = sha256(os.fsencode(path.resolve())).hexdigest()[:24]
    folder = io.cache.cache_folder()
    with contextlib.ExitStack() as held:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            held.enter_context(FileLock(folder / f"business-{key}.lock", timeout=PATIENCE))
        except Timeout:
            raise OutputError(f"{path}: another program is changing it. Try again when it is done.") from None
        except OSError:
            pass  # where nothing can be kept nobody can wait for anybody; the file is still written whole
        yield


def _told(before: str, after: str, name: str) -> str:
    """Return the lines that differ, as they were and as they are."""
    from difflib import ndiff

    if before == after:
        return f"{name}: nothing to change, it says so already."
    lines = [line for line in ndiff(before.splitlines(), after.splitlines()) if line.startswith(("- ", "+ "))]
    return "\n".join(lines)
