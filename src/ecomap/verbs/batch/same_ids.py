"""Rows of one id: known by numbers of 64 bits that lie on the disk, sorted, and are in memory some at a time."""

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ecomap.errors import InputError, Location, Problem
from ecomap.io.batch.pieces import Piece
from ecomap.io.reading import STANDARD_INPUT
from ecomap.results.batch import Repeated, SameId
from ecomap.verbs.batch.blocks import ids_of
from ecomap.verbs.batch.inputs import Table, line_in, piece_rows

Numbers = NDArray[np.uint64]
AT_A_TIME = 100_000
"""Numbers in memory."""
TOLD = 3
"""Ids that are told, and rows of each."""
WAY_OUT = "Give each row an id of its own, or say which column is it: --columns id=YOURS"


def numbers(ids: Sequence[str]) -> Numbers:
    """Return a number of each text, on every machine the same: eight bytes of its hash.

    Among a million different texts two have one number with a chance of one in forty million.
    """
    texts = (one.encode("utf-8", "surrogatepass") for one in ids)
    hashes = b"".join([blake2b(text, digest_size=8).digest() for text in texts])
    return np.frombuffer(hashes, "<u8").astype(np.uint64)


def write_numbers(path: Path, blocks: Sequence[tuple[Numbers, NDArray[np.int64]]]) -> None:
    """Write the numbers of the ids of a piece and then their rows, by the numbers."""
    both = np.concatenate([np.stack([found, rows.astype(np.uint64)]) for found, rows in blocks], axis=1)
    both[:, np.argsort(both[0])].tofile(path)


def repeated(table: Table, parts: Sequence[tuple[Piece, Path]]) -> Repeated:
    """Return how many ids stand in more than one of the rows that were ranked, and the first of them with their rows.

    Parameters
    ----------
    parts
        Pieces with what `write_numbers` wrote of them.
    """
    sizes = {path: path.stat().st_size // 16 for _, path in parts if path.exists()}
    steps = -(-sum(sizes.values()) // AT_A_TIME)
    edges = np.array([step * 2**64 // steps for step in range(1, steps)], np.uint64)
    cuts = {path: [0, *np.searchsorted(_read(path, 0, size), edges).tolist(), size] for path, size in sizes.items()}
    count, first = 0, list[list[int]]()
    for step in range(steps):
        found = [
            np.stack([_read(path, side + cut[step], cut[step + 1] - cut[step]) for side in (0, sizes[path])])
            for path, cut in cuts.items()
        ]
        more, rows = _same(np.concatenate(found, axis=1))
        count, first = count + more, sorted([*first, *rows])[:TOLD]
    return Repeated(count, tuple(_told(table, [piece for piece, _ in parts], rows) for rows in first))


def _read(path: Path, start: int, count: int) -> Numbers:
    return np.fromfile(path, np.uint64, count, offset=8 * start)


def _same(both: Numbers) -> tuple[int, list[list[int]]]:
    """Return how many numbers stand more than once, and the rows of those that stand first."""
    found, rows = both[:, np.lexsort(both[::-1])]
    same = found[1:] == found[:-1]
    begun = np.flatnonzero(same & ~np.append(False, same[:-1])) if len(same) else np.zeros(0, np.intp)
    first = begun[np.argsort(rows[begun])[:TOLD]]
    return len(begun), [rows[at : np.searchsorted(found, found[at], "right")].tolist() for at in first.tolist()]


def _told(table: Table, pieces: Sequence[Piece], rows: list[int]) -> SameId:
    """Return the id of some rows, where the table can be read again, and their lines, where they are known."""
    lines, name = list[int | None](), ""
    for row in rows[:TOLD]:
        piece = next(one for one in pieces if one.first_row <= row < one.first_row + one.rows)
        again = table.name != STANDARD_INPUT
        lines.append(line_in(table, piece)(row) if again or piece.even else None)
        if again and not name:
            block = next(one for one in piece_rows(table, piece) if one.numbers[0] <= row <= one.numbers[-1])
            name = ids_of(block)[row - int(block.numbers[0])]
    return SameId(name, len(rows), tuple(rows[:TOLD]), tuple(lines))


def refuse_repeated(table: Table, found: Repeated) -> None:
    """Refuse ids that stand in more than one row.

    Raises
    ------
    InputError
        With the first of them.
    """
    if found.ids:
        where = Location(table.called or table.name)
        raise InputError([Problem(where, "id", f"{one}.", WAY_OUT) for one in found.first])
