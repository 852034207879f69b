"""``ecomap map show`` and ``search``: what the map holds, and where a word occurs."""

from typing import Annotated

import typer

from ecomap.cli import choices, output


def show(
    form: choices.TextOption = None,
    json: choices.JsonOption = False,
    file: choices.OutputOption = None,
    force: choices.ForceOption = False,
    map_file: choices.MapOption = None,
    validity: Annotated[bool, typer.Option("--validity", help="How far it came true when it was tested.")] = False,
) -> None:
    """Say what the map holds, what its numbers rest on, and what they cannot tell.

    \b
    Examples:
      ecomap map show
      ecomap map show --validity
    """
    from ecomap.io.maps import load_whole_map, shipped_map
    from ecomap.io.validity import read_validity
    from ecomap.render.maps import summary_sheet, validity_sheet
    from ecomap.verbs.lookup import summarise

    chosen = choices.chosen_form(form, json, file, choices.Format.table)
    if validity:
        found = validity_sheet(read_validity(map_file[0] if map_file else shipped_map()))
    else:
        found = summary_sheet(summarise(*load_whole_map(map_file)))
    output.show(found, chosen, file, force=force)


def search(
    words: Annotated[list[str], typer.Argument(help="Words to look for, all of them.", show_default=False)],
    form: choices.FormatOption = None,
    json: choices.JsonOption = False,
    file: choices.OutputOption = None,
    force: choices.ForceOption = False,
    map_file: choices.MapOption = None,
) -> None:
    """Find sectors, trends and activities by words, names or codes.

    \b
    Examples:
      ecomap map search bakery
      ecomap map search online payment | cut -f2
    """
    from ecomap.errors import suggestion
    from ecomap.io.maps import load_map
    from ecomap.names import Names
    from ecomap.render.maps import matches_sheet

    chosen = choices.chosen_form(form, json, file)
    ecosystem, _ = load_map(map_file)
    text = " ".join(words)
    names = Names.of(ecosystem)
    sector = names.find("sector", text)
    found = names.search(text) or (names.search(sector) if sector else ())
    output.show(matches_sheet(found), chosen, file, force=force)
    if not found:
        typer.echo(
            f'Nothing has "{text}". {suggestion(text, [*names.named("sector"), *ecosystem.trend_by_id])}', err=True
        )
