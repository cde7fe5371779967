"""Words in charts: long names over several lines, labels that don't stand on each other, and tints of one colour."""

from collections.abc import Sequence
from textwrap import wrap

from charts.chart import plain
from charts.colours import Mode, colours


def wrapped(name: object, width: int = 22, lines: int = 2) -> str:
    """A name from a spreadsheet over at most `lines` lines of some `width` characters, safe for plotly."""
    parts = wrap(str(name), width, break_long_words=False) or [""]
    if len(parts) > lines:
        parts = [*parts[: lines - 1], parts[lines - 1][: width - 1].rstrip() + "…"]
    return "<br>".join(plain(part) for part in parts)


def apart(places: Sequence[float], gap: float, low: float = 0.0) -> list[float]:
    """Ascending places, pushed up where needed so that each is at least `gap` above the one before."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + gap if found else low))
    return found


def mixed(colour: str, other: str, part: float) -> str:
    """A colour between two "#rrggbb": `part` 0 is the first, 1 the other."""
    one, two = (tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in (colour, other))
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(one, two, strict=True))


def ramp(count: int, mode: Mode) -> list[str]:
    """Tints of the leading colour for an order of things, from faint to full."""
    c = colours(mode)
    return [mixed(c.primary, c.background, 0.72 * (1 - i / max(count - 1, 1))) for i in range(count)]
