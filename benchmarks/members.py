"""Invented members of a chamber: the same businesses as CSV, JSON lines and Parquet.

    python benchmarks/members.py ROWS FOLDER

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


def blocks(rows: int, seed: int = 1) -> Iterator[tuple[pa.RecordBatch, list[str]]]:
    """Yield members as flat columns and as JSON lines."""
    ecosystem, _ = load_map(part="core")
    sectors = sorted(sector.id for sector in ecosystem.sectors)
    trends = sorted(trend.id for trend in ecosystem.trends)
    goals, skills = [goal.id for goal in ecosystem.goals], [skill.id for skill in ecosystem.skills]
    random = np.random.default_rng(seed)
    for start in range(0, rows, BLOCK):
        count = min(BLOCK, rows - start)
        how_many = random.choice((1, 2, 3), count, p=(0.5, 0.33, 0.17)).tolist()
        picked, shares = random.integers(0, len(sectors), (count, 3)).tolist(), random.integers(1, 20, (count, 3)).tolist()
        of_each = [
            {sectors[s]: share / 20 for s, share in zip(p[:n], w[:n], strict=True)}
            for p, w, n in zip(picked, shares, how_many, strict=True)
        ]
        used = [[] for _ in range(count)]
        for row, trend in np.argwhere(random.random((count, len(trends))) < 0.05).tolist():
            used[row].append(trends[trend])

        def maybe(values: np.ndarray, share: float) -> list[float | None]:
            said = random.random(count) < share
            return [value if there else None for value, there in zip(values.tolist(), said.tolist(), strict=True)]

        number = {
            "employees": random.integers(1, 50, count).tolist(),
            "maturity": maybe(random.integers(0, 5, count).astype(float), 0.8),
            "budget_eur": maybe(random.integers(0, 40, count) * 500.0, 0.9),
            "hours_per_week": maybe(random.integers(0, 12, count).astype(float), 0.9),
        }
        goal = {name: maybe(random.integers(1, 4, count).astype(float), 0.3) for name in goals}
        skill = {name: maybe(random.integers(0, 5, count).astype(float), 0.8) for name in skills}
        ids = [f"member-{start + row + 1}" for row in range(count)]
        flat = {"id": ids, "sectors": [_text(shares) for shares in of_each], "country": ["PT"] * count} | number
        flat |= {f"goal.{name}": values for name, values in goal.items()}
        flat |= {f"skill.{name}": values for name, values in skill.items()}
        flat["adopted"] = [";".join(names) for names in used]
        lines = []
        for row in range(count):
            content = {"id": ids[row], "sectors": of_each[row], "country": "PT"}
            content |= {name: number[name][row] for name in ("employees", "maturity") if number[name][row] is not None}
            content["goals"] = {name: values[row] for name, values in goal.items() if values[row] is not None}
            names = ("budget_eur", "hours_per_week")
            content["resources"] = {name: number[name][row] for name in names if number[name][row] is not None}
            content["skills"] = {name: values[row] for name, values in skill.items() if values[row] is not None}
            lines.append(json.dumps(content | {"adopted": used[row]}) + "\n")
        yield pa.RecordBatch.from_pydict(flat), lines


def _text(shares: dict[str, float]) -> str:
    return next(iter(shares)) if len(shares) == 1 else ";".join(f"{name}={share:g}" for name, share in shares.items())


def write(rows: int, folder: Path) -> None:
    """Write members.csv, members.jsonl and members.parquet."""
    with (folder / "members.jsonl").open("w", encoding="utf-8") as lines:
        table = csv = None
        for batch, objects in blocks(rows):
            if table is None:
                table = pq.ParquetWriter(folder / "members.parquet", batch.schema)
                csv = pa.csv.CSVWriter(folder / "members.csv", batch.schema)
            table.write_batch(batch)
            csv.write_batch(batch)
            lines.writelines(objects)
        table.close()
        csv.close()


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
