"""The words of a language: what the program itself says, and what things of the map are called."""

from dataclasses import field

from ecomap.record import record

ENGLISH = "en"


@record
class Catalogue:
    """Words of one language; what it lacks is said in English."""

    code: str = ENGLISH  #: Two letters, ISO 639-1.
    words: dict[str, str] = field(default_factory=dict)  #: Texts of the program by the English ones.
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    """Kind of thing (trend, sector, trait, practice, duty ...) -> id -> name."""

    def say(self, text: str, **values: object) -> str:
        """Return a text of the program in this language, with values in the place of their names."""
        return self.words.get(text, text).format(**values) if values else self.words.get(text, text)

    def name(self, kind: str, id: str, english: str) -> str:
        """Return what a thing of the map is called."""
        return self.names.get(kind, {}).get(id, english)

    def language_of(self, kind: str, id: str) -> str:
        """Return the language of that name where it is not this one."""
        return "" if self.code == ENGLISH or id in self.names.get(kind, {}) else ENGLISH

    @property
    def in_english(self) -> str:
        """What a page says of its English parts; nothing in English itself."""
        told = "Advice, reasons and what the law asks are written in English and stand here in English."
        return self.say(told) if self.english_parts else ""

    @property
    def english_parts(self) -> str:
        """Return what the language of a text that is always English is called on a page of this one."""
        return "" if self.code == ENGLISH else ENGLISH

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with the decimal mark and the groups of this language."""
        return self.marked(f"{value:,.{digits}f}")

    def marked(self, number: str) -> str:
        """Return a number, as English writes it, with the marks of this language."""
        marks = {"en": ",.", "de": ".,", "es": ".,", "it": ".,", "pt": ".,", "nl": ".,"}.get(self.code, "\u202f,")
        return number.translate(str.maketrans(",.", marks))
