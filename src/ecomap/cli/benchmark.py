"""``ecomap benchmark``: what other sectors show."""

from typing import Annotated

import typer

from ecomap.cli import choices
from ecomap.cli.logbooks import Firm
from ecomap.cli.shares import numbers
from ecomap.cli.typed import again

Goals = Annotated[
    list[str] | None,
    choices.option("Only what serves this goal; several with weights.", "GOAL[=WEIGHT]", complete=choices.goals),
]
Activity = Annotated[str | None, choices.option("Only for this activity.", "ACTIVITY", complete=choices.activities)]
Area = Annotated[
    str | None,
    choices.option("Only this area of work: crm, operations, marketing, supply-chain, finance, data, security.",
                   "AREA", complete=choices.areas),
]  # fmt: skip
Other = Annotated[
    str | None, choices.option("Only what this sector shows.", "SECTOR", "--with", complete=choices.sectors)
]
Top = Annotated[
    int | None,
    typer.Option(min=1, help="How many practices, each in full. [default: a screenful in short, other forms all]"),
]


@choices.answering()
def benchmark(
    firm: Firm, goal: Goals = None, activity: Activity = None, area: Area = None,
    other: Other = None, top: Top = None,
) -> choices.Answer:  # fmt: skip
    """Examples:
    ecomap benchmark clinic --activity take-appointments
    ecomap benchmark consulting --area crm --top 4
    ecomap benchmark farm --with logistics
    """
    from ecomap.render.benchmark import benchmark_sheet
    from ecomap.verbs.benchmark import learn_from_others

    goals = numbers("goal", goal, "--goal", firm.ecosystem)
    found = learn_from_others(
        firm.ecosystem, firm.business, goals=goals, activity=activity, area=area, sector=other, top=top,
        sha256=firm.sha256,
    )  # fmt: skip
    return benchmark_sheet(found, again(), whole=top is not None)
