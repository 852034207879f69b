"""Texts that are written by templates, each with filters that escape for the form it is in."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


class Templates:
    """Templates of one folder; what they name must be there, and lines of tags alone leave nothing behind.

    The library that fills them in is loaded with the first text that is written.
    """

    def __init__(self, folder: Path, filters: Mapping[str, Any], **options: Any) -> None:
        self._folder, self._filters, self._options = folder, filters, options

    @cached_property
    def _read(self) -> "Environment":
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        read = Environment(
            loader=FileSystemLoader(self._folder), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
            keep_trailing_newline=True, **self._options,
        )  # fmt: skip
        read.filters |= self._filters
        return read

    def filled(self, name: str, /, **values: Any) -> str:
        """Return the text of a template with what is said filled in."""
        return self._read.get_template(name).render(values)
