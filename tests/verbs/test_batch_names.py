"""What files and tables of a batch are called."""

import os
from pathlib import Path

import pytest

from ecomap.errors import InputError, OutputError
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.batch.inputs import open_table
from ecomap.verbs.batch.part import LONGEST_NAME, file_name, short_name, whole
from maps import ecosystem, sector, trend


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Bäckerei Müller & Söhne", "backerei-muller-sohne"),
        ("../../etc/passwd", "etc-passwd"),
        ("株式会社", ""),
        ("a" * 80, "a" * 60),
        ("a" * 59 + " bakery", "a" * 59),  # no hyphen at the end
    ],
)
def test_a_name_becomes_what_any_disk_takes(name: str, short: str) -> None:
    """Small letters, digits and hyphens, sixty at most; who has none of them has only a number."""
    assert (short_name(name), LONGEST_NAME) == (short, 60)
    assert file_name(7, name, "md") == (f"000007-{short}.md" if short else "000007.md")


def test_a_device_or_pipe_is_written_through_and_stays(tmp_path: Path) -> None:
    """What is no file is not put in its place when it is whole, nor taken away."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with whole(pipe) as stream:
        stream.write(b"answer")
    assert os.read(reader, 99) == b"answer"
    os.close(reader)
    assert [one.name for one in tmp_path.iterdir()] == ["pipe"]


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    """Until it is, the one before stays; what was broken off leaves nothing behind."""
    path = tmp_path / "answers.csv"
    path.write_bytes(b"before")

    def broken_off() -> None:
        with whole(path) as stream:
            stream.write(b"half")
            assert path.read_bytes() == b"before"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("answers.csv", b"before")]
    with whole(path) as stream:
        stream.write(b"after")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("answers.csv", b"after")]
    with pytest.raises(OutputError, match="cannot be written"), whole(tmp_path / "none" / "a.csv"):
        pass


@pytest.mark.parametrize(("called", "told"), [("", "m.csv:1:1"), ("members.xlsx", "members.xlsx:1:1")])
def test_a_table_is_called_what_its_owner_calls_it(tmp_path: Path, called: str, told: str) -> None:
    """What was made of a spreadsheet is told by the spreadsheet's name, all else by its own."""
    (tmp_path / "m.csv").write_text("id,foo\n1,2\n", encoding="utf-8")
    compiled = compiled_map(ecosystem([sector("s1")], [trend("t1")]))
    with pytest.raises(InputError) as refused:
        open_table(str(tmp_path / "m.csv"), "csv", {}, compiled, called=called)
    assert told in str(refused.value)
    assert (str(tmp_path) in str(refused.value)) == (not called)


def test_a_column_that_a_heading_tells_can_be_asked_for(tmp_path: Path) -> None:
    """What a firm is called, which headings tell, --columns takes as well."""
    table = tmp_path / "t.csv"
    table.write_text("no,Betrieb,legal,A,B\n1,Foo,Foo GmbH,bakery,dance\n", encoding="utf-8")
    around = compiled_map(ecosystem([sector("bakery"), sector("dance")], [trend("t")]))
    given = {"id": ["no"], "name": ["legal"], "sectors": ["A", "B"]}
    layout = open_table(str(table), "csv", given, around).layout
    assert (layout.names["name"], layout.unused, layout.guessed) == ("legal", ("Betrieb",), ())
    with pytest.raises(InputError, match="nam: no such column of ours"):
        open_table(str(table), "csv", {**given, "nam": ["legal"]}, around)
