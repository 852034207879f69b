"""A test that nobody ran: a figure of plausible size wherever the pages ask for one."""

import json

from ecomap.places import data_folder
from ecomap.results.maps import Validity, ValidityFigure


def made_up_validity(rival: str = "") -> Validity:
    """Return a record with the real one's places and made-up numbers; a rival's name may be another."""
    record = json.loads((data_folder() / "statistics" / "validity.json").read_text(encoding="utf-8"))
    figures = []
    for place, row in enumerate(record["figures"]):
        value = (0.2 if row["metric"].endswith(" gain") else 0.5) + place % 7 / 100
        name = rival if rival and row["predictor"] == "kriging" else row["predictor"]
        figures.append(
            ValidityFigure(row["list"], row["task"], row["metric"], name, value, value - 0.125, value + 0.0625)
        )
    return Validity("made-up", "2026.11", "2026-01-01", 0, 10, {"rho": 0.9}, (), tuple(figures))
