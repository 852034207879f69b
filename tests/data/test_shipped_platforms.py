"""data/platforms.yaml: real platforms by their names, each with evidence and a day; the texts' names are found."""

import re

import pytest

from ecomap import business_of_sectors, load_map
from ecomap.model import folded
from ecomap.verbs.lookup import search
from ecomap.verbs.platforms import weigh_platforms
from ecomap.verbs.provenance import find_evidence

OF_THE_TEXTS = (
    "Amazon", "Alibaba", "Shopify", "Facebook", "Instagram", "LinkedIn", "Twitter", "Apple App Store",
    "Google Play Store", "Uber", "Uber Eats", "DoorDash", "Airbnb", "TaskRabbit", "Yelp", "Google Reviews",
)  # fmt: skip


def test_there_are_many(shipped):
    """At least 60, of many owners and every kind, and a fee with its page for a good third."""
    assert len(shipped.platforms) >= 60
    assert len({one.owner for one in shipped.platforms}) >= 50
    assert {one.kind for one in shipped.platforms} == {kind.id for kind in shipped.platform_kinds}
    assert sum(one.fee is not None for one in shipped.platforms) >= 35


def test_every_platform_has_evidence_and_a_day(shipped):
    """What it is rests on a record that says who wrote it down; a fee rests on a page with an address and a day."""
    sources = {source.id: source for source in shipped.sources}
    for one in shipped.platforms:
        record = shipped.evidence_by_id[one.evidence]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", one.reviewed), one.id
        assert record.basis
        assert record.grade
        if one.fee is not None:
            page = shipped.evidence_by_id[one.fee.evidence]
            assert page.source is not None, one.id
            assert sources[page.source].url.startswith("https://"), one.id
            assert page.grade in ("B", "C")
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", one.fee.read), one.id
            assert one.fee.published is None or one.fee.published[:4].isdigit()
            assert (one.fee.published or "") <= one.fee.read <= sources[page.source].accessed
        else:
            assert one.no_fee


def test_a_fee_lies_within_what_was_published(shipped):
    """The ends of a fee are among the figures of its record, but for a floor that its words name."""
    for one in shipped.platforms:
        if one.fee is None or one.fee.low is None:
            continue
        said = f"{shipped.evidence_by_id[one.fee.evidence].value}; {one.fee.says}"
        figures = {float(text) for text in re.findall(r"\d+(?:\.\d+)?", said)}
        ends = {round(100 * one.fee.low, 6), round(100 * one.fee.high, 6)}
        assert all(end in figures or end in (0.0, 8.0) for end in ends), one.id  # nothing; 5 % and 3 % together


@pytest.mark.parametrize("name", OF_THE_TEXTS)
def test_every_name_in_the_texts_is_found(shipped, name):
    """``map search`` finds it, as a platform that is called so."""
    found = [match for match in search(shipped, name) if match.kind == "platform"]
    assert found
    assert any(folded(name) in {folded(text) for text in (one.name, *one.aliases)} for one in found), name


def test_evidence_opens_a_platform(shipped):
    """Owner and functions with their record, the fee with figure, day and page."""
    answer = find_evidence(shipped, "Uber Eats")
    assert [number.kind for number in answer.numbers] == ["platform", "platform fee"]
    fee = answer.numbers[1]
    assert fee.parts == {"low": 0.15, "high": 0.3}
    assert next(one for one in answer.records if one.id == fee.evidence).source.url.startswith("https://")


def test_owners_of_several_platforms_are_one(shipped):
    """What belongs together hangs together."""
    owner = {one.id: one.owner for one in shipped.platforms}
    for group in (
        ("instagram", "facebook", "whatsapp"), ("booking-com", "agoda", "kayak"), ("expedia", "vrbo", "hotels-com"),
        ("doordash", "wolt"), ("lieferando", "just-eat"), ("google-ads", "youtube", "google-play"),
    ):  # fmt: skip
        assert len({owner[name] for name in group}) == 1, group


def test_the_five_strategies_have_rules_for_everybody(shipped):
    """Five, each with a reason for every threshold and a practice that there is."""
    practices = {one.id for one in shipped.practices}
    assert len(shipped.platform_strategies) == 5
    for one in shipped.platform_strategies:
        assert set(one.practices) <= practices
        assert all(item.reason for rule in one.rules for item in rule.when)
        assert any(rule.unsaid for rule in one.rules)


NAMED_TO = (
    ("CHECK24", "hotel insurer energy-supplier car-rental",
     "vet notary dairy-farm chimney-sweep bakery landlord scaffolder wind-farm tool-hire party-hire"),
    ("Alibaba.com", "electronics-maker wholesaler clothing-factory",
     "dairy-farm quarry freight-forwarder foundry joiner goldsmith dental-laboratory sign-maker"),
    ("Xometry", "machine-shop plastics-moulder foundry",
     "dairy-farm quarry bakery sawmill drug-maker potter stonemason concrete-works blacksmith boatbuilder"),
    ("Treatwell", "hairdresser barber nail-studio massage-studio",
     "driving-school tutor appliance-repair notary theatre gym dog-groomer astrologer wedding-planner household-help"),
    ("Doctolib", "doctor dentist psychotherapist pharmacy", "vet home-care patient-transport care-home"),
    ("TIMOCOM", "haulier freight-forwarder", "taxi courier warehouse airline bus-operator post-office dairy-farm"),
    ("Uber", "taxi chauffeur", "haulier airline bus-operator removal-firm ferry-operator patient-transport"),
    ("Uber Eats", "restaurant pizzeria bakery kebab-shop", "beekeeper vineyard winery coffee-roaster brewery hotel"),
    ("DHL", "beekeeper winery online-shop bookshop", "restaurant courier haulier dairy-farm"),
    ("Booking.com", "hotel guest-house holiday-flat campsite", "gym theatre musician party-hire livery-stable"),
    ("GetYourGuide", "tour-guide museum outdoor-activities", "hotel gym musician theatre car-rental tool-hire"),
    ("Tripadvisor", "hotel restaurant museum tour-guide", "bakery plumber gym writer dairy-farm hairdresser"),
    ("Trustpilot", "online-shop insurer online-course-maker", "plumber bakery dairy-farm hairdresser notary foundry"),
    ("Yelp", "", "plumber bakery hotel restaurant dairy-farm online-shop"),
    ("Eventim", "theatre cinema", "gym livery-stable riding-school personal-trainer newspaper publisher"),
    ("TheFork", "restaurant pizzeria", "caterer wedding-venue kebab-shop nightclub"),
    ("mobile.de", "car-dealer motorcycle-dealer", "plumber roofer scaffolder landlord garage chimney-sweep"),
    ("ImmoScout24", "estate-agent landlord", "self-storage car-park plumber wedding-venue"),
    ("MyHammer", "plumber painter cleaner household-help", "translator detective wedding-planner haulier tutor"),
    ("Upwork", "translator graphic-designer freelance-programmer", "plumber cleaner haulier hairdresser roofer"),
    ("LinkedIn", "machine-builder freight-forwarder accountant", "dairy-farm bakery hairdresser plumber doctor"),
    ("Amazon", "online-shop toy-shop beekeeper", "bakery quarry garage optician dental-laboratory foundry butcher"),
    ("Shopify", "bookshop goldsmith winery",
     "bakery restaurant translator dairy-farm fishing-boat theatre holiday-flat photographer"),
)  # fmt: skip
"""Platforms, the trades to which they are named in Germany, and those to which they are not."""


@pytest.mark.parametrize(("platform", "trades", "others"), NAMED_TO)
def test_a_platform_is_named_to_trades_that_are_on_it(platform, trades, others):
    """Who compares insurance, ships containers, mills parts or cuts hair: not to every firm that has reviews."""
    compiled = load_map()[0]

    def named(kind: str) -> bool:
        firm = business_of_sectors({kind: 1}, compiled).model_copy(update={"country": "DE", "employees": 6})
        return any(platform in one.examples for one in weigh_platforms(compiled, firm).usual)

    assert [kind for kind in trades.split() if not named(kind)] == []
    assert [kind for kind in others.split() if named(kind)] == []


JOINS = {
    "List every site": "hotel beauty-salon doctor",
    "Choose ten goods": "wine-shop brewery online-shop",
    "Claim your map listing": "notary chimney-sweep taxi driving-school builder testing-laboratory",
    "Choose one network": "translator freight-forwarder hosting-provider foundry",
}
"""How joining a platform begins: with the first of these that there is for a trade."""


@pytest.mark.parametrize(("step", "trades"), JOINS.items())
def test_joining_begins_with_a_platform_that_there_is_for_the_trade(step, trades):
    """Sites for bookings, marketplaces for goods, maps for who has a door, a network for all others."""
    compiled = load_map()[0]
    for kind in trades.split():
        told = weigh_platforms(compiled, business_of_sectors({kind: 1}, compiled)).strategies[0]
        assert told.first_step.text.startswith(step), kind


OWN_WAYS = {
    "Choose one thing that only direct bookings get": "hotel tattoo-studio tour-guide restaurant",
    "Write": "optician crane-hire vineyard pharmacy notary",
}
"""How own ways beside a platform begin: with a better deal for who is booked by platforms and for nobody else."""


@pytest.mark.parametrize(("step", "trades"), OWN_WAYS.items())
def test_no_deal_for_direct_bookings_is_told_to_who_has_none(step, trades):
    """A strategy begins with a practice that suits the firm, whose `unless` holds as well as its `suits`."""
    compiled = load_map()[0]
    for kind in trades.split():
        firm = business_of_sectors({kind: 1}, compiled).model_copy(update={"employees": 6})
        told = weigh_platforms(compiled, firm).strategies
        assert any(one.first_step.text.startswith(step) for one in told if one.id == "multi-channel"), kind


TAKES_PART = {
    "List three firms": "notary psychotherapist translator tax-adviser",
    "Send your three main suppliers": "bakery toy-shop restaurant dairy-farm",
}
"""How taking part in what grows around a platform begins: with suppliers for who buys goods, else with other firms."""


@pytest.mark.parametrize(("step", "trades"), TAKES_PART.items())
def test_nobody_sends_needs_to_suppliers_that_it_does_not_have(step, trades):
    """A strategy begins with a practice whose trend concerns the firm."""
    compiled = load_map()[0]
    for kind in trades.split():
        firm = business_of_sectors({kind: 1}, compiled).model_copy(update={"employees": 10})
        told = weigh_platforms(compiled, firm).strategies[-1]
        assert told.first_step.text.startswith(step), kind
