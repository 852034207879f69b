"""``ecomap business``: the user's own file."""
