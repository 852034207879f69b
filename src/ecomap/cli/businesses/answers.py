"""What a person types about a business, read into what a business file holds; the same for flags and questions."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any, TypeVar

from ecomap.cli.businesses.prompts import Offer
from ecomap.cli.shares import amount
from ecomap.errors import Location, Problem, SchemaError, UnknownNameError
from ecomap.io.amounts import PART, PEOPLE, SHARE, read_assignment
from ecomap.io.businesses import business_of_sectors
from ecomap.io.fields import FIELDS, QUANTITIES, RESOURCES, Field
from ecomap.io.shares import said_of
from ecomap.model import Business, OwnInfluence, Resources, folded
from ecomap.model.business import FUNCTIONS
from ecomap.model.compiled import CompiledMap
from ecomap.names import NOT_IN_USE, Names

T = TypeVar("T")
EMPTY: dict[str, Callable[[], Any]] = {"shares": dict, "nested": dict, "names": list, "records": list, "paths": list}
"""What holds nothing yet, by the form of a field."""
BY_NAME = ("goal", "skill", "country")  # kinds of which there are so few that nobody looks for one by a word of it
SEARCH = re.compile(r"\s*(See)?[^.?]*: ecomap map search (\S+)")
"""The way to a command, where nothing but an answer can be typed."""


class Refused(ValueError):  # noqa: N818 - an answer, not an error of the program
    """An answer that cannot be taken, with a sentence for whoever gave it."""


class Draft(SimpleNamespace):
    """What has been said so far, by the fields of a business: what a year allows stands beside the others."""

    def __init__(self, **said: Any) -> None:
        asked = (one for one in FIELDS.values() if one.form not in ("parts", "part") and one.name != "schema")
        super().__init__(**{one.said: EMPTY[one.form]() if one.form in EMPTY else None for one in asked} | said)

    def business(self) -> Business:
        """Return the business that has been described."""
        said: dict[str, Any] = {id: tuple(one) if isinstance(one, list) else one for id, one in vars(self).items()}
        name = self.name or "My business"
        said |= {"name": name, "id": self.id or id_of(name)}
        resources = {field: said.pop(field) for field in RESOURCES}
        return Business(**said, resources=Resources(**resources))


def id_of(name: str) -> str:
    """Return a short name for the computer: small letters, digits and hyphens."""
    plain = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:40].strip("-")
    return plain or "my-business"


class Reader:
    """Reads answers by the names of one map; what cannot be taken is refused in words."""

    def __init__(self, ecosystem: CompiledMap) -> None:
        self.ecosystem = ecosystem
        self.names = Names.of(ecosystem)

    def of(self, kind: str, *, alone: bool = False) -> Callable[[str], str]:
        """Return what reads names of a kind: of goals, skills and countries, or all, names ``alone``."""
        read = partial(self.names.known if alone or kind in BY_NAME else self.names.meant, kind)

        def name(text: str) -> str:
            try:
                return str(read(text))
            except UnknownNameError as error:
                raise Refused(str(error) if alone else SEARCH.sub(_typed, str(error))) from None

        return name

    def offers(self, kind: str, text: str) -> list[Offer]:
        """Return what in the map has these words, with the alias that has them where the name has not."""
        wanted = folded(text).split()
        return [Offer(m.id, m.name, _why(m.name, m.aliases, wanted)) for m in self.names.likely(kind, text)]

    def countries(self, text: str) -> list[Offer]:
        """Return the countries that begin like this."""
        known = [(country.id.upper(), country.name) for country in self.ecosystem.countries]
        return [Offer(id, name, id) for id, name in known if folded(name).startswith(folded(text))]

    def called(self, firm: str) -> str:
        """Return the name of a kind of firm or sector."""
        sectors = self.ecosystem.sector_by_id
        return sectors[firm].name if firm in sectors else str(self.names.kinds[firm].name)

    def usual(self, firms: Iterable[str], count: int) -> list[str]:
        """Return the trends that most firms of some kinds or sectors use, by falling share, as the ranking knows them.

        Not what does not concern such firms: half of those who care for health keep records, and no undertaker does.
        """
        from ecomap.verbs.ranking import default_settings
        from ecomap.verbs.standings import find_standings

        business = business_of_sectors(dict.fromkeys(firms, 1.0), self.ecosystem)
        found = find_standings(self.ecosystem, business, default_settings()).found
        shares = {
            trend.id: found.today[0, place]
            for place, trend in enumerate(self.ecosystem.trends)
            if trend.role == "do" and trend.kind not in NOT_IN_USE and found.concerned[0, place]
        }
        return sorted(shares, key=lambda trend: (-shares[trend], trend))[:count]


def _typed(search: re.Match[str]) -> str:
    return f" Type {search[2]}." if search[1] else " ? says what can be typed."


def _why(name: str, aliases: Sequence[str], wanted: Sequence[str]) -> str:
    if all(f" {word}" in f" {folded(name)}" for word in wanted):
        return ""
    return next((alias for alias in aliases if any(f" {word}" in f" {folded(alias)}" for word in wanted)), "")


number = partial(amount, refused=Refused)  # returns a reader of a number that somebody answers with


def carried(text: str) -> dict[str, float]:
    """Return what comes by a platform: words like ``booking 60% payment 100%``; of a number alone nobody knows what."""
    found: dict[str, float] = {}
    words = text.replace(",", " ").replace("=", " ").split()
    for function, share in zip(words[::2], words[1::2], strict=False):
        if function.casefold() not in FUNCTIONS:
            raise Refused(f'"{function}" is not one of {", ".join(FUNCTIONS)}.')
        found[function.casefold()] = number(SHARE)(share)
    if len(words) % 2 or not found:
        raise Refused("Write what comes by it with its share, like: booking 60% payment 100%.")
    return found


def people(text: str) -> int:
    """Return a number of people, whoever answers among them."""
    if not (found := int(number(PEOPLE)(text))):
        raise Refused("You count, too: write 1 if nobody else works there.")
    return found


def needed(refusal: str) -> Callable[[str], str]:
    """Return a reader of any text but none."""

    def read(text: str) -> str:
        if not text:
            raise Refused(refusal)
        return text

    return read


class Flags:
    """Reads flags into a draft and keeps everything that is wrong with them."""

    def __init__(self, ecosystem: CompiledMap) -> None:
        self.reader, self.draft = Reader(ecosystem), Draft()
        self.of = partial(self.reader.of, alone=True)
        self.problems: list[Problem] = []

    def read(self, sectors: Mapping[str, float], shares: Mapping[str, Sequence[str] | None]) -> None:
        """Read what it lives from, and names with their numbers by field."""
        for text, weight in sectors.items():
            name = self._read("--sector", text, self.of("firm"))
            if name is not None:
                self.draft.sectors[name] = self.draft.sectors.get(name, 0.0) + weight
        for field, texts in shares.items():
            setattr(self.draft, field, self._pairs(FIELDS[field], texts or []))

    def read_names(self, trends: Mapping[str, Sequence[str] | None], seen: Sequence[str], country: str | None) -> None:
        """Read what names something in the map without a number, or with words."""
        for field, texts in trends.items():
            named = [part.strip() for text in texts or () for part in text.split(",") if part.strip()]
            found = [self._read(f"--{field.replace('_', '-')}", text, self.of("use")) for text in named]
            setattr(self.draft, field, list(dict.fromkeys(filter(None, found))))
        self.draft.influences = list(self._seen(seen))
        self.draft.country = self._read("--country", country, self.of("country")) if country else None

    def read_platforms(self, texts: Sequence[str]) -> None:
        """Read which platforms carry the business."""
        for text in texts:
            pair = read_assignment(text)
            called, dot, function = pair.name.rpartition(".")
            name = self._read("--platform", called or pair.name, self.of("platform"))
            said = self._read("--platform", f"{function} {pair.value}" if dot else pair.value, carried)
            if name is not None and said is not None:
                self.draft.platforms.setdefault(name, {}).update(said)

    def _read(self, option: str, text: str, read: Callable[[str], T]) -> T | None:
        try:
            return read(text)
        except Refused as refused:
            self.problems.append(Problem(Location(option), "", str(refused)))
            return None

    def _pairs(self, field: Field, texts: Sequence[str]) -> dict[str, float]:
        option, read = f"--{field.singular or field.name.replace('_', '-')}", number(QUANTITIES[field.name])
        found: dict[str, float] = {}
        for one in said_of(field.kind, texts, self.reader.names):
            said = field.alone if one.number is None else one.number
            key, value = self._read(option, one.name, self.of(field.kind)), self._read(option, said, read)
            if key is not None and value is not None:
                found[key] = value
        return found

    def _seen(self, texts: Sequence[str]) -> Iterator[OwnInfluence]:
        words = needed('write TREND=SHARE:REASON, like "online-booking=0.4:4 of the 10 schools near me".')
        for text in texts:
            named, _, rest = text.partition("=")
            part, _, reason = rest.partition(":")
            trend = self._read("--seen", named.strip(), self.of("trend"))
            amount, said = self._read("--seen", part.strip(), number(PART)), self._read("--seen", reason.strip(), words)
            if trend is not None and amount is not None and said is not None:
                yield OwnInfluence(trend=trend, share=amount, reason=said)

    def refuse(self) -> None:
        """Tell everything that is wrong, if anything is."""
        if self.problems:
            raise SchemaError(self.problems)
