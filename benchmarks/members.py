"""Invented members of a chamber: the same businesses as CSV, JSON lines and Parquet.

    python -m benchmarks.members ROWS FOLDER

Half are in one sector, a third in two, the rest in three, with shares in steps of 5 %; nine of ten say what they can
spend, eight of ten their maturity and each skill; three of ten weigh each goal; each trend is in use in one of twenty.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from ecomap import load_map

BLOCK = 65_536
SECTORS_OF_A_FIRM = (0.5, 0.33, 0.17)


class Members:
    """Draws members, a block at a time."""

    def __init__(self, seed: int = 1) -> None:
        ecosystem, _ = load_map()
        self.sectors = sorted(sector.id for sector in ecosystem.sectors)
        self.trends = sorted(trend.id for trend in ecosystem.trends if trend.role != "risk")
        self.goals, self.skills = [goal.id for goal in ecosystem.goals], [skill.id for skill in ecosystem.skills]
        self.random = np.random.default_rng(seed)

    def blocks(self, rows: int) -> Iterator[list[dict[str, object]]]:
        """Yield blocks of members as business objects."""
        for start in range(0, rows, BLOCK):
            yield self._block(start, min(BLOCK, rows - start))

    def _block(self, start: int, count: int) -> list[dict[str, object]]:
        spent = zip(self._said(count, 40, 0.9, 500), self._said(count, 12, 0.9), strict=True)
        columns = {
            "sectors": self._sectors(count), "employees": self.random.integers(1, 50, count).tolist(),
            "maturity": self._said(count, 5, 0.8), "goals": self._each(self.goals, count, 1, 4, 0.3),
            "resources": [_there(zip(("budget_eur", "hours_per_week"), pair, strict=True)) for pair in spent],
            "skills": self._each(self.skills, count, 0, 5, 0.8), "adopted": self._adopted(count),
        }  # fmt: skip
        rows = zip(*columns.values(), strict=True)
        return [
            {"id": f"member-{start + place}", "country": "PT"} | _there(zip(columns, row, strict=True))
            for place, row in enumerate(rows, start=1)
        ]

    def _sectors(self, count: int) -> list[dict[str, float]]:
        how_many = self.random.choice((1, 2, 3), count, p=SECTORS_OF_A_FIRM).tolist()
        picked = self.random.integers(0, len(self.sectors), (count, 3)).tolist()
        shares = self.random.integers(1, 20, (count, 3)).tolist()
        return [
            {self.sectors[at]: share / 20 for at, share in zip(p[:n], w[:n], strict=True)}
            for p, w, n in zip(picked, shares, how_many, strict=True)
        ]

    def _said(self, count: int, below: int, share: float, unit: float = 1.0, least: int = 0) -> list[float | None]:
        numbers = (self.random.integers(least, below, count) * unit).tolist()
        said = (self.random.random(count) < share).tolist()
        return [number if there else None for number, there in zip(numbers, said, strict=True)]

    def _each(self, names: list[str], count: int, least: int, below: int, share: float) -> list[dict[str, object]]:
        columns = [self._said(count, below, share, least=least) for _ in names]
        return [_there(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]

    def _adopted(self, count: int) -> list[list[str]]:
        used: list[list[str]] = [[] for _ in range(count)]
        for row, trend in np.argwhere(self.random.random((count, len(self.trends))) < 0.05).tolist():
            used[row].append(self.trends[trend])
        return used

    def columns(self, members: list[dict[str, object]]) -> dict[str, list[object]]:
        """Return members as the columns of a flat table."""
        flat = {name: [one.get(name) for one in members] for name in ("id", "country", "employees", "maturity")}
        flat["sectors"] = [_text(one["sectors"]) for one in members]
        for name in ("budget_eur", "hours_per_week"):
            flat[name] = [one["resources"].get(name) for one in members]
        for prefix, field, names in (("goal", "goals", self.goals), ("skill", "skills", self.skills)):
            flat |= {f"{prefix}.{name}": [one[field].get(name) for one in members] for name in names}
        flat["adopted"] = [";".join(one["adopted"]) for one in members]
        return flat


def _there(pairs: Iterator[tuple[str, object]]) -> dict[str, object]:
    return {name: value for name, value in pairs if value is not None}


def _text(shares: dict[str, float]) -> str:
    return next(iter(shares)) if len(shares) == 1 else ";".join(f"{name}={share:g}" for name, share in shares.items())


def write(rows: int, folder: Path) -> None:
    """Write members.csv, members.jsonl and members.parquet."""
    members, table, text = Members(), None, None
    with (folder / "members.jsonl").open("w", encoding="utf-8") as lines:
        for block in members.blocks(rows):
            batch = pa.RecordBatch.from_pydict(members.columns(block))
            if table is None:
                table = pq.ParquetWriter(folder / "members.parquet", batch.schema)
                text = pa.csv.CSVWriter(folder / "members.csv", batch.schema)
            table.write_batch(batch)
            text.write_batch(batch)
            lines.writelines(json.dumps(one) + "\n" for one in block)
    table.close()
    text.close()


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write("done\n")
