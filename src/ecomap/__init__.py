"""ecomap: which digital trends, born in other sectors, will reach a business, and what to do first.

The public names stand in the table of verbs and are resolved on first use (PEP 562), so that importing the package
costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # for editors and type checkers, which run nothing; a test holds it against the table
    from ecomap.errors import EcomapError as EcomapError
    from ecomap.io.businesses import business_of_sectors as business_of_sectors
    from ecomap.io.businesses import load_business as load_business
    from ecomap.io.businesses import open_business as open_business
    from ecomap.io.businesses import parse_business as parse_business
    from ecomap.io.businesses import template_text as template_text
    from ecomap.io.businesses import templates as templates
    from ecomap.io.drawings import read_drawing as read_drawing
    from ecomap.io.logbook.opening import logbook_beside as logbook_beside
    from ecomap.io.logbook.store import Logbook as Logbook
    from ecomap.io.maps import load_map as load_map
    from ecomap.io.maps import load_whole_map as load_whole_map
    from ecomap.io.statistics import load_statistics as load_statistics
    from ecomap.model import Business as Business
    from ecomap.model import EcosystemMap as EcosystemMap
    from ecomap.model import Settings as Settings
    from ecomap.model.compiled import CompiledMap as CompiledMap
    from ecomap.results.batch import BatchRow as BatchRow
    from ecomap.results.benchmark import Benchmark as Benchmark
    from ecomap.results.comparison import Comparison as Comparison
    from ecomap.results.doctor import Examination as Examination
    from ecomap.results.explanation import Explanation as Explanation
    from ecomap.results.explanation import Route as Route
    from ecomap.results.explanation import WhatIf as WhatIf
    from ecomap.results.globalise import Globalisation as Globalisation
    from ecomap.results.logbook import LogbookExport as LogbookExport
    from ecomap.results.logbook import Pilot as Pilot
    from ecomap.results.logbook import Reading as Reading
    from ecomap.results.map_graph import MapGraph as MapGraph
    from ecomap.results.map_import import MapImport as MapImport
    from ecomap.results.maps import Difference as Difference
    from ecomap.results.maps import EvidenceAnswer as EvidenceAnswer
    from ecomap.results.maps import Finding as Finding
    from ecomap.results.maps import Loop as Loop
    from ecomap.results.movement import SinceAnswer as SinceAnswer
    from ecomap.results.plan import Plan as Plan
    from ecomap.results.platforms import PlatformAnswer as PlatformAnswer
    from ecomap.results.questions import Question as Question
    from ecomap.results.ranking import MapSummary as MapSummary
    from ecomap.results.ranking import Ranking as Ranking
    from ecomap.results.report import Report as Report
    from ecomap.results.search import Match as Match
    from ecomap.results.track import Pilots as Pilots
    from ecomap.results.watch import Agenda as Agenda
    from ecomap.results.watch import Channels as Channels
    from ecomap.results.watch import Imported as Imported
    from ecomap.results.watch import Reviews as Reviews
    from ecomap.results.watch import SignalList as SignalList
    from ecomap.results.watch import Suggestions as Suggestions
    from ecomap.verbs.batch.arrow_many import batch_schema as batch_schema
    from ecomap.verbs.batch.arrow_many import rank_batches as rank_batches
    from ecomap.verbs.batch.many import rank_many as rank_many
    from ecomap.verbs.benchmark import learn_from_others as learn_from_others
    from ecomap.verbs.causes import moved_since_kept as moved_since_kept
    from ecomap.verbs.channels import find_channels as find_channels
    from ecomap.verbs.comparison import compare_businesses as compare_businesses
    from ecomap.verbs.comparison import compare_sectors as compare_sectors
    from ecomap.verbs.difference import compare_maps as compare_maps
    from ecomap.verbs.doctor import examine_installation as examine_installation
    from ecomap.verbs.explanation import explain_trend as explain_trend
    from ecomap.verbs.globalise import globalise as globalise
    from ecomap.verbs.lookup import find_loops as find_loops
    from ecomap.verbs.lookup import search as search
    from ecomap.verbs.lookup import strongest_routes as strongest_routes
    from ecomap.verbs.lookup import summarise as summarise
    from ecomap.verbs.map_graph import draw_map as draw_map
    from ecomap.verbs.map_import import match_drawing as match_drawing
    from ecomap.verbs.new_pilot import new_pilot as new_pilot
    from ecomap.verbs.news import fetch_news as fetch_news
    from ecomap.verbs.news import import_news as import_news
    from ecomap.verbs.plan import plan_year as plan_year
    from ecomap.verbs.platforms import weigh_platforms as weigh_platforms
    from ecomap.verbs.provenance import find_evidence as find_evidence
    from ecomap.verbs.questions import questions_to_ask as questions_to_ask
    from ecomap.verbs.ranking import rank_trends as rank_trends
    from ecomap.verbs.report import make_report as make_report
    from ecomap.verbs.track import judge_pilots as judge_pilots
    from ecomap.verbs.watching import draw_up_agenda as draw_up_agenda
    from ecomap.verbs.watching import plan_reviews as plan_reviews
    from ecomap.verbs.watching import suggest_watching as suggest_watching
    from ecomap.verbs.whatif import World as World
    from ecomap.verbs.whatif import what_if as what_if

    __version__: str


def _places() -> dict[str, str]:
    """Return each public name with its module."""
    places: dict[str, str] = import_module("ecomap.verbs").public_names()
    return places


def __getattr__(name: str) -> object:
    if name == "__version__":
        return import_module("ecomap.version").VERSION
    places = {} if name.startswith("__") and name != "__all__" else _places()
    if name == "__all__":
        return sorted(places)
    if name not in places:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = import_module("ecomap.verbs").public(f"{places[name]}:{name}")
    return found


def __dir__() -> list[str]:
    own = (name for name in globals() if name.startswith("_"))
    return sorted({*own, *_places(), "__version__"})
