"""The README's blocks of output, written again from what the program says."""

import contextlib
import io
import re
from itertools import takewhile

from commands import DONE, HERE, answer_to

README = HERE.parents[1] / "README.md"
TABLE_ARGV = ["analyze", "bakery", "--format", "table"]
LESSON = re.compile(r"(How to read a line of the ranking:\n\n)(?:     .+\n)+")
SHARE = re.compile(r"\*\*~?\d+→\d+%\*\*")
EXAMPLE = re.compile(r"```python\n(.*?)```\n\n```text\n.*?```", re.DOTALL)


def renew() -> None:
    """Write the row that is explained, the share in its explanation, and what each example prints."""
    answer = answer_to(TABLE_ARGV)
    assert answer.code == DONE, answer.err
    lines = answer.out.decode().splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith(" 1  "))
    row = [lines[at], *takewhile(lambda line: line.startswith("    "), lines[at + 1 :])]
    shown = "".join(f"    {line}\n" for line in row)
    text = LESSON.sub(lambda found: found[1] + shown, README.read_text(encoding="utf-8"))
    share = next(word for word in row[0].split() if "→" in word)
    text = SHARE.sub(f"**{share}**", text)
    names: dict[str, object] = {}

    def example(found: re.Match[str]) -> str:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(found[1], "README.md", "exec"), names)
        return f"```python\n{found[1]}```\n\n```text\n{said.getvalue()}```"

    README.write_text(EXAMPLE.sub(example, text), encoding="utf-8")
