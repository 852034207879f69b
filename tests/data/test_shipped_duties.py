"""The shipped duties: each with its law and how it was read, in plain sentences, for 32 places and 14 topics."""

import re
from collections import Counter

import pytest

from ecomap import business_of_sectors, load_map, rank_trends
from ecomap.model.countries import EU
from ecomap.model.duties import TOPICS

PLACES = {"EU", *EU, "GB", "CH", "NO", "US"}
LONGEST = 260
"""Letters that an owner reads at once."""


def test_each_place_is_one_of_the_32(shipped):
    """The Union, its countries and four more; the law of other places beside them only where the Union's holds."""
    assert {item.place for item in (*shipped.duties, *shipped.duty_gaps)} == PLACES
    assert {place for duty in shipped.duties for place in duty.also_in} <= {"NO", "IS", "LI"}


def test_each_duty_says_what_to_do_in_a_sentence(shipped):
    """One plain sentence, and a name that is none."""
    for duty in shipped.duties:
        assert duty.do.endswith("."), duty.id
        assert len(duty.do) <= LONGEST, duty.id
        assert not duty.name.endswith("."), duty.id


def test_each_duty_rests_on_law(shipped):
    """What was read with an authority names the page; what was not confirmed is graded D."""
    records = shipped.evidence_by_id
    assert {records[duty.evidence].basis for duty in shipped.duties} == {"law"}
    for duty in shipped.duties:
        assert duty.url.startswith("https://"), duty.id
        assert records[duty.evidence].grade != "B" or duty.read, duty.id


def test_a_duty_without_its_first_day_says_so(shipped):
    """The note tells that it has long been in force, or why no day is named."""
    assert [duty.id for duty in shipped.duties if duty.from_ is None and not duty.note] == []


def test_what_decides_can_be_used(shipped):
    """Nothing hangs on the use of a law, of a risk or of what only surveys ask for."""
    used = {name for duty in shipped.duties for name in duty.applies.uses}
    assert {shipped.trend_by_id[name].role for name in used} <= {"do", "umbrella"}


def test_a_question_is_a_question(shipped):
    """What no business file says can be answered."""
    asked = {duty.id: duty.applies.asks for duty in shipped.duties if duty.applies.asks}
    assert len(asked) > 30
    assert [id for id, text in asked.items() if "?" not in text] == []


def test_most_duties_were_confirmed(shipped):
    """Fewer than one in five rests on what is well known alone."""
    grades = Counter(shipped.evidence_by_id[duty.evidence].grade for duty in shipped.duties)
    assert grades["D"] < 0.2 * grades.total()


def test_gaps_say_where_was_looked(shipped):
    """A sentence each, and a topic of the list."""
    for gap in shipped.duty_gaps:
        assert gap.topic in TOPICS
        assert gap.looked.endswith("."), gap


@pytest.mark.parametrize(
    ("country", "duty", "free"),
    [
        ("DE", "de-till-tse", {"doctor", "online-shop"}),
        ("FR", "fr-till-software", {"doctor"}),
        ("AT", "at-signed-till", {"doctor", "religious-community", "online-shop"}),
        ("SE", "se-cash-register", {"doctor", "religious-community", "online-shop"}),
        ("IT", "it-telematic-till", {"doctor", "vet", "taxi", "bus-operator", "removal-firm", "online-shop"}),
    ],
)
def test_the_law_of_tills_is_told_to_who_is_paid_on_the_spot(country, duty, free):
    """Over a counter or after the service; not to who sends a bill to private persons, however many.

    Sales at a distance are left out by Austria (BarUV 2015), Sweden (39 kap. 5 § SFL) and Italy (D.P.R. 696/1996).
    Italy leaves out rides by taxi and ticket (D.M. 10 May 2019, art. 1; D.P.R. 696/1996, art. 2).
    """
    compiled = load_map()[0]

    def bound(kind: str) -> bool:
        firm = business_of_sectors({kind: 1}, compiled).model_copy(update={"country": country, "employees": 6})
        return any(one.id == duty and one.applies == "yes" for one in rank_trends(compiled, firm).duties)

    assert all(map(bound, {"bakery", "hairdresser", "restaurant", "taxi", "museum", "vet", "market-trader"} - free))
    assert not any(map(bound, {"notary", "chimney-sweep", "architect", "plumber", "foundry", "association"} | free))


def test_whose_sales_are_free_of_vat_is_asked_where_that_frees_of_a_duty(shipped):
    """What such a law leaves out is told to all, so that who mostly sells that is not told that he is bound."""
    free = {duty.id for duty in shipped.duties if re.search("(free of|registered for) VAT", duty.unless or "")}
    assert {"fr-ereporting-small", "de-einvoice-issue-2028", "sk-einvoice"} <= free
    assert free <= {duty.id for duty in shipped.duties if duty.applies.vat}


def test_a_car_with_a_driver_is_asked_for_its_till_in_italy():
    """Who has a taxi licence is free of it: no business file says which."""
    compiled = load_map()[0]
    firm = business_of_sectors({"chauffeur": 1}, compiled).model_copy(update={"country": "IT"})
    found = {one.id: one.applies for one in rank_trends(compiled, firm).duties}
    assert found["it-telematic-till-rides"] == "unknown"
    assert {found.get(duty, "no") for duty in ("it-telematic-till", "it-pos-till-link")} == {"no"}


def test_pay_is_told_to_applicants_where_a_law_says_so():
    """A private employer is bound by the law of its country alone: five had one by June 2026, the others are asked."""
    compiled = load_map()[0]
    found = {}
    for country in EU:
        firm = business_of_sectors({"bakery": 1}, compiled).model_copy(update={"country": country, "employees": 5})
        told = [
            one for one in rank_trends(compiled, firm).duties if one.name == "Tell applicants the pay before you talk"
        ]
        found[country] = [one.applies for one in told]
    assert {country for country, told in found.items() if told == ["yes"]} == {"IT", "LT", "MT", "PL", "SK"}
    assert {country for country, told in found.items() if told == ["unknown"]} == {*EU} - {"IT", "LT", "MT", "PL", "SK"}


@pytest.mark.parametrize(
    ("kind", "bound"), [("bakery", True), ("hairdresser", True), ("nursery", False), ("taxi", False)]
)
def test_an_e_till_is_for_who_must_keep_a_till_in_hungary(kind, bound):
    """It takes the place of the online till, which the trades of the decree's list must use."""
    compiled = load_map()[0]
    firm = business_of_sectors({kind: 1}, compiled).model_copy(update={"country": "HU", "employees": 5})
    found = {one.id: one.applies for one in rank_trends(compiled, firm).duties}
    assert (found["hu-etill"] == "from", found["hu-online-till"] == "yes") == (bound, bound)


@pytest.mark.parametrize(
    ("kind", "bound", "free"),
    [
        ("physiotherapist", {"it-health-bills"}, {"it-einvoice", "it-telematic-till", "it-pos-till-link"}),
        ("dentist", {"it-health-bills"}, {"it-einvoice", "it-telematic-till", "it-pos-till-link"}),
        ("vet", {"it-health-bills"}, {"it-einvoice", "it-telematic-till", "it-pos-till-link"}),
        ("aesthetic-clinic", {"it-health-bills"}, {"it-einvoice", "it-telematic-till", "it-pos-till-link"}),
        ("hairdresser", {"it-einvoice", "it-telematic-till", "it-pos-till-link"}, {"it-health-bills"}),
        ("pharmacy", {"it-einvoice", "it-telematic-till", "it-pos-till-link", "it-health-bills"}, set()),
    ],
)
def test_patients_bills_stay_out_of_the_exchange_in_italy(kind, bound, free):
    """D.L. 119/2018 art. 10-bis forbids what binds all others; a practice that sends invoices keeps no till."""
    compiled = load_map()[0]
    firm = business_of_sectors({kind: 1}, compiled).model_copy(update={"country": "IT", "employees": 4})
    found = {one.id: one.applies for one in rank_trends(compiled, firm).duties}
    assert {found[duty] for duty in bound} == {"yes"}
    assert {found.get(duty, "no") for duty in free} <= {"no"}


BINDS = (
    ("ppwr-proof", "yes", "bakery toy-maker online-shop restaurant", "quarry mine artist courier testing-laboratory"),
    (
        "repair-guarantee",
        "unknown",
        "bicycle-shop furniture-maker car-dealer",
        "vehicle-inspection plumber",
    ),
    ("price-cut-reference", "unknown", "clothes-shop furniture-shop", "vehicle-inspection hairdresser quarry"),
)
"""What is asked in Germany of whom, and of whom not: what no file says and yet decides is a question, not a yes."""


@pytest.mark.parametrize(("duty", "applies", "trades", "others"), BINDS)
def test_a_duty_reaches_the_trades_that_it_speaks_of(duty, applies, trades, others):
    """Packaging of who packs; goods that can be repaired and price cuts are asked for: a bakery is not told yes."""
    compiled = load_map()[0]

    def of(kind: str) -> str:
        firm = business_of_sectors({kind: 1}, compiled).model_copy(update={"country": "DE", "employees": 6})
        return next(one.applies for one in rank_trends(compiled, firm).duties if one.id == duty)

    assert {of(kind) for kind in trades.split()} == {applies}
    assert {of(kind) for kind in others.split()} == {"no"}
    assert duty == "ppwr-proof" or of("bakery") != "yes"
