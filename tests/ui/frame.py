"""Helpers of the page tests: the frame as AppTest runs it, and what stands on the page as text."""

import html
import json
import re
from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data.raw import Source as File
from ui.source import Source, receive

ROOT = Path(__file__).parents[2]
AS_OF = date(2025, 3, 31)
PAGES = (
    "overzicht",
    "doelstellingen",
    "fasen",
    "cases",
    "netwerk",
    "events",
    "impact",
    "kaart",
    "samen",
    "rapport",
    "sinds",
    "klaar",
    "gegevens",
    "versies",
    "definities",
    "eigen_werkmap",
    "bewaring",
    "logboek",
)


def open_page(page: str, source: Source | None = None, **filters: str) -> AppTest:
    """The page in the frame, with filters in the address and, where given, one's own data."""
    app = AppTest.from_file(str(ROOT / "ui" / "app.py"), default_timeout=60)
    for key, value in filters.items():
        app.query_params[key] = value
    if source is not None:
        app.session_state["own_workbook"] = source
    app.run()
    return app if page == PAGES[0] else app.switch_page(f"../pages/{page}.py").run()


def shown(app: AppTest) -> str:
    """All text on the page, our own HTML without its tags."""
    return re.sub(r"\s+", " ", " ".join(_text(element) for element in app))


def own(*files: tuple[str, bytes]) -> Source:
    """Files as if somebody had dropped them on the page."""
    return receive([File(name, data) for name, data in files])


def csv(*lines: str) -> bytes:
    """A CSV file."""
    return "\r\n".join(lines).encode("utf-8-sig")


def _text(element: object) -> str:
    proto = getattr(element, "proto", None)
    pieces = [str(getattr(proto, name, "") or "") for name in ("body", "label", "text", "value")]
    data = str(getattr(proto, "json", "") or "")
    pieces.append(json.loads(data).get("html", "") if data.startswith("{") else "")
    return html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", " ".join(pieces), flags=re.DOTALL))
