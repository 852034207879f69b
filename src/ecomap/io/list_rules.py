"""The rules of channels, duties, work abroad and kinds of firm; told before what `map_rules` tells of a place."""

from collections import defaultdict
from collections.abc import Iterator
from math import fsum
from typing import Any
from urllib.parse import urlsplit

from ecomap.io.document import Step, names_at
from ecomap.io.rules import Found, Subject, named_in, rule
from ecomap.model import Kind, folded
from ecomap.model.countries import EU, UNION
from ecomap.model.duties import TOPICS
from ecomap.places import data_folder

ROUNDED = 1e-6  # what the shares of a kind may lack of 1, or add to it
NAME_ONE = "Name one, or remove the line."


# --- channels


def _site(address: str) -> str:
    """Return an address without what browsers add: the scheme, www, a slash at the end."""
    return address.casefold().partition("://")[2].removeprefix("www.").rstrip("/")


@rule("error")
def _channels_stand_once(subject: Subject) -> Found:
    """No two of them have the same page or the same feed: each item of a feed would be counted twice."""
    first: dict[str, str] = {}
    for position, channel in enumerate(subject.written.channels):
        for inner in ("url", "feed"):
            address = getattr(channel, inner)
            other = first.setdefault(f"{inner} {_site(address)}", channel.id) if address else channel.id
            if other != channel.id:
                yield "channels", position, (inner,), f"{other} has the same {inner}.", "Keep it in one of them."


@rule("error")
def _what_was_found_is_the_channel(subject: Subject) -> Found:
    """The address that was looked for is one of the channel's own."""
    for position, channel in enumerate(subject.written.channels):
        sought = _site(f"://{channel.found.address}")
        hosts = {urlsplit(address).hostname or "" for address in (channel.url, channel.feed or channel.url)}
        if not any(sought.partition("/")[0] in host for host in hosts):
            message = f'"{channel.found.address}" is no address of {channel.name}.'
            yield "channels", position, ("found", "address"), message, "Look for the address under url or feed."


@rule("warning")
def _feeds_are_followed(subject: Subject) -> Found:
    """What has a feed has something new more often than once in two years."""
    for position, channel in enumerate(subject.written.channels):
        if channel.feed and channel.cadence in ("when asked", "every two years"):
            message = f'a feed, yet something new "{channel.cadence}".'
            yield "channels", position, ("cadence",), message, "Say how often the feed has something new."


# --- duties: whom they name, and that no field of the grid of topics and places is forgotten


@rule("error")
def _duties_name_what_firms_do_or_are(subject: Subject) -> Found:
    return named_in(subject, "duties", "applies.any_of", "traits", "activities", way_out=NAME_ONE)


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
    said, missing = defaultdict[str, set[str]](set), defaultdict[int, list[str]](list)  # topics by place
    duties: list[Any] = [*subject.written.duties, *subject.written.duty_gaps]
    for item in duties:
        for place in (item.place, *getattr(item, "also_in", ())):
            said[place].add(item.topic)
    first: dict[str, int] = {}  # by place the duty by which it came into the grid: those of the Union by the Union
    for position, duty in enumerate(subject.written.duties):
        for place in (duty.place, *(EU if duty.place == UNION else ())):
            first.setdefault(place, position)
    for place, position in first.items():
        topics = [topic for topic in TOPICS if topic not in said[place] and not (place in EU and topic in said[UNION])]
        if topics and not subject.origin.in_overlay("duties", position):
            missing[position].append(f"{', '.join(topics)} in {place}")
    for position, places in missing.items():
        way_out = "Add a duty, or say under duty_gaps where you looked."
        yield "duties", position, ("place",), f"nothing is said of {'; '.join(places)}.", way_out


# --- selling abroad


@rule("error")
def _components_have_trends(subject: Subject) -> Found:
    for position, component in enumerate(subject.written.components):
        if not any(component.trends.values()):
            message = "no trend counts, so nothing tells whether a firm has it."
            yield "components", position, ("trends",), message, "Name a trend with a share above 0."


@rule("error")
def _threatening_barriers_name_threats(subject: Subject) -> Found:
    roles = {trend.id: trend.role for trend in subject.written.trends}
    for position, barrier in enumerate(subject.written.barriers):
        if barrier.binds == "threats" and not barrier.threats:
            yield "barriers", position, ("threats",), "binds by threats and names none.", "Name a trend of role risk."
        for inner, name in enumerate(barrier.threats):
            if roles.get(name, "risk") != "risk":
                yield "barriers", position, ("threats", inner), f"{name} is no threat.", "Name a trend of role risk."


@rule("error")
def _practices_with_a_condition_stand_in_their_list(subject: Subject) -> Found:
    for position, work in enumerate(subject.written.global_work):
        for inner, name in (*names_at(work, ("needless",), ()), *names_at(work, ("gated",), ())):
            if name not in work.practices:
                message = f"{name} is not among its practices."
                yield "global_work", position, inner, message, "Add it there, or remove it here."


@rule("error")
def _who_gates_practices_says_for_whom(subject: Subject) -> Found:
    for position, work in enumerate(subject.written.global_work):
        if work.gated and not work.any_of:
            yield "global_work", position, ("gated",), "says for whom nowhere.", "Name some under any_of."


@rule("error")
def _global_work_names_what_firms_do_or_are(subject: Subject) -> Found:
    return named_in(subject, "global_work", "any_of", "traits", "activities", way_out=NAME_ONE)


@rule("warning")
def _languages_of_countries_have_names(subject: Subject) -> Found:
    if subject.written.languages:
        yield from named_in(subject, "countries", "languages", "languages", way_out="Add it under languages.")


# --- kinds of firm: what they are made of, and that a word means one thing


def _words(kind: Kind) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Yield everything that a kind is called, with its place in the kind."""
    yield ("id",), kind.id
    yield ("name",), kind.name
    yield from ((("aliases", place), word) for place, word in enumerate(kind.aliases))
    for tongue, words in kind.names.items():
        yield from ((("names", tongue, place), word) for place, word in enumerate(words))


@rule("error")
def _kinds_are_whole(subject: Subject) -> Found:
    asked = {trend.id: trend.role in (None, "do") and not trend.basic for trend in subject.written.trends}
    for position, kind in enumerate(subject.written.kinds):
        for inner, name in enumerate(kind.has):
            if not asked.get(name, True):
                message = f"{name} is nothing that is proposed, so nobody is asked whether it is there."
                yield "kinds", position, ("has", inner), message, "Name a trend of role do that is no basic."
        total = fsum(kind.sectors.values())
        if abs(total - 1) > ROUNDED:
            yield "kinds", position, ("sectors",), f"the shares sum to {total:g}.", "Write shares that sum to 1."


@rule("error")
def _kinds_have_words_of_their_own(subject: Subject) -> Found:
    """A word means one kind; what a sector is called by its id or name means the sector."""
    sectors = {
        folded(word): sector.id
        for place, sector in subject.live("sectors")
        if not subject.origin.in_overlay("sectors", place)  # what somebody adds may take a word
        for word in (sector.id, sector.name, sector.short)
    }
    owner: dict[str, str] = {}
    for position, kind in subject.live("kinds"):
        for inner, word in _words(kind):
            bare = folded(word)
            other = owner.setdefault(bare, kind.id)
            if other != kind.id:
                yield "kinds", position, inner, f'"{word}" already names {other}.', "Keep it in one of them."
            elif bare in sectors:
                message = f'"{word}" is what the sector {sectors[bare]} is called.'
                yield "kinds", position, inner, message, "Say what this kind is called."


@rule("note")
def _kinds_share_words(subject: Subject) -> Found:
    """What means a kind and was a word for a sector, or is a template's name too, may well be meant."""
    aliases = {folded(alias): sector.id for _, sector in subject.live("sectors") for alias in sector.aliases}
    templates = {folded(path.stem): path.stem for path in (data_folder() / "templates").glob("*.yaml")}
    for position, kind in subject.live("kinds"):
        for inner, word in _words(kind):
            bare = folded(word)
            sector, template = aliases.get(bare), templates.get(bare, kind.id)
            if sector is not None and sector not in kind.sectors:
                message = f'"{word}" is a word of {sector}, of which {kind.id} is not made.'
                yield "kinds", position, inner, message, "Take it out of the sector or the kind."
            elif template != kind.id:
                message = f'"{word}" is the name of a template too; as a business it means the template.'
                yield "kinds", position, inner, message, "Call one of them otherwise."
