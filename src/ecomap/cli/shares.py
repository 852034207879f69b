"""Arguments of the form NAME=NUMBER."""

import typer


def weights(texts: list[str], option: str) -> dict[str, float]:
    """Read NAME=NUMBER arguments; a name given twice counts once, with its last number."""
    found = {}
    for text in texts:
        name, _, number = text.partition("=")
        weight = _positive(number)
        if not name.strip() or weight is None:
            raise typer.BadParameter(
                f'"{text}": write NAME=NUMBER with a number above 0, like {name or "reach"}=2.', param_hint=option
            )
        found[name.strip()] = weight
    return found


def _positive(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 < number < float("inf") else None


def sector_shares(texts: list[str]) -> dict[str, float]:
    """Read NAME[=SHARE] arguments; sectors without a share divide what the others leave of 1."""
    shares = weights([text for text in texts if "=" in text], "--sector")
    open_names = list(dict.fromkeys(text.strip() for text in texts if "=" not in text and text.strip()))
    rest = 1.0 - sum(shares.values())
    if open_names and rest <= 0:
        raise typer.BadParameter(f"the shares leave nothing for {open_names[0]}.", param_hint="--sector")
    return shares | {name: rest / len(open_names) for name in open_names}
