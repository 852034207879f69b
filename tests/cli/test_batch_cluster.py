"""The Dask recipe of docs/batch.md: workers on this machine, and one of them killed in the middle."""

import os
import re
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal import Run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kill -9"),
    pytest.mark.filterwarnings("ignore"),  # Dask's own, about workers that die
]

PAGE = Path(__file__).parents[2] / "docs" / "batch.md"


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    """Return a scheduler with two worker processes, reached over the loopback."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as running:
        yield running


def recipe(address: str, folder: Path) -> str:
    """Return the lines of the page with another scheduler and another folder."""
    _, _, section = PAGE.read_text(encoding="utf-8").partition("### Dask\n")
    (lines,) = re.findall(r"```python\n(.*?)```", section.partition("\n### ")[0], re.DOTALL)
    return lines.replace("tcp://10.0.0.5:8786", address).replace("/shared/", f"{folder.as_posix()}/")


def test_a_cluster_gives_the_rows_of_one_process(
    run: Run, cluster: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same bytes, even when a worker is killed while it works: until then all was calm."""
    monkeypatch.setattr("ecomap.io.batch.pieces.PIECE_BYTES", 50_000)
    lines = [f"F{n},{('hotel', 'bakery=0.7;hotel', 'bakry')[n % 3]},{n % 5}\n" for n in range(30_000)]
    (tmp_path / "members.csv").write_text("id,sectors,maturity\n" + "".join(lines), encoding="utf-8")
    assert run("batch", tmp_path / "members.csv", "-o", tmp_path / "local.csv").code == 0
    victim = next(worker.process.pid for worker in cluster.workers.values())

    def kill_soon() -> None:
        while not list((tmp_path / "ranked.csv.parts").glob("*.tally")):
            time.sleep(0.01)
        os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill_soon)
    killer.start()
    exec(compile(recipe(cluster.scheduler_address, tmp_path), str(PAGE), "exec"), {"__name__": "recipe"})
    killer.join(timeout=60)
    assert "20000 of 30000 rows ranked" in capsys.readouterr().out
    assert (tmp_path / "ranked.csv").read_bytes() == (tmp_path / "local.csv").read_bytes()
