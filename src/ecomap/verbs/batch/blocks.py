"""Rows to answers and rejects, a block at a time."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ecomap.io.batch.answers import UNIT, Answers, TrendColumns, Whole
from ecomap.io.batch.records import Record
from ecomap.model import Business
from ecomap.verbs.batch.cells import RejectedRowError, business_of_record, row_id
from ecomap.verbs.batch.described import Described, arrays, described, is_plain
from ecomap.verbs.batch.layout import Layout
from ecomap.verbs.batch.quick import Quick
from ecomap.verbs.batch.ranker import Ranked, Ranker, joined

if TYPE_CHECKING:
    from ecomap.verbs.ranking import FirstTrends


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row without an answer."""

    row: int
    id: str
    columns: str
    """Names of the columns at fault, as the user calls them."""
    reasons: str
    raw: str


@dataclass(frozen=True)
class Block:
    """Some rows, read and answered; in the order of the input."""

    rows: Whole
    ids: Any
    """See `Answers`."""
    ranked: Ranked
    rejects: list[Rejected]

    def answers(self) -> Answers:
        """Return what is written of them."""
        return Answers(self.rows, self.ids, _columns(self.ranked.opportunities), _columns(self.ranked.threats))


def _columns(first: "FirstTrends") -> TrendColumns:
    score, likelihood = (
        np.nan_to_num(np.rint(part * UNIT)).astype(np.int64) for part in (first.score, first.likelihood)
    )
    return TrendColumns(first.trend, score, likelihood, first.priority, first.action)


class BlockMaker:
    """Makes blocks of one layout."""

    def __init__(self, ranker: Ranker, layout: Layout) -> None:
        self.ranker, self.layout = ranker, layout
        self.quick = Quick(layout, ranker.vocabulary)
        self._decoder: Any = None

    def of_records(self, records: Iterable[Record]) -> Block:
        """Return the answers to rows read by the standard library."""
        looked = _Looked()
        for record in records:
            found = None if record.problem else self.quick.described(record.cells)
            if found is None:
                self._look(record, looked)
            else:
                looked.add(record.row, row_id(record, self.layout), found)
        return self._block([], looked)

    def of_batch(
        self, batch: Any, first: int, records: Callable[[Sequence[int]], Iterable[Record]], *, nan_is_absent: bool
    ) -> Block:
        """Return the answers to a record batch.

        Parameters
        ----------
        first
            Number of its first row.
        records
            How to get the rows of some numbers as they were written.
        """
        if self._decoder is None:
            from ecomap.verbs.batch.arrow_rows import Decoder

            self._decoder = Decoder(self.layout, self.ranker.vocabulary, nan_is_absent=nan_is_absent)
        decoded = self._decoder.decoded(batch)
        plain, odd = np.flatnonzero(~decoded.odd), np.flatnonzero(decoded.odd)
        businesses = decoded.businesses.take(plain) if odd.size else decoded.businesses
        rows, ids = first + plain, decoded.ids
        if odd.size or ids.null_count or _some_empty(ids):
            names = ids.to_pylist()
            ids = [names[at] or str(first + at) for at in plain.tolist()]
        looked = _Looked()
        for record in records([first + int(at) for at in odd]) if odd.size else ():
            self._look(record, looked)
        return self._block([(rows, ids, self.ranker.rank(businesses))], looked)

    def _look(self, record: Record, looked: "_Looked") -> None:
        """Look closely at a row that is not plain."""
        try:
            business = business_of_record(record, self.layout, self.ranker.ecosystem)
        except RejectedRowError as reject:
            columns = " ".join(dict.fromkeys(column for column, _ in reject.problems if column))
            reasons = " | ".join(reason for _, reason in reject.problems)
            looked.rejects.append(Rejected(record.row, row_id(record, self.layout), columns, reasons, record.raw))
            return
        name = row_id(record, self.layout)
        if is_plain(business):
            looked.add(record.row, name, described(business, self.ranker.vocabulary))
        else:
            looked.singles.append((record.row, name, business))

    def _block(self, parts: list[tuple[Any, Any, Ranked]], looked: "_Looked") -> Block:
        if looked.described or not (parts or looked.singles):
            ranked = self.ranker.rank(arrays(looked.described, self.ranker.vocabulary))
            parts.append((np.array(looked.rows, dtype=np.int64), looked.ids, ranked))
        parts += [
            (np.array([row]), [name], self.ranker.rank_single(business)) for row, name, business in looked.singles
        ]
        rows, ids, ranked = parts[0]
        if len(parts) > 1:
            rows = np.concatenate([part for part, _, _ in parts])
            order = np.argsort(rows, kind="stable")
            names = [name for _, part, _ in parts for name in (part if isinstance(part, list) else part.to_pylist())]
            rows, ids = rows[order], [names[at] for at in order]
            ranked = joined([part for _, _, part in parts]).take(order)
        return Block(np.asarray(rows, dtype=np.int64), ids, ranked, looked.rejects)


def _some_empty(ids: Any) -> bool:
    """Tell whether any text of a column is empty."""
    offsets = np.frombuffer(ids.buffers()[1], dtype=np.int32)[ids.offset : ids.offset + len(ids) + 1]
    return bool((np.diff(offsets) == 0).any())


class _Looked:
    """Rows that were looked at one by one."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.ids: list[str] = []
        self.described: list[Described] = []
        self.singles: list[tuple[int, str, Business]] = []
        self.rejects: list[Rejected] = []

    def add(self, row: int, name: str, found: Described) -> None:
        """Keep a row that the tables can answer."""
        self.rows.append(row)
        self.ids.append(name)
        self.described.append(found)
