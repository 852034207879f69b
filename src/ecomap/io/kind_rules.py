"""The rules of kinds of firm: what they are made of, and that a word means one thing."""

from collections.abc import Iterator
from math import fsum

from ecomap.io.origin import Step
from ecomap.io.rules import Found, Subject, rule
from ecomap.model import Kind, folded
from ecomap.places import data_folder

ROUNDED = 1e-6
"""What the shares of a kind may lack of 1, or add to it."""


def _words(kind: Kind) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Yield everything that a kind is called, with its place in the kind."""
    yield ("id",), kind.id
    yield ("name",), kind.name
    yield from ((("aliases", place), word) for place, word in enumerate(kind.aliases))
    for tongue, words in kind.names.items():
        yield from ((("names", tongue, place), word) for place, word in enumerate(words))


@rule("error")
def _kinds_are_whole(subject: Subject) -> Found:
    for position, kind in enumerate(subject.written.kinds):
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
