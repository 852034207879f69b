"""Everything that can be wrong with a business file, an overlay, a map."""

from collections.abc import Iterator

from case import Case, MapCopy, case
from cases import files
from cases.files import BOOKING, DRIVING, LOCKERS, small

FAULTY = """\
schema: ecomap/business/1
id: Rosa
country: pt
sectors:
  bakery: 0.6
  retail-trade: "0.4"
golas:
  reach: 3
maturity: 7
resources:
  budget_eur: 5000 EUR
adopted: website
id: again
"""
UNKNOWN = """\
sectors:
  bakry: 0.6
  retail-trade: 0.4
goals:
  reahc: 3
skills:
  dta: 1
activities:
  export: 0.1
  exprot: 0.2
adopted:
  - website
  - websit
"""
BUSINESSES: dict[str, str | bytes] = {
    "form": FAULTY,
    "names": UNKNOWN,
    "both": "sectors:\n  bakry: 1\nmaturity: 7\n",
    "empty": b"",
    "blank": b"\n\n",
    "comments": b"# nothing\n",
    "binary": b"\x89PNG\r\n\x1a\n\x00\x00",
    "utf-16": "sectors: {bakery: 1}".encode("utf-16"),
    "latin-1": "name: Caf\xe9\n".encode("latin-1"),
    "list": b"- bakery\n",
    "scalar": b"bakery\n",
    "not-yaml": b"sectors: {bakery: 1\n",
    "tab": b"sectors:\n\tbakery: 1\n",
    "nested": b"- " * 100_000,
    "bomb": b"a: &a [x, x]\nb: &b [*a, *a]\n",
    "no-sectors": b"name: X\n",
    "sectors-empty": b"sectors: {}\n",
    "sectors-list": b"sectors: [bakery]\n",
    "zero": b"sectors: {bakery: 0}\n",
    "negative": b"sectors: {bakery: -1}\n",
    "infinite": b"sectors: {bakery: .inf}\n",
    "nan": b"sectors: {bakery: .nan}\n",
    "true": b"sectors: {bakery: true}\n",
    "schema": b"schema: ecomap/business/9\nsectors: {bakery: 1}\n",
    "overlay": BOOKING,
    "map": small(),
    "depends": b"sectors: {bakery: 1}\ndepends_on: {hotel: 0.6, farm: 0.5}\n",
    "depends-unknown": b"sectors: {bakery: 1}\ndepends_on: {hotl: 0.6}\n",
    "two-names": b"sectors: {cafe: 1, restaurants: 2}\n",
    "code": b'sectors: {"isic:9999": 1}\n',
    "influence": b"sectors: {bakery: 1}\ninfluences:\n  - {trend: website, share: 2}\n  - {share: 0.1, reason: x}\n"
    b"  - {trend: website, sector: hotel, share: 0.1, reason: x}\n",
    "own-activity": b"sectors: {bakery: 1}\nown_activities:\n  - {id: export, name: E, share: 2, served_by: {x: 1}}\n",
    "two-documents": b"sectors: {bakery: 1}\n---\nsectors: {bakery: 1}\n",
    "adopted-null": b"sectors: {bakery: 1}\nadopted:\n",
    "id-number": b"id: 12\nsectors: {bakery: 1}\n",
    "employees": b"employees: 2.5\nsectors: {bakery: 1}\n",
    "overlays": b"sectors: {bakery: 1}\noverlays: [gone.yaml]\n",
    "escape": b'sectors: {"\\e[31mbakry": 1}\n',
    "resources": b"sectors: {bakery: 1}\nresources: {budget: 5, hours_per_week: -1}\n",
    "goals-zero": b"sectors: {bakery: 1}\ngoals: {reach: 0}\n",
}
OVERLAYS: dict[str, str | bytes] = {
    "sector": BOOKING.replace("retail-trade", "retail-trad"),
    "trend": BOOKING.replace("online-booking", "online-bookin"),
    "evidence": BOOKING.replace("judged-prevalence", "hearsay"),
    "range": BOOKING.replace("0.9", "1.9"),
    "field": BOOKING.replace("statement", "statment"),
    "statement": BOOKING.replace(", statement: All do.", ""),
    "empty": b"",
    "not-yaml": b"schema: [",
    "schema": BOOKING.replace("overlay/1", "overlay/2"),
    "list": b"- x\n",
    "twice": BOOKING + BOOKING.splitlines()[-1] + "\n",
    "todo": BOOKING.replace("All do.", "TODO All do."),
    "bad-trend": LOCKERS.replace("kind: technology", "kind: gadget").replace("norm: 0.02", "norm: 2"),
    "bad-service": LOCKERS.replace("sell-online: 0.3", "sell-onlin: 0.9"),
    "bad-day": LOCKERS.replace("2026-11-22", "soon"),
    "bad-sector": DRIVING.replace("run-vehicles: 0.9", "run-vehicle: 9"),
    "loop": files.LOOP,
    "leaf": files.LEAF,
    "business": files.MINE,
    "no-id": BOOKING.replace("id: mine\n", ""),
    "withdrawn": files.MERGED.replace("replaced_by: online-booking", "replaced_by: nowhere"),
    "rejected": BOOKING + "rejected:\n  - {trend: online-booking, sector: retail-trade, reason: Untrue}\n",
}
CHANGES = {
    "evidence": (("statistics/norms.csv", "measured-norm", "hearsay"),),
    "form": (
        ("statistics/readiness.csv", "0.003939", "much"),
        ("statistics/prevalence.csv", "0.0280", "2.80"),
        ("sectors.yaml", "aliases:", "aliasses:"),
        ("trends/commerce.yaml", "Eurostat", "&office Eurostat"),
    ),
    "header": (("statistics/coupling.csv", "source,target", "source,goal"),),
    "sector": (("statistics/coupling.csv", "agriculture,advertising", "agricultur,advertising"),),
    "sum": (
        (
            "statistics/coupling.csv",
            "agriculture,advertising-marketing,0.000493",
            "agriculture,advertising-marketing,0.9",
        ),
    ),
}


def cases() -> Iterator[Case]:
    """Yield the cases."""
    for name, content in BUSINESSES.items():
        yield case(f"faulty-business-{name}", "business", "check", "mine.yaml", files={"mine.yaml": content})
    for name in ("form", "names", "empty", "not-yaml", "latin-1", "bomb", "influence"):
        content = BUSINESSES[name]
        yield case(f"faulty-analyze-{name}", "analyze", "mine.yaml", files={"mine.yaml": content})
        yield case(f"faulty-stdin-{name}", "analyze", "-", stdin=content)
    for name, content in OVERLAYS.items():
        yield case(f"faulty-overlay-{name}", "map", "check", "mine.yaml", files={"mine.yaml": content})
    for name in ("sector", "loop", "bad-trend", "empty"):
        yield case(f"faulty-overlay-analyze-{name}", "analyze", "bakery", "--map", "mine.yaml",
                   files={"mine.yaml": OVERLAYS[name]})  # fmt: skip
    for form in ("github", "sarif"):
        for name in ("sector", "bad-trend", "leaf"):
            yield case(f"faulty-overlay-{form}-{name}", "map", "check", "wrong, 100%.yaml", "--format", form,
                       files={"wrong, 100%.yaml": OVERLAYS[name]})  # fmt: skip
    for name, changes in CHANGES.items():
        yield case(f"faulty-map-{name}", "map", "check", "data/sectors.yaml", copies=(MapCopy("data", changes),))
    yield case("faulty-map-analyze", "analyze", "bakery", "--map", "data/sectors.yaml",
               copies=(MapCopy("data", CHANGES["form"]),))  # fmt: skip
    for coupling in ("1", "1.5", "3", "-1", "x"):
        yield case(f"faulty-small-{coupling}", "map", "check", "small.yaml", "--strict",
                   files={"small.yaml": small(coupling)})  # fmt: skip
    yield case("faulty-small-analyze", "analyze", "--sector", "alpha", "--map", "small.yaml",
               files={"small.yaml": small("3")})  # fmt: skip
    yield case("faulty-map-gone", "analyze", "bakery", "--map", "gone.yaml")
    yield case("faulty-map-folder", "map", "check", "folder", files={"folder/x": ""})
    yield case("faulty-business-folder", "analyze", "folder", files={"folder/x": ""})
