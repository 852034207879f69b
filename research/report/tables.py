"""Figures of a test as Markdown: lists, tables of predictors, settings by fold."""

from collections.abc import Callable, Iterable, Sequence

from ecomap.results.maps import Validity, ValidityFigure
from ecomap.safe import safe_text
from research.report import targets, words
from research.report.headline import headline, summary


def table(figures: Sequence[ValidityFigure], sectors: str, task: str) -> str:
    """Return a line for each predictor, a column for each measure; the program's own in bold."""
    found = [one for one in words.of(figures, sectors, task) if _plain(one.metric)]
    metrics = list(dict.fromkeys(one.metric for one in found))
    names = list(dict.fromkeys(one.predictor for one in found))
    marks = {(one.predictor, one.metric): words.with_interval(one) for one in found}
    lines = [[name, *(marks.get((name, metric), "") for metric in metrics)] for name in names]
    bold = [[f"**{cell}**" if cell else "" for cell in line] if line[0] == words.OWN else line for line in lines]
    return markdown(["predictor", *(words.METRICS[metric] for metric in metrics)], bold)


def gains(figures: Sequence[ValidityFigure], sectors: str, task: str) -> str:
    """Return how much better the program is than each other way, on the same resampled sectors."""
    found = [one for one in words.of(figures, sectors, task) if one.metric.endswith(words.GAIN)]
    metrics = list(dict.fromkeys(one.metric for one in found))
    names = list(dict.fromkeys(one.predictor for one in found))
    marks = {(one.predictor, one.metric): words.with_interval(one) for one in found}
    lines = [[name, *(marks.get((name, metric), "") for metric in metrics)] for name in names]
    return markdown(["better than", *(words.METRICS[words.base(metric)] for metric in metrics)], lines)


def shuffled(figures: Sequence[ValidityFigure]) -> str:
    """Return the true marks beside those of networks in which sectors have changed places."""
    lines = []
    for task, metric in (("A", "spearman"), ("C", "spearman_lift")):
        true = words.one(figures, "us-industries", task, metric, "ecomap as shipped")
        for name in ("network shuffled", "all likeness shuffled"):
            mean = words.one(figures, "us-industries", task, metric, name)
            p = words.one(figures, "us-industries", task, f"{metric} p", name)
            cells = words.number(metric, true.value), words.with_interval(mean), words.number(p.metric, p.value)
            lines.append([f"{words.TASKS[task]}: {name}", *cells])
    return markdown(["test", "true", "shuffled, with the middle 95 %", "p"], lines)


def choices(figures: Sequence[ValidityFigure], sectors: str) -> str:
    """Return the settings that the other folds chose for each fold."""
    found = words.of(figures, sectors, "choice")
    folds, names = (list(dict.fromkeys(getattr(one, part) for one in found)) for part in ("predictor", "metric"))
    value = {(one.metric, one.predictor): f"{one.value:g}" for one in found}
    return markdown(["setting", *folds], [[name, *(value[name, fold] for fold in folds)] for name in names])


def reached(figures: Sequence[ValidityFigure]) -> str:
    """Return what was asked and what is reached."""
    return markdown(["what", "figure", "asked", "reached"], targets.rows(figures))


def legend() -> str:
    """Return what the predictors are, as a list."""
    return listed(f"**{name}**: {meaning}" for name, meaning in words.MEANINGS.items())


def block(found: Validity, name: str) -> str:
    """Return what a part of the page holds, by its name: ``summary``, or ``table: us-industries, A``."""
    part, _, rest = name.partition(": ")
    sectors, _, task = rest.partition(", ")
    figures = found.figures
    parts: dict[str, Callable[[], str]] = {
        "summary": lambda: f"{' '.join(summary(figures))}\n",
        "answers": lambda: listed(headline(figures)[len(summary(figures)) :]),
        "targets": lambda: reached(figures),
        "legend": legend,
        "shuffled": lambda: shuffled(figures),
        "choices": lambda: choices(figures, sectors),
        "gains": lambda: gains(figures, sectors, task),
        "table": lambda: table(figures, sectors, task),
    }
    return parts[part]()


def _plain(metric: str) -> bool:
    return not metric.endswith((words.GAIN, words.CHANCE_OF_SHUFFLED))


def listed(sentences: Iterable[str]) -> str:
    """Return sentences as a list."""
    return "".join(f"- {sentence}\n" for sentence in sentences)


def markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; numbers stand right."""
    lines = [header, ["---", *["--:"] * (len(header) - 1)], *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(safe_text(text).split()).replace("|", "\\|").replace("<", "&lt;")
