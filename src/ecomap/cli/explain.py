"""``ecomap explain``: one trend, opened."""

from datetime import datetime

from ecomap.cli import choices
from ecomap.cli.logbooks import Firm


@choices.answering(piped="table")
def explain(
    firm: Firm, trend: str, versus: str | None = None, why_not: bool = False, method: choices.Method = "walks",
    horizon: float = 3.0, as_of: datetime | None = None,
) -> choices.Answer:  # fmt: skip
    from ecomap.model import Settings
    from ecomap.render.explanation import explanation_sheet
    from ecomap.verbs.explanation import explain_trend

    found = explain_trend(
        firm.ecosystem, firm.business, trend, Settings(horizon=horizon), versus=versus, method=method,
        as_of=choices.day(as_of), sha256=firm.sha256,
    )  # fmt: skip
    known = (firm.ecosystem.trends, firm.ecosystem.activities, firm.ecosystem.traits)
    called = {item.id: item.name for kind in known for item in kind}
    called |= {step.practice: step.name for step in firm.ecosystem.steps}
    return explanation_sheet(found, called, why_not=why_not)
