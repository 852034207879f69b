"""Texts compared the way people mean them."""

import re
import unicodedata


def folded(text: str) -> str:
    """Return a text without regard to case, accents, and hyphen, space or underscore."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[\s_-]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()
