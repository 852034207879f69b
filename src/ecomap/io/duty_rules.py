"""The rules of the duties of a map: whom they name, and that no field of the grid of topics and places is forgotten."""

from collections import defaultdict

from ecomap.io.rules import Found, Subject, named_in, rule
from ecomap.model import EcosystemMap
from ecomap.model.countries import EU, UNION
from ecomap.model.duties import TOPICS


@rule("error")
def _duties_name_what_firms_do_or_are(subject: Subject) -> Found:
    way_out = "Name one, or remove the line."
    return named_in(subject, "duties", "applies.any_of", "traits", "activities", way_out=way_out)


@rule("error")
def _duties_rest_on_law(subject: Subject) -> Found:
    basis = {record.id: record.basis for record in subject.written.evidence}
    for position, duty in enumerate(subject.written.duties):
        if basis.get(duty.evidence, "law") != "law":
            message = f"a duty on evidence of the basis {basis[duty.evidence]}."
            yield "duties", position, ("evidence",), message, "Name a record of the basis law."


@rule("warning")
def _places_of_duties_are_known(subject: Subject) -> Found:
    known = {UNION, *(country.id.upper() for country in subject.written.countries)}
    for field in ("duties", "duty_gaps"):
        for position, item in enumerate(getattr(subject.written, field)):
            if item.place not in known:
                yield field, position, ("place",), f'no "{item.place}" among the countries.', "Add the country."


@rule("warning")
def _every_topic_is_looked_for_in_every_place(subject: Subject) -> Found:
    """The map promises that of each place it speaks of; an overlay may add a single duty."""
    said, missing = _said(subject.written), defaultdict(list)
    for place, position in _first_duty_of_places(subject.written).items():
        if subject.origin.in_overlay("duties", position):
            continue
        topics = [topic for topic in TOPICS if topic not in said[place] and not (place in EU and topic in said[UNION])]
        if topics:
            missing[position].append(f"{', '.join(topics)} in {place}")
    for position, places in missing.items():
        way_out = "Add a duty, or say under duty_gaps where you looked."
        yield "duties", position, ("place",), f"nothing is said of {'; '.join(places)}.", way_out


@rule("note")
def _what_was_found_is_no_gap(subject: Subject) -> Found:
    filled = {(duty.topic, duty.place) for duty in subject.used.duties}
    for position, gap in enumerate(subject.written.duty_gaps):
        if (gap.topic, gap.place) in filled:
            message = f"{gap.place} has a duty on {gap.topic}."
            yield "duty_gaps", position, (), message, "Remove the gap."


def _said(ecosystem: EcosystemMap) -> defaultdict[str, set[str]]:
    """Return the topics of which something is said, by place."""
    said: defaultdict[str, set[str]] = defaultdict(set)
    for duty in ecosystem.duties:
        for place in (duty.place, *duty.also_in):
            said[place].add(duty.topic)
    for gap in ecosystem.duty_gaps:
        said[gap.place].add(gap.topic)
    return said


def _first_duty_of_places(ecosystem: EcosystemMap) -> dict[str, int]:
    """Return the places of the grid, each with the duty by which it came into it: those of the Union by the Union."""
    first: dict[str, int] = {}
    for position, duty in enumerate(ecosystem.duties):
        for place in (duty.place, *(EU if duty.place == UNION else ())):
            first.setdefault(place, position)
    return first
