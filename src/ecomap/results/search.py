"""What a search in the map finds."""

from typing import Literal, NamedTuple


class Match(NamedTuple):
    """Something in the map that a search found."""

    kind: Literal["sector", "trend", "activity", "trait", "duty"]
    id: str
    name: str
    text: str
    aliases: tuple[str, ...] = ()
