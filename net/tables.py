"""Parquet for the cases, by the Python under test: ``tables.py write FOLDER`` and ``tables.py read FILE``."""

import json
import sys
from pathlib import Path
from typing import Any

ROWS: list[dict[str, Any]] = [
    {"id": "P-1", "sectors": "restaurants=0.7; hotel=0.3", "maturity": 2.0, "goals": "reach=2;cost", "employees": 5,
     "adopted": "website; e-invoicing"},
    {"id": "P-2", "sectors": "bakery", "maturity": None, "goals": None, "employees": None, "adopted": None},
    {"id": "P-3", "sectors": "no-such-sector", "maturity": 1.0, "goals": "reach", "employees": 1, "adopted": ""},
    {"id": "P-4", "sectors": "consulting", "maturity": 7.0, "goals": "reech", "employees": 2, "adopted": "website"},
    {"id": "P-5", "sectors": "56.10", "maturity": 0.5, "goals": "efficiency=1", "employees": 3,
     "adopted": "crm-software"},
    {"id": "P-6", "sectors": "construction", "maturity": 3.0, "goals": "advantage=3;talent=1", "employees": 40,
     "adopted": "cloud-computing"},
]  # fmt: skip
NESTED: list[dict[str, Any]] = [
    {"id": "N-1", "sectors": [("restaurants", 0.7), ("hospitality", 0.3)], "adopted": ["website"],
     "skills": {"it": 1.0, "data": 2.0}},
    {"id": "N-2", "sectors": [("health-care", 1.0)], "adopted": None, "skills": {"it": None, "data": 3.5}},
    {"id": "N-3", "sectors": [("nowhere", 1.0)], "adopted": ["fax"], "skills": None},
]  # fmt: skip


def write(folder: Path) -> None:
    """Write the tables of the cases: texts in the cells, in two row groups; and maps, structs and lists."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder.mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist(ROWS), folder / "members.parquet", row_group_size=4)
    skills = pa.struct([("it", pa.float64()), ("data", pa.float64())])
    schema = pa.schema([
        ("id", pa.string()), ("sectors", pa.map_(pa.string(), pa.float64())), ("adopted", pa.list_(pa.string())),
        ("skills", skills),
    ])  # fmt: skip
    pq.write_table(pa.Table.from_pylist(NESTED, schema=schema), folder / "nested.parquet")


def read(file: Path) -> None:
    """Print a table as JSON lines, its columns and their types first."""
    import pyarrow.parquet as pq

    table = pq.read_table(file)
    print(json.dumps({"columns": {field.name: str(field.type) for field in table.schema}}))
    for row in table.to_pylist():
        print(json.dumps(row))


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](Path(sys.argv[2]))
