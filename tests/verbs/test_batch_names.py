"""What files and tables of a batch are called."""

from pathlib import Path

import pytest

from ecomap.errors import InputError
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.batch.inputs import open_table
from ecomap.verbs.batch.part import LONGEST_NAME, file_name, short_name
from maps import ecosystem, sector, trend


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Bäckerei Müller & Söhne", "backerei-muller-sohne"),
        ("../../etc/passwd", "etc-passwd"),
        ("株式会社", ""),
        ("a" * 80, "a" * 60),
        ("a" * 59 + " bakery", "a" * 59),  # no hyphen at the end
    ],
)
def test_a_name_becomes_what_any_disk_takes(name: str, short: str) -> None:
    """Small letters, digits and hyphens, sixty at most; who has none of them has only a number."""
    assert (short_name(name), LONGEST_NAME) == (short, 60)
    assert file_name(7, name, "md") == (f"000007-{short}.md" if short else "000007.md")


@pytest.mark.parametrize(("called", "told"), [("", "m.csv:1:1"), ("members.xlsx", "members.xlsx:1:1")])
def test_a_table_is_called_what_its_owner_calls_it(tmp_path: Path, called: str, told: str) -> None:
    """What was made of a spreadsheet is told by the spreadsheet's name, all else by its own."""
    (tmp_path / "m.csv").write_text("id,foo\n1,2\n", encoding="utf-8")
    compiled = compiled_map(ecosystem([sector("s1")], [trend("t1")]))
    with pytest.raises(InputError) as refused:
        open_table(str(tmp_path / "m.csv"), "csv", {}, compiled, called=called)
    assert told in str(refused.value)
    assert (str(tmp_path) in str(refused.value)) == (not called)
