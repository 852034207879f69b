"""What any number of the map rests on: figure, table, year, transformation, and who put it there."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ecomap.errors import InputError, Location, Problem, UnknownNameError
from ecomap.model import EcosystemMap, Trend, folded
from ecomap.names import Names
from ecomap.results.labels import MapLabel
from ecomap.results.maps import EvidenceAnswer, EvidencedNumber, Subject
from ecomap.verbs.numbers import MapNumbers
from ecomap.verbs.paths import trend_or_sector

KINDS = (
    "trends", "sectors", "activities", "practices", "challenges", "opportunities", "countries", "evidence", "sources",
)  # fmt: skip
MOST_ENDS = 60
"""Sectors that are listed where the one asked for is not among them."""
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
        numbers = [number for subject in subjects for number in finder.map.numbers(subject.kind, subject.id)]
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

    def pathway(self, steps: list[str]) -> tuple[list[Subject], list[EvidencedNumber]]:
        """Return the number of each step of a pathway."""
        names, first = Names.of(self.ecosystem), trend_or_sector(self.ecosystem, steps[0])
        ids = [first, *(names.sector(step) for step in steps[1:])]
        subjects = [next(s for s in self._all() if s.id == id and s.kind in ("trend", "sector")) for id in ids]
        return subjects, [self._step(source, target) for source, target in pairwise(ids)]

    def named_sources(self, subjects: Iterable[Subject]) -> Iterator[str]:
        """Yield sources that were asked for themselves, and those of the rules of a country."""
        countries = {country.id: country for country in self.ecosystem.countries}
        for subject in subjects:
            if subject.kind == "source":
                yield subject.id
            elif subject.kind == "country":
                yield from (rule.source for rule in countries[subject.id].rules)

    def _step(self, source: str, target: str) -> EvidencedNumber:
        if source in self.ecosystem.trend_by_id:
            figures = {i.sector: i for i in self.ecosystem.influences if i.trend == source}
            if target in figures:
                return self.map.prevalence(figures[target])
            message = f"the map has no figure of {source} in {target}: it stands at the norm there."
            known = sorted(figures)
        else:
            couplings = {c.source: c for c in self.ecosystem.couplings if c.target == target}
            if source in couplings:
                return self.map.coupling(couplings[source])
            message, known = f"the map has no coupling from {source} to {target}.", sorted(couplings)
        way_out = f"There is one from: {', '.join(known)}." if 0 < len(known) <= MOST_ENDS else ""
        raise InputError([Problem(Location(f"{source}>{target}"), "", message, way_out)])


def _about(trend: Trend) -> str:
    """Say what a trend is: ``growing technology, radical change of operations and competition``."""
    *most, last = [word.replace("-", " ") for word in trend.affects] or [""]
    where = f"{', '.join(most)} and {last}" if most else last
    return f"{trend.stage} {trend.kind.replace('-', ' ')}, {trend.change} change{f' of {where}' if where else ''}"
