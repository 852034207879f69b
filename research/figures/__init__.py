"""Figures for the docs: every number and generated table on their pages is written from here."""

from research.figures import agreement, coverage, markets, shares, validity


def write_figures(*, check: bool) -> int:
    """Write the generated parts of the docs again, or with ``check`` say what would change and return 1 if any."""
    texts = agreement.pages() | coverage.pages() | markets.pages() | shares.pages() | validity.pages()
    changed = [path for path, text in texts.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in changed:
        print(f"{path.name}: {'would change' if check else 'written'}")
        if not check:
            path.write_text(texts[path], encoding="utf-8", newline="\n")
    return int(check and bool(changed))
