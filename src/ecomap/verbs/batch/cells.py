"""What a cell means: places and numbers, or what is wrong with it; every different cell is understood once."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain, islice
from math import fsum
from typing import Any

from ecomap.code_meanings import parted
from ecomap.codes import is_code, numbered, taken_apart, unclear
from ecomap.errors import MOST_PROBLEMS, InputError, UnknownNameError
from ecomap.firms import in_sectors, profile
from ecomap.io.amounts import FOR_ALL, LEVEL, OUT_OF, AmountError, Quantity, plain, read_number, refuse_posts_or_people
from ecomap.io.batch.records import HOW_MUCH, SAID
from ecomap.io.fields import FIELDS, KINDS, NUMBERS, QUANTITIES, RESOURCES, TRENDS, of_form
from ecomap.io.shares import Said, as_list, coded, divided, name_beside, names_said, no_shares, several_said
from ecomap.io.size_classes import of_ends
from ecomap.io.words import in_words, says_nothing
from ecomap.model import Business, CompiledMap
from ecomap.model.other_languages import absent, covered_by
from ecomap.names import Names
from ecomap.verbs.batch.layout import IN_USE, NO_MARKS, NOT_YET, SHARES, WHERE, Marks
from ecomap.verbs.batch.meanings import CellError, Described, DescribedInPart, Meaning, Unread, placed, refuse_most
from ecomap.verbs.batch.sizes import of_class

REMEMBERED = 100_000  # names and numbers that are remembered; beyond them those not met for longest are read anew
SUGGESTED = 50  # unknown names of a block that are compared with all of the map, each in the time of 100 good rows
CALLED = ("id", "name")  # what a row is called moves no number
NAMED = ("sectors", "activities", "traits", "goals", "skills")  # fields whose names are ids of one list
MAPPINGS = of_form("shares")
PLAIN = frozenset({*WHERE, *NUMBERS, *MAPPINGS, *TRENDS, "country", "schema", *CALLED})
"""Columns whose cells are understood on their own; a row that says anything else is read as a business file."""
FREE = {"activities", "traits", "goals", "skills", *TRENDS}
"""Lists that people write in words of their own: where a heading alone tells a column, no name in it rejects a row."""
POSTS = r"(?:{person,employees}[\s:]*)?([0-9]{1,6})[.,]([0-9]{1,2})\s*(?:{person,employees})?"
"""Posts as offices count them, 2,5 or 0.75: filled by so many people at least."""
SCHEMAS = ("ecomap/business/2", "ecomap/business/1")
OTHER_SCALE = "Of another scale, say which: --maturity-scale"
SCALED = rf"^\W*(?:{{level}})?\s*[0-9]+{OUT_OF}([0-9]+)\W*$"

Reader = Callable[[Any], "float | dict[int, float] | None"]


class Cells:
    """Understands the cells of our columns by one map."""

    def __init__(self, compiled: CompiledMap, marks: Marks = NO_MARKS, unasked: Iterable[str] = ()) -> None:
        self.own_scale, self.unasked = marks.scale is None, {*unasked} & FREE
        self.compiled, self.names, self.read = compiled, Names.of(compiled), partial(_read, marks=marks)
        arrays = compiled.arrays
        self.axes: dict[str, Sequence[str]] = {
            "firm": (*arrays.sectors, *self.names.kinds), "sector": arrays.sectors,
            "trend": arrays.trends, "activity": arrays.activities,
            "trait": arrays.traits, "goal": arrays.goals, "skill": arrays.skills,
        }  # fmt: skip
        remembered = lru_cache(REMEMBERED)
        self._places: dict[str, Callable[[Any], Any]] = {
            kind: remembered(partial(self._find, kind, {name: place for place, name in enumerate(axis)}))
            for kind, axis in self.axes.items()
        }
        self._numbers: dict[str, Callable[[Any], Any]] = {
            field: remembered(partial(self.read, of)) for field, of in QUANTITIES.items()
        }
        self._threats = {place for place, name in enumerate(arrays.trends) if self.names.is_threat(name)}
        self._suggested: set[str] = set()

    def begin(self) -> None:
        """Begin a block: what is told of its rows does not depend on the blocks before."""
        self._suggested.clear()

    def meanings(self, ours: str, cells: Sequence[Any]) -> list[Meaning]:
        """Return what the cells of one of our columns mean."""
        if (plain := self._at_once(ours, cells)) is not None:
            return plain
        read = self.reader(ours)
        return [self._meaning(ours, read, cell) for cell in cells]

    def _meaning(self, ours: str, read: Reader, cell: Any) -> Meaning:
        """Return what a cell of one of our columns means; what says that nothing is known is as good as empty."""
        try:
            return read(cell)
        except CellError as error:
            nothing = ours not in WHERE and says_nothing(cell, listed=ours in TRENDS, sized=ours == "employees")
            if nothing or ours not in self.unasked:
                return None if nothing else error.with_traceback(None)
            return Unread.fromkeys(error.known, 1.0)

    def _at_once(self, ours: str, cells: Sequence[Any]) -> list[Meaning] | None:
        """Look up all names and numbers of objects in one go; None where any is not plain."""
        if ours not in NAMED or not {*map(type, cells)} <= {dict, type(None)}:
            return None
        objects = [cell or {} for cell in cells]
        given = list(chain.from_iterable(map(dict.values, objects)))
        if not {*map(type, given)} <= {int, float}:
            return None
        numbers = list(map(self._numbers[ours], given))
        places = list(map(self._places[KINDS[ours]], chain.from_iterable(objects)))
        pairs = zip(places, numbers, strict=True)
        found: list[Meaning] = [dict(islice(pairs, len(cell))) for cell in objects]
        odd = None in places or -1 in places or not {*map(type, numbers)} <= {float}
        odd = odd or len(places) != sum(map(len, found))  # type: ignore[arg-type]
        if ours == "sectors" and not odd:
            odd = {} in cells or max(places, default=-1) >= len(self.axes["sector"])
        return None if odd else found

    def reader(self, ours: str) -> Reader:
        """Return what reads the cells of one of our columns."""
        prefix, dot, _ = ours.partition(".")
        if dot or ours in NUMBERS:
            return partial(self._number, SHARES[f"{prefix}."] if dot else ours)
        if ours in TRENDS:
            return partial(self._trends, ours)
        field = "sectors" if ours in WHERE else ours
        if field in MAPPINGS:
            return partial(self._shares, field, "" if ours == field else f"{ours}:")
        return {"country": self._country, "schema": _schema}.get(ours, _called if ours in CALLED else lambda _: None)

    # --- numbers and names

    def _number(self, field: str, cell: Any) -> float:
        found = self.read(QUANTITIES[field], cell) if type(cell) in (bool, dict, list) else self._numbers[field](cell)
        if isinstance(found, AmountError):
            like = "0-100" * ("too much" in found.message) or re.sub(in_words(SCALED), r"0-\1 or 1-\1", str(cell))
            other = f" {OTHER_SCALE} {like}." * (field == "maturity" and self.own_scale and like != str(cell))
            raise CellError([f"{found}{other}"])
        return found

    def _find(self, kind: str, places: Mapping[str, int], name: Any) -> int | None:
        """Return the place of what a name means, -1 where that counts no more, None where it means nothing."""
        if not isinstance(name, str):
            return None
        found = self.names.find(kind, name.strip())
        if found is not None:
            return places[found]
        return None if kind == "firm" or self.names.retired(kind, name) is None else -1

    def _place(self, kind: str, name: Any) -> int:
        place: int | None = self._places[kind](name)
        if place is None:
            raise CellError([self._unknown(kind, name)])
        return place

    def _place_in(self, kind: str, prefix: str, name: Any, left: list[str] | None) -> int:
        """Return the place of what a name in a column of codes, or in another, means and nothing else.

        Of a code that stands for nothing in the map -1, with what is told of it in ``left``, where that is a list.
        """
        said, find = coded(prefix, name) if prefix else name, self._places[kind]
        if prefix and find(said) is None and not is_code(said):
            said = name  # a word says the same in a column of codes: messages tell people to write one
        if left is not None and find(said) is None and self._is_of_nothing(said):
            left.append(self._unknown(kind, said))
            return -1
        place = self._place(kind, said)
        if kind == "firm" and (told := name_beside(prefix, name, self.axes["firm"][place], self.names)):
            raise CellError([told])
        return place

    def _is_of_nothing(self, name: Any) -> bool:
        """Tell whether a name is a code that no register gives, or that the map has no sector for."""
        if type(name) is not str or not (taken_apart(name) or numbered(name)) or unclear(name) is not None:
            return False
        return not self.names.coded(name) and not ((said := taken_apart(name)) and self.names.coded(said.digits))

    def _unknown(self, kind: str, name: Any) -> str:
        if not isinstance(name, str):
            return f"{json.dumps(name, default=str)} is no name."
        said = name.strip()
        self._suggested |= set() if kind == "firm" and covered_by(said) is not None else {said}
        if len(self._suggested) > SUGGESTED and said in self._suggested:
            called = "kind of firm" if kind == "firm" else kind
            return f'no such {called} "{said}". {self.names.where_to_look(kind, said)}'.rstrip()
        return str(self.names.unknown(kind, said))

    def _pairs(self, kind: str, prefix: str, cell: Any) -> Iterator[Said]:
        """Yield names and numbers of an object or of a text like ``a=0.6; b``; None where a name stands alone."""
        if type(cell) is dict and (said := _one_of(cell)) is not None and type(next(iter(cell.values()))) is str:
            cell = said  # an object around a code or a name
        if type(cell) is dict:
            yield from (Said(name, number) for name, number in cell.items() if number is not None)
            return
        if type(cell) is list and cell and None not in (texts := [*map(_one_of, cell)]):
            cell = ";".join(filter(None, texts))
        if type(cell) is not str:
            raise CellError([f"{json.dumps(cell, default=str)} is no name=number."])
        yield from names_said(prefix, cell, self._places[kind], len(self.axes["sector"]) if kind == "firm" else 0)

    # --- columns

    def _shares(self, field: str, prefix: str, cell: Any) -> dict[int, float]:
        if type(cell) is str and field in NAMED and not prefix and (found := self._plain_shares(field, cell)):
            return found
        kind = KINDS[field]
        cell = str(cell) if field == "sectors" and type(cell) in (int, float) else cell
        places: dict[str, int] = {}
        shares: dict[str, float | None] = {}
        reasons: list[object] = []
        left: list[str] | None = [] if field == "sectors" else None
        guessed = False
        for name, number, bare in self._pairs(kind, prefix, cell):
            guessed = guessed or bare
            if len(reasons) + len(left or ()) > MOST_PROBLEMS:  # to look for what comes near takes milliseconds a name
                break
            try:
                if name in places:
                    raise CellError(["stands twice."])
                places[name] = self._place_in(kind, prefix, name, left)
                shares[name] = None if number is None else self._number(field, number)
            except CellError as error:
                reasons += error.reasons if name not in places else (f"{name}: {one}" for one in error.reasons)
        try:
            filled = _filled(field, shares) if None in shares.values() else shares
        except AmountError as error:
            reasons.append(error)
        reasons += no_shares(filled) if field == "sectors" and guessed and not reasons else ()
        if field == "sectors" and not (shares or reasons):
            reasons.append("nothing stands here. Write at least one.")
        if reasons:
            raise CellError(reasons)
        found = {}
        for name, share in filled.items():
            if field != "sectors" and places[name] in found:
                raise CellError([f"{name}: is said twice. Keep one of them."])
            found[places[name]] = found.get(places[name], 0.0) + share  # type: ignore[operator]
        refuse_most(found.pop(-1, 0.0), found, next(iter(places.values()), 0), left)
        found = self._in_sectors(field, found, partly=bool(left)) if kind == "firm" else found
        if field == "depends_on" and fsum(found.values()) >= 1:
            raise CellError(["the shares sum to 1 or more. Leave some for its own sectors."])
        return found

    def _plain_shares(self, field: str, text: str) -> dict[int, float] | None:
        """Return what a text like ``a=0.6;b=0.4`` means; None where it says more, or anything is wrong."""
        places, numbers, found = self._places[KINDS[field]], self._numbers[field], dict[int, float]()
        end = len(self.axes["sector" if field == "sectors" else KINDS[field]])
        for piece in text.split(";"):
            name, _, number = piece.partition("=")
            place, share = places(name), numbers(number)
            if place is None or not 0 <= place < end or place in found or type(share) is not float:
                return None
            found[place] = share
        return found

    def _in_sectors(self, field: str, found: dict[int, float], *, partly: bool) -> dict[int, float]:
        """Return kinds of firm and sectors by place as sectors by place; of what a firm lives from with all it says."""
        if all(place < len(self.axes["sector"]) for place in found):
            return Unread(found) if partly else found
        shares = {self.axes["firm"][place]: share for place, share in found.items()}
        if field == "depends_on":
            return placed(in_sectors(shares, self.compiled), self.axes["sector"])
        return (DescribedInPart if partly else Described)(profile(shares, self.compiled), self.axes)

    def _trends(self, ours: str, cell: Any) -> dict[int, float]:
        """Return trends by place: 1, or 0 where it is said of what might be in use that it is not there."""
        places, cell = self._places["trend"], as_list(cell)
        names = cell.split(";") if type(cell) is str else cell

        def place_of(name: str) -> Any:
            return self._places["trend"](absent(name) if ours == IN_USE and places(name) is None else name)

        if type(names) is not list or not {*map(type, names)} <= {str}:
            raise CellError([f"{json.dumps(cell, default=str)} is no list of trends."])
        found = dict.fromkeys(map(places, names), 1.0)
        if None in found:
            said = [(name, several_said("", name, place_of, 0)) for name in names if name.strip()]
            names = [one.name if one.number is None else name for name, some in said for one in some]
            found = {place_of(name): float(places(name) is not None) for name in names}
        if None in found:
            known = {places(part) for name in names for part in parted(name)[::2]} - {None, -1, *self._threats}
            unknown = (part for name in names if place_of(name) is None for part in self._unknown_in(name))
            raise CellError((self._unknown("trend", name) for name in unknown), known)
        found.pop(-1, None)
        if not self._threats.isdisjoint(found):
            threats = [self.axes["trend"][place] for place in found if place in self._threats]
            raise CellError(f'"{name}" is a threat, nothing that a firm uses. Leave it out.' for name in threats)
        return found

    def _unknown_in(self, said: str) -> list[str]:
        """Return the parts of a list that name no trend; itself where none does."""
        parts = parted(said)[::2]
        unknown = [part for part in parts if self._places["trend"](part) is None]
        return unknown if len(unknown) < len(parts) else [said]

    def _country(self, cell: Any) -> int:
        try:
            code = self.names.country(str(_one_of(cell) or cell)).lower()
        except UnknownNameError as error:
            raise CellError([error]) from None
        countries = self.compiled.arrays.countries
        return countries.index(code) if code in countries else -1

    # --- rows that say more than columns do

    def business(self, said: Mapping[str, Any]) -> Business | list[tuple[str, str]]:
        """Return the business that a row describes, read as a business file, or our columns and what is wrong."""
        from ecomap.io.business_reader import business_of_document
        from ecomap.io.yaml_reader import read_yaml

        fields: dict[str, Any] = {ours: cell for ours, cell in said.items() if not is_plain(ours)}
        problems = [("overlays", "one map for the whole batch. Give its overlays with --map.")]
        problems = problems if fields.pop("overlays", None) else []
        where = next((ours for ours in WHERE if ours in said), None)
        for ours in (ours for ours in said if is_plain(ours) and (ours == where or ours not in WHERE)):
            meaning = self._meaning(ours, self.reader(ours), said[ours])
            if isinstance(meaning, CellError):
                problems += [(ours, reason) for reason in meaning.reasons]
                continue
            self._put(fields, ours, meaning)
            if ours == "country" and meaning is not None:  # as a word: also of those without figures
                fields[ours] = self.names.country(str(_one_of(said[ours]) or said[ours]))
        if problems:
            return problems
        try:
            return business_of_document(read_yaml(json.dumps(fields), ""), self.compiled)
        except InputError as error:
            return [
                (re.split(r"[.\[]", one.path)[0], f"{one.path}: {one.message} {one.way_out}".strip(" :"))
                for one in error.problems
            ]

    def _put(self, fields: dict[str, Any], ours: str, meaning: float | dict[int, float] | None) -> None:
        """Put what a cell means where it stands in a business file."""
        prefix, dot, name = ours.partition(".")
        field = SHARES[f"{prefix}."] if dot else "sectors" if ours in WHERE else ours
        if isinstance(meaning, dict):
            axis = self.axes[KINDS[field]]
            named = {axis[place]: number for place, number in meaning.items()}
            named = dict(meaning.named) if isinstance(meaning, Described) else named
            if field in TRENDS:
                for one, level in named.items():
                    fields.setdefault(field if level else NOT_YET, []).append(one)
            else:
                fields[field] = named | fields.get(field, {})
        elif meaning is not None and (dot or ours in RESOURCES):
            above = fields.setdefault(field if dot else "resources", {})
            above[name or ours] = meaning
        elif meaning is not None:
            fields[ours] = int(meaning) if ours == "employees" else meaning


def is_plain(ours: str) -> bool:
    """Tell whether the cells of one of our columns are understood on their own."""
    return ours in PLAIN or "." in ours


def _read(of: Quantity, cell: Any, marks: Marks = NO_MARKS) -> float | AmountError:
    """Return the number of a cell, a text or not, or why it is none."""
    if of is LEVEL and marks.scale is not None and not str(cell).endswith("%"):
        least, most = marks.scale
        found = _read(Quantity(f"{most:g}", least, most, percent=False, called="level"), cell, Marks(marks.decimal))
        return found if isinstance(found, AmountError) else LEVEL.most * (found - least) / (most - least)
    ends = of_ends(cell, money=of.abroad) if type(cell) is dict and (of.bands or of.abroad) else None
    cell = cell if ends is None else ends
    try:
        cell = of_class(cell, marks.classes, marks.alone) if of.bands and marks.classes else cell
        if of.whole and type(cell) is str:
            refuse_posts_or_people(cell, marks.decimal, marks.delimiter)
        text = json.dumps(cell, default=str) if isinstance(cell, bool | dict | list) else str(cell)
        said = plain(cell) if type(cell) is float else text
        if of.whole and not said.isdecimal() and (posts := re.fullmatch(in_words(POSTS), said)):
            return float(int(posts[1]) + (int(posts[2]) > 0))
        if type(cell) in (int, float):
            return read_number(plain(cell), of)
        return read_number(text, of, decimal=marks.decimal, listed=True)
    except AmountError as error:
        told = error.way_out.removesuffix(".")
        open_ = marks.decimal is None and re.search("[0-9][.,][0-9]", str(cell)) and "can be read in" in error.message
        return AmountError(error.message, f"{told.removesuffix(FOR_ALL)}{FOR_ALL}.", error.readings) if open_ else error


def _filled(field: str, shares: dict[str, float | None]) -> dict[str, float]:
    """Give names without a number theirs: goals and traits 1 each, sectors what the others leave of 1."""
    if field == "sectors":
        return divided(shares)
    if alone := FIELDS[field].alone:
        return {name: float(alone) if share is None else share for name, share in shares.items()}
    name = next(name for name, share in shares.items() if share is None)
    raise AmountError(f'"{name}": a name without a number.', f"Write {name}=NUMBER.")


def _one_of(item: Any) -> str | None:
    """Return what an item of a list of names says: a text, a code by its number, an object with one and its share."""
    share = ""
    if type(item) is dict:
        said = {str(name).lower(): cell for name, cell in item.items()}
        share = next((f"={said[name]}" for name in HOW_MUCH if said.get(name) is not None), "")
        item = next((said[name] for name in SAID if type(said.get(name)) in (str, int)), None)
    return f"{item}{share}" if type(item) in (str, int) else None


def _called(cell: Any) -> None:
    if type(cell) in (dict, list):
        raise CellError([f"{json.dumps(cell, default=str)} is no name: one text or number is."])


def _schema(cell: Any) -> None:
    if cell not in SCHEMAS:
        raise CellError([f"{json.dumps(cell, default=str)} is not {SCHEMAS[0]}."])
