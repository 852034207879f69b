"""Many businesses in files: CSV, JSON lines and Parquet, read and written in parts."""
