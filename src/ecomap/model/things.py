"""What of a map is found by words: a list of its own, so that a search reads neither laws nor weights."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ecomap.model.written import folded


class MapThing(NamedTuple):
    """Something that is found by words."""

    kind: str
    id: str
    name: str
    text: str  #: What it is, in a line.
    aliases: tuple[str, ...]  #: Other words by which it is found; of a kind of firm they stand beside it, being many.
    folded: tuple[str, str, str]  #: Id and name, aliases, and text, folded.


def things(ecosystem: Any) -> Iterator[MapThing]:
    """Yield all of a map that is found by words."""
    for sector in ecosystem.sectors:
        codes = ", ".join(f"ISIC {code}" for code in sector.isic)
        yield _thing("sector", sector, codes, sector.aliases)
    for kind in ecosystem.kinds:
        yield _thing("kind", kind, ", ".join(ecosystem.sector_by_id[sector].name for sector in kind.sectors))
    for trend in ecosystem.trends:
        yield _thing("trend", trend, trend.summary, trend.aliases)
    for activity in ecosystem.activities:
        yield _thing("activity", activity, activity.summary)
    for duty in ecosystem.duties:
        text = " ".join(part for part in (duty.place, duty.from_, duty.do) if part)
        yield _thing("duty", duty, text, (duty.law, duty.topic))
    for trait in ecosystem.traits:
        yield _thing("trait", trait, trait.question)
    owners = {owner.id: owner.name for owner in ecosystem.platform_owners}
    for one in ecosystem.platforms:
        text = f"{owners[one.owner]}; {', '.join(one.functions)}. {one.fee.says if one.fee else one.no_fee}"
        yield _thing("platform", one, text, (*one.aliases, owners[one.owner]))
    for channel in ecosystem.channels:
        text = f"{channel.kind}, {channel.cadence}: {channel.look_for} {channel.url}"
        yield _thing("channel", channel, text, (*channel.aliases, channel.publisher))


def spellings(items: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Yield all that things of a map are called by, folded, with their ids; ids last."""
    yield from ((folded(alias), item.id) for item in items for alias in getattr(item, "aliases", ()))
    yield from ((folded(item.short), item.id) for item in items if hasattr(item, "short"))
    yield from ((folded(item.name), item.id) for item in items)
    yield from ((folded(item.id), item.id) for item in items)


def _thing(kind: str, item: Any, text: str, aliases: tuple[str, ...] = ()) -> MapThing:
    said = folded(f"{item.id} {item.name}"), folded(" ".join(aliases)), folded(text)
    return MapThing(kind, item.id, item.name, text, tuple(aliases), said)
