"""What any number of the map rests on: figure, table, year, transformation, and who put it there."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ecomap.errors import InputError, Location, Problem, UnknownNameError
from ecomap.model import EcosystemMap, Sector, Trend, folded
from ecomap.names import Names
from ecomap.results.maps import EvidenceAnswer, EvidencedNumber, Subject
from ecomap.results.ranking import MapLabel
from ecomap.verbs.numbers import MapNumbers

KINDS = (
    "trends", "sectors", "activities", "practices", "challenges", "opportunities", "countries", "evidence", "sources",
)  # fmt: skip
SINGULAR = {"activities": "activity", "opportunities": "opportunity", "countries": "country", "evidence": "evidence"}


def find_evidence(ecosystem: EcosystemMap, asked: str, sha256: str = "") -> EvidenceAnswer:
    """Return every number of the things that a text names, with all that it rests on.

    Parameters
    ----------
    ecosystem
        A checked map.
    asked
        An id or name of a trend, sector, activity, practice, challenge, opportunity or country, a size class, the id
        of an evidence record or source; or a pathway, its steps joined by ``>``: a trend and sectors, or sectors.
    sha256
        Fingerprint of the map's files, for the record.

    Raises
    ------
    UnknownNameError
        Nothing has this name; says what comes near.
    """
    finder = _Finder(ecosystem)
    if ">" in asked:
        subjects, numbers = finder.pathway([step.strip() for step in asked.split(">")])
    else:
        subjects = finder.subjects(asked.strip())
        numbers = [number for subject in subjects for number in finder.numbers(subject)]
    unique = tuple(dict.fromkeys((n.kind, n.of) for n in numbers))
    first = {(n.kind, n.of): n for n in reversed(numbers)}
    chosen = tuple(first[key] for key in unique)
    wanted = dict.fromkeys(number.evidence for number in chosen)
    wanted |= dict.fromkeys(subject.id for subject in subjects if subject.kind == "evidence")
    for source in (subject.id for subject in subjects if subject.kind == "source"):
        wanted |= dict.fromkeys(record.id for record in ecosystem.evidence if record.source == source)
    return EvidenceAnswer(
        MapLabel(ecosystem.id, ecosystem.version, sha256),
        asked,
        tuple(subjects),
        chosen,
        tuple(finder.map.record(name) for name in wanted),
        tuple(finder.map.source(name) for name in dict.fromkeys(finder.named_sources(subjects))),
    )


class _Finder:
    def __init__(self, ecosystem: EcosystemMap) -> None:
        self.ecosystem = ecosystem
        self.map = MapNumbers(ecosystem)

    # --- what was asked for

    def subjects(self, asked: str) -> list[Subject]:
        """Return everything that has this id, else this name."""
        found = [subject for subject in self._all() if subject.id == asked]
        found = found or [
            subject for subject in self._all() if folded(asked) in (folded(subject.id), folded(subject.name))
        ]
        sector = Names.of(self.ecosystem).find("sector", asked)
        if not found and sector is not None:
            found = [subject for subject in self._all() if (subject.kind, subject.id) == ("sector", sector)]
        retired = [item for item in self.ecosystem.retired if item.id == asked]
        if not found and retired and retired[0].meaning:
            return self.subjects(retired[0].meaning)
        if not found and retired:
            raise InputError([Problem(Location(asked), "", f"withdrawn: {retired[0].reason}.")])
        if not found:
            names = {name for subject in self._all() for name in (subject.id, folded(subject.name))}
            raise UnknownNameError("id or name", asked, names | Names.of(self.ecosystem).named("sector").keys())
        return found

    def _all(self) -> Iterator[Subject]:
        for kind in KINDS:
            for item in getattr(self.ecosystem, kind):
                name = getattr(item, "name", None) or getattr(item, "title", None) or item.id
                about = _about(item) if isinstance(item, Trend) else ""
                yield Subject(SINGULAR.get(kind, kind.removesuffix("s")), item.id, name, about)
        sizes = dict.fromkeys(item.place for item in self.ecosystem.modifiers if item.kind == "size")
        yield from (Subject("size class", size, f"Firms of {size} persons employed") for size in sizes)

    def numbers(self, subject: Subject) -> list[EvidencedNumber]:
        """Return every number of a thing."""
        return list(self.map.numbers(subject.kind, subject.id))

    def pathway(self, steps: list[str]) -> tuple[list[Subject], list[EvidencedNumber]]:
        """Return the number of each step of a pathway."""
        trend = self._trend(steps[0]) if Names.of(self.ecosystem).find("sector", steps[0]) is None else None
        sectors = [self._sector(step) for step in (steps[1:] if trend else steps)]
        subjects = [Subject("trend", trend.id, trend.name, _about(trend))] if trend else []
        subjects += [Subject("sector", sector.id, sector.name) for sector in sectors]
        numbers = [self._figure(trend, sectors[0])] if trend else []
        return subjects, numbers + [self._tie(source, target) for source, target in pairwise(sectors)]

    def named_sources(self, subjects: Iterable[Subject]) -> Iterator[str]:
        """Yield sources that were asked for themselves, and those of the rules of a country."""
        countries = {country.id: country for country in self.ecosystem.countries}
        for subject in subjects:
            if subject.kind == "source":
                yield subject.id
            elif subject.kind == "country":
                yield from (rule.source for rule in countries[subject.id].rules)

    def _trend(self, text: str) -> Trend:
        known = self.ecosystem.trend_by_id
        by_name = {folded(name): trend for trend in known.values() for name in (trend.name, trend.id)}
        retired = self.ecosystem.retired_by_id.get(("trends", text))
        found = known.get((retired.meaning or "") if retired else text) or by_name.get(folded(text))
        if found is None:
            raise UnknownNameError("trend or sector", text, [*known, *self.ecosystem.sector_by_id])
        return found

    def _sector(self, text: str) -> Sector:
        return self.ecosystem.sector_by_id[Names.of(self.ecosystem).sector(text)]

    def _figure(self, trend: Trend, sector: Sector) -> EvidencedNumber:
        rows = [i for i in self.ecosystem.influences if (i.trend, i.sector) == (trend.id, sector.id)]
        if not rows:
            known = [i.sector for i in self.ecosystem.influences if i.trend == trend.id]
            message = f"the map has no figure of {trend.id} in {sector.id}: it stands at the norm there."
            raise InputError([Problem(Location(f"{trend.id}>{sector.id}"), "", message, _known_ends(known))])
        return self.map.prevalence(rows[0])

    def _tie(self, source: Sector, target: Sector) -> EvidencedNumber:
        rows = [c for c in self.ecosystem.couplings if (c.source, c.target) == (source.id, target.id)]
        if not rows:
            known = [c.source for c in self.ecosystem.couplings if c.target == target.id]
            message = f"the map has no coupling from {source.id} to {target.id}."
            raise InputError([Problem(Location(f"{source.id}>{target.id}"), "", message, _known_ends(known))])
        return self.map.coupling(rows[0])


def _about(trend: Trend) -> str:
    """Say what a trend is: ``growing technology, radical change of operations and competition``."""
    *most, last = [word.replace("-", " ") for word in trend.affects] or [""]
    where = f"{', '.join(most)} and {last}" if most else last
    return f"{trend.stage} {trend.kind.replace('-', ' ')}, {trend.change} change{f' of {where}' if where else ''}"


def _known_ends(known: Iterable[str]) -> str:
    names = sorted(known)
    return f"There is one from: {', '.join(names)}." if 0 < len(names) <= 60 else ""
