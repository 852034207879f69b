"""People as small offices count them: 12 + owner, 3 (1 part-time), 2 full-time and 1 apprentice."""

import re

from ecomap.io.words import NUMBERS, in_words, words
from ecomap.model import folded

# Fields in braces stand for their words in ``data/number_words.csv`` and ``data/headings.csv``.
COUNT = "[0-9]{1,6}"
ALL = rf"(?P<all>{COUNT})(?:\s*{{person,employees}})?"
SOME = rf"{COUNT}\s*{{full,among}}"
ANY = rf"{COUNT}(?:\s*{{person,employees,full,among,one-owner}})?"
ITEM = rf"(?:{ANY}|{{one-owner}})"
SUM = (  # what a plus stands between, or a word for and where what is behind it is none of those before
    rf"{ITEM}(?:\s*[(\[]?\s*{{beside}}\s*{ITEM}[)\]]?)+"
    rf"|{ITEM}\s*{{and}}\s*(?:{SOME}|{{one-owner}})|(?:{COUNT}\s*)?{{one-owner}}\s*(?:{{and}}|[,;])\s*{ANY}"
    rf"|{COUNT}\s*{{full}}\s*[,;/]\s*{SOME}"
)
OF_THEM = (
    rf"{ALL}\s*(?:[(\[:]\s*(?:{{of-whom}}\s*)?|[,;]?\s*{{of-whom}}\s*)"
    rf"(?P<some>{SOME}(?:\s*(?:[,;+/]|{{and}})\s*{SOME})*|{{one-owner}})[)\]]?"
)
BESIDE_OR_OF_THEM = rf"{ALL}\s*[,;]\s+(?P<some>{SOME})"  # not 0,5 posts
WITHOUT = rf"{ALL}\s*[,(\[]?\s*{{without}}\s*{{one-owner}}[)\]]?"
ALONE = r"1\s*[(\[]\s*{alone,one-owner}\s*[)\]]"


def headcounts(text: str) -> tuple[int, ...]:
    """Return how many people a text counts, the owner among them; two numbers where it may be either, none of others.

    3 employees, 2 part-time are three of whom two, or five.
    """
    said = re.sub(in_words(r"^{about}[\s:]*"), "", text.strip(" ."))
    if folded(said).rstrip(" !") in words("alone", NUMBERS) or re.fullmatch(in_words(ALONE), said):
        return (1,)
    if parts := re.fullmatch(in_words(WITHOUT), said):
        return (int(parts["all"]) + 1,)
    if re.fullmatch(in_words(SUM), said) and not _may_be_class(said):
        owners = re.findall(in_words("{one-owner}"), re.sub(in_words(rf"{COUNT}(?:\s*{{one-owner}})?"), "", said))
        return (_sum(said) + len(owners),)
    if parts := re.fullmatch(in_words(OF_THEM), said):
        every = int(parts["all"])
        return (every,) if _sum(parts["some"]) <= every else ()
    if parts := re.fullmatch(in_words(BESIDE_OR_OF_THEM), said):
        every, some = int(parts["all"]), _sum(parts["some"])
        return (every, every + some) if some <= every else (every + some,)
    return ()


def _may_be_class(said: str) -> bool:
    """Tell whether numbers between which a plus stands are the ends of a size class, too: 10 + 49."""
    ends = re.fullmatch(r"([1-9][0-9]*0)\s*\+\s*([1-9][0-9]*9)", said)
    return ends is not None and int(ends[1]) < int(ends[2])


def _sum(said: str) -> int:
    return sum(map(int, re.findall(COUNT, said)))
