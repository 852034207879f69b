"""Arguments that several commands share, and what the shell may complete them with."""

import math
import re
import shlex
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial, wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, get_args

import typer

from ecomap.cli import EXIT_CONDITION, output
from ecomap.errors import in_other_words
from ecomap.io.writing import ENDINGS, meaning, says_other
from ecomap.places import data_folder
from ecomap.safe import LAST_YEAR, iso_day

if TYPE_CHECKING:
    from ecomap.render.sheet import Sheet

ID_LINE = re.compile(r"^  - \{?id: ([a-z0-9][a-z0-9-]{0,63})(?:,.*)?$", re.MULTILINE)
ANYBODY = re.compile(r"(?<=ecomap benchmark )bakery|(?<=ecomap business set )FILE")  # hints that know of no business
PAGES = (".pdf", ".doc", ".docx", ".odt", ".rtf")
PRINTED = " A browser prints .html as PDF, and word processors open it."
MAPLESS = ("ecomap business new", "ecomap track log", "ecomap track close")  # next steps that take no map

Answer: TypeAlias = "Sheet"  # what a command returns: loaded when one is made
View = Literal["all", "new", "catch-up", "cross"]
Method = Literal["walks", "neighbours", "strongest"]
Format = Literal["table", "text", "json", "jsonl", "csv", "tsv", "markdown", "html", "svg", "png", "xlsx"]
"""Forms of an answer; ``text`` is ``table``."""
DatedFormat = Literal["table", "text", "json", "jsonl", "csv", "tsv", "markdown", "html", "svg", "png", "xlsx", "ics"]
"""Forms of an answer with dates."""
NOTED = ("table", "text", "json", "markdown", "html")  # forms that have more than rows
Language = Literal["en", "de", "fr", "es", "it", "pt", "nl", "pl"]  # languages that the program has words of


def finite(value: float) -> float:
    """Refuse what is no number at all: typer's own bounds let it through."""
    if math.isnan(value):
        raise typer.BadParameter("nan is no number of years.")
    return value


def completing(files: str, heading: str, after: str = "") -> Callable[[str], list[str]]:
    """Return what offers the ids below a heading of the shipped map, read as text: no YAML reader is loaded for it."""
    section = re.compile(rf"^{heading}:\n((?:[ #-].*\n|\n)*)", re.MULTILINE)

    def complete(incomplete: str) -> list[str]:
        texts = (path.read_text(encoding="utf-8") for path in sorted(data_folder().glob(files)))
        ids = (id for text in texts for lines in section.findall(text) for id in ID_LINE.findall(lines))
        return [f"{id}{after}" for id in ids if id.startswith(incomplete)]

    return complete


def read_day(text: str) -> datetime:
    """Return a day; what is written otherwise is told as it is to be written, each way in which it may be meant."""
    try:
        day = datetime.strptime(iso_day(text), "%Y-%m-%d")
    except ValueError:
        found = re.fullmatch(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})", text.strip())
        first, _, second, year = found.groups() if found else ("", "", "", "")
        orders = [(second, first), (first, second)]
        meant = [f"{year}-{month:0>2}-{day:0>2}" for month, day in orders if found and _is_day(year, month, day)]
        ways = " or ".join(dict.fromkeys(meant)) or "it like 2026-04-30"
        raise typer.BadParameter(f'"{text}" is no day. Write {ways}.') from None
    if day.year > LAST_YEAR:
        raise typer.BadParameter(f'"{text}" is too far off. Write a day up to {LAST_YEAR}-12-31.')
    return day


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        return bool(date(int(year), int(month), int(day)))
    except ValueError:
        return False


def day(as_of: datetime | None) -> date:
    """Return the day for which the law is asked."""
    return (as_of or datetime.now(tz=UTC)).date()


def past(on: datetime | None, hint: str = "--on") -> date:
    """Return a day on which something was seen, counted or decided: one to come is refused.

    Where the day begins before that of UTC, by which answers are dated, today is the day there.
    """
    found, today = day(on), max(day(None), date.today())
    if found > today:
        raise typer.BadParameter(f"{found} is still to come. Today is {today}.", param_hint=hint)
    return found


def templates(incomplete: str) -> list[str]:
    """Return the templates that begin like this."""
    names = (path.stem for path in (data_folder() / "templates").glob("*.yaml"))
    return sorted(name for name in names if name.startswith(incomplete))


def firms(incomplete: str) -> list[str]:
    """Return the ids of kinds of firm and of sectors that begin like this."""
    return sorted({*completing("kinds.yaml", "kinds")(incomplete), *completing("sectors.yaml", "sectors")(incomplete)})


def businesses(incomplete: str) -> list[str]:
    """Return the templates that begin like this, and after a first letter the kinds and sectors too, each once."""
    return sorted({*templates(incomplete), *(firms(incomplete) if incomplete else ())})


def chosen_form(
    form: DatedFormat | None, json: bool, file: Path | None, piped: Format = "tsv", *, dated: bool = False
) -> DatedFormat:
    """Return the form that is meant: the one said, the file's, a table for eyes, ``piped`` for a pipe."""
    if json and form not in (None, "json"):
        raise typer.BadParameter(f"--json and --format {form} are two forms. Give one of them.")
    if json or form is not None:
        return "json" if json or form is None else "table" if form == "text" else form
    if file is None:
        return "table" if output.on_terminal() else piped
    named: DatedFormat = form_named(file, DatedFormat if dated else Format) or "table"
    return named


def form_named(file: Path | None, forms: Any) -> Any:
    """Return which of some forms, a Literal, the ending of a file means that is to be written; None without one."""
    form, known = meaning(file or ""), [one for one in get_args(forms) if one in ENDINGS]
    if file is not None and file.suffix and form not in known:
        said = f"means {form}, which is not written here" if form else "is not known"
        endings = ", ".join(ENDINGS[one][0] for one in known)
        printed = PRINTED if file.suffix.lower() in PAGES and "html" in known else ""
        way_out = f"write one of {endings}, or say --format.{printed}"
        raise typer.BadParameter(f'the ending "{file.suffix}" {said}: {way_out}', param_hint="--output")
    return form


def only(form: str) -> Callable[[Path | None], Path | None]:
    """Return what refuses a file whose name says that another form is in it than the one that is written."""

    def allowed(file: Path | None) -> Path | None:
        if file is not None and says_other(file, form):
            raise typer.BadParameter(f"{file}: {form} is written. Name it {ENDINGS[form][0]}.")
        return file

    return allowed


def answering(
    piped: Format = "tsv", *, dated: bool = False, logbook: bool = False
) -> Callable[[Callable[..., "Sheet"]], Callable[..., "Sheet"]]:
    """Give a command that returns a sheet the options of every answer: in which form, and where to.

    A command with a parameter ``chosen`` is told the form. ``piped`` is the form in a pipe; a ``dated`` answer is a
    calendar, too. One with a parameter ``firm`` is of a business on a map, and with ``logbook`` may name that, too; one
    with a parameter ``book`` is of a business and its logbook.
    """
    forms = DatedFormat if dated else Format
    usual = "table on a terminal, tsv in a pipe" if piped == "tsv" else "else table"
    option = typer.Option("--format", "-f", help=f"[default: as --output is named; {usual}]")
    in_form = Annotated[forms | None, option], None
    shared = {"form": in_form, "json": (bool, False), "file": (Path | None, None), "force": (bool, False)}
    options = [_parameter(name, *one) for name, one in shared.items()]

    def given(command: Callable[..., "Sheet"]) -> Callable[..., "Sheet"]:
        own = {name: one.replace(kind=Parameter.KEYWORD_ONLY) for name, one in signature(command).parameters.items()}
        tells, after = own.pop("chosen", None) is not None, [own.pop("map_file")] if "map_file" in own else []
        of = next((name for name in ("firm", "book") if own.pop(name, None) is not None), "")
        if of:
            own = {"business": _parameter("business", str, Parameter.empty), **own}
            own |= {"logbook": _parameter("logbook", Path | None, None)} if logbook or of == "book" else {}
            after = [_parameter("map_file", list[Path] | None, None)] if of == "firm" else []

        @wraps(command, assigned=("__module__", "__name__", "__qualname__", "__doc__"))
        def run(**asked: Any) -> Any:
            form, json, file, force = (asked.pop(name) for name in shared)
            chosen = chosen_form(form, json, file, piped, dated=dated)
            if of:
                from ecomap.cli.logbooks import Book, Firm

                named = asked.pop("business"), asked.pop("logbook", None)
                asked[of] = Firm(*named, asked.pop("map_file")) if of == "firm" else Book(*named)
            with in_other_words(partial(ANYBODY.sub, asked[of].hinted) if of else str):
                sheet = command(**asked, **({"chosen": chosen} if tells else {}))
            output.show(sheet, chosen, file, force=force)
            _tell_beside(sheet, chosen, file, (asked[of].maps if of else asked.get("map_file")) or ())
            return sheet

        del run.__wrapped__  # the options are those of the wrapper
        run.__signature__ = Signature([*own.values(), *options, *after])  # type: ignore[attr-defined]
        return run

    return given


def _parameter(name: str, kind: Any, default: Any) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind, default=default)


def _tell_beside(sheet: "Sheet", chosen: DatedFormat, file: Path | None, maps: Sequence[Path]) -> None:
    """Say beside an answer what comes next or where it is; exit code 4 where an asked-for condition is not met."""
    if sheet.next_step and chosen == "table" and file is None and " - " not in f"{sheet.next_step} ":
        command, comment, said = sheet.next_step.partition("   (")
        given = () if "--map" in command or command.startswith(MAPLESS) else maps
        also = "".join(f" --map {shlex.quote(str(path))}" for path in given)
        output.hint(f"{command}{also}{comment}{said}")
    if file is not None:
        output.tell_written(file)
    if chosen not in NOTED:
        for text in sheet.asked:
            output.remark(text)
    if sheet.unmet:
        output.remark(sheet.unmet)
        raise typer.Exit(EXIT_CONDITION)
