"""People as small offices count them: 12 + owner, 3 (1 part-time), 2 full-time and 1 apprentice."""

import re

from ecomap.io.words import in_words

# Fields in braces stand for their words in ``data/number_words.csv`` and ``data/headings.csv``.
COUNT = "[0-9]{1,6}"
ALL = rf"(?P<all>{COUNT})(?:\s*{{person,employees}})?"
SOME = rf"(?P<some>{COUNT})\s*{{full,among}}"
ANY = rf"{COUNT}(?:\s*{{person,employees,full,among}})?"
ITEM = rf"(?:{ANY}|{{one-owner}})"
SUM = (  # what a plus stands between, or a word for and where what is behind it is none of those before
    rf"{ITEM}(?:\s*[(\[]?\s*{{beside}}\s*{ITEM}[)\]]?)+"
    rf"|{ITEM}\s*{{and}}\s*(?:{COUNT}\s*{{among}}|{{one-owner}})|{{one-owner}}\s*{{and}}\s*{ANY}"
    rf"|{COUNT}\s*{{full}}\s*[,;/]\s*{COUNT}\s*{{among}}"
)
OF_THEM = rf"{ALL}\s*(?:[(\[]\s*(?:{{of-whom}}\s*)?|[,;]?\s*{{of-whom}}\s*){SOME}[)\]]?"
BESIDE_OR_OF_THEM = rf"{ALL}\s*[,;]\s+{SOME}"  # not 0,5 posts
WITHOUT = rf"{ALL}\s*[,(\[]?\s*{{without}}\s*{{one-owner}}[)\]]?"
ALONE = r"1\s*[(\[]\s*{alone,one-owner}\s*[)\]]"


def headcounts(text: str) -> tuple[int, ...]:
    """Return how many people a text counts, the owner among them; two numbers where it may be either, none of others.

    3 employees, 2 part-time are three of whom two, or five.
    """
    said = text.strip(" .")
    if re.fullmatch(in_words(ALONE), said):
        return (1,)
    if parts := re.fullmatch(in_words(WITHOUT), said):
        return (int(parts["all"]) + 1,)
    if parts := re.fullmatch(in_words(OF_THEM), said):
        return (int(parts["all"]),) if int(parts["some"]) <= int(parts["all"]) else ()
    if re.fullmatch(in_words(SUM), said):
        owners = len(re.findall(in_words("{one-owner}"), said))
        return (sum(map(int, re.findall(COUNT, said))) + owners,)
    if parts := re.fullmatch(in_words(BESIDE_OR_OF_THEM), said):
        every, some = int(parts["all"]), int(parts["some"])
        return (every, every + some) if some <= every else (every + some,)
    return ()
