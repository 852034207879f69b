"""What a spreadsheet shows in its cells, where that says more than the number behind it."""

import html
import io
import re
import zipfile
from functools import partial

from ecomap.io.amounts import plain

BUILT_IN = {"9": "%", "10": "%"}  # formats that no file spells out: 62% and 62.00%
FORMAT, STYLE = re.compile(r"<numFmt\b[^>]*>"), re.compile(r'<xf\b[^>]*?\bnumFmtId="(\d+)"')
CURRENCY = re.compile(r'\[\$([^\]-]+)|"\s*([A-Z]{3})\s*"|([$€£¥₺₽₹₴₩])')
"""How the format of a number says in which money it is: ``[$CHF-807]``, ``"CHF" 0``, ``€``."""
SHEETS = r"xl/worksheets/.*\.xml|content\.xml"
QUOTED = r'"[^"]*"|\\.'
NUMBER = r'<c\b([^>]*?\bs="({})"[^>]*)>((?:<f\b[^>]*?(?:/>|>[^<]*</f>))?)<v>([-+0-9.eE]+)</v>'
ERROR = re.compile(rb'(<c\b[^>]*?\bt=)"e"')
NEVER_WORKED_OUT = re.compile(rb"<c\b((?:(?!\st=)[^>])*)>(<f\b[^>]*?(?:/>|>([^<]*)</f>))(?:<v\s*/>|<v></v>)?</c>")
"""A formula without its answer, as other programs than spreadsheets write them."""
OPEN_DOCUMENT = re.compile(rb'(office:value-type=)"(?:percentage|currency)"([^>]*?)\soffice:value="[^"]*"')
"""There the text that is shown stands beside the number."""


def as_shown(data: bytes) -> bytes:
    """Return a spreadsheet in which 62%, 0071, CHF 5000, #REF! and formulas without an answer are texts.

    The number of 62% is 0.62, that of CHF 5000 says no money, and an error or a formula alone would be empty.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = book.namelist()
        formats = _formats(book.read("xl/styles.xml").decode()) if "xl/styles.xml" in names else {}
        sheets = {name: book.read(name) for name in names if re.fullmatch(SHEETS, name)}
        changed = {name: new for name, old in sheets.items() if (new := _as_texts(old, formats)) is not old}
        if not changed:
            return data
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as copy:
            for name in names:
                copy.writestr(name, changed[name] if name in changed else book.read(name))
    return stream.getvalue()


def _formats(styles: str) -> dict[str, str]:
    """Return the formats that say more than a number does, by the place of their style."""
    codes = dict(BUILT_IN)
    for one in FORMAT.findall(styles):
        said = dict(re.findall(r'(numFmtId|formatCode)="([^"]*)"', one))
        codes[said.get("numFmtId", "")] = html.unescape(said.get("formatCode", ""))
    used = STYLE.findall(styles.partition("<cellXfs")[2].partition("</cellXfs>")[0])
    found = {str(place): codes.get(id, "") for place, id in enumerate(used)}
    return {place: code for place, code in found.items() if _shown(1.0, code)}


def _as_texts(sheet: bytes, formats: dict[str, str]) -> bytes:
    new = ERROR.sub(rb'\1"str"', sheet) if b't="e"' in sheet else OPEN_DOCUMENT.sub(rb'\1"string"\2', sheet)
    new = NEVER_WORKED_OUT.sub(rb'<c\1 t="str">\2<v>=\3</v></c>', new) if b"<f" in new else new
    if formats:
        new = re.sub(NUMBER.format("|".join(formats)).encode(), partial(_text, formats), new)
    return sheet if new == sheet else new


def _text(formats: dict[str, str], cell: re.Match[bytes]) -> bytes:
    kind = re.search(rb'\st="([^"]*)"', cell[1])
    shown = "" if kind and kind[1] != b"n" else _shown(float(cell[4]), formats[cell[2].decode()])
    said = cell[1].replace(kind[0], b"") if kind else cell[1]
    return b'<c%s t="str">%s<v>%s</v>' % (said, cell[3], html.escape(shown).encode()) if shown else cell[0]


def _shown(value: float, code: str) -> str:
    """Return what a format makes of a number, where it says more; decimals stay as they are."""
    if "%" in code:  # in quotes it is only written behind
        return f"{plain(round(value * (100 if '%' in re.sub(QUOTED, '', code) else 1), 10))}%"
    if re.fullmatch("00+", code):
        return f"{int(value):0{len(code)}d}" if value == int(value) else ""
    money = CURRENCY.search(code)
    return f"{next(filter(None, money.groups()))} {plain(value)}" if money else ""
