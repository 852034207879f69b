"""``ecomap platforms``: who carries a firm."""

import re

import typer

from ecomap.cli import choices
from ecomap.cli.logbooks import Firm
from ecomap.cli.shares import numbers
from ecomap.io.amounts import ANY, SHARE, AmountError, read_assignment, read_number

POINTS = r"\+?\s*(.*?)\s*(?:%|pp|points?)"  # a rise of a fee, as people write it


@choices.answering()
def platforms(
    firm: Firm, cut: list[str] | None = None, fee: list[str] | None = None, rule: list[str] | None = None,
    turnover: float | None = None, full: bool = False,
) -> choices.Answer:  # fmt: skip
    from ecomap.render.platforms import platforms_sheet
    from ecomap.verbs.platforms import weigh_platforms

    answer = weigh_platforms(
        firm.ecosystem, firm.business, cuts=tuple(cut or ()), fees=_rises(fee or []),
        rules=numbers("platform", rule, "--rule", firm.ecosystem, SHARE, None),
        turnover_eur=turnover, sha256=firm.sha256,
    )  # fmt: skip
    return platforms_sheet(answer, firm.name, full=full)


def _rises(texts: list[str]) -> dict[str, float]:
    """Read NAME=+3pp: points of a per cent, for a fee of 15 % that becomes 18 %."""
    found = {}
    for text in texts:
        pair = read_assignment(text)
        match = re.fullmatch(POINTS, pair.value)
        if not pair.name or match is None:
            raise typer.BadParameter(f'"{text}": write it like {pair.name or "airbnb"}=+3pp.', param_hint="--fee")
        try:
            found[pair.name] = read_number(match[1], ANY) / 100
        except AmountError as error:
            raise typer.BadParameter(f"{pair.name}: {error}", param_hint="--fee") from None
    return found
