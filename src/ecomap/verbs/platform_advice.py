"""What platforms mean for a firm of its kind, which of the five strategies is due, and what firms like it use."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import fsum
from typing import TYPE_CHECKING, Any, Literal

from ecomap.engine.actions import ROUNDING
from ecomap.model import Business
from ecomap.model.compiled import CompiledMap, MapStep
from ecomap.record import copied
from ecomap.results.platforms import PlatformMechanismNote, PlatformNote, StrategyNote, Threshold, UsualPlatforms
from ecomap.results.ranking import FirstStep
from ecomap.verbs.advice import suiting_steps
from ecomap.verbs.duties import levels_of
from ecomap.verbs.standings import Standings

if TYPE_CHECKING:
    from ecomap.model.platforms import Platform, PlatformStrategy, PlatformTrade, StrategyRule

EXAMPLES = 3  # platforms named as examples of a kind
A_FIFTH = 0.2  # share in the example of what to say
COMING = ("take-appointments", "sell-online", "promote")
"""Activities of practices by which customers come over a platform: of use where there is one of the kind."""


def trades_of(compiled: CompiledMap, business: Business) -> "tuple[PlatformTrade, ...]":
    """Return the kinds of business that a firm belongs to, the heaviest first; one at least, where the map has any."""
    shares = [(_part(trade.sectors, business), trade) for trade in compiled.platform_trades]
    ordered = sorted(shares, key=lambda pair: -pair[0])
    return tuple(trade for share, trade in ordered if share >= trade.least) or tuple(t for _, t in ordered[:1])


def _part(sectors: Container[str], business: Business) -> float:
    """Return how much of a business lies in some sectors, 0..1."""
    own = fsum(share for name, share in business.sectors.items() if name in sectors)
    return own / fsum(business.sectors.values())


def notes(
    compiled: CompiledMap, trades: "Sequence[PlatformTrade]", field: Literal["opportunities", "challenges"]
) -> tuple[PlatformNote, ...]:
    """Return opportunities or challenges of some kinds of business, each once."""
    owners: dict[str, list[str]] = {}
    for trade in trades:
        for name in getattr(trade, field):
            owners.setdefault(name, []).append(trade.name)
    themes = {theme.id: theme for theme in compiled.platform_themes}
    found = ((themes[name], tuple(named)) for name, named in owners.items())
    return tuple(copied(PlatformNote, one, response=one.responses[0], trades=named) for one, named in found)


def mechanisms(compiled: CompiledMap, used: "Sequence[Platform]") -> tuple[PlatformMechanismNote, ...]:
    """Return what makes platforms strong, those first that are at work in the kinds that a firm uses."""
    strong = {kind.id: kind.mechanisms for kind in compiled.platform_kinds}
    kinds = dict.fromkeys(one.kind for one in used) or strong
    at_work = {one.id: tuple(kind for kind in kinds if one.id in strong[kind]) for one in compiled.platform_mechanisms}
    ordered = sorted(compiled.platform_mechanisms, key=lambda one: -len(at_work[one.id]))
    return tuple(copied(PlatformMechanismNote, one, kinds=at_work[one.id]) for one in ordered)


# --- the five strategies ----------------------------------------------------------------------------------------


def strategies(
    compiled: CompiledMap, numbers: Standings, measures: Mapping[str, float], usual: Sequence[UsualPlatforms]
) -> tuple[StrategyNote, ...]:
    """Return the strategies with the rule that holds for a firm; without measures it has said nothing of platforms."""
    business, there = numbers.business, {one.trend for one in usual}
    suiting, concerned, index = suiting_steps(compiled, numbers), numbers.found.concerned[0], numbers.axes.trend_index
    foreign = {trend for kind in compiled.platform_kinds for trend in kind.trends} - there
    useless = {one.id for one in compiled.practices if one.trend in foreign and one.activity in COMING}
    known = ((name, step) for name, step in compiled.step_by_practice.items() if name not in useless)
    steps = {name: step for name, step in known if concerned[index[step.trend]] or step.trend in business.rejected}
    done = {trend for trend, used in zip(numbers.axes.trends, numbers.found.had[0], strict=True) if used}
    return tuple(
        _strategy(one, business, measures, _first(one, suiting, steps, {*business.rejected}, done))
        for one in compiled.platform_strategies
    )


def _strategy(
    one: "PlatformStrategy", business: Business, measures: Mapping[str, float], step: MapStep
) -> StrategyNote:
    rule: Any = next((rule for rule in one.rules if holds(rule, business.adopted, measures)), one.rules[-1])
    because = tuple(copied(Threshold, item, value=measures.get(item.measure)) for item in rule.when)
    return copied(
        StrategyNote, one, verdict=rule.verdict, rule=rule.id, says=rule.says, because=because, practice_name=step.name,
        first_step=copied(FirstStep, step),
    )  # fmt: skip


def holds(rule: "StrategyRule", adopted: Iterable[str], measures: Mapping[str, float]) -> bool:
    """Tell whether a rule holds: a firm that has said nothing meets only what speaks to it, or has no condition."""
    if rule.unsaid or not measures:
        return rule.unsaid and not measures
    if rule.uses and not set(rule.uses) & set(adopted):
        return False
    return all(
        measures[item.measure] >= item.least - ROUNDING
        if item.least is not None
        else measures[item.measure] < (item.below or 0.0) - ROUNDING
        for item in rule.when
    )


def _first(
    one: "PlatformStrategy", suiting: Container[str], steps: Mapping[str, MapStep], unwanted: AbstractSet[str],
    done: AbstractSet[str],
) -> MapStep:  # fmt: skip
    """Return the first practice of a strategy that suits a firm and brings what it lacks, else its first."""
    known = [steps[name] for name in one.practices if name in steps]
    wanted = [step for step in known if step.trend not in unwanted]
    wanted = [step for step in wanted if step.trend not in done] or wanted
    return next((step for step in wanted if step.practice in suiting), (wanted or known)[0])


def _has(levels: Mapping[str, float], asked: Mapping[str, float]) -> bool:
    return all(levels.get(name, 0.0) >= least - ROUNDING for name, least in asked.items())


# --- what firms like it use -------------------------------------------------------------------------------------


def usual_platforms(compiled: CompiledMap, numbers: Standings) -> tuple[UsualPlatforms, ...]:
    """Return the uses of platforms that concern a firm, by the share of firms like it that have them now."""
    business, levels = numbers.business, levels_of(compiled, numbers.business)
    kinds: dict[str, list[str]] = {}
    least = max((trade.least for trade in compiled.platform_trades), default=0.0)
    for kind in compiled.platform_kinds:
        if kind.sectors and _part(kind.sectors, business) < least:
            continue  # as little of a firm as makes no trade of it
        if not _has(levels, kind.also) or any(_has(levels, {name: much}) for name, much in kind.unless.items()):
            continue
        for trend in kind.trends:
            kinds.setdefault(trend, []).append(kind.id)
    found: list[UsualPlatforms] = []
    for trend, of in kinds.items():
        place = numbers.axes.trend_index[trend]
        now, then = (float(share[0, place]) for share in (numbers.found.today, numbers.found.likelihood))
        examples, item = list(_examples(compiled, of, business.country)), compiled.trend_by_id[trend]
        if examples and numbers.found.concerned[0, place]:
            say = f"platforms.{examples[0].id}.{examples[0].functions[0]}={A_FIFTH}"
            names = tuple(one.name for one in examples)
            found.append(UsualPlatforms(trend, item.name, now, then, item.measured, tuple(of), names, say))
    return tuple(sorted(found, key=lambda one: (-one.share, one.trend)))


def _examples(compiled: CompiledMap, kinds: Sequence[str], country: str | None) -> "Iterator[Platform]":
    """Yield platforms of some kinds that work in a country: one known everywhere, then those at home there."""
    there = [
        one for one in compiled.platforms
        if one.kind in kinds and (not one.countries or country is None or country in one.countries)
    ]  # fmt: skip
    everywhere = [one for one in there if not one.countries]
    local = [one for one in there if country is not None and one.countries]
    yield from [*everywhere[:1], *local[: EXAMPLES - 1], *everywhere[1:]][:EXAMPLES]
