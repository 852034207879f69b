"""The errors a caller can meet, and the problems they carry.

    EcomapError
    ├── InputError            the map, a business or a row is not right (exit 3)
    │   ├── ParseError        not well-formed: YAML, encoding, size, nesting
    │   ├── SchemaError       well-formed, but not what the schema allows
    │   └── UnknownNameError  a name that nothing in the map answers to
    ├── MethodError           the numbers are right, the method cannot use them (exit 3)
    │   └── ConvergenceError  influence would grow without limit
    ├── ArgumentError         a call of the library with what it cannot take
    ├── FileError             cannot read or write: missing, permission, disk full (exit 5)
    └── OutputError           the answer cannot be written where it was asked for (exit 5)

No other exception crosses the public door, whatever a user types or a program calls with.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple, Self

from ecomap.record import record
from ecomap.safe import readable, safe_text


class Location(NamedTuple):
    """Where in a file something stands; line and column count from 1, 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Write it the way editors make clickable: ``file:line:column``."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


ABSENT = "is missing."  # message of a problem whose field is not there: its place is that of the whole it is missing in


@record
class Problem:
    """One thing that is wrong, where it is, and the way out."""

    where: Location
    path: str  # dotted path of the value inside the file; empty for the file as a whole
    message: str
    way_out: str = ""

    def __str__(self) -> str:
        """Write ``file:line:column  path: message. way out`` on one line; of names without end the beginning."""
        file, path = (_shortened(f'"{text}"')[1:-1] for text in (self.where.file, self.path))
        way_out = f" {self.way_out}" if self.way_out else ""
        told = f"{path}: {self.message}" if path else self.message
        return f"{self.where._replace(file=file)}  {_shortened(f'{told}{way_out}')}"


class EcomapError(Exception):
    """Anything ecomap refuses, with a sentence a person can act on; what it quotes writes nothing to a terminal."""

    def __init__(self, message: object = "") -> None:
        super().__init__(readable(str(message)))


NAME, LONGEST, BEGINNING = re.compile(r'"[^"]*"|(?<!\S)\S{1000,}'), 1_000, 100
"""What a message quotes, or a word without end; how long a name can be, and how many letters of no name are told."""


def _shortened(text: str) -> str:
    """Return a text in which names without end are told by their beginning."""

    def told(name: re.Match[str]) -> str:
        end = '..."' if name[0][0] == '"' else "..."
        return name[0] if len(name[0]) < LONGEST else f"{name[0][:BEGINNING]}{end}"

    return NAME.sub(told, text)


MOST_PROBLEMS = 50  # so many problems of one input are told; one with more is not mended one by one


def some_of(names: Sequence[str]) -> str:
    """Return names with commas between; of too many the first, and how many there are besides."""
    more = f" and {len(names) - MOST_PROBLEMS:,} more" if len(names) > MOST_PROBLEMS else ""
    return f"{', '.join(names[:MOST_PROBLEMS])}{more}"


class InputError(EcomapError):
    """The input is not right; carries the first problems in file order, and the number of all others as the last."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        if len(found) > MOST_PROBLEMS + 1:
            more = f"and {len(found) - MOST_PROBLEMS:,} more problems like these."
            found = (*found[:MOST_PROBLEMS], Problem(found[MOST_PROBLEMS].where, "", more))
        self.problems = found
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def of(cls, name: object, message: str, way_out: str = "") -> Self:
        """Return the error of one problem with the whole of what is called so."""
        return cls([Problem(Location(str(name)), "", message, way_out)])


class ParseError(InputError):
    """The file is not the plain YAML that ecomap reads."""


class SchemaError(InputError):
    """The file is well-formed but its content is not what the schema allows."""


class UnknownNameError(InputError):
    """A name that nothing in the map answers to, or more than one thing; suggests what was probably meant."""

    def __init__(self, kind: str, found: str, known: Iterable[str], *, message: str = "", way_out: str = "") -> None:
        self.kind, self.found = kind, found
        self.message = safe_text(message or f'no such {kind} "{found}".')
        names = [] if way_out else sorted(known)
        listed = f"Known: {', '.join(names)}." if 0 < len(names) <= FEW else ""
        self.way_out = way_out or suggestion(found, names) or listed
        super().__init__([Problem(Location(found), "", self.message, self.way_out)])

    def __str__(self) -> str:
        """Leave out a place that the user did not write."""
        return f"{self.message} {self.way_out}".rstrip()


@contextmanager
def in_other_words(told: Callable[[str], str]) -> Iterator[None]:
    """Have errors that come of what is inside say what a function makes of their words."""
    try:
        yield
    except EcomapError as error:
        if isinstance(error, InputError):
            error.problems = tuple(
                Problem(one.where._replace(file=told(one.where.file)), one.path, told(one.message), told(one.way_out))
                for one in error.problems
            )
        if isinstance(error, UnknownNameError):
            error.message, error.way_out = told(error.message), told(error.way_out)
        error.args = tuple(map(told, error.args))
        raise


class MethodError(EcomapError):
    """The input is well-formed, but the method cannot give an answer for it."""


class ConvergenceError(MethodError):
    """The influences between sectors amplify each other without limit."""

    def __init__(self, loop: tuple[str, ...], attenuation: float, largest: float) -> None:
        self.loop, self.attenuation, self.largest = loop, attenuation, largest
        below = math.floor(largest * 1e4) / 1e4 or largest
        super().__init__(
            f"influence grows without limit round the loop {' > '.join(loop)} at attenuation {attenuation:g}. "
            f"Lower the couplings of this loop so that those into a sector sum to at most 1, "
            f"or set the attenuation below {below:g}."
        )


class ArgumentError(EcomapError):
    """A function of the library was called with something that it cannot take."""


class FileError(EcomapError):
    """A file cannot be read."""


class OutputError(EcomapError):
    """The answer cannot be written where it was asked for."""


FEW = 32  # so many names can be listed; of more, only the nearest are told


LEAST_BEGINNING = 4  # letters from which the beginning of a name suggests it
ALIKE, BEGUN_ALIKE, JOINED_ALIKE, WORD_ALIKE = 0.8, 0.75, 0.85, 0.6
"""How alike (Ratcliff and Obershelp) a name, one whose first third is, one written with other gaps, and each of its
words must be: a wrong suggestion is worse than none. Friseur and fishery are 0.71, Dings and weddings 0.77, Deutschland
and netherlands 0.64, USA and austria 0.6, rormokare and rookwaren 0.78."""

MOST = 3  # so many names are suggested at most


def suggestion(found: str, known: Iterable[str]) -> str:
    """Return ``Did you mean "..."?`` for the nearest known names, or an empty text."""
    return did_you_mean(near(found, known))


def did_you_mean(names: list[str]) -> str:
    """Return the question for the first of these names, or an empty text."""
    quoted = [f'"{name}"' for name in names[:MOST]]
    return f"Did you mean {' or '.join(quoted)}?" if quoted else ""


def near(found: str, known: Iterable[str]) -> list[str]:
    """Return the known names that are so like a text that they were probably meant, the likeliest first."""
    from difflib import get_close_matches

    text = found.casefold()
    names = {name.casefold(): name for name in sorted(set(known)) if len(text) < len(name) / BEGUN_ALIKE * 2}
    if not names:  # a text of a page is long to look through
        return []
    alike = [name for name in get_close_matches(text, names, n=12) if _is_alike(text, name)]
    alike.sort(key=lambda name: not name.startswith(text[: (len(text) + 1) // 2]))  # the first half alike says most
    return [names[name] for name in alike]


def _is_alike(found: str, name: str) -> bool:
    from difflib import SequenceMatcher

    if len(found) >= LEAST_BEGINNING and name.startswith(re.sub(r"^\W+", "", found)):
        return True
    begun = found[: max(1, len(found) // 3)]
    if SequenceMatcher(None, name, found).ratio() < (BEGUN_ALIKE if name.startswith(begun) else ALIKE):
        return False
    ours, theirs = re.split(r"[\s_.>-]+", found), re.split(r"[\s_.>-]+", name)
    if len(ours) != len(theirs):
        return SequenceMatcher(None, "".join(ours), "".join(theirs)).ratio() >= JOINED_ALIKE
    pairs = [(a, b) for i, (a, b) in enumerate(zip(ours, theirs, strict=True)) if i == 0 or len(a) >= LEAST_BEGINNING]
    if any(a[:1] != b[:1] and SequenceMatcher(None, a, b).ratio() < BEGUN_ALIKE for a, b in pairs[1:]):
        return False  # vehicle repair is no vehicle painter
    return all(SequenceMatcher(None, a, b).ratio() >= WORD_ALIKE for a, b in pairs)
