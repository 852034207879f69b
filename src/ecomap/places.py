"""Where the shipped data lies, and its tables; nothing heavy, so that completion may use it."""

from pathlib import Path


def data_folder() -> Path:
    """Return the folder of the shipped map: inside the installed package, or beside ``src`` in a checkout."""
    package = Path(__file__).parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parents[1] / "data"


def table(name: str | Path) -> list[list[str]]:
    """Return the rows of a table, of the shipped data or of a path of its own, its heading left out."""
    import csv

    with (data_folder() / name).open(encoding="utf-8", newline="") as lines:
        return [*csv.reader(lines)][1:]


def tabbed(path: Path) -> list[list[str]]:
    """Return the rows of a table with tabs between its cells, its heading left out."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
