"""``ecomap explain``: one trend, opened."""

from datetime import datetime

from ecomap.cli import choices
from ecomap.cli.logbooks import Firm


@choices.answering(piped="table")
def explain(
    firm: Firm,
    trend: str,
    versus: str | None = None,
    why_not: bool = False,
    method: choices.Method = "walks",
    horizon: float = 3.0,
    as_of: datetime | None = None,
) -> choices.Answer:
    """Examples:
    ecomap explain bakery online-ordering
    ecomap explain manufacturer iot-sensors --versus industrial-robots
    """
    from ecomap.model import Settings
    from ecomap.render.explanation import explanation_sheet
    from ecomap.verbs.explanation import explain_trend

    ecosystem, described, sha256 = firm.ecosystem, firm.business, firm.sha256
    chosen = Settings(horizon=horizon)
    found = explain_trend(
        ecosystem, described, trend, chosen, versus=versus, method=method, as_of=choices.day(as_of), sha256=sha256
    )
    called = {trend.id: trend.name for trend in ecosystem.trends}
    called |= {step.practice: step.name for step in ecosystem.steps}
    called |= {activity.id: activity.name for activity in ecosystem.activities}
    called |= {trait.id: trait.name for trait in ecosystem.traits}
    return explanation_sheet(found, called, why_not=why_not)
