"""What a search in the map finds."""

from collections.abc import Iterator
from typing import Any, Literal

from ecomap.record import record


@record
class Match:
    """Something in the map that a search found."""

    kind: Literal["sector", "kind", "trend", "activity", "trait", "platform", "channel", "duty"]
    id: str
    name: str
    text: str  #: What it is, in a line.
    aliases: tuple[str, ...] = ()  #: Other words by which it is found.


def everything(ecosystem: Any) -> Iterator[Match]:
    """Yield all of a map that is found by words."""
    for sector in ecosystem.sectors:
        codes = ", ".join(f"ISIC {code}" for code in sector.isic)
        yield Match("sector", sector.id, sector.name, codes, sector.aliases)
    for kind in ecosystem.kinds:
        made_of = ", ".join(ecosystem.sector_by_id[sector].name for sector in kind.sectors)
        yield Match("kind", kind.id, kind.name, made_of, kind.words)
    for trend in ecosystem.trends:
        yield Match("trend", trend.id, trend.name, trend.summary, trend.aliases)
    for activity in ecosystem.activities:
        yield Match("activity", activity.id, activity.name, activity.summary)
    for duty in ecosystem.duties:
        text = " ".join(part for part in (duty.place, duty.from_, duty.do) if part)
        yield Match("duty", duty.id, duty.name, text, (duty.law, duty.topic))
    for trait in ecosystem.traits:
        yield Match("trait", trait.id, trait.name, trait.question)
    owners = {owner.id: owner.name for owner in ecosystem.platform_owners}
    for one in ecosystem.platforms:
        text = f"{owners[one.owner]}; {', '.join(one.functions)}. {one.fee.says if one.fee else one.no_fee}"
        yield Match("platform", one.id, one.name, text, (*one.aliases, owners[one.owner]))
    for channel in ecosystem.channels:
        text = f"{channel.kind}, {channel.cadence}: {channel.look_for} {channel.url}"
        yield Match("channel", channel.id, channel.name, text, (*channel.aliases, channel.publisher))
