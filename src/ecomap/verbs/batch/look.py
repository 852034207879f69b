"""The beginning of a table looked at before a long run: how it was read, what is not understood."""

from collections import Counter
from itertools import islice

import numpy as np

from ecomap.io.batch.records import Column, Rows
from ecomap.model.compiled import AnyMap
from ecomap.results.batch import BatchCheck, ColumnRead, RejectedFor
from ecomap.verbs.batch.blocks import BlockMaker, Ranker
from ecomap.verbs.batch.cells import CellError
from ecomap.verbs.batch.inputs import Table, line_in, piece_rows, table_pieces

LOOKED_AT = 1_000
"""Rows."""
TOLD = 3
"""Cells of a column that are told as not understood, and ids that stand in several rows."""


def look(table: Table, ecosystem: AnyMap, head: bytes, said: tuple[str, ...] = ()) -> BatchCheck:
    """Read the first thousand rows of a table.

    Parameters
    ----------
    head
        What has been read of it already.
    said
        What was decided about it, in sentences.
    """
    maker = BlockMaker(Ranker(ecosystem, top=1), table.layout, table.marks)
    piece = next(table_pieces(table, head), None)
    line = line_in(table, piece) if piece else lambda _: None
    blocks = islice(piece_rows(table, piece), 1) if piece else ()
    columns: list[ColumnRead] = []
    reasons: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], int] = {}
    answered = rejected = 0
    for rows in map(_beginning, blocks):
        block = maker.block(rows)
        answered, rejected = len(block.rows), len(block.rejects)
        twice = [id for id, count in Counter(block.ids).items() if count > 1]
        said += (f"the same id more than once: {', '.join(twice[:TOLD])}",) if twice else ()
        columns = [_read(maker, table, ours, rows.columns[ours]) for ours in rows.columns]
        for one in block.rejects:
            reasons[one.columns, one.reasons] += 1
            first.setdefault((one.columns, one.reasons), one.row)
    return BatchCheck(
        said, answered + rejected, answered, tuple(columns), table.layout.unused,
        tuple(RejectedFor(*key, count, first[key], line(first[key])) for key, count in reasons.most_common()),
    )  # fmt: skip


def _beginning(rows: Rows) -> Rows:
    columns = {ours: Column(column.codes[:LOOKED_AT], column.cells) for ours, column in rows.columns.items()}
    broken = {at: one for at, one in rows.broken.items() if at < LOOKED_AT}
    more = {at: one for at, one in rows.more.items() if at < LOOKED_AT}
    return Rows(rows.numbers[:LOOKED_AT], columns, rows.raw, broken, more)


def _read(maker: BlockMaker, table: Table, ours: str, column: Column) -> ColumnRead:
    layout = table.layout
    theirs = " + ".join((layout.theirs(ours), *layout.more.get(ours, ())))
    used = np.bincount(column.codes[column.codes >= 0], minlength=len(column.cells))
    cells = [cell for cell, count in zip(column.cells, used, strict=True) if count]
    counts = [int(count) for count in used if count]
    bad = [place for place, one in enumerate(maker.cells.meanings(ours, cells)) if isinstance(one, CellError)]
    unknown = tuple(str(cells[place]) for place in sorted(bad, key=lambda place: -counts[place])[:TOLD])
    return ColumnRead(ours, theirs, sum(counts), sum(counts[place] for place in bad), unknown)
