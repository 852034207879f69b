"""Numbers as people write them, and NAME=NUMBER: one reader for files, flags, cells and the interview."""

import re
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.io import amounts
from ecomap.io.amounts import AmountError, divided, plain, read_assignment, read_number, read_weights

KINDS = (amounts.MONEY, amounts.HOURS, amounts.PEOPLE, amounts.LEVEL, amounts.SHARE, amounts.PART, amounts.WEIGHT)


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


number_like = st.text("0123456789.,' %kKE€UR-+e", max_size=12)


@given(number_like | st.text(max_size=8), st.sampled_from(KINDS))
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


def test_names_without_a_share_divide_the_rest():
    """0.4 of 1 is said: two others have 0.3 each. Nothing may be left for nobody."""
    assert divided(read_weights(["hotel=40%", "bar", "farm"])) == {"hotel": 0.4, "bar": 0.3, "farm": 0.3}
    with pytest.raises(AmountError, match="the shares leave nothing for bar"):
        divided(read_weights(["hotel=1", "bar"]))
    for wrong in ("=2", "hotel=", "hotel+=1"):
        with pytest.raises(AmountError, match="is no NAME=NUMBER"):
            read_weights([wrong])


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
