"""The logbook of a business: an SQLite file that only grows; every correction and undoing is one more line of it."""
