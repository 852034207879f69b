"""``ecomap explain``: one trend, opened."""

from typing import Annotated

import typer

from ecomap.cli import choices, output
from ecomap.cli.choices import Format, Method


def explain(
    business: Annotated[
        str,
        typer.Argument(help="A business file, - for standard input, or a template.",
                       autocompletion=choices.complete_template, show_default=False),
    ],
    trend: Annotated[
        str,
        typer.Argument(help="A trend: id, name or alias.", autocompletion=choices.complete_trend, show_default=False),
    ],
    versus: Annotated[
        str | None,
        typer.Option(help="Set another trend against it.", metavar="TREND", autocompletion=choices.complete_trend),
    ] = None,
    why_not: Annotated[bool, typer.Option("--why-not", help="Only why it does not stand higher.")] = False,
    method: Annotated[Method, typer.Option(help="How influence is counted.")] = Method.walks,
    horizon: Annotated[float, typer.Option(min=0, max=20, help="Years ahead.", callback=choices.finite)] = 3.0,
    settings: Annotated[bool, typer.Option("--settings", help="Add what each setting does to the first five.")] = False,
    form: choices.TextOption = None,
    json: choices.JsonOption = False,
    file: choices.OutputOption = None,
    force: choices.ForceOption = False,
    map_file: choices.MapOption = None,
) -> None:  # fmt: skip
    """Open one trend of one business: in words, then in parts that add up, with what they rest on.

    \b
    Examples:
      ecomap explain bakery online-ordering
      ecomap explain manufacturer predictive-maintenance --versus industrial-robots
    """
    from ecomap.io.businesses import open_business
    from ecomap.model import Settings
    from ecomap.render.explanation import explanation_sheet
    from ecomap.verbs.explanation import explain_trend
    from ecomap.verbs.sensitivity import sensitivity

    chosen_form = choices.chosen_form(form, json, file, Format.table)
    opened = open_business(business, map_file)
    ecosystem, described, sha256 = opened.ecosystem, opened.business, opened.sha256
    chosen = Settings(horizon=horizon)
    found = explain_trend(
        ecosystem, described, trend, chosen,
        versus=versus, method=method.value, sha256=sha256,
    )  # fmt: skip
    varied = sensitivity(ecosystem, described, chosen) if settings else ()
    called = {trend.id: trend.name for trend in ecosystem.trends}
    called |= {activity.id: activity.name for activity in ecosystem.activities}
    output.show(explanation_sheet(found, varied, called, why_not=why_not), chosen_form, file, force=force)
