"""ecomap: which digital trends, born in other sectors, will reach a business, and what to do first.

    import ecomap

    ecosystem, sha256 = ecomap.load_map()
    business = ecomap.load_business("bakery", ecosystem)  # a file of yours, a template or a trade
    ranking = ecomap.rank_trends(ecosystem, business, sha256=sha256)
    ranking.opportunities[0].why, ranking.to_records()  # to_frame() with pandas or polars

Every command that answers has a function that returns what its ``--json`` prints: ``dir(ecomap)`` lists them, and
``help(ecomap.rank_trends)`` says what one takes. What was given wrongly is refused as an ``EcomapError`` in words.
"""

# the public names stand in the table of verbs and are resolved on first use (PEP 562), so that importing the package
# costs nothing; editors and type checkers read __init__.pyi

from importlib import import_module


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
    globals()[name] = found  # asked once: the table takes a fiftieth of the time of a ranking
    return found


def __dir__() -> list[str]:
    own = (name for name in globals() if name.startswith("_"))
    return sorted({*own, *_places(), "__version__"})
