"""What ``ecomap batch`` can be told."""

from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import typer

from ecomap.cli.choices import View, argument, only, option
from ecomap.io.batch import formats

MAX_TOP = 100
"""Trends of a business that are told at most."""
SIGNS = {"tab": "\t", "\\t": "\t", "semicolon": ";", "comma": ","}
"""Signs between cells by the words for them."""


class Part(NamedTuple):
    """Which of how many."""

    which: int
    of: int


def _shard(text: str) -> Part:
    which, _, count = text.partition("/")
    if not (which.isdecimal() and count.isdecimal() and 1 <= int(which) <= int(count)):
        raise typer.BadParameter(f'"{text}": write I/N, like 2/8.')
    return Part(int(which), int(count))


def _delimiter(text: str) -> str:
    sign = SIGNS.get(text, text)
    if len(sign) != 1 or sign in '"\r\n':
        raise typer.BadParameter(f'"{text}": write one sign, like ";", or: tab.')
    return sign


def _scale(text: str) -> tuple[float, float]:
    least, _, most = (part.strip() for part in text.partition("-"))
    if not (least.isdecimal() and most.isdecimal() and int(least) < int(most)):
        raise typer.BadParameter(f'"{text}": write the least and the most, like 0-100 or 1-5.')
    return float(least), float(most)


File = Annotated[str, argument("CSV, xlsx, JSON lines or Parquet, packed by gzip or not; - for standard input.")]
OutputFile = Annotated[
    Path | None,
    option(
        "Write to this file, whole or not at all. [default: standard output, as it comes]", "FILE", "--output", "-o"
    ),
]
Form = Annotated[
    formats.OutputForm | None, typer.Option("--format", "-f", help="Of the output. [default: as -o is named; csv]")
]
InputForm = Annotated[
    formats.InputForm | None, typer.Option("--input-format", help="[default: as FILE is named; - is csv]")
]
Columns = Annotated[
    list[str] | None,
    option(
        "Your name of a column, like sectors=Branch; of several the cells are read as one.",
        "OURS=YOURS",
        "--columns",
        "-c",
    ),
]
Encoding = Annotated[str | None, option("Of the text, like cp1252. [default: found out]", "NAME")]
Delimiter = Annotated[
    str | None, option("Between the cells; tab is a word. [default: found out]", "SIGN", parser=_delimiter)
]
Decimal = Annotated[
    Literal["comma", "dot"] | None, typer.Option(help="Before decimals. [default: as the numbers show]")
]
HeaderLine = Annotated[int | None, option("Line that names the columns. [default: found out]", "N", min=1)]
MaturityScale = Annotated[Any, option("Scale of digital maturity, like 1-5.  [default: 0-4]", "MIN-MAX", parser=_scale)]
Top = Annotated[int, typer.Option(min=1, max=MAX_TOP, help="Opportunities for each business.")]
Threats = Annotated[int, typer.Option(min=0, max=MAX_TOP, help="Threats for each business.")]
Shown = Annotated[View, typer.Option(help="All opportunities, new ones, those to catch up on, or what others do.")]
Rejects = Annotated[
    Path | None,
    option(
        "Rows that cannot be used. [default: OUTPUT.rejects.csv; without -o standard error]",
        "FILE",
        callback=only("csv"),
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first row that cannot be used.")]
Reasons = Annotated[
    bool, typer.Option("--reasons", help="Tell each trend in words too: name, why, first step. Some 100 rows/s.")
]
Businesses = Annotated[Path | None, option("Also write a business file of every row into this folder.", "DIR")]
Report = Annotated[Path | None, option("Also write a page of every row and an index into this folder.", "DIR")]
Check = Annotated[bool, typer.Option("--check", help="Read the first thousand rows, say how, and rank nothing.")]
Summary = Annotated[bool, typer.Option("--summary", help="At the end: which trends matter to how many, by sector.")]
Workers = Annotated[int, typer.Option(min=1, max=256, help="Processes.")]
Shard = Annotated[
    Part | None,
    option("Only the I-th of N parts; the outputs one after the other are the whole.", "I/N", parser=_shard),
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on where a run was broken off.")]
PieceSize = Annotated[
    int | None, typer.Option(min=1, help="Bytes of text, or rows of Parquet, done at a time.", show_default=False)
]
