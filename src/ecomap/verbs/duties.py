"""What the law asks of one firm on one day: yes, from a day to come, no, or not known and why."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from math import fsum
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from ecomap.firms import as_named
from ecomap.model import Business, CompiledMap
from ecomap.model.countries import EU, UNION
from ecomap.names import Names as Found
from ecomap.record import copied
from ecomap.render.phrases import within
from ecomap.results.duties import Binds, DutyAnswer

if TYPE_CHECKING:
    from ecomap.model.duties import Applies, Duty

PLACES = {UNION: "the European Union", "GB": "the United Kingdom", "NL": "the Netherlands", "US": "the United States"}
"""Places that are called within a sentence otherwise than by their name alone."""
HALF = 0.5  # part of what a firm does from which on it is told by that
OPEN = 0.5  # level from which a firm does or is something, as at the gate of a trend
ONLY_CONSUMERS = 0.95  # level of selling to consumers from which nobody else pays, if the firm says it of itself
CONSUMERS, EXPORTS, EXPORT = "sells-to-consumers", "exports", "export"
"""Two traits, and the activity that says the same as the second."""
CROSS_BORDER = "cross-border-vat"  # topic of what binds those who sell from one country of the Union into another, too
NOTHING: frozenset[str] = frozenset()
Told: TypeAlias = tuple[tuple[int, str, str], DutyAnswer]  # an answer with its turn
ORDER: dict[Binds, int] = {"yes": 0, "from": 1, "unknown": 2, "no": 3}
VAT = "Do you owe VAT on any of what you sell, though care, teaching, insurance and letting are mostly exempt?"
THIRD = {"work in": "works in", "call itself": "is called"}
NAMED = 4  # names in a sentence, where there are more than one beyond


def duties_of(ecosystem: CompiledMap, business: Business, as_of: date) -> tuple[DutyAnswer, ...]:
    """Return the duties of the places that concern a firm on a day, those that bind first, then those to come.

    Laws of places in which a firm neither works nor sells are left out; what is told with ``no`` is law of its own
    place that leaves it out.
    """
    duties = _that_may_reach(ecosystem, business.country)
    return _answered(ecosystem, duties, Firm.of(ecosystem, business), as_of.isoformat())


@lru_cache(maxsize=64)
def _that_may_reach(ecosystem: CompiledMap, country: str | None) -> "tuple[Duty, ...]":
    """Return the duties that can bind a firm in a country: law that holds there, or that binds who is elsewhere."""
    here = {country} if country is None else places_of(country)
    return tuple(
        duty for duty in ecosystem.duties
        if country is None or here & {duty.place, *duty.also_in} or duty.applies.sells_into or duty.applies.works_there
    )  # fmt: skip


def duties_of_sale(ecosystem: CompiledMap, business: Business, country: str, as_of: date) -> tuple[DutyAnswer, ...]:
    """Return the duties that a firm has, or may have, because it sells into a country, in the order of `duties_of`.

    What binds those who sell into the country, or into the Union that it is a part of; nothing that only firms there
    must do, and nothing that leaves this firm out.
    """
    places = places_of(country)
    firm = Firm.of(ecosystem, business)._replace(buyers_in=places)
    union = firm.country in EU and country in EU
    of_sale = [
        duty
        for duty in ecosystem.duties
        if places & {duty.place, *duty.also_in}
        and (places & {*duty.applies.sells_into} or (union and from_member_to_member(duty)))
    ]
    answers = _answered(ecosystem, of_sale, firm, as_of.isoformat())
    return tuple(answer for answer in answers if answer.applies != "no")


def from_member_to_member(duty: "Duty") -> bool:
    """Tell whether a duty binds those who sell from one country of the Union into another, or work there."""
    return duty.topic == CROSS_BORDER or bool(duty.applies.works_there)


def places_of(country: str) -> frozenset[str]:
    """Return the places whose law holds in a country: its own, and that of the Union if it is a member."""
    return frozenset({country, UNION} if country in EU else {country})


def _answered(ecosystem: CompiledMap, duties: "Iterable[Duty]", firm: "Firm", today: str) -> tuple[DutyAnswer, ...]:
    answer = _answerer(ecosystem, today, firm[5:])
    found = filter(None, [answer(duty.id, firm.before(duty.applies)) for duty in duties])
    return tuple([told for _, told in sorted(found, key=itemgetter(0))])


@lru_cache(maxsize=64)
def _answerer(ecosystem: CompiledMap, today: str, rest: tuple[Any, ...]) -> "Callable[..., Told | None]":
    """Return what tells how a duty meets a firm: once for all that are alike in what it asks for; with its turn."""
    duties = {duty.id: duty for duty in ecosystem.duties}
    kinds = (ecosystem.sectors, ecosystem.activities, ecosystem.traits, ecosystem.trends)
    countries = {country.id.upper(): country.name for country in ecosystem.countries}
    names = {item.id: item.name for kind in kinds for item in kind} | countries | PLACES

    @lru_cache(maxsize=1024)
    def answer(duty: str, asked: tuple[Any, ...]) -> Told | None:
        told = _answer(duties[duty], Firm(*asked, *rest), names, today)
        return None if told is None else ((ORDER[told.applies], told.from_ or "", told.id), told)

    return answer


Names: TypeAlias = Mapping[str, str]  # what sectors, activities, traits, trends and places are called


Verdict: TypeAlias = tuple[bool | None, str]  # whether one condition holds, None where that is not known, and why


class Firm(NamedTuple):
    """What decides about duties: place, people, what it is, does and uses, in the words of the map."""

    employees: int | None
    sectors: frozenset[tuple[str, float]]  # with the share of each
    named: frozenset[tuple[str, float]]  # kinds of firm and sectors as it calls itself, likewise
    open: frozenset[str]  # traits and activities that it has or does at least half
    uses: frozenset[str]
    country: str | None
    says_uses: bool
    buyers: frozenset[str]  # consumers, firms or both: who makes at least half of its buyers
    only_consumers: bool  # it says itself that nobody else pays
    abroad: bool
    """It sells to other countries: any part by its own word, half a level by that of its sectors.

    The trait counts guests from abroad too, so that it decides only where it stands above a half.
    """
    vat_free: bool  # more than half of what it sells is exempt from VAT
    buyers_in: frozenset[str] = frozenset()  # places into which it is known to sell

    @classmethod
    def of(cls, ecosystem: CompiledMap, business: Business) -> "Firm":
        """Return a firm with the levels of its sectors' mix, and its own where it says them."""
        levels, said = levels_of(ecosystem, business), business.traits | business.activities
        consumers, export = levels.get(CONSUMERS, 0.0), levels.get(EXPORT, 0.0)
        by_trait = EXPORT not in levels and levels.get(EXPORTS, 0.0) > OPEN
        buyers = {"consumers": consumers >= OPEN, "firms": consumers <= OPEN}
        named = as_named(business)
        return cls(
            named.employees,
            _parts({ecosystem.sector_by_id[name].id: share for name, share in business.sectors.items()}),
            _parts(named.sectors),
            frozenset(name for name, level in levels.items() if level >= OPEN),
            frozenset(business.adopted), business.country, bool(business.adopted),
            frozenset(who for who, most in buyers.items() if most),
            CONSUMERS in said and consumers >= ONLY_CONSUMERS,
            export > 0 if EXPORT in said else export >= OPEN or by_trait,
            _vat_free(ecosystem, named.sectors),
        )  # fmt: skip

    def before(self, asks: "Applies") -> tuple[object, ...]:
        """Return people, sectors, features and uses as far as a duty asks for them."""
        return (
            None if asks.employees_min is None and asks.employees_max is None else self.employees,
            self.sectors if asks.not_sectors else frozenset(one for one in self.sectors if one[0] in asks.sectors),
            self.named if asks.kinds or asks.not_kinds else NOTHING,
            self.open.intersection(asks.any_of) if asks.any_of else NOTHING,
            self.uses.intersection(asks.uses) if asks.uses else NOTHING,
        )


def _parts(shares: Mapping[str, float]) -> frozenset[tuple[str, float]]:
    """Return shares of any scale as parts of one."""
    total = fsum(shares.values())
    return frozenset((name, share / total) for name, share in shares.items())


def _vat_free(ecosystem: CompiledMap, firms: Mapping[str, float]) -> bool:
    """Tell whether kinds of firm and sectors, by their shares, sell mostly what is exempt from VAT."""
    known = ecosystem.sector_by_id
    free = (share for name, share in firms.items() if (known.get(name) or Found.of(ecosystem).kinds[name]).vat_free)
    return fsum(free) > HALF * fsum(firms.values())


def levels_of(ecosystem: CompiledMap, business: Business) -> dict[str, float]:
    """Return how far a firm is or does what the map names: by its sectors' mix, and its own word where it has one."""
    total, levels = sum(business.sectors.values()), dict[str, float]()
    for name, share in business.sectors.items():
        sector = ecosystem.sector_by_id[name]
        for id, level in (sector.traits | sector.activities).items():
            levels[id] = levels.get(id, 0.0) + share / total * level
    return levels | business.traits | business.activities


def _called(names: Names, ids: Iterable[str]) -> str:
    """Return names with ``or`` before the last; of many the first, and how many others there are.

    Kinds of firm, which a ranking does not read, are called by their ids.
    """
    *most, last = [within(names.get(id, id.replace("-", " "))) for id in ids]
    if len(most) > NAMED:
        most, last = most[:NAMED], f"{len(most) + 1 - NAMED} others"
    comma = "; " if any("," in name for name in (*most, last)) else ", "
    return f"{comma.join(most)}{comma[0] if comma == '; ' else ''} or {last}" if most else last


# --- one duty ---------------------------------------------------------------------------------------------------


def _answer(duty: "Duty", firm: Firm, names: Names, today: str) -> DutyAnswer | None:
    place = _in_place(duty, firm, names)
    if duty.applies.works_there:
        place = (True, "it would work in another country of the Union") if firm.buyers_in else None
    if place is None:
        return None
    applies, why = _joined([place, *_conditions(duty.applies, firm, names)])
    if duty.until is not None and duty.until < today:
        applies, why = "no", f"it held until {duty.until}"
    elif applies == "yes" and (duty.from_ or "") > today:
        applies = "from"
    return copied(DutyAnswer, duty, applies=applies, why=why)


def _joined(verdicts: Sequence[Verdict]) -> tuple[Binds, str]:
    """Return no where one condition fails, unknown where one is not known, else yes; with the reasons of that."""
    failed = [why for holds, why in verdicts if holds is False]
    if failed:
        return "no", failed[0]
    open_ = [why for holds, why in verdicts if holds is None]
    return ("unknown", "; ".join(open_)) if open_ else ("yes", "; ".join(why for _, why in verdicts))


def _in_place(duty: "Duty", firm: Firm, names: Names) -> Verdict | None:
    """Return why the law of a place may concern a firm; nothing where it does not."""
    if firm.country is None:
        return None, f"whether it is in {names.get(duty.place, duty.place)}: say the country"
    inside = firm.country == duty.place or (duty.place == UNION and firm.country in EU)
    if inside or firm.country in duty.also_in:
        if duty.applies.outside or firm.country in duty.not_in:
            return None
        beside = "" if inside else f"{names.get(firm.country, firm.country)}, where this holds as in "
        return True, f"it is in {beside}{names.get(duty.place, duty.place)}"
    into = [place for place in duty.applies.sells_into if not (place == UNION and firm.country in EU)]
    sold = [place for place in into if place in firm.buyers_in]
    if sold:
        return True, f"it sells to buyers in {' and '.join(names.get(place, place) for place in sold)}"
    if into and firm.abroad:
        places = " or ".join(names.get(place, place) for place in into)
        return None, f"it sells abroad: whether to buyers in {places}"
    return None


def _conditions(applies: "Applies", firm: Firm, names: Names) -> Iterator[Verdict]:
    yield from _of_people(applies, firm)
    for own, asked, without, verb in (
        (firm.sectors, applies.sectors, applies.not_sectors, "work in"),
        (firm.named, applies.kinds, applies.not_kinds, "call itself"),
    ):
        shares = dict(own)
        if asked:
            found = [name for name in asked if name in shares]
            named = _called(names, found or asked)
            yield bool(found), f"it {THIRD[verb]} {named}" if found else f"it does not {verb} {named}"
        left = {name: share for name, share in shares.items() if name in without}
        if fsum(left.values()) > HALF:
            yield False, f"left out: {_called(names, sorted(left))}"
    if applies.any_of:
        found = [name for name in applies.any_of if name in firm.open]
        said = f"what counts: {_called(names, found)}" if found else f"too little of {_called(names, applies.any_of)}"
        yield bool(found), said
    if applies.sells_to:
        yield _to_buyers(applies.sells_to, firm)
    if applies.uses:
        yield _uses(applies.uses, firm, names)
    if applies.vat and firm.vat_free:
        yield None, VAT
    if applies.asks is not None:
        yield None, applies.asks


def _of_people(applies: "Applies", firm: Firm) -> Iterator[Verdict]:
    least, most = applies.employees_min, applies.employees_max
    bounds = [f"from {least} people"] * (least is not None) + [f"up to {most} people"] * (most is not None)
    if not bounds:
        return
    said = " and ".join(bounds)
    if firm.employees is None:
        yield None, f"{said}: say how many work in it"
    else:
        holds = (least is None or firm.employees >= least) and (most is None or firm.employees <= most)
        yield holds, f"{firm.employees} people work in it, the law binds {said}"


def _to_buyers(buyers: Sequence[str], firm: Firm) -> Verdict:
    said = " or ".join("public bodies" if buyer == "state" else buyer for buyer in buyers)
    if firm.buyers.intersection(buyers):
        return True, f"it sells to {said}"
    if "consumers" in buyers or firm.only_consumers:
        return False, f"it does not sell to {said}"
    return None, f"whether it sells to {said}"


def _uses(trends: Sequence[str], firm: Firm, names: Names) -> Verdict:
    if found := [name for name in trends if name in firm.uses]:
        return True, f"it uses {_called(names, found)}"
    if not firm.says_uses:
        return None, f"whether it uses {_called(names, trends)}: say what is in use"
    return False, f"it does not use {_called(names, trends)}"
