"""The parts put together in order: answers and rejects as whole files, or as streams."""

import os
import shutil
import sys
from pathlib import Path
from typing import IO, Any, BinaryIO

from ecomap.errors import OutputError
from ecomap.io.batch.answers import Wording
from ecomap.io.batch.pieces import Piece
from ecomap.verbs.batch.job import Job
from ecomap.verbs.batch.part import REJECT_COLUMNS, answers_path, rejects_path

COPIED_BYTES = 1_000_000


class Assembly:
    """Answers and rejects of all pieces, in the order in which they are added.

    Parameters
    ----------
    output, rejects
        Files, written whole when `finish` is called; None: standard output and standard error, as they come.
    folder
        Of the parts; what is unfinished lies there too, so that it goes with them.
    headed
        Begin with the line that names the columns; False for all shards but the first.
    """

    def __init__(
        self, job: Job, wording: Wording, output: Path | None, rejects: Path | None, folder: Path, *, headed: bool
    ) -> None:
        self.job, self.wording, self.headed = job, wording, headed
        self.files = [_File(output, sys.stdout.buffer, folder), _File(rejects, sys.stderr.buffer, folder)]
        self._parquet: Any = None

    def __enter__(self) -> "Assembly":
        """Begin the files."""
        answers, rejects = (file.open() for file in self.files)
        if self.job.form == "parquet":
            import pyarrow.parquet as pq

            from ecomap.io.batch.arrow_answers import schema

            wide = schema(self.wording)
            texts = [field.name for field in wide if field.name.split("_")[-2:-1] in (["trend"], ["action"])]
            self._parquet = pq.ParquetWriter(answers, wide, use_dictionary=texts)
        elif self.job.form == "csv" and self.headed:
            answers.write(self.wording.csv_header())
        if self.headed and self.files[1].path is not None:
            rejects.write(f"{','.join(REJECT_COLUMNS)}\n".encode())
        return self

    def add(self, folder: Path, piece: Piece) -> None:
        """Add a part."""
        answers, rejects = (file.stream for file in self.files)
        if self._parquet is None:
            _copy(answers_path(folder, piece), answers)
        else:
            self._add_batches(answers_path(folder, piece))
        _copy(rejects_path(folder, piece), rejects)

    def _add_batches(self, path: Path) -> None:
        import pyarrow as pa

        with pa.memory_map(str(path)) as stream:
            table = pa.ipc.open_stream(stream).read_all()
            if len(table):
                self._parquet.write_table(table, row_group_size=len(table))

    def finish(self) -> None:
        """Put the files in their places."""
        if self._parquet is not None:
            self._parquet.close()
        for file in self.files:
            file.close()

    def __exit__(self, *_: object) -> None:
        """Leave nothing unfinished behind."""
        if self._parquet is not None and self._parquet.is_open:
            self._parquet.close()
        for file in self.files:
            file.discard()


def _copy(path: Path, stream: BinaryIO) -> None:
    with path.open("rb") as source:
        shutil.copyfileobj(source, stream, COPIED_BYTES)
    stream.flush()


class _File:
    """A file that is there whole or not at all; or a stream."""

    def __init__(self, path: Path | None, stream: BinaryIO, folder: Path) -> None:
        self.path, self.stream, self.folder = path, stream, folder
        self.temporary: Path | None = None

    def open(self) -> IO[bytes]:
        if self.path is not None:
            near = self.folder.parent == self.path.parent  # else it may be another disk
            self.temporary = (self.folder if near else self.path.parent) / f".{self.path.name}.{os.getpid()}.tmp"
            try:
                self.stream = self.temporary.open("wb")
            except OSError as error:
                raise OutputError(f"{self.path}: cannot be written: {error.strerror}.") from None
        return self.stream

    def close(self) -> None:
        if self.path is None or self.temporary is None:
            self.stream.flush()
            return
        self.stream.close()
        self.temporary.replace(self.path)
        self.temporary = None

    def discard(self) -> None:
        if self.temporary is not None:
            self.stream.close()
            self.temporary.unlink(missing_ok=True)
