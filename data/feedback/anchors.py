"""Where the box of a note stands: beside its cell, and as wide as it should be where columns are narrow or hidden."""

import re
from functools import cache

from lxml import etree

from data.feedback.cells import SheetPart
from data.feedback.shapes import WIDTH, Anchor

ROW, COLUMN, GAP = 20, 64, 15  # pixels of a row and a column of the usual size, and between a cell and its box
LAST = 16_383  # the last column of a sheet, counted from 0 as anchors do


def anchors(part: SheetPart) -> Anchor:
    """What gives the anchor of a box of some height: columns and rows, with the pixels within them."""

    @cache
    def pixels(column: int) -> int:
        return _pixels(part.column(column + 1))

    @cache
    def across(column: int) -> tuple[str, str]:
        """The left and the right side of a box; left of the cell where all columns to the right are hidden."""
        end, left = column, WIDTH + GAP
        while end < LAST and pixels(end) <= left:
            left -= pixels(end)
            end += 1
        if end < LAST:
            return f"{column}, {GAP}", f"{end}, {left}"
        start, left = column - 1, WIDTH
        while start > 0 and left > 0:
            start -= 1
            left -= pixels(start)
        return f"{start}, 0", f"{column - 1}, 0"

    def anchor(at: tuple[int, int], height: int) -> str:
        row, column = at  # counted from 1, so that `column` is the one beside the cell
        left, right = across(column)
        top = max(row - 2, 0)
        bottom, rest = divmod(top * ROW + 10 + height, ROW)
        return f"{left}, {top}, 10, {right}, {bottom}, {rest}"

    return anchor


def _pixels(column: etree._Element | None) -> int:
    if column is None:
        return COLUMN
    if column.get("hidden") in ("1", "true"):
        return 0
    width = re.match(r"\d+", column.get("width", ""))
    return int(width[0]) * 7 + 9 if width else COLUMN
