"""``ecomap batch --cluster``: Dask workers on this machine, and one of them killed in the middle."""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal import Run

from batch_rows import random_businesses_of
from ecomap import load_map

distributed = pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kill -9"),
    pytest.mark.filterwarnings("ignore"),  # Dask's own, about workers that die
]


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    """Return a scheduler with two worker processes, reached over the loopback."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as running:
        yield running


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return JSON lines of many businesses."""
    ecosystem, _ = load_map()
    lines = [json.dumps(one.model_dump()) + "\n" for one in random_businesses_of(ecosystem, 2000, seed=4)]
    path = tmp_path_factory.mktemp("cluster") / "members.jsonl"
    path.write_text("".join(lines * 10), encoding="utf-8")
    return path


@pytest.mark.parametrize("killed", [False, True], ids=["calm", "worker killed"])
def test_a_cluster_gives_the_rows_of_one_process(
    run: Run, cluster: object, members: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed: bool
) -> None:
    """The same bytes, also when a worker is killed while it works."""
    options = ("--piece-size", "300000", "-f", "csv")
    assert run("batch", members, "-o", tmp_path / "local.csv", *options).code == 0
    victims = [worker.process.pid for worker in cluster.workers.values()][:1] if killed else []

    def kill_soon() -> None:
        parts = tmp_path / "far.csv.parts"
        while not list(parts.glob("*.tally")):
            time.sleep(0.01)
        for victim in victims:
            os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill_soon)
    killer.start()
    monkeypatch.chdir(members.parent)  # workers stand elsewhere: names are made absolute
    answer = run("batch", members.name, "-o", tmp_path / "far.csv", "--cluster", cluster.scheduler_address, *options)
    killer.join(timeout=60)
    assert answer.code == 0, answer.err
    assert (tmp_path / "far.csv").read_bytes() == (tmp_path / "local.csv").read_bytes()


def test_nobody_there(run: Run, members: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 5 and the address where no scheduler answers."""
    monkeypatch.setattr("ecomap.verbs.batch.workers.PATIENCE", "1s")
    answer = run("batch", members, "-o", tmp_path / "out.csv", "--cluster", "tcp://127.0.0.1:9")
    assert answer.code == 5
    assert "tcp://127.0.0.1:9: no Dask scheduler answers" in answer.err
