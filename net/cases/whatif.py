"""``whatif``: what a change does."""

from collections.abc import Iterator

from case import Case, case
from cases.files import SCHOOL, small

CHANGES: dict[str, tuple[str, ...]] = {
    "budget": ("--set", "budget_eur=50000"),
    "skill-and-budget": ("--set", "budget_eur=20000", "--set", "skill.it=3"),
    "goal": ("--set", "goal.reach=0", "--set", "goal.cost=2"),
    "setting": ("--set", "attenuation=0.6", "--set", "goal.reach=1"),
    "horizon": ("--set", "horizon=10"),
    "nothing": ("--set", "horizon=3"),
    "maturity": ("--set", "maturity=4"),
    "hours": ("--set", "hours_per_week=0"),
    "peers": ("--set", "peers.online-ordering=0.9"),
    "edge": ("--set", "e-commerce>retail-trade=0.3"),
    "figure": ("--set", "online-ordering>retail-trade=0.9"),
    "cut": ("--cut", "e-commerce>retail-trade"),
    "cut-figure": ("--cut", "online-ordering>retail-trade"),
    "cut-two": ("--cut", "e-commerce>retail-trade", "--cut", "restaurants>food-manufacturing"),
    "adopt": ("--adopt", "online-ordering"),
    "adopt-two": ("--adopt", "online-ordering", "--adopt", "crm-software"),
    "all": ("--set", "skill.data=4", "--cut", "wholesale>retail-trade", "--adopt", "chatbots"),
    "activity": ("--set", "activity.deliver-goods=1"),
    "sector": ("--set", "sector.retail-trade=1"),
}
FAULTS = {
    "none": (),
    "no-number": ("--set", "budget_eur"),
    "no-name": ("--set", "=5"),
    "words": ("--set", "budget_eur=much"),
    "range": ("--set", "attenuation=2"),
    "unknown": ("--set", "colour=2"),
    "cut-unknown": ("--cut", "retail-trade>nowhere"),
    "cut-trend": ("--cut", "onlin-ordering>retail-trade"),
    "cut-absent": ("--cut", "mining>restaurants"),
    "cut-form": ("--cut", "retail-trade"),
    "adopt-unknown": ("--adopt", "onlin-ordering"),
    "adopt-alias": ("--adopt", "crm"),
    "adopt-used": ("--adopt", "website"),
    "adopt-name": ("--adopt", "Online ordering"),
    "plural": ("--set", "goals.reach=3"),
    "goal-unknown": ("--set", "goal.reech=3"),
    "skill-unknown": ("--set", "skill.dta=3"),
    "skill-range": ("--set", "skill.it=5"),
    "negative": ("--set", "budget_eur=-1"),
    "comma": ("--set", "maturity=1,5"),
    "edge-range": ("--set", "e-commerce>retail-trade=2"),
    "diverges": (
        "--set",
        "e-commerce>retail-trade=0.99",
        "--set",
        "retail-trade>e-commerce=0.99",
        "--set",
        "attenuation=1",
    ),
}


def cases() -> Iterator[Case]:
    """Yield the cases."""
    for name, words in CHANGES.items():
        yield case(f"whatif-{name}", "whatif", "bakery", *words)
        yield case(f"whatif-{name}-json", "whatif", "bakery", *words, "--json")
    for name, words in FAULTS.items():
        yield case(f"whatif-fault-{name}", "whatif", "bakery", *words)
    yield case("whatif-nobody", "whatif", "nobody", "--set", "horizon=5")
    yield case("whatif-stdin", "whatif", "-", "--set", "horizon=5", stdin=SCHOOL)
    yield case("whatif-stdin-peers", "whatif", "-", "--set", "peers.online-booking=0.8", "--json", stdin=SCHOOL)
    yield case("whatif-output", "whatif", "farm", "--set", "horizon=5", "-o", "out.txt")
    yield case("whatif-exists", "whatif", "farm", "--set", "horizon=5", "-o", "out.txt", files={"out.txt": "precious"})
    small_map = {"small.yaml": small()}
    yield case("whatif-small", "whatif", "-", "--set", "beta>alpha=0.9", "--map", "small.yaml",
               stdin="sectors: {alpha: 1}\n", files=small_map)  # fmt: skip
    yield case("whatif-diverges", "whatif", "-", "--set", "horizon=5", "--map", "small.yaml",
               stdin="sectors: {alpha: 1}\n", files={"small.yaml": small("3")})  # fmt: skip
