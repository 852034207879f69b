"""In what a text is written that is no UTF-8: told by the letters of its words, asked for where two ways fit."""

import pytest

from ecomap.errors import FileError
from ecomap.io.batch.encodings import likely_encoding
from ecomap.places import table

SURE = {
    "cp1250": [
        "IČO;Název;Počet zaměstnanců\n1;Pekařství Novák;5\n2;Truhlářství Dvořák;3\n",
        "Firma;NACE\nŘeznictví U Krále;47.22\nKvětiny Žofie;47.76\n",
        "Cégnév;TEÁOR;Létszám\nKovács Pékség;1071;5\nSzőke Fodrászat;9602;2\nŰrhajó Kft.;6201;8\nTűzőgép Bt;4741;3\n",
        "Nazwa;Branża\nZakład Łąka;fryzjer\nKsięgowość Plus;biuro rachunkowe\n",
        "Názov;Počet\nPekáreň Kováč;4\nČistiareň Ľubica;2\n",
        "Denumire;CAEN\nBrutăria Ionescu;1071\nFrizeria Ştefan;9602\nCroitoria Măriuţa;1413\n",
        "Naziv;NKD\nPekara Šišanje;10.71\nČarobna cvjećara;47.76\nŽivčić obrt;96.02\n",
    ],
    "cp1251": ["Название;ОКВЭД\nПекарня Иванов;10.71\nПарикмахерская;96.02\n", "id;name\n1;Хляб\n2;Хотел Роза\n"],
    "cp1253": ["Επωνυμία;ΚΑΔ\nΑρτοποιείο Παπαδόπουλος;10.71\n", "id;name\n1;Φούρνος\n2;Bar Ταβέρνα\n"],
    "cp1254": ["Ünvan;NACE\nYıldız Fırını;10.71\nKuaför Ayşe;96.02\nİnci Çiçekçilik;47.76\n"],
    "cp1257": ["Pavadinimas;EVRK\nKepykla Ąžuolas;10.71\nKirpykla Gražuolė;96.02\nŽuvų parduotuvė;47.23\n"],
    "mac_roman": ["Firma;Branche\nMüller Bäckerei;Bäcker\nFriseur Schön;Friseur\nGroßhandel Jäger;Handel\n"],
    "cp1252": [
        "Firma;Branche;Fläche (m²)\nMüller & Söhne;Bäckerei\nCafé Crème;Café\nGroß – Klein;€ 500\n",
        "Raison sociale;Activité\nLe Chêne;pâtisserie\nÀ la Crémaillère;hôtel\n", "Nº;Razón social\n1ª;¿Qué? Núñez\n",
        "Firma;Atividade\nPadaria São João;padaria\nConstruções Simões;construção\n",
        "Navn\nSørens Bageri\nFrisør Åse\n", "Ragione sociale\nQualità Più\nCaffè Però\n",
        "Nafn\nBakarí Þór\nHárgreiðsla\n", "Firma\nÖberg\nØrsted\nPiñata\nCrème\n",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("encoding", "text"), [(one, text) for one, some in SURE.items() for text in some])
def test_what_the_letters_show_is_read_so(encoding: str, text: str) -> None:
    """Words that no language of the west has, and all of which one other language has, are of that.

    Lists of the west stay what they are, with names from abroad too.
    """
    data = text.encode(encoding)
    assert data.decode(likely_encoding(data, "m.csv")[0]) == text


def test_a_heading_of_one_language_and_signs_that_nobody_has_are_enough() -> None:
    """Cégnév is Hungarian alone; 0x81 is no letter of the west."""
    for encoding, text in (
        ("cp1250", "Cégnév;TEÁOR\nSzőke Szalon;9602\nKovács;1071\n"), ("cp1250", "Název;NACE\nRůže;55.10\n"),
        ("cp850", "Firma;Branche\nMüller;Bäckerei\nSchön;Friseur\n"), ("cp1257", "Nosaukums\nMaiznīca Rīgā\n"),
    ):  # fmt: skip
        assert likely_encoding(text.encode(encoding), "m")[0] == encoding
    assert likely_encoding("Firma;Branche\nMüller;Bäckerei\nSøren;Café\n".encode("cp1252"), "m")[0] == "cp1252"


def test_one_word_from_abroad_changes_no_list() -> None:
    """It is told how else it may be read: Müller and Škoda, Pekárna and Růže."""
    assert likely_encoding("Müller\nCrème\nØrsted\n".encode("cp1252"), "m")[0] == "cp1252"
    assert likely_encoding("Pekárna Kučera\nHotel Růže\n".encode("cp1250"), "m") == ("cp1252", ("cp1250",))


def test_what_may_be_several_and_nothing_of_the_west_is_asked() -> None:
    """Turkish or Lithuanian: to guess would make other names of the firms."""
    told = r"m: .* cp1254 \(Turkish\) or cp1257 \(Lithuanian\)\. Say which: --encoding cp1254\."
    with pytest.raises(FileError, match=told):
        likely_encoding("name\nŞen Pastane\nDoğan Otel\n".encode("cp1254"), "m")


def test_the_letters_of_a_language_can_be_written_in_its_encodings() -> None:
    """Each of `alphabets.csv` in the likeliest; what is usual in a language is one of its letters."""
    for languages, _, encodings, letters, usual, _ in table("languages/alphabets.csv"):
        assert letters.encode(encodings.split()[0]).decode(encodings.split()[0]) == letters, languages
        assert {*usual} <= {*letters}, languages
