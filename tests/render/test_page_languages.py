"""Pages of other languages: every heading and every name is of that language, and what is English says so."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from ecomap import Business, load_business, load_map, make_report
from ecomap.io.languages import read_catalogue
from ecomap.model.compiled import CompiledMap
from ecomap.places import data_folder
from ecomap.render.report import report_sheet
from ecomap.render.writers import written
from ecomap.results.languages import Catalogue
from ecomap.results.report import Report
from ecomap.verbs import plan_solving
from ecomap.verbs.arrays import compiled_map
from maps import some

TEMPLATES = sorted(path.stem for path in (data_folder() / "templates").glob("*.yaml"))
LANGUAGES = ("de", "fr", "es", "it", "pt", "nl", "pl")
CARRIED = {
    "booking-com": {"booking": 0.5}, "airbnb": {"booking": 0.1}, "expedia": {"booking": 0.1},
    "instagram": {"promotion": 0.2}, "google-business-profile": {"promotion": 0.3}, "paypal": {"payment": 0.2},
}  # fmt: skip
"""More owners than a picture has shades for."""


class Texts(HTMLParser):
    """What a reader sees and hears of a page, piece by piece, but for what is said to be English."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.langs: list[str] = []
        self.own: list[str] = []
        self.english: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.langs.append(tag if tag in ("style", "script") else dict(attrs).get("lang") or self.langs[-1])

    def handle_endtag(self, _: str) -> None:
        self.langs.pop()

    def handle_data(self, data: str) -> None:
        if self.langs and self.langs[-1] not in ("style", "script") and data.strip():
            (self.english if self.langs[-1] == "en" else self.own).append(data.strip())


@pytest.fixture(scope="module")
def compiled() -> CompiledMap:
    """Return the map."""
    return compiled_map(load_map()[0])


@pytest.fixture(scope="module")
def hotel(compiled: CompiledMap) -> Report:
    """Return the report of a hotel that says what carries it; planned without the solver."""
    business: Business = load_business("hotel", compiled)
    return without_proof(compiled, replace(business, platforms=CARRIED), 3)


def without_proof(compiled: CompiledMap, business: Business, top: int) -> Report:
    """Return the report of a business whose year is planned step by step, as without the solver: it names the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan_solving, "available", lambda: False)
        return make_report(compiled, business, top=top)


def english_names(compiled: CompiledMap, words: Catalogue) -> dict[str, str]:
    """Return the kinds of English names that are another in a language."""
    book = compiled
    lists = {
        "trait": compiled.traits, "trend": compiled.trends, "activity": compiled.activities, "duty": compiled.duties,
        "practice": compiled.practices, "function": book.platform_functions, "strategy": book.platform_strategies,
        "theme": book.platform_themes, "mechanism": book.platform_mechanisms, "skill": compiled.skills,
    }  # fmt: skip
    named = [(kind, one.id, one.name) for kind, things in lists.items() for one in things]
    named += [("sector", one.id, one.short) for one in compiled.sectors]
    named += [("measure", one.id, one.kpi.name) for one in compiled.practices]
    same = {*words.words.values(), *(name for names in words.names.values() for name in names.values())}
    told = [(kind, name) for kind, id, name in named if name != words.name(kind, id, name) and name not in same]
    return {name: kind for kind, name in told if len(name) > len("IT")}  # which is a skill, and Italy


def pieces(texts: list[str]) -> Iterator[str]:
    """Yield texts without their numbers, and what is listed in them."""
    for text in texts:
        bare = re.sub(r"^\d+\. ", "", text).rstrip(".:")
        yield from {text, bare, *bare.split(", "), *bare.split(": ")}


def left_in_english(report: Report, compiled: CompiledMap, language: str) -> list[str]:
    """Return names that stand in English on the page of a language, alone or in a list, but for English sentences."""
    words = read_catalogue(language)
    known, texts = english_names(compiled, words), Texts(written(report_sheet(report, words), "html"))
    return [piece for piece in (*pieces(texts.own), *texts.english) if piece.rstrip(".:") in known]


@pytest.mark.parametrize("language", some(LANGUAGES))
def test_no_name_is_left_in_english(hotel: Report, compiled: CompiledMap, language: str) -> None:
    """Trends, duties, practices, sectors and the rest stand under their names of the language, in lists, too."""
    assert left_in_english(hotel, compiled, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_english_is_told_before_it_comes(hotel: Report, language: str) -> None:
    """In the language of the page, above its first section; a page in English says nothing of it."""
    told = read_catalogue(language).in_english
    page = written(report_sheet(hotel, read_catalogue(language)), "html")
    assert 0 < page.index(told) < page.index("<section")
    assert Catalogue().in_english == ""


def test_a_name_that_is_left_would_be_found(hotel: Report, compiled: CompiledMap) -> None:
    """An English page, taken for a German one, has English names: the rule above can be broken."""
    known = english_names(compiled, read_catalogue("de"))
    texts = Texts(written(report_sheet(hotel), "html"))
    found = {known[one] for one in pieces(texts.english) if one in known}
    assert found >= {"trend", "duty", "practice", "sector", "strategy", "theme", "mechanism", "measure"}


@pytest.mark.slow
@pytest.mark.parametrize("template", TEMPLATES)
def test_no_template_has_a_name_that_is_left_in_english(template: str, compiled: CompiledMap) -> None:
    """The same for every template, with more rows, in one language: all have the same names."""
    report = without_proof(compiled, load_business(template, compiled), 12)
    assert left_in_english(report, compiled, "pl") == []


def test_catalogues_have_every_text_and_every_place(
    hotel: Report, compiled: CompiledMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a page says, of a plan with a proof and without, stands in every catalogue, with the same places."""
    asked = set[str]()
    say: Callable[..., str] = Catalogue.say

    def noted(self: Catalogue, text: str, **values: object) -> str:
        asked.add(text)
        return say(self, text, **values)

    monkeypatch.setattr(Catalogue, "say", noted)
    written(report_sheet(hotel), "html")
    written(report_sheet(hotel), "svg")
    written(report_sheet(hotel, read_catalogue("de")), "html")
    written(report_sheet(make_report(compiled, load_business("taxi", compiled), top=3)), "html")
    assert len(asked) > 100
    for language in LANGUAGES:
        words = read_catalogue(language).words
        assert not asked - words.keys()
        for english, other in words.items():
            assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", other)), other
