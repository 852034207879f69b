"""Files of the first days are read, and the page about upgrading says what is so."""

import re
from pathlib import Path

from ecomap import load_business, load_map

ROOT = Path(__file__).parents[2]
FIRST = Path(__file__).parent / "business_form_1.yaml"
PAGE = (ROOT / "docs" / "upgrading.md").read_text(encoding="utf-8")


def test_a_business_file_of_the_first_days_is_read() -> None:
    """The bakery's template as it was first written, every name in it still known."""
    map_, _ = load_map()
    bakery = load_business(str(FIRST), map_)
    assert dict(bakery.sectors) == {"food-manufacturing": 0.6, "retail-trade": 0.4}
    assert set(bakery.adopted) == {"website", "local-search-listing"}


def test_the_second_form_of_the_page_is_a_file(tmp_path: Path) -> None:
    """What is to be written instead is accepted when written."""
    lines = re.search(r"((?:    .+\n)*    schema: ecomap/business/2\n(?:    .+\n)*)", PAGE).group(1)
    file = tmp_path / "mine.yaml"
    file.write_text(re.sub("^    ", "", lines, flags=re.MULTILINE), encoding="utf-8")
    assert load_business(str(file), load_map()[0]).sectors
