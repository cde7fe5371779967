"""The example data: a fictional workbook of a hub, made by `python -m data.examples`."""

from pathlib import Path

WORKBOOK = Path(__file__).parent / "voorbeeld.xlsx"
