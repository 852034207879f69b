"""``ecomap map``: look into the map, check it, compare it, add to it."""
