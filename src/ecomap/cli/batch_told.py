"""What ``ecomap batch`` says on standard error: how a table is read, and how it went."""

import sys
from typing import TYPE_CHECKING

import typer

from ecomap.cli import EXIT_CONDITION, output

if TYPE_CHECKING:
    from ecomap.model.compiled import AnyMap
    from ecomap.results.batch import Tally
    from ecomap.verbs.batch.run import Places


def tell_reading(told: list[str], unused: tuple[str, ...]) -> None:
    """Say how a table is read, and which columns are not."""
    from ecomap.results.batch import said_unused

    if told:
        output.remark(f"{'; '.join(told)[:1].upper()}{'; '.join(told)[1:]}.")
    for said in said_unused(unused):
        output.remark(said)


def tell_end(tally: "Tally", places: "Places", summarised: "AnyMap | None", following: str) -> None:
    """Say how many rows were ranked, what was read as empty, if asked which trends matter to how many, what comes next.

    Exit code 4 where no row could be used, but for a part, which may have none.
    """
    from ecomap.results.batch import said_empty, said_twice

    where = f": see {places.rejects}" if places.rejects else ", each told above, its line in the file last"
    told = f"{tally.results:,} of {tally.rows:,} rows ranked, {tally.rejects:,} rejected"
    output.remark(f"{told}{where if tally.rejects else ''}.")
    if tally.nothing:
        told = ", ".join(f"{column} {count:,}" for column, count in tally.nothing.items())
        output.remark(f"Cells that say that nothing is known, read as empty: {told}.")
    for told in (*said_empty(tally.empty), *said_twice(tally.twice)):
        output.remark(f"{told[:1].upper()}{told[1:]}.")
    if summarised is not None:
        _tell_summary(tally, summarised, to_stderr=places.output is None)
    if not tally.results and (tally.rows or places.shard == (1, 1)):
        raise typer.Exit(EXIT_CONDITION)
    if places.output is not None and following:
        output.hint(following)


def _tell_summary(tally: "Tally", ecosystem: "AnyMap", *, to_stderr: bool) -> None:
    from ecomap.render.batch import summary_sheet
    from ecomap.render.writers import written

    names = {sector.id: sector.short for sector in ecosystem.sectors}
    names |= {trend.id: trend.name for trend in ecosystem.trends}
    form = "table" if output.on_terminal() or to_stderr else "tsv"
    text = written(summary_sheet(tally, names), form, output.screen())
    sys.stderr.write(text) if to_stderr else output.emit(text)
