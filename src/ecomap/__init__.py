"""ecomap: which digital trends, born in other sectors, will reach a business, and what to do first.

The public names are resolved on first use (PEP 562), so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ecomap.errors import EcomapError
    from ecomap.io.businesses import (
        business_of_sectors,
        load_business,
        open_business,
        parse_business,
        template_text,
        templates,
    )
    from ecomap.io.maps import load_map
    from ecomap.model import Business, EcosystemMap, Settings
    from ecomap.results.batch import BatchRow
    from ecomap.results.comparison import Comparison
    from ecomap.results.ranking import Ranking
    from ecomap.verbs.batch.arrow_many import batch_schema, rank_batches
    from ecomap.verbs.batch.many import rank_many
    from ecomap.verbs.comparison import compare_businesses, compare_sectors
    from ecomap.verbs.ranking import rank_trends

    __version__: str

_PLACES = {
    "BatchRow": "ecomap.results.batch",
    "Business": "ecomap.model",
    "Comparison": "ecomap.results.comparison",
    "EcomapError": "ecomap.errors",
    "EcosystemMap": "ecomap.model",
    "Ranking": "ecomap.results.ranking",
    "Settings": "ecomap.model",
    "batch_schema": "ecomap.verbs.batch.arrow_many",
    "business_of_sectors": "ecomap.io.businesses",
    "compare_businesses": "ecomap.verbs.comparison",
    "compare_sectors": "ecomap.verbs.comparison",
    "load_business": "ecomap.io.businesses",
    "load_map": "ecomap.io.maps",
    "open_business": "ecomap.io.businesses",
    "parse_business": "ecomap.io.businesses",
    "rank_batches": "ecomap.verbs.batch.arrow_many",
    "rank_many": "ecomap.verbs.batch.many",
    "rank_trends": "ecomap.verbs.ranking",
    "template_text": "ecomap.io.businesses",
    "templates": "ecomap.io.businesses",
}

__all__ = [
    "BatchRow",
    "Business",
    "Comparison",
    "EcomapError",
    "EcosystemMap",
    "Ranking",
    "Settings",
    "__version__",
    "batch_schema",
    "business_of_sectors",
    "compare_businesses",
    "compare_sectors",
    "load_business",
    "load_map",
    "open_business",
    "parse_business",
    "rank_batches",
    "rank_many",
    "rank_trends",
    "template_text",
    "templates",
]


def __getattr__(name: str) -> object:
    if name == "__version__":
        return import_module("ecomap.version").VERSION
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
