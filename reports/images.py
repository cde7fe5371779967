"""A chart as a picture with its words: PNG at 300 dots per inch, SVG or PDF, in one of the presets.

The chart itself is drawn without words as SVG; its title and the lines below it are put around that drawing, broken to the width of
the picture. PNG and PDF are the same drawing once more, so that all three are alike.
"""

import base64
import re
import struct
import zlib
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from charts.chart import Chart
from charts.colours import colours
from charts.template import HEIGHT
from locales import text
from reports.caption import Caption
from reports.lettering import FONT, wrapped
from reports.presets import DOTS, MM_PER_INCH, PIXELS, Preset
from reports.renderer import Figure, Format, Renderer

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
EDGE, LEADING = 14.0, 1.3  # pixels around, and the height of a line in times its size
TITLE, SUBTITLE, SMALL = 16.0, 13.0, 10.5  # pixels on screen, of which the preset makes points
REMARKS = 0.3  # the most of the picture's height that remarks may take
_ROOT = re.compile(r"^.*?<svg\b[^>]*>", re.DOTALL)


def picture(chart: Chart, caption: Caption, preset: Preset, kind: Format, lang: str, renderer: Renderer) -> bytes:
    """The chart with its words; raises UserError where no picture can be made."""
    (made,) = pictures(chart, caption, preset, (kind,), lang, renderer)
    return made


def pictures(chart: Chart, caption: Caption, preset: Preset, kinds: Sequence[Format], lang: str, renderer: Renderer) -> list[bytes]:
    """The same in several kinds, of one drawing."""
    drawing = _composed(chart, caption, preset, lang, renderer)
    return [_made(drawing, preset, kind, renderer) for kind in kinds]


def _made(drawing: str, preset: Preset, kind: Format, renderer: Renderer) -> bytes:
    if kind == "svg":
        return drawing.encode()
    width, height = preset.pixels(DOTS if kind == "png" else PIXELS)
    made = renderer.picture(_only(drawing), kind, width, height)
    return with_resolution(made, DOTS) if kind == "png" else made


def with_resolution(png: bytes, dots: int) -> bytes:
    """The PNG with its dots per inch written into it: from these a text processor takes its width."""
    per_metre = round(dots / MM_PER_INCH * 1000)
    body = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    head = 8 + 25  # the signature and the first chunk
    return png[:head] + struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body)) + png[head:]


def _composed(chart: Chart, caption: Caption, preset: Preset, lang: str, renderer: Renderer) -> str:
    """The whole picture as SVG."""
    c = colours("light")
    width, height = preset.room
    line = width - 2 * EDGE
    head = [(t, TITLE, "bold", c.text) for t in wrapped(caption.title, TITLE, line, bold=True)]
    head += [(t, SUBTITLE, "normal", c.muted) for t in wrapped(caption.subtitle, SUBTITLE, line)]
    foot = [(t, SMALL, "normal", c.muted) for t in _foot(caption, line, height, lang)]
    top = EDGE + sum(size * LEADING for _, size, _, _ in head) + 6
    bottom = EDGE + sum(size * LEADING for _, size, _, _ in foot) + 8
    drawing, shrunk = _drawing(chart, line, height - top - bottom, lang, renderer)
    size = f'width="{preset.width}mm" height="{preset.height}mm" viewBox="0 0 {width:.2f} {height:.2f}"'
    parts = [
        f'<svg xmlns="{SVG}" xmlns:xlink="{XLINK}" {size} role="img" lang={quoteattr(lang)}>',
        f"<title>{escape(caption.title)}</title><desc>{escape(chart.alt)}</desc>",
        f'<rect width="100%" height="100%" fill="{c.background}"/>',
        *_lines(head, EDGE),
        f'<g transform="translate({EDGE} {top:.2f}) scale({1 / shrunk:.5f})">{drawing}</g>',
        *_lines(foot, height - bottom + 8),
        "</svg>",
    ]
    return "".join(parts)


def _foot(caption: Caption, line: float, height: float, lang: str) -> list[str]:
    """The lines below the chart. Remarks leave it room to be seen: those that don't fit are counted, and stand in the table."""
    last = [t for words in caption.sources for t in wrapped(words, SMALL, line)]
    room = int(REMARKS * height / (SMALL * LEADING))
    pieces = [wrapped(words, SMALL, line) for words in caption.remarks]
    kept = next(n for n in range(len(pieces), -1, -1) if sum(map(len, pieces[:n])) + (n < len(pieces)) <= room)
    left = len(pieces) - kept
    return [t for piece in pieces[:kept] for t in piece] + ([text("files.remarks_left", lang, count=left)] if left else []) + last


def _lines(lines: list[tuple[str, float, str, str]], top: float) -> list[str]:
    """Lines of text under one another, the first with its upper edge at `top`."""
    drawn = []
    for words, size, weight, colour in lines:
        place = f'x="{EDGE}" y="{top + size:.2f}" font-family="{FONT}" font-size="{size}" font-weight="{weight}" fill="{colour}"'
        drawn.append(f"<text {place}>{escape(words)}</text>")
        top += size * LEADING
    return drawn


def _drawing(chart: Chart, width: float, height: float, lang: str, renderer: Renderer) -> tuple[str, float]:
    """The chart without words as the inside of an SVG, and how many times too large it is.

    A chart that was made taller than usual, because it holds much, is drawn at that height and shrunk to fit.
    """
    asked = _natural(chart)
    shrunk = max(1.0, asked / height) if asked > HEIGHT else 1.0
    wide, tall = round(width * shrunk), round(height * shrunk)
    svg = renderer.picture(_exported(chart, tall, lang), "svg", wide, tall).decode()
    inside = _ROOT.sub("", svg, count=1)
    return inside[: inside.rindex("</svg>")], shrunk


def _natural(chart: Chart) -> float:
    """The height that the chart was made for, in pixels."""
    return float(chart.figure.to_plotly_json()["layout"].get("height") or HEIGHT)


def _exported(chart: Chart, height: int, lang: str) -> Figure:
    """The figure with the font of files, its language, and room above for what stands over the plot."""
    spec: dict[str, Any] = chart.figure.to_plotly_json()
    layout = dict(spec["layout"])
    template = layout.get("template", {}).get("layout", {})
    margin = {**template.get("margin", {}), **layout.get("margin", {})}
    over = [s.get("y1", 0) for s in layout.get("shapes", ()) if s.get("yref") == "paper"]
    margin["t"] = max(margin.get("t", 28), (max([*over, 1.0]) - 1) * height + 2)
    font = {**template.get("font", {}), **layout.get("font", {}), "family": FONT}
    layout |= {"margin": margin, "font": font, "meta": {"lang": lang}, "autosize": False}
    layout.pop("width", None)
    layout.pop("height", None)
    return {"data": spec["data"], "layout": layout}


def _only(drawing: str) -> Figure:
    """A figure that is nothing but a drawing."""
    source = f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"
    whole = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "sizex": 1, "sizey": 1, "sizing": "stretch"}
    none = {"visible": False}
    return {
        "data": [],
        "layout": {"margin": dict.fromkeys("lrtb", 0), "xaxis": none, "yaxis": none, "images": [{"source": source, **whole}], "paper_bgcolor": "#ffffff"},
    }
