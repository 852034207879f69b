"""What ``ecomap business new`` can be told."""

from pathlib import Path
from typing import Annotated

import typer

from ecomap.cli import choices
from ecomap.cli.shares import amount
from ecomap.io.amounts import HOURS, LEVEL, MONEY

Name = Annotated[str | None, typer.Option(help="What the business is called.")]
Identity = Annotated[str | None, typer.Option("--id", help="Its short name. [default: from the name]")]
Sector = Annotated[
    list[str] | None,
    typer.Option(
        "--sector",
        "-s",
        help="What it lives from, by name or code, with its share.",
        metavar="NAME[=SHARE]",
        autocompletion=choices.complete_sector,
    ),
]
DependsOn = Annotated[
    list[str] | None,
    typer.Option(
        help="Pressure straight from another sector.", metavar="NAME=SHARE", autocompletion=choices.complete_sector
    ),
]
Activity = Annotated[
    list[str] | None, typer.Option(help="What it does much more or less than others, 0 to 1.", metavar="NAME=SHARE")
]
Trait = Annotated[
    list[str] | None,
    typer.Option(
        help="What it is unlike others of its kind in: 0 not, 0.5 partly, 1 wholly.",
        metavar="TRAIT[=LEVEL]",
        autocompletion=choices.complete_trait,
    ),
]
Goal = Annotated[
    list[str] | None,
    typer.Option(
        help="What the owner wants, with its weight.", metavar="GOAL[=WEIGHT]", autocompletion=choices.complete_goal
    ),
]
Budget = Annotated[
    float | None, typer.Option(parser=amount(MONEY), metavar="EUR", help="Euros for new things in a year.")
]
Hours = Annotated[float | None, typer.Option(parser=amount(HOURS), metavar="HOURS", help="Hours a week for them.")]
Maturity = Annotated[
    float | None,
    typer.Option(parser=amount(LEVEL), metavar="LEVEL", help="Digital maturity, 0 paper only ... 4 digital."),
]
Skill = Annotated[list[str] | None, typer.Option(help="What the team can do, 0 to 4.", metavar="SKILL=LEVEL")]
Adopted = Annotated[
    list[str] | None,
    typer.Option(help="In use already; several with commas.", metavar="TREND", autocompletion=choices.complete_trend),
]
Platform = Annotated[
    list[str] | None,
    typer.Option(
        "--platform",
        help="What part of all comes by a platform: sales, booking, promotion, payment or logistics.",
        metavar="NAME.FUNCTION=SHARE",
        autocompletion=choices.complete_platform,
    ),
]
Seen = Annotated[
    list[str] | None,
    typer.Option(
        help="How many firms like it use a trend, and in your words how you know.", metavar="TREND=SHARE:REASON"
    ),
]
Overlay = Annotated[
    list[Path] | None,
    typer.Option(help="A file with sectors and trends of your own, which the business file will name.", metavar="FILE"),
]
NoInput = Annotated[bool, typer.Option("--no-input", help="Ask nothing; for scripts.")]
