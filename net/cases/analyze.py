"""``analyze``: templates, forms, options, files, sectors, standard input."""

from collections.abc import Iterator

from case import Case, MapCopy, case, then
from cases import files
from cases.files import ENDS, FORMS, MINE, NAMES, SCHOOL, SHORT, TEMPLATES, small

SECTORS = {
    "one": ("restaurants",),
    "two": ("restaurants=0.7", "hotel=0.3"),
    "scale": ("restaurants=7", "hotel=3"),
    "rest": ("restaurants=0.5", "hotel", "farm"),
    "same": ("hotel=0.25", "hospitality=0.25", "farm=0.5"),
    "aliases": ("CAFE", "Restaurants and Cafes", "I56"),
    "codes": ("isic:5610", "naics:722511", "nace:56.10"),
    "space": (" hotel = 0.4 ", "farm"),
    "many": ("agriculture", "construction", "wholesale", "education", "health-care", "machinery", "hotel", "farm=0.2"),
}
OPTIONS = {
    "top-1": ("--top", "1"),
    "top-9999": ("--top", "9999"),
    "horizon-0": ("--horizon", "0", "--top", "5"),
    "horizon-20": ("--horizon", "20", "--top", "5"),
    "horizon-2.5": ("--horizon", "2.5", "--top", "5"),
    "view-own": ("--view", "own"),
    "view-all": ("--view", "all"),
    "goal": ("--goal", "cost=1", "--top", "6"),
    "goals": ("--goal", "reach=20", "--goal", "cost=10", "--goal", "reach=7", "--top", "6"),
    "neighbours": ("--method", "neighbours"),
    "strongest": ("--method", "strongest"),
    "neighbours-all": ("--method", "neighbours", "--view", "all", "--top", "10", "--json"),
    "strongest-all": ("--method", "strongest", "--view", "all", "--top", "10", "--json"),
    "certainty": ("--certainty", "--draws", "200", "--top", "6"),
    "certainty-json": ("--certainty", "--draws", "200", "--seed", "7", "--view", "all", "--top", "12", "--json"),
    "certainty-table": ("--certainty", "--draws", "100", "--format", "table"),
    "everything": ("--horizon", "5", "--goal", "talent=1", "--view", "own", "--top", "4", "--certainty", "--draws",
                   "100", "--seed", "3", "--format", "markdown"),
}  # fmt: skip
INPUTS: dict[str, str | bytes] = {
    "mine": MINE, "names": NAMES, "short": SHORT, "school": SCHOOL, "poor": files.POOR, "rich": files.RICH,
    "json": '{"name": "As JSON", "sectors": {"hotel": 1, "bar": 2}, "goals": {"reach": 1}}',
    "windows": b"\xef\xbb\xbf" + MINE.replace("\n", "\r\n").encode(),
    "twice": "sectors: {restaurants: 1}\nadopted: [website, website]\n",
    "adopted-by-name": "sectors: {restaurants: 1}\nadopted: [Website, CRM]\n",
    "script": "name: کافه‌ی من\nsectors: {cafe: 1}\n",
    "escape": 'sectors: {bakery: 1}\nname: "\\e[31mRed\\u202e"\n',
    "formula": 'sectors: {bakery: 1}\nname: "=cmd|calc"\nid: formula\n',
}  # fmt: skip


def cases() -> Iterator[Case]:
    """Yield the cases."""
    for name in TEMPLATES:
        yield case(f"analyze-{name}-json", "analyze", name, "--format", "json", "--view", "all")
        yield case(f"analyze-{name}-table", "analyze", name, "--format", "table")
        yield case(f"analyze-{name}-tsv", "analyze", name)
    for form in FORMS:
        yield case(f"analyze-form-{form}", "analyze", "clinic", "-f", form, "--top", "5", "--view", "all")
    for end in (*ENDS, ".pdf", ""):
        yield case(f"analyze-output{end}", "analyze", "farm", "--top", "3", "--output", f"out{end}")
    yield case("analyze-output-form", "analyze", "farm", "--top", "3", "-o", "out.json", "--format", "csv")
    for name, options in OPTIONS.items():
        yield case(f"analyze-{name}", "analyze", "bakery", *options)
    for name, sectors in SECTORS.items():
        argv = [word for sector in sectors for word in ("--sector", sector)]
        yield case(f"analyze-sectors-{name}", "analyze", *argv, "--top", "6", "--json")
    for name, content in INPUTS.items():
        yield case(f"analyze-file-{name}", "analyze", "mine.yaml", "--json", files={"mine.yaml": content})
        yield case(f"analyze-stdin-{name}", "analyze", "-", "--format", "table", "--top", "3", stdin=content)
    yield case("analyze-file-before-template", "analyze", "bakery", "--top", "3", files={"bakery": MINE})
    yield case("analyze-folder", "analyze", "sub/mine.yaml", "--top", "3", files={"sub/mine.yaml": MINE})
    yield case("analyze-absolute", "analyze", "{HERE}/mine.yaml", "--top", "3", "--json", files={"mine.yaml": MINE})
    yield from _outputs()
    yield from _maps()


def _outputs() -> Iterator[Case]:
    yield case("analyze-exists", "analyze", "bakery", "-o", "out.csv", files={"out.csv": "precious"})
    yield case("analyze-force", "analyze", "bakery", "-o", "out.csv", "--force", files={"out.csv": "precious"})
    yield case("analyze-no-folder", "analyze", "bakery", "-o", "gone/out.csv")
    piped = case("analyze-pipe-of-a-template", "business", "show", "clinic")
    yield then(piped, "analyze", "-", "--top", "4", piped=True)
    yield case("analyze-no-colour", "analyze", "bakery", "-f", "table", environment={"NO_COLOR": "1"})
    yield case("analyze-colour", "analyze", "bakery", "-f", "table", environment={"FORCE_COLOR": "1"})
    for columns in ("40", "60", "120"):
        yield case(f"analyze-columns-{columns}", "analyze", "bakery", "-f", "table", environment={"COLUMNS": columns})
    ascii_only = {"PYTHONIOENCODING": "ascii"}
    yield case("analyze-ascii", "analyze", "restaurant", "-f", "table", environment=ascii_only)
    yield case("analyze-seeds", "analyze", "bakery", "--json", "--top", "3", environment={"PYTHONHASHSEED": "1"})


def _maps() -> Iterator[Case]:
    small_map = {"small.yaml": small()}
    yield case("analyze-map-small", "analyze", "--sector", "alpha", "--map", "small.yaml", "--json", files=small_map)
    yield case("analyze-map-small-table", "analyze", "--sector", "beta", "--map", "small.yaml", "-f", "table",
               files=small_map)  # fmt: skip
    lockers = {"lockers.yaml": files.LOCKERS}
    yield case("analyze-overlay", "analyze", "online-shop", "--map", "lockers.yaml", "--view", "all", "--json",
               files=lockers)  # fmt: skip
    both = {**lockers, "driving.yaml": files.DRIVING}
    yield case("analyze-overlays", "analyze", "--sector", "learner drivers", "--map", "lockers.yaml", "--map",
               "driving.yaml", "--top", "8", "--json", files=both)  # fmt: skip
    yield case("analyze-own-overlay", "analyze", "lenk.yaml", "--json", "--top", "10",
               files={"driving.yaml": files.DRIVING, "lenk.yaml": files.LENK})  # fmt: skip
    yield case("analyze-own-overlay-gone", "analyze", "lenk.yaml", files={"lenk.yaml": files.LENK})
    merged = {"merged.yaml": files.MERGED, "b.yaml": "sectors: {hairdresser: 1}\nadopted: [online-diary]\n"}
    yield case("analyze-merged", "analyze", "b.yaml", "--map", "merged.yaml", "--top", "5", "--json", files=merged)
    yield case("analyze-copied-map", "analyze", "bakery", "--map", "data/sectors.yaml", "--json", "--top", "5",
               copies=(MapCopy("data"),))  # fmt: skip
    shifted = MapCopy("data", (("statistics/readiness.csv", "0.003939", "1.503939"),))
    yield case("analyze-changed-map", "analyze", "--sector", "advertising", "--map", "data/sectors.yaml", "--json",
               "--top", "10", copies=(shifted,))  # fmt: skip
