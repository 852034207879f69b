"""What a search in the map finds."""

from typing import Literal

from ecomap.record import record


@record
class Match:
    """Something in the map that a search found."""

    kind: Literal["sector", "kind", "trend", "activity", "trait", "platform", "channel", "duty"]
    id: str
    name: str
    text: str  #: What it is, in a line.
    aliases: tuple[str, ...] = ()  #: Other words by which it is found.
