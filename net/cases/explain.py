"""``explain``: one trend opened."""

from collections.abc import Iterator

from case import Case, case
from cases import files
from cases.files import MINE, SCHOOL, small

TRENDS = {
    "bakery": ("online-ordering", "social-media-marketing", "ransomware", "online-reviews"),
    "builder": ("online-booking",),
    "clinic": ("online-booking", "personalised-messages"),
    "consulting": ("generative-ai",),
    "farm": ("ransomware", "precision-farming"),
    "hairdresser": ("online-booking",),
    "manufacturer": ("predictive-maintenance", "industrial-robots"),
    "online-shop": ("chatbots",),
    "restaurant": ("personalised-messages",),
    "retail-shop": ("click-and-collect",),
}


def cases() -> Iterator[Case]:
    """Yield the cases."""
    for name, trends in TRENDS.items():
        for trend in trends:
            yield case(f"explain-{name}-{trend}", "explain", name, trend)
            yield case(f"explain-{name}-{trend}-json", "explain", name, trend, "--json")
    bakery = ("explain", "bakery", "online-ordering")
    versus = ("--versus", "social-media-marketing")
    for name, options in {
        "versus": versus, "versus-json": (*versus, "--json"), "why-not": ("--why-not",),
        "why-not-json": ("--why-not", "--json"), "why-not-versus": ("--why-not", *versus),
        "neighbours": ("--method", "neighbours"), "strongest": ("--method", "strongest"),
        "neighbours-json": ("--method", "neighbours", "--json"),
        "strongest-json": ("--method", "strongest", "--json"), "horizon": ("--horizon", "10"),
        "horizon-0": ("--horizon", "0", "--json"), "settings": ("--settings",),
        "settings-json": ("--settings", "--json"), "output": ("-o", "out.txt"),
        "output-json": ("--json", "-o", "out.json"), "versus-unknown": ("--versus", "onlin-ordering"),
        "versus-itself": ("--versus", "online-ordering"), "versus-used": ("--versus", "website"),
        "method-unknown": ("--method", "guess"), "horizon-21": ("--horizon", "21"), "map-gone": ("--map", "gone.yaml"),
    }.items():  # fmt: skip
        yield case(f"explain-{name}", *bakery, *options)
    for name, trend in {
        "by-name": "Online ordering for pick-up or delivery",
        "by-alias": "Online ordering",
        "unknown": "onlin-ordering",
        "used": "website",
        "empty": "",
        "by-short-alias": "crm",
        "sector-instead": "retail-trade",
        "upper": "ONLINE-ORDERING",
    }.items():
        yield case(f"explain-{name}", "explain", "bakery", trend)
    yield case("explain-no-trend", "explain", "bakery")
    yield case("explain-nobody", "explain", "nobody", "online-ordering")
    yield case("explain-sector-is-no-business", "explain", "restaurants", "online-ordering")
    yield case("explain-exists", *bakery, "-o", "out.txt", files={"out.txt": "precious"})
    school = {"school.yaml": SCHOOL}
    yield case("explain-school", "explain", "school.yaml", "online-booking", files=school)
    yield case("explain-school-json", "explain", "school.yaml", "online-booking", "--json", files=school)
    yield case("explain-school-own", "explain", "school.yaml", "human-machine-interfaces", files=school)
    yield case("explain-school-own-json", "explain", "school.yaml", "vehicle-telematics", "--json", files=school)
    yield case("explain-stdin", "explain", "-", "crm-software", stdin=MINE)
    yield case("explain-overlay", "explain", "online-shop", "parcel lockers", "--map", "lockers.yaml",
               files={"lockers.yaml": files.LOCKERS})  # fmt: skip
    yield case("explain-overlay-json", "explain", "lenk.yaml", "online-booking", "--json",
               files={"driving.yaml": files.DRIVING, "lenk.yaml": files.LENK})  # fmt: skip
    yield case("explain-small", "explain", "-", "booking", "--map", "small.yaml", stdin="sectors: {alpha: 1}\n",
               files={"small.yaml": small()})  # fmt: skip
    yield case("explain-diverges", "explain", "-", "booking", "--map", "small.yaml", stdin="sectors: {alpha: 1}\n",
               files={"small.yaml": small("3")})  # fmt: skip
    yield case("explain-narrow", *bakery, environment={"COLUMNS": "60"})
