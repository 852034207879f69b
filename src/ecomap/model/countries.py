"""Which countries there are."""

import re

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
OTHER_WORDS = {
    "usa": "US", "america": "US", "uk": "GB", "great britain": "GB", "britain": "GB", "england": "GB", "scotland": "GB",
    "wales": "GB", "el": "GR", "holland": "NL", "the netherlands": "NL", "turkey": "TR", "czech republic": "CZ",
    "deutschland": "DE", "osterreich": "AT", "schweiz": "CH", "suisse": "CH", "espana": "ES", "italia": "IT",
    "polska": "PL", "sverige": "SE", "norge": "NO", "danmark": "DK", "suomi": "FI", "brasil": "BR", "belgique": "BE",
    "belgie": "BE", "nederland": "NL", "magyarorszag": "HU", "hrvatska": "HR", "cesko": "CZ", "slovensko": "SK",
    "slovenija": "SI", "eesti": "EE", "latvija": "LV", "lietuva": "LT", "ellada": "GR", "romania": "RO",
}  # fmt: skip
"""What else people write, without accents and in small letters; names in English stand in the map."""
