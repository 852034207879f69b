"""Which countries there are."""

import re
from collections.abc import Mapping
from functools import cache

from ecomap.errors import UnknownNameError, suggestion
from ecomap.model.written import folded
from ecomap.places import table

UNION = "EU"  #: The European Union among places.
EU = (  # members of the European Union
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU",
    "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
)  # fmt: skip
SIDE_BY_SIDE = re.compile(r"\s*[-\u2013\u2014/|()[\],;:=]\s*|(?<=^[A-Z]{2})\s+|(?<=^[A-Z]{3})\s+|\s+(?=[A-Z]{2,3}$)")
"""What stands between two ways to say a country: ``AT - Austria``, ``Austria (AT)``, ``AT Austria``."""
PART = re.compile(r"([A-Z]{2})-([A-Z0-9]{1,3})")  #: A part of a country, ISO 3166-2: ``DE-BY``.


def countries_said(text: str, named: Mapping[str, str]) -> tuple[str | None, ...]:
    """Return the two letters of each country that a text says, in one way or in several; None for what is none.

    A part of a country is its country where two things speak for it: capitals, that it exists, that its second half is
    no country. So are ``US-CA`` and ``gb-eng``; ``de-BE`` may be a language, ``DE-FR`` two countries. Further names,
    folded, go before others.
    """

    def meant(said: str) -> str | None:
        bare = folded(said)
        if bare.upper() in country_names():
            return bare.upper()
        return named.get(bare) or country_words().get(bare)

    whole = meant(text)
    said = PART.fullmatch(text.strip().upper())
    if whole is None and said and said[1] in country_names():
        for_it = (text.isupper(), said[2] in country_parts().get(said[1], ()), said[2] not in country_names())
        whole = said[1] if sum(for_it) > 1 else None
    parts = [part for part in SIDE_BY_SIDE.split(text.strip()) if part]
    whole = whole or meant(" ".join(parts[::-1]))  # Korea, Republic of
    return tuple(dict.fromkeys([whole] if whole else map(meant, parts or [text])))


CODE = 3  #: Letters, or digits, of a code: any is like another, so that none is proposed in the place of one.


def unknown_country(text: str, found: tuple[str | None, ...], named: Mapping[str, str]) -> UnknownNameError:
    """Return why a text names no country, or more than one, and the way out."""
    codes = [code for code in found if code]
    if len(codes) > 1:
        message = f'"{text}" names {len(codes)} countries: {", ".join(codes)}.'
        return UnknownNameError("country", text, (), message=message, way_out="Write one of them.")
    if text.isdecimal() and (cut := country_words().get(text.zfill(CODE))):
        message = f'"{text}" may be {text.zfill(CODE)} without its zero, or how telephone numbers begin elsewhere.'
        return UnknownNameError("country", text, (), message=message, way_out=f"Write {cut} if that is meant.")
    like = suggestion(folded(text), [name for name in (*country_words(), *named) if len(name) > CODE])
    way_out = f"Write two capital letters, like {codes[0] if codes else 'PT'}. {like}".rstrip()
    return UnknownNameError("country", text, (), way_out=way_out)


@cache
def country_parts() -> dict[str, list[str]]:
    """Return the parts of each country, ISO 3166-2: ``data/country_parts.csv``."""
    return {country: parts.split() for country, parts in table("country_parts.csv")}


@cache
def country_words() -> dict[str, str]:
    """Return the two letters of each name, without regard to case and accents: ``data/country_names.csv``."""
    return {folded(name): country for country, name in table("country_names.csv")}


@cache
def country_names() -> dict[str, str]:
    """Return the English name of each country, the first of it, by its two letters: ISO 3166-1, and XK for Kosovo."""
    return dict(reversed(table("country_names.csv")))
