"""The rules of practices: what each must say, and how they hang together."""

from collections.abc import Iterator

from ecomap.errors import suggestion
from ecomap.io.rules import Broken, Found, Subject, in_order, named_in, rule
from ecomap.model import Practice

FIRST_STEP = 15
"""Most words of a first step: what does not fit into a breath is not a first step."""


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


GATED = (("trends", "gate."), ("platform_kinds", ""))
"""Lists whose items ask for levels, and where."""


@rule("error")
def _practices_and_gates_ask_for_what_there_is(subject: Subject) -> Found:
    way_out = "Name an activity or a trait, or remove the line."
    gates = [(name, f"{of}{side}") for name, of in GATED for side in ("also", "unless")]
    for field, path in (("practices", "suits"), *gates):
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


@rule("warning")
def _trends_have_a_practice(subject: Subject) -> Found:
    """What the map says could be started has a first step; an overlay may leave it to others, a map without any too."""
    practised = {practice.trend for practice in subject.used.practices}
    for position, trend in subject.live("trends") if practised else ():
        lacks = trend.role == "do" and trend.id not in practised
        if lacks and not subject.origin.in_overlay("trends", position):
            way_out = "Add one: the cheapest version that works. See: ecomap map new practice."
            yield "trends", position, (), f"{trend.id} could be started, but no practice says how.", way_out
