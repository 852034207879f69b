"""The record of a map's last test, beside its statistics."""

import json
from pathlib import Path

from ecomap.errors import FileError
from ecomap.results.maps import Validity, ValidityFigure

RECORD = Path("statistics") / "validity.json"


def read_validity(entrance: Path) -> Validity:
    """Return the record that lies beside a map's first file.

    Raises
    ------
    FileError
        There is none, or it cannot be read.
    """
    try:
        content = json.loads((entrance.parent / RECORD).read_text(encoding="utf-8"))
        content.pop("schema")
        figures = tuple(ValidityFigure(**figure) for figure in content.pop("figures"))
        headline = tuple(content.pop("headline"))
        return Validity(**content, headline=headline, figures=figures)
    except (OSError, ValueError, TypeError, KeyError) as reason:
        raise FileError(f"{entrance}: this map has no record of a test beside it ({RECORD.as_posix()}).") from reason
