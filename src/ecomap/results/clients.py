"""Clients of a batch: what an index says of each beside its page."""

from ecomap.record import record
from ecomap.results.answer import Answer, Brief, Rows


@record
class ClientTrend(Brief):
    """One of the first trends of a client."""

    trend: str
    name: str
    points: int
    action: str
    why: str
    first_step: str


@record
class Client(Brief):
    """A row of the table and its page."""

    row: int
    name: str
    file: str
    """Name of the page, in the folder of the index."""
    trends: tuple[ClientTrend, ...]


@record
class Clients(Answer):
    """All clients that have a page, and the rows that have none."""

    clients: tuple[Client, ...]
    rejected: int
    rejects: str
    """File of the rows that could not be used; empty where there are none."""

    header = ("row", "client", "page", "trend", "name", "points", "action", "why", "first_step")

    def rows(self) -> Rows:
        """Return one row a trend of a client."""
        return [
            (one.row, one.name, one.file, it.trend, it.name, it.points, it.action, it.why, it.first_step)
            for one in self.clients
            for it in one.trends
        ]
