"""Kinds of firm: what people call themselves, of which sectors each is made, and in what it is unlike them."""

from typing import Annotated, Literal

from pydantic import Field

from ecomap.model.base import Lasting
from ecomap.model.scalar import Id, Importance, Part, Share, Text
from ecomap.model.written import folded

Tongue = Literal["de", "fr", "es", "it", "pt", "nl", "pl"]


class Kind(Lasting):
    """What a firm is in the words of whoever runs it."""

    name: Text
    """Name for people, in English."""
    aliases: tuple[Text, ...] = ()
    """Other English words that people would type: plurals, everyday words."""
    names: dict[Tongue, tuple[Text, ...]] = {}
    """What it is called in other languages, by their ISO 639-1 codes; the usual word first."""
    sectors: Annotated[dict[Id, Part], Field(min_length=1)]
    """Shares of the sectors that it is made of; they sum to 1."""
    traits: dict[Id, Share] = {}
    """Levels of traits, 0 not, 0.5 partly, 1 wholly, where they differ from its sectors' mix."""
    activities: dict[Id, Share] = {}
    """How much it does each activity, 0..1, where that differs from its sectors' mix."""
    goals: dict[Id, Importance] = {}
    """What its owners usually want, on any scale, where they say nothing themselves."""
    evidence: Id
    """What its shares and levels rest on, by id."""
    reason: Text
    """Why it is made and unlike its sectors as it is said here."""

    @property
    def words(self) -> tuple[str, ...]:
        """Everything it is called beside its id and name."""
        return (*self.aliases, *(word for words in self.names.values() for word in words))

    @property
    def abroad(self) -> dict[str, str]:
        """What it is called in other languages, by language, as a title writes it."""
        return {tongue: f"{words[0][:1].upper()}{words[0][1:]}" for tongue, words in self.names.items() if words}

    @property
    def called(self) -> str:
        """Everything it is called, folded, a line each."""
        return "\n".join(dict.fromkeys(folded(word) for word in (self.id, self.name, *self.words)))
