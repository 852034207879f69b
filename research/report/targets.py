"""What was asked of the form before it was built, and what it reaches."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ecomap.results.maps import ValidityFigure
from research.report import words


class Target(NamedTuple):
    """A bar for one figure."""

    said: str
    list: str
    task: str
    metric: str
    least: float | None = None
    most: float | None = None
    predictor: str = words.OWN

    def met(self, found: ValidityFigure) -> bool:
        """Say whether a figure, as it is printed, keeps within the bar."""
        value = float(words.number(self.metric, found.value))
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    @property
    def asked(self) -> str:
        """The bar in signs."""
        if self.least is not None and self.most is not None:
            return f"{self.least:g} to {self.most:g}"
        return f"≥ {self.least:g}" if self.least is not None else f"≤ {self.most:g}"


US, MAP, TRENDS = "us-industries", "sectors", "map trends"
TARGETS = (
    Target("Which sectors use a technology, 59 US industries", US, "A", "spearman", 0.82),
    Target("The share of firms, 59 US industries, error in points", US, "A", "level_error", most=1.35),
    Target("What a sector uses more than others, standardised", US, "C", "spearman_lift", 0.66),
    Target("What a sector uses more than others, log-odds", US, "C", "spearman_lift_plain", 0.68),
    Target("Which sectors use a technology, the map's own 48 sectors", MAP, "A", "spearman", 0.86),
    Target("What a sector uses more than others, the map's own", MAP, "C", "spearman_lift", 0.67),
    Target("US figures carried to the EU of 2025", "nace", "transfer", "spearman", 0.66),
    Target("Ten commerce and software trends, a row hidden", TRENDS, "row hidden", "spearman", 0.80),
    Target("Their shares, a row hidden, error in points", TRENDS, "row hidden", "level_error", most=4.3),
    Target("A whole trend hidden but its mean", TRENDS, "trend hidden", "spearman", 0.70),
    Target("A whole trend and its family hidden but its mean", TRENDS, "trend and family hidden", "spearman", 0.70),
    Target("Own figure in sight, noise 0.1: error in log-odds", US, "own in sight", "error at noise 0.1", most=0.105),
    Target("Own figure in sight, noise 0.8: error in log-odds", US, "own in sight", "error at noise 0.8", most=0.45),
    Target("90 % interval holds, 59 US industries", US, "coverage", "share held", 0.85, 0.95),
    Target("90 % interval holds, the map's own 48 sectors", MAP, "coverage", "share held", 0.85, 0.95),
    Target("90 % interval holds, all counted trends of the map", TRENDS, "coverage", "share held", 0.85, 0.95),
    Target("Sectors that benchmark names as further along, own figures hidden", MAP, "benchmark", "share right", 0.80),
    Target("Any AI in a country, error in points", "countries", "any AI in a country", "points", most=6),
    *(
        Target(f"Size and country, {what}, error in points", "countries", f"size and country, {what}", "points", most=7)
        for what in ("ai", "cloud", "security", "under ten people")
    ),
)


def rows(figures: Sequence[ValidityFigure]) -> Iterator[tuple[str, str, str, str]]:
    """Yield what was asked, the figure with its interval, the bar, and whether it is met."""
    for target in TARGETS:
        found = words.one(figures, target.list, target.task, target.metric, target.predictor)
        yield target.said, words.with_interval(found), target.asked, "met" if target.met(found) else "**missed**"


def missed(figures: Sequence[ValidityFigure]) -> list[str]:
    """Return what is missed, in words."""
    return [said for said, _, _, verdict in rows(figures) if verdict != "met"]
