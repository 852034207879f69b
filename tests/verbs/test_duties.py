"""What the law asks of one firm on one day: yes, from a day to come, no, or not known and why."""

import datetime
from types import SimpleNamespace

import pytest

from ecomap import Business, business_of_sectors, load_map
from ecomap.firms import described
from ecomap.model import Duty
from ecomap.verbs.duties import duties_of
from ecomap.verbs.provenance import find_evidence

TODAY = datetime.date(2026, 11, 28)


def a_duty(**said):
    fields = {
        "id": "rule", "topic": "ai", "place": "EU", "name": "Rule", "law": "Law 1", "article": "Article 1",
        "url": "https://example.org/law", "from": "2020-01-01", "do": "Do it.", "evidence": "law-as-described",
        "reviewed": "2026-11-28",
    }  # fmt: skip
    return Duty(**fields | said)


class Looked(SimpleNamespace):
    """What looks like a compiled map; two are never the same one."""

    __hash__ = object.__hash__
    __eq__ = object.__eq__


def a_map(shipped, *duties):
    """Return what a query looks at, with these duties in place of the shipped ones."""
    lists = ("sectors", "activities", "traits", "trends", "countries", "sector_by_id", "kinds")
    return Looked(**{name: getattr(shipped, name) for name in lists}, duties=duties)


def a_firm(country="PT", employees=4, sectors=None, **said):
    return Business(country=country, employees=employees, sectors=sectors or {"restaurants": 1}, **said)


@pytest.fixture
def meets(shipped):
    """Return how a duty meets a firm: applies and why, None where it is not told."""

    def met(firm, as_of=TODAY, **said):
        found = duties_of(a_map(shipped, a_duty(**said)), firm, as_of)
        return (found[0].applies, found[0].why) if found else None

    return met


# --- the rule -----------------------------------------------------------------------------------------------


def test_firms_are_told_apart_by_what_a_duty_asks_and_by_nothing_else(shipped):
    """One map, two firms: of 12 and 20 people each reads its own number; what asks for no number is worked out once."""
    around = a_map(shipped, a_duty(applies={"employees_min": 10}), a_duty(id="other"))
    twelve, twenty = ({one.id: one for one in duties_of(around, a_firm(employees=n), TODAY)} for n in (12, 20))
    assert ("12 people" in twelve["rule"].why, "20 people" in twenty["rule"].why) == (True, True)
    assert twelve["other"] is twenty["other"]


def test_a_duty_of_the_place_holds_from_its_day(meets):
    """Before the day it is to come, on it and after it holds, after the last day it held."""
    day = {"from": "2026-11-28", "until": "2027-03-01"}
    assert meets(a_firm(), TODAY - datetime.timedelta(days=1), **day)[0] == "from"
    assert meets(a_firm(), TODAY, **day)[0] == "yes"
    assert meets(a_firm(), datetime.date(2027, 3, 1), **day)[0] == "yes"
    assert meets(a_firm(), datetime.date(2027, 3, 2), **day) == ("no", "it held until 2027-03-01")


def test_a_kind_of_firm_is_asked_for_or_left_out(shipped, meets):
    """By what a firm calls itself: a broker is told apart from the bank that its sector holds too; half is not most."""
    broker, bank = (
        described(Business(sectors={kind: 1}, country="DE", employees=300), shipped)
        for kind in ("insurance-broker", "bank")
    )
    both = described(Business(sectors={"insurance-broker": 1, "bank": 1}, country="DE", employees=300), shipped)
    without, only = {"applies": {"not_kinds": ["insurance-broker"]}}, {"applies": {"kinds": ["insurance-broker"]}}
    assert [meets(firm, **without)[0] for firm in (broker, both, bank)] == ["no", "yes", "yes"]
    assert [meets(firm, **only)[0] for firm in (broker, both, bank)] == ["yes", "yes", "no"]


@pytest.mark.parametrize(
    ("written", "day", "applies"),
    [("2027", TODAY, "from"), ("2026", TODAY, "yes"), ("2027-01", datetime.date(2027, 1, 1), "yes")],
)
def test_a_year_or_month_counts_from_its_first_day(meets, written, day, applies):
    """A day that is not set is not made up."""
    assert meets(a_firm(), day, **{"from": written})[0] == applies


def test_a_law_of_another_place_is_not_told(meets):
    """Neither no nor yes: it does not concern the firm; the Union's laws hold in its countries, and beside them."""
    assert meets(a_firm(), place="DE") is None
    assert meets(a_firm("NO")) is None
    assert meets(a_firm("NO"), also_in=["NO"])[0] == "yes"
    assert meets(a_firm("DE"))[0] == "yes"


def test_without_a_country_nothing_is_decided(meets):
    """What decides is asked for."""
    applies, why = meets(a_firm(None))
    assert applies == "unknown"
    assert "say the country" in why


def test_people_decide(meets):
    """Bounds hold from and up to; without a number they are open."""
    bounds = {"applies": {"employees_min": 10, "employees_max": 49}}
    assert [meets(a_firm(employees=n), **bounds)[0] for n in (9, 10, 49, 50)] == ["no", "yes", "yes", "no"]
    applies, why = meets(a_firm(employees=None), **bounds)
    assert applies == "unknown"
    assert why == "from 10 people and up to 49 people: say how many work in it"


def test_sectors_and_activities_decide(meets):
    """A sector counts with any share; a trait or activity from a half, by the firm's word before its sectors'."""
    assert meets(a_firm(), applies={"sectors": ["hospitality"]})[0] == "no"
    mixed = a_firm(sectors={"restaurants": 0.9, "hospitality": 0.1})
    assert meets(mixed, applies={"sectors": ["hospitality"]})[0] == "yes"
    assert meets(a_firm(), applies={"any_of": ["work-the-land"]})[0] == "no"
    assert meets(a_firm(activities={"work-the-land": 0.5}), applies={"any_of": ["work-the-land"]})[0] == "yes"


def test_what_is_in_use_decides_where_something_is_said(meets):
    """A firm that says nothing of what it uses is asked; one that says other things is free."""
    uses = {"applies": {"uses": ["chatbots"]}}
    applies, why = meets(a_firm(adopted=("chatbots",)), **uses)
    assert applies == "yes"
    assert why.startswith("it is in the European Union; it uses chatbots")
    assert meets(a_firm(adopted=("website",)), **uses)[0] == "no"
    assert meets(a_firm(), **uses)[0] == "unknown"


def test_who_pays_decides(meets):
    """Sectors say nearly all of consumers, never all: only the firm itself rules out firms and public bodies."""
    assert meets(a_firm(), applies={"sells_to": ["consumers"]})[0] == "yes"
    assert meets(a_firm(), applies={"sells_to": ["firms"]})[0] == "unknown"
    assert meets(a_firm(sectors={"consulting": 1}), applies={"sells_to": ["firms"]})[0] == "yes"
    assert meets(a_firm(sectors={"consulting": 1}), applies={"sells_to": ["consumers"]})[0] == "no"
    applies, why = meets(a_firm(), applies={"sells_to": ["firms", "state"]})
    assert applies == "unknown"
    assert why.endswith("whether it sells to firms or public bodies")


@pytest.mark.parametrize(
    ("consumers", "applies"), [(0.5, "yes"), (0.51, "unknown"), (0.94, "unknown"), (0.95, "no"), (1.0, "no")]
)
def test_a_firm_that_says_it_sells_to_consumers_alone_sells_to_no_firm(meets, consumers, applies):
    """From .95 on by its own word nobody else pays; up to a half firms do; between the two it is not known."""
    firm = a_firm(traits={"sells-to-consumers": consumers})
    assert meets(firm, applies={"sells_to": ["firms"]})[0] == applies


def test_a_question_leaves_it_open_unless_something_else_frees(meets):
    """What no business file says is asked, but not of those whom another condition leaves out."""
    asks = {"employees_min": 10, "asks": "Do you let rooms?"}
    assert meets(a_firm(employees=10), applies=asks) == ("unknown", "Do you let rooms?")
    assert meets(a_firm(employees=9), applies=asks)[0] == "no"


@pytest.mark.parametrize(
    ("firm", "applies"),
    [
        ({"midwife": 1}, "unknown"), ({"insurer": 1}, "unknown"), ({"landlord": 1}, "unknown"),
        ({"health-care": 1}, "unknown"), ({"vet": 1}, "yes"), ({"driving-school": 1}, "yes"),
        ({"midwife": 0.5, "bookshop": 0.5}, "yes"), ({"midwife": 0.6, "bookshop": 0.4}, "unknown"),
    ],
)  # fmt: skip
def test_who_sells_mostly_what_is_exempt_is_asked_for_vat(meets, shipped, firm, applies):
    """Care of people, insurance and letting (Directive 2006/112/EC, articles 132 and 135), not of animals, and not
    driving lessons (Court of Justice, C-449/17); of a mix what makes more than half."""
    business = business_of_sectors(firm, shipped).model_copy(update={"country": "PT"})
    told, why = meets(described(business, shipped), applies={"vat": True})
    assert told == applies
    assert ("VAT" in why) == (applies == "unknown")
    assert meets(described(business, shipped))[0] == "yes"


def test_a_country_with_a_law_of_its_own_is_told_that_alone(meets):
    """A law of the Union is told in its countries but for those that stand under not_in."""
    assert meets(a_firm("IT"), place="EU", not_in=["IT"]) is None
    assert meets(a_firm("DE"), place="EU", not_in=["IT"])[0] == "yes"


@pytest.mark.parametrize(("export", "told"), [(None, False), (0.0, False), (0.2, True)])
def test_who_sells_into_a_place_is_asked_whether(meets, export, told):
    """A firm from outside hears of it only if it sells abroad; where to no business file says."""
    said = {} if export is None else {"activities": {"export": export}}
    met = meets(a_firm("US", **said), applies={"sells_into": ["EU"]})
    assert (met is not None) is told
    assert met is None or met == ("unknown", "it sells abroad: whether to buyers in the European Union")


def test_a_law_for_firms_from_outside_is_not_told_inside(meets):
    """VAT on parcels from abroad concerns those who send from abroad."""
    rule = {"applies": {"sells_into": ["EU"], "outside": True}}
    assert meets(a_firm("PT"), **rule) is None
    assert meets(a_firm("US", activities={"export": 0.5}), **rule)[0] == "unknown"


# --- the shipped duties ---------------------------------------------------------------------------------------


def told(shipped, firm):
    return {found.id: found for found in duties_of(a_map(shipped, *shipped.duties), firm, TODAY)}


def test_a_us_food_truck_hears_nothing_of_the_law_of_the_union(shipped):
    """Nor of that of any other place; one that sells abroad is asked whether it sells there."""
    truck = told(shipped, a_firm("US", 2))
    assert {found.place for found in truck.values()} == {"US"}
    abroad = told(shipped, a_firm("US", 2, activities={"export": 0.2}))
    assert abroad["gdpr-records"].applies == "unknown"
    assert "the European Union" in abroad["gdpr-records"].why


def test_a_portuguese_bakery_is_told_of_certified_billing(shipped):
    """Certified software and the codes on every document."""
    found = told(shipped, a_firm("PT", 6, {"food-manufacturing": 0.6, "retail-trade": 0.4}))["pt-certified-billing"]
    assert found.applies == "yes"
    assert "certified" in found.do
    assert "QR code" in found.do
    assert "ATCUD" in found.do


def test_a_polish_hairdresser_is_told_of_ksef_with_its_dates(shipped):
    """Receiving holds; whether it invoices firms it has not said."""
    found = told(shipped, a_firm("PL", 2, {"personal-services": 1}))
    assert (found["pl-ksef-receive"].applies, found["pl-ksef-receive"].from_) == ("yes", "2026-02-01")
    assert (found["pl-ksef-all"].applies, found["pl-ksef-all"].from_) == ("unknown", "2026-04-01")
    assert (found["pl-ksef-micro"].applies, found["pl-ksef-micro"].from_) == ("unknown", "2027-01-01")


def test_a_british_builder_is_told_of_making_tax_digital(shipped):
    """For VAT it holds unless the firm is outside VAT; for income it depends on what is earned."""
    found = told(shipped, a_firm("GB", 3, {"construction": 1}))
    assert found["gb-mtd-vat"].applies == "yes"
    assert "not registered for VAT" in found["gb-mtd-vat"].unless
    assert (found["gb-mtd-it-50k"].applies, found["gb-mtd-it-50k"].from_) == ("unknown", "2026-04-06")


def test_an_italian_restaurant_is_told_of_e_invoicing_as_in_force(shipped):
    """Since 2019, and of the till that sends its takings."""
    found = told(shipped, a_firm("IT", 7))
    assert (found["it-einvoice"].applies, found["it-einvoice"].from_) == ("yes", "2019-01-01")
    assert found["it-telematic-till"].applies == "yes"


def test_the_ai_act_as_amended(shipped):
    """What the bot must say holds since August 2026; AI that decides on people was put off to December 2027."""
    found = told(shipped, a_firm("DE", adopted=("chatbots", "generative-ai")))
    assert (found["ai-chat-disclosure"].applies, found["ai-chat-disclosure"].from_) == ("yes", "2026-08-02")
    assert found["ai-high-risk-use"].from_ == "2027-12-02"
    assert found["ai-high-risk-use"].applies == "unknown"


def test_the_smallest_service_firms_are_free_of_the_accessibility_act(shipped):
    """From ten people on it binds."""
    small, larger = (told(shipped, a_firm(employees=n, adopted=("online-booking",))) for n in (9, 10))
    assert small["eaa-online-services"].applies == "no"
    assert larger["eaa-online-services"].applies == "yes"


def test_the_answer_is_in_order():
    """What holds comes first, then what is to come, what is not known, and what leaves the firm out."""
    found = duties_of(load_map()[0], a_firm("FR", 12, adopted=("online-shop",)), TODAY)
    order = [("yes", "from", "unknown", "no").index(answer.applies) for answer in found]
    assert order == sorted(order)


def test_compact_records_meet_a_firm_alike(shipped):
    """A query needs no more of a duty than its compact record says."""
    firm = a_firm("PL", 60, {"logistics": 1}, adopted=("website",))
    written = a_map(shipped, *shipped.duties)
    assert duties_of(load_map()[0], firm, TODAY) == duties_of(written, firm, TODAY)


def test_a_duty_opens_to_its_law_and_to_how_it_was_read(shipped):
    """The publisher's address, and the record that says how near the reading was."""
    found = find_evidence(shipped, "gdpr-records")
    (number,) = found.numbers
    assert "2016/679" in number.text
    assert "Article 30" in number.text
    assert number.locator.startswith("https://eur-lex.europa.eu/")
    assert [record.basis for record in found.records] == ["law"]
    assert found.subjects[0].about == "data protection; binds in EU, NO, IS, LI"
