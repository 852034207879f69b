"""Forgiving names in, exact ids out: id, name, alias or classification code."""

import re
import unicodedata
from functools import partial

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ecomap import find_evidence, load_business, rank_trends
from ecomap.errors import SchemaError, UnknownNameError
from ecomap.io.maps import load_map
from ecomap.io.validation import validated
from ecomap.io.yaml_reader import read_yaml
from ecomap.model import EcosystemMap, folded
from ecomap.model.other_languages import foreign_names
from ecomap.names import LONGEST, Names

LEFT_OUT = "Leave out what is not there."


def resolve_sector(ecosystem: EcosystemMap, text: str) -> str | None:
    """Return the sector that a text names."""
    return Names.of(ecosystem).find("sector", text)


@pytest.fixture(scope="module")
def small(village):
    return validated(EcosystemMap, read_yaml(village, "village"))


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("bakery", "bakery"),
        ("Bakeries", "bakery"),
        ("BAKER", "bakery"),
        ("  baker ", "bakery"),
        ("café", "shop"),
        ("Cafe", "shop"),
        ("CAFE\u0301", "shop"),
        ("web-shop", "web-shop"),
        ("Web shop", "web-shop"),
        ("web_shops", "web-shop"),
        ("ONLINE-SHOP", "web-shop"),
        ("online  \t shop", "web-shop"),
        ("web\u2011shop", "web-shop"),  # as word processors and web pages write it
        ("web \u2013 shop", "web-shop"),
        ("ba\xadke\u200bry", "bakery"),
    ],
)
def test_case_accents_and_hyphens_do_not_matter(small, text, sector):
    """Id, name, short name and alias answer, however they are written."""
    assert resolve_sector(small, text) == sector


@pytest.mark.parametrize("text", ["bakery/web shop", "bakery, web shop", "bakery | web shop", "bakery; web shop;"])
def test_several_names_in_one_are_told_apart(small, text):
    """Where one name is asked for, a text of several says so; not where one of them is none."""
    with pytest.raises(UnknownNameError, match='Say each by itself: "bakery", "web shop"'):
        Names.of(small).known("sector", text)
    with pytest.raises(UnknownNameError) as refused:
        Names.of(small).known("sector", f"{text}/wombat")
    assert "each by itself" not in str(refused.value)


@pytest.mark.parametrize("text", ["", " ", "bake", "bakerys", "-", ".", "shop shop", "isic:", "nace:G"])
def test_what_names_nothing_is_none(small, text):
    """Nothing is guessed: a part of a name, a misspelling or a bare system name resolves to nothing."""
    assert resolve_sector(small, text) is None


@pytest.mark.parametrize(
    ("code", "sector"),
    [
        ("isic:4791", "web-shop"),
        ("ISIC:4791", "web-shop"),
        ("isic:4711", "shop"),
        ("isic:47", "shop"),
        ("isic:G47", "shop"),
        ("G47.91", "web-shop"),
        ("g4791", "web-shop"),
        ("nace:G47.91", "web-shop"),
        ("nace:47.91", "web-shop"),
        ("G47.11", "shop"),
        ("C10.71", "bakery"),
        ("C10.8", None),
        ("naics:311811", "bakery"),
        ("naics:454110", "web-shop"),
        ("naics:445110", "shop"),
        ("naics:452", "shop"),
        ("naics:31", None),
        ("isic:4", None),
        ("isic:99", None),
    ],
)
def test_a_code_goes_to_the_longest_prefix(small, code, sector):
    """Of the sectors whose code begins a given one, the most detailed answers; dots and case do not matter."""
    assert resolve_sector(small, code) == sector


@pytest.mark.parametrize(
    ("digits", "sector"),
    [
        ("4791", "web-shop"),  # ISIC 4791; nothing in NAICS begins so
        ("47", "shop"),
        ("311811", "bakery"),  # NAICS 3118; nothing in ISIC begins so
        ("44", "shop"),
        ("11", None),  # ISIC 11 bakery, NAICS 11 web-shop: two meanings
        ("1071", "bakery"),
        ("99", None),
    ],
)
def test_bare_digits_answer_only_when_they_mean_one_sector(small, digits, sector):
    """Digits without a system are looked up in ISIC and in NAICS; two different sectors are no answer."""
    assert resolve_sector(small, digits) == sector


@pytest.mark.parametrize(
    ("code", "sector"),
    [
        ("isic:4791", "e-commerce"),  # ISIC Rev.4 4791: retail sale via mail order houses or via Internet
        ("I56.10", "restaurants"),  # NACE Rev.2 56.10: restaurants and mobile food service activities
        ("J62.01", "it-services"),  # NACE Rev.2 62.01: computer programming activities
        ("isic:0111", "agriculture"),  # ISIC Rev.4 0111: growing of cereals
        ("naics:722511", "restaurants"),  # NAICS 2017 722511: full-service restaurants
        ("naics:812112", "personal-services"),  # NAICS 2017 812112: beauty salons
        ("naics:541110", "legal-accounting"),  # NAICS 2017 541110: offices of lawyers
        ("naics:52", "finance-insurance"),  # NAICS 2017 52: finance and insurance
        ("isic:52", "logistics"),  # ISIC Rev.4 52: warehousing and support activities for transportation
        ("52", None),  # one of the two above: nobody can tell which
        ("722511", "restaurants"),  # NAICS; no class of ISIC or NACE begins 7225
        ("56.10", "restaurants"),  # a dot after two digits: NACE
        ("5610A", "restaurants"),  # the letter of the French register, NAF 56.10A
        ("nace:10.71C", "food-manufacturing"),  # NAF 10.71C
        ("56101", "restaurants"),  # UK SIC 2007 56101: a country's own detail of class 56.10
        ("nace:1.13", "agriculture"),  # 01.13 after a spreadsheet: no division has one digit
        ("nace:1.5", "agriculture"),
        ("3.11", "agriculture"),  # 03.11 marine fishing
        ("2.1", "agriculture"),  # 02.10 silviculture
        ("nace:111", None),  # 01.11 cereals, or something of division 11
        ("nace:510", None),  # 05.10 hard coal, or something of division 51
        ("nace:101", "food-manufacturing"),  # group 10.1; there is no class 01.01
        ("nace:95.31", "motor-trade"),  # NACE Rev.2.1: repair of motor vehicles; NACE Rev.2 has no such class
        ("513210", "it-services"),  # NAICS 2022: software publishers; NAICS 2017 has no such industry
        ("Bakeries", "food-manufacturing"),  # plural of an alias
        ("guesthouse", "hospitality"),  # an alias without its gap
        ("Café", "restaurants"),
        ("hair-salon", "personal-services"),
    ],
)
def test_the_shipped_map_answers_to_official_codes(shipped, code, sector):
    """Codes of the published classifications lead to the sector that a person would name."""
    assert resolve_sector(shipped, code) == sector


def test_every_name_of_the_shipped_map_leads_to_its_own_sector(shipped):
    """Id, name, short name, as they are and without accents in capitals and with underscores; an alias of a sector
    leads there or to a kind of firm that is made of it."""
    kinds = {kind.id: kind for kind in shipped.kinds}
    for sector in shipped.sectors:
        for name in (sector.id, sector.name, sector.short, *sector.aliases):
            bare = "".join(c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn")
            for text in (name, f" {bare.upper().replace(' ', '_')}  "):
                found = Names.of(shipped).find("firm", text)
                assert found == sector.id or (name in sector.aliases and sector.id in kinds[found].sectors), text


@pytest.mark.parametrize("system", ["isic4", "nace2", "naics2017"])
def test_every_code_of_the_shipped_map_leads_to_its_own_sector(shipped, system):
    """No code of one sector is taken away by another: written with its system, each comes home."""
    for sector in shipped.sectors:
        for code in getattr(sector, re.sub("[0-9]", "", system)):
            assert resolve_sector(shipped, f"{system}:{code}") == sector.id, code


@given(st.text(alphabet="0123456789", min_size=1, max_size=6))
def test_bare_digits_never_contradict_a_system(shipped, digits):
    """An answer to bare digits is the answer of a classification, and the others agree or have none."""
    systems = ("isic", "nace", "naics", "uksic", "sbi", "ateco", "cnaebr")
    answers = {resolve_sector(shipped, f"{system}:{digits}") for system in systems} - {None}
    assert resolve_sector(shipped, digits) in answers | {None}


@given(st.from_regex(r"(isic:|nace:|naics:|)[0-9]{1,2}[.]?[0-9]{0,4}", fullmatch=True))
def test_what_a_code_may_mean_is_accepted_when_written(shipped, code):
    """A code is understood, unknown, or told with each of its readings, which name the sectors they are told with."""
    names = Names.of(shipped)
    try:
        names.known("sector", code)
    except UnknownNameError as error:
        told = re.findall(r"([a-z][a-z0-9.]*:[0-9.]+) \(([a-z-]+)\)", error.message)
        assert all(names.known("sector", reading) for reading, _ in told)  # each is accepted, though it name a kind
        assert len({sector for _, sector in told}) == len(told)


@pytest.mark.parametrize("kind", ["sector", "firm", "trend", "trait", "platform"])
def test_a_text_too_long_for_a_name_is_not_looked_up(shipped, kind):
    """A column of letters was compared with all names, for seconds; the names that there are have 50 characters."""
    names = Names.of(shipped)
    assert max(map(len, names.named(kind))) * 10 < LONGEST
    for text in ("bakery " * 50_000, "x" * 300_000):
        assert names.find(kind, text) is None
        assert str(names.unknown(kind, text)) == (
            f'"{text[:60]} ..." is no name: it has {len(text):,} characters. Write its name alone.'
        )
        assert names.looked_for(text) == ()
        with pytest.raises(UnknownNameError, match="is no name: it has"):
            names.meant(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [("sector", "wombats"), ("sector", "volcanology"), ("sector", "farm of wombats"), ("sector", "zeppelin"),
     ("trend", "horoscope")],
)  # fmt: skip
def test_no_suggestion_is_better_than_an_absurd_one(shipped, kind, text):
    """What is like a name in some letters only is not suggested; the search that is named instead finds something."""
    names = Names.of(shipped)
    way_out = names.unknown(kind, text).way_out
    assert "mean" not in way_out
    assert way_out or kind == "trend"
    assert not way_out or any(found.kind in (kind, "kind") for found in names.search(way_out.rpartition(" ")[2]))


@pytest.mark.parametrize(
    ("text", "country"), [("USA", "US"), ("Deutschland", "DE"), ("pt", "PT"), ("Turkiye", "TR"), ("uk", "GB")]
)
def test_countries_are_known_by_their_names(shipped, text, country):
    """Two letters, the name in the map, or what else people write."""
    assert Names.of(shipped).country(text) == country


@pytest.mark.parametrize("text", ["ZZ", "Atlantis", "", "Germny"])
def test_an_unknown_country_is_refused(shipped, text):
    """At most what was probably meant is suggested."""
    with pytest.raises(UnknownNameError, match=r"Write two capital letters, like PT\.( Did you mean \"germany\"\?)?$"):
        Names.of(shipped).country(text)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("AT", "AT - Austria|Österreich (AT)|Österreich / Austria|AT-Austria|AT Austria|Austria AT|AUT, Autriche|AT-9"),
        ("DE", "Germany (DE)|DE-BY|de-nw|DE: Deutschland|Bundesrepublik Deutschland|276|Germany [DEU]|DE – Germania"),
        ("GB", "GB-ENG|gb-eng|UK - England|Ireland, Northern|826"), ("US", "US-CA|US-NY|USA (US)|840"),
        ("AT", "040|Republik Österreich"), ("CH", "Schweizerische Eidgenossenschaft|CH-BE|Suisse/Svizzera/Schweiz"),
        ("GR", "Hellas|GR - Ελλάδα"), ("KR", "Korea, Republic of"), ("NL", "Netherlands (the)"),
        ("GW", "Guinea-Bissau"),
    ],
)  # fmt: skip
def test_a_country_in_two_ways_that_agree_is_one(shipped, code, words):
    """Letters beside a name, names side by side, a part of the country, its number, its long name."""
    names = Names.of(shipped)
    assert {word: names.country(word) for word in words.split("|")} == dict.fromkeys(words.split("|"), code)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("DE / FR", r'"DE / FR" names 2 countries: DE, FR\. Write one of them\.'), ("D-A-CH", "DE, AT, CH"),
        ("Deutschland, Österreich", "DE, AT"), ("DE-FR", "DE, FR"), ("de-AT", "DE, AT"), ("us-ca", "US, CA"),
        ("US - CA", "US, CA"), ("Deutschland/Bayern", "like DE"), ("no-one", "like NO"),
        ("4", "Write AF if that is meant"), ("40", "Write AT if that is meant"), ("44", "Write BS if"),
        ("+372", "like PT"),
        ("AT / Atlantis", "like AT"), ("()", "like PT"), ("999", "like PT"),
    ],
)  # fmt: skip
def test_what_may_be_two_countries_is_none(shipped, text, told):
    """All that it may mean is told; a half that means nothing is not passed over."""
    with pytest.raises(UnknownNameError, match=told):
        Names.of(shipped).country(text)


def test_a_business_file_says_its_country_in_the_same_ways(shipped, tmp_path):
    """One rule for all ways in: what agrees is read, what does not is told with both and its place."""
    file = tmp_path / "mine.yaml"
    file.write_text("sectors: {bakery: 1}\ncountry: AT - Austria\n", encoding="utf-8")
    assert load_business(str(file), shipped).country == "AT"
    file.write_text("sectors: {bakery: 1}\ncountry: DE / FR\n", encoding="utf-8")
    with pytest.raises(SchemaError, match=r':2:10 +country: "DE / FR" names 2 countries: DE, FR'):
        load_business(str(file), shipped)


@given(st.text())
def test_any_text_names_a_sector_or_nothing(shipped, text):
    """Whatever is typed, the answer is an id of the map or None."""
    assert resolve_sector(shipped, text) in {None, *shipped.sector_by_id}


latin = st.text(st.characters(max_codepoint=0x24F, exclude_categories=["Cc"]))


@given(latin)
def test_folding_is_blind_to_case_accents_and_joints(text):
    """A folded text folds to itself, and is the same from capitals, decomposed accents and other joints."""
    once = folded(text)
    assert folded(once) == once
    assert folded(unicodedata.normalize("NFD", text)) == once
    assert folded(text.replace(" ", "-")) == folded(text.replace(" ", "_")) == once


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Zakład pogrzebowy", "zaklad pogrzebowy"), ("smørrebrød", "SMORREBROD"), ("Đakovo", "dakovo"),
        ("Ælfþryð", "aelfthryd"), ("cœur", "coeur"), ("kırtasiye", "kirtasiye"), ("Straße", "strasse"),
    ],
)  # fmt: skip
def test_letters_that_are_not_taken_apart_are_typed_without_them(written, typed):
    """Who has no key for a letter writes the one it looks like, or two, as in passports (ICAO 9303)."""
    assert folded(written) == folded(typed)


def test_every_word_of_the_map_is_understood_without_its_marks(shipped):
    """Names of kinds of firm in other languages, typed on a keyboard of plain letters."""
    names = Names.of(shipped)
    marked = [name for name in names.named("firm") if re.search("[\u00c0-\u024f]", name)]
    assert (marked, names.find("firm", "zaklad pogrzebowy")) == ([], "undertaker")


@given(latin)
def test_folding_is_blind_to_capitals(text):
    """A text in capitals folds like the text, wherever capitals can be turned back."""
    assume(text.upper().casefold() == text.casefold())
    assert folded(text.upper()) == folded(text)


@pytest.mark.parametrize("text", ["℡", "№"])
def test_folding_twice_changes_nothing(text):
    """The telephone sign becomes tel, not TEL: else it would not find an alias that holds it."""
    assert folded(folded(text)) == folded(text)
    assert folded(text) == folded(text).casefold()


def test_the_known_names_are_folded(small):
    """What suggestions are made from: every id, name, short name and alias, folded, with its id."""
    assert Names.of(small).named("sector") == {
        **dict.fromkeys(["bakery", "bakeries", "baker"], "bakery"),
        **dict.fromkeys(["shop", "shops", "grocer", "cafe"], "shop"),
        **dict.fromkeys(["web shop", "web shops", "online shop"], "web-shop"),
    }


def test_practices_are_understood_by_id_and_name():
    """Of the compiled map; what comes near is suggested; what each counts has its unit beside it."""
    compiled = load_map(None)[0]
    names = Names.of(compiled)
    for practice in compiled.practices:
        assert names.known("practice", practice.name.upper()) == names.known("practice", practice.id) == practice.id
        assert practice.kpi.name
        assert practice.kpi.unit
    with pytest.raises(UnknownNameError, match="Did you mean"):
        names.known("practice", "remindr before each visit")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("DE", "Germany, Deutschland, Allemagne, Alemania, Germania, Alemanha, Duitsland, Niemcy, DEU, de"),
        ("GB", "United Kingdom, UK, Großbritannien, Royaume-Uni, Reino Unido, Regno Unito, Verenigd Koninkrijk, GBR"),
        ("US", "USA, U.S.A., United States of America, Vereinigte Staaten, États-Unis, Estados Unidos, Stati Uniti"),
        ("NL", "Holland, Pays-Bas, Países Bajos, Paesi Bassi, Países Baixos, Nederland, Holandia, NLD"),
        ("GR", "EL, Greece, Ελλάδα, Griechenland, GRC"), ("IE", "Éire, Irlande, IRELAND"), ("FI", "Suomi, Finlande"),
    ],
)  # fmt: skip
def test_countries_by_their_names_in_eight_languages(shipped, code, words):
    """Any case, with accents or without; three letters; what else people write."""
    names = Names.of(shipped)
    for word in words.split(", "):
        assert names.country(word) == names.country(word.upper()) == code, word


@pytest.mark.parametrize("text", ["Digitale Kasse", "caisse numerique", "CYFROWA KASA", "digitale-kassa"])
def test_trends_by_their_names_in_other_languages(shipped, text):
    """Without regard to case, accents and hyphens, as in English."""
    assert Names.of(shipped).known("trend", text) == "digital-point-of-sale"


@pytest.mark.parametrize(
    ("text", "firm"),
    [("Einzelhandel", "retail-trade"), ("detailhandel", "retail-trade"), ("ARCHITEKTUR UND TECHNIK",
     "architecture-engineering"), ("Holz, Papier und Druck", "wood-paper-printing"), ("Budownictwo", "construction"),
     ("Großhandel", "wholesaler"), ("Pharmacie", "pharmacy")],
)  # fmt: skip
def test_sectors_by_the_names_that_pages_print(shipped, text, firm):
    """In seven languages; what a kind of firm is called by means that kind, as before."""
    names = Names.of(shipped)
    assert names.known("firm", text) == firm
    assert names.known("sector", text) == names.first_sector(firm)


@pytest.mark.parametrize(
    ("text", "trend"),
    [("ChatGPT", "generative-ai"), ("chat gpt", "generative-ai"), ("Instagram", "social-media-marketing"),
     ("Google Maps", "local-search-listing"), ("KI", "artificial-intelligence-any"), ("cloud", "cloud-computing"),
     ("Kassensysteme", "digital-point-of-sale"), ("Online-Bestellung", "online-ordering")],
)  # fmt: skip
def test_a_word_by_which_news_name_one_trend_is_its_name(shipped, text, trend):
    """A brand or an everyday word means one trend wherever trends are named, by the whole map and the compiled one."""
    for ecosystem in (shipped, load_map(None)[0]):
        names = Names.of(ecosystem)
        assert names.known("trend", text) == names.meant("trend", text) == names.trend_or_sector(text) == trend
        assert names.looked_for(text)[0].id == trend
    assert {one.id for one in find_evidence(shipped, text).subjects} & {trend, text.casefold()}  # or the platform


def test_of_what_comes_near_that_which_begins_alike_is_told_first(shipped):
    """Half a word alike says more than as many letters anywhere: a physio is no psychotherapist."""
    for text in ("Physiotherapeutenpraxis", "Fysiotherapeutenpraktijk"):
        with pytest.raises(UnknownNameError) as error:
            Names.of(shipped).known("firm", text)
        first = error.value.way_out.split('"')[1]
        assert Names.of(shipped).known("firm", first) == "physiotherapist", error.value.way_out


@pytest.mark.parametrize(
    ("text", "way_out"),
    [("Automatische Sicherung", 'Did you mean "automated-backups"?'),
     ("Kassensystemsoftware", 'Did you mean "digital-point-of-sale"?'), ("google", "It belongs in platforms."),
     ("kein Webshop", LEFT_OUT), ("no website", LEFT_OUT), ("pas d'application", LEFT_OUT), ("brak strony", LEFT_OUT),
     ("", "Look for a word of it, like: ecomap map search payment")],
)  # fmt: skip
def test_what_is_nearly_a_name_is_asked(text, way_out):
    """A slip, another word that begins alike, a maker of many things, and no word at all are guessed nowhere."""
    names = Names.of(load_map(None)[0])
    for asked in (partial(names.known, "trend"), partial(names.meant, "trend")):
        with pytest.raises(UnknownNameError) as error:
            asked(text)
        assert error.value.way_out == way_out


def test_a_search_finds_no_mere_endings_of_words(shipped):
    """Words stand within others (Fahrradladen), but dings in buildings and king in parking are none."""
    names = Names.of(shipped)
    assert [bool(names.search(word)) for word in ("laden", "zaak", "dings", "king")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("text", "firm"),
    [("Bäcker/in", "bakery"), ("Bäcker*in", "bakery"), ("Tischler/-in", "joiner"), ("Friseur:innen", "hairdresser"),
     ("butcher shop", "butcher"), ("butcher\u2019s shop", "butcher")],
)  # fmt: skip
def test_endings_of_two_sexes_and_of_owners_do_not_matter(shipped, text, firm):
    """As German registers write trades for men and women, and English with or without the 's."""
    assert Names.of(shipped).known("firm", text) == firm


@pytest.mark.parametrize(
    ("text", "firm"),
    [("family bakery", "bakery"), ("co-operative bakery", "bakery"), ("local butcher", "butcher"),
     ("Dorfbäckerei", "bakery"), ("Familien-Bäckerei", "bakery"), ("boulangerie artisanale", "bakery"),
     ("panadería de barrio", "bakery"), ("piccola falegnameria", "joiner"), ("kleine bakkerij", "bakery"),
     ("mała piekarnia", "bakery"), ("credit union", "bank"), ("community nurse", "home-care"),
     ("mountain guesthouse", "guest-house"), ("city hotel", "hotel"), ("organic bakery", "bakery"),
     ("Berghotel", "hotel"), ("Landarzt", "doctor"), ("hotel de montaña", "hotel"), ("stadshotel", "hotel"),
     ("Bergbau", "mine"), ("urban planner", "architect")],
)  # fmt: skip
def test_who_owns_it_how_large_it_is_and_where_say_nothing_of_a_trade(shipped, text, firm):
    """Left away where the rest names a kind; a name that holds such a word keeps its own meaning."""
    assert Names.of(shipped).known("firm", text) == firm


@pytest.mark.parametrize(
    ("text", "part"),
    [("award-winning bakery", "bakery"), ("ski resort hotel", "hotel"), ("Sternehotel", "hotel"), ("xyz", "")],
)
def test_of_an_unknown_name_that_holds_a_known_one_this_is_asked(shipped, text, part):
    """Its last words rather than its first, and what a long word ends in."""
    assert (f'Did you mean "{part}"?' in str(Names.of(shipped).unknown("firm", text))) == bool(part)


def test_an_industry_of_a_list_that_the_map_lacks_is_told_alike_by_every_reader(shipped):
    """In whole English, and no part of its word is taken for it: a freelancer is no freelance programmer."""
    for asked in (partial(Names.of(shipped).known, "firm"), partial(Names.of(shipped).meant, "firm")):
        with pytest.raises(UnknownNameError, match=r'^"freelancer" is a word that the map has no sector for'):
            asked("freelancer")


def test_a_name_that_two_languages_give_to_two_things_is_asked(shipped, monkeypatch):
    """Which of them is meant only its writer knows."""
    of_two = {"restauro": ("website", "chatbots")}
    monkeypatch.setattr("ecomap.model.other_languages.foreign_names", lambda _: of_two)
    with pytest.raises(UnknownNameError) as error:
        Names.of(shipped).known("trend", "Restauro")
    assert error.value.way_out == 'Did you mean "website" or "chatbots"?'
    monkeypatch.setattr("ecomap.model.other_languages.foreign_names", lambda _: {"edilizio": ("mining", "energy")})
    with pytest.raises(UnknownNameError) as error:
        Names.of(shipped).known("firm", "Edilizio")
    assert error.value.way_out == 'Did you mean "mining" or "energy"?'


def test_what_a_map_does_not_have_no_language_names(small):
    """The names are of the shipped map; another map understands those of its own ids only."""
    assert Names.of(small).find("trend", "Digitale Kasse") is None


def test_other_languages_are_not_read_while_english_does(shipped):
    """A ranking of a template reads no table of names."""
    foreign_names.cache_clear()
    rank_trends(shipped, load_business("bakery", shipped))
    assert Names.of(shipped).known("trend", "online ordering") == "online-ordering"
    assert foreign_names.cache_info().misses == 0


@pytest.mark.parametrize(
    "text", ["Xyzzy und Qwrtz", "Xyzzy für die Qwrtz", "Xyzzy and the Qwrtz", "Xyzzy et les Qwrtz"]
)
def test_no_search_is_told_for_a_word_that_joins_others(shipped, text):
    """Of "und" the search found whatever has the word; it was the way out of what nobody knows."""
    assert str(Names.of(shipped).unknown("firm", text)).endswith("ecomap map search isic")
