"""What a user should hear of but no program needs: said through the logger ``ecomap``, by default on standard error."""


def note(text: str) -> None:
    """Say something to the person at the screen; a program that embeds ecomap may listen, or switch it off."""
    import logging

    logging.getLogger("ecomap").warning("note: %s", text)
