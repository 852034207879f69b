"""Numbers as people write them, and NAME=NUMBER: one reader for files, flags, cells and the interview."""

import re
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.io import amounts, headcount, size_classes
from ecomap.io.amounts import AmountError, plain, read_assignment, read_number
from ecomap.io.words import ANSWERS
from ecomap.model import folded
from ecomap.places import data_folder, table

KINDS = (amounts.MONEY, amounts.HOURS, amounts.PEOPLE, amounts.LEVEL, amounts.SHARE, amounts.PART, amounts.WEIGHT,
         amounts.HELD)  # fmt: skip
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8.000,50", 8000.5), ("8,000.50", 8000.5), ("8 000", 8000), ("8\u202f000", 8000), ("8'000", 8000),
        ("EUR 9k", 9000), ("9k EUR", 9000), ("9.000,50", 9000.5), ("€5000", 5000), ("5000 €", 5000), ("1,5", 1.5),
        ("1.234.567", 1234567), ("0.125", 0.125), ("0,125", 0.125), ("05", 5), ("5.", 5), (".5", 0.5), ("1e3", 1000),
        ("1.5k", 1500), ("12.5", 12.5), ("1234,5", 1234.5), ("1234.567", 1234.567),
    ],
)  # fmt: skip
def test_money_is_read_as_it_is_written_anywhere(text, value):
    """The last of two different signs separates decimals; groups of three digits are thousands."""
    assert read_number(text, amounts.MONEY) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("½", 0.5), ("4½", 4.5), ("4 ½ h", 4.5), ("1⅛", 1.125), ("３", 3), ("１２,５", 12.5), ("ca. ¾", 0.75)],
)
def test_fractions_and_digits_of_any_script_are_numbers(text, value):
    """A fraction behind a whole number is added to it; one behind decimals is none."""
    assert read_number(text, amounts.HOURS) == value
    with pytest.raises(AmountError, match="is no number"):
        read_number(f"2,1{text}½", amounts.HOURS)


def cases(texts):
    """Return (text, value) of values with their texts, a bar between them."""
    return [(text.strip(), value) for value, some in texts.items() for text in some.split("|")]


MONEY_SAID = {
    1.5e6: "1,5 Mio | 1.5 Mio. € | 1.5m | 1,5 M€ | 1.5 MEUR | 1,5MM | Mio. EUR 1,5 | 1,5 mln | 1.5 million",
    2e6: "2 millions d'euros | 2 millones de euros | 2 milioni di euro | 2 milhões | 2 miliony",
    5000: "5 Tsd. | 5 Tsd € | 5 T€ | 5 T EUR | k€ 5 | 5 mila | 5 mille | 5 tys. | 5 tysięcy | 5 tysiecy | 5k",
    50000: "TEUR 50 | 50 TEUR | Tsd. EUR 50 | 50 kEUR",
    12500: "12’500.- | 12'500.– | EUR 12.500,- | 12.500,– € | € 12.500,-- | € 12.500,= | 12,500.- | 12.500.-",
    5001: "ca. 5001 | ~5001 € | approx. EUR 5,001.00 | up to 5001 | max. 5001 | bis 5001 € | 5001 €/Jahr",
    6000: "500 €/Monat | 500 per month | 500 € mtl. | 500 par mois", 5200: "100/week",
}  # fmt: skip


@pytest.mark.parametrize(("text", "euros"), cases(MONEY_SAID))
def test_money_in_the_words_of_eight_languages(text, euros):
    """Words of size count, a dash stands for no cents, 500 a month are 6000 a year."""
    assert read_number(text, amounts.MONEY) == euros


@pytest.mark.parametrize(
    ("text", "euros"),
    cases({1000: "CHF 924.20 | CHF 924,20 | 924.20 Fr. | Fr. 924.20 | 4254,3 zł | 4,2543 tys. zł | 0.9242 TCHF",
           1e6: "1,1684 Mio. US$ | US$ 1.1684m | Mio. USD 1.1684 | £0.87058m", 12500: "CHF 11'552.50"}),
)  # fmt: skip
def test_words_of_size_and_other_currencies_together(text, euros):
    """By the rates of 13 April 2026: CHF 0.9242, PLN 4.2543, USD 1.1684 and GBP 0.87058 a euro."""
    assert read_number(text, amounts.MONEY) == pytest.approx(euros, abs=0.01)


@pytest.mark.parametrize(
    ("text", "kind", "ways"),
    [
        ("5 T", amounts.MONEY, [5, 5000]),  # thousand, or whatever
        ("5 mil", amounts.MONEY, [5000, 5e6]),  # Spanish and Portuguese, or English
        ("1.500 T€", amounts.MONEY, [1500, 1.5e6]), ("ca. 1.500 €", amounts.MONEY, [1.5, 1500]),
        ("1.500 T", amounts.MONEY, [1.5, 1500, 1.5e6]), ("90 m", amounts.HOURS, [90, 1.5]),
    ],
)  # fmt: skip
def test_a_word_that_may_be_two_things_is_told_with_all_readings(text, kind, ways):
    """Each is accepted when it is written."""
    with pytest.raises(AmountError, match="can be read in") as caught:
        read_number(text, kind)
    assert list(caught.value.readings) == ways
    assert [read_number(plain(way), kind) for way in ways] == ways


HOURS_SAID = {
    3: "3 h | 3h | 3 hours | 3 Std. | 3 heures | 3 ore | 3 horas | 3 uur | 3 godz. | 3 Std./Woche | 3 hrs/wk",
    4.5: "4h30 | 4 h 30 | 4h30m | 4 h 30 min | 4:30 | 04:30:00 | 4,5 Std | 4.5h | ca. 4,5 h | "
         "up to 4.5 hours | 4h30/week",
    0.75: "45 min | 45 Minuten | 0,75 heures par semaine | 0.75 godzin tygodniowo | max. 0,75 h",
    6: "26 h/month | 26 Std. pro Monat | 26 horas al mes | 312 h/year",
}  # fmt: skip


@pytest.mark.parametrize(("text", "hours"), cases(HOURS_SAID))
def test_hours_a_week_as_people_write_them(text, hours):
    """With what they are called, by the clock, in minutes; 12 months, or a year, are 52 weeks."""
    assert read_number(text, amounts.HOURS) == hours


PEOPLE_SAID = {
    12: "ca. 12 | ~12 | approx. 12 | about 12 | environ 12 | aprox. 12 | około 12 | 12 ca. | "
        "ca. 12 Personen | MA: 12 | "
        "12 persons | 12 employees | 12 Mitarbeiter | 12 Mitarbeiter/innen | 12 MA | 12 salariés | "
        "12 salaries | "
        "12 salarié(e)s | 12 FTE | 12 VZÄ | 12 ETP | 12 addetti | 12 trabalhadores | 12 werknemers | "
        "12 pracowników",
    1: "1 (owner) | 1 (Inhaberin) | 1 gérant | 1 ou 2 salariés", 1500: "1.500 MA | 1,500 employees | 1.5k",
    2: "fewer than 5 | meno di 5 addetti",
    3: "less than 10 | weniger als 10 | unter 10 | moins de 10 salariés | menos de 10 | minder dan 10 | "
       "poniżej 10 | <10 MA | "
       "up to 9 | bis zu 9 | jusqu'à 9 | jusqu’à 9 | jusqu'a 9 | fino a 9 | hasta 9 | até 9 | t/m 9 | "
       "do 9 osób | 9 or fewer",
    50: "ab 50 | 50 or more | 50 und mehr Beschäftigte | 50 employees or more | à partir de 50 | vanaf 50 | "
        "mind. 50 | ≥ 50 | "
        "co najmniej 50 | from 50 | 50+ | 50 +", 1000: "1 000 salariés et plus",
    251: "mehr als 250 | über 250 | ueber 250 | more than 250 | plus de 250 | más de 250 | oltre 250 | "
         "powyżej 250 | > 250",
    14: "10 to 19 employees | 10 bis 19 | 10 à 19 | 10 a 19 | von 10 bis 19 | 10–19 | between 10 and 19 | "
        "de 10 à 19 | 10..19 | "
        "entre 10 et 19 salariés | tra 10 e 19 | od 10 do 19 | między 10 a 19 | tussen 10 en 19 | 10 t/m 19 | "
        "ca. 10 bis ca. 19 | 10 bis unter 20 | from 10 to under 20 | 10-19 (small) | 10 bis 19 MA (klein)",
}  # fmt: skip


@pytest.mark.parametrize(("text", "people"), cases(PEOPLE_SAID))
def test_people_as_tables_tell_them(text, people):
    """10 to 19 stand for 14, the root of their product; up to 9, and under 10, for 3; more than 250 for 251."""
    assert read_number(text, amounts.PEOPLE) == people


COUNTED_BY_PARTS = {
    13: "12 + Inhaber | 12 plus owner | 12 MA + Chef | 12 (excl. owner) | 12 + 1 | 12 salariés + gérant",
    3: "owner + 2 | moi + 2 | titolare + 2 | Inhaber und 2 Mitarbeiter | 2 + 1 apprentice | 2 (+ 1 Azubi) | "
       "3 (1 part-time) | 3 employees (1 apprentice) | 3 (davon 1 Teilzeit) | 3 dont 1 apprenti | 3, davon 2 Azubis | "
       "2 temps plein, 1 temps partiel | 2 full-time and 1 part-time | 2 und 1 Azubi | właściciel + 2 | "
       "1 owner + 2 employees | owner, 2 employees | 2 Inhaber + 1 | 1 GF + 2 MA | 3 (2 Vollzeit, 1 Teilzeit)",
    12: "12 (8 FTE) | 12 MA (8 Vollzeit) | 12 (2 FTE, 3 part-time) | 12 incl. owner | ca. 10 + 2 Azubis",
    8: "5 MA + 3 Azubis | 5 Mitarbeiter und 3 Aushilfen | 3, 5 part-time",
    5: "5 (3 women) | 3 Frauen + 2 Männer | 2 Inhaber, 3 Angestellte | 1 owner, 4 employees | 1 chef; 4 salariés",
    1: "1 (me) | 1 (nur ich) | EPU | one-man business",
}  # fmt: skip


@pytest.mark.parametrize(("text", "people"), cases(COUNTED_BY_PARTS))
def test_people_are_counted_by_their_parts(text, people):
    """The owner is one of those at work, and so are apprentices and who works part of the week; posts are no people."""
    assert read_number(text, amounts.PEOPLE) == people
    with pytest.raises(AmountError, match="is no number"):
        read_number(text, amounts.HOURS)


def test_a_part_that_may_stand_beside_or_among_the_others_is_told_with_both():
    """Three of whom two, or five."""
    with pytest.raises(AmountError, match=r"can be read in two ways\. Write 3 or 5\."):
        read_number("3 employees, 2 part-time", amounts.PEOPLE)


NO_NUMBERS = {
    "PEOPLE": "12 5 MA | 10/19 | 12 MA 500 | 10 and 19 | 10 and 19 employees | 10-19-29 | employees | ca. | 12 h | "
              "12 Mio | de 9 | 10 bis | 12 employees in 2 shops | since 1990 | 3 (2) | 3 (davon 5 Teilzeit) | "
              "5 / 2 Azubis | owners + 2 | 12 (excl. owners) | 10 + 49 | 50+249 | "
              "3 (klein) | 10-19 (others)",
    "MONEY": "5 €/h | 50 c | 12 months | 5 EUR 3 | 10-5 | 5-5 | low | 5,-3 | 5 Mio 3 | "
             "12 h | twd 100 | 5-",
    "HOURS": "6-4 h | 1 h/day | 2 days | 4h60 | 4h 5 | 4 h 3 h | 4 h min | 2 x 4 h | h | CHF 4",
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), cases(NO_NUMBERS))
def test_words_that_change_a_number_are_not_passed_over(text, name):
    """What is said besides may be more, less or something else: it is no number, with the way out."""
    kind = getattr(amounts, name)
    with pytest.raises(AmountError) as caught:
        read_number(text, kind)
    assert str(caught.value) == f'"{text}" is no number. Write it like {kind.like}.'


BANDS = {
    "MONEY": "1000-5000: 1000, 5000 | 1'000 to 5'000: 1'000, 5'000 | 1000 € – 5000 €: 1000 €, 5000 € | "
             "von 1000 bis 5000 Euro: 1000 Euro, 5000 Euro | between 1000 and 5000: 1000, 5000 | 1-5k: 1k, 5k | "
             "TEUR 5-10: TEUR 5, TEUR 10 | CHF 1000-5000: CHF 1000, CHF 5000 | 0..1000: 0, 1000 | <1000: 1000 | "
             "at least 5000: 5000 | 5000+: 5000 | 5000 € or more: 5000 € | > 10 000 €: 10 000 €",
    "HOURS": "5-10: 5, 10 | 4-6 Std./Woche: 4 Std./Woche, 6 Std./Woche | 1 h - 90 min: 1 h, 90 min | "
             "10+ hours: 10 hours",
    "LEVEL": "2-3: 2, 3 | 3+: 3", "SHARE": "30-50%: 30%, 50%",
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), cases(BANDS))
def test_a_band_of_what_has_one_number_is_told_with_its_ends(text, name):
    """What can be spent is a limit: nobody knows which end is meant. Each is told with its unit, to be written."""
    said, _, ends = text.rpartition(": ")
    kind, ways = getattr(amounts, name), ends.split(", ")
    with pytest.raises(AmountError) as caught:
        read_number(said, kind)
    of_one = "" if len(ways) > 1 else " of one end"
    assert str(caught.value) == f'"{said}" is a band{of_one}, no number. Write {" or ".join(ways)}.'
    assert [read_number(way, kind) for way in ways] == list(caught.value.readings)


def test_the_ends_of_a_band_go_by_the_mark_of_the_table():
    """1.000 is 1 or 1000, but the end of a band is 1000; where other cells show a decimal comma it stays as written."""
    for decimal, way_out in ((None, "Write 1000 or 5000."), (",", "Write 1.000 € or 5.000 €.")):
        with pytest.raises(AmountError) as caught:
            read_number("1.000 € - 5.000 €", amounts.MONEY, decimal=decimal)
        assert caught.value.way_out == way_out


@pytest.mark.parametrize(
    "text",
    [
        "just me",
        "Nur ich!",
        "moi seule",
        "solo io",
        "sólo yo",
        "só eu",
        "alleen ik",
        "tylko ja",
        "Self-employed",
    ],
)
def test_who_works_alone_is_one(text):
    """Not so a legal form, which may employ."""
    assert read_number(text, amounts.PEOPLE) == 1
    for other in ("sole trader", "family"):
        with pytest.raises(AmountError, match=r"is no number. Write it like 6 or 10-49\."):
            read_number(other, amounts.PEOPLE)


SIZES = {3: "micro | Mikro | mikroprzedsiębiorstwo | Kleinstunternehmen | TPE | microempresa | Micro (0 to 9)",
         22: "small | mała | klein | petite entreprise | pequeña | piccola impresa | kleinbedrijf | Small: 10-49",
         112: "Medium-sized | średnia | mittleres Unternehmen | moyenne | mediana | média | middelgroot | media",
         250: "large | duża | Großunternehmen | grande | groot | gran empresa"}  # fmt: skip


@pytest.mark.parametrize(("text", "people"), cases(SIZES))
def test_a_size_in_a_word_is_a_class_as_the_eu_divides_firms(text, people, caplog):
    """Recommendation 2003/361/EC: below 10, below 50, below 250, which is told; roots of 1x9, 10x49, 50x249.

    So in a column of firms; of one firm it is another number to everybody, and asked for.
    """
    size_classes.tell_of_words.cache_clear()
    word = not re.search("[0-9]", text)
    if word:
        with pytest.raises(AmountError, match=r"another number to everybody. Write how many work there, or [0-9]"):
            read_number(text, amounts.PEOPLE)
    assert not caplog.text
    assert read_number(text, amounts.PEOPLE, listed=True) == people
    assert ("sizes are the EU's" in caplog.text) == word
    with pytest.raises(AmountError, match="is no number"):
        read_number(text.split(" (")[0].split(":")[0], amounts.HOURS)


@pytest.mark.parametrize("text", ["SME", "KMU", "PME", "MŚP"])
def test_a_word_for_several_classes_is_told_with_each(text):
    """Small and medium-sized firms have up to 249 people."""
    with pytest.raises(AmountError, match="Write 0-9 or 10-49 or 50-249") as caught:
        read_number(text, amounts.PEOPLE)
    assert caught.value.message == f'"{text}" lies in several size classes.'


@pytest.mark.parametrize(
    ("code", "band"),
    [("GE10", ">=10"), ("EGE10", ">=10"), ("W_GE250", ">=250"), ("LT10", "<10"), ("E10T49", "10-49"), ("W0_9", "0-9"),
     ("M1-9", "1-9"), ("10_49", "10-49"), ("GT249", ">249"), ("1_000", "1000"), ("49_10", None), ("E5", None)],
)  # fmt: skip
def test_codes_of_statistical_offices_hold_their_ends(code, band):
    """As Eurostat, the OECD and ISTAT write them; the last ends below its beginning, or names one end alone."""
    if band is None:
        with pytest.raises(AmountError):
            read_number(code, amounts.PEOPLE)
        return
    assert read_number(code, amounts.PEOPLE) == read_number(band, amounts.PEOPLE)


@pytest.mark.parametrize(
    ("cell", "text"),
    [({"min": 10, "max": 49}, "10-49"), ({"minValue": 10.0, "maxValue": "49", "@type": "QuantitativeValue"}, "10-49"),
     ({"from": 50, "to": None}, ">=50"), ({"max": 9}, "<=9"), ({"gte": 10, "lt": 50}, "10-<50"), ({"value": 12}, "12"),
     ({"lt": 10, "unit": "persons"}, "<10"), ({"min": 1, "value": 2}, None), ({"min": True}, None), ({"x": 1}, None),
     ({}, None), ({"max": 9, "lt": 10}, None)],
)  # fmt: skip
def test_an_object_that_names_the_ends_of_a_band_is_the_band(cell, text):
    """As services answer; what holds anything else is none."""
    assert size_classes.of_ends(cell) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [({"amount": 500, "currency": "EUR"}, "500 EUR"), ({"value": "500", "currency": "CHF"}, "500 CHF"),
     ({"amount": 8.125, "currency": "EUR"}, "8.1250 EUR"), ({"value": 5, "unit": "thousand"}, "5 thousand"),
     ({"amount": 40, "currency": "GBP", "period": "month"}, "40 GBP per month"),
     ({"min": 500, "max": 900, "currency": "EUR"}, "500-900 EUR"), ({"amount": 500, "currency": "EUR", "net": 1}, None),
     ({"currency": "EUR"}, None)],
)  # fmt: skip
def test_an_object_with_an_amount_says_it_with_its_currency_and_time(cell, text):
    """As services answer; what it says besides may change the amount, and then it is none."""
    assert size_classes.of_ends(cell, money=True) == text


def test_money_of_which_no_rate_is_known_is_to_be_said_in_euros():
    """It was told that it is no number."""
    with pytest.raises(AmountError, match=r'no rate of "XAF" is known\. Write the amount in euros, like 5000\.'):
        read_number("500 XAF", amounts.MONEY)


def test_every_class_of_the_table_is_read():
    """Each band of `size_classes.csv` is one of people, and no code stands twice in a list."""
    rows = table("size_classes.csv")
    for band in {band for _, _, band in rows} - {"0-249"}:  # small and medium-sized firms are three classes
        assert read_number(band, amounts.PEOPLE) >= 0
    assert len({(name, folded(code)) for name, code, _ in rows}) == len(rows)


@pytest.mark.parametrize(
    "text", ["3", "3 - advanced", "3: good", "3 (gut)", "Level 3", "3 = solid", "3/4", "Level 3 of 4", "3 von 4"]
)
def test_a_level_may_say_what_it_is_called(text):
    """In words without a number, or by the highest of the scale; a word alone is told with the scale."""
    assert read_number(text, amounts.LEVEL) == 3
    with pytest.raises(AmountError, match=r'"advanced" is no number from 0 to 4\. Write it like 2\.'):
        read_number("advanced", amounts.LEVEL)


@pytest.mark.parametrize("text", ["0.5 FTE", "0,5 VZÄ", "ca. 0.5"])
def test_half_a_person_is_told_with_both_whole_ones(text):
    """The heads are counted, whatever part of a week they work."""
    with pytest.raises(AmountError) as caught:
        read_number(text, amounts.PEOPLE)
    assert str(caught.value) == f'"{text}" is no whole number. Write 0 or 1.'


@pytest.mark.parametrize(
    ("text", "name", "mark"),
    [("CHF 924.2", "MONEY", "."), ("1,5 Mio", "MONEY", ","), ("12'500.-", "MONEY", "."), ("1.500", "MONEY", None),
     ("1.500-2.500 MA", "PEOPLE", ","), ("4,5 Std.", "HOURS", ","), ("12 500 €", "MONEY", None)],
)  # fmt: skip
def test_a_number_shows_the_mark_before_decimals_whatever_stands_around_it(text, name, mark):
    """By its digits alone; what can be either shows none."""
    assert amounts.decimal_mark(text, getattr(amounts, name)) == mark


def test_every_word_of_a_number_is_used():
    """No field of the table that no pattern and no kind of number asks for, and no word twice in one field."""
    lines = (data_folder() / "number_words.csv").read_text(encoding="utf-8").splitlines()[1:]
    known = {
        *re.findall("[a-z-]+", amounts.BAND),
        *re.findall("[a-z-]+", f"{headcount.SUM}{headcount.OF_THEM}{headcount.WITHOUT}"),
        *amounts.SIZES,
        *amounts.PERIODS,
        "about",
        "owner",
        "alone",
        "class",
        "count",
        "asks",
        "asked",
        *("has", "there", "own-news", "out-of"),
    }
    known |= {*ANSWERS, *map(str, range(1, 13))}
    known |= {field for kind in KINDS for field in kind.called.split(",")}
    assert {line.split(",")[0] for line in lines} <= known
    assert len(set(lines)) == len(lines)


ANSWERED = {
    1: "yes | Yes | y | ja | JA | oui | sí | si | sì | sim | tak | true | TRUE | wahr | VRAI | verdadeiro | prawda | 1",
    0.5: "partly | teils | teilweise | deels | en partie | às vezes | częściowo | 0.5 | 50 %",
    0: "no | n | nein | non | não | nao | nee | nie | false | FALSCH | onwaar | fałsz | 0",
}


@pytest.mark.parametrize(("text", "level"), cases(ANSWERED))
def test_an_answer_in_a_word_is_a_level_of_what_a_firm_has(text, level):
    """Of a trait or an activity; yes is no share of anything else."""
    assert read_number(text, amounts.HELD) == level
    if text[0].isalpha():
        with pytest.raises(AmountError, match="is no number"):
            read_number(text, amounts.SHARE)


@pytest.mark.parametrize("text", ["8.000", "3.000", "9.000", "1,500", "-8.000", "1,000"])
def test_what_can_be_read_in_two_ways_is_told_with_both(text):
    """Nobody knows whether three digits behind a sign are thousands or decimals; each reading is accepted as told."""
    with pytest.raises(AmountError, match="can be read in two ways") as caught:
        read_number(text, amounts.ANY)
    ways = re.findall(r"-?[0-9.]*[0-9]", caught.value.way_out)
    assert [read_number(way, amounts.ANY) for way in ways] == list(caught.value.readings)
    assert len(ways) == 2


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("1,5", amounts.LEVEL, 1.5),
        ("1.500", amounts.LEVEL, 1.5),  # 1500 is no level
        ("8.000", amounts.HOURS, 8),  # a week has 168
        ("1,500", amounts.PEOPLE, 1500),  # there is no half person
        ("1.000", amounts.SHARE, 1),
        ("70%", amounts.SHARE, 0.7),
        ("0,7", amounts.SHARE, 0.7),
        ("40 %", amounts.WEIGHT, 0.4),
    ],
)
def test_what_is_impossible_is_no_reading(text, kind, value):
    """What a number is a number of says which reading is meant."""
    assert read_number(text, kind) == value


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("many", amounts.MONEY, '"many" is no number. Write it like 5000.'),
        ("2.5", amounts.PEOPLE, '"2.5" is no whole number. Write 2 or 3.'),
        ("5", amounts.LEVEL, "5 is too much: at most 4."),
        ("C10", amounts.WEIGHT, '"C10" is no number. Write it like 2.'),  # a code of NACE; c. 10 is about 10
        ("c1", amounts.PEOPLE, '"c1" is no number. Write it like 6 or 10-49.'),
        ("30", amounts.SHARE, "30 is too much: at most 1. Of a hundred write 30%."),
        ("130%", amounts.SHARE, "1.3 is too much: at most 1."),
        ("300", amounts.SHARE, "300 is too much: at most 1."),
        ("0", amounts.WEIGHT, '"0" must be above 0. Write it like 2.'),
        ("-1", amounts.GOAL, '"-1" must be 0 or more. Write it like 2.'),
        ("1", amounts.PART, '"1": a share lies between 0 and 1. Write it like 0.4 or 40%.'),
        ("1e400", amounts.MONEY, '"1e400" is a number too large to hold. Write a smaller one.'),
        ("nan", amounts.MONEY, '"nan" is no number. Write it like 5000.'),
        ("8 00", amounts.MONEY, '"8 00" is no number. Write it like 5000.'),
        ("_0.4", amounts.SHARE, '"_0.4" is no number. Write it like 0.4 or 40%.'),
        ("0.4_", amounts.SHARE, '"0.4_" is no number. Write it like 0.4 or 40%.'),
        ("1.23.456", amounts.MONEY, '"1.23.456" is no number. Write it like 5000.'),
    ],
)
def test_what_is_no_number_is_told_with_the_way_out(text, kind, told):
    """One sentence what is wrong, one what to write."""
    with pytest.raises(AmountError) as caught:
        read_number(text, kind)
    assert str(caught.value) == told


@given(
    st.floats(0, 1e15, allow_nan=False)
    | st.integers(0, 10**9).map(float)
    | st.floats(0, 1e4).map(lambda x: round(x, 3))
)
def test_what_is_written_plainly_is_read_back(value):
    """No plain number can be read in two ways, and none loses a digit."""
    assert read_number(plain(value), amounts.ANY) == value


def test_a_whole_number_is_written_however_large():
    """Four hundred digits are no number of the machine's: they are written to be refused as any other."""
    assert plain(10**400) == "1" + 400 * "0"


words = [
    "5",
    "1.500",
    "2,5",
    "ca.",
    "max",
    "mil",
    "T",
    "Mio",
    "k",
    "h",
    "m",
    "MA",
    "owner",
    "-",
    "bis",
    "/Monat",
    "CHF",
]
number_like = st.text("0123456789.,' %kKE€UR-+e", max_size=12)
said_like = st.lists(st.sampled_from(words), max_size=5).map(" ".join)


@given(number_like | said_like | st.text(max_size=8), st.sampled_from(KINDS))
def test_every_way_out_is_accepted_when_written(text, kind):
    """Whatever is typed: a number of its kind, or a way out each of whose examples is one."""
    try:
        value = read_number(text, kind)
    except AmountError as error:
        ways = (
            re.sub("^Write (it like )?", "", error.way_out).rstrip(".").split(" or ")
            if "Write" in error.way_out
            else []
        )
        ways = [] if "smaller" in error.way_out else ways
        for way in ways:
            read_number(way, kind)
    else:
        assert kind.least <= value <= kind.most < inf or kind.most == inf


def test_one_grammar_of_assignments():
    """NAME, NAME=VALUE, NAME+=VALUE, NAME-=VALUE; the first sign divides."""
    found = [read_assignment(text) for text in ("hotel", " hotel = 40% ", "adopted+=website", "a-=b=c", "=2")]
    assert [(one.name, one.sign, one.value) for one in found] == [
        ("hotel", "", ""), ("hotel", "=", "40%"), ("adopted", "+=", "website"), ("a", "-=", "b=c"), ("", "=", "2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "euros"),
    [("CHF 924.2", 1000), ("924.2 chf", 1000), ("US$ 1168.40", 1000), ("£4k", round(4000 / 0.87058, 2)),
     ("R$ 5.874,00", 1000), ("12 189 Kč", 500)],
)  # fmt: skip
def test_amounts_in_other_currencies_are_turned_into_euros(text, euros):
    """By the ECB on 13 April 2026 a euro was CHF 0.9242, USD 1.1684, GBP 0.87058, BRL 5.874, CZK 24.378."""
    assert read_number(text, amounts.MONEY) == euros


@pytest.mark.parametrize("text", ["$5,000", "5000 kr", "¥ 300"])
def test_the_sign_of_several_currencies_is_asked(text):
    """Each way out is accepted when written; hours are in no currency."""
    with pytest.raises(AmountError, match="sign of several currencies") as caught:
        read_number(text, amounts.MONEY)
    for way in caught.value.way_out.removeprefix("Write ").removesuffix(".").split(" or "):
        assert read_number(way.replace(",", ""), amounts.MONEY) > 0
    with pytest.raises(AmountError):
        read_number("CHF 5", amounts.HOURS)


def test_numbers_up_to_twelve_are_understood_as_words_in_every_language():
    """No word is two numbers; of the ninety-six only the Spanish eleven misses, which is the English once."""
    rows = [line.split(",") for line in (data_folder() / "number_words.csv").read_text(encoding="utf-8").splitlines()]
    spelt = [(folded(word), int(field), language) for field, language, word in rows if field.isdigit()]
    assert len({word for word, *_ in spelt}) == len({(word, number) for word, number, _ in spelt})
    wanted = {(number, language) for number in range(1, 13) for language in LANGUAGES}
    assert wanted - {one[1:] for one in spelt} == {(11, "es")}
    assert all(amounts.read_number(word.upper(), amounts.COUNT) == number for word, number, _ in spelt)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [("drei Mitarbeiter", "PEOPLE", 3), ("twee uur per week", "HOURS", 2), ("two thousand", "MONEY", 2000),
     ("zwei Vollzeit, drei Teilzeit", "PEOPLE", 5), ("dwa tysiące zł", "COUNT", None), ("no one", "PEOPLE", None),
     ("twenty-five", "PEOPLE", None), ("dix-huit", "PEOPLE", None), ("vingt et un", "PEOPLE", None),
     ("een halve", "HOURS", None), ("three quarters", "SHARE", None), ("deux cents", "MONEY", None)],
)  # fmt: skip
def test_a_number_in_words_is_read_as_its_figures_are(text, name, value):
    """Part of a larger number, or of a fraction, is none."""
    if value is None:
        with pytest.raises(amounts.AmountError, match=f'"{text}" is no number'):
            amounts.read_number(text, getattr(amounts, name))
    else:
        assert amounts.read_number(text, getattr(amounts, name)) == value
