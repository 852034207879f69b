"""Write the expected answers, the picture in docs and the README's blocks of output again: look at the difference."""

import sys

import readme
from commands import DONE, PICTURE, PICTURE_ARGV, REFUSED, answer_to, argv_of, cases, record


def main() -> int:
    """Record every answer; nothing is written for a command that ends in an unforeseen way."""
    for case in cases():
        answer = answer_to(argv_of(case))
        if answer.code != (REFUSED if answer.err else DONE):
            sys.stderr.write(f"{case.name}: exit {answer.code}: {answer.err.decode()}")
            return 1
        record(case, answer)
    picture = answer_to(list(PICTURE_ARGV))
    if picture.code == DONE:
        PICTURE.write_bytes(picture.out)
        readme.renew()
    return picture.code


if __name__ == "__main__":
    sys.exit(main())
