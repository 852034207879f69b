"""One verb per file: names to graph to arrays to results."""
