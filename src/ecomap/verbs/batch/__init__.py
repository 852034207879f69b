"""Many businesses: rows in, the first trends of each out, equal to the single query."""
