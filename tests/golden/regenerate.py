"""Write the expected answers, the pictures and the outputs in README and docs/ again: look at the difference."""

import sys
import tempfile
from pathlib import Path

from commands import DONE, PICTURES, REFUSED, answer_to, argv_of, cases, record

sys.path.insert(0, str(Path(__file__).parents[1]))
from snippets import PAGES, renew


def main() -> int:
    """Record every answer; nothing is written for a command that ends in an unforeseen way."""
    for case in cases():
        answer = answer_to(argv_of(case))
        if answer.code != (REFUSED if answer.err else DONE):
            sys.stderr.write(f"{case.name}: exit {answer.code}: {answer.err.decode()}")
            return 1
        record(case, answer)
    for picture, argv in PICTURES.items():
        drawn = answer_to(list(argv))
        if drawn.code != DONE:
            return drawn.code
        picture.write_bytes(drawn.out)
    for page in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            renew(page, Path(folder))
    return DONE


if __name__ == "__main__":
    sys.exit(main())
