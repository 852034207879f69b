"""Many businesses at once: what the map says of every sector is worked out once, each business is a mix of sectors."""
