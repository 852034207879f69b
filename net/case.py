"""What a case is: command lines that are run one after the other in a folder of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

Content = str | bytes


@dataclass(frozen=True)
class Step:
    """One command line; ``piped`` gives it what the step before it printed."""

    argv: tuple[str, ...]
    stdin: bytes = b""
    piped: bool = False
    environment: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class MapCopy:
    """A copy of the shipped map's folder, with texts of its files replaced: file, what is found, what is put."""

    folder: str
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Case:
    """Command lines, the files they find, and what of their answers depends on the day."""

    name: str
    steps: tuple[Step, ...]
    files: dict[str, Content] = field(default_factory=dict)
    tables: tuple[str, ...] = ()
    copies: tuple[MapCopy, ...] = ()
    dated: bool = False


def case(
    name: str, *argv: str, files: Mapping[str, Content] | None = None, stdin: Content = b"",
    tables: tuple[str, ...] = (), copies: tuple[MapCopy, ...] = (), environment: Mapping[str, str] | None = None,
    dated: bool = False,
) -> Case:  # fmt: skip
    """Return a case of one command line."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    step = Step(argv, given, environment=tuple((environment or {}).items()))
    return Case(name, (step,), dict(files or {}), tables, copies, dated)


def then(before: Case, *argv: str, piped: bool = False) -> Case:
    """Return a case with one more command line."""
    return replace(before, steps=(*before.steps, Step(argv, piped=piped)))
