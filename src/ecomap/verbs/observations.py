"""Open a question of a survey: what was asked of whom, and every figure that was published as its answer."""

from collections.abc import Iterable, Mapping, Sequence

from ecomap.errors import UnknownNameError
from ecomap.io.statistics import Observation, Question
from ecomap.results.labels import MapLabel
from ecomap.results.maps import EvidenceAnswer, EvidencedNumber, EvidenceRecord, SourceDetails, Subject


def find_observations(
    questions: Mapping[str, Question], observations: Iterable[Observation], asked: str, label: MapLabel
) -> EvidenceAnswer:
    """Return the figures that answer a question.

    What is asked is its id, as ``isoc_eb_ai:E_AI_TANY``, and behind it words that every figure must have: a code, a
    size class, an area, a year.
    """
    name = max((name for name in questions if f"{asked} ".startswith(f"{name} ")), key=len, default="")
    if not name:
        raise UnknownNameError("question", asked.split(maxsplit=1)[0], questions)
    question, words = questions[name], set(asked.removeprefix(name).split())
    answers = [observation for observation in observations if observation.question == name]
    found = [o for o in answers if words <= {o.code, o.size, o.area, o.year}]
    if not found:
        raise UnknownNameError(
            "figure", asked, (), message=f"{name} has no figure of {' '.join(sorted(words))}.", way_out=_held(answers)
        )
    return EvidenceAnswer(
        label, asked,
        (Subject("question", name, question.wording, f"{question.population}; {question.unit}"),),
        tuple(_number(question, observation) for observation in found),
        (_record(question),), (),
    )  # fmt: skip


def _held(answers: Sequence[Observation]) -> str:
    """Return in words what there are figures of; nothing left out, the longest list last."""
    places = {name: sorted({getattr(o, name) for o in answers} - {""}) for name in ("year", "size", "area", "code")}
    said = [f"{name} {', '.join(held)}" for name, held in sorted(places.items(), key=lambda kind: len(kind[1])) if held]
    return f"It has {'; '.join(said)}: any of these, one of a kind."


def _number(question: Question, observation: Observation) -> EvidencedNumber:
    whom = observation.code or "all activities"
    text = f"{whom}, {observation.size} persons employed, {observation.area}, {observation.year}"
    said = [observation.period, f"standard error {observation.error}" if observation.error else "", observation.flag]
    return EvidencedNumber(
        "observation", (question.question, observation.code, observation.size, observation.area, observation.year),
        text, float(observation.value) / 100, {}, observation.value, question.unit,
        f"{question.dataset}, {question.indicator}, {observation.classification} {observation.code}".rstrip(),
        observation.grade, "; ".join(filter(None, said)) or None, question.question,
    )  # fmt: skip


def _record(question: Question) -> EvidenceRecord:
    source = SourceDetails(
        question.source, question.publisher, question.dataset, None, question.indicator, None,
        f"as research/tables/{question.source}/SOURCE.md says", "",
    )  # fmt: skip
    return EvidenceRecord(
        question.question, "statistic", "A to C, with each figure", "the derivation", "with every change of the tables",
        question.indicator, None, question.unit, None, None,
        f"{question.wording}. Asked of: {question.population}. About {question.about}. Speaks for: "
        f"{question.trends or 'no trend of the map'}.",
        source, None,
    )  # fmt: skip
