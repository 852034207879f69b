"""Codes of official classifications: what a business is filed under, in every spelling, as ids of the map.

Here a text is taken apart: one code or several, what stands before and behind it, what only looks like one.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from ecomap.code_tables import CLASS, DIVISION, NACE, Reading, Written, from_to, looked_up, of_naics, registers
from ecomap.record import copied
from ecomap.safe import unaccented

BOTH = (  # digits between which a sign stands that may stand within a code or between two: 10/71, 10-12, 10 11 12
    r"[0-9]{1,2}(?:[-/][0-9]{1,2})+(?![0-9./-]*[0-9])"
    r"|[0-9]{2}(?:(?:,[0-9]{2}){2}|(?: [0-9]{2}){2})(?![., ]?[0-9])"
)
COMMA = r"(?:[0-9]{1,2},[0-9]{1,2}(?:,[0-9])?|[1-9][0-9]{0,2},[0-9]{3}(?:\.0)?|[0-9]{4,},0)(?![.,]?[0-9])"
"""10,71 as a spreadsheet with a decimal comma writes 10.71, and 5,610 as one that divides thousands writes 5610."""
DETAIL = r"(?<=[0-9][0-9. ][0-9]{2})(?:-[0-9](?:[-/][0-9]{2})?|/[0-9])"
"""What divides a class in Austria, Brazil and the United Kingdom."""
AND = r"(?:und|u\.?|sowie|and|as well as|plus|et|ainsi que|ed?|y|i|oraz|en|alsmede|og|och)"
UNTIL = "(?:to|through|bis|tot|do|al?|o[ru]?|oder|lub)"
CODE = re.compile(
    rf"(?P<letter>[a-v])?[ .-]?(?P<digits>{BOTH}|{COMMA}|[0-9]{{1,3}}(?: [0-9]{{1,3}})+"
    rf"|[0-9]+(?:\.[0-9]{{1,3}})*(?:{DETAIL}| [0-9](?=\s*(?:$|[-:(])))?)"
    rf"\.?(?:(?! (?:{AND}|{UNTIL}) [0-9])[ .-]?(?P<suffix>[a-z])(?![^\W_]))?(?P<close>[\])}}])?"
    r"(?P<label>(?:-(?:$|r[0-9]|\s|[^\W0-9]{2})|\s+-(?:\s|$)|\s*[:;|([,+&/]|\s).*)?",
    re.DOTALL,
)
LONE = r"(?<!\w)[a-v](?!\w)"  # a letter by itself: it may be a section, C for manufacturing
OTHER = rf"(?:(?:{AND}|{UNTIL}) )?{LONE}\s*(?:$|[;|+&/,(:])"
"""A further section: P-Q and P and Q are two, and no P that is called Q."""
BETWEEN = rf"\s*(?:[;|+&/]|,(?![0-9]{{1,2}}(?![0-9.])))\s*|\s+{AND}\s+"  # what stands between the codes of a list
CALLED = "(?:codes?|kode?|codice|codigo|kood|koodi)"
CLEAR = r"[0-9]{2}[.,][0-9]{2}"  # digits that are hardly anything but a code
YEAR, DAY, MONTH = "(?:19|20)[0-9]{2}", "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])"
SPOKEN = (
    r"(?:janv?|fevr?|feb|mar[sz]?|mrz|mrt|apr|avr|abr|ma[yijg]|mei|jun|jui[nl]|jul|aug|aout?|ago|sept?|set|o[ckt]t|out"
    r"|nov|de[cz]|dic|gen|ene|giu|lug|sty|lut|kwi|cze|lip|sie|wrz|paz|lis|gru)\.?"
)
DATE = (  # what a spreadsheet makes of a code: to it 10.71 is October 1971, 05.10 a day
    rf"(?:{YEAR}(?:-[01][0-9](?:-[0-3][0-9])?|/{MONTH}(?:/{DAY})?)|{DAY}(?P<sign>[./-]){DAY}(?P=sign){YEAR}"
    rf"|{DAY}(?P<short>[/-]){DAY}(?P=short)[0-9]{{2}}|{MONTH}[./-]{YEAR}|{DAY}\.{MONTH}\."
    rf"|(?:(?:{YEAR}|[0-9]{{1,2}})[ ./-]*)?{SPOKEN}(?:[ ,./-]*(?:{YEAR}|[0-9]{{1,2}})){{0,2}})(?:[t ][0-9:.]+z?)?"
)
SHORTENED = r"(?P<digits>[0-9](?:[.,][0-9]+)?)e\+(?P<zeros>[0-9]{1,2})"
"""What a narrow column of a spreadsheet makes of 5610: 5.61E+03."""
MONTHS = (  # how the months begin in eight languages
    "jan|gen|ene|sty", "feb|fev|lut", "mar|mrz|mrt", "apr|avr|abr|kwi", "ma[ijy]|mei|mag", "jun|juin|giu|cze",
    "jul|juil|lug|lip", "aug|aou|ago|sie", "sep|set|wrz", "o[ckt]t|out|paz", "nov|lis", "de[cz]|dic|gru",
)  # fmt: skip
NUMBERED = re.compile(r"[(\[]?(?:[0-9]{1,6}|[a-z])(?:\s*[.):\]]|\s+[-\u2010-\u2015])\s*([^\W\d].+)", re.I | re.S)
"""An answer of a list with its number or letter: 2 - Services, c) Hotel."""
BRACKETS = str.maketrans("{<}>", "(())")
RANGE = (  # C10-C12, as statistics write divisions and groups: also 45.1-45.3, J62_J63, 10T12
    r"(?:[^0-9(]*\()?(?P<letter>[a-v])?(?P<first>[0-9]{2}(?:\.[0-9])?)(?: ?- ?| |t|(?P<until> UNTIL ))"
    r"(?P<other>[a-v])?(?P<last>[0-9]{2}(?:\.[0-9])?)(?:\)?|(?: ?[:;,(-] ?| )[^0-9]*)"
).replace("UNTIL", UNTIL)
LONG = 2000  # characters of a text in which no code is looked for: no register says as much of a handful of them
LABELLED = 4  # digits from which on a label may follow without a dash: a 24 hour shop has no code


@lru_cache(maxsize=64)  # one name is asked about several times in turn
def taken_apart(text: str) -> Written | None:
    """Return what a text says where it has the form of a code, with or without the name of a register before it."""
    plain = _tidy(text)
    for systems, name, rest in () if not plain or _is_spoilt(plain) else _named(plain):
        if section := re.fullmatch(
            rf"({LONE})(?:[])]? ?[-: ] ?(?!{OTHER})[^\W0-9].*|[])])?" if systems else LONE, rest, re.DOTALL
        ):
            return Written(systems, section[0][0].upper(), "", dotted=False, suffix="", name=name)
        if (first := _begun(rest, systems, name)) is not None:
            said, label = first
            return None if any(_further(said, label)) or re.match("[,;+&/][0-9]", label) else said
        if (behind := _behind(rest, systems, name)) is not None:
            return behind
    return None


def is_code(text: str) -> bool:
    """Tell whether a text has the form of a code, whether or not anybody gives it, or of what a code was made into.

    A numbered answer of a list has it, too.
    """
    return bool(taken_apart(text) or unclear(text) or numbered(text) or between(text))


def numbered(text: str) -> str:
    """Return what a numbered answer of a list is called; nothing of any other text."""
    answer = NUMBERED.fullmatch(text.strip()) if len(text) <= LONG else None
    return answer[1] if answer else ""


def several(text: str) -> list[str]:
    """Return the codes of a list, each with what is said of it and the register named before the first; else none."""
    found, rest, name = list[str](), _tidy(text), ""
    while not _is_spoilt(rest) and (first := _first(rest)) is not None:
        said, label = first
        at = next(_further(said, label), None)
        own = rest[: len(rest) - len(label) + (at.start() if at else len(label))]
        name = name or said.name
        found.append(own if said.name else f"{name}{own}")
        if at is None:
            if said.pieces and len(found) == 1 and not label:
                one, each = _both(said)
                alike = "-" not in own[len(name) :] and min(map(len, said.pieces)) == DIVISION  # 24/7 says when
                return each if alike and not readings(one) and all(map(readings, each)) else []
            return found if len(found) > 1 and all(map(taken_apart, found)) else []
        abbreviated, blank = at["sign"] == "/" and len(at["digits"]) < CLASS, at.start() == 0 and at["gap"] == " "
        if abbreviated or not (at["sign"] or blank):
            return []
        rest = label[at.start("code") :].lstrip("([")
    return []


def between(text: str) -> tuple[str, ...]:
    """Return the sectors of all codes from one to another, C10-C12; none where something else may be meant.

    Without the letters of sections, and with a blank, that may be these two only, or one code: 10-12.
    """
    for systems, name, rest in _named(_tidy(text)):
        said = re.fullmatch(RANGE, rest)
        if said is None or not (systems or said["letter"]) or len(said["first"]) != len(said["last"]):
            continue
        first, last = (said[end].replace(".", "") for end in ("first", "last"))
        letters = (said["letter"] or "").upper(), (said["other"] or "").upper()
        read = [one for system in systems or NACE for one in from_to(system, first, last, letters)]
        one_code = readings(f"{name}{first}.{last}") if not any(letters) and len(first) == DIVISION else ()
        found, ends, one = (
            {id: 0 for reading in some for id in reading.sectors}
            for some in (read, [reading for reading in read if reading.code in (first, last)], one_code)
        )
        sure = said["until"] or (all(letters) and re.search("[0-9] ?[-t]", rest))
        if found and first < last and (sure or found.keys() == ends.keys()) and (not one or found.keys() == one.keys()):
            return tuple(found)
    return ()


def in_one_register(texts: list[str]) -> list[str]:
    """Return texts between which a semicolon stood; the register named before the first is that of codes like it."""
    plain = _tidy(texts[0])
    first = _first(plain) if plain else None
    if first is None or not (said := first[0]).name:
        return texts
    begun = [at[0] if (at := _first(_tidy(text))) else None for text in texts]
    like = [at is not None and not at.name and at.dotted == said.dotted for at in begun]
    return [f"{said.name}{text}" if one else text for text, one in zip(texts, like, strict=True)]


def unclear(text: str) -> tuple[str, str] | None:
    """Return why what looks like a code is read as none, and the way out: a date, or one code as well as several."""
    plain, said = _tidy(text), taken_apart(text)
    if (made := _spoilt(plain)) is not None:
        what, codes = made
        way_out = f"A spreadsheet makes one of a code: make its column text, then write the code anew, like {codes}."
        return f'"{text}" is {what}.', way_out
    one, each = _both(said) if said else ("", _within(plain))
    ways = f"Write each by itself: {'; '.join(each)}."
    if len(each) < 2 or not all(map(readings, each)) or readings(text) or several(text):
        return None
    if said and readings(one):
        ways = f"Write {one}, or each by itself: {'; '.join(each)}."
    if said and (readings(one) or min(map(len, said.pieces)) < DIVISION):
        other = one if readings(one) else "hours or a date"
        return f'"{text}" can be read as {other} or as {" and ".join(each)}.', ways
    return f'"{text}" holds several codes.', ways


def _both(said: Written) -> tuple[str, list[str]]:
    """Return a code whose parts may be codes by themselves as one and as several."""
    return f"{said.name}{'.'.join(said.pieces)}", [f"{said.name}{piece}" for piece in said.pieces]


def _within(plain: str) -> list[str]:
    """Return the codes that stand anywhere in a text that begins with one."""
    if sections := sections_within(plain):
        return sections
    name, rest = min(((name, rest) for _, name, rest in _named(plain)), key=lambda one: len(one[1]))
    words = re.findall(r"(?<![\w.,])[a-v]?[0-9][0-9.]*[a-z]?(?!\w)", rest) if re.match(r".?\W?[0-9]", rest) else []
    clear = [word for word in words if re.search(f"{CLEAR}|[0-9]{{4}}", word)]
    words = words if len(clear) < 2 and re.fullmatch(r"[\W0-9]+", rest) else clear
    return [f"{name}{word}" for word in words if readings(f"{name}{word}")]


def sections_within(text: str) -> list[str]:
    """Return the sections from one to another, nace:G-I: as wide as statistics are cut, and no firm is."""
    for _, name, rest in _named(_tidy(text)):
        if name and (ends := re.fullmatch(rf"({LONE})(?: ?- ?| {UNTIL} )({LONE})", rest)):
            first, last = sorted(map(ord, ends.groups()))
            return [f"{name}{chr(one).upper()}" for one in range(first, last + 1)]
    return []


def readings(text: str) -> tuple[Reading, ...]:
    """Return every code that a text may stand for, each once; none where it is no code or one that nobody gives.

    None either of what may be one code as well as several.
    """
    said = taken_apart(text)
    if said is None or (said.pieces and not of_naics(said) and all(map(readings, _both(said)[1]))):
        return ()
    return looked_up(said)


def _tidy(text: str) -> str:
    """Return a text without capitals, accents and signs around it; every dash is one, a new line a sign.

    Nothing is left of a text that holds no code at all.
    """
    if len(text) > LONG or not re.search(rf"(?i)[0-9]|{LONE}", text):
        return ""
    bare = unaccented(text.strip()).casefold().translate(BRACKETS)
    lines = re.sub(r"\s*[\r\n]+\s*", " | ", re.sub('["“”„«»•●▪*#]', "", bare))
    plain = re.sub(r"[\s_]+", " ", re.sub("[\u2010-\u2015\u2212]", "-", lines)).strip(" '=")
    return re.sub(rf"^{CALLED}[ .:-]+", "", plain.lstrip(" ([{-"))


def _named(plain: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield the tables that the beginning of a text names, that and what follows; the whole where it names none."""
    for name, edition, systems in registers(plain[0]) if plain else ():
        if not plain.startswith(name.partition(" ")[0]):
            continue
        said = rf"{_loose(name)}(?:[ .(-]{{0,2}}(?:rev(?:ision)?|[rv]))?[ .('’-]*{re.escape(edition)}"
        behind = rf"(?:[]\[ :,)(]+(?:- )?|-(?={CLEAR}|[0-9]{{4}}))"
        if not edition:
            said, behind = (
                _loose(name),
                rf"(?:[ -]?{CALLED})?(?: ?:|[ .-]*(?=[\[(]?(?:[a-v]?[ .-]?[0-9]|{LONE})))[ .(\['=-]*",
            )
        start = re.match(said + behind, plain)
        if start:
            yield systems, start[0].rstrip("(["), plain[start.end() :]
            if start[0] == f"{name}{edition}:":  # as columns name it: nace2:10 is no class 2
                break
    yield (), "", plain


def _loose(name: str) -> str:
    return "[ -]?".join(map(re.escape, name.split()))


def _is_spoilt(plain: str) -> bool:
    return any(re.fullmatch(f"{DATE}|{SHORTENED}", rest) for *_, rest in _named(plain))


def _spoilt(plain: str) -> tuple[str, str] | None:
    """Return what a spreadsheet has made of a code, and which codes it may have been; None of what it let be."""
    for _, name, rest in _named(plain):
        if number := re.fullmatch(SHORTENED, rest):
            digits = f"{float(number['digits'].replace(',', '.')) * 10 ** int(number['zeros']):.0f}"
            return "a number that was shortened", digits
        if re.fullmatch(DATE, rest):
            ways = (f"{first:02}.{second:02}" for first, second in parts_of_date(rest))
            return "a date", " or ".join(way for way in ways if readings(f"{name}{way}")) or "10.71"
    return None


def parts_of_date(text: str) -> list[tuple[int, int]]:
    """Return the numbers that a sign may have divided before a spreadsheet made a date of them; none of anything else.

    Of October 1971, or its first day, these are 10 and 71; of a day of a year month and day, either first.
    """
    plain = re.sub(r"[t ][0-9]{1,2}:.*", "", _tidy(text))
    words = re.findall("[0-9]+|[a-z]+", plain) if re.fullmatch(DATE, plain) else []
    months = {word: at for word in words for at, names in enumerate(MONTHS, 1) if re.match(names, word)}
    said = [months[word] if word in months else int(word) for word in words if word in months or word.isdecimal()]
    small, years = [one for one in said if one < 100], [one % 100 for one in said if one >= 100]
    pairs = [(max(small), year) for year in years if len(small) == 1 or 1 in small]
    if len(small) == 2:
        pairs.append((small[0], small[1]))
        pairs += [(small[1], small[0])] if years or words[0].isdecimal() else []  # Okt 71 is no day
    return pairs


def _first(plain: str) -> tuple[Written, str] | None:
    """Return the code with which a text begins, and all that follows."""
    ways = (_begun(rest, systems, name) for systems, name, rest in _named(plain))
    return next(filter(None, ways), None)


def _begun(rest: str, systems: tuple[str, ...], name: str) -> tuple[Written, str] | None:
    if (match := CODE.fullmatch(rest)) is None or (said := _parts(match, systems, name)) is None:
        return None
    return said, match["label"] or ""


def _parts(match: "re.Match[str]", systems: tuple[str, ...], name: str) -> Written | None:
    digits, label = match["digits"], match["label"] or ""
    pieces = tuple(re.split("[-/ ,]", digits)) if re.fullmatch(BOTH, digits) else ()
    digits = ".".join(pieces) or re.sub(r",(?=[0-9]{3})", "", re.sub(r"(?<=[0-9]{3})[.,]0$", "", digits))
    first, *others = re.split(r"[ .,]", digits)
    dotted, plain = bool(others) and len(first) <= DIVISION, re.sub(r"[^0-9]", "", digits)
    sure = (
        systems
        or match["close"]
        or (dotted and not pieces)
        or len(plain) >= LABELLED
        or re.match(r"\s+-(?:\s|$)", label)
    )
    if label and (not sure or (label[0] == "-" and not dotted and len(plain) < LABELLED)):
        return None
    plain = f"0{plain}" if dotted and len(first) == 1 else plain
    register = re.sub(r"^r(?=[0-9]$)", "cae ", label.strip(" ()[]-,"))  # as Portugal writes that of its third edition
    for named, _, rest in _named(f"{register} {plain}"):
        systems = named if rest == plain and {*named} < {*(systems or (*named, ""))} else systems
    return Written(
        systems, (match["letter"] or "").upper(), plain, dotted, (match["suffix"] or "").upper(), name, pieces
    )


@cache
def _code_within() -> "re.Pattern[str]":
    """Return what finds a code, with the sign or the gap before it, in what stands behind another."""
    names = "|".join({name.partition(" ")[0] for name, *_ in registers("")})
    return re.compile(
        rf"(?:(?P<sign>{BETWEEN})|(?P<gap>[\s,(\[-]+(?:{UNTIL}\s+)?))-?\s*"
        rf"(?P<code>(?P<name>(?:{names})(?![a-z])[^,;|+&/0-9]{{0,9}}(?:[0-9.]{{1,4}}[ :-]+)?)?[(\[]?(?:[a-v][ .-]?)?"
        rf"(?P<digits>(?:[0-9]{{1,2}}(?:[.,][0-9]{{1,3}})+|[0-9]{{2,8}})(?:{DETAIL})?)(?P<suffix>-?[a-z])?)(?!\w|[.,/-][0-9])"
    )


def _further(said: Written, label: str) -> "Iterator[re.Match[str]]":
    """Yield the further codes in what stands behind a code; a number in a label is none.

    One is what looks like nothing else, what anybody gives where a part of the label begins, or what alone follows.
    """
    end = 0
    for at in _code_within().finditer(label):
        digits, before = at["digits"], at["sign"] or at["gap"]
        bracket = "(" in before or "[" in before
        direct = at.start() == end and not bracket
        last = re.match(rf"\W*$|{BETWEEN}|\s[0-9]{{2}}[.,]?[0-9]{{2}}", label[at.end() :]) is not None
        begins, year = bool(at["sign"]) or direct or bracket, re.fullmatch(YEAR, digits)
        if re.match(CLEAR, digits):
            found = begins or bool(readings(digits))
        elif "." in digits or len(digits) < LABELLED:
            found = direct and last and not at["suffix"]
        elif year and (last or bracket):
            found = direct and not said.dotted and bool(at["sign"] and readings(digits))
        else:
            rest = len(digits) > CLASS or re.match(r"\s*[-:(]|\s+(?!sqm|std|eur)[^\W0-9]{3}", label[at.end() :])
            begins = begins or bool(rest and not last and not year and len(digits) == len(said.digits))
            alike = at["name"] or not said.dotted or (last and not bracket)
            known = begins and alike and (last or rest) and readings(f"{at['name'] or said.name}{digits}")
            found = bool((direct and last) or known)
        if found:
            end = at.end()
            yield at


def _behind(rest: str, systems: tuple[str, ...], name: str) -> Written | None:
    """Return the code with which a text ends, where nothing but words stand before it."""
    for sign in re.finditer(r"(?<![0-9\s,;|+&/(:-])(?: ?[-:] ?| ?[(\[]| )[(\[]?", rest):
        words, code = rest[: sign.start()], rest[sign.end() :].rstrip(")] .")
        first = _first(code)
        if first is None or first[1] or first[0].pieces:
            continue
        said, apart = first[0], sign[0] != " " and not re.fullmatch(YEAR, code)
        clear = said.systems or re.match(f"(?:[a-v][ .-]?)?{CLEAR}", code)
        sure = clear or (apart and len(said.digits) >= LABELLED and (systems or said.suffix))
        listed = re.search(rf"[0-9]|\b{AND}$" if systems else rf"[0-9,;|+&/]|\b{AND}$", words)
        return copied(Written, said, systems=said.systems or systems, name=name) if sure and not listed else None
    return None
