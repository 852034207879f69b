"""How publishers write places and sizes, and how the map does."""

from collections.abc import Mapping
from types import MappingProxyType

ISO_CODES: Mapping[str, str] = MappingProxyType({"EL": "GR", "UK": "GB"})
"""Eurostat's code -> ISO 3166-1, where they differ."""


def size_class(published: str) -> str:
    """Write a US size class as Eurostat writes its own: ``25,000 or more`` -> ``GE25000``."""
    plain = published.replace(",", "")
    return f"GE{plain.removesuffix(' or more')}" if plain.endswith(" or more") else plain
