"""``ecomap business templates``, ``show`` and ``check``: look at business files."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from ecomap.cli import choices, output

if TYPE_CHECKING:
    from ecomap.render.sheet import Sheet


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
            help="A template, or a file of your own.", autocompletion=choices.complete_template, show_default=False
        ),
    ],
    file: choices.OutputOption = None,
    force: choices.ForceOption = False,
) -> None:
    """Print a template, with a comment on every line, to copy and edit; or a file of your own, as it is.

    \b
    Examples:
      ecomap business show bakery > mine.yaml
      ecomap business show consulting --output mine.yaml
    """
    from ecomap.io.businesses import business_text, is_file, template_text

    output.emit(business_text(name)[1] if is_file(name) else template_text(name), file, force=force)


@choices.answering(piped="table")
def check(
    name: Annotated[str, typer.Argument(help="A business file, or - for standard input.", show_default=False)],
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
    from ecomap.verbs.questions import questions_to_ask

    opened = open_business(name, map_file)
    asked = questions_to_ask(opened.ecosystem, opened.business, top=TO_SAY)
    sheet = understood_sheet(opened.business, opened.ecosystem, asked, "FILE" if name == "-" else name)
    return replace(sheet, next_step=f"ecomap analyze {name}")
