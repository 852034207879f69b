"""The rules of what a map says of selling abroad: weights that count, languages that have names."""

from ecomap.io.origin import names_at
from ecomap.io.rules import Found, Subject, named_in, rule


@rule("error")
def _components_have_trends(subject: Subject) -> Found:
    for position, component in enumerate(subject.written.components):
        if not any(component.trends.values()):
            message = "no trend counts, so nothing tells whether a firm has it."
            yield "components", position, ("trends",), message, "Name a trend with a share above 0."


@rule("error")
def _threatening_barriers_name_threats(subject: Subject) -> Found:
    roles = {trend.id: trend.role for trend in subject.written.trends}
    for position, barrier in enumerate(subject.written.barriers):
        if barrier.binds == "threats" and not barrier.threats:
            yield "barriers", position, ("threats",), "binds by threats and names none.", "Name a trend of role risk."
        for inner, name in enumerate(barrier.threats):
            if roles.get(name, "risk") != "risk":
                yield "barriers", position, ("threats", inner), f"{name} is no threat.", "Name a trend of role risk."


@rule("error")
def _practices_with_a_condition_stand_in_their_list(subject: Subject) -> Found:
    for position, work in enumerate(subject.written.global_work):
        for inner, name in (*names_at(work, ("needless",), ()), *names_at(work, ("gated",), ())):
            if name not in work.practices:
                message = f"{name} is not among its practices."
                yield "global_work", position, inner, message, "Add it there, or remove it here."


@rule("error")
def _who_gates_practices_says_for_whom(subject: Subject) -> Found:
    for position, work in enumerate(subject.written.global_work):
        if work.gated and not work.any_of:
            yield "global_work", position, ("gated",), "says for whom nowhere.", "Name some under any_of."


@rule("error")
def _global_work_names_what_firms_do_or_are(subject: Subject) -> Found:
    return named_in(subject, "global_work", "any_of", "traits", "activities", way_out="Name one, or remove the line.")


@rule("warning")
def _languages_of_countries_have_names(subject: Subject) -> Found:
    if subject.written.languages:
        yield from named_in(subject, "countries", "languages", "languages", way_out="Add it under languages.")
