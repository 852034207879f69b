"""Lists of industries that programs offer: what each holds is taken where it is one thing, else asked."""

import csv

import pytest

from ecomap.io.maps import load_map
from ecomap.io.shares import said_of
from ecomap.model.other_languages import INDUSTRIES, covered_by
from ecomap.names import Names
from ecomap.places import data_folder

NAMES = Names.of(load_map()[0])
SALESFORCE = {
    "Agriculture": "agriculture", "Apparel": "?", "Banking": "bank", "Biotechnology": "biotech-firm",
    "Chemicals": "chemicals-manufacturing", "Communications": "?", "Construction": "construction",
    "Consulting": "consulting", "Education": "education", "Electronics": "electronics-manufacturing",
    "Energy": "energy", "Engineering": "?", "Entertainment": "?", "Environmental": "?", "Finance": "finance-insurance",
    "Food & Beverage": "?", "Government": "", "Healthcare": "health-care", "Hospitality": "hospitality",
    "Insurance": "?", "Machinery": "machinery-manufacturing", "Manufacturing": "?", "Media": "publishing-media",
    "Not For Profit": "charity", "Recreation": "arts-recreation", "Retail": "retail-trade", "Shipping": "?",
    "Technology": "?", "Telecommunications": "telecommunications", "Transportation": "transport", "Utilities": "?",
    "Other": "",
}  # fmt: skip
"""The 32 standard values of Account.Industry; ?: several things are told; nothing: the map has no sector for it."""


@pytest.mark.parametrize(("said", "means"), SALESFORCE.items())
def test_the_industries_of_salesforce(said: str, means: str) -> None:
    """Each is one thing of the map, or asked with all that it holds, or said to be nothing of the map."""
    assert NAMES.find("firm", said) == (None if means in ("", "?") else means)
    if means in ("", "?"):
        told = str(NAMES.unknown("firm", said))
        assert ("Say which: " if means else "that the map has no sector for") in told


CRAFTS = """
Maurer und Betonbauer; Ofen- und Luftheizungsbauer; Zimmerer; Dachdecker; Straßenbauer;
Wärme-, Kälte- und Schallschutzisolierer; Brunnenbauer; Steinmetz und Steinbildhauer; Stuckateur;
Maler und Lackierer; Gerüstbauer; Schornsteinfeger; Metallbauer; Chirurgiemechaniker;
Karosserie- und Fahrzeugbauer; Feinwerkmechaniker; Zweiradmechaniker; Kälteanlagenbauer; Informationstechniker;
Kraftfahrzeugtechniker; Landmaschinenmechaniker; Land- und Baumaschinenmechatroniker; Büchsenmacher; Klempner;
Installateur und Heizungsbauer; Elektrotechniker; Elektromaschinenbauer; Tischler; Boots- und Schiffbauer;
Seiler; Bäcker; Konditor; Fleischer; Augenoptiker; Hörakustiker; Orthopädietechniker; Orthopädieschuhmacher;
Zahntechniker; Friseur; Glaser; Glasbläser und Glasapparatebauer;
Mechaniker für Reifen- und Vulkanisationstechnik; Fliesen-, Platten- und Mosaikleger;
Betonstein- und Terrazzohersteller; Estrichleger; Behälter- und Apparatebauer; Parkettleger;
Rollladen- und Sonnenschutztechniker; Drechsler und Holzspielzeugmacher; Böttcher; Raumausstatter;
Glasveredler; Orgel- und Harmoniumbauer; Schilder- und Lichtreklamehersteller; Uhrmacher; Graveure;
Metallbildner; Galvaniseure; Metall- und Glockengießer; Präzisionswerkzeugmechaniker; Gold- und Silberschmiede;
Modellbauer; Holzbildhauer; Korb- und Flechtwerkgestalter; Maßschneider; Textilgestalter; Modisten;
Segelmacher; Kürschner; Schuhmacher; Sattler und Feintäschner; Müller; Brauer und Mälzer; Weinküfer;
Textilreiniger; Wachszieher; Gebäudereiniger; Feinoptiker; Glas- und Porzellanmaler;
Edelsteinschleifer und -graveure; Fotografen; Buchbinder; Print- und Medientechnologen; Drucker; Siebdrucker;
Keramiker; Klavier- und Cembalobauer; Handzuginstrumentenmacher; Geigenbauer; Bogenmacher;
Metallblasinstrumentenmacher; Holzblasinstrumentenmacher; Zupfinstrumentenmacher; Vergolder;
Holz- und Bautenschützer; Bestatter; Kosmetiker; Eisenflechter; Bautentrocknungsgewerbe; Bodenleger;
Asphaltierer; Fuger im Hochbau; Rammgewerbe; Betonbohrer und -schneider; Theater- und Ausstattungsmaler;
Einbau von genormten Baufertigteilen; Schnellreiniger; Teppichreiniger; Getränkeleitungsreiniger;
Maskenbildner; Bestattungsgewerbe; Klavierstimmer; Speiseeishersteller; Änderungsschneider; Fahrzeugverwerter;
Rohr- und Kanalreiniger; Kabelverleger im Hochbau; Herstellung von Drahtgestellen; Fleischzerleger;
Innerei-Fleischer; Daubenhauer; Holzschuhmacher; Schirmmacher; Handschuhmacher; Steindrucker
"""
"""Those of annexes A and B to the Handwerksordnung, as every German chamber of crafts keeps its members."""


def test_the_crafts_of_german_chambers() -> None:
    """Each is known, of two each one, or asked with all that it holds; of 125 seventy-nine were refused as unknown."""
    crafts = [craft.strip() for craft in CRAFTS.replace("\n", " ").split(";")]
    for said in (one.name for craft in crafts for one in said_of("firm", [craft], NAMES)):
        assert NAMES.find("firm", said) or "Say which: " in str(NAMES.unknown("firm", said)), said
    assert [NAMES.find("firm", craft) for craft in ("Kraftfahrzeugtechniker", "Fliesen-, Platten- und Mosaikleger",
            "Gold- und Silberschmiede", "Mechaniker für Reifen- und Vulkanisationstechnik")] == [
            "garage", "tiler", "goldsmith", "tyre-shop"]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "same"),
    [("AIRLINES_AVIATION", "airline"), ("Airlines/Aviation", "airline"), ("Veterinary industry", "vet"),
     ("INFORMATION_TECHNOLOGY_AND_SERVICES", "it-services"), ("Transportation/Trucking/Railroad", "transport")],
)  # fmt: skip
def test_signs_and_capitals_of_a_list_do_not_matter(said: str, same: str) -> None:
    """HubSpot keeps what LinkedIn calls Airlines/Aviation as AIRLINES_AVIATION."""
    assert NAMES.find("firm", said) == same


def test_wide_ones_are_asked_with_all_that_they_hold() -> None:
    """NACE section G is two sectors of the map; each way out is a name."""
    said = str(NAMES.unknown("firm", "Wholesale and retail trade"))
    assert (
        said == '"Wholesale and retail trade" holds retail-trade and wholesale. Say which: retail-trade or wholesale.'
    )


def test_every_industry_is_needed_and_means_what_there_is() -> None:
    """What the map knows by other names needs no line, and every id is one of the map."""
    with (data_folder() / INDUSTRIES).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            ids = row["means"].split()
            assert all(NAMES.has_id("firm", id) for id in ids), row
            for name in row["industries"].split("|"):
                assert covered_by(name) == tuple(ids), name
                assert NAMES.find("firm", name) == (ids[0] if len(ids) == 1 else None), name


@pytest.mark.parametrize(("slip", "meant"), [("manufactring", "manufacturing"), ("Telecomunications", "telecommunic")])
def test_a_slip_in_an_industry_leads_to_it(slip: str, meant: str) -> None:
    """Where no kind of firm comes near; what is like none is told no industry."""
    assert f'Did you mean "{meant}' in str(NAMES.unknown("firm", slip))
    assert "Did you mean" not in str(NAMES.unknown("firm", "xyzzy"))
