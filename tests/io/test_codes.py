"""Official codes: every class of the big classifications, in every spelling, means itself or is told, never another."""

import csv
import gzip
import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from ecomap.code_meanings import CodeMeanings
from ecomap.codes import between, readings, several, taken_apart, unclear
from ecomap.places import data_folder
from plain_files import read_yaml

TABLES = data_folder().parent / "research" / "tables"


@pytest.fixture(scope="module")
def rows():
    """System -> code -> what the published table of codes says."""
    found = {}
    with (data_folder() / "codes.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            found.setdefault(row["system"], {})[row["code"]] = [id for id in row["means"].split("|") if id]
    return found


@pytest.fixture(scope="module")
def meanings(shipped):
    """The codes by the shipped map with its kinds of firm."""
    kinds = read_yaml(data_folder() / "kinds.yaml")["kinds"]
    return CodeMeanings(SimpleNamespace(sectors=shipped.sectors, kinds=[SimpleNamespace(**kind) for kind in kinds]))


def classes(system: str, digits: int) -> Iterator[tuple[str, str, str]]:
    """Yield code, title and letter of the section of each class of a publisher's table."""
    name = "classifications/isic_rev4_titles" if system == "isic4" else f"industry_codes/{system}"
    letter = ""
    with gzip.open(TABLES / f"{name}.csv.gz", "rt", encoding="utf-8") as stream:
        for code, title in list(csv.reader(stream))[1:]:
            plain = code.replace(".", "")
            letter = plain if plain.isalpha() else letter
            if len(plain) == digits:
                yield plain, title, letter


def nace(edition: str):
    """Return what writes a class of NACE in eight spellings, and one more where a zero stands first."""

    def written(code: str, title: str, letter: str) -> list[str]:
        dotted = f"{code[:2]}.{code[2:]}"
        more = [dotted[1:]] if code[0] == "0" else []
        return [dotted, code, f"NACE {dotted}", f"nace:{code}", f"NACE Rev. {edition} {dotted}", f"{letter}{dotted}",
                f"{code[:2]} {code[2:]}", f"{dotted} - {title}", *more]  # fmt: skip

    return written


def isic(edition: str):
    """Return what writes a class of ISIC in eight spellings."""

    def written(code: str, title: str, letter: str) -> list[str]:
        return [code, f"ISIC {code}", f"ISIC Rev.{edition} {code}", f"isic:{code}", f"{letter}{code}",
                f"{code} - {title}", f"{code}: {title}", f"{code} {title}"]  # fmt: skip

    return written


def uk_class(code: str, title: str, letter: str) -> list[str]:
    """Write a class of the UK SIC in eight spellings; as ``SIC 5812`` it may be a US code, and is told."""
    dotted = f"{code[:2]}.{code[2:]}"
    return [code, f"UK SIC {code}", f"uksic:{code}", f"SIC 2007: {code}", dotted, f"SIC {dotted}",
            f"{code} - {title}", f"{letter}{dotted}"]  # fmt: skip


def uk_subclass(code: str, title: str, _: str) -> list[str]:
    """Write a code of Companies House in eight spellings, and two more where a zero stands first."""
    more = [code[1:], f"SIC {code[1:]}"] if code[0] == "0" else []
    return [code, f"SIC {code}", f"UK SIC {code}", f"SIC 2007: {code}", f"{code[:2]}.{code[2:4]}/{code[4]}",
            f"{code[:2]}.{code[2:]}", f"{code} - {title}", f"{code} {title}", *more]  # fmt: skip


def naics(edition: str):
    """Return what writes an industry of NAICS in eight spellings."""

    def written(code: str, title: str, _: str) -> list[str]:
        return [code, f"NAICS {code}", f"naics:{code}", f"NAICS {edition} {code}", f"naics{edition}:{code}",
                f"{code} - {title}", f"{code} {title}", f"{code}.0"]  # fmt: skip

    return written


SPELLINGS = [
    ("nace2", 4, nace("2")), ("nace2.1", 4, nace("2.1")), ("isic4", 4, isic("4")), ("isic5", 4, isic("5")),
    ("uksic2007", 4, uk_class), ("uksic2007", 5, uk_subclass), ("naics2012", 6, naics("2012")),
    ("naics2017", 6, naics("2017")), ("naics2022", 6, naics("2022")),
]  # fmt: skip


def allowed(meanings, truth: list[str]) -> set[str]:
    """Return what a spelling may mean: the class's kind or sector, or the sector in which all of it lies."""
    sectors = {meanings.home[id] for id in truth}
    return {*truth, *sectors} if len(truth) == 1 else sectors if len(sectors) == 1 else set()


def outcome(meanings, text: str, truth: list[str]) -> str:
    """Return ``itself``, ``told``, ``no sector`` or what is wrong."""
    found = meanings.find(text)
    if found is not None:
        return "itself" if found in allowed(meanings, truth) else f"{text} silently means {found}, not {truth}"
    message = str(meanings.unknown(text))
    if "can be read as" in message or " holds " in message:
        return "told"
    return "no sector" if not truth and "no sector for" in message else f"{text}: {message}"


@pytest.mark.slow
@pytest.mark.parametrize(("system", "digits", "written"), SPELLINGS)
def test_every_class_means_itself_or_is_told_in_every_spelling(meanings, rows, system, digits, written):
    """Never another kind or sector silently; at most one class in twenty is told to be ambiguous in any spelling."""
    found = {code: written(code, title, letter) for code, title, letter in classes(system, digits)}
    told = set()
    for code, spellings in found.items():
        truth = rows[system].get(code, rows["nace2"].get(code, []))
        outcomes = {outcome(meanings, text, truth) for text in spellings}
        assert outcomes <= {"itself", "told", "no sector"}
        told |= {code} if "told" in outcomes else set()
    assert len(found) > 400
    assert len(told) <= len(found) / 20


@pytest.mark.parametrize("system", ["nace2", "nace2.1", "isic4", "isic5"])
def test_a_lost_zero_is_found_again_or_told(meanings, rows, system):
    """The three digits that a spreadsheet leaves of 0111, bare and with the name of the classification."""
    found = [code for code, *_ in classes(system, 4) if code[0] == "0"]
    assert len(found) > 30
    for code in found:
        texts = (code[1:], f"{system}:{code[1:]}")
        assert {outcome(meanings, text, rows[system][code]) for text in texts} <= {"itself", "told"}


@pytest.mark.parametrize(("system", "digits", "written"), SPELLINGS)
def test_classes_taken_at_intervals_mean_themselves_or_are_told(meanings, rows, system, digits, written):
    """The same of every fortieth class."""
    for code, title, letter in list(classes(system, digits))[::40]:
        truth = rows[system].get(code, rows["nace2"].get(code, []))
        assert {outcome(meanings, text, truth) for text in written(code, title, letter)} <= {
            "itself",
            "told",
            "no sector",
        }


@pytest.mark.parametrize(("edition", "revision"), [("nace2", "2.0"), ("nace2.1", "2.1")])
def test_the_classes_of_nace_are_those_of_another_program(rows, edition, revision):
    """python-stdnum took NACE from the Publications Office by itself: the same divisions, groups and classes."""
    theirs = pytest.importorskip("stdnum.eu.nace")
    known, found = set[str](), [""]
    for digits in (2, 1, 1):  # what stands below an unknown division or group is unknown, too: their table is a tree
        numbers = (above + f"{number:0{digits}}" for above in found for number in range(10**digits))
        found = [number for number in numbers if theirs.is_valid(number, revision=revision)]
        known.update(found)
    assert {code for code in rows[edition] if code.isdigit()} == known
    lettered = {code for code in rows[edition] if not code.isdigit()}
    assert lettered == {f"{theirs.info(code, revision=revision)['section']}{code}" for code in known if len(code) == 2}


def test_what_a_class_means_is_its_sectors_code_or_a_judgement(rows, shipped):
    """A class of NACE 2 means what the map's sectors say of its code, unless the hand-made file says why not."""
    with (TABLES.parent / "judgements" / "codes.csv").open(encoding="utf-8") as stream:
        judged = [row["code"] for row in csv.DictReader(stream) if row["system"] == "nace2" and row["reason"]]
    codes = {re.sub("[^0-9]", "", code): sector.id for sector in shipped.sectors for code in sector.nace}
    for code, means in rows["nace2"].items():
        if len(code) == 4 and code.isdigit() and not any(code.startswith(start) for start in judged):
            assert means == [codes[start] for start in (code, code[:3], code[:2]) if start in codes][:1], code


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("75.00", "vet"), ("M75.00", "vet"), ("541940", "vet"), ("86.23", "dentist"), ("621210", "dentist"),
        ("nace2.1:56.11", "restaurant"), ("5610", "restaurants"), ("10.71C", "bakery"), ("5610C", "takeaway"),
        ("96.02A", "hairdresser"), ("NAF 96.02B", "beauty-salon"), ("SIC 43342", "glazier"),
        ("SBI 2008 86912", "physiotherapist"), ("621340", "physiotherapist"), ("95.31", "garage"),
        ("K62.10", "it-services"), ("J62.01", "it-services"), ("WZ 2008 96.03", "undertaker"),
        ("WZ 2025 95.31.0", "garage"), ("ÖNACE 2008 43.91-0", "roofer"), ("ATECO 2007 47.73.10", "pharmacy"),
        ("CNAE-2009 8553", "driving-school"), ("PKD 2007 49.32.Z", "taxi"), ("PKD 49.32.Z", "transport"),
        ("CAE Rev.3 55101", "hotel"), ("NOGA 2008 811000", "facility-manager"), ("CIIU 8523", None),
        ("SNI 2007 49.320", "taxi"), ("CNAE BR 5611-2/01", "restaurants"), ("US SIC 5812", "restaurants"),
        ("513210", "it-services"), ("SIC 56103", "takeaway"), ('="56103"', "restaurants"), ("56103.0", "restaurants"),
        ("56103 – Take-away food shops", "restaurants"), ("56 10", "restaurants"), ("3.11", "fishing-boat"),
        ("1.11", "arable-farm"), ("56.1", "restaurants"), ("24 hour shop", None), ("24-hour shop", None),
        ("7 eleven", None), ("49.41-49.42", None), ("NACE", None), ("nace:99.98", None), ("56.10/56.30", None),
        ("2026", None), ("99999", None),
    ],
)  # fmt: skip
def test_a_code_leads_to_the_kind_that_the_class_is(meanings, text, means):
    """Read in the publishers' tables: what each class is called there."""
    assert meanings.find(text) == means


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("47.91", "nace2.1:47.91 (online-platforms) or nace2:47.91 (online-shop)"),
        ("111", "nace:01.11 (arable-farm) or nace:11 (food-manufacturing) or naics:111 (agriculture)"),
        ("510", "nace:05.10 (mining) or nace:51 (transport)"),
        ("52", "nace:52 (logistics) or naics:52 (finance-insurance)"),
        ("1610", "nace:16.10 (sawmill) or uksic:01610 (farm-contractor)"),
        ("SIC 5812", "nace:58.12 (publishing-media) or ussic:5812 (restaurants)"),
        ("516210", "holds online-platforms and publishing-media"),
        ("84.11", "an official code that the map has no sector for"),
    ],
)
def test_what_cannot_be_chosen_is_told_with_a_way_to_write_it(meanings, text, told):
    """Each reading stands with what it means; written as told it means that."""
    message = str(meanings.unknown(text))
    assert meanings.find(text) is None
    assert told in message
    for written, means in re.findall(r"([a-z][a-z0-9.]*:[0-9.]+) \(([a-z-]+)\)", message):
        assert meanings.find(written) == means


def test_codes_mean_what_the_map_has(meanings):
    """Every id of the table is a sector or a kind of firm, of whose sector the table says the same as the kinds do."""
    with (data_folder() / "codes.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            ids = [id for id in row["means"].split("|") if id]
            assert {meanings.home[id] for id in ids} == set(filter(None, (row["sector"] or row["means"]).split("|")))


def test_a_reading_says_where_it_was_found():
    """System, code as published and ids."""
    [one] = readings("ATECO 2025 56.11.11")
    assert (one.system, one.written, one.means) == ("ateco2025", "56.11.11", ("restaurant",))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        *((f"56.10{sign}55.10", ["56.10", "55.10"]) for sign in (", ", ",", " | ", "\n", " ", "&", "+", " / ", "; ")),
        ("62.01Z + 70.22Z", ["62.01z", "70.22z"]), ("62.01 Z et 70.22 Z", ["62.01 z", "70.22 z"]),
        *((f"56.10 {word} 55.10", ["56.10", "55.10"]) for word in ("und", "u.", "and", "et", "e", "y", "i", "oraz")),
        ("56101,56102", ["56101", "56102"]), ("56101 56102 56103", ["56101", "56102", "56103"]),
        ("5610A,5510Z", ["5610a", "5510z"]), ("A 01.11, A 01.13", ["a 01.11", "a 01.13"]),
        ("56,10, 55,10", ["56,10", "55,10"]), ("56,10 und 55,10", ["56,10", "55,10"]), ("56.10, 55", ["56.10", "55"]),
        ("56.10 Restaurants, 55.10 Hotels", ["56.10 restaurants", "55.10 hotels"]),
        ("56.10 Restaurants, Cafés, 55.10 Hotels", ["56.10 restaurants, cafes", "55.10 hotels"]),
        ("56101 - Licensed restaurants, 55100 - Hotels", ["56101 - licensed restaurants", "55100 - hotels"]),
        ("5610 Restaurants, 5510 Hotels", ["5610 restaurants", "5510 hotels"]),
        ("• 56.10\n• 55.10", ["56.10", "55.10"]), ("56.10-1, 55.10-1", ["56.10-1", "55.10-1"]),
        ("US SIC 5812, 5813", ["us sic 5812", "us sic 5813"]), ("nace:56.10 / SIC 55100", ["nace:56.10", "sic 55100"]),
        ("WZ08-56.10.1, WZ08-55.10.1", ["wz08-56.10.1", "wz08-55.10.1"]), ("45,46,47", ["45", "46", "47"]),
        ("5611-2/01, 5510-8/01", ["5611-2/01", "5510-8/01"]), ("45/46", ["45", "46"]),
        ("56.10, 55.99", ["56.10", "55.99"]), ("56.10 / 55", ["56.10", "55"]),
        ("(56.10), (55.10)", ["56.10)", "55.10)"]),
        ("43.99 e 55.10", ["43.99", "55.10"]),
    ],
)  # fmt: skip
def test_a_list_of_codes_is_none_of_them(meanings, text, codes):
    """Whatever stands between them: it was taken for what is said of the first, and the others were dropped."""
    assert several(text) == codes
    assert taken_apart(text) is None or not readings(text)
    assert meanings.find(text) is None
    assert unclear(text) is None


@pytest.mark.parametrize(("system", "digits"), [("nace2", 4), ("nace2.1", 4), ("isic4", 4), ("uksic2007", 5)])
def test_titles_of_publishers_neither_hide_a_code_nor_hold_one(meanings, system, digits):
    """Of every fortieth class: before the title or behind it a code means what it means alone; two listed are two."""
    some = [
        (f"{code[:2]}.{code[2:]}" if "nace" in system else code, title) for code, title, _ in classes(system, digits)
    ]
    for (code, title), (other, name) in zip(some[::40], some[7::40], strict=False):
        alone = meanings.find(f"{system}:{code}")
        for text in (f"{code} {title}", f"[{code}] {title}", f"{title} ({code})", f"{title}: {code}"):
            assert meanings.find(f"{system}:{text}") == alone or code[:2] in ("19", "20"), text
        for sign in (", ", "\n", " | "):
            assert len(several(f"{code} {title}{sign}{other} {name}")) == 2, (code, other)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("56.10 Restaurants, 24 h", "restaurants"), ("47.11 (2008)", "retail-trade"),
        ("10.71 Bakery 2 shops", "bakery"),
        ("55.10 Hotel 3.5 stars", "hotel"), ("47.11, 2500 m2", "retail-trade"), ("47.11 24h", "retail-trade"),
        ("56.10 - 24/7", "restaurants"), ("56.10, seit 2011", "restaurants"), ("5610 (2011)", "restaurants"),
        ("4711 Supermarkt 1200 m2", "retail-trade"), ("56.10 Restaurants & Cafés", "restaurants"),
        ("62.01 Web 2.0", "it-services"), ("10.71 Bakery, open 10.30 to 18.30", "bakery"), ("5610,0", "restaurants"),
        ("56.10 (5610)", "restaurants"), ("47.91 (NACE Rev. 2)", "online-shop"),
        ("47.91 (WZ 2025)", "online-platforms"),
    ],
)  # fmt: skip
def test_what_stands_behind_a_code_may_hold_numbers(meanings, text, means):
    """Hours, years, sizes: nothing of that is a second code; the name of the register there counts."""
    assert meanings.find(text) == means
    assert several(text) == []


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("10,71", "10.71"), ("01,11", "01.11"), ("1,11", "01.11"), ("56,10,1", "56.10.1"), ("10,71Z", "10.71Z"),
        ("I56,10", "I56.10"), ("56,1", "56.1"), ("47,91", "47.91"), ("nace2:47,91", "nace2:47.91"), ("5,610", "5610"),
        ("nace:5,610", "nace:5610"), ("56,101", "56101"), ("722,511", "722511"), ("5,610.0", "5610"),
        ("10,71 Bakery", "10.71"), ("1071-Z", "10.71Z"), ("10.71-C", "10.71C"), ("[56.10] Restaurants", "56.10"),
        ("(56.10) Restaurants", "56.10"), ("[10] Food", "nace:10"), ("Restaurants (56.10)", "56.10"),
        ("Restaurants [I56.10]", "56.10"), ("Restaurants 56.10", "56.10"), ("Restaurants, cafés: 5610", None),
        ("nace:Restaurants, cafés: 5610", "5610"), ("Restaurants - 56.10", "56.10"), ("Boulangerie (1071C)", "10.71C"),
        ("Restaurants (SIC 56101)", "SIC 56101"), ("Take-aways NACE Rev. 2 56.10", "56.10"),
        ("WZ08-56.10.1", "WZ 56.10.1"), ("WZ2008-56.10.1", "WZ 56.10.1"), ("WZ (2008): 56.10.1", "WZ 56.10.1"),
        ("NACE (Rev. 2): 47.91", "nace2:47.91"), ("NACE Rev. 2 - 47.91", "nace2:47.91"), ("NACE (56.10)", "56.10"),
        ("(NACE 56.10) Restaurants", "56.10"), ("Code NAF : 56.10A", "56.10A"), ("Codice ATECO: 56.10.11", "56.10.11"),
        ("Kod PKD 56.10.A", "PKD 56.10"), ("SIC(2007): 56101", "UK SIC 56101"), ("DB07 561010", "nace:5610"),
        ("SN2007 56.101", "nace:56.10"), ("NOGA 960201", "nace:96.02"), ("CAE 56101-R3", "nace2:56.10"),
        ("CNAE 2.3: 5611-2/01", "CNAE BR 5611-2/01"), ("naics:44-45", "retail-trade"), ("“56.10”", "56.10"),
        ("56.10 -", "56.10"), ("nace:46-44", "46.44"),
        ("56.10-Restaurants", "56.10"), ("56101– Restaurants", "56101"), ("{56.10} Restaurants", "56.10"),
        ("Restaurants <56.10>", "56.10"), ("NACE r2 47.91", "nace2:47.91"),
    ],
)  # fmt: skip
def test_a_code_is_read_as_registers_and_spreadsheets_write_it(meanings, text, like):
    """With a decimal comma or a thousands separator, behind a name, in brackets: as the same code written plainly."""
    assert meanings.find(text) == (like and (meanings.find(like) or (like if like in meanings.home else None)))
    assert like is None or like in meanings.home or readings(like)


@pytest.mark.parametrize(
    "text",
    [
        "2016-10-05", "05.10.2016", "10/05/2016", "10-05-16", "10/05/16", "2016/10/5", "2009-01-11 00:00:00", "2016-10",
        "1971-10-01T00:00:00", "10/2016", "10.2016", "10.11.", "01.05.", "Oct-71", "71-Oct", "Okt 71", "okt.71",
        "ott-71", "out/71", "paź 71", "janv-71", "05-Oct", "10. Mai", "1-Nov-11", "5 Oct 2016", "Oct 5, 2016",
        "nace:2016-10-05", "nace:Oct-71", "nace:10.11.",
    ],
)  # fmt: skip
def test_a_date_is_no_code(meanings, text):
    """A spreadsheet makes one of 10.71 and of 05.10: it was read as chemicals, or three sectors, or told as unknown."""
    message = str(meanings.unknown(text))
    assert (meanings.find(text), several(text), readings(text)) == (None, [], ())
    assert "is a date. A spreadsheet makes one of a code" in message


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("10/71", ["10.71", "10", "71"]), ("46/47", ["46.47", "46", "47"]), ("10-12", ["10.12", "10", "12"]),
        ("10–71", ["10.71", "10", "71"]), ("nace:10/71", ["nace:10.71", "nace:10", "nace:71"]),
        ("10,11,12", ["10.11.12", "10", "11", "12"]), ("56 10 11", ["56.10.11", "56", "10", "11"]),
        ("10-12 Manufacture of food", ["10.12", "10", "12"]), ("45-47", ["45", "47"]), ("31-33", ["31", "33"]),
        ("10 - 12", ["10", "12"]), ("56.10-56.30", ["56.10", "56.30"]), ("56.10 bis 56.30", ["56.10", "56.30"]),
        ("56.10 à 56.30", ["56.10", "56.30"]), ("5610-5630", ["5610", "5630"]), ("56.10/30", ["56.10", "30"]),
        ("56.10-30", ["56.10", "30"]), ("56.10 (55.10)", ["56.10", "55.10"]),
        ("1. 56.10 2. 55.10", ["56.10", "55.10"]), ("56.10 o 55.10", ["56.10", "55.10"]),
        ("5610 (5510)", ["5610", "5510"]),
        ("56.10 Restaurants 55.10 Hotels", ["56.10", "55.10"]), ("5610 Restaurants 5510 Hotels", ["5610", "5510"]),
    ],
)  # fmt: skip
def test_what_may_be_one_code_or_several_is_told_with_both(meanings, text, ways):
    """A class, a range or a list: nothing is chosen, and each way to write it leads to a code."""
    message = str(meanings.unknown(text))
    assert (meanings.find(text), several(text)) == (None, [])
    assert re.findall(r"[^ ,;]*[0-9][^ ,;]*(?=[,;.])", message.partition(" Write ")[2]) == ways
    assert all(map(readings, ways))


@pytest.mark.parametrize("text", ["960201", "561001", "56101000"])
def test_digits_that_no_known_register_has_are_told_with_the_way_to_name_theirs(meanings, text):
    """Six digits divide a class of NACE in Switzerland, and are a code of NAICS in the US: nothing is guessed."""
    way = re.search(r"Write its register with it: (\S+) ", str(meanings.unknown(text)))
    assert meanings.find(text) is None
    assert meanings.find(way[1]) is not None


@pytest.mark.parametrize(
    "text",
    ["Web 2.0", "Café 2.50", "Restaurant (2011)", "Licensed restaurants (56101)", "24/7 Shop", "24-hour shop",
     "nace:24-hour shop", "Hotel und 56.10",
     "Hotel, 56.10", "Studio 1020", "1" * 50_000, "1.1" * 30_000, "56.10, " * 20_000, "a " * 50_000 + "56.10"],
)  # fmt: skip
def test_a_name_with_a_number_is_no_code(meanings, text):
    """Nor is a text as long as no register writes one; postcodes and years stand behind names."""
    assert meanings.find(text) is None
    assert taken_apart(text) is None


@pytest.mark.parametrize(
    ("text", "means"),
    [
        # INE, CAE-Rev.3: 55111 hotels with a restaurant, 55121 without; Rev. 2 of NACE has 55.10 alone
        ("CAE 55111", "hotel"), ("cae:55121", "hotel"), ("55111 (CAE)", "hotel"), ("CAE Rev.3: 55111", "hotel"),
        ("55121", "hotel"), ("55111", None),  # in NAICS 55111 is the management of companies
        ("ATECO 55.10.00", "hotel"), ("CNAE 5510", "hotel"), ("NAF 55.10Z", "hotel"), ("WZ 55.10.0", "hotel"),
        ("SIC 2007 55100", "hotel"), ("PKD 55.10.Z", "hotel"), ("TEÁOR'08 5510", "hotel"), ("TEÁOR’08 5510", "hotel"),
        ("cae:56999", None), ("nace:722511", None), ("nace:5511", None), ("1", None), ("9", None), ("C", None),
        ("NACE I 55.10", "hotel"), ("A1", None),
        ("nace:1", "agriculture"), ("nace:P", "education"), ("nace:P Education", "education"),
        ("nace:C", None), ("nace:K", None),
    ],
)  # fmt: skip
def test_registers_of_countries_and_sections(meanings, text, means):
    """What a country makes of a class that stands alone in its group is of that; a bare digit is no code."""
    assert meanings.find(text) == means


@pytest.mark.parametrize("text", ["nace:P-Q", "nace:P - Q", "nace:P bis S", "nace:P to S"])
def test_two_sections_are_no_section_with_a_name(meanings, text):
    """P-Q was read as P, which is education, and health care was lost without a word."""
    assert (meanings.find(text), unclear(text)[0]) == (None, f'"{text}" holds several codes.')
    assert [meanings.find(f"nace:P{name}") for name in (" and Q", ", Q", " Education")] == [None, None, "education"]


FOOD, ADVICE = ["food-manufacturing"], ["legal-accounting", "consulting", "architecture-engineering"]


@pytest.mark.parametrize(
    ("text", "sectors"),
    [
        ("C10-C12", FOOD), ("nace:10-12", FOOD), ("isic:C10T12", FOOD), ("C10–C12 Food, beverages", FOOD),
        ("Food (C10-C12)", FOOD), ("NACE 45.1-45.3", ["motor-trade"]), ("F41-F43", ["construction"]),
        ("Q87_Q88", ["social-care"]), ("M69-M71", ADVICE), ("wz:69 bis 71", ADVICE),
        ("J62_J63", ["it-services", "data-ai-services", "online-platforms"]),
        ("nace:55-56", ["hospitality", "restaurants"]),
        # only the two, or what lies between? one code? no section of it, no such register, a survey
        ("nace:69-71", []), ("C10 C33", []), ("10-12", []), ("nace:86-90", []), ("B10-B12", []), ("naics:31-33", []),
        ("A1-A3", []), ("C12-C10", []), ("nace:1012", []), ("nace:43-44", []),
    ],
)  # fmt: skip
def test_a_range_is_all_that_lies_between(meanings, text, sectors):
    """As Eurostat and the OECD write them; one sector is what the range means, several are told."""
    assert list(between(text)) == sectors
    if sectors:
        assert meanings.find(text) == (sectors[0] if len(sectors) == 1 else None)
    if len(sectors) > 1:
        assert f'"{text}" holds {", ".join(sectors[:-1])} and {sectors[-1]}. Say which' in str(meanings.unknown(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nace:P-Q", "Say which: education or health-care or social-care."),  # not its sections, to be asked again
        ("nace:I", "Say which: hospitality or restaurants."),
        ("nace:K", "Write nace2.1:K or nace2:K."),  # finance; telecommunications and programs
        ("P", "Write its register with it: nace:P (education)."), ("1.0", "with it: nace:1 (agriculture)."),
        ("cae:55999", None), ("nace:5511", "write what holds it: nace:551 (hospitality)."),
        ("nace:C", "Say which: ecomap map search nace2:C"), ("C", "what it holds: ecomap map search nace:C"),
    ],
)  # fmt: skip
def test_what_leads_nowhere_is_told_with_what_may_be_meant(meanings, text, told):
    """A register that is named stays: of another nobody spoke."""
    assert meanings.find(text) if told is None else str(meanings.unknown(text)).endswith(told)
