"""Official codes: every class of the big classifications, in every spelling, means itself or is told, never another."""

import csv
import gzip
import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from ecomap.code_meanings import CodeMeanings
from ecomap.codes import readings
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
    numbers = [f"{number:0{digits}}" for digits in (2, 3, 4) for number in range(10**digits)]
    known = {number for number in numbers if theirs.is_valid(number, revision=revision)}
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
