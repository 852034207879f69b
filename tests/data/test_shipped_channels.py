"""data/channels.yaml: real channels with a place where each was found, for every area, trade and eight languages."""

import re
from collections import Counter
from typing import get_args

import pytest

from ecomap import business_of_sectors, load_map
from ecomap.model.channels import KINDS, MOST_COUNTED
from ecomap.model.trends import Area
from ecomap.names import Names
from ecomap.verbs.channels import find_channels
from ecomap.verbs.lookup import search
from ecomap.verbs.provenance import find_evidence


def test_there_are_many_of_every_kind(shipped):
    """At least 110, of every kind, half of them free and a third with a feed that ``watch import`` can read."""
    kinds = Counter(one.kind for one in shipped.channels)
    assert len(shipped.channels) >= 110
    assert set(kinds) == set(KINDS)
    assert sum(one.price == "free" for one in shipped.channels) >= len(shipped.channels) / 2
    assert sum(one.feed is not None for one in shipped.channels) >= len(shipped.channels) / 3


def test_each_says_where_it_was_found(shipped):
    """An address that was looked for, in a counted number of files, on a day; a record behind the rest; one line."""
    for one in shipped.channels:
        assert 1 <= one.found.files <= MOST_COUNTED, one.id
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", one.reviewed), one.id
        assert one.found.read <= one.reviewed
        assert shipped.evidence_by_id[one.evidence].grade == "D"
        assert one.look_for.endswith("."), one.id
        assert len(one.look_for) <= 100, one.id


@pytest.mark.parametrize("area", get_args(Area))
def test_every_area_has_some(shipped, area):
    """Three or more for each area in which trends lie."""
    assert sum(area in one.areas for one in shipped.channels) >= 3


def test_every_trade_has_its_own(shipped):
    """Each sector is named by two or more: what is for everybody does not count."""
    named = Counter(sector for one in shipped.channels for sector in one.sectors)
    assert {sector.id: named[sector.id] for sector in shipped.sectors if named[sector.id] < 2} == {}


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl", "pl", "pt"])
def test_every_language_has_some(shipped, language):
    """Three or more that can be read in it."""
    assert sum(language in one.languages for one in shipped.channels) >= 3


def test_most_trends_are_named(shipped):
    """What nobody names is reached by its area; that is so of a tenth at most."""
    named = {trend for one in shipped.channels for trend in one.trends}
    assert len([trend for trend in shipped.trends if trend.id not in named]) <= len(shipped.trends) / 10


@pytest.mark.parametrize("name", ["Eurostat", "Google Trends", "Farmers Weekly", "DLG"])
def test_a_channel_is_found_by_its_name_or_its_maker(shipped, name):
    """``map search`` finds it, with what to look for and its address."""
    found = [match for match in search(shipped, name) if match.kind == "channel"]
    assert found
    assert all("http" in match.text for match in found)


def test_a_word_of_what_is_told_finds_no_channel(shipped):
    """Else every third search would bring ten of them."""
    assert not [match for match in search(shipped, "figures") if match.kind == "channel"]


def test_names_understand_channels(shipped):
    """By id, name or other name."""
    names = Names.of(shipped)
    assert names.find("channel", "World Robotics") == names.find("channel", "ifr") == "ifr"


def test_evidence_opens_a_channel(shipped):
    """What it is, where it was found, and the record."""
    number = find_evidence(shipped, "agritechnica").numbers[0]
    assert (number.kind, number.evidence) == ("channel", "channel-facts")
    assert "agritechnica.com stood in 10 or more public files" in (number.statement or "")


FIRST = 5
READS = (
    ("vet", "healthcare-it-news", "creative-bloq hacker-news euroshop"),
    ("translator interpreter", "r-smallbusiness", "healthcare-it-news euroshop artificial-lawyer creative-bloq"),
    ("graphic-designer", "creative-bloq", "healthcare-it-news euroshop"),
    ("freight-forwarder warehouse", "loadstar logistik-heute", "healthcare-it-news robot-report darknet-diaries"),
    ("kiosk petrol-station", "euroshop pci-blog", "shopify-editions hacker-news"),
    ("online-shop", "shopify-editions ecommerce-news-europe", "darknet-diaries museumnext"),
    ("kebab-shop driving-school tattoo-studio", "eurostat-digital", "darknet-diaries krebs museumnext"),
    ("riding-school sports-school", "google-alerts", "museumnext itb"),
    ("painter handyman", "dhz", "buildingsmart dronelife"),
    ("removal-firm tool-hire party-hire", "eurostat-digital r-smallbusiness logistik-heute", "itb museumnext"),
    ("dairy-farm", "farmers-weekly agrarheute", "mining-com hannover-messe"),
    ("chimney-sweep", "mittelstand-digital", "buildingsmart cmswire"),
    ("driving-school", "eurostat-digital", "healthcare-it-news hacker-news"),
    ("self-storage landlord", "eurostat-digital", "buildingsmart finextra hacker-news"),
    ("bakery butcher", "gs1", "fashionunited digiday"),
    ("haulier", "eltis logistik-heute", "it-finanzmagazin healthcare-it-news"),
    ("quarry", "im-mining mining-com", "smart-water chemical-engineering"),
)  # fmt: skip
"""What an adviser has firms of six in Germany read, one of them, and what he does not, among the first five."""


@pytest.mark.parametrize(("kinds", "one_of", "none_of"), READS)
def test_nobody_is_sent_to_the_papers_of_another_trade(kinds, one_of, none_of):
    """What is made for others may be told for a trend that it names, behind what is for the own trade or for all."""
    compiled = load_map()[0]
    for kind in kinds.split():
        firm = business_of_sectors({kind: 1}, compiled).model_copy(update={"country": "DE", "employees": 6})
        first = {channel.id for channel in find_channels(compiled, firm, top=FIRST).channels}
        assert first & {*one_of.split()}, (kind, first)
        assert not first & {*none_of.split()}, (kind, first)
