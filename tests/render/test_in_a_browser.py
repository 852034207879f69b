"""A page in a real browser: nothing is asked for, nothing complains, keys reach everything, and axe finds no fault."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ecomap import load_business, load_map, make_report
from ecomap.cli import main
from ecomap.render.report import report_sheet
from ecomap.render.writers import written

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")]
WIDTHS = (360, 768, 1280)
INTERACTIVE = 1000
"""Milliseconds until the page can be used."""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a restaurant, as large as the command makes it."""
    ecosystem, _ = load_map()
    report = make_report(ecosystem, load_business("restaurant", ecosystem), top=30, plan=False)
    path = tmp_path_factory.mktemp("page") / "restaurant.html"
    path.write_text(written(report_sheet(report), "html"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright.Browser"]:
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


def opened(browser: "playwright.Browser", file: Path, **how: object) -> "playwright.Page":
    """Open a page and note what it asks for and what it says."""
    page = browser.new_context(**how).new_page()
    page.asked, page.told = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.told.append(message.text))
    page.on("pageerror", lambda error: page.told.append(str(error)))
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_opens_alone_and_fits(browser: "playwright.Browser", file: Path, width: int) -> None:
    """From a file: one request, its own; no word on the console; nothing wider than the screen; in under a second."""
    page = opened(browser, file, viewport={"width": width, "height": 800})
    assert page.asked == [file.as_uri()]
    assert page.told == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    timing = "performance.timing.domInteractive - performance.timing.navigationStart"
    assert page.evaluate(timing) < INTERACTIVE


def test_without_a_script_all_text_is_there(browser: "playwright.Browser", file: Path) -> None:
    """The text of the page is the same, and what is closed opens."""
    with_script, without = (
        opened(browser, file, java_script_enabled=enabled).locator("body").inner_text() for enabled in (True, False)
    )
    assert without == with_script
    page = opened(browser, file, java_script_enabled=False)
    page.locator("summary").first.click()
    assert page.locator("details[open]").count() == 1


def test_keys_lead_to_the_evidence_of_the_third_row(browser: "playwright.Browser", file: Path) -> None:
    """By tab and enter alone: the row is opened, its first source followed, and the source is on the screen."""
    page = opened(browser, file, viewport={"width": 1280, "height": 800})
    third = page.locator("article.card").nth(2)
    for _ in range(200):
        page.keyboard.press("Tab")
        if third.locator("summary").evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    assert third.locator("details[open]").count() == 1
    for _ in range(20):
        page.keyboard.press("Tab")
        href = page.evaluate("document.activeElement.getAttribute('href')")
        if href and href.startswith("#evidence-"):
            break
    page.keyboard.press("Enter")
    page.wait_for_timeout(1000)
    target = page.locator(f"[id='{href[1:]}']")
    assert target.evaluate("one => one.matches(':target')")
    box = target.bounding_box()
    assert box is not None
    assert -1 <= box["y"] < 800


def test_a_node_of_the_map_shows_its_pathways_by_pointer_and_by_key(browser: "playwright.Browser", file: Path) -> None:
    """Where the pointer or the focus is, the pathways through that node are set off, and no others."""
    page = opened(browser, file)
    node = page.locator("#map a.node").last
    name = node.get_attribute("data-node")
    for show in (node.focus, lambda: node.hover(force=True)):
        show()
        ways = page.locator("#map .way").evaluate_all(
            "all => all.map(one => [one.dataset.way.split(' '), one.classList.contains('on')])"
        )
        assert any(on for _, on in ways)
        assert all(on == (name in nodes) for nodes, on in ways)
        page.locator("h1").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_violation(browser: "playwright.Browser", file: Path, scheme: str, width: int) -> None:
    """All rules of axe-core, everything opened, light and dark, narrow and wide."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = opened(browser, file, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    found = axe.run(page).response["violations"]
    assert not [(one["id"], one["nodes"][0]["html"][:200]) for one in found]


@pytest.mark.parametrize("argv", [("compare", "bakery", "clinic"), ("platforms", "bakery"), ("benchmark", "farm")])
def test_the_page_of_any_verb_is_as_good(browser: "playwright.Browser", tmp_path: Path, argv: tuple[str, ...]) -> None:
    """Tables and pictures of other answers: one request, no word on the console, no violation."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    path = tmp_path / "answer.html"
    assert main([*argv, "-o", str(path)]) == 0
    page = opened(browser, path, viewport={"width": 360, "height": 800}, bypass_csp=True)
    assert (page.asked, page.told) == ([path.as_uri()], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not [(one["id"], one["nodes"][0]["html"][:200]) for one in axe.run(page).response["violations"]]


def test_paper_has_what_is_open(browser: "playwright.Browser", file: Path) -> None:
    """Printed, closed rows stay closed and no part is cut off at the side."""
    page = opened(browser, file, viewport={"width": 794, "height": 1123})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    assert not page.locator("nav").first.is_visible()
    assert page.locator("details .inside").first.is_hidden()
    assert page.pdf(format="A4").startswith(b"%PDF")
