"""``map``: show, search, check, path, loops, evidence, diff, new."""

from collections.abc import Iterator

from case import Case, MapCopy, case, then
from cases import files
from cases.files import BOOKING, DRIVING, ENERGY, ICELAND, LOCKERS, small

SEARCHES = {
    "word": ("payment",), "bakery": ("bakery",), "two": ("PAYMENT", "shop"), "cafe": ("cafe",), "code": ("isic:5610",),
    "nace": ("nace:56.10",), "bare-code": ("5610",), "none": ("zeppelin",), "sentence": ("online payment",),
    "inside": ("taurant",), "accents": ("CAFÉS",), "empty": ("",),
}  # fmt: skip
PATHS: dict[str, tuple[str, ...]] = {
    "sectors": ("e-commerce", "food-manufacturing"), "trend": ("online-ordering", "retail-trade"),
    "top": ("online-ordering", "retail-trade", "--top", "3"), "names": ("Online retail", "cafe"),
    "same": ("retail-trade", "retail-trade"), "unknown": ("onlin-ordering", "retail-trade"),
    "nowhere": ("e-commerce", "nowhere"), "turned": ("retail-trade", "online-ordering"), "one": ("e-commerce",),
    "top-0": ("e-commerce", "retail-trade", "--top", "0"), "top-50": ("mining", "hospitality", "--top", "50"),
}  # fmt: skip
EVIDENCE = {
    "pathway": "online-ordering>e-commerce>retail-trade",
    "figure": "additive-manufacturing>architecture-engineering",
    "coupling": "e-commerce>retail-trade",
    "trend": "cloud-computing",
    "sector": "hotel",
    "country": "pt",
    "source": "uk-csbs-2017",
    "record": "judged-prevalence",
    "activity": "take-orders",
    "practice": "loyalty-without-a-card",
    "unknown": "online-odering",
    "absent": "online-ordering>mining",
    "form": "a>b>c>d",
    "turned": "retail-trade>online-ordering",
    "empty": "",
    "alias": "bakery",
    "judged": "online-booking>retail-trade",
}
NEW = {
    "trend": ("trend", "repair-evenings"),
    "sector": ("sector", "climbing-halls"),
    "practice": ("practice", "text-first"),
    "influence": ("influence", "online-booking>mining"),
    "country": ("country", "is"),
    "known": ("trend", "website"),
    "known-country": ("country", "pt"),
    "bad-id": ("trend", "Repair Evenings"),
    "influence-form": ("influence", "mining"),
    "influence-unknown": ("influence", "fax>mining"),
    "kind": ("gadget", "x"),
    "influence-known": ("influence", "security-awareness-training>energy"),
    "country-word": ("country", "iceland"),
}


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield case("map-show", "map", "show")
    yield case("map-show-small", "map", "show", "--map", "small.yaml", files={"small.yaml": small()})
    yield case("map-show-overlay", "map", "show", "--map", "o.yaml", files={"o.yaml": LOCKERS})
    yield case("map-show-gone", "map", "show", "--map", "gone.yaml")
    for name, words in SEARCHES.items():
        yield case(f"map-search-{name}", "map", "search", *words)
    yield case("map-search-overlay", "map", "search", "driv", "--map", "o.yaml", files={"o.yaml": DRIVING})
    for name, words in PATHS.items():
        yield case(f"map-path-{name}", "map", "path", *words)
    yield case("map-path-small", "map", "path", "alpha", "beta", "--map", "s.yaml", files={"s.yaml": small()})
    for name, options in {
        "plain": (),
        "top-3": ("--top", "3"),
        "top-100": ("--top", "100"),
        "top-0": ("--top", "0"),
    }.items():
        yield case(f"map-loops-{name}", "map", "loops", *options)
    yield case("map-loops-overlay", "map", "loops", "--map", "o.yaml", "--top", "2", files={"o.yaml": files.LOOP})
    yield case("map-loops-small", "map", "loops", "--map", "s.yaml", files={"s.yaml": small()})
    for name, asked in EVIDENCE.items():
        yield case(f"map-evidence-{name}", "map", "evidence", asked)
        yield case(f"map-evidence-{name}-json", "map", "evidence", asked, "--json")
    training = "security-awareness-training>energy"
    yield case("map-evidence-overlay", "map", "evidence", training, "--map", "o.yaml", files={"o.yaml": ENERGY})
    yield case("map-evidence-output", "map", "evidence", "hotel", "--format", "json", "-o", "out.json")
    both = {"top.yaml": BOOKING.replace("online-booking", "booking").replace("retail-trade", "alpha").replace(
        "judged-prevalence", "judged"), "small.yaml": small()}  # fmt: skip
    yield case("map-evidence-two-maps", "map", "evidence", "booking>alpha", "--map", "top.yaml", "--map", "small.yaml",
               "--json", files=both)  # fmt: skip
    yield from _checks()
    yield from _diffs()
    for name, words in NEW.items():
        yield case(f"map-new-{name}", "map", "new", *words, dated=True)
    stub = case("map-new-checked", "map", "new", "trend", "repair-evenings", "--output", "mine.yaml", dated=True)
    yield then(stub, "map", "check", "mine.yaml")
    yield case("map-new-exists", "map", "new", "country", "is", "-o", "o.yaml", files={"o.yaml": "precious"})


def _checks() -> Iterator[Case]:
    yield case("map-check", "map", "check")
    yield case("map-check-strict", "map", "check", "--strict")
    yield case("map-check-github", "map", "check", "--format", "github")
    yield case("map-check-sarif", "map", "check", "--format", "sarif", "-o", "out.sarif")
    for name, text in {
        "lockers": LOCKERS, "driving": DRIVING, "energy": ENERGY, "iceland": ICELAND, "booking": BOOKING,
        "leaf": files.LEAF, "merged": files.MERGED,
    }.items():  # fmt: skip
        yield case(f"map-check-{name}", "map", "check", "o.yaml", "--strict", files={"o.yaml": text})
    yield case("map-check-two", "map", "check", "a.yaml", "b.yaml", files={"a.yaml": LOCKERS, "b.yaml": DRIVING})
    yield case("map-check-on-top", "map", "check", "b.yaml", "--map", "a.yaml",
               files={"a.yaml": LOCKERS, "b.yaml": ENERGY})  # fmt: skip
    yield case("map-check-gone", "map", "check", "gone.yaml")
    yield case("map-check-copy", "map", "check", "data/sectors.yaml", "--strict", copies=(MapCopy("data"),))


def _diffs() -> Iterator[Case]:
    booking: dict[str, str | bytes] = {"o.yaml": BOOKING}
    yield case("map-diff-same", "map", "diff", "shipped", "shipped")
    yield case("map-diff-overlay", "map", "diff", "shipped", "o.yaml", files=booking)
    yield case("map-diff-turned", "map", "diff", "o.yaml", "shipped", files=booking)
    yield case("map-diff-business", "map", "diff", "shipped", "o.yaml", "--business", "retail-shop", files=booking)
    yield case("map-diff-json", "map", "diff", "shipped", "o.yaml", "--business", "retail-shop", "--json",
               files=booking)  # fmt: skip
    yield case("map-diff-lockers", "map", "diff", "shipped", "o.yaml", "--business", "online-shop", "--format", "json",
               files={"o.yaml": LOCKERS})  # fmt: skip
    yield case("map-diff-driving", "map", "diff", "shipped", "o.yaml", "-o", "out.txt", files={"o.yaml": DRIVING})
    shifted = MapCopy("data", (("statistics/readiness.csv", "0.003939", "0.503939"),
                               ("statistics/prevalence.csv", "0.0280", "0.2800")))  # fmt: skip
    yield case("map-diff-copy", "map", "diff", "shipped", "data/sectors.yaml", "--business", "bakery",
               copies=(shifted,))  # fmt: skip
    yield case("map-diff-small", "map", "diff", "a.yaml", "b.yaml", "--json",
               files={"a.yaml": small(), "b.yaml": small("0.9")})  # fmt: skip
    yield case("map-diff-gone", "map", "diff", "shipped", "gone.yaml")
    yield case("map-diff-one", "map", "diff", "shipped")
    yield case("map-diff-nobody", "map", "diff", "shipped", "o.yaml", "--business", "nobody", files=booking)
