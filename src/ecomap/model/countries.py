"""Which countries there are."""

import csv
import re
from functools import cache

from ecomap.model.written import folded
from ecomap.places import data_folder

COUNTRIES = frozenset(
    re.findall("[A-Z]{2}", """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA
    CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA
    GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
    KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS
    MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS
    RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW
    TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK
    """)
)  # fmt: skip
"""Two letters each, ISO 3166-1, and XK, which the European Union writes for Kosovo."""
UNION = "EU"
"""The European Union among places."""
EU = (
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU",
    "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
)  # fmt: skip
"""Members of the European Union."""


@cache
def country_words() -> dict[str, str]:
    """Return the two letters of each name, without regard to case and accents: ``data/country_names.csv``."""
    with (data_folder() / "country_names.csv").open(encoding="utf-8", newline="") as lines:
        return {folded(row["name"]): row["country"] for row in csv.DictReader(lines)}


@cache
def country_names() -> dict[str, str]:
    """Return the English name of each country: the first of it in ``data/country_names.csv``."""
    with (data_folder() / "country_names.csv").open(encoding="utf-8", newline="") as lines:
        return {row["country"]: row["name"] for row in reversed([*csv.DictReader(lines)])}
