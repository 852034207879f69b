"""Match what was drawn elsewhere to the map: by name only, nothing guessed, everything unmatched told."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import fsum, isclose

from ecomap.errors import InputError, UnknownNameError
from ecomap.graph import ecosystem_graph
from ecomap.io.amounts import PART, AmountError, read_number
from ecomap.model import AnyMap, EcosystemMap
from ecomap.model.written import folded
from ecomap.names import Names
from ecomap.results import map_import as results
from ecomap.verbs.map_graph import number_of

HINTS: dict[str, results.PointKind] = {  # what a file may call our kinds; any other type says nothing
    "trend": "trend", "technology": "trend", "practice": "trend", "sector": "sector", "industry": "sector",
    "activity": "activity", "trait": "trait",
}  # fmt: skip
KINDS: tuple[results.PointKind, ...] = ("trend", "sector", "activity", "trait")
WRONG_WAY = {  # what is wrong with a line by the kinds of its ends; nothing with the first two
    ("trend", "sector"): "", ("sector", "sector"): "",
    ("sector", "trend"): "it runs from a sector to a trend: trends are used in sectors. Turn it round.",
}  # fmt: skip
NO_LINE = "from a {} to a {} the map has no lines of their own: they are a part of the trend or sector."
SUGGESTED = 200  # so many unmatched names are looked up for what comes near
DIGITS = 6
ADOPTED, HELD = "adopt", "hold"  # rings of a radar: what is in use, and what is not to be begun anew


def match_drawing(drawing: results.Drawing, ecosystem: EcosystemMap) -> results.MapImport:
    """Return what of a drawing the map knows, what it would change, and everything that is not used.

    A point is matched by its name, as names are understood everywhere; where its type is one of ours, among that kind
    only, else where one kind alone has the name. A line from a trend to a sector is a share of firms, one from a sector
    to a sector a share of the pressure on it, where its strength lies between 0 and 1; what the map's other couplings
    say then gives way in proportion.
    """
    return _Matching(drawing, ecosystem).result()


def read_radar(drawing: results.Drawing, ecosystem: AnyMap) -> results.RadarReading:
    """Return what a radar says of a firm: the ring "adopt" is in use; no other ring says anything so plain."""
    if drawing.form != "radar":
        raise InputError.of(drawing.form, "no radar: it has no rings.", "Name a table with the columns name and ring.")
    names, unmatched = Names.of(ecosystem), [results.Unmatched("", "", problem) for problem in drawing.problems]
    found: defaultdict[str, list[str]] = defaultdict(list)
    for point in drawing.points:
        ring = folded(point.ring)
        try:
            found[ring].append(names.use(point.name) if ring in (ADOPTED, HELD) else point.name)
        except UnknownNameError as error:
            unmatched.append(results.Unmatched(point.name, point.place, str(error)))
    others = {ring or "no ring": len(named) for ring, named in sorted(found.items()) if ring not in (ADOPTED, HELD)}
    adopted, held = (tuple(dict.fromkeys(found[ring])) for ring in (ADOPTED, HELD))
    return results.RadarReading(adopted, held, others, tuple(unmatched))


class _Matching:
    def __init__(self, drawing: results.Drawing, ecosystem: EcosystemMap) -> None:
        self.drawing, self.ecosystem, self.names = drawing, ecosystem, Names.of(ecosystem)
        self.unmatched = [results.Unmatched("", "", problem) for problem in drawing.problems]
        self.matched: list[results.Matched] = []
        self.by_name: dict[str, results.Matched | None] = {}
        self.graph = ecosystem_graph(ecosystem)
        self.rejected = {(item.trend or item.source, item.target): item.reason for item in ecosystem.rejected}
        self.same = 0

    def result(self) -> results.MapImport:
        """Match the points, then the lines between them."""
        for point in self.drawing.points:
            self._take(point)
        numbers = self._fitting(list(self._numbers()))
        points = len(self.by_name) if not self.drawing.points else len(self.drawing.points)
        return results.MapImport(
            self.drawing.form, points, len(self.drawing.lines), tuple(self.matched), tuple(numbers),
            tuple(self._room(numbers)), self.same, tuple(self.unmatched),
        )  # fmt: skip

    # --- points

    def _take(self, point: results.DrawnPoint) -> results.Matched | None:
        """Match a point, remember it by every way in which a line may name it, and return it."""
        found, why = self._meant(point)
        if found is None:
            self.unmatched.append(results.Unmatched(point.name, point.place, why))
        else:
            self.matched.append(found)
        for name in filter(None, (point.name, point.key)):
            self.by_name.setdefault(name, found)
        return found

    def _meant(self, point: results.DrawnPoint) -> tuple[results.Matched | None, str]:
        hint = HINTS.get(folded(point.type))
        meanings = {kind: id for kind in KINDS if (id := self._find(kind, point.name)) is not None}
        if hint is not None and hint in meanings:
            return results.Matched(point, hint, meanings[hint]), ""
        if hint is not None and meanings:
            others = ", ".join(f"{kind} {id}" for kind, id in meanings.items())
            return None, f"it is called a {hint} and the map has no such {hint}, but: {others}. Correct its type."
        named = {kind: id for kind, id in meanings.items() if self.names.has_id(kind, point.name)}
        meanings = named if len(named) == 1 else meanings  # an id is an id, whatever else has such an alias
        if len(meanings) == 1:
            ((kind, id),) = meanings.items()
            return results.Matched(point, kind, id), ""
        if meanings:
            ways = " or ".join(f"the {kind} {id}" for kind, id in meanings.items())
            return None, f"it may mean {ways}. Give it a type, trend or sector."
        return None, self._unknown(hint, point.name)

    def _find(self, kind: results.PointKind, name: str) -> str | None:
        """Return what a name means; a kind of firm is no sector unless it is made of one alone."""
        if kind == "sector" and (firm := self.names.find("firm", name)) in self.names.kinds:
            sectors = self.names.kinds[str(firm)].sectors
            return next(iter(sectors)) if len(sectors) == 1 else None
        return self.names.find(kind, name)

    def _unknown(self, hint: results.PointKind | None, name: str) -> str:
        firm = self.names.find("firm", name) if hint in (None, "sector") else None
        if firm in self.names.kinds:
            made_of = ", ".join(self.names.kinds[str(firm)].sectors)
            return f"a kind of firm, made of several sectors: {made_of}. Name one of them."
        if len(self.unmatched) >= SUGGESTED:
            return f"no such {hint or 'trend or sector'}."
        ways = [self.names.unknown(kind, name).way_out for kind in ((hint,) if hint else ("trend", "sector"))]
        way_out = next((way for way in ways if way.startswith("Did you mean")), ways[0])
        return f"no such {hint or 'trend or sector'}. {way_out}".rstrip()

    # --- lines

    def _numbers(self) -> Iterator[results.NewNumber]:
        seen: dict[tuple[str, str], str] = {}
        for line in self.drawing.lines:
            source, target = self._end(line.source, line.place), self._end(line.target, line.place)
            ends = (source.id, target.id) if source and target else ("", "")
            now = number_of(self.graph.edges[ends]) if self.graph.has_edge(*ends) else None
            if now is not None and _is(now, line.strength):
                self.same += 1
                continue
            why = self._unusable(line, source, target) or (f"said before, in {seen[ends]}." if ends in seen else "")
            if why or source is None or target is None:
                self.unmatched.append(results.Unmatched(f"{line.source} -> {line.target}", line.place, why))
                continue
            seen[ends], number = line.place, _share(line.strength)
            if source.kind == "trend":
                yield self._prevalence(line, ends, number, now)
            elif number is None:
                why = "its strength is no share between 0 and 1 of the pressure on the sector. Write one."
                self.unmatched.append(results.Unmatched(f"{line.source} -> {line.target}", line.place, why))
            else:
                yield results.NewNumber(*ends, "coupling", number, f"{line.place}: strength {line.strength}", now)

    def _end(self, name: str, place: str) -> results.Matched | None:
        if name not in self.by_name:  # a table of edges has no other points than these
            self._take(results.DrawnPoint(name, place))
        return self.by_name[name]

    def _unusable(self, line: results.DrawnLine, source: results.Matched | None, target: results.Matched | None) -> str:
        """Return why a line says nothing that the map could hold; empty where it does."""
        if source is None or target is None:
            ends = ((line.source, source), (line.target, target))
            lost = " and ".join(f'"{name}"' for name, found in ends if found is None)
            return f"{lost} could not be matched."
        if not line.directed:
            return "it has no direction. Say which of its ends influences the other."
        if source.id == target.id:
            return f"both ends are {source.id}."
        if (source.id, target.id) in self.rejected:
            return f"it was checked and rejected: {self.rejected[source.id, target.id]}"
        return WRONG_WAY.get((source.kind, target.kind), NO_LINE.format(source.kind, target.kind))

    def _prevalence(
        self, line: results.DrawnLine, ends: tuple[str, str], number: float | None, now: float | None
    ) -> results.NewNumber:
        said = f"{line.place}: " + (f"strength {line.strength}" if line.strength else "no strength")
        trend, sector = self.ecosystem.trend_by_id[ends[0]].name, self.ecosystem.sector_by_id[ends[1]].name
        statement = "" if number is None else f"Of the firms in {sector}, {number * 100:.3g} % use: {trend}."
        return results.NewNumber(*ends, "prevalence", number, said, now, statement)

    # --- couplings into a sector sum to what they did

    def _fitting(self, numbers: Sequence[results.NewNumber]) -> list[results.NewNumber]:
        """Return the numbers without the couplings into a sector that are together more than the whole."""
        sums: defaultdict[str, list[float]] = defaultdict(list)
        for one in numbers:
            if one.kind == "coupling" and one.number is not None:
                sums[one.target].append(one.number)
        over = {target: total for target, found in sums.items() if (total := fsum(found)) > 1}
        kept = []
        for one in numbers:
            if one.kind == "coupling" and one.target in over:
                much = f"{over[one.target]:.3g} together, more than all of it"
                why = f"what reaches {one.target} is {much}. Write shares."
                self.unmatched.append(
                    results.Unmatched(f"{one.source} -> {one.target}", one.said.partition(":")[0], why)
                )
            else:
                kept.append(one)
        return kept

    def _room(self, numbers: Sequence[results.NewNumber]) -> Iterator[results.NewNumber]:
        """Yield the couplings of the map that must be less, so that those into each sector sum to at most 1."""
        new: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for one in numbers:
            if one.kind == "coupling" and one.number is not None:
                new[one.target][one.source] = one.number
        for target, shares in sorted(new.items()):
            others = {
                item.source: item.coupling for item in self.ecosystem.couplings
                if item.target == target and item.source not in shares
            }  # fmt: skip
            left, total = 1 - fsum(shares.values()), fsum(others.values())
            for source, now in others.items() if total > left else ():
                number = max(0.0, int(now * left / total * 10**DIGITS) / 10**DIGITS)
                yield results.NewNumber(source, target, "coupling", number, "gives way", now)


def _share(text: str) -> float | None:
    """Return the share that a text says, between 0 and 1; None for anything else."""
    try:
        number = read_number(text, PART)
    except AmountError:
        return None
    return number if 0 < number < 1 else None


def _is(number: float, text: str) -> bool:
    """Tell whether a text says a number, to the digits that a table has."""
    try:
        return isclose(number, float(text), rel_tol=1e-5)
    except ValueError:
        return False
