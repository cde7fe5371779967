"""`python -m data.examples` makes the example workbook anew."""

from data.examples import WORKBOOK
from data.examples.workbook import workbook

WORKBOOK.write_bytes(workbook())
