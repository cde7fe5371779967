"""What a page says of its looks beside the stylesheet (`sheet.py`): the dark mode, what nobody is to see, and the picture on the browser's tab."""

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from markupsafe import Markup

from charts.colours import Mode
from ui import html
from ui.sheet import variables

# The picture on the browser's tab, as an address that holds it itself: a file would be offered to the browser anew at each redraw.
ICON = f"data:image/svg+xml;base64,{b64encode(Path(__file__).with_name('icon.svg').read_bytes()).decode()}"


def draw(mode: Mode) -> None:
    """Put the colours of the dark mode on the page; they take no room. Those of the light mode are there."""
    if mode == "dark":
        html.show(_dark())


def hide(name: str, keys: Sequence[str]) -> None:
    """Let nobody see what is drawn under these keys; it keeps its place, and what it holds. `name` = who hides, for a sheet of its own."""
    boxes = ", ".join(f".st-key-{key}, [data-testid=stLayoutWrapper]:has(> .st-key-{key})" for key in keys)
    html.show(Markup(f"<style>/* {name} */ {boxes or '.im-nothing'} {{ display: none !important; }}</style>"))  # our own names  # nosec B704


@cache
def _dark() -> Markup:
    """On paper the colours are those of the light mode. `html` makes these rules stronger than those of the stylesheet, which comes after them."""
    screen, paper = variables("dark", "html:root"), variables("light", "html:root")
    return Markup(f"<style>{screen}@media print{{{paper}}}</style>")  # colours, checked to be so  # nosec B704
