"""Numbers and texts as they were written: the schema decides what they mean, and says how to write them."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from ecomap.model import ID_PATTERN, NUMBER, Scalar
from ecomap.model.countries import country_names
from ecomap.model.scalar import Amount, Id, KnownCountry, Level, Number, OpenShare, Share, Text, Whole

number = TypeAdapter(Number)
whole = TypeAdapter(Whole)
text = TypeAdapter(Text)


def said(kind, value):
    """Return what is said of a value that is refused."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    [details] = caught.value.errors()
    return details["msg"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0.0),
        ("1200", 1200.0),
        ("0.25", 0.25),
        ("62.10", 62.1),
        (".5", 0.5),
        ("-3.387823", -3.387823),
        ("+1", 1.0),
        ("-.5", -0.5),
        ("5e3", 5000.0),
        ("1E-3", 0.001),
        ("2.5e+2", 250.0),
        ("-0", 0.0),
    ],
)
def test_a_number_is_read_from_the_way_it_is_written(written, value):
    """Decimal digits, one point, an exponent: the notation of JSON, and a bare point or plus in front."""
    assert number.validate_python(Scalar(written)) == value


@pytest.mark.parametrize(
    "written",
    ["", " ", "0111", "00", "1.", ".", "-", "1_000", "1,5", "1 000", "0x1F", "0o17", "12:30", "1e", "1e1000", "e5",
     "1.2.3", "--1", "True", "no", "null", "~", "nan", "NaN", ".nan", "inf", "-inf", ".inf", "Infinity", "٣",
     "１", "½", "1\n", " 1", "1 ", "2026-11-22"],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_an_example(written):
    """Octal, hexadecimal, thousands, commas, truth values, NaN, infinity, foreign digits: refused as they stand."""
    assert said(Number, Scalar(written)) == f'expected a number, found "{written}". Write it like 0.25 or 1200.'


@pytest.mark.parametrize(
    ("written", "share"),
    [("50%", "0.5"), ("12.5 %", "0.125"), ("0%", "0"), ("100%", "1"), ("-3%", "-0.03"), ("0.1%", "0.001")],
)
def test_a_percentage_is_refused_with_the_share_to_write(written, share):
    """50% is 0.5: the message does the sum."""
    assert said(Share, Scalar(written)) == f"a percentage is written as a share. Write {share}."


@pytest.mark.parametrize("written", ["%", "a%", "5%%", "0111%", "nan%"])
def test_what_is_no_percentage_is_no_number_either(written):
    """A percent sign alone makes no percentage."""
    assert said(Share, Scalar(written)).startswith("expected a number, found ")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("0.5", "a number must not stand in quotes. Write 0.5."),
        ("50%", "a percentage is written as a share. Write 0.5."),
        ("x", 'expected a number, found "x". Write it like 0.25 or 1200.'),
        ("1,5", 'expected a number, found "1,5". Write it like 0.25 or 1200.'),
        ("", 'expected a number, found "". Write it like 0.25 or 1200.'),
    ],
)
def test_a_number_in_quotes_is_refused(written, message):
    """Quotes say text; what is told to be written is accepted when written without them."""
    assert said(Number, Scalar(written, quoted=True)) == message


@pytest.mark.parametrize("kind", [Number, Share, OpenShare, Amount, Level, Whole])
@pytest.mark.parametrize("value", [True, False, None, "0.5", "1", [1], {}, (1,), 1j, b"1"], ids=repr)
def test_python_values_that_are_no_numbers_are_refused(kind, value):
    """Truth values and plain texts are no numbers, whatever pydantic would make of them."""
    assert said(kind, value).startswith("expected a number, found ")


@pytest.mark.parametrize("kind", [Number, Share, OpenShare, Amount, Level])
@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), float("-inf"), Scalar("1e999"), Scalar("-1e999")], ids=repr
)
def test_no_number_is_without_limit(kind, value):
    """NaN and infinity would spread through every sum; also as a literal beyond the largest float."""
    assert said(kind, value)


@pytest.mark.parametrize(
    ("kind", "allowed", "refused"),
    [
        (Share, ["0", "1", "0.5"], ["-0.01", "1.01"]),
        (OpenShare, ["0.001", "0.999"], ["0", "1", "-1", "2"]),
        (Amount, ["0", "1e9"], ["-0.01", "1.1e9", "1e300"]),
        (Level, ["0", "4", "2.5"], ["-1", "4.5"]),
        (Number, ["-1e300", "1e300"], []),
    ],
)
def test_each_kind_of_number_has_its_range(kind, allowed, refused):
    """Shares lie in 0..1, prevalences strictly between, amounts are not negative, levels go from 0 to 4."""
    adapter = TypeAdapter(kind)
    assert [adapter.validate_python(Scalar(value)) for value in allowed] == [float(value) for value in allowed]
    for value in refused:
        assert "Input should be" in said(kind, Scalar(value))


@pytest.mark.parametrize(("written", "value"), [("2026", 2026), ("0", 0), ("-3", -3), ("6.0", 6), ("1e3", 1000)])
def test_a_whole_number_may_be_written_in_any_notation(written, value):
    """What counts is the value: 1e3 is a whole number."""
    found = whole.validate_python(Scalar(written))
    assert (found, type(found)) == (value, int)


@pytest.mark.parametrize("written", ["6.5", "0.1", "1e-3"])
def test_a_part_is_no_whole_number(written):
    """Half an employee is refused, not rounded."""
    assert said(Whole, Scalar(written)) == f"expected a whole number, found {float(written):g}."


@pytest.mark.parametrize("value", [Scalar("1e999"), Scalar("-1e999"), float("inf")])
def test_a_whole_number_is_not_without_limit(value):
    """Infinity is no whole number either."""
    assert said(Whole, value)


def test_a_large_whole_number_is_exact():
    """9007199254740993 = 2^53 + 1 is the first whole number that a float cannot hold."""
    assert whole.validate_python(Scalar("9007199254740993")) == 9007199254740993


def test_a_text_loses_its_place_but_no_character():
    """Models hold plain texts: equal to what was written, without line and column, hyphens and blanks kept."""
    found = text.validate_python(Scalar(" 62.10 ", 3, 4, quoted=True))
    assert (found, type(found)) == (" 62.10 ", str)


@pytest.mark.parametrize("value", ["", " ", "\t\n", Scalar(""), Scalar("  ", quoted=True)])
def test_an_empty_text_is_refused(value):
    """A name of blanks is no name."""
    assert said(Text, value) == "an empty text. Write something or leave the line out."


@pytest.mark.parametrize(
    ("value", "found"),
    [(1, "1"), (None, "nothing"), (True, "true or false"), ([], "a list"), ((), "a list"), ({}, "a mapping")],
)
def test_what_is_no_text_is_named_in_plain_words(value, found):
    """The message speaks of lists and mappings, not of Python's types."""
    assert said(Text, value) == f"expected a text, found {found}."


@pytest.mark.parametrize("value", ["a", "0", "online-booking", "3d-printing", "a" * 64, "a-"])
def test_an_id_is_small_letters_digits_and_hyphens(value):
    """1 to 64 of them, not beginning with a hyphen."""
    assert TypeAdapter(Id).validate_python(Scalar(value)) == value


@pytest.mark.parametrize("value", ["A", "-a", "a b", "a_b", "é", "a.b", "a/b", "a" * 65, "a\n", "٣"])
def test_anything_else_is_no_id(value):
    """Ids go into file names, commands and web addresses, so nothing else is let in."""
    assert "pattern" in said(Id, Scalar(value))


def test_a_scalar_is_a_text_with_a_place():
    """It compares and hashes as its text; line, column and quoting ride along."""
    scalar = Scalar("a", 2, 5, quoted=True)
    assert scalar == "a"
    assert {scalar: 1}["a"] == 1
    assert (scalar.line, scalar.column, scalar.quoted) == (2, 5, True)
    assert (Scalar("a").line, Scalar("a").column, Scalar("a").quoted) == (0, 0, False)


def json_number(written):
    """Return whether JSON has this number, with the plus and the bare point that we also read put aside.

    An independent reader of the same notation; JSON's own NaN and Infinity are not numbers here.
    """
    plain = re.sub(r"^\+(?!-)", "", written)
    plain = re.sub(r"^(-?)\.(?=[0-9])", r"\g<1>0.", plain)
    try:
        return isinstance(json.loads(plain, parse_constant=lambda _: "no"), int | float) and not plain.startswith(
            ("t", "f")
        )
    except ValueError:
        return False


@given(
    st.text(alphabet="0123456789.-+eE", min_size=1, max_size=9)
    | st.floats(allow_nan=False, allow_infinity=False).map(repr)
    | st.integers().map(str)
)
def test_the_notation_is_that_of_json(written):
    """Accepted exactly where a JSON reader accepts it, as long as the exponent has at most three digits."""
    exponent = re.search(r"[eE][-+]?([0-9]+)", written)
    short = not exponent or len(exponent.group(1)) <= 3
    assert bool(NUMBER.fullmatch(written)) == (json_number(written) and short)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_comes_back_from_its_shortest_notation(value):
    """What Python writes of a number is read as the same number, to the last bit."""
    assert number.validate_python(Scalar(repr(value))) == value


@given(st.integers(-(2**53), 2**53))
def test_every_whole_number_comes_back(value):
    """All whole numbers that a float holds exactly."""
    assert whole.validate_python(Scalar(str(value))) == value


@given(st.text(max_size=70))
def test_ids_are_what_the_pattern_says(value):
    """The schema's pattern and Python's reading of it agree on every text; a line end is no part of an id."""
    accepted = re.fullmatch(ID_PATTERN.strip("^$"), value) is not None
    try:
        assert TypeAdapter(Id).validate_python(value) == value
        assert accepted
    except ValidationError:
        assert not accepted


def test_the_countries_are_those_of_the_standard():
    """ISO 3166-1 has 249 officially assigned codes of two letters; Kosovo stands beside them as XK."""
    codes = country_names().keys()
    assert len(codes - {"XK"}) == 249
    assert {"DE", "PT", "XK"} <= codes
    assert said(KnownCountry, "UK") == 'no country is "UK". Write two capital letters, like PT.'
