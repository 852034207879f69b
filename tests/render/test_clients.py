"""The index of many clients says what most of them have in common, and of what it shows only a part."""

import pytest

from ecomap.render.batch import COMPARED, clients_sheet
from ecomap.render.writers import written
from ecomap.results.batch import Client, Clients, ClientTrend
from ecomap.results.languages import Catalogue


def index_of(count: int) -> str:
    """Return the index of clients of whom all have a till, every second a shop, and the first a till to begin now."""
    trends = [
        [ClientTrend("digital-till", "Digital till", 40, "pilot" if at else "act", "Why", "Do it")]
        + [ClientTrend("web-shop", "Web shop", 30, "act", "Why", "Do it")] * (at % 2)
        for at in range(count)
    ]
    clients = tuple(Client(at, f"Client {at}", f"{at}.html", tuple(own)) for at, own in enumerate(trends, 1))
    return written(clients_sheet(Clients(clients, 0, ""), Catalogue()), "markdown")


def test_of_many_clients_it_counts_what_comes_up_and_how_often_it_is_the_thing_to_do() -> None:
    """The most frequent first: of 1,200 clients all have the one (one of them to begin now), 600 the other."""
    index = index_of(1200)
    assert "Comparison of 1,200 clients" in index
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in index.splitlines() if "|" in line]
    heads = lines.index(["trend", "clients", "act"])
    assert lines[heads + 2 : heads + 4] == [["Digital till", "1200", "1"], ["Web shop", "600", "600"]]


@pytest.mark.parametrize(("count", "told"), [(COMPARED, False), (COMPARED + 1, True)])
def test_what_is_shown_of_a_part_only_says_so(count: int, told: bool) -> None:
    """The picture and its numbers are of the first; where these are all, nothing is said."""
    index = index_of(count)
    assert ("The first 25 clients; all of them stand above." in index) is told
    assert ("What comes up most" in index) is told
    assert f"- Client {count} **1. Digital till (40, " in index
