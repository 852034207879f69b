"""The map compiled: its arrays read off the graph, its labels off the map, once and for all queries."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ecomap.compiled_arrays import by_id, compiled_arrays
from ecomap.model import EcosystemMap
from ecomap.model import compiled_book as book
from ecomap.model.compiled import AXES, INNER, RECORDS, CompiledMap, MapStep
from ecomap.model.settings import HOUR_EUR
from ecomap.record import copied

SORTED = ("sectors", "trends", "activities", "traits")
"""Lists that stand by their ids, as the axes do; the others keep the map's order."""
HALF = 0.5
WEEKS_TO_BEGIN = 13  # weeks of work that a trend without a practice is taken to need: a quarter of a year


def compile_map(ecosystem: EcosystemMap, sha256: str = "") -> CompiledMap:
    """Return a checked map as labels and arrays, with the fingerprint of the files it was read from."""
    counted = Counter(item.trend for item in ecosystem.influences if item.question)
    weighed = {group.id: group.evidence for group in ecosystem.groups}
    lists = {
        name: tuple(
            _copied(
                kind,
                item,
                measured=counted[item.id] > 1,
                gate=item.gate.reason if getattr(item, "gate", None) else "",
                weights_evidence=weighed.get(getattr(item, "group", None) or "", ""),
                employees_min=getattr(item, "employees_min", None) or 0,
            )
            for item in (by_id if name in SORTED else tuple)(getattr(ecosystem, name))
        )
        for name, kind in RECORDS.items()
        if kind is not MapStep
    }
    axes = tuple(tuple(item.id for item in lists[name]) for name in AXES)
    steps = first_steps(ecosystem)
    arrays = compiled_arrays(ecosystem, axes, steps)
    return copied(
        CompiledMap,
        ecosystem,
        sha256=sha256,
        listed=tuple(sector.id for sector in ecosystem.sectors),
        evidence=tuple(record.id for record in ecosystem.evidence),
        steps=steps,
        load_arrays=lambda _: arrays,
        read_beside=lists_beside(ecosystem).__getitem__,
        **lists,
    )


def lists_beside(ecosystem: EcosystemMap) -> dict[str, tuple[Any, ...]]:
    """Return what a ranking does not need: practices, surveys, channels, platforms with fees' pages and themes."""
    pages = {source.id: source.url or "" for source in ecosystem.sources}
    lists = {
        name: tuple(_copied(kind, item, inner=book.BOOK_INNER) for item in getattr(ecosystem, name, ()))
        for name, kind in book.BOOK_RECORDS.items()
    }

    def with_page(fee: Any) -> Any:
        record = ecosystem.evidence_by_id[fee.evidence]
        return fee._replace(grade=record.grade, url=pages[record.source] if record.source else "")

    lists["platforms"] = tuple(
        item._replace(fee=None if item.fee is None else with_page(item.fee)) for item in lists["platforms"]
    )
    of_all = (*lists["platform_mechanisms"], *lists["platform_strategies"])
    named = {theme for item in of_all for theme in item.themes}
    named |= {theme for trade in lists["platform_trades"] for theme in (*trade.opportunities, *trade.challenges)}
    themes = (theme for theme in (*ecosystem.opportunities, *ecosystem.challenges) if theme.id in named)
    themes_ = tuple(_copied(book.BOOK_RECORDS["platform_themes"], theme) for theme in themes)
    words = tuple(book.MapTrendWords(trend.id, trend.words) for trend in ecosystem.trends if trend.words)
    return lists | {
        "platform_themes": themes_, "surveys": _surveys(ecosystem), "wholes": _wholes(ecosystem),
        "trend_words": words, "records": tuple(_records(ecosystem)), "grounds": tuple(_grounds(ecosystem)),
        "limits": tuple(map(book.MapLimit, ecosystem.limits)), "markets": tuple(_markets(ecosystem)),
        "families": tuple(_families(ecosystem)),
        "shifts": tuple(
            _copied(book.BOOK_RECORDS["shifts"], row) for row in ecosystem.modifiers if row.kind == "country"
        ),
    }  # fmt: skip


def first_steps(ecosystem: EcosystemMap) -> tuple[MapStep, ...]:
    """Return the practices as first steps, by trend and rising price; of a trend without any what all of it needs."""
    steps = [
        _copied(
            MapStep, item, practice=item.id, text=item.first_step, partner=item.partner or "", kpi=item.kpi.name,
            suits=item.suits | {name: max(HALF, item.suits.get(name, 0.0)) for name in item.needs_activity},
        )
        for item in ecosystem.practices
    ]  # fmt: skip
    begun = {step.trend for step in steps}
    for trend in ecosystem.trends:
        if trend.id not in begun and trend.role in ("risk", "duty"):  # nobody starts it
            steps.append(MapStep(trend.id, "", "", "", 0.0, 0.0, 0.0, 0.0, {}, {}, {}, (), "", {}, "", {}))
        elif trend.id not in begun:
            hours = trend.needs.hours_per_week * WEEKS_TO_BEGIN
            needs = hours, 0.0, trend.needs.budget_eur, 0.0, dict(trend.needs.skills)
            kpi = trend.kpis[0].name if trend.kpis else ""
            steps.append(MapStep(trend.id, "", "", "", *needs, {}, {}, (), "", {}, kpi, {}))
    return tuple(sorted(steps, key=lambda step: (step.trend, price(step), step.practice)))


def _wholes(ecosystem: EcosystemMap) -> tuple[book.MapWhole, ...]:
    """Return what each trend needs as a whole, in the order of their ids."""
    return tuple(
        book.MapWhole(
            trend.id, trend.needs.hours_per_week * WEEKS_TO_BEGIN, trend.needs.budget_eur, dict(trend.needs.skills)
        )
        for trend in by_id(ecosystem.trends)
    )


def _surveys(ecosystem: EcosystemMap) -> tuple[book.MapSurvey, ...]:
    """Return the records that figures of sectors rest on, in the order of their ids."""
    sources = {source.id: source for source in ecosystem.sources}
    found = []
    for name in sorted({item.evidence for item in ecosystem.influences}):
        record = ecosystem.evidence_by_id[name]
        source = sources.get(record.source or "")
        said = (source.short or source.publisher, source.title) if source else ("", "")
        found.append(book.MapSurvey(name, *said, record.area or "", record.basis in ("statistic", "study")))
    return tuple(found)


def _markets(ecosystem: EcosystemMap) -> Iterator[book.MapMarket]:
    """Yield what is different in each country, its rules with the pages that say so."""
    sources = {source.id: source for source in ecosystem.sources}
    for country in ecosystem.countries:
        pages = ((rule, sources[rule.source]) for rule in country.rules)
        laws = tuple(
            _copied(book.BOOK_INNER["laws"], rule, source=page.title, url=page.url or "") for rule, page in pages
        )
        yield _copied(book.MapMarket, country, laws=laws)


def _families(ecosystem: EcosystemMap) -> Iterator[book.MapFamily]:
    """Yield by which family of technologies countries move each trend: its own, else that of its group."""
    groups = {group.id: group.places for group in ecosystem.groups}
    for trend in ecosystem.trends:
        if places := trend.places or groups.get(trend.group or ""):
            yield book.MapFamily(trend.id, places.family)


def _records(ecosystem: EcosystemMap) -> Iterator[Any]:
    """Yield the records of evidence with their sources and methods written out."""
    sources = {source.id: source for source in ecosystem.sources}
    methods = {method.id: method.words for method in ecosystem.methods}
    for item in ecosystem.evidence:
        source = sources.get(item.source or "")
        said = (source.publisher, source.title, source.url or "") if source else ("", "", "")
        yield book.BOOK_RECORDS["records"](
            item.id, item.basis, item.grade, *said, item.locator or "", item.value or "", item.unit or "", item.year,
            item.area or "", item.note or "", methods.get(item.method or "", item.method or ""), item.reviewed,
        )  # fmt: skip


def _grounds(ecosystem: EcosystemMap) -> Iterator[book.MapGround]:
    """Yield what level, growth and use of each trend rest on, and what the costs of each practice do."""
    for trend in ecosystem.trends:
        for kind, said in (("level", trend.level), ("growth", trend.pace), ("judged", trend)):
            if said is not None:
                yield book.MapGround(trend.id, kind, said.evidence, said.reason or "")
    for item in ecosystem.practices:
        yield book.MapGround(item.id, "costs", item.evidence, item.reason)


def price(step: MapStep) -> float:
    """Return what a step is worth in EUR, the owner's hours counted: what no mean of the owner changes."""
    return max(1.0, HOUR_EUR * step.hours + step.money)


def _copied(kind: Any, item: Any, inner: Mapping[str, Any] = INNER, **made: Any) -> Any:
    """Return a record of a kind with what is made for it and what the item says."""
    return kind._make(
        made[name] if name in made else _plain(inner.get(name), getattr(item, name, ""), inner) for name in kind._fields
    )


def _plain(kind: Any, value: Any, inner: Mapping[str, Any]) -> Any:
    """Return a value of a model as a compiled map holds it; what is of a model itself becomes a record."""
    if isinstance(value, tuple):
        return tuple(_plain(kind, item, inner) for item in value)
    if kind is not None and value is not None:
        return _copied(kind, value, inner)
    return dict(value) if isinstance(value, dict) else value
