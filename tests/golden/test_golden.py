"""What the program says, word for word: a change in an answer is seen, and meant."""

import os
from collections.abc import Iterator
from pathlib import Path

import answers
import pytest
from commands import PICTURES, Answer, answer_to, argv_of, cases, expected_of

from maps import some


@pytest.fixture(autouse=True)
def cache_home(shared_cache: Path) -> Path:
    """Share one cache folder among these commands: none of them speaks of it."""
    os.environ["XDG_CACHE_HOME"] = str(shared_cache)
    return shared_cache


@pytest.mark.parametrize("case", some(cases()), ids=lambda case: case.name)
def test_the_answer_is_the_one_on_record(case: Path) -> None:
    """Standard output and standard error are those of the folder, byte for byte."""
    assert answer_to(argv_of(case)) == expected_of(case)


@pytest.fixture(scope="module")
def recorded() -> Iterator[dict[str, str]]:
    """Return the hashes on record, with the program asked as they were made."""
    with answers.plain():
        yield answers.on_record()


@pytest.mark.parametrize("line", some(answers.on_record(), of=12))
def test_no_answer_changes_unseen(line: str, recorded: dict[str, str]) -> None:
    """A number or word of these answers has changed: if it is meant, regenerate, and say it in the changelog."""
    assert answers.hashed(line) == recorded[line]


def test_there_are_commands_on_record() -> None:
    """Each of the folders holds a command; an empty list would prove nothing."""
    assert len(cases()) >= 5


@pytest.mark.parametrize("picture", some(PICTURES), ids=lambda path: path.name)
def test_the_pictures_of_the_documents_are_true(picture: Path) -> None:
    """A picture is what its command draws, on the day that it is asked for."""
    assert answer_to(list(PICTURES[picture])) == Answer(0, picture.read_bytes(), b"")
