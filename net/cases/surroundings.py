"""What stands around the program: pipes from one command into the next, and the examples of the guides."""

from collections.abc import Iterator

from case import Case, case, then
from cases import files


def cases() -> Iterator[Case]:
    """Yield the cases."""
    shown = case("pipe-show-set-analyze", "business", "show", "bakery")
    changed = then(shown, "business", "set", "-", "budget_eur=9000", "adopted+=chatbots", piped=True)
    yield then(changed, "analyze", "-", "--top", "2", piped=True)
    fresh = case("pipe-new-analyze", "business", "new", "--name", "X", "--sector", "bar", "--no-input")
    yield then(fresh, "analyze", "-", "--top", "4", piped=True)
    text = case("pipe-new-whatif", "business", "new", "--name", "X", "--sector", "bar=2", "--sector", "hotel=1",
                "--seen", "online-booking=0.7:as told", "--no-input")  # fmt: skip
    yield then(text, "whatif", "-", "--set", "peers.online-booking=0.2", piped=True)
    yield _guide()


def _guide() -> Case:
    """Follow docs/your-business.md in one folder."""
    given: dict[str, str | bytes] = {
        "school.yaml": files.SCHOOL, "driving.yaml": files.DRIVING, "lenk.yaml": files.LENK
    }  # fmt: skip
    guide = case(
        "guide-your-business", "business", "new", "--name", "Fahrschule Lenk", "--country", "DE", "--employees", "4",
        "--sector", "driving school", "--goal", "reach=2", "--goal", "efficiency", "--budget", "4000", "--hours", "4",
        "--maturity", "1", "--skill", "it=1", "--skill", "marketing=1", "--adopted", "website", "--seen",
        "online-booking=0.4:4 of the 10 schools near me take bookings online", "--no-input", "-o", "mine.yaml",
        files=given,
    )  # fmt: skip
    for argv in (
        ("analyze", "mine.yaml"), ("explain", "mine.yaml", "online-booking"),
        ("business", "set", "mine.yaml", "budget_eur=6000", "goals.talent=1", "adopted+=digital-payments"),
        ("business", "set", "mine.yaml", "sectors.education=0.9", "sectors.repair-services=0.1", "maturity=1.5"),
        ("business", "set", "mine.yaml", "adopted-=digital-payments", "--unset", "goals.talent"),
        ("map", "check", "driving.yaml"),
        ("business", "new", "--name", "Lenk", "--sector", "learner drivers", "--overlay", "driving.yaml", "--no-input",
         "-o", "own.yaml"),
        ("analyze", "lenk.yaml"), ("compare", "mine.yaml", "lenk.yaml", "education"),
        ("compare", "mine.yaml", "hairdresser", "sector:personal-services", "--top", "5", "--format", "csv"),
        ("compare", "mine.yaml", "--all", "--show", "alike", "--format", "svg", "-o", "map-of-sectors.svg"),
    ):  # fmt: skip
        guide = then(guide, *argv)
    return guide
