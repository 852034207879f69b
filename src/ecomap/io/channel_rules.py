"""The rules of the channels of a map: what they name, that each stands there once, that its address is its own."""

from urllib.parse import urlsplit

from ecomap.io.rules import Found, Subject, rule


def _site(address: str) -> str:
    """Return an address without what browsers add: the scheme, www, a slash at the end."""
    return address.casefold().partition("://")[2].removeprefix("www.").rstrip("/")


@rule("error")
def _channels_stand_once(subject: Subject) -> Found:
    """No two of them have the same page or the same feed: each item of a feed would be counted twice."""
    first: dict[str, str] = {}
    for position, channel in enumerate(subject.written.channels):
        for inner in ("url", "feed"):
            address = getattr(channel, inner)
            other = first.setdefault(f"{inner} {_site(address)}", channel.id) if address else channel.id
            if other != channel.id:
                yield "channels", position, (inner,), f"{other} has the same {inner}.", "Keep it in one of them."


@rule("error")
def _what_was_found_is_the_channel(subject: Subject) -> Found:
    """The address that was looked for is one of the channel's own."""
    for position, channel in enumerate(subject.written.channels):
        sought = _site(f"://{channel.found.address}")
        hosts = {urlsplit(address).hostname or "" for address in (channel.url, channel.feed or channel.url)}
        if not any(sought.partition("/")[0] in host for host in hosts):
            way_out = "Look for the address under url or feed."
            message = f'"{channel.found.address}" is no address of {channel.name}.'
            yield "channels", position, ("found", "address"), message, way_out


@rule("warning")
def _feeds_are_followed(subject: Subject) -> Found:
    """What has a feed has something new more often than once in two years."""
    for position, channel in enumerate(subject.written.channels):
        if channel.feed and channel.cadence in ("when asked", "every two years"):
            message = f'a feed, yet something new "{channel.cadence}".'
            yield "channels", position, ("cadence",), message, "Say how often the feed has something new."
