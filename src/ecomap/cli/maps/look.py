"""``ecomap map show``, ``search``, ``evidence``, ``path`` and ``loops``: look into the map."""

from typing import TYPE_CHECKING, Annotated

import typer

from ecomap.cli import choices, output

if TYPE_CHECKING:
    from ecomap.render.sheet import Sheet


@choices.answering(piped="table")
def show(
    map_file: choices.MapOption = None,
    validity: Annotated[bool, typer.Option("--validity", help="How far it came true when it was tested.")] = False,
    duties: Annotated[bool, typer.Option("--duties", help="What it knows of the law: topics by places.")] = False,
) -> "Sheet":
    """Say what the map holds, what its numbers rest on, and what they cannot tell.

    \b
    Examples:
      ecomap map show
      ecomap map show --validity
      ecomap map show --duties
    """
    from ecomap.io.maps import entrance_of, load_whole_map
    from ecomap.io.statistics import counted, read_validity
    from ecomap.render.duties import grid_sheet
    from ecomap.render.maps import summary_sheet, validity_sheet
    from ecomap.verbs.duties import duty_grid
    from ecomap.verbs.lookup import summarise

    entrance = entrance_of(map_file)
    if validity:
        return validity_sheet(read_validity(entrance))
    ecosystem, sha256 = load_whole_map(map_file)
    if duties:
        return grid_sheet(duty_grid(ecosystem))
    return summary_sheet(summarise(ecosystem, sha256, counted(entrance)))


@choices.answering()
def search(
    words: Annotated[list[str], typer.Argument(help="Words to look for, all of them.", show_default=False)],
    map_file: choices.MapOption = None,
) -> "Sheet":
    """Find sectors, trends, activities, platforms, channels and duties by words, names or codes.

    \b
    Examples:
      ecomap map search bakery
      ecomap map search online payment | cut -f2
      ecomap map search 86.23
      ecomap map search Uber Eats
      ecomap map search eurostat
    """
    from ecomap.errors import suggestion
    from ecomap.io.maps import load_map
    from ecomap.names import Names
    from ecomap.render.maps import matches_sheet

    ecosystem, _ = load_map(map_file)
    text = " ".join(words)
    names = Names.of(ecosystem)
    found = names.coded(text) or names.search(text)
    if not found and (sector := names.find("sector", text)):
        found = names.search(sector)
    if not found and any(map(str.isdigit, text)):
        output.remark(str(names.unknown("sector", text)))
    elif not found:
        near = suggestion(text, [*names.named("sector"), *ecosystem.trend_by_id])
        output.remark(f'Nothing has "{text}". {near}'.rstrip())
    return matches_sheet(found)


@choices.answering(piped="table")
def evidence(
    asked: Annotated[
        str,
        typer.Argument(
            help="A trend, sector, activity, trait, goal, skill, practice, platform, channel, duty, country, evidence "
            "record, source or question of a survey; or a pathway in quotes.",
            metavar="ID|PATHWAY", autocompletion=choices.complete_sector, show_default=False,
        ),
    ],
    map_file: choices.MapOption = None,
) -> "Sheet":  # fmt: skip
    """Open the figure, table, year and transformation behind any number.

    \b
    Examples:
      ecomap map evidence "online-ordering>e-commerce>retail-trade"
      ecomap map evidence "isoc_eb_ai:E_AI_TANY ES 2025"
    """
    from ecomap.io.maps import entrance_of, load_whole_map
    from ecomap.render.provenance import evidence_sheet
    from ecomap.verbs.provenance import find_evidence

    ecosystem, sha256 = load_whole_map(map_file)
    if ":" in asked:
        from ecomap.io.statistics import read_observations, read_questions
        from ecomap.results.labels import MapLabel
        from ecomap.verbs.observations import find_observations

        entrance, label = entrance_of(map_file), MapLabel(ecosystem.id, ecosystem.version, sha256)
        found = find_observations(read_questions(entrance), read_observations(entrance), asked, label)
        return evidence_sheet(found)
    return evidence_sheet(find_evidence(ecosystem, asked, sha256))


@choices.answering()
def path(
    start: Annotated[str, typer.Argument(help="A sector or a trend.", show_default=False)],
    end: Annotated[str, typer.Argument(help="A sector.", autocompletion=choices.complete_sector, show_default=False)],
    top: Annotated[int, typer.Option(min=1, max=50, help="How many ways.")] = 5,
    map_file: choices.MapOption = None,
) -> "Sheet":
    """Show the strongest ways from a sector or a trend to a sector.

    \b
    Examples:
      ecomap map path e-commerce food-manufacturing
      ecomap map path online-ordering retail-trade --top 3
    """
    from ecomap.io.maps import load_map
    from ecomap.render.maps import routes_sheet
    from ecomap.verbs.lookup import strongest_routes

    ecosystem, _ = load_map(map_file)
    routes = strongest_routes(ecosystem, start, end, top)
    if not routes:
        output.remark(f"Nothing leads from {start} to {end}.")
    return routes_sheet(routes)


@choices.answering()
def loops(
    top: Annotated[int, typer.Option(min=1, help="How many.")] = 10,
    map_file: choices.MapOption = None,
) -> "Sheet":
    """Show the heaviest loops of couplings: sectors that amplify each other.

    \b
    Examples:
      ecomap map loops
      ecomap map loops --top 100 | cut -f1,5
    """
    from ecomap.io.maps import load_map
    from ecomap.render.maps import loops_sheet
    from ecomap.verbs.lookup import find_loops

    ecosystem, _ = load_map(map_file)
    return loops_sheet(find_loops(ecosystem, top))
