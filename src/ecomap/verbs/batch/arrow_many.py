"""Many businesses as Arrow record batches, for engines that have partitions of their own: Spark, Dask, DuckDB ..."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from inspect import signature
from typing import Any

import pyarrow as pa

from ecomap.engine.actions import ACTIONS
from ecomap.errors import ArgumentError, Location
from ecomap.io.amounts import FOR_ALL, LEVEL
from ecomap.io.batch.answers import Wording, record_batch, schema
from ecomap.io.batch.parquet import arrow_blocks
from ecomap.io.batch.records import Wanted
from ecomap.model import AnyMap, Settings
from ecomap.results.ranking import View
from ecomap.verbs.arguments import as_called
from ecomap.verbs.batch.blocks import Block, BlockMaker, Ranker
from ecomap.verbs.batch.layout import Marks, table_layout
from ecomap.verbs.batch.sizes import with_sizes

OURS = Marks(scale=(LEVEL.least, LEVEL.most))  # no batch can say that its levels are of another scale
REJECTED = pa.field("rejected", pa.string())


def rank_batches(
    ecosystem: AnyMap, batches: Iterable[Any], settings: Settings | None = None, *, view: View = "all", top: int = 5,
    threats: int = 0, columns: Mapping[str, str] | None = None,
) -> Iterator[Any]:  # fmt: skip
    """Rank the trends of a map for record batches of businesses.

    Parameters
    ----------
    batches
        ``pyarrow.RecordBatch`` with the columns of docs/batch.md, all of one schema; read as they are needed.
    settings, view, top, threats
        See `ecomap.rank_many`.
    columns
        Our column names -> those of the batches, where they differ.

    Yields
    ------
    pyarrow.RecordBatch
        One for each batch, of `batch_schema`: its rows in order, those that cannot be used last, with null for every
        trend and column and reason in ``rejected``. ``row`` counts the rows of this call from 1.

    Raises
    ------
    InputError
        No column says in which sector a business is.
    """
    ranker = Ranker(ecosystem, settings, view=view, top=top, threats=threats)
    wording = Wording("", tuple(ranker.trends), ACTIONS, ranker.top, ranker.threats)
    maker, first = None, 1
    for batch in batches:
        if not isinstance(batch, pa.RecordBatch):
            raise ArgumentError(f"rank_batches: batches: one is a {type(batch).__name__}. Write table.to_batches().")
        if maker is None:
            layout = table_layout(batch.schema.names, columns or {}, ecosystem, "the batches")
            layout, sizes = with_sizes(layout, lambda title: batch.column(title).to_pylist(), Location("the batches"))  # noqa: B023
            maker = BlockMaker(ranker, layout, OURS._replace(classes=sizes[0], alone=sizes[1]))
        blocks = [maker.block(rows) for rows in arrow_blocks([batch], Wanted(maker.layout.names), first)]
        yield from (_answered(block, wording) for block in blocks)
        first += len(batch)


def batch_schema(top: int = 5, threats: int = 0) -> Any:
    """Return the ``pyarrow.Schema`` of what `rank_batches` yields: plain texts and numbers that any engine takes."""
    wide = schema(Wording("", (), ACTIONS, top, threats))
    return pa.schema([*(pa.field(field.name, _plain(field.type)) for field in wide), REJECTED])


def _plain(kind: Any) -> Any:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _answered(block: Block, wording: Wording) -> Any:
    answers = record_batch(block.answers(), wording)
    columns = [column.cast(_plain(column.type)) for column in answers.columns]
    names = [*answers.schema.names, REJECTED.name]
    ranked = pa.RecordBatch.from_arrays([*columns, pa.nulls(len(answers), pa.string())], names=names)
    if not block.rejects:
        return ranked
    rows = pa.array([one.row for one in block.rejects], pa.int64())
    ids = pa.array([one.id for one in block.rejects], pa.string())
    nothing = [pa.nulls(len(rows), kind.type) for kind in ranked.schema][2:-1]
    told = partial(as_called, signature(rank_batches).parameters)
    reasons = pa.array(
        [f"{one.columns}: {told(one.reasons.replace(FOR_ALL, ''))}" for one in block.rejects], pa.string()
    )
    rejected = pa.RecordBatch.from_arrays([rows, ids, *nothing, reasons], names=names)
    return pa.Table.from_batches([ranked, rejected]).combine_chunks().to_batches()[0]
