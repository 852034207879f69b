"""``python -m research``: derive the statistics of the map again, test the map, write the figures of the docs."""

import sys
from collections.abc import Sequence

from ecomap.errors import EcomapError
from research.commands import parser


def main(argv: Sequence[str]) -> int:
    """Run a command and return its exit code: 0 done, 1 something would change, 2 usage, 3 wrong input."""
    asked = parser().parse_args(argv)
    try:
        code: int = asked.run(asked)
    except EcomapError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
