"""Which platforms carry a firm, how much hangs by them, what happens if one of them changes, and what to do."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from math import fsum
from typing import Literal

import numpy as np

from ecomap.engine.dependence import concentration, dependence, without
from ecomap.engine.propagation import Array
from ecomap.errors import InputError
from ecomap.model import AnyMap, Business, CompiledMap, Settings
from ecomap.names import Names
from ecomap.record import copied
from ecomap.results import platforms as results
from ecomap.results.ranking import Warning
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.platform_advice import mechanisms, notes, strategies, trades_of, usual_platforms
from ecomap.verbs.ranking import answer_labels, default_settings
from ecomap.verbs.standings import find_standings

RULE = "rule-change"  # the shock of the map that a rule test takes its loss from


def weigh_platforms(
    ecosystem: AnyMap,
    business: Business,
    settings: Settings | None = None,
    *,
    cuts: Sequence[str] = (),
    fees: Mapping[str, float] | None = None,
    rules: Mapping[str, float | None] | None = None,
    turnover_eur: float | None = None,
    sha256: str = "",
) -> results.PlatformAnswer:
    """Say which platforms carry a business and how much hangs by them.

    Parameters
    ----------
    cuts
        Platforms, or owner groups, that go away, each in a test of its own.
    fees
        By how much more each takes, as a share: 0.03 is three points more.
    rules
        Part of what comes by each that a new rule takes away, 0..1; None: as the map judges it.
    turnover_eur
        Turnover of a year, EUR: then the tests say euros too.

    Returns
    -------
    PlatformAnswer
        ``index`` lies in 0..1; None, with what firms like it use, where the business says nothing of platforms.

    Raises
    ------
    UnknownNameError
        No platform and no owner group has such a name.
    InputError
        Nothing comes to the business by a platform that is to be tested.
    """
    compiled, settings = compiled_map(ecosystem), settings or default_settings()
    firm = Carried(compiled, business, turnover_eur)
    measures = firm.measures() if firm.said else {}
    numbers = find_standings(compiled, business, settings)
    trades, usual = trades_of(compiled, business), usual_platforms(compiled, numbers)
    return results.PlatformAnswer(
        **answer_labels(results.PlatformAnswer, compiled, sha256, business, settings),
        said=firm.said,
        turnover_eur=turnover_eur,
        index=firm.index if firm.said else None,
        definition=results.DEFINITION,
        measures=measures,
        functions=tuple(firm.functions()),
        owners=tuple(firm.owners()),
        platforms=tuple(firm.platforms()),
        stress=tuple(firm.tests(cuts, fees or {}, rules or {})),
        trades=tuple(trade.name for trade in trades),
        mechanisms=mechanisms(firm.compiled, firm.used),
        opportunities=notes(firm.compiled, trades, "opportunities"),
        challenges=notes(firm.compiled, trades, "challenges"),
        strategies=strategies(compiled, numbers, measures, usual),
        usual=usual,
        warnings=tuple(_warnings(firm)),
    )


class Carried:
    """A business as its platforms carry it: shares by function and owner, and what is worked out of them."""

    def __init__(self, compiled: CompiledMap, business: Business, turnover_eur: float | None = None) -> None:
        self.names, self.compiled, self.turnover_eur = Names.of(compiled), compiled, turnover_eur
        said = ((name, shares) for name, shares in sorted(business.platforms.items()) if shares)
        self.shares_of = {name: {str(one): share for one, share in shares.items()} for name, shares in said}
        self.said = bool(self.shares_of)
        self.function_ids: list[str] = [function.id for function in compiled.platform_functions]
        # what of a business goes with each function, (function,)
        self.weights: Array = np.array([function.weight for function in compiled.platform_functions])
        # the platforms that it names, by their ids, and the ids of the owner groups that carry it
        self.used = tuple(compiled.platform_by_id[name] for name in self.shares_of)
        self.axis = tuple(sorted({one.owner for one in self.used}))

    @cached_property
    def shares(self) -> Array:
        """Part of each function that comes by each owner, shape (1, function, owner)."""
        return self.table({name: dict.fromkeys(said, 1.0) for name, said in self.shares_of.items()})

    def table(self, parts: Mapping[str, Mapping[str, float]]) -> Array:
        """Return parts of what comes by some platforms, (1, function, owner); ``parts`` by platform and function."""
        cells: dict[tuple[str, str], list[float]] = {}
        for name, said in parts.items():
            for function, part in said.items():
                place = function, self.compiled.platform_by_id[name].owner
                cells.setdefault(place, []).append(self.shares_of[name].get(function, 0.0) * part)
        rows = [[fsum(cells.get((function, owner), ())) for owner in self.axis] for function in self.function_ids]
        return np.array(rows, dtype=np.float64).reshape(1, len(rows), len(self.axis))

    @cached_property
    def index(self) -> float:
        """How much hangs by platforms, 0..1."""
        return self.index_of(self.shares)

    def index_of(self, shares: Array) -> float:
        """Return the dependence index of shares."""
        return float(dependence(shares, self.weights)[0])

    def turnover_part(self, shares: Mapping[str, float]) -> float:
        """Return the larger of the shares of functions by which turnover comes in."""
        return max((shares.get(one.id, 0.0) for one in self.compiled.platform_functions if one.turnover), default=0.0)

    def euros(self, share: float) -> float | None:
        """Return a share of the turnover in EUR a year, None where that is not said."""
        return None if self.turnover_eur is None else share * self.turnover_eur

    # --- what stands in the answer

    def functions(self) -> Iterator[results.CarriedFunction]:
        """Yield what platforms do for it."""
        alike, own = concentration(self.shares)[0], 1.0 - self.shares[0].sum(axis=1)
        for place, one in enumerate(self.compiled.platform_functions):
            said = any(one.id in shares for shares in self.shares_of.values())
            equal, left = float(alike[place]), max(0.0, float(own[place]))
            yield copied(results.CarriedFunction, one, said=said, own=left, equal_to=equal)

    def owners(self) -> Iterator[results.OwnerGroup]:
        """Yield the owner groups, the one first without which least would hang by the others."""
        found = [self._owner(place, owner) for place, owner in enumerate(self.axis)]
        yield from sorted(found, key=lambda one: (one.index_without, one.id))

    def _owner(self, place: int, owner: str) -> results.OwnerGroup:
        left = self.shares.copy()
        left[:, :, place] = 0.0
        column = zip(self.function_ids, self.shares[0, :, place].tolist(), strict=True)
        shares = {name: share for name, share in column if share > 0}
        names, called = tuple(one.id for one in self.used if one.owner == owner), self.compiled.owner_names[owner]
        return results.OwnerGroup(owner, called, names, shares, self.turnover_part(shares), self.index_of(left))

    def platforms(self) -> Iterator[results.CarryingPlatform]:
        """Yield the platforms, those first by which most hangs."""
        weight: dict[str, float] = dict(zip(self.function_ids, self.weights.tolist(), strict=True))
        carried = {one: max(weight[name] * part for name, part in said.items()) for one, said in self.shares_of.items()}
        for one in sorted(self.used, key=lambda one: (-carried[one.id], one.id)):
            brings, fee = self.turnover_part(self.shares_of[one.id]), one.fee
            low, high = (fee.low, fee.high) if fee is not None else (None, None)
            base = self.fee_base(one.id)
            cost = (None, None) if low is None or high is None else (base * low, base * high)
            yield copied(
                results.CarryingPlatform, one, shares=self.shares_of[one.id], brings=brings,
                brings_eur=self.euros(brings), fee=None if fee is None else copied(results.PublishedFee, fee),
                cost_low=cost[0], cost_high=cost[1],
            )  # fmt: skip

    def fee_base(self, name: str) -> float:
        """Return what a platform takes its fee of, as a share of the turnover: the largest of its shares."""
        return max(self.shares_of[name].values())

    def cost(self) -> float:
        """Return what the known fees take of the turnover, in the middle of each range."""
        fees = ((one.id, one.fee) for one in self.used if one.fee is not None and one.fee.high is not None)
        return fsum(self.fee_base(name) * ((fee.low or 0.0) + (fee.high or 0.0)) / 2 for name, fee in fees)

    def measures(self) -> dict[str, float]:
        """Return what the rules of strategies ask."""
        weighed, first = self.weights[:, None] * self.shares[0], next(self.owners())
        brought: dict[str, float] = dict(zip(self.function_ids, self.shares[0].sum(axis=1).tolist(), strict=True))
        carrying = sum(any(share > 0 for share in said.values()) for said in self.shares_of.values())
        return {
            "index": self.index,
            "largest": float(weighed.max()),
            "platforms": float(carrying),
            "owners": float((self.shares[0] > 0).any(axis=0).sum()),
            "brought": self.turnover_part(brought),
            "promotion": brought.get("promotion", 0.0),
            "on_largest": float(len(first.shares)),
            "cost": self.cost(),
        }

    # --- tests

    def tests(
        self, cuts: Sequence[str], fees: Mapping[str, float], rules: Mapping[str, float | None]
    ) -> Iterator[results.Stress]:
        """Yield what happens in each test; without any, if the heaviest owner goes away."""
        shocks = {shock.id: shock.loss for shock in self.compiled.platform_shocks}
        if not (cuts or fees or rules):
            for one in [*self.owners()][:1]:
                yield self._lost("cut", one.name, one.platforms, 1.0)
        for text in cuts:
            yield self._lost("cut", *self._tested("cut", text), 1.0)
        for text, rise in fees.items():
            name, found = self._tested("fee", text)
            share = rise * fsum(self.fee_base(one) for one in found)
            yield results.Stress(
                "fee", name, found, rise, {}, share, self.euros(share), self.index, self.index, self.index
            )
        for text, loss in rules.items():
            part = shocks.get(RULE, 1.0) if loss is None else loss
            yield self._lost("rule", *self._tested("rule", text), part)

    def _tested(self, kind: str, text: str) -> tuple[str, tuple[str, ...]]:
        """Return the name of a platform or owner group that is tested, and its platforms that the business names."""
        by_id, readings = self.compiled.platform_by_id, self.names.carriers(text)
        for named in readings:
            found = tuple(name for name in named if name in self.shares_of)
            if found:
                one = by_id[found[0]]
                return one.name if len(named) == 1 else self.compiled.owner_names[one.owner], found
        known = f"It says: {', '.join(self.shares_of)}." if self.said else "It says nothing of platforms yet."
        meant = by_id[readings[0][0]]
        way_out = f"{known} Say more: ecomap business set FILE platforms.{meant.id}.{meant.functions[0]}=0.2"
        raise InputError.of(f"--{kind}", f'nothing comes to this business by "{text}".', way_out)

    def _lost(self, kind: Literal["cut", "rule"], name: str, found: tuple[str, ...], part: float) -> results.Stress:
        lost = self.table({one: dict.fromkeys(self.shares_of[one], part) for one in found})
        own, gone = without(self.shares, lost)
        sums = zip(self.function_ids, lost[0].sum(axis=1).tolist(), strict=True)
        shares = {name: share for name, share in sums if share > 0}
        brings = self.turnover_part(shares)
        return results.Stress(
            kind, name, found, part, shares, brings, self.euros(brings), self.index, self.index_of(own),
            self.index_of(gone),
        )  # fmt: skip


def _warnings(firm: Carried) -> Iterator[Warning]:
    if not firm.said:
        yield Warning("no-platforms", "Nothing said of platforms: what firms like this one use stands in their place.")
    for one in firm.used:
        for function in firm.shares_of[one.id]:
            if function not in one.functions:
                called = next(known.name for known in firm.compiled.platform_functions if known.id == function)
                yield Warning("no-such-function", f"{one.name} is not known to the map for {called}.")
