"""The example data: a fictional workbook of a hub in the middle of phase 4, made by `python -m data.examples`."""

from datetime import date
from pathlib import Path

WORKBOOK = Path(__file__).parent / "voorbeeld.xlsx"
AS_OF = date(2025, 3, 31)  # the data runs until this day: the reference date that fits it
