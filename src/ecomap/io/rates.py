"""What other currencies are worth in euros, by dated rates: ``data/exchange_rates.csv``."""

import re
from functools import cache

from ecomap.places import table
from ecomap.record import record

SHARED_SIGNS = {"$": ("USD", "CAD", "AUD"), "kr": ("SEK", "NOK", "DKK"), "¥": ("JPY", "CNY")}
"""Signs of several currencies, with some of these."""


@record
class Rate:
    """What a currency was worth on a day."""

    currency: str
    per_euro: float
    day: str
    publisher: str


@cache
def rates() -> dict[str, Rate]:
    """Return the rates by code and by sign."""
    found: dict[str, Rate] = {}
    for currency, sign, per_euro, day, publisher, _ in table("exchange_rates.csv"):
        rate = Rate(currency, float(per_euro), day, publisher)
        found |= {key: rate for key in (currency, sign.casefold()) if key}
    return found


@cache
def signs() -> str:
    """Return a pattern of all codes and signs, the euro's too."""
    every = sorted({*rates(), *SHARED_SIGNS, "eur", "euro", "\u20ac"}, key=len, reverse=True)
    return rf"(?:{'|'.join(map(re.escape, every))})(?![^\W\d_])"


def rate_of(text: str) -> Rate | None:
    """Return the rate of a code or a sign, None where it is of none or of several currencies."""
    return rates().get(text.upper()) or rates().get(text.casefold())


@cache
def tell(currency: str) -> None:
    """Say once by what rate amounts become euros."""
    from ecomap.io.maps import note

    rate = rates()[currency]
    note(f"{currency} {rate.per_euro:g} are EUR 1 ({rate.publisher}, {rate.day}).")
