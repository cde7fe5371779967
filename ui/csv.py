"""Tables as CSV: see `reports.csv`."""

from reports.csv import MIME, csv_bytes

__all__ = ["MIME", "csv_bytes"]
