"""Is the map plausible? What the judgements say held against what was published, and reasons, balance and age."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ecomap.model import EcosystemMap
from ecomap.posteriors import ENOUGH, SectorFigures
from ecomap.verbs.arrays import compiled_map

LEAST_AGREEMENT = 0.3
"""Mean rank correlation of the judged weights with the published figures, below which weights are worth nothing."""
OLD = 3
"""Years after which a figure needs a pace to stand for today."""
LEAST_WORDS = 3
"""Words besides numbers that make a reason."""
LEAST_SHARE_OF_FIGURES = 1 / 3
"""Figures of the sector that has fewest, by those of the sector that has most."""
PART_ABOVE_WHOLE = 0.25
"""Log-odds by which a level may stand above that of what it is part of: about the error of one official total."""


class Agreement(NamedTuple):
    """A trend's judged weights against its published figures."""

    trend: str
    sectors: int
    rank_correlation: float


def agreements(ecosystem: EcosystemMap) -> list[Agreement]:
    """Return for each trend with enough figures how its judged trait weights order the sectors, by trend."""
    from scipy.stats import spearmanr  # most of a second to load

    features = SectorFigures(compiled_map(ecosystem).arrays)
    found = []
    for trend, name in enumerate(features.arrays.trends):
        figures, judged = features.figures(trend), features.prior(trend)  # of counted trends only what was judged
        if figures.known.sum() >= ENOUGH and judged.std() > 0:
            correlation = spearmanr(judged[figures.known], figures.z[figures.known]).statistic
            found.append(Agreement(name, int(figures.known.sum()), float(correlation)))
    return found


def faults(ecosystem: EcosystemMap) -> Iterator[str]:
    """Yield what is not plausible, one sentence each."""
    mean = float(np.mean([found.rank_correlation for found in agreements(ecosystem)]))
    if mean < LEAST_AGREEMENT:
        yield f"judged weights order the sectors hardly as published: mean rank correlation {mean:.2f}."
    yield from bare_reasons(ecosystem)
    yield from unbalanced(ecosystem)
    yield from old_figures(ecosystem)
    yield from parts_above_wholes(ecosystem)


def bare_reasons(ecosystem: EcosystemMap) -> Iterator[str]:
    """Yield judgements whose reason only repeats their number."""
    for trend in ecosystem.trends:
        said = {"level": trend.level and trend.level.reason, "pace": trend.pace and trend.pace.reason}
        said |= {f"weight of {name}": weight.reason for name, weight in trend.weights.items()}
        for what, reason in said.items():
            if reason and len(re.findall(r"[A-Za-z]{2,}", reason)) < LEAST_WORDS:
                yield f'{trend.id}, {what}: "{reason}" is no cause.'


def unbalanced(ecosystem: EcosystemMap) -> Iterator[str]:
    """Yield sectors that have far fewer figures than others."""
    counts = Counter(item.sector for item in ecosystem.influences)
    most = max(counts.values())
    for sector in ecosystem.sectors:
        if counts[sector.id] < LEAST_SHARE_OF_FIGURES * most:
            yield f"{sector.id} has {counts[sector.id]} figures, another sector {most}."


def old_figures(ecosystem: EcosystemMap) -> Iterator[str]:
    """Yield trends whose figures are old and have no pace that would bring them to today."""
    now, records = int(ecosystem.version[:4]), ecosystem.evidence_by_id
    paces = {trend.id: trend.pace for trend in ecosystem.trends}
    oldest: dict[str, int] = {}
    for item in ecosystem.influences:
        year = item.year or records[item.evidence].year
        if year:
            oldest[item.trend] = min(year, oldest.get(item.trend, year))
    for name, year in sorted(oldest.items()):
        if now - year > OLD and paces[name] is None:
            yield f"{name} has figures of {year} and no pace."


def parts_above_wholes(ecosystem: EcosystemMap) -> Iterator[str]:
    """Yield trends whose level stands above that of what they are part of; a gate makes levels of other groups."""
    for trend in ecosystem.trends:
        for name in trend.part_of:
            whole = ecosystem.trend_by_id[name]
            if trend.level and whole.level and trend.gate == whole.gate:
                above = _logit(trend.level.share) - _logit(whole.level.share)
                if above > PART_ABOVE_WHOLE:
                    yield f"{trend.id} at {trend.level.share:g} is part of {name} at {whole.level.share:g}."


def estimated_parts_above_wholes(ecosystem: EcosystemMap) -> tuple[int, int]:
    """Return in how many sectors a part is estimated above its whole, of how many."""
    arrays = compiled_map(ecosystem).arrays
    pairs = [(arrays.trend_index[t.id], arrays.trend_index[name]) for t in ecosystem.trends for name in t.part_of]
    above = sum(int((arrays.total[part] > arrays.total[whole]).sum()) for part, whole in pairs)
    return above, len(pairs) * len(arrays.sectors)


def report(ecosystem: EcosystemMap) -> str:
    """Return the whole in Markdown: agreement by trend, balance, parts, and every fault."""
    found = sorted(agreements(ecosystem), key=lambda row: -row.rank_correlation)
    counts = Counter(item.sector for item in ecosystem.influences)
    above, cells = estimated_parts_above_wholes(ecosystem)
    mean = float(np.mean([row.rank_correlation for row in found]))
    lines = [
        "| trend | sectors with a figure | rank correlation of judged weights and figures |", "|---|--:|--:|",
        *(f"| {row.trend} | {row.sectors} | {row.rank_correlation:.2f} |" for row in found), "",
        f"Mean rank correlation {mean:.2f} over {len(found)} trends.",
        f"Figures by sector: {min(counts.values())} to {max(counts.values())}.",
        f"Parts estimated above their wholes: {above} of {cells} cells.",
        *(f"FAULT: {fault}" for fault in faults(ecosystem)),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _logit(share: float) -> float:
    return float(np.log(share / (1 - share)))
