"""What a test says in a few sentences, wins and losses alike, for whoever reads no further."""

from collections.abc import Iterator, Sequence

from ecomap.results.maps import ValidityFigure
from research.report import targets, words

CONTESTS = (
    ("us-industries", "A", "spearman", "sectors ranked"),
    ("us-industries", "C", "spearman_lift", "technologies ranked"),
    ("sectors", "A", "spearman", "the map's own sectors ranked"),
    ("sectors", "C", "spearman_lift", "technologies ranked in them"),
    ("map trends", "row hidden", "spearman", "commerce and software trends"),
    ("map trends", "row hidden", "level_error", "their shares"),
    ("us-industries", "A", "level_error", "shares of technologies"),
    ("nace", "transfer", "spearman", "US to EU"),
    ("map trends", "trend hidden", "spearman", "a whole trend hidden"),
    ("map trends", "trend and family hidden", "spearman", "its family hidden too"),
)
"""Where rivals are set beside ecomap: list, task, measure, in words."""


def headline(figures: Sequence[ValidityFigure]) -> tuple[str, ...]:
    """Return two sentences that say the whole, then one for each question, then what is shown and what is missed."""
    return (*summary(figures), *_answers(figures), *_verdicts(figures), *_missed(figures))


def summary(figures: Sequence[ValidityFigure]) -> tuple[str, str]:
    """Return what it can do and what it cannot, one sentence each."""
    ranked, points, norm = (
        words.one(figures, "us-industries", "A", metric, name)
        for metric, name in (("spearman", words.OWN), ("level_error", words.OWN), ("level_error", "norm"))
    )
    worse = [f"{rival} ({said})" for rival, said, verdict in compared(figures) if verdict == "worse"]
    pull = words.one(figures, "nace", "forecast", "pull a year", "activities further along")
    count = "one is" if len(worse) == 1 else f"{len(worse)} are"
    beaten = f"{count} shown to do better, {', '.join(worse)}" if worse else "none is shown to do better"
    return (
        f"Hidden official figures are found again from the other sectors: these stand in the true order with a rank "
        f"correlation of {words.with_interval(ranked)} (1 is the true order, 0 is chance), and the share of firms is "
        f"missed by {words.with_interval(points)} points ({words.number('points', norm.value)} if every sector stood "
        f"at the mean).",
        f"Of the other ways to guess {beaten}; and that sectors further along make others adopt is "
        f"not in the figures: a year closes {words.with_interval(pull)} of an activity's distance to those around.",
    )


def _answers(figures: Sequence[ValidityFigure]) -> Iterator[str]:
    def standing(sectors: str, task: str, metric: str) -> str:
        rival = words.best_rival(figures, sectors, task, metric)
        value = words.number(metric, rival.value)
        return (
            f"{words.with_interval(words.one(figures, sectors, task, metric))} (best rival: {rival.predictor}, {value})"
        )

    inside = standing("us-industries", "C", "spearman_lift")
    yield f"What a sector uses more than others do, all its figures hidden: {inside}."
    trends = "map trends", "row hidden"
    yield (
        f"Ten commerce and software trends in the EU, an activity's figures hidden: {standing(*trends, 'spearman')}, "
        f"missed by {standing(*trends, 'level_error')} points."
    )
    yield _unseen(figures)
    yield f"US figures of 2018 to 2021 carried over to the EU of 2025: {standing('nace', 'transfer', 'spearman')}."
    held = words.one(figures, "map trends", "coverage", "share held")
    yield f"Intervals that should hold nine of ten hidden figures hold {words.with_interval(held)} of them."
    right, lot = (words.one(figures, "sectors", "benchmark", "share right", name) for name in NAMED)
    yield (
        f"Sectors that `benchmark` names as further along are so, own figures hidden, in {words.with_interval(right)} "
        f"of the rows; drawn by lot {words.number('share right', lot.value)} would be."
    )
    ai, pairs = (
        words.one(figures, "countries", task, "points")
        for task in ("any AI in a country", "size and country, under ten people")
    )
    yield (
        f"The use of AI in a country, its own figure hidden, is missed by {words.with_interval(ai)} points; a class of "
        f"firms under ten people in a country by {words.with_interval(pairs)}."
    )
    pace, none = (words.one(figures, "nace", "forecast", "points", name) for name in FORECASTS)
    yield (
        f"From 2021 to 2025, one pace for all sectors misses the later share by {words.with_interval(pace)} points, "
        f"no growth at all by {words.number('points', none.value)}."
    )


def _unseen(figures: Sequence[ValidityFigure]) -> str:
    seen, strict = (
        words.one(figures, "map trends", t, "spearman") for t in ("trend hidden", "trend and family hidden")
    )
    missed, level = (
        words.one(figures, "map trends", "trend hidden", "level_error", name)
        for name in (words.OWN, "level of the map")
    )
    return (
        f"A whole trend hidden but its mean: {words.with_interval(seen)}, missed by {words.with_interval(missed)} "
        f"points, with its relatives hidden too {words.with_interval(strict)}; with the map's own level in place of "
        f"the mean the shares are missed by {words.with_interval(level)} points."
    )


NAMED = words.OWN, "any counted sector"
FORECASTS = "pace of 2021 to 2023", "no growth"


def compared(figures: Sequence[ValidityFigure]) -> Iterator[tuple[str, str, str]]:
    """Yield rival, contest, and whether ecomap is better, worse, or neither, by the interval as it is printed."""
    for sectors, task, metric, said in CONTESTS:
        for gain in words.of(figures, sectors, task, f"{metric}{words.GAIN}"):
            if words.kind(gain.predictor) == "rival":
                low, high = (float(words.number(metric, end)) for end in (gain.low, gain.high))
                yield gain.predictor, said, "better" if low > 0 else "worse" if high < 0 else "open"


def _verdicts(figures: Sequence[ValidityFigure]) -> Iterator[str]:
    found: dict[str, dict[str, list[str]]] = {}
    for rival, said, verdict in compared(figures):
        found.setdefault(rival, {}).setdefault(verdict, []).append(said)
    rivals = {rival: of for rival, of in found.items() if rival in words.MEANINGS}
    counts = [f"{rival} in {len(of.get('better', ()))} of {sum(map(len, of.values()))}" for rival, of in rivals.items()]
    yield f"Shown to be better, of the contests in which both stand, than {', '.join(counts)}."
    for verdict, begins, whom in (
        ("open", "Neither better nor worse is shown against", rivals), ("worse", "Shown to be worse than", found),
    ):  # fmt: skip
        told = [f"{rival} ({', '.join(of[verdict])})" for rival, of in whom.items() if verdict in of]
        if told:
            yield f"{begins} {'; '.join(told)}."


def _missed(figures: Sequence[ValidityFigure]) -> Iterator[str]:
    if missed := targets.missed(figures):
        yield f"Asked for beforehand and missed: {'; '.join(missed)}."
