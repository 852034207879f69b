"""What does not make a map unusable, but deserves a look: one small check for each rule, each naming the culprit.

A warning is something an editor should mend; a note is something that may well be meant.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import fsum

from ecomap.errors import Problem, suggestion
from ecomap.io.checks import ordered, rule_name
from ecomap.io.origin import Origin
from ecomap.io.overlays import Followed
from ecomap.model import EcosystemMap, Evidence, folded
from ecomap.results.maps import Finding, Level

LOOKED_AT = 5
"""Years after which a source must be looked at again. The surveys used here appear every one to three years, so
after five there is a newer edition or there will be none."""
OLD_FIGURE = 10
"""Years after which a figure is a like thing (grade C) and no longer the thing itself (A, B). Half of a diffusion
takes about that long (pace 0.15: from 16 % to 50 % in 11 years); the US surveys of 2018 to 2021 are the newest
there are, and a warning that nobody can heed teaches people to heed none."""
GOOD = ("A", "B")


@dataclass(frozen=True, slots=True)
class Subject:
    """A map as it was written, as it is used, and where everything stands."""

    written: EcosystemMap
    used: EcosystemMap
    """Without what was withdrawn."""
    origin: Origin
    followed: Followed

    def live(self, field: str) -> Iterator[tuple[int, str]]:
        """Yield position and id of each item of a list that was not withdrawn."""
        for position, item in enumerate(getattr(self.written, field)):
            if not (item.withdrawn or item.replaced_by):
                yield position, item.id


Found = Iterator[Problem]


def cautions(written: EcosystemMap, origin: Origin, followed: Followed) -> list[Finding]:
    """Return what deserves a look with the rule that found it, in file order; warnings hide notes of one place."""
    subject = Subject(written, followed.ecosystem, origin, followed)
    levels: tuple[tuple[Level, tuple[Callable[[Subject], Found], ...]], ...] = (("warning", WARNINGS), ("note", NOTES))
    return ordered(
        Finding(level, rule_name(check), problem)
        for level, checks in levels
        for check in checks
        for problem in check(subject)
    )


def _trends_reach_sectors(subject: Subject) -> Found:
    reached = {influence.trend for influence in subject.used.influences}
    for position, trend in subject.live("trends"):
        if trend not in reached:
            message = f"{trend} has a figure in no sector."
            yield subject.origin.problem("trends", position, (), message, "Add influences.")


def _sectors_are_influenced(subject: Subject) -> Found:
    reached = {coupling.target for coupling in subject.used.couplings if coupling.coupling > 0}
    for position, sector in subject.live("sectors"):
        if sector not in reached:
            message = f"nothing influences {sector}."
            yield subject.origin.problem("sectors", position, (), message, "Derive its couplings.")


def _budgets_hold(subject: Subject) -> Found:
    incoming: defaultdict[str, list[float]] = defaultdict(list)
    for coupling in subject.used.couplings:
        incoming[coupling.target].append(coupling.coupling)
    for position, sector in subject.live("sectors"):
        total = fsum(incoming[sector])
        if total > 1 + 1e-9:
            message = f"the couplings into {sector} sum to {total:.4g}, more than 1."
            yield subject.origin.problem("sectors", position, (), message, "Lower them until they sum to at most 1.")


def _names_are_unique(subject: Subject) -> Found:
    for field in ("trends", "activities", "practices", "challenges", "opportunities", "countries"):
        owner = {folded(item.name): item.id for item in reversed(getattr(subject.written, field))}
        for position, item in enumerate(getattr(subject.written, field)):
            names = [("name", item.name), *(("aliases", alias) for alias in getattr(item, "aliases", ()))]
            for inner, name in names:
                other = owner.get(folded(name), item.id)
                if other != item.id:
                    message = f'"{name}" is the name of {other}.'
                    yield subject.origin.problem(field, position, (inner,), message, "Keep it in one of them.")


def _measured_is_not_judged(subject: Subject) -> Found:
    records, trends = subject.written.evidence_by_id, subject.written.trend_by_id
    for position, item in enumerate(subject.written.influences):
        if trends[item.trend].measured and records[item.evidence].basis == "judgement":
            message = f"{item.trend} is measured, but its figure for {item.sector} is judged."
            way_out = "Keep the measured figure, or give the trend a norm instead of a measure."
            yield subject.origin.problem("influences", position, (), message, way_out)


def _grades_fit_the_basis(subject: Subject) -> Found:
    records = subject.written.evidence_by_id
    graded = [("evidence", i, record, record.grade) for i, record in enumerate(subject.written.evidence)]
    graded += [
        ("influences", i, records[item.evidence], item.grade)
        for i, item in enumerate(subject.written.influences)
        if item.grade
    ]
    for field, position, record, grade in graded:
        if _is_too_good(record, grade):
            message = f"grade {grade} on a {record.basis}."
            yield subject.origin.problem(field, position, ("grade",), message, "See the grades in docs/growing.md.")


def _is_too_good(record: Evidence, grade: str) -> bool:
    return (record.basis == "judgement" and grade != "D") or (record.basis == "derived" and grade == "A")


def _methods_are_known(subject: Subject) -> Found:
    known = subject.written.method_by_id
    for position, record in enumerate(subject.written.evidence):
        if known and record.method is not None and record.method not in known:
            message = f'no "{record.method}" among the methods.'
            near = suggestion(record.method, known)
            way_out = f"{near} Or add it under methods, with its formula.".strip()
            yield subject.origin.problem("evidence", position, ("method",), message, way_out)


def _countries_of_modifiers_are_known(subject: Subject) -> Found:
    known = {country.id for country in subject.written.countries}
    for position, item in enumerate(subject.written.modifiers):
        if item.kind == "country" and item.place not in known:
            message = f'no "{item.place}" among the countries.'
            yield subject.origin.problem("modifiers", position, ("place",), message, "Add the country.")


def _sources_are_looked_at(subject: Subject) -> Found:
    now = _year(subject.written.version)
    good = _good_numbers(subject.written)
    by_source = {source.id: position for position, source in enumerate(subject.written.sources)}
    told: set[str] = set()
    for record in subject.written.evidence:
        if not good[record.id] or record.source is None or record.source in told:
            continue
        source = subject.written.sources[by_source[record.source]]
        if now - _year(source.accessed) > LOOKED_AT:
            told.add(source.id)
            message = f"{source.id} was last looked at on {source.accessed}; numbers of grade A or B rest on it."
            way_out = "Look for a newer edition; if there is none, write the day of today."
            yield subject.origin.problem("sources", by_source[source.id], ("accessed",), message, way_out)


def _old_figures_are_not_graded_high(subject: Subject) -> Found:
    now = _year(subject.written.version)
    good = _good_numbers(subject.written)
    for position, record in enumerate(subject.written.evidence):
        if record.year is not None and good[record.id] and now - record.year > OLD_FIGURE:
            message = (
                f"{good[record.id]} numbers of grade A or B rest on a figure of {record.year}, "
                f"more than {OLD_FIGURE} years before the map (source {record.source})."
            )
            way_out = "Find a newer figure, or lower the grade to C."
            yield subject.origin.problem("evidence", position, ("year",), message, way_out)


def _good_numbers(ecosystem: EcosystemMap) -> Counter[str]:
    """Count the numbers of grade A or B that rest on each evidence record."""
    grade = {record.id: record.grade for record in ecosystem.evidence}
    found: Counter[str] = Counter()
    for item in ecosystem.influences:
        found[item.evidence] += (item.grade or grade[item.evidence]) in GOOD
    for trend in ecosystem.trends:
        if trend.pace:
            found[trend.pace.evidence] += grade[trend.pace.evidence] in GOOD
    for row in ecosystem.paces:
        found[row.evidence] += (row.grade or grade[row.evidence]) in GOOD
    for field in ("couplings", "norms", "readiness", "modifiers"):
        for item in getattr(ecosystem, field):
            found[item.evidence] += grade[item.evidence] in GOOD
    return found


def _year(date: str) -> int:
    digits = date[:4]
    return int(digits) if digits.isdecimal() else 9999


def _withdrawn_names_are_not_used(subject: Subject) -> Found:
    yield from subject.followed.dropped


def _sectors_influence_others(subject: Subject) -> Found:
    sources = {coupling.source for coupling in subject.used.couplings if coupling.coupling > 0}
    for position, sector in subject.live("sectors"):
        if sector not in sources:
            message = f"{sector} influences nobody."
            yield subject.origin.problem("sectors", position, (), message, "Derive its couplings.")


def _sectors_have_figures(subject: Subject) -> Found:
    reached = {influence.sector for influence in subject.used.influences}
    for position, sector in subject.live("sectors"):
        if sector not in reached:
            message = f"no trend has a figure in {sector}."
            yield subject.origin.problem("sectors", position, (), message, "Add influences.")


def _methods_are_used(subject: Subject) -> Found:
    used = {record.method for record in subject.written.evidence}
    for position, method in enumerate(subject.written.methods):
        if method.id not in used:
            message = f"no evidence uses {method.id}."
            yield subject.origin.problem("methods", position, (), message, "Remove it, or use it.")


def _replaced_names_are_followed(subject: Subject) -> Found:
    yield from subject.followed.followed


WARNINGS: tuple[Callable[[Subject], Found], ...] = (
    _trends_reach_sectors,
    _sectors_are_influenced,
    _budgets_hold,
    _names_are_unique,
    _measured_is_not_judged,
    _grades_fit_the_basis,
    _methods_are_known,
    _countries_of_modifiers_are_known,
    _sources_are_looked_at,
    _old_figures_are_not_graded_high,
    _withdrawn_names_are_not_used,
)
NOTES: tuple[Callable[[Subject], Found], ...] = (
    _sectors_influence_others,
    _sectors_have_figures,
    _methods_are_used,
    _replaced_names_are_followed,
)
