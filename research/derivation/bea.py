"""Who sells to whom: flows between industries from the make and use tables of the US Bureau of Economic Analysis."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from research.derivation.inputs import StatisticsError, parse_number, read_table

Floats = NDArray[np.float64]

FOLDER = "us_bea_io"
USE_TABLE = "detail_use_2017.csv"
MAKE_TABLE = "detail_make_2017.csv"

NOT_AN_ACCOUNT = re.compile(
    r"""T\d{3}            # totals: T001 ... T008
      | V\d{3}.*          # value added: V00100 compensation, V00200 taxes, V00300 surplus
      | F\d{2}.*          # final demand: F01000 consumption ... F10S00 government investment
      | NA(\.\d+)?        # columns without a code in the publisher's workbook
      | [Tt]otal\b.*      # "Total Intermediate", "Total Industry Output"
    """,
    re.VERBOSE,
)
"""Names of rows and columns that are no industry and no commodity. A total left in triples the flows in silence."""

GOVERNMENT_OR_SCRAP = re.compile(r"S00\d{3}|GSL\w+")
"""Government, scrap, used goods, noncomparable imports and the rest-of-the-world adjustment: not firms."""


@dataclass(frozen=True, slots=True)
class CodedTable:
    """A table whose rows and columns carry codes."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Floats  # (row, column)

    def part(self, rows: Sequence[str], columns: Sequence[str]) -> Floats:
        """Return the values of these rows and columns, in this order."""  # (rows, columns)
        row_of = {code: at for at, code in enumerate(self.rows)}
        column_of = {code: at for at, code in enumerate(self.columns)}
        return self.values[np.ix_([row_of[code] for code in rows], [column_of[code] for code in columns])]


@dataclass(frozen=True, slots=True)
class Flows:
    """Intermediate flows in million USD; the row sells to the column."""

    codes: tuple[str, ...]
    values: Floats  # (seller, buyer)


def read_coded_table(path: Path) -> CodedTable:
    """Read a table of numbers with codes in its first row and column, totals and final demand left out by name."""
    heading, *body = read_table(path)
    columns = [at for at, code in enumerate(heading) if at and is_account(code)]
    body = [row for row in body if is_account(row[0])]
    values = [
        [parse_number(row[at], f"{path.name}, row {row[0]}, column {heading[at]}") for at in columns] for row in body
    ]
    row_codes, column_codes = tuple(row[0] for row in body), tuple(heading[at] for at in columns)
    for codes in (row_codes, column_codes):
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise StatisticsError(f"{path.name}: the code {twice[0]} stands twice.")
    return CodedTable(row_codes, column_codes, np.array(values, dtype=np.float64).reshape(len(body), len(columns)))


def is_account(code: str) -> bool:
    """Whether a code names an industry or a commodity, not a total, value added or final demand."""
    return NOT_AN_ACCOUNT.fullmatch(code.strip()) is None


def industry_flows(use: CodedTable, make: CodedTable) -> Flows:
    """Return flows between private industries: ``Z = D U`` with ``D = make / commodity output``.

    The industry-technology assumption: a commodity comes from the industries that make it in proportion to how much
    of it they make, whoever buys it.

    ``use`` is what industries buy, (commodity, industry); ``make`` what they make, (industry, commodity).

    References
    ----------
    Horowitz, K. J. and Planting, M. A. (2009): Concepts and Methods of the U.S. Input-Output Accounts, BEA, chapter 12;
    Miller, R. E. and Blair, P. D. (2009): Input-Output Analysis, 2nd edition, section 5.3.
    """
    makers = [code for code in make.rows if code in use.columns]
    industries = [code for code in makers if GOVERNMENT_OR_SCRAP.fullmatch(code) is None]
    commodities = [code for code in make.columns if code in use.rows]
    made_by_all = make.part(makers, commodities)  # (industry, commodity)
    made = make.part(industries, commodities)
    output = made.sum(axis=1)  # (industry)
    check_direct_requirements(industries, use.part(use.rows, industries).sum(axis=0), output)
    market_shares = ratio(made, made_by_all.sum(axis=0))
    return Flows(tuple(industries), market_shares @ use.part(commodities, industries))


def check_direct_requirements(industries: Sequence[str], inputs: Floats, output: Floats) -> None:
    """Refuse tables in which an industry's direct requirements ``A = inputs / output`` do not sum below 1.

    An industry that buys more than it makes is no industry: a total has been left among the rows, or a column lost.
    """
    for code, bought, made in zip(industries, inputs.tolist(), output.tolist(), strict=True):
        if bought >= made and bought > 0:
            raise StatisticsError(
                f"industry {code} buys {bought:,.0f} to make {made:,.0f} million USD; direct requirements must sum "
                f"below 1. Look for a total left among the rows of the use table, or a column lost from the make table."
            )


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Divide element by element; 0 where the denominator is not above 0."""  # broadcast shape
    shape = np.broadcast_shapes(numerator.shape, denominator.shape)
    return np.divide(numerator, denominator, out=np.zeros(shape), where=np.broadcast_to(denominator > 0, shape))


def read_industry_flows(statistics: Path) -> Flows:
    """Read BEA's detail tables of 2017 (402 industries) below `statistics` and return the flows between industries."""
    folder = statistics / FOLDER
    return industry_flows(read_coded_table(folder / USE_TABLE), read_coded_table(folder / MAKE_TABLE))
