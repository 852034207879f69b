"""``ecomap benchmark``: what other sectors show."""

from ecomap.cli import choices
from ecomap.cli.logbooks import Firm
from ecomap.cli.shares import numbers
from ecomap.cli.typed import again


@choices.answering()
def benchmark(
    firm: Firm, goal: list[str] | None = None, activity: str | None = None, area: str | None = None,
    other: str | None = None, top: int | None = None,
) -> choices.Answer:  # fmt: skip
    from ecomap.render.benchmark import benchmark_sheet
    from ecomap.verbs.benchmark import learn_from_others

    goals = numbers("goal", goal, "--goal", firm.ecosystem)
    found = learn_from_others(
        firm.ecosystem, firm.business, goals=goals, activity=activity, area=area, sector=other, top=top,
        sha256=firm.sha256,
    )  # fmt: skip
    return benchmark_sheet(found, again(), whole=top is not None)
