"""What files of a batch are called."""

import pytest

from ecomap.verbs.batch.part import LONGEST_NAME, file_name, short_name


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
