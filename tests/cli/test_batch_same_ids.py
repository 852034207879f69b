"""``ecomap batch``: ids that stand in more than one row are told, or with ``--strict`` refused, however it is done."""

import itertools
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from terminal import Run

from ecomap.verbs.batch import same_ids
from ecomap.verbs.batch.same_ids import numbers
from maps import examples

TABLE = 'id,sectors\nA,bakery\n"B\nb",hotel\n\nA,mining\n,hotel\n5,hotel\nC,nowhere\nC,hotel\nA,bakery\n'
"""A stands in rows 1, 3 and 8 (lines 2, 6 and 11); C is ranked once."""


def test_what_stands_twice_is_told_with_its_lines(run: Run, tmp_path: Path) -> None:
    """Once, at the end, all rows ranked; a rejected row is none of them."""
    (tmp_path / "m.csv").write_text(TABLE, encoding="utf-8")
    for options in ((), ("--piece-size", "10"), ("--workers", "2", "--piece-size", "30")):
        answer = run("batch", tmp_path / "m.csv", "-o", tmp_path / "out.csv", "--force", *options)
        assert answer.code == 0
        assert '"A" in rows 1 (line 2), 3 (line 6), 8 (line 11).' in answer.err
        assert answer.err.count("in rows") == 1
        assert "7 of 8 rows ranked" in answer.err
    assert not (tmp_path / "out.csv.parts").exists()


@pytest.mark.parametrize("size", [(), ("--piece-size", "10")], ids=["one piece", "many"])
def test_strict_refuses_them(run: Run, tmp_path: Path, size: tuple[str, ...]) -> None:
    """Exit code 3 with the place and a way out, and nothing is written."""
    (tmp_path / "m.csv").write_text(TABLE.replace("C,nowhere\n", ""), encoding="utf-8")
    answer = run("batch", tmp_path / "m.csv", "-o", tmp_path / "out.csv", "--strict", *size)
    assert answer.code == 3
    assert f'{tmp_path / "m.csv"}  id: "A" in rows 1 (line 2), 3 (line 6)' in answer.err
    assert "--columns id=YOURS" in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["m.csv"]
    answer = run("batch", "-", "--strict", stdin="id,sectors\nA,bakery\nB,hotel\n")
    assert (answer.code, answer.err) == (0, "2 of 2 rows ranked, 0 rejected.\n")


def test_what_cannot_be_read_again_is_told_by_its_rows(run: Run) -> None:
    """Standard input: rows, and lines where each is a row; JSON lines and their own ids, too."""
    assert "one id in rows 1 (line 2), 2 (line 3)." in run("batch", "-", stdin="id,sectors\nA,bakery\nA,hotel\n").err
    assert "one id in rows 1, 3, 8." in run("batch", "-", stdin=TABLE).err
    rows = '{"id":"A","sectors":"hotel"}\n{"id":"A","sectors":"hotel","skills":{"it":1}}\n'
    assert "one id in rows 1 (line 1), 2 (line 2)." in run("batch", "-", "--input-format", "jsonl", stdin=rows).err


def test_a_check_tells_them(run: Run) -> None:
    """Before the long run."""
    assert "The same id more than once: A." in run("batch", "-", "--check", stdin=TABLE).out


def test_of_many_the_first_are_told_and_all_counted(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Against a plain count, however few numbers are in memory at a time."""
    chance = random.Random(3)
    names = [f"N{chance.randrange(150)}" for _ in range(300)]
    text = "".join(f"{name},hotel\n" for name in names)
    (tmp_path / "m.csv").write_text(f"id,sectors\n{text}", encoding="utf-8")
    twice = [name for name, count in Counter(names).items() if count > 1]
    for most in (7, 40, 1_000):
        monkeypatch.setattr(same_ids, "AT_A_TIME", most)
        told = run("batch", tmp_path / "m.csv", "--piece-size", "500").err
        for name in twice[:3]:
            rows = [row for row, one in enumerate(names, 1) if one == name]
            places = ", ".join(f"{row} (line {row + 1})" for row in rows[:3])
            assert f'"{name}" in rows {places}{f" and {len(rows) - 3} more" if len(rows) > 3 else ""}' in told
        assert f"{len(twice)} ids in all." in told


def test_ids_that_are_nearly_alike_have_other_numbers() -> None:
    """All texts of up to four letters of five, NUL and what is no text among them, and long ones by one letter."""
    short = ["".join(some) for size in range(5) for some in itertools.product("0a\0\ud800\U0010ffff", repeat=size)]
    long = [f"{'x' * at}y{'x' * (300 - at)}" for at in range(300)]
    texts = [*short, *long, *(f"FIRM-{number:07d}" for number in range(20_000))]
    assert len(set(numbers(texts).tolist())) == len(texts)


@given(st.lists(st.text(max_size=40), max_size=10))
@examples(200)
def test_a_number_is_that_of_its_text(texts: list[str]) -> None:
    """Whatever stands beside it: two rows in two pieces have one number when they have one id, and only then."""
    alone = [int(numbers([text])[0]) for text in texts]
    assert numbers(texts).tolist() == alone
    assert len(set(alone)) == len(set(texts))
