"""Words and names of other languages: whole rows, names of what the map has, nothing twice."""

import csv
import re
from collections import Counter

import pytest

from ecomap import load_map
from ecomap.errors import UnknownNameError, near
from ecomap.io.languages import NAMES, WORDS
from ecomap.model.other_languages import ENDINGS, HOMONYMS, KINDS, TRADES, covered_by
from ecomap.model.written import folded
from ecomap.names import Names
from ecomap.places import data_folder
from ecomap.verbs.arrays import compiled_map

LANGUAGES = ("de", "fr", "es", "it", "pt", "nl", "pl")
NORTH = ("sv", "da", "no", "fi")  # of these the common trades only
MARKS = (":", ".", "?")


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of words."""
    with (data_folder() / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("table", [WORDS, NAMES])
def test_no_cell_is_empty_and_no_row_stands_twice(table: str) -> None:
    """What is translated is translated into all seven; a cell has no blanks around it."""
    found = rows(table)
    keys = [row.get("en") or (row["kind"], row["id"]) for row in found]
    assert len(set(keys)) == len(keys)
    assert not [row for row in found for language in LANGUAGES if not row[language].strip() == row[language] != ""]


def test_everything_that_a_page_names_has_its_names() -> None:
    """Each kind has a row for each thing of the map, and no row for anything that the map does not have."""
    ecosystem, _ = load_map()
    book = compiled_map(ecosystem)
    known = {
        "sector": ecosystem.sectors, "trait": ecosystem.traits, "trend": ecosystem.trends,
        "activity": ecosystem.activities, "practice": ecosystem.practices, "duty": ecosystem.duties,
        "function": book.platform_functions, "strategy": book.platform_strategies, "theme": book.platform_themes,
        "mechanism": book.platform_mechanisms, "skill": ecosystem.skills,
        "measure": ecosystem.practices, "goal": ecosystem.goals,
    }  # fmt: skip
    named: dict[str, set[str]] = {}
    for row in rows(NAMES):
        named.setdefault(row["kind"], set()).add(row["id"])
    assert named == {kind: {one.id for one in things} for kind, things in known.items()}


@pytest.mark.parametrize("kind", ["sector", "trait", "trend", "activity", "practice", "strategy", "theme", "goal"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_things_of_a_kind_have_one_name(kind: str, language: str) -> None:
    """Case and accents aside; duties of two countries may well be called the same."""
    names = [folded(row[language]) for row in rows(NAMES) if row["kind"] == kind]
    assert [name for name, count in Counter(names).items() if count > 1] == []


@pytest.mark.parametrize("table", [WORDS, NAMES])
def test_a_cell_is_plain_text(table: str) -> None:
    """No markup, no address, no two blanks, no end of a line; a name is no sentence."""
    found = rows(table)
    cells = [row[language] for row in found for language in LANGUAGES]
    assert not [cell for cell in cells if re.search(r"[<>&*`|\\\n]|https?:|\s{2}", cell)]
    assert not [row for row in found if "kind" in row for language in LANGUAGES if row[language][-1] in ".:;,!"]


def test_a_sentence_ends_as_the_english_one_does() -> None:
    """A colon stays a colon, a full stop a full stop: labels and sentences are not mixed up."""
    for row in rows(WORDS):
        end = row["en"][-1]
        assert not [row[lang] for lang in LANGUAGES if (end in MARKS) != (row[lang].rstrip()[-1] in MARKS)], row["en"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_in_any_language_means_what_it_names(kind: str) -> None:
    """No name of one language is another thing's name in English or in a third language.

    A sector may be called like a kind of firm (``Großhandel``), which it then means, or like two things.
    """
    names, of = Names.of(load_map()[0]), "sector" if kind == "firm" else kind
    meant = {cell: names.find(kind, cell) for row in rows(NAMES) if row["kind"] == of for cell in all_of(row)}
    homonyms = {folded(row["word"]) for row in rows(HOMONYMS)}
    meant = {cell: id for cell, id in meant.items() if id not in names.kinds and folded(cell) not in homonyms}
    assert None not in meant.values()
    assert meant.items() <= {(cell, row["id"]) for row in rows(NAMES) if row["kind"] == of for cell in all_of(row)}


@pytest.mark.parametrize("row", rows(HOMONYMS), ids=lambda row: row["word"])
def test_a_word_of_two_trades_is_asked(row: dict[str, str]) -> None:
    """A wrong reading is worse than a refusal: both are told, by ids that are read when typed, and none is picked."""
    names, means = Names.of(load_map()[0]), row["means"].split()
    assert len(means) > 1
    assert [names.find("firm", id) for id in means] == means
    assert names.find("firm", row["word"]) is None
    with pytest.raises(UnknownNameError) as error:
        names.meant("firm", row["word"].upper())
    assert error.value.way_out == "Did you mean " + " or ".join(f'"{id}"' for id in means) + "?"


@pytest.mark.parametrize(
    ("word", "kind"),
    [("zakład piekarniczy", "bakery"), ("droguerie", "hardware-shop"), ("studio commercialista", "accountant"),
     ("Drogerie", "beauty-shop"), ("restauratore", "restorer"), ("chemische Reinigung", "laundry"),
     ("Modeboutique", "clothes-shop"), ("cantine", "canteen"), ("cantina sociale", "winery")],
)  # fmt: skip
def test_a_word_of_one_trade_means_it(word: str, kind: str) -> None:
    """Its neighbours in other languages do not take it."""
    assert Names.of(load_map()[0]).find("firm", word) == kind


def test_what_is_done_or_sold_alone_means_who_does_it() -> None:
    """Each word stands once, is no name already and none of a word of two trades, nor what a list calls otherwise."""
    names = Names.of(load_map()[0])
    said = [
        (word, row["id"])
        for row in rows(TRADES)
        for cell in ("en", *LANGUAGES, *NORTH)
        for word in row[cell].split("|")
    ]
    said = [(word, id) for word, id in said if word]
    assert [word for word, id in said if names.find("firm", word.upper()) != id or id not in names.kinds] == []
    assert [word for word, count in Counter(folded(word) for word, _ in said).items() if count > 1] == []
    assert [word for word, _ in said if folded(word) in names.named("firm")] == []
    assert [word for word, id in said if covered_by(word) not in (None, (id,))] == []


@pytest.mark.parametrize(
    ("word", "kind"),
    [("furniture repair", "restorer"), ("Sanitär", "plumber"), ("chaussures", "shoe-shop"), ("cerrajeria", "locksmith"),
     ("impianti termici", "heating-engineer"), ("soldadura", "metal-fabricator"), ("SCHILDERWERK", "painter"),
     ("sadownictwo", "fruit-farm")],
)  # fmt: skip
def test_a_bare_activity_or_good_is_understood(word: str, kind: str) -> None:
    """A column of trades holds what is done or sold as often as who does it, in eight languages, in any writing."""
    assert Names.of(load_map()[0]).known("firm", word) == kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [("rörmokare", "plumber"), ("Rørlegger", "plumber"), ("blikkenslager", "plumber"), ("putkiliike", "plumber"),
     ("tømrer", "carpenter"), ("snedker", "joiner"), ("puuseppä", "joiner"), ("kampaamo", "hairdresser"),
     ("frisørsalong", "hairdresser"), ("leipomo", "bakery"), ("konditori", "pastry-shop"), ("ravintola", "restaurant"),
     ("kro", "inn"), ("lantbrukare", "mixed-farm"), ("maatila", "mixed-farm"), ("drosje", "taxi"), ("åkeri", "haulier"),
     ("vognmand", "haulier"), ("autokorjaamo", "garage"), ("regnskapsfører", "accountant"),
     ("tilitoimisto", "accountant"),
     ("asianajotoimisto", "law-office"), ("tandlæge", "dentist"), ("hammaslääkäri", "dentist"), ("lege", "doctor"),
     ("sjukgymnast", "physiotherapist"), ("eläinlääkäri", "vet"), ("städfirma", "cleaner"), ("renhold", "cleaner"),
     ("landmåler", "land-surveyor"), ("valokuvaaja", "photographer"), ("kukkakauppa", "florist"),
     ("købmand", "village-shop"), ("tøjbutik", "clothes-shop"), ("verkkokauppa", "online-shop"),
     ("nettbutikk", "online-shop"), ("webbyrå", "web-agency"), ("friskole", "private-school"), ("dagis", "nursery"),
     ("barnehage", "nursery"), ("kuntosali", "gym"), ("bedemand", "undertaker"), ("hautaustoimisto", "undertaker"),
     ("körskola", "driving-school")],
)  # fmt: skip
def test_common_trades_of_the_north_are_understood(word: str, kind: str) -> None:
    """Swedish, Danish, Norwegian and Finnish."""
    assert Names.of(load_map()[0]).known("firm", word) == kind


@pytest.mark.parametrize("word", ["röhrmokare", "mekaniker"])
def test_a_word_that_only_begins_alike_is_no_hint(word: str) -> None:
    """A Dutch shop of tobacco (rookwaren) is not what a Swedish plumber meant, nor a French miller a mechanic."""
    hint = Names.of(load_map()[0]).unknown("firm", word).way_out
    assert all(other not in hint for other in ("rookwaren", "meunier"))


@pytest.mark.parametrize(
    ("people", "kind"),
    [("coiffeur·se", "hairdresser"), ("boulanger(ère)", "bakery"), ("avocat·e·s", "law-office"),
     ("fryzjer/ka", "hairdresser"), ("traduttore/trice", "translator"), ("peluquero/a", "hairdresser"),
     ("Friseur/Friseurin", "hairdresser"), ("avocat ou avocate", "law-office"),
     ("LandwirtInnen", "mixed-farm"), ("fishermen", "fishing-boat")],
)  # fmt: skip
def test_people_of_both_sexes_are_one_trade(people: str, kind: str) -> None:
    """The sign and the ending behind it, or the other name, say nothing more of the trade."""
    assert Names.of(load_map()[0]).find("firm", people) == kind


@pytest.mark.parametrize("people", ["Bäcker/Konditor", "coiffeur ou boulanger", "craftsman"])
def test_people_of_two_trades_are_not_one(people: str) -> None:
    """Only where both names mean one trade, and where what stands before the sign is one."""
    assert Names.of(load_map()[0]).find("firm", people) is None


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [("Imobilien", "immobilien"), ("vitcioltura", "viticoltura"), ("ogrodnicctwo", "ogrodnictwo"),
     ("zapattos", "zapatos")],
)  # fmt: skip
def test_a_slip_in_what_is_done_or_sold_leads_to_it(typed: str, suggested: str) -> None:
    """What is like it is looked for among these words too, not among names of kinds alone."""
    assert Names.of(load_map()[0]).unknown("firm", typed).way_out.startswith(f'Did you mean "{suggested}"')


def test_nothing_is_suggested_for_the_first_of_two_words_alone() -> None:
    """Vehicle painters are no way out for who mends vehicles; one ending or one letter of the second word is."""
    assert near("vehicle repair", ["vehicle painter"]) == []
    assert near("electrical contracting", ["electrical contractor"]) == ["electrical contractor"]
    assert near("bread shop", ["bread chop"]) == ["bread chop"]


@pytest.mark.parametrize("word", ["Möbelfirma", "empresa de muebles", "clothes company", "bricolage firm"])
def test_what_is_sold_alone_says_nothing_of_a_firm_named_after_it(word: str) -> None:
    """A company of furniture may make it: what is understood alone is not taken for more."""
    assert Names.of(load_map()[0]).find("firm", word) is None


@pytest.mark.parametrize("row", rows(ENDINGS), ids=lambda row: row["alike"])
def test_ways_to_call_a_firm_stand_around_one_word(row: dict[str, str]) -> None:
    """Each way holds the place of the word once, and there are two of them at least."""
    ways = row["alike"].split("|")
    assert row["language"] in ("en", *LANGUAGES)
    assert len(ways) == len(set(ways)) > 1
    assert all(way.count("-") == 1 for way in ways)


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Weinhandel", "wine-shop"), ("Straßenbau", "civil-engineering-contractor"), ("Reinigungsbetrieb", "cleaner"),
     ("vente de vélos", "bicycle-shop"), ("tienda de vinos", "wine-shop"), ("negozio di scarpe", "shoe-shop"),
     ("wijnhandel", "wine-shop"), ("roofing company", "roofer"), ("Bergbauer", "mixed-farm"),
     ("tree trimmer", "tree-surgeon"), ("repair of computers", "computer-repair"), ("Kälte- und Klimatechnikerin",
     "air-conditioning-installer"), ("pose de cuisines", "kitchen-maker"), ("contadina", "mixed-farm"),
     ("vigneronne", "vineyard"), ("wijnbouwster", "vineyard"), ("panadera", "bakery"), ("padeira", "bakery"),
     ("machine wholesale", "wholesaler"), ("clases de piano", "music-school"),
     ("manutenzione caldaie", "heating-engineer"), ("naprawy kotłów", "heating-engineer")],
)  # fmt: skip
def test_an_ending_that_means_the_same_is_understood(word: str, kind: str) -> None:
    """Chambers list trades (Buchhandel), people say shops (Buchladen); a name that is known comes first."""
    assert Names.of(load_map()[0]).known("firm", word) == kind


@pytest.mark.parametrize(
    ("work", "kind"),
    [("travaux de couverture", "roofer"), ("Fliesenarbeiten", "tiler"), ("trabajos de soldadura", "metal-fabricator"),
     ("timmerwerkzaamheden", "carpenter"), ("lavori di tinteggiatura", "painter")],
)  # fmt: skip
def test_work_of_a_trade_is_that_trade(work: str, kind: str) -> None:
    """What is done is understood with a word for work, as it is alone."""
    assert Names.of(load_map()[0]).find("firm", work) == kind


@pytest.mark.parametrize(
    "word",
    ["Familienunternehmen", "holding company", "sales company", "Behandlung", "garden services", "travaux de broderie"],
)
def test_an_ending_alone_is_no_trade(word: str) -> None:
    """What stands around it must be known with one of the others, and mean one thing."""
    assert Names.of(load_map()[0]).find("firm", word) is None


def all_of(row: dict[str, str]) -> list[str]:
    """Return the names of a row."""
    return [row[language] for language in LANGUAGES]
