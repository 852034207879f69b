"""``compare``: sectors and businesses side by side."""

from collections.abc import Iterator

from case import Case, case
from cases import files
from cases.files import ENDS, FORMS, MINE, SCHOOL, small

MIX = ("compare", "template:bakery", "education", "restaurants", "--top", "5")


def cases() -> Iterator[Case]:
    """Yield the cases."""
    for form in FORMS:
        yield case(f"compare-{form}", *MIX, "--format", form)
        yield case(f"compare-alike-{form}", *MIX, "--show", "alike", "--format", form)
    for form in ("table", "csv", "svg", "json"):
        yield case(f"compare-all-{form}", "compare", "--all", "--format", form, "--top", "3")
    for end in ENDS:
        yield case(f"compare-output{end}", "compare", "farm", "clinic", "--top", "3", "-o", f"out{end}")
    for name, options in {
        "plain": (), "threats": ("--threats",), "horizon": ("--horizon", "8"), "cross": ("--view", "cross"),
        "own": ("--view", "own"), "neighbours": ("--method", "neighbours"), "strongest": ("--method", "strongest"),
        "json-flag": ("--json",), "top-1": ("--top", "1"), "top-500": ("--top", "500"),
        "alike-table": ("--show", "alike", "--format", "table"), "threats-json": ("--threats", "--json"),
        "all-trends": ("--all", "--show", "trends", "--top", "2"),
    }.items():  # fmt: skip
        yield case(f"compare-two-{name}", "compare", "hairdresser", "sector:personal-services", *options)
    faults: dict[str, tuple[str, ...]] = {
        "none": (), "one": ("bakery",), "twice": ("bakery", "bakery"), "unknown": ("bakery", "restaurnts"),
        "gone": ("bakery", "gone.yaml"), "template-unknown": ("template:bakry", "farm"),
        "sector-unknown": ("sector:bakry", "farm"), "both": ("consulting", "sector:consulting"),
        "same-sector": ("hotel", "hospitality"), "top-0": ("bakery", "farm", "--top", "0"), "empty": ("", "farm"),
        "stdin": ("-", "farm"),
    }  # fmt: skip
    for name, words in faults.items():
        yield case(f"compare-name-{name}", "compare", *words)
    yield case("compare-files", "compare", "mine.yaml", "school.yaml", "isic:5610", "--json", "--top", "4",
               files={"mine.yaml": MINE, "school.yaml": SCHOOL})  # fmt: skip
    yield case("compare-file-before-template", "compare", "consulting", "template:consulting", "--top", "3",
               files={"consulting": MINE})  # fmt: skip
    yield case("compare-overlays", "compare", "mine.yaml", "lenk.yaml", "education", "--top", "4", "--format", "table",
               files={"mine.yaml": MINE, "lenk.yaml": files.LENK, "driving.yaml": files.DRIVING})  # fmt: skip
    yield case("compare-small", "compare", "alpha", "beta", "--map", "small.yaml", files={"small.yaml": small()})
    yield case("compare-small-all", "compare", "--all", "--map", "small.yaml", "--json", files={"small.yaml": small()})
    yield case("compare-narrow", *MIX, "--format", "table", environment={"COLUMNS": "60"})
    yield case("compare-exists", *MIX, "-o", "out.csv", files={"out.csv": "precious"})
