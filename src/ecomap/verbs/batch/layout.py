"""Which column says what: our names, the user's names, and what is not used."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from dataclasses import fields as fields_of
from datetime import date, timedelta
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from ecomap.codes import parts_of_date
from ecomap.errors import MOST_PROBLEMS, InputError, Location, Problem, some_of, suggestion
from ecomap.io.amounts import LEVEL, LONGEST, PERIODS, decimal_mark, plain
from ecomap.io.batch.header import twin_of, way_to_divide
from ecomap.io.batch.records import AROUND, PLACES, SAID
from ecomap.io.fields import NUMBERS, QUANTITIES, REGISTERS, RESOURCES
from ecomap.io.words import BRACKETS, CAMEL, CODE_WORD, bare, headings, in_words, size_list, words
from ecomap.io.words import NUMBERS as WORDS
from ecomap.model import AnyMap, Business, folded
from ecomap.names import Names

WHERE = ("sectors", *REGISTERS)  # columns that say what a business lives from; of those filled in, the first counts
SHARES = {"goal.": "goals", "skill.": "skills", "activity.": "activities", "trait.": "traits"}
"""Columns of one number each, with the field they belong to."""
FIELDS = (
    "id", *WHERE, "country", "employees", "depends_on", "activities", "traits", "maturity", "goals",
    *RESOURCES, "skills", "adopted", "rejected", "not_yet",
)  # fmt: skip
IN_USE, NOT_YET = "adopted", "not_yet"
NAME = "name"  # what a firm is called, known by a heading or as asked for: where rows have no other id, their id
COUNTS = ("no", "nr", "number", "nummer", "numero", "numer")
"""Behind a firm's name the number of its house as likely as its own."""
BEGINNING = 1_000  # columns by which a line of headings is known
NESTED = (NAME, "schema", "resources")  # fields that only a whole business object has


class Marks(NamedTuple):
    """What a table tells of its numbers."""

    decimal: str | None = None  # the mark before decimals, a comma or a dot
    scale: tuple[float, float] | None = None  # the least and the most of its scale of maturity; none: 0 and 4, as ours
    delimiter: str = ""  # what divides its cells: a comma amid them has quotes around its cell, and divides thousands
    classes: str = ""  # the list of its size classes; empty: it counts people
    alone: float = 0.0  # up to which number a class of that has one


NO_MARKS = Marks()


@dataclass(frozen=True)
class Layout:
    """The columns that are read: our name and the name in the input."""

    names: dict[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    more: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Further columns of one of ours: their cells are read as one."""
    guessed: tuple[str, ...] = ()  # ours that were known by a heading, not by our name
    said: tuple[str, ...] = ()  # what was decided about them, in sentences
    marked: dict[str, str] = field(default_factory=dict)  # columns of yes and no, each with what a yes names
    shares: dict[str, str] = field(default_factory=dict)  # columns of names, each with that of their shares
    named: bool = False  # whether some column or field says what a firm is called, beside its id

    def theirs(self, ours: str) -> str:
        """Return the name in the input."""
        return self.names.get(ours, ours)

    def read_from(self, ours: str) -> str:
        """Return the names of all that is read as one of ours, each with that of its shares."""
        every = (self.theirs(ours), *self.more.get(ours, ()))
        return " + ".join(f"{one} ({self.shares[one]})" if one in self.shares else one for one in every)


def known_fields(ecosystem: AnyMap) -> tuple[str, ...]:
    """Return every column name that is understood."""
    lists = ((prefix, getattr(ecosystem, field)) for prefix, field in SHARES.items())
    return (*FIELDS, *(f"{prefix}{item.id}" for prefix, items in lists for item in items))


Given = Mapping[str, str | Sequence[str]]  # our name of a column -> the user's, or several of them


def _listed(given: Given) -> dict[str, tuple[str, ...]]:
    return {ours: (theirs,) if isinstance(theirs, str) else tuple(theirs) for ours, theirs in given.items()}


def table_layout(titles: Sequence[str], given: Given, ecosystem: AnyMap, name: str, line: int = 0) -> Layout:
    """Match the columns of a table with our names; case, accents and the signs between words do not matter.

    Refused where a name on either side does not exist, or no column says in which sector a business is. ``given`` are
    our names with the user's, where they differ; ``line`` is where the columns are named, 0 in none.
    """
    asked = _listed(given)
    known = known_fields(ecosystem)
    problems = _unknown_names(asked, (*known, NAME), titles, name)
    found, guessed = _matched(titles, asked, known)
    if not problems and not any(where in found for where in WHERE):
        problems.append(_no_sector(titles, ecosystem, Location(name, line, min(line, 1))))
    return _layout(found, guessed, titles, Location(name, line, min(line, 1)), problems)


def _no_sector(titles: Sequence[str], ecosystem: AnyMap, here: Location) -> Problem:
    """Return what is told where no column says in which sector a business is."""
    way_out = 'Name one with --columns, like --columns sectors="Line of business" or --columns nace=Code'
    way_out += "; or say in which line the columns are named, like --header-line 4." if here.line else "."
    if here.line and len(titles) == 1:
        way_out = way_to_divide(titles[0], partial(names_columns, given={}, ecosystem=ecosystem)) or way_out
    firms = (title for title in titles[:MOST_PROBLEMS] if Names.of(ecosystem).find("firm", title))
    if here.line and (row := next(firms, None)):
        way_out = f'"{row}" is a business, no heading: write names of columns above the first row, like id, sector.'
    message = f"no column says in which sector a business is. Columns: {some_of(titles)}."
    return Problem(here, "", message, way_out)


def _layout(
    found: Mapping[str, tuple[str, ...]], guessed: Mapping[str, list[str]], titles: Sequence[str], here: Location,
    problems: list[Problem],
) -> Layout:  # fmt: skip
    """Return which columns were found; refused where several are called alike of which one is read."""
    for ours in found.keys() & {*NUMBERS} & guessed.keys():
        if len(ways := _alike(ours, guessed[ours])) > 1:
            way_out = f'Say which: --columns {ours}="{ways[-1]}".'
            problems.append(Problem(here, "", f"{ours} may be {' or '.join(ways)}.", way_out))
    used = {title for some in found.values() for title in some}
    for title in dict.fromkeys(first for title in titles if (first := twin_of(title)) in used):
        problems.append(Problem(here, "", f'two columns are called "{title}".', "Rename or remove one of them."))
    if problems:
        raise InputError(problems)
    return Layout(
        {ours: some[0] for ours, some in found.items()},
        tuple(title for title in titles if title not in used),
        {ours: some[1:] for ours, some in found.items() if len(some) > 1},
        tuple(ours for ours in found if ours in guessed and bare(found[ours][0]) != ours),
        named=not {*found.get(NAME, ())}.isdisjoint(titles),
    )


def names_columns(cells: Sequence[str], given: Given, ecosystem: AnyMap) -> int:
    """Tell how many columns of a table of businesses cells name; none where that is no such table."""
    found, _ = _matched(cells[:BEGINNING], _listed(given), known_fields(ecosystem))
    return len(found) if any(where in found for where in WHERE) else 0


def _matched(
    titles: Sequence[str], asked: Mapping[str, tuple[str, ...]], known: Sequence[str]
) -> tuple[dict[str, tuple[str, ...]], dict[str, list[str]]]:
    """Return the user's columns by our names, and all columns of those of ours that are known by a heading alone.

    A heading counts where none of the columns has our name; of several columns for what a business lives from that
    are called alike but for a number, all. Where nothing else numbers the rows, a firm's name does. A maturity in
    per cent is of another scale than ours: its column is read where it is named.
    """
    settled = _settled(asked)
    names = {bare(ours): ours for ours in known if ours not in settled}
    found = {ours: some for ours, theirs in asked.items() if (some := tuple(one for one in theirs if one in titles))}
    taken = {title for some in found.values() for title in some}
    of_100 = [title for title in titles if "%" in title and headings().get(bare(title)) in ("maturity", "employees")]
    titles = [title for title in titles if title not in (*taken, *of_100)]
    found = {names[bare(title)]: (title,) for title in titles if bare(title) in names} | found
    taken |= {title for some in found.values() for title in some}
    by_heading: dict[str, dict[str, list[str]]] = {}
    left = {title: _without_unit(title) for title in titles if title and title not in taken}
    # those in our units first, numbers of people before classes of them
    for title in sorted(left, key=lambda title: (left[title] is not None, size_list(title) != "")):
        said = bare(title)
        stem = NUMBERED.sub("", said)
        ours = headings().get(said) or headings().get(stem) or _without_brackets(title) or left[title]
        parts = {headings().get(bare(part)) for part in re.split("[/|]", title)}  # in two languages
        ours = ours or (NAME if parts == {"id", NAME} else parts.pop() if len(parts) == 1 else None)
        ours = ours or (headings().get(bare(re.sub(in_words(SCALE), "", title))) if scale_of(title) else None)
        ours = ours or _inside(title, names) or means(title) or _asked_for(title) or _register(title)
        if ours == "id" and NAME in by_heading and said in COUNTS:
            continue
        if ours is not None and ours not in found and ours not in settled:
            by_heading.setdefault(ours, {}).setdefault(stem, []).append(title)
    if "id" not in {*found, *by_heading, *settled}:
        by_heading = {"id" if ours == NAME else ours: stems for ours, stems in by_heading.items()}
    for ours, stems in by_heading.items():
        first = next(iter(stems.values()))
        found[ours] = tuple(first) if ours in WHERE else (first[0],)
    return found, {ours: list(chain(*stems.values())) for ours, stems in by_heading.items()}


def _inside(title: str, names: Mapping[str, str]) -> str | None:
    """Return what a field inside another means: by the outer name where that stands for one cell, else by its own."""
    outer, _, inner = title.rpartition(".")
    around = outer.lower() in AROUND or (outer.lower().endswith(PLACES) and "country" in inner.lower())
    said = [outer] * (inner.lower() in SAID) + [inner] * around
    return next((ours for one in said if (ours := names.get(bare(one)) or headings().get(bare(one)))), None)


def _register(title: str) -> str | None:
    """Return the register whose codes a heading means by its name beside words for a code: Codice Ateco primario."""
    said = [(word, headings().get(word, word)) for word in bare(title).split()]
    named = {ours for _, ours in said if ours in REGISTERS}
    rest = [word for word, ours in said if ours not in named and not re.fullmatch(EDITION, word)]
    return named.pop() if len(named) == 1 and rest and all(word in words(CODE_WORD) for word in rest) else None


def _asked_for(title: str) -> str | None:
    """Return what a question asks for, or a heading with whose it is: How many employees do you have?"""
    said = re.sub(r"[¿?:]+", " ", title if len(title) <= LONGEST else "").strip()
    said = re.sub(in_words(r"^(?:{asks}\s+)+"), "", re.sub(in_words(r"(?:\s+{asked})+$"), "", said))
    return headings().get(bare(said))


def means(title: str) -> str | None:
    """Return what a heading means; people at work, too, where the rest of one of their classes or number is known."""
    if (ours := headings().get(bare(title)) or headings().get(bare(CAMEL.sub(" ", title)))) is not None:
        return ours
    said = CAMEL.sub(" ", title).replace("_", " ")
    rest = re.sub(in_words(OF_PEOPLE), " ", said) if len(said) <= LONGEST else said
    all_of_them = folded(rest) in words("person", WORDS) and not re.search(in_words("{full,among}"), rest)
    known = all_of_them or headings().get(bare(rest)) == "employees"
    return "employees" if rest != said and known else None


def _settled(asked: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return which of our columns are looked for no more: who names one for what a firm lives from means no other."""
    return {*asked, *(WHERE if asked.keys() & {*WHERE} else ())}


def _alike(ours: str, titles: Sequence[str]) -> list[str]:
    """Return the columns of one number that are called alike but for a year or what stands in brackets."""
    called = [(NUMBERED.sub("", bare(BRACKETS.sub(" ", one))), unit_of(ours, one)) for one in titles]
    return [one for one, name in zip(titles, called, strict=True) if name == called[0]]


def _without_brackets(title: str) -> str | None:
    """Return what a heading means without what stands in brackets; not of numbers, whose unit may stand there."""
    ours = headings().get(bare(BRACKETS.sub(" ", title)))
    inside = " ".join(BRACKETS.findall(title))
    some = re.fullmatch(in_words(r"\W*{full,among}\W*"), inside) and headings().get(bare(inside)) != ours
    if ours == "employees" and (some or re.search(in_words(NO_PEOPLE), inside)):
        return None
    return None if ours in ("maturity", *RESOURCES) else ours


def scale_of(title: str) -> tuple[float, float] | None:
    """Return the least and the most that a heading says of its numbers: Maturity (1-5)."""
    said = re.search(in_words(SCALE), title[-LONGEST:])
    return (float(said[1]), float(said[2])) if said and int(said[1]) < int(said[2]) else None


def unit_of(ours: str, title: str) -> tuple[str, str]:
    """Return size and currency, and the time, that a heading says of its numbers where they are not those of ours."""
    said, of = title.replace("_", " "), QUANTITIES[ours] if ours in RESOURCES else None
    if of is None or len(said) > LONGEST:
        return "", ""
    time = next((one for one, a_year in PERIODS.items() if a_year != of.a_year and _said(f"{{{one}}}", said)), "")
    if not of.money:
        return "min" if _said("{minute}", said) else "", time and f"per {time}"
    size = "k" if _said(THOUSAND, said) else "mio" if _said(MILLION, said) else ""
    money = next((one for one in re.findall(CURRENCY, said) if one.upper() not in ("EUR", "€") and _is_money(one)), "")
    return f"{size} {money}".strip(), time and f"per {time}"


def units_said(cells: Mapping[str, str]) -> Mapping[str, str]:
    """Return the cells of numbers that a line below the headings holds where all say units; none of any other line."""
    short = all(len(one) <= LONGEST and not one.isdecimal() for one in cells.values())
    return cells if short and all(re.fullmatch(in_words(UNITS), one) for one in cells.values()) else {}


def _said(pattern: str, title: str) -> bool:
    return re.search(in_words(pattern), title) is not None


def _is_money(sign: str) -> bool:
    from ecomap.io.rates import SHARED_SIGNS, rate_of

    return sign.casefold() in SHARED_SIGNS or rate_of(sign) is not None


def _without_unit(title: str) -> str | None:
    """Return which number a heading means whose unit is another than ours: hours per month, Budget (k€)."""
    said = title.replace("_", " ") if len(title) <= LONGEST else ""
    for pattern in (THOUSAND, MILLION, "{week}|{month}|{year}", "(?-i:" + CURRENCY + ")"):
        said = re.sub(in_words(pattern), " ", said)
    ours = headings().get(bare(re.sub(r"(?i)\b(?:in|en|w)\W*$", "", said)))
    return ours if ours in RESOURCES and (any(unit_of(ours, title)) or re.search("€|EUR", title)) else None


OF_PEOPLE = r"^\W*{count,total}(?=\W)|{class}|(?<=\W){total}\W*$"  # what stands beside the word for them
THOUSAND = r"(?<![^\W\d_])[kt]\s?(?:€|EUR\b)|(?<![0-9])1[., ]?000\s?(?:€|EUR\b)|{thousand}(?:\s*(?:€|EUR\b))?"
MILLION = r"{million}\s*(?:€|EUR\b)|(?<![^\W\d_])m(?:€|EUR\b)|(?<![^\W\d_])(?:mio|mln)\b\.?"
CURRENCY = r"\b[A-Z]{3}\b|(?<=\s)[a-z]{3}$|[$£¥€]|zł"
UNITS = (  # what stands under the headings where a line there says in what the numbers are
    r"(?:[\s(\[/]*(?:1[., ]?000|[kt]?€|%|[kt]?EUR|euros?|"
    r"{hour,person,employees,thousand,million,week,month,year,hours_per_week}|CHF|GBP|PLN|USD|CZK|HUF|RON|SEK|DKK|NOK|Anzahl|Zahl|number|count|nombre|número|numero|aantal|liczba))+[\s)\]]*"
)
NO_PEOPLE = r"[%€$£²]|\b(?:EUR|CHF|GBP|PLN|m2|qm|sqm|ha|1[., ]?000)\b|{thousand}"
"""What stands in brackets behind a heading of people that counts something else: Size (m²), Personal (€)."""
DAYS = (36_526, 54_788)  # what spreadsheets call the days of 2000 to 2049
FEW = 5  # numbers of a list that are told
OTHER_SCALES = (1, 5, 10, 100)  # where scales of maturity usually end
SCALE = r"\W*(?<![0-9])([0-9]{1,3})\s*(?:[-\u2010-\u2015]|{to})\s*([0-9]{1,3})\W*$"
EDITION = "[0-5]|(?:19|20)[0-9]{2}"  # numbers of a heading of codes: Rev. 2.1, 2008
NUMBERED = re.compile(r"(?<!\s)\s*+(?<!\d)(?:\d{1,2}|(?:19|20)\d\d)$")
"""What tells apart columns that are called alike; not a code: NAICS 722511."""


def object_layout(titles: Sequence[str], given: Given, ecosystem: AnyMap, name: str) -> Layout:
    """Return the layout of JSON objects: whole businesses, or our column names, or the user's for them, or headings."""
    whole = [one.name for one in fields_of(Business) if one.name not in ("schema_", *Business.DERIVED)]
    fields = [*known_fields(ecosystem), *NESTED, *whole]
    asked = _listed(given)
    if problems := _unknown_names(asked, fields, None, name):
        raise InputError(problems)
    found, guessed = _matched(titles, asked, fields)
    if titles and not any(where in found for where in WHERE):
        raise InputError([_no_sector(titles, ecosystem, Location(name))])
    closed = {*chain(*asked.values()), *_settled(asked)}
    own = {ours: (ours,) for ours in fields if ours not in closed}
    found = own | found | {ours: own[ours] for ours in own.keys() & {*titles}} | asked
    return _layout(found, guessed, titles, Location(name), [])


def _unknown_names(
    given: Mapping[str, tuple[str, ...]], known: Sequence[str], titles: Sequence[str] | None, name: str
) -> list[Problem]:
    here = Location("--columns")
    problems = []
    for ours, theirs in ((ours, title) for ours, some in given.items() for title in some):
        if ours not in known:
            every = f"Known: {', '.join(FIELDS)}, goal.NAME, skill.NAME, activity.NAME, trait.NAME."
            problems.append(Problem(here, ours, "no such column of ours.", suggestion(ours, known) or every))
        if titles is not None and theirs not in titles:
            way_out = suggestion(theirs, titles) or f"Columns: {some_of(titles)}."
            problems.append(Problem(here, ours, f'{name} has no column "{theirs}".', way_out))
    return problems


def without(layout: Layout, ours: str, told: str = "", way_out: str = "") -> Layout:
    """Return a layout without a column that was known by its heading, and why it is not read."""
    names = {one: theirs for one, theirs in layout.names.items() if one != ours}
    guessed, unused = tuple(one for one in layout.guessed if one != ours), (*layout.unused, layout.theirs(ours))
    said = (*layout.said, f"{told} It is not read. {way_out}".rstrip(".")) if told else layout.said
    return replace(layout, names=names, guessed=guessed, unused=unused, said=said)


def decimal_mark_of(cells: Mapping[str, Sequence[Any]]) -> str | None:
    """Return the mark before decimals that the texts of our columns show; None where they show none or both."""
    said = ((cell, QUANTITIES[ours]) for ours, some in cells.items() for cell in some if type(cell) is str)
    marks = {mark for cell, of in said if (mark := decimal_mark(cell, of))}
    return marks.pop() if len(marks) == 1 else None


def refuse_misread(layout: Layout, first: Callable[[str], Sequence[Any]], here: Location, ecosystem: AnyMap) -> None:
    """Refuse columns whose first cells, all of them together, are hardly what each would be read as."""
    if title := layout.names.get("employees"):
        _refuse_days_as_people(first(title), title, here)
    if title := layout.names.get("sectors"):
        cells, named = first(title), Names.of(ecosystem).named("firm")
        if not any(folded(str(cell)) in named for cell in cells):  # a map of one's own may have an s1
            _refuse_own_codes(cells, title, here)


def _refuse_days_as_people(cells: Sequence[Any], title: str, here: Location) -> None:
    """Refuse numbers of people that are days beside bands: a spreadsheet makes a day of 10-11, and 45240 of the day."""
    texts = [plain(cell) if type(cell) in (int, float) else str(cell).strip() for cell in cells]
    days = [text for text in texts if re.fullmatch(r"[0-9]{5}(?:\.0)?", text) and DAYS[0] <= float(text) <= DAYS[1]]
    if days and any(re.fullmatch("[0-9]{1,3}-[0-9]{1,3}", text) or parts_of_date(text) for text in texts):
        day = date(1899, 12, 30) + timedelta(days=int(float(days[0])))
        message = f'"{title}" holds bands, and {days[0]}, which is the day {day} to a spreadsheet.'
        bands = " or ".join(f"{first}-{last}" for first, last in parts_of_date(f"{day}") if first < last)
        ways = f"Make the column text and write {bands or '6-9'}; where people are meant, {days[0]} employees."
        raise InputError([Problem(here, "employees", message, ways)])


def _refuse_own_codes(cells: Sequence[Any], title: str, here: Location) -> None:
    """Refuse a column of sectors that holds small numbers only: answers of a list that nobody knows, hardly divisions.

    Who gives one without its zero gives a 12 by the same list, too.
    """
    texts = [said for cell in cells if cell is not None and (said := str(cell).strip())]
    answers = [
        re.fullmatch(r"([A-Za-z]?([0-9]{1,2}))(?:\.0)?(?:\s*[;,|]\s*[A-Za-z]?[0-9]{1,2})*", text) for text in texts
    ]
    if texts and all(answers) and any(answer and len(answer[2]) == 1 for answer in answers):
        said = ", ".join(sorted({answer[1] for answer in answers if answer}, key=lambda one: (len(one), one))[:FEW])
        message = f'"{title}" holds small numbers ({said}): answers of a list of its own, or divisions of NACE?'
        way_out = f'Write what each means, like hotel; if they are of NACE: --columns nace="{title}".'
        raise InputError([Problem(here, "sectors", message, way_out)])


def refuse_other_scale(cells: Sequence[Any], title: str, here: Location) -> None:
    """Refuse levels of maturity of another scale than ours: who gives a 5 means less by a 3, too.

    Those that end where another scale does, or most of which are more than ours has, or that are fractions of 1.
    """
    texts = (plain(cell) if type(cell) in (int, float) else str(cell) for cell in cells)
    levels = [float(text.replace(",", ".")) for text in texts if re.fullmatch("[0-9]{1,3}(?:[.,][0-9]{1,9})?", text)]
    most, above = max(levels, default=0.0), sum(level > LEVEL.most for level in levels)
    scale = next((end for end in OTHER_SCALES if end >= most), 0)
    fractions = most <= 1 and len({level for level in levels if level % 1}) > 2
    if scale and (fractions or most in OTHER_SCALES[1:] or 2 * above > len(levels)):
        ways = "0-1" if fractions else f"1-{scale} or 0-{scale}"
        way_out = f"Say its scale: --maturity-scale {ways}; or 0-4{'' if fractions else ' to reject the rows above'}."
        raise InputError([Problem(here, "maturity", f'"{title}" goes up to {most:g}.', way_out)])
