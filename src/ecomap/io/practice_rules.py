"""The rules of platforms and practices; told where `map_rules` tells nothing of a place."""

from collections.abc import Iterator

from ecomap.errors import suggestion
from ecomap.io.list_rules import NAME_ONE
from ecomap.io.rules import Broken, Found, Subject, called_once, in_order, named_in, needed, rule
from ecomap.model import Practice

FIRST_STEP = 15  # most words of a first step: what does not fit into a breath is not a first step
GATED = (("trends", "gate."), ("platform_kinds", ""))  # lists whose items ask for levels, and where


# --- platforms: what they name, that names are their own, that nobody is left without a rule


@rule("error")
def _themes_of_platforms_are_known(subject: Subject) -> Found:
    """What a mechanism brings and a strategy answers is an opportunity or a challenge."""
    for field in ("platform_mechanisms", "platform_strategies"):
        yield from named_in(subject, field, "themes", "opportunities", "challenges", way_out=NAME_ONE)


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
    words = (
        (position, platform, "aliases", word)
        for position, platform in enumerate(subject.written.platforms)
        for word in (platform.id, platform.name, *platform.aliases)
    )
    return called_once("platforms", words)


needed("warning", "owners-own-something", "platform_owners",
       lambda subject: (platform.owner for platform in subject.written.platforms),
       "{} owns no platform.", "Remove it, or name its platform.")  # fmt: skip


@rule("warning")
def _strategies_always_come_to_something(subject: Subject) -> Found:
    """The last rule of a strategy holds whatever the firm is like, and one speaks to who has said nothing."""
    for position, strategy in enumerate(subject.written.platform_strategies):
        last = strategy.rules[-1]
        if last.when or last.uses or last.unsaid or not any(one.unsaid for one in strategy.rules):
            message = "a firm may be left without a rule."
            yield "platform_strategies", position, ("rules",), message, "End with a rule without conditions."


# --- practices: what each must say, and how they hang together


@rule("error")
def _first_steps_are_short(subject: Subject) -> Found:
    for position, practice in subject.live("practices"):
        words = len(practice.first_step.split())
        if words > FIRST_STEP:
            way_out = f"Say it in at most {FIRST_STEP}: what to do on Monday."
            yield "practices", position, ("first_step",), f"a first step of {words} words.", way_out


@rule("error")
def _practices_ask_no_more_than_their_trend(subject: Subject) -> Found:
    trends = {trend.id: trend for trend in subject.written.trends}
    for position, practice in subject.live("practices"):
        needs = trends[practice.trend].needs.skills if practice.trend in trends else practice.skills
        for skill, level in practice.skills.items():
            most = needs.get(skill, 0.0)
            if level > most:
                message = f"asks {skill} {level:g} where the trend {practice.trend} needs {most:g}."
                way_out = "Lower it, or raise what the trend needs: a first step is not harder than the whole."
                yield "practices", position, ("skills", skill), message, way_out


@rule("error")
def _practices_and_gates_ask_for_what_there_is(subject: Subject) -> Found:
    way_out = "Name an activity or a trait, or remove the line."
    gates = [(name, f"{of}{side}") for name, of in GATED for side in ("also", "unless")]
    for field, path in (("practices", "suits"), ("practices", "unless"), *gates):
        yield from named_in(subject, field, path, "activities", "traits", way_out=way_out, near=True)


@rule("error")
def _protections_have_their_grounds(subject: Subject) -> Found:
    """A share of a threat taken off stands on a record of its own, and it is a threat that it is taken off."""
    roles = {trend.id: trend.role for trend in subject.written.trends}
    records = subject.written.evidence_by_id
    for position, practice in enumerate(subject.written.practices):
        for name in practice.reduces:
            inner = ("reduces", name)
            if name not in practice.reduces_evidence:
                way_out = f"Add reduces_evidence: {{{name}: {{evidence: ..., reason: ...}}}}."
                yield "practices", position, inner, f"nothing says what the {name} taken off rests on.", way_out
            elif roles.get(name, "risk") != "risk":
                message = f"{name} is no threat, so nothing is taken off."
                yield "practices", position, inner, message, "Name a trend whose role is risk."
        yield from _loose_grounds(position, practice, set(records))


def _loose_grounds(position: int, practice: Practice, records: set[str]) -> Iterator[Broken]:
    for name, grounds in practice.reduces_evidence.items():
        inner = ("reduces_evidence", name)
        if name not in practice.reduces:
            yield "practices", position, inner, f"grounds without a share of {name}.", f"Add reduces: {{{name}: ...}}."
        if grounds.evidence not in records:
            way_out = suggestion(grounds.evidence, records) or "Add it under evidence."
            message = f'no "{grounds.evidence}" among the evidence.'
            yield "practices", position, (*inner, "evidence"), message, way_out


@rule("error")
def _practices_come_along_in_order(subject: Subject) -> Found:
    return in_order(subject, "practices", "brings", "these bring each other: {}.", "Remove one of them.")


@rule("error")
def _practices_take_the_place_of_others_in_order(subject: Subject) -> Found:
    """What takes the place of another does the same job: it is of the same trend."""
    trends = {practice.id: practice.trend for practice in subject.written.practices}
    for position, practice in subject.live("practices"):
        for inner, name in enumerate(practice.instead_of):
            if trends.get(name, practice.trend) != practice.trend:
                message = f"{name} is of another trend, {trends[name]}."
                yield "practices", position, ("instead_of", inner), message, f"Name a practice of {practice.trend}."
    circle = "these take each other's place: {}."
    yield from in_order(subject, "practices", "instead_of", circle, "Remove one of them.")


@rule("warning")
def _trends_have_a_practice(subject: Subject) -> Found:
    """What the map says could be started has a first step; an overlay may leave it to others, a map without any too."""
    practised = {practice.trend for practice in subject.used.practices}
    for position, trend in subject.live("trends") if practised else ():
        lacks = trend.role == "do" and trend.id not in practised
        if lacks and not subject.origin.in_overlay("trends", position):
            way_out = "Add one: the cheapest version that works. See: ecomap map new practice."
            yield "trends", position, (), f"{trend.id} could be started, but no practice says how.", way_out
