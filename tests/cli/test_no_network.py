"""Nothing is asked of a network; test_coverage.py tries every line that the framework texts are shown by."""

import pytest
from terminal import Run


def test_what_would_use_a_network_is_caught(run: Run, asked_of_network: list[str]) -> None:
    """The watch works: news of an address end there."""
    answer = run("watch", "import", "bakery", "http://127.0.0.1:9/feed.xml", "--logbook", "none.sqlite")
    assert answer.code != 0
    assert asked_of_network


@pytest.mark.parametrize(
    "line", ["--help", "analyze bakery", "explain bakery online-ordering", "map show", "doctor --json"]
)
def test_the_first_commands_need_no_network(run: Run, asked_of_network: list[str], line: str) -> None:
    """Help, a ranking, an explanation, the map, the doctor."""
    assert run(*line.split()).code in (0, 4)
    assert asked_of_network == []
