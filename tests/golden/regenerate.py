"""Write the expected answers, the pictures and the outputs in README and docs/ again: look at the difference."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from commands import DONE, PICTURES, REFUSED, answer_to, argv_of, cases, record

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))
import answers

from docs.architecture import PICTURE, drawn, house
from snippets import PAGES, renew
from solved import FOLDER


def main() -> int:
    """Record every answer; nothing is written for a command that ends in an unforeseen way."""
    for case in cases():
        answer = answer_to(argv_of(case))
        if answer.code != (REFUSED if answer.err else DONE):
            sys.stderr.write(f"{case.name}: exit {answer.code}: {answer.err.decode()}")
            return 1
        record(case, answer)
    for picture, argv in PICTURES.items():
        picture_of = answer_to(list(argv))
        if picture_of.code != DONE:
            return picture_of.code
        picture.write_bytes(picture_of.out)
    answers.renew()
    PICTURE.write_text(drawn(house()), encoding="utf-8")
    with tempfile.TemporaryDirectory() as plans:
        os.environ[FOLDER] = plans
        for page in PAGES:
            with tempfile.TemporaryDirectory() as folder:
                renew(page, Path(folder))
    return DONE


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    sys.exit(main())
