"""Pages: texts that try to do harm are shown as typed, nothing is asked of anybody, and every link leads somewhere."""

import csv
import io
import json
import math
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from ecomap import load_business, load_map, make_report
from ecomap.io.languages import read_catalogue
from ecomap.render.drawing.charts import bars
from ecomap.render.pictures import Bar, Bars
from ecomap.render.report import report_sheet
from ecomap.render.screen import Screen
from ecomap.render.writers import written
from ecomap.results.labels import OwnWord
from ecomap.results.report import Report
from ecomap.safe import UNSAFE
from maps import some

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl")
STRINGS = {
    "script": "<script>alert(1)</script>",
    "image": '"><img src=x onerror=alert(1)>',
    "formula": "=cmd|' /C calc'!A0",
    "escape": "\x1b[31mred\x1b[0m",
    "markup": "[red]markup[/red]",
    "bidi": "abc\u202edef\u2066ghi",
    "emoji": "👩\u200d🍳 cook",
    "persian": "کافه نمی\u200cخواهم",
    "lines": "one\ntwo\r\nthree",
    "template": "{{ 7 * 7 }}{% raw %}",
    "braces": "{name} {0} %s",
}
"""What people and others type as a name, a trend, a note or a reason."""
FORMS = ("table", "json", "jsonl", "csv", "tsv", "markdown", "html", "svg")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Read(HTMLParser):
    """What a browser would make of a page: its elements, its text, its links and their ends."""

    VOID = frozenset({"meta", "br", "hr", "img", "link", "input"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.texts: list[str] = []
        self.levels: list[int] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        self.hrefs += [value for name, value in attrs if name == "href"]
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.texts.append(data)


@pytest.fixture(scope="module")
def bakery() -> Report:
    """Return the report of the bakery, without a plan."""
    ecosystem, _ = load_map()
    return make_report(ecosystem, load_business("bakery", ecosystem), top=3, plan=False)


def spoilt(report: Report, text: str) -> Report:
    """Return a report in which everything that people may type is a text."""
    word = OwnWord("peers", (report.ranking.opportunities[0].trend.id,), 0.5, text)
    business = replace(report.business, name=text, own_words=(word,))
    rows = tuple(
        replace(row, trend=replace(row.trend, name=text), why=text, first_step=replace(row.first_step, text=text))
        for row in report.ranking.opportunities
    )
    ranking = replace(report.ranking, business=business, opportunities=rows)
    evidence = tuple(replace(one, note=text, title=text, url=f"javascript:{text}") for one in report.evidence)
    platforms = replace(report.platforms, business=business)
    return replace(report, business=business, ranking=ranking, evidence=evidence, platforms=platforms)


def as_typed(text: str) -> str:
    """Return what is left of a text where control characters have no place."""
    return " ".join(CONTROL.sub(lambda found: " " if found[0] in "\n" else "", text).split())


@pytest.mark.parametrize("form", some(FORMS))
@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS.keys())
def test_what_people_type_is_inert_in_every_form(bakery: Report, text: str, form: str) -> None:
    """One table of forms and strings: no control character goes out, and what is shown is what was typed."""
    out = written(report_sheet(spoilt(bakery, text)), form, Screen(width=200))
    assert not UNSAFE.search(out)
    plain = " ".join(out.split())
    if form == "json":
        assert json.loads(out)["business"]["name"] == text
    elif form == "jsonl":
        assert json.loads(out.splitlines()[0])["name"] == text
    elif form in ("csv", "tsv"):
        first = next(csv.DictReader(io.StringIO(out), delimiter="," if form == "csv" else "\t"))
        assert " ".join(first["name"].removeprefix("'").split()) == as_typed(text)
        assert not first["name"].startswith(("=", "+", "@"))
    elif form == "table":
        assert as_typed(text) in plain
    elif form == "html":
        page = Read(out)
        assert as_typed(text) in " ".join(" ".join(page.texts).split())
        assert [tag for tag, _ in page.tags].count("script") == 1  # its own
        assert not [one for one in page.tags if one[0] == "img" or any(name.startswith("on") for name in one[1])]
        assert not [href for href in page.hrefs if not re.match(r"#|https?://", href)]
    elif form == "svg":
        root = ElementTree.fromstring(out)
        assert not [node for node in root.iter() if node.tag.rpartition("}")[2] in ("script", "img", "foreignObject")]
    else:
        assert not re.search(r"(?<!\\)<\w", plain.replace("](<http", ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_whole_in_every_language(bakery: Report, language: str) -> None:
    """Every element is closed, an id stands once, every link on the page has an end, headings leave no level out."""
    out = written(report_sheet(bakery, read_catalogue(language)), "html")
    page = Read(out)
    assert page.open == []
    assert len(set(page.ids)) == len(page.ids)
    assert {href[1:] for href in page.hrefs if href.startswith("#")} <= set(page.ids)
    assert all(after <= before + 1 for before, after in zip(page.levels, page.levels[1:], strict=False))
    assert f'<html lang="{language}">' in out
    assert len(out.encode()) < 1_000_000


def test_no_day_is_broken_at_its_hyphens(bakery: Report) -> None:
    """Browsers end a line behind a hyphen: what is told of a day keeps it whole."""
    page = written(report_sheet(bakery, read_catalogue("en")), "html")
    assert f'As of <span class="day">{bakery.as_of}</span>.' in page


def test_a_page_asks_nothing_of_anybody(bakery: Report) -> None:
    """No element loads anything: no address but in links, and the policy of the page forbids the rest."""
    out = written(report_sheet(bakery), "html")
    tags = [tag for tag, _ in Read(out).tags]
    assert not {"img", "link", "iframe", "object", "embed", "audio", "video", "source", "base", "form"} & set(tags)
    assert not re.search(r"url\(|@import|src=", out)
    assert "default-src 'none'" in out


def test_every_row_leads_to_its_evidence(bakery: Report) -> None:
    """Each row names what it rests on, and each record that the map holds stands among the sources."""
    page = Read(written(report_sheet(bakery), "html"))
    cited = {one.id for one in bakery.evidence}
    for opened in bakery.opened:
        assert opened.grounds
        assert {ground.evidence for ground in opened.grounds} <= cited
    assert {f"evidence-{name}" for name in cited} <= set(page.ids)


def test_a_page_is_the_same_every_time_and_says_what_the_ranking_says(bakery: Report) -> None:
    """Equal content gives equal bytes; points and shares of the page are those of the rows."""
    first, second = (written(report_sheet(bakery), "html") for _ in range(2))
    assert first == second
    said = " ".join(" ".join(Read(first).texts).split())
    for row in bakery.ranking.opportunities:
        assert f"{row.rank}. {row.trend.name}" in said
        assert f"{row.likelihood_today:.0%} → {row.likelihood:.0%}" in said


def test_points_of_an_opened_row_add_up(bakery: Report) -> None:
    """The steps sum to the influence; pathways and their rest to what comes by traits, activities and the network."""
    for row, opened in (*bakery.opened_rows(), *bakery.opened_rows(threats=True)):
        assert sum(step.points for step in opened.waterfall) == pytest.approx(row.influence, abs=1e-9)
        assert sum(step.log_odds for step in opened.waterfall) == pytest.approx(row.log_odds.total, abs=1e-9)


def test_the_share_at_the_horizon_lies_in_its_interval(bakery: Report) -> None:
    """What is not known of growth is added to what is not known of today: the interval in log-odds only widens."""
    for row in bakery.ranking.opportunities:
        assert row.horizon_low <= row.likelihood <= row.horizon_high
        ends = (row.likelihood_low, row.likelihood_high, row.horizon_low, row.horizon_high)
        low, high, later_low, later_high = (math.log(end / (1 - end)) for end in ends)
        assert later_high - later_low >= high - low


def test_the_json_is_the_answers_inside(bakery: Report) -> None:
    """Ranking, lessons, platforms and evidence are those of the verbs."""
    read = json.loads(written(report_sheet(bakery), "json"))
    assert read["schema"] == "ecomap/report/1"
    assert [row["trend"]["id"] for row in read["ranking"]["opportunities"]] == [row["trend"] for row in read["opened"]][
        : len(read["ranking"]["opportunities"])
    ]


def test_a_bar_is_as_wide_as_it_has_points() -> None:
    """37 of 100 points fill 37 % of the width, whatever the other bars of the picture have: "Points, 0 to 100"."""
    root = ElementTree.fromstring(bars(Bars("What to do", [Bar("1  Till", 37, "37 act", 20, 66)], "Points, 0 to 100")))
    _, whole, bar = (node.attrib["width"] for node in root.iter() if node.tag.endswith("rect"))
    assert float(bar) / float(whole) == pytest.approx(0.37, abs=0.001)
