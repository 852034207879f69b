"""Numbers only: arrays in, arrays out. The symbols are those of docs/model.md."""
