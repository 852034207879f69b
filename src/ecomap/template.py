"""Texts that are written by templates, each with filters that escape for the form it is in."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Template


def template(file: Path, filters: Mapping[str, Any], **options: Any) -> "Template":
    """Return the template in a file; what it names must be there, and lines of tags alone leave nothing behind."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    forms = Environment(
        loader=FileSystemLoader(file.parent), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True, **options,
    )  # fmt: skip
    forms.filters |= filters
    return forms.get_template(file.name)
