"""The site of docs/: built without a warning, whole, reached page by page, nothing asked of another machine."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from filelock import FileLock

import ecomap
from ecomap.verbs import VERBS, answers

ROOT = Path(__file__).parents[2]
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
pytestmark = pytest.mark.slow
LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src"}
"""Elements that make a browser fetch, and where they say what."""


class Page(HTMLParser):
    """What a page is made of: ids, links and what it fetches."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.ids |= {told[name] for name in ("id", "name") if name in told}
        if tag == "a" and "href" in told:
            self.links.append(told["href"])
        if tag == "link" and told.get("rel") not in ("search", "next", "prev", "index", "author", "genindex"):
            self.fetched.append(told["href"])
        if LOADS.get(tag, "") in told:
            self.fetched.append(told[LOADS[tag]])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the folder of the site, built once for all workers as CI builds it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "site"
    with FileLock(f"{folder}.lock"):
        if not (done := folder / "built-without-a-warning").exists():
            line = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", str(ROOT / "docs"), str(folder)]
            built = subprocess.run(line, capture_output=True, text=True, check=False, timeout=300)
            assert built.returncode == 0, built.stderr
            done.touch()
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def test_nothing_is_asked_of_another_machine(site: Path, pages: dict[Path, Page]) -> None:
    """No script, style, font or picture comes from elsewhere; what is fetched is there."""
    for path, page in pages.items():
        for address in page.fetched:
            assert not re.match(r"(https?:)?//", address), f"{path.name}: {address}"
            if not address.startswith("data:"):
                assert (path.parent / unquote(address.partition("?")[0])).exists(), f"{path.name}: {address}"
    for path in site.rglob("*.css"):
        asked = re.findall(r"url\(\s*['\"]?(?:https?:)?//[^)]*\)|@import[^;]*", path.read_text(encoding="utf-8"))
        assert asked == [], path.name


def test_no_link_leads_nowhere(pages: dict[Path, Page]) -> None:
    """Every link within the site has a file at its end, and the place in it that it names."""
    for path, page in pages.items():
        for link in page.links:
            if re.match(r"https?:|mailto:", link):
                continue
            name, _, place = link.partition("#")
            target = (path.parent / unquote(name)).resolve() if name else path
            assert target.exists(), f"{path.name}: {link}"
            if place and target in pages:
                assert unquote(place) in pages[target].ids, f"{path.name}: {link}"


def test_every_page_is_reached_from_the_first(site: Path, pages: dict[Path, Page]) -> None:
    """Following links from the first page one comes to all of them."""
    reached, todo = set(), [site / "index.html"]
    while todo:
        path = todo.pop()
        if path in reached or path not in pages:
            continue
        reached.add(path)
        todo += [(path.parent / unquote(link.partition("#")[0])).resolve() for link in pages[path].links]
    assert {path.name for path in set(pages) - reached} <= {"search.html"}  # a form leads there


def test_all_commands_names_and_schemas_have_their_place(site: Path, pages: dict[Path, Page]) -> None:
    """Each command in its reference, each public name of the library in its own, each schema in those of data."""
    folder = site / "generated"
    assert {f"ecomap-{words.replace(' ', '-')}" for words in VERBS} <= pages[folder / "commands.html"].ids
    assert {f"ecomap.{name}" for name in ecomap.__all__} <= pages[folder / "library.html"].ids
    assert set(answers()) <= pages[folder / "answers.html"].ids
    assert {"business", "overlay", "map"} <= pages[folder / "written-data.html"].ids


playwright = pytest.importorskip("playwright.sync_api")
with_a_browser = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright.Browser"]:
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@with_a_browser
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_open_without_a_word_and_fit(browser: "playwright.Browser", pages: dict[Path, Page], width: int) -> None:
    """From files: only files are asked for, nothing stands on the console, nothing is wider than the screen."""
    tab = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    told: list[str] = []
    tab.on("request", lambda request: told.append(request.url) if not request.url.startswith("file:") else None)
    tab.on("console", lambda message: told.append(message.text))
    tab.on("pageerror", lambda error: told.append(str(error)))
    for path in sorted(pages):
        tab.goto(path.as_uri())
        assert told == [], path.name
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, path.name


@with_a_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", "start", "plan", "generated/commands"])
def test_axe_finds_no_violation(browser: "playwright.Browser", site: Path, name: str, scheme: str) -> None:
    """All rules of axe-core, on a first page, a guide, a page of tables and a reference."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 800}, bypass_csp=True).new_page()
    page.goto((site / f"{name}.html").as_uri())
    found = axe.run(page).response["violations"]
    assert not [(one["id"], len(one["nodes"]), one["nodes"][0]["html"][:200]) for one in found]


@with_a_browser
def test_a_word_is_found(browser: "playwright.Browser", site: Path) -> None:
    """The search of the site works from a file."""
    tab = browser.new_page()
    tab.goto((site / "search.html").as_uri() + "?q=logbook")
    tab.wait_for_selector("ul.search li a")
    assert "logbook.html" in " ".join(
        tab.locator("ul.search li a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    )
