"""The rules of the platforms of a map: what they name, that names are their own, that nobody is left without a rule."""

from ecomap.io.rules import Found, Subject, named_in, rule
from ecomap.model import folded
from ecomap.model.business import FUNCTIONS


@rule("error")
def _themes_of_platforms_are_known(subject: Subject) -> Found:
    """What a mechanism brings and a strategy answers is an opportunity or a challenge."""
    way_out = "Name one, or remove the line."
    for field in ("platform_mechanisms", "platform_strategies"):
        yield from named_in(subject, field, "themes", "opportunities", "challenges", way_out=way_out)


@rule("error")
def _functions_of_platforms_are_weighed(subject: Subject) -> Found:
    """A map with platforms says of each function that one of them has how much it weighs."""
    weighed = {item.id for item in subject.written.platform_functions}
    for position, platform in enumerate(subject.written.platforms):
        for inner, name in enumerate(platform.functions):
            if name not in weighed:
                message = f'nothing says how much "{name}" weighs.'
                yield "platforms", position, ("functions", inner), message, "Add it under platform_functions."


@rule("error")
def _names_of_platforms_are_unique(subject: Subject) -> Found:
    """Whatever a platform is called, it is called so alone: a business file names it."""
    owner: dict[str, str] = {}
    for position, platform in enumerate(subject.written.platforms):
        for name in (platform.id, platform.name, *platform.aliases):
            other = owner.setdefault(folded(name), platform.id)
            if other != platform.id:
                yield "platforms", position, ("aliases",), f'"{name}" already names {other}.', "Keep it in one of them."


@rule("warning")
def _owners_own_something(subject: Subject) -> Found:
    used = {platform.owner for platform in subject.written.platforms}
    for position, owner in enumerate(subject.written.platform_owners):
        if owner.id not in used:
            yield "platform_owners", position, (), f"{owner.id} owns no platform.", "Remove it, or name its platform."


@rule("warning")
def _strategies_always_come_to_something(subject: Subject) -> Found:
    """The last rule of a strategy holds whatever the firm is like, and one speaks to who has said nothing."""
    for position, strategy in enumerate(subject.written.platform_strategies):
        last = strategy.rules[-1]
        if last.when or last.uses or last.unsaid or not any(one.unsaid for one in strategy.rules):
            message = "a firm may be left without a rule."
            yield "platform_strategies", position, ("rules",), message, "End with a rule without conditions."


@rule("note")
def _functions_are_offered(subject: Subject) -> Found:
    offered = {name for platform in subject.written.platforms for name in platform.functions}
    for position, item in enumerate(subject.written.platform_functions):
        if subject.written.platforms and item.id not in offered:
            way_out = f"Known: {', '.join(FUNCTIONS)}."
            yield "platform_functions", position, (), f"no platform offers {item.id}.", way_out
