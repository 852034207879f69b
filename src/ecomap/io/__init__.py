"""Reading and writing: files to models, models to files; every problem at once, with its place."""
