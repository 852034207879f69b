"""How the site is built from the pages of this folder: ``sphinx-build -W docs site``.

Pages that follow from the program (commands, library, data, map, changes) are written anew at every build into
``generated/``, which git does not keep.
"""

import os
import re
import sys
from pathlib import Path

from sphinx.application import Sphinx

DOCS = Path(__file__).parent
ROOT = DOCS.parent
sys.path.insert(0, str(DOCS))

import reference_pages  # noqa: E402

from ecomap.version import VERSION  # noqa: E402

project = "ecomap"
author = "the ecomap project"
version = release = VERSION
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["schema"]
highlight_language = "text"
html_theme = "furo"
html_title = "ecomap"
html_copy_source = False
html_show_copyright = False
html_use_index = False
html_static_path = ["static"]
html_css_files = ["site.css"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
napoleon_google_docstring = False
napoleon_use_rtype = False
suppress_warnings = ["ref.python"]
"""Types of the standard library may be called like a field of an answer."""

ELSEWHERE = {
    ROOT / "README.md": DOCS / "index.md",
    ROOT / "CHANGELOG.md": DOCS / "generated" / "changes.md",
    ROOT / "CONTRIBUTING.md": DOCS / "generated" / "taking-part.md",
    ROOT / "data" / "README.md": DOCS / "generated" / "map-files.md",
    ROOT / "research" / "tables" / "README.md": DOCS / "generated" / "tables.md",
}
"""Pages of the repository that are pages of the site under another name."""
LINK = re.compile(r"\[([^\]]*)\]\((?!https?:|#|mailto:)([^)#\s]+)(#[^)\s]*)?\)")


def carried(text: str, place: Path, here: Path) -> str:
    """Return a page with its links, which hold from one folder, as they are from another, within the site."""

    def link(found: re.Match[str]) -> str:
        meant = (place / found[2]).resolve()
        if meant.is_dir():  # a folder of the repository, which the site does not have
            return found[1]
        meant = ELSEWHERE.get(meant, meant)
        return f"[{found[1]}]({Path(os.path.relpath(meant, here)).as_posix()}{found[3] or ''})"

    return LINK.sub(link, text)


def write_pages(_: Sphinx) -> None:
    """Write what follows from the program; a page that is as it was is left, so that it is not built again."""
    folder = DOCS / "generated"
    folder.mkdir(exist_ok=True)
    pages = {folder / name: text for name, text in reference_pages.pages().items()}
    pages |= {
        here: carried(place.read_text(encoding="utf-8"), place.parent, folder)
        for place, here in ELSEWHERE.items()
        if here.parent == folder
    }
    for path, text in pages.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def stay_within(_: Sphinx, name: str, source: list[str]) -> None:
    """Lead links to pages of the repository to the same pages of the site."""
    if not name.startswith("generated/"):
        source[0] = carried(source[0], DOCS, DOCS)


SPOKEN = {
    '<p class="caption" role="heading">': '<p class="caption" role="heading" aria-level="2">',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="Pages">',
    '<aside class="toc-drawer">': '<aside class="toc-drawer" aria-label="On this page">',
    "<pre>": '<pre tabindex="0">',
}
"""What the theme leaves unsaid to screen readers and keys; axe-core asks for it (tests/docs/test_site.py)."""


def say_to_screen_readers(app: Sphinx, failure: Exception | None) -> None:
    """Complete the pages of the theme."""
    for path in Path(app.outdir).rglob("*.html") if not failure else ():
        text = path.read_text(encoding="utf-8")
        for silent, said in SPOKEN.items():
            text = text.replace(silent, said)
        path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Tell Sphinx of the above."""
    app.connect("builder-inited", write_pages)
    app.connect("source-read", stay_within)
    app.connect("build-finished", say_to_screen_readers)
