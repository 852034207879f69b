"""``ecomap track correct``, ``undo``, ``export`` and ``import``: the logbook itself."""

import contextlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ecomap.cli import choices, output
from ecomap.errors import ArgumentError
from ecomap.io.amounts import COUNT, AmountError, read_assignment, read_number

if TYPE_CHECKING:
    from ecomap.render.sheet import Sheet
    from ecomap.results.logbook import Entry

Kind = Literal["pilot", "reading", "signal", "review", "channel"]
Kinds = Literal["signals", "reviews", "channels", "feeds", "snapshots", "pilots", "readings"]


@choices.answering()
def correct(
    business: choices.BusinessArgument,
    kind: Annotated[Kind, typer.Argument(help="What kind of entry.", show_default=False)],
    number: Annotated[int, typer.Argument(help="Its number.", min=1, show_default=False)],
    assignments: Annotated[
        list[str], typer.Argument(help="target=20, review=2026-12-01, value=7 ...", metavar="NAME=VALUE...")
    ],
    logbook: choices.LogbookOption = None,
) -> "Sheet":
    """Correct an entry of the logbook; as it was it stays in the journal, and `undo` brings it back.

    \b
    Examples:
      ecomap track correct mine.yaml pilot 1 target=3 cap_eur=500
      ecomap track correct mine.yaml reading 1 value=8 note="counted again"
    """
    from dataclasses import asdict

    from ecomap.io.logbook.opening import logbook_beside
    from ecomap.io.logbook.store import Logbook
    from ecomap.render.logbook import corrected_sheet
    from ecomap.results.logbook import KINDS, Corrected

    record = KINDS[f"{kind}s"]
    changed = dict(_change(record, text) for text in assignments)
    _refuse_to_come(kind, changed)
    with Logbook(logbook_beside(business, logbook)) as opened, opened.together():
        before = asdict(opened.entry(record, number))
        after = asdict(opened.correct(record, number, **changed))
    found = [Corrected(field, before[field], after[field]) for field in changed if field in after]
    return corrected_sheet(f"{kind} {number}", found)


@choices.answering()
def undo(
    business: choices.BusinessArgument,
    kind: Annotated[Kind | None, typer.Argument(help="What kind of entry. [default: what was done last]")] = None,
    number: Annotated[int | None, typer.Argument(help="Its number.", min=1, show_default=False)] = None,
    logbook: choices.LogbookOption = None,
) -> "Sheet":
    """Undo what was done last in the logbook, or what was done last to one entry; nothing is lost of it.

    \b
    Examples:
      ecomap track undo mine.yaml
      ecomap track undo mine.yaml reading 1
    """
    from ecomap.io.logbook.opening import logbook_beside
    from ecomap.io.logbook.store import Logbook
    from ecomap.render.logbook import undone_sheet
    from ecomap.results.logbook import KINDS, Undoing

    if kind is not None and number is None:
        raise typer.BadParameter(f"which {kind}? Write its number.", param_hint="NUMBER")
    with Logbook(logbook_beside(business, logbook)) as opened:
        found = opened.undo() if kind is None else opened.undo(KINDS[f"{kind}s"], number or 0)
    return undone_sheet([Undoing(one.act, one.kind.__name__.lower(), one.entry) for one in found])


@choices.answering(piped="json")
def export(
    business: choices.BusinessArgument,
    kind: Annotated[Kinds | None, typer.Option(help="One kind, a column a field. [default: all]")] = None,
    logbook: choices.LogbookOption = None,
) -> "Sheet":
    """Write out the logbook: JSON holds all of it with its journal, CSV a row a field, or with --kind a row an entry.

    \b
    Examples:
      ecomap track export mine.yaml -o all.json
      ecomap track export mine.yaml --kind readings --format csv
    """
    from ecomap.io.logbook.exchange import exported
    from ecomap.io.logbook.opening import logbook_beside
    from ecomap.io.logbook.store import Logbook
    from ecomap.render.logbook import export_sheet

    with Logbook(logbook_beside(business, logbook)) as opened:
        return export_sheet(exported(opened), kind)


def take_in(
    business: choices.BusinessArgument,
    file: Annotated[Path, typer.Argument(help="What `track export` wrote as JSON.", show_default=False)],
    logbook: choices.LogbookOption = None,
) -> None:
    """Read an export into a logbook that is empty: the same entries, numbers and journal.

    \b
    Examples:
      ecomap track import mine.yaml all.json --logbook again.logbook.sqlite
      ecomap track import bakery all.json --logbook bakery.logbook.sqlite
    """
    from ecomap.io.logbook.exchange import imported
    from ecomap.io.logbook.opening import logbook_beside
    from ecomap.io.logbook.store import Logbook

    place = logbook_beside(business, logbook)
    with Logbook(place) as opened:
        output.remark(f"{place}: {imported(file, opened)} entries.")


def _refuse_to_come(kind: str, changed: dict[str, Any]) -> None:
    """Refuse a day to come where something was seen, counted or decided; what is no day the logbook itself refuses."""
    name = "closed" if kind == "pilot" else "date"
    with contextlib.suppress(TypeError, ValueError):
        choices.past(datetime.fromisoformat(changed.get(name) or ""), f"{name}=")


def _change(kind: "type[Entry]", text: str) -> tuple[str, Any]:
    """Read NAME=VALUE by the kind of the field."""
    pair = read_assignment(text)
    if pair.sign != "=":
        raise typer.BadParameter(f'"{text}" is no NAME=VALUE.')
    wanted = str(kind.__annotations__.get(pair.name, str))
    if "tuple" in wanted or "dict" in wanted:
        raise ArgumentError(f'"{pair.name}" is not changed so: undo the entry, and write it anew.')
    if "float" not in wanted and "int" not in wanted:
        return pair.name, pair.value
    if not pair.value:
        return pair.name, None
    try:
        value = read_number(pair.value, COUNT)
    except AmountError as error:
        raise typer.BadParameter(f"{pair.name}: {error}") from None
    return pair.name, value if "float" in wanted or value != int(value) else int(value)
