"""Open a question of a survey: what was asked of whom, and every figure that was published as its answer."""

from collections.abc import Iterable, Mapping

from ecomap.errors import UnknownNameError
from ecomap.io.statistics import Observation, Question
from ecomap.results.labels import MapLabel
from ecomap.results.maps import EvidenceAnswer, EvidencedNumber, EvidenceRecord, SourceDetails, Subject


def find_observations(
    questions: Mapping[str, Question], observations: Iterable[Observation], asked: str, label: MapLabel
) -> EvidenceAnswer:
    """Return the figures that answer a question.

    Parameters
    ----------
    asked
        A question's id, as ``isoc_eb_ai:E_AI_TANY``, and words that every figure must have behind it: a code, a size
        class, an area, a year.

    Raises
    ------
    UnknownNameError
        No survey asks it.
    """
    name = max((name for name in questions if f"{asked} ".startswith(f"{name} ")), key=len, default="")
    if not name:
        raise UnknownNameError("question", asked.split(maxsplit=1)[0], questions)
    question, words = questions[name], set(asked.removeprefix(name).split())
    found = [o for o in observations if o.question == name and words <= {o.code, o.size, o.area, o.year}]
    return EvidenceAnswer(
        label, asked,
        (Subject("question", name, question.wording, f"{question.population}; {question.unit}"),),
        tuple(_number(question, observation) for observation in found),
        (_record(question),), (),
    )  # fmt: skip


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
        "as the table's SOURCE.md says", "research/tables",
    )  # fmt: skip
    return EvidenceRecord(
        question.question, "statistic", "A to C, with each figure", "the derivation", "with every change of the tables",
        question.indicator, None, question.unit, None, None,
        f"{question.wording}. Asked of: {question.population}. About {question.about}. Speaks for: "
        f"{question.trends or 'no trend of the map'}.",
        source, None,
    )  # fmt: skip
