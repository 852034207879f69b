"""ecomap: which digital trends, born in other sectors, will reach a business, and what to do first.

The public names are resolved on first use (PEP 562), so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ecomap.analysis.backtest import backtest
    from ecomap.analysis.batch.arrow_many import batch_schema, rank_batches
    from ecomap.analysis.batch.many import rank_many
    from ecomap.analysis.comparison import compare_businesses, compare_sectors
    from ecomap.analysis.ranking import rank_trends
    from ecomap.backtest_results import Backtest
    from ecomap.batch_results import BatchRow
    from ecomap.compared_results import Comparison
    from ecomap.errors import EcomapError
    from ecomap.io.businesses import business_of_sectors, load_business, parse_business, template_text, templates
    from ecomap.io.maps import load_map
    from ecomap.io.opening import open_business
    from ecomap.model import Business, EcosystemMap, Settings
    from ecomap.results import Ranking

    __version__: str

_PLACES = {
    "Backtest": "ecomap.backtest_results",
    "BatchRow": "ecomap.batch_results",
    "Business": "ecomap.model",
    "Comparison": "ecomap.compared_results",
    "EcomapError": "ecomap.errors",
    "EcosystemMap": "ecomap.model",
    "Ranking": "ecomap.results",
    "Settings": "ecomap.model",
    "backtest": "ecomap.analysis.backtest",
    "batch_schema": "ecomap.analysis.batch.arrow_many",
    "business_of_sectors": "ecomap.io.businesses",
    "compare_businesses": "ecomap.analysis.comparison",
    "compare_sectors": "ecomap.analysis.comparison",
    "load_business": "ecomap.io.businesses",
    "load_map": "ecomap.io.maps",
    "open_business": "ecomap.io.opening",
    "parse_business": "ecomap.io.businesses",
    "rank_batches": "ecomap.analysis.batch.arrow_many",
    "rank_many": "ecomap.analysis.batch.many",
    "rank_trends": "ecomap.analysis.ranking",
    "template_text": "ecomap.io.businesses",
    "templates": "ecomap.io.businesses",
}

__all__ = [
    "Backtest",
    "BatchRow",
    "Business",
    "Comparison",
    "EcomapError",
    "EcosystemMap",
    "Ranking",
    "Settings",
    "__version__",
    "backtest",
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
