"""The types that the fields of JSON lines have."""

from collections.abc import Collection, Sequence
from typing import Any

import pyarrow as pa

from ecomap.verbs.batch.layout import MONEY_AND_TIME, WHERE, Layout
from ecomap.verbs.batch.vocabulary import Vocabulary


def expected_fields(layout: Layout, vocabulary: Vocabulary, objects: Collection[str]) -> Any:
    """Return the schema of whole businesses; a field that is no object in the first row is read as it is found."""
    number, text = pa.float64(), pa.string()
    shares = {
        "sectors": vocabulary.sectors, "depends_on": vocabulary.sectors, "goals": vocabulary.goals,
        "skills": vocabulary.skills, "activities": vocabulary.activities, "resources": list(MONEY_AND_TIME),
    }  # fmt: skip
    singles = {"maturity": number, "employees": number, "country": text, "name": text, "schema": text}
    singles |= dict.fromkeys((*WHERE[1:],), text) | {"adopted": pa.list_(text)}
    fields = [pa.field(layout.theirs(ours), kind) for ours, kind in singles.items()]
    fields += [
        pa.field(layout.theirs(ours), _object(names))
        for ours, names in shares.items()
        if layout.theirs(ours) in objects
    ]
    return pa.schema(fields)


def _object(names: Sequence[str]) -> Any:
    return pa.struct([pa.field(name, pa.float64()) for name in names])
