"""``ecomap doctor`` on a screen and for scripts."""

import json
from pathlib import Path

import pytest
from terminal import Run, process


def test_all_is_well_or_the_command_says_so(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It ends with 0 where nothing needs doing, else with 4, and the answer stands on standard output both times."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "60")
    (tmp_path / "ecomap").write_text("x", encoding="utf-8")
    answer = run("doctor", "--format", "table")
    assert answer.code == 4
    assert "MEND folder" in answer.out
    assert "needs doing" in answer.err or "need doing" in answer.err
    assert max(map(len, answer.out.splitlines())) <= 60
    found = json.loads(run("doctor", "--json").out)
    assert found["schema"] == "ecomap/doctor/1"
    assert found["to_mend"] == sum(one["state"] == "mend" for one in found["checks"]) > 0


@pytest.mark.parametrize("home", ["", "/dev/null", "/no/such/home"])
def test_a_home_that_is_none_is_no_bug(home: str, tmp_path: Path) -> None:
    """The rest is told."""
    answer = process(["doctor"], environment={"HOME": home, "XDG_CACHE_HOME": "", "LC_ALL": "xx_YY"}, cwd=tmp_path)
    assert answer.code in {0, 4}
    assert b"Traceback" not in answer.err
    assert b"Program" in answer.out
