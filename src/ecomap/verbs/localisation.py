"""What is different in a country, and the work across borders: practices that suit a firm that sells abroad.

Different are the ranking, languages, money, delivery, law, and which barriers stand.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from ecomap.model import Business, Settings
from ecomap.record import copied
from ecomap.results import globalise as results
from ecomap.verbs.advice import suiting_steps
from ecomap.verbs.duties import EXPORT, EXPORTS, OPEN, duties_of_sale, from_member_to_member, places_of
from ecomap.verbs.readiness import Pair
from ecomap.verbs.rows import ranks_of
from ecomap.verbs.standings import Standings, find_standings, scored

if TYPE_CHECKING:
    from ecomap.io.statistics import Question
    from ecomap.model.compiled import CompiledMap
    from ecomap.model.context import Barrier, Theme


class Practices:
    """What one firm can begin with, taken as a firm that sells abroad: half a level of exporting at least."""

    def __init__(self, compiled: "CompiledMap", business: Business, settings: Settings) -> None:
        self.business, self.compiled = business, compiled
        # the firm as it will be: with at least half a level of exporting, in trait and activity
        levels = find_standings(compiled, business, settings).levels
        traits, activities = ({id: max(OPEN, levels[id])} if id in levels else {} for id in (EXPORTS, EXPORT))
        update = {"traits": business.traits | traits, "activities": business.activities | activities}
        numbers = find_standings(compiled, business.model_copy(update=update), settings)
        self.levels, self._in_use, self._free = numbers.levels, numbers.found.had[0], numbers.found.concerned[0]
        self._suiting, self._steps = suiting_steps(compiled, numbers), compiled.step_by_practice
        self._index = numbers.axes.trend_index

    def used(self, practice: str) -> bool:
        """Tell whether the trend of a practice is in use."""
        step = self._steps.get(practice)
        return step is not None and bool(self._in_use[self._index[step.trend]])

    def steps(self, practices: Iterable[str]) -> tuple[results.PracticeStep, ...]:
        """Return the practices that suit and are not in use, each once, in the order given."""
        kept = [name for name in dict.fromkeys(practices) if name in self._suiting and not self.used(name)]
        found = [self._suiting[name] for name in kept if self._free[self._index[self._steps[name].trend]]]
        return tuple(copied(results.PracticeStep, step, first_step=step.text) for step in found)

    def concerns(self, theme: "Theme") -> bool:
        """Tell whether an opportunity or a challenge concerns one of the firm's sectors."""
        return not theme.sectors or any(name in theme.sectors for name in self.business.sectors)


def work_of(
    compiled: "CompiledMap", practices: Practices, pair: Pair, kind: Literal["phase", "automation"]
) -> tuple[results.WorkSteps, ...]:
    """Return the phases, or the kinds of work that run by themselves, filled for one firm and country."""
    found = []
    for work in compiled.global_work:
        if work.kind != kind:
            continue
        needless = [name for name, tie in work.needless.items() if pair.share(tie)]
        does = not work.any_of or any(practices.levels.get(name, 0.0) >= OPEN for name in work.any_of)
        concerns, closed = does or bool(work.gated), () if does else work.gated
        left = [name for name in work.practices if name not in (*needless, *closed)] if concerns else []
        steps = practices.steps(left)
        found.append(
            results.WorkSteps(
                work.id, work.name, concerns, steps, tuple(filter(practices.used, left)), tuple(needless),
                math.fsum(step.effort_hours for step in steps), math.fsum(step.one_off_eur for step in steps),
                math.fsum(step.monthly_eur for step in steps),
            )
        )  # fmt: skip
    return tuple(found)


ON_THE_SPOT = {
    True: "what you sell is work where the customer is, so it goes across a border no further than you drive",
    False: "people come to you or live nearby, and nothing is sent, supplied to makers, or done from afar; to sell "
    "there would be to open a branch there",
}
"""Why nothing is sold across a border: by whether most work is done at the customer's place."""


def reach_of(compiled: "CompiledMap", practices: Practices, numbers: Standings) -> results.Reach:
    """Say whether anything of a firm is sold across a border, and what it does instead if nothing is."""
    instead = [work for work in compiled.global_work if work.kind == "instead"]
    levels = numbers.levels
    if not instead or any(levels.get(name, 0.0) >= OPEN for work in instead for name in work.any_of):
        return results.Reach(True, "", ())
    why = ON_THE_SPOT[levels.get("works-at-customer", 0.0) > OPEN]
    return results.Reach(False, why, practices.steps(name for work in instead for name in work.practices))


def themes_of(compiled: "CompiledMap", practices: Practices, numbers: Standings) -> tuple[results.ThemeAnswer, ...]:
    """Return the opportunities of the components and the challenges of the barriers, as they meet the firm."""
    won = {theme.id: theme for theme in compiled.opportunities}
    met = {theme.id: theme for theme in compiled.challenges}
    opportunities = [won[name] for component in compiled.components for name in component.opportunities]
    challenges = [met[name] for barrier in compiled.barriers for name in barrier.challenges]
    return (
        *(_theme("opportunity", theme, practices, numbers) for theme in opportunities),
        *(_theme("challenge", theme, practices, numbers) for theme in challenges),
    )


def _theme(
    kind: Literal["opportunity", "challenge"], theme: "Theme", practices: Practices, numbers: Standings
) -> results.ThemeAnswer:
    index, today = numbers.axes.trend_index, numbers.found.today[0]
    trend = max(theme.trends, key=lambda name: (float(today[index[name]]), name))
    concerns = practices.concerns(theme)
    own = [name for name in practices.business.sectors if name in theme.sectors]
    named = [practices.compiled.sector_by_id[name].short for name in own or theme.sectors]
    why = f"{'your sector:' if own else 'not your sectors, but'} {', '.join(named[:3])}{' ...' * (len(named) > 3)}"
    why = why if theme.sectors else "every firm"
    return results.ThemeAnswer(theme.id, kind, theme.name, concerns, why, trend, float(today[index[trend]]))


# --- what is different in a country -----------------------------------------------------------------------------


MOVES = 5  # differences between two rankings that are told
LEAST_MOVE = 0.5  # points: less does not show in whole numbers


class Shifts:
    """Which published figures move a trend from one country to another, in words."""

    def __init__(self, compiled: "CompiledMap", questions: "Mapping[str, Question]") -> None:
        self._family = dict(compiled.families)
        self._rows = {(row.place.upper(), row.family): row for row in compiled.shifts}
        self._names = {country.id.upper(): country.name for country in compiled.countries}
        self._questions = questions

    def why(self, trend: str, here: str | None, there: str) -> str:
        """Return the figures of two places behind a trend, of the EU where the first has none; empty without any."""
        row = self._rows.get((there, self._family.get(trend, "")))
        if row is None:
            return ""
        first = self._rows.get((here or "", row.family))
        name, value = ("EU", row.reference) if first is None else (self._names.get(here or ""), first.value)
        told = f"{self._names.get(there, there)} {float(row.value):.0f}%, {name} {float(value):.0f}% of firms"
        asked = self._questions.get(":".join(row.locator.split(", ")[:2]))  # by data set and indicator
        return f"{asked.wording if asked else row.family}: {told}{f' ({row.year})' if row.year else ''}"


def moves(
    compiled: "CompiledMap", here: Standings, there: Standings, why: Callable[[str], str]
) -> tuple[results.Move, ...]:
    """Return the opportunities whose points differ most between two rankings of one firm, most first.

    Only those that a published figure of the other country moves: where it has none the EU stands for it, and what
    differs from home then says nothing of the country.
    """
    lists = [scored(numbers.found, threats=False) for numbers in (here, there)]
    ranks = [ranks_of(one) for one in lists]
    points = [100 * one.score[0] for one in lists]
    either = sorted({*ranks[0], *ranks[1]}, key=lambda i: (-abs(float(points[1][i] - points[0][i])), i))
    found = []
    for i in either:
        trend, reason = compiled.trends[i], why(compiled.trends[i].id)
        before, after = float(points[0][i]), float(points[1][i])
        if reason and abs(after - before) >= LEAST_MOVE:
            shares = float(here.found.today[0, i]), float(there.found.today[0, i])
            places = ranks[0].get(i), ranks[1].get(i)
            found.append(results.Move(trend.id, trend.name, *places, before, after, *shares, why=reason))
    return tuple(found[:MOVES])


def localised(
    compiled: "CompiledMap", pair: Pair, here: tuple[results.Move, ...], fate: tuple[results.Move, ...], *, known: bool
) -> results.Localisation:
    """Return what is different in a country; texts are empty where the map says nothing of it."""
    names, there = {one.id: one.name for one in compiled.languages}, pair.there
    shared = pair.languages()
    return results.Localisation(
        languages={code: names.get(code, code) for code in there.languages} if there else {},
        shared_language=names.get(shared[0], shared[0]) if shared else "",
        currency=there.currency if there else "",
        same_currency=pair.share("currency"),
        payments=there.payments if there else "",
        payments_evidence=there.evidence if there else "",
        delivery=_delivery(pair),
        figures_known=known,
        moves=here,
        shaped=fate,
    )


def _delivery(pair: Pair) -> str:
    if pair.in_union is None:
        return ""
    if pair.in_union:
        return "no customs, single market; what sending costs is not known"
    taxed = next((rule.name for rule in pair.there.laws if rule.topic in ("tax", "trade")), "") if pair.there else ""
    return "customs border; papers, duty and import tax, what they cost is not known" + (f" ({taxed})" if taxed else "")


def law_of(compiled: "CompiledMap", business: Business, pair: Pair, as_of: date) -> results.MarketLaw:
    """Return what the law asks of a firm because it sells into a country, and of which topics nothing is held."""
    found, places = duties_of_sale(compiled, business, pair.country, as_of), places_of(pair.country)
    asked = {duty.topic for duty in compiled.duties if duty.applies.sells_into}
    said = {duty.topic for duty in compiled.duties if places & {*duty.applies.sells_into}}
    at_home = {rule.name for rule in pair.at_home.laws} if pair.at_home else set()
    laws = pair.there.laws if pair.there else ()
    rules = tuple(copied(results.CountryRule, rule) for rule in laws if rule.name not in at_home)
    inside = places_of(pair.home) if pair.home else frozenset()
    across = {duty.id for duty in compiled.duties if from_member_to_member(duty)}
    bind_at_home = tuple(duty.id for duty in found if duty.place in inside and duty.id not in across)
    return results.MarketLaw(found, bind_at_home, rules, tuple(sorted(asked - said)))


# --- barriers ---------------------------------------------------------------------------------------------------


def barriers_of(
    compiled: "CompiledMap", practices: Practices, pair: Pair, components: Sequence[results.ComponentReadiness],
    law: results.MarketLaw, numbers: Standings,
) -> tuple[results.BarrierAnswer, ...]:  # fmt: skip
    """Return each barrier: whether it stands before the firm, why, and what helps."""
    challenges = {theme.id: theme for theme in compiled.challenges}
    found = []
    for barrier in compiled.barriers:
        concern = [challenges[name] for name in barrier.challenges if practices.concerns(challenges[name])]
        binds, why = _stands(barrier, pair, components, law, numbers)
        steps = practices.steps(name for theme in concern for name in theme.practices)
        answers = tuple(dict.fromkeys(answer for theme in concern for answer in theme.responses))
        themes = tuple(theme.id for theme in concern)
        found.append(results.BarrierAnswer(barrier.id, barrier.name, binds, why, themes, answers, steps))
    return tuple(found)


def _stands(
    barrier: "Barrier",
    pair: Pair,
    components: Sequence[results.ComponentReadiness],
    law: results.MarketLaw,
    numbers: Standings,
) -> tuple[results.Stands, str]:
    match barrier.binds:
        case "threats":
            return _threatened(barrier.threats, numbers)
        case "language" if pair.share("language") is None:
            return "not known", "the languages of one of the two countries are not known"
        case "language":
            return ("no", "a language is shared") if pair.share("language") else ("yes", "no language is shared")
        case "law":
            return _bound(pair, law)
        case _:
            return _lines(components)


def _threatened(threats: Sequence[str], numbers: Standings) -> tuple[results.Stands, str]:
    """Tell whether any threat is worth an act, as the ranking of threats says it."""
    score = 100 * scored(numbers.found, threats=True).score[0]
    worst = max(threats, key=lambda name: (float(score[numbers.axes.trend_index[name]]), name))
    i = numbers.axes.trend_index[worst]
    share = float(numbers.found.today[0, i])
    binds: results.Stands = "yes" if score[i] >= numbers.settings.worth else "no"
    return binds, f"{share:.0%} of firms like yours are hit by it, {score[i]:.0f} points at stake"


def _bound(pair: Pair, law: results.MarketLaw) -> tuple[results.Stands, str]:
    if pair.home is None:
        return "not known", "which law is unlike home: say your country"
    new = len(law.duties) - len(law.at_home) + len(law.rules)
    if new:
        return "yes", f"{new} {'duty or rule' if new == 1 else 'duties and rules'} unlike home"
    if law.unknown or pair.there is None:
        return "not known", "the map holds no law of the country on selling there"
    return "no", "the law is that of home"


def _lines(components: Sequence[results.ComponentReadiness]) -> tuple[results.Stands, str]:
    """Tell whether the first component with figures, connectivity, stands below the EU there."""
    figure = next((figure for one in components for figure in one.figures), None)
    if figure is None or figure.value is None or figure.union is None:
        return "not known", "no figure of the country is held"
    told = f"{figure.value:.0%} of firms there {figure.says}, {figure.union:.0%} in the EU ({figure.year})"
    return ("yes" if figure.value < figure.union else "no"), told
