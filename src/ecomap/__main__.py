"""Run ecomap as ``python -m ecomap``."""

from ecomap.cli import run

run()
