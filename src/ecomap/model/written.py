"""What stands in a file, as it was written."""

import re

NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*|(?=\.))(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")
ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,63}$"


class Scalar(str):
    """The source text of one YAML or CSV value, where it stood, and whether it stood in quotes."""

    __slots__ = ("column", "line", "quoted")
    quoted: bool
    line: int
    column: int

    def __new__(cls, text: str, line: int = 0, column: int = 0, *, quoted: bool = False) -> "Scalar":
        """Keep the text with its place, line and column counted from 1, and whether it was quoted."""
        scalar = super().__new__(cls, text)
        scalar.quoted, scalar.line, scalar.column = quoted, line, column
        return scalar
