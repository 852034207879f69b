"""``ecomap batch`` broken off, and gone on with: the same bytes as if nothing had happened."""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import Run

from batch_rows import random_businesses_of
from ecomap import load_map
from ecomap.io.batch.pieces import text_pieces
from ecomap.verbs.batch import part
from ecomap.verbs.batch.part import parts_in_order, worker_for

FORMS = ("csv", "jsonl", "parquet")


def members(folder: Path, count: int) -> Path:
    """Write a few hundred businesses again and again, every tenth row faulty, and return the file."""
    ecosystem, _ = load_map()
    some = [
        f"{';'.join(f'{name}={share}' for name, share in one.sectors.items())},"
        f"{'' if one.maturity is None else one.maturity},{';'.join(one.adopted)}"
        for one in random_businesses_of(ecosystem, 300, seed=2)
    ]
    rows = [f"M{n},{some[n % 300] if n % 10 else 'no-such-sector,,'}" for n in range(1, count + 1)]
    path = folder / "members.csv"
    path.write_text("\n".join(["id,sectors,maturity,adopted", *rows, ""]), encoding="utf-8")
    return path


def breaking_off_after(pieces: int) -> Callable[..., Iterator[object]]:
    """Return work that is interrupted after some pieces."""

    def done(*arguments: object, workers: int) -> Iterator[object]:
        for number, answer in enumerate(parts_in_order(*arguments, workers=workers)):
            if number == pieces:
                raise KeyboardInterrupt
            yield answer

    return done


@pytest.mark.parametrize("form", ["csv", *(pytest.param(form, marks=pytest.mark.slow) for form in FORMS[1:])])
def test_a_run_that_was_broken_off_goes_on(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """Broken off twice: no output until the end, no finished piece is done again, answers and rejects are the same."""
    source, out, calm = members(tmp_path, 300), tmp_path / f"out.{form}", tmp_path / f"calm.{form}"
    assert run("batch", source, "-o", calm).code == 0
    arguments = ("batch", source, "-o", out, "--piece-size", "1500")
    assert run("batch", source, "-o", tmp_path / f"whole.{form}", "--piece-size", "1500").code == 0
    for pieces in (3, 6):
        with monkeypatch.context() as patch:
            patch.setattr(part, "parts_in_order", breaking_off_after(pieces))
            assert run(*arguments, *(() if pieces == 3 else ("--resume",))).code == 130
        assert not out.exists()
    refused = run(*arguments)
    assert refused.code == 5
    assert "--resume" in refused.err
    worked: list[object] = []
    monkeypatch.setattr(part, "worker_for", lambda job: worked.append(job) or worker_for(job))
    assert run(*arguments, "--resume").code == 0
    with source.open("rb") as stream:
        header = len(stream.readline())
        pieces = list(text_pieces(stream, ",", header, 1500))
    assert len(worked) == len(pieces) - 7  # those that were finished are not worked out again
    assert out.read_bytes() == (tmp_path / f"whole.{form}").read_bytes()
    rejects, expected = (path.with_name(f"{path.name}.rejects.csv") for path in (out, calm))
    assert rejects.read_bytes() == expected.read_bytes()
    assert not out.with_name(f"{out.name}.parts").exists()


def test_another_input_is_not_gone_on_with(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed input or another option is refused; --force begins anew."""
    source, out = members(tmp_path, 100), tmp_path / "out.csv"
    with monkeypatch.context() as patch:
        patch.setattr(part, "parts_in_order", breaking_off_after(2))
        assert run("batch", source, "-o", out, "--piece-size", "1000").code == 130
    assert "of a batch at work or broken off. Wait" in run("batch", source, "-o", out).err
    assert run("batch", source, "-o", out, "--piece-size", "1000", "--resume", "--horizon", "5").code == 5
    source.write_text(source.read_text(encoding="utf-8") + "M101,hotel,,\n", encoding="utf-8")
    answer = run("batch", source, "-o", out, "--piece-size", "1000", "--resume")
    assert answer.code == 5
    assert "another input" in answer.err
    assert run("batch", source, "-o", out, "--piece-size", "1000", "--force").code == 0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_killed_at_ten_random_moments(run: Run, tmp_path: Path) -> None:
    """kill -9 again and again, of one process or two in turn: no row lost, none doubled, the same bytes."""
    source, out, chance = members(tmp_path, 30_000), tmp_path / "out.csv", random.Random(1)
    options = ("--piece-size", "200000")
    assert run("batch", source, "-o", tmp_path / "calm.csv", *options).code == 0
    command = [sys.executable, "-m", "ecomap", "batch", str(source), "-o", str(out), *options, "--workers"]
    kills, resume = 0, []
    while kills < 10:
        process = subprocess.Popen([*command, str(1 + kills % 2), *resume], stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.4, 1.2))
        if process.poll() is not None:  # it was done before
            for path in tmp_path.glob("out.csv*"):
                path.unlink()
            resume = []
            continue
        process.kill()
        process.wait()
        kills, resume = kills + 1, ["--resume"]
    assert run("batch", source, "-o", out, *options, "--resume").code == 0
    for name in ("", ".rejects.csv"):
        assert (tmp_path / f"out.csv{name}").read_bytes() == (tmp_path / f"calm.csv{name}").read_bytes()
    assert sorted(path.name for path in tmp_path.glob("*out.csv*")) == [
        "out.csv",
        "out.csv.meta.json",
        "out.csv.rejects.csv",
    ]
