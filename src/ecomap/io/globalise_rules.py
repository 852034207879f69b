"""The rules of what a map says of selling abroad: weights that count, languages that have names."""

from ecomap.io.rules import Found, Subject, rule


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
def _needless_practices_stand_in_their_list(subject: Subject) -> Found:
    for position, work in enumerate(subject.written.global_work):
        for name in work.needless:
            if name not in work.practices:
                message = f"{name} is not among its practices."
                yield "global_work", position, ("needless", name), message, "Add it there, or remove the line."


@rule("error")
def _global_work_names_what_firms_do_or_are(subject: Subject) -> Found:
    known = {item.id for item in (*subject.written.traits, *subject.written.activities)}
    for position, work in enumerate(subject.written.global_work):
        for inner, name in enumerate(work.any_of):
            if name not in known:
                message = f'no "{name}" among the traits and activities.'
                yield "global_work", position, ("any_of", inner), message, "Name one, or remove the line."


@rule("warning")
def _languages_of_countries_have_names(subject: Subject) -> Found:
    known = {language.id for language in subject.written.languages}
    for position, country in enumerate(subject.written.countries if known else ()):
        for inner, code in enumerate(country.languages):
            if code not in known:
                message = f'no "{code}" among the languages.'
                yield "countries", position, ("languages", inner), message, "Add it under languages."
