"""What official classifications call their codes: each title means what its code does, or is asked."""

import csv
import gzip
import re
from collections.abc import Iterator

import pytest

from ecomap.io.maps import load_map
from ecomap.model.other_languages import TITLES
from ecomap.model.written import folded
from ecomap.names import Names
from ecomap.places import data_folder, table
from maps import some

TABLES = data_folder().parent / "research" / "tables"
EVERYDAY = {
    "Charcuterie", "Horlogerie", "Ambulances", "Vending Machine Operators", "Gasthöfe", "Kindergärten",
    "Konzertveranstalter",
}  # fmt: skip
"""Titles that people say of another trade than the code is: a pork butcher, a watchmaker, an inn, a nursery."""
FILES = [
    ("nace2", "industry_codes/nace2"), ("nace2.1", "industry_codes/nace2.1"), ("naf2", "industry_codes/naf2"),
    ("uksic2007", "industry_codes/uksic2007"), ("naics2022", "industry_codes/naics2022"),
    ("cnaebr2", "industry_codes/cnaebr2"), ("nace2", "industry_titles/noga2008"),
    ("nace2", "industry_titles/cnae2009"), ("nace2", "industry_titles/pkd2007"), ("nace2", "industry_titles/wz2008"),
    ("nace2.1", "industry_titles/wz2025"), ("nace2", "industry_titles/ateco2007"), ("nace2", "industry_titles/cae3"),
]  # fmt: skip


@pytest.fixture(scope="module")
def names() -> Names:
    return Names.of(load_map()[0])


def classes(file: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the classes of a publisher's table, digits alone, with their titles."""
    with gzip.open(TABLES / f"{file}.csv.gz", "rt", encoding="utf-8") as stream:
        for code, *titles in list(csv.reader(stream))[1:]:
            if len(digits := re.sub("[^0-9]", "", code)) >= 4:
                yield digits, titles


@pytest.mark.parametrize("listed", some(FILES, of=4))
def test_a_title_means_what_its_code_means(names: Names, listed: tuple[str, str]) -> None:
    """The sector is that of the code, or none is picked; nine in ten are understood."""
    (system, file), asked, all_titles = listed, 0, 0
    for code, titles in classes(file):
        meant = names.find("sector", f"{system}:{code[:4] if system == 'nace2' else code}")
        for title in titles:
            found, all_titles = names.find("sector", title), all_titles + 1
            asked += found is None and meant is not None
            assert found is None or meant is None or found == meant or title in EVERYDAY, (code, title)
    assert asked <= all_titles / 10


def test_the_titles_of_other_languages_are_those_of_nace() -> None:
    """NOGA, PKD and WZ have its 615 classes, CNAE its 272 groups."""
    nace = {code for code, _ in classes("industry_codes/nace2")}
    assert len(nace) == 615
    assert {code[:4] for code, _ in classes("industry_titles/noga2008")} == nace
    assert {code[:4] for code, _ in classes("industry_titles/pkd2007")} == nace
    assert {code[:4] for code, _ in classes("industry_titles/wz2008")} == nace
    assert {code[:3] for code, _ in classes("industry_titles/cnae2009")} == {code[:3] for code in nace}


def test_titles_are_kept_as_they_are_looked_up() -> None:
    """Without regard to case and accents, in order, each once."""
    titles = [title for title, _ in table(TITLES)]
    assert titles == sorted(set(titles))
    assert titles == [folded(title) for title in titles]


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("RESTAURATION TRADITIONNELLE", "restaurant"), ("Praktyka lekarska dentystyczna", "dentist"),
        ("Comercio al por menor de libros", "bookshop"), ("Commerce de détail de fleurs", "retail-trade"),
        ("Hotels (ohne Hotels garnis)", "hotel"), ("coiffeur(se)", "hairdresser"),
        ("Commerce de détail d'habillement en maga", "clothes-shop"), ("hotel and restaurants", None),
        ("Herstellung von", None), ("Retail sale of", None), ("Einzelhandel mit", None),
    ],
)  # fmt: skip
def test_a_title_may_be_cut_off(names: Names, text: str, firm: str | None) -> None:
    """Lists cut titles at forty characters, and people say their beginning: it counts where it means one thing."""
    assert names.find("firm", text) == firm
