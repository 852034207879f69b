"""``business``: templates, show, check, new by flags, set."""

from collections.abc import Iterator

from case import Case, case, then
from cases import files
from cases.files import MINE, NAMES, SCHOOL, SHORT, TEMPLATES

FLAGS = (
    "--name", "Fahrschule Lenk & Söhne", "--country", "Germany", "--employees", "4", "--sector", "driving school=0.8",
    "--sector", "repair-services", "--activity", "run vehicles=0.9", "--goal", "reach=3", "--goal", "cost",
    "--budget", "4000", "--hours", "4", "--maturity", "1.5", "--skill", "it=1", "--skill", "Marketing=2",
    "--adopted", "website, Digital till", "--depends-on", "online-platforms=0.1",
    "--seen", "online-booking=40%:4 of 10: all near me",
)  # fmt: skip
WRONG_FLAGS = (
    "--name", "X", "--sector", "zzz", "--goal", "reech", "--skill", "it=5", "--adopted", "appointment",
    "--seen", "website=2", "--country", "Germny", "-o", "mine.yaml",
)  # fmt: skip
NEW: dict[str, tuple[str, ...]] = {
    "flags": FLAGS, "short": ("--name", "X", "--sector", "bar"), "nothing": (), "no-sector": ("--name", "X"),
    "no-name": ("--sector", "bar"), "wrong": WRONG_FLAGS, "id": ("--name", "X", "-s", "bar", "--id", "other"),
    "id-wrong": ("--name", "X", "-s", "bar", "--id", "No Good"), "name-only-signs": ("--name", "!!!", "-s", "bar"),
    "code": ("--name", "X", "-s", "P85.53", "-s", "isic:5610=0.2"), "per-cent": ("--name", "X", "-s", "hotel=40%"),
    "depends-per-cent": ("--name", "X", "-s", "hotel", "--depends-on", "restaurants=40%"),
    "country-code": ("--name", "X", "-s", "bar", "--country", "pt"),
    "country-usa": ("--name", "X", "-s", "bar", "--country", "USA"),
    "maturity-9": ("--name", "X", "-s", "bar", "--maturity", "9"), "ambiguous": ("--name", "X", "-s", "shop"),
    "employees-word": ("--name", "X", "-s", "bar", "--employees", "four"),
    "budget": ("--name", "X", "-s", "bar", "--budget", "3.000"),
    "quotes": ("--name", 'The "Crown": #1', "-s", "bar"), "shares": ("--name", "X", "-s", "bar=1", "-s", "hotel"),
    "seen-two": ("--name", "X", "-s", "bar", "--seen", "website=0.5:half", "--seen", "crm=0.1:few"),
}  # fmt: skip
SET: dict[str, tuple[str, ...]] = {
    "several": (
        "budget_eur=9000",
        "sectors.Bakery=0.5",
        "adopted-=website",
        "adopted+=Chatbots for customer questions",
    ),
    "new-goal": ("goals.talent=1",),
    "name": ("name=Other name",),
    "quotes": ('name=The "Crown": #1',),
    "unset": ("--unset", "maturity", "--unset", "goals.reach"),
    "unset-sectors": ("--unset", "sectors"),
    "unset-absent": ("--unset", "goals.cost"),
    "skills": ("skills.it=2", "skills.data=0"),
    "influence": ('influences+={trend: online-booking, share: 0.4, reason: "4 of 10, as I see it"}',),
    "depends": ("depends_on.wholesale=0.1",),
    "activities": ("activities.Sell online=0.4",),
    "employees": ("employees=7",),
    "country": ("country=ES",),
    "same": ("maturity=2",),
    "nothing": (),
    "comma": ("skills.it=1,5",),
    "dot": ("budget_eur=9.000",),
    "sectors": ("sectors=0.5",),
    "adopted": ("adopted=crm",),
    "plus": ("maturity+=1",),
    "empty": ("maturity=",),
    "range": ("maturity=9",),
    "wrong": ("name=Other", "golas.reach=1", "goals.reech=1", "adopted-=chatbots", "maturity=9", "what"),
    "twice": ("maturity=1", "maturity=3"),
    "output": ("maturity=1", "-o", "other.yaml"),
    "all-adopted": ("adopted-=website", "adopted-=cloud-computing"),
    "adopted-again": ("adopted+=website",),
}


def cases() -> Iterator[Case]:
    """Yield the cases."""
    mine: dict[str, str | bytes] = {"mine.yaml": MINE}
    yield case("business-templates", "business", "templates")
    for name in TEMPLATES:
        shown = case(f"business-show-{name}", "business", "show", name)
        yield then(shown, "business", "check", "-", piped=True)
    yield case("business-show-unknown", "business", "show", "bakry")
    yield case("business-show-farmer", "business", "show", "farmer")
    yield case("business-show-file", "business", "show", "mine.yaml", files=mine)
    yield case("business-show-output", "business", "show", "farm", "-o", "mine.yaml")
    yield case("business-show-exists", "business", "show", "farm", "-o", "mine.yaml", files=mine)
    yield case("business-show-force", "business", "show", "farm", "-o", "mine.yaml", "--force", files=mine)
    for name, text in {"mine": MINE, "names": NAMES, "short": SHORT, "school": SCHOOL, "poor": files.POOR}.items():
        yield case(f"business-check-{name}", "business", "check", "mine.yaml", files={"mine.yaml": text})
    yield case("business-check-template", "business", "check", "bakery")
    yield case("business-check-unknown", "business", "check", "bakry")
    yield case("business-check-none", "business", "check")
    yield case("business-check-lenk", "business", "check", "lenk.yaml",
               files={"driving.yaml": files.DRIVING, "lenk.yaml": files.LENK})  # fmt: skip
    yield case("business-check-map", "business", "check", "-", "--map", "small.yaml", stdin="sectors: {Alpha: 1}\n",
               files={"small.yaml": files.small()})  # fmt: skip
    for name, words in NEW.items():
        yield case(f"business-new-{name}", "business", "new", *words, "--no-input")
    made = case("business-new-written", "business", "new", *FLAGS, "--no-input", "-o", "mine.yaml")
    yield then(then(made, "business", "check", "mine.yaml"), "analyze", "mine.yaml", "--top", "3")
    yield case("business-new-exists", "business", "new", "--name", "X", "-s", "bar", "-o", "mine.yaml", files=mine)
    yield case("business-new-no-folder", "business", "new", "--name", "X", "-s", "bar", "-o", "gone/mine.yaml")
    yield case("business-new-asked-in-a-pipe", "business", "new", "--name", "X", "-s", "bar")
    yield case("business-new-overlay", "business", "new", "--name", "X", "-s", "learner drivers", "--overlay",
               "maps/own.yaml", "-o", "firms/mine.yaml", "--no-input",
               files={"maps/own.yaml": files.DRIVING, "firms/x": ""})  # fmt: skip
    for name, words in SET.items():
        yield case(f"business-set-{name}", "business", "set", "mine.yaml", *words, files=mine)
    yield from _set()


def _set() -> Iterator[Case]:
    windows = b"\xef\xbb\xbf" + MINE.replace("\n", "\r\n").encode()
    yield case("business-set-windows", "business", "set", "mine.yaml", "goals.talent=1", files={"mine.yaml": windows})
    yield case("business-set-stdin", "business", "set", "-", "id=other", stdin=MINE)
    yield case("business-set-template", "business", "set", "farm", "name=Ours", "--output", "farm.yaml")
    yield case("business-set-template-itself", "business", "set", "bakery", "maturity=1")
    yield case("business-set-unknown", "business", "set", "bakry", "maturity=1")
    yield case("business-set-gone", "business", "set", "gone.yaml", "maturity=1")
    yield case("business-set-flow", "business", "set", "mine.yaml", "sectors.hotel=2", "goals.reach=3",
               "adopted+=crm-software", files={"mine.yaml": NAMES})  # fmt: skip
    yield case("business-set-faulty", "business", "set", "mine.yaml", "maturity=1",
               files={"mine.yaml": "sectors:\n  bakry: 1\nmaturity: 7\n"})  # fmt: skip
    yield case("business-set-mends", "business", "set", "mine.yaml", "maturity=1",
               files={"mine.yaml": "sectors:\n  bakery: 1\nmaturity: 7\n"})  # fmt: skip
    school = case("business-set-influence-share", "business", "set", "school.yaml",
                  "influences.online-booking.share=0.5", files={"school.yaml": SCHOOL})  # fmt: skip
    yield then(school, "business", "set", "school.yaml", "--unset", "influences.online-booking")
