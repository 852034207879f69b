"""``ecomap report``: one page to print, share and click through."""

from datetime import datetime

from ecomap.cli import choices
from ecomap.cli.logbooks import Firm


@choices.answering(logbook=True)
def report(
    firm: Firm, language: choices.Language = "en", top: int = 8, plan: bool = True, horizon: float = 3.0,
    as_of: datetime | None = None,
) -> choices.Answer:  # fmt: skip
    from ecomap.io.languages import read_catalogue
    from ecomap.model import Settings
    from ecomap.render.report import report_sheet
    from ecomap.results.logbook import Pilot
    from ecomap.verbs.report import make_report

    found = make_report(
        firm.ecosystem, firm.business, Settings(horizon=horizon), top=top, plan=plan,
        pilots=firm.entries(Pilot) if plan else (), as_of=choices.day(as_of), sha256=firm.sha256,
    )  # fmt: skip
    return report_sheet(found, read_catalogue(language))
