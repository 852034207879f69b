"""``ecomap benchmark``: what other sectors show."""

from typing import TYPE_CHECKING, Annotated

import typer

from ecomap.cli import choices
from ecomap.cli.shares import numbers

if TYPE_CHECKING:
    from ecomap.render.sheet import Sheet

Goals = Annotated[
    list[str] | None,
    typer.Option(
        help="Only what serves this goal; several with weights.", metavar="GOAL[=WEIGHT]",
        autocompletion=choices.complete_goal,
    ),
]  # fmt: skip
Activity = Annotated[
    str | None,
    typer.Option(help="Only for this activity.", metavar="ACTIVITY", autocompletion=choices.complete_activity),
]
Area = Annotated[
    str | None,
    typer.Option(
        help="Only this area of work: crm, operations, marketing, supply-chain, finance, data, security.",
        metavar="AREA", autocompletion=choices.complete_area,
    ),
]  # fmt: skip
Other = Annotated[
    str | None,
    typer.Option(
        "--with", help="Only what this sector shows.", metavar="SECTOR", autocompletion=choices.complete_sector
    ),
]
Top = Annotated[
    int | None,
    typer.Option(min=1, help="How many practices, each in full. [default: a screenful in short, other forms all]"),
]


@choices.answering()
def benchmark(
    business: choices.BusinessArgument, goal: Goals = None, activity: Activity = None, area: Area = None,
    other: Other = None, top: Top = None, map_file: choices.MapOption = None,
) -> "Sheet":  # fmt: skip
    """Learn from other sectors: for each thing the firm does, who is further along, and how to adapt it.

    \b
    Examples:
      ecomap benchmark clinic --activity take-appointments
      ecomap benchmark consulting --area crm --top 4
      ecomap benchmark farm --with logistics
    """
    from ecomap.io.businesses import open_business
    from ecomap.render.benchmark import benchmark_sheet
    from ecomap.verbs.benchmark import learn_from_others

    opened = open_business(business, map_file)
    goals = numbers("goal", goal, "--goal", opened.ecosystem)
    found = learn_from_others(
        opened.ecosystem, opened.business, goals=goals, activity=activity, area=area, sector=other, top=top,
        sha256=opened.sha256,
    )  # fmt: skip
    return benchmark_sheet(found, business, whole=top is not None)
