"""``ecomap business templates``, ``show`` and ``check``: look at business files."""

import shlex
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ecomap.cli import choices, output
from ecomap.version import VERSION

if TYPE_CHECKING:
    from ecomap.io.businesses import Opened
    from ecomap.render.sheet import Sheet
    from ecomap.results.questions import Question


TO_SAY = 3
"""Questions of which a check tells."""


@choices.answering()
def templates() -> "Sheet":
    """List the shipped business files.

    \b
    Examples:
      ecomap business templates
      ecomap business templates | cut -f1
    """
    from ecomap.cli.businesses.sheets import templates_sheet
    from ecomap.io.businesses import parse_business
    from ecomap.io.businesses import templates as shipped
    from ecomap.io.maps import load_map

    ecosystem, _ = load_map()
    texts = {name: path.read_text(encoding="utf-8") for name, path in shipped().items()}
    return templates_sheet({name: parse_business(name, text, ecosystem) for name, text in texts.items()}, ecosystem)


def show(
    name: Annotated[
        str,
        typer.Argument(
            help="A template, a trade or a file of your own.",
            show_default=False,
            autocompletion=choices.complete_template_or_sector,
        ),
    ],
    file: choices.YamlOption = None,
    force: choices.ForceOption = False,
) -> None:
    """Print a template or a file of a trade, with a comment on every line, to copy and edit; or your own, as it is.

    \b
    Examples:
      ecomap business show bakery > mine.yaml
      ecomap business show florist --output mine.yaml
    """
    from ecomap.io.businesses import business_text

    output.emit(business_text(name)[1], file, force=force)


@choices.answering(piped="table")
def check(
    business: Annotated[
        str, typer.Argument(help="A business file, - for standard input, a template or a trade.", show_default=False)
    ],
    map_file: choices.MapOption = None,
) -> "Sheet":
    """Check a business file; say what was understood, and which three answers would move its lists most.

    \b
    Examples:
      ecomap business check mine.yaml
      ecomap business show farm | ecomap business check -
    """
    from ecomap.cli.businesses.sheets import understood_sheet
    from ecomap.io.businesses import open_business

    opened = open_business(business, map_file)
    sheet = understood_sheet(opened.business, opened.ecosystem, _asked(opened), "FILE" if business == "-" else business)
    return replace(sheet, next_step=f"ecomap analyze {shlex.quote(business)}")


def _asked(opened: "Opened") -> "tuple[Question, ...]":
    """Return the questions worth most; of a firm and a map that have not changed those that were worked out before."""
    from ecomap.io.cache import worked_out
    from ecomap.results.questions import Question, Reply

    def work() -> list[dict[str, Any]]:
        from ecomap.verbs.questions import questions_to_ask

        return [asdict(item) for item in questions_to_ask(opened.ecosystem, opened.business, top=TO_SAY)]

    rows = worked_out("questions", f"{VERSION} {TO_SAY} {opened.sha256} {opened.business!r}", work)
    return tuple(Question(**row | {"replies": tuple(Reply(**reply) for reply in row["replies"])}) for row in rows)
