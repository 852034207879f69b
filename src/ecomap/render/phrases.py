"""Names and phrases of the map as they stand within a sentence, and words for what is told by a name."""

from functools import cache
from pathlib import Path

from ecomap.places import table

TOO = " as you do"  # how the phrases of traits end
YOURS = {"themselves": "yourself", "their ": "your ", "around them": "around you"}


@cache
def english(of: str) -> dict[str, str]:
    """Return the English words of a table of ``words.csv``, by what they say in words."""
    return {name: said for words, name, said in table(Path(__file__).with_name("words.csv")) if words == of}


def within(text: str) -> str:
    """Return a text as it stands within a sentence: what begins with a word like ERP or AI stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def you_do(phrase: str) -> str:
    """Return what others do as it is said to one who does it."""
    phrase = phrase.removesuffix(TOO)
    for theirs, yours in YOURS.items():
        phrase = phrase.replace(theirs, yours)
    return phrase
