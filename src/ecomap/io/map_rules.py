"""The rules of a map, one small function each: what it yields is what breaks the rule, where, and the way out."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import fsum
from typing import Any

from ecomap.errors import Problem, suggestion
from ecomap.io import overlays
from ecomap.io.document import Document, ListNode, dotted, names_at
from ecomap.io.rules import Found, Subject, called_once, in_order, needed, rule
from ecomap.model import EcosystemMap, MapPart, Scalar, folded
from ecomap.model.settings import LEAST_SHARE, MOST_SHARE

NODES = ("activities", "sectors", "trends", "traits")
"""Lists that one graph holds all of, so that an id stands once in all of them; of the others once in each."""
IN_THE_ROW = "in the row"  # where a record says this of value or locator, each figure that rests on it brings its own
LOOKED_AT = 5
"""Years after which a source must be looked at again. The surveys used here appear every one to three years, so
after five there is a newer edition or there will be none."""
OLD_FIGURE = 10
"""Years after which a figure is a like thing (grade C) and no longer the thing itself (A, B). Half of a diffusion
takes about that long (pace 0.15: from 16 % to 50 % in 11 years); the US surveys of 2018 to 2021 are the newest
there are, and a warning that nobody can heed teaches people to heed none."""
PER_CENT = ("published-rate", "share-as-published")  # methods by which a share is the published percentage
ROUNDED = 0.0051  # half of the last digit of a percentage
GOOD = ("A", "B")
FULL = 1 + 1e-9  # the whole, and what adding shares may add to it


# --- ids and names ------------------------------------------------------------------------------------------


@rule("error")
def _ids_are_unique(subject: Subject) -> Found:
    alone = [
        (name,)
        for name in (*overlays.PART_LISTS, *overlays.ENTRANCE_LISTS, "areas")
        if name not in (*overlays.KEYS, *NODES)
    ]
    for fields in (NODES, *alone):
        seen: set[str] = set()
        for field in fields:
            for position, item in enumerate(getattr(subject.written, field)):
                if item.id in seen:
                    yield field, position, ("id",), f'the id "{item.id}" is taken.', "Choose another."
                seen.add(item.id)


@rule("error")
def _sector_names_are_unique(subject: Subject) -> Found:
    words = (
        (position, sector, field, word)
        for position, sector in subject.live("sectors")
        for field in ("id", "name", "short", "aliases")
        for word in (sector.aliases if field == "aliases" else [getattr(sector, field)])
    )
    return called_once("sectors", words)


@rule("error")
def _references_exist(subject: Subject) -> Found:
    ecosystem = subject.written
    kinds = {kind for named in overlays.REFERENCES.values() for kind in named.values()}
    known = {kind: {item.id: item for item in getattr(ecosystem, kind)} for kind in kinds}
    for found in overlays.references(ecosystem):
        if found.name not in known[found.kind]:
            yield found.field, found.position, found.inner, *_not_there(found.name, found.kind, known[found.kind])


def _not_there(name: str, kind: str, known: Mapping[str, Any]) -> tuple[str, str]:
    """Return what is told of a name that is no id of a kind: the id of what is called so, or what is near."""
    said, words = folded(name.replace("-", " ")), ("name", "short")
    spelt = (
        (id, [*(getattr(one, word, None) for word in words), *getattr(one, "aliases", ())]) for id, one in known.items()
    )
    called = next((f"Write {id}." for id, some in spelt if said in map(folded, filter(None, some))), "")
    way_out = suggestion(name, known) or called or f"Add it under {kind}, or remove the line."
    return f'no "{name}" among the {kind}.', way_out


def names_in_broken(broken: Sequence[Document], sound: Sequence[MapPart]) -> Iterator[Problem]:
    """Yield what files whose form is wrong name and no file has, so that all of it is mended at once.

    Not of a kind of which one item has no id: the name may be its.
    """
    for listed, named in overlays.REFERENCES.items():
        for path, kind in named.items():
            known = {item.id: item for part in sound for item in getattr(part, kind, ())}
            written = [(one.root.get(Scalar(kind)), [*names_at(one.root, (kind, "id"), ())]) for one in broken]
            known |= {name: None for _, ids in written for _, name in ids}
            whole = all(len(ids) == (len(items) if isinstance(items, ListNode) else 0) for items, ids in written)
            for one in broken if whole else ():
                for inner, name in names_at(one.root, (listed, *path.split(".")), ()):
                    if name not in known:
                        yield Problem(one.locate(inner), dotted(inner), *_not_there(name, kind, known))


@rule("error")
def _replacements_have_an_end(subject: Subject) -> Found:
    for kind in overlays.LASTING:
        items = {item.id: item for item in getattr(subject.written, kind)}
        for position, item in enumerate(getattr(subject.written, kind)):
            if item.replaced_by and overlays.end_of_chain(items, item.id).replaced_by in items:
                message, way_out = f"{item.id} is replaced in a circle.", "Name the one that is used now."
                yield kind, position, ("replaced_by",), message, way_out


# --- what joins them ----------------------------------------------------------------------------------------


@rule("error")
def _edges_are_given_once(subject: Subject) -> Found:
    for field in ("influences", "couplings", "duty_gaps"):
        seen: set[tuple[str, ...]] = set()
        for position, item in enumerate(getattr(subject.written, field)):
            key = overlays.key_of(field, item)
            if key in seen:
                yield field, position, (), f"{' -> '.join(key)} is given twice.", "Keep the better one."
            if len(key) > 1 and key[0] == key[1]:
                yield field, position, (), f"{key[0]} influences itself.", "Remove the line."
            seen.add(key)


@rule("error")
def _nothing_rejected_is_present(subject: Subject) -> Found:
    ecosystem = subject.written
    rejected = {(item.trend, item.source, item.target): item for item in ecosystem.rejected}
    influences = [(item.trend, None, item.sector) for item in ecosystem.influences]
    couplings = [(None, item.source, item.target) for item in ecosystem.couplings]
    way_out = "Remove the line; how to dispute a rejection stands in docs/growing.md."
    for field, edges in (("influences", influences), ("couplings", couplings)) if rejected else ():
        for position, edge in enumerate(edges):
            if found := rejected.get(edge):
                message = f"{edge[0] or edge[1]} -> {edge[2]} was rejected on {found.reviewed}: {found.reason}"
                yield field, position, (), message, way_out
    for position, item in enumerate(ecosystem.rejected):
        if item.trend is None and item.source is None:
            yield "rejected", position, (), "rejects nothing.", "Name a trend or a source."


@rule("error")
def _services_fit(subject: Subject) -> Found:
    for position, trend in enumerate(subject.written.trends):
        total = fsum(trend.services.values())
        if total > FULL:
            yield "trends", position, ("services",), f"the services sum to {total:g}.", "At most 1."


@rule("error")
def _levels_are_known(subject: Subject) -> Found:
    reached = {influence.trend for influence in subject.written.influences}
    for position, trend in enumerate(subject.written.trends):
        if trend.level is None and trend.norm is None and trend.id not in reached:
            way_out = "Judge it: level: {share: 0.1, s: 0.5, evidence: ..., reason: ...}."
            yield "trends", position, (), f"{trend.id} has no level and no figure.", way_out
        if trend.level is not None and trend.norm is not None:
            yield "trends", position, ("norm",), "a level and a norm say the same.", "Remove the norm."


# --- evidence -----------------------------------------------------------------------------------------------


@rule("error")
def _judgements_are_reasoned(subject: Subject) -> Found:
    basis = {record.id: record.basis for record in subject.written.evidence}
    for position, item in enumerate(subject.written.influences):
        if item.statement is None and item.value is None and basis.get(item.evidence) != "derived":
            yield "influences", position, (), "neither a statement nor a published value.", "Add one of them."
    for position, trend in enumerate(subject.written.trends):
        if trend.pace and trend.pace.reason is None and basis.get(trend.pace.evidence) == "judgement":
            yield "trends", position, ("pace",), "a judged pace without its reason.", "Add reason: ..."


@rule("error")
def _figures_are_kept_as_published(subject: Subject) -> Found:
    bare = {r.id for r in subject.written.evidence if r.basis in ("statistic", "study") and r.value is None}
    way_out = "Add value: the figure as published."
    for position, item in enumerate(subject.written.influences):
        if item.evidence in bare and item.value is None:
            yield "influences", position, (), "a statistic without its published value.", way_out
    for position, trend in enumerate(subject.written.trends):
        if trend.pace and trend.pace.evidence in bare:
            message = f'"{trend.pace.evidence}" has no published value.'
            yield "trends", position, ("pace", "evidence"), message, way_out


@rule("error")
def _published_values_say_the_same(subject: Subject) -> Found:
    """A share is one of its published percentages, or lies between them where several rows were put together."""
    records = subject.written.evidence_by_id
    for position, item in enumerate(subject.written.influences):
        record = records.get(item.evidence)
        if record is None or record.method not in PER_CENT:
            continue
        published, unit = item.value or record.value, item.unit or record.unit or ""
        said = [_percentage(part) for part in (published or "").split(" + ")]
        if not unit.startswith("%") or None in said:
            continue
        shares = [min(max(share / 100, LEAST_SHARE), MOST_SHARE) for share in said if share is not None]
        if not min(shares) - ROUNDED <= item.prevalence <= max(shares) + ROUNDED:
            message = f"a share of {item.prevalence:g} where {published} {unit} was published."
            yield "influences", position, ("prevalence",), message, f"Write {shares[0]:g}, or mend the value."


def _percentage(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


@rule("error")
def _what_is_in_the_row_is_there(subject: Subject) -> Found:
    wanted = {
        record.id: [name for name in ("value", "locator") if IN_THE_ROW in (getattr(record, name) or "")]
        for record in subject.written.evidence
    }
    for position, item in enumerate(subject.written.influences):
        missing = [name for name in wanted.get(item.evidence, ()) if getattr(item, name) is None]
        if missing:
            message = f"the record {item.evidence} says that each row has its own {missing[0]}; this one has none."
            yield "influences", position, (), message, f"Add the {missing[0]}."


@rule("error")
def _prerequisites_have_an_order(subject: Subject) -> Found:
    return in_order(subject, "trends", "prerequisites", "these need each other: {}.", "Remove one prerequisite.")


# --- what deserves a look -----------------------------------------------------------------------------------


def _reached(subject: Subject) -> set[str]:
    ordered = {trend.id for trend in subject.written.trends if (trend.level or trend.norm) and trend.group}
    return ordered | {influence.trend for influence in subject.used.influences}


needed("warning", "trends-reach-sectors", "trends", _reached, "{} has a figure in no sector.",
       "Add influences, or a level and the group whose traits order sectors by it.")  # fmt: skip
needed("warning", "sectors-are-influenced", "sectors",
       lambda subject: (one.target for one in subject.used.couplings if one.coupling > 0),
       "nothing influences {}.", "Derive its couplings.")  # fmt: skip
needed("note", "sectors-influence-others", "sectors",
       lambda subject: (one.source for one in subject.used.couplings if one.coupling > 0),
       "{} influences nobody.", "Derive its couplings.")  # fmt: skip
needed("note", "sectors-have-figures", "sectors", lambda subject: (one.sector for one in subject.used.influences),
       "no trend has a figure in {}.", "Add influences.")  # fmt: skip


@rule("warning")
def _budgets_hold(subject: Subject) -> Found:
    incoming: defaultdict[str, list[float]] = defaultdict(list)
    for coupling in subject.used.couplings:
        incoming[coupling.target].append(coupling.coupling)
    for position, sector in subject.live("sectors"):
        total = fsum(incoming[sector.id])
        if total > FULL:
            message = f"the couplings into {sector.id} sum to {total:.4g}, more than 1."
            yield "sectors", position, (), message, "Lower them until they sum to at most 1."


@rule("warning")
def _names_are_unique(subject: Subject) -> Found:
    for field in ("trends", "activities", "practices", "challenges", "opportunities", "countries", "platforms",
                  "channels"):  # fmt: skip
        items = getattr(subject.written, field)
        owner = {folded(item.name): item.id for item in reversed(items)}
        for position, item in enumerate(items):
            for inner, name in [("name", item.name), *(("aliases", alias) for alias in getattr(item, "aliases", ()))]:
                other = owner.get(folded(name), item.id)
                if other != item.id:
                    yield field, position, (inner,), f'"{name}" is the name of {other}.', "Keep it in one of them."


@rule("warning")
def _grades_fit_the_basis(subject: Subject) -> Found:
    records = subject.written.evidence_by_id
    graded = [("evidence", i, record, record.grade) for i, record in enumerate(subject.written.evidence)]
    figures = enumerate(subject.written.influences)
    graded += [("influences", i, records[item.evidence], item.grade) for i, item in figures if item.grade]
    for field, position, record, grade in graded:
        if (record.basis == "judgement" and grade != "D") or (record.basis == "derived" and grade == "A"):
            message = f"grade {grade} on a {record.basis}."
            yield field, position, ("grade",), message, "See the grades in docs/growing.md."


@rule("warning")
def _methods_are_known(subject: Subject) -> Found:
    known = subject.written.method_by_id
    for position, record in enumerate(subject.written.evidence):
        if known and record.method is not None and record.method not in known:
            way_out = f"{suggestion(record.method, known)} Or add it under methods, with its formula.".strip()
            yield "evidence", position, ("method",), f'no "{record.method}" among the methods.', way_out


@rule("warning")
def _countries_of_modifiers_are_known(subject: Subject) -> Found:
    known = {country.id for country in subject.written.countries}
    for position, item in enumerate(subject.written.modifiers):
        if item.kind == "country" and item.place not in known:
            yield "modifiers", position, ("place",), f'no "{item.place}" among the countries.', "Add the country."


@rule("warning")
def _sources_are_looked_at(subject: Subject) -> Found:
    now, good = _year(subject.written.version), _good_numbers(subject.written)
    needed = {record.source for record in subject.written.evidence if good[record.id]}
    for position, source in enumerate(subject.written.sources):
        if source.id in needed and now - _year(source.accessed) > LOOKED_AT:
            message = f"{source.id} was last looked at on {source.accessed}; numbers of grade A or B rest on it."
            way_out = "Look for a newer edition; if there is none, write the day of today."
            yield "sources", position, ("accessed",), message, way_out


@rule("warning")
def _old_figures_are_not_graded_high(subject: Subject) -> Found:
    now, good = _year(subject.written.version), _good_numbers(subject.written)
    for position, record in enumerate(subject.written.evidence):
        if record.year is not None and good[record.id] and now - record.year > OLD_FIGURE:
            message = (
                f"{good[record.id]} numbers of grade A or B rest on a figure of {record.year}, "
                f"more than {OLD_FIGURE} years before the map (source {record.source})."
            )
            yield "evidence", position, ("year",), message, "Find a newer figure, or lower the grade to C."


def _good_numbers(ecosystem: EcosystemMap) -> Counter[str]:
    """Count the numbers of grade A or B that rest on each evidence record."""
    grade = {record.id: record.grade for record in ecosystem.evidence}
    found: Counter[str] = Counter()
    numbers = [number for trend in ecosystem.trends for number in (trend.pace, trend.level) if number]
    for item in [*numbers, *(i for name in GRADED for i in getattr(ecosystem, name))]:
        found[item.evidence] += (getattr(item, "grade", None) or grade[item.evidence]) in GOOD
    return found


GRADED = ("influences", "couplings", "modifiers")  # lists of numbers that rest on an evidence record


def _year(date: str) -> int:
    digits = date[:4]
    return int(digits) if digits.isdecimal() else 9999


@rule("warning")
def _withdrawn_names_are_not_used(subject: Subject) -> Found:
    yield from subject.followed.dropped


@rule("warning")
def _harm_is_said(subject: Subject) -> Found:
    for position, trend in enumerate(subject.written.trends):
        if trend.role == "do" and trend.opportunity < 1 and trend.harm is None:
            message = f"{trend.id} is no opportunity in part, and no sentence says what harm it does."
            yield "trends", position, ("opportunity",), message, "Write harm, or opportunity: 1."


@rule("note")
def _replaced_names_are_followed(subject: Subject) -> Found:
    yield from subject.followed.followed
