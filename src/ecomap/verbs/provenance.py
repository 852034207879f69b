"""What any number of the map rests on: figure, table, year, transformation, grade, words, and who put it there."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from ecomap.errors import InputError, UnknownNameError, suggestion
from ecomap.io.statistics import Observation, Question
from ecomap.model import Duty, EcosystemMap, Practice, Settings, Trend, folded
from ecomap.model.platforms import PlatformKind
from ecomap.model.sectors import Goal, Trait, WorkArea
from ecomap.names import Names
from ecomap.results.labels import MapLabel
from ecomap.results.maps import EvidenceAnswer, EvidencedNumber, EvidenceRecord, SourceDetails, Subject
from ecomap.verbs.map_numbers import THINGS, MapNumbers
from ecomap.verbs.rows import ESTIMATE

NAMED = {"trend", "sector", "activity", "trait", "goal", "skill", "area", "platform", "practice", "channel"}
"""What has aliases, plurals and names in other languages."""
ENDS = ("sector", "trait", "activity", "goal", "trend")  # what a step of a pathway may lead to, as answers write it
MOST_ENDS = 60  # sectors that are listed where the one asked for is not among them


def find_evidence(ecosystem: EcosystemMap, asked: str, sha256: str = "") -> EvidenceAnswer:
    """Return every number of the things that a text names, with all that it rests on.

    Parameters
    ----------
    asked
        An id or name of a trend, sector, activity, trait, goal, skill, area, group of trends, practice, challenge,
        opportunity, country, platform, kind of platform, channel or duty, a size class, a component, barrier or work
        of selling across borders, the id of an evidence record or source; a kind of number of one of these, as
        ``opportunity share of chatbots``; a setting, as ``attenuation``; or a pathway, its steps joined by ``>``: a
        trend and sectors, or sectors, and last what they have in common: a trait, an activity or a technology.

    Raises
    ------
    UnknownNameError
        Nothing has this name; says what comes near.
    """
    worded = MapNumbers(ecosystem)
    if ">" in asked:
        subjects, numbers = _pathway(worded, [step.strip() for step in asked.split(">")])
    elif (setting := folded(asked).replace(" ", "_")) in Settings.model_fields:
        subjects, numbers = _setting(setting)
    else:
        kind, thing = _one_kind(asked.strip())
        subjects = _subjects(ecosystem, thing)
        found = (number for subject in subjects for number in worded.numbers(subject.kind, subject.id))
        numbers = [number for number in found if kind in ("", number.kind)]
        if kind and not numbers:
            way_out = f"All that it has: ecomap map evidence {subjects[0].id}"
            raise UnknownNameError("number", asked, (), message=f"the map has no {asked}.", way_out=way_out)
    chosen: dict[object, EvidencedNumber] = {}
    for number in numbers:
        chosen.setdefault((number.kind, number.of), number)
    records, sources = [number.evidence for number in chosen.values() if number.evidence], []
    countries = {country.id: country for country in ecosystem.countries}
    for subject in subjects:
        if subject.kind == "evidence":
            records.append(subject.id)
        elif subject.kind == "source":
            records += [record.id for record in ecosystem.evidence if record.source == subject.id]
            sources.append(subject.id)
        elif subject.kind == "country":
            sources += [rule.source for rule in countries[subject.id].rules]
    return EvidenceAnswer(
        MapLabel(ecosystem.id, ecosystem.version, sha256),
        asked,
        tuple(subjects),
        tuple(chosen.values()),
        tuple(worded.record(name) for name in dict.fromkeys(records)),
        tuple(worded.source(name) for name in dict.fromkeys(sources)),
    )


# --- what was asked for ---------------------------------------------------------------------------------------


def _one_kind(asked: str) -> tuple[str, str]:
    """Return a kind of number and of what it is asked for, as opportunity share of chatbots; no kind is all of them."""
    kind, of, thing = asked.partition(" of ")
    known = {number for thing in THINGS.values() for number in thing.numbers}
    return (kind.casefold(), thing.strip()) if of and kind.casefold() in known else ("", asked)


def _setting(name: str) -> tuple[list[Subject], list[EvidencedNumber]]:
    """Return a number of the method, with its reason as the program has it."""
    import ecomap.model
    from ecomap.verbs.schemas import docstrings

    reason, value = " ".join(docstrings(ecomap.model)["Settings"][name].split()), getattr(Settings(), name)
    subject = Subject("setting", name, name.replace("_", " "), f"{value:g}. {reason}")
    return [subject], [EvidencedNumber("setting", (name,), name, value, {}, None, None, None, "", reason, "")]


def _subjects(ecosystem: EcosystemMap, asked: str) -> list[Subject]:
    """Return everything that has this id, else this name."""
    everything, names = list(_everything(ecosystem)), Names.of(ecosystem)
    found = [subject for subject in everything if subject.id == asked]
    found = found or [subject for subject in everything if folded(asked) in (folded(subject.id), folded(subject.name))]
    everyday = all(subject.kind == "platform kind" for subject in found)  # a marketplace may be the trend, too
    meant = {kind: names.find(kind, asked) for kind in NAMED if everyday}
    found += [subject for subject in everything if meant.get(subject.kind) == subject.id]
    if found:
        return found
    retired = next((item for item in ecosystem.retired if item.id == asked), None)
    if retired is None:
        known = {name for subject in everything for name in (subject.id, folded(subject.name))}
        known |= names.named("sector").keys()
        way_out = suggestion(asked, known) or "Look for a word of it, like: ecomap map search payment"
        raise UnknownNameError("id or name", asked, (), way_out=way_out)
    if retired.meaning:
        return _subjects(ecosystem, retired.meaning)
    raise InputError.of(asked, f"withdrawn: {retired.reason}.")


def _everything(ecosystem: EcosystemMap) -> Iterator[Subject]:
    for thing, (kept, _) in THINGS.items():
        for item in getattr(ecosystem, kept) if kept else ():
            name = getattr(item, "name", None) or getattr(item, "title", None) or item.id
            yield Subject(thing, item.id, name, _about(item))
    sizes = dict.fromkeys(item.place for item in ecosystem.modifiers if item.kind == "size")
    yield from (Subject("size class", size, f"Firms of {size} persons employed") for size in sizes)


def _about(item: Any) -> str:
    """Say what a trend is, what to do first of a practice and what it takes, whom a duty binds; else nothing."""
    match item:
        case Practice():
            once = f"{item.effort_hours:g} hours and EUR {item.one_off_eur:,.0f} until it runs"
            monthly = f"{item.upkeep_hours_per_month:g} hours and EUR {item.monthly_eur:,.0f} a month"
            others = f"others lie within a factor of {item.spread:g}"
            return f"First step: {item.first_step} {once}, then {monthly}; {others}."
        case Duty():
            return f"{item.topic.replace('-', ' ')}; binds in {', '.join((item.place, *item.also_in))}"
        case Trend():
            *most, last = [word.replace("-", " ") for word in item.affects] or [""]
            where = f"{', '.join(most)} and {last}" if most else last
            of = f" of {where}" if where else ""
            return f"{item.stage} {item.kind.replace('-', ' ')}, {item.change} change{of}"
        case PlatformKind():
            asks = ", ".join(f"{name} {share:g}" for name, share in item.also.items())
            return f"{f'Asks for {asks}. ' if asks else ''}{item.reason or ''}".strip()
        case Trait():
            return item.reason
    return f"{item.summary}." if isinstance(item, Goal | WorkArea) else ""


def _pathway(worded: MapNumbers, steps: list[str]) -> tuple[list[Subject], list[EvidencedNumber]]:
    ecosystem, names = worded.ecosystem, Names.of(worded.ecosystem)
    ids = [names.trend_or_sector(steps[0])]
    for step in steps[1:]:
        found = [id for kind in ENDS if (id := names.find(kind, step))]
        ids.append(found[0] if found else names.known("sector", step))
    known = {one.id: one for one in _everything(ecosystem) if one.kind in ("trend", *ENDS)}
    return [known[name] for name in ids], [_step(worded, source, target) for source, target in pairwise(ids)]


def _step(worded: MapNumbers, source: str, target: str) -> EvidencedNumber:
    if source in worded.sectors and target in worded.trends:  # a technology in which sectors are alike
        source, target = target, source
    known: list[str] = []
    if target not in worded.sectors:
        if found := worded.between(source, target):
            return found
        message = f"the map has no number of {target} in {source}."
    elif source in worded.trends:
        figures = {i.sector: i for i in worded.ecosystem.influences if i.trend == source}
        if target in figures:
            return worded.prevalence(figures[target])
        if ESTIMATE in worded.records:
            return worded.estimate(source, target)
        message, known = f"the map has no figure of {source} in {target}.", sorted(figures)
    else:
        couplings = {c.source: c for c in worded.ecosystem.couplings if c.target == target}
        if source in couplings:
            return worded.coupling(couplings[source])
        message, known = f"the map has no coupling from {source} to {target}.", sorted(couplings)
    way_out = f"There is one from: {', '.join(known)}." if 0 < len(known) <= MOST_ENDS else ""
    raise InputError.of(f"{source}>{target}", message, way_out)


# --- a question of a survey, and every figure that was published as its answer ----------------------------------


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
        places = {name: sorted({getattr(o, name) for o in answers} - {""}) for name in ("year", "size", "area", "code")}
        by_length = sorted(places.items(), key=lambda kind: len(kind[1]))  # nothing left out, the longest list last
        held = "; ".join(f"{name} {', '.join(some)}" for name, some in by_length if some)
        message = f"{name} has no figure of {' '.join(sorted(words))}."
        way_out = f"It has {held}: any of these, one of a kind."
        raise UnknownNameError("figure", asked, (), message=message, way_out=way_out)
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
        f"as research/tables/{question.source}/SOURCE.md says", "",
    )  # fmt: skip
    return EvidenceRecord(
        question.question, "statistic", "A to C, with each figure", "the derivation", "with every change of the tables",
        question.indicator, None, question.unit, None, None,
        f"{question.wording}. Asked of: {question.population}. About {question.about}. Speaks for: "
        f"{question.trends or 'no trend of the map'}.",
        source, None,
    )  # fmt: skip
