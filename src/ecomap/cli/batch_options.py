"""What ``ecomap batch`` can be told."""

from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import typer

from ecomap.cli.choices import View, only
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
    """Read I/N."""
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
    """Read the least and the most of a scale, like 0-N or 1-N."""
    least, _, most = (part.strip() for part in text.partition("-"))
    if not (least.isdecimal() and most.isdecimal() and int(least) < int(most)):
        raise typer.BadParameter(f'"{text}": write the least and the most, like 0-100 or 1-5.')
    return float(least), float(most)


File = Annotated[
    str,
    typer.Argument(
        help="CSV, xlsx, JSON lines or Parquet, packed by gzip or not; - for standard input.", show_default=False
    ),
]
OutputFile = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to this file, whole or not at all. [default: standard output, as it comes]",
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
    typer.Option(
        "--columns",
        "-c",
        metavar="OURS=YOURS",
        help="Your name of a column, like sectors=Branch; of several the cells are read as one.",
    ),
]
Encoding = Annotated[str | None, typer.Option(metavar="NAME", help="Of the text, like cp1252. [default: found out]")]
Delimiter = Annotated[
    str | None,
    typer.Option(parser=_delimiter, metavar="SIGN", help="Between the cells; tab is a word. [default: found out]"),
]
Decimal = Annotated[
    Literal["comma", "dot"] | None, typer.Option(help="Before decimals. [default: as the numbers show]")
]
HeaderLine = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Line that names the columns. [default: found out]")
]
MaturityScale = Annotated[
    Any,
    typer.Option(parser=_scale, metavar="MIN-MAX", help="Scale of digital maturity, like 1-5.  [default: 0-4]"),
]
Top = Annotated[int, typer.Option(min=1, max=MAX_TOP, help="Opportunities for each business.")]
Threats = Annotated[int, typer.Option(min=0, max=MAX_TOP, help="Threats for each business.")]
Shown = Annotated[View, typer.Option(help="All opportunities, new ones, those to catch up on, or what others do.")]
Rejects = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Rows that cannot be used. [default: OUTPUT.rejects.csv; without -o standard error]",
        callback=only("csv"),
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first row that cannot be used.")]
Reasons = Annotated[
    bool, typer.Option("--reasons", help="Tell each trend in words too: name, why, first step. Some 100 rows/s.")
]
Businesses = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Also write a business file of every row into this folder.")
]
Report = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Also write a page of every row and an index into this folder.")
]
Check = Annotated[bool, typer.Option("--check", help="Read the first thousand rows, say how, and rank nothing.")]
Summary = Annotated[bool, typer.Option("--summary", help="At the end: which trends matter to how many, by sector.")]
Workers = Annotated[int, typer.Option(min=1, max=256, help="Processes.")]
Shard = Annotated[
    Part | None,
    typer.Option(
        parser=_shard, metavar="I/N", help="Only the I-th of N parts; the outputs one after the other are the whole."
    ),
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on where a run was broken off.")]
PieceSize = Annotated[
    int | None, typer.Option(min=1, help="Bytes of text, or rows of Parquet, done at a time.", show_default=False)
]
