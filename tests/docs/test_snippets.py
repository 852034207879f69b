"""Whatever the README and the pages of docs/ show can be typed, and says what stands below it."""

import os
from pathlib import Path

import pytest

from snippets import PAGES, faults, renew, same, shortened

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a POSIX shell on a terminal")
QUICK = ("CONTRIBUTING",)
PAGE = """
    $ printf 'one\\ntwo\\nthree\\n'
    one
    ...

<!-- ends with: 3 -->

    $ exit 3

```yaml
# mine.yaml
id: mine
```

```console
$ cat mine.yaml
# mine.yaml
id: mine
```

```python
print(1 + 1)
```

```text
2
```

<!-- not run: nobody knows what it would say -->

    $ false
"""


@pytest.mark.parametrize(
    "page", [pytest.param(page, marks=() if page.stem in QUICK else pytest.mark.slow, id=page.stem) for page in PAGES]
)
def test_a_page_can_be_followed(page: Path, tmp_path: Path) -> None:
    """Typed in its order in one folder, every line ends as it should and says what the page shows."""
    assert "\n\n".join(faults(page, tmp_path)) == ""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    return tmp_path / "page.md"


def test_every_kind_of_block_is_run(page: Path) -> None:
    """Commands, files and Python of this page are true, and what is not run is not looked at."""
    assert faults(page, page.parent / "folder") == []


@pytest.mark.parametrize(("old", "new"), [("one\n    ...", "two\n    ..."), ("exit 3", "exit 0"), ("2\n```", "3\n```")])
def test_what_is_no_longer_true_is_found(page: Path, old: str, new: str) -> None:
    """Another output, another end and another print are told, each once."""
    page.write_text(PAGE.replace(old, new), encoding="utf-8")
    assert len(faults(page, page.parent / "folder")) == 1


def test_renewing_writes_what_is_true_and_nothing_else(page: Path) -> None:
    """Wrong lines become right ones, the ellipsis stays where it was, all else is the same bytes."""
    page.write_text(PAGE.replace("    one\n", "    four\n").replace("\n2\n", "\n5\n"), encoding="utf-8")
    renew(page, page.parent / "folder")
    assert page.read_text(encoding="utf-8") == PAGE


def test_an_ellipsis_stands_for_lines_not_for_parts_of_one() -> None:
    """Before and behind it lines are whole."""
    assert same("a\n...\nd", "a\nb\nc\nd")
    assert same("a\n...", "a")
    assert not same("a\n...", "ab")
    assert not same("a\n...\nd", "a\nb\ncd")
    assert shortened("a\nb\nc\nd", "1\n...\n2") == "a\n...\nd"
