"""Where the shipped data lies; nothing heavy, so that completion may use it."""

from pathlib import Path


def data_folder() -> Path:
    """Return the folder of the shipped map: inside the installed package, or beside ``src`` in a checkout."""
    package = Path(__file__).parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parents[1] / "data"
