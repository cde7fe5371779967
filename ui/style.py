"""The colours of the mode as variables for our stylesheet (`style.css`, which `sheet.py` serves), and the picture on the browser's tab."""

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from markupsafe import Markup

from charts.colours import Mode, colours
from ui import html

# The picture on the browser's tab, as an address that holds it itself: a file would be offered to the browser anew at each redraw.
ICON = f"data:image/svg+xml;base64,{b64encode(Path(__file__).with_name('icon.svg').read_bytes()).decode()}"


def draw(mode: Mode) -> None:
    """Put the colours on the page; they take no room."""
    html.show(_colours(mode))


def hide(name: str, keys: Sequence[str]) -> None:
    """Let nobody see what is drawn under these keys; it keeps its place, and what it holds. `name` = who hides, for a sheet of its own."""
    boxes = ", ".join(f".st-key-{key}, [data-testid=stLayoutWrapper]:has(> .st-key-{key})" for key in keys)
    html.show(Markup(f"<style>/* {name} */ {boxes or '.im-nothing'} {{ display: none !important; }}</style>"))  # our own names  # nosec B704


@cache
def _colours(mode: Mode) -> Markup:
    """On paper the colours are those of the light mode."""
    screen, paper = _variables(mode), _variables("light")
    return Markup(f"<style>:root{{{screen}}}@media print{{:root{{{paper}}}}}</style>")  # colours, checked to be so  # nosec B704


def _variables(mode: Mode) -> str:
    c = colours(mode)
    names = {f"im-{k}": getattr(c, k) for k in ("background", "surface", "border", "text", "muted", "primary", "link", "context")}
    names |= {f"im-o{number}": value for number, value in c.objective.items()}
    names |= {f"im-{kind}": value for kind, value in c.status.items()}
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in names.items())
