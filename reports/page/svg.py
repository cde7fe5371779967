"""A chart's figures as a drawing within a web page. It needs no browser to be made, and its texts are texts."""

from collections.abc import Sequence
from datetime import date
from math import floor, log10

from markupsafe import Markup

from charts.chart import Column, Data, Value
from charts.colours import colours
from locales import formats
from reports.lettering import width as text_width
from reports.lettering import wrapped
from reports.plain import printable

WIDTH = 680.0
SIZE, SMALL = 11.0, 10.0  # pixels of text
APART = 11.0  # pixels between the lines of two labels
ROW, UPRIGHT = 30.0, 230.0
LABELS = 13  # up to so many columns each carries its name


def drawing(data: Data, alt: str, lang: str) -> Markup:
    """The chart as an SVG element; empty where nothing is drawn."""
    drawn = [(at, c) for at, c in enumerate(data.columns) if c.drawn]
    if not drawn or not data.rows:
        return Markup("")
    lying = drawn[0][1].drawn == "bars"
    inside, high = (_bars if lying else _upright)(data, drawn, lang)
    return Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(f"{WIDTH:.0f}", f"{high:.0f}", printable(alt), inside)


def _bars(data: Data, drawn: Sequence[tuple[int, Column]], lang: str) -> tuple[Markup, float]:
    """Lying bars from zero, each with its value behind it."""
    names = [wrapped(printable(str(row[0])), SIZE, 200) for row in data.rows]
    left = max(text_width(line, SIZE) for lines in names for line in lines) + 12
    most = max([v for row in data.rows for at, _ in drawn if (v := _number(row[at])) is not None] + [0]) or 1
    step = ROW * len(drawn) + 4
    parts = []
    for r, (row, lines) in enumerate(zip(data.rows, names, strict=True)):
        top = r * step
        for n, line in enumerate(lines[:2]):
            parts.append(_text(left - 8, top + step / 2 + SIZE * (0.35 + n - (len(lines[:2]) - 1) / 2), line, "end"))
        for s, (at, column) in enumerate(drawn):
            amount, y = _number(row[at]), top + 4 + s * ROW
            long = (WIDTH - left - 70) * max(amount or 0, 0) / most
            parts.append(_box(left, y + 3, long, ROW - 10, column, r))
            parts.append(_text(left + long + 6, y + ROW / 2 + 2, _written(amount, column, lang) if amount is not None else "–", "start"))
    return Markup("").join(parts), step * len(data.rows) + 4


def _upright(data: Data, drawn: Sequence[tuple[int, Column]], lang: str) -> tuple[Markup, float]:
    """Columns or lines over a grid from zero, with names below and a legend where there is more than one."""
    stacked = drawn[0][1].drawn == "stacked"
    sums = [sum(_number(row[at]) or 0 for at, _ in drawn) for row in data.rows] if stacked else []
    top = _nice(max([v for row in data.rows for at, _ in drawn if (v := _number(row[at])) is not None] + sums + [0]) or 1)
    left, right, above = text_width(_written(top, drawn[0][1], lang), SMALL) + 12, WIDTH - 44, 18.0
    below = above + UPRIGHT - 60
    across = _across(data, left, right)

    def y(amount: float) -> float:
        return below - (below - above) * amount / top

    parts = [_grid(left, right, y(top * part), _written(top * part, drawn[0][1], lang)) for part in (0, 0.25, 0.5, 0.75, 1)]
    parts += [_text(x, below + 16, name, "middle", "muted") for x, name in _names(data, across, lang)]
    base = [0.0] * len(data.rows)
    taken: list[float] = []
    for at, column in drawn:
        values = [_number(row[at]) for row in data.rows]
        if column.drawn in ("columns", "stacked"):
            wide = (right - left) / max(len(values), 1) * 0.7
            for i, v in enumerate(values):
                if v is not None:
                    parts.append(_box(across[i] - wide / 2, y(base[i] + v), wide, y(0) - y(v), column, i))
                    base[i] += v if stacked else 0
            if len(values) <= LABELS and not stacked:
                parts += [_text(across[i], y(v) - 4, _written(v, column, lang), "middle") for i, v in enumerate(values) if v is not None]
        else:
            parts.append(_line(values, across, [None if v is None else y(v) for v in values], column, data.gaps, lang, taken))
    if len(drawn) > 1:
        parts.append(_legend([c for _, c in drawn], left, below + 40))
    return Markup("").join(parts), below + (48 if len(drawn) > 1 else 24)


def _across(data: Data, left: float, right: float) -> list[float]:
    """Where each row stands: days by their distance, anything else evenly."""
    days = [row[0].toordinal() for row in data.rows if isinstance(row[0], date)]
    if len(days) == len(data.rows) and days[-1] > days[0]:
        return [left + 8 + (right - left - 16) * (d - days[0]) / (days[-1] - days[0]) for d in days]
    slot = (right - left) / len(data.rows)
    return [left + slot * (i + 0.5) for i in range(len(data.rows))]


def _names(data: Data, across: Sequence[float], lang: str) -> list[tuple[float, str]]:
    """The names below the axis, as many as there is room for."""
    first = [row[0] for row in data.rows]
    said = [formats.month(v, lang, short=True) if isinstance(v, date) else printable(str(v)) for v in first]
    room = max(text_width(s, SMALL) for s in said) + 10
    kept: list[tuple[float, str]] = []
    for x, name in zip(across, said, strict=True):
        if not kept or (x - kept[-1][0] >= room and name != kept[-1][1]):
            kept.append((x, name))
    return kept


def _line(
    values: Sequence[float | None], across: Sequence[float], heights: Sequence[float | None], column: Column, gaps: bool, lang: str, taken: list[float],
) -> Markup:  # fmt: skip
    """A line with the value at its end; `taken` are the heights of such values beside the edge, which it keeps clear of."""
    known = [(x, h, v) for x, h, v in zip(across, heights, values, strict=True) if h is not None and v is not None]
    if not known:
        return Markup("")
    runs = _runs(across, heights) if gaps else [[(x, h) for x, h, _ in known]]
    dash = ' stroke-dasharray="5 4"' if column.drawn == "dashed" else ""
    parts = [
        Markup('<polyline points="{}" fill="none" stroke="{}" stroke-width="{}"{}/>').format(
            " ".join(f"{x:.1f},{h:.1f}" for x, h in run),
            column.colour,
            "1.3" if dash else "2.2",
            Markup(dash),  # a dash of ours  # nosec B704
        )
        for run in runs
    ]
    if not dash:
        parts += [Markup('<circle cx="{}" cy="{}" r="2.6" fill="{}"/>').format(f"{x:.1f}", f"{h:.1f}", column.colour) for x, h, _ in known]
    x, h, last = known[-1]
    beside = _clear(h + 4, taken) if dash else h - 7
    parts.append(_text(x + 6, beside, _written(last, column, lang), "start" if dash else "middle", "muted" if dash else "text"))
    return Markup("").join(parts)


def _clear(height: float, taken: list[float]) -> float:
    """The height for a label where none of the others is in the way; it is taken from then on."""
    for other in sorted(taken):
        if abs(height - other) < APART:
            height = other + APART if height >= other else other - APART
    taken.append(height)
    return height


def _runs(across: Sequence[float], heights: Sequence[float | None]) -> list[list[tuple[float, float]]]:
    """A line in pieces: nothing is drawn over a row without a figure."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, h in zip(across, heights, strict=True):
        if h is None:
            runs.append([])
        else:
            runs[-1].append((x, h))
    return [r for r in runs if r]


def _legend(columns: Sequence[Column], left: float, y: float) -> Markup:
    parts, x = [], left
    for column in columns:
        dash = Markup(' stroke-dasharray="5 4"') if column.drawn == "dashed" else ""
        parts.append(
            Markup('<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="2"{}/>').format(
                f"{x:.1f}", f"{x + 22:.1f}", f"{y - 4:.1f}", f"{y - 4:.1f}", column.colour, dash
            )
        )
        parts.append(_text(x + 28, y, printable(column.label), "start", "muted"))
        x += 28 + text_width(column.label, SMALL) + 24
    return Markup("").join(parts)


def _grid(left: float, right: float, y: float, said: str) -> Markup:
    line = Markup('<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}"/>').format(f"{left:.1f}", f"{right:.1f}", f"{y:.1f}", f"{y:.1f}", colours("light").grid)
    return line + _text(left - 6, y + 3.5, said, "end", "muted")


def _box(x: float, y: float, wide: float, high: float, column: Column, row: int) -> Markup:
    tone = column.colours[row] if column.colours else column.colour
    hollow = bool(column.hollow) and column.hollow[row]
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"/>').format(
        f"{x:.1f}", f"{y:.1f}", f"{max(wide, 0):.1f}", f"{max(high, 0):.1f}", "none" if hollow else tone, tone
    )


def _text(x: float, y: float, words: str, anchor: str, colour: str = "text") -> Markup:
    return Markup('<text x="{}" y="{}" text-anchor="{}" font-size="{}" fill="{}">{}</text>').format(
        f"{x:.1f}", f"{y:.1f}", anchor, f"{SMALL:g}" if colour == "muted" else f"{SIZE:g}", getattr(colours("light"), colour), words
    )


def _written(amount: float | None, column: Column, lang: str) -> str:
    return formats.value(amount, column.decimals, column.kind == "percentage", lang)


def _nice(most: float) -> float:
    """A round number at or above the largest figure."""
    scale = 10.0 ** floor(log10(most))
    return next(step * scale for step in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 5, 6, 8, 10) if step * scale >= most)


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) and value == value else None
