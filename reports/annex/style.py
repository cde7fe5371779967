"""How the annex looks: one set of formats and one way to print, for all its sheets."""

from math import ceil
from typing import Any

from charts.colours import colours
from metrics.indicator import Indicator
from metrics.status import Status
from reports.workbook import DAY

FONT = "Arial"
A4 = 9
NARROW = 0.4  # inches
PAGE, SPARE = 190, 0.25  # signs that read well on the width of a page; by what part of a page it may be more
STATUS_COLOURS = {
    Status.REACHED: "good", Status.ON_TRACK: "on_track", Status.SLIGHTLY_BEHIND: "slightly_behind", Status.BEHIND: "behind",
    Status.NO_TARGET: "none", Status.NOT_STARTED: "none", Status.NO_DATA: "none", Status.NOT_APPLICABLE: "none",
}  # fmt: skip
SYMBOLS = {
    Status.REACHED: "✓", Status.ON_TRACK: "●", Status.SLIGHTLY_BEHIND: "◐", Status.BEHIND: "▼",
    Status.NOT_APPLICABLE: "–", Status.NO_DATA: "∅", Status.NOT_STARTED: "○", Status.NO_TARGET: "◇",
}  # fmt: skip


def number_format(indicator: Indicator, extra: int = 0) -> str:
    """How Excel writes an indicator's values, with `extra` more decimals; the signs for thousands and decimals are those of the reader's own Excel."""
    decimals = indicator.decimals + extra
    places = "." + "0" * decimals if decimals else ""
    return f"0{places}%" if indicator.percent else f"#,##0{places}"


class Style:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self.colours = colours("light")
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def of(self, **how: object) -> Any:
        """A format. An indented cell is aligned left: without that the indent shows nowhere."""
        if how.get("indent"):
            how = {"align": "left", **how}
        key = tuple(sorted(how.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": FONT, "font_size": 10, "valign": "top", "font_color": self.colours.text, **how})
        return self._made[key]

    def top(self, sheet: Any, title: str, subtitle: str, colour: str = "") -> None:
        """The first two lines of a sheet."""
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, title, self.of(bold=True, font_size=16, valign="vcenter", font_color=colour or self.colours.text))
        sheet.write_string(1, 0, subtitle, self.muted)

    @property
    def muted(self) -> Any:
        """What explains."""
        return self.of(font_color=self.colours.muted)

    @property
    def heading(self) -> Any:
        """A heading above a table."""
        return self.of(bold=True, font_size=12, font_color=self.colours.primary)

    def notice(self, status: str) -> Any:
        """A line that must be seen, in the colour of a status."""
        return self.of(bold=True, valign="vcenter", font_color="#ffffff", bg_color=self.colours.status[status], indent=1)

    def statuses(self, sheet: Any, first: tuple[int, int], last: tuple[int, int], lang: str) -> None:
        """Cells with a status take its colour, whatever their formulas say."""
        for status, colour in STATUS_COLOURS.items():
            how = self._book.add_format({"font_color": self.colours.status[colour], "bold": status.compared, "num_format": f'"{SYMBOLS[status]} "@'})
            sheet.conditional_format(*first, *last, {"type": "cell", "criteria": "==", "value": f'"{status.text(lang)}"', "format": how})

    def head(self, *, right: bool = False, helper: bool = False, ground: str = "") -> Any:
        """The head of a column; that of a helper column has another colour."""
        ground = self.colours.surface if helper else ground or self.colours.primary
        return self.of(
            bold=True, text_wrap=True, valign="vcenter", align="right" if right else "left", indent=0 if right else 1, bg_color=ground, italic=helper,
            font_color=self.colours.muted if helper else "#ffffff", bottom=1, bottom_color=self.colours.border,
        )  # fmt: skip

    @property
    def day(self) -> Any:
        """A day."""
        return self.of(num_format=DAY, align="left")


def printed(sheet: Any, left: str, right: str, words: tuple[str, str], *, repeat: int | None = None, wide: float = 0, kept: int = 2) -> None:
    """Page set-up: A4, heads repeated; `words` are "page" and "of". A sheet of so many signs `wide` that it would be too small to read on one
    page goes over several, with its first `kept` columns on each.
    """
    sheet.set_landscape()
    sheet.set_paper(A4)
    pages = max(1, ceil(wide / PAGE - SPARE))
    sheet.fit_to_pages(pages, 0)
    if pages > 1:
        sheet.repeat_columns(0, kept - 1)
    sheet.set_margins(NARROW, NARROW, 0.7, 0.6)
    sheet.set_header(f"&L&9{_safe(left)}&R&9{_safe(right)}")
    sheet.set_footer(f"&L&9&A&R&9{words[0]} &P {words[1]} &N")
    if repeat is not None:
        sheet.repeat_rows(repeat)
    sheet.hide_gridlines(2)


def _safe(words: str) -> str:
    """Text for a page's header, where & means something and 255 signs are the most."""
    return words.replace("&", "&&")[:110]
