"""HTML: one page that holds everything, asks nothing of anybody, and is read without a script."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from ecomap.render.drawing import drawn
from ecomap.render.page import SAFE_ADDRESSES, page_of
from ecomap.render.pictures import Picture
from ecomap.render.sheet import Sheet, in_text
from ecomap.safe import safe_text
from ecomap.template import Templates

PAGE = Path(__file__).with_name("page")
DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?\b")
PAGE_BESIDE = re.compile(r"[a-z0-9-]+\.html")  # a page in the same folder


def html(sheet: Sheet) -> str:
    """Return an answer as a page of its own, the same bytes for the same content."""
    page, script = page_of(sheet), _file("map.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    text = TEXT.filled("page.html", page=page, style=_file("page.css"), script=script, digest=digest)
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip()) + "\n"


def _picture(picture: Picture) -> object:
    from markupsafe import Markup

    return Markup(drawn(picture))


def _days_whole(text: str) -> object:
    """Return a text in which no day is broken at its hyphens, as browsers do at the end of a line."""
    from markupsafe import Markup, escape

    return Markup(DAY.sub(r'<span class="day">\g<0></span>', str(escape(safe_text(text)))))


def _address(text: str) -> str:
    """Return an address that leads somewhere, nothing of one that would run."""
    return text if text.startswith((*SAFE_ADDRESSES, "#")) or PAGE_BESIDE.fullmatch(text) else ""


TEXT = Templates(
    PAGE, {"picture": _picture, "cell": in_text, "address": _address, "days": _days_whole}, autoescape=True,
    finalize=lambda value: safe_text(value) if type(value) is str else value,
)  # fmt: skip
"""Whatever is put into it is text without what is no character, but for pictures."""


@cache
def _file(name: str) -> str:
    return (PAGE / name).read_text(encoding="utf-8")
