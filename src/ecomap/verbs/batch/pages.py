"""A page for each row of a batch, and the index of all of them."""

from pathlib import Path
from typing import TYPE_CHECKING

from ecomap.io.languages import read_catalogue
from ecomap.io.writing import write_whole
from ecomap.model import Business
from ecomap.render.batch import clients_sheet
from ecomap.render.report import report_sheet
from ecomap.render.writers import written
from ecomap.results.batch import Client, Clients, ClientTrend
from ecomap.verbs.batch.blocks import Ranker
from ecomap.verbs.report import OPPORTUNITIES, make_report

if TYPE_CHECKING:
    from ecomap.verbs.batch.part import Job

INDEX = "index.html"


def write_page(ranker: Ranker, business: Business, path: Path, row: int, job: "Job") -> Client:
    """Write the page of one business, without a plan of the year, and return what the index says of it.

    The index counts the trends that stand in the table of answers, and the summary counts.
    """
    compiled = ranker.compiled
    report = make_report(
        compiled, business, ranker.settings, top=max(OPPORTUNITIES, job.top), plan=False, as_of=job.as_of,
        sha256=compiled.sha256,
    )  # fmt: skip
    write_whole(path, written(report_sheet(report, read_catalogue(job.language)), "html"))
    trends = tuple(
        ClientTrend(one.trend.id, one.trend.name, one.priority, one.action.name, one.why, one.first_step.text)
        for one in report.ranking.opportunities[: job.top]
    )
    return Client(row, business.name, path.name, trends)


def write_index(folder: Path, clients: list[Client], rejected: int, rejects: Path | None, language: str) -> None:
    """Write the index of all pages, in the order of the table."""
    found = Clients(tuple(clients), rejected, str(rejects) if rejects and rejected else "")
    write_whole(folder / INDEX, written(clients_sheet(found, read_catalogue(language)), "html"))
